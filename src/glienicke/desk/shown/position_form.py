"""The parts of a position's form: its lines, each explained back in plain words or with its mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from glienicke.case.model import Case
from glienicke.case.values import NAME, number
from glienicke.desk.edits.position import RIVALS, SPARE, Form, Kind, Row
from glienicke.language.explain import explain_bundle, explain_selection
from glienicke.language.mistake import Mistake
from glienicke.language.parse import parse_bundle, parse_selection, parse_sentence, parse_value
from glienicke.language.tree import Id
from glienicke.positions.day import Day
from glienicke.record.sources import value_says
from glienicke.record.words import amount, in_words, name, namer

CHOICES_MAX = 1_000
"""Ids that a field offers while one types; more would make the page slow."""


@dataclass(frozen=True, slots=True)
class Echo:
    """A line of the form, with what it says in plain words (`says`) or what is wrong with it (`wrong`)."""

    number: int
    row: Row
    says: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind. text, value: what the two fields of a line are called; value empty: there is only one."""

    key: str
    title: str
    hint: str
    text: str
    value: str
    lines: tuple[Echo, ...]


TITLES: Mapping[str, tuple[str, str, str, str]] = {
    "worth": (
        "What it asks for, and what that is worth to it",
        "Of whom",
        "Worth",
        "A priority of the party, never the worth of a person: a number, a range such as 60..90, or a word.",
    ),
    "cost": (
        "What it would give, and what that costs it",
        "Of whom",
        "Cost",
        "By id, or by selection in braces: {held by RU, civilian}.",
    ),
    "conditions": (
        "Conditions",
        "Sentence",
        "Price",
        "Such as: krasikov only if navalny. Without a price it is firm.",
    ),
    "bundles": (
        "More, if several are released together",
        "Bundle",
        "",
        "Such as: 8 if at least 3 of {held by RU}.",
    ),
    "share": (
        "What another party gains counts in part as its own",
        "Party",
        "Part",
        "A number between 0 and 1.",
    ),
}
"""Title, what the two fields of a line are called, and a hint."""

ORDER = ("worth", "cost", "conditions", "bundles", "share")


def sections(case: Case, day: Day, kind: Kind, form: Form, spare: int = 0) -> list[Section]:
    """The lines of the form, with some empty ones at the end of each part."""
    found = []
    for key in ORDER:
        title, text, value, hint = TITLES[key]
        if kind == "signal" and key == "conditions":
            title = "Conditions that are added"
        if kind == "signal" and key == "bundles" and form.bundles:
            hint += " These take the place of all before."
        rows = (*form.rows(key), *([Row()] * (SPARE + spare)))
        found.append(
            Section(key, title, hint, text, value, tuple(_echo(case, day, key, i, r) for i, r in enumerate(rows)))
        )
    return found


def _echo(case: Case, day: Day, key: str, number_: int, row: Row) -> Echo:
    if not row.text:
        return Echo(number_, row, "", "")
    said = _read(case, day, key, row)
    if isinstance(said, Mistake):
        return Echo(number_, row, "", said.message + (f"; {said.hint}" if said.hint else ""))
    return Echo(number_, row, said, "")


def _read(case: Case, day: Day, key: str, row: Row) -> str | Mistake:
    """One line in plain words, or what is wrong with it."""
    if key == "conditions":
        sentence = parse_sentence(row.text)
        price = number(row.value) if row.value not in ("", "firm") else None
        if isinstance(sentence, Mistake):
            return sentence
        if row.value not in ("", "firm") and (price is None or price < 0):
            return Mistake(0, len(row.value), f"'{row.value}' is no price", "write a number of 0 or more, or nothing")
        return in_words(day, sentence.tree) + (f" Given up for {amount(price)}." if price is not None else " Firm.")
    if key == "bundles":
        bundle = parse_bundle(row.text, case.scale)
        return bundle if isinstance(bundle, Mistake) else explain_bundle(bundle.tree, namer(day), day.considerations)
    if key == "share":
        if row.text not in case.parties:
            return Mistake(0, len(row.text), f"'{row.text}' is no party of the case", "write the id of one")
        return f"{row.value or '?'} of what {case.parties[row.text].name} gains."
    return _wish(case, day, row)


def _wish(case: Case, day: Day, row: Row) -> str | Mistake:
    if row.text.startswith("{"):
        chosen = parse_selection(row.text)
        if isinstance(chosen, Mistake):
            return chosen
        whom = "each of the " + explain_selection(chosen.tree, namer(day), day.considerations)
    elif row.text in day.people or row.text in day.considerations:
        whom = explain_selection(Id(row.text), namer(day), day.considerations)
    else:
        is_id = NAME.fullmatch(row.text) is not None
        remedy = "write the id of one who is" if is_id else "write an id, or a selection in braces such as {held by RU}"
        return Mistake(0, len(row.text), f"'{row.text}' is nobody in the case", remedy)
    if RIVALS in row.value:
        return f"{whom}: sources disagree ({row.value}); it stays as it is"
    value = parse_value(row.value, case.scale)
    if isinstance(value, Mistake):
        return value
    return f"{whom}: {value_says(value, case)}"


def choices(day: Day) -> list[tuple[str, str]]:
    """Ids with names, and common selections, that a field offers."""
    found = [("{held by " + party + "}", f"everybody held by {called}") for party, called in day.parties.items()]
    found += [("{citizens of " + party + "}", f"citizens of {called}") for party, called in day.parties.items()]
    found += [(id, name(day, id)) for id in (*day.considerations, *day.people)]
    return found[:CHOICES_MAX]


def tables(kind: Kind) -> dict[str, str]:
    """What a signal can say of the party's place at the table."""
    if kind == "position":
        return {}
    return {"": "stays as it is", "add": "it comes to the table", "remove": "it leaves the table"}
