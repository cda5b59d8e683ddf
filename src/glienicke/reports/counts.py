"""Counts of people, of states or sides, of aircraft and vehicles: what they count, which whole they are part of.

A number that stands alone ("three to the United States", "seven of them") counts the noun meant before: the last whole
that is large enough. Ages, dates, clock times, durations, sums, measures and ordinals are no counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from glienicke.reports import counted_whole as wholes
from glienicke.reports.blocks import Places, pieces
from glienicke.reports.counted import Counts
from glienicke.reports.counted_not import counts_nobody
from glienicke.reports.counted_phrase import phrase_after
from glienicke.reports.counted_whole import Seen, Told
from glienicke.reports.data import Counted, Document, Span
from glienicke.reports.numerals import numerals
from glienicke.reports.time_find import expressions

Found = tuple[Counted, Counts]
REMEMBERED = 100
"""So many counts back a whole is looked for."""


def counts_of(document: Document) -> tuple[Counted, ...]:
    """All counts in a document's content, in order; `of` is the place in this tuple of the whole that one is part of.

    A document in a language that is not read has none.
    """
    if document.language not in ("en", "de", "ru"):
        return ()
    result: list[Counted] = []
    told: list[Told] = []
    places = Places(document)
    about: list[Told] = []
    for sentence in pieces(document):
        block = places.block_at(sentence[0])
        unsaid = wholes.unsaid(document.text, sentence, block, document.language)
        about = [unsaid] if unsaid else [one for one in about if one.block == block]
        for seen in _borrowed(list(_seen(document, sentence, block)), document.text):
            made = _counted(document, seen, [*told[-REMEMBERED:], *about])
            if made is None:
                continue
            count, kind = made
            opens = wholes.opens(document.text, sentence, count.span[0])
            told.append(Told(len(result), count.value, kind, count.what, block, sentence, count.of, opens))
            result.append(count)
    return tuple(_summed(result, told))


def _summed(counts: list[Counted], told: Sequence[Told]) -> list[Counted]:
    """Counts of one sentence that together make a whole told before are its parts: 26 people, then 13, three and 10."""
    for _, group in groupby(told, key=lambda one: one.sentence):
        here = [one for one in group if one.of is None and one.kind == "people"]
        if len(here) < 2:
            continue
        before = [one for one in told[max(0, here[0].index - REMEMBERED) : here[0].index] if one.kind == "people"]
        whole = wholes.equal(before, sum(one.value for one in here))
        for one in here if whole is not None else ():
            counts[one.index] = replace(counts[one.index], of=whole.index if whole else None)
    return counts


def _seen(document: Document, sentence: Span, block: int) -> Iterator[Seen]:
    text, language = document.text, document.language
    dates = [when.span for when in expressions(text, *sentence, language)]
    if document.dateline:
        dates.append(document.dateline)
    for numeral in numerals(text, *sentence, language):
        start, end = numeral.span
        if any(a < end and start < b for a, b in dates):
            continue
        phrase = phrase_after(text, end, sentence[1], language, many=numeral.value != 1)
        if not counts_nobody(text, numeral, phrase, sentence, language):
            yield wholes.seen(text, numeral, phrase, sentence, block, language)


_OR = re.compile(r"\s*(?:and|or|to|und|oder|bis|и|или|до|-|–)\s*")


def _borrowed(row: list[Seen], text: str) -> list[Seen]:
    """ "12 Filipino and six Indian sailors", "10 to 12 hostages": the first takes the noun of the second."""
    result: list[Seen] = []
    for seen in reversed(row):
        phrase = seen.phrase
        after = result[0].phrase if result else None
        between = text[phrase.end : result[0].numeral.span[0]] if result else ""
        lends = after is not None and after.form == "noun"
        if phrase.form == "adjective" and not lends and phrase.what[0].islower():
            seen = replace(seen, phrase=replace(phrase, form="bare", end=seen.numeral.span[1]))
        elif phrase.form == "adjective":
            if not lends or after is None or len(between) > 6:
                continue
            what = f"{phrase.what} {after.what.split()[-1]}"
            seen = replace(seen, phrase=replace(phrase, form="noun", kind=after.kind, what=what))
        elif phrase.form == "bare" and lends and after is not None and _OR.fullmatch(between):
            seen = replace(seen, phrase=replace(after, end=phrase.end))
        result.insert(0, seen)
    return result


# -------------------------------------------------------------------- one count

_OF_THEM = re.compile(r"\s+(?:of (?:them|whom)|von ihnen|davon|из них|из которых)\b")
_OF_US = re.compile(r"\s+(?:of (?:us|you|ours)|von (?:uns|euch|Ihnen)|из (?:нас|вас))\b")
_DEAD = re.compile(r"\s+(?:dead|wounded|injured|missing|Tote|Verletzte|Vermisste)\b")
_PEOPLE = {"en": "people", "de": "Menschen", "ru": "человек"}


def _counted(document: Document, seen: Seen, told: Sequence[Told]) -> Found | None:
    text, phrase, value = document.text, seen.phrase, seen.numeral.value
    start, end = seen.numeral.span
    about = wholes.about(text, start, document.language)
    whole = wholes.whole_of(seen, told)
    if whole is not None and whole.index < 0 and phrase.form != "bare":
        whole = None
    if phrase.form == "noun":
        assert phrase.kind is not None
        part = whole is not None and (_OF_THEM.match(text, end) or wholes.belongs(seen, whole, told))
        return Counted(
            value, phrase.what, (start, phrase.end), whole.index if whole and part else None, about
        ), phrase.kind
    if phrase.form == "of number":
        return _of_number(document, seen, told)
    if phrase.form == "of whole":
        if whole is None or _OF_US.match(text, end):
            return Counted(value, _PEOPLE[document.language], (start, phrase.end), None, about), "people"
        return Counted(value, whole.what, (start, phrase.end), whole.index, about), whole.kind
    again = whole is not None and (seen.same or seen.rest) and whole.value == value
    alone = again or _stands_alone(document, seen)
    if _DEAD.match(text, end) and (whole is None or whole.sentence != seen.sentence):
        return Counted(value, _PEOPLE[document.language], (start, phrase.end), None, about), "people"
    if whole is not None and alone and _near(text, seen, whole):
        of = wholes.part_of(seen, whole, told)
        return Counted(value, whole.what, (start, phrase.end), of, about), whole.kind
    if _surely_people(document, seen):
        return Counted(value, _PEOPLE[document.language], (start, phrase.end), None, about), "people"
    return None


def _of_number(document: Document, seen: Seen, told: Sequence[Told]) -> Found | None:
    """Of "four of the 5 engineers" the engineers; of "six of the seven" whoever was counted as seven."""
    value, (start, end) = seen.numeral.value, seen.numeral.span
    about = wholes.about(document.text, start, document.language)
    after = next(numerals(document.text, end, seen.sentence[1], document.language), None)
    if after is None:
        return None
    whole = wholes.equal(told, after.value)
    phrase = phrase_after(document.text, after.span[1], seen.sentence[1], document.language, many=True)
    if phrase.form == "noun" and phrase.kind is not None:
        return Counted(value, phrase.what, (start, end), whole.index if whole else None, about), phrase.kind
    whole = whole or next((one for one in reversed(told) if one.value >= value and one.kind == "people"), None)
    what, kind = (whole.what, whole.kind) if whole else (_PEOPLE[document.language], "people")
    return Counted(value, what, (start, end), whole.index if whole else None, about), kind


# -------------------------------------------------------- numbers without a noun

_NEXT = {
    "en": (
        "to|from|for|in|by|on|at|with|of|into|out|each|more|others?|who|whose|were|was|are|is|had|have|has|will|would|went"
        "|came|left|remain\\w*|returned|died|walked|did|could|still|and|or|got|arrived|flew|later|apiece|aboard|dead"
        "|wounded|killed|freed|released|missing"
    ),
    "de": (
        "nach|aus|in|im|von|vom|für|mit|an|auf|bei|zu|und|oder|sind|waren|wurden|haben|hatten|werden|kamen|weitere|andere"
        "|mehr|davon|tote|verletzte|hatte|kehrten|verletzt|getötet|verhaftet|festgenommen|freigelassen|verwundet|starben"
        "|konnten|[a-zäöüß]+en"
    ),
    "ru": (
        "в|во|на|из|с|со|к|от|до|для|за|по|и|или|были|был|было|будут|вернулись|остал\\w+|погиб\\w+|ещё|еще|прибыл\\w+"
        "|человек"
    ),
}
_ALONE = {
    language: re.compile(rf"(?:\s+(?:{words})(?!\w)|\s*[,.;:)–—”\"“»]|\s*$|\s+-\s)")
    for language, words in _NEXT.items()
}
_COLLECTIVE = re.compile(r"\w+(?:ое|еро|оих|ерых|оим|ерым)")
_FATE_EN = (
    "freed|released|killed|wounded|arrested|detained|exchanged|flown|hurt|injured|captured|seized|kidnapped|taken|held"
    "|tried|handed|sent|shot"
)
_FATE_DE = "freigelassen|getötet|verletzt|verhaftet|festgenommen|ausgetauscht|entführt"
_OF_PEOPLE = {
    "en": (
        re.compile(r"\b[Aa]ll $|\b(?:group|team|crew|party|band|batch|column|list) of (?:about |some |at least )?$"),
        re.compile(
            r"\s+(?:others|aboard|on board|dead|missing|wounded|injured)\b|,? who\b"
            r"|,? (?:were|was|have been|had been|are|will be) (?:also |then |later )?"
            rf"(?:{_FATE_EN})\b"
        ),
    ),
    "de": (
        re.compile(r"\b(?:Gruppe von|Team von) (?:etwa |rund )?$"),
        re.compile(rf"\s+(?:an Bord|Tote|Verletzte|wurden (?:\w+ )?(?:{_FATE_DE}))\b"),
    ),
    "ru": (
        re.compile(r"(?:групп\w (?:из|в)|экипаж\w? из|команд\w из) $"),
        re.compile(
            r"\s+(?:были (?:освобождены|убиты|ранены|задержаны|похищены)|погибли|ранены|задержаны|освобождены)(?!\w)"
        ),
    ),
}
_SUBJECT = re.compile(r"\s+(?:are|were|have|had|sind|waren|haben|hatten|wurden)\b")
_NO_COUNT_BEFORE = re.compile(r"\b(?:in|into|after|by|since|until|um|gegen|к|около)\s$")


def _stands_alone(document: Document, seen: Seen) -> bool:
    start, end = seen.numeral.span
    alone = _ALONE[document.language].match(document.text, end, seen.sentence[1])
    return alone is not None or _is_collective(document, (start, end))


def _is_collective(document: Document, span: Span) -> bool:
    """Russian collective numerals ("двое", "пятеро") count people only."""
    return document.language == "ru" and _COLLECTIVE.fullmatch(document.quote(span)) is not None


def _surely_people(document: Document, seen: Seen) -> bool:
    before, after = _OF_PEOPLE[document.language]
    start, end = seen.numeral.span
    if _is_collective(document, (start, end)) or before.search(document.text[max(0, start - 24) : start]):
        return True
    if seen.same and seen.numeral.value > 2 and _stands_alone(document, seen):
        return True
    if start == seen.sentence[0] and _SUBJECT.match(document.text, end):
        return True
    return after.match(document.text, end) is not None


def _near(text: str, seen: Seen, whole: Told) -> bool:
    """Whether a number may count the noun of a whole that stands so far before it."""
    if seen.same or seen.rest or whole.sentence == seen.sentence:
        return True
    start = seen.numeral.span[0]
    if _NO_COUNT_BEFORE.search(text[max(0, start - 20) : start]) and not seen.part:
        return False
    return seen.block - whole.block < wholes.NEAR
