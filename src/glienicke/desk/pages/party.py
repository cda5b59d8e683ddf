"""The parties of a case and what each asks and would give on a day, in words; a party more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Form
from starlette.responses import Response

from glienicke.case.model import Case
from glienicke.case.new import id_fault
from glienicke.case.write import CannotEdit, Put
from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.shown.position import stance
from glienicke.desk.store.problems import Changed, Faulty, NotThere, Refused
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.positions.asof import consent_as_of
from glienicke.positions.day import Day, Person
from glienicke.positions.events import Event, events, in_words
from glienicke.record.sources import source_name
from glienicke.record.words import listed

pages = Pages(prefix="/cases/{case}/parties")

MEDIATOR = ("mediator",)
CONSENTS_MAX = 50
"""People whose consent a party's page tells; of more their number."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A position or a signal of a party, as its page lists them. kind and at: which form changes it."""

    on: str
    kind: str
    at: int
    says: str
    known: str
    note: str
    is_ahead: bool


@pages.get("", allows=MEDIATOR)
def parties_page(asked: Asked, case: str, on: str = "", branch: str = MAIN) -> Response:
    """All parties with their positions on the day, and the form for one more."""
    return _list(asked, opened(asked, case, branch, on))


@pages.post("/add", allows=MEDIATOR)
def add(
    asked: Asked,
    case: str,
    id: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    branch: Annotated[str, Form()] = MAIN,
    on: Annotated[str, Form()] = "",
    expected: Annotated[int, Form()] = 0,
) -> Response:
    """A party more; next comes its position."""
    here = opened(asked, case, branch, on)
    id, name = id.strip(), " ".join(name.split())
    given = {"id": id, "name": name}
    wrong = [fault for fault in (id_fault(id),) if fault]
    if not name or not name.isprintable():
        wrong.append("the party needs a name")
    if here.case is not None and id in here.case.parties:
        wrong.append(f"'{id}' is there already: {here.case.parties[id].name}")
    if wrong or here.case is None:
        return _list(asked, here, wrong, given, 422)
    try:
        asked.scope.edit(case, branch, (Put(("parties", id), name),), f"a party more: {name}", expected)
    except Changed:
        again = "Somebody else changed the case in the meantime; look whether the party is there, and send it again"
        return _list(asked, opened(asked, case, branch, on), [again], given, 409)
    except Faulty as fault:
        return _list(asked, here, [found.text for found in fault.diagnostics], given, 422)
    except (CannotEdit, Refused) as error:
        return _list(asked, here, [str(error)], given, 422)
    return asked.go(here.link("parties", id), f"{name} is there. It is absent until it has a position.")


def _list(
    asked: AskedNow,
    here: Opened,
    wrong: list[str] | None = None,
    given: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    if here.case is None or here.day is None:
        return asked.page("faulty.html", status=status, here=here)
    stances = [stance(here.case, here.day, party) for party in here.day.parties]
    return asked.page("parties.html", status, here=here, stances=stances, wrong=wrong or [], given=given or {})


@pages.get("/{party}", allows=MEDIATOR)
def party_page(asked: Asked, case: str, party: str, on: str = "", branch: str = MAIN) -> Response:
    """One party's position on the day, and every dated change of it."""
    here = opened(asked, case, branch, on)
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    if party not in here.case.parties:
        raise NotThere
    said, refused, others = consents(here.case, here.day, party)
    return asked.page(
        "party.html",
        here=here,
        stance=stance(here.case, here.day, party),
        dated=list(dated(here.case, here.day, party)),
        consents=said,
        refused=refused,
        others=others,
    )


def dated(case: Case, day: Day, party: str) -> Iterator[Dated]:
    """The party's positions and signals in the order in which they count."""
    for event in events(case):
        if event.party != party:
            continue
        at, kind = int(event.path[-1]), event.path[0]
        is_signal = kind == "signals"
        on = str(getattr(event.what, "on" if is_signal else "from_"))
        says = in_words(event) if is_signal else "a position, in place of all before"
        yield Dated(
            on,
            "signal" if is_signal else "position",
            at,
            says,
            _known(case, event),
            event.what.note or "",
            event.on > day.on,
        )


def _known(case: Case, event: Event) -> str:
    what = event.what
    sources = [source_name(case, id) for id in what.according_to]
    by = getattr(what, "by", None) if event.path[0] == "positions" else None
    told = (what.basis or "believed", f"by {by}" if by else "", f"according to {listed(sources)}" if sources else "")
    return " ".join(part for part in told if part) + (", not verified" if what.unverified else "")


def consents(case: Case, day: Day, party: str) -> tuple[list[tuple[Person, str]], int, int]:
    """Of those whom the party holds or would receive: who has said something of an exchange, with why it counts; how
    many have refused; how many said nothing that counts."""
    concerned = [
        person
        for person in day.people.values()
        if person.state == "held" and (person.held_by == party or party in person.recipients)
    ]
    answered = [person for person in concerned if person.consent != "open"]
    refused = sum(person.consent == "refused" for person in answered)
    answered.sort(key=lambda person: person.consent != "refused")
    said = [(person, consent_as_of(case, person.id, day.on).why) for person in answered[:CONSENTS_MAX]]
    return said, refused, len(concerned) - len(answered)
