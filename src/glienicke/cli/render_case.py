"""A case as of a day: the law and what it owes, who holds whom, the parties, sources that disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table

from glienicke.case.model import Case
from glienicke.cli.out import table
from glienicke.cli.render import ROWS_MAX, heading, indented, owed_view
from glienicke.positions.day import Day, Person
from glienicke.record.case_json import goes_to, place, rivals
from glienicke.record.sources import source_name
from glienicke.record.words import in_words, listed, name


def case_view(case: Case, day: Day) -> Iterator[RenderableType]:
    """Everything about a case that a reader asks first."""
    if case.title:
        yield case.title + "\n"
    yield from owed_view([p.id for p in day.people.values() if p.owed and p.state == "held"], day)
    if day.law:
        yield heading("Law: binds every deal and is never for sale")
        for law in day.law:
            yield indented(f"{in_words(day, law.sentence)}  [{law.text}]  {place(law.place)}")
        yield ""
    yield heading("Parties")
    yield indented(_parties(case, day))
    yield ""
    yield from _custody(day)
    if day.considerations:
        yield ""
        yield heading("Considerations")
        for thing in day.considerations.values():
            pool = "" if thing.in_pool else " (not in the pool)"
            yield indented(f"{thing.what} ({thing.id}): {thing.giver} to {thing.to or 'all'}{pool}")
    if day.cutoff:
        yield f"\nCut-off: {day.cutoff}. Whoever was detained later is not offered by `enlarge`."
    yield from _sources(case, day)


def _parties(case: Case, day: Day) -> Table:
    made = table("id", "name", "at the table", "position", "place")
    for party, called in day.parties.items():
        position = day.positions.get(party)
        stance = "none: absent on this day"
        if position:
            sources = [source_name(case, id) for id in position.according_to]
            stance = position.basis + (f", {listed(sources)}" if sources else "")
        made.add_row(
            party, called, "yes" if party in day.at_table else "no", stance, place(position.place) if position else ""
        )
    return made


def _custody(day: Day) -> Iterator[RenderableType]:
    held = [p for p in day.people.values() if p.state == "held" and p.held_by]
    order = list(day.parties)
    held.sort(key=lambda p: order.index(p.held_by or ""))
    yield heading("Held" if held else "Nobody is held on this day")
    if held:
        yield indented(_held_in_numbers(held) if len(held) > ROWS_MAX else _held(held))
    others = [p for p in day.people.values() if p.state != "held"]
    if others:
        yield ""
        yield heading("Not held on this day")
        for person in others[:ROWS_MAX]:
            state = {"dead": "dead", "free": "free"}.get(person.state, "not held by anybody known")
            yield indented(f"{person.name} ({person.id}): {state}")
        if len(others) > ROWS_MAX:
            yield indented(f"and {len(others) - ROWS_MAX} more")


def _held(held: list[Person]) -> Table:
    made = table("held by", "name", "id", "since", "citizen of", "would go to", "notes")
    for person in held:
        notes = [] if person.in_pool else ["not in the pool"]
        if person.minors:
            notes.append(f"with {person.minors} minor" + ("s" if person.minors > 1 else ""))
        if person.minors_with:
            notes.append(f"minors with {person.minors_with}")
        if person.owed:
            notes.append("owed")
        notes += sorted(person.tags)
        made.add_row(
            person.held_by,
            person.name,
            person.id,
            str(person.since or "?"),
            ", ".join(person.citizen_of) or "?",
            ", ".join(goes_to(person)) or "?",
            "; ".join(notes),
        )
    return made


def _held_in_numbers(held: list[Person]) -> Table:
    made = table("people", "held by", "citizen of", "in the pool", right=("people", "in the pool"))
    groups = Counter((p.held_by or "", ", ".join(p.citizen_of) or "?") for p in held)
    pool = Counter((p.held_by or "", ", ".join(p.citizen_of) or "?") for p in held if p.in_pool)
    for (party, citizens), number in groups.items():
        made.add_row(str(number), party, citizens, str(pool[party, citizens]))
    return made


def _sources(case: Case, day: Day) -> Iterator[RenderableType]:
    found = rivals(case)
    if found:
        yield ""
        yield heading("Sources that disagree")
        made = table("who", "what", "value", "according to")
        for rival in found:
            for value, sources in rival.values:
                made.add_row(
                    name(day, rival.id), rival.fact, value, listed([source_name(case, s) for s in sources]) or "?"
                )
        yield indented(made)
    if case.sources:
        yield ""
        yield heading("Sources")
        for id, source in case.sources.items():
            dated = f", {source.on}" if source.on else ""
            yield indented(f"{id}: {source_name(case, id)}{dated}")
