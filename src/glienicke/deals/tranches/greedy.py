"""A first order, without a solver: each step takes whoever fits and leaves the worst exposure lowest at that moment.

It is something to begin with and to fall back on: floats, bundles left out of sight. The checker says what it is worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from glienicke.deals.check.tranches import Steps, Within
from glienicke.deals.tranches.goods import Goods


@dataclass(slots=True)
class Piece:
    """What can only go as one: of each kind so many; left: how many such pieces have not gone."""

    kinds: dict[int, int]
    left: int


def greedy(goods: Goods, within: Within, yardstick: Mapping[str, Fraction]) -> Steps | None:
    """An order that keeps to seats, ties and `before` (not to a number of steps), or None where it gets stuck."""
    pieces = _pieces(goods)
    seats = [goods.seated(one) for one in within.seats]
    limits = [one.limit for one in within.seats]
    needs = np.array([[sum(n * of.get(k, 0) for k, n in p.kinds.items()) for of in seats] for p in pieces])
    needs = needs.reshape(len(pieces), len(seats))
    gains = _gains(goods, pieces, yardstick)
    waiting = {k: kind.size for k, kind in enumerate(goods.kinds)}
    steps: list[list[tuple[int, int]]] = []
    now = np.zeros(gains.shape[1])
    while any(waiting.values()):
        room, step = np.array(limits), list[tuple[int, int]]()
        while True:
            fits = [p for p, piece in enumerate(pieces) if piece.left and (needs[p] <= room).all()]
            fits = [p for p in fits if _may_go(goods, pieces[p], waiting)]
            if not fits:
                break
            exposed = np.maximum(-(now + gains[fits]), 0)
            worst = exposed.max(axis=1, initial=0)
            chosen = fits[int(np.lexsort((exposed.sum(axis=1), worst))[0])]
            pieces[chosen].left -= 1
            now, room = now + gains[chosen], room - needs[chosen]
            for kind, number in pieces[chosen].kinds.items():
                waiting[kind] -= number
                step.append((kind, number))
        if not step:
            return None
        steps.append(step)
    return _named(goods, steps)


def _pieces(goods: Goods) -> list[Piece]:
    tied: dict[int, dict[int, int]] = {}
    pieces: list[Piece] = []
    for k, kind in enumerate(goods.kinds):
        if kind.tie < 0:
            pieces.append(Piece({k: 1}, kind.size))
            continue
        if kind.tie not in tied:
            tied[kind.tie] = {}
            pieces.append(Piece(tied[kind.tie], 1))
        tied[kind.tie][k] = kind.size
    return pieces


def _gains(goods: Goods, pieces: list[Piece], yardstick: Mapping[str, Fraction]) -> np.ndarray:
    """What each piece is to each party that counts, in parts of its yardstick, its shares in others' included."""
    own = {
        party: [sum(float(result.each.get(k, 0) * n) for k, n in piece.kinds.items()) for piece in pieces]
        for party, result in goods.results.items()
    }
    for party, result in goods.results.items():
        for _, worth in result.best:
            for p, piece in enumerate(pieces):
                own[party][p] += sum(float(worth.get(k, 0) * n) for k, n in piece.kinds.items())
    table = np.zeros((len(pieces), len(yardstick)))
    for column, (party, by) in enumerate(yardstick.items()):
        shares = goods.day.positions[party].share
        parts = {party: 1.0} | {q: float(s) for q, s in shares.items() if q != party and q in own}
        for other, part in parts.items():
            table[:, column] += part * np.array(own[other]) / float(by)
    return table


def _may_go(goods: Goods, piece: Piece, waiting: Mapping[int, int]) -> bool:
    """Whoever has to go no later has gone, or goes with it."""
    return not any(
        waiting[k] > piece.kinds.get(k, 0)
        for first, then in goods.befores
        if any(k in piece.kinds for k in then)
        for k in first
    )


def _named(goods: Goods, steps: list[list[tuple[int, int]]]) -> Steps:
    gone = dict.fromkeys(range(len(goods.kinds)), 0)
    named = []
    for step in steps:
        ids: list[str] = []
        for kind, number in step:
            ids += goods.kinds[kind].ids[gone[kind] : gone[kind] + number]
            gone[kind] += number
        named.append(tuple(sorted(ids, key=goods.places.__getitem__)))
    return tuple(named)
