"""The phrase that names a speaker → whom it means."""

from __future__ import annotations

import re

from glienicke.reports.data import Span
from glienicke.reports.institutions import WORD, apposed_name, bare_name, fullest, head_of, is_plural, kind_of
from glienicke.reports.listed import listed, one_of
from glienicke.reports.pronouns import pronoun
from glienicke.reports.speakers import PRONOUNS, RECENT, Cast, Naming, Scene, Who


def speaker(cast: Cast, phrase: Span, scene: Scene) -> Who | None:
    """Whom a phrase means; None for nobody ("I", "one", a pronoun that nobody fits)."""
    document = cast.document
    text = document.quote(phrase).strip(" ,;:.—–-\n")
    words = WORD.findall(text)
    if not words or words[0].lower() in listed("grammar", document.language, "first person"):
        return None
    gender = PRONOUNS[document.language].get(words[0].lower())
    if len(words) == 1 and gender is not None:
        return pronoun(cast, gender, phrase[0], scene)
    if len(words) == 1 and words[0].lower() in listed("grammar", document.language, "pronoun"):
        return None
    person = _person(cast, phrase)
    if person is not None:
        return cast.who(person)
    return _phrase(cast, phrase, scene)


def _person(cast: Cast, phrase: Span) -> int | None:
    """The person that a phrase names, not one that it only mentions ("Karam's lawyer", "a spokesman for Karam")."""
    for naming in cast.within(phrase):
        if not cast.is_owned(naming.span) and not _only_mentioned(cast, phrase, naming):
            return naming.person
    return None


def _only_mentioned(cast: Cast, phrase: Span, naming: Naming) -> bool:
    document = cast.document
    before = document.text[phrase[0] : naming.span[0]]
    lead = re.split(r"[,(—–]", before)[-1]
    words = [word.lower() for word in WORD.findall(lead)]
    small = listed("grammar", document.language, "preposition")
    places = [
        n
        for n, word in enumerate(words)
        if word in small or (document.language == "de" and n and word in ("der", "des", "von"))
    ]
    if document.language == "ru":
        return _russian_owner(cast, phrase, naming)
    if not places:
        return False
    if places[-1] == 0:
        return len(places) == 1 and "," not in before
    head = words[places[-1] - 1]
    gap = words[places[-1] + 1 :]
    if document.language == "de" and gap:
        return False
    subordinate = head in listed("grammar", document.language, "subordinate") or words[0] in (
        "a",
        "an",
        "one",
        "another",
        "ein",
        "eine",
    )
    return subordinate or not gap


def _russian_owner(cast: Cast, phrase: Span, naming: Naming) -> bool:
    """ "адвокат Кима": a name in the genitive after a noun in the nominative, while a source stands in the
    nominative.
    """
    document = cast.document
    name, known = document.quote(naming.span), cast.people[naming.person].name
    before = WORD.findall(document.text[phrase[0] : naming.span[0]])
    if not before or known.endswith(name) or known.split()[-1] == name.split()[-1]:
        return False
    owner = before[-1].lower() in listed("grammar", "ru", "subordinate")
    return owner and not any(word.lower() in listed("grammar", "ru", "by") for word in before[:1])


