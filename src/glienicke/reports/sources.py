"""The phrase that names a speaker → whom it means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glienicke.reports.data import Span
from glienicke.reports.listed import listed, one_of
from glienicke.reports.speakers import PRONOUNS, Cast, Naming, Scene, Who

_WORD = re.compile(r"[^\W_]+(?:[’'.‑-][^\W_]+)*")


def speaker(cast: Cast, phrase: Span, scene: Scene) -> Who | None:
    """Whom a phrase means; None for nobody ("I", "one", a pronoun that nobody fits)."""
    document = cast.document
    text = document.quote(phrase).strip(" ,;:.—–-\n")
    words = _WORD.findall(text)
    if not words or words[0].lower() in listed("grammar", document.language, "first person"):
        return None
    gender = PRONOUNS[document.language].get(words[0].lower())
    if len(words) == 1 and gender is not None:
        return _pronoun(cast, gender, phrase[0], scene)
    if len(words) == 1 and words[0].lower() in listed("grammar", document.language, "pronoun"):
        return None
    person = _person(cast, phrase)
    if person is not None:
        return cast.who(person)
    return _phrase(cast, phrase, scene)


def _pronoun(cast: Cast, gender: str, at: int, scene: Scene) -> Who | None:
    if gender in ("m", "f"):
        last = cast.last()
        if last is not None and last.person is None and not last.plural and last.gender in ("o", gender):
            return last
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
    for _, who in reversed(cast.heard):
        if who.person is None and (gender == "" or who.plural == (gender == "p")):
            return who
    return None


def _several(cast: Cast, at: int) -> Who | None:
    """The last people named by what they are, more than one, within a few sentences: "the border guards"."""
    found = list(_SEVERAL.finditer(cast.document.text, max(0, at - 600), at))
    heard = next((place for place, who in reversed(cast.heard) if who.plural), -1)
    return Who(found[-1]["who"], None, "", plural=True) if found and found[-1].start() >= heard else None


_SEVERAL = re.compile(
    r"\b(?:the|two|three|some|several|his|her|their|by|to) (?P<who>(?:[a-z][\w-]+ ){0,2}?(?:guards|officials|"
    r"officers|soldiers|"
    r"authorities|rebels|militants|fighters|police|prosecutors|investigators|interrogators|captors|kidnappers|"
    r"doctors|diplomats|ministers|"
    r"negotiators|mediators|lawyers|relatives|parents|prisoners|hostages|judges|agents|gunmen|policemen|sailors|"
    r"jailers|warders))\b"
)


# -------------------------------------------------------------------- persons


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
    words = [word.lower() for word in _WORD.findall(lead)]
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
    before = _WORD.findall(document.text[phrase[0] : naming.span[0]])
    if not before or known.endswith(name) or known.split()[-1] == name.split()[-1]:
        return False
    owner = before[-1].lower() in listed("grammar", "ru", "subordinate")
    return owner and not any(word.lower() in listed("grammar", "ru", "by") for word in before[:1])


# -------------------------------------------------------------------- phrases


def _phrase(cast: Cast, phrase: Span, scene: Scene) -> Who | None:
    """An institution or an unnamed source: somebody known by that office, the institution's fullest name, or the
    phrase.
    """
    document = cast.document
    raw = document.quote(phrase).strip(" ,;:.—–-\n")
    named = _apposed_name(raw, document.language)
    head_part = re.split(r"[,(—–;]| who | which | that | die | der sich |которы", raw)[0].strip()
    words = _WORD.findall(head_part)
    if words and words[0].lower() in ("another", "others") and len(words) == 1:
        spoke = next((who for _, who in reversed(cast.heard) if who.person is None and who.gender), None)
        return Who(f"another {spoke.name.removeprefix('another ')}", None, spoke.gender) if spoke else None
    if not words or (len(words) == 1 and words[0].lower() in listed("grammar", document.language, "determiner")):
        return None
    if document.language == "en":
        owner = _of_writing(cast, phrase, head_part, scene)
        if owner is not None:
            return owner
    definite = words[0].lower() in listed("grammar", document.language, "definite") or document.language == "ru"
    head = _head(words, document.language)
    if definite and len(words) <= 3 and (head in cast.roles or not any(word[0].isupper() for word in words[1:])):
        known = [who for at, who in cast.roles.get(head, ()) if at < phrase[0] and who.person not in scene.without]
        heard = [
            who
            for _, who in reversed(cast.heard)
            if who.person is None and head in {w.lower() for w in _WORD.findall(who.name)}
        ]
        if known:
            return known[-1]
        if heard:
            return max(heard[:3], key=lambda who: len(who.name))
    if head in listed("grammar", document.language, "no speaker"):
        return None
    name = named or _bare_name(head_part, document.language)
    if not name:
        return None
    fullest = _fullest(cast, name, phrase[0]) if definite or len(words) == 1 else name
    return Who(fullest, None, _kind(fullest, head), _plural(words, document.language))


def _kind(name: str, head: str) -> str:
    """ "m" or "f" by kin and office, "o" for somebody unnamed, nothing for an institution."""
    for gender, title in (("m", "man"), ("f", "woman")):
        if head in listed("first_names", "any", title):
            return gender
    return "" if _institution(name) else "o"


def _institution(name: str) -> bool:
    return name[:1].isupper() or _COLLECTIVE.search(name.lower()) is not None


_COLLECTIVE = re.compile(
    r"ministry|government|agency|office|court|party|group|union|council|media|army|police|service|campaign|"
    r"organi[sz]ation|company|"
    r"embassy|front|committee|ministerium|regierung|behörde|gericht|partei|agentur|botschaft|министерств|"
    r"правительств|служб|суд|агентств|"
    r"посольств|комитет"
)


def _plural(words: Sequence[str], language: str) -> bool:
    head = _head(words, language)
    if language == "en":
        return (head.endswith("s") and not head.endswith(("ss", "us", "is"))) or head in ("people", "police", "media")
    return words[0].lower() in ("die", "mehrere", "zwei", "drei") if language == "de" else head.endswith(("и", "ы"))


def _head(words: Sequence[str], language: str) -> str:
    small = listed("grammar", language, "preposition") | ({"der", "des"} if language == "de" else set())
    end = next((n for n, word in enumerate(words) if n and word.lower() in small), len(words))
    head = words[end - 1] if language != "ru" else words[0]
    return re.sub(r"[’']s?$", "", head.lower())


def _bare_name(phrase: str, language: str) -> str:
    """A phrase without its article, possessive or "one"."""
    words = phrase.split()
    drop = listed("grammar", language, "article")
    while (
        len(words) > 1
        and words[0].lower().strip(",") in drop
        and not (words[0].lower() == "one" and words[1].lower() == "of")
    ):
        words.pop(0)
    if len(words) > 1 and words[0] in ("Most", "Even", "Only", "Both", "But", "And", "Sogar", "Auch"):
        words.pop(0)
    return (
        re.sub(r"[’']s?$", "", " ".join(words)).strip(" ,.") if len(words) > 1 or words[0].lower() not in drop else ""
    )


def _apposed_name(raw: str, language: str) -> str | None:
    """ "His employer, the charity Clean Wells" → "Clean Wells": a name that stands beside what it names."""
    parts = [part.strip() for part in raw.split(",") if part.strip()]
    if len(parts) < 2 or language != "en" or any(word[0].isupper() for word in parts[0].split()[1:]):
        return None
    found = re.search(r"(?:[A-Z][\w&’'-]*(?: (?:of|for|and|the) (?=[A-Z]))? ?)+$", parts[1])
    return found[0].strip() if found and not re.match(r"(?:who|which|whose|when)\b", parts[1]) else None


def _of_writing(cast: Cast, phrase: Span, head_part: str, scene: Scene) -> Who | None:
    """ "A statement by the ministry", "the ministry's statement", "his lawyer's letter": whose it is."""
    words = _WORD.findall(head_part)
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
        return _pronoun(cast, {"his": "m", "her": "f", "their": "p", "its": "n"}[words[0].lower()], phrase[0], scene)
    if words[0].lower() == "the" and words[-1].lower() in writing and len(words) <= 2:
        return next((who for _, who in reversed(cast.heard) if who.person is None), None)
    return None


# ------------------------------------------------------------- fullest names


def _fullest(cast: Cast, name: str, at: int) -> str:
    """The longest name in the document that the name is a short form of: "Turkish Foreign Ministry" for "ministry"."""
    language, text = cast.document.language, cast.document.text
    content = [
        text[block.span[0] : block.span[1]] for block in cast.document.blocks if block.role in ("headline", "body")
    ]
    whole = "\n".join(content)
    head = _head(_WORD.findall(name), language)
    if len(head) < 3:
        return name
    called = re.search(
        rf"\b{re.escape(head)},? (?:named|called|known as|calling itself) ((?:[A-Z][\w’'-]*[ ]?)+)",
        whole,
        re.IGNORECASE,
    )
    if called:
        return called[1].strip()
    found = []
    for run in _RUN.finditer(whole):
        words = _WORD.findall(run[0])
        low = [re.sub(r"[’']s?$", "", word.lower()) for word in words]
        if (
            head in (low[0], low[-1])
            and len(words) > len(name.split())
            and all(word.lower() in low for word in _WORD.findall(name))
        ):
            found.append(run[0])
    heard = [
        who.name for _, who in cast.heard if who.person is None and _head(_WORD.findall(who.name), language) == head
    ]
    longer = [
        one for one in heard if len(one.split()) > len(name.split()) and name.lower().split()[-1] in one.lower().split()
    ]
    names = [_bare_name(_from_noun(one, language), language) for one in (longer[-1:] or found)]
    return max(names, key=lambda one: (len(one.split()), -whole.find(one)), default=name) or name


def _from_noun(name: str, language: str) -> str:
    """A run of words with capitals without the preposition that a sentence began with."""
    words = name.split()
    while len(words) > 1 and (
        words[0].lower() in listed("grammar", language, "preposition")
        or words[0].lower() in ("nach", "laut", "angaben")
    ):
        words.pop(0)
    return " ".join(words)


_RUN = re.compile(
    r"(?:[A-ZÄÖÜА-ЯЁ][\w’'-]*|[a-z]{4,} (?=[Mm]inistry))(?: (?:(?:of|for|and|the|der|des|für)"
    r" )*[A-ZÄÖÜА-ЯЁ][\w’'-]*| ministry| government| council)*"
)
