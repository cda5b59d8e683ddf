"""People of a table into the text of a case, tried out as a whole case before anybody writes it."""

from __future__ import annotations

from glienicke.case.model import Case
from glienicke.case.people_enter import NotEditable, Spliced, with_people
from glienicke.case.people_table import Known, Table
from glienicke.ground import dates
from glienicke.ground.diagnostic import Diagnostic
from glienicke.positions.load import load_texts


class NotEntered(ValueError):
    """With these people the case would have mistakes, or more would change; diagnostics: the mistakes, if any."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.diagnostics = diagnostics


def known_of(case: Case) -> Known:
    """What a table of people is read against."""
    return Known(
        names={id: person.name[0].is_ for id, person in case.people.items()},
        parties=tuple(case.parties),
        sources=tuple(case.sources),
        taken=frozenset((*case.people, *case.considerations)),
        is_date=_is_date,
    )


def _is_date(text: str) -> bool:
    try:
        dates.days(text)
    except dates.NoDate:
        return False
    return True


def entered(case: Case, table: Table) -> Spliced:
    """The file that changes, with the table's people. Raises NotEntered; nothing is written here."""
    try:
        spliced = with_people(case.places, table.people)
    except NotEditable as fault:
        raise NotEntered(str(fault)) from None
    texts = {file: text.text for file, text in case.places.texts.items()}
    tried = load_texts({**texts, spliced.file: spliced.after})
    if tried.case is None:
        told = tuple(Diagnostic(None, d.text, source=d.source) for d in tried.diagnostics if d.severity == "error")
        raise NotEntered("with these people the case would have mistakes; nothing was written", told)
    if not _only_added(case, tried.case, table):
        raise NotEntered(f"{spliced.file}: entering these people would change more; enter them by hand")
    return spliced


def _only_added(before: Case, after: Case, table: Table) -> bool:
    """Whether everything that was there is as it was, and only the table's people are new."""
    rest = [field for field in Case.model_fields if field != "people"]
    return (
        all(getattr(before, field) == getattr(after, field) for field in rest)
        and {id: person for id, person in after.people.items() if id not in table.people} == dict(before.people)
        and after.people.keys() == before.people.keys() | table.people.keys()
    )
