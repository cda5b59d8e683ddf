"""What pages are made with: `Pages` for routes that say whom they are for, `Asked` for who asks and what is answered.

A request to a page goes through `guarded` before anything that was sent is read: who is it, may this role see the page,
is it their case and their party, does the form carry its token. Whoever may not see a page is told what they would be
told of a page that does not exist, in the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar
from urllib.parse import quote

from fastapi import Depends
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from glienicke.desk.live import Live
from glienicke.desk.rendered import templates
from glienicke.desk.settings import Settings
from glienicke.desk.signin import sessions
from glienicke.desk.signin.rates import Rates
from glienicke.desk.signin.sessions import Signed
from glienicke.desk.store import members
from glienicke.desk.store.engine import Store
from glienicke.desk.store.problems import NotThere
from glienicke.desk.store.scope import Scope
from glienicke.desk.who import ROLES, Who

F = TypeVar("F", bound=Callable[..., Any])
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class SignInFirst(Exception):
    """Nobody asks for a page that is for members. to: where they wanted to go."""

    def __init__(self, to: str) -> None:
        super().__init__("sign in first")
        self.to = to


class NotAsked(Exception):
    """A change that did not come from one of the desk's own pages."""


class TooOften(Exception):
    """A limit of rate was met. wait_s: when it is worth trying again."""

    def __init__(self, wait_s: float) -> None:
        super().__init__("too often")
        self.wait_s = wait_s


@dataclass(frozen=True, slots=True)
class Desk:
    """One running desk: what all requests share. paths: the patterns of its pages, for the navigation."""

    store: Store
    settings: Settings
    live: Live
    sign_ins: Rates
    links: Rates
    posts: Rates
    paths: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)

    def name_of(self, member: str) -> str:
        """What a member is called; names do not change, so each is looked up once."""
        if member not in self.names:
            found = members.member_of(self.store, member)
            self.names[member] = found.name if found is not None else "a former member"
        return self.names[member]


class AskedNow:
    """One request: who asks, the store as they may see it, and ways to answer."""

    def __init__(self, request: Request, desk: Desk, signed: Signed) -> None:
        self.request, self.desk, self.signed = request, desk, signed
        self.scope = Scope(desk.store, signed.who)

    @property
    def who(self) -> Who:
        """Who asks."""
        return self.signed.who

    @property
    def csrf(self) -> str:
        """What each form of this session carries, in a field `csrf` or a header `X-CSRF-Token`."""
        return sessions.csrf_of(self.signed.token)

    async def form(self) -> FormData:
        """What was sent, as a form."""
        return await form_of(self.request, self.desk.settings)

    def page(self, template: str, status: int = 200, **given: Any) -> Response:
        """A whole page: the template with what every page shows besides."""
        flash = sessions.flash_of(self.desk.settings, self.request, self.signed.token)
        response = HTMLResponse(templates().get_template(template).render(self._shared(flash) | given), status)
        if flash:
            sessions.forget(self.desk.settings, response, "flash")
        return response

    def part(self, template: str, status: int = 200, **given: Any) -> Response:
        """A part of a page, to be put in the place of an older one."""
        return HTMLResponse(templates().get_template(template).render(self._shared("") | given), status)

    def json(self, data: Any, status: int = 200) -> Response:
        """Data."""
        return JSONResponse(data, status)

    def go(self, path: str, flash: str = "") -> Response:
        """To another page, after a change. flash: a line that is shown there once. Raises ValueError for an address
        outside of the desk."""
        response = RedirectResponse(local(path), status_code=303)
        if flash:
            sessions.set_flash(self.desk.settings, response, self.signed.token, flash)
        return response

    def sign_in_link(self, secret: str) -> str:
        """The whole address of a one-time link, to be handed on."""
        return f"{self.desk.settings.origin}/sign-in/link/{secret}"

    def _shared(self, flash: str) -> dict[str, Any]:
        case = self.request.path_params.get("case", "")
        return {
            "who": self.who,
            "me": self.desk.name_of(self.who.member) if self.who.member else "",
            "csrf": self.csrf,
            "flash": flash,
            "owner": self.desk.settings.owner,
            "case_id": case if case in self.who.cases else "",
            "paths": self.desk.paths,
        }


def asked_of(request: Request) -> AskedNow:
    """What the guard found out about this request."""
    asked: AskedNow = request.state.asked
    return asked


