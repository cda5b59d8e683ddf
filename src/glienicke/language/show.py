"""Trees → the one text that stands for each: `parse(show(t)).tree == t` for every canonical tree.

Canonical trees are the ones that parse.py makes, and all that others should make:

- `And`, `Or`, `AllIn`, `AnyIn` have two children or more, none of their own kind: `a and (b and c)` is one And;
- an `Id` stands where a selection would, never inside one: in braces a bare name is a `Word`;
- a `Count` or `CountTrue` has a bound, and low <= high; a CountTrue has no more to reach than it has statements;
- a `Together` has two members or more, or one selection in braces; a `BestOf` counts 1 or more;
- names are as in the grammar and not among `RESERVED`; whole numbers run from 0 to a thousand million, other
  numbers have at most 15 digits before and after the point; the text is within `LENGTH_MAX` and `DEPTH_MAX`.

Other trees are shown in the same way, and their text means the same, but parses to the canonical tree.
"""

from __future__ import annotations

from fractions import Fraction

from glienicke.language.tree import (
    Age,
    All,
    AllIn,
    And,
    AnyIn,
    AsMany,
    Before,
    BestOf,
    Bundle,
    CitizensOf,
    Count,
    CountTrue,
    Everybody,
    ForEach,
    HeldBy,
    HeldFor,
    Id,
    Never,
    Nobody,
    Not,
    NotIn,
    OnlyAfter,
    OnlyIf,
    OnlyWithConsent,
    Or,
    Range,
    RankIs,
    Selection,
    Sentence,
    Some,
    Statement,
    Together,
    ValueIf,
    WantedBy,
    Weigh,
    Word,
)

DECIMALS_MAX = 15


def show(tree: Sentence | Selection | Bundle | Range) -> str:
    """The text of a sentence, a selection (braces and all), a bundle or a value."""
    match tree:
        case Range(low, high):
            return number(low) if low == high else f"{number(low)}..{number(high)}"
        case ValueIf(value, when):
            return f"{show(value)} if {_statement(when)}"
        case BestOf(count, of):
            return f"best {count} of {_people(of)}"
        case OnlyIf(subject, then):
            return f"{_subject(subject)} only if {_statement(then)}"
        case OnlyWithConsent(subject):
            return f"{_subject(subject)} only with consent"
        case OnlyAfter(subject, step):
            return f"{_subject(subject)} only after {step}"
        case Never(subject, to):
            return f"never {_people(subject)}" + (f" to {to}" if to is not None else "")
        case Before(first, then_):
            return f"all of {_people(first)} before any of {_people(then_)}"
        case Together(members):
            return " ".join(["together", *map(_people, members)])
        case All() | Some() | Nobody() | Count() | CountTrue() | AsMany() | ForEach() | Weigh() | Not() | And() | Or():
            return _statement(tree)
        case _:
            return _people(tree)


def number(value: Fraction) -> str:
    """A number exactly: as a decimal where a short one exists, else as a fraction: `0.5`, `1/3`."""
    for digits in range(DECIMALS_MAX + 1):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            whole, part = divmod(abs(scaled.numerator), 10**digits)
            sign = "-" if value < 0 else ""
            return f"{sign}{whole}.{part:0{digits}d}" if digits else f"{sign}{whole}"
    return f"{value.numerator}/{value.denominator}"


def bounds(low: int | None, high: int | None) -> str:
    """`at least 2`, `at most 3`, `exactly 1`, `between 2 and 4`."""
    if low is None:
        return f"at most {high}"
    if high is None:
        return f"at least {low}"
    return f"exactly {low}" if low == high else f"between {low} and {high}"


def _subject(of: Selection) -> str:
    return of.id if isinstance(of, Id) else f"any of {_people(of)}"


def _people(of: Selection) -> str:
    return of.id if isinstance(of, Id) else f"{{{_selection(of)}}}"


def _selection(of: Selection) -> str:
    match of:
        case Id(name) | Word(name):
            return name
        case HeldBy(party):
            return f"held by {party}"
        case CitizensOf(country):
            return f"citizens of {country}"
        case WantedBy(party):
            return f"wanted by {party}"
        case RankIs(rank, limit):
            return f"rank {rank}" if limit is None else f"rank {limit} {rank}"
        case Age(limit_, years):
            return f"age {limit_} {years}"
        case HeldFor(limit_, count, unit):
            return f"held {limit_} {count} {unit[:-1] if count == 1 else unit}"
        case Everybody():
            return "everybody"
        case NotIn(inner):
            return f"not {_in_selection(inner, (AllIn, AnyIn))}"
        case AnyIn(parts):
            return " or ".join(_in_selection(part, (AllIn, AnyIn)) for part in parts)
        case AllIn(parts):
            return ", ".join(_in_selection(part, (AllIn,)) for part in parts)


def _in_selection(part: Selection, looser: tuple[type, ...]) -> str:
    return f"({_selection(part)})" if isinstance(part, looser) else _selection(part)


def _statement(of: Statement) -> str:
    match of:
        case All(Id(name)):
            return name
        case All(people):
            return f"all of {_people(people)}"
        case Some(people):
            return f"any of {_people(people)}"
        case Nobody(people):
            return f"none of {_people(people)}"
        case Count(low, high, people):
            return f"{bounds(low, high)} of {_people(people)}"
        case CountTrue(low, high, parts):
            return f"{bounds(low, high)} of ({'; '.join(map(_statement, parts))})"
        case AsMany(limit, people, than):
            return f"{limit} as many of {_people(people)} as of {_people(than)}"
        case ForEach(limit, terms, people):
            each = ", ".join(f"for each of {_people(one)} {limit} {count}" for one, count in terms)
            return f"{each} of {_people(people)}"
        case Weigh(table, people, sign, than_):
            other = number(than_) if isinstance(than_, Fraction) else f"weight {table} of {_people(than_)}"
            return f"weight {table} of {_people(people)} {sign} {other}"
        case Not(inner):
            return f"not {_in_statement(inner, (And, Or))}"
        case And(parts):
            return " and ".join(_in_statement(part, (And, Or)) for part in parts)
        case Or(parts):
            return " or ".join(_in_statement(part, (Or,)) for part in parts)


def _in_statement(part: Statement, looser: tuple[type, ...]) -> str:
    return f"({_statement(part)})" if isinstance(part, looser) else _statement(part)
