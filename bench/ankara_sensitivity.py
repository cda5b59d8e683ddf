"""How much hangs on the values in cases/ankara-2024: are history's 24 people still the best deal when they change?

    python bench/ankara_sensitivity.py [--samples 200] [--seed 2024] [--spread 0.2] [--json]

Questions, all of the case as of 1 August 2024, none with a wish:
  samples   every worth and every cost is multiplied by its own random factor between 1-spread and 1+spread (seeded);
            then the same with bundles and shares varied too. How often is history's deal still the best?
  one       each worth and cost alone, at both ends. Which of them turns the answer, and to what?
  rivals    every other deal down to 5 % below the best, each judged by the independent checker.
  without   each value, bundle, share and condition taken out of its position alone: which ones carry the answer?
  several   the number that Germany's "several people" of April 2024 is read as: does the story still hold?
The figures in docs/cases/ankara-2024.md come from here.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

import glienicke
from glienicke.deals.check import settle
from glienicke.deals.check.judge import Judge
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.find import find
from glienicke.language.show import show
from glienicke.language.tree import All, And, AnyIn, Count, Id, Nobody, Not, OnlyIf, Range, ValueIf
from glienicke.positions.day import Condition, Day, Position
from glienicke.positions.selection import Who, costs, worths

CASE = Path(__file__).resolve().parent.parent / "cases" / "ankara-2024"
ON = "2024-08-01"
APRIL = "2024-05-15"
_EXCHANGED = """
    gershkovich whelan kurmasheva karamurza yashin orlov skochilenko pivovarov chanysheva fadeyeva ostanin krieger
    lik schoebel voronin moyzhes krasikov dultsev dultseva mikushin rubtsov seleznev klyushin konoshchenok
"""
HISTORY = frozenset(_EXCHANGED.split())
Factor = Callable[[], Fraction]
Field = Literal["worth", "cost"]


@dataclass(frozen=True)
class Entry:
    """One value of one position: the n-th of its worths or costs."""

    party: str
    field: Field
    number: int
    about: str


def best(day: Day) -> Deal | None:
    """The best deal by the sum of gains; ties are left as they come."""
    return find(day, Terms(), "gain", ties=False).deal


def differs(deal: Deal | None) -> str:
    """How a deal differs from history's, in words."""
    if deal is None:
        return "no deal"
    joined, left = sorted(deal.items - HISTORY), sorted(HISTORY - deal.items)
    return " ".join([*(f"+{id}" for id in joined), *(f"-{id}" for id in left)]) or "history"


# ------------------------------------------------------------------------- varying


def scaled(value: Range, factor: Fraction) -> Range:
    return Range(value.low * factor, value.high * factor)


def varied(day: Day, factor: Factor, all_values: bool) -> Day:
    """The day with every worth and cost (with all_values: bundles and shares as well) times a factor of its own."""

    def of(position: Position) -> Position:
        changed = replace(
            position,
            worth=tuple((who, scaled(value, factor())) for who, value in position.worth),
            cost=tuple((who, scaled(value, factor())) for who, value in position.cost),
        )
        if not all_values:
            return changed
        return replace(
            changed,
            bundles=tuple(
                ValueIf(scaled(b.value, factor()), b.when) if isinstance(b, ValueIf) else b for b in position.bundles
            ),
            share={other: part * factor() for other, part in position.share.items()},
        )

    return replace(day, positions={party: of(position) for party, position in day.positions.items()})


def sample(day: Day, samples: int, seed: int, spread: Fraction, all_values: bool) -> Counter[str]:
    """How often each deal is the best."""
    source = random.Random(seed)

    def factor() -> Fraction:
        return 1 + spread * Fraction(source.randint(-1000, 1000), 1000)

    return Counter(differs(best(varied(day, factor, all_values))) for _ in range(samples))


def entries(day: Day) -> Iterator[Entry]:
    for party, position in day.positions.items():
        for field in ("worth", "cost"):
            values = position.worth if field == "worth" else position.cost
            for number, (who, _) in enumerate(values):
                yield Entry(party, field, number, who.id if isinstance(who, Id) else show(who))


def with_entry(day: Day, entry: Entry, factor: Fraction) -> Day:
    position = day.positions[entry.party]
    values = list(position.worth if entry.field == "worth" else position.cost)
    who, value = values[entry.number]
    values[entry.number] = (who, scaled(value, factor))
    changed = (
        replace(position, worth=tuple(values)) if entry.field == "worth" else replace(position, cost=tuple(values))
    )
    return _with(day, changed)


def one_at_a_time(day: Day, spread: Fraction) -> list[tuple[Entry, Fraction, str]]:
    """The single changes after which another deal is the best, and which."""
    found = []
    for entry in entries(day):
        for factor in (1 - spread, 1 + spread):
            now = differs(best(with_entry(day, entry, factor)))
            if now != "history":
                found.append((entry, factor, now))
    return found


def breaking(day: Day, entry: Entry, grow: bool) -> Fraction | None:
    """The smallest change of one value, in steps of 5 % up to 100 %, after which history's deal is not the best."""
    for percent in range(5, 105, 5):
        factor = 1 + Fraction(percent if grow else -percent, 100)
        if differs(best(with_entry(day, entry, factor))) != "history":
            return Fraction(percent, 100)
    return None


def weakened(day: Day) -> Iterator[tuple[str, Day]]:
    """The day with one thing less, for each thing that a position says."""
    for party, position in day.positions.items():
        for entry in (e for e in entries(day) if e.party == party):
            yield f"{party} {entry.field} {entry.about}", with_entry(day, entry, Fraction(0))
        for n, bundle in enumerate(position.bundles):
            fewer = replace(position, bundles=position.bundles[:n] + position.bundles[n + 1 :])
            yield f"{party} bundle {show(bundle)}", _with(day, fewer)
        for other in position.share:
            shares = {key: part for key, part in position.share.items() if key != other}
            yield f"{party} share of {other}", _with(day, replace(position, share=shares))
        for n, condition in enumerate(position.conditions):
            rest = position.conditions[:n] + position.conditions[n + 1 :]
            yield f"{party} condition {condition.text}", _with(day, replace(position, conditions=rest))


