"""The answer to `tranches` as JSON-ready data, documented by schema/answers.schema.json."""

from __future__ import annotations

from typing import Any

from glienicke.deals.answer_json import deal_data, number
from glienicke.deals.check.tranches import Normalise, Within
from glienicke.deals.tranches.answer import Order, Tranches
from glienicke.positions.day import Day

Json = dict[str, Any]


def tranches_data(answer: Tranches, day: Day) -> Json:
    """The answer as data; ids stand for people, considerations and parties."""
    return {
        "status": answer.status,
        "case": day.case,
        "on": day.on.isoformat(),
        "normalise": answer.normalise,
        "within": within_data(answer.within),
        "plan": order_data(answer.plan, answer.within, answer.normalise),
        "worst": number(answer.plan.worst if answer.plan else None),
        "bound": number(answer.bound),
        "proof": answer.proof,
        "ties": answer.ties,
        "solver": answer.solver,
        "seconds": round(answer.seconds, 3),
        "at_once": naive_data(answer.at_once, answer.normalise),
        "in_turn": naive_data(answer.in_turn, answer.normalise),
        "deal": deal_data(answer.deal),
        "faults": [fault.says for fault in answer.faults],
    }


def within_data(within: Within) -> Json:
    """What the order was to keep to."""
    return {
        "steps": within.steps,
        "seats": [{"limit": seats.limit, "from": seats.giver, "to": seats.to} for seats in within.seats],
        "days": [day.isoformat() for day in within.days],
        "rules": [condition.text for condition in within.conditions],
    }


def order_data(order: Order | None, within: Within, normalise: Normalise) -> Json | None:
    """An order: its steps, with what each party has given and received by then, and by how much it is exposed."""
    if order is None:
        return None
    run = order.course
    return {
        **_weighed(order, normalise),
        "steps": [
            {
                "day": within.days[n].isoformat() if n < len(within.days) else None,
                "released": list(step),
                "exposure": {
                    party: {
                        "given": number(run.given[party][n]),
                        "received": number(run.received[party][n]),
                        "exposure": number(run.given[party][n] - run.received[party][n]),
                    }
                    for party in run.given
                },
            }
            for n, step in enumerate(order.steps)
        ],
    }


def naive_data(order: Order | None, normalise: Normalise) -> Json | None:
    """An order that stands beside the answer: how exposed it leaves each party, and what of the question it breaks."""
    if order is None:
        return None
    return {**_weighed(order, normalise), "faults": [fault.says for fault in order.faults]}


def _weighed(order: Order, normalise: Normalise) -> Json:
    yardstick = order.course.yardstick(normalise)
    return {
        "number": len(order.steps),
        "largest": {
            party: {
                "exposure": number(peak),
                "of": number(yardstick.get(party)),
                "part": number(peak / yardstick[party]) if party in yardstick else None,
            }
            for party, peak in order.course.peaks.items()
        },
        "worst": number(order.worst),
        "total": number(order.total),
    }
