"""Two desks alike except in B's position and in what came of it: A's delegate, and nobody, see the same bytes.

Every route is asked, at every address that could hold something: the own case, one that is not theirs, none; the own
party, another, none; a job, a branch and a person that only one of the two desks has. Times and random numbers are
fixed, and streams give no sign of life (those go by the clock on the wall), so that status, headers and body must be
equal to the byte.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import MutableMapping
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.routing import Mount

from glienicke.desk.store import members
from tests.desk.web.calls import CALLS, Call, routes_of
from tests.desk.web.conftest import CASE, ORIGIN, Scene, scene_at

OTHER_POSITION = CASE.replace("worth: {ana: 50..80}", "worth: {ana: 1..2}, conditions: [never ben]")
CANARY = "Canary"
VALUES = {
    "case": ("harbour", "island", "nowhere"),
    "party": ("A", "B", "C"),
    "job": ("JOB", "0" * 16),
    "second": ("JOB",),
    "secret": ("never",),
    "person": ("ana", "nobody"),
    "branch": ("what-if",),
    "name": ("what-if",),
    "day": ("2024-03-01",),
    "date": ("2024-03-01",),
    "document": ("1" * 16,),
    "suggestion": ("1" * 16,),
    "member": ("MEMBER",),
}


class Fixed:
    """Random numbers that are none, from a count that can be set back."""

    def __init__(self) -> None:
        self.numbers = itertools.count()

    def reset(self, first: int = 0) -> None:
        """Begin to count anew."""
        self.numbers = itertools.count(first)

    def token_hex(self, size: int) -> str:
        """A number in hexadecimal."""
        return f"{next(self.numbers):0{2 * size}x}"

    def token_urlsafe(self, size: int) -> str:
        """A number as it can stand in an address."""
        return f"token-{next(self.numbers):0{size}d}"


@pytest.fixture
def worlds(tmp_path, monkeypatch) -> tuple[Scene, Scene]:
    """Two desks, alike but for B and for what the mediator did because of B."""
    fixed = Fixed()
    monkeypatch.setattr(members, "secrets", SimpleNamespace(**{n: getattr(fixed, n) for n in dir(fixed) if "tok" in n}))
    for module in ("registration.generate_registration_options", "authentication.generate_authentication_options"):
        monkeypatch.setattr(f"webauthn.{module}.generate_challenge", lambda: bytes(64))
    made = []
    for number, case in enumerate((CASE, OTHER_POSITION)):
        fixed.reset()
        scene = scene_at(
            tmp_path / f"{number}.sqlite",
            case,
            sign_ins=(10**6, 1),
            link_tries=(10**6, 1),
            posts=(10**6, 1),
            beat_s=600,
        )
        scene.ids["fixed"] = fixed  # type: ignore[assignment]
        scene.scope("mediator").publish("harbour", "A", "text", {"title": "An idea", "text": "words"})
        scene.scope("a").say("harbour", None, "to the mediator")
        if number:
            because_of_b(scene)
        made.append(scene)
    return made[0], made[1]


def because_of_b(scene: Scene) -> None:
    """All that may happen around A without A's part in it."""
    mediator, b = scene.scope("mediator"), scene.scope("b")
    for n in range(3):
        b.say("harbour", None, f"{CANARY} of B, {n}")
    mediator.say("harbour", "B", f"{CANARY} to B")
    publication = mediator.publish("harbour", "B", "deal", {"title": CANARY, "lines": [CANARY]})
    b.score("harbour", publication, {"verdict": "yes", "note": CANARY})
    mediator.branch("harbour", "what-if")
    scene.ids["job"] = mediator.submit("harbour", "main", {"verb": "find", "on": "2024-03-01", "aim": "gain"})
    document = mediator.add_document("harbour", f"{CANARY} was seen.", {"title": CANARY}, ())
    assert document
    scene.ids["b2"] = mediator.invite("harbour", "delegate", f"{CANARY} Second", "B")[0]
    mediator.invite("harbour", "analyst", f"{CANARY} Third")
    texts = mediator.texts("harbour")
    changed = texts.files["harbour.yaml"].replace("Ben Bell", f"Ben {CANARY}")
    mediator.replace_text("harbour", "main", "harbour.yaml", changed, "a name", texts.version)


def test_every_route_is_called(scene):
    assert not set(routes_of(scene.app)) - set(CALLS), "a route is not in tests/desk/web/calls.py"
    others = [route for route in scene.app.routes if route not in routes_of(scene.app).values()]
    assert [(type(route), route.path) for route in others] == [(Mount, "/static")]


@pytest.mark.parametrize("who", ["a", ""])
def test_nothing_of_b_reaches_a(worlds, who):
    """Status, headers and bytes of every call, one after the other, are equal in both desks."""
    job, member = worlds[1].ids["job"], worlds[1].ids["b2"]
    seen = [everything(scene, who, {"JOB": job, "MEMBER": member}) for scene in worlds]
    assert len(seen[0]) > 80
    for one, other in zip(*seen, strict=True):
        assert one == other
    for address, status, headers, body in seen[1]:
        assert status < 500, address
        assert CANARY.encode() not in body and CANARY not in str(headers), address
        if who:
            assert b"Ben" not in body and b"Belmark" not in body and b"50..80" not in body, address


