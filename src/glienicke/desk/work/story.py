"""The verdict of each day on which something changed, as JSON-ready data with words for the strip of days."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from glienicke.case.model import Case
from glienicke.deals.answer_json import verdict_data
from glienicke.deals.replay import Verdict, replay
from glienicke.deals.solve import Limits, left
from glienicke.desk.work.question import Question
from glienicke.positions.asof import days
from glienicke.positions.day import Day
from glienicke.record.brief import obstacle, summary
from glienicke.record.words import freed, names

DAY_S = 20.0
"""No day takes longer, so that one hard day does not use up the time of the others, in seconds."""

Json = dict[str, Any]


def story(
    question: Question, case: Case, day_of: Callable[[dt.date], Day], limits: Limits, heard: Callable[[int, int], None]
) -> Json:
    """The answer to a replay.

    day_of: the case as of a date. heard: told how many days are done, of how many. Days that the time did not reach are
    left out, and `reached` says so. Raises ValueError where somebody wanted is not in the case.
    """
    start, dated = time.monotonic(), [(on, tuple(signals)) for on, signals in days(case)]
    unknown = [id for id in question.want if id not in case.people]
    if unknown:
        raise ValueError(f"no person {', '.join(repr(id) for id in unknown)} in the case")
    whole = Limits(question.seconds, question.gap, None, limits.stop)
    told: list[Json] = []
    before: frozenset[str] = frozenset()
    for one in dated:
        rest = left(whole, start) or 0.0
        if rest <= 0 or limits.stop.is_set():
            break
        day = day_of(one[0])
        # Day by day, since each may take only what is left of the time.
        (verdict,) = replay([one], _always(day), question.terms, question.aim, _a_day(whole, rest))
        if limits.stop.is_set():
            break
        now = verdict.answer.deal.items if verdict.answer.deal is not None else frozenset()
        order = [*day.people, *day.considerations]
        verdict = replace(
            verdict,
            joined=tuple(id for id in order if id in now - before),
            left=tuple(id for id in order if id in before - now),
        )
        before = now
        told.append(_told(verdict, day, question))
        heard(len(told), len(dated))
    return {
        "verb": "replay",
        "status": "done" if len(told) == len(dated) else "unknown",
        "days": told,
        "reached": len(told) == len(dated),
        "of": len(dated),
    }


def _always(day: Day) -> Callable[[dt.date], Day]:
    return lambda _: day


def _a_day(whole: Limits, rest: float) -> Limits:
    return replace(whole, seconds=min(DAY_S, rest))


def _told(verdict: Verdict, day: Day, question: Question) -> Json:
    answer = verdict.answer
    return {
        **verdict_data(verdict),
        "says": summary(answer, day, question.terms),
        "freed": freed(answer.deal) if answer.deal is not None else "",
        "now": names(day, verdict.joined),
        "no_longer": names(day, verdict.left),
        "obstacles": [asdict(obstacle(member, day, question.terms)) for member in verdict.clash],
    }
