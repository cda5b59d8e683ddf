"""The line between the mediator and one party: messages, what was published to it, and its own scorecard.

A delegate's whole desk is here. Nothing on it depends on anything outside of the party's own channel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Form
from starlette.responses import Response

from glienicke.desk.cached import loaded
from glienicke.desk.store.scope import Message, NotThere, Publication, Refused, Score
from glienicke.desk.web import Asked, AskedNow, Pages

pages = Pages(prefix="/cases/{case}/channel")

BOTH = ("mediator", "delegate")
VERDICTS = {"open": "Not decided", "yes": "We could sign this", "no": "We could not sign this"}
NOTE_MAX = 5_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A publication with what the reader's own party noted of it."""

    publication: Publication
    title: str
    text: str
    lines: tuple[str, ...]
    score: Score | None


@pages.get("", allows=BOTH)
def channels(asked: Asked, case: str) -> Response:
    """A delegate's own channel; for a mediator the list of all."""
    if asked.who.role == "delegate":
        return asked.go(f"/cases/{case}/channel/{asked.who.party}")
    found = loaded(asked.scope.texts(case)).case
    names = {party: told.name for party, told in found.parties.items()} if found is not None else {}
    return asked.page("channels.html", case=case, parties=names)


@pages.get("/{party}", allows=BOTH)
def channel(asked: Asked, case: str, party: str) -> Response:
    """One channel."""
    return _page(asked, case, party)


@pages.post("/{party}/say", allows=BOTH)
def say(asked: Asked, case: str, party: str, text: Annotated[str, Form()] = "") -> Response:
    """Send a message."""
    try:
        asked.scope.say(case, party, text)
    except Refused as fault:
        return _page(asked, case, party, (str(fault),), {"text": text})
    return asked.go(f"/cases/{case}/channel/{party}#end", "Sent.")


@pages.post("/{party}/publish", allows=("mediator",))
def publish(
    asked: Asked, case: str, party: str, title: Annotated[str, Form()] = "", body: Annotated[str, Form()] = ""
) -> Response:
    """Show the party a text, which it can judge on its scorecard."""
    title = " ".join(title.split())
    if not title or len(title) > 200 or not body.strip() or len(body) > 50_000:
        wrong = ("a publication needs a title (at most 200 characters) and a text (at most 50,000)",)
        return _page(asked, case, party, wrong, {"title": title, "body": body})
    asked.scope.publish(case, party, "text", {"title": title, "text": body})
    return asked.go(f"/cases/{case}/channel/{party}#end", "Published to this party, and to no other.")


@pages.post("/{party}/score", allows=("delegate",))
def score(
    asked: Asked,
    case: str,
    party: str,
    publication: Annotated[int, Form()],
    verdict: Annotated[str, Form()] = "open",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Note what one's party thinks of a publication; the mediator does not read it."""
    try:
        noted(asked, case, publication, verdict, note)
    except Refused as fault:
        return _page(asked, case, party, (str(fault),))
    return asked.go(f"/cases/{case}/channel/{party}#p{publication}", "Noted, for your party only.")


@pages.get("/{party}/export", allows=BOTH)
def export(asked: Asked, case: str, party: str) -> Response:
    """The channel as data, to be kept."""
    response = asked.json(data_of(asked, case, party))
    safe = "".join(c if c.isascii() and c.isalnum() else "_" for c in f"{case}_{party}")
    response.headers["Content-Disposition"] = f'attachment; filename="channel_{safe}.json"'
    return response


def noted(asked: AskedNow, case: str, publication: int, verdict: str, note: str) -> None:
    """Keep a note on the scorecard. Raises Refused for a verdict that is none, and for a publication that is none."""
    if verdict not in VERDICTS:
        raise Refused(f"there is no such verdict; there are {', '.join(VERDICTS)}")
    if len(note) > NOTE_MAX:
        raise Refused(f"a note has at most {NOTE_MAX:,} characters")
    asked.scope.score(case, publication, {"verdict": verdict, "note": note})


def data_of(asked: AskedNow, case: str, party: str) -> dict[str, Any]:
    """A channel as whoever asks may see it: the scorecard is the party's alone."""
    data: dict[str, Any] = {
        "case": case,
        "party": party,
        "messages": [
            {"number": m.seq, "at": m.at, "from": "mediator" if m.from_mediator else "party", "text": m.text}
            for m in asked.scope.messages(case, party)
        ],
        "publications": [
            {"number": p.seq, "at": p.at, "kind": p.kind, "body": p.body} for p in asked.scope.publications(case, party)
        ],
    }
    if asked.who.role == "delegate":
        data["scorecard"] = [{"publication": s.publication, **(s.body or {})} for s in asked.scope.scorecard(case)]
    return data


def _page(
    asked: AskedNow, case: str, party: str, wrong: tuple[str, ...] = (), given: Mapping[str, str] | None = None
) -> Response:
    own = asked.who.role == "delegate"
    name = party
    if not own:
        found = loaded(asked.scope.texts(case)).case
        if found is None or party not in found.parties:
            raise NotThere
        name = found.parties[party].name
    scores = {s.publication: s for s in asked.scope.scorecard(case)} if own else {}
    told: list[Message | Shown] = [*asked.scope.messages(case, party)]
    told += [_shown(publication, scores.get(publication.seq)) for publication in asked.scope.publications(case, party)]
    told.sort(key=lambda one: one.publication.seq if isinstance(one, Shown) else one.seq)
    return asked.page(
        "channel.html",
        status=422 if wrong else 200,
        case=case,
        party=party,
        name=name,
        told=[(isinstance(one, Shown), one) for one in told],
        wrong=wrong,
        given={"text": "", "title": "", "body": "", **(given or {})},
        verdicts=VERDICTS,
        own=own,
    )


def _shown(publication: Publication, score: Score | None) -> Shown:
    body = publication.body or {}
    erased = "This was erased." if publication.body is None else ""
    lines = body.get("lines", ())
    return Shown(
        publication,
        str(body.get("title") or ("A deal" if publication.kind == "deal" else "A text")),
        str(body.get("text") or erased),
        tuple(str(line) for line in lines) if isinstance(lines, list | tuple) else (),
        score,
    )
