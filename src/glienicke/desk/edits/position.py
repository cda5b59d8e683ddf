"""A party's position, or a dated change of it, as a form tells it: from the file to the form and back.

In: what stands in the files at one entry, and what was typed. Out: the same entry with what was changed. What the form
does not show stays as it is, and so does what was not changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from glienicke.case.model import Case
from glienicke.case.places import Path
from glienicke.case.plain import Data, to_data

Kind = Literal["position", "signal"]
"""A position as a whole from a day on, or a dated change of the one in force."""

ROWS_MAX = 500
SPARE = 2
"""Empty rows that a form has for more."""

SECTIONS = ("worth", "cost", "share", "bundles", "conditions")
SCALARS = ("since", "basis", "by", "according_to", "note", "what", "floor", "unilateral", "table")
RIVALS = " | "
"""Between values that rival sources give; such a line stays as it is unless it is changed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a form. text: whom, or a sentence. value: worth, cost, share or price. was: which entry of the file
    it was made from, empty for a new one."""

    text: str = ""
    value: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a form holds, as typed. since: the first day. by: whose reading it is. according_to: ids of sources. table:
    `add` or `remove` if the party comes to the table or leaves it. drop: conditions that are withdrawn."""

    since: str = ""
    basis: str = ""
    by: str = ""
    according_to: str = ""
    note: str = ""
    what: str = ""
    floor: str = ""
    unilateral: str = ""
    table: str = ""
    worth: tuple[Row, ...] = ()
    cost: tuple[Row, ...] = ()
    share: tuple[Row, ...] = ()
    bundles: tuple[Row, ...] = ()
    conditions: tuple[Row, ...] = ()
    drop: tuple[str, ...] = ()

    def rows(self, section: str) -> tuple[Row, ...]:
        """The lines of one of the `SECTIONS`."""
        found: tuple[Row, ...] = getattr(self, section)
        return found


def path_of(kind: Kind, party: str, at: int | None = None) -> Path:
    """Where an entry stands in the files; without a number, where the list of them does."""
    above: Path = ("positions", party) if kind == "position" else ("signals",)
    return above if at is None else (*above, at)


def written(case: Case, path: Path) -> dict[str, Data]:
    """What the files say at the path of an entry."""
    node = case.places.node(path)
    return to_data(node, case.places).data if isinstance(node, yaml.MappingNode) else {}


# ------------------------------------------------------------------ from the file to the form


def form_of(data: Mapping[str, Data], kind: Kind, party: str) -> Form:
    """The form that shows an entry."""
    signal = kind == "signal"
    return Form(
        since=shown(data.get("on" if signal else "from")),
        basis=shown(data.get("basis")),
        by="" if signal else shown(data.get("by")),
        according_to=", ".join(_names(data.get("according_to"))),
        note=shown(data.get("note")),
        what=shown(data.get("what")),
        floor=shown(data.get("floor")),
        unilateral={"true": "yes", "false": "no"}.get(said := shown(data.get("unilateral")), said),
        table=_table(data, party),
        worth=_pairs(data.get("worth")),
        cost=_pairs(data.get("cost")),
        share=_pairs(data.get("share")),
        bundles=_sentences(data.get("bundles")),
        conditions=_sentences(data.get("add" if signal else "conditions")),
        drop=tuple(_say(entry) for entry in _list(data.get("drop"))),
    )


def shown(data: Data | None) -> str:
    """A value as a form shows it: without its provenance; rivals beside one another."""
    match data:
        case None:
            return ""
        case dict():
            return shown(data.get("is"))
        case list():
            return RIVALS.join(shown(entry) for entry in data)
    return " ".join(data.split())


def _pairs(data: Data | None) -> tuple[Row, ...]:
    return tuple(Row(key, shown(value), key) for key, value in (data if isinstance(data, dict) else {}).items())


def _sentences(data: Data | None) -> tuple[Row, ...]:
    return tuple(Row(_say(entry), _price(entry), str(i)) for i, entry in enumerate(_list(data)))


def _say(entry: Data) -> str:
    return shown(entry.get("say") if isinstance(entry, dict) else entry)


def _price(entry: Data) -> str:
    price = shown(entry.get("price")) if isinstance(entry, dict) else ""
    return "" if price == "firm" else price


def _list(data: Data | None) -> list[Data]:
    return data if isinstance(data, list) else [data] if data is not None else []


def _names(data: Data | None) -> list[str]:
    return [shown(entry) for entry in _list(data)]


def _table(data: Mapping[str, Data], party: str) -> str:
    table = data.get("at_table")
    edits = table if isinstance(table, dict) else {}
    return next((way for way in ("add", "remove") if party in _names(edits.get(way))), "")


# ------------------------------------------------------------------ from what was sent to the form


def typed(sent: Iterable[tuple[str, object]]) -> Form:
    """The form as it was sent: `worth-0-text`, `worth-0-value`, `worth-0-was`, …, in the order of their numbers."""
    single: dict[str, str] = {}
    rows: dict[str, dict[int, dict[str, str]]] = {section: {} for section in SECTIONS}
    drop: list[str] = []
    for name, value in sent:
        text = " ".join(value.split()) if isinstance(value, str) else ""
        shape = re.fullmatch(r"([a-z]+)-(\d{1,4})-(text|value|was)", name)
        if shape and shape[1] in rows:
            rows[shape[1]].setdefault(int(shape[2]), {})[shape[3]] = text
        elif name == "drop" and text:
            drop.append(text)
        elif name in SCALARS:
            single[name] = text
    made = {
        section: tuple(Row(**found[number]) for number in sorted(found) if any(found[number].values()))[:ROWS_MAX]
        for section, found in rows.items()
    }
    given: dict[str, Any] = {**single, **made}
    return Form(**given, drop=tuple(dict.fromkeys(drop)))


