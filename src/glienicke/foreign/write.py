"""A scenario back to GENIUS XML, without loss: what was read and written reads the same again.

Kept are issues, values, weights, evaluations, lines, boxes (with weights multiplied in), reservation values and
discounts. Not kept, since it is not read: descriptions, costs, agents, objectives within objectives, comments.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from glienicke.foreign.numbers import decimal
from glienicke.foreign.scenario import Boxes, Domain, Issue, Line, Profile, Scenario

Attributes = dict[str, str]


def write(scenario: Scenario, folder: Path) -> tuple[Path, ...]:
    """Write the domain and every profile into a folder, made if need be; existing files of these names are replaced.

    ValueError if a number has no finite decimal text, or if a name cannot be a file's; nothing is written then.
    """
    names = [scenario.domain.name, *(profile.name for profile in scenario.profiles)]
    for name in names:
        if not name or Path(name).name != name or names.count(name) > 1:
            raise ValueError(f"'{name}' cannot be a file's name of its own")
    texts = [domain_xml(scenario.domain), *(profile_xml(p, scenario.domain) for p in scenario.profiles)]
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{name}.xml" for name in names]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    return tuple(files)


class _Writer:
    def __init__(self) -> None:
        self._text = io.StringIO()
        self._out = XMLGenerator(self._text, "utf-8", short_empty_elements=True)
        self._out.startDocument()
        self._deep = 0

    def open(self, tag: str, attributes: Attributes) -> None:
        self._out.ignorableWhitespace("  " * self._deep)
        self._out.startElement(tag, AttributesImpl(attributes))
        self._out.ignorableWhitespace("\n")
        self._deep += 1

    def close(self, tag: str) -> None:
        self._deep -= 1
        self._out.ignorableWhitespace("  " * self._deep)
        self._out.endElement(tag)
        self._out.ignorableWhitespace("\n")

    def empty(self, tag: str, attributes: Attributes) -> None:
        self._out.ignorableWhitespace("  " * self._deep)
        self._out.startElement(tag, AttributesImpl(attributes))
        self._out.endElement(tag)
        self._out.ignorableWhitespace("\n")

    def text(self) -> str:
        self._out.endDocument()
        return self._text.getvalue()


def domain_xml(domain: Domain) -> str:
    """The domain as GENIUS writes it."""
    out = _Writer()
    out.open("negotiation_template", {})
    out.open("utility_space", {"number_of_issues": str(len(domain.issues))})
    _open_objective(out, domain)
    for issue in domain.issues:
        _issue(out, issue, [{} for _ in issue.values] if issue.kind == "discrete" else None)
    out.close("objective")
    out.close("utility_space")
    out.close("negotiation_template")
    return out.text()


def profile_xml(profile: Profile, domain: Domain) -> str:
    """A profile as GENIUS writes it."""
    out = _Writer()
    out.open("utility_space", {})
    _open_objective(out, domain)
    worth = profile.worth
    if isinstance(worth, Boxes):
        for issue in domain.issues:
            _issue(out, issue, [{} for _ in issue.values] if issue.kind == "discrete" else None)
        _boxes(out, worth, domain)
    else:
        for issue, evaluation in zip(domain.issues, worth.evaluations, strict=True):
            if isinstance(evaluation, Line):
                _issue(out, issue, None, evaluation)
            else:
                _issue(out, issue, [{"evaluation": decimal(each)} for each in evaluation])
        for issue, weight in zip(domain.issues, worth.weights, strict=True):
            out.empty("weight", {"index": str(issue.number), "value": decimal(weight)})
    out.close("objective")
    out.empty("discount_factor", {"value": decimal(profile.discount)})
    out.empty("reservation", {"value": decimal(profile.reservation)})
    out.close("utility_space")
    return out.text()


def _open_objective(out: _Writer, domain: Domain) -> None:
    # An index that no issue has: GENIUS looks objectives and issues up in one table.
    free = next(i for i in range(len(domain.issues) + 1) if i not in {issue.number for issue in domain.issues})
    kind = {"etype": "objective", "type": "objective"}
    out.open("objective", {"index": str(free), "name": domain.name, "description": "", **kind})


def _issue(out: _Writer, issue: Issue, items: Iterable[Attributes] | None, line: Line | None = None) -> None:
    kind = {"etype": issue.kind, "type": issue.kind, "vtype": issue.kind}
    attributes = {"index": str(issue.number), "name": issue.name, **kind}
    if issue.kind == "integer":
        attributes |= {"lowerbound": issue.values[0], "upperbound": issue.values[-1]}
    out.open("issue", attributes)
    if items is not None:
        for number, (value, more) in enumerate(zip(issue.values, items, strict=True), start=1):
            out.empty("item", {"index": str(number), "value": value, **more})
    if line is not None:
        out.empty("evaluator", {"ftype": "linear", "offset": decimal(line.offset), "slope": decimal(line.slope)})
    out.close("issue")


def _boxes(out: _Writer, worth: Boxes, domain: Domain) -> None:
    out.open("utility", {"maxutility": decimal(worth.highest)})
    out.open("ufun", {"type": "PlainUfun", "weight": "1", "aggregation": "sum"})
    for box in worth.boxes:
        out.open("hyperRectangle", {"utility": decimal(box.utility)})
        for at, first, last in box.bounds:
            issue = domain.issues[at]
            index = {"index": str(issue.number)}
            if issue.kind == "integer":
                out.empty("INCLUDES", {**index, "min": issue.values[first], "max": issue.values[last]})
            else:
                out.empty("INCLUDES", {**index, "value": issue.values[first]})
        out.close("hyperRectangle")
    out.close("ufun")
    out.close("utility")
