"""The simple twin: every outcome enumerated, utilities as fractions, everything by its definition.

Shares nothing with the engine but the data classes; what numbers mean is written out again here.
"""

import itertools
import math
from collections import Counter
from fractions import Fraction

from glienicke.foreign import Additive, Line, Scenario


def utility(profile, scenario: Scenario, outcome) -> Fraction:
    """What an outcome is worth, by the reading of the scenario."""
    genius = scenario.reading == "genius"
    worth, total = profile.worth, Fraction(0)
    if not isinstance(worth, Additive):
        for box in worth.boxes:
            if all(first <= outcome[issue] <= last for issue, first, last in box.bounds):
                total += box.utility
        return total / worth.highest if genius else total
    for issue, at, weight, values in zip(
        scenario.domain.issues, outcome, worth.weights, worth.evaluations, strict=True
    ):
        if isinstance(values, Line):
            value = values.offset + values.slope * (at if genius else int(issue.values[at]))
            total += weight * (min(Fraction(1), max(Fraction(0), value)) if genius else value)
        elif not genius:
            total += weight * values[at]
        elif max(values) >= Fraction(1, 100_000):
            total += weight * values[at] / max(values)
    return total


def table(scenario: Scenario) -> dict[tuple[int, ...], tuple[Fraction, ...]]:
    """Every outcome's utilities."""
    sizes = [range(len(issue.values)) for issue in scenario.domain.issues]
    return {o: tuple(utility(p, scenario, o) for p in scenario.profiles) for o in itertools.product(*sizes)}


def beats(a, b) -> bool:
    return a != b and all(x >= y for x, y in zip(a, b, strict=True))


def front(utilities) -> Counter:
    """Points of the front with how many outcomes have them."""
    counts = Counter(utilities.values())
    return Counter({point: n for point, n in counts.items() if not any(beats(other, point) for other in counts)})


def _gains(scenario, point):
    return tuple(u - p.reservation for u, p in zip(point, scenario.profiles, strict=True))


def acceptable(scenario, utilities):
    return {o: point for o, point in utilities.items() if min(_gains(scenario, point)) >= 0}


def nash(scenario, utilities) -> Counter:
    """Over all acceptable outcomes, not only over the front."""
    kept = acceptable(scenario, utilities)

    def value(point):
        positive = [gain for gain in _gains(scenario, point) if gain > 0]
        return len(positive), math.prod(positive)

    best = max(map(value, kept.values()), default=None)
    return Counter(point for point in kept.values() if value(point) == best)


def fair(scenario, utilities, normalise) -> Counter:
    """Over all acceptable outcomes, not only over the front."""
    kept = acceptable(scenario, utilities)
    if not kept:
        return Counter()
    ideals = [max(column) for column in zip(*(_gains(scenario, point) for point in kept.values()), strict=True)]

    def levels(point):
        pairs = zip(_gains(scenario, point), ideals, strict=True)
        return sorted(gain / (ideal if normalise == "ideal" else 1) for gain, ideal in pairs if ideal)

    best = max(levels(point) for point in kept.values())
    return Counter(point for point in kept.values() if levels(point) == best)
