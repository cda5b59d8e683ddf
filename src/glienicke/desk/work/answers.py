"""A question and its day → the answer as JSON-ready data: what `--json` prints, and beside it the words for the page.

The words (`cards`, `clashes_in_words`, …) are made here, where the day is at hand, so that a page shows a kept answer
without asking anew. Everything is the mediator's or a party's own: a delegate never sees any of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
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
from glienicke.deals.deal import Deal, Terms
from glienicke.deals.enlarge import enlarge
from glienicke.deals.find import find
from glienicke.deals.front import front
from glienicke.deals.members import Member
from glienicke.deals.quorum import quorum
from glienicke.deals.solve import Limits
from glienicke.deals.why import Why, why
from glienicke.desk.work.question import Question, key_of, supposed
from glienicke.positions.day import Day
from glienicke.record.brief import given, obstacle, signs
from glienicke.record.words import amount, freed, in_words, listed, name

Json = dict[str, Any]


def answer_to(question: Question, day: Day, limits: Limits) -> Json:
    """The answer. day: the case as of `question.on`. limits: who hears of progress, and what stops the work; its time is
    the question's. Raises ValueError for what the day does not know."""
    day = supposed(question, day)
    limits = Limits(question.seconds, question.gap, limits.progress, limits.stop)
    told = _ANSWERS[question.verb](question, day, limits)
    return {"verb": question.verb, "names": _names(day), **told}


def _find(question: Question, day: Day, limits: Limits) -> Json:
    answer = find(day, question.terms, question.aim, limits)
    data: Json = {"answer": answer_data(answer, day), "says": certificate_in_words(answer.certificate)}
    if answer.deal is not None:
        data["cards"] = cards(answer.deal, day, question.terms)
    elif answer.status == "none":
        data |= _why_words(why(day, question.terms, most=question.most, limits=limits), day, question.terms)
    return data


def _why(question: Question, day: Day, limits: Limits) -> Json:
    found = why(day, question.terms, even_firm=True, most=question.most, limits=limits)
    return {
        "answer": why_data(found, day),
        "says": certificate_in_words(found.answer.certificate),
        **_why_words(found, day, question.terms),
    }


def _alternatives(question: Question, day: Day, limits: Limits) -> Json:
    found = alternatives(day, question.terms, question.aim, question.most, limits)
    return {
        "answer": alternatives_data(found, day),
        "says": certificate_in_words(found.answer.certificate),
        "deals": [
            {
                "cards": cards(one.deal, day, question.terms),
                "freed": freed(one.deal),
                "objective": amount(one.objective),
                "joined": [name(day, id) for id in one.joined],
                "left": [name(day, id) for id in one.left],
            }
            for one in found.deals
        ],
    }


def _front(question: Question, day: Day, limits: Limits) -> Json:
    found = front(day, question.parties, question.terms, limits)
    return {
        "answer": front_data(found, day),
        "says": certificate_in_words(found.certificate),
        "points": [
            {
                "gains": [amount(gain) for gain in point.gains],
                "freed": freed(point.deal),
                "cards": cards(point.deal, day, question.terms),
            }
            for point in found.points
        ],
    }


def _quorum(question: Question, day: Day, limits: Limits) -> Json:
    found = quorum(day, question.terms, most=question.most, limits=limits)
    persuaded = quorum(day, question.terms, if_persuaded=True, most=question.most, limits=limits)
    return {
        "answer": quorum_data(found, day, question.terms),
        "if_persuaded": quorum_data(persuaded, day, question.terms),
    }


def _enlarge(question: Question, day: Day, limits: Limits) -> Json:
    found = enlarge(day, question.terms, most=question.most, limits=limits)
    return {
        "answer": enlarge_data(found, day),
        "additions": [
            {
                "who": listed([name(day, id) for id in one.add]),
                "brings": listed([name(day, party) for party in one.brings]),
                "price": amount(one.price),
                "freed": freed(one.opens),
                "try": {"add": list(one.add)},
            }
            for one in found.additions
        ],
    }


_ANSWERS = {
    "find": _find,
    "alternatives": _alternatives,
    "front": _front,
    "why": _why,
    "quorum": _quorum,
    "enlarge": _enlarge,
}


def cards(deal: Deal, day: Day, terms: Terms) -> list[Json]:
    """One card a party: what it gets, what it gives, why it can sign."""
    return [asdict(signs(day, party, part, terms)) for party, part in deal.parties.items()]


def _why_words(found: Why, day: Day, terms: Terms) -> Json:
    return {
        "clashes": [[asdict(obstacle(member, day, terms)) for member in clash] for clash in found.clashes],
        "concessions": [
            {
                "price": amount(one.price),
                "firm": one.firm,
                "give_up": [given(each, day) for each in one.give_up],
                "freed": freed(one.opens),
                "try": _try(one.give_up),
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


def _try(give_up: Iterable[Given]) -> Json:
    """What a question would suppose to make these concessions."""
    off, lower = [], {}
    for one in give_up:
        if one.by is not None:
            lower[_party(one.member)] = str(one.by)
        elif one.member.condition is not None:
            off.append(key_of(one.member.condition))
    return {"off": off, "lower": lower}


def _party(member: Member) -> str:
    return member.party or ""


def _names(day: Day) -> dict[str, str]:
    """What the ids of the answer are called."""
    return {id: name(day, id) for id in (*day.parties, *day.people, *day.considerations)}
