"""Channels as JSON: read, say, publish, score."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import Body
from pydantic import AfterValidator
from starlette.responses import Response

from glienicke.desk.api.said import Number, Words, whole
from glienicke.desk.pages.channel import BOTH, data_of, noted
from glienicke.desk.store.scope import Refused
from glienicke.desk.web import Asked, Pages

pages = Pages(prefix="/api/v1/cases/{case}/channel/{party}", is_api=True)


def _whole(body: dict[str, Any]) -> dict[str, Any]:
    whole(json.dumps(body, ensure_ascii=False))
    return body


Content = Annotated[dict[str, Any], AfterValidator(_whole), Body()]


@pages.get("", allows=BOTH, summary="A channel")
def channel(asked: Asked, case: str, party: str) -> Response:
    """Messages and publications; for a delegate the party's own scorecard besides."""
    return asked.json(data_of(asked, case, party))


@pages.post("/messages", allows=BOTH, summary="Send a message")
def say(asked: Asked, case: str, party: str, text: Annotated[Words, Body(embed=True)]) -> Response:
    """The message's number."""
    return asked.json({"number": asked.scope.say(case, party, text)}, 201)


@pages.post("/publications", allows=("mediator",), summary="Show the party a deal or a text")
def publish(asked: Asked, case: str, party: str, kind: Annotated[Words, Body()], body: Content) -> Response:
    """The publication's number. body: `title`, `text` and `lines` are shown."""
    if kind not in ("deal", "text"):
        raise Refused("publish a deal or a text")
    return asked.json({"number": asked.scope.publish(case, party, "deal" if kind == "deal" else "text", body)}, 201)


@pages.post("/scores", allows=("delegate",), summary="Note what the party thinks of a publication")
def score(
    asked: Asked,
    case: str,
    party: str,
    publication: Annotated[Number, Body()],
    verdict: Annotated[Words, Body()] = "open",
    note: Annotated[Words, Body()] = "",
) -> Response:
    """Nobody but the party's delegates reads it. verdict: `open`, `yes` or `no`."""
    noted(asked, case, publication, verdict, note)
    return asked.json({"publication": publication}, 201)
