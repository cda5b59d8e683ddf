"""A question and its day → the answer as JSON-ready data: what `--json` prints, and beside it the words for the page.

The words (`cards`, `clashes`, …) are made here, where the day is at hand, so that a page shows a kept answer without
asking anew. Everything is the mediator's or a party's own: a delegate never sees any of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from glienicke.deals.alternatives import alternatives
from glienicke.deals.answer_json import (
    alternatives_data,
    answer_data,
    certificate_in_words,
    enlarge_data,
    front_data,
    quorum_data,
    why_data,
)
from glienicke.deals.concede import Given
from glienicke.deals.deal import Answer, Deal, Part, Terms
from glienicke.deals.enlarge import enlarge
from glienicke.deals.find import find
from glienicke.deals.front import front
from glienicke.deals.quorum import quorum
from glienicke.deals.solve import Limits, left
from glienicke.deals.why import Why, why
from glienicke.desk.work.question import Question, conditions, supposed
from glienicke.positions.day import Day
from glienicke.record.brief import PEOPLE_MAX, given, obstacle, signs, summary
from glienicke.record.words import amount, count, freed, in_words, listed, name, names, percent

Json = dict[str, Any]

RELEASES_MAX = 20_000
"""So many releases a front tells of in words, over all its points; of more each point has the ids alone."""

AGREE_S = 5.0
"""So much of the time may go into the second solver's word on a front, in seconds."""


def answer_to(question: Question, as_told: Day, limits: Limits) -> Json:
    """The answer to any question but a replay. as_told: the case as of `question.on`. limits: who hears of progress,
    and what stops the work; its time is the question's. Raises ValueError for what the day does not know."""
    day = supposed(question, as_told)
    limits = Limits(question.seconds, question.gap, limits.progress, limits.stop)
    said = _ANSWERS[question.verb](_Asked(question, day, as_told, limits, time.monotonic()))
    return {"verb": question.verb, "parties": dict(day.parties), **said}


class _Asked:
    """A question on its way: the day as supposed and as told, and what is left of the time."""

    def __init__(self, question: Question, day: Day, as_told: Day, limits: Limits, start: float) -> None:
        self.question, self.day, self.limits = question, day, limits
        self.terms: Terms = question.terms
        self._keys = {id(condition): key for key, condition in conditions(as_told).items()}
        self._start = start

    def rest(self) -> Limits:
        """What is left of the time; the rest of the work tells no progress of its own."""
        return replace(self.limits, seconds=left(self.limits, self._start), progress=None)

    def tries(self, give_up: Iterable[Given]) -> Json:
        """What a question would suppose to make these concessions."""
        off, lower = [], {}
        for one in give_up:
            if one.by is not None:
                lower[one.member.party or ""] = str(one.by)
            elif one.member.condition is not None:
                off.append(self._keys[id(one.member.condition)])
        return {"off": off, "lower": lower}


def _find(asked: _Asked) -> Json:
    answer = find(asked.day, asked.terms, asked.question.aim, asked.limits)
    said = _verdict(answer, asked.day, asked.terms)
    if answer.deal is not None:
        said["deal"] = deal_words(answer.deal, asked.day, asked.terms)
    elif answer.status == "none" and not asked.limits.stop.is_set():
        said |= _why_words(why(asked.day, asked.terms, most=asked.question.most, limits=asked.rest()), asked)
    return said


def _why(asked: _Asked) -> Json:
    found = why(asked.day, asked.terms, even_firm=True, most=asked.question.most, limits=asked.limits)
    said = _verdict(found.answer, asked.day, asked.terms) | {"answer": why_data(found, asked.day)}
    if found.answer.deal is not None:
        said["deal"] = deal_words(found.answer.deal, asked.day, asked.terms)
    return said | _why_words(found, asked)


def _alternatives(asked: _Asked) -> Json:
    day, question = asked.day, asked.question
    found = alternatives(day, asked.terms, question.aim, question.most, asked.limits)
    deals = [
        {
            **deal_words(one.deal, day, asked.terms),
            "objective": amount(one.objective),
            "as_good": one.as_good,
            "joined": names(day, one.joined),
            "left": names(day, one.left),
        }
        for one in found.deals
    ]
    return _verdict(found.answer, day, asked.terms) | {"answer": alternatives_data(found, day), "deals": deals}


def _front(asked: _Asked) -> Json:
    day, question = asked.day, asked.question
    found = front(day, question.parties, asked.terms, asked.limits, agree=AGREE_S)
    whole = sum(len(point.deal.items) for point in found.points) <= RELEASES_MAX
    points = [
        {
            **(deal_words(point.deal, day, asked.terms) if whole else _short(point.deal)),
            "gains": [amount(gain) for gain in point.gains],
            "numbers": [float(gain) for gain in point.gains],
        }
        for point in found.points
    ]
    data = front_data(found, day)
    if not whole:
        data["points"] = [{"gains": point["gains"]} for point in data["points"]]
    return {
        "answer": data,
        "whole": whole,
        "status": found.status,
        "says": certificate_in_words(found.certificate),
        "owed": _owed(found.owed, day),
        "points": points,
    }


def _quorum(asked: _Asked) -> Json:
    day = asked.day
    found = quorum(day, asked.terms, most=asked.question.most, limits=asked.limits)
    if_persuaded = quorum(day, asked.terms, if_persuaded=True, most=asked.question.most, limits=asked.rest())

    def told(one: Any) -> Json:
        return {
            "status": one.status,
            "sets": [
                {"who": listed([name(day, party) for party in each.parties]), "freed": freed(each.deal)}
                for each in one.quorums
            ],
        }

    return {
        "answer": {
            "as_it_stands": quorum_data(found, day, asked.terms),
            "if_persuaded": quorum_data(if_persuaded, day, asked.terms),
        },
        "status": found.status,
        "as_it_stands": told(found),
        "if_persuaded": told(if_persuaded),
    }


