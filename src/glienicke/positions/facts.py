"""People and considerations as of a day: what was said of them by then, the rivals decided.

What is said of a person comes in layers: the file's `people`, then each signal that names the person. For each
key the last layer that had begun by the day decides. A fact in a signal counts from the signal's day unless it
says `since` itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from glienicke.case import model
from glienicke.case.model import Case, Fact, Facts, Signal
from glienicke.case.places import Path
from glienicke.case.rivals import in_force, preferred, started
from glienicke.ground.dates import latest
from glienicke.positions.consent import Consent, Word, consent_on, word_of_fact, words_of
from glienicke.positions.day import Consideration, Person, State, StepState
from glienicke.positions.events import Event, Known, everything_known

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Layer:
    """What one signal (or, with on None, the file's head) says of a person, and where."""

    facts: Facts
    path: Path
    on: dt.date | None = None
    according_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told(Generic[T]):
    """What a key comes to. value None: it was so and is no more. began: since when, as far as is known."""

    value: T | None
    fact: Fact[T]
    layer: Layer
    path: Path

    @property
    def began(self) -> dt.date | None:
        """The day from which it counts."""
        return latest(self.fact.since) if self.fact.since is not None else self.layer.on


def layers(case: Case, happened: Sequence[Event]) -> Mapping[str, Sequence[Layer]]:
    """Of each person that signals name: what they say, earliest first, below it the file's head."""
    found: dict[str, list[Layer]] = defaultdict(list)
    for event in happened:
        if isinstance(event.what, Signal):
            for id, facts in event.what.people.items():
                found[id].append(Layer(facts, (*event.path, "people", id), event.on, event.what.according_to))
    return {id: [Layer(case.people[id], ("people", id)), *said] for id, said in found.items() if id in case.people}


def told(said: Sequence[Layer], key: str, day: dt.date, known: Known, step: str | None = None) -> Told[Any] | None:
    """What the key comes to on the day; None if nothing was said of it by then."""
    for layer in reversed(said):
        facts: Sequence[Fact[Any]] = getattr(layer.facts, key)
        if not facts:
            continue
        path = (*layer.path, key)
        if step is not None:
            facts, path = getattr(layer.facts, key).get(step, ()), (*path, step)
        elif len(facts) == 1 and facts[0].since is None and facts[0].until is None and known is everything_known:
            return Told(facts[0].is_, facts[0], layer, path)
        begun = [
            _published(fact, known)
            for fact in facts
            if started(fact, day) and known(fact.according_to or layer.according_to)
        ]
        if not begun:
            continue
        choice = preferred(begun, day)
        if choice is None:
            last = max(begun, key=lambda fact: latest(fact.until) if fact.until else day)
            return Told(None, last, layer, path)
        return Told(choice.value, choice.fact, layer, path)
    return None


def _published(fact: Fact[T], known: Known) -> Fact[T]:
    """The fact with the sources that were known: those published later count for nothing, not even as a number."""
    sources = tuple(id for id in fact.according_to if known((id,)))
    return fact if len(sources) == len(fact.according_to) else fact.model_copy(update={"according_to": sources})


def people(
    case: Case, happened: Sequence[Event], day: dt.date, known: Known, there: Mapping[str, Person]
) -> Iterator[Person]:
    """Everybody of the case on the day, in file order, all in the pool and owed only what their own entry says. there:
    those who are known already.

    People alike, written once with `count`, become so many people, tagged with the id they were written under.
    """
    by_signal = layers(case, happened)
    for id, facts in case.people.items():
        if id in there:
            yield there[id]
            continue
        person = _person(case, id, by_signal.get(id) or (Layer(facts, ("people", id)),), day, known)
        if facts.count is None:
            yield person
            continue
        tags = person.tags | {id}
        for number in range(1, facts.count + 1):
            yield replace(person, id=f"{id}-{number}", name=f"{person.name} {number}", tags=tags)


_OF_CONSENT = {"consent", "contacts"}
_OF_STEPS = {"steps", "sentence"}


def _person(case: Case, id: str, said: Sequence[Layer], day: dt.date, known: Known) -> Person:
    spoken = said[0].facts.model_fields_set.union(*(layer.facts.model_fields_set for layer in said[1:]))

    def value(key: str, otherwise: Any = None) -> Any:
        found = told(said, key, day, known) if key in spoken else None
        return otherwise if found is None or found.value is None else found.value

    custody = told(said, "held_by", day, known) if "held_by" in spoken else None
    state, decided = _state(said, custody, day, known)
    born = value("born")
    extra: dict[str, Any] = {}
    if decided is not None:
        extra["state_place"] = case.places.span(decided.path)
    price = value("add_price")
    if price is not None:
        extra["add_price"] = price
    return Person(
        id=id,
        name=value("name", id),
        held_by=custody.value if custody is not None and state == "held" else None,
        state=state,
        last_held_by=custody.fact.is_ if custody is not None else None,
        since=custody.began if custody is not None and state == "held" else None,
        citizen_of=value("citizen_of", ()),
        tags=frozenset(value("tags", ())),
        rank=value("rank"),
        born=latest(born) if born is not None else None,
        to=value("to", ()),
        minors=value("minors", 0),
        minors_with=value("minors_with"),
        alive=value("alive") if state == "held" else None,
        consent=consent_of(said, day, known).state if spoken & _OF_CONSENT else "open",
        steps=_steps(said, day, known) if spoken & _OF_STEPS else {},
        owed=value("owed"),
        place=case.places.span(("people", id), key=True),
        **extra,
    )


def consent_of(said: Sequence[Layer], day: dt.date, known: Known) -> Consent:
    """What the person has said to an exchange by the day, with the reason: the fact and the contact log together."""
    person = said[0].facts
    words = list(words_of(person.contacts, known)) if isinstance(person, model.Person) else []
    fact = told(said, "consent", day, known)
    if not words:  # the fact alone: the rule of all facts
        state = "open" if fact is None or fact.value is None else fact.value
        return consent_on(() if fact is None else (_as_word(fact, state),), dt.date.max)
    if fact is not None and fact.value is not None:
        words.append(_as_word(fact, fact.value))
    return consent_on(words, day)


def _as_word(fact: Told[Any], state: Any) -> Word:
    return word_of_fact(state, fact.began, fact.fact.since, fact.fact.according_to or fact.layer.according_to)


def _state(
    said: Sequence[Layer], custody: Told[str] | None, day: dt.date, known: Known
) -> tuple[State, Told[Any] | None]:
    """The state, and what decided it where that is not plain custody."""
    recorded = told(said, "state", day, known)
    if recorded is not None and recorded.value == "dead":
        return "dead", recorded
    held = custody is not None and custody.value is not None
    if recorded is not None and recorded.value == "free":
        # Somebody freed and then detained again is held.
        again = held and custody is not None and _later(custody, recorded)
        if not again:
            return "free", recorded
    return ("held", None) if held else ("unheld", custody)


def state_of(said: Sequence[Layer], day: dt.date) -> State:
    """Whether the person is held on the day, free or dead, or held by nobody known."""
    return custody_of(said, day)[0]


def custody_of(said: Sequence[Layer], day: dt.date) -> tuple[State, Told[str] | None]:
    """The state on the day, and the last custody recorded by then. Signals of later days say nothing yet."""
    begun = [layer for layer in said if layer.on is None or layer.on <= day]
    custody = told(begun, "held_by", day, everything_known)
    return _state(begun, custody, day, everything_known)[0], custody


def _later(custody: Told[str], freed: Told[Any]) -> bool:
    began = custody.began
    return began is not None and (freed.began is None or began > freed.began)


def _steps(said: Sequence[Layer], day: dt.date, known: Known) -> Mapping[str, StepState]:
    names = dict.fromkeys(name for layer in said for name in layer.facts.steps)
    found = {name: told(said, "steps", day, known, name) for name in names}
    steps: dict[str, StepState] = {name: step.value for name, step in found.items() if step is not None and step.value}
    if "sentence" not in steps and any(layer.facts.sentence for layer in said):
        sentence = told(said, "sentence", day, known)
        if sentence is not None and sentence.value is not None:
            steps["sentence"] = "done"
    return steps


def considerations(case: Case, day: dt.date, known: Known) -> Iterator[Consideration]:
    """Every consideration that somebody can give on the day, all in the pool."""
    for id, thing in case.considerations.items():
        giver = _one(thing.from_, day, known)
        if giver is None:
            continue
        price = _one(thing.add_price, day, known)
        extra: dict[str, Any] = {} if price is None else {"add_price": price}
        to, what = _one(thing.to, day, known), _one(thing.what, day, known)
        yield Consideration(
            id, giver, to, what or id, place=case.places.span(("considerations", id), key=True), **extra
        )


def _one(facts: Sequence[Fact[T]], day: dt.date, known: Known) -> T | None:
    standing = [_published(fact, known) for fact in facts if in_force(fact, day) and known(fact.according_to)]
    choice = preferred(standing, day)
    return None if choice is None else choice.value


def value_of(facts: Sequence[Fact[T]], day: dt.date, known: Known) -> T | None:
    """The preferred value of facts that stand alone, on the day."""
    return _one(facts, day, known)
