"""A table of people as text → entries for a case file, or all mistakes with row and column.

The first row names the columns. Cells are parted by `;`, `,` or tabs, whichever the header uses; several values
in a cell by `|` or spaces. Nothing here reads or writes a file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from anyascii import anyascii

from glienicke.case.values import NAME
from glienicke.ground.diagnostic import nearest
from glienicke.language.parse import RESERVED

KEYS = (
    "id", "name", "spellings", "held_by", "since", "citizen_of", "tags", "rank", "to", "born", "minors",
    "minors_with", "owed", "according_to",
)  # fmt: skip
LISTS = {
    "citizen_of": r"[|\s]+",
    "tags": r"[|\s]+",
    "to": r"[|\s]+",
    "according_to": r"[|\s]+",
    "spellings": r"\s*\|\s*",
}
LEFT_OUT = "-"
"""`--map remarks=-` leaves a column out."""

Fields = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One mistake of the table. row counts lines of the table from 1, the header; column by its name there."""

    row: int
    column: str
    message: str
    duplicate: bool = False

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.message}" if self.column else f"row {self.row}: {self.message}"


@dataclass(slots=True)
class Table:
    """What was read: entries by id, and the mistakes."""

    people: dict[str, Fields] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    made_ids: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What the case has already: ids with their names, parties, sources; and how it tells a date."""

    names: Mapping[str, str]
    parties: Collection[str]
    sources: Collection[str]
    taken: Collection[str]
    is_date: Callable[[str], bool]


def read_people(text: str, known: Known, mapping: Mapping[str, str]) -> Table:
    """Read the table. mapping: column → key of the case file, or `-` to leave a column out."""
    table = Table()
    delimiter = max(";,\t", key=(text.splitlines() or [""])[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = [(reader.line_num, cells) for cells in reader]
    except csv.Error as fault:
        table.wrong.append(Wrong(reader.line_num, "", f"the table cannot be read: {fault}"))
        return table
    if not rows or not any(cell.strip() for cell in rows[0][1]):
        table.wrong.append(Wrong(1, "", f"no header; expected columns among {', '.join(KEYS)}"))
        return table
    columns = _columns([cell.strip() for cell in rows[0][1]], mapping, table)
    seen = {_plain(name): id for id, name in known.names.items()}
    if "name" not in [key for _, key in columns]:
        return table
    for number, cells in rows[1:]:
        if any(cell.strip() for cell in cells):
            _row(number, cells, columns, known, seen, table)
    if not table.people and not table.wrong:
        table.wrong.append(Wrong(1, "", "there are no people below the header"))
    return table


def _columns(header: list[str], mapping: Mapping[str, str], table: Table) -> list[tuple[str, str | None]]:
    """Each column's name and the key it stands for."""
    columns: list[tuple[str, str | None]] = []
    for name in header:
        key: str | None = mapping.get(name, name.lower().replace(" ", "_"))
        if key == LEFT_OUT:
            key = None
        elif key not in KEYS:
            near = nearest(name.lower(), KEYS)
            hint = f"; did you mean `{near}`? --map '{name}={near}'" if near else ""
            table.wrong.append(Wrong(1, name, f"no such column{hint}; --map '{name}=-' leaves it out"))
            key = None
        elif key in [known for _, known in columns]:
            table.wrong.append(Wrong(1, name, f"a second column for `{key}`"))
            key = None
        columns.append((name, key))
    for name in mapping:
        if name not in header:
            table.wrong.append(Wrong(1, name, "--map names a column that the table does not have"))
    if "name" not in [key for _, key in columns]:
        table.wrong.append(Wrong(1, "name", "no column says the people's names"))
    return columns


def _row(
    number: int,
    cells: list[str],
    columns: list[tuple[str, str | None]],
    known: Known,
    seen: dict[str, str],
    table: Table,
) -> None:
    if len(cells) > len(columns):
        table.wrong.append(Wrong(number, "", f"{len(cells)} cells under {len(columns)} columns"))
        return
    person: Fields = {}
    for (column, key), cell in zip(columns, cells, strict=False):
        value = " ".join(cell.split())
        if key is None or not value:
            continue
        message = _fault(key, value, known) if value.isprintable() else "a character in it cannot be shown"
        if message:
            table.wrong.append(Wrong(number, column, message))
        person[key] = [part for part in re.split(LISTS[key], value) if part] if key in LISTS else value
    label = str(person.get("name", ""))
    if not label:
        table.wrong.append(Wrong(number, "name", "no name"))
        return
    given = str(person.pop("id", ""))
    id = given or id_of(label)
    if not given:
        table.made_ids[id] = label
        other = seen.get(_plain(label))
        if other is not None:
            message = f"{label} is there already as `{other}`; if this is another person, give an id"
            table.wrong.append(Wrong(number, "name", message, duplicate=True))
            return
    if not NAME.fullmatch(id):
        table.wrong.append(Wrong(number, "id", f"`{id}` is no id: a letter, then letters, digits, _ and single -"))
    elif id in RESERVED:
        table.wrong.append(Wrong(number, "id", f"`{id}` is a word of the condition language; give another id"))
    elif id in table.people or id in known.taken:
        table.wrong.append(Wrong(number, "id", f"`{id}` is taken by somebody or something else", duplicate=True))
    else:
        table.people[id] = person
        seen.setdefault(_plain(label), id)


def _fault(key: str, value: str, known: Known) -> str | None:
    """What is wrong with one cell."""
    if key == "held_by" and value not in known.parties:
        near = nearest(value, list(known.parties))
        return f"no party `{value}`" + (f"; did you mean `{near}`?" if near else "")
    if key in ("since", "born") and not known.is_date(value):
        return f"`{value}` is no date; expected 2024-04-15, 2024-04 or 2024"
    if key == "minors" and not (value.isascii() and value.isdigit()):
        return f"`{value}` is no whole number"
    if key == "according_to":
        missing = [source for source in re.split(LISTS[key], value) if source and source not in known.sources]
        if missing:
            return f"no source `{missing[0]}` in the case"
    return None


def id_of(name: str) -> str:
    """An id made of a name in any script: `Эван Гершкович` gives `evan-gershkovich`."""
    plain = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower().replace("'", "")).strip("-")
    return plain if plain[:1].isalpha() else f"p-{plain}".rstrip("-")


def _plain(name: str) -> str:
    return " ".join(sorted(id_of(name).split("-")))
