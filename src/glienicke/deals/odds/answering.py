"""A run of samples answered one after another, each by the cheapest way that proves it.

For every sample the best known deal (`known`) meets the lowest upper bound (`bounds`) as early as possible: first by
what other samples left, then by its own relaxation (`relax`), then by branch and cut, and where there is no frame, or
anything does not add up, by `find` on the sample's own day. A deal is exactly acceptable and exactly worth what is said
of it; that none is better holds within TOLERANCE, or the gap that the asker allows.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from glienicke.deals.deal import Aim, Terms
from glienicke.deals.find import find
from glienicke.deals.odds.bounds import harder, on_grid, upper
from glienicke.deals.odds.core import search
from glienicke.deals.odds.doubts import Doubt, Points, fixed
from glienicke.deals.odds.frame import Frame, framed, make_frame
from glienicke.deals.odds.known import Samples, counts_of, samples_of
from glienicke.deals.odds.relax import ROUNDS, Relaxation, Relaxed
from glienicke.deals.odds.signs import Signature, signature_of, state_matters
from glienicke.deals.solve import Limits, left
from glienicke.positions.day import Day

TOLERANCE = 1e-6
"""A known deal this near the bound (as a part of its value, at least 1) counts as the best."""

FEW = 300
"""Up to so many kinds of people, "no deal" by branch and cut is asked again of `find`, which proves it."""

PATIENCE = 24
"""After so many samples solved, what they prove about others is only looked at if it has answered some."""

PLAIN = ("gain", "freed", "fewest")
"""The aims that one relaxation bounds; the others are asked of `find`."""

Way = Literal["shared", "relaxation", "branching", "find"]


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one sample: the best deal's releases, value and gains; how it was proven."""

    status: Literal["deal", "none", "unknown"]
    released: tuple[str, ...] = ()
    value: Fraction | None = None
    gains: tuple[tuple[str, float], ...] = ()
    way: Way = "shared"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of every sample. known: releases of deals found beforehand."""

    day: Day
    terms: Terms
    aim: Aim
    doubts: tuple[Doubt, ...]
    known: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Group:
    """The samples of a run that share their rows, and what is known of them."""

    samples: Samples
    relaxation: Relaxation
    bound: NDArray[np.float64]
    none: NDArray[np.bool_]
    way: list[Way]
    limits: Limits
    start: float
    solved: int = 0
    helped: int = 0
    rooms: list[float] = field(default_factory=list)
    proven: set[int] = field(default_factory=set)

    def is_answered(self, sample: int) -> bool:
        """Whether the best known deal meets the bound, or nothing can."""
        if self.none[sample]:
            return True
        reached = self.samples.reached(sample)
        return (
            bool(self.bound[sample] - reached <= self.limits.gap * max(1.0, abs(reached)))
            if reached > -np.inf
            else False
        )

    def remaining(self) -> Limits:
        """What is left of the limits."""
        return replace(self.limits, seconds=left(self.limits, self.start))

    def open(self) -> NDArray[np.int64]:
        """The samples without an answer."""
        return np.array([i for i in range(len(self.none)) if i not in self.proven], dtype=np.int64)


def answer(question: Question, points: Points, limits: Limits | None = None) -> list[Reply]:
    """Answers to the samples, in their order; only the first ones where the limit comes before the end."""
    limits, start = limits or Limits(), time.monotonic()
    place = _groups(question, points, replace(limits, gap=max(TOLERANCE, limits.gap)), start)
    replies: list[Reply] = []
    for index in range(len(points)):
        if limits.stop.is_set() or left(limits, start) == 0:
            break
        group, sample = place[index]
        reply = None if group is None else _reply(group, sample)
        if reply is None:
            rest = Limits(left(limits, start), limits.gap, None, limits.stop)
            reply = _anew(question, points[index], rest)
            if reply.status == "unknown" and (limits.stop.is_set() or left(limits, start) == 0):
                break
        replies.append(reply)
    return replies


def _groups(question: Question, points: Points, limits: Limits, start: float) -> list[tuple[Group | None, int]]:
    """Of every sample the group of those that share its rows (None: without a frame), and its place there."""
    place: list[tuple[Group | None, int]] = [(None, 0)] * len(points)
    if not question.doubts or question.aim not in PLAIN or not framed(question.day, question.doubts):
        return place
    signature = signature_of(question.day, question.doubts)
    by: dict[Signature, list[int]] = {}
    for index, point in enumerate(points):
        by.setdefault(signature(point), []).append(index)
    deaths_show = state_matters(question.day, question.doubts)
    for members in by.values():
        frame = _frame(question, points[members[0]], deaths_show)
        if frame is None:
            continue
        group = _group(frame, points[members], question.known, limits, start)
        for sample, index in enumerate(members):
            place[index] = (group, sample)
    return place


def _frame(question: Question, point: NDArray[np.int64], deaths_show: bool) -> Frame | None:
    rep = [int(k) for k in point]
    if not deaths_show:
        rep = [0 if d.kind == "alive" else k for d, k in zip(question.doubts, rep, strict=True)]
    return make_frame(question.day, question.doubts, rep, question.terms, question.aim)


def _group(frame: Frame, points: Points, known: Sequence[Sequence[str]], limits: Limits, start: float) -> Group:
    samples = samples_of(frame, points)
    count = len(points)
    none: NDArray[np.bool_] = np.zeros(count, dtype=bool)
    group = Group(samples, Relaxation(frame), np.full(count, np.inf), none, ["shared"] * count, limits, start)
    for ids in known:
        _offer(group, counts_of(frame, ids), np.arange(count))
    return group


# ------------------------------------------------------------ one sample


def _reply(group: Group, sample: int) -> Reply | None:
    """The sample's answer; None where `find` has to be asked."""
    if not group.is_answered(sample) and not _work_out(group, sample):
        return None
    group.proven.add(sample)
    if group.way[sample] == "shared":
        group.helped += 1
    if group.none[sample]:
        return Reply("none", way=group.way[sample])
    samples, frame = group.samples, group.samples.frame
    gains = [
        (party, float(Fraction(int(gain), frame.unit)))
        for party, gain in zip(frame.parties, samples.gains[sample], strict=True)
    ]
    return Reply("deal", tuple(samples.released(sample)), samples.value(sample), tuple(gains), group.way[sample])


