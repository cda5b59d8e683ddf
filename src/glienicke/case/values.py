"""Kinds of values in a case file: how each is read from text, and how a JSON Schema describes it.

In: what the reader hands over, which is text, a mapping or a list (an editor's schema may also see numbers). Out:
checked values. A value that does not fit raises `PydanticCustomError`, whose message is said to the person who
wrote the file.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any, Literal, NoReturn

from pydantic import BeforeValidator, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from glienicke.ground import dates

NAME = re.compile(r"[^\W\d_]\w*(?:-\w+)*")
"""What an id looks like: the same as a name in the condition language."""

NUMBER_MAX = Fraction(10**12)
"""Larger numbers are typing mistakes, and no solver could tell them apart."""

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,12}|/\d{1,12})?", re.ASCII)
_COUNT_MAX = 1_000_000


def fail(message: str) -> NoReturn:
    """Refuse a value, in words for the person who wrote it."""
    # Braces in the message would be read as a template.
    raise PydanticCustomError("case", "{message}", {"message": message})


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, (list, tuple)) else "nothing"


def _text(value: object) -> str:
    if not isinstance(value, str):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, (list, tuple)):
            fail("expected one value, found a list; values that disagree are written [{is: A, according_to: [x]}, …]")
        fail(f"expected text, found {_kind(value)}")
    if not value.strip():
        fail("expected text, found nothing")
    return value


def _name(value: object) -> str:
    text = _text(value)
    if not NAME.fullmatch(text):
        fail(f"'{text}' cannot be an id: a letter first, then letters, digits, '_' and single '-'")
    return text


def _key(value: object) -> str:
    text = _text(value)
    if len(text) > 200 or re.search(r"[\x00-\x1f]", text):
        fail("expected a short text as a key")
    return text


def _date(value: object) -> str:
    text = _text(value)
    try:
        dates.days(text)
    except dates.NoDate as error:
        fail(str(error))
    return text


def number(text: str) -> Fraction | None:
    """`12`, `-3`, `0.25` or `1/3` as an exact number; None for anything else."""
    if not _NUMBER.fullmatch(text):
        return None
    try:
        found = Fraction(text)
    except ZeroDivisionError:
        return None
    return found if abs(found) <= NUMBER_MAX else None


def _number(value: object) -> Fraction:
    text = _text(str(value) if isinstance(value, Fraction) else value)
    found = number(text.strip())
    if found is None:
        fail(f"expected a number like 10, 0.3 or 1/3, found '{text}'")
    return found


def _positive_or_zero(value: object) -> Fraction:
    found = _number(value)
    if found < 0:
        fail("expected a number of 0 or more")
    return found


def _chance(value: object) -> Fraction:
    found = _number(value)
    if not 0 <= found <= 1:
        fail("expected a chance between 0 and 1, like 0.8")
    return found


def _price(value: object) -> Fraction | None:
    return None if value is None or value == "firm" else _positive_or_zero(value)


def _count(value: object) -> int:
    text = _text(value).strip()
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) > _COUNT_MAX:
        fail(f"expected a whole number of 0 or more, found '{text}'")
    return int(text)


def _yes(value: object) -> bool:
    match value:
        case True | "yes" | "true":
            return True
        case False | "no" | "false":
            return False
        case str():
            fail(f"expected yes or no, found '{value}'")
    fail(f"expected yes or no, found {_kind(value)}")


def _several(value: object) -> object:
    """One value where a list is expected is a list of one."""
    return value if isinstance(value, (list, tuple, dict)) else [value]


def one_of(*words: str) -> BeforeValidator:
    """One of some words; the message says them all."""

    def check(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            shown = f", found '{value}'" if isinstance(value, str) else f", found {_kind(value)}"
            fail(f"expected {', '.join(words[:-1])} or {words[-1]}{shown}")
        return value

    return BeforeValidator(check)


_TEXTLIKE: dict[str, Any] = {"type": ["string", "number"], "minLength": 1}
_DATE_PATTERN = r"^[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?(/[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?)?$|^\["
_NUMBER_PATTERN = r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"

Text = Annotated[str, PlainValidator(_text), WithJsonSchema(_TEXTLIKE)]
Name = Annotated[str, PlainValidator(_name), WithJsonSchema({"type": "string", "pattern": r"^\D\S*$"})]
Key = Annotated[str, PlainValidator(_key), WithJsonSchema({"type": "string", "minLength": 1})]
Date = Annotated[str, PlainValidator(_date), WithJsonSchema({"type": ["string", "integer"], "pattern": _DATE_PATTERN})]
Number = Annotated[
    Fraction, PlainValidator(_number), WithJsonSchema({"type": ["number", "string"], "pattern": _NUMBER_PATTERN})
]
Amount = Annotated[
    Fraction,
    PlainValidator(_positive_or_zero),
    WithJsonSchema({"type": ["number", "string"], "minimum": 0, "pattern": r"^[0-9]+(\.[0-9]+|/[0-9]+)?$"}),
]
Chance = Annotated[
    Fraction,
    PlainValidator(_chance),
    WithJsonSchema(
        {"type": ["number", "string"], "minimum": 0, "maximum": 1, "pattern": r"^[0-9]+(\.[0-9]+|/[0-9]+)?$"}
    ),
]
Price = Annotated[
    Fraction | None,
    PlainValidator(_price),
    WithJsonSchema({"type": ["number", "string"], "minimum": 0, "pattern": r"^([0-9]+(\.[0-9]+|/[0-9]+)?|firm)$"}),
]
Count = Annotated[
    int,
    PlainValidator(_count),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$"}),
]
YesNo = Annotated[bool, PlainValidator(_yes), WithJsonSchema({"enum": ["yes", "no", "true", "false", True, False]})]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_several)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_several)]

Basis = Annotated[Literal["stated", "reported", "believed"], one_of("stated", "reported", "believed")]
State = Annotated[Literal["held", "free", "dead"], one_of("held", "free", "dead")]
Consent = Annotated[Literal["given", "refused", "open"], one_of("given", "refused", "open")]
ConsentSaid = Annotated[
    Literal["asked", "given", "refused", "withdrawn"], one_of("asked", "given", "refused", "withdrawn")
]
Aftermath = Annotated[
    Literal["re-arrest", "death", "later-swap", "other"], one_of("re-arrest", "death", "later-swap", "other")
]
Step = Annotated[Literal["done", "failed", "open"], one_of("done", "failed", "open")]
