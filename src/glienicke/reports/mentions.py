"""Names that a language pipeline has marked → people, and a reading that builds on them.

In: spans that are names of persons, each with its form in the nominative. Out: people, one for each, with all their
namings. Counts, dates, reported words and suggestions are then read by the rules, given these people.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dateutil import parser

from glienicke.reports.asks import conditions_of
from glienicke.reports.counts import counts_of
from glienicke.reports.data import Document, Event, Reading, Someone, Span
from glienicke.reports.days import events_of
from glienicke.reports.facts import facts_of
from glienicke.reports.known import Known
from glienicke.reports.reader import guarded
from glienicke.reports.rules import LANGUAGES
from glienicke.reports.speech import statements_of

CONTENT = ("headline", "body")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}\.?\s+[^\W\d]+\.?,?\s+\d{4}|[^\W\d]+\.?\s+\d{1,2},?\s+\d{4}")


_ENDINGS = sorted(
    ("ого", "ому", "ыми", "ими", "ой", "ым", "им", "ом", "ем", "ей", "ую", "ая", "ых", "их", "ий", "ый", *"аяуюеыийь"),
    key=len,
    reverse=True,
)
_STEM_MIN = 3
_PATRONYMIC = re.compile(r"\w+(?:вич|вн|ичн)", re.IGNORECASE)


@dataclass(slots=True)
class _Cluster:
    """One person in the making. names: every full form, in the nominative. stems: of the fullest name's words."""

    names: list[str]
    stems: list[str]
    spans: list[Span] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def in_content(document: Document, span: Span) -> bool:
    """Whether a span stands in the content: no caption, byline or box."""
    return any(b.span[0] <= span[0] and span[1] <= b.span[1] for b in document.blocks if b.role in CONTENT)


def gathered(document: Document, namings: Iterable[tuple[Span, str]]) -> tuple[Someone, ...]:
    """The people whom the namings mean.

    namings: (where, the name in the nominative). Full names that share first and last word are one person. A single
    word is whoever of that surname, else of that first name, was named in full; with several such the last one named
    before it, with a doubt; with none a person known by one word. Russian words are compared without their endings,
    since a pipeline may not tell whose nominative it has before it: `Белозёрова` may be a woman's name or a man's.
    """
    found = sorted((span, name.split()) for span, name in namings if name.strip() and in_content(document, span))
    clusters: list[_Cluster] = []
    short = []
    for span, words in found:
        if len(words) > 1 and not _polite(words):
            _full(clusters, words).spans.append(span)
        else:
            short.append((span, words))
    for span, words in short:
        # Timur Rashidovich is a first name and a patronymic where a Timur has a surname, else somebody's whole name.
        alone = len(words) == 1 or any(
            c.stems[0] == stem(words[0]) and c.stems[-1] != stem(words[-1]) for c in clusters
        )
        (_single(clusters, span, words[0]) if alone else _full(clusters, words)).spans.append(span)
    return tuple(_someone(document, cluster) for cluster in sorted(clusters, key=lambda one: min(one.spans)))


def stem(word: str) -> str:
    """A word without what inflection changes: of Cyrillic words one ending, ё as е; of others nothing but case."""
    folded = word.casefold().replace("ё", "е")
    if not re.search("[а-я]", folded):
        return folded
    ending = next((e for e in _ENDINGS if folded.endswith(e) and len(folded) - len(e) >= _STEM_MIN), "")
    return folded.removesuffix(ending)


def _own(words: list[str]) -> list[str]:
    """The words of a name without a patronymic between first name and surname."""
    return (
        words if len(words) < 3 else [w for i, w in enumerate(words) if not (i > 0 and _PATRONYMIC.fullmatch(stem(w)))]
    )


def _polite(words: list[str]) -> bool:
    """Whether a name may be a first name and a patronymic."""
    return len(words) == 2 and _PATRONYMIC.fullmatch(stem(words[1])) is not None


def _full(clusters: list[_Cluster], words: list[str]) -> _Cluster:
    stems = [stem(word) for word in _own(words)]
    for cluster in clusters:
        if (cluster.stems[0], cluster.stems[-1]) == (stems[0], stems[-1]):
            cluster.names.append(" ".join(words))
            return cluster
    clusters.append(_Cluster([" ".join(words)], stems))
    return clusters[-1]


def _single(clusters: list[_Cluster], span: Span, word: str) -> _Cluster:
    folded = stem(word)
    fit = [c for c in clusters if len(c.stems) > 1 and c.stems[-1] == folded]
    fit = fit or [c for c in clusters if len(c.stems) > 1 and c.stems[0] == folded]
    if not fit:
        fit = [c for c in clusters if c.stems == [folded]]
    if not fit:
        clusters.append(_Cluster([word], [folded]))
        return clusters[-1]
    if len(fit) > 1:
        fit.sort(key=lambda one: max((s for s in one.spans if s < span), default=(-1, -1)))
        others = ", ".join(sorted(c.names[0] for c in fit[:-1]))
        fit[-1].doubts.append(f"'{word}' may also be {others}")
    return fit[-1]


def _someone(document: Document, cluster: _Cluster) -> Someone:
    spans = tuple(sorted(cluster.spans))
    spellings = tuple(dict.fromkeys(document.quote(span) for span in spans))
    # A form that stands in the text is surer than one that was made of another.
    seen = [name for name in cluster.names if name in spellings]
    name = max(seen or cluster.names, key=lambda name: len(name.split()))
    return Someone(name, spellings, spans, doubts=tuple(dict.fromkeys(cluster.doubts)))


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
    """A reading with these people and dates; all else by the rules, in the languages that they read.

    Whoever bears a name that the case records carries the id of that person of the case.
    """
    someone = tuple(replace(one, person=one.person or known.person_named((one.name, *one.spellings))) for one in people)
    if document.language not in LANGUAGES:
        why = f"all but people and days: the rules do not read this language ({document.language})"
        return guarded(Reading(document, someone, events=tuple(events), thrown_away={why: 1}))
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