Asked = Annotated[AskedNow, Depends(asked_of)]
"""A parameter of every page."""


def local(path: str) -> str:
    """An address on this desk. Raises ValueError for any other: a page never sends anybody elsewhere."""
    if not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        raise ValueError(f"{path!r} is no address of this desk")
    return path


# ------------------------------------------------------------------ routes and whom they are for


@dataclass(frozen=True, slots=True)
class Page:
    """One route. allows: roles that may see it; `nobody` for those who are not signed in."""

    method: str
    path: str
    endpoint: Callable[..., Any]
    allows: frozenset[str]
    is_api: bool
    more: Mapping[str, Any]


class Pages:
    """Routes under one prefix. Each must say whom it is for; there is no default. is_api: they speak JSON, and stand in
    the description of the API."""

    def __init__(self, prefix: str = "", *, is_api: bool = False) -> None:
        self.prefix, self.is_api = prefix, is_api
        self.routes: list[Page] = []

    def get(self, path: str, *, allows: Collection[str], **more: Any) -> Callable[[F], F]:
        """A page to look at."""
        return self._add("GET", path, allows, more)

    def post(self, path: str, *, allows: Collection[str], **more: Any) -> Callable[[F], F]:
        """A change; the token of its form is checked before the page is asked."""
        return self._add("POST", path, allows, more)

    def _add(self, method: str, path: str, allows: Collection[str], more: Mapping[str, Any]) -> Callable[[F], F]:
        unknown = [role for role in allows if role not in ROLES]
        if isinstance(allows, str) or unknown or not allows:
            raise ValueError(f"{method} {self.prefix}{path} must say in a tuple which roles it allows: {ROLES}")

        def added(endpoint: F) -> F:
            self.routes.append(Page(method, self.prefix + path, endpoint, frozenset(allows), self.is_api, more))
            return endpoint

        return added


class Guarded(APIRoute):
    """A route that asks the guard first, before what was sent is read."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, behind the guard."""
        inner = super().get_route_handler()
        allows = frozenset((self.openapi_extra or {}).get("x-allows", ()))

        async def handler(request: Request) -> Response:
            desk: Desk = request.app.state.desk
            request.state.asked = await guarded(request, desk, allows)
            response: Response = await inner(request)
            case = request.path_params.get("case")
            if request.method not in SAFE and response.status_code < 400 and case:
                desk.live.changed(case)
            return response

        return handler


async def guarded(request: Request, desk: Desk, allows: frozenset[str]) -> AskedNow:
    """Who asks, if they may. Raises SignInFirst, NotThere, NotAsked or TooOften."""
    signed = await run_in_threadpool(sessions.signed_in, desk.store, desk.settings, request)
    who, params = signed.who, request.path_params
    if who.role not in allows and who.role == "nobody":
        raise SignInFirst(request.url.path if request.method in SAFE else "/")
    if "nobody" not in allows:
        strange = "case" in params and params["case"] not in who.cases
        if (
            who.role not in allows
            or strange
            or (who.role == "delegate" and params.get("party", who.party) != who.party)
        ):
            raise NotThere
    if request.method not in SAFE:
        await _is_ours(request, desk, signed)
    return AskedNow(request, desk, signed)


async def _is_ours(request: Request, desk: Desk, signed: Signed) -> None:
    """Whether a change comes from one of the desk's own pages."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    if origin is not None and origin not in desk.settings.origins:
        raise NotAsked
    if site is not None and site != "same-origin":
        raise NotAsked
    if signed.session is None:
        if origin is None and site is None:
            raise NotAsked
        return
    if wait_s := desk.posts.take(signed.session.public):
        raise TooOften(wait_s)
    given: object = request.headers.get("x-csrf-token")
    if given is None and "json" not in request.headers.get("content-type", ""):
        given = (await form_of(request, desk.settings)).get("csrf")
    if not sessions.csrf_right(signed.token, given):
        raise NotAsked


async def form_of(request: Request, settings: Settings) -> FormData:
    """A request's form; it is read once, and kept by the request. A text may be as large as all that is sent."""
    return await request.form(max_files=200, max_fields=20_000, max_part_size=settings.body_max)


def sign_in_path(to: str) -> str:
    """Where nobody is sent. to: where they wanted to go."""
    return "/sign-in" if to == "/" else f"/sign-in?to={quote(to, safe='/')}"
