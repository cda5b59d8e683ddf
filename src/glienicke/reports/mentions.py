"""Names that a language pipeline has marked → people, and a reading that builds on them.

In: spans that are names of persons, each with its form in the nominative. Out: people, one for each, with all their
namings. Counts, dates, reported words and suggestions are then read by the rules, given these people.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dateutil import parser

from glienicke.reports.asks import conditions_of
from glienicke.reports.counts import counts_of
from glienicke.reports.data import Document, Event, Reading, Someone, Span
from glienicke.reports.days import events_of
from glienicke.reports.facts import facts_of
from glienicke.reports.known import Known
from glienicke.reports.reader import guarded
from glienicke.reports.speech import statements_of

CONTENT = ("headline", "body")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s+[^\W\d]+\.?,?\s+\d{4}|[^\W\d]+\.?\s+\d{1,2},?\s+\d{4}")


@dataclass(slots=True)
class _Cluster:
    """One person in the making. words: of the fullest name, folded."""

    name: str
    words: list[str]
    spans: list[Span] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def in_content(document: Document, span: Span) -> bool:
    """Whether a span stands in the content: no caption, byline or box."""
    return any(b.span[0] <= span[0] and span[1] <= b.span[1] for b in document.blocks if b.role in CONTENT)


def gathered(document: Document, namings: Iterable[tuple[Span, str]]) -> tuple[Someone, ...]:
    """The people whom the namings mean.

    namings: (where, the name in the nominative). Full names that share first and last word are one person. A single
    word is whoever of that surname, else of that first name, was named in full; with several such the last one named
    before it, with a doubt; with none a person known by one word.
    """
    found = sorted((span, name.split()) for span, name in namings if name.strip() and in_content(document, span))
    clusters: list[_Cluster] = []
    for span, words in found:
        if len(words) > 1:
            _full(clusters, words).spans.append(span)
    for span, words in found:
        if len(words) == 1:
            _single(clusters, span, words[0]).spans.append(span)
    return tuple(_someone(document, cluster) for cluster in sorted(clusters, key=lambda one: min(one.spans)))


def _full(clusters: list[_Cluster], words: list[str]) -> _Cluster:
    folded = [word.casefold() for word in words]
    for cluster in clusters:
        if (cluster.words[0], cluster.words[-1]) == (folded[0], folded[-1]):
            if len(folded) > len(cluster.words):
                cluster.name, cluster.words = " ".join(words), folded
            return cluster
    clusters.append(_Cluster(" ".join(words), folded))
    return clusters[-1]


def _single(clusters: list[_Cluster], span: Span, word: str) -> _Cluster:
    folded = word.casefold()
    fit = [c for c in clusters if len(c.words) > 1 and c.words[-1] == folded]
    fit = fit or [c for c in clusters if len(c.words) > 1 and c.words[0] == folded]
    if not fit:
        fit = [c for c in clusters if c.words == [folded]]
    if not fit:
        clusters.append(_Cluster(word, [folded]))
        return clusters[-1]
    if len(fit) > 1:
        fit.sort(key=lambda one: max((s for s in one.spans if s < span), default=(-1, -1)))
        others = ", ".join(sorted(c.name for c in fit[:-1]))
        fit[-1].doubts.append(f"'{word}' may also be {others}")
    return fit[-1]


def _someone(document: Document, cluster: _Cluster) -> Someone:
    spans = tuple(sorted(cluster.spans))
    spellings = tuple(dict.fromkeys(document.quote(span) for span in spans))
    return Someone(cluster.name, spellings, spans, doubts=tuple(dict.fromkeys(cluster.doubts)))


def with_dates(document: Document, marked: Iterable[Span]) -> tuple[Event, ...]:
    """The dated events of the rules, and besides the spans that a pipeline marked and that name a day in full."""
    events = list(events_of(document))
    for span in marked:
        day = day_of(document.quote(span))
        overlaps = any(event.span[0] < span[1] and span[0] < event.span[1] for event in events)
        if day is not None and not overlaps and in_content(document, span):
            clause = _line(document, span)
            events.append(Event(day.isoformat(), document.quote(clause), span, clause))
    return tuple(sorted(events, key=lambda event: event.span))


def day_of(words: str) -> dt.date | None:
    """The day that words name with year, month and day, by python-dateutil; None for anything less."""
    if not _DAY.fullmatch(words.strip()):
        return None
    try:
        found = [parser.parse(words, default=dt.datetime(*parts)).date() for parts in ((2000, 1, 1), (2001, 2, 2))]
    except (ValueError, OverflowError):
        return None
    return found[0] if found[0] == found[1] else None


def _line(document: Document, span: Span) -> Span:
    """The paragraph around a span."""
    return next(b.span for b in document.blocks if b.span[0] <= span[0] and span[1] <= b.span[1])


def reading_with(document: Document, known: Known, people: Sequence[Someone], events: Sequence[Event]) -> Reading:
    """A reading with these people and dates; all else by the rules."""
    someone = tuple(people)
    statements = statements_of(document, someone, known)
    return guarded(
        Reading(
            document,
            someone,
            counts_of(document),
            tuple(events),
            statements,
            (*facts_of(document, someone, statements, known), *conditions_of(document, someone, statements, known)),
        )
    )
