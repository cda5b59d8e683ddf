"""How much speaks for a run of words being a person's name: what it is made of, and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glienicke.reports.listed import listed
from glienicke.reports.people_forms import CYRILLIC, PATRONYMIC
from glienicke.reports.people_page import (
    Page,
    is_german_noun,
    is_kin,
    is_known_first,
    is_office,
    is_small_word,
    is_thing,
)
from glienicke.reports.people_words import PARTICLES, Line, Run, Word
from glienicke.reports.places import country_of

_ARABIC = re.compile(r"(?:al|el|as|ash|an|ad|ar|at|az)-|(?:bin|bint|ibn|abu|abd|abdul|umm)$")
_AGED = re.compile(r"\d{1,2}(?:-year-old|-jährigen?|-jähriger?|-летн\w+)(?: \w+)? $")
_AGE = re.compile(r"[,(] ?\(?\d{2}\)?(?:[,.;)]| Jahre|-jähr)")


def score_of(page: Page, line: Line, words: Sequence[Word], title: tuple[str, ...], run: Run) -> float:
    """How much speaks for a person's name of two words or more."""
    text, language = page.document.text, page.language
    lows = [word.low for word in words]
    known = is_known_first(lows[0]) or (len(words) > 2 and any(is_known_first(low) for low in lows[1:-1]))
    korean = len(words) == 2 and re.fullmatch(r"[A-Z][a-z]+-[a-z]+", words[1].text) is not None
    things = [
        n for n, word in enumerate(words) if not word.initial and word.low not in PARTICLES and is_thing(page, word)
    ]
    strong = bool(title) and page.has("strong title", title[-1])
    borne = (
        len(words) == 2 and things == [1] and (known or strong) and lows[1] not in listed("people", language, "never")
    )
    if things and not borne and not (korean and things == [0]):
        return -9.0
    small = any(is_small_word(page, low) and low not in PARTICLES for low in lows[1:])
    if small and not (len(words) == 2 and known and title):
        return -9.0
    if country_of(" ".join(word.text for word in words), language) is not None:
        return -9.0
    score = {"en": 1.7, "de": 1.8, "ru": 1.9}.get(language, 0.0)
    score += 3 * bool(title) + 3 * known + 2 * any(word.initial for word in words)
    score += 2 * korean + 1.5 * any(_ARABIC.match(low) for low in lows)
    score += 3 * any(
        CYRILLIC.search(low) and PATRONYMIC.fullmatch(low) is not None and len(low) > 6 for low in lows[1:]
    )
    score += 1.0 * any(low in PARTICLES or re.match(r"(?:al|el|as|ash|an|ad|ar|at|az)-", low) for low in lows)
    alone = (
        max(page.alone[low] for low in (lows[0], lows[-1]) if low not in page.small or low == "")
        if {lows[0], lows[-1]} - page.small
        else 0
    )
    score += 1.5 * min(2, alone)
    score += _after(page, text, words[-1].span[1], line)
    before = text[max(line.span[0], words[0].span[0] - 24) : words[0].span[0]]
    score += 3 * (_AGED.search(before) is not None)
    last = re.search(r"([^\W\d_]+)[ \u00a0][“„«\"]?$", before)
    word = last[1].lower() if last else ""
    if run.first and words[0] is run.words[0]:
        score -= {"de": 1.2, "ru": 1.0}.get(language, 0.7)
    if page.has("of a thing", word) and not title:
        score -= 4
    if language == "en" and word == "the" and not title:
        score -= 4
    if (
        language == "de"
        and word in ("der", "die", "das", "den", "dem", "des", "ein", "eine")
        and not known
        and not title
    ):
        score -= 1.5
    if page.has("place before", word) and not title:
        score -= 2.0 if known else 2.5
    if len(words) > 3 and not known:
        score -= 1
    if language == "de" and not known and not title and is_german_noun(lows[0]):
        score -= 2
    if line.titled or any(word.shouted for word in words if not word.initial):
        score -= 0 if known or title else 1.5
    return score


def _after(page: Page, text: str, at: int, line: Line) -> float:
    """What the words after a run tell."""
    after = text[at : min(line.span[1], at + 60)]
    if _AGE.match(after) or re.match(r" ?\(\d{2}\)", after):
        return 3.0
    words = re.findall(r"[^\W\d_]+", after)[:3]
    if not words:
        return 0.3
    low = words[0].lower()
    if after[:1] in " \u00a0" and (page.has("around", low) if page.language != "ru" else False):
        return -3.5
    if after[:1] in " \u00a0" and after[1:2].islower() and low in listed("people", page.language, "held"):
        return 1.5
    if page.language == "ru" and re.match(r" \w{2,}(?:л[аои]?|л[аои]?с[ья]|ют|ет|ят|ит)(?:ся)?\b", after):
        return 1.2
    if re.match(r"[’']s?\b", after):
        return 0.6
    if re.match(r", (?:an?|the|who|whose|whom|his|her|ein|eine|der|die|dessen|deren) |, котор| — (?!\w+ал)", after):
        return 1.5
    if after.startswith(", ") and (page.has("title", low) or low in ("of", "from", "also", "now", "aus", "из")):
        return 1.5
    if after.startswith((", ", " — ", " – ")):
        return 0.8
    if re.match(r":", after):
        return 0.8
    return 0.2


_CALLED = re.compile(r"\b(?:(?P<what>\w+),? (?:called|named|nicknamed)|(?:Mann|Frau|\w+er|\w+in) namens|по имени) $")
"""What leads to a first name alone: "a guard called Pavel", "ein Wärter namens Pavel", "охранник по имени Павел"."""


def is_sure_alone(page: Page, line: Line, word: Word, title: tuple[str, ...]) -> bool:
    """Whether one word by itself is a person's name: after a title, or with an age or an occupation after it."""
    low = word.low
    if word.initial or len(low) < 3 or line.titled or word.shouted:
        return False
    if page.has("title", low) or is_office(page, low) or is_small_word(page, low):
        return False
    if is_thing(page, word) or low in listed("people", page.language, "never"):
        return False
    if page.language == "de" and (is_german_noun(low) or low in page.small):
        return False
    after = page.document.text[word.span[1] : min(line.span[1], word.span[1] + 30)]
    apposed = re.match(r", an? (\w+)(?: (\w+))?", after) if page.language == "en" else None
    office = apposed is not None and any(page.has("title", one.lower()) for one in apposed.groups() if one)
    if low not in page.small and (_AGE.match(after) or office):
        return True
    called = _CALLED.search(page.document.text[max(line.span[0], word.span[0] - 40) : word.span[0]])
    if called is not None and (called["what"] is None or is_known_first(low) or page.has("title", called["what"])):
        return True
    if not title:
        return False
    if page.has("strong title", title[-1]) or page.language == "de":
        return low not in page.small or page.language != "en"
    close = page.document.text[word.span[0] - 1] == " " and page.document.text[word.span[0] - 2].isalpha()
    return is_kin(page, title[-1]) and (is_known_first(low) or (close and low not in page.small))
