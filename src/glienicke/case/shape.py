"""Data → `Case`, or every way in which the data does not have the shape of a case.

pydantic's errors are mapped to places and put in plain words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from glienicke.case.cut import KEY, Wrong
from glienicke.case.model import Case
from glienicke.case.places import Path, Places
from glienicke.case.plain import Data
from glienicke.case.schema import keys_at
from glienicke.ground.diagnostic import Diagnostic, Span, nearest

_PLAIN = {
    "model_type": "expected a mapping with keys",
    "model_attributes_type": "expected a mapping with keys",
    "dict_type": "expected a mapping with keys",
    "mapping_type": "expected a mapping with keys",
    "tuple_type": "expected a list",
    "list_type": "expected a list",
}


@dataclass(frozen=True, slots=True)
class Shaped:
    """The case, or the mistakes, and what they complain of."""

    case: Case | None
    diagnostics: tuple[Diagnostic, ...] = ()
    wrong: tuple[Wrong, ...] = ()


def shape(
    data: dict[str, Data], places: Places, silent: set[Path], lost: bool = False, known: Case | None = None
) -> Shaped:
    """Check the data. silent: paths of which enough has been said; lost: whether some keys could not be read; known: a
    case that was read earlier, whose people are taken over where their data are the same."""
    try:
        return Shaped(Case.model_validate(_with_known(data, known) if known is not None else data).at(places))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
    wrong = tuple(Wrong(detail["loc"], detail["type"]) for detail in details)
    return Shaped(None, tuple(_diagnostics(details, places, silent, lost)), wrong)


def _with_known(data: dict[str, Data], known: Case) -> dict[str, Any]:
    """The data with people who were checked already in the place of what is told of them."""
    before = known.places.kept.data.get("people") if known.places.kept is not None else None
    people = data.get("people")
    if not isinstance(before, dict) or not isinstance(people, dict):
        return dict(data)
    same = {id: known.people[id] if id in before and before[id] == told else told for id, told in people.items()}
    return {**data, "people": same}


def _diagnostics(details: list[ErrorDetails], places: Places, silent: set[Path], lost: bool) -> Iterator[Diagnostic]:
    for error in details:
        path = error["loc"]
        if any(_in_file(path)[: len(quiet)] == quiet for quiet in silent):
            continue
        if error["type"] == "missing" and len(path) == 1 and lost:
            continue  # it may stand in what could not be read
        match error["type"]:
            case "extra_forbidden":
                yield _unknown_key(path, places)
            case "missing":
                yield _missing(path, places)
            case _ if path[-1:] == (KEY,):
                yield places.say(places.span(path[:-1], key=True), _words(error))
            case _:
                yield places.say(places.span(path), _words(error))


def _in_file(path: Path) -> Path:
    """The path without the steps into what the file writes plainly."""
    return tuple(step for step in path if step != KEY)


def _words(error: ErrorDetails) -> str:
    if "held_by" in error["loc"] and "found a list" in error["msg"]:
        return "held by several at once; date them, or name the sources that disagree: [{is: A, according_to: [x]}, …]"
    return _PLAIN.get(error["type"]) or error["msg"]


def _unknown_key(path: Path, places: Places) -> Diagnostic:
    key = str(path[-1])
    known = keys_at(path[:-1])
    guess = nearest(key, known)
    expected = None if guess else f"known here: {', '.join(known)}"
    return places.say(places.span(path, key=True), f"unknown key '{key}'", expected, guess)


def _missing(path: Path, places: Places) -> Diagnostic:
    *above, key = path
    span = places.span(tuple(above), key=True)
    if span is not None and not above:
        span = Span(span.file, span.line, span.col, span.line, span.col + 1)
    of = next((str(step) for step in reversed(above) if isinstance(step, str)), None)
    return places.say(span, f"'{key}' is missing" + (f" in '{of}'" if of else " in the case"))
