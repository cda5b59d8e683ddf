"""Russian couples: "Артём и Анна Ивановы" names two persons by their first names and one surname in the plural."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from glienicke.reports.data import Document
from glienicke.reports.people_find import Naming
from glienicke.reports.people_forms import gender_of_first, nominative_first

_SEVERAL = re.compile(r"(?P<stem>\w+(?:ов|ев|ёв|ин|ын))(?:ы|ых|ым|ыми)|(?P<root>\w+(?:ск|цк))(?:ие|их|им|ими)")
_HER_VERB = re.compile(r" (?:уже |не |ещё |также )?\w{2,}ла(?:сь)?\b")
_HER = re.compile(r" и \w+(?:ову|еву|ёву|ину|скую)\b")


def couples(document: Document, found: Sequence[Naming]) -> list[Naming]:
    """ "Артём и Анна Ивановы" names two persons, each by the first name; in "Иванова и Иванову" the first is a man."""
    result = list(found)
    for at, naming in enumerate(result):
        several = _SEVERAL.fullmatch(naming.words[-1]) if len(naming.words) == 2 else None
        if several is not None and gender_of_first(naming.words[0]):
            before = result[at - 1] if at else None
            between = document.text[before.span[1] : naming.span[0]] if before is not None else ""
            if before is not None and between == " и " and before.single and gender_of_first(before.words[0]):
                result[at - 1 : at + 1] = _with_family(before, several), _with_family(naming, several)
        elif naming.single and _HER_VERB.match(document.text, naming.span[1]):
            result[at] = replace(naming, gender="f")
        elif naming.single and _HER.match(document.text, naming.span[1]):
            result[at] = replace(naming, gender="m")
            if at + 1 < len(result) and result[at + 1].single:
                result[at + 1] = replace(result[at + 1], gender="f")
    return result


def _with_family(naming: Naming, several: re.Match[str]) -> Naming:
    """The first name alone as a naming of somebody with the family's name in the singular."""
    first = naming.words[0]
    woman = gender_of_first(nominative_first(first)) == "f"
    last = several["stem"] + "а" * woman if several["stem"] else several["root"] + ("ая" if woman else "ий")
    return replace(naming, span=(naming.span[0], naming.span[0] + len(first)), words=(first, last), sure=True)
