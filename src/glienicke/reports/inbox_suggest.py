"""A reading → statements for the inbox of a case, and what of it is held back, with the reason.

Held back: what the case says already, what was suggested or rejected before, what a case cannot hold, and whatever
would name a minor. Nothing that stands in a statement names one: such names are replaced in quotes as well.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from pydantic import ValidationError

from glienicke.case.model import Case, Facts
from glienicke.case.statement import Statement
from glienicke.language.mistake import Mistake, NameUse
from glienicke.language.parse import RESERVED, parse_sentence
from glienicke.language.show import show
from glienicke.reports.data import Document, Reading, Someone, Suggestion
from glienicke.reports.inbox import CONDITION, Inbox, folded, key
from glienicke.reports.inbox_names import called, free_id, party_id, person_id, slug, surname_id
from glienicke.reports.minors import MASK, REMEDY, masked, minors_in

LISTS = frozenset(("citizen_of", "tags", "spellings", "to"))
"""Properties of a person whose value is a list; a suggestion adds one entry."""

PROPERTIES = LISTS | {
    *("held_by", "charge", "sentence", "state", "rank", "born", "consent", "owed", "health", "note", "minors"),
}
"""Properties of a person that a report can fill."""

KNOWN = "the case says so already"
BEFORE = "suggested before"
REJECTED = "rejected before"
NOBODY = "the subject is not clear"
NO_VALUE = "a case cannot hold it"
MINOR = f"it would name a minor; {REMEDY}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from. id: its source in the case. who: who published it. file: its path."""

    id: str
    who: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """Statements to be written into the inbox, and what was held back: why → how many."""

    statements: tuple[Statement, ...]
    held_back: Mapping[str, int]

    @property
    def new(self) -> int:
        """How many suggestions there are among the statements."""
        return sum(not s.subject.startswith("sources/") for s in self.statements)


def sha256(document: Document) -> str:
    """The hash of a document's text, in hexadecimal: spans hold for exactly this text."""
    return hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()


def origin_of(document: Document, case: Case, inbox: Inbox, who: str | None = None, file: str | None = None) -> Origin:
    """A source for the document: the one it had before, else a new id made of its name."""
    digest = sha256(document)
    before = [s for s in inbox.statements if s.property == "sha256" and s.value == digest]
    if before:
        id = before[0].subject.partition("/")[2]
        return Origin(id, inbox.source(id).get("who", document.name), file)
    taken = {
        *case.sources,
        *(s.subject.partition("/")[2] for s in inbox.statements if s.subject.startswith("sources/")),
    }
    return Origin(free_id(slug(PurePath(document.name).stem), taken), who or document.name, file)


def suggested(
    reading: Reading, case: Case, inbox: Inbox, origin: Origin, *, by: str, at: str, confirming: bool = False
) -> Suggested:
    """What a reading suggests for a case.

    by: who lets it be read. at: the instant, ISO 8601. confirming: suggest as well what the case says already, so that
    the document is added to its sources.
    """
    document = reading.document
    born = {s.subject: s.value for s in reading.suggestions if s.property == "born"}
    minors = minors_in(document, reading.people, born)
    made = _Making(reading, case, inbox, origin, tuple(minors), by, at, confirming)
    for suggestion in reading.suggestions:
        made.take(suggestion)
    if not made.found:
        return Suggested((), dict(made.held_back))
    return Suggested((*_of_source(document, origin, made), *made.found), dict(made.held_back))


def _of_source(document: Document, origin: Origin, made: _Making) -> list[Statement]:
    """What is known of the document, unless the case or the inbox knows it."""
    known = made.inbox.source(origin.id)
    digest = sha256(document)
    headline = next((document.quote(block.span) for block in document.blocks if block.role == "headline"), "")
    told = {"file": origin.file, "sha256": digest}
    if origin.id not in made.case.sources:
        told |= {
            "who": origin.who,
            "on": document.published.isoformat() if document.published else None,
            "title": masked(" ".join(headline.split()), made.minors) or None,
            "note": f"{PurePath(document.name).name}, SHA-256 of its text {digest}",
        }
    return [
        Statement(f"sources/{origin.id}", property, value, status="suggested", by=made.by, recorded_on=made.at)
        for property, value in told.items()
        if value is not None and property not in known
    ]


