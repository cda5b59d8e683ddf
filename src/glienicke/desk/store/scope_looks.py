"""The part of `Scope` that is about what a member has looked at: when, and at which version of a case."""

from __future__ import annotations

from dataclasses import dataclass

from glienicke.desk.store import entries, revisions
from glienicke.desk.store.asking import Asking
from glienicke.desk.store.revisions import MAIN

KIND = "looked"
"""Entries of this kind change nothing that anybody sees; live pages pass them over."""


@dataclass(frozen=True, slots=True)
class Look:
    """When a member looked at a party's watchlist (ISO, UTC), of which day, and which version of the case it was."""

    at: str
    on: str
    version: int


class LooksScope(Asking):
    """A member's own looks at watchlists."""

    def look(self, case: str, party: str, on: str) -> None:
        """Note that whoever asks has seen a party's watchlist of a day, with the case as it is now."""
        self._staff(case)
        with self._writing(case) as connection:
            details = {"party": party, "on": on, "version": revisions.version_of(connection, case, MAIN)}
            entries.append(connection, case, entries.STAFF, KIND, self._who.member, self._store.now(), details)

    def last_look(self, case: str, party: str) -> Look | None:
        """The last look that whoever asks noted at a party's watchlist; never another member's."""
        self._staff(case)
        with self._reading() as connection:
            told = entries.told(connection, case, entries.STAFF, KIND)
        own = [(one, said) for one, said in told if one.by == self._who.member and said.get("party") == party]
        return Look(own[-1][0].at, own[-1][1]["on"], own[-1][1]["version"]) if own else None
