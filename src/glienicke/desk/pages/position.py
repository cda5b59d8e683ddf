"""A party's position, and a dated change of it, by form: looked at in words first, then written into the case file.

Nothing that was typed is lost: mistakes are shown beside the form as it was sent, and where somebody else was quicker
both changes are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from glienicke.case.model import Case
from glienicke.desk.cached import loaded
from glienicke.desk.edits.meant import Meant, meant, without
from glienicke.desk.edits.position import Form, Kind, form_of, path_of, typed, written
from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.shown import changes
from glienicke.desk.shown.position import stance
from glienicke.desk.shown.position_form import choices, sections, tables
from glienicke.desk.store.problems import Changed, Faulty, NotThere, Refused
from glienicke.desk.store.texts import Texts, contents_with, texts_of
from glienicke.desk.web import Asked, AskedNow, Pages
from glienicke.ground import dates
from glienicke.ground.diagnostic import Diagnostic, render
from glienicke.positions.asof import as_of

pages = Pages(prefix="/cases/{case}/parties/{party}")

MEDIATOR = ("mediator",)
MORE = 5
"""Empty lines that "more lines" adds to each part of a form."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it came. at: the entry that it changes, None: a new one. expected: the version it was made for. pairs:
    all that was sent, to be sent once more."""

    kind: Kind
    party: str
    branch: str
    at: int | None
    expected: int
    do: str
    is_removal: bool
    why: str
    form: Form
    spare: int
    pairs: tuple[tuple[str, str], ...]


@pages.get("/position", allows=MEDIATOR)
def position_form(asked: Asked, case: str, party: str, at: str = "", on: str = "", branch: str = MAIN) -> Response:
    """The form for a position: of one that is there, or of a new one, which begins as a copy of the last."""
    return _blank(asked, opened(asked, case, branch, on), "position", party, at)


@pages.get("/signal", allows=MEDIATOR)
def signal_form(
    asked: Asked, case: str, party: str, at: str = "", drop: str = "", on: str = "", branch: str = MAIN
) -> Response:
    """The form for a dated change. drop: a condition to withdraw."""
    return _blank(asked, opened(asked, case, branch, on), "signal", party, at, drop)


@pages.post("/position", allows=MEDIATOR)
async def position_sent(asked: Asked, case: str, party: str) -> Response:
    """Look at a position, or write it."""
    return await run_in_threadpool(_done, asked, case, _sent("position", party, await asked.form()))


@pages.post("/signal", allows=MEDIATOR)
async def signal_sent(asked: Asked, case: str, party: str) -> Response:
    """Look at a dated change, or write it."""
    return await run_in_threadpool(_done, asked, case, _sent("signal", party, await asked.form()))


def _blank(asked: AskedNow, here: Opened, kind: Kind, party: str, number: str, drop: str = "") -> Response:
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    at = _number(number)
    _there(here.case, kind, party, at)
    if at is not None:
        form = form_of(written(here.case, path_of(kind, party, at)), kind, party)
    elif kind == "position":
        form = _copied(here, party)
    else:
        form = Form(since=here.day.on.isoformat(), basis="reported", drop=(drop,) if drop else ())
    sent = Sent(kind, party, here.branch, at, here.texts.version, "", False, "", form, 0, ())
    return _form(asked, here, sent)


def _copied(here: Opened, party: str) -> Form:
    """A new position begins as the last one that is in force on the day; its day is to be chosen."""
    assert here.case is not None and here.day is not None
    since, last = here.day.on.isoformat(), stance(here.case, here.day, party).entry
    if last is None:
        return Form(since=since, basis="believed")
    return replace(form_of(written(here.case, path_of("position", party, last)), "position", party), since=since)


def _there(case: Case, kind: Kind, party: str, at: int | None) -> None:
    """The party must be one of the case, and the entry its own."""
    count = len(case.positions.get(party, ())) if kind == "position" else len(case.signals)
    if party not in case.parties or (at is not None and at >= count):
        raise NotThere
    if kind == "signal" and at is not None and case.signals[at].by != party:
        raise NotThere


def _number(text: object) -> int | None:
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 7 else None


def _sent(kind: Kind, party: str, form: FormData) -> Sent:
    pairs = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str))
    said = dict(pairs)
    return Sent(
        kind=kind,
        party=party,
        branch=said.get("branch") or MAIN,
        at=_number(said.get("at")),
        expected=_number(said.get("expected")) or 0,
        do=said.get("do", "preview"),
        is_removal="removal" in said or said.get("do") == "remove",
        why=" ".join(said.get("why", "").split()),
        form=typed(pairs),
        spare=_number(said.get("spare")) or 0,
        pairs=tuple(pair for pair in pairs if pair[0] not in ("csrf", "do", "why", "removal")),
    )


# ------------------------------------------------------------------ what was sent


def _done(asked: AskedNow, case: str, sent: Sent) -> Response:
    here = opened(asked, case, sent.branch, dict(sent.pairs).get("on", ""))
    if here.case is None or here.day is None:
        return asked.page("faulty.html", status=422, here=here)
    if sent.party not in here.case.parties:
        raise NotThere
    if sent.do in ("more", "edit"):
        return _form(asked, here, replace(sent, spare=min(sent.spare + (MORE if sent.do == "more" else 0), 100)))
    if here.texts.version != sent.expected:
        return _overtaken(asked, here, sent)
    _there(here.case, sent.kind, sent.party, sent.at)
    try:
        now = _meant(here.texts, here.case, sent)
        after = texts_of(contents_with(here.texts.contents, now.files), here.texts.version + 1)
        if after.digest == here.texts.digest:
            return _form(asked, here, sent, ("it is as the file has it already; nothing would change",), status=422)
        found = loaded(after)
        if found.case is None:
            raise Faulty(found.diagnostics)
        if sent.do == "save":
            return _saved(asked, here, sent, now)
    except Faulty as fault:
        return _form(asked, here, sent, (), fault.diagnostics, status=422)
    except (ValueError, Refused) as error:
        return _form(asked, here, sent, (str(error),), status=422)
    except Changed as changed:
        return _overtaken(asked, replace(here, texts=changed.theirs), sent)
    return _preview(asked, here, sent, after, found.case, found.diagnostics)


def _meant(texts: Texts, case: Case, sent: Sent) -> Meant:
    if sent.is_removal:
        if sent.at is None:
            raise ValueError("there is nothing to take out; it was not written yet")
        return without(texts.files, case, sent.kind, sent.party, sent.at)
    return meant(texts.files, case, sent.kind, sent.party, sent.at, sent.form)


def _saved(asked: AskedNow, here: Opened, sent: Sent, now: Meant) -> Response:
    assert here.case is not None
    what = "position" if sent.kind == "position" else "change of position"
    verb = "taken out" if sent.is_removal else "new" if sent.at is None else "edited"
    why = sent.why or f"{sent.party}: {what} of {sent.form.since or 'a day'}, {verb}"
    asked.scope.edit(here.id, here.branch, now.edits, why, sent.expected)
    day = {} if sent.is_removal else {"on": dates.latest(sent.form.since).isoformat()}
    return asked.go(here.link("parties", sent.party, **day), f"Written into the file: {why}.")


def _preview(
    asked: AskedNow, here: Opened, sent: Sent, after: Texts, case: Case, diagnostics: Sequence[Diagnostic]
) -> Response:
    """What it would come to, in words and in the file."""
    assert here.case is not None and here.day is not None
    day = dates.latest(_since(here.case, sent))
    first, second = as_of(here.case, day), as_of(case, day)
    known = {found.text for found in here.diagnostics}
    return asked.page(
        "position_preview.html",
        here=here,
        sent=sent,
        day=day,
        stance=stance(case, second, sent.party),
        differ=changes.facts_that_differ(here.case, first, case, second),
        diffs=changes.text_changes(here.texts.files, after.files),
        warnings=[found for found in diagnostics if found.text not in known],
        hidden=[*sent.pairs, *([("removal", "yes")] if sent.is_removal else [])],
    )


def _since(case: Case, sent: Sent) -> str:
    if sent.is_removal and sent.at is not None:
        entries = [p.from_ for p in case.positions.get(sent.party, ())]
        return case.signals[sent.at].on if sent.kind == "signal" else entries[sent.at]
    return sent.form.since


# ------------------------------------------------------------------ the form, and who was quicker


def _form(
    asked: AskedNow,
    here: Opened,
    sent: Sent,
    wrong: Sequence[str] = (),
    diagnostics: Sequence[Diagnostic] = (),
    status: int = 200,
    **more: Any,
) -> Response:
    assert here.case is not None and here.day is not None
    errors = [found for found in diagnostics if found.severity == "error"]
    return asked.page(
        "position.html",
        status,
        here=here,
        sent=sent,
        name=here.day.parties[sent.party],
        wrong=wrong,
        errors=[(found, render(found)) for found in errors],
        sections=sections(here.case, here.day, sent.kind, sent.form, sent.spare),
        standing=_standing(here, sent),
        choices=choices(here.day),
        scale=list(here.case.scale),
        sources={id: source.who for id, source in here.case.sources.items()},
        tables=tables(sent.kind),
        **({"theirs": None, "mine": None} | more),
    )


def _standing(here: Opened, sent: Sent) -> list[tuple[str, str, bool]]:
    """Conditions that a signal can withdraw: text, in words, whether it is ticked."""
    assert here.case is not None and here.day is not None
    if sent.kind == "position":
        return []
    try:
        day = as_of(here.case, dates.latest(sent.form.since))
    except dates.NoDate:
        day = here.day
    found = {said.text: said.says for said in stance(here.case, day, sent.party).conditions}
    found = {**found, **{text: "" for text in sent.form.drop if text not in found}}
    return [(text, says, text in sent.form.drop) for text, says in found.items()]


def _overtaken(asked: AskedNow, here: Opened, sent: Sent) -> Response:
    """Somebody else changed the case since the form was made: both changes, and the form for the case as it is now."""
    here = opened(asked, here.id, here.branch, here.day.on.isoformat() if here.day is not None else "")
    if here.case is None or here.day is None or sent.party not in here.case.parties:
        return asked.page("faulty.html", status=409, here=here)
    theirs = mine = None
    at: int | None = None
    try:
        base = asked.scope.texts_at(here.id, here.branch, sent.expected)
        before = loaded(base).case
        theirs = changes.text_changes(base.files, here.texts.files)
        if before is not None:
            at = _again(before, here.case, sent)
            mine = changes.text_changes(base.files, _meant(base, before, sent).files)
    except (NotThere, Refused, ValueError, IndexError):
        pass  # what was typed is in the form all the same
    sent = replace(sent, at=at, expected=here.texts.version, is_removal=False)
    wrong = ["somebody else changed the case in the meantime; nothing was overwritten, and what you typed is below"]
    if at is None and dict(sent.pairs).get("at"):
        wrong.append("what you were changing is not there any more: below it would be written as a new entry")
    return _form(asked, here, sent, wrong, status=409, theirs=theirs or {}, mine=mine or {})


def _again(before: Case, now: Case, sent: Sent) -> int | None:
    """The number that the entry has now: the one that says the same, else the one of the same day."""
    if sent.at is None:
        return None
    if sent.kind == "position":
        old, new = ([(p.from_, p) for p in case.positions.get(sent.party, ())] for case in (before, now))
        return _like(old[sent.at], new)
    was, are = before.signals[sent.at], [(s.on, s) for s in now.signals if s.by == sent.party]
    found = _like((was.on, was), are)
    return None if found is None else next(i for i, s in enumerate(now.signals) if s is are[found][1])


def _like(was: tuple[str, Any], are: Sequence[tuple[str, Any]]) -> int | None:
    same = [i for i, entry in enumerate(are) if entry == was]
    return next(iter([*same, *(i for i, entry in enumerate(are) if entry[0] == was[0])]), None)
