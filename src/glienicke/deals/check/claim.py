"""Claims that no acceptable deal is better, as rows that a better deal would satisfy: what a proof of a best deal
refutes.

A claim says "no acceptable deal …": `gain`: has a larger sum of gains than value; `freed`: frees more people;
`fewest`: has fewer givers; `surplus`: gives the party a larger surplus (gain above its floor, 0 if it takes no
part); `levels`: gives all but `rank` parties a surplus, each divided by its entry in `by`, above levels[rank] while
every lower rank keeps its level; `zone`: gives each party in `by` more gain than stands there. Exact fractions;
"more" is by at least one unit of which all such sums are multiples.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, cast, get_args

from glienicke.deals.check.formula import x, y
from glienicke.deals.check.gains_rows import Gains
from glienicke.deals.check.inequalities import MINUS_ONE, ONE, ZERO, Values, highest, lowest, step, total

Kind = Literal["gain", "freed", "fewest", "surplus", "levels", "zone"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said not to exist; see the module."""

    kind: Kind
    value: Fraction = ZERO
    party: str = ""
    by: Mapping[str, Fraction] = field(default_factory=dict)
    levels: tuple[Fraction, ...] = ()
    rank: int = 0

    def to_json(self) -> dict[str, Any]:
        """JSON-ready, fractions as text."""
        data: dict[str, Any] = {"kind": self.kind, "value": str(self.value)}
        if self.party:
            data["party"] = self.party
        if self.by:
            data["by"] = {party: str(number) for party, number in self.by.items()}
        if self.kind == "levels":
            data |= {"levels": [str(level) for level in self.levels], "rank": self.rank}
        return data

    @staticmethod
    def from_json(data: object) -> Claim:
        """Raises ValueError if that is no claim."""
        if isinstance(data, dict) and data.get("kind") in get_args(Kind):
            try:
                by = {str(p): Fraction(str(n)) for p, n in dict(data.get("by", {})).items()}
                levels = tuple(Fraction(str(level)) for level in list(data.get("levels", [])))
                rank, party = int(data.get("rank", 0)), str(data.get("party", ""))
                return Claim(cast(Kind, data["kind"]), Fraction(str(data["value"])), party, by, levels, rank)
            except (KeyError, TypeError, ZeroDivisionError):
                pass
        raise ValueError("no claim that is known here")


class Claimed:
    """Adds the rows of a claim to those of the day."""

    def __init__(self, gains: Gains) -> None:
        self.gains, self.rows, self.judge = gains, gains.rows, gains.judge

    def add(self, claim: Claim) -> None:
        """Rows that a deal would satisfy that refutes the claim. Raises ValueError if it speaks of who is not there."""
        present = self.judge.present
        for party in (*claim.by, *([claim.party] if claim.party else [])):
            if party not in present:
                raise ValueError(f"the claim speaks of {party}, who is not present")
        match claim.kind:
            case "gain":
                sums = {self._gain(party): ONE for party in present}
                units = [number for party in present for number in self._units(party)]
                self.rows.add(sums, claim.value + step(units), "more gain in sum")
            case "freed":
                people = {x(id): ONE for id in self.gains.formulas.movable if id in self.judge.day.people}
                self.rows.add(people, Fraction(math.floor(claim.value)) + 1, "more people are freed")
            case "fewest":
                givers = {f"gives[{party}]": MINUS_ONE for party in present}
                self.rows.add(givers, 1 - Fraction(math.ceil(claim.value)), "fewer parties give")
            case "surplus":
                self._surplus(claim.party, claim.value, "a larger surplus", above=True)
            case "zone":
                for party, corner in claim.by.items():
                    more = corner + step([*self._units(party), corner])
                    self.rows.add({self._gain(party): ONE}, more, f"more gain for {party}")
            case "levels":
                self._levels(claim)

    def _levels(self, claim: Claim) -> None:
        if not 0 <= claim.rank < len(claim.levels) == len(claim.by) or list(claim.levels) != sorted(claim.levels):
            raise ValueError("levels are one for each party, the least first")
        for rank in range(claim.rank + 1):
            level, above = claim.levels[rank], rank == claim.rank
            if not above and (level <= 0 or (rank and level == claim.levels[rank - 1])):
                continue
            flags = {}
            for party, by in claim.by.items():
                name = self.rows.variable(f"rank {rank}: {party}", self._reaches(party, level * by, above))
                flags[name] = ONE
                because = f"{party} has {'more than' if above else 'at least'} level {rank}"
                self._surplus(party, level * by, because, above=above, when=name)
            self.rows.add(flags, Fraction(len(claim.by) - rank), f"all but {rank} reach level {rank}")

    def _reaches(self, party: str, surplus: Fraction, above: bool) -> Callable[[Values], Fraction]:
        def meaning(values: Values) -> Fraction:
            has = (total(self.gains.gains[party], values) - self.gains.floors[party]) * values[y(party)]
            return Fraction(has > surplus or (has == surplus and not above))

        return meaning

    def _surplus(self, party: str, least: Fraction, because: str, *, above: bool, when: str = "") -> None:
        floor = self.gains.floors[party]
        more = least + step([*self._units(party), floor, least]) if above else least
        self.rows.add({self._gain(party): ONE, y(party): -floor}, more, because, ((when, True),) if when else ())

    def _units(self, party: str) -> list[Fraction]:
        """Numbers of which every gain of the party is a sum of multiples."""
        return self.gains.units[party]

    def _gain(self, party: str) -> str:
        """A variable for the party's gain if it takes part, else 0."""
        name = f"gain[{party}]"
        if name in self.rows.box:
            return name
        gain = self.gains.gains[party]
        low, high = min(ZERO, lowest(gain, self.rows.box)), max(ZERO, highest(gain, self.rows.box))
        self.rows.between(name, low, high, lambda values: values[y(party)] * total(gain, values))
        self.rows.add({**gain, name: MINUS_ONE}, ZERO, f"gain of {party}", ((y(party), True),))
        self.rows.add({y(party): high, name: MINUS_ONE}, ZERO, f"gain of {party} if it takes part")
        return name
