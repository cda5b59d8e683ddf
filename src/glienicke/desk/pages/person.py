"""One person: every statement with its rivals and the rule's reason, custody as a timeline, contacts; and forms for a
fact and a contact more.

Nothing that was typed is lost: mistakes are shown beside the form as it was sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from glienicke.case.contacts import CONTACT_BY
from glienicke.case.model import Case
from glienicke.case.write import CannotEdit, Edit
from glienicke.desk.edits.contact import ContactForm, contact_edits
from glienicke.desk.edits.fact import KEYS, RIVAL, FactForm, Overtaken, fact_edits
from glienicke.desk.pages.opened import MAIN, Opened, opened
from glienicke.desk.shown import person as shown
from glienicke.desk.shown.changes import marked
from glienicke.desk.shown.minors import called
from glienicke.desk.shown.timeline import bars
from glienicke.desk.store.problems import Changed, Faulty, NotThere, Refused
from glienicke.desk.web import Asked, AskedNow, Pages

pages = Pages(prefix="/cases/{case}/people/{person}")

STAFF = ("mediator", "analyst")
CHANGES = 200
"""So many of the case's last changes are looked through for those that concern the person."""
BASES = {"": "not said", "stated": "stated by the party", "reported": "reported", "believed": "believed"}
CONSENTS = {
    "": "nothing about consent",
    "asked": "asked",
    "given": "given",
    "refused": "refused",
    "withdrawn": "withdrawn",
}


@pages.get("", allows=STAFF)
def person_page(
    asked: Asked, case: str, person: str, on: str = "", branch: str = MAIN, key: str = "", step: str = "", at: str = ""
) -> Response:
    """The person as of a day. key, step, at: the fact, and which of its values, that the form is about."""
    here = opened(asked, case, branch, on)
    if here.case is None or here.day is None:
        return asked.page("faulty.html", here=here)
    return _page(asked, here, person, _begun(here, person, key, step, at))


@pages.post("/fact", allows=STAFF)
async def fact(asked: Asked, case: str, person: str) -> Response:
    """A fact more, or another value in the place of one."""
    return await run_in_threadpool(_fact, asked, case, person, await asked.form())


@pages.post("/contact", allows=STAFF)
async def contact(asked: Asked, case: str, person: str) -> Response:
    """An entry more in the contact log."""
    return await run_in_threadpool(_contact, asked, case, person, await asked.form())


def _fact(asked: AskedNow, case: str, person: str, sent: FormData) -> Response:
    said = {name: str(value) for name, value in sent.items()}
    form = FactForm(
        **{name: said.get(name, "") for name in ("key", "value", "since", "until", "according_to", "basis", "note")},
        unverified="unverified" in said,
        step=said.get("step", ""),
        place=said.get("place", RIVAL),
        was=said.get("was", ""),
    )
    here = _there(asked, case, person, said)
    if here.case is None:
        return asked.page("faulty.html", status=422, here=here)
    what = f"{person}: {KEYS.get(form.key, form.key).lower()}"
    return _written(asked, here, person, said, what, lambda case: fact_edits(case, person, form), form)


def _contact(asked: AskedNow, case: str, person: str, sent: FormData) -> Response:
    said = {name: str(value) for name, value in sent.items()}
    names = ("on", "by", "who", "what", "pressure", "consent", "how", "according_to", "note")
    form = ContactForm(
        **{name: said.get(f"contact-{name}", "") for name in names}, unverified="contact-unverified" in said
    )
    here = _there(asked, case, person, said)
    if here.case is None:
        return asked.page("faulty.html", status=422, here=here)
    what = f"{person}: a contact"
    return _written(asked, here, person, said, what, lambda case: contact_edits(case, person, form), None, form)


def _there(asked: AskedNow, case: str, person: str, said: dict[str, str]) -> Opened:
    here = opened(asked, case, said.get("branch") or MAIN, said.get("day", ""))
    if here.case is not None and person not in here.case.people:
        raise NotThere
    return here


