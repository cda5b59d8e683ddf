"""The desk as one app: its pages, its API, its static files, and what stands around them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import pairwise

from fastapi import FastAPI
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Scope as Asgi

import glienicke.desk.api
import glienicke.desk.pages
import glienicke.desk.signin
from glienicke.desk import problems
from glienicke.desk.live import Live
from glienicke.desk.rendered import STATIC
from glienicke.desk.settings import Settings
from glienicke.desk.signin.rates import Rates
from glienicke.desk.store.engine import Store
from glienicke.desk.tending import Last, tended
from glienicke.desk.web import Desk, Guarded, Page, Pages
from glienicke.desk.wire import Wire


class Kept(StaticFiles):
    """Static files; one that is asked for by its hash may be kept for good."""

    async def get_response(self, path: str, scope: Asgi) -> Response:
        """One file."""
        response = await super().get_response(path, scope)
        by_hash = scope.get("query_string", b"").startswith(b"v=") and response.status_code in (200, 304)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if by_hash else "no-cache"
        return response


def create_app(store: Store, settings: Settings | None = None) -> FastAPI:
    """The desk over an open store, which stays the caller's to close."""
    settings = settings or Settings()
    live = Live(store, settings)
    sign_ins, links, posts = (
        Rates(*rate, settings.tick) for rate in (settings.sign_ins, settings.link_tries, settings.posts)
    )
    desk, last = Desk(store, settings, live, sign_ins, links, posts), Last()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with tended(last):
            yield
            live.close()

    # No address of its own for the description and its pages: those load scripts from elsewhere, and know no rights.
    app = FastAPI(
        title="glienicke desk",
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
        description="The verbs of the desk, with the rights of whoever is signed in. A change needs the header "
        "X-CSRF-Token, which `GET /api/v1/me` tells.",
    )
    app.state.desk = desk
    app.router.routes.append(Mount("/static", Kept(directory=STATIC), name="static"))
    for page in in_order(found_pages()):
        desk.paths.add(page.path)
        app.router.add_api_route(
            page.path,
            page.endpoint,
            methods=[page.method],
            name=f"{page.method} {page.path}",
            route_class_override=Guarded,
            include_in_schema=page.is_api,
            openapi_extra={"x-allows": sorted(page.allows)},
            **page.more,
        )
    problems.install(app)
    app.add_middleware(Wire, settings=settings, plain=problems.plain, last=last)
    return app


def found_pages() -> Iterator[Page]:
    """The routes of all modules that have `pages`."""
    for package in (glienicke.desk.signin, glienicke.desk.pages, glienicke.desk.api):
        for found in pkgutil.iter_modules(package.__path__):
            pages = getattr(importlib.import_module(f"{package.__name__}.{found.name}"), "pages", None)
            if isinstance(pages, Pages):
                yield from pages.routes


def in_order(pages: Iterator[Page]) -> list[Page]:
    """Plain parts of an address before parameters, so that `/new` is not taken for a name, whoever came first. Raises
    ValueError if two routes have one address."""
    found = sorted(pages, key=lambda page: ([part.startswith("{") for part in page.path.split("/")], page.path))
    for before, after in pairwise(found):
        if (before.method, before.path) == (after.method, after.path):
            raise ValueError(f"{after.method} {after.path} is there twice")
    return found
