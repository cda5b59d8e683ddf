"""What is wrong with what a case says of people and considerations, by itself and over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from glienicke.case.model import Case, Fact, Facts, Person, Signal
from glienicke.case.places import Path
from glienicke.ground.dates import earliest, latest
from glienicke.positions.events import Event, events, everything_known
from glienicke.positions.examine_logs import LOG_KEYS, examine_logs
from glienicke.positions.examine_names import Names
from glienicke.positions.facts import Layer, told
from glienicke.positions.selection import full_years

ADULT_YEARS = 18
CHILD_WORDS = frozenset({"minor", "minors", "child", "children", "juvenile", "baby", "infant", "son", "daughter"})
"""Tags that say somebody is a minor."""

STILL_SAID = frozenset({"name", "spellings", "note", "born"})
"""What a signal may still say of the dead."""


def examine_people(names: Names, last: dt.date | None) -> None:
    """Everything about people and considerations. last: the last day of the case."""
    case = names.case
    for id, person in case.people.items():
        names.usable(id, ("people", id), "an id", key=True)
        if id in case.considerations:
            names.say(("considerations", id), f"'{id}' is also a person", "give it an id of its own", key=True)
        _examine(names, person, id, ("people", id), last)
        _examine_alike(names, person, id)
        if not LOG_KEYS.isdisjoint(person.model_fields_set):
            examine_logs(names, person, id)
    for i, signal in enumerate(case.signals):
        for id, facts in signal.people.items():
            path: Path = ("signals", i, "people", id)
            names.person(id, path, key=True)
            _examine(names, facts, id, path, last)
    _examine_considerations(names)
    _examine_tags(names)
    _examine_after_death(names)


def _examine(names: Names, facts: Facts, id: str, path: Path, last: dt.date | None) -> None:
    for key in facts.model_fields_set - NOT_TOLD:
        said = getattr(facts, key)
        if key == "steps":
            for step, told_of in said.items():
                names.usable(step, (*path, key, step), "a legal step", key=True)
                provenance(names, told_of, (*path, key, step))
        else:
            provenance(names, said, (*path, key))
    _examine_references(names, facts, id, path)
    _examine_custody(names, facts, path)
    _examine_age(names, facts, path, last)


NOT_TOLD = LOG_KEYS | {"count"}
"""Keys that hold no rivals."""

ALIKE_MAX = 1_000_000
NOT_ALIKE = ("minors", "minors_with", "spellings", "born", *sorted(LOG_KEYS))
"""What is true of one person, not of many alike."""


def _examine_alike(names: Names, person: Person, id: str) -> None:
    if person.count is None:
        return
    path: Path = ("people", id, "count")
    if not 1 <= person.count <= ALIKE_MAX:
        names.say(path, f"expected 1 to {ALIKE_MAX:,} people alike, found {person.count}")
    for key in NOT_ALIKE:
        if key in person.model_fields_set:
            names.say(("people", id, key), f"people alike share no '{key}'", "write that person alone, without 'count'")
    taken = sorted(
        other for other in names.case.people if (number := other.removeprefix(f"{id}-")) != other and number.isdecimal()
    )
    for other in taken:
        if int(other.removeprefix(f"{id}-")) <= person.count:
            names.say(
                ("people", other), f"'{other}' is one of the {person.count} people '{id}'", "give another id", key=True
            )


def provenance(names: Names, facts: Sequence[Fact[Any]], path: Path) -> None:
    """Sources exist, and no fact ends before it begins."""
    for i, fact in enumerate(facts):
        if fact.according_to:
            names.sources(fact.according_to, (*path, i, "according_to"))
        if fact.until is not None and fact.since is not None and earliest(fact.since) > latest(fact.until):
            names.say((*path, i, "until"), f"ends on {fact.until}, before it begins on {fact.since}")


def _each(facts: Sequence[Fact[tuple[str, ...]]], path: Path) -> Iterator[tuple[str, Path]]:
    for i, fact in enumerate(facts):
        for j, name in enumerate(fact.is_):
            yield name, (*path, i, "is", j)


def _examine_references(names: Names, facts: Facts, id: str, path: Path) -> None:
    for name, place in _each(facts.citizen_of, (*path, "citizen_of")):
        if name not in names.countries:
            names.country(name, place)
    for name, place in _each(facts.to, (*path, "to")):
        if name not in names.countries:
            names.country(name, place)
    for i, held in enumerate(facts.held_by):
        if held.is_ not in names.case.parties:
            names.party(held.is_, (*path, "held_by", i, "is"))
    for i, other in enumerate(facts.minors_with):
        place = (*path, "minors_with", i, "is")
        if other.is_ == id:
            names.say(
                place, "somebody's minors are counted on somebody else, not on the same person", "write 'minors: 2'"
            )
        elif other.is_ not in names.case.people:
            names.person(other.is_, place)
        elif not any(fact.is_ for fact in _all_said(names.case, other.is_, "minors")):
            names.say(place, f"'{other.is_}' has no minors", f"say how many: 'minors: 2' on '{other.is_}'")


def _all_said(case: Case, id: str, key: str) -> Iterator[Fact[Any]]:
    yield from getattr(case.people[id], key)
    for signal in case.signals:
        if id in signal.people:
            yield from getattr(signal.people[id], key)


def _examine_custody(names: Names, facts: Facts, path: Path) -> None:
    held = facts.held_by
    for i, second in enumerate(held):
        for first in held[:i]:
            same_sources = set(first.according_to) == set(second.according_to)
            if first.is_ != second.is_ and same_sources and _begin_together(first, second):
                message = f"held by {first.is_} and by {second.is_} at once"
                expected = "date both, or name the sources that disagree"
                names.say((*path, "held_by", i, "is"), message, expected)
    for i, fact in enumerate(held):
        born = [b for b in facts.born if fact.since is not None and earliest(b.is_) > latest(fact.since)]
        if born and fact.since is not None:
            names.say((*path, "held_by", i, "since"), f"held since {fact.since}, before being born on {born[0].is_}")


def _begin_together(first: Fact[str], second: Fact[str]) -> bool:
    """Whether two custodies begin at once. A later beginning is a transfer."""
    if first.since is None or second.since is None:
        return first.since == second.since
    return latest(first.since) == latest(second.since)


def _examine_age(names: Names, facts: Facts, path: Path, last: dt.date | None) -> None:
    remedy = "minors are kept as a count on a parent: 'minors: 1'"
    for i, born in enumerate(facts.born):
        if last is not None and earliest(born.is_) > last:
            names.say((*path, "born", i, "is"), f"born on {born.is_}, after the last day of the case, {last}")
        elif last is not None and full_years(earliest(born.is_), last) < ADULT_YEARS:
            names.say((*path, "born", i, "is"), f"a minor on {last}; minors are not named", remedy, severity="warning")
    for name, place in _each(facts.tags, (*path, "tags")):
        if name.casefold() in CHILD_WORDS:
            names.say(place, f"'{name}' says that this is a minor; minors are not named", remedy, severity="warning")


def _examine_considerations(names: Names) -> None:
    for id, thing in names.case.considerations.items():
        path: Path = ("considerations", id)
        names.usable(id, path, "an id", key=True)
        for key, facts in (("from", thing.from_), ("to", thing.to)):
            for i, fact in enumerate(facts):
                names.party(fact.is_, (*path, key, i, "is"))
            provenance(names, facts, (*path, key))
        provenance(names, thing.what, (*path, "what"))
        provenance(names, thing.add_price, (*path, "add_price"))


def _examine_tags(names: Names) -> None:
    """A tag that is an id would make a bare word mean two things; reported where it first stands."""
    said: set[str] = set()
    places: list[tuple[Path, Facts]] = [(("people", id), person) for id, person in names.case.people.items()]
    for i, signal in enumerate(names.case.signals):
        places += [(("signals", i, "people", id), facts) for id, facts in signal.people.items()]
    for path, facts in places:
        for key in ("tags", "rank"):
            for name, place in _tags_or_rank(facts, key, path):
                if name in said:
                    continue
                said.add(name)
                names.usable(name, place, "a tag" if key == "tags" else "a rank")
                if key == "tags" and name in names.ids:
                    names.say(place, f"'{name}' is both an id and a tag", "rename one of them")


def _tags_or_rank(facts: Facts, key: str, path: Path) -> Iterator[tuple[str, Path]]:
    if key == "tags":
        yield from _each(facts.tags, (*path, "tags"))
    else:
        yield from ((fact.is_, (*path, "rank", i, "is")) for i, fact in enumerate(facts.rank))


def _examine_after_death(names: Names) -> None:
    """Signals about people who are dead by then."""
    case = names.case
    before: dict[str, list[Layer]] = {}
    for event in events(case):
        signal = event.what
        if not isinstance(signal, Signal):
            continue
        for id in (*signal.worth, *signal.cost):
            _wanted_when_dead(names, event, id, before)
        for id, facts in signal.people.items():
            if id not in case.people:
                continue
            said = before.setdefault(id, [Layer(case.people[id], ("people", id))])
            path = (*event.path, "people", id)
            if _dead(said, event.on) and not facts.model_fields_set <= STILL_SAID:
                message = f"'{id}' is dead by {event.on}"
                names.say(
                    path, message, "a signal about the dead can only say name, spellings, birth or a note", key=True
                )
            said.append(Layer(facts, path, event.on, signal.according_to))


def _wanted_when_dead(names: Names, event: Event, id: str, before: dict[str, list[Layer]]) -> None:
    if id not in names.case.people:
        return
    said = before.get(id) or [Layer(names.case.people[id], ("people", id))]
    if _dead(said, event.on):
        assert isinstance(event.what, Signal)
        key = "worth" if id in event.what.worth else "cost"
        names.say((*event.path, key, id), f"'{id}' is dead by {event.on}", key=True)


def _dead(said: Sequence[Layer], day: dt.date) -> bool:
    state = told(said, "state", day, everything_known)
    return state is not None and state.value == "dead"
