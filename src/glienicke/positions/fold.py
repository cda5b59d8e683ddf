"""Positions and signals up to a day → the position of each party in force on it.

A new position replaces the old one wholly; a signal edits the one in force: worths, costs and shares entry by entry
(a share of 0 withdraws it), floor, `unilateral` and bundles as a whole, conditions by `drop` and `add`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar

from glienicke.case.model import Case, Fact, PricedSentence, Sentence, Signal
from glienicke.case.model import Position as Written
from glienicke.case.places import Path
from glienicke.ground.diagnostic import Span
from glienicke.language.parse import Mistake, Parsed, parse_bundle, parse_selection, parse_sentence, parse_value
from glienicke.language.tree import Bundle, Id, Range, Selection
from glienicke.positions.day import Basis, Condition, Position
from glienicke.positions.events import Event, Known
from glienicke.positions.facts import value_of

T = TypeVar("T")


@dataclass(slots=True)
class _InForce:
    """A position while it is being folded."""

    written: Written
    path: Path
    worth: dict[Selection, Range] = field(default_factory=dict)
    cost: dict[Selection, Range] = field(default_factory=dict)
    share: dict[str, Fraction] = field(default_factory=dict)
    bundles: tuple[Bundle, ...] = ()
    unilateral: bool = False
    floor: Range = Range(Fraction(0), Fraction(0))  # noqa: RUF009 - frozen
    floor_place: Span | None = None
    conditions: list[Condition] = field(default_factory=list)


def positions(case: Case, happened: Iterable[Event], day: dt.date, known: Known) -> Mapping[str, Position]:
    """The positions in force, in the order of the file's parties. Takes an examined case."""
    found: dict[str, _InForce] = {}
    for event in happened:
        if isinstance(event.what, Written):
            assert event.party is not None
            found[event.party] = _begin(case, event.what, event, day, known)
        elif event.party in found:
            _edit(case, found[event.party], event.what, event, day, known)
    return {party: _finish(case, party, found[party]) for party in case.parties if party in found}


def _begin(case: Case, written: Written, event: Event, day: dt.date, known: Known) -> _InForce:
    new = _InForce(written, event.path)
    _wish(case, new, written, event.path, day, known)
    source = (written.basis, written.by, written.according_to)
    new.conditions = list(conditions(case, event.party, written.conditions, (*event.path, "conditions"), source, known))
    return new


def _edit(case: Case, position: _InForce, signal: Signal, event: Event, day: dt.date, known: Known) -> None:
    _wish(case, position, signal, event.path, day, known)
    dropped = [parsed(parse_sentence(said.say)).tree for said in signal.drop if known(said.according_to)]
    position.conditions = [condition for condition in position.conditions if condition.sentence not in dropped]
    source = (signal.basis or "believed", None, signal.according_to)
    position.conditions += conditions(case, event.party, signal.add, (*event.path, "add"), source, known)


def _wish(case: Case, to: _InForce, wishes: Written | Signal, path: Path, day: dt.date, known: Known) -> None:
    """Take over what a position or signal says of worth, cost, share, floor, bundles."""
    to.worth |= values(case, wishes.worth, day, known)
    to.cost |= values(case, wishes.cost, day, known)
    for party, facts in wishes.share.items():
        part = value_of(facts, day, known)
        if part is not None and part > 0:
            to.share[party] = part
        elif part is not None:
            to.share.pop(party, None)
    floor = value_of(wishes.floor, day, known)
    if floor is not None:
        to.floor = value(floor, case.scale)
        to.floor_place = case.places.span((*path, "floor"))
    unilateral = value_of(wishes.unilateral, day, known)
    if unilateral is not None:
        to.unilateral = unilateral
    if wishes.bundles is not None:
        to.bundles = tuple(
            parsed(parse_bundle(said.say, case.scale)).tree for said in wishes.bundles if known(said.according_to)
        )


def values(
    case: Case, written: Mapping[str, Sequence[Fact[str]]], day: dt.date, known: Known
) -> dict[Selection, Range]:
    """Worths or costs by selection; a key that is no selection in braces is one id."""
    found: dict[Selection, Range] = {}
    for key, facts in written.items():
        text = value_of(facts, day, known)
        if text is not None:
            found[selection(key)] = value(text, case.scale)
    return found


def conditions(
    case: Case,
    party: str | None,
    said: Sequence[Sentence],
    path: Path,
    source: tuple[Basis, str | None, tuple[str, ...]],
    known: Known,
) -> Iterable[Condition]:
    """Conditions with their places. source: basis, by and sources of what they stand in."""
    basis, by, according_to = source
    for i, sentence in enumerate(said):
        if not known(sentence.according_to):
            continue
        yield Condition(
            party=party,
            sentence=parsed(parse_sentence(sentence.say)).tree,
            text=sentence.say,
            price=sentence.price if isinstance(sentence, PricedSentence) else None,
            basis=sentence.basis or basis,
            by=sentence.by or by,
            according_to=sentence.according_to or according_to,
            place=case.places.span((*path, i, "say")),
        )


def _finish(case: Case, party: str, found: _InForce) -> Position:
    written = found.written
    return Position(
        party=party,
        worth=tuple(found.worth.items()),
        cost=tuple(found.cost.items()),
        bundles=found.bundles,
        share=found.share,
        unilateral=found.unilateral,
        floor=found.floor,
        conditions=tuple(found.conditions),
        basis=written.basis,
        by=written.by,
        according_to=written.according_to,
        note=written.note,
        place=case.places.span((*found.path, "from")),
        floor_place=found.floor_place,
    )


def selection(text: str) -> Selection:
    """The tree of a key of worth or cost, or of an entry of the pool."""
    return parsed(parse_selection(text)).tree if text.lstrip().startswith("{") else Id(text.strip())


def value(text: str, scale: Mapping[str, Fraction]) -> Range:
    """The tree of a worth, cost or floor."""
    found = parse_value(text, scale)
    if isinstance(found, Mistake):
        raise ValueError(f"not an examined case: {text!r}: {found.message}")
    return found


def parsed(found: Parsed[T] | Mistake) -> Parsed[T]:
    """What the parser found. An examined case holds no mistakes, so one here is a bug."""
    if isinstance(found, Mistake):
        raise ValueError(f"not an examined case: {found.message}")
    return found