def _work_out(group: Group, sample: int) -> bool:
    """Solve the sample; whether it has an answer then."""
    group.solved += 1
    alone = np.array([sample], dtype=np.int64)
    sharing = group.solved <= PATIENCE or group.helped * 4 >= group.solved
    others = group.open() if sharing else alone
    group.way[sample] = "relaxation"
    relaxation, samples = group.relaxation, group.samples
    relaxed = Relaxed("unknown", np.zeros(0), np.zeros(0))
    for _ in range(ROUNDS):
        relaxed = relaxation.solve(samples, sample)
        if relaxed.found == "none":
            _refute(group, relaxed.multipliers, alone, others)
            if group.none[sample]:
                return True
        if relaxed.found != "best":
            break
        if _is_whole(samples.frame, relaxed.values) or not relaxation.tighten(relaxed.values):
            _round(group, relaxed.values, others)
            _share(group, relaxed.multipliers, others)
            if group.is_answered(sample):
                return True
            if _search(group, sample, relaxed, others):
                return True
            break
    return _branch(group, sample, others)


def _search(group: Group, sample: int, root: Relaxed, others: NDArray[np.int64]) -> bool:
    """Search what the relaxation leaves open, in the room that earlier samples needed, or else as much as it takes."""
    group.way[sample] = "branching"
    samples = group.samples
    value = float(samples.frame.objective @ root.values)

    def offer(found: NDArray[np.float64]) -> None:
        _round(group, found, others)

    guess = 2 * sorted(group.rooms)[len(group.rooms) * 3 // 4] if group.rooms else 0.002 * abs(value)
    room = min(guess, value - samples.reached(sample))
    for _ in range(2):
        bound = search(group.relaxation, samples, sample, root, room, offer, group.remaining())
        if bound is None:
            return False
        _lower(group, sample, max(bound, value - room), others)
        needed = value - samples.reached(sample)
        if group.is_answered(sample):
            group.rooms.append(needed)
            return True
        if not room < needed < np.inf:
            return False
        room = needed
    return False


def _lower(group: Group, sample: int, bound: float, others: NDArray[np.int64]) -> None:
    """A bound that a search proved for the sample, and for all that are harder."""
    samples = group.samples
    alike = others[harder(samples, sample, others)] if _monotone(samples.frame) else np.array([sample])
    lowered = on_grid(np.array([bound + TOLERANCE * max(1.0, abs(bound)) / 4]), samples)[0]
    alike = np.unique(np.append(alike, sample))
    group.bound[alike] = np.minimum(group.bound[alike], lowered)


def _branch(group: Group, sample: int, others: NDArray[np.int64]) -> bool:
    """The whole sample by branch and cut; whether it ends the matter."""
    group.way[sample] = "branching"
    samples = group.samples
    found, values, bound = group.relaxation.branch(samples, sample, group.remaining())
    if found == "none":
        if samples.reached(sample) > -np.inf or len(samples.frame.model.kinds) <= FEW:
            return False
        group.none[others[harder(samples, sample, others)] if _monotone(samples.frame) else sample] = True
        group.none[sample] = True
        return True
    if len(values):
        _round(group, values, others)
    if found == "best":
        _lower(group, sample, bound, others)
    return group.is_answered(sample)


def _is_whole(frame: Frame, values: NDArray[np.float64]) -> bool:
    return bool((np.abs(values - np.rint(values))[frame.whole] <= TOLERANCE).all())


def _monotone(frame: Frame) -> bool:
    return all(d.kind in ("floor", "alive") for d in frame.doubts)


def _round(group: Group, values: NDArray[np.float64], which: NDArray[np.int64]) -> None:
    """Offer what a solver released, rounded, unless that plainly breaks a row."""
    frame = group.samples.frame
    full = np.where(frame.whole, np.rint(values), values)
    if (frame.rows @ full >= frame.lows - TOLERANCE).all():
        _offer(group, full[: len(frame.model.kinds)].astype(np.int64), which)


def _offer(group: Group, counts: NDArray[np.int64], which: NDArray[np.int64]) -> None:
    """A deal that may be the best of some samples; what breaks anything is not taken."""
    if (counts < 0).any() or (counts > group.samples.frame.high[: len(counts)]).any():
        return
    seen = group.samples.look(counts)
    if seen is not None:
        group.samples.try_on(seen, which)


def _share(group: Group, multipliers: NDArray[np.float64], which: NDArray[np.int64]) -> None:
    bound = on_grid(upper(group.relaxation, group.samples, multipliers, which), group.samples)
    group.bound[which] = np.minimum(group.bound[which], bound)


def _refute(group: Group, ray: NDArray[np.float64], alone: NDArray[np.int64], others: NDArray[np.int64]) -> None:
    """Mark the samples in which these multipliers prove that there is no deal; a solver may give their negatives."""
    largest = np.abs(ray).max(initial=0.0)
    for signed in (ray, -ray):
        if largest > 0 and upper(group.relaxation, group.samples, signed / largest, alone, aim=False)[0] < -TOLERANCE:
            bound = upper(group.relaxation, group.samples, signed / largest, others, aim=False)
            group.none[others[bound < -TOLERANCE]] = True
            group.none[alone] = True
            return


def _anew(question: Question, point: NDArray[np.int64], limits: Limits) -> Reply:
    """The sample's own day, asked of `find`."""
    day = fixed(question.day, question.doubts, [int(k) for k in point])
    found = find(day, question.terms, question.aim, limits)
    if found.status != "deal" or found.deal is None:
        return Reply("none" if found.status == "none" else "unknown", way="find")
    items = found.deal.items
    ids = tuple(id for id in (*day.people, *day.considerations) if id in items)
    gains = tuple((party, float(part.gain)) for party, part in found.deal.parties.items())
    return Reply("deal", ids, found.objective, gains, "find")


def ways(replies: Sequence[Reply]) -> dict[str, int]:
    """How many samples were answered in which way."""
    counted = Counter(reply.way for reply in replies)
    order: tuple[Way, ...] = ("shared", "relaxation", "branching", "find")
    return {way: counted[way] for way in order if counted[way]}
