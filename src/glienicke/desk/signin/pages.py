"""Signing in and out, one's own sessions and passkeys. What nobody may see is here, and the static files."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from fastapi import Body, Form
from starlette.responses import JSONResponse, RedirectResponse, Response

from glienicke.desk.signin import passkeys, sessions
from glienicke.desk.signin.passkeys import Challenges, NotAccepted
from glienicke.desk.store import members
from glienicke.desk.web import Asked, AskedNow, Pages, TooOften, local

pages = Pages()

ANYBODY = ("nobody", "mediator", "analyst", "delegate")
MEMBERS = ("mediator", "analyst", "delegate")
UNUSABLE = "This link was used already, or is too old, or was never one. Ask for a new one."
ON_HAND = "challenges"


@pages.get("/sign-in", allows=ANYBODY)
def sign_in(asked: Asked, to: str = "/") -> Response:
    """The page with the ways in."""
    return asked.page("sign_in.html", to=_to(to), rp_id=asked.desk.settings.rp_id, origin=asked.desk.settings.origin)


@pages.get("/sign-in/link/{secret}", allows=ANYBODY)
def by_link(asked: Asked, secret: str) -> Response:
    """A one-time link: it is used up at once, and the browser is sent on from its address."""
    if "prefetch" in asked.request.headers.get("sec-purpose", asked.request.headers.get("purpose", "")):
        return _no(asked, 503, "A link is opened by a person, not ahead of one.")
    _slowly(asked, members.hash_of(secret))
    member = members.use_link(asked.desk.store, secret)
    if member is None:
        return _no(asked, 410, UNUSABLE)
    # Not to the first page itself: a browser that came from elsewhere sends a strict cookie only from our own pages on.
    response = RedirectResponse("/sign-in/done", 303)
    sessions.start(asked.desk.store, asked.desk.settings, asked.request, response, member)
    return response


@pages.get("/sign-in/done", allows=ANYBODY)
def done(asked: Asked) -> Response:
    """On the way from a link to the first page."""
    return asked.page("signed_in.html")


@pages.post("/sign-in/passkey/options", allows=ANYBODY)
def passkey_options(asked: Asked) -> Response:
    """A challenge to sign in with."""
    _slowly(asked)
    return asked.json(passkeys.sign_in_options(asked.desk.settings, _challenges(asked)))


@pages.post("/sign-in/passkey", allows=ANYBODY)
def by_passkey(asked: Asked, answer: Annotated[dict[str, Any], Body()]) -> Response:
    """Sign in with a passkey."""
    _slowly(asked)
    try:
        member = passkeys.sign_in(asked.desk.store, asked.desk.settings, _challenges(asked), answer)
    except NotAccepted as error:
        return asked.json({"wrong": str(error)}, 403)
    response = JSONResponse({"to": "/"})
    sessions.start(asked.desk.store, asked.desk.settings, asked.request, response, member)
    return response


@pages.post("/sign-out", allows=MEMBERS)
def sign_out(asked: Asked) -> Response:
    """End this session."""
    members.end_session(asked.desk.store, asked.signed.token)
    response = RedirectResponse("/sign-in", 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    sessions.forget(asked.desk.settings, response, "session", "flash")
    return response


@pages.get("/account", allows=MEMBERS)
def account(asked: Asked) -> Response:
    """One's own sessions and passkeys."""
    store, settings, session = asked.desk.store, asked.desk.settings, asked.signed.session
    return asked.page(
        "account.html",
        sessions=[_shown(one) for one in members.sessions_of(store, asked.who.member)],
        here=session.public if session is not None else "",
        passkeys=members.credentials_of(store, asked.who.member),
        rp_id=settings.rp_id,
        origin=settings.origin,
        is_here=asked.request.url.hostname == settings.rp_id,
    )


@pages.post("/account/sessions/end", allows=MEMBERS)
def end(asked: Asked, public: Annotated[str, Form()] = "") -> Response:
    """End one of one's sessions, or all others."""
    store, session = asked.desk.store, asked.signed.session
    here = session.public if session is not None else ""
    for one in members.sessions_of(store, asked.who.member):
        if one.public == public or (not public and one.public != here):
            members.end_sessions(store, asked.who.member, one.public)
    return asked.go("/account", "Ended.")


@pages.post("/account/passkeys/options", allows=MEMBERS)
def new_passkey_options(asked: Asked) -> Response:
    """A challenge to register a passkey with."""
    called = asked.desk.name_of(asked.who.member)
    made = passkeys.register_options(
        asked.desk.store, asked.desk.settings, _challenges(asked), asked.who.member, called
    )
    return asked.json(made)


@pages.post("/account/passkeys", allows=MEMBERS)
def new_passkey(asked: Asked, answer: Annotated[dict[str, Any], Body()], name: Annotated[str, Body()] = "") -> Response:
    """Register a passkey."""
    desk, member = asked.desk, asked.who.member
    try:
        passkeys.register(desk.store, desk.settings, _challenges(asked), member, answer, name)
    except NotAccepted as error:
        return asked.json({"wrong": str(error)}, 422)
    return asked.json({"to": "/account"})


@pages.post("/account/passkeys/remove", allows=MEMBERS)
def remove_passkey(asked: Asked, id: Annotated[str, Form()]) -> Response:
    """Take one of one's passkeys out."""
    members.drop_credential(asked.desk.store, asked.who.member, id)
    return asked.go("/account", "The passkey no longer opens the desk. Take it out of your device too.")


def _challenges(asked: AskedNow) -> Challenges:
    state = asked.request.app.state
    if not hasattr(state, ON_HAND):
        setattr(state, ON_HAND, Challenges(asked.desk.settings.tick))
    found: Challenges = getattr(state, ON_HAND)
    return found


def _slowly(asked: AskedNow, link: str = "") -> None:
    """Limit how often one address, and one link, is tried. Raises TooOften."""
    address = asked.request.client.host if asked.request.client is not None else ""
    if wait_s := asked.desk.sign_ins.take(address):
        raise TooOften(wait_s)
    if link and (wait_s := asked.desk.links.take(link)):
        raise TooOften(wait_s)


def _no(asked: AskedNow, status: int, text: str) -> Response:
    return asked.page("problem.html", status, title="You are not signed in", text=text, details=())


def _to(path: str) -> str:
    try:
        return local(path)
    except ValueError:
        return "/"


def _shown(session: members.Session) -> dict[str, str]:
    return {
        "public": session.public,
        "about": session.about,
        "made": _at(session.made),
        "seen": _at(session.seen),
        "until": _at(session.until),
    }


def _at(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
