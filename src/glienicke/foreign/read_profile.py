"""A GENIUS utility profile from its XML: linear-additive, or a sum of boxes (GENIUS: hyperrectangles)."""

from __future__ import annotations

from fractions import Fraction

from glienicke.foreign.numbers import decimal
from glienicke.foreign.read import Mistakes, amount, attribute, bounds, issue_nodes, kind_of, whole
from glienicke.foreign.scenario import Additive, Box, Boxes, Domain, Issue, Line, Profile
from glienicke.foreign.tree import Node
from glienicke.ground.diagnostic import nearest

CLOSE = Fraction(1, 1_000_000)
"""Weights whose sum is so near to 1 are said to sum to 1: GENIUS writes rounded numbers."""

SEARCHED_MAX = 1_000
"""Among so many values the one probably meant is sought."""

BOXES_EXPECTED = 'expected <hyperRectangle utility="…"> with <INCLUDES index="…" min="…" max="…"/> elements'


def read_profile(root: Node, name: str, domain: Domain, mistakes: Mistakes) -> Profile | None:
    """The profile, or None and what is wrong with it; warnings do not hinder it."""
    found: Mistakes = []
    reservation = _setting(root, "reservation", Fraction(0), found)
    discount = _setting(root, "discount_factor", Fraction(1), found)
    if discount is not None and not 0 <= discount <= 1:
        node = root.each("discount_factor")[0]
        found.append(node.says("the discount factor is not between 0 and 1", "expected 1 for none", at="value"))
    tables = [node for objective in root.each("objective") for node in objective.each("utility", "utility_function")]
    worth = _boxes(tables, domain, found) if tables else _additive(root, domain, found)
    mistakes += found
    if worth is None or reservation is None or discount is None or any(d.severity == "error" for d in found):
        return None
    return Profile(name, worth, reservation, discount)


def _setting(root: Node, tag: str, default: Fraction, mistakes: Mistakes) -> Fraction | None:
    nodes = root.each(tag)
    if len(nodes) > 1:
        mistakes.append(nodes[1].says(f"a second <{tag}>", "remove one of them"))
    return amount(nodes[0], "value", mistakes) if nodes else default


# ------------------------------------------------------------------- linear-additive


def _additive(root: Node, domain: Domain, mistakes: Mistakes) -> Additive | None:
    nodes = _by_issue(root, domain, mistakes)
    weights = _weights(root, domain, mistakes)
    evaluations: list[tuple[Fraction, ...] | Line | None] = []
    for issue in domain.issues:
        node = nodes.get(issue.number)
        if node is None:
            mistakes.append(root.says(f"issue {issue.number} ('{issue.name}') of the domain has no evaluations here"))
        elif issue.kind == "integer":
            evaluations.append(_line(node, issue, mistakes))
        else:
            evaluations.append(_evaluations(node, issue, mistakes))
        if node is not None and issue.number not in weights:
            mistakes.append(
                node.says(
                    f"issue {issue.number} ('{issue.name}') has no weight",
                    f'expected <weight index="{issue.number}" value="…"/> beside it; 0 if it does not matter',
                )
            )
    whole_worth = [each for each in evaluations if each is not None]
    given = [weights.get(issue.number) for issue in domain.issues]
    known = [weight for weight in given if weight is not None]
    if len(whole_worth) < len(domain.issues) or len(known) < len(domain.issues):
        return None
    _look_at_sum(root, sum(known, Fraction(0)), mistakes)
    return Additive(tuple(known), tuple(whole_worth))


def _by_issue(root: Node, domain: Domain, mistakes: Mistakes) -> dict[int, Node]:
    """The profile's issues by number, each the domain's issue of this number, as GENIUS matches them."""
    issues = {issue.number: issue for issue in domain.issues}
    found: dict[int, Node] = {}
    for node in issue_nodes(root):
        index = whole(node, "index", mistakes)
        if index is None:
            continue
        name = node.attributes.get("name")
        if index not in issues:
            like = nearest(name or "", [issue.name for issue in domain.issues])
            mistakes.append(
                node.says(f"the domain has no issue {index}", "remove it, or give its index", at="index", nearest=like)
            )
        elif index in found:
            mistakes.append(node.says(f"issue {index} is there twice", "remove one of them", at="index"))
        elif name is not None and name != issues[index].name:
            mistakes.append(
                node.says(
                    f"issue {index} is called '{issues[index].name}' in the domain, not '{name}'",
                    "give it the domain's name, or the index of the issue meant",
                    at="name",
                )
            )
        elif kind_of(node) != issues[index].kind:
            mistakes.append(
                node.says(f"issue {index} is {issues[index].kind} in the domain, {kind_of(node)} here", at="type")
            )
        else:
            found[index] = node
    return found


