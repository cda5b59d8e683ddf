"""The default reader: rules, word lists and what a case already knows. Offline and deterministic."""

from __future__ import annotations

from glienicke.reports.asks import conditions_of
from glienicke.reports.counts import counts_of
from glienicke.reports.data import Document, Reading
from glienicke.reports.days import events_of
from glienicke.reports.facts import facts_of
from glienicke.reports.known import Known
from glienicke.reports.people import people_of
from glienicke.reports.reader import guarded
from glienicke.reports.speech import statements_of

LANGUAGES = ("en", "de", "ru")


def read_document(document: Document, known: Known) -> Reading:
    """People, counts, dated events, statements and suggestions of one document.

    A document in a language other than `LANGUAGES` gives an empty reading that says so in `thrown_away`.
    """
    if document.language not in LANGUAGES:
        return Reading(document, thrown_away={f"the whole document: its language ({document.language}) is not read": 1})
    people = people_of(document, known)
    statements = statements_of(document, people, known)
    return guarded(
        Reading(
            document,
            people,
            counts_of(document),
            events_of(document),
            statements,
            (*facts_of(document, people, statements, known), *conditions_of(document, people, statements, known)),
        )
    )
