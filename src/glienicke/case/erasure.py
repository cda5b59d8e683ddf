"""What is kept of people in a register, how long, and how it is erased so that the history still verifies.

Every text of a register is an erasable payload of its chain (`chain.py`): statements, the terms on which the register
is kept, the reasons of erasures. An erasure is itself an entry: which entries, when, and, in its own payload, by whom
and why. What is left of an erased statement are its number, its day and a commitment that nothing opens any more.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, get_args

from anyascii import anyascii

from glienicke.case.chain import Chain, Entry, Kind, Payload, added, added_all, canonical, statements_in, without
from glienicke.case.contacts import person_of
from glienicke.case.redact_names import Mentions, Named, found, mentions, spaced
from glienicke.case.register import Register, appended
from glienicke.case.statement import Statement, data_of, mistake, replacing
from glienicke.ground import dates

Then = Literal["erase", "review"]
"""What is to happen when the time is over: erase everything, or decide anew."""

THENS: tuple[str, ...] = get_args(Then)


@dataclass(frozen=True, slots=True)
class Terms:
    """Why a register is kept, on which legal basis, until which day (EDTF), and what happens then."""

    purpose: str
    basis: str
    until: str
    then: Then = "review"


@dataclass(frozen=True, slots=True)
class Concerned:
    """Entries about somebody, and entries of others that speak of them."""

    own: tuple[Entry, ...]
    others: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them in their order."""
        return tuple(sorted((*self.own, *self.others), key=lambda entry: entry.n))


# ------------------------------------------------------------------ statements and terms


def kept(chain: Chain, statements: Iterable[Statement], at: str) -> Chain:
    """The chain with those statements more that it does not hold. Raises ValueError as `register.appended` does."""
    register = register_in(chain)
    numbers = {s.id: n for n, s in statements_in(chain)}
    new: list[tuple[Kind, Payload, tuple[int, ...]]] = []
    plain: list[Statement] = []
    for statement in statements:
        if statement.id in numbers:
            continue
        data = {key: value for key, value in data_of(statement).items() if key != "supersedes"}
        if statement.supersedes is not None:
            register = appended(Register((*register.statements, *plain)), statement)
            plain = []
            data["supersedes_entry"] = numbers[statement.supersedes]
        elif (wrong := mistake(statement)) is not None:
            raise ValueError(wrong)
        else:
            plain.append(statement)
        numbers[statement.id] = len(chain.entries) + len(new)
        new.append(("statement", data, ()))
    return added_all(chain, new, at)


def followed(chain: Chain, statements: Sequence[Statement], at: str) -> Chain:
    """The chain brought to what a case says now: what it says no longer is taken back, what is new is added.

    statements: those of the case. at: ISO day, kept as that on which something was taken back.
    """
    register = register_in(chain)
    standing = {_bare(s): s for s in register.standing}
    now = {statement.id for statement in statements}
    back = [replacing(s, status="superseded", recorded_on=at) for id, s in standing.items() if id not in now]
    backs = {_bare(replace(s, status="accepted")): s for s in (*register, *back) if s.status == "superseded"}
    new = []
    for statement in statements:
        if statement.id in standing:
            continue
        if statement.id in register:  # said before, taken back, and said again
            before = backs.get(statement.id)
            statement = replace(statement, recorded_on=at, supersedes=before.id if before else None)
        new.append(statement)
    return kept(chain, [*back, *new], at)


def _bare(statement: Statement) -> str:
    """The id of what it says, whenever it was written down and whatever it took the place of."""
    return replace(statement, supersedes=None, recorded_on=None).id


def register_in(chain: Chain) -> Register:
    """The register without what was erased. Raises ValueError with the line that is no statement."""
    return Register(tuple(statement for _, statement in statements_in(chain)))


def agreed(chain: Chain, terms: Terms, by: str, at: str) -> Chain:
    """The chain with new terms. Raises ValueError for terms that say nothing or a date that is none."""
    for what, text in (("purpose", terms.purpose), ("legal basis", terms.basis), ("name of who decides", by)):
        if not text.strip():
            raise ValueError(f"the {what} is missing: say it in words")
    if terms.then not in THENS:
        raise ValueError(f"'{terms.then}': write {' or '.join(THENS)}")
    dates.days(terms.until)
    payload = {"purpose": terms.purpose, "basis": terms.basis, "until": terms.until, "then": terms.then, "by": by}
    return added(chain, "terms", payload, at)


def terms_of(chain: Chain) -> Terms | None:
    """The terms in force: the last ones; None if there are none, or if they were erased. Raises ValueError."""
    last = next((entry for entry in reversed(chain.entries) if entry.kind == "terms"), None)
    if last is None or last.payload is None:
        return None
    try:
        said: Any = last.payload
        terms = Terms(said["purpose"], said["basis"], said["until"], said["then"])
        dates.days(terms.until)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"line {last.n + 1}: these are no terms: {error}") from None
    return terms


