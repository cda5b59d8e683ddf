"""`odds`: the chance of a deal and of everybody's release where values are ranges and facts are in doubt.

Each sample fixes every uncertain number and fact, and is asked what `find` is asked: the best acceptable deal for the
aim. The chance of a deal is the share of samples with one; that of a person's release the share whose best deal
releases them. Of equally good deals (after the aim: gain, people, givers) the one found first counts, which is the
same on every run.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Literal

from glienicke.deals.deal import Aim, Terms
from glienicke.deals.find import find
from glienicke.deals.odds.answering import PLAIN, Question, Reply, ways
from glienicke.deals.odds.doubts import SOBOL_MOST, doubts_of, draw, fixed, middle
from glienicke.deals.odds.frame import framed
from glienicke.deals.odds.keep import Kept, Line, kept_in, key_of, replies_in
from glienicke.deals.odds.reckon import Odds, most_telling, people_and_gains
from glienicke.deals.odds.spread import Run, Where, spread
from glienicke.deals.solve import Limits, left
from glienicke.positions.day import Day

MOST_SAMPLES = 1 << 24

TIES_MOST = 60
"""Up to so many people the first deal known is also the first of all equally good ones."""

Told = Callable[[int, int], None]
"""Samples answered so far, and asked for."""


def odds(
    day: Day,
    terms: Terms = Terms(),
    aim: Aim = "gain",
    *,
    samples: int = 1000,
    seed: int = 1,
    limits: Limits | None = None,
    where: Where = Where(),  # frozen
    resume: Path | None = None,
    told: Told | None = None,
) -> Odds:
    """The chances that so many samples of the day's ranges and doubts show.

    The answer is the same whoever works (`where`) and however often it was cut off and resumed from the folder
    `resume`. When the limit comes first the samples answered by then count. `terms.cautious` says nothing here: a
    sample has no ranges. Raises ValueError for a number of samples or a seed that cannot be, or where Ray is asked
    for and not installed.
    """
    limits, start = limits or Limits(), time.monotonic()
    if not 1 <= samples <= MOST_SAMPLES:
        raise ValueError(f"samples: expected a number from 1 to {MOST_SAMPLES}, found {samples}")
    if not 0 <= seed < 1 << 63:
        raise ValueError(f"seed: expected a whole number from 0 on, found {seed}")
    doubts = doubts_of(day)
    asked = samples if doubts else 1
    question = Question(day, replace(terms, cautious=False), aim, doubts)
    kept = kept_in(resume, question, seed) if resume is not None else None
    before = kept.lines() if kept is not None else {}
    question = replace(question, known=_known(question, seed, kept, before, replace(limits, progress=None)))
    replies, resumed = _collect(question, seed, asked, kept, before, limits, start, where, told)
    numbers = sorted(replies)
    answered = [replies[i] for i in numbers]
    sequence: Literal["Sobol", "PCG64", "none"] = (
        "none" if not doubts else "Sobol" if len(doubts) <= SOBOL_MOST else "PCG64"
    )
    bare = Odds("unknown", day.on, aim, asked, 0, len(answered), seed, len(doubts), sequence, None)
    known = sum(reply.status != "unknown" for reply in answered)
    if not known:
        return replace(bare, resumed=resumed, seconds=time.monotonic() - start)
    chance, people, gains = people_and_gains(day, answered, certain=not doubts)
    points = draw(len(doubts), seed, 0, numbers[-1] + 1)[numbers]
    return replace(
        bare,
        status="found",
        answered=known,
        unknown=len(answered) - known,
        deal=chance,
        people=people,
        gains=gains,
        telling=most_telling(day, doubts, points, answered) if doubts else (),
        ways=ways(answered),
        resumed=resumed,
        seconds=time.monotonic() - start,
    )


def _known(
    question: Question, seed: int, kept: Kept | None, before: Mapping[str, Line], limits: Limits
) -> tuple[tuple[str, ...], ...]:
    """The best deal in the middle of all ranges, for every run to know at first; kept, since all runs rest on it."""
    if question.aim not in PLAIN or not question.doubts or not framed(question.day, question.doubts):
        return ()
    key = key_of("known", question.day, question.terms, question.aim, seed)
    if key in before:
        return tuple(tuple(ids) for ids in before[key]["known"])
    day = fixed(question.day, question.doubts, middle(question.doubts))
    few = len(day.people) <= TIES_MOST
    found = find(day, question.terms, question.aim, replace(limits, gap=0.0), ties=few)
    if found.status == "unknown":
        return ()
    ids = [id for id in (*day.people, *day.considerations) if found.deal is not None and id in found.deal.items]
    if kept is not None:
        kept.add({"key": key, "known": [ids] if ids else []})
    return (tuple(ids),) if ids else ()


def runs_of(day: Day, asked: int, *, quick: bool) -> list[Run]:
    """The samples in runs of about a second, by the day's size alone, so that every plan cuts them alike.

    quick: the day has a frame (`frame.framed`).
    """
    size = max(1, len(day.people) + len(day.considerations))
    about = 200_000 // size if quick else 200 // size
    length = 1 << max(3 if not quick else 5, min(9, about.bit_length() - 1))
    return [(begin, min(begin + length, asked)) for begin in range(0, asked, length)]


def _collect(
    question: Question,
    seed: int,
    asked: int,
    kept: Kept | None,
    before: Mapping[str, Line],
    limits: Limits,
    start: float,
    where: Where,
    told: Told | None,
) -> tuple[dict[int, Reply], int]:
    """Every sample's answer by its number, as far as the limit lets them come; how many were kept from before."""
    quick = question.aim in PLAIN and framed(question.day, question.doubts)
    runs = runs_of(question.day, asked, quick=quick)
    whole_question = key_of(question, seed, str(limits.gap))
    keys = {run: key_of(whole_question, run) for run in runs}
    replies: dict[int, Reply] = {}
    todo = []
    for run in runs:
        line = before.get(keys[run])
        found = replies_in(question.day, line["answers"]) if line is not None else []
        if len(found) == run[1] - run[0]:
            replies.update(zip(range(*run), found, strict=True))
        else:
            todo.append(run)
    resumed = len(replies)
    if told is not None:
        told(len(replies), asked)
    for run, line_answers in spread(question, seed, todo, where, replace(limits, seconds=left(limits, start))):
        found = replies_in(question.day, line_answers)
        whole = len(found) == run[1] - run[0] and not any(reply.status == "unknown" for reply in found)
        if kept is not None and whole:
            kept.add({"key": keys[run], "run": list(run), "answers": line_answers})
        replies.update(zip(range(run[0], run[0] + len(found)), found, strict=True))
        if told is not None:
            told(len(replies), asked)
    return replies, resumed
