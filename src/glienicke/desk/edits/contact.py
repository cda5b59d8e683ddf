"""An entry of a person's contact log, as a form tells it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from glienicke.case.model import Case
from glienicke.case.plain import Data
from glienicke.case.write import Append, Edit, Put
from glienicke.desk.edits.fact import TEXT_MAX
from glienicke.desk.edits.raw import raw


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What was typed; see `glienicke.case.contacts.Contact`."""

    on: str = ""
    by: str = ""
    who: str = ""
    what: str = ""
    pressure: str = ""
    consent: str = ""
    how: str = ""
    according_to: str = ""
    note: str = ""
    unverified: bool = False


def contact_edits(case: Case, person: str, form: ContactForm) -> tuple[Edit, ...]:
    """The edit that the form comes to. Raises ValueError for what is no contact."""
    given = {
        one.name: " ".join(str(getattr(form, one.name)).split()) for one in fields(form) if one.name != "unverified"
    }
    if not given["on"] or not given["by"]:
        raise ValueError("say on which day the contact was, and by whom")
    if not (given["what"] or given["pressure"] or given["consent"] or given["how"]):
        raise ValueError(
            "the contact says nothing; write what it was about, the pressure reported, or what was said of consent"
        )
    for name, text in given.items():
        if len(text) > TEXT_MAX or not text.isprintable():
            raise ValueError(f"{name} is longer than {TEXT_MAX:,} characters, or holds one that cannot be shown")
    entry: dict[str, Data] = {name: text for name, text in given.items() if text and name != "according_to"}
    if sources := re.findall(r"[^\s,]+", given["according_to"]):
        entry["according_to"] = list(sources)
    if form.unverified:
        entry["unverified"] = "yes"
    path = ("people", person, "contacts")
    return (Append(path, entry),) if raw(case, path) else (Put(path, [entry]),)
