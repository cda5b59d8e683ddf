"""A GENIUS domain from its XML. Mistakes are gathered with their places; nothing is half-read."""

from __future__ import annotations

from fractions import Fraction

from glienicke.foreign.numbers import number
from glienicke.foreign.scenario import Domain, Issue
from glienicke.foreign.tree import Node
from glienicke.ground.diagnostic import Diagnostic

VALUES_MAX = 100_000
"""Values of one issue."""
ISSUES_MAX = 1_000

Mistakes = list[Diagnostic]


def read_domain(root: Node, name: str, mistakes: Mistakes) -> Domain | None:
    """The domain, or None and what is wrong with it. name: what it is called (the file's own name)."""
    before = len(mistakes)
    spaces = root.each("utility_space") or [root]
    nodes = issue_nodes(spaces[0])
    if not nodes:
        mistakes.append(spaces[0].says("the domain has no issue", "expected <objective> with <issue> elements"))
    if len(nodes) > ISSUES_MAX:
        mistakes.append(root.says(f"the domain has {len(nodes)} issues", f"expected at most {ISSUES_MAX}"))
        return None
    issues, numbers, names = [], set[int](), set[str]()
    for node in nodes:
        issue = _issue(node, mistakes)
        if issue is None:
            continue
        if issue.number in numbers:
            mistakes.append(node.says(f"issue {issue.number} is there twice", "give each its own index", at="index"))
        if issue.name in names:
            mistakes.append(node.says(f"two issues are called '{issue.name}'", "give each its own name", at="name"))
        numbers.add(issue.number)
        names.add(issue.name)
        issues.append(issue)
    return Domain(name, tuple(issues)) if len(mistakes) == before else None


def issue_nodes(space: Node) -> list[Node]:
    """All issues, also those in objectives within objectives, in the order of the file."""
    return list(space.below("issue", "objective"))


def kind_of(node: Node) -> str:
    """What an issue says it is; GENIUS takes one that says nothing as discrete."""
    return next((node.attributes[key] for key in ("type", "vtype", "etype") if node.attributes.get(key)), "discrete")


def attribute(node: Node, key: str, mistakes: Mistakes) -> str | None:
    """An attribute that must be there."""
    if key not in node.attributes:
        mistakes.append(node.says(f"<{node.tag}> has no {key}", f'expected {key}="…"'))
    return node.attributes.get(key)


def amount(node: Node, key: str, mistakes: Mistakes, least: int | None = None) -> Fraction | None:
    """An attribute that must be a finite number, and not below the least."""
    text = attribute(node, key, mistakes)
    if text is None:
        return None
    try:
        value = number(text)
    except ValueError as fault:
        mistakes.append(node.says(str(fault), "expected a decimal number like 0.25", at=key))
        return None
    if least is not None and value < least:
        mistakes.append(node.says(f"{key} {text.strip()} is below {least}", f"expected {least} or more", at=key))
        return None
    return value


def whole(node: Node, key: str, mistakes: Mistakes) -> int | None:
    """An attribute that must be a whole number."""
    value = amount(node, key, mistakes)
    if value is None:
        return None
    if value.denominator != 1:
        mistakes.append(node.says(f"'{node.attributes[key]}' is no whole number", f"expected {key} like 1", at=key))
        return None
    return value.numerator


def bounds(node: Node, mistakes: Mistakes) -> tuple[int, int] | None:
    """The bounds of an integer issue: its own attributes, or those of a <range> in it."""
    holder = next((child for child in node.each("range") if "lowerbound" in child.attributes), node)
    low, high = whole(holder, "lowerbound", mistakes), whole(holder, "upperbound", mistakes)
    if low is None or high is None:
        return None
    if high < low:
        mistakes.append(holder.says(f"upperbound {high} is below lowerbound {low}", "swap them", at="upperbound"))
        return None
    if high - low >= VALUES_MAX:
        mistakes.append(
            holder.says(f"the issue has {high - low + 1} values", f"expected at most {VALUES_MAX}", at="upperbound")
        )
        return None
    return low, high


def _issue(node: Node, mistakes: Mistakes) -> Issue | None:
    index, name = whole(node, "index", mistakes), attribute(node, "name", mistakes)
    kind = kind_of(node)
    if kind == "integer":
        found = bounds(node, mistakes)
        if index is None or name is None or found is None:
            return None
        return Issue(index, name, "integer", tuple(str(value) for value in range(found[0], found[1] + 1)))
    if kind != "discrete":
        remedy = "make it an integer issue, or a discrete one with the values in question"
        if kind != "real":
            remedy = "expected discrete or integer"
        at = next((key for key in ("type", "vtype", "etype") if key in node.attributes), None)
        mistakes.append(node.says(f"the issue is of the kind '{kind}', which is not read", remedy, at=at))
        return None
    values: dict[str, None] = {}
    for item in node.each("item"):
        value = attribute(item, "value", mistakes)
        if value is not None and value in values:
            mistakes.append(item.says(f"the value '{value}' is there twice", "remove one of them", at="value"))
        elif value is not None:
            values[value] = None
    if not node.each("item"):
        mistakes.append(node.says("the issue has no values", 'expected <item index="1" value="…"/> elements'))
    if len(values) > VALUES_MAX:
        mistakes.append(node.says(f"the issue has {len(values)} values", f"expected at most {VALUES_MAX}"))
    if index is None or name is None or not values:
        return None
    return Issue(index, name, "discrete", tuple(values))
