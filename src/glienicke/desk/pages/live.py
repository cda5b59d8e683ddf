"""The stream of one case's changes, for whoever may see it."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.responses import Response, StreamingResponse

from glienicke.desk.signin import sessions
from glienicke.desk.web import Asked, AskedNow, Pages

pages = Pages(prefix="/cases/{case}")


@pages.get("/live", allows=("mediator", "analyst", "delegate"))
async def live(asked: Asked, case: str) -> Response:
    """Server-sent events named `desk`; each holds the whole state."""
    session = asked.signed.session
    assert session is not None
    asked.desk.live.take(session.public)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(asked, case, session.public), media_type="text/event-stream", headers=headers)


async def _events(asked: AskedNow, case: str, session: str) -> AsyncIterator[bytes]:
    desk, who = asked.desk, asked.who

    def still() -> bool:
        now = sessions.signed_in(desk.store, desk.settings, asked.request).who
        return (now.member, now.role, now.party) == (who.member, who.role, who.party) and case in now.cases

    try:
        async for event in desk.live.stream(who, case, still):
            yield event
    finally:
        desk.live.give_back(session)
