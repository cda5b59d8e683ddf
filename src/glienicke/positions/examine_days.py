"""What is wrong only on some day: ranks without a weight, `best` lines that overlap.

These rest on who is in a selection, so the case is folded to every day on which something changes. Done only for
cases that say `weight` or `best`, and only when nothing else is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from glienicke.ground.diagnostic import Span
from glienicke.language.tree import (
    And,
    BestOf,
    CountTrue,
    Not,
    OnlyIf,
    Or,
    Selection,
    Sentence,
    ValueIf,
    Weigh,
)
from glienicke.positions.asof import as_of, days
from glienicke.positions.day import Day
from glienicke.positions.examine_names import Names
from glienicke.positions.selection import Who

NAMED_MAX = 5
"""People named in one message."""


def examine_days(names: Names) -> None:
    """Fold the case to each of its days and look at what is in force."""
    case = names.case
    texts = [c.say for entries in case.positions.values() for p in entries for c in (*p.conditions, *(p.bundles or ()))]
    texts += [s.say for signal in case.signals for s in (*signal.add, *(signal.bundles or ()))]
    texts += [law.say for law in case.law]
    if not any("weight" in text or "best" in text for text in texts):
        return
    said: set[tuple[Span | None, str]] = set()
    for on, _ in days(case):
        day = as_of(case, on)
        who = Who(day)
        for span, message in (*_without_weight(day, who), *_overlapping(day, who)):
            if (span, message) not in said:
                said.add((span, message))
                names.say_at(span, message)


def _without_weight(day: Day, who: Who) -> Iterator[tuple[Span | None, str]]:
    sentences: list[tuple[Span | None, Sentence]] = [(law.place, law.sentence) for law in day.law]
    for position in day.positions.values():
        sentences += [(condition.place, condition.sentence) for condition in position.conditions]
        sentences += [(position.place, b.when) for b in position.bundles if isinstance(b, ValueIf)]
    for place, sentence in sentences:
        for table, selection in _weighed(sentence):
            weights = day.equivalents.get(table, {})
            without = sorted(id for id in who(selection) if id not in day.people or day.people[id].rank not in weights)
            if without:
                shown = ", ".join(without[:NAMED_MAX]) + (" and others" if len(without) > NAMED_MAX else "")
                yield place, f"no weight in '{table}' for: {shown}"


def _weighed(sentence: Sentence) -> Iterator[tuple[str, Selection]]:
    match sentence:
        case Weigh(table, of, _, than):
            yield table, of
            if not isinstance(than, Fraction):
                yield table, than
        case Not(of):
            yield from _weighed(of)
        case And(parts) | Or(parts) | CountTrue(_, _, parts):
            for part in parts:
                yield from _weighed(part)
        case OnlyIf(_, then):
            yield from _weighed(then)
        case _:
            return


def _overlapping(day: Day, who: Who) -> Iterator[tuple[Span | None, str]]:
    for position in day.positions.values():
        best = [bundle for bundle in position.bundles if isinstance(bundle, BestOf)]
        for i, second in enumerate(best):
            for first in best[:i]:
                both = sorted(who(first.of) & who(second.of))
                if both:
                    shown = ", ".join(both[:NAMED_MAX])
                    yield position.place, f"two 'best' lines of {position.party} overlap on {day.on}: {shown}"
