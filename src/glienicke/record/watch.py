"""A party's watchlist: its people whom others hold, over several cases, from their public facts alone.

In: public parts of cases (`positions/public.py`, which hold no positions), a party and a day. Out: a `Watch`. Its
people are its citizens, and those recorded as going to it (`to`). Minors are counted, never named. Nobody is ranked:
people stand in the order of their names. A person of two cases is shown once if the id and the name are the same.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from glienicke.case.contacts import After, LegalStep
from glienicke.case.model import Case
from glienicke.case.rivals import in_force
from glienicke.ground.dates import days, latest
from glienicke.positions.events import everything_known
from glienicke.positions.examine_people import ADULT_YEARS, CHILD_WORDS
from glienicke.positions.facts import Layer, custody_of, told
from glienicke.positions.public import Public, last_day
from glienicke.positions.selection import full_years
from glienicke.record.custodies import Arrest, arrests, layers_of, periods, stretches
from glienicke.record.sources import source_name


@dataclass(frozen=True, slots=True)
class Said:
    """A value with those who say it, by name; nobody: no source is named."""

    value: str
    sources: tuple[str, ...]
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next legal date: EDTF, what, before which court, according to whom."""

    on: str
    what: str
    court: str | None
    sources: tuple[str, ...]
    unverified: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What one case says of a person on the day. holder: the custodian's id; None: no other party holds the person.

    since, sources: of the custody, or of what ended it. charges, sentences: rivals side by side. told_to: the last day
    of which the case says anything public, where that is before the day asked for. updated: of this person. again: the
    date (EDTF) of a re-arrest after custody ended, where who holds the person now is not told.
    """

    case: str
    state: str
    holder: str | None
    since: str | None
    sources: tuple[str, ...]
    unverified: bool
    charges: tuple[Said, ...]
    sentences: tuple[Said, ...]
    next: NextStep | None
    minors: int
    told_to: dt.date | None
    updated: dt.date | None
    again: str | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """One of the party's people, or so many alike. why: citizen, or to (recorded as going to the party)."""

    id: str
    name: str
    why: str
    count: int
    seen: tuple[Seen, ...]

    @property
    def held(self) -> bool:
        """Whether some case says that somebody else holds the person."""
        return any(seen.holder is not None for seen in self.seen)

    @property
    def again(self) -> str | None:
        """When the person was arrested again, though no case says who holds them now."""
        return None if self.held else next((seen.again for seen in self.seen if seen.again is not None), None)

    def merged(self, kind: Literal["charges", "sentences"]) -> tuple[Said, ...]:
        """Charges or sentences of all cases, each value once with all who say it."""
        found: dict[str, list[Said]] = {}
        for seen in self.seen:
            for said in seen.charges if kind == "charges" else seen.sentences:
                found.setdefault(said.value, []).append(said)
        return tuple(
            Said(
                value,
                tuple(dict.fromkeys(source for said in all_said for source in said.sources)),
                all(said.unverified for said in all_said),
            )
            for value, all_said in found.items()
        )

    @property
    def key(self) -> str:
        """By what the person is known again: id and name."""
        return f"{self.id}\n{self.name}"


