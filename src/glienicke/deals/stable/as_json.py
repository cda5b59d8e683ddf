"""The answer to `stable` as JSON-ready data, documented by schema/answers.schema.json."""

from __future__ import annotations

from typing import Any

from glienicke.deals.answer_json import certificate_in_words, deal_data, number, owed_data
from glienicke.deals.deal import Certificate
from glienicke.deals.stable.data import BestStable, Block, Stability, StableAnswer
from glienicke.positions.day import Day

Json = dict[str, Any]


def stable_data(answer: StableAnswer, day: Day) -> Json:
    """The answer to `stable`."""
    return {
        "status": answer.status,
        "case": day.case,
        "on": answer.on.isoformat(),
        "aim": answer.aim,
        "given": answer.given,
        "deal": deal_data(answer.deal) if answer.deal is not None else None,
        "objective": number(answer.objective),
        "best": number(answer.best),
        "stability": _stability(answer.stability),
        "best_stable": _best(answer.best_stable),
        "nothing": _stability(answer.nothing),
        "certificate": _certificate(answer.certificate) if answer.status == "none" else None,
        "seconds": round(answer.seconds, 3),
        "owed": owed_data(answer.owed, day),
        "overrides": list(answer.overrides),
    }


def proof_in_words(certificate: Certificate | None) -> str:
    """How far a proof can be believed without trusting a solver."""
    says = certificate_in_words(certificate)
    rests = certificate is not None and isinstance(certificate.body, dict) and certificate.body.get("largest_sum")
    return says + ("; it rests on no deal having a larger sum of gains, which a solver proved" if rests else "")


def _certificate(certificate: Certificate | None) -> Json | None:
    if certificate is None:
        return None
    return {"method": certificate.method, "says": proof_in_words(certificate), "body": certificate.body}


def _block(block: Block | None) -> Json | None:
    if block is None:
        return None
    return {
        "parties": list(block.parties),
        "deal": deal_data(block.deal),
        "before": {party: number(gain) for party, gain in block.before.items()},
        "after": {party: number(part.gain) for party, part in block.deal.parties.items()},
        "fewest": block.fewest,
    }


def _stability(stability: Stability | None) -> Json | None:
    if stability is None:
        return None
    return {
        "found": stability.found,
        "group": _block(stability.block),
        "certificate": _certificate(stability.certificate),
        "solver": stability.solver,
        "seconds": round(stability.seconds, 3),
    }


def _best(best: BestStable | None) -> Json | None:
    if best is None:
        return None
    return {
        "status": best.status,
        "deal": deal_data(best.deal) if best.deal is not None else None,
        "objective": number(best.objective),
        "bound": number(best.bound),
        "stability": _stability(best.stability),
        "groups": [_block(block) for block in best.blocks],
        "certificate": _certificate(best.certificate),
    }
