"""The text of a new case: valid, commented, ready to be filled."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from glienicke.case.values import NAME
from glienicke.language.parse import RESERVED

PLAIN = re.compile(r"[^\W\d_][\w .()'-]*[\w.)]|[^\W\d_]")

HEAD = """\
# A case for glienicke: one negotiation, kept as plain text. What stands after a # is for readers only.
# Check it after every change:  glienicke check {out}
case: {id}
{mediator}
# cutoff: {day}      # `enlarge` never offers anybody detained after this day

# Where facts come from. Any value can then say `according_to`.
# sources:
#   cna: {{who: CNA, on: {day}, via: Reuters}}

parties:
{parties}

# Everybody held, formerly held, or sought. Minors are never named: `minors: 2` beside a parent. For example:
#   a-person:
#     name: A. Person
#     citizen_of: [{first}]
#     tags: [journalist]
#     held_by: {{is: {last}, since: {day}, according_to: [cna]}}
# A table of people comes in with:  glienicke import-people {out} people.csv
people: {{}}

# Binds every deal, whatever the parties want, and is never for sale:
# law:
#   - never {{at-risk}} to {last}

# What each party asks, would give, and on which conditions. A party without a position is absent.
# worth and cost take numbers, ranges such as 60..90, or the words vital, high, medium, low: a party's priorities,
# never the worth of a person. A condition without a price is firm. For example, below a position's `from`:
#       worth:
#         a-person: vital
#         "{{citizens of {first}}}": 10
#       cost:
#         "{{held by {first}}}": 5..15
#       conditions:
#         - a-person only with consent
#         - say: at least 2 of {{citizens of {first}}}
#           price: 20
positions:
{positions}

# Dated changes: of a position (`by:`), or of the state of affairs (`people:`). For example:
# signals:
#   - on: {day}
#     by: {first}
#     add:
#       - at least 1 of {{citizens of {first}}}
"""


def new_text(id: str, parties: Mapping[str, str], mediator: str | None, day: dt.date, out: str) -> str:
    """The text of a new case. parties: names by id, at least one. day: on which positions begin. out: its file."""
    ids = list(parties)
    mediates = f"mediator: {mediator}" if mediator else "# mediator: XX             # optional; need not be a party"
    position = "  {party}:\n    - from: {day}\n      basis: believed            # stated | reported | believed"
    return HEAD.format(
        id=id,
        out=out,
        mediator=mediates,
        day=day,
        parties="\n".join(f"  {one}: {scalar(called)}" for one, called in parties.items()),
        first=ids[0],
        last=ids[-1],
        positions="\n".join(position.format(party=one, day=day) for one in ids),
    )


def scalar(text: str) -> str:
    """Text as YAML: plain where that is safe, else in single quotes."""
    return text if PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def id_fault(id: str) -> str | None:
    """Why this cannot be an id of a case; None if it can."""
    if not NAME.fullmatch(id):
        return f"'{id}' cannot be an id: a letter first, then letters, digits, '_' and single '-'"
    if id in RESERVED:
        return f"'{id}' is a word of the condition language; choose another"
    return None
