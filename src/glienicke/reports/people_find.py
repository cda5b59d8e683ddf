"""Runs of capitals → namings of persons: titles and peoples cut off, with how sure each is.

A run of two words or more is a person's name by what it is made of (a known first name, an initial, a patronymic) and
by what stands around it (an office before it, an age or a verb after it, its last word alone elsewhere), unless
something says that it names an office, a place or a thing. A single word counts only after a title; that it repeats a
name is seen later, when the names of the document are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from glienicke.reports.data import Span
from glienicke.reports.listed import listed
from glienicke.reports.people_page import Page, is_known_first, is_small_word, says, titles_before
from glienicke.reports.people_parts import PREFIXES
from glienicke.reports.people_score import is_sure_alone, score_of
from glienicke.reports.people_strip import stripped
from glienicke.reports.people_words import OPENING, PARTICLES, Line, Run
from glienicke.reports.places import country_of

ENOUGH = 2.0
"""Evidence from which a run is taken for a person's name."""
_LISTED = re.compile(r",? (?:and |und |sowie |и |a )?|, (?:\d{2}, )?(?:and |und )?")


@dataclass(frozen=True, slots=True)
class Naming:
    """A stretch that may name a person. words: of the name. title: the words before it that say who it is, in small
    letters. sure: it is a name by itself; else it is one only if it repeats another. says: a verb of saying stands
    beside it. gender: where the sentence tells it. near: it would be sure beside another name in a list.
    """

    span: Span
    words: tuple[str, ...]
    title: tuple[str, ...] = ()
    sure: bool = False
    titled: bool = False
    says: bool = False
    gender: str = ""
    near: bool = False

    @property
    def single(self) -> bool:
        """Whether it is one word."""
        return len(self.words) == 1


def namings(page: Page) -> Iterator[Naming]:
    """All namings of the document, in order."""
    text, result = page.document.text, list[Naming]()
    for line in page.lines:
        found = [naming for run in line.runs for naming in _of_run(page, line, run)]
        found = _turned(text, line, found)
        result += _in_lists(text, _nicknamed(page, line, found))
    yield from _with_particles(text, result)


def _with_particles(text: str, found: list[Naming]) -> list[Naming]:
    """A surname alone takes its particles along, as a full name of the document has them: "later van der Meulen"."""
    particles: dict[str, tuple[str, ...]] = {}
    for one in found:
        at = next((n for n, word in enumerate(one.words) if n and word.lower() in PREFIXES), 0)
        if at and one.words[0].lower() not in PARTICLES and all(w.lower() in PARTICLES for w in one.words[at:-1]):
            particles[one.words[-1].lower()] = one.words[at:-1]
    for at, one in enumerate(found):
        before = " ".join(particles.get(one.words[-1].lower(), ())) + " "
        start = one.span[0] - len(before)
        if one.single and len(before) > 1 and start >= 0 and text[start : one.span[0]] == before:
            found[at] = replace(one, span=(start, one.span[1]), words=(*before.split(), *one.words))
    return found


