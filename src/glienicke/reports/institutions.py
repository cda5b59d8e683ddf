"""Names of institutions and unnamed sources: without their article, by their head, in their fullest form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glienicke.reports.listed import listed
from glienicke.reports.speakers import CONTENT, RECENT, Cast

WORD = re.compile(r"[^\W_]+(?:[’'.‑-][^\W_]+)*")


def head_of(words: Sequence[str], language: str) -> str:
    """The noun that a phrase is about, in small letters: the last before a preposition, in Russian the first."""
    small = listed("grammar", language, "preposition") | ({"der", "des"} if language == "de" else set())
    end = next((n for n, word in enumerate(words) if n and word.lower() in small), len(words))
    head = words[end - 1] if language != "ru" else words[0]
    return re.sub(r"[’']s?$", "", head.lower())


def bare_name(phrase: str, language: str) -> str:
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


def apposed_name(raw: str, language: str) -> str | None:
    """ "His employer, the charity Clean Wells" → "Clean Wells": a name that stands beside what it names."""
    parts = [part.strip() for part in raw.split(",") if part.strip()]
    if len(parts) < 2 or language != "en" or any(word[0].isupper() for word in parts[0].split()[1:]):
        return None
    found = re.search(r"(?:[A-Z][\w&’'-]*(?: (?:of|for|and|the) (?=[A-Z]))? ?)+$", parts[1])
    return found[0].strip() if found and not re.match(r"(?:who|which|whose|when)\b", parts[1]) else None


COLLECTIVE = re.compile(
    r"ministry|government|agency|office(?!r)|court(?!i)|party|group|union|council|media|army|police|service|campaign|"
    r"organi[sz]ation|company|"
    r"embassy|front|committee|ministerium|regierung|behörde|gericht|partei|agentur|botschaft|министерств|"
    r"правительств|служб|суд|агентств|"
    r"посольств|комитет"
)


def is_institution(name: str) -> bool:
    """Whether a name is an institution's and no unnamed person's."""
    return name[:1].isupper() or COLLECTIVE.search(name.lower()) is not None


def kind_of(name: str, head: str) -> str:
    """ "m" or "f" by kin and office, "o" for somebody unnamed, nothing for an institution."""
    for gender, title in (("m", "man"), ("f", "woman")):
        if head in listed("first_names", "any", title):
            return gender
    return "" if is_institution(name) else "o"


def is_plural(words: Sequence[str], language: str) -> bool:
    """Whether a phrase means several."""
    head = head_of(words, language)
    if language == "en":
        return (head.endswith("s") and not head.endswith(("ss", "us", "is"))) or head in ("people", "police", "media")
    return words[0].lower() in ("die", "mehrere", "zwei", "drei") if language == "de" else head.endswith(("и", "ы"))


def fullest(cast: Cast, name: str) -> str:
    """The longest name in the document that the name is a short form of: "Turkish Foreign Ministry" for "ministry".

    What has been said by such a source before comes first.
    """
    language = cast.document.language
    head = head_of(WORD.findall(name), language)
    if len(head) < 3:
        return name
    size, last = len(name.split()), name.lower().split()[-1]
    for _, who in reversed(cast.heard[-RECENT:]):
        words = who.name.lower().split()
        if (
            who.person is None
            and len(words) > size
            and last in words
            and head_of(WORD.findall(who.name), language) == head
        ):
            return bare_name(_from_noun(who.name, language), language)
    if name not in cast.fullest:
        cast.fullest[name] = _in_text(cast, name, head)
    return cast.fullest[name]


def _in_text(cast: Cast, name: str, head: str) -> str:
    """The longest run of words with capitals that has all words of a name and the same head at either end."""
    document = cast.document
    called = re.compile(
        rf"\b{re.escape(head)},? (?:named|called|known as|calling itself) ((?:[A-Z][\w’'-]*[ ]?)+)", re.IGNORECASE
    )
    wanted = {word.lower() for word in WORD.findall(name)}
    names: list[str] = []
    for block in document.blocks:
        if block.role not in CONTENT or head not in document.text[block.span[0] : block.span[1]].lower():
            continue
        named = called.search(document.text, *block.span)
        if named:
            return named[1].strip()
        for run in _RUN.finditer(document.text, *block.span):
            words = [re.sub(r"[’']s?$", "", word.lower()) for word in WORD.findall(run[0])]
            if head in (words[0], words[-1]) and len(words) > len(name.split()) and wanted <= set(words):
                names.append(bare_name(_from_noun(run[0], document.language), document.language))
    return max(names, key=lambda one: len(one.split()), default=name) or name


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
