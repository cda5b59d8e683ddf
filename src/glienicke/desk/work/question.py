"""A question to the engine as plain data: what is asked, of which day, and what is supposed otherwise.

The same question has the same text (`text_of`), so that an answer can be kept beside it. What is supposed ("as if this
condition were given up") changes the day that is asked about and nothing of the case.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from glienicke.deals.deal import Aim, Terms
from glienicke.deals.enlarge import candidates, enlarged
from glienicke.ground.diagnostic import nearest
from glienicke.language.tree import Range
from glienicke.positions.day import Condition, Day

Verb = Literal["find", "alternatives", "front", "why", "quorum", "enlarge", "replay"]

SECONDS_MAX = 3600.0
"""No question runs longer on a desk."""

NAMED_MAX = 2000
"""So many people, parties or conditions are named at most."""


def _listed(value: object) -> object:
    """`a, b c` as a form has it, or a list."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


Ids = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(max_length=NAMED_MAX)]
Amount = Annotated[str, Field(pattern=r"^[0-9]{1,12}(\.[0-9]{1,9}|/[1-9][0-9]{0,11})?$")]


class Question(BaseModel):
    """What is asked.

    on: the day; a replay is of all days and has none. want: who must be among the released. parties: of `front`, two to
    four. seated: parties that are supposed to come to the table. out: parties that are supposed to stay away. off:
    conditions supposed to be given up, by their keys (see `conditions`). lower: floors supposed lower, by so much, in
    the party's own worths (a whole number, a decimal or a fraction such as 5/3). add: people and considerations
    supposed to be in the pool. seconds: the limit. gap: how far from best is near enough, as a part of one. most: how
    many answers, where there are several.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    verb: Verb = "find"
    on: dt.date | None = None
    aim: Aim = "gain"
    want: Ids = ()
    parties: Ids = ()
    seated: Ids = ()
    out: Ids = ()
    off: Annotated[tuple[str, ...], Field(max_length=NAMED_MAX)] = ()
    lower: Annotated[Mapping[str, Amount], Field(max_length=NAMED_MAX)] = {}
    add: Ids = ()
    cautious: bool = False
    settled: bool = False
    trade_owed: bool = False
    seconds: Annotated[float, Field(gt=0, le=SECONDS_MAX)] = 60.0
    gap: Annotated[float, Field(ge=0, le=1)] = 0.0
    most: Annotated[int, Field(ge=1, le=50)] = 5

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.verb == "replay" and (self.on or self.supposes):
            raise ValueError("a replay is of all days as they stood: it names no day and supposes nothing")
        if self.verb != "replay" and self.on is None:
            raise ValueError("name the day that is asked about")
        if self.verb == "front" and not 2 <= len(set(self.parties)) == len(self.parties) <= 4:
            raise ValueError("a front is drawn for two to four different parties; name them")
        if both := set(self.seated) & set(self.out):
            raise ValueError(f"{', '.join(sorted(both))} cannot be supposed both to come and to stay away")
        return self

    @property
    def terms(self) -> Terms:
        """What the question asks of every deal."""
        return Terms(self.want, self.cautious, self.settled, self.trade_owed)

    @property
    def supposes(self) -> bool:
        """Whether anything is asked about that the case does not say."""
        return bool(self.seated or self.out or self.off or self.lower or self.add)


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
        where = ".".join(map(str, first["loc"]))
        says = first["msg"].removeprefix("Value error, ")
        raise ValueError(f"{where}: {says[:1].lower()}{says[1:]}" if where else says) from None


def conditions(day: Day) -> dict[str, Condition]:
    """The conditions of the day's positions by what `off` calls them: `DE: krasikov only if navalny`; a party's second
    one of the same words has ` (2)` behind it."""
    return dict(_keyed(day))


def _keyed(day: Day) -> Iterator[tuple[str, Condition]]:
    seen: Counter[str] = Counter()
    for party, position in day.positions.items():
        for condition in position.conditions:
            key = f"{party}: {condition.text}"
            seen[key] += 1
            yield (key if seen[key] == 1 else f"{key} ({seen[key]})"), condition


def faults(question: Question, day: Day) -> tuple[str, ...]:
    """What of the question the day does not know, in words."""
    told = conditions(day)
    found = [_unknown(id, "person", day.people) for id in question.want]
    found += [_unknown(id, "party", day.parties) for id in (*question.parties, *question.seated, *question.out)]
    found += [
        f"{day.parties[id]} has no position on this day and so cannot be supposed to come"
        for id in question.seated
        if id in day.parties and id not in day.positions
    ]
    found += [_unknown(id, "party with a position", day.positions) for id in question.lower]
    if question.add:
        offered = candidates(_at_table(question, day))[0]
        found += [_unknown(id, "person or consideration that may be added", offered) for id in question.add]
    found += [f"no such condition stands on this day: {off}" for off in question.off if off not in told]
    return tuple(one for one in found if one)


def _unknown(id: str, what: str, known: Collection[str]) -> str:
    if id in known:
        return ""
    like = nearest(id, known)
    return f"no {what} '{id}' on this day" + (f"; did you mean '{like}'?" if like else "")


def _at_table(question: Question, day: Day) -> Day:
    """The day with those parties at the table who are supposed to come."""
    return replace(day, at_table=day.at_table | set(question.seated))


def supposed(question: Question, day: Day) -> Day:
    """The day as the question supposes it. Raises ValueError for what the day does not know (see `faults`)."""
    wrong = faults(question, day)
    if wrong:
        raise ValueError("; ".join(wrong))
    dropped = {id(condition) for key, condition in _keyed(day) if key in question.off}
    day = _at_table(question, day)
    if question.add:
        day = enlarged(day, candidates(day)[0], question.add)
    positions = {party: held for party, held in day.positions.items() if party not in question.out}
    for party, held in positions.items():
        kept = tuple(condition for condition in held.conditions if id(condition) not in dropped)
        floor = held.floor
        if party in question.lower:
            by = Fraction(question.lower[party])
            floor = Range(floor.low - by, floor.high - by)
        positions[party] = replace(held, conditions=kept, floor=floor)
    return replace(day, positions=positions, at_table=day.at_table - set(question.out))


def with_more(question: Question, more: Mapping[str, Any]) -> Question:
    """The question for the best deal with a concession or an addition supposed besides: `off`, `add` and `lower` come
    on top of what is supposed already, and what a floor is lowered by adds up."""
    data = question.model_dump()
    data["verb"] = "find"
    data["off"] = tuple(dict.fromkeys((*question.off, *more.get("off", ()))))
    data["add"] = tuple(dict.fromkeys((*question.add, *more.get("add", ()))))
    data["lower"] = dict(question.lower)
    for party, by in more.get("lower", {}).items():
        data["lower"][party] = str(Fraction(data["lower"].get(party, "0")) + Fraction(by))
    return question_of(data)