@dataclass(frozen=True, slots=True)
class Period:
    """How many arrests fall into a quarter or a year, and by whom (ids; None: nobody is named)."""

    name: str
    count: int
    by: tuple[tuple[str | None, int], ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """The watchlist. parties: names by id. held: by others. others: its people whom nobody else holds now.

    minors: how many minors each custodian holds, as (custodian, number): never who they are.
    """

    party: str
    on: dt.date
    cases: tuple[str, ...]
    parties: dict[str, str]
    held: tuple[Watched, ...]
    others: tuple[Watched, ...]
    minors: tuple[tuple[str, int], ...]
    arrests: tuple[Period, ...]


def watch(publics: Sequence[Public], party: str, on: dt.date) -> Watch:
    """The watchlist of a party on a day, over the cases, in whatever order they are given."""
    publics = sorted(publics, key=lambda public: public.case)
    found: dict[tuple[str, str], list[tuple[str, int, Seen]]] = {}
    taken: dict[tuple[str, str], list[tuple[Arrest, int]]] = {}
    minors: Counter[str] = Counter()
    for number, public in enumerate(publics):
        last = last_day(public)
        told_to = last if last is not None and last < on else None
        for one in _of_case(public.facts, party, on, told_to):
            if one.minor:
                if one.seen.holder is not None:
                    minors[one.seen.holder] += one.count
                key = (f"{number}/{one.id}", "")  # of a minor not even the name is compared
            else:
                key = (one.id, one.name)
                found.setdefault(key, []).append((one.why, one.count, one.seen))
            _add(taken.setdefault(key, []), one.arrests, one.count)
    people = [Watched(*key, _why(said), max(n for _, n, _ in said), _seen(said)) for key, said in found.items()]
    people.sort(key=lambda person: (person.name.casefold(), person.id))
    parties = {id: named.name for public in reversed(publics) for id, named in public.facts.parties.items()}
    return Watch(
        party,
        on,
        tuple(dict.fromkeys(public.case for public in publics)),
        dict(sorted(parties.items())),
        tuple(person for person in people if person.held),
        tuple(person for person in people if not person.held and any(s.state != "never" for s in person.seen)),
        tuple(sorted(minors.items())),
        tuple(_periods([entry for entries in taken.values() for entry in entries])),
    )


@dataclass(frozen=True, slots=True)
class _One:
    id: str
    name: str
    why: str
    count: int
    minor: bool
    seen: Seen
    arrests: tuple[Arrest, ...]


def _of_case(case: Case, party: str, on: dt.date, told_to: dt.date | None) -> Iterator[_One]:
    """Everybody of the case who is one of the party's people on the day."""
    for id, person in case.people.items():
        said = layers_of(case, id, on)
        citizen = party in (_value(said, "citizen_of", on) or ())
        if not citizen and party not in (_value(said, "to", on) or ()):
            continue
        name = _value(said, "name", on) or id
        seen = replace(_seen_in(case, id, said, party, on), told_to=told_to)
        why = "citizen" if citizen else "to"
        taken = arrests(case, id, said, party, on)
        yield _One(id, name, why, person.count or 1, _minor(said, on), seen, taken)


def _value(said: Sequence[Layer], key: str, on: dt.date) -> Any:
    found = told(said, key, on, everything_known)
    return None if found is None else found.value


def _minor(said: Sequence[Layer], on: dt.date) -> bool:
    """Whether the person may be a minor on the day, or is called one at any time."""
    if any(tag.casefold() in CHILD_WORDS for layer in said for fact in layer.facts.tags for tag in fact.is_):
        return True
    births = [fact.is_ for layer in said for fact in layer.facts.born]
    return any(full_years(latest(born), on) < ADULT_YEARS for born in births)


def _seen_in(case: Case, id: str, said: Sequence[Layer], party: str, on: dt.date) -> Seen:
    times = stretches(case, said, party, on)
    now = times[-1].last if times and times[-1].ended is None else None
    ended = times[-1].ended if times and now is None else None
    state = custody_of(said, on)[0] if times else "never"
    freed = told(said, "state", on, everything_known) if ended is not None else None
    sources = now.sources if now else (freed.fact.according_to or freed.layer.according_to) if freed else ()
    return Seen(
        case.case,
        state,
        now.by if now else None,
        now.since if now else ended.isoformat() if ended else None,
        _names(case, sources),
        bool(now and now.unverified),
        _rivals(case, said, "charge", on),
        _rivals(case, said, "sentence", on),
        _next(case, case.people[id].legal, on) if now else None,
        int(_value(said, "minors", on) or 0),
        None,
        _updated(case, id, said, on),
        None if now else _again(case.people[id].aftermath, ended, on),
    )


def _again(aftermath: Sequence[After], ended: dt.date | None, on: dt.date) -> str | None:
    """The last re-arrest by the day, if it came after custody ended."""
    dates = [after.on for after in aftermath if after.what == "re-arrest" and latest(after.on) <= on]
    last = max(dates, key=latest, default=None)
    return last if last is not None and (ended is None or latest(last) >= ended) else None


def _names(case: Case, sources: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source_name(case, id) for id in sources))


