"""Who asks, what they may see, and the description of this API."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from glienicke.desk.web import Asked, Pages

pages = Pages(prefix="/api/v1", is_api=True)

MEMBERS = ("mediator", "analyst", "delegate")


@pages.get("/openapi.json", allows=MEMBERS, summary="This description")
def openapi(asked: Asked) -> Response:
    """The description of all verbs (OpenAPI), the same for every member; rights are checked at each."""
    described: dict[str, Any] = asked.request.app.openapi()
    return asked.json(described)


@pages.get("/me", allows=MEMBERS, summary="Who asks")
def me(asked: Asked) -> Response:
    """Member, role, and the token that changes need in the header X-CSRF-Token."""
    who = asked.who
    name = asked.desk.name_of(who.member)
    return asked.json({"member": who.member, "name": name, "role": who.role, "party": who.party, "csrf": asked.csrf})


@pages.get("/cases", allows=MEMBERS, summary="Cases that whoever asks was let into")
def cases(asked: Asked) -> Response:
    """Id, title (for a delegate the id) and when anything changed that they may see."""
    return asked.json(
        {"cases": [{"id": c.id, "title": c.title, "changed_at": c.changed_at or None} for c in asked.scope.cases()]}
    )
