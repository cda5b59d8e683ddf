"""Whose desk it is: the member for whom the command that starts it makes a link."""

from __future__ import annotations

import sqlalchemy as sa

from glienicke.desk.store import members, tables
from glienicke.desk.store.engine import DOOR, Store


def first_mediator(store: Store) -> str:
    """The id of the mediator who is there for longest; a new one of an empty desk. Invited ones came later, and
    starting the desk signs nobody in as them."""
    of = tables.member.c
    there = sa.select(of.id).where(of.role == "mediator", of.gone_at.is_(None)).order_by(of.made_at, of.id).limit(1)
    with store.reading(DOOR) as connection:
        found = connection.execute(there).scalar()
    return str(found) if found is not None else members.add_member(store, "Mediator", "mediator")
