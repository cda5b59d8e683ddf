"""One party's position in plain English."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from glienicke.case.model import Case
from glienicke.cli.render import heading, indented
from glienicke.language.explain import explain_bundle, explain_selection
from glienicke.language.show import show
from glienicke.language.tree import Id, Range, Selection
from glienicke.positions.day import Condition, Day, Position
from glienicke.record.case_json import place
from glienicke.record.sources import basis_says, source_name, value_says
from glienicke.record.words import amount, in_words, name, namer

Entries = tuple[tuple[Selection, Range], ...]


def position_view(case: Case, day: Day, party: str) -> Iterator[RenderableType]:
    """What the party asks, would give, and on which conditions; nothing is left out."""
    position = day.positions.get(party)
    who = name(day, party)
    yield heading(f"{who} ({party})")
    if party not in day.at_table:
        yield "Is not at the table."
    if position is None:
        yield "Has no position on this day: it is absent and releases nobody."
        return
    yield f"{basis_says(position, case)}  {place(position.place)}".rstrip()
    if position.note:
        yield indented(position.note)
    yield from _values(f"What releases are worth to {who}", position.worth, case, day)
    yield from _values(f"What it costs {who} to release", position.cost, case, day)
    yield from _rest(position, day)
    yield ""
    yield heading("Conditions" if position.conditions else "No conditions")
    for condition in position.conditions:
        price = "firm" if condition.price is None else f"price {amount(condition.price)}"
        yield indented(in_words(day, condition.sentence))
        yield indented(indented(f"{condition.text} · {price} · {condition_source(condition, case)}"))


def condition_source(condition: Condition, case: Case) -> str:
    """Basis, sources and place of a condition, in short."""
    sources = [source_name(case, id) for id in condition.according_to]
    told = f" ({', '.join(sources)})" if sources else ""
    where = place(condition.place)
    return f"{condition.basis}{told}" + (f" · {where}" if where else "")


def _values(title: str, entries: Entries, case: Case, day: Day) -> Iterator[RenderableType]:
    if not entries:
        return
    yield ""
    yield heading(f"{title} (its own priorities, in file order)")
    for selection, value in entries:
        each = "" if isinstance(selection, Id) else "each of "
        whom = explain_selection(selection, namer(day), day.considerations)
        yield indented(f"{each}{whom}: {value_says(value, case)}")


def _rest(position: Position, day: Day) -> Iterator[RenderableType]:
    yield ""
    yield f"Signs for a gain of at least {show(position.floor).replace('..', ' to ')}."
    if position.unilateral:
        yield "Gives also without getting anything (unilateral)."
    else:
        yield "Gives only if it gets something."
    for party, part in position.share.items():
        yield f"Counts {amount(part)} of {name(day, party)}'s own gain as its own."
    for bundle in position.bundles:
        yield explain_bundle(bundle, namer(day), day.considerations)
