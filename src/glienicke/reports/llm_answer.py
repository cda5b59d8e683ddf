"""What a model of a provider answers, and what of it remains: what stands in the document, letter by letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel, Field

from glienicke.language.mistake import Mistake
from glienicke.language.parse import parse_sentence
from glienicke.reports.counts import counts_of
from glienicke.reports.data import Counted, Document, Event, Reading, Reported, Someone, Span, Suggestion
from glienicke.reports.days import events_of
from glienicke.reports.reader import guarded

CONTENT = ("headline", "body")

NOT_THERE = "a quote of the model that is not in the document"
NO_SUCH_NUMBER = "a number of the model that the words do not give"
NO_SUCH_DATE = "a date of the model that the words do not give"
NO_SUBJECT = "a suggestion of the model about somebody who is not named in the document"
NO_SENTENCE = "a condition of the model that is no sentence of the condition language"


class PersonFound(BaseModel):
    """A person as the model reports them."""

    name: str
    spellings: list[str] = Field(default_factory=list)


class CountFound(BaseModel):
    """A count as the model reports it."""

    value: int
    what: str
    quote: str


class EventFound(BaseModel):
    """A date as the model reports it."""

    date: str | None = None
    quote: str


class StatementFound(BaseModel):
    """Reported words as the model reports them."""

    chain: list[str] = Field(default_factory=list)
    quote: str
    direct: bool = False


class SuggestionFound(BaseModel):
    """A fact as the model reports it."""

    subject: str
    property: str
    value: str
    quote: str
    since: str | None = None
    chain: list[str] = Field(default_factory=list)


class Found(BaseModel):
    """What a model answers."""

    people: list[PersonFound] = Field(default_factory=list)
    counts: list[CountFound] = Field(default_factory=list)
    events: list[EventFound] = Field(default_factory=list)
    statements: list[StatementFound] = Field(default_factory=list)
    suggestions: list[SuggestionFound] = Field(default_factory=list)


def checked(document: Document, found: Found) -> Reading:
    """The reading that remains of a model's answer: what stands in the content of the document."""
    check = _Check(document)
    people = tuple(one for person in found.people if (one := check.person(person)) is not None)
    reading = Reading(
        document,
        people,
        tuple(check.counts(found.counts)),
        tuple(check.events(found.events)),
        tuple(check.statements(found.statements)),
        tuple(check.suggestions(found.suggestions, people)),
        {why: number for why, number in check.dropped.items() if number},
    )
    return guarded(reading)


class _Check:
    """Looks a model's words up in a document; each quote is found behind the last one of its kind, else anywhere."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.blocks = [block.span for block in document.blocks if block.role in CONTENT]
        self.dropped: Counter[str] = Counter()
        self._last: dict[tuple[str, str], int] = {}

    def person(self, person: PersonFound) -> Someone | None:
        """A person with all places of the spellings that stand in the document as whole words."""
        spellings = [s for s in dict.fromkeys((person.name, *person.spellings)) if list(self._all(s))]
        self.dropped[NOT_THERE] += sum(not list(self._all(s)) for s in dict.fromkeys(person.spellings))
        if not spellings:
            self.dropped[NOT_THERE] += not person.spellings
            return None
        spans: list[Span] = []
        for spelling in sorted(spellings, key=len, reverse=True):
            spans += [s for s in self._all(spelling) if not any(a < s[1] and s[0] < b for a, b in spans)]
        shown = tuple(dict.fromkeys(self.document.quote(span) for span in sorted(spans)))
        name = person.name if person.name in shown else max(shown, key=len)
        return Someone(name, shown, tuple(sorted(spans)))

    def counts(self, found: list[CountFound]) -> Iterator[Counted]:
        """Counts whose words give the number, as the rules read numbers."""
        read = counts_of(self.document)
        for one in found:
            span = self._found("count", one.quote)
            if span is None:
                continue
            same = [c for c in read if c.span[0] < span[1] and span[0] < c.span[1] and c.value == one.value]
            if same or re.search(rf"(?<![\d.,]){one.value}(?![\d.,]*\d)", one.quote):
                yield Counted(one.value, one.what, span)
            else:
                self.dropped[NO_SUCH_NUMBER] += 1

    def events(self, found: list[EventFound]) -> Iterator[Event]:
        """Dates as the rules read them; the model says only where one stands."""
        read = events_of(self.document)
        for one in found:
            span = self._found("event", one.quote)
            if span is None:
                continue
            same = next((e for e in read if e.span[0] < span[1] and span[0] < e.span[1]), None)
            if same is not None and one.date in (None, same.date):
                yield Event(one.date, same.what, span, same.clause)
            else:
                self.dropped[NO_SUCH_DATE] += 1

    def statements(self, found: list[StatementFound]) -> Iterator[Reported]:
        """Reported words whose speakers are named in the document."""
        for one in found:
            span = self._found("statement", one.quote)
            if span is None:
                continue
            chain = tuple(name for name in one.chain if self._named(name))
            self.dropped[NOT_THERE] += len(one.chain) - len(chain)
            if len(chain) == len(one.chain):
                yield Reported(chain[-1] if chain else None, chain, one.quote, span, direct=one.direct)

    def suggestions(self, found: list[SuggestionFound], people: tuple[Someone, ...]) -> Iterator[Suggestion]:
        """Facts about people who are named, and conditions that can be read."""
        named = {spelling: one.name for one in people for spelling in (one.name, *one.spellings)}
        for one in found:
            span = self._found("suggestion", one.quote)
            if span is None:
                continue
            condition = one.property == "condition"
            if not condition and one.subject not in named:
                self.dropped[NO_SUBJECT] += 1
            elif condition and isinstance(parse_sentence(one.value), Mistake):
                self.dropped[NO_SENTENCE] += 1
            else:
                chain = tuple(name for name in one.chain if self._named(name))
                subject = one.subject if condition else named[one.subject]
                why = "found by a model; read the words before you accept it"
                yield Suggestion(subject, one.property, one.value, one.quote, span, chain, self._since(one, span), why)

    def _since(self, one: SuggestionFound, span: Span) -> str | None:
        """The day only where the rules read it in the quote."""
        dates = {e.date for e in events_of(self.document) if span[0] <= e.span[0] and e.span[1] <= span[1]}
        if one.since is not None and one.since not in dates:
            self.dropped[NO_SUCH_DATE] += 1
            return None
        return one.since

    def _named(self, name: str) -> bool:
        return any(name.casefold() in self.document.quote(block).casefold() for block in self.blocks) and bool(name)

    def _found(self, kind: str, quote: str) -> Span | None:
        """The next place of a quote; one that is given twice is looked for further on."""
        places = list(self._all(quote, words=False))
        if not places:
            self.dropped[NOT_THERE] += 1
            return None
        number = self._last.get((kind, quote), -1) + 1
        self._last[kind, quote] = min(number, len(places) - 1)
        return places[self._last[kind, quote]]

    def _all(self, text: str, *, words: bool = True) -> Iterator[Span]:
        if not text.strip():
            return
        pattern = rf"(?<!\w){re.escape(text)}(?!\w)" if words else re.escape(text)
        for start, end in self.blocks:
            for match in re.finditer(pattern, self.document.text[start:end]):
                yield start + match.start(), start + match.end()
