"""Whoever a document calls a child, or gives an age below eighteen: such a name is never stored.

In: a document and the names found in it. Out: for each minor among them the words that say so; and texts in which
such names are replaced. A name is refused rather once too often: a case counts children as `minors:` beside a parent,
and an adult refused by mistake can be written into the case by hand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

from dateutil.relativedelta import relativedelta

from glienicke.ground import dates
from glienicke.reports.data import Document, Someone

AGE_OF_MAJORITY = 18
"""Years: a child is every human being below eighteen (Convention on the Rights of the Child, article 1)."""

MASK = "[a minor]"
"""What stands in a stored text where a minor's name stood."""

REMEDY = "count minors with `minors:` beside a parent"

_CHILD = (
    r"(?i:child(?:ren)?|kids?|boys?|girls?|toddlers?|infants?|bab(?:y|ies)|newborns?|schoolboys?|schoolgirls?|pupils?|"
    r"minors?|teen(?:ager|aged)?s?|youngsters?|sons?|daughters?|stepsons?|stepdaughters?|grandsons?|granddaughters?|"
    r"minderjährige[nrs]?|"
    r"дет(?:и|ей|ям|ьми|ях)|реб[её]нок|реб[её]нка|реб[её]нком|мальчик\w*|девочк\w*|младен\w+|школьни\w+|подрост\w+|"
    r"несовершеннолетн\w+|малолетн\w+|сын(?:а|у|ом|овья|овей|овьям|овьями)?|доч(?:ь|ери|ерью|ерей|ерям|ерьми)|"
    r"внук\w*|внуч\w+)|"
    r"Kind(?:er|ern|es)?|Junge[n]?|Mädchen|Säuglinge?|Babys?|Schüler(?:in|innen|n)?|Jugendliche[rn]?|"
    r"Söhne?n?|Sohn(?:es)?|Töchtern?|Tochter|Enkel(?:in|s|n)?"
)
_YEARS = r"(?P<years>\d{1,3})(?:[- ]year[- ]old|[- ]?jährige[nrs]?|-летн\w+)"
_LINK = r"(?:[\s:–—\-]|\b(?:named|called|aged|names|old|namens|im|Alter|von|по|имени)\b|\d{1,2}(?!\d)(?:-year-old)?)*?"
_UP = r"[^\W\d_a-zа-яёäöüß][\w'’-]*"
_SPACE = r"(?:[^\S\n]|\n(?!\s*\n))+"  # a line may end inside a name, a paragraph may not
_NAMES = rf"{_UP}(?:{_SPACE}{_UP}){{0,2}}"
_JOIN = r"(?:,?\s*\(?\d{1,2}\)?)?,?\s+(?:(?:and|und|и)\s+)?"
# Behind a comma only what a comma or a full stop ends again: "his daughter, Mia, 9," but not "his children, Holm said".
_GROUP = re.compile(
    rf"(?<!\w)(?:{_YEARS}|(?P<word>{_CHILD}))(?:{_LINK}(?P<names>{_NAMES}(?:{_JOIN}{_NAMES})*)"
    rf"|,\s+(?P<apart>{_NAMES}(?:{_JOIN}{_NAMES})*)(?=[,.;:()]|\s+\())"
)
_BEFORE = re.compile(rf"(?<!\w)(?:{_YEARS}|(?P<word>{_CHILD})){_LINK}\Z")
_ANYONE = re.compile(
    rf"(?<!\w){_NAMES}(?=,\s*(?:aged?\s+|im\s+Alter\s+von\s+)?\d{{1,2}}\s*[,.;]|\s+\(\d{{1,2}}\)|,\s+(?:an?|eine?)\s"
    r"|\s+(?:is|was|ist|war)\s+(?:only\s+|now\s+|erst\s+)?\d{1,2}\s*[,.;])"
)
_AFTER = re.compile(
    r"(?:,\s*|\s*\(\s*|\s+)(?:who\s+(?:is|was|turned)\s+|is\s+|was\s+|now\s+|only\s+|aged?\s+|im\s+Alter\s+von\s+|"
    r"ist\s+|war\s+|в\s+возрасте\s+)*(?P<age>\d{1,3})(?!\s*(?:\d|[.,]\d|%|[Jj]anuar|[A-Z]|месяц|months?\s+in))"
    r"(?=\s*(?:,|\)|\.|;|years?[ -]old|Jahre?\s+alt|лет|года?|and\b|und\b|$|–|—))"
)
_CALLED = re.compile(
    rf"(?:,\s*|\s+(?:is|was|ist|war|—|–)\s+)(?:(?:a|an|the|his|her|their|ein|eine|der|die|das|still|noch)\s+)*"
    rf"(?:\d{{1,2}}-year-old\s+)?(?P<word>{_CHILD})(?!\w|\s+(?:of|von)\b)"
)
_KIN = re.compile(
    r"(?:step|grand)?(?:son|daughter)s?|(?:Söhne?n?|Sohn(?:es)?|Töchtern?|Tochter|Enkel\w*)|сын\w*|доч\w*|вну[кч]\w*"
)
_WINDOW = 60