def _with(day: Day, position: Position) -> Day:
    return replace(day, positions={**day.positions, position.party: position})


# ------------------------------------------------------------------------- rivals


def runner_up(day: Day, releases: frozenset[str]) -> Fraction | None:
    """The largest sum of gains with a law against exactly these releases."""
    inside = AnyIn(tuple(Id(id) for id in sorted(releases)))
    outside = AnyIn(tuple(Id(id) for id in day.people if id not in releases))
    law = Condition(None, Not(And((All(inside), Nobody(outside)))), "not the same again")
    return find(replace(day, law=(*day.law, law)), Terms(), "gain", ties=False).objective


def change(day: Day) -> dict[str, Fraction]:
    """What each release adds to the sum of gains, when all parties take part and bundles stay as they are."""
    who = Who(day)
    times = {
        p: 1 + sum((q.share.get(p, Fraction(0)) for q in day.positions.values()), Fraction(0)) for p in day.positions
    }
    total = dict.fromkeys(day.people, Fraction(0))
    for party, position in day.positions.items():
        for id, worth in worths(position, who).items():
            total[id] += times[party] * worth
        for id, cost in costs(position, who).items():
            if day.people[id].held_by == party:
                total[id] -= times[party] * cost
    return total


def rivals(day: Day, within: Fraction = Fraction(1, 20)) -> list[tuple[Fraction, Deal]]:
    """Every deal with the same parties whose sum of gains is at most `within` below history's, best first.

    All sets of people whose fate could be reversed within that loss are tried, and the independent checker judges each.
    """
    judge = Judge(day, Terms())
    top = gain_of(settle(day, HISTORY, Terms(), judge)[0])
    least = top * (1 - within)
    loss = sorted((abs(value), id) for id, value in change(day).items() if judge.can_be_released(id))
    found: list[tuple[Fraction, Deal]] = []

    def walk(start: int, left: Fraction, reversed_: frozenset[str]) -> None:
        deals = settle(day, HISTORY ^ reversed_, Terms(), judge)
        if deals and gain_of(deals[0]) >= least:
            found.append((gain_of(deals[0]), deals[0]))
        for n in range(start, len(loss)):
            value, id = loss[n]
            if value > left:
                return
            walk(n + 1, left - value, reversed_ | {id})

    walk(0, top - least, frozenset())
    return sorted(found, key=lambda one: (-one[0], len(one[1].items ^ HISTORY), differs(one[1])))


def gain_of(deal: Deal) -> Fraction:
    return sum((part.gain for part in deal.parties.values()), Fraction(0))


# ------------------------------------------------------------------------- "several"


def with_several(day: Day, number: int) -> Day:
    """The day with another number of people jailed for their views in Germany's condition."""

    def of(condition: Condition) -> Condition:
        match condition.sentence:
            case OnlyIf(subject, Count(int(), None, chosen)) if "political-prisoner" in condition.text:
                return replace(condition, sentence=OnlyIf(subject, Count(number, None, chosen)))
        return condition

    germany = day.positions["DE"]
    changed = replace(germany, conditions=tuple(map(of, germany.conditions)))
    return _with(day, changed)


def several(april: Day, august: Day) -> Iterator[tuple[int, str, str]]:
    """Number, verdict in April for Gershkovich, and August's best deal."""
    for number in range(1, 11):
        spring = find(with_several(april, number), Terms(want=("gershkovich",)), "gain", ties=False)
        yield number, spring.status, differs(best(with_several(august, number)))


# ------------------------------------------------------------------------- report


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--samples", type=int, default=200)
    options.add_argument("--seed", type=int, default=2024)
    options.add_argument("--spread", type=Fraction, default=Fraction(1, 5))
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    loaded = glienicke.read(str(CASE))
    if loaded.case is None:
        print(*loaded.diagnostics, sep="\n", file=sys.stderr)
        return 1
    august, april = loaded.case.on(ON).day, loaded.case.on(APRIL).day
    report = {
        "samples": [
            {
                "varied": what,
                "of": chosen.samples,
                "best": dict(sample(august, chosen.samples, chosen.seed, chosen.spread, more).most_common()),
            }
            for what, more in (("worths and costs", False), ("worths, costs, bundles, shares", True))
        ],
        "one": [
            {"value": f"{e.party} {e.field} {e.about}", "times": float(f), "best": now}
            for e, f, now in one_at_a_time(august, chosen.spread)
        ],
        "thin": [
            {"value": f"{e.party} {e.field} {e.about}", "grows": grow, "by": float(at)}
            for e in entries(august)
            for grow in (False, True)
            if (at := breaking(august, e, grow)) is not None
        ],
        "without": [
            {"thing": what, "best": now} for what, less in weakened(august) if (now := differs(best(less))) != "history"
        ],
        "rivals": [{"gain": float(gain), "is": differs(deal)} for gain, deal in rivals(august)],
        "several": [{"number": n, "april": spring, "august": now} for n, spring, now in several(april, august)],
    }
    print(json.dumps(report, indent=1) if chosen.json else in_words(report))
    return 0


def in_words(report: dict[str, list[dict[str, object]]]) -> str:
    lines: list[str] = []
    for title, rows in report.items():
        lines.append(f"{title} ({len(rows)})")
        lines += ["  " + "  ".join(f"{key}: {value}" for key, value in row.items()) for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
