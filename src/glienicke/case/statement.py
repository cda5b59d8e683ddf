"""One statement: one fact from one source, as frozen data that says by itself whose word it is.

Shaped after the statements of FollowTheMoney (entity, property, value, original value, language, dataset; see
https://followthemoney.tech/docs/statements/), with what an exchange needs besides: the chain of speakers, validity
in time, the basis, and whether a person has accepted it. Nothing is ever edited: a change is a new statement that
`supersedes` an earlier one (`register.py`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from typing import Any, Literal, get_args

from pydantic import ConfigDict, TypeAdapter, ValidationError

from glienicke.ground import dates

Status = Literal["suggested", "accepted", "rejected", "superseded"]
"""Where a statement stands. superseded: of a statement that takes an earlier one back, with nothing in its place."""

Basis = Literal["stated", "reported", "believed"]
Value = str | tuple[str, ...]
"""A value as the case file writes it: a text, or a list of texts. An empty list says that there is none."""

Implied = Literal["source", "valid_from", "basis", "unverified"]


@dataclass(frozen=True)
class Statement:
    """Who says what of whom.

    subject: `case`, or a kind and an id: `people/gershkovich`, `parties/DE`, `sources/cna`, `considerations/visit`,
        `positions/DE/2023-02`, `signals/2024-04` (`…#2` where a date comes twice), `history/2022-12-08`;
        an entry of a person's logs: `contacts/whelan/2024-05`, `legal/…`, `aftermath/…`.
    property: a key of the case file (`held_by`, `charge`, `worth`…); the entries of lists singly, as `condition`,
        `bundle`, `law`, `owed`, `drop`, `add`, `assessment`.
    value: as the case file writes it.
    about: what a worth, cost, share, step, word of the scale, weight or edit is of: `worth` about `navalny`.
    part_of: the position or signal (its subject) that the statement stands in, or empty.
    original_text: the words that the value rests on, verbatim. language: theirs, ISO 639-1. span: where they stand in
        the source's text, first character and the one after the last.
    source: id of the source; None where none is named. chain: through whom it comes, the source's own first, whose
        word it is last. said_on: EDTF day on which it was said or published.
    valid_from, valid_to: EDTF, first and last day on which it holds; None: not said.
    recorded_on: when it was written down, ISO 8601 day or instant. by: who wrote it down, or whose reading it is.
    price, because: of a condition, what giving it up costs its party (None: firm), and the reason in words.
    supersedes: id of the statement it takes the place of.
    implied: what does not stand at the fact itself but follows from the position or signal that it is part of.
    rival: its place among the values that the case keeps side by side, from 0; statements of one value from several
        sources share a place. None: not placed yet. It orders, says nothing, and is no part of the id.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    subject: str
    property: str
    value: Value
    about: str = ""
    part_of: str = ""
    original_text: str | None = None
    language: str | None = None
    source: str | None = None
    span: tuple[int, int] | None = None
    chain: tuple[str, ...] = ()
    said_on: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    recorded_on: str | None = None
    status: Status = "accepted"
    basis: Basis | None = None
    unverified: bool = False
    note: str | None = None
    by: str | None = None
    price: str | None = None
    because: str | None = None
    supersedes: str | None = None
    implied: tuple[Implied, ...] = ()
    rival: int | None = None

    @cached_property
    def id(self) -> str:
        """SHA-256 (40 hexadecimal digits of it) of all that it says: the same everywhere, whatever stands beside it."""
        said = {key: value for key, value in data_of(self).items() if key != "rival"}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]

    @cached_property
    def slot(self) -> tuple[str, str, str]:
        """What it speaks of: subject, property, about. Statements with one slot are rivals, or follow one another."""
        return self.subject, self.property, self.about


def data_of(statement: Statement) -> dict[str, Any]:
    """The statement as a JSON object without its id; what is empty or default is left out."""
    data = asdict(statement)
    return {
        key: list(data[key]) if isinstance(data[key], tuple) else data[key]
        for key, default in _DEFAULTS.items()
        if key in _REQUIRED or data[key] != default
    }


def to_json(statement: Statement) -> str:
    """One line of JSON with the id first."""
    return json.dumps({"id": statement.id, **data_of(statement)}, ensure_ascii=False)


def of_json(line: str) -> Statement:
    """The statement in a line that `to_json` wrote. Raises ValueError that says what is wrong with it."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"a statement is one line of JSON: {error}") from None
    if not isinstance(data, dict):
        raise ValueError("a statement is a JSON object with subject, property and value")
    return of_data(data)


def of_data(data: dict[str, Any]) -> Statement:
    """The statement that a JSON object holds. Raises ValueError, also when its id is not that of what it says."""
    given = data.get("id")
    try:
        statement = _ADAPTER.validate_python({key: value for key, value in data.items() if key != "id"})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "statement"
        raise ValueError(f"no statement: {where}: {first['msg']}") from None
    wrong = mistake(statement)
    if wrong:
        raise ValueError(wrong)
    if given is not None and given != statement.id:
        raise ValueError(f"statement {given} was changed after it was written: what it says has the id {statement.id}")
    return statement


def mistake(statement: Statement) -> str | None:
    """What is wrong with a statement in itself, in words, or None."""
    if not statement.subject or not statement.property:
        return "a statement needs a subject and a property"
    if statement.span is not None and not 0 <= statement.span[0] <= statement.span[1]:
        return f"the span {statement.span} runs backwards; write first character and the one after the last"
    for key in ("said_on", "valid_from", "valid_to"):
        text = getattr(statement, key)
        try:
            if text is not None:
                dates.days(text)
        except dates.NoDate as fault:
            return f"{key} '{text}': {fault}"
    try:
        to_json(statement).encode("utf-8")
    except UnicodeEncodeError:
        return "the statement holds half a character (a lone surrogate); copy the text again"
    return None


def replacing(old: Statement, **changes: Any) -> Statement:
    """A new statement that takes the place of an old one: all that it said but for the changes."""
    return replace(old, **{"supersedes": old.id, **changes})


_DEFAULTS: dict[str, Any] = {field.name: field.default for field in fields(Statement)}
_REQUIRED = frozenset(("subject", "property", "value"))
_ADAPTER = TypeAdapter(Statement)
STATUSES: tuple[str, ...] = get_args(Status)
"""All statuses, in the order of a statement's life."""