def _enlarge(asked: _Asked) -> Json:
    day = asked.day
    found = enlarge(day, asked.terms, most=asked.question.most, limits=asked.limits)
    additions = [
        {
            "who": listed([name(day, id) for id in one.add]),
            "brings": listed([name(day, party) for party in one.brings]),
            "price": amount(one.price),
            "freed": freed(one.opens),
            "try": {"add": list(one.add)},
        }
        for one in found.additions
    ]
    said = _verdict(found.answer, day, asked.terms)
    if found.answer.deal is not None:
        said["deal"] = deal_words(found.answer.deal, day, asked.terms)
    return said | {
        "answer": enlarge_data(found, day),
        "status": found.status,
        "additions": additions,
        "left_out": names(day, found.left_out),
    }


_ANSWERS: Mapping[str, Callable[[_Asked], Json]] = {
    "find": _find,
    "alternatives": _alternatives,
    "front": _front,
    "why": _why,
    "quorum": _quorum,
    "enlarge": _enlarge,
}


def deal_words(deal: Deal, day: Day, terms: Terms) -> Json:
    """A deal in words: how many it frees, a card a party (what it gets, gives, why it can sign), what is still
    needed, whom it leaves worse off."""
    return {
        "freed": freed(deal),
        "cards": [_card(deal, day, terms, party, part) for party, part in deal.parties.items()],
        "ids": sorted(deal.items),
        "moves": [*_releases(deal, day), *_considerations(deal, day)],
        "besides": [day.considerations[id].what for id in deal.considerations],
        "needs": [f"{name(day, person)}: {step}" for person, step in deal.needs],
        "hurt": [f"{name(day, party)}, by {amount(-by)}" for party, by in deal.hurt.items()],
    }


def _short(deal: Deal) -> Json:
    """A deal of which there are too many to tell each in words."""
    return {
        "freed": freed(deal),
        "cards": [],
        "ids": sorted(deal.items),
        "moves": [],
        "besides": [],
        "needs": [],
        "hurt": [],
    }


def _releases(deal: Deal, day: Day) -> Iterator[Json]:
    """Who is released by whom and to whom: what of a deal may be shown to a party."""
    for one in deal.released:
        minors = f", with {count(one.minors, 'minor')}" if one.minors else ""
        to = f", to {name(day, one.to)}" if one.to else ""
        says = f"{name(day, one.id)}{minors}: released by {name(day, one.giver)}{to}"
        yield {"from": one.giver, "to": one.to, "says": says}


def _considerations(deal: Deal, day: Day) -> Iterator[Json]:
    for thing in (day.considerations[id] for id in deal.considerations):
        to = f", to {name(day, thing.to)}" if thing.to else ""
        yield {"from": thing.giver, "to": thing.to, "says": f"{thing.what}: given by {name(day, thing.giver)}{to}"}


def _card(deal: Deal, day: Day, terms: Terms, party: str, part: Part) -> Json:
    """What a party signs for. Of what counts as received, `receives` comes to the party itself; `sees_freed` goes
    elsewhere, or nobody is named."""
    own = {one.id for one in deal.released if one.to == party}
    own |= {id for id in deal.considerations if day.considerations[id].to == party}
    to_it, elsewhere = ([id for id in part.gets if (id in own) == is_own] for is_own in (True, False))
    # Whoever comes to a party that did not ask for them is received all the same.
    to_it += sorted(own - set(part.gets))
    words = asdict(signs(day, party, part, terms))
    return words | {"receives": names(day, to_it, PEOPLE_MAX), "sees_freed": names(day, elsewhere, PEOPLE_MAX)}


def _verdict(answer: Answer, day: Day, terms: Terms) -> Json:
    return {
        "answer": answer_data(answer, day),
        "status": answer.status,
        "summary": summary(answer, day, terms),
        "says": certificate_in_words(answer.certificate) if answer.status == "none" else _sure(answer),
        "objective": amount(answer.objective) if answer.objective is not None else "",
        "bound": amount(answer.bound) if answer.bound is not None else "",
        "gap": percent(answer.gap) if answer.gap is not None else "",
        "owed": _owed(answer.owed, day),
    }


def _sure(answer: Answer) -> str:
    """How well a deal, or that nothing is known yet, is known."""
    if answer.status == "deal" and not answer.gap:
        return "proven: no acceptable deal is better by this aim"
    if answer.status == "deal":
        return f"within {percent(answer.gap)} of the best there can be"
    if answer.deal is not None:
        return "an acceptable deal; the work ended before it was known whether a better one exists"
    return "the work ended before it was known whether a deal exists"


def _owed(owed: Iterable[str], day: Day) -> list[str]:
    return [f"{name(day, id)}: {day.people[id].owed}" for id in owed]


def _why_words(found: Why, asked: _Asked) -> Json:
    day = asked.day
    return {
        "why": {
            "status": found.status,
            "clashes": [[asdict(obstacle(member, day, asked.terms)) for member in clash] for clash in found.clashes],
            "concessions": [
                {
                    "price": amount(one.price),
                    "firm": one.firm,
                    "give_up": [given(each, day) for each in one.give_up],
                    "freed": freed(one.opens),
                    "try": asked.tries(one.give_up),
                }
                for one in found.concessions
            ],
            "contradictions": [
                {"party": name(day, one.party), "says": [in_words(day, c.sentence) for c in one.conditions]}
                for one in found.contradictions
            ],
            "all_clashes": found.all_clashes,
            "all_concessions": found.all_concessions,
            "smallest": found.smallest,
        }
    }