# ------------------------------------------------------------------ from the form to the file


def told(data: Mapping[str, Data], form: Form, kind: Kind, party: str) -> dict[str, Data]:
    """The entry with what the form changed of it. Raises ValueError, with the remedy, for what no entry can hold."""
    signal, new = kind == "signal", dict(data)
    if not form.since:
        raise ValueError("there is no first day; write one as 2024-08-01, or 2024-08 for a month")
    _set(new, "on" if signal else "from", form.since)
    if signal:
        new.setdefault("by", party)
    for key in ("basis", *(("what",) if signal else ("by",))):
        _set(new, key, getattr(form, key))
    sources = re.findall(r"[^\s,]+", form.according_to)
    if sources != _names(new.get("according_to")):
        _put(new, "according_to", list(sources))
    _set(new, "note", form.note)
    for key in ("worth", "cost"):
        _put(new, key, _mapped(key, data.get(key), form.rows(key)))
    _set(new, "floor", form.floor)
    _put(new, "share", _mapped("share", data.get("share"), form.share))
    if form_of(data, kind, party).unilateral != form.unilateral:
        _set(new, "unilateral", form.unilateral)
    _put(new, "bundles", _said("a bundle", data.get("bundles"), form.bundles))
    if signal:
        _put(new, "drop", _dropped(data.get("drop"), form.drop))
        _at_table(new, party, form.table)
    _put(
        new,
        "add" if signal else "conditions",
        _said("a condition", data.get("add" if signal else "conditions"), form.conditions),
    )
    if signal and not set(new) - {"on", "by", "basis", "according_to", "note", "what", "unverified"}:
        raise ValueError("nothing is changed from that day on: withdraw or add a condition, or give a worth or a cost")
    return new


def _set(new: dict[str, Data], key: str, text: str) -> None:
    """One value; its provenance stays with it."""
    old = new.get(key)
    if shown(old) == text:
        return
    if not text:
        del new[key]
    else:
        new[key] = _instead(old, text)


def _instead(old: Data | None, text: str) -> Data:
    """A value in the place of another: its provenance stays, but where rivals stood it is none of theirs."""
    if isinstance(old, dict):
        return {**old, "is": text}
    return {"is": text} if isinstance(old, list) else text


def _put(new: dict[str, Data], key: str, value: dict[str, Data] | list[Data]) -> None:
    """A list or mapping, left out if nothing is in it."""
    old = new.get(key)
    if value and value not in (old, _list(old)):
        new[key] = value
    elif not value and old:
        del new[key]


def _mapped(key: str, data: Data | None, rows: Sequence[Row]) -> dict[str, Data]:
    old = data if isinstance(data, dict) else {}
    new: dict[str, Data] = {}
    for row in rows:
        if not row.text and (not row.value or row.was):
            continue  # a line whose name was taken out is taken out
        if not row.text or not row.value:
            missing = f"of whom {row.value} is the {key}" if not row.text else f"the {key} of {row.text}"
            raise ValueError(f"{missing} is missing; write it, or empty the whole line")
        if row.text in new:
            raise ValueError(f"the {key} of {row.text} is there twice; keep one")
        before = old.get(row.was)
        if before is not None and shown(before) == row.value:
            new[row.text] = before
        else:
            new[row.text] = _instead(before, row.value)
    # What stays keeps its place, so that a line that was only renamed is the only one that changes.
    return {**{id: new[id] for id in old if id in new}, **{id: new[id] for id in new if id not in old}}


def _said(what: str, data: Data | None, rows: Sequence[Row]) -> list[Data]:
    old, new = _list(data), list[Data]()
    for row in rows:
        if not row.text:
            if row.value and not row.was:
                raise ValueError(f"there is a price of {row.value} without {what}; write it, or empty the line")
            continue
        before = old[int(row.was)] if row.was.isdecimal() and int(row.was) < len(old) else None
        if before is not None and (_say(before), _price(before)) == (row.text, row.value):
            new.append(before)
        elif isinstance(before, dict):
            entry: dict[str, Data] = {**before, "say": row.text, **({"price": row.value} if row.value else {})}
            new.append({key: value for key, value in entry.items() if key != "price" or row.value})
        else:
            new.append({"say": row.text, "price": row.value} if row.value else row.text)
    return new


def _dropped(data: Data | None, drop: Sequence[str]) -> list[Data]:
    kept = [entry for entry in _list(data) if _say(entry) in drop]
    return [*kept, *(text for text in drop if text not in map(_say, kept))]


def _at_table(new: dict[str, Data], party: str, way: str) -> None:
    if way == _table(new, party):
        return
    table = new.get("at_table")
    edits = {key: _names(table.get(key)) for key in ("add", "remove")} if isinstance(table, dict) else {}
    left: dict[str, Data] = {}
    for key in ("add", "remove"):
        parties: list[Data] = [one for one in edits.get(key, []) if one != party]
        if key == way:
            parties.append(party)
        if parties:
            left[key] = parties
    _put(new, "at_table", left)
