"""Checks what is said of stability: a group with a deal of its own, and proofs that there is no such group.

A group S *blocks* an outcome when there is a deal that is acceptable with nobody but S at the table, in which all of S
take part, and which leaves each of them strictly better off than the outcome does (who takes no part has 0). See
docs/stable.md. Exact fractions, no solver.

Proofs use the checker's own rows (`derive`) of the day with every floor raised to just above what the party has: every
blocking deal satisfies them, so that no point of them means no blocking group.
Body of a certificate that an outcome is stable, JSON-ready:
`{"largest_sum": bool, "tree": node}`, a node as in `check.certificate`. largest_sum: the proof leaves out the group of
everybody, which cannot block a deal with the largest sum of gains; whoever checks must know that sum from elsewhere.
Body of a certificate that no deal is stable: `{"node": node}`, where a node is `{"proof": node of check.certificate}`
or `{"block": number of a blocking deal, "of": {member: node}}`: some member has at least what it has in that deal.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from glienicke.deals.check.certificate import faults_of_node
from glienicke.deals.check.derive import derive
from glienicke.deals.check.inequalities import ONE, ZERO, Box, Row, Rows, lowest
from glienicke.deals.check.judge import Judge
from glienicke.deals.check.selection import End, at_end
from glienicke.deals.check.verdict import faults
from glienicke.deals.deal import Certificate, Deal, Terms
from glienicke.language.tree import Before, BestOf, Range
from glienicke.positions.day import Day, Position

Gains = Mapping[str, Fraction]
"""What an outcome is to each party that takes part in it; whoever is not named has 0."""

NO_TERMS = Terms()
DEPTH_MAX = 200


def gains_of(deal: Deal | None) -> dict[str, Fraction]:
    """What a deal (None: no deal) is to each party that takes part."""
    return {party: part.gain for party, part in deal.parties.items()} if deal is not None else {}


def among(day: Day, group: Sequence[str] | frozenset[str]) -> Day:
    """The day with nobody but the group at the table."""
    return replace(day, at_table=frozenset(group) & day.at_table)


def blocking_faults(day: Day, present: Gains, deal: Deal, terms: Terms = NO_TERMS) -> tuple[str, ...]:
    """All that is wrong with the claim that the parties of a deal block an outcome with it; nothing: they do.

    present: what the outcome is to each party. The wanted of the terms are not the group's concern.
    """
    group = frozenset(deal.parties)
    found = [str(fault) for fault in faults(among(day, group), deal, replace(terms, want=()))]
    for party, part in deal.parties.items():
        now = present.get(party, ZERO)
        if part.gain <= now:
            found.append(f"{party} gains {part.gain} in the group's deal, not more than the {now} it has")
    return tuple(found)


def unit_of_gain(day: Day, party: str, terms: Terms = NO_TERMS) -> Fraction:
    """A number of which every gain that the party can have on the day is a whole multiple."""
    judge = Judge(day, terms)
    position = day.positions[party]
    units = [_unit_of_own(position, terms)]
    for other, share in position.share.items():
        if other != party and other in judge.present:
            units.append(share * _unit_of_own(day.positions[other], terms))
    return Fraction(1, math.lcm(*(unit.denominator for unit in units)))


def _unit_of_own(position: Position, terms: Terms) -> Fraction:
    low: End = "low" if terms.cautious else "middle"
    high: End = "high" if terms.cautious else "middle"
    numbers = [at_end(value, low) for _, value in position.worth]
    numbers += [at_end(value, high) for _, value in position.cost]
    numbers += [at_end(b.value, low) for b in position.bundles if not isinstance(b, BestOf)]
    return Fraction(1, math.lcm(*(number.denominator for number in numbers)))


def raised(day: Day, present: Gains, terms: Terms = NO_TERMS) -> Day:
    """The day on which nobody signs for less than one unit above what it has."""
    high: End = "high" if terms.cautious else "middle"
    positions = dict(day.positions)
    for party in Judge(day, terms).present:
        unit = unit_of_gain(day, party, terms)
        now = present.get(party, ZERO)
        above = (now // unit + 1) * unit
        floor = max(at_end(positions[party].floor, high), above)
        positions[party] = replace(positions[party], floor=Range(floor, floor))
    return replace(day, positions=positions)


def blocking_rows(day: Day, present: Gains, terms: Terms = NO_TERMS, *, largest_sum: bool = False) -> Rows:
    """Rows that every blocking deal satisfies; with largest_sum every one of a group that is not everybody's."""
    rows = derive(raised(day, present, terms), replace(terms, want=()))
    _wait_for_the_group(day, rows)
    _tighten(day, rows)
    if largest_sum:
        everybody = {f"y[{party}]": -ONE for party in Judge(day, terms).present}
        because = "everybody together cannot all do better than at the largest sum of gains"
        rows.rows.append(Row(everybody, ONE - len(everybody), because))
    return rows