def minors_in(document: Document, people: Sequence[Someone], born: Mapping[str, str] | None = None) -> dict[str, str]:
    """Names of minors in the document → the words that say so.

    people: whoever a reader found; the names that stand behind "children", "son" and the like are looked for besides.
    born: dates of birth (EDTF) by name, where the document tells them; they count on the day of publication.
    A stated age of eighteen or more outweighs a word such as "son".
    """
    found: dict[str, str] = {}
    by_name = {spelling: one for one in people for spelling in (one.name, *one.spellings)}
    others = [
        # The first of three words may be no name but the beginning of the sentence.
        Someone(match[0], (match[0], " ".join(match[0].split()[-2:])), (match.span(),))
        for match in _ANYONE.finditer(document.text)
        if match[0] not in by_name
    ]
    for one in (*people, *others):
        why = _why(document.text, one)
        if why is None and born and one.name in born and document.published is not None:
            why = _too_young(born[one.name], document.published)
        if why is not None:
            found.update(dict.fromkeys((one.name, *one.spellings), why))
    for match in _GROUP.finditer(document.text):
        for name, age in _named(document.text, match):
            known = by_name.get(name)
            ages = [age] if age is not None else _ages(document.text, known) if known else []
            if not ages or min(ages) < AGE_OF_MAJORITY:
                why = match["word"] or f"aged {match['years']}"
                found.update(dict.fromkeys((known.name, *known.spellings) if known else (name,), why))
    # A family's name alone is not the child's: it would hide the parents as well.
    shared = {spelling for one in people if one.name not in found for spelling in one.spellings if " " not in spelling}
    return {name: why for name, why in found.items() if name not in shared}


def _named(text: str, match: re.Match[str]) -> list[tuple[str, int | None]]:
    """The names of a group, each with the age that stands behind it."""
    part = "names" if match["names"] else "apart"
    named = []
    for name in re.finditer(_NAMES, match[part]):
        end = match.start(part) + name.end()
        age = _AFTER.match(text[end : end + _WINDOW])
        told = age["age"] if age else match["years"]
        named.append((name[0], int(told) if told else None))
    return named


def masked(text: str, minors: Iterable[str]) -> str:
    """The text with `MASK` in the place of every one of these names."""
    for name in sorted(minors, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", MASK, text)
    return text


def _ages(text: str, one: Someone) -> list[int]:
    ages = []
    for start, end in one.spans:
        after = _AFTER.match(text[end : end + _WINDOW])
        before = _BEFORE.search(text[max(0, start - _WINDOW) : start])
        told = after["age"] if after else before and before["years"]
        if told:
            ages.append(int(told))
    return ages


def _why(text: str, one: Someone) -> str | None:
    """The words by which somebody is a minor, or None."""
    ages = _ages(text, one)
    if ages:
        return f"aged {min(ages)}" if min(ages) < AGE_OF_MAJORITY else None
    for start, end in one.spans:
        before = _BEFORE.search(text[max(0, start - _WINDOW) : start])
        if before and before["word"]:
            return before["word"]
        after = _CALLED.match(text[end : end + _WINDOW])
        if after and not _KIN.fullmatch(after["word"]):
            return after["word"]
    return None


def _too_young(born: str, day: dt.date) -> str | None:
    try:
        youngest = dates.latest(born)
    except dates.NoDate:
        return None
    return f"born {born}" if relativedelta(day, youngest).years < AGE_OF_MAJORITY else None
