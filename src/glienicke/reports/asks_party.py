"""Whose position it is: a country, capital, government or group in words → the party's code or name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glienicke.reports.data import Span
from glienicke.reports.places import country_of
from glienicke.reports.speakers import Cast

_ARTICLE = re.compile(r"^(?:the|die|der|das|den|dem|des|so-called|sogenannten?)\s+", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÄÖÜА-ЯЁ«„“\"][\w’'-]*(?: (?:of (?:the )?)?[A-ZÄÖÜА-ЯЁ][\w’'-]*)*")


def party_code(words: str, language: str, text: str = "") -> str | None:
    """A party in words: the ISO 3166 alpha-2 code of the country it names, or its own name; None if it names none.

    "Russian side", "Moscow", "the Kremlin" and "Foreign Ministry of Russia" are RU; "the Northern Front" is "Northern
    Front". text: of the document, in which an invented country's adjective ("Karsian") has its name.
    """
    plain = words.strip(" ,.;:")
    while _ARTICLE.match(plain):
        plain = _ARTICLE.sub("", plain)
    if not plain:
        return None
    tokens = [re.sub(r"[’']s?$", "", word) for word in re.findall(r"[\w’'.-]+", plain)]
    for size in (3, 2, 1):
        for start in range(len(tokens) - size + 1):
            code = country_of(" ".join(tokens[start : start + size]), language)
            if code is not None:
                return code
    name = _NAME.search(plain)
    if name is None or name[0].lower() in _NO_PARTY:
        return None
    if language == "ru" and name.start() == 0:
        return plain.strip("«»")
    return _country_of_its_people(re.sub(r"[’']s?$", "", name[0].strip('«»„“”"')), text)


def _country_of_its_people(name: str, text: str) -> str:
    """ "Karsian" → "Karsia", if the document knows that name: an invented country is in no table."""
    words: set[str] = set(re.findall(r"\b[A-ZÄÖÜ]\w{3,}\b", text))
    for word in sorted(words):
        endings = (
            word + "n",
            word + "i",
            word + "an",
            word + "ian",
            word[:-1] + "ian",
            word[:-1] + "ish",
            word + "ese",
        )
        if name in (*endings, word[:-2] + "isch"):
            return word
    return name


_NO_PARTY = frozenset(
    (
        "we",
        "it",
        "they",
        "he",
        "she",
        "i",
        "wir",
        "sie",
        "es",
        "er",
        "ich",
        "мы",
        "он",
        "она",
        "они",
        "but",
        "and",
        "if",
        "then",
    )
)


def wanted_first(cast: Cast, party: str, aside: str) -> bool:
    """Whether X of "wanted to exchange X, a Russian held in Germany, for Y" is whom the party wants, and Y whom it
    would give: X is its own citizen or held by somebody else.
    """
    language, text = cast.document.language, cast.document.text
    asks = party_code(party, language, text)
    held = re.search(
        r"(?:imprisoned|held|jailed|detained|in custody|serving [\w ]+?) (?:in|by) (?:the )?([A-Z]\w+)", aside
    )
    elsewhere = party_code(held[1], language, text) if held else None
    own = [party_code(word, language, text) for word in re.findall(r"[A-ZÄÖÜ][\w-]+", aside)]
    return asks is not None and (elsewhere != asks if elsewhere is not None else asks in own)


def party_before(cast: Cast, before: Sequence[Span]) -> str | None:
    """The party that a sentence before begins with ("Berlin's line was narrow. It was only willing …"), nearest
    first.
    """
    language = cast.document.language
    for span in reversed(before[-2:]):
        text = cast.document.quote(span)
        opening = re.match(
            r"\W*(?:The |Die |Das |Der )?([A-ZÄÖÜА-ЯЁ][\w-]*(?: [A-ZÄÖÜА-ЯЁ][\w-]*){0,3})(?:[’']s?)?(?: side|"
            r" government)?\b",
            text,
        )
        if opening and not cast.within((span[0], span[0] + opening.end())):
            code = party_code(opening[1], language)
            known = country_of(opening[1], language) is not None or _named_often(cast, opening[1])
            if code is not None and known:
                return code
    return None


def _named_often(cast: Cast, name: str) -> bool:
    return len(re.findall(rf"\b{re.escape(name)}\b", cast.document.text)) >= 3


def party_of_speaker(cast: Cast, speaker: str) -> str | None:
    """The party that somebody speaks for, by the offices that stand beside their name; of an institution, its own."""
    language = cast.document.language
    person = next((number for number, one in enumerate(cast.people) if one.name == speaker), None)
    if person is None:
        return party_code(speaker, language, cast.document.text) if re.search(r"[A-ZА-ЯЁ]", speaker) else None
    for span in cast.people[person].spans:
        for words in _offices(cast, span):
            code = party_code(words, language, cast.document.text)
            if code is not None:
                return code
    return None


_OFFICE = (
    r"(?:spokes\w+|minister|president|premier|chancellor|leader|commander|chief|head|ambassador|envoy|"
    r"negotiator|representative|speaker|"
    r"sprecher\w*|ministerin|anführer\w*|chef\w*|botschafter\w*|vertreter\w*|unterhändler\w*|präsident\w*|kanzler\w*|"
    r"глава|представител\w*|командир\w*|министр\w*|посол|президент\w*|лидер\w*|пресс-секретар\w*)"
)


def _offices(cast: Cast, span: Span) -> list[str]:
    """The words around a naming that say whom somebody speaks for."""
    text = cast.document.text
    before = re.split(r"[.;:!?\n“”„»]", text[max(0, span[0] - 120) : span[0]])[-1]
    after = re.split(r"[.;:!?\n“”„»]", text[span[1] : span[1] + 120])[0]
    found: list[str] = []
    if cast.document.language == "ru":
        return _russian_offices(text[: span[0]], before, text[span[1] : span[1] + 120])
    near = re.search(
        rf"((?:[\w’'-]+ )*?(?:[\w’'-]+ ){{0,4}}){_OFFICE}((?: \w+)?(?: (?:of|for|der|des|von|für)"
        rf" (?:the )?[^,]{{2,60}})?),? (?:[\w.]+ ){{0,2}}$",
        before,
        re.IGNORECASE,
    )
    if near:
        found += [part for part in (_owner(near[2]), _owner(near[1])) if part]
    later = re.match(
        rf",? (?:an?|the|who|der|die|ein|eine)? ?(?:speaks for|is|[\w’' -]{{0,40}}{_OFFICE}[\w’'-]* (?:of|for|"
        rf"der|des|von|für))\s(?:the )?([^,]{{2,60}})",
        after,
        re.IGNORECASE,
    )
    if later:
        found.append(_owner(later[1]))
    return [one for one in found if one]


def _russian_offices(earlier: str, before: str, after: str) -> list[str]:
    """ "глава МИД Ойратии X"; of "их командир" the group in quotation marks that was named last."""
    near = re.search(rf"{_OFFICE}((?: [\w«»-]+){{0,5}}),? $", before, re.IGNORECASE)
    if near is None:
        later = re.match(
            rf", (?:\w+ ){{0,2}}{_OFFICE} (?:группировки |движения |партии )?(«[^»]+»|[А-ЯЁ]\w+)", after, re.IGNORECASE
        )
        return [later[1].strip("«»")] if later else []
    if re.search(rf"\b(?:их|его|её) (?:\w+ )?{_OFFICE}", before, re.IGNORECASE):
        groups = re.findall(r"[«„]([А-ЯЁ][^»“.,!?]{3,30})[»“]", earlier)
        return groups[-1:]
    names = re.findall(r"«?[А-ЯЁ][\w-]*(?: [А-ЯЁ]?[\w-]+)*»?", near[1])
    return [name.split()[-1] if "«" not in name else name for name in names[-1:]]


def _owner(words: str) -> str:
    """From an office's words those with a capital that say whose it is; the office itself is not it."""
    plain = re.sub(
        rf"\b(?:Foreign|Prime|Justice|Interior|Defence|Defense|Deputy|First|Vice|State|Security|Press|Chief|"
        rf"{_OFFICE}) ?\b",
        " ",
        words,
        flags=re.IGNORECASE,
    )
    plain = re.sub(r"^\s*(?:of|for|der|des|von|für)\s+(?:the\s+)?", "", plain)
    found = re.search(r"[A-ZÄÖÜА-ЯЁ«][\w’'»-]*(?: (?:of (?:the )?)?[A-ZÄÖÜА-ЯЁ][\w’'»-]*)*", plain)
    return found[0] if found else ""
