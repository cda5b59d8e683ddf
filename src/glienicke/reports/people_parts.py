"""What the words of a name are: first name, patronymic or middle names, surname with its particles."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from glienicke.reports.people_forms import CYRILLIC, PATRONYMIC, bases, gender_of_first
from glienicke.reports.people_words import PARTICLES

KUNYA = ("abu", "umm", "абу", "умм")
PREFIXES = frozenset(("von", "van", "de", "di", "da", "del", "der", "zu", "ten", "ter", "фон", "ван", "де"))
"""Words with which a surname alone may begin."""


def parts(words: Sequence[str]) -> tuple[str, tuple[str, ...], str]:
    """(first, middle, last) of a name: particles go with the surname; before a patronymic at the end goes the first
    name, before that the surname."""
    own = list(words)
    if own[0].lower() in PREFIXES or (own[0].lower() in KUNYA and len(own) == 2):
        return "", (), " ".join(own)
    if own[0].lower() in KUNYA:
        return " ".join(own[:2]), (), " ".join(own[2:])
    if len(own) > 2 and CYRILLIC.search(own[0]) and PATRONYMIC.fullmatch(own[-1]) and not gender_of_first(own[0]):
        return own[-2], (own[-1],), own[0]
    at = next((n for n in range(1, len(own)) if own[n].lower() in PARTICLES), len(own) - 1)
    if own[-1].lower().rstrip(".") in ("jr", "sr", "ii", "iii") and len(own) > 2:
        return own[0], tuple(own[1:-2]), own[-2]
    return own[0], tuple(own[1:at]), " ".join(own[at:])


_LATIN = re.compile(r"\w{3,}(?:[oe]vich|[oe]vych|[oei]vna|ivich|[oe]witsch|[oe]wna)", re.IGNORECASE)


def is_polite(words: Sequence[str], alone: Container[str] = ()) -> bool:
    """Whether a name is a first name and a patronymic. alone: words that stand alone in the document, as no patronymic
    does; a surname may end like one ("Рабинович")."""
    if len(words) == 2 and any(form in alone for form in bases(words[1].lower())):
        return False
    if len(words) == 2 and _LATIN.fullmatch(words[1]) and gender_of_first(words[0]):
        return True
    return (
        len(words) == 2
        and CYRILLIC.search(words[1]) is not None
        and bool(gender_of_first(words[0]))
        and (
            PATRONYMIC.fullmatch(words[1].lower()) is not None
            and words[1].lower().rstrip("аеоуюиймы").endswith(("вич", "вн", "ичн", "ич"))
            and len(words[1]) > 7
        )
    )
