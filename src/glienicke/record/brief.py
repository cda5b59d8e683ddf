"""The brief: one page that tells a case and its deal to people, as a self-contained HTML file.

Who gets what, why each party can sign, what stands in the way, what is owed first, the timeline and the sources. It
prints on one or two sheets of A4. All text from the case is escaped.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from glienicke.case.model import Case, Event, Signal, Source
from glienicke.deals.answer_json import certificate_in_words
from glienicke.deals.concede import Given
from glienicke.deals.deal import Aim, Answer, Deal, Part, Release, Terms
from glienicke.deals.members import Member
from glienicke.deals.why import Why
from glienicke.ground import dates
from glienicke.positions.day import Day, Position
from glienicke.positions.selection import Who, worths
from glienicke.record.words import amount, count, freed, in_words, listed, name, percent

BETTER: Mapping[Aim, str] = {
    "gain": "gains more in sum",
    "freed": "frees more people",
    "fewest": "needs fewer parties to release",
    "fair": "leaves whoever gains least of it better off",
    "nash": "has a larger product of gains",
}
"""What a better deal by each aim would do."""

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
        routes=routes(deal, day),
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
        sources=[source_line(source) for id, source in case.sources.items() if id in cited(case, day, deal)],
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
        return f"Proven: under these positions, no acceptable deal {BETTER[answer.aim]}."
    return f"It is not proven the best; it is within {percent(answer.gap)} of the bound."


def signs(day: Day, party: str, part: Part, terms: Terms) -> Signs:
    """Why a party can sign, from its own position, in plain English."""
    position = day.positions[party]
    reasons = tuple(_reasons(day, position, part, terms))
    return Signs(party, name(day, party), _people(day, part.gives), _people(day, part.gets), reasons)


def _reasons(day: Day, position: Position, part: Part, terms: Terms) -> list[str]:
    worth = worths(position, Who(day), terms.cautious)
    reasons = []
    if part.gets and all(worth.get(id, 0) > 0 for id in part.gets):
        reasons.append("It asks for everybody whom it gets." if len(part.gets) > 1 else "It asks for whom it gets.")
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
    if len(ids) > PEOPLE_MAX:
        return f"{len(ids)} in all"
    return listed([name(day, id) for id in ids])


def routes(deal: Deal | None, day: Day) -> list[tuple[str, str, str]]:
    """Rows of from whom, to whom and who; of very many people, how many."""
    ways: dict[tuple[str, str], list[Release]] = {}
    for release in deal.released if deal else ():
        ways.setdefault((name(day, release.giver), name(day, release.to) if release.to else "not named"), []).append(
            release
        )
    rows = []
    for (giver, to), people in ways.items():
        minors = sum(release.minors for release in people)
        who = _people(day, [release.id for release in people])
        rows.append((giver, to, who + (f", with {count(minors, 'minor')}" if minors else "")))
    return rows


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
    """What happened up to the day, oldest first; of very much, the latest. That a position begins is no event."""
    told: dict[dt.date, list[str]] = {}
    for on, signals in dated:
        told.setdefault(on, []).extend(text for text in signals if not text.endswith(": a position"))
    for event in case.history:
        told.setdefault(dates.latest(event.on), []).append(event.what)
    return [(on, told[on]) for on in sorted(told) if on <= day.on and told[on]][-TIMELINE_MAX:]


def cited(case: Case, day: Day, deal: Deal | None) -> frozenset[str]:
    """Sources of what the page tells: positions and their conditions, custody of the released, events up to the day."""
    found: set[str] = set()
    for party, position in day.positions.items():
        if deal is None or party in deal.parties:
            found.update(position.according_to, *(condition.according_to for condition in position.conditions))
    for release in deal.released if deal else ():
        found.update(*(fact.according_to for fact in case.people[release.id].held_by))
    happened: tuple[Signal | Event, ...] = (*case.signals, *case.history)
    for told in happened:
        if dates.latest(told.on) <= day.on:
            found.update(told.according_to)
    found.update(*(assessment.according_to for assessment in case.assessments))
    return frozenset(found)


def source_line(source: Source) -> str:
    """Who published it, when, and through whom it was read."""
    parts = [source.who, *([source.title] if source.title else []), *([source.on] if source.on else [])]
    return ", ".join(parts) + (f" (read via {source.via})" if source.via else "")
