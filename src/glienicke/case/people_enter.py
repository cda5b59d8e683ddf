"""People entered into the user's own text: what was there stays as it was, byte for byte.

In: where a case stands in its files, and entries by id. Out: the one file that changes, before and after. All entries
go in at once, so that thousands take no longer than one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from glienicke.case.people_table import Fields
from glienicke.case.places import Places, Text

SAFE = re.compile(r"\w[\w./~-]*|[^\W\d_][\w .()'-]*[\w.)]")
"""Texts that YAML takes as they are, everywhere in a case."""


class NotEditable(Exception):
    """The file's form leaves no place for more people; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Spliced:
    """One file before and after, as text."""

    file: str
    before: str
    after: str


def with_people(places: Places, people: Mapping[str, Fields]) -> Spliced:
    """The file that holds `people:`, with these entered below those who are there. Raises NotEditable."""
    node = places.node(("people",))
    assert isinstance(node, yaml.MappingNode), "the reader has accepted it"
    file = node.start_mark.name
    text = places.texts[file]
    before = text.text
    end = "\r\n" if "\r\n" in before else "\n"
    if node.flow_style and node.value:
        raise NotEditable(f"{file}: `people` stands in braces; write one person below the other")
    if node.flow_style:
        first, last = _index(text, node.start_mark), _index(text, node.end_mark)
        kept = text.text[:first].rstrip(" ") + text.text[last:]
        at, indent = _line_after(kept, len(text.text[:first].rstrip(" "))), 2
    else:
        kept = text.text
        leaf = _last_leaf(node)
        whole_lines = isinstance(leaf, yaml.ScalarNode) and leaf.style in ("|", ">")
        at = _index(text, leaf.end_mark) if whole_lines else _line_after(kept, _index(text, leaf.end_mark))
        indent = node.value[0][0].start_mark.column
    entries = end.join(line for id, person in people.items() for line in entry(id, person, indent)) + end
    glue = "" if kept[:at].endswith("\n") else end
    return Spliced(file, before, kept[:at] + glue + entries + kept[at:])


def _index(text: Text, mark: yaml.Mark) -> int:
    return text.index(mark.line + 1, mark.column + 1)


def _line_after(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found + 1


def _last_leaf(node: yaml.Node) -> yaml.Node:
    """The last value inside; a block's own end mark stands at whatever comes next."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def entry(id: str, person: Fields, indent: int) -> list[str]:
    """The lines of one person's entry."""
    fields = dict(person)
    held, since = fields.pop("held_by", None), fields.pop("since", None)
    sources = fields.pop("according_to", None)
    if held is not None:
        parts = {"is": held, "since": since, "according_to": sources}
        told = ", ".join(f"{key}: {value_text(value)}" for key, value in parts.items() if value is not None)
        fields["held_by"] = told if since or sources else held
    lines = [f"{' ' * indent}{id}:"]
    for key, value in fields.items():
        text = f"{{{value}}}" if key == "held_by" and (since or sources) else value_text(value)
        lines.append(f"{' ' * (indent + 2)}{key}: {text}")
    return lines


def value_text(value: str | list[str]) -> str:
    """A text or a list of texts as YAML on one line."""
    if isinstance(value, list):
        return f"[{', '.join(map(value_text, value))}]"
    return value if SAFE.fullmatch(value) else "'" + value.replace("'", "''") + "'"