_TURNED = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:\d+[.)][ \t]*|[-–•*][ \t]*)?(?P<last>[^\W\d_]+(?:[’'-][^\W\d_]+)*), "
    r"(?P<first>[^\W\d_]+(?:[ -][^\W\d_]+){0,2})(?=,|;|[ \t]*(?:\n|$)|[ \t]*\()"
)


def _turned(text: str, line: Line, found: list[Naming]) -> list[Naming]:
    """Entries of a list with the surname first: "IVANOV, Pyotr Ilyich, born 1988"."""
    entries = []
    for match in _TURNED.finditer(text, *line.span):
        first, last = match["first"].split(), match["last"]
        shouted = last.isupper() and not first[0].isupper()
        if last[0].isupper() and first[0][0].isupper() and (shouted or is_known_first(first[0].lower())):
            entries.append(Naming((match.start("last"), match.end("first")), (*first, last), (), True))
    return _instead(found, entries)


_NICKNAME = re.compile(
    r"(?<!\w)(?P<first>[^\W\d_]+) [“\"„«‘'(][^“”\"„«»‘’()\n]{2,30}[”\"“»’')] (?P<last>[^\W\d_]+(?:-[^\W\d_]+)?)"
)


def _nicknamed(page: Page, line: Line, found: list[Naming]) -> list[Naming]:
    """A known first name and a surname with a nickname in quotation marks between are one name."""
    names = []
    for match in _NICKNAME.finditer(page.document.text, *line.span):
        if page.has("title", match["first"].lower()):
            continue
        if match["first"][0].isupper() and match["last"][0].isupper() and not match["first"].isupper():
            names.append(Naming(match.span(), (match["first"], match["last"]), (), True))
    return _instead(found, names)


def _instead(found: list[Naming], better: list[Naming]) -> list[Naming]:
    """The namings with better ones in the place of those that they overlap."""
    kept = [one for one in found if not any(b.span[0] < one.span[1] and one.span[0] < b.span[1] for b in better)]
    return sorted([*kept, *better], key=lambda one: one.span)


def _in_lists(text: str, found: list[Naming]) -> list[Naming]:
    """What stands in a list beside a name is a name: "Liri A., Karina B. and Naama C."."""
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for at in order:
            other = found[at - 1] if order.step > 0 else found[at + 1]
            first, second = sorted((found[at], other), key=lambda one: one.span)
            between = text[first.span[1] : second.span[0]]
            if not other.sure or other.single or not _LISTED.fullmatch(between):
                continue
            first_name = found[at].single and is_known_first(found[at].words[0].lower()) and found[at] is first
            family = (
                found[at].single
                and found[at] is first
                and _FAMILY.search(text[max(0, first.span[0] - 40) : first.span[0]])
            )
            if found[at].near or first_name or family:
                found[at] = replace(found[at], sure=True)
    return found


_FAMILY = re.compile(
    r"(?:parents|brothers|sisters|siblings|twins|couple|spouses|Eltern|Brüder|Schwestern|Geschwister|Eheleute|родител\w+|"
    r"брать\w+|сёстр\w+|сестр\w+|супруг\w+),? $",
    re.IGNORECASE,
)


def _of_run(page: Page, line: Line, run: Run) -> Iterator[Naming]:
    if len(run.words) == 1:
        yield from _alone(page, line, run)
        return
    second = _second_name(page, run)
    if second:
        for part in (run.words[:second], run.words[second:]):
            yield from _of_run(page, line, Run(part, run.first and part is run.words[:second]))
        return
    if _praised(page, line, run):
        yield from _of_run(page, line, Run(run.words[1:], False))
        return
    words, titles, rest = stripped(page, line, run)
    for word in rest:
        if not word.initial and country_of(word.text, page.language) is None:
            yield Naming(word.span, (word.text,))
    if not words or len(words) > 5:
        return
    title = tuple(titles) or titles_before(page, line, words[0])
    span = (words[0].span[0], words[-1].span[1])
    texts = tuple(word.text for word in words)
    spoken = says(page, line, span)
    if len(words) == 1:
        sure = is_sure_alone(page, line, words[0], title)
        yield Naming(span, texts, title, sure, bool(title), spoken)
        return
    if words[0].low not in PARTICLES or words[0].low in ("abu", "umm", "ben", "ibn", "bin", "al", "el", "абу") or title:
        score = score_of(page, line, words, title, run)
    else:
        score = -1.0
    if (
        page.language == "de"
        and words[0].low == "von"
        and len(words) == 2
        and (not title or title[-1] not in _WITH_VON)
    ):
        return
    if score >= ENOUGH:
        yield Naming(
            span, texts, title, not line.titled or bool(title) or is_known_first(words[0].low), bool(title), spoken
        )
    elif score > 0.5 and not line.titled:
        yield Naming(span, texts, title, False, bool(title), spoken, near=True)
    else:  # all or some of it may still repeat a name that stands elsewhere
        yield Naming(span, texts, title, False, bool(title), spoken)


_PRAISE = frozenset(
    [
        "brave",
        "freed",
        "jailed",
        "hero",
        "heroic",
        "tragic",
        "poor",
        "little",
        "missing",
        "gutsy",
        "plucky",
        "heartbroken",
        "proud",
        "lucky",
        "defiant",
        "released",
        "captive",
        "kidnapped",
        "tearful",
        "young",
        "hostage",
        "beloved",
        "innocent",
        "caged",
    ]
)
"""Words of a headline or an opening before a name: "Brave Anna", "FREED Anna Berg"."""


def _praised(page: Page, line: Line, run: Run) -> bool:
    """Whether an English run opens with an adjective that the place alone gives its capital."""
    first = run.words[0]
    capital = run.first or line.titled or first.shouted
    return page.language == "en" and len(run.words) > 1 and first.low in _PRAISE and capital


def _second_name(page: Page, run: Run) -> int:
    """Where a second name begins in a run ("Семёна Ковалькова Раиса Ковалькова"); 0 if there is only one."""
    if page.language == "ru" and len(run.words) == 2:
        return int(_WITH.search(run.words[0].low) is not None and _WITH_TOO.search(run.words[1].low) is None)
    if page.language != "ru" or len(run.words) < 4:
        return 0
    starts = [n for n, word in enumerate(run.words[:-1]) if is_known_first(word.low)]
    return starts[1] if len(starts) == 2 and starts[1] - starts[0] == 2 else 0


_WITH = re.compile(r"\w(?:[оеё]вым|[иы]ным|[сц]ким)$")
"""A Russian surname in the instrumental: who stands after it in another case is somebody else."""
_WITH_TOO = re.compile(r"(?:[ыиоеё]м|[оеё]й|ью|ами|ями)$")

_WITH_VON = ("herr", "herrn", "frau", "dr", "prof", "general", "oberst", "graf", "gräfin", "baron", "freiherr")
"""Titles after which "von X" is a surname; the Emir of X is no Mr of X."""


def _alone(page: Page, line: Line, run: Run) -> Iterator[Naming]:
    """A single word in capitals: a name after a title, or if it repeats one."""
    word = run.words[0]
    low = word.low
    if word.initial or low in listed("people", page.language, "never") or is_small_word(page, low):
        return
    at = next(n for n, one in enumerate(line.words) if one.span == word.span)
    if low.endswith("s") and not word.owned and at and line.words[at - 1].low in ("the", "die", "den"):
        return  # a family: "the Dultsevs"
    before = line.words[at - 1] if at else None
    if before is not None and before.low in OPENING and page.document.text[before.span[1] : word.span[0]] == " ":
        yield Naming((before.span[0], word.span[1]), (before.text, word.text))
        return
    title = titles_before(page, line, word)
    sure = is_sure_alone(page, line, word, title)
    yield Naming(word.span, (word.text,), title, sure, bool(title), says(page, line, word.span))
