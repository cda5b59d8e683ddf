"""A random day as arrays: who holds whom, who wants whom, and who is in a selection.

The raw models read this and nothing of the engine, so that their answers are a second opinion. Only what
`generate.py` draws is understood.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from glienicke.language.tree import AllIn, CitizensOf, HeldBy, Id, Range, Selection, Word
from glienicke.positions.day import Day

Ints = NDArray[np.int64]
Masks = dict[Selection, NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Flat:
    """People are numbered in file order, parties too. gain[p]: what each release adds to party p's gain."""

    day: Day
    parties: list[str]
    holder: Ints
    gain: list[Ints]
    worth: list[Ints]
    floor: Ints
    masks: Masks
    index: dict[str, int]

    @property
    def size(self) -> int:
        return len(self.holder)

    def members(self, selection: Selection) -> Ints:
        """Numbers of the people in the selection."""
        return np.flatnonzero(self.mask(selection))

    def mask(self, selection: Selection) -> NDArray[np.bool_]:
        """For every person whether the selection holds it."""
        return _mask(selection, self.masks, self.index)


def flatten(day: Day) -> Flat:
    """The day as arrays. Everybody is held, present, in the pool and at the table."""
    parties = list(day.positions)
    number = {party: i for i, party in enumerate(parties)}
    people = list(day.people.values())
    index = {person.id: i for i, person in enumerate(people)}
    holder = np.array([number[person.held_by or ""] for person in people], dtype=np.int64)
    masks: Masks = {HeldBy(party): holder == i for party, i in number.items()}
    for i, person in enumerate(people):
        keys: list[Selection] = [*map(CitizensOf, person.citizen_of), *map(Word, person.tags)]
        for key in keys:
            if key not in masks:
                masks[key] = np.zeros(len(people), dtype=np.bool_)
            masks[key][i] = True
    worth, gain = [], []
    for party, position in day.positions.items():
        worths = _values(position.worth, masks, index)
        costs = _values(position.cost, masks, index)
        worth.append(worths)
        gain.append(np.where(holder == number[party], worths - costs, worths))
    floor = np.array([int(p.floor.middle) for p in day.positions.values()], dtype=np.int64)
    return Flat(day, parties, holder, gain, worth, floor, masks, index)


def _mask(selection: Selection, masks: Masks, index: dict[str, int]) -> NDArray[np.bool_]:
    found = masks.get(selection)
    if found is None:
        found = np.zeros(len(index), dtype=np.bool_)
        match selection:
            case Id(id):
                found[index[id]] = True
            case AllIn(of):
                found = reduce(np.logical_and, (_mask(part, masks, index) for part in of))
            case HeldBy() | CitizensOf() | Word():
                pass  # nobody
            case _:
                raise NotImplementedError(f"the generator draws no {type(selection).__name__}")
        masks[selection] = found
    return found


def _values(entries: tuple[tuple[Selection, Range], ...], masks: Masks, index: dict[str, int]) -> Ints:
    total = np.zeros(len(index), dtype=np.int64)
    for selection, value in entries:
        if not isinstance(selection, Id):
            total[_mask(selection, masks, index)] += int(value.middle)
    for selection, value in entries:
        if isinstance(selection, Id):
            total[index[selection.id]] = int(value.middle)
    return total