def _weights(root: Node, domain: Domain, mistakes: Mistakes) -> dict[int, Fraction]:
    """Weights by issue number. Those of objectives are passed over, as GENIUS does."""
    issues = {issue.number for issue in domain.issues}
    objectives = {node.attributes.get("index") for node in root.below("objective", "objective")}
    objectives |= {n.attributes.get("index") for o in root.each("objective") for n in o.below("objective", "objective")}
    found: dict[int, Fraction] = {}
    seen: set[int] = set()
    for node in root.below("weight", "objective"):
        index, value = whole(node, "index", mistakes), amount(node, "value", mistakes, least=0)
        if index is None or (index not in issues and str(index) in objectives):
            continue
        if index not in issues:
            mistakes.append(node.says(f"a weight for issue {index}, which the domain does not have", at="index"))
        elif index in seen:
            mistakes.append(node.says(f"a second weight for issue {index}", "remove one of them", at="index"))
        elif value is not None:
            found[index] = value
        else:
            found[index] = Fraction(0)  # the mistake is said; not also that there is none
        seen.add(index)
    return found


def _look_at_sum(root: Node, total: Fraction, mistakes: Mistakes) -> None:
    if abs(total - 1) <= CLOSE:
        return
    text = decimal(total)
    if len(text) > 12:
        text = f"{float(total):.6g}"
    more = "; where the sum passes 1 GENIUS shows 1, which is not done here" if total > 1 else ""
    mistakes.append(
        root.says(f"the weights sum to {text}, not to 1; they count as they stand{more}", severity="warning")
    )


def _evaluations(node: Node, issue: Issue, mistakes: Mistakes) -> tuple[Fraction, ...] | None:
    given: dict[str, Fraction | None] = {}
    known = set(issue.values)
    for item in node.each("item"):
        value = attribute(item, "value", mistakes)
        if value is None:
            continue
        if value not in known:
            like = _like(value, issue)
            message = f"issue {issue.number} has no value '{value}' in the domain"
            mistakes.append(item.says(message, "remove it, or add it to the domain", at="value", nearest=like))
        elif value in given:
            mistakes.append(item.says(f"the value '{value}' is there twice", "remove one of them", at="value"))
        else:
            given[value] = amount(item, "evaluation", mistakes, least=0)
    missing = [value for value in issue.values if value not in given]
    if missing:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        mistakes.append(
            node.says(f"no evaluation of '{missing[0]}'{more}", 'expected <item value="…" evaluation="…"/> for each')
        )
        return None
    found = tuple(worth for value in issue.values if (worth := given[value]) is not None)
    return found if len(found) == len(issue.values) else None


def _like(value: str, issue: Issue) -> str | None:
    """The value probably meant; not sought among very many."""
    return nearest(value, issue.values) if len(issue.values) <= SEARCHED_MAX else None


def _line(node: Node, issue: Issue, mistakes: Mistakes) -> Line | None:
    if any("lowerbound" in n.attributes or "upperbound" in n.attributes for n in (node, *node.each("range"))):
        own = bounds(node, mistakes)
        if own is None:
            return None
        if (str(own[0]), str(own[1])) != (issue.values[0], issue.values[-1]):
            mistakes.append(
                node.says(
                    f"issue {issue.number} goes from {issue.values[0]} to {issue.values[-1]} in the domain, "
                    f"from {own[0]} to {own[1]} here",
                    "give both the same bounds",
                )
            )
            return None
    evaluators = node.each("evaluator")
    if len(evaluators) != 1:
        mistakes.append(
            node.says(
                f"issue {issue.number} has {len(evaluators) or 'no'} evaluators",
                'expected one <evaluator ftype="linear" offset="…" slope="…"/>',
            )
        )
        return None
    [evaluator] = evaluators
    if evaluator.attributes.get("ftype", "linear") != "linear":
        kind = evaluator.attributes["ftype"]
        mistakes.append(
            evaluator.says(f"an evaluator of the kind '{kind}' is not read", "make the issue discrete", at="ftype")
        )
        return None
    offset, slope = amount(evaluator, "offset", mistakes), amount(evaluator, "slope", mistakes)
    return Line(offset, slope) if offset is not None and slope is not None else None