def test_what_is_not_theirs_reads_as_what_is_not_there(worlds):
    """One answer for no such case, for another's, and for every page of one's own case that is for others."""
    scene = worlds[1]
    calls = everything(scene, "a", {"JOB": scene.ids["job"], "MEMBER": scene.ids["b2"]})
    not_there = [call for call in calls if call[1] == 404]
    pages = {(str(call[2]), call[3]) for call in not_there if " /api/" not in call[0] and " /static" not in call[0]}
    spoken = {(str(call[2]), call[3]) for call in not_there if " /api/" in call[0]}
    assert len(not_there) > 40 and len(pages) == 1 and len(spoken) == 1
    for call in calls:
        if any(
            part in call[0] for part in ("/island", "/nowhere", "/harbour/channel/B", "/harbour/channel/C", "/bench")
        ):
            assert call[1] == 404, call[0]


def test_a_stream_says_nothing_of_others(worlds):
    """While A's page is open, both sides of B's channel speak, and then A's: the streams are equal to the byte."""

    async def told(scene: Scene) -> list[bytes]:
        scene.ids["fixed"].reset(10**6)  # type: ignore[attr-defined]
        client, got = scene.client("a"), []
        stream = scene.app.state.desk.live.stream(scene.scope("a").who, "harbour", lambda: True)
        got.append(await anext(stream))
        if scene is worlds[1]:
            for n in range(5):
                scene.client("mediator").post("/cases/harbour/channel/B/say", data={"text": f"{CANARY} {n}"})
                await asyncio.sleep(0.03)
        else:
            await asyncio.sleep(0.15)
        following = asyncio.ensure_future(anext(stream))
        await asyncio.sleep(0.15)
        assert not following.done()
        await asyncio.to_thread(client.post, "/cases/harbour/channel/A/say", data={"text": "mine"})
        got.append(await asyncio.wait_for(following, 2))
        await stream.aclose()
        return got

    first, second = (asyncio.run(told(scene)) for scene in worlds)
    assert first == second and first[0] != first[1] and all(event.startswith(b"event: desk\n") for event in first)


def test_a_canary_of_one_case_is_in_no_page_of_another(scene):
    """All that the mediator of one case can look at, while another case is full of canaries."""
    scene.scope("islander").say("island", "A", "Canary song")
    client = scene.client("mediator")
    for key, route in routes_of(scene.app).items():
        if not key.startswith("GET ") or any(call.is_stream for call in CALLS[key]):
            continue
        for address in addresses(route.path, {}):
            if address.startswith("/static"):
                continue
            for call in CALLS[key]:
                answer = client.get(address, params=call.query)
                assert answer.status_code < 500 and CANARY not in answer.text, address


Answer = tuple[str, int, tuple[Any, ...], bytes]


def everything(scene: Scene, who: str, names: dict[str, str]) -> list[Answer]:
    """All calls of all routes at all addresses, each from a browser that signed in for it."""
    said: list[Answer] = []
    for number, (key, route) in enumerate(sorted(routes_of(scene.app).items())):
        scene.ids["fixed"].reset(1000 * (number + 1))  # type: ignore[attr-defined]
        client = scene.client(who)
        client.headers["Origin"] = ORIGIN
        for address, call in itertools.product(addresses(route.path, names), CALLS[key]):
            method = key.split()[0]
            if call.is_stream:
                said.append(first_of(scene, client, address))
                continue
            sent: dict[str, Any] = {"params": call.query}
            if method == "POST":
                sent |= {"json": call.json} if call.json is not None else {"data": call.form}
            answer = client.request(method, address, **sent)
            said.append(
                (f"{method} {address} {call}", answer.status_code, tuple(answer.headers.multi_items()), answer.content)
            )
    return said


def addresses(path: str, names: dict[str, str]) -> list[str]:
    """A route's address with every value that its parameters take."""
    keys = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    found = []
    for values in itertools.product(*(VALUES[key] for key in keys)):
        filled = path
        for key, value in zip(keys, values, strict=True):
            filled = filled.replace(f"{{{key}}}", names.get(value, value))
        found.append(filled)
    return found


def first_of(scene: Scene, client: Any, path: str) -> Answer:
    """Status, headers and the first piece of an answer that does not end."""

    async def asked() -> Answer:
        got: list[MutableMapping[str, Any]] = []
        enough, pieces = asyncio.Event(), iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> MutableMapping[str, Any]:
            for piece in pieces:
                return piece
            await enough.wait()
            return {"type": "http.disconnect"}

        async def send(message: MutableMapping[str, Any]) -> None:
            got.append(message)
            if message["type"] == "http.response.body":
                enough.set()

        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
        headers = [(b"host", b"localhost:8017"), (b"cookie", cookies.encode())]
        scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
        }
        scope |= {"path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": headers}
        scope |= {"client": ("testclient", 1), "server": ("localhost", 8017)}
        await asyncio.wait_for(scene.app(scope, receive, send), 10)
        start, body = got[0], next(m for m in got if m["type"] == "http.response.body")
        told = tuple((name.decode(), value.decode()) for name, value in start["headers"])
        return (f"GET {path} {Call(is_stream=True)}", start["status"], told, body.get("body", b""))

    return asyncio.run(asked())
