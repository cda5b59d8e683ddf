"""Odds as JSON-ready data, documented by schema/answers.schema.json."""

from __future__ import annotations

from typing import Any

from glienicke.deals.deal import Terms
from glienicke.deals.odds.reckon import QUANTILES, Chance, Odds
from glienicke.positions.day import Day

Json = dict[str, Any]

TELLING_MOST = 20
"""So many questions are given, the most telling first."""


def odds_data(odds: Odds, day: Day, terms: Terms) -> Json:
    """The answer to `odds`; people and parties in file order."""
    owed = () if terms.trade_owed else tuple(p for p in day.people.values() if p.owed and p.state == "held")
    return {
        "status": odds.status,
        "case": day.case,
        "on": odds.on.isoformat(),
        "aim": odds.aim,
        "asked": odds.asked,
        "answered": odds.answered,
        "unknown": odds.unknown,
        "seed": odds.seed,
        "sequence": odds.sequence,
        "doubts": odds.doubts,
        "deal": None if odds.deal is None else _chance(odds.deal),
        "people": [{"id": id, **_chance(chance)} for id, chance in odds.people.items()],
        "gains": {
            party: {f"{part:.0%}": gain for part, gain in zip(QUANTILES, gains, strict=True)}
            for party, gains in odds.gains.items()
        },
        "telling": [
            {
                "question": telling.question,
                "kind": telling.kind,
                "of": telling.whose,
                "about": telling.about or None,
                "told": telling.told,
                "middle": telling.middle,
                "deal_below": telling.below,
                "deal_above": telling.above,
            }
            for telling in odds.telling[:TELLING_MOST]
        ],
        "ways": dict(odds.ways),
        "resumed": odds.resumed,
        "owed": [{"id": person.id, "says": person.owed} for person in owed],
        "overrides": ["trade-owed"] if terms.trade_owed else [],
        "seconds": odds.seconds,
    }


def _chance(chance: Chance) -> Json:
    return {"chance": chance.share, "low": chance.low, "high": chance.high}
