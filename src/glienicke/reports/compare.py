"""Two or more reports of one event side by side: what they agree on, where they differ, what only one has.

Nothing is decided: where reports differ, each value stands with who has it and its words. People are matched over their
spellings; counts by what they count; facts by person and property; dates by the words around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from glienicke.reports.alike import perhaps_same, same_person, stem_words
from glienicke.reports.compared import Compared, Said, Verdict
from glienicke.reports.compared_counts import counts_beside
from glienicke.reports.data import Event, Reading, Reported, Someone
from glienicke.reports.sums import sums_of

ALIKE = 70
"""So alike, of 100, are the words of two statements by one speaker that are one statement (token set ratio)."""


def compare(readings: Sequence[Reading]) -> tuple[Compared, ...]:
    """All that can be set side by side, people first; the sums of each report, also if there is only one report."""
    result: list[Compared] = []
    if len(readings) > 1:
        people = _grouped_people(readings)
        result += _people(readings, people)
        result += _facts(readings, people)
        result += counts_beside(readings)
        result += _events(readings)
        result += _statements(readings, people)
    return (*result, *_sums(readings))


def _verdict(said: Sequence[Said], readings: Sequence[Reading]) -> Verdict:
    if len({one.document for one in said}) == 1 and len(readings) > 1:
        return "only"
    return "agreed" if len({one.value.casefold() for one in said}) == 1 else "differing"


# ---------------------------------------------------------------------- people

Group = list[tuple[int, Someone]]


def _grouped_people(readings: Sequence[Reading]) -> list[Group]:
    """The people of all reports, each with the reports that name them."""
    groups: list[Group] = []
    for number, reading in enumerate(readings):
        for someone in reading.people:
            near = [
                g for g in groups if all(n != number for n, _ in g) and any(same_person(someone, one) for _, one in g)
            ]
            if len(near) == 1:
                near[0].append((number, someone))
            else:  # nobody, or several who may be meant: then nobody is
                groups.append([(number, someone)])
    return groups


def _called(group: Group) -> str:
    return max((one.name for _, one in group), key=lambda name: (len(name.split()), len(name)))


def _people(readings: Sequence[Reading], groups: Sequence[Group]) -> Iterator[Compared]:
    for group in groups:
        said = tuple(
            Said(readings[n].document.name, one.name, readings[n].document.quote(one.spans[0]), one.spans[0])
            for n, one in group
        )
        names = list(dict.fromkeys(one.name for _, one in group))
        verdict: Verdict = "only" if len(group) == 1 else "agreed"
        note = "spelt " + ", ".join(names) if len(names) > 1 else _perhaps(group, groups)
        yield Compared("person", _called(group), verdict, said, note)


def _perhaps(group: Group, groups: Sequence[Group]) -> str:
    """Who in other reports may be the same person, though the given names differ."""
    here = {number for number, _ in group}
    maybe = [
        _called(other)
        for other in groups
        if not here & {number for number, _ in other} and any(perhaps_same(a, b) for _, a in group for _, b in other)
    ]
    return f"perhaps {' or '.join(maybe)}" if maybe else ""


def _who(groups: Sequence[Group], number: int, name: str) -> str:
    """The name that all reports' readings share for whom one report calls `name`."""
    for group in groups:
        if any(n == number and (name == one.person or name == one.name or name in one.spellings) for n, one in group):
            return _called(group)
    return name


# ----------------------------------------------------------------------- facts


def _facts(readings: Sequence[Reading], groups: Sequence[Group]) -> Iterator[Compared]:
    told: dict[tuple[str, str], list[Said]] = {}
    for number, reading in enumerate(readings):
        for one in reading.suggestions:
            said = Said(reading.document.name, one.value, one.quote, one.span)
            row = told.setdefault((_who(groups, number, one.subject), one.property), [])
            if all((other.document, other.value) != (said.document, said.value) for other in row):
                row.append(said)
    for (who, what), row in told.items():
        yield Compared("fact", f"{who}: {what}", _fact_verdict(what, row, readings), tuple(row))


def _fact_verdict(what: str, said: Sequence[Said], readings: Sequence[Reading]) -> Verdict:
    """Of what a person can have several, such as citizenships, reports agree if they share one."""
    verdict = _verdict(said, readings)
    if verdict == "differing" and what in ("citizen_of", "charge", "condition"):
        by = [{one.value.casefold() for one in said if one.document == r.document.name} for r in readings]
        if set.intersection(*(values for values in by if values)):
            return "agreed"
    return verdict


# ---------------------------------------------------------------------- events


def _events(readings: Sequence[Reading]) -> Iterator[Compared]:
    """Dated events that share most of their words in two reports, or a date; then those that one report alone has."""
    taken: set[tuple[int, int]] = set()
    flat = [(n, m, event) for n, reading in enumerate(readings) for m, event in enumerate(reading.events) if event.date]
    for n, m, event in flat:
        if (n, m) in taken:
            continue
        row = [(n, m, event)]
        for n2, m2, other in flat:
            if (
                n2 not in {one[0] for one in row}
                and n2 > n
                and (n2, m2) not in taken
                and _one_event(readings, (n, event), (n2, other))
            ):
                row.append((n2, m2, other))
        taken.update((a, b) for a, b, _ in row)
        said = tuple(Said(readings[a].document.name, str(e.date), e.what, e.clause) for a, _, e in row)
        about = event.what if len(event.what) <= 100 else f"{event.what[:99]}…"
        yield Compared("event", about, _verdict(said, readings), said)


def _one_event(readings: Sequence[Reading], one: tuple[int, Event], other: tuple[int, Event]) -> bool:
    first, second = (stem_words(event.what, readings[n].document.language) for n, event in (one, other))
    both = len(first & second) / max(1, min(len(first), len(second)))
    return both >= (0.34 if one[1].date == other[1].date else 0.6) and len(first & second) >= 2


# ------------------------------------------------------------ statements, sums


def _statements(readings: Sequence[Reading], groups: Sequence[Group]) -> Iterator[Compared]:
    told: list[tuple[str, list[tuple[int, Reported]]]] = []
    for number, reading in enumerate(readings):
        for one in reading.statements:
            who = _who(groups, number, one.speaker or "nobody named")
            row = next((r for w, r in told if w == who and _same_words(number, one, r)), None)
            if row is None:
                told.append((who, [(number, one)]))
            else:
                row.append((number, one))
    for who, row in told:
        said = tuple(Said(readings[n].document.name, one.text, one.text, one.span) for n, one in row)
        yield Compared("statement", who, "agreed" if len(row) > 1 else "only", said)


def _same_words(number: int, one: Reported, row: Sequence[tuple[int, Reported]]) -> bool:
    return all(n != number for n, _ in row) and any(
        fuzz.token_set_ratio(one.text, other.text) >= ALIKE for _, other in row
    )


def _sums(readings: Sequence[Reading]) -> Iterator[Compared]:
    for reading in readings:
        for total in sums_of(reading):
            counts = reading.counts
            verdict: Verdict = "closes" if total.rest == 0 else "unaccounted" if total.rest > 0 else "too many"
            said = tuple(
                Said(
                    reading.document.name,
                    f"{counts[n].value} {counts[n].what}",
                    reading.document.quote(counts[n].span),
                    counts[n].span,
                )
                for n in (total.whole, *total.parts)
            )
            yield Compared(
                "sum", f"{counts[total.whole].value} {counts[total.whole].what}", verdict, said, total.in_words(counts)
            )
