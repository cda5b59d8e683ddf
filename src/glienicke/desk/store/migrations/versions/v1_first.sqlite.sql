CREATE TABLE branch (
    case_id TEXT NOT NULL,
    name TEXT NOT NULL,
    base TEXT,
    base_version INTEGER,
    version INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    dropped BOOLEAN NOT NULL,
    PRIMARY KEY (case_id, name)
)
--;
CREATE TABLE entry (
    case_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (case_id, audience, seq)
)
--;
CREATE TABLE job (
    id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    branch TEXT NOT NULL,
    version INTEGER NOT NULL,
    digest TEXT NOT NULL,
    question TEXT NOT NULL,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    state TEXT NOT NULL,
    progress TEXT,
    answer TEXT,
    error TEXT,
    stopping BOOLEAN NOT NULL,
    worker TEXT,
    lease FLOAT,
    attempt INTEGER NOT NULL,
    ended_at TEXT,
    PRIMARY KEY (id)
)
--;
CREATE INDEX job_of ON job (case_id, at)
--;
CREATE INDEX job_state ON job (state, at)
--;
CREATE TABLE kept_case (
    case_id TEXT NOT NULL,
    title TEXT NOT NULL,
    pepper BLOB NOT NULL,
    origin TEXT,
    disk_version INTEGER NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (case_id)
)
--;
CREATE TABLE member (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    party TEXT,
    made_at TEXT NOT NULL,
    gone_at TEXT,
    PRIMARY KEY (id)
)
--;
CREATE TABLE payload (
    hash TEXT NOT NULL,
    case_id TEXT NOT NULL,
    audience TEXT NOT NULL,
    salt BLOB,
    content BLOB,
    PRIMARY KEY (hash)
)
--;
CREATE INDEX payload_of ON payload (case_id, audience)
--;
CREATE TABLE revision (
    case_id TEXT NOT NULL,
    branch TEXT NOT NULL,
    version INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    back INTEGER,
    forward INTEGER,
    PRIMARY KEY (case_id, branch, version)
)
--;
CREATE TABLE credential (
    id TEXT NOT NULL,
    member TEXT NOT NULL,
    public_key BLOB NOT NULL,
    sign_count INTEGER NOT NULL,
    name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    used_at TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(member) REFERENCES member (id)
)
--;
CREATE TABLE document (
    case_id TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    "by" TEXT NOT NULL,
    about TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (case_id, id),
    FOREIGN KEY(about) REFERENCES payload (hash),
    FOREIGN KEY(content) REFERENCES payload (hash)
)
--;
CREATE TABLE link (
    token TEXT NOT NULL,
    member TEXT NOT NULL,
    until FLOAT NOT NULL,
    used FLOAT,
    PRIMARY KEY (token),
    FOREIGN KEY(member) REFERENCES member (id)
)
--;
CREATE TABLE membership (
    case_id TEXT NOT NULL,
    member TEXT NOT NULL,
    since TEXT NOT NULL,
    PRIMARY KEY (case_id, member),
    FOREIGN KEY(member) REFERENCES member (id)
)
--;
CREATE TABLE session (
    token TEXT NOT NULL,
    public TEXT NOT NULL,
    member TEXT NOT NULL,
    made FLOAT NOT NULL,
    seen FLOAT NOT NULL,
    until FLOAT NOT NULL,
    about TEXT NOT NULL,
    PRIMARY KEY (token),
    UNIQUE (public),
    FOREIGN KEY(member) REFERENCES member (id)
)
--;
CREATE TABLE suggestion (
    case_id TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    position INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    content TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_at TEXT,
    decided_by TEXT,
    PRIMARY KEY (case_id, id),
    FOREIGN KEY(content) REFERENCES payload (hash)
)
--;
CREATE INDEX suggestion_key ON suggestion (case_id, "key")
--;
CREATE TABLE text (
    case_id TEXT NOT NULL,
    branch TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    file TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (case_id, branch, version, position),
    FOREIGN KEY(content) REFERENCES payload (hash)
)
--;
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN
    SELECT RAISE(ABORT, 'an entry is never changed');
END
--;
CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry BEGIN
    SELECT RAISE(ABORT, 'an entry is never changed');
END
--;
CREATE TRIGGER payload_no_delete BEFORE DELETE ON payload BEGIN
    SELECT RAISE(ABORT, 'a payload is erased, never deleted');
END
--;
CREATE TRIGGER payload_erased BEFORE UPDATE ON payload
WHEN new.content IS NOT NULL OR new.salt IS NOT NULL OR new.hash IS NOT old.hash
    OR new.case_id IS NOT old.case_id OR new.audience IS NOT old.audience BEGIN
    SELECT RAISE(ABORT, 'a payload is erased, never changed');
END
--;
