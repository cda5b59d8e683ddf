"""Proofs that there is no deal, which anybody can check with fractions alone.

Rows are derived from the day (`derive`), so that every acceptable deal satisfies them. A *leaf* holds
non-negative multipliers of rows whose sum no point of the box satisfies (Farkas). Where one leaf is not enough, a
*tree* branches on 0/1 variables, and each branch ends in a leaf. A solver may suggest the multipliers; whether they
prove it is decided here, exactly.

The body of a certificate, JSON-ready:
- "farkas": a leaf, `{"rows": [[number of the row, "multiplier", why the row holds]...]}`
- "tree": a leaf or `{"branch": variable, "0": node, "1": node}`
- of claims, with the same two methods: `{"claims": [{"none": claim, "proof": node}]}`: no deal refutes any of these
  (see `claim`)
- "agreement": whatever the solvers' names are; it proves nothing by itself.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from glienicke.deals.check.claim import Claim
from glienicke.deals.check.derive import derive
from glienicke.deals.check.inequalities import ONE, ZERO, Box, Row, Rows, highest
from glienicke.deals.deal import Certificate, Terms
from glienicke.positions.day import Day

RayFinder = Callable[[Sequence[Row], Box], Sequence[float] | None]
"""Multipliers >= 0, one for each row in order, whose sum of rows the box cannot satisfy; None if there are none."""

PointFinder = Callable[[Sequence[Row], Box], Mapping[str, float] | None]
"""A point of the box that satisfies the rows, by variable; None if none is known."""

DENOMINATORS = (100, 10**4, 10**8)
LEAVES_MAX = 500
DEPTH_MAX = 200
ROUND = 1e-6
MULTIPLIER = re.compile(r"[0-9]{1,300}(/[1-9][0-9]{0,300})?")


def certify(
    day: Day,
    terms: Terms,
    ray_finder: RayFinder,
    point_finder: PointFinder | None = None,
    leaves_max: int = LEAVES_MAX,
    seconds_max: float = 20.0,
    claim: Claim | None = None,
) -> Certificate | None:
    """A checked proof that the day has no deal under the terms (none that refutes the claim); None if none was found
    within the limits."""
    rows = derive(day, terms, claim)
    search = _Search(rows, ray_finder, point_finder, leaves_max, time.monotonic() + seconds_max)
    node = search.node(dict(rows.box))
    if node is None:
        return None
    return Certificate("tree" if "branch" in node else "farkas", node)


def verify_certificate(day: Day, terms: Terms, certificate: Certificate) -> tuple[str, ...]:
    """All that is wrong with the proof, in words; empty if it proves that there is no deal, or none that refutes the
    claims it names (see `claims_of`)."""
    if certificate.method == "agreement":
        return ("not provable alone: two solvers agree",)
    body = certificate.body
    if isinstance(body, dict) and "claims" in body:
        found = list[str]()
        for number, each in enumerate(body["claims"], 1):
            try:
                claim = Claim.from_json(each["none"])
                rows = derive(day, terms, claim)
            except (KeyError, TypeError, ValueError) as wrong:
                found.append(f"claim {number}: {wrong}")
                continue
            found += faults_of_node(rows, rows.box, each.get("proof"), f"claim {number}", 0)
        return tuple(found)
    rows = derive(day, terms)
    return tuple(faults_of_node(rows, rows.box, body, "the proof", 0))


def claims_of(certificate: Certificate) -> tuple[Claim, ...]:
    """What a certificate says does not exist; nothing: any deal at all. Raises ValueError if that cannot be read."""
    body = certificate.body
    if not isinstance(body, dict) or "claims" not in body:
        return ()
    return tuple(Claim.from_json(each.get("none")) for each in body["claims"])


@dataclass(slots=True)
class _Search:
    rows: Rows
    ray_finder: RayFinder
    point_finder: PointFinder | None
    leaves_left: int
    until: float

    def node(self, box: dict[str, tuple[Fraction, Fraction]], depth: int = 0) -> dict[str, Any] | None:
        """A proof for this box, or None."""
        if self.leaves_left <= 0 or depth > DEPTH_MAX or time.monotonic() > self.until:
            return None
        rays = self.ray_finder(self.rows.rows, box)
        leaf = _leaf(self.rows.rows, box, rays) if rays is not None else None
        if leaf is not None:
            self.leaves_left -= 1
            return leaf
        branch = self._branch(box)
        if branch is None:
            return None
        found: dict[str, Any] = {"branch": branch}
        for side, value in (("1", ONE), ("0", ZERO)):
            node = self.node({**box, branch: (value, value)}, depth + 1)
            if node is None:
                return None
            found[side] = node
        return found

    def _branch(self, box: Box) -> str | None:
        """The variable to branch on; None if there is no use in it."""
        free = [name for name in self.rows.whole if box[name][0] < box[name][1]]
        point = self.point_finder(self.rows.rows, box) if self.point_finder and free else None
        if point is None:
            return min(free, key=lambda name: (not name.startswith("y["), not name.startswith("x[")), default=None)
        off = {name: abs(point[name] - round(point[name])) for name in free}
        fractional = [name for name in free if off[name] > ROUND]
        # A whole point satisfies all rows, so no branching will ever exclude it.
        return max(fractional, key=lambda name: (name.startswith("y["), off[name]), default=None)


def _leaf(rows: Sequence[Row], box: Box, rays: Sequence[float]) -> dict[str, Any] | None:
    """The multipliers as fractions, if they prove that the box is empty."""
    largest = max((abs(ray) for ray in rays), default=0.0)
    if not 0 < largest < float("inf"):
        return None
    for denominator in DENOMINATORS:
        found = {i: Fraction(ray / largest).limit_denominator(denominator) for i, ray in enumerate(rays) if ray > 0}
        found = {i: multiplier for i, multiplier in found.items() if multiplier > 0}
        if found and _is_proof(rows, box, found):
            return {"rows": [[i, str(multiplier), rows[i].because] for i, multiplier in found.items()]}
    return None


def _is_proof(rows: Sequence[Row], box: Box, multipliers: Mapping[int, Fraction]) -> bool:
    """Whether the sum of the rows asks for more than the box can give."""
    combined: dict[str, Fraction] = {}
    least = ZERO
    for number, multiplier in multipliers.items():
        for name, coefficient in rows[number].coefficients.items():
            combined[name] = combined.get(name, ZERO) + multiplier * coefficient
        least += multiplier * rows[number].least
    return highest(combined, box) < least


def faults_of_node(rows: Rows, box: Box, node: object, where: str, depth: int) -> list[str]:
    """All that is wrong with a node of a proof that nothing in the box satisfies the rows; where: how to name it."""
    if not isinstance(node, dict) or "branch" not in node:
        return _faults_of_leaf(rows, box, node, where)
    branch = node["branch"]
    if branch not in rows.whole:
        return [f"{where} branches on {branch!r}, which is no 0/1 variable of the day"]
    if set(node) != {"branch", "0", "1"}:
        return [f"{where} does not branch both ways on {branch}"]
    if depth > DEPTH_MAX:
        return [f"{where} is too deep"]
    found = []
    for side, value in (("0", ZERO), ("1", ONE)):
        inner = {**box, branch: (value, value)} if box[branch][0] <= value <= box[branch][1] else None
        if inner is not None:
            found += faults_of_node(rows, inner, node[side], f"{where}, {branch} = {side}", depth + 1)
    return found


def _faults_of_leaf(rows: Rows, box: Box, leaf: object, where: str) -> list[str]:
    entries = leaf.get("rows") if isinstance(leaf, dict) else None
    if not isinstance(entries, list):
        return [f"{where} has no list of rows"]
    multipliers: dict[int, Fraction] = {}
    for entry in entries:
        match entry:
            case [int(number), str(multiplier), str(because)] if 0 <= number < len(rows.rows):
                if not MULTIPLIER.fullmatch(multiplier):
                    return [f"{where}: {multiplier!r} of row {number} is no number from 0 up"]
                if rows.rows[number].because != because:
                    return [f"{where}: row {number} is '{rows.rows[number].because}', not '{because}'"]
                multipliers[number] = multipliers.get(number, ZERO) + Fraction(multiplier)
            case _:
                return [f"{where}: {entry!r} is no row of the day"]
    if not _is_proof(rows.rows, box, multipliers):
        return [f"{where}: the sum of the rows can be satisfied"]
    return []
