"""Small random scenarios, rich in ties."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from glienicke.foreign import Additive, Box, Boxes, Domain, Issue, Line, Profile, Scenario, load

COARSE = st.integers(0, 4).map(Fraction)
FINE = st.integers(0, 10**30).map(lambda n: Fraction(n, 10**30))
SIGNED = st.integers(-6, 6).map(lambda n: Fraction(n, 4))


def loaded(*paths, **more) -> Any:
    """The scenario in these files, which must be one."""
    found = load(*paths, **more)
    assert found.scenario is not None, found.diagnostics
    return found.scenario


def utilities(found) -> Any:
    """The points of an answer as utilities, in order."""
    return [point.utilities for point in found.points]


@st.composite
def issues(draw, number):
    if draw(st.booleans()):
        low = draw(st.integers(-3, 3))
        values = tuple(str(low + i) for i in range(draw(st.integers(1, 4))))
        return Issue(number, f"issue {number}", "integer", values)
    return Issue(number, f"issue {number}", "discrete", tuple("abcd"[: draw(st.integers(1, 4))]))


@st.composite
def additive(draw, domain, amounts):
    weights = tuple(draw(amounts) for _ in domain.issues)
    evaluations: list[Any] = []
    for issue in domain.issues:
        if issue.kind == "integer":
            evaluations.append(Line(draw(SIGNED), draw(SIGNED)))
        else:
            evaluations.append(tuple(draw(amounts) for _ in issue.values))
    return Additive(weights, tuple(evaluations))


@st.composite
def boxes(draw, domain):
    made = []
    for _ in range(draw(st.integers(0, 4))):
        bounds = []
        for at, issue in enumerate(domain.issues):
            if draw(st.booleans()):
                first = draw(st.integers(0, len(issue.values) - 1))
                last = draw(st.integers(first, len(issue.values) - 1)) if issue.kind == "integer" else first
                bounds.append((at, first, last))
        made.append(Box(draw(SIGNED), tuple(bounds)))
    return Boxes(draw(st.sampled_from([Fraction(1), Fraction(8), Fraction(5, 2)])), tuple(made))


@st.composite
def scenarios(draw, tables=True):
    domain = Domain("small", tuple(draw(issues(i + 1)) for i in range(draw(st.integers(1, 4)))))
    profiles = []
    for name in "ABCD"[: draw(st.integers(2, 4))]:
        amounts = draw(st.sampled_from([COARSE, COARSE, FINE]))
        worth = draw(st.one_of(additive(domain, amounts), boxes(domain)) if tables else additive(domain, amounts))
        profiles.append(
            Profile(name, worth, draw(st.sampled_from([Fraction(0), Fraction(-3), Fraction(1, 2), Fraction(2)])))
        )
    return Scenario(domain, tuple(profiles), draw(st.sampled_from(["genius", "plain"])))
