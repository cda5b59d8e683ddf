"""A document as the finder of names sees it: its counts, its word lists, and what single words are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from glienicke.reports.data import Document, Span
from glienicke.reports.listed import listed
from glienicke.reports.people_forms import bases, gender_of_first
from glienicke.reports.people_words import Line, Word
from glienicke.reports.places import country_of


@dataclass(slots=True)
class Page:
    """A document as the finder sees it. small: words that stand in small letters somewhere. alone: how often a word in
    capitals stands alone. firsts, lasts: the first words of pairs inside sentences, and the
    last words of all runs of two or more. words: of the lists of its language."""

    document: Document
    lines: Sequence[Line]
    small: set[str] = field(default_factory=set)
    alone: Counter[str] = field(default_factory=Counter)
    firsts: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)

    @property
    def language(self) -> str:
        """The document's language."""
        return self.document.language

    def has(self, section: str, word: str) -> bool:
        """Whether a word, of Russian words any form of it, is in a section of the lists."""
        entries = listed("people", self.language, section)
        if word in entries or (
            self.language == "en" and section == "title" and word[:-1] in entries and word[-1] == "s"
        ):
            return True
        if self.language == "de" and section == "title" and "-" in word:
            return word.split("-")[-1] in entries
        return self.language == "ru" and any(form in entries for form in (*bases(word), word.rstrip("ыи"), word[:-2]))


def page_of(document: Document, lines: Sequence[Line]) -> Page:
    """The counts over the whole document that single decisions rest on."""
    page = Page(document, lines)
    for line in lines:
        if line.titled:
            continue
        page.small.update(word.low for word in line.words if not word.capital)
        for run in line.runs:
            if len(run.words) == 2 and not run.first:
                page.firsts.add(run.words[0].low)
            if len(run.words) > 1:
                page.lasts.add(run.words[-1].low)
            before = run.words[:-1]
            if all(page.has("title", word.low) or is_office(page, word.low) for word in before):
                page.alone[run.words[-1].low] += 1
    return page


_FIRST_TOO = frozenset(
    re.split(
        " ",
        "jordan chad israel georgia india kenya german virginia carolina paris will mark",
    )
)


def is_known_first(low: str) -> bool:
    """Whether a word is known as a first name, also of those that countries share."""
    return low in _FIRST_TOO or bool(gender_of_first(low))


def is_office(page: Page, low: str) -> bool:
    """Offices by their ending, which no list can hold: German compounds, English compounds with a hyphen."""
    if page.language == "de":
        return (
            re.search(
                r"(?:minister|ministerin|präsident|präsidentin|kanzler|kanzlerin|sprecher|sprecherin|sprechers|anwalt|anwalts|"
                r"anwältin|anwälte|chef|chefin|chefs|leiter|leiterin|beauftragte[rn]?|richter|richterin|direktor|direktorin|"
                r"forscher|forscherin|journalist|journalistin|politiker|politikerin|offizier|agent|agentin|experte|expertin|"
                r"expert[ei]n|meister|meisterin|arbeiter|arbeiterin|händler|händlerin|aktivist|aktivistin|helfer|helferin|"
                r"führer|führerin|sekretär|sekretärin|vertreter|vertreterin|gesandte[rn]?|botschafter|botschafterin|"
                r"korrespondent|korrespondentin|ingenieur|ingenieurin|abgeordnete[rn]?|verteidiger|verteidigerin|bruder|"
                r"schwester|vater|mutter|sohn|tochter|pfleger|pflegerin|mörder|mörderin|(?:geschäfts|kauf|staats|ob|kamera|feuerwehr|fach|steuer)manns?|bürger|bürgerin|kapitän|vize|"
                r"techniker|technikerin|leutnant|oberst|soldat|soldatin)$",
                low,
            )
            is not None
            and len(low) > 5
        )
    if page.language == "ru":
        return low.endswith(("секретарь", "секретаря", "министр", "министра", "директор", "директора", "прокурор"))
    if page.language == "en":
        parts = low.split("-")
        return len(parts) > 1 and page.has("title", parts[-1])
    return False


