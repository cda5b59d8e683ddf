"""The model of a day while it is being built: custody, results, gains, floors, reciprocity.

In: `Day`, `Terms`. Out: `Model`: a `Program` whose first columns count the released of each kind, with
names for the columns that matter. Meaning: docs/semantics.md. Where a party's result enters (floors, shares, sums) only
"not more than it truly is" is written down, since every use of it asks for more.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction

from glienicke.deals.deal import Terms
from glienicke.deals.members import Member
from glienicke.deals.rows.alike import Kind, Law, group, members_by_kind, taking_seats
from glienicke.deals.rows.formula import Counts, Formula, Lin, Of, formula, negate
from glienicke.deals.rows.program import Lit, Program, Row
from glienicke.language.tree import BestOf, Bundle, Selection, Statement, ValueIf
from glienicke.positions.day import Day
from glienicke.positions.selection import Who, bundle_selections, costs, number, worths


@dataclass(slots=True)
class Seat:
    """One party at the table, as columns. Own result and gain are counted in units of 1/own_unit and 1/gain_unit.

    gives is 1 exactly if the party gives; in a lean model, which does not tell, it is takes_part itself.
    """

    party: str
    takes_part: int
    gives: int
    own: int = -1
    own_unit: int = 1
    gain: int = -1
    gain_unit: int = 1
    floor: int = 0
    receives: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Model:
    """The program of a day, and what its columns mean."""

    day: Day
    terms: Terms
    program: Program
    kinds: list[Kind]
    seats: dict[str, Seat]
    members: list[Member] = field(default_factory=list)
    conceded: dict[int, int] = field(default_factory=dict)
    """member -> flag that is 1 when a priced condition is given up"""
    lowered: dict[int, int] = field(default_factory=dict)
    """member -> column: by how many gain units a floor is lowered"""

    def released(self, values: list[int]) -> frozenset[str]:
        """The ids that a solution releases: of each kind the first in file order."""
        return frozenset(id for kind, n in zip(self.kinds, values, strict=False) for id in kind.ids[:n])


@dataclass(frozen=True, slots=True)
class Forbid:
    """`never … to P`: these people do not go to that recipient whenever all lits hold."""

    ids: frozenset[str]
    to: str
    lits: tuple[Lit, ...]
    member: int


class Builder:
    """A model while it is being built, and what building needs; `rows.build` is the way in."""

    def __init__(self, day: Day, terms: Terms, *, soft: bool = False, apart: bool = False, lean: bool = False) -> None:
        self.day, self.terms, self.soft = day, terms, soft
        self.who = Who(day)
        self.kinds = group(day, self.who, terms, soft=soft, apart=apart)
        self.kind_of = members_by_kind(self.kinds)
        self.program = Program()
        self.members: list[Member] = []
        self.looked: dict[Selection, Counts] = {}
        self.model = Model(day, terms, self.program, self.kinds, {}, self.members)
        self.law = Law(day, self.who)
        self.forbids: list[Forbid] = []
        self.optional: frozenset[str] = frozenset()  # may be left out of the case itself (see `enlarge`)
        self.some_away = False  # who takes no part is not even at the table (see `quorum`)
        for kind in self.kinds:
            self.program.column(0, kind.size)
        for party in taking_seats(day):
            takes_part = self.program.flag()
            self.model.seats[party] = Seat(party, takes_part, takes_part if lean else self.program.flag())

    def member(self, member: Member) -> int:
        self.members.append(member)
        return len(self.members) - 1

    def look(self, selection: Selection) -> Counts:
        found = self.looked.get(selection)
        if found is None:
            ids = self.who(selection)
            kinds = sorted({self.kind_of[id] for id in ids if id in self.kind_of})
            found = self.looked[selection] = Counts(tuple(kinds), len(ids))
        return found

    def rank_of(self, kind: int) -> str | None:
        person = self.day.people.get(self.kinds[kind].ids[0])
        return person.rank if person else None

    def formula(self, statement: Statement) -> Formula:
        """The statement over this model's kinds."""
        return formula(statement, self.look, self.day, self.rank_of)

    # ------------------------------------------------------------ custody

    def custody(self) -> None:
        """Only who takes part gives; what cannot be released is not, or (soft) is not unless that is taken away."""
        program = self.program
        for seat in self.model.seats.values():
            program.gives[seat.takes_part] = []
            if seat.gives != seat.takes_part:
                program.add((seat.takes_part, seat.gives), (1, -1), 0)
        for col, kind in enumerate(self.kinds):
            chair = self.model.seats.get(kind.giver or "")
            if chair is not None:
                program.rows.append(Row((col, chair.gives), (-1, kind.size), 0, (), 0, -1))
                program.given_by[col] = chair.takes_part
                program.gives[chair.takes_part].append(col)
        for chair in self.model.seats.values():
            if chair.gives != chair.takes_part:  # a giver gives something
                given = program.gives[chair.takes_part]
                program.add((*given, chair.gives), (*[1] * len(given), -1), 0)

    def somebody(self) -> None:
        """The wanted are freed; somebody is."""
        for id in self.terms.want:
            col = self.kind_of.get(id)
            if col is None:
                self.program.rows.append(_never())
            else:
                self.program.rows.append(_at_least_one([col]))
        people = [col for col, kind in enumerate(self.kinds) if kind.people]
        self.program.rows.append(_at_least_one(people) if people else _never())

    # ------------------------------------------------------------ results

    def own_result(self, seat: Seat) -> None:
        """own <= what the party's worths, costs and bundles come to, and <= 0 if it takes no part."""
        program, position = self.program, self.day.positions[seat.party]
        cautious = self.terms.cautious
        worth = self._by_kind(worths(position, self.who, cautious))
        cost = self._by_kind(costs(position, self.who, cautious))
        bundles = [b for b in position.bundles if isinstance(b, ValueIf)]
        amounts = [number(b.value, cautious) for b in bundles]
        floor = number(position.floor, cautious, cost=True)
        unit = math.lcm(floor.denominator, *(v.denominator for v in (*worth.values(), *cost.values(), *amounts)))
        terms: dict[int, int] = {}
        self._add_worths(position.bundles, {c: int(w * unit) for c, w in worth.items()}, terms)
        for col, value in cost.items():
            if self.kinds[col].giver == seat.party:
                terms[col] = terms.get(col, 0) - int(value * unit)
        for bundle, amount in zip(bundles, amounts, strict=True):
            if amount:
                terms[self._met(bundle, amount > 0, seat)] = int(amount * unit)
        seat.receives += [c for c, w in worth.items() if w > 0 and self.kinds[c].giver != seat.party]
        cols, vals = [c for c, v in terms.items() if v], [v for v in terms.values() if v]
        least, most = program.least(cols, vals), program.most(cols, vals)
        seat.own_unit = unit
        seat.own = program.column(min(0, least), max(0, most))
        idle = program.least(cols, vals, frozenset(program.gives[seat.takes_part]))
        lits = ((seat.takes_part, 1),) if idle < 0 else ()
        program.rows.append(_row([*cols, seat.own], [*vals, -1], lits, -idle))
        program.add((seat.own, seat.takes_part), (-1, max(0, most)), 0)

    def _by_kind(self, values: dict[str, Fraction]) -> dict[int, Fraction]:
        found: dict[int, Fraction] = {}
        for id, value in values.items():
            col = self.kind_of.get(id)
            if col is not None and value:
                found[col] = value
        return found

    def _add_worths(self, bundles: tuple[Bundle, ...], worth: dict[int, int], terms: dict[int, int]) -> None:
        """Worths, with `best k of S` replaced by columns that count at most k of S."""
        program = self.program
        capped: set[int] = set()
        for bundle in bundles:
            if not isinstance(bundle, BestOf):
                continue
            counts = self.look(bundle.of)
            capped |= set(counts.kinds)
            harmful = any(worth.get(c, 0) < 0 for c in counts.kinds)
            counted = [c for c in counts.kinds if harmful or worth.get(c, 0) > 0]
            best = []
            for col in counted:
                best.append(program.column(0, program.high[col]))
                program.add((col, best[-1]), (1, -1), 0)
                terms[best[-1]] = worth.get(col, 0)
            program.add(best, [-1] * len(best), -bundle.count)
            if harmful:  # exactly the smaller of k and all of them count, so that no harm is left out
                flag = program.flag()
                program.add(best, [1] * len(best), bundle.count, ((flag, 1),))
                program.add([*best, *counted], [1] * len(best) + [-1] * len(counted), 0, ((flag, 0),))
        for col, value in worth.items():
            if col not in capped:
                terms[col] = value

    def _met(self, bundle: ValueIf, good: bool, seat: Seat) -> int:
        """A flag: 1 only if the bundle is met (a good one), 0 only if it is not (a harmful one)."""
        program = self.program
        spoken = sorted({c for s in bundle_selections(bundle) for c in self.look(s).kinds})
        some = Lin(tuple(spoken), (1,) * len(spoken), 1)
        met = Of(2, (self.formula(bundle.when), some))
        flag = program.flag()
        if good:
            program.enforce(met, ((flag, 1),))
            others = [c for c in spoken if self.kinds[c].giver != seat.party]
            if len(others) == len(spoken):
                seat.receives.append(flag)
            elif others:
                got = program.flag()
                program.add((flag, got), (1, -1), 0)
                program.add((*others, got), (*[1] * len(others), -1), 0)
                seat.receives.append(got)
        else:
            program.enforce(negate(met), ((flag, 0),))
        return flag

    def gain(self, seat: Seat) -> None:
        """gain <= own result + shares in the others', and <= 0 if the party takes no part."""
        program, seats = self.program, self.model.seats
        position = self.day.positions[seat.party]
        shares = [(seats[q], s) for q, s in position.share.items() if q in seats and q != seat.party and s]
        if not shares:
            seat.gain, seat.gain_unit = seat.own, seat.own_unit
        else:
            unit = math.lcm(seat.own_unit, *((s / other.own_unit).denominator for other, s in shares))
            cols = [seat.own, *(other.own for other, _ in shares)]
            vals = [unit // seat.own_unit, *(int(s * unit / other.own_unit) for other, s in shares)]
            least, most = program.least(cols, vals), max(0, program.most(cols, vals))
            seat.gain_unit, seat.gain = unit, program.column(min(0, least), most)
            program.add((*cols, seat.gain), (*vals, -1), 0, ((seat.takes_part, 1),))
            program.add((seat.gain, seat.takes_part), (-1, most), 0)
            for other, _ in shares:
                flag = program.flag()
                program.add((other.own,), (1,), 1, ((flag, 1),))
                seat.receives.append(flag)
        seat.floor = int(number(position.floor, self.terms.cautious, cost=True) * seat.gain_unit)

    def ask(self, seat: Seat, concede: bool) -> None:
        """The floor holds for who takes part; a giver receives something."""
        program, position = self.program, self.day.positions[seat.party]
        floor = self.member(Member("floor", seat.party, place=position.floor_place or position.place))
        cols, vals = [seat.gain, seat.takes_part], [1, -seat.floor]
        if concede:
            lowest = program.low[seat.gain]
            self.model.lowered[floor] = program.column(0, max(0, seat.floor - lowest))
            cols, vals = [*cols, self.model.lowered[floor]], [*vals, 1]
        program.add(cols, vals, 0, (), floor)
        if not position.unilateral:
            reciprocity = self.member(Member("reciprocity", seat.party, place=position.place))
            got = seat.receives
            program.add((*got, seat.takes_part), (*[1] * len(got), -1), 0, (), reciprocity)

    def counted_elsewhere(self) -> None:
        """Who is in another's share, or would sign for less than nothing, takes part only if it gives or gains."""
        seats = self.model.seats
        shared = {q for p in seats for q in self.day.positions[p].share if q in seats and q != p}
        for party, seat in seats.items():
            if party not in shared and seat.floor >= 0:
                continue
            gains = self.program.flag()
            self.program.add((seat.gain,), (1,), 1, ((gains, 1),))
            self.program.add((seat.gives, gains, seat.takes_part), (1, 1, -1), 0)


def _row(cols: list[int], vals: list[int], lits: tuple[Lit, ...], slack: int) -> Row:
    return Row(cols, vals, 0, lits, slack if lits else 0, -1)


def _never() -> Row:
    return Row((), (), 1, (), 0, -1)


def _at_least_one(cols: list[int]) -> Row:
    return Row(cols, [1] * len(cols), 1, (), 0, -1)