# ------------------------------------------------------------------------------ boxes


def _boxes(tables: list[Node], domain: Domain, mistakes: Mistakes) -> Boxes | None:
    if len(tables) > 1:
        mistakes.append(tables[1].says(f"a second <{tables[1].tag}>", "remove one of them"))
    [table] = tables[:1]
    highest = amount(table, "maxutility", mistakes)
    if highest is not None and highest <= 0:
        mistakes.append(table.says("maxutility is not above 0", "expected the largest sum there is", at="maxutility"))
    functions = table.each("ufun")
    if len(functions) != 1:
        mistakes.append(table.says(f"<{table.tag}> has {len(functions) or 'no'} <ufun>", "expected one"))
        return None
    [function] = functions
    if function.attributes.get("type", "PlainUfun") != "PlainUfun":
        mistakes.append(function.says(f"a <ufun> of the type '{function.attributes['type']}' is not read", at="type"))
    if function.attributes.get("aggregation", "sum").casefold() != "sum":
        kind = function.attributes["aggregation"]
        mistakes.append(
            function.says(
                f"the aggregation '{kind}' is not read", "write the utilities as a sum of boxes", at="aggregation"
            )
        )
    weight = amount(function, "weight", mistakes) if "weight" in function.attributes else Fraction(1)
    found = []
    for node in function.children:
        if node.tag == "hyperRectangle":
            found.append(_box(node, weight or Fraction(0), domain, mistakes))
        else:
            mistakes.append(node.says(f"<{node.tag}> within <ufun> is not read", BOXES_EXPECTED))
    if highest is None or highest <= 0 or weight is None:
        return None
    return Boxes(highest, tuple(box for box in found if box is not None))


def _box(node: Node, weight: Fraction, domain: Domain, mistakes: Mistakes) -> Box | None:
    utility = amount(node, "utility", mistakes)
    own = amount(node, "weight", mistakes) if "weight" in node.attributes else Fraction(1)
    places = {issue.number: i for i, issue in enumerate(domain.issues)}
    limits: dict[int, tuple[int, int]] = {}
    for child in node.children:
        if child.tag != "INCLUDES":
            mistakes.append(child.says(f"<{child.tag}> within <hyperRectangle> is not read", BOXES_EXPECTED))
            continue
        index = whole(child, "index", mistakes)
        if index is None:
            continue
        if index not in places:
            mistakes.append(child.says(f"the domain has no issue {index}", at="index"))
            continue
        limit = _bound(child, domain.issues[places[index]], mistakes)
        if index in limits:
            mistakes.append(child.says(f"issue {index} is bounded twice in one box", "write one bound", at="index"))
        elif limit is not None:
            limits[index] = limit
    if utility is None or own is None:
        return None
    if any(first > last for first, last in limits.values()):
        mistakes.append(node.says("no outcome lies in this box; it is left out", severity="warning"))
        return None
    return Box(utility * own * weight, tuple((places[i], *limit) for i, limit in sorted(limits.items())))


def _bound(node: Node, issue: Issue, mistakes: Mistakes) -> tuple[int, int] | None:
    """First and last value (from 0) of an issue that a box takes in; the first past the last: none of the domain's."""
    if issue.kind == "discrete":
        value = node.attributes.get("value")
        if value is None:
            message = f"issue {issue.number} is discrete: it is bounded to one value by its name"
            mistakes.append(node.says(message, 'expected value="…" in place of min and max'))
            return None
        if value not in issue.values:
            message = f"issue {issue.number} has no value '{value}' in the domain"
            mistakes.append(node.says(message, at="value", nearest=_like(value, issue)))
            return None
        at = issue.values.index(value)
        return at, at
    low, high = whole(node, "min", mistakes), whole(node, "max", mistakes)
    if low is None or high is None:
        return None
    if high < low:
        mistakes.append(node.says(f"max {high} is below min {low}", "swap them", at="max"))
        return None
    start = int(issue.values[0])
    return max(low - start, 0), min(high - start, len(issue.values) - 1)
