"""An invented case and invented reports for the tests of the inbox."""

import datetime as dt

from glienicke.positions.load import load
from glienicke.reports.data import Block, Document, Reading, Someone, Suggestion
from glienicke.reports.inbox_file import Place, added, read_inbox
from glienicke.reports.inbox_suggest import origin_of, suggested

AT = "2030-05-01T10:00:00+00:00"

CASE = """\
# Two fronts, one river.
case: river
sources:
  gazette: {who: The Gazette, on: 2030-01-02}
parties: {NF: Northern Front, SF: Southern Front}

people:                      # everybody named so far
  holm:
    name: Jan Holm
    spellings: [Ян Холм]
    citizen_of: [SF]
    held_by: {is: NF, since: 2029-03, according_to: [gazette]}
    sentence: 5 years        # by a court in the north
  lund: {name: Vera Lund, citizen_of: [NF], held_by: SF}

positions:
  NF:
    - from: 2029-12
      worth: {lund: high}
  SF:
    - from: 2029-12
      worth: {holm: high}

signals:
  - on: 2030-02-01
    by: NF
    add: [holm only if lund]
  # the envoy's letter
  - on: 2030-04-01
    by: SF
    add: [lund only if holm]
"""

TEXT = """\
Two held on the river

Jan Holm was sentenced to 7 years, the Southern Front said. Tom Berg, a fisherman, has been held by the Northern Front \
since February 2030. Berg's daughter Mia, 9, waits at home. The Northern Front would give Berg only for Lund, \
an envoy said.
"""


def document(text=TEXT, name="wire.txt", published="2030-03-05", language="en"):
    """A document of paragraphs, the first of which is the headline."""
    blocks: list[Block] = []
    at = 0
    for part in text.split("\n"):
        if part.strip():
            blocks.append(Block((at, at + len(part)), "body" if blocks else "headline"))
        at += len(part) + 1
    day = dt.date.fromisoformat(published) if published else None
    return Document(name, text, tuple(blocks), language, day)


def says(of, subject, property, value, quote, **rest):
    """A suggestion whose quote stands in the document."""
    start = of.text.index(quote)
    return Suggestion(subject, property, value, quote, (start, start + len(quote)), **rest)


def named(of, *names):
    """People whose names stand in the document."""
    return tuple(Someone(name, (name,), ((of.text.index(name), of.text.index(name) + len(name)),)) for name in names)


def reading(of=None, *more):
    """What a reader finds in `TEXT`; more: other suggestions in the place of those."""
    of = of or document()
    found = more or (
        says(of, "Jan Holm", "sentence", "7 years", "Jan Holm was sentenced to 7 years", chain=("Southern Front",)),
        says(of, "Tom Berg", "held_by", "Northern Front", "held by the Northern Front", since="2030-02"),
        says(of, "NF", "condition", "berg only if lund", "The Northern Front would give Berg only for Lund"),
    )
    return Reading(
        of, named(of, *(name for name in ("Jan Holm", "Tom Berg", "Mia") if name in of.text)), suggestions=found
    )


def fill(case, *readings, who="The Wire", at=AT, confirming=False):
    """The inbox of a case file or folder, filled; what was held back by the last reading."""
    place = Place(case)
    held_back: dict[str, int] = {}
    for one in readings or (reading(),):
        now, inbox = loaded(case), read_inbox(place)
        origin = origin_of(one.document, now, inbox, who)
        found = suggested(one, now, inbox, origin, by="desk", at=at, confirming=confirming)
        held_back = dict(found.held_back)
        added(place, found.statements)
    return place, held_back


def loaded(case):
    """The case in a file or folder, which has no mistakes."""
    found = load(case).case
    assert found is not None
    return found


def item(place, subject, property):
    """The open item about that."""
    found = [i for i in read_inbox(place).open if (i.subject, i.first.property) == (subject, property)]
    assert len(found) == 1, found
    return found[0]
