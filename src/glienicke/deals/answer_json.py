"""Answers as JSON-ready data, documented by schema/answers.schema.json.

Numbers are integers when whole and floats otherwise; ids stand for people, considerations and parties; places are
`file:line`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from glienicke.deals.alternatives import Alternatives
from glienicke.deals.concede import Given
from glienicke.deals.deal import Answer, Certificate, Deal, Terms
from glienicke.deals.deal_json import deal_to_json
from glienicke.deals.enlarge import Enlarged
from glienicke.deals.front import Front, Point
from glienicke.deals.members import Member, at
from glienicke.deals.quorum import Quorums
from glienicke.deals.replay import Verdict
from glienicke.deals.why import Why
from glienicke.positions.day import Day

Json = dict[str, Any]


def number(value: Fraction | None) -> int | float | None:
    """An exact number as JSON has it: whole numbers stay whole."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def certificate_in_words(certificate: Certificate | None) -> str:
    """How far a "none" can be believed without trusting a solver."""
    if certificate is None:
        return "no certificate"
    match certificate.method:
        case "farkas":
            return "proven: exact multipliers checked"
        case "tree":
            return "proven: every branch has exact multipliers, checked"
        case "agreement":
            body = certificate.body if isinstance(certificate.body, dict) else {}
            solvers, second = body.get("solvers", []), body.get("second")
            if len(solvers) > 1:
                return f"two solvers agree ({' and '.join(solvers)}); there is no certificate to check by itself"
            if second:
                there = f"{second['agreed']} of the {second['zones']} zones beyond the points"
                how_far = f"{second['solver']} agrees on {there} and did not settle the rest"
                return (
                    f"one solver says so ({' '.join(solvers)}); {how_far}; there is no certificate to check by itself"
                )
            return f"one solver says so ({' '.join(solvers)}); there is no certificate to check by itself"


def deal_data(deal: Deal | None) -> Json:
    """What is released and what it is to whom. No deal: the same keys, empty."""
    return deal_to_json(deal or Deal((), (), {}))


def owed_data(owed: Iterable[str], day: Day) -> list[Json]:
    """Whose release the law owes, with why."""
    return [{"id": id, "says": day.people[id].owed} for id in owed]


def answer_data(answer: Answer, day: Day) -> Json:
    """The answer to `find`."""
    certificate = answer.certificate
    return {
        "status": answer.status,
        "case": day.case,
        "on": answer.on.isoformat(),
        "aim": answer.aim,
        **deal_data(answer.deal),
        "objective": number(answer.objective),
        "bound": number(answer.bound),
        "gap": number(answer.gap),
        "seconds": round(answer.seconds, 3),
        "solver": answer.solver,
        "ties": answer.ties,
        "normalise": answer.normalise or None,
        "measured": {party: number(value) for party, value in answer.measured.items()},
        "certificate": certificate_data(certificate),
        "owed": owed_data(answer.owed, day),
        "overrides": list(answer.overrides),
    }


def certificate_data(certificate: Certificate | None) -> Json | None:
    """A certificate with what it says in words."""
    if certificate is None:
        return None
    return {"method": certificate.method, "says": certificate_in_words(certificate), "body": certificate.body}


def front_data(found: Front, day: Day) -> Json:
    """The answer to `front`; `disagreement`: the deal by which a second solver showed the first to be wrong."""
    against = found.second.against if found.second is not None else None
    return {
        "status": found.status,
        "case": day.case,
        "on": found.on.isoformat(),
        "parties": list(found.parties),
        "points": [point_data(point, found.parties) for point in found.points],
        "certificate": certificate_data(found.certificate),
        "owed": owed_data(found.owed, day),
        "overrides": list(found.overrides),
        "asked": found.asked,
        **({"disagreement": deal_data(against)} if against is not None else {}),
        "seconds": round(found.seconds, 3),
    }


def point_data(point: Point, parties: Iterable[str]) -> Json:
    """One point of a front, with a deal there."""
    gains = {party: number(gain) for party, gain in zip(parties, point.gains, strict=True)}
    return {"gains": gains, "deal": deal_data(point.deal)}


