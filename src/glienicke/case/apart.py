"""A case taken apart into statements, nothing left out: `together.py` makes the same case of them again.

Every fact becomes one statement for each of its sources (one, if it names none). What a position or a signal says of
its date, sources and basis counts for the facts in it as well; a fact that takes something from there lists it as
`implied`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from glienicke.case.contacts import LOGS, LegalStep, Logged, own_keys
from glienicke.case.model import (
    SCALE,
    Assessment,
    Case,
    Edit,
    Event,
    Fact,
    Facts,
    Person,
    Position,
    PricedSentence,
    Sentence,
    Signal,
    Sourced,
    Wishes,
)
from glienicke.case.statement import Basis, Implied, Statement, Value

CASE = "case"
"""The subject of what is said of the case itself."""

NAMES = {"from_": "from", "conditions": "condition", "steps": "step"}
"""Properties whose name differs from the model's."""

_DIGITS = 12  # as many decimals as a number in a case file may have


@dataclass(frozen=True, slots=True)
class Around:
    """What the position or signal around a fact lends to it."""

    part_of: str = ""
    sources: tuple[str, ...] = ()
    valid_from: str | None = None
    basis: Basis | None = None
    unverified: bool = False


NOTHING_AROUND = Around()


def statements_of(case: Case) -> tuple[Statement, ...]:
    """All statements of a case, in its order."""
    chains = {id: (source.via, source.who) if source.via else (source.who,) for id, source in case.sources.items()}
    published = {id: source.on for id, source in case.sources.items()}
    return tuple(
        _told_by(statement, statement.source, chains, published) if statement.source is not None else statement
        for statement in _all(case)
    )


def _told_by(
    statement: Statement,
    source: str,
    chains: Mapping[str, tuple[str, ...]],
    published: Mapping[str, str | None],
) -> Statement:
    """With the source's chain and date; an assessment says itself whose words it is and when they were said."""
    if statement.property == "assessment":
        return statement
    return replace(statement, chain=chains.get(source, ()), said_on=published.get(source))


def _all(case: Case) -> Iterator[Statement]:
    yield Statement(CASE, "case", case.case)
    yield from _plain(CASE, {"title": case.title})
    yield from _facts(CASE, "mediator", case.mediator)
    yield from _facts(CASE, "cutoff", case.cutoff)
    for id, source in case.sources.items():
        yield from _plain(f"sources/{id}", source.__dict__)
    for id, party in case.parties.items():
        yield from _plain(f"parties/{id}", party.__dict__)
    for id, person in case.people.items():
        yield from _person(f"people/{id}", person)
        if person.count is not None:
            yield Statement(f"people/{id}", "count", str(person.count))
        yield from _assessments(f"people/{id}", person.assessments)
        yield from _logs(id, person)
    for id, thing in case.considerations.items():
        for key in type(thing).model_fields:
            yield from _facts(f"considerations/{id}", NAMES.get(key, key), getattr(thing, key))
    yield from _plain(CASE, {"pool": case.pool, "at_table": case.at_table})
    yield from _sentences(CASE, "law", case.law)
    yield from _sentences(CASE, "owed", case.owed)
    yield from _positions(case)
    yield from _signals(case)
    yield from _weights(case)
    yield from _history(case.history)
    yield from _assessments(CASE, case.assessments)


def _assessments(subject: str, views: Iterable[Assessment]) -> Iterator[Statement]:
    for rival, view in enumerate(views):
        for source in view.according_to or (None,):
            yield Statement(
                subject,
                "assessment",
                view.said,
                source=source,
                chain=(view.who,),
                said_on=view.on,
                note=view.note,
                rival=rival,
            )


