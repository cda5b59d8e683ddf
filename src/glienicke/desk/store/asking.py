"""What every method of `Scope` begins with: who asks, and whether there is anything there for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.engine import Connection

from glienicke.desk.cached import loaded
from glienicke.desk.store import members
from glienicke.desk.store.engine import Rights, Store
from glienicke.desk.store.problems import NotThere, Refused
from glienicke.desk.store.texts import Texts
from glienicke.desk.who import Who

ANALYSTS = frozenset({"title", "sources", "people", "history", "assessments"})
"""The parts of a case that an analyst may change."""


class Asking:
    """One asker and the store. It is made anew for each request, since roles and cases can change between two."""

    def __init__(self, store: Store, who: Who) -> None:
        self._store = store
        self._who = who

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._who.role})"

    @property
    def who(self) -> Who:
        """Who asks."""
        return self._who

    def _staff(self, case: str) -> None:
        self._in(case, "mediator", "analyst")

    def _mediator(self, case: str) -> None:
        self._in(case, "mediator")

    def _in(self, case: str, *roles: str) -> None:
        if self._who.role not in roles or case not in self._who.cases:
            raise NotThere

    def _party(self, case: str, party: str | None, *roles: str) -> str:
        """The party whose channel it is about: a delegate's own, or the one that the mediator names."""
        self._in(case, *roles)
        if self._who.role == "delegate":
            if party not in (None, self._who.party):
                raise NotThere
            party = self._who.party
        if not party:
            raise NotThere
        return party

    def _rights(self) -> Rights:
        return Rights(self._who.role, self._who.party or "", tuple(sorted(self._who.cases)))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._store.reading(self._rights()) as connection:
            yield connection

    @contextmanager
    def _writing(self, case: str) -> Iterator[Connection]:
        with self._store.writing(self._rights(), of=case) as connection:
            yield connection

    def _names(self) -> Mapping[str, str]:
        """What members are called, by id, for those who may know."""
        return {member.id: member.name for member in members.members_of(self._store)}


def allowed(who: Who, before: Texts, after: Texts) -> None:
    """An analyst changes people, facts and sources only, whichever way they do it. Raises Refused."""
    if who.role != "analyst":
        return
    old, new = loaded(before).case, loaded(after).case
    if old is None or new is None:
        raise Refused("the case has mistakes; ask a mediator to mend it")
    wrong = [key for key in type(new).model_fields if key not in ANALYSTS and getattr(old, key) != getattr(new, key)]
    if wrong:
        raise Refused(f"an analyst changes people, facts and sources; for {', '.join(wrong)} ask a mediator")
