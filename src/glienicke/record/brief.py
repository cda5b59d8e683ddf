"""The brief: one page that tells a case and its deal to people, as a self-contained HTML file.

Who gets what, why each party can sign, what stands in the way, what is owed first, the timeline and the sources. It
prints on one or two sheets of A4. All text from the case is escaped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from glienicke.case.model import Case, Source
from glienicke.deals.answer_json import certificate_in_words
from glienicke.deals.concede import Given
from glienicke.deals.deal import Answer, Deal, Part, Terms
from glienicke.deals.members import Member
from glienicke.deals.why import Why
from glienicke.ground import dates
from glienicke.positions.day import Day, Position
from glienicke.positions.selection import Who, worths
from glienicke.record.words import amount, count, freed, in_words, listed, name, percent

TIMELINE_MAX = 40
PEOPLE_MAX = 60


@dataclass(frozen=True, slots=True)
class Signs:
    """One party's part in the deal, and why it can sign."""

    party: str
    name: str
    gives: str
    gets: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing in the way, whose it is, and what it would cost to give up (if it can be)."""

    whose: str
    says: str
    price: str


def brief(
    case: Case,
    day: Day,
    answer: Answer,
    terms: Terms,
    why: Why | None,
    dated: Sequence[tuple[dt.date, tuple[str, ...]]],
) -> str:
    """The page. why: given when there is no deal. dated: what took effect on which day; later days are left out."""
    environment = Environment(
        loader=PackageLoader("glienicke.record", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    deal = answer.deal
    return environment.get_template("brief.html").render(
        case=case,
        day=day,
        title=case.title or case.case,
        summary=summary(answer, day, terms),
        sure=sure(answer),
        owed=[day.people[id] for id in answer.owed],
        overrides=answer.overrides,
        parties=[signs(day, party, part, terms) for party, part in deal.parties.items()] if deal else [],
        released=released(deal, day),
        considerations=[day.considerations[id] for id in deal.considerations] if deal else [],
        needs=[(name(day, person), step) for person, step in deal.needs] if deal else [],
        hurt=[name(day, party) for party in deal.hurt] if deal else [],
        obstacles=[[obstacle(m, day, terms) for m in clash] for clash in why.clashes[:2]] if why else [],
        openings=[(amount(c.price), [given(g, day) for g in c.give_up], freed(c.opens)) for c in why.concessions[:3]]
        if why
        else [],
        law=[in_words(day, law.sentence) for law in day.law],
        timeline=timeline(case, day, dated),
        assessments=[a for a in case.assessments if a.on is None or dates.latest(a.on) <= day.on],
        sources=[source_line(source) for source in case.sources.values()],
    )


def summary(answer: Answer, day: Day, terms: Terms) -> str:
    """The verdict in one sentence."""
    if answer.deal is None:
        whom = listed([name(day, id) for id in terms.want]) or "anybody"
        known = "it is not known whether a deal exists that" if answer.status == "unknown" else "no deal that"
        accept = "" if answer.status == "unknown" else " is acceptable to all who would take part"
        return f"As of {day.on}, {known} frees {whom}{accept}."
    givers = [name(day, party) for party, part in answer.deal.parties.items() if part.gives]
    return f"As of {day.on}, a deal is possible in which {listed(givers)} release {freed(answer.deal)}."


def sure(answer: Answer) -> str:
    """How well the verdict is known."""
    if answer.deal is None:
        return f"{certificate_in_words(answer.certificate)[0].upper()}{certificate_in_words(answer.certificate)[1:]}."
    if answer.status == "deal" and not answer.gap:
        aims = {"gain": "gains more in sum", "freed": "frees more people", "fewest": "needs fewer parties to release"}
        return f"Proven: under these positions, no acceptable deal {aims[answer.aim]}."
    return f"It is not proven the best; it is within {percent(answer.gap)} of the bound."


def signs(day: Day, party: str, part: Part, terms: Terms) -> Signs:
    """Why a party can sign, from its own position, in plain English."""
    position = day.positions[party]
    reasons = tuple(_reasons(day, position, part, terms))
    return Signs(party, name(day, party), _people(day, part.gives), _people(day, part.gets), reasons)


def _reasons(day: Day, position: Position, part: Part, terms: Terms) -> list[str]:
    worth = worths(position, Who(day), terms.cautious)
    asked = [id for id in part.gets if worth.get(id, 0) > 0]
    reasons = []
    if asked:
        reasons.append(f"It gets what it asks for: {_people(day, asked)}.")
    partners = [name(day, other) for other, share in position.share.items() if share > 0]
    if partners:
        reasons.append(f"A part of what {listed(partners)} gains counts as its own.")
    if position.unilateral:
        reasons.append("It has said that it would give without getting anything.")
    reasons += [f"Kept: {in_words(day, condition.sentence)}" for condition in position.conditions]
    reasons.append(f"By its own priorities it gains {amount(part.gain)}; it signs for {amount(part.floor)} or more.")
    if position.note:
        reasons.append(position.note)
    return reasons


def _people(day: Day, ids: Sequence[str]) -> str:
    if len(ids) > PEOPLE_MAX // 2:
        return count(len(ids), "release")
    return listed([name(day, id) for id in ids])


def released(deal: Deal | None, day: Day) -> list[tuple[str, str, str]]:
    """Rows of who goes from whom to whom; of very many people, numbers."""
    if deal is None:
        return []
    if len(deal.released) <= PEOPLE_MAX:
        return [
            (
                name(day, r.id) + (f", with {count(r.minors, 'minor')}" if r.minors else ""),
                name(day, r.giver),
                name(day, r.to) if r.to else "not named",
            )
            for r in deal.released
        ]
    ways: dict[tuple[str, str], int] = {}
    for r in deal.released:
        way = (name(day, r.giver), name(day, r.to) if r.to else "not named")
        ways[way] = ways.get(way, 0) + 1
    return [(count(number, "person", "people"), giver, to) for (giver, to), number in ways.items()]


def obstacle(member: Member, day: Day, terms: Terms) -> Obstacle:
    """A member of a clash in plain English."""
    price = "not for sale" if member.kind == "law" else "a fact" if member.kind in ("state", "absence") else ""
    who = name(day, member.party or member.person or "")
    position = day.positions.get(member.party or "")
    if member.condition is not None:
        says = in_words(day, member.condition.sentence)
        if member.kind == "condition":
            cost = member.condition.price
            price = "firm" if cost is None else f"price {amount(cost)}"
    elif member.kind == "floor" and position is not None:
        floor = position.floor.high if terms.cautious else position.floor.middle
        says = f"It signs for a gain of {amount(floor)} or more."
    elif member.kind == "reciprocity":
        says = "It gives only if it gets something."
    else:
        says = f"{who} {member.says}." if member.person is None or member.says.startswith("is ") else f"{member.says}."
    whose = name(day, member.party) if member.party else "the law" if member.kind == "law" else "the state of affairs"
    return Obstacle(whose, says, price)


def given(one: Given, day: Day) -> str:
    """A concession in plain English."""
    called = name(day, one.member.party or "")
    if one.by is not None:
        return f"{called} signs for {amount(one.by)} less."
    assert one.member.condition is not None
    return f"{called} gives up: {in_words(day, one.member.condition.sentence)}"


def timeline(case: Case, day: Day, dated: Sequence[tuple[dt.date, tuple[str, ...]]]) -> list[tuple[dt.date, list[str]]]:
    """What happened up to the day, oldest first; of very much, the latest."""
    told: dict[dt.date, list[str]] = {}
    for on, signals in dated:
        told.setdefault(on, []).extend(signals)
    for event in case.history:
        told.setdefault(dates.latest(event.on), []).append(event.what)
    return [(on, told[on]) for on in sorted(told) if on <= day.on and told[on]][-TIMELINE_MAX:]


def source_line(source: Source) -> str:
    """Who published it, when, and through whom it was read."""
    parts = [source.who, *([source.title] if source.title else []), *([source.on] if source.on else [])]
    return ", ".join(parts) + (f" (read via {source.via})" if source.via else "")
