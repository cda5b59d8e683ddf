"""What is said when something is wrong: for people a page, for programs `application/problem+json` (RFC 9457).

What does not exist and what is not theirs reads the same, byte for byte."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from glienicke.case.write import CannotEdit
from glienicke.desk.live import TooMany
from glienicke.desk.rendered import templates
from glienicke.desk.signin import sessions
from glienicke.desk.store.problems import Changed, Faulty, NotThere, Refused
from glienicke.desk.web import AskedNow, NotAsked, SignInFirst, TooOften, sign_in_path
from glienicke.desk.who import NOBODY
from glienicke.ground.diagnostic import diagnostic_data

API = "/api/"
TITLES = {
    400: "This was not understood",
    401: "Sign in first",
    403: "This was not sent from the desk",
    404: "There is nothing here",
    405: "This cannot be done here",
    409: "Somebody was quicker",
    410: "This link is used up",
    413: "Too large",
    421: "Not this desk",
    422: "This cannot be done as it is",
    429: "Too often",
    500: "A mistake of the desk",
    503: "Too many open pages",
}
DETAILS_MAX = 20
NOTHING = "There is no such page, or it is not yours to see."
NOT_ASKED = (
    "The form was too old or came from elsewhere. Nothing was changed: go back, load the page anew, send it again."
)


def problem(
    request: Request,
    status: int,
    text: str,
    details: Sequence[str] = (),
    headers: dict[str, str] | None = None,
    **more: Any,
) -> Response:
    """What is wrong, for whoever asks. details: one line each. more: further members for programs."""
    title = TITLES.get(status, "This did not work")
    if request.url.path.startswith(API):
        body = {"type": "about:blank", "title": title, "status": status, "detail": text, **more}
        if details:
            body["details"] = list(details)
        return JSONResponse(body, status, headers, "application/problem+json")
    asked: AskedNow | None = getattr(request.state, "asked", None)
    if asked is not None:
        response = asked.page("problem.html", status, title=title, text=text, details=details)
        response.headers.update(headers or {})
        return response
    return _plain(request, status, text, details, headers)


def _plain(
    request: Request | None, status: int, text: str, details: Sequence[str] = (), headers: dict[str, str] | None = None
) -> Response:
    """The same page without a session: as good for a stranger as for a delegate."""
    title = TITLES.get(status, "This did not work")
    nobody = {"who": NOBODY, "me": "", "csrf": "", "flash": "", "owner": None, "case_id": "", "paths": frozenset()}
    page = templates().get_template("problem.html").render(**nobody, title=title, text=text, details=details)
    return HTMLResponse(page, status, headers)


def plain(path: str, status: int, text: str) -> Response:
    """A problem's page, or its data, before anybody is known to ask."""
    if path.startswith(API):
        body = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": text}
        return JSONResponse(body, status, media_type="application/problem+json")
    return _plain(None, status, text)


async def sign_in_first(request: Request, error: Exception) -> Response:
    """Nobody asks for a member's page."""
    assert isinstance(error, SignInFirst)
    if request.url.path.startswith(API) or request.method not in ("GET", "HEAD"):
        return problem(request, 401, "Sign in, and try again.")
    response = RedirectResponse(sign_in_path(error.to), 303)
    settings = request.app.state.desk.settings
    if settings.cookie("session") in request.cookies:
        sessions.forget(settings, response, "session")
    return response


async def not_there(request: Request, _: Exception) -> Response:
    """There is nothing, or it is not theirs. The page is made without the asker, so that it is the same for all."""
    if request.url.path.startswith(API):
        return problem(request, 404, NOTHING)
    return _plain(request, 404, NOTHING)


async def http(request: Request, error: Exception) -> Response:
    """What the frame itself refuses: no such page, or not by this method."""
    assert isinstance(error, HTTPException)
    if error.status_code in (404, 405):
        return await not_there(request, error)
    return problem(request, error.status_code, str(error.detail))


async def not_asked(request: Request, _: Exception) -> Response:
    """A change that came from elsewhere, or from an old page."""
    return problem(request, 403, NOT_ASKED)


async def too_often(request: Request, error: Exception) -> Response:
    """A limit of rate."""
    assert isinstance(error, TooOften)
    wait_s = max(1, math.ceil(error.wait_s))
    text = f"That was too often in a short time. Wait {wait_s} s and try again; nothing was changed."
    return problem(request, 429, text, headers={"Retry-After": str(wait_s)})


async def too_many(request: Request, _: Exception) -> Response:
    """More live pages than are served."""
    text = "Too many pages are open live. This one works, and shows changes when it is loaded anew."
    return problem(request, 503, text, headers={"Retry-After": "30"})


async def refused(request: Request, error: Exception) -> Response:
    """The store says why it cannot be done."""
    if isinstance(error, Faulty):
        details = [
            f"{found.span.file}:{found.span.line}: {found.text}" if found.span else found.text
            for found in error.diagnostics
        ]
        said = [diagnostic_data(found) for found in error.diagnostics]
        return problem(request, 422, "The case would have mistakes; nothing was changed.", details, diagnostics=said)
    return problem(request, 422, f"{error}.")


async def changed(request: Request, error: Exception) -> Response:
    """Somebody was quicker; their version is named, so that a program can try again."""
    assert isinstance(error, Changed)
    return problem(request, 409, f"{error}.", version=error.theirs.version)


async def not_understood(request: Request, error: Exception) -> Response:
    """Fields that are missing or of another kind; what was typed is not said again."""
    assert isinstance(error, RequestValidationError)
    details = [
        f"{'.'.join(str(part) for part in one['loc'][1:]) or 'the request'}: {one['msg']}"
        for one in error.errors()[:DETAILS_MAX]
    ]
    return problem(request, 422, "Something is missing, or not of the kind that is needed.", details)


def install(app: FastAPI) -> None:
    """Let the app answer with these."""
    for kind, handler in (
        (SignInFirst, sign_in_first),
        (NotThere, not_there),
        (HTTPException, http),
        (NotAsked, not_asked),
        (TooOften, too_often),
        (TooMany, too_many),
        (Refused, refused),
        (CannotEdit, refused),
        (Changed, changed),
        (RequestValidationError, not_understood),
    ):
        app.add_exception_handler(kind, handler)
