"""Arithmetic of the measurement of names: labelled pairs, recall and false matches, intervals and thresholds."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAIRS = Path(__file__).parent.parent / "data" / "names"
Z = 1.959963984540054  # the middle 95 % of a normal distribution


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, whether they are one person's, and how they were made (`kind`)."""

    a: str
    b: str
    same: bool
    kind: str
    scripts: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs of one person (same) and of two (different), and how many of each were called a match."""

    same: int
    found: int
    different: int
    wrong: int

    @property
    def recall(self) -> float:
        """The share of one person's pairs that is found; 0 if there are none."""
        return self.found / self.same if self.same else 0.0

    @property
    def false_rate(self) -> float:
        """The share of different people's pairs that is called a match; 0 if there are none."""
        return self.wrong / self.different if self.different else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 if nothing is found."""
        return 2 * self.found / (self.found + self.wrong + self.same) if self.found else 0.0


def load(half: str, folder: Path = PAIRS) -> list[Pair]:
    """The labelled pairs of a half; FileNotFoundError if they are not made, ValueError if a label is unknown."""
    with (folder / f"{half}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, 2):
        if row["label"] not in ("same", "different") or row["half"] != half:
            raise ValueError(f"{half}.tsv:{number}: the label is same or different, and the half {half}")
    return [Pair(r["name_a"], r["name_b"], r["label"] == "same", r["kind"], r["scripts"]) for r in rows]


def count(pairs: Sequence[Pair], matched: Sequence[bool]) -> Counts:
    """What a method found."""
    same = different = found = wrong = 0
    for pair, is_match in zip(pairs, matched, strict=True):
        if pair.same:
            same, found = same + 1, found + is_match
        else:
            different, wrong = different + 1, wrong + is_match
    return Counts(same, found, different, wrong)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share after Wilson (1927), without correction for continuity; (0, 1) of nothing."""
    if not 0 <= hits <= of:
        raise ValueError(f"{hits} of {of} is no share: give hits between 0 and the number of trials")
    if of == 0:
        return 0.0, 1.0
    share, square = hits / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def at(pairs: Sequence[Pair], scores: Sequence[float], threshold: float) -> Counts:
    """What is found if a score of at least the threshold is a match."""
    return count(pairs, [score >= threshold for score in scores])


def _steps(pairs: Sequence[Pair], scores: Sequence[float]) -> list[tuple[float, Counts]]:
    """Every threshold that makes a difference, highest first, and what is found at it."""
    whole = count(pairs, [False] * len(pairs))
    ordered = sorted(((score, pair.same) for pair, score in zip(pairs, scores, strict=True)), reverse=True)
    found = wrong = 0
    steps = [(math.inf, Counts(whole.same, 0, whole.different, 0))]
    for number, (score, same) in enumerate(ordered, 1):
        found, wrong = found + same, wrong + (not same)
        if number == len(ordered) or ordered[number][0] != score:
            steps.append((score, Counts(whole.same, found, whole.different, wrong)))
    return steps


def best_f1(pairs: Sequence[Pair], scores: Sequence[float]) -> float:
    """The threshold with the highest F1; of several the highest."""
    return max(_steps(pairs, scores), key=lambda step: (step[1].f1, step[0]))[0]


def at_most(pairs: Sequence[Pair], scores: Sequence[float], false_rate: float) -> float:
    """The lowest threshold whose rate of false matches is not above a given one; infinite if none is."""
    return min(threshold for threshold, found in _steps(pairs, scores) if found.false_rate <= false_rate)