def _phrase(cast: Cast, phrase: Span, scene: Scene) -> Who | None:
    """An institution or an unnamed source: somebody known by that office, the institution's fullest name, or the
    phrase.
    """
    document = cast.document
    raw = document.quote(phrase).strip(" ,;:.—–-\n")
    named = apposed_name(raw, document.language)
    head_part = re.split(r"[,(—–;]| who | which | that | die | der sich |которы", raw)[0].strip()
    words = WORD.findall(head_part)
    if words and words[0].lower() in ("another", "others") and len(words) == 1:
        spoke = next((who for _, who in reversed(cast.heard[-RECENT:]) if who.person is None and who.gender), None)
        return Who(f"another {spoke.name.removeprefix('another ')}", None, spoke.gender) if spoke else None
    if not words or (len(words) == 1 and words[0].lower() in listed("grammar", document.language, "determiner")):
        return None
    if document.language == "en":
        owner = _of_writing(cast, phrase, head_part, scene)
        if owner is not None:
            return owner
    definite = words[0].lower() in listed("grammar", document.language, "definite") or document.language == "ru"
    head = head_of(words, document.language)
    if definite and len(words) <= 3 and (_holders(cast, head) or not any(word[0].isupper() for word in words[1:])):
        known = [who for at, who in _holders(cast, head) if at < phrase[0] and who.person not in scene.without]
        heard = [
            who
            for _, who in reversed(cast.heard[-RECENT:])
            if who.person is None and head in {w.lower() for w in WORD.findall(who.name)}
        ]
        if known:
            return known[-1]
        if heard:
            return max(heard[:3], key=lambda who: len(who.name))
    if head in listed("grammar", document.language, "no speaker"):
        return None
    name = named or bare_name(head_part, document.language)
    if not name:
        return None
    whole = fullest(cast, name) if definite or len(words) == 1 else name
    whole = whole.strip('„“”«»"') if whole[0] in '„“«"' else whole
    return Who(whole, None, kind_of(whole, head), is_plural(words, document.language))


def _holders(cast: Cast, head: str) -> list[tuple[int, Who]]:
    """Who has an office, where they are named with it; a German minister may have been the Innenminister before."""
    if head in cast.roles or cast.document.language != "de" or len(head) < 4:
        return cast.roles.get(head, [])
    return sorted((at, who) for role, found in cast.roles.items() if role.endswith(head) for at, who in found)


_PERSONAL = frozenset(("letter", "message", "note", "post", "tweet", "email", "diary", "poem"))


def _of_writing(cast: Cast, phrase: Span, head_part: str, scene: Scene) -> Who | None:
    """ "A statement by the ministry", "the ministry's statement", "his lawyer's letter": whose it is."""
    words = WORD.findall(head_part)
    writing = listed("grammar", "en", "writing")
    if words[0].lower() in ("earlier", "previous", "this") or re.match(
        r"an? (?:earlier|previous) ", head_part, re.IGNORECASE
    ):
        return None
    of = re.search(
        rf"\b{one_of('grammar', 'en', 'writing')}(?: \w+(?:ed|n|t))? (?:by|from|of|on|to|in)\b (?P<owner>.+)$",
        head_part,
    )
    if of:
        start = phrase[0] + cast.document.quote(phrase).index(head_part) + of.start("owner")
        end = start + len(of["owner"])
        site = re.search(
            r"[’']s? (?:official )?(?:website|web site|site|account|page|channel|Telegram\b.*|Facebook\b.*|X\b.*)",
            of["owner"],
        )
        return speaker(cast, (start, start + site.start() if site else end), scene)
    owned = re.match(r"(?P<owner>.+?)[’']s? (?:[\w-]+ ){0,3}?(?P<noun>[\w-]+)$", head_part)
    if owned and owned["noun"].lower() in writing:
        start = phrase[0] + cast.document.quote(phrase).index(head_part)
        naming = cast.within((start, start + owned.end("owner")))
        if naming:
            return cast.who(naming[-1].person)
        return speaker(cast, (start, start + owned.end("owner")), scene)
    if words[0].lower() in ("his", "her", "their", "its") and words[-1].lower() in writing:
        return pronoun(cast, {"his": "m", "her": "f", "their": "p", "its": "n"}[words[0].lower()], phrase[0], scene)
    if words[0].lower() == "the" and words[-1].lower() in _PERSONAL and len(words) <= 2:
        return cast.last()
    if words[0].lower() == "the" and words[-1].lower() in writing and len(words) <= 2:
        return next((who for _, who in reversed(cast.heard[-RECENT:]) if who.person is None), None)
    return None