class _Making:
    """The suggestions of one reading, one after the other."""

    def __init__(
        self,
        reading: Reading,
        case: Case,
        inbox: Inbox,
        origin: Origin,
        minors: tuple[str, ...],
        by: str,
        at: str,
        confirming: bool,
    ) -> None:
        self.document, self.people = reading.document, {one.name: one for one in reading.people}
        self.case, self.inbox, self.origin, self.minors = case, inbox, origin, minors
        self.by, self.at, self.confirming = by, at, confirming
        self.found: list[Statement] = []
        self.held_back: Counter[str] = Counter()
        self.before = {(key(s), s.source) for s in inbox.statements if s.status == "suggested"}
        self.names = {folded(str(s.value)): s.subject for s in inbox.statements if s.property == "name"}
        self.taken = {*case.people, *case.considerations, *case.parties, *RESERVED}
        self.taken |= {s.subject.partition("/")[2] for s in inbox.statements}

    def take(self, suggestion: Suggestion) -> None:
        """One suggestion: into `found`, or held back."""
        why = self._condition(suggestion) if suggestion.property == CONDITION else self._fact(suggestion)
        if why is not None:
            self.held_back[why] += 1

    def _condition(self, suggestion: Suggestion) -> str | None:
        parsed = parse_sentence(suggestion.value)
        if isinstance(parsed, Mistake):
            return NO_VALUE
        meant = self._with_ids(suggestion.value, parsed.names)
        if meant is None:
            return NOBODY
        text, new = meant
        read = parse_sentence(text)
        assert not isinstance(read, Mistake), "an id takes the place of an id"
        party = party_id(suggestion.subject, self.case) or suggestion.subject
        why = self._add(self._statement(suggestion, f"parties/{party}", show(read.tree)))
        for name in new if why is None else ():
            self._name(replace(suggestion, subject=name), f"people/{self._person(name)}")
        return why

    def _with_ids(self, text: str, names: tuple[NameUse, ...]) -> tuple[str, list[str]] | None:
        """A sentence with the ids of the people whom its surnames mean, and the names of the new ones among them.

        None if a surname may be that of several people, or would name a minor.
        """
        new: list[str] = []
        for use in sorted(names, key=lambda use: -use.start):
            if use.kind not in ("id", "word"):
                continue
            fit = [one for one in self.people.values() if use.name == surname_id(one.name)]
            if any(one.name in self.minors for one in fit) or len(fit) > 1:
                return None
            id = self._person(fit[0].name) if fit else use.name
            if id is None:
                return None
            if fit and id not in self.case.people:
                new.append(fit[0].name)
            text = text[: use.start] + id + text[use.end :]
        return text, new

    def _fact(self, suggestion: Suggestion) -> str | None:
        if suggestion.property not in PROPERTIES:
            return NO_VALUE
        if suggestion.subject in self.minors or masked(suggestion.value, self.minors) != suggestion.value:
            return MINOR
        subject = self._person(suggestion.subject)
        if subject is None:
            return NOBODY
        value = _value(suggestion, self.case)
        if value is None:
            return NO_VALUE
        statement = self._statement(suggestion, f"people/{subject}", value)
        new = subject not in self.case.people
        if new and (f"people/{subject}", "name", folded(suggestion.subject)) in self.inbox.rejected:
            return REJECTED
        why = self._add(statement)
        if why is None and new:
            self._name(suggestion, f"people/{subject}")
        return why

    def _add(self, statement: Statement) -> str | None:
        said = key(statement)
        if said in self.inbox.rejected:
            return REJECTED
        if (said, statement.source) in self.before:
            return BEFORE
        if says(self.case, statement) and not self.confirming:
            return KNOWN
        self.before.add((said, statement.source))
        self.found.append(statement)
        return None

    def _name(self, suggestion: Suggestion, subject: str) -> None:
        """The statement that brings up somebody whom neither the case nor the inbox knows: the first naming."""
        known = self.inbox.name_of(subject) is not None
        if known or (subject, "name", folded(suggestion.subject)) in {key(s) for s in self.found}:
            return
        span = self._named(suggestion)
        naming = replace(suggestion, quote=self.document.quote(span), span=span, since=None, why="not in the case yet")
        self.found.append(replace(self._statement(naming, subject, suggestion.subject), property="name"))

    def _named(self, suggestion: Suggestion) -> tuple[int, int]:
        one = self.people.get(suggestion.subject)
        whole = [span for span in one.spans if self.document.quote(span) == one.name] if one else []
        return (whole or (list(one.spans) if one else []) or [suggestion.span])[0]

    def _person(self, name: str) -> str | None:
        """The id: of the case, of the inbox, or a new one; None if several people of the case are called so."""
        one: Someone | None = self.people.get(name)
        if name in self.case.people:
            return name
        if one is not None and one.person in self.case.people:
            return one.person
        fit = [id for id, person in self.case.people.items() if folded(name) in called(person)]
        if fit:
            return fit[0] if len(fit) == 1 else None
        if folded(name) not in self.names:
            id = person_id(name, self.taken)
            self.taken.add(id)
            self.names[folded(name)] = f"people/{id}"
        return self.names[folded(name)].partition("/")[2]

    def _statement(self, suggestion: Suggestion, subject: str, value: str | tuple[str, ...]) -> Statement:
        def clean(text: str) -> str:
            return masked(text, self.minors)

        chain = tuple(map(clean, suggestion.chain))
        return Statement(
            subject,
            suggestion.property,
            value,
            original_text=clean(suggestion.quote),
            language=self.document.language,
            source=self.origin.id,
            span=suggestion.span,
            chain=chain if chain[:1] == (self.origin.who,) else (self.origin.who, *chain),
            said_on=self.document.published.isoformat() if self.document.published else None,
            valid_from=suggestion.since,
            recorded_on=self.at,
            status="suggested",
            basis="reported",
            note=clean(suggestion.why) or None,
            by=self.by,
        )


