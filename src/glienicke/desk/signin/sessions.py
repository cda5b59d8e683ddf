"""Who a request comes from: the session of its cookie, and the tokens that its forms must carry."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from glienicke.desk.settings import Settings
from glienicke.desk.store import members
from glienicke.desk.store.engine import Store
from glienicke.desk.store.members import Session
from glienicke.desk.who import NOBODY, Who

FLASH_MAX = 600
"""Characters of a line that is shown once, on the next page."""


@dataclass(frozen=True, slots=True)
class Signed:
    """One who is signed in, or nobody. token: the secret of the session; it is never written out."""

    who: Who
    session: Session | None = None
    token: str = ""

    def __repr__(self) -> str:
        return f"Signed({self.who.role})"


def signed_in(store: Store, settings: Settings, request: Request) -> Signed:
    """Who asks, as the store has it now: rights are never read off the cookie."""
    token = request.cookies.get(settings.cookie("session"), "")
    session = members.session_of(store, token, settings.idle_s) if 0 < len(token) < 200 else None
    who = members.who_is(store, session.member) if session is not None else None
    return Signed(NOBODY) if session is None or who is None else Signed(who, session, token)


def csrf_of(token: str) -> str:
    """What every form of a session carries. A foreign page cannot know it, and the session cannot be had from it."""
    return _bound(token, b"form")[:32] if token else ""


def csrf_right(token: str, given: object) -> bool:
    """Whether a form carries its session's token."""
    return bool(token) and isinstance(given, str) and hmac.compare_digest(csrf_of(token).encode(), given.encode())


def start(store: Store, settings: Settings, request: Request, response: Response, member: str) -> None:
    """Sign a member in on a response; a session that the browser had before is over."""
    before = request.cookies.get(settings.cookie("session"), "")
    if before:
        members.end_session(store, before)
    about = browser_says(request.headers.get("user-agent", ""))
    token, _ = members.start_session(store, member, settings.lasts_s, about)
    _set(settings, response, "session", token, int(settings.lasts_s))


def forget(settings: Settings, response: Response, *which: str) -> None:
    """Take cookies back."""
    for what in which:
        _set(settings, response, what, "", 0)


def set_flash(settings: Settings, response: Response, token: str, text: str) -> None:
    """Show a line on the next page. It is bound to the session, so that nobody else puts words there."""
    packed = base64.urlsafe_b64encode(text[:FLASH_MAX].encode("utf-8", "replace")).decode("ascii")
    _set(settings, response, "flash", f"{packed}.{_bound(token, b'flash ' + packed.encode())}", 60)


def flash_of(settings: Settings, request: Request, token: str) -> str:
    """The line that waits to be shown; empty if there is none, or it was not ours."""
    packed, _, given = request.cookies.get(settings.cookie("flash"), "").partition(".")
    if not packed or not hmac.compare_digest(_bound(token, b"flash " + packed.encode()).encode(), given.encode()):
        return ""
    return base64.urlsafe_b64decode(packed).decode("utf-8", "replace")


def browser_says(agent: str) -> str:
    """A browser in a few plain words, for the list of sessions; the whole line would tell more than is needed."""
    found = [name for name in ("Firefox", "Edg", "Chrome", "Safari", "curl", "python") if name.lower() in agent.lower()]
    systems = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")
    system = next((name for name in systems if name.lower() in agent.lower()), "")
    browser = {"Edg": "Edge"}.get(found[0], found[0]) if found else "a browser"
    return f"{browser} on {system}" if system else browser


def _bound(token: str, what: bytes) -> str:
    return hmac.new(b"glienicke desk 1\n" + token.encode("utf-8", "surrogatepass"), what, hashlib.sha256).hexdigest()


def _set(settings: Settings, response: Response, what: str, value: str, age_s: int) -> None:
    response.set_cookie(
        settings.cookie(what), value, max_age=age_s, path="/", secure=settings.https, httponly=True, samesite="strict"
    )