def is_due(terms: Terms, today: dt.date) -> bool:
    """Whether the time is over: the last day that `until` may mean lies before today."""
    return dates.latest(terms.until) < today


# ------------------------------------------------------------------ erasing


def names_of(chain: Chain) -> dict[str, tuple[str, ...]]:
    """Every name and spelling that the register ever gave anybody, by id; of everybody in the order they came."""
    said: dict[str, dict[str, None]] = {}
    for _, s in statements_in(chain):
        id = _about(s.subject)
        if id is not None:
            told = (
                (s.value if isinstance(s.value, tuple) else (s.value,)) if s.property in ("name", "spellings") else ()
            )
            said.setdefault(id, {}).update(dict.fromkeys(told))
    return {id: tuple(names) for id, names in said.items()}


def _about(subject: str) -> str | None:
    """Whom a statement's subject is: `people/ana`, or an entry of her logs; None for any other subject."""
    return subject.removeprefix("people/") if subject.startswith("people/") else person_of(subject)


def concerned(chain: Chain, person: str) -> Concerned:
    """What would have to go with somebody: all about them, and all that speaks of them, by id or by name.

    Somebody else's own names stay, though they be the same surname. Raises KeyError for somebody the register does
    not know.
    """
    known = names_of(chain)
    if person not in known:
        raise KeyError(person)
    of = mentions([Named(id, names, id) for id, names in known.items()])
    own, others = [], []
    for entry in chain.entries:
        if entry.payload is None:
            continue
        if entry.kind == "statement" and _about(entry.payload["subject"]) == person:
            own.append(entry)
        elif _speaks_of(entry, person, known[person], of):
            others.append(entry)
    return Concerned(tuple(own), tuple(others))


def _speaks_of(entry: Entry, person: str, names: Sequence[str], of: Mentions) -> bool:
    said = dict(entry.payload or {})
    if entry.kind == "statement":
        subject = str(said.pop("subject", ""))
        if _about(subject) is None:
            said["subject"] = subject.rpartition("/")[2]
        elif said.get("property") in ("name", "spellings"):
            return False
        said = {key: value for key, value in said.items() if key not in _FIXED}
    for text in _texts(said):
        shown = spaced(text) if re.fullmatch(r"\w+([-_]\w+)*", text) else text
        if holds(text, (person, *names)) or any(person in ids for _, _, ids in found(shown, of)):
            return True
    return False


_FIXED = frozenset(("property", "status", "basis", "implied"))
"""What statements say in words of the format."""


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from (text for value in data.values() for text in _texts(value))
    elif isinstance(data, (list, tuple)):
        yield from (text for value in data for text in _texts(value))


def erased(chain: Chain, person: str | None, reason: str, by: str, at: str) -> Chain:
    """The chain without everything about somebody (None: about everybody and everything), with the erasure as an entry.

    Raises KeyError for somebody the register does not know, and ValueError if reason or name are missing, would keep
    the name, or if something would be left.
    """
    if not reason.strip() or not by.strip():
        raise ValueError("an erasure needs a reason and the name of who decides it")
    if person is None:
        gone = [entry.n for entry in chain.entries if entry.payload is not None]
        return added(without(chain, gone), "erasure", {"reason": reason, "by": by}, at, gone)
    names = names_of(chain).get(person, ())
    of = mentions([Named(person, names, person)])
    if holds(f"{reason} {by}", (person, *names)) or found(reason, of) or found(by, of):
        raise ValueError("the reason would keep the name that is to be erased; say it without the name")
    gone = [entry.n for entry in concerned(chain, person).entries]
    after = added(without(chain, gone), "erasure", {"reason": reason, "by": by}, at, gone)
    left = _left(after, (person, *names))
    if left:
        raise ValueError(f"something of the name would be left in line {left}; nothing was erased")
    return after


def _left(chain: Chain, names: Iterable[str]) -> int:
    """The first line (from 1) whose payload still holds a whole name or the id; 0 if none does.

    Not looked at: what somebody else of the same name is called.
    """
    for entry in chain.entries:
        own = entry.payload is not None and entry.payload.get("property") in ("name", "spellings")
        if entry.payload is not None and not own and holds(canonical(entry.payload).decode("utf-8"), names):
            return entry.n + 1
    return 0


def holds(text: str, names: Iterable[str]) -> bool:
    """Whether a text holds one of the names (as whole words, in any script); signs alone are no name."""
    of = _pattern(tuple(names))
    return bool(of.search(text.casefold()) or of.search(anyascii(text).casefold()))


@lru_cache(maxsize=256)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    forms = {form for name in names for form in (name.casefold(), anyascii(name).casefold())}
    real = sorted(form for form in forms if any(c.isalnum() for c in form))
    return re.compile("|".join(rf"(?<![\w-]){re.escape(form)}(?![\w-])" for form in real) or r"(?!)")