def says(case: Case, statement: Statement) -> bool:
    """Whether the case says it already, from whatever source. A date that the case does not have makes a difference."""
    kind, _, id = statement.subject.partition("/")
    if kind == "parties":
        positions = case.positions.get(id, ())
        said = [c.say for p in positions for c in p.conditions]
        said += [c.say for signal in case.signals if signal.by == id for c in signal.add]
        return key(statement)[2] in {key(replace(statement, value=text))[2] for text in said}
    person = case.people.get(id)
    if person is None:
        return False
    entries = statement.value if isinstance(statement.value, tuple) else (statement.value,)
    wanted = {folded(entry) for entry in entries}
    signals = [signal.people[id] for signal in case.signals if id in signal.people]
    for fact in (fact for facts in (person, *signals) for fact in getattr(facts, statement.property)):
        told = fact.is_ if isinstance(fact.is_, tuple) else (fact.is_,)
        if wanted <= {folded(str(entry)) for entry in told} and statement.valid_from in (None, fact.since):
            return True
    return False


def _value(suggestion: Suggestion, case: Case) -> str | tuple[str, ...] | None:
    """The value as a case file writes it, or None if a case cannot hold it."""
    text = suggestion.value.strip().strip("[]") if suggestion.property in LISTS else suggestion.value.strip()
    entries = [part.strip() for part in text.split(",")] if suggestion.property in LISTS - {"spellings"} else [text]
    if suggestion.property in ("held_by", "citizen_of", "to"):
        entries = [party_id(entry, case) or entry for entry in entries]
    value = tuple(entries) if suggestion.property in LISTS else entries[0]
    return value if is_value(suggestion.property, value) else None


def is_value(property: str, value: str | tuple[str, ...]) -> bool:
    """Whether a case can hold it as that property of a person."""
    plain = list(value) if isinstance(value, tuple) else value
    try:
        Facts.model_validate({property: {"is": plain}})
    except ValidationError:
        return False
    return MASK not in str(plain)
