"""The people whom a document names, each once, with every naming and spelling: offline, by rules and word lists.

In: a document and what a case knows. Out: people in the order of their first naming. Works without any case; with one,
its people are found by every spelling that it records, and carry their id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glienicke.reports.data import Document, Someone
from glienicke.reports.known import Known
from glienicke.reports.people_find import Naming, namings
from glienicke.reports.people_group import grouped
from glienicke.reports.people_page import page_of
from glienicke.reports.people_words import CONTENT, lines


def people_of(document: Document, known: Known) -> tuple[Someone, ...]:
    """The persons whom the content of a document names by name; captions, bylines and boxes name nobody."""
    content = tuple(lines(document))
    page = page_of(document, content)
    sure = {naming.span: naming for naming in _gazetteer(document, known)}
    taken = sorted(sure)
    for naming in namings(page):
        if not any(start < naming.span[1] and naming.span[0] < end for start, end in taken):
            sure.setdefault(naming.span, naming)
    return grouped(document, [sure[span] for span in sorted(sure)], known)


def _gazetteer(document: Document, known: Known) -> Iterator[Naming]:
    """Where the document has a name of two words or more exactly as the case spells it."""
    spellings = {name for names in known.people.values() for name in names if len(name.split()) > 1}
    if not spellings:
        return
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(name) for name in sorted(spellings, key=len, reverse=True)) + r")(?!\w)"
    )
    for block in document.blocks:
        if block.role in CONTENT:
            for found in pattern.finditer(document.text, *block.span):
                yield Naming(found.span(), tuple(found[0].split()), (), True)