def is_small_word(page: Page, low: str) -> bool:
    """Whether a word is one of the small ones that begin sentences."""
    return any(
        low in listed("grammar", page.language, section)
        for section in (
            "determiner", "pronoun", "object pronoun", "preposition", "auxiliary", "past", "adverb", "joining", "time",
            "definite", "article", "subordinator", "conjunction", "particle", "adverbs",
        )
    )  # fmt: skip


def is_thing(page: Page, word: Word) -> bool:
    """Whether a word in a run says that the run names an office, a place or a thing."""
    if page.has("institution", word.low) or word.low in listed("people", page.language, "never"):
        return not is_known_first(word.low)
    if page.language != "en" and word.text.isascii() and word.low in listed("people", "en", "institution"):
        return not is_known_first(word.low) and page.language == "ru"
    if page.language == "de":
        return (
            re.search(
                r"(?:ministerium|amt|gericht|behörde|anstalt|straße|platz|park|regierung|zeitung|partei|dienst)s?$",
                word.low,
            )
            is not None
            and len(word.low) > 6
        )
    return country_of(word.text, page.language) is not None and not is_known_first(word.low)


def is_kin(page: Page, low: str) -> bool:
    """Words after which a name may follow behind a comma: "his wife, Leila"."""
    return (
        low in listed("first_names", "any", "man")
        or low in listed("first_names", "any", "woman")
        or page.has("strong title", low)
    )


def is_german_noun(low: str) -> bool:
    """Whether a German word is a noun by its ending, and no first name."""
    return (
        re.search(
            r"(?:ung|heit|keit|schaft|tion|tät|ismus|ment|nis|tum|ling|chen|lein|enz|anz|ik|ur|age)(?:en|s|es|e)?$", low
        )
        is not None
    )


def titles_before(page: Page, line: Line, word: Word) -> tuple[str, ...]:
    """The title in small letters right before a name ("lawyer Ernst Huber", "his wife, Leila"), nearest last."""
    at = next((n for n, one in enumerate(line.words) if one.span == word.span), 0)
    found: list[str] = []
    text = page.document.text
    for one in reversed(line.words[max(0, at - 3) : at]):
        between = text[one.span[1] : (line.words[at - len(found)].span[0] if found else word.span[0])]
        if between.strip(" \u00a0,") or (found and "," in between):
            break
        if not (page.has("title", one.low) or is_office(page, one.low)):
            break
        if (
            one.low in ("former", "late", "first", "chief", "special", "senior", "deputy", "acting", "press")
            and not found
        ):
            break
        if "," in between and not is_kin(page, one.low):
            break
        found.append(one.low)
    return tuple(reversed(found))


def says(page: Page, line: Line, span: Span) -> bool:
    """Whether a verb of saying stands right before or after a place."""
    text = page.document.text
    after = re.match(r"[^\W\d_]*[\"“”’']*,? *([^\W\d_]+)", text[span[1] : span[1] + 30])
    before = re.search(r"([^\W\d_]+) (?:\w+ ){0,2}$", text[max(line.span[0], span[0] - 40) : span[0]])
    verbs = _verbs(page.language)
    return (after is not None and after[1].lower() in verbs) or (before is not None and before[1].lower() in verbs)


@cache
def _verbs(language: str) -> frozenset[str]:
    """Verbs of saying in the forms in which they stand beside a name."""
    base = [
        word for section in ("say", "tell", "quote", "goes on", "that") for word in listed("speech", language, section)
    ]
    found = set(base)
    if language == "en":
        for word in base:
            stem = word[:-1] if word.endswith("e") else word
            found |= {word + "s", stem + "ed", re.sub(r"y$", "ied", word), re.sub(r"y$", "ies", word)}
        found |= {"said", "told", "says", "wrote", "went"}
    if language == "ru":
        found |= {word + "а" for word in base if word.endswith("л")}
    return frozenset(found)
