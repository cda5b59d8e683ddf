"""Who asks: one member of the desk, in one role, let into some cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["mediator", "analyst", "delegate", "nobody"]
"""mediator: everything of the cases they are in. analyst: reads a case, asks the engine, edits people and facts.
delegate: one party's channel. nobody: whoever has not signed in."""

ROLES: tuple[str, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Who:
    """member: id of the member, empty for nobody. party: a delegate's. cases: ids of those that they were let into.

    A member has one role; somebody who is delegate in one affair and analyst in another is two members. Raises
    ValueError for a delegate without a party and for a party with anyone else.
    """

    member: str
    role: Role
    party: str | None = None
    cases: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"'{self.role}' is no role; there are {', '.join(ROLES)}")
        if (self.role == "delegate") != (self.party is not None):
            raise ValueError("a delegate speaks for a party, and nobody else does")
        if (self.role == "nobody") == bool(self.member):
            raise ValueError("a member has an id, and nobody has none")


NOBODY = Who("", "nobody")
"""Whoever has not signed in."""
