"""How each route of the desk is called in tests: whoever adds a route adds a line here, or the tests fail.

A call names what the route takes besides its address: a query, a form or JSON; several where one does not tell all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent. is_stream: the answer does not end by itself."""

    query: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
    json: Any = None
    is_stream: bool = False


DAY = Call(query={"on": "2024-03-01"})
BRANCH = Call(query={"branch": "what-if"})
PLAIN = Call()

CALLS: dict[str, tuple[Call, ...]] = {
    # signing in
    "GET /sign-in": (PLAIN, Call(query={"to": "/cases/harbour"})),
    "GET /sign-in/link/{secret}": (PLAIN,),
    "GET /sign-in/done": (PLAIN,),
    "POST /sign-in/passkey/options": (PLAIN,),
    "POST /sign-in/passkey": (Call(json={}),),
    "POST /sign-out": (PLAIN,),
    "GET /account": (PLAIN,),
    "POST /account/sessions/end": (PLAIN, Call(form={"public": "none"})),
    "POST /account/passkeys/options": (PLAIN,),
    "POST /account/passkeys": (Call(json={"answer": {}, "name": "x"}),),
    "POST /account/passkeys/remove": (Call(form={"id": "none"}),),
    # cases
    "GET /": (PLAIN,),
    "GET /new": (PLAIN,),
    "POST /new": (Call(form={"id": "harbour", "parties": "A Arland"}),),
    "POST /new/files": (Call(form={"id": "harbour"}),),
    "GET /cases/{case}": (PLAIN, DAY, BRANCH),
    "GET /cases/{case}/graph.json": (PLAIN, DAY, BRANCH),
    "GET /cases/{case}/export": (PLAIN, BRANCH),
    "GET /cases/{case}/live": (Call(is_stream=True),),
    # people and sources
    "GET /cases/{case}/people": (PLAIN, DAY, BRANCH, Call(query={"text": "ben", "held_by": "B"})),
    "GET /cases/{case}/people/new": (PLAIN, DAY, BRANCH),
    "POST /cases/{case}/people/new": (Call(form={"name": "Cy Cole", "held_by": "A", "expected": "1"}),),
    "GET /cases/{case}/people/paste": (PLAIN, DAY, BRANCH),
    "POST /cases/{case}/people/paste": (Call(form={"text": "name;held_by\nCy Cole;A", "expected": "1"}),),
    "GET /cases/{case}/people/{person}": (PLAIN, DAY, BRANCH),
    "POST /cases/{case}/people/{person}/fact": (Call(form={"key": "note", "value": "x", "expected": "1"}),),
    "POST /cases/{case}/people/{person}/contact": (Call(form={"contact-on": "2024", "expected": "1"}),),
    "GET /cases/{case}/sources": (PLAIN, DAY, BRANCH),
    "POST /cases/{case}/sources": (Call(form={"id": "s1", "who": "A paper", "expected": "1"}),),
    # reports
    "GET /cases/{case}/read": (PLAIN, DAY, BRANCH),
    "POST /cases/{case}/read": (Call(form={"text": "Ben Bell was arrested."}), Call(form={})),
    "GET /cases/{case}/read/compare": (PLAIN, Call(query={"of": "1" * 16})),
    "GET /cases/{case}/read/{document}": (PLAIN, DAY, BRANCH),
    "POST /cases/{case}/read/{document}/accept": (Call(form={"s": "1" * 16, "expected": "1"}),),
    "POST /cases/{case}/read/{document}/reject": (Call(form={"s": "1" * 16}),),
    "POST /cases/{case}/read/{document}/back": (Call(form={"s": "1" * 16, "expected": "1"}),),
    "POST /cases/{case}/read/{document}/add": (Call(form={"subject": "ana", "quote": "x"}),),
    "GET /cases/{case}/brief": (PLAIN, DAY, BRANCH, Call(query={"job": "1" * 16})),
    "GET /watch": (PLAIN,),
    "GET /watch/{party}": (PLAIN, DAY),
    "POST /watch/{party}/seen": (Call(form={"on": "2024-03-01"}),),
    # the bench
    "GET /cases/{case}/bench": (PLAIN, DAY, BRANCH),
    "POST /cases/{case}/bench": (Call(form={"verb": "find", "aim": "gain"}),),
    "GET /cases/{case}/bench/{job}": (PLAIN,),
    "GET /cases/{case}/bench/{job}/state": (PLAIN,),
    "GET /cases/{case}/bench/{job}/front.json": (PLAIN,),
    "POST /cases/{case}/bench/{job}/stop": (PLAIN,),
    "GET /cases/{case}/bench/{job}/publish": (PLAIN, Call(query={"to": "A", "part": "whole"})),
    "POST /cases/{case}/bench/{job}/publish": (Call(form={"to": "A", "title": "A deal"}),),
    "POST /cases/{case}/bench/{job}/keep": (Call(form={"name": "kept"}),),
    "POST /cases/{case}/bench/{job}/beside": (Call(form={"branch": "main"}),),
    "GET /cases/{case}/bench/{job}/beside/{second}": (PLAIN,),
    # day by day
    "GET /cases/{case}/day": (PLAIN, DAY, BRANCH),
    "POST /cases/{case}/day": (Call(form={"aim": "gain"}),),
    # positions
    "GET /cases/{case}/parties": (PLAIN, DAY, BRANCH),
    "POST /cases/{case}/parties/add": (Call(form={"id": "C", "name": "Corland", "expected": "1"}), PLAIN),
    "GET /cases/{case}/parties/{party}": (PLAIN, DAY, BRANCH),
    "GET /cases/{case}/parties/{party}/position": (PLAIN, Call(query={"at": "0"})),
    "GET /cases/{case}/parties/{party}/signal": (PLAIN, Call(query={"drop": "never ben"})),
    "POST /cases/{case}/parties/{party}/position": (Call(form={"since": "2024-02-01", "expected": "1"}), PLAIN),
    "POST /cases/{case}/parties/{party}/signal": (Call(form={"since": "2024-02-01", "do": "save"}), PLAIN),
    # history, what-ifs, members, files on disk
    "GET /cases/{case}/history": (PLAIN, BRANCH, Call(query={"before": "2"})),
    "POST /cases/{case}/history/undo": (Call(form={"expected": "1"}),),
    "POST /cases/{case}/history/redo": (Call(form={"expected": "1"}),),
    "GET /cases/{case}/branches": (PLAIN, BRANCH),
    "POST /cases/{case}/branches/new": (Call(form={"name": "what-if"}),),
    "GET /cases/{case}/branches/{branch}": (PLAIN, DAY),
    "POST /cases/{case}/branches/{branch}/drop": (PLAIN,),
    "GET /cases/{case}/members": (PLAIN,),
    "POST /cases/{case}/members/invite": (Call(form={"name": "X", "role": "analyst"}), PLAIN),
    "POST /cases/{case}/members/admit": (Call(form={"member": "x"}),),
    "POST /cases/{case}/members/{member}/dismiss": (PLAIN,),
    "POST /cases/{case}/members/{member}/sessions/end": (PLAIN,),
    "GET /cases/{case}/disk": (PLAIN,),
    "POST /cases/{case}/disk/take": (Call(form={"expected": "1"}),),
    "POST /cases/{case}/disk/write": (PLAIN,),
    # channels
    "GET /cases/{case}/channel": (PLAIN,),
    "GET /cases/{case}/channel/{party}": (PLAIN,),
    "POST /cases/{case}/channel/{party}/say": (Call(form={"text": "hello"}), Call(form={"text": ""})),
    "POST /cases/{case}/channel/{party}/publish": (Call(form={"title": "T", "body": "words"}),),
    "POST /cases/{case}/channel/{party}/score": (
        Call(form={"publication": "1", "verdict": "yes", "note": "n"}),
        Call(form={"publication": "2", "verdict": "yes", "note": "n"}),
        Call(form={"publication": "99", "verdict": "yes"}),
    ),
    "GET /cases/{case}/channel/{party}/export": (PLAIN,),
    # the API
    "GET /api/v1/openapi.json": (PLAIN,),
    "GET /api/v1/me": (PLAIN,),
    "GET /api/v1/cases": (PLAIN,),
    "POST /api/v1/cases": (Call(json={"id": "harbour", "files": {"a.yaml": "case: x"}}), Call(json={})),
    "GET /api/v1/cases/{case}": (PLAIN, BRANCH, Call(query={"version": "1"})),
    "GET /api/v1/cases/{case}/days": (PLAIN, BRANCH),
    "GET /api/v1/cases/{case}/day": (PLAIN, DAY, BRANCH),
    "GET /api/v1/cases/{case}/parties/{party}/position": (PLAIN, DAY, BRANCH),
    "GET /api/v1/cases/{case}/people": (PLAIN, BRANCH, Call(query={"text": "Ana", "held_by": "A"})),
    "GET /api/v1/cases/{case}/people/{person}": (PLAIN, DAY, BRANCH),
    "GET /api/v1/cases/{case}/people/{person}/statements": (PLAIN, DAY, BRANCH),
    "GET /api/v1/cases/{case}/reports": (PLAIN,),
    "POST /api/v1/cases/{case}/reports": (Call(json={"text": "Ben Bell was arrested."}), Call(json={})),
    "GET /api/v1/cases/{case}/reports/{document}": (PLAIN,),
    "POST /api/v1/cases/{case}/suggestions/{suggestion}/accept": (Call(json={"expected": 1}),),
    "POST /api/v1/cases/{case}/suggestions/{suggestion}/reject": (PLAIN,),
    "POST /api/v1/cases/{case}/suggestions/{suggestion}/back": (Call(json={"expected": 1}),),
    "GET /api/v1/watch/{party}": (PLAIN, DAY),
    "GET /api/v1/cases/{case}/export": (PLAIN, BRANCH),
    "POST /api/v1/cases/{case}/edits": (
        Call(json={"expected": 1, "edits": [{"op": "put", "path": ["title"], "value": "T"}]}),
        Call(json={}),
    ),
    "POST /api/v1/cases/{case}/text": (Call(json={"expected": 1, "file": "harbour.yaml", "text": "case: harbour"}),),
    "POST /api/v1/cases/{case}/undo": (Call(json={"expected": 1}),),
    "POST /api/v1/cases/{case}/redo": (Call(json={"expected": 1}),),
    "GET /api/v1/cases/{case}/history": (PLAIN, BRANCH),
    "GET /api/v1/cases/{case}/disk": (PLAIN,),
    "POST /api/v1/cases/{case}/disk/take": (Call(json={"expected": 1}),),
    "POST /api/v1/cases/{case}/disk/write": (PLAIN,),
    "GET /api/v1/cases/{case}/branches": (PLAIN,),
    "GET /api/v1/cases/{case}/branches/{branch}/differences": (PLAIN, DAY),
    "POST /api/v1/cases/{case}/branches": (Call(json={"name": "what-if"}),),
    "POST /api/v1/cases/{case}/branches/{branch}/drop": (PLAIN,),
    "GET /api/v1/cases/{case}/members": (PLAIN,),
    "POST /api/v1/cases/{case}/members": (Call(json={"name": "N", "role": "analyst"}),),
    "POST /api/v1/cases/{case}/members/{member}/admit": (PLAIN,),
    "POST /api/v1/cases/{case}/members/{member}/dismiss": (PLAIN,),
    "GET /api/v1/cases/{case}/jobs": (PLAIN,),
    "POST /api/v1/cases/{case}/jobs": (Call(json={"question": {"on": "2024-03-01"}}), Call(json={"question": {}})),
    "GET /api/v1/cases/{case}/jobs/{job}": (PLAIN,),
    "POST /api/v1/cases/{case}/jobs/{job}/stop": (PLAIN,),
    "GET /api/v1/cases/{case}/channel/{party}": (PLAIN,),
    "POST /api/v1/cases/{case}/channel/{party}/messages": (Call(json={"text": "hello"}), Call(json={})),
    "POST /api/v1/cases/{case}/channel/{party}/publications": (Call(json={"kind": "text", "body": {}}),),
    "POST /api/v1/cases/{case}/channel/{party}/scores": (Call(json={"publication": 1}), Call(json={"publication": 99})),
}


def routes_of(app: FastAPI) -> dict[str, APIRoute]:
    """The routes of an app by method and address."""
    found = [route for route in app.routes if isinstance(route, APIRoute)]
    return {f"{method} {route.path}": route for route in found for method in sorted(route.methods or ())}
