"""Who was let into a case, with which role; inviting by a one-time link, ending a membership, ending sign-ins."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Form
from starlette.responses import Response

from glienicke.desk.cached import loaded
from glienicke.desk.pages.opened import opened
from glienicke.desk.store import members
from glienicke.desk.store.members import INVITATION_S, Member
from glienicke.desk.store.problems import NotThere, Refused
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.desk.who import Role

pages = Pages(prefix="/cases/{case}/members")

MEDIATOR = ("mediator",)
ROLES = {
    "analyst": "analyst: reads the case, asks the engine, edits people and facts",
    "delegate": "delegate: sees one party’s channel only",
    "mediator": "mediator: everything of this case",
}


@pages.get("", allows=MEDIATOR)
def members_page(asked: Asked, case: str) -> Response:
    """The members, and the forms to let somebody in."""
    return _page(asked, case)


@pages.post("/invite", allows=MEDIATOR)
def invite(
    asked: Asked,
    case: str,
    name: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "",
    party: Annotated[str, Form()] = "",
) -> Response:
    """A new member; the link that signs them in is shown once."""
    given = {"name": name, "role": role, "party": party}
    wrong = []
    if role not in ROLES:
        wrong.append("choose a role")
    elif role == "delegate" and not party:
        wrong.append("choose the party that the delegate speaks for")
    elif role != "delegate" and party:
        wrong.append("only a delegate speaks for a party; choose no party, or the role of delegate")
    if wrong:
        return _page(asked, case, wrong, given, 422)
    try:
        _, secret = asked.scope.invite(case, cast(Role, role), name, party or None)
    except Refused as error:
        return _page(asked, case, [str(error)], given, 422)
    days = round(INVITATION_S / 86_400)
    link = asked.sign_in_link(secret)
    called = " ".join(name.split())[:60]
    return asked.go(
        f"/cases/{case}/members",
        f"Hand this link to {called} by a way that nobody else reads. It is shown this once, signs in once, "
        f"and is good for {days} days: {link}",
    )


@pages.post("/admit", allows=MEDIATOR)
def admit(asked: Asked, case: str, member: Annotated[str, Form()] = "") -> Response:
    """Let in somebody who is in another case of the same mediator already."""
    found = next((one for one in _others(asked, case) if one.id == member), None)
    if found is None:
        raise NotThere
    try:
        asked.scope.admit(case, member)
    except Refused as error:
        return _page(asked, case, [str(error)], {}, 422)
    return asked.go(f"/cases/{case}/members", f"{found.name} is let in.")


@pages.post("/{member}/dismiss", allows=MEDIATOR)
def dismiss(asked: Asked, case: str, member: str) -> Response:
    """Take somebody out of the case; from that moment on it is not there for them."""
    called = _member(asked, case, member).name
    try:
        asked.scope.dismiss(case, member)
    except Refused as error:
        return _page(asked, case, [str(error)], {}, 422)
    to = "/" if member == asked.who.member else f"/cases/{case}/members"
    return asked.go(to, f"{called} is no longer in the case.")


@pages.post("/{member}/sessions/end", allows=MEDIATOR)
def end_sessions(asked: Asked, case: str, member: str) -> Response:
    """End all sign-ins of a member of the case."""
    called = _member(asked, case, member).name
    members.end_sessions(asked.desk.store, member)
    to = "/sign-in" if member == asked.who.member else f"/cases/{case}/members"
    return asked.go(to, f"All sign-ins of {called} are ended.")


def _member(asked: AskedNow, case: str, member: str) -> Member:
    found = next((one for one in asked.scope.members(case) if one.id == member), None)
    if found is None:
        raise NotThere
    return found


def _others(asked: AskedNow, case: str) -> tuple[Member, ...]:
    """Members of the mediator's other cases who are not in this one; nobody else's names are told."""
    here = {one.id for one in asked.scope.members(case)}
    parties = _parties(asked, case)
    others = {
        one.id: one
        for other in sorted(asked.who.cases - {case})
        for one in asked.scope.members(other)
        if one.id not in here and (one.party is None or one.party in parties)
    }
    return tuple(sorted(others.values(), key=lambda one: (one.name, one.id)))


def _parties(asked: AskedNow, case: str) -> dict[str, str]:
    """Names of the case's parties by id; none while the case has mistakes."""
    found = loaded(asked.scope.texts(case)).case
    return {id: party.name for id, party in found.parties.items()} if found is not None else {}


def _page(
    asked: AskedNow,
    case: str,
    wrong: list[str] | None = None,
    given: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    here = opened(asked, case)
    store = asked.desk.store
    return asked.page(
        "members.html",
        status,
        here=here,
        wrong=wrong or [],
        given=given or {},
        roles=ROLES,
        parties=_parties(asked, case),
        members=[(one, len(members.sessions_of(store, one.id))) for one in asked.scope.members(case)],
        others=_others(asked, case),
    )