def _wait_for_the_group(day: Day, rows: Rows) -> None:
    """`all of A before any of B` waits only for those of A whose custodian is of the group."""
    waiting = {f"law {n}: {c.text}" for n, c in enumerate(day.law, 1) if isinstance(c.sentence, Before)}
    for party, position in day.positions.items():
        of_party = enumerate(position.conditions, 1)
        waiting |= {f"condition {n} of {party}: {c.text}" for n, c in of_party if isinstance(c.sentence, Before)}
    judge = Judge(day)
    for number, row in enumerate(rows.rows):
        first = next((n for n, v in row.coefficients.items() if v > 0 and n.startswith("x[")), None)
        if row.because in waiting and first is not None:
            custodian = f"y[{judge.giver(first[2:-1])}]"
            coefficients = {**row.coefficients, custodian: row.coefficients.get(custodian, ZERO) - ONE}
            rows.rows[number] = Row(coefficients, row.least - ONE, row.because)


def _tighten(day: Day, rows: Rows) -> None:
    """Make each row ask as much as it may of a party that takes part by half: who takes no part gives nothing."""
    judge = Judge(day)
    giver = {f"x[{id}]": f"y[{judge.giver(id)}]" for id in (*day.people, *day.considerations) if judge.giver(id)}
    for number, row in enumerate(rows.rows):
        best: tuple[Fraction, str] | None = None
        for party in dict.fromkeys(giver[name] for name in row.coefficients if name in giver):
            idle = {name: v for name, v in row.coefficients.items() if giver.get(name) != party and name != party}
            least = lowest(idle, rows.box)
            if least > row.least and (best is None or least > best[0]):
                best = (least, party)
        if best is not None:
            least, party = best
            at_one = row.least - row.coefficients.get(party, ZERO)
            coefficients = {**row.coefficients, party: least - at_one}
            kept = {name: v for name, v in coefficients.items() if v}
            rows.rows[number] = Row(kept, least, row.because)


def verify_stable(
    day: Day, present: Gains, certificate: Certificate, terms: Terms = NO_TERMS, *, largest_sum: bool = False
) -> tuple[str, ...]:
    """All that is wrong with a proof that no group blocks an outcome, in words; nothing: it proves it.

    largest_sum: the asker knows that the outcome is a deal with the largest sum of gains of all acceptable ones.
    """
    body = certificate.body
    if certificate.method == "agreement":
        return ("not provable alone: solvers agree",)
    if not isinstance(body, dict) or set(body) != {"largest_sum", "tree"} or not isinstance(body["largest_sum"], bool):
        return ("the proof has no tree",)
    if body["largest_sum"] and not largest_sum:
        return ("the proof rests on a largest sum of gains that is not known",)
    rows = blocking_rows(day, present, terms, largest_sum=body["largest_sum"])
    return tuple(faults_of_node(rows, rows.box, body["tree"], "the proof", 0))


# ------------------------------------------------------------------ no deal is stable


def reaching_rows(day: Day, least: Gains, terms: Terms = NO_TERMS) -> tuple[Rows, Box]:
    """Rows and box of the acceptable deals in which each party named has at least so much (above 0: it takes part)."""
    positions = dict(day.positions)
    high: End = "high" if terms.cautious else "middle"
    for party, number in least.items():
        floor = max(at_end(positions[party].floor, high), number)
        positions[party] = replace(positions[party], floor=Range(floor, floor))
    rows = derive(replace(day, positions=positions), terms)
    inside = {f"y[{party}]": (ONE, ONE) for party, number in least.items() if number > 0}
    return rows, {**rows.box, **inside}


def verify_none_stable(
    day: Day, blocks: Sequence[Deal], certificate: Certificate, terms: Terms = NO_TERMS
) -> tuple[str, ...]:
    """All that is wrong with a proof that every acceptable deal is blocked by one of these; nothing: it proves it."""
    if certificate.method == "agreement":
        return ("not provable alone: solvers agree",)
    found = []
    for number, deal in enumerate(blocks):
        wrong = faults(among(day, frozenset(deal.parties)), deal, replace(terms, want=()))
        found += [f"blocking deal {number}: {fault}" for fault in wrong]
    node = certificate.body.get("node") if isinstance(certificate.body, dict) else None
    return (*found, *_faults_of_case(day, blocks, terms, node, {}, 0))


def _faults_of_case(
    day: Day, blocks: Sequence[Deal], terms: Terms, node: Any, least: dict[str, Fraction], depth: int
) -> list[str]:
    if not isinstance(node, dict) or depth > DEPTH_MAX:
        return ["a case has no proof"]
    if "proof" in node:
        rows, box = reaching_rows(day, least, terms)
        return faults_of_node(rows, box, node["proof"], f"the case {_words(least)}", 0)
    number, of = node.get("block"), node.get("of")
    if not isinstance(number, int) or not 0 <= number < len(blocks) or not isinstance(of, dict):
        return [f"the case {_words(least)} names no blocking deal"]
    found = [f"the case {_words(least)} leaves out {party}" for party in blocks[number].parties if party not in of]
    for party, part in blocks[number].parties.items():
        if party in of:
            inner = {**least, party: max(part.gain, least.get(party, part.gain))}
            found += _faults_of_case(day, blocks, terms, of[party], inner, depth + 1)
    return found


def _words(least: Gains) -> str:
    return ", ".join(f"{party} at {number}" for party, number in least.items()) or "of all deals"
