"""A run of words with capitals → the words that may be a name, and the titles before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glienicke.reports.listed import listed
from glienicke.reports.people_forms import PATRONYMIC, gender_of_first
from glienicke.reports.people_page import (
    Page,
    is_german_noun,
    is_known_first,
    is_office,
    is_small_word,
    is_thing,
    titles_before,
)
from glienicke.reports.people_words import OPENING, PARTICLES, Line, Run, Word
from glienicke.reports.places import country_of

_ONLY_BEFORE = frozenset(
    re.split(
        " ",
        "first second third executive chief senior junior special press foreign prime interior defence "
        "defense justice labour health culture security national supreme former late acting deputy vice "
        "presidential managing master petty warrant crown staff opposition aid basketball star hon high",
    )
)
"""Words that stand before titles and are none by themselves."""
_HALF = frozenset(
    (
        "us",
        "uk",
        "russian",
        "british",
        "french",
        "german",
        "american",
        "iranian",
        "ukrainian",
        "israeli",
        "ex",
        "then",
        "former",
        "pro",
    )
)
"""Of adjectives with a hyphen."""


def stripped(page: Page, line: Line, run: Run) -> tuple[list[Word], list[str], list[Word]]:
    """(The words of a run that may be a name, the titles before them, words before those that may be another's)."""
    words = list(run.words)
    titles: list[str] = []
    first = run.first
    if page.language == "de" and not is_known_first(words[0].low) and len(words) > 1 and _after_article(line, words[0]):
        real = page.has("title", words[0].low) or is_office(page, words[0].low)
        if real or (len(words) > 2 and not page.has("of a thing", words[0].low)):
            titles.append(words[0].low)
        words.pop(0)
        first = False
    while words and _drops(page, words, first):
        article = page.language == "de" and words[0].low in listed("grammar", "de", "article")
        if page.has("title", words[0].low) or is_office(page, words[0].low):
            titles.append(words[0].low)
        else:
            titles.clear()
        words.pop(0)
        first = False
        if article and len(words) > 2 and not is_known_first(words[0].low) and not page.has("of a thing", words[0].low):
            titles.append(words.pop(0).low)
    rest: list[Word] = []
    middle = next((n for n in range(1, len(words) - 1) if words[n].initial), None)
    if page.language == "ru" and middle == 1 and not words[0].initial and not is_known_first(words[0].low):
        rest, words = words[:1], words[1:]
    place = next((n for n in range(len(words) - 1, -1, -1) if _cuts(page, words, n)), None)
    if place is not None and place < len(words) - 1:
        titles = [word.low for word in words[: place + 1] if page.has("title", word.low) or is_office(page, word.low)]
        rest += [word for word in words[: place + 1] if not (page.has("title", word.low) or is_thing(page, word))]
        words = words[place + 1 :]
    while words and _ends_not(page, words):
        words.pop()
    while words and words[0].low in PARTICLES and not words[0].capital and not titles:
        words.pop(0)
    if page.language == "de" and len(words) > 3 and words[2].low in ("von", "zu", "van"):
        words = words[:2]
    if all(title in _ONLY_BEFORE for title in titles):
        titles = []
    odd = len(words) > 2 and not is_known_first(words[0].low) and not words[0].initial and is_known_first(words[1].low)
    if odd and (titles or page.language == "ru") and not PATRONYMIC.fullmatch(words[-1].low):
        rest.append(words.pop(0))
    second = words[1].low if len(words) == 2 and not is_known_first(words[0].low) and not words[0].initial else ""
    common = second and words[0].low in page.small and is_known_first(second)
    if page.language == "en" and (
        common or (second and run.first and second != words[0].low and _is_own(page, second))
    ):
        rest.append(words.pop(0))  # "Brave Danny", "Bring Otis"
    if page.language == "de" and len(words) > 2 and words[0].low == "von" and not titles_before(page, line, words[0]):
        words.pop(0)  # "die Beschwerde von Ilka Brodersen"
    if page.language == "ru" and len(words) > 3 and not is_known_first(words[0].low) and is_known_first(words[-2].low):
        words = words[-2:]  # "Житель Сосновки Тимур Галиев"
    if len(words) == 3 and words[0].low == words[2].low and page.language == "ru" and titles:
        rest.append(words.pop(0))  # "Сестра Линдгрен Софи Линдгрен"
    genitive = (
        len(words) == 3
        and page.language == "ru"
        and not words[0].initial
        and not any(is_known_first(word.low) for word in words[:2])
    )
    if genitive and titles_before(page, line, words[0]) and not PATRONYMIC.fullmatch(words[2].low):
        rest.append(words.pop(0))  # "депутат Мажилиса Ербол Сыздыков"
    bound = (
        page.language == "de"
        and len(words) == 2
        and words[0].low.endswith("s")
        and (is_german_noun(words[1].low) or words[0].low[:-1] in page.lasts)
    )
    if bound:
        words.pop()  # "Kovářs Bedingung"
    return words, titles, rest


def _is_own(page: Page, word: str) -> bool:
    """Whether a word opens a name elsewhere, or is a first name that stands alone elsewhere."""
    return word in page.firsts or (page.alone[word] > 0 and is_known_first(word))


_VERB = re.compile(r"\w{2,}(?:л[аои]?|л[аои]?с[ья]|ют|ет|ят|ит|ут|ат)(?:ся)?")
"""Russian verbs by their endings, where a sentence begins."""


def _drops(page: Page, words: list[Word], first: bool) -> bool:
    """Whether the first word of a run belongs to no name: a title, a people, a word that begins the sentence."""
    word = words[0]
    if word.initial:
        return False
    low = word.low
    known = is_known_first(low)
    if low in OPENING and len(words) > 1:
        return False
    if (
        len(words) > 2
        and page.has("institution", low)
        and not known
        and any(is_known_first(one.low) for one in words[1:-1])
    ):
        return True
    if word.shouted and len(low) < 5 and len(words) > 2 and not words[1].shouted:
        return True
    if page.has("title", low) or is_office(page, low):
        return not (known and len(words) == 2 and low not in listed("people", page.language, "strong title"))
    if low in listed("people", page.language, "never") or low in listed("grammar", page.language, "time"):
        return True
    if country_of(word.text, page.language) is not None:
        return not (known and len(words) == 2)
    if page.language == "en" and low.split("-")[0] in _HALF and "-" in low:
        return True
    if page.language == "ru" and first and not known and _VERB.fullmatch(low):
        return True
    return first and not known and (is_small_word(page, low) or (low in page.small and page.alone[low] < 2))


def _cuts(page: Page, words: Sequence[Word], at: int) -> bool:
    """Whether a name begins only after this word: a title inside a run ("Foreign Ministry Spokesperson X")."""
    word = words[at]
    if word.initial or at == len(words) - 1:
        return False
    if word.low in listed("people", page.language, "strong title") or is_office(page, word.low):
        return not (at == 0 and bool(gender_of_first(word.low)))
    if at < len(words) - 2 and not is_known_first(word.low) and country_of(word.text, page.language) is not None:
        return True
    return page.has("title", word.low) and at > 0 and (bool(gender_of_first(words[at + 1].low)) or at == len(words) - 3)


def _ends_not(page: Page, words: Sequence[Word]) -> bool:
    """Whether the last word of a run belongs to no name: a day, a country, a title."""
    word = words[-1]
    if word.initial and len(words) == 1:
        return True
    if word.shouted and len(word.text) < 4 and len(words) > 2 and not words[0].shouted:
        return True
    if word.low in listed("grammar", page.language, "time"):
        return not (
            len(words) == 2
            and bool(gender_of_first(words[0].low))
            and word.low in ("may", "march", "mai", "april", "august")
        )
    if len(words) > 1 and country_of(word.text, page.language) is not None:
        return not gender_of_first(words[-2].low)
    return not word.capital or (page.language == "en" and word.low in ("mr", "mrs", "ms", "dr"))


def _after_article(line: Line, word: Word) -> bool:
    """Whether an article, or one and an adjective, stands before a German word: then it is a noun."""
    at = next((n for n, one in enumerate(line.words) if one.span == word.span), 0)
    before = line.words[max(0, at - 2) : at]
    if not before or before[-1].span[1] != word.span[0] - 1:
        return False
    small = listed("grammar", "de", "article")
    if before[-1].low in small:
        return True
    return (
        len(before) == 2
        and (before[0].low in small or before[0].low in listed("grammar", "de", "preposition"))
        and not before[1].capital
        and before[1].low.endswith(("e", "en", "er", "em", "es"))
    )
