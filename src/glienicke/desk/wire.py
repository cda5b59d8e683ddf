"""What stands between the network and the pages: host, headers, the size of what is sent, the log, and the last net.

Every answer passes here on its way out, errors and files included, so that none is without its headers.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from glienicke.desk.mistakes import told
from glienicke.desk.settings import Settings
from glienicke.desk.tending import Last

log = logging.getLogger("glienicke.desk")

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not no-referrer: browsers then say "Origin: null" of a form, and where it was sent from could not be checked.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "X-Robots-Tag": "noindex, nofollow",
}

Plain = Callable[[str, int, str], Response]
"""A page without a session, or a problem for programs: the address asked for, status and what it says."""


class TooLarge(Exception):
    """More was sent than is taken."""


class _Taken:
    """What is sent, until more came than is taken, whatever its length was said to be."""

    def __init__(self, receive: Receive, room: int) -> None:
        self._receive, self._room = receive, room

    @property
    def is_over(self) -> bool:
        """Whether more came."""
        return self._room < 0

    def settle(self) -> None:
        """The answer to what was too much may go out."""
        self._room = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._room -= len(message.get("body", b""))
        if self.is_over:
            raise TooLarge
        return message


class Wire:
    """The outermost layer of the app. plain: how to say what is wrong before anybody is known to ask. last: where it is
    noted that somebody asked."""

    def __init__(self, app: ASGIApp, settings: Settings, plain: Plain, last: Last) -> None:
        self._app, self._settings, self._plain, self._last = app, settings, plain, last

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # no other kind of connection is served
        self._last.note()
        began, status = time.perf_counter(), 0
        taken = _Taken(receive, self._settings.body_max)

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                if taken.is_over:
                    raise TooLarge  # whatever was made of what could not be read to its end
                status = message["status"]
                self._dress(MutableHeaders(scope=message))
            await send(message)

        try:
            refused = self._refused(scope["path"], Headers(scope=scope))
            if refused is not None:
                await refused(scope, receive, sending)
            else:
                await self._app(scope, taken, sending)
        except Exception as error:
            if status:
                raise
            path = scope["path"]
            answer = self._too_large(path) if taken.is_over else self._failed(path, error)
            taken.settle()
            await answer(scope, receive, sending)
        finally:
            self._last.note()
            _note(scope, status, time.perf_counter() - began)

    def _refused(self, path: str, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        name, port = _parted(host)
        if name not in self._settings.hosts or port != (self._settings.port_says.removeprefix(":") or port):
            text = "This desk does not answer to that name. Open it at the address that it printed."
            return self._plain(path, 421, text)
        length = headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length) > self._settings.body_max:
            return self._too_large(path)
        return None

    def _too_large(self, path: str) -> Response:
        text = f"That is too large; at most {self._settings.body_max // 2**20} MB are taken at once."
        return self._plain(path, 413, text)

    def _failed(self, path: str, error: Exception) -> Response:
        mark = secrets.token_hex(4)
        log.error("mistake %s: %s", mark, told(error))
        text = f"That is a mistake of the desk, not yours; nothing was changed. Its number: {mark}."
        return self._plain(path, 500, text)

    def _dress(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers[name] = value
        headers.setdefault("Cache-Control", "no-store")
        if self._settings.https:
            headers["Strict-Transport-Security"] = "max-age=31536000"


def _parted(host: str) -> tuple[str, str]:
    """Name and port of a Host header; the port is empty if none is said."""
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        return host.lower(), ""
    return name.lower(), port


def _note(scope: Scope, status: int, took_s: float) -> None:
    """One line a request. The route's pattern stands for the path: a path can hold names, ids and one-time links."""
    route = getattr(scope.get("route"), "path", None) or ("/static" if scope["path"].startswith("/static/") else "-")
    log.info("%s %s %s %.0f ms", scope["method"], route, status or "-", took_s * 1000)
