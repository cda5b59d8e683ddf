"""Deals already found, seen in many samples at once: which are acceptable there, and what each is worth.

A deal is how many of each kind are released. What a release set is to each party is linear in the sampled values, so
all samples are one product of matrices, in exact 64-bit whole numbers (`Frame.unit`). Whether it can be a deal
at all is the independent checker's word, on the frame's own sample.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from glienicke.deals.check.judge import View
from glienicke.deals.check.meaning import Scene, holds, speaks_of, true
from glienicke.deals.odds.doubts import Points
from glienicke.deals.odds.frame import Frame, numbers
from glienicke.language.tree import BestOf, ValueIf

Ints = NDArray[np.int64]

CHECKED = 16
"""The first so many deals of a frame, and then one in so many, are counted by the checker as well."""

NEVER = np.iinfo(np.int64).min
"""The rank of a sample without a known deal."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A deal as the samples see it, by party: certain part of its result, the doubts' part, who gives, who would take
    part.

    weights: what a unit of each doubt adds to its own party's result.
    """

    counts: Ints
    certain: Ints
    weights: Ints
    gives: NDArray[np.bool_]
    willing: NDArray[np.bool_]
    people: int


@dataclass(slots=True)
class Samples:
    """The samples of one frame: their values, how many of each kind live, and the best deal known for each.

    best: rank of the best known deal (the aim, then its tie-breaks, each larger is better); of equals the first known
    stays. deal: its index in `known`, -1 for none.
    """

    frame: Frame
    values: Ints
    floors: Ints
    living: Ints
    best: Ints
    deal: Ints
    gains: Ints
    at_rep: Ints
    known: list[Seen] = field(default_factory=list)
    _index: dict[bytes, int] = field(default_factory=dict)

    def look(self, counts: Ints) -> Seen | None:
        """The deal as the samples see it; None if it breaks what no sample changes."""
        index = self._index.get(counts.tobytes())
        if index is not None:
            return self.known[index]
        number = len(self.known)
        seen = _seen(self.frame, self.at_rep, counts, check=number < CHECKED or number % CHECKED == 0)
        if seen is not None:
            self._index[counts.tobytes()] = len(self.known)
            self.known.append(seen)
        return seen

    def try_on(self, seen: Seen, which: Ints) -> None:
        """Take the deal as the best known of those of the samples `which` where it is acceptable and better."""
        index = self._index[seen.counts.tobytes()]
        fits = (self.living[which] >= seen.counts).all(axis=1)
        which = which[fits]
        gains = self._gains(seen, which)
        enough = gains >= self.floors[which]
        taking = seen.gives | (seen.willing & enough & (gains > 0))
        accepted = (enough | ~seen.gives).all(axis=1)
        which, gains = which[accepted], np.where(taking, gains, 0)[accepted]
        rank = self._rank(seen, gains)
        now = self.best[which]
        better = np.zeros(len(which), dtype=bool)
        equal = np.ones(len(which), dtype=bool)
        for place in range(rank.shape[1]):
            better |= equal & (rank[:, place] > now[:, place])
            equal &= rank[:, place] == now[:, place]
        self.best[which[better]], self.gains[which[better]] = rank[better], gains[better]
        self.deal[which[better]] = index

    def _gains(self, seen: Seen, which: Ints) -> Ints:
        gains = np.tile(seen.certain, (len(which), 1))
        for party in range(gains.shape[1]):
            mine = np.flatnonzero((self.frame.of_party == party) & (seen.weights != 0))
            if len(mine):
                gains[:, party] += self.values[np.ix_(which, mine)] @ seen.weights[mine]
        return gains

    def _rank(self, seen: Seen, gains: Ints) -> Ints:
        total = gains.sum(axis=1)
        freed = np.full(len(gains), seen.people)
        givers = np.full(len(gains), -int(seen.gives.sum()))
        order = {"freed": (freed, total, givers), "fewest": (givers, total, freed)}
        return np.stack(order.get(self.frame.aim, (total, freed, givers)), axis=1)

    def reached(self, sample: int) -> float:
        """The aim's value of the best deal known for a sample, larger is better; -inf without one."""
        best = int(self.best[sample, 0])
        if best == NEVER:
            return -np.inf
        return best / self.frame.unit if self.frame.aim == "gain" else float(best)

    def released(self, sample: int) -> list[str]:
        """Whom and what the best known deal releases in a sample: of each kind the first in file order who live."""
        frame = self.frame
        found = []
        for kind, n in zip(frame.model.kinds, self.known[int(self.deal[sample])].counts, strict=True):
            alive = [id for id in kind.ids if id not in frame.alive or self.values[sample, frame.alive[id]]]
            found += alive[: int(n)]
        return found

    def value(self, sample: int) -> Fraction:
        """The aim's value, exactly, in its own unit."""
        best = int(self.best[sample, 0])
        match self.frame.aim:
            case "gain":
                return Fraction(best, self.frame.unit)
            case "freed":
                return Fraction(best)
            case _:
                return Fraction(-best)