def _rivals(case: Case, said: Sequence[Layer], key: str, on: dt.date) -> tuple[Said, ...]:
    """What the last layer that says it gives, every value in force once."""
    for layer in reversed(said):
        standing = [fact for fact in getattr(layer.facts, key) if in_force(fact, on)]
        if standing:
            values: dict[str, list[Any]] = {}
            for fact in standing:
                values.setdefault(fact.is_, []).append(fact)
            return tuple(
                Said(
                    value,
                    _names(case, (id for fact in facts for id in fact.according_to or layer.according_to)),
                    all(fact.unverified for fact in facts),
                )
                for value, facts in values.items()
            )
    return ()


def _next(case: Case, steps: Sequence[LegalStep], on: dt.date) -> NextStep | None:
    """The first step that is still to come, of those made known by the day."""
    ahead = [step for step in steps if latest(step.on) > on and _known(case, step, on)]
    if not ahead:
        return None
    step = min(ahead, key=lambda step: (latest(step.on), days(step.on)[0]))
    return NextStep(step.on, step.what, step.court, _names(case, step.according_to), step.doubtful)


def _known(case: Case, step: LegalStep, on: dt.date) -> bool:
    """Whether the date was known: announced by the day or, if that is not said, told by a source of before."""
    if step.announced is not None:
        return latest(step.announced) <= on
    published = [case.sources[id].on for id in step.according_to if id in case.sources]
    return not published or any(date is None or latest(date) <= on for date in published)


def _updated(case: Case, id: str, said: Sequence[Layer], on: dt.date) -> dt.date | None:
    """The last day by then of which something that is shown was said."""
    found = [layer.on for layer in said if layer.on is not None]
    for layer in said:
        for key in ("held_by", "state", "charge", "sentence", "minors"):
            facts = getattr(layer.facts, key)
            found += [latest(date) for fact in facts for date in (fact.since, fact.until) if date is not None]
    found += [latest(step.announced) for step in case.people[id].legal if step.announced is not None]
    found += [latest(after.on) for after in case.people[id].aftermath]
    return max((day for day in found if day <= on), default=None)


def _why(said: Sequence[tuple[str, int, Seen]]) -> str:
    return "citizen" if any(why == "citizen" for why, _, _ in said) else "to"


def _seen(said: Sequence[tuple[str, int, Seen]]) -> tuple[Seen, ...]:
    return tuple(seen for _, _, seen in said)


def _add(taken: list[tuple[Arrest, int]], new: Iterable[Arrest], count: int) -> None:
    """Arrests that another case does not tell already: by the same, at what may be the same time."""
    before = list(taken)
    for arrest in new:
        if not any(_alike(arrest, old) for old, _ in before):
            taken.append((arrest, count))


def _alike(a: Arrest, b: Arrest) -> bool:
    if a.by is not None and b.by is not None and a.by != b.by:
        return False
    if a.date is None or b.date is None:
        return True
    return days(a.date)[0] <= days(b.date)[1] and days(b.date)[0] <= days(a.date)[1]


def _periods(entries: Sequence[tuple[Arrest, int]]) -> Iterator[Period]:
    for name, inside in periods([arrest.date for arrest, _ in entries]):
        by: Counter[str | None] = Counter()
        for i in inside:
            by[entries[i][0].by] += entries[i][1]
        parted = tuple(sorted(by.items(), key=lambda entry: (entry[0] is None, entry[0] or "")))
        yield Period(name, sum(by.values()), parted)