def alternatives_data(found: Alternatives, day: Day) -> Json:
    """The answer to `alternatives`."""
    return {
        "status": found.status,
        "case": day.case,
        "on": found.on.isoformat(),
        "aim": found.aim,
        "deals": [
            {
                "objective": number(a.objective),
                "as_good": a.as_good,
                "joined": list(a.joined),
                "left": list(a.left),
                "deal": deal_data(a.deal),
            }
            for a in found.deals
        ],
        "complete": found.complete,
        "all": found.all,
        "certificate": certificate_data(found.answer.certificate),
        "owed": owed_data(found.answer.owed, day),
        "overrides": list(found.answer.overrides),
        "seconds": round(found.seconds, 3),
    }


def member_data(member: Member) -> Json:
    """One member of a clash."""
    condition = member.condition
    data: Json = {
        "kind": member.kind,
        "party": member.party,
        "condition": condition.text if condition else None,
        "at": member.at,
    }
    if member.kind == "condition" and condition is not None:
        data["price"] = number(condition.price)
    if member.person is not None:
        data["person"] = member.person
    if member.says:
        data["says"] = member.says
    return data


def given_data(given: Given) -> Json:
    """One thing given up; a floor says `by` how much it is lowered."""
    return member_data(given.member) | ({"by": number(given.by)} if given.by is not None else {})


def why_data(why: Why, day: Day) -> Json:
    """The answer to `why`."""
    answer = why.answer
    return {
        "status": why.status,
        "case": day.case,
        "on": answer.on.isoformat(),
        "clashes": [[member_data(m) for m in clash] for clash in why.clashes],
        "all_clashes": why.all_clashes,
        "concessions": [
            {
                "price": number(c.price),
                "give_up": [given_data(g) for g in c.give_up],
                "firm": c.firm,
                "opens": deal_data(c.opens),
            }
            for c in why.concessions
        ],
        "all_concessions": why.all_concessions,
        "contradictions": [
            {"party": c.party, "conditions": [{"condition": k.text, "at": at(k.place)} for k in c.conditions]}
            for c in why.contradictions
        ],
        "certificate": answer_data(answer, day)["certificate"],
        "deal": deal_data(answer.deal) if answer.deal else None,
        "owed": owed_data(answer.owed, day),
        "overrides": list(answer.overrides),
        "seconds": round(why.seconds, 3),
    }


def owed_on(day: Day, terms: Terms) -> tuple[str, ...]:
    """Whose release the law owes on the day; nobody is listed apart when the asker trades them."""
    return () if terms.trade_owed else tuple(p.id for p in day.people.values() if p.owed and p.state == "held")


def quorum_data(quorums: Quorums, day: Day, terms: Terms) -> Json:
    """The answer to `quorum`; `deals` stands beside `quorums`, one for each."""
    return {
        "status": quorums.status,
        "case": day.case,
        "on": day.on.isoformat(),
        "quorums": [list(q.parties) for q in quorums.quorums],
        "deals": [deal_data(q.deal) for q in quorums.quorums],
        "owed": owed_data(owed_on(day, terms), day),
        "overrides": ["trade-owed"] if terms.trade_owed else [],
        "seconds": round(quorums.seconds, 3),
    }


def enlarge_data(enlarged: Enlarged, day: Day) -> Json:
    """The answer to `enlarge`."""
    answer = enlarged.answer
    return {
        "status": enlarged.status,
        "case": day.case,
        "on": day.on.isoformat(),
        "additions": [
            {"add": list(a.add), "brings": list(a.brings), "price": number(a.price), "opens": deal_data(a.opens)}
            for a in enlarged.additions
        ],
        "left_out": list(enlarged.left_out),
        "deal": deal_data(answer.deal) if answer.deal else None,
        "owed": owed_data(answer.owed, day),
        "overrides": [*answer.overrides, *enlarged.overrides],
        "seconds": round(enlarged.seconds, 3),
    }


def verdict_data(verdict: Verdict) -> Json:
    """One day of a replay."""
    answer, deal = verdict.answer, deal_data(verdict.answer.deal)
    return {
        "on": verdict.on.isoformat(),
        "signal": "; ".join(verdict.signals),
        "signals": list(verdict.signals),
        "status": answer.status,
        "released": deal["released"],
        "considerations": deal["considerations"],
        "objective": number(answer.objective),
        "changed": {"joined": list(verdict.joined), "left": list(verdict.left)},
        "clash": [member_data(m) for m in verdict.clash],
        "owed": list(answer.owed),
    }
