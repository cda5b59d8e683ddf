"""A dated signal spliced into the signals of a case, in the place where its date belongs."""

from __future__ import annotations

from collections.abc import Mapping

import yaml

from glienicke.case.model import Case
from glienicke.case.places import Text
from glienicke.case.plain import Data
from glienicke.case.splice import Append, CannotEdit, Put, rendered
from glienicke.case.write import edited
from glienicke.ground.dates import latest


def with_signal(case: Case, texts: Mapping[str, str], signal: Mapping[str, Data]) -> dict[str, str]:
    """The texts with one more signal, behind all that count no later. Raises CannotEdit if the form leaves no place.

    texts: of the files that `case` was read from; each tells its signals in the order in which they count.
    """
    entry: Data = dict(signal)
    if not case.signals:
        return edited(texts, [Put(("signals",), [entry])])
    day = latest(str(signal["on"]))
    file = _file(case, len(case.signals) - 1)
    later = [i for i, one in enumerate(case.signals) if _file(case, i) == file and latest(one.on) > day]
    if not later:
        return edited(texts, [Append(("signals",), entry)])
    return {**texts, file: _before(case, file, later[0], entry)}


def _file(case: Case, index: int) -> str:
    span = case.places.span(("signals", index))
    assert span is not None, "a case that was read from files"
    return span.file


def _before(case: Case, file: str, index: int, entry: Data) -> str:
    """The file's text with the entry before that signal."""
    text, root = case.places.texts[file], case.places.root
    assert isinstance(root, yaml.MappingNode)
    signals = next(value for key, value in root.value if key.value == "signals")
    node = signals.value[index]
    start = text.index(node.start_mark.line + 1, node.start_mark.column + 1)
    line = text.starts()[node.start_mark.line]
    lead = text.text[line:start]
    if lead.strip() != "-":
        raise CannotEdit(f"{file}: write each signal on lines of its own, beginning with a dash; then accept again")
    end = "\r\n" if "\r\n" in text.text else "\n"
    lines = rendered([entry], flow=False).splitlines()
    indent = lead[: lead.index("-")]
    new = "".join(f"{indent}{line}{end}" for line in lines)
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
