"""Questions to the engine between form, address and words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData, QueryParams

from glienicke.deals.enlarge import candidates
from glienicke.desk.store.jobs import Job
from glienicke.desk.store.revisions import MAIN
from glienicke.desk.work.question import Question, conditions, question_of
from glienicke.positions.day import Day, Person
from glienicke.record.words import amount, count, in_words, listed, name

VERBS = {
    "find": "The best deal",
    "alternatives": "The best deals that really differ",
    "front": "What two to four parties can have at once",
    "why": "Why there is no deal, and what would open one",
    "quorum": "Who must be at the table",
    "enlarge": "Who else, already held, would open a deal",
    "replay": "The verdict of each day",
}
AIMS = {
    "gain": "the largest gain in sum",
    "freed": "the most people freed",
    "fewest": "the fewest parties that release",
    "fair": "the least gain as large as can be",
    "nash": "the largest product of gains",
}
MANY = ("want", "parties", "seated", "out", "add")
TICKS = ("cautious", "settled", "trade_owed")
PLAIN = ("verb", "on", "aim", "seconds", "gap", "most")
EMPTY: Mapping[str, Any] = {
    **dict.fromkeys((*PLAIN, *TICKS), ""),
    **dict.fromkeys((*MANY, "off"), ()),
    "lower": {},
    "verb": "find",
    "aim": "gain",
}
"""A form that nobody has filled."""
SAID: Mapping[str, Any] = {
    "deal": None,
    "why": None,
    "owed": (),
    "summary": "",
    "says": "",
    "objective": "",
    "bound": "",
    "gap": "",
}
"""What an answer may leave out."""
LISTED_MAX = 300
"""Of so many people a form has a list to tick; of more it has a field for ids."""


def given_in(form: FormData | QueryParams) -> dict[str, Any]:
    """A form or an address as the data of a question; what is empty is left out. Lowered floors: `lower=RU:5`, or a
    field `lower-RU`. A party's seat: a field `seat-RU` of `comes` or `away`."""
    given: dict[str, Any] = {}
    for key in PLAIN:
        if text := str(form.get(key) or "").strip():
            given[key] = text
    many: dict[str, list[str]] = {
        key: [one for text in form.getlist(key) for one in str(text).replace(",", " ").split()] for key in MANY
    }
    lower = dict(str(one).split(":", 1) for one in form.getlist("lower") if ":" in str(one))
    for key, value in form.multi_items():
        text = str(value).strip()
        if key.startswith("lower-") and text and text != "0":
            lower[key.removeprefix("lower-")] = text
        elif key.startswith("seat-") and text in ("comes", "away"):
            many["seated" if text == "comes" else "out"].append(key.removeprefix("seat-"))
    given |= {key: tuple(dict.fromkeys(values)) for key, values in many.items() if values}
    if off := tuple(dict.fromkeys(str(one) for one in form.getlist("off") if one)):
        given["off"] = off
    if lower:
        given["lower"] = lower
    return given | {key: True for key in TICKS if form.get(key)}


def address(case: str, branch: str, question: Question) -> str:
    """The address of the bench with its form filled as the question is."""
    data = question.model_dump(mode="json", exclude_defaults=True)
    return f"/cases/{case}/bench{query(data, branch)}"


def query(data: Mapping[str, Any], branch: str) -> str:
    """Data as the query of an address, with its question mark; a branch that is not `main` with it."""
    pairs: list[tuple[str, str]] = [] if branch == MAIN else [("branch", branch)]
    for key, value in data.items():
        if key == "lower":
            pairs += [("lower", f"{party}:{by}") for party, by in value.items()]
        elif isinstance(value, list | tuple):
            pairs += [(key, str(one)) for one in value]
        elif value is True:
            pairs.append((key, "1"))
        elif value is not None and value is not False:
            pairs.append((key, str(value)))
    return f"?{urlencode(pairs)}" if pairs else ""


def supposed_in_words(question: Question, day: Day | None) -> list[str]:
    """What a question supposes that the case does not say, a line each."""

    def called(id: str) -> str:
        return name(day, id) if day is not None else id

    told = conditions(day) if day is not None else {}
    lines = [f"{called(party)} comes to the table." for party in question.seated]
    lines += [f"{called(party)} stays away." for party in question.out]
    for off in question.off:
        party, _, text = off.partition(": ")
        says = in_words(day, told[off].sentence) if day is not None and off in told else text
        lines.append(f"{called(party)} gives up: {says}")
    lines += [f"{called(party)} signs for {by} less." for party, by in question.lower.items()]
    lines += [f"{called(id)} may be part of a deal." for id in question.add]
    return lines


def named(question: Question, day: Day | None) -> dict[str, str]:
    """What the ids of a question are called."""
    return {id: name(day, id) if day is not None else id for id in (*question.want, *question.parties)}


def seats(day: Day, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A party each: how it stands on the day, its conditions and floor, and what the form supposes of it."""
    told: dict[str, list[dict[str, str]]] = {party: [] for party in day.parties}
    for key, condition in conditions(day).items():
        price = "firm" if condition.price is None else f"price {amount(condition.price)}"
        says = {"key": key, "says": in_words(day, condition.sentence), "text": condition.text, "price": price}
        told[condition.party or ""].append(says)
    found = []
    for party, called in day.parties.items():
        position = day.positions.get(party)
        supposed = "comes" if party in given.get("seated", ()) else "away" if party in given.get("out", ()) else ""
        found.append(
            {
                "id": party,
                "name": called,
                "has_position": position is not None,
                "at_table": party in day.at_table,
                "floor": amount(position.floor.middle) if position is not None else "",
                "conditions": told[party],
                "seat": supposed,
                "lower": given.get("lower", {}).get(party, ""),
            }
        )
    return found


def may_be_wanted(day: Day) -> list[Person]:
    """Who is held, in the order of the file; nobody where they are too many for a list to tick."""
    held = [person for person in day.people.values() if person.state == "held"]
    return held if len(held) <= LISTED_MAX else []


def offered(day: Day) -> list[tuple[str, str]]:
    """Who and what may be added to the pool, with names; nothing where it is too much for a list to tick."""
    found = candidates(day)[0]
    return [(id, name(day, id)) for id in found] if len(found) <= LISTED_MAX else []


def line(job: Job) -> str:
    """A question in a list of questions."""
    try:
        question = question_of(job.question)
    except ValueError:
        return "a question that this version of the desk does not know"
    said = VERBS[question.verb]
    if question.verb in ("find", "alternatives"):
        said += f" for {AIMS[question.aim]}"
    if question.want:
        whom = listed(question.want) if len(question.want) <= 4 else count(len(question.want), "person", "people")
        said += f" that frees {whom}"
    if question.on is not None:
        said += f", as of {question.on}"
    if question.supposes:
        said += ", supposing"
    return said if job.branch == MAIN else f"{said}, on the what-if {job.branch}"