def _written(
    asked: AskedNow,
    here: Opened,
    person: str,
    said: dict[str, str],
    what: str,
    edits: Callable[[Case], tuple[Edit, ...]],
    fact_form: FactForm | None = None,
    contact_form: ContactForm | None = None,
) -> Response:
    """Write the edits, or show the forms again with what keeps them from being written."""
    expected, why = said.get("expected", ""), " ".join(said.get("why", "").split())
    theirs = None
    try:
        if not expected.isdecimal() or int(expected) != here.texts.version:
            raise Changed(here.texts)
        assert here.case is not None
        asked.scope.edit(here.id, here.branch, edits(here.case), f"{what}: {why}" if why else what, int(expected))
        return asked.go(here.link("people", person), f"Written: {what}.")
    except (Changed, Overtaken):
        status, wrong = (
            409,
            ["Somebody else changed the case in the meantime; look at what stands here now, then send it again"],
        )
        theirs = _since(asked, here, int(expected) if expected.isdecimal() else 0)
        here = opened(asked, here.id, here.branch, said.get("day", ""))
    except Faulty as fault:
        status, wrong = 422, [found.text for found in fault.diagnostics]
    except (CannotEdit, Refused, ValueError) as error:
        status, wrong = 422, [str(error)]
    return _page(asked, here, person, fact_form, contact_form, wrong, theirs, status)


def _since(asked: AskedNow, here: Opened, version: int) -> dict[str, Any]:
    """What others changed after the version that a form was made for, by file."""
    later = [change for change in asked.scope.history(here.id, here.branch) if change.version > version]
    found: dict[str, Any] = {}
    for change in reversed(later):
        for file, diff in change.diff.items():
            found[file] = (*found.get(file, ()), *marked(diff))
    return found


def _begun(here: Opened, person: str, key: str, step: str, at: str) -> FactForm | None:
    """The form filled with a value that stands there, to be replaced; or for a fact that is chosen."""
    if here.case is None or here.day is None or person not in here.case.people or key not in KEYS:
        return None
    for slot in shown.slots(here.case, here.day, person):
        for told in slot.told if (slot.key, slot.step) == (key, step) else ():
            if told.place and told.place == at:
                return FactForm(
                    key,
                    told.text,
                    told.since,
                    told.until,
                    told.source_ids,
                    told.basis,
                    told.note,
                    told.unverified,
                    step,
                    at,
                    told.was,
                )
    return FactForm(key, "", step=step)


def _page(
    asked: AskedNow,
    here: Opened,
    id: str,
    fact_form: FactForm | None = None,
    contact_form: ContactForm | None = None,
    wrong: list[str] | None = None,
    theirs: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    if here.case is None or here.day is None:
        return asked.page("faulty.html", status=status, here=here)
    if id not in here.case.people:
        raise NotThere
    entry = here.case.people[id]
    person = here.day.people.get(id) or next((p for p in here.day.people.values() if id in p.tags), None)
    turns = shown.custody(here.case, here.day, id)
    return asked.page(
        "person.html",
        status=status,
        here=here,
        id=id,
        name=called(person, here.day.on) if person is not None else id,
        person=person,
        alike=shown.alike(here.case, id),
        slots=shown.slots(here.case, here.day, id),
        turns=turns,
        bars=bars(turns, here.day.on),
        contacts=entry.contacts,
        legal=entry.legal,
        aftermath=entry.aftermath,
        changes=_changes(asked, here, id),
        keys=KEYS,
        bases=BASES,
        consents=CONSENTS,
        contact_by={**{by: by for by in CONTACT_BY}, **here.day.parties},
        sources=tuple(here.case.sources),
        form=fact_form or FactForm("held_by", ""),
        is_open=fact_form is not None,
        contact=contact_form or ContactForm(),
        contact_is_open=contact_form is not None,
        wrong=wrong or [],
        theirs=theirs,
    )


def _changes(asked: AskedNow, here: Opened, id: str) -> list[Any]:
    """The last changes of the case's files in whose lines the person's id stands as a word."""
    word = re.compile(rf"(?<![\w-]){re.escape(id)}(?![\w-])")
    found = asked.scope.history(here.id, here.branch, most=CHANGES)
    return [
        change for change in found if word.search(change.why) or any(word.search(diff) for diff in change.diff.values())
    ]
