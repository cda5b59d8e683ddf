"""How one desk is run: what it answers to, how long a sign-in lasts, and its limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from glienicke.case.source import SIZE_MAX

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""Names under which a desk on its own machine is asked."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One desk's settings; times in seconds, sizes in bytes, rates as (how many at once, how many a second).

    port: in the address; None for the scheme's own. hosts: names that it answers to, without a port; anything else is
    refused, so that a foreign page cannot reach it under a name of its own. owner: the party whose desk it is; None: a
    mediator's. rp_id: the name that passkeys are bound to: `localhost` or the server's, never an address in numbers.
    idle_s, lasts_s: a session ends after so long without a page, and in any case. tick: what limits of rate are
    counted by; tests set it. beat_s, poll_s: of live streams: between two signs of life, and between two looks at what
    other processes wrote.
    """

    port: int | None = 8017
    https: bool = False
    hosts: tuple[str, ...] = LOOPBACK
    owner: str | None = None
    rp_id: str = "localhost"
    idle_s: float = 8 * 3600
    lasts_s: float = 7 * 24 * 3600
    body_max: int = SIZE_MAX + 2**20
    sign_ins: tuple[float, float] = (20, 0.1)
    link_tries: tuple[float, float] = (5, 0.02)
    posts: tuple[float, float] = (120, 4)
    streams_a_session: int = 8
    streams: int = 400
    beat_s: float = 15
    poll_s: float = 0.12
    tick: Callable[[], float] = time.monotonic

    @property
    def origin(self) -> str:
        """The address that links begin with; passkeys work there."""
        return f"{'https' if self.https else 'http'}://{self.rp_id}{self.port_says}"

    @property
    def port_says(self) -> str:
        """The port as addresses write it."""
        return "" if self.port is None or self.port == (443 if self.https else 80) else f":{self.port}"

    @property
    def origins(self) -> tuple[str, ...]:
        """All addresses of the desk, as browsers say where a form was sent from."""
        scheme = "https" if self.https else "http"
        return tuple(f"{scheme}://{host}{self.port_says}" for host in self.hosts)

    def cookie(self, what: str) -> str:
        """A cookie's name. Browsers do not part cookies by port, so the name does: two desks stay apart."""
        return f"__Host-desk-{what}" if self.https else f"desk-{what}-{self.port or 80}"