def text_of(value: object) -> Value:
    """A checked value as the case file writes it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Fraction():
            return number_text(value)
        case tuple() | list():
            return tuple(str(text_of(entry)) for entry in value)
    return str(value)


def number_text(number: Fraction) -> str:
    """`10`, `0.3` or `1/3`: a decimal where one is exact."""
    if number.denominator == 1:
        return str(number.numerator)
    for digits in range(1, _DIGITS + 1):
        scaled = abs(number) * 10**digits
        if scaled.denominator == 1:
            whole, part = divmod(scaled.numerator, 10**digits)
            return f"{'-' if number < 0 else ''}{whole}.{part:0{digits}}"
    return f"{number.numerator}/{number.denominator}"


def _plain(subject: str, values: Mapping[str, object]) -> Iterator[Statement]:
    for key, value in values.items():
        if value is not None:
            yield Statement(subject, key, text_of(value))


def _sourced(told: Sourced, around: Around) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """(source, what a statement takes from the fact's provenance), one for each source."""
    implied: list[Implied] = []
    sources, basis, unverified = told.according_to, told.basis, told.unverified
    if not sources and around.sources:
        sources, implied = around.sources, ["source"]
    since = getattr(told, "since", None)
    if since is None and around.valid_from is not None:
        since = around.valid_from
        implied.append("valid_from")
    if basis is None and around.basis is not None:
        basis = around.basis
        implied.append("basis")
    if not unverified and around.unverified:
        unverified = True
        implied.append("unverified")
    shared = {
        "part_of": around.part_of,
        "valid_from": since,
        "valid_to": getattr(told, "until", None),
        "basis": basis,
        "unverified": unverified,
        "note": told.note,
        "by": told.by,
        "implied": tuple(implied),
    }
    for source in sources or (None,):
        yield source, shared


def _facts(
    subject: str, property: str, told: Iterable[Fact[Any]], about: str = "", around: Around = NOTHING_AROUND
) -> Iterator[Statement]:
    for rival, fact in enumerate(told):
        for source, shared in _sourced(fact, around):
            yield Statement(subject, property, text_of(fact.is_), about, source=source, rival=rival, **shared)


def _sentences(
    subject: str, property: str, said: Sequence[Sentence], around: Around = NOTHING_AROUND
) -> Iterator[Statement]:
    for rival, sentence in enumerate(said):
        price = sentence.price if isinstance(sentence, PricedSentence) else None
        for source, shared in _sourced(sentence, around):
            yield Statement(
                subject,
                property,
                sentence.say,
                source=source,
                because=sentence.because,
                price=None if price is None else number_text(price),
                rival=rival,
                **shared,
            )


def _person(subject: str, facts: Facts, around: Around = NOTHING_AROUND) -> Iterator[Statement]:
    for key in Facts.model_fields:
        if key == "steps":
            for step, told in facts.steps.items():
                yield from _facts(subject, "step", told, step, around)
        else:
            yield from _facts(subject, key, getattr(facts, key), around=around)


def _wishes(subject: str, wishes: Wishes, around: Around) -> Iterator[Statement]:
    around = replace(around, part_of="")  # the subject itself is the position or signal
    for key in ("worth", "cost", "share"):
        for about, told in getattr(wishes, key).items():
            yield from _facts(subject, key, told, about, around)
    yield from _facts(subject, "floor", wishes.floor, around=around)
    yield from _facts(subject, "unilateral", wishes.unilateral, around=around)
    if wishes.bundles is not None:
        if not wishes.bundles:
            yield from _borrowing(subject, "bundles", (), "", around)
        yield from _sentences(subject, "bundle", wishes.bundles, around)


class _Dated:
    """Subjects by kind and date; a date that comes twice is numbered."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def subject(self, kind: str, date: str) -> str:
        name = f"{kind}/{date}"
        self.seen[name] += 1
        return name if self.seen[name] == 1 else f"{name}#{self.seen[name]}"


def _head(
    subject: str, property: str, date: str, head: Position | Signal | Logged, by: str | None
) -> Iterator[Statement]:
    """The position, signal or entry of a log itself, with its provenance."""
    for source in head.according_to or (None,):
        yield Statement(
            subject,
            property,
            date,
            source=source,
            valid_from=date,
            basis=head.basis,
            unverified=head.unverified,
            note=head.note,
            by=by,
        )


def _logs(id: str, person: Person) -> Iterator[Statement]:
    """Each entry of a person's logs is a subject of its own. A legal step counts since it was announced."""
    for log in LOGS:
        dated = _Dated()
        for entry in getattr(person, log):
            subject = dated.subject(f"{log}/{id}", entry.on)
            since = entry.announced if isinstance(entry, LegalStep) else entry.on
            for head in _head(subject, "on", entry.on, entry, None):
                yield replace(head, valid_from=since)
            around = Around("", entry.according_to, since, entry.basis, entry.unverified)
            for key in own_keys(log):
                value = getattr(entry, key)
                if value is not None:
                    yield from _borrowing(subject, key, value, "", around)


def _positions(case: Case) -> Iterator[Statement]:
    for party, positions in case.positions.items():
        if not positions:
            yield Statement(f"parties/{party}", "positions", ())
        dated = _Dated()
        for position in positions:
            subject = dated.subject(f"positions/{party}", position.from_)
            yield from _head(subject, "from", position.from_, position, position.by)
            around = Around("", position.according_to, position.from_, position.basis, position.unverified)
            yield from _wishes(subject, position, around)
            yield from _sentences(subject, "condition", position.conditions, around)


def _signals(case: Case) -> Iterator[Statement]:
    dated = _Dated()
    for signal in case.signals:
        subject = dated.subject("signals", signal.on)
        yield from _head(subject, "on", signal.on, signal, None)
        around = Around(subject, signal.according_to, signal.on, signal.basis, signal.unverified)
        alone = replace(around, part_of="")
        for key, value in (("by", signal.by), ("what", signal.what)):
            if value is not None:
                yield from _borrowing(subject, key, value, "", alone)
        for id, facts in signal.people.items():
            said = tuple(_person(f"people/{id}", facts, around))
            yield from said or _borrowing(f"people/{id}", "people", (), "", around)
        yield from _wishes(subject, signal, around)
        yield from _sentences(subject, "drop", signal.drop, alone)
        yield from _sentences(subject, "add", signal.add, alone)
        yield from _edit(subject, "pool", signal.pool, alone)
        yield from _edit(subject, "at_table", signal.at_table, alone)


def _edit(subject: str, property: str, edit: Edit, around: Around) -> Iterator[Statement]:
    for about, ids in (("add", edit.add), ("remove", edit.remove)):
        if ids:
            yield from _borrowing(subject, property, ids, about, around)


def _borrowing(subject: str, property: str, value: Value, about: str, around: Around) -> Iterator[Statement]:
    """What has no provenance but that of its signal."""
    for source, shared in _sourced(Sourced(), around):
        yield Statement(subject, property, value, about, source=source, **shared)


def _weights(case: Case) -> Iterator[Statement]:
    if dict(case.scale) != dict(SCALE):
        if not case.scale:
            yield Statement(CASE, "scale", ())
        for word, number in case.scale.items():
            yield Statement(CASE, "scale", number_text(number), word)
    for kind, weights in case.equivalents.items():
        if not weights:
            yield Statement(CASE, "equivalents", (), kind)
        for name, weight in weights.items():
            yield Statement(CASE, "weight", number_text(weight), f"{kind}/{name}")


def _history(events: Iterable[Event]) -> Iterator[Statement]:
    dated = _Dated()
    for event in events:
        subject = dated.subject("history", event.on)
        for source, shared in _sourced(event, replace(NOTHING_AROUND, valid_from=event.on)):
            yield Statement(subject, "what", event.what, source=source, **{**shared, "implied": ()})
