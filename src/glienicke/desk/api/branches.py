"""What-ifs of a case, and its members, as JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from glienicke.desk.api.cases import On, day_of
from glienicke.desk.api.said import MEDIATOR, STAFF, Branch, Shape, Words, Written, described, told
from glienicke.desk.cached import loaded, on_day
from glienicke.desk.shown.changes import facts_that_differ, unified
from glienicke.desk.store.members import INVITATION_S
from glienicke.desk.store.revisions import MAIN
from glienicke.desk.web import Asked, Pages
from glienicke.desk.who import Role

pages = Pages(prefix="/api/v1/cases/{case}", is_api=True)


class BranchData(Shape):
    """A branch. base: what it began from, at which version; null for `main`. made_at: UTC."""

    name: str
    base: str | None
    base_version: int | None
    version: int
    made_at: str
    by: str


class Branches(Shape):
    """The branches of a case, `main` first."""

    case: str
    branches: list[BranchData]


class NewBranch(Shape):
    """A new what-if: its texts begin as those of its base."""

    name: Annotated[Words, Field(examples=["without-the-ship"])]
    base: Branch = MAIN


class MemberData(Shape):
    """One who was let into the case. party: a delegate's."""

    id: str
    name: str
    role: Role
    party: str | None


class Members(Shape):
    """Who was let into the case, by name."""

    case: str
    members: list[MemberData]


class Invitation(Shape):
    """Somebody new. party: for a delegate, and for nobody else."""

    name: Annotated[Words, Field(min_length=1, max_length=200)]
    role: Role
    party: Words | None = None


class Invited(Shape):
    """link: signs the member in once; it is told here and never again. lasts_s: for how long it is good."""

    member: str
    link: str
    lasts_s: float


@pages.get("/branches", allows=STAFF, summary="What-ifs", **described(Branches, "`main` and the what-ifs."))
def branches(asked: Asked, case: str) -> Response:
    """Those that were not dropped."""
    return _branches(asked, case)


@pages.post("/branches", allows=STAFF, summary="A new what-if", **described(Written, "Its first version.", 201))
def branch(asked: Asked, case: str, sent: NewBranch) -> Response:
    """A named branch of the case."""
    texts = asked.scope.branch(case, sent.name, sent.base)
    said = {"branch": sent.name, "version": texts.version, "digest": texts.digest, "warnings": []}
    return told(asked, Written, said, 201)


class DiffersData(Shape):
    """One fact that differs. subject: whose; what: which; before: in `main`, after: in the what-if, in words; empty
    where nothing is said."""

    subject: str
    what: str
    before: str
    after: str


class Differences(Shape):
    """A what-if beside `main`. facts: what they say differently on the day; null if one of them has mistakes. diff:
    unified, by file."""

    case: str
    branch: str
    on: dt.date | None
    facts: list[DiffersData] | None
    diff: dict[str, str]


@pages.get(
    "/branches/{branch}/differences",
    allows=STAFF,
    summary="A what-if beside the case",
    **described(Differences, "Facts that differ on a day, and the lines."),
)
def differences(asked: Asked, case: str, branch: str, on: On = "") -> Response:
    """What the what-if says otherwise than the case does now."""
    here, main = asked.scope.texts(case, branch), asked.scope.texts(case, MAIN)
    mine, theirs = loaded(here).case, loaded(main).case
    day, facts = None, None
    if mine is not None and theirs is not None:
        now = day_of(here, mine, on)
        day = now.on
        found = facts_that_differ(theirs, on_day(main, theirs, day), mine, now)
        facts = [asdict(one) for one in found]
    diff = unified(main.files, here.files)
    return told(asked, Differences, {"case": case, "branch": branch, "on": day, "facts": facts, "diff": diff})


@pages.post("/branches/{branch}/drop", allows=STAFF, summary="Drop a what-if", **described(Branches, "What is left."))
def drop(asked: Asked, case: str, branch: str) -> Response:
    """What was done on it stays in the record."""
    asked.scope.drop_branch(case, branch)
    return _branches(asked, case)


@pages.get("/members", allows=MEDIATOR, summary="Members", **described(Members, "Who was let in."))
def members(asked: Asked, case: str) -> Response:
    """The members of the case."""
    return _members(asked, case)


@pages.post("/members", allows=MEDIATOR, summary="Invite somebody", **described(Invited, "A one-time link.", 201))
def invite(asked: Asked, case: str, sent: Invitation) -> Response:
    """A new member, let into the case."""
    member, secret = asked.scope.invite(case, sent.role, sent.name, sent.party)
    return told(asked, Invited, {"member": member, "link": asked.sign_in_link(secret), "lasts_s": INVITATION_S}, 201)


@pages.post("/members/{member}/admit", allows=MEDIATOR, summary="Let a member in", **described(Members, "All of them."))
def admit(asked: Asked, case: str, member: str) -> Response:
    """Somebody who is a member of the desk already."""
    asked.scope.admit(case, member)
    return _members(asked, case)


@pages.post("/members/{member}/dismiss", allows=MEDIATOR, summary="End it", **described(Members, "Who is left."))
def dismiss(asked: Asked, case: str, member: str) -> Response:
    """Take a member out of the case; the last mediator cannot leave it."""
    asked.scope.dismiss(case, member)
    if member == asked.who.member:
        return told(asked, Members, {"case": case, "members": []})
    return _members(asked, case)


def _branches(asked: Asked, case: str) -> Response:
    lines = [
        {
            "name": one.name,
            "base": one.base,
            "base_version": one.base_version,
            "version": one.version,
            "made_at": one.made_at,
            "by": one.by,
        }
        for one in asked.scope.branches(case)
    ]
    return told(asked, Branches, {"case": case, "branches": lines})


def _members(asked: Asked, case: str) -> Response:
    lines = [
        {"id": one.id, "name": one.name, "role": one.role, "party": one.party} for one in asked.scope.members(case)
    ]
    return told(asked, Members, {"case": case, "members": lines})