def samples_of(frame: Frame, points: Points) -> Samples:
    """The samples, nothing known of them yet."""
    values = numbers(frame, points)
    floors = np.tile([int(f * frame.unit) for f in frame.floors], (len(points), 1)).astype(np.int64)
    for party, doubt in enumerate(frame.floor_of):
        if doubt >= 0:
            floors[:, party] = values[:, doubt]
    living = np.tile([kind.size for kind in frame.model.kinds], (len(points), 1)).astype(np.int64)
    for col, kind in enumerate(frame.model.kinds):
        for id in kind.ids:
            if id in frame.alive:
                living[:, col] -= 1 - values[:, frame.alive[id]]
    best, deal = np.full((len(points), 3), NEVER), np.full(len(points), -1)
    gains = np.zeros((len(points), len(frame.parties)), dtype=np.int64)
    at_rep = numbers(frame, np.array([frame.rep], dtype=np.int64))[0]
    return Samples(frame, values, floors, living, best, deal, gains, at_rep)


def _seen(frame: Frame, at_rep: Ints, counts: Ints, *, check: bool) -> Seen | None:
    """What the samples need to know of a deal; None if it is none whatever the numbers.

    Whom the day and the law let go, and which conditions hold, the checker says. What it is to each party is counted
    here, in whole numbers, and (check) compared with the checker's own count: a difference is a fault of the program.
    """
    judge, parties = frame.judge, frame.parties
    releases = frame.model.released([int(n) for n in counts])
    if not releases <= judge.facts.everything:
        return None
    scene = Scene(judge.facts, releases, judge.can_be_released, frame.terms.settled)
    if judge.of_releases(View(scene, {}, {}, {})):
        return None
    positions = [frame.day.positions[p] for p in parties]
    willing = [all(holds(scene, c.sentence) for c in position.conditions) for position in positions]
    full, gets = _columns(frame, scene, counts)
    gives = [any(counts[col] for col in cols) for cols in frame.given]
    for position, giver, would, got in zip(positions, gives, willing, gets, strict=True):
        if giver and not (would and (position.unilateral or got)):
            return None
    weights = np.asarray(frame.weigh @ full)
    certain = frame.exact @ full
    counted_by_checker = [i for i, p in enumerate(positions) if any(isinstance(b, BestOf) for b in p.bundles)]
    if check or counted_by_checker:
        own = _by_checker(frame, at_rep, releases, weights)
        certain[counted_by_checker] = own[counted_by_checker]
        if not np.array_equal(certain, own):
            raise AssertionError(f"results counted in two ways differ: {certain}, {own}")
    people = sum(kind.people * int(n) for kind, n in zip(frame.model.kinds, counts, strict=True))
    return Seen(counts.copy(), certain, weights, np.array(gives), np.array(willing), people)


def _columns(frame: Frame, scene: Scene, counts: Ints) -> tuple[Ints, list[bool]]:
    """The columns that results are counted from, and which party receives something."""
    full = np.zeros(len(frame.low), dtype=np.int64)
    full[: len(counts)] = counts
    gets = [bool((wanted & (counts > 0)).any()) for wanted in frame.wants]
    for (party, entry), col in frame.flags.items():
        bundle = frame.day.positions[party].bundles[entry]
        if isinstance(bundle, ValueIf):
            spoken = speaks_of(scene.facts, bundle.when) & scene.released
            full[col] = bool(spoken) and true(scene, bundle.when)
            if full[col] and bundle.value.middle > 0 and any(frame.judge.giver(id) != party for id in spoken):
                gets[frame.parties.index(party)] = True
    return full, gets


def _by_checker(frame: Frame, at_rep: Ints, releases: frozenset[str], weights: Ints) -> Ints:
    """The certain part of each party's result, from the checker's own count on the frame's own sample."""
    results = frame.judge.view(releases).results
    certain = np.array([int(results[party].own * frame.unit) for party in frame.parties], dtype=np.int64)
    used = np.flatnonzero(weights)
    np.subtract.at(certain, frame.of_party[used], weights[used] * at_rep[used])
    return certain


def counts_of(frame: Frame, ids: Sequence[str]) -> Ints:
    """How many of each kind these ids are."""
    within = frozenset(ids)
    return np.array([len(within.intersection(kind.ids)) for kind in frame.model.kinds], dtype=np.int64)
