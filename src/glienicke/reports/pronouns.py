"""Whom a pronoun means: a person, somebody unnamed, an institution, several people."""

from __future__ import annotations

import re
from functools import cache

from glienicke.reports.institutions import COLLECTIVE, WORD, bare_name, fullest, kind_of
from glienicke.reports.listed import listed
from glienicke.reports.speakers import RECENT, Cast, Scene, Who


def pronoun(cast: Cast, gender: str, at: int, scene: Scene) -> Who | None:
    """Whom a pronoun at a place means, by its gender ("m", "f", "n" or "p" for several); None if nobody fits."""
    if gender in ("m", "f"):
        last = cast.last()
        if last is not None and last.person is None and not last.plural and last.gender in ("o", gender):
            return last
        unnamed = _unnamed(cast, gender, at, scene)
        if unnamed is not None:
            return unnamed
        found = cast.meant(gender, at, scene)
        if (
            found is None
            and cast.document.language == "de"
            and gender == "f"
            and last is not None
            and last.person is None
        ):
            return last
        return found
    if gender == "p" and cast.document.language == "en":
        several = _several(cast, at)
        if several is not None:
            return several
    place, heard = next(
        (
            (at, who)
            for at, who in reversed(cast.heard[-RECENT:])
            if who.person is None and (not gender or who.plural == (gender == "p"))
        ),
        (-1, None),
    )
    opening = _opening(cast, at, scene) if gender == "n" else None
    return opening[1] if opening is not None and opening[0] > place else heard


def _opening(cast: Cast, at: int, scene: Scene) -> tuple[int, Who] | None:
    """The institution that one of the last two sentences begins with: "The White House gave another account. …, it
    said."
    """
    for sentence in reversed(scene.until(at - 1)[-2:]):
        found = _INSTITUTION.match(cast.document.text, sentence[0], min(sentence[1], at))
        if found and not cast.within(found.span("name")):
            name = found["name"]
            if (found["the"] and len(name.split()) > 1) or COLLECTIVE.search(name.lower()):
                return found.start(), Who(fullest(cast, name))
    return None


_INSTITUTION = re.compile(
    r"\W*(?P<the>(?:The|Das|Die|Der) )?(?P<name>[A-ZÄÖÜА-ЯЁ][\w’-]*(?: (?:of |for |der |"
    r"des )?[A-ZÄÖÜА-ЯЁ][\w’-]*){0,4}|(?<= )[a-z]+)\b"
)


def _unnamed(cast: Cast, gender: str, at: int, scene: Scene) -> Who | None:
    """Somebody without a name whom the sentence before is about: "Haddad's lawyer was more careful. “…,” he said." """
    language, text = cast.document.language, cast.document.text
    before = [one for one in scene.until(at) if one[1] <= at]
    if not before or any(before[-1][0] <= place < before[-1][1] for place, _ in cast.heard[-RECENT:]):
        return None
    start, end = before[-1]
    words = list(WORD.finditer(text, start, min(end, start + 90)))
    owner = next((one for one in cast.within((start, end)) if one.span[0] == start and cast.is_owned(one.span)), None)
    first = 0
    if owner is not None:
        first = next((n for n, word in enumerate(words) if word.start() >= owner.span[1]), 0)
    elif not words or words[0][0].lower() not in _INTRODUCING:
        return None
    roles = [(n, word) for n, word in enumerate(words[first : first + 4], first) if word[0].lower() in _roles()]
    if not roles or cast.within((start, end)) not in ([], [owner]):
        return None
    kind = kind_of(roles[0][1][0].lower(), roles[0][1][0].lower())
    if kind not in ("o", gender):
        return None
    name = (
        text[start : roles[0][1].end()] if owner is not None else bare_name(text[start : roles[0][1].end()], language)
    )
    return Who(name, None, kind)


_INTRODUCING = frozenset(
    re.findall(r"\w+", "his her their its a an one ein eine sein seine ihr ihre его её ее их один одна")
)


@cache
def _roles() -> frozenset[str]:
    people = {word for language in ("en", "de", "ru") for word in listed("grammar", language, "subordinate")}
    people |= listed("grammar", "en", "role")
    titles = {word for title in ("man", "woman") for word in listed("first_names", "any", title)}
    return frozenset(people | titles) - _NO_ROLE


_NO_ROLE = frozenset(
    (
        "government",
        "office",
        "team",
        "campaign",
        "association",
        "person",
        "statement",
        "letter",
        "family",
        "press service",
    )
)


def _several(cast: Cast, at: int) -> Who | None:
    """The last people named by what they are, more than one, within a few sentences: "the border guards"."""
    found = list(_SEVERAL.finditer(cast.document.text, max(0, at - 600), at))
    heard = next((place for place, who in reversed(cast.heard[-RECENT:]) if who.plural), -1)
    return Who(found[-1]["who"], None, "", plural=True) if found and found[-1].start() >= heard else None


_SEVERAL = re.compile(
    r"\b(?:the|two|three|some|several|his|her|their|by|to) (?P<who>(?:(?!of )[a-z][\w-]+ ){0,2}?(?:guards|officials|"
    r"officers|soldiers|"
    r"authorities|rebels|militants|fighters|police|prosecutors|investigators|interrogators|captors|kidnappers|"
    r"doctors|diplomats|ministers|"
    r"negotiators|mediators|lawyers|relatives|parents|prisoners|hostages|judges|agents|gunmen|policemen|sailors|"
    r"jailers|warders))\b"
)
