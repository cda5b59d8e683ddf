"""A question to the engine as plain data: what is asked, of which day, and what is supposed otherwise.

The same question has the same text (`text_of`), so that an answer can be kept beside it. What is supposed ("as if this
condition were given up") changes the day that is asked about and nothing of the case.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from glienicke.deals.deal import Aim, Terms
from glienicke.deals.enlarge import candidates, enlarged
from glienicke.ground.diagnostic import nearest
from glienicke.language.tree import Range
from glienicke.positions.day import Condition, Day

Verb = Literal["find", "alternatives", "front", "why", "quorum", "enlarge"]

SECONDS_MAX = 3600.0
"""No question runs longer on a desk."""


def _listed(value: object) -> object:
    """`a, b c` as a form has it, or a list."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


Ids = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Question(BaseModel):
    """What is asked.

    on: the day. want: who must be among the released. parties: of `front`, two to four. out: parties that are supposed
    to stay away. off: conditions supposed to be given up, each as `PARTY: its text`. lower: floors supposed lower, by so
    much, in the party's own worths. add: people and considerations supposed to be in the pool. seconds: the limit.
    gap: how far from best is near enough, as a part of one. most: how many answers, where there are several.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    verb: Verb = "find"
    on: dt.date
    aim: Aim = "gain"
    want: Ids = ()
    parties: Ids = ()
    out: Ids = ()
    off: tuple[str, ...] = ()
    lower: Mapping[str, Annotated[str, Field(pattern=r"^\d{1,12}(\.\d{1,6}|/[1-9]\d{0,6})?$")]] = {}
    add: Ids = ()
    cautious: bool = False
    settled: bool = False
    trade_owed: bool = False
    seconds: Annotated[float, Field(gt=0, le=SECONDS_MAX)] = 60.0
    gap: Annotated[float, Field(ge=0, le=1)] = 0.0
    most: Annotated[int, Field(ge=1, le=50)] = 5

    @property
    def terms(self) -> Terms:
        """What the question asks of every deal."""
        return Terms(self.want, self.cautious, self.settled, self.trade_owed)

    @property
    def supposes(self) -> bool:
        """Whether anything is asked about that the case does not say."""
        return bool(self.out or self.off or self.lower or self.add)


def text_of(question: Question) -> str:
    """The one text of a question: JSON with sorted keys, without what is left at its default."""
    kept = question.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def question_of(data: Mapping[str, Any]) -> Question:
    """The question in data. Raises ValueError that says in one line what is wrong."""
    try:
        return Question.model_validate(data)
    except ValidationError as mistakes:
        first = mistakes.errors(include_url=False, include_context=False)[0]
        where = ".".join(map(str, first["loc"])) or "the question"
        raise ValueError(f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}") from None


def key_of(condition: Condition) -> str:
    """What `off` calls a condition: `DE: krasikov only if navalny`."""
    return f"{condition.party}: {condition.text}"


def faults(question: Question, day: Day) -> tuple[str, ...]:
    """What of the question the day does not know, in words."""
    told = {key_of(c) for position in day.positions.values() for c in position.conditions}
    found = [_unknown(id, "person", day.people) for id in question.want]
    found += [_unknown(id, "party", day.parties) for id in (*question.parties, *question.out)]
    found += [_unknown(id, "party with a position", day.positions) for id in question.lower]
    if question.add:
        found += [_unknown(id, "person or consideration that may be added", candidates(day)[0]) for id in question.add]
    found += [f"no such condition stands on this day: {off}" for off in question.off if off not in told]
    return tuple(one for one in found if one)


def _unknown(id: str, what: str, known: Mapping[str, object] | set[str]) -> str:
    if id in known:
        return ""
    like = nearest(id, known)
    return f"no {what} '{id}' on this day" + (f"; did you mean '{like}'?" if like else "")


def supposed(question: Question, day: Day) -> Day:
    """The day as the question supposes it. Raises ValueError for what the day does not know (see `faults`)."""
    wrong = faults(question, day)
    if wrong:
        raise ValueError("; ".join(wrong))
    if question.add:
        day = enlarged(day, candidates(day)[0], question.add)
    positions = {party: held for party, held in day.positions.items() if party not in question.out}
    for party, held in positions.items():
        kept = tuple(c for c in held.conditions if key_of(c) not in question.off)
        floor = held.floor
        if party in question.lower:
            now = floor.high if question.cautious else floor.middle
            now -= Fraction(question.lower[party])
            floor = Range(now, now)
        positions[party] = replace(held, conditions=kept, floor=floor)
    return replace(day, positions=positions, at_table=day.at_table - set(question.out))
