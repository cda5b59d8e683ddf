"""A dated signal spliced into the signals of a case, in the place where its date belongs."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from glienicke.case.model import Case
from glienicke.case.nodes import compose
from glienicke.case.places import Text
from glienicke.case.plain import Data, join
from glienicke.case.splice import Append, CannotEdit, Put, rendered
from glienicke.case.write import edited
from glienicke.ground.dates import latest


def with_signal(case: Case, texts: Mapping[str, str], signal: Mapping[str, Data]) -> dict[str, str]:
    """The texts with one more signal, behind all that count no later. Raises CannotEdit if the form leaves no place.

    texts: by file; they say what `case` says, and each tells its signals in the order in which they count.
    """
    entry: Data = dict(signal)
    if not case.signals:
        return edited(texts, [Put(("signals",), [entry])])
    nodes = _nodes(texts)
    day, file = latest(str(signal["on"])), nodes[-1].start_mark.name
    later = [
        node
        for node, one in zip(nodes, case.signals, strict=True)
        if node.start_mark.name == file and latest(one.on) > day
    ]
    if not later:
        return edited(texts, [Append(("signals",), entry)])
    return {**texts, file: _before(Text(file, texts[file]), later[0], entry)}


def _nodes(texts: Mapping[str, str]) -> list[yaml.Node]:
    """The signals of all files, in order."""
    roots = [
        composed.root for composed in (compose(Text(*item)) for item in texts.items()) if composed.root is not None
    ]
    root = join(roots)
    assert root is not None, "a case has been read from these texts"
    return next(list(value.value) for key, value in root.value if key.value == "signals")


def _before(text: Text, node: yaml.Node, entry: Data) -> str:
    """The file's text with the entry before that signal."""
    start = text.index(node.start_mark.line + 1, node.start_mark.column + 1)
    lead = text.text[text.starts()[node.start_mark.line] : start]
    if lead.strip() != "-":
        raise CannotEdit(
            f"{text.file}: write each signal on lines of its own, beginning with a dash; then accept again"
        )
    end = "\r\n" if "\r\n" in text.text else "\n"
    indent = lead[: lead.index("-")]
    new = "".join(f"{indent}{line}{end}" for line in rendered([entry], flow=False).splitlines())
    at = _above_comments(text, node.start_mark.line, len(indent))
    return text.text[:at] + new + text.text[at:]


def _above_comments(text: Text, line: int, indent: int) -> int:
    """Index of the first line of the comments that stand right above a line and belong to it."""
    while line > 0:
        above = text.line(line)  # lines count from 1, so this is the one before
        if not above.strip().startswith("#") or len(above) - len(above.lstrip()) < indent:
            break
        line -= 1
    return text.starts()[line]
