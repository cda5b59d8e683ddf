"""The tables of the store, the same on SQLite and PostgreSQL.

`entry` and `payload` are the record: chains of hashes, and beside them what they commit to, which can be erased.
Everything else that a change touches (`branch`, `revision`, `text`, `document`, `suggestion`) can be read off them.
Times are ISO 8601 in UTC with microseconds and a Z, which sorts as it is; leases and limits are seconds since 1970.
An audience says who may see a row: `staff`, `channel:P` (the mediator and the delegates of P) or `own:P` (the delegates
of P alone).
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

entry = sa.Table(
    "entry",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("audience", sa.Text, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("prev", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
)

payload = sa.Table(
    "payload",
    metadata,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("salt", sa.LargeBinary),
    sa.Column("content", sa.LargeBinary),
    sa.Index("payload_of", "case_id", "audience"),
)

kept_case = sa.Table(
    "kept_case",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("pepper", sa.LargeBinary, nullable=False),
    sa.Column("origin", sa.Text),
    sa.Column("disk_version", sa.Integer, nullable=False),
    sa.Column("changed_at", sa.Text, nullable=False),
)

branch = sa.Table(
    "branch",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("base", sa.Text),
    sa.Column("base_version", sa.Integer),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("dropped", sa.Boolean, nullable=False),
)

revision = sa.Table(
    "revision",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("branch", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("back", sa.Integer),
    sa.Column("forward", sa.Integer),
)

text = sa.Table(
    "text",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("branch", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("content", sa.Text, sa.ForeignKey("payload.hash"), nullable=False),
)

document = sa.Table(
    "document",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("about", sa.Text, sa.ForeignKey("payload.hash"), nullable=False),
    sa.Column("content", sa.Text, sa.ForeignKey("payload.hash"), nullable=False),
)

suggestion = sa.Table(
    "suggestion",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("content", sa.Text, sa.ForeignKey("payload.hash"), nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("decided_at", sa.Text),
    sa.Column("decided_by", sa.Text),
    sa.Index("suggestion_key", "case_id", "key"),
)

job = sa.Table(
    "job",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("case_id", sa.Text, nullable=False),
    sa.Column("branch", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("progress", sa.Text),
    sa.Column("answer", sa.Text),
    sa.Column("error", sa.Text),
    sa.Column("stopping", sa.Boolean, nullable=False),
    sa.Column("worker", sa.Text),
    sa.Column("lease", sa.Float(53)),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("ended_at", sa.Text),
    sa.Index("job_of", "case_id", "at"),
    sa.Index("job_state", "state", "at"),
)

member = sa.Table(
    "member",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("party", sa.Text),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("gone_at", sa.Text),
)

membership = sa.Table(
    "membership",
    metadata,
    sa.Column("case_id", sa.Text, primary_key=True),
    sa.Column("member", sa.Text, sa.ForeignKey("member.id"), primary_key=True),
    sa.Column("since", sa.Text, nullable=False),
)

session = sa.Table(
    "session",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("public", sa.Text, nullable=False, unique=True),
    sa.Column("member", sa.Text, sa.ForeignKey("member.id"), nullable=False),
    sa.Column("made", sa.Float(53), nullable=False),
    sa.Column("seen", sa.Float(53), nullable=False),
    sa.Column("until", sa.Float(53), nullable=False),
    sa.Column("about", sa.Text, nullable=False),
)

link = sa.Table(
    "link",
    metadata,
    sa.Column("token", sa.Text, primary_key=True),
    sa.Column("member", sa.Text, sa.ForeignKey("member.id"), nullable=False),
    sa.Column("until", sa.Float(53), nullable=False),
    sa.Column("used", sa.Float(53)),
)

credential = sa.Table(
    "credential",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("member", sa.Text, sa.ForeignKey("member.id"), nullable=False),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("sign_count", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("used_at", sa.Text),
)
