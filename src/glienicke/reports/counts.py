"""Counts of people, of states or sides, and of aircraft and vehicles, with what they count and which whole they are part of.

A number that stands alone ("three to the United States", "seven of them") counts the noun meant before: the last whole that is large
enough. Ages, dates, clock times, durations, sums, measures and ordinals are no counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from glienicke.reports.counted import Counts
from glienicke.reports.counted_phrase import Phrase, phrase_after
from glienicke.reports.data import Counted, Document, Span
from glienicke.reports.numerals import Numeral, numerals
from glienicke.reports.sentences import sentences
from glienicke.reports.time_find import expressions

NEAR = 3
"""A number that stands alone and says nothing of a whole counts what was counted in the last so many paragraphs."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number in its sentence: what it stands before, whether it is part of a whole."""

    numeral: Numeral
    phrase: Phrase
    sentence: Span
    block: int
    part: bool = False
    same: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """A count so far: its number in the result, its noun and where it stood. part: whether it is part of another."""

    index: int
    value: int
    kind: Counts
    what: str
    block: int
    sentence: Span
    of: int | None
    opens: bool = False


def counts_of(document: Document) -> tuple[Counted, ...]:
    """All counts in a document's content, in order; `of` is the place in this tuple of the whole that one is part of."""
    if document.language not in ("en", "de", "ru"):
        return ()
    result: list[Counted] = []
    told: list[_Told] = []
    for sentence in sentences(document):
        block = next((n for n, b in enumerate(document.blocks) if b.span[0] <= sentence[0] < b.span[1]), -1)
        for seen in _borrowed(list(_seen(document, sentence, block)), document):
            made = _counted(document, seen, told)
            if made is None:
                continue
            count, kind = made
            opens = _OPENS.fullmatch(document.text, sentence[0], count.span[0]) is not None
            told.append(_Told(len(result), count.value, kind, count.what, block, sentence, count.of, opens))
            result.append(count)
    return tuple(_summed(result, told))


def _summed(counts: list[Counted], told: Sequence[_Told]) -> list[Counted]:
    """Counts of one sentence that together make a whole told before are its parts: 26 people, then 13, three and 10."""
    for sentence in dict.fromkeys(one.sentence for one in told):
        here = [one for one in told if one.sentence == sentence and one.of is None and one.kind == "people"]
        if len(here) < 2 or any(one.index == other.of for one in here for other in told):
            continue
        total = sum(one.value for one in here)
        whole = next((one for one in told if one.value == total and one.index < here[0].index and one.kind == "people"), None)
        if whole is not None:
            for one in here:
                counts[one.index] = replace(counts[one.index], of=whole.index)
    return counts


def _seen(document: Document, sentence: Span, block: int) -> Iterator[_Seen]:
    text, language = document.text, document.language
    dates = [when.span for when in expressions(text, *sentence, language)]
    if document.dateline:
        dates.append(document.dateline)
    for numeral in numerals(text, *sentence, language):
        start, end = numeral.span
        if any(a < end and start < b for a, b in dates) or _is_other(text, numeral, sentence, language):
            continue
        phrase = phrase_after(text, end, sentence[1], language, many=numeral.value != 1)
        if phrase.form == "other" or _before_other(text, numeral, phrase, sentence, language) or (numeral.value == 1 and not _one(text, phrase, numeral, sentence, language)):
            continue
        yield _Seen(numeral, phrase, sentence, block, _is_part(text, start, sentence, language), _is_all(text, start, language))


_LINK = {
    "en": re.compile(r"\s*(?:,|,? and|,? or|to|-|–)\s*"),
    "de": re.compile(r"\s*(?:,|und|oder|bis|sowie|-|–)\s*"),
    "ru": re.compile(r"\s*(?:,|и|или|до|-|–)\s*"),
}


def _before_other(text: str, numeral: Numeral, phrase: Phrase, sentence: Span, language: str) -> bool:
    """Whether a row of numbers ends in something else than people: "14, 12 and six years"."""
    at = numeral.span[1]
    if phrase.form != "bare":
        return False
    for after in numerals(text, at, sentence[1], language):
        if not _LINK[language].fullmatch(text, at, after.span[0]):
            return False
        form = phrase_after(text, after.span[1], sentence[1], language, many=True).form
        if form != "bare":
            return form == "other"
        at = after.span[1]
    return False


def _borrowed(row: list[_Seen], document: Document) -> list[_Seen]:
    """"12 Filipino and six Indian sailors", "10 to 12 hostages": the first takes the noun of the second."""
    result: list[_Seen] = []
    for number in range(len(row) - 1, -1, -1):
        seen = row[number]
        if seen.phrase.form == "adjective":
            after = result[0] if result else None
            if after is None or after.phrase.form != "noun" or after.numeral.span[0] - seen.phrase.end > 6:
                continue
            noun = after.phrase.what.split()[-1]
            what = f"{seen.phrase.what} {noun}"
            seen = replace(seen, phrase=replace(seen.phrase, form="noun", kind=after.phrase.kind, what=what))
        elif seen.phrase.form == "bare" and result and result[0].phrase.form == "noun":
            between = document.text[seen.phrase.end : result[0].numeral.span[0]]
            if re.fullmatch(r"\s*(?:and|or|to|und|oder|bis|и|или|до|-|–)\s*", between):
                seen = replace(seen, phrase=replace(result[0].phrase, end=seen.phrase.end))
        result.insert(0, seen)
    return result


_OPENS = re.compile(r"\W*(?:[Oo]f|[Aa]mong|[Vv]on|[Uu]nter|[Ии]з|[Сс]реди)(?: the| these| those| den| diesen| этих| всех)? ")


# ------------------------------------------------------------- what is no count

_BEFORE = {
    "en": re.compile(
        r"(?:\b(?:[Nn]o\.?|[Nn]os\.?|[Nn]umber|[Aa]rticles?|[Ss]ections?|[Cc]lauses?|[Cc]hapters?|[Pp]ages?|[Pp]aragraphs?|[Rr]esolution|[Ff]light|"
        r"[Rr]oom|[Cc]ell|[Cc]hannel|[Pp]rotocol|[Cc]ase|[Aa]ged?|[Cc]olony|[Pp]rison|[Cc]amp|[Uu]nit|[Bb]rigade|[Bb]lock|[Ll]ine|[Gg]ate|[Rr]oute|[Vv]olume|[Vv]ersion|at|age of|"
        r"[Vv]ote of|[Ll]aw|[Dd]ecree|[Pp]hase|[Ss]tage|[Dd]ay|[Dd]eath toll of)|[#§€$£№]|\b(?:turned|turns|is|was|am|'m|’m)) $"
    ),
    "de": re.compile(
        r"(?:\b(?:Nr\.?|Nummer|Artikel|Paragraf|Paragraph|§|Absatz|Abs\.|Seite|Zimmer|Zelle|Resolution|Flug|Gleis|um|gegen|Alter von|Kapitel|Fall|ist|war|wurde|Haus|Block|Tag|Phase)|[#§€$£№]) $"
    ),
    "ru": re.compile(
        r"(?:(?<!\w)(?:№|номер|стать[яеюи]|ст\.|пункт\w?|п\.|част[ьи]|страниц\w|кабинет\w?|камер\w|рейс\w?|резолюци\w|ИК-?|СИЗО-?|дело|корпус\w?|возрасте)|[#§€$£№]) $"
    ),
}
_AFTER = {
    "en": re.compile(r"^(?:\s*(?:%|°|percent|per cent|a\.m|p\.m|am\b|pm\b|o[’']clock|GMT|kg|km|votes|to (?:\d|one|two|three|four)|out of)|-\w+-old|st\b|nd\b|rd\b|th\b)"),
    "de": re.compile(r"^(?:\s*(?:%|°|Prozent|Uhr|kg|km|Jahre|jährige)|-jährig|\.(?= ?[A-ZÄÖÜa-zäöü])(?!\s*[„“]))"),
    "ru": re.compile(r"^(?:\s*(?:%|°|процент|часов|кг|км|лет|год)|-?летн|-(?:й|го|му|м|я|ю|е|х)\b|:\d)"),
}


def _is_other(text: str, numeral: Numeral, sentence: Span, language: str) -> bool:
    """Whether the number is an age, a clock time, an ordinal, a number of a thing, a year…"""
    start, end = numeral.span
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    if _AFTER[language].match(after) and not (language == "de" and re.match(r"\.\s*$", text[end : sentence[1]])):
        return True
    plain = phrase_after(text, end, sentence[1], language, many=True).form
    if _BEFORE[language].search(before) and plain != "noun":
        return True
    if plain == "bare" and re.search(r"\d[ \u00a0-]$", before):
        return True  # a telephone number
    if numeral.digits and plain in ("bare", "adjective") and re.search(r"[^\W\d_](?:[”\"»“])?[,(] ?$|\($", before):
        if re.match(r"^(?:[,)]| \()", after):
            return True  # "Arrieta, 44, said"
    return numeral.digits and plain in ("bare", "adjective") and _is_line_number(text, numeral, sentence)


def _is_line_number(text: str, numeral: Numeral, sentence: Span) -> bool:
    start, end = numeral.span
    alone = text[max(0, start - 1) : start] in ("", "\n") and re.match(r"[.)]\s|\n|$", text[end : end + 2]) is not None
    return alone or (1900 <= numeral.value <= 2099 and "," not in text[start:end])


def _one(text: str, phrase: Phrase, numeral: Numeral, sentence: Span, language: str) -> bool:
    """Whether a "one" counts: "for one soldier", "one each from Germany", "1 person"; not "one senior officer fumed"."""
    start, end = numeral.span
    if phrase.form == "bare":
        return language == "en" and text[end : end + 5] == " each"
    if phrase.form != "noun" or re.match(r"\s(?:of|von|из)\b", text[end : end + 6]) or (language == "de" and not numeral.digits):
        return False
    if numeral.digits:
        return True
    if re.search(r"\b(?:[Nn]o|[Aa]nother|[Nn]ot|[Tt]he|[Tt]his|[Tt]hat)\s$", text[max(0, start - 9) : start]):
        return False
    opens = not re.search(r"\w", text[sentence[0] : start])
    return not opens or re.match(r"\s(?:was|were|is|has|had|died|went|and|for)\b", text[phrase.end : phrase.end + 8]) is not None


_PART = {
    "en": re.compile(r"\b(?:including|among them|among whom|of which|of them|of whom|made up of|consisting of|comprising|namely|they are|these are|they include|they included)(?: are| were)?(?: the| about| some| at least)? $|[:–—(] ?(?:the )?$", re.I),
    "de": re.compile(r"\b(?:darunter|davon|unter ihnen|von ihnen|einschließlich|nämlich|bestehend aus)(?: auch| die| sind| waren| mindestens| rund)? $|[:–—(] ?$", re.I),
    "ru": re.compile(r"(?:\b(?:в том числе|среди них|из них|включая|среди которых|из которых|а именно)(?: и)?|[:–—(]) ?$", re.I),
}
_ALL = {
    "en": re.compile(r"\b(?:[Aa]ll(?: of)?(?: the)?|[Tt]he|[Tt]hese|[Tt]hose) $"),
    "de": re.compile(r"\b(?:[Aa]llen?|[Dd]ie|[Dd]en|[Dd]iesen?|[Dd]er) $"),
    "ru": re.compile(r"\b(?:[Вв]се|[Вв]сех|[Ээ]ти|[Ээ]тих|[Вв]сем) $"),
}


def _is_part(text: str, start: int, sentence: Span, language: str) -> bool:
    return _PART[language].search(text[max(sentence[0], start - 28) : start]) is not None


def _is_all(text: str, start: int, language: str) -> bool:
    return _ALL[language].search(text[max(0, start - 12) : start]) is not None


# ---------------------------------------------------------------------- nouns

_ALONE = {
    "en": re.compile(
        r"^(?:\s+(?:to|from|for|in|by|on|at|with|of|into|out|each|more|others?|who|whose|were|was|are|is|had|have|has|will|would|went|came|left|remain\w*|"
        r"returned|died|walked|did|could|still|and|or|had|got|arrived|returned|flew|later|of them|apiece|aboard|dead|wounded|killed|freed|released|missing)\b|[\s]*[,.;:)–—]|\s*$|[”\"])"
    ),
    "de": re.compile(r"^(?:\s+(?:nach|aus|in|im|von|vom|für|mit|an|auf|bei|zu|und|oder|sind|waren|wurden|haben|hatten|werden|kamen|weitere|andere|mehr|davon|tote|verletzte|hatte|kehrten|verletzt|getötet|verhaftet|festgenommen|freigelassen|verwundet|starben|konnten)\b|\s*[,.;:)–—]|\s*$|[“\"])"),
    "ru": re.compile(r"^(?:\s+(?:в|во|на|из|с|со|к|от|до|для|за|по|и|или|были|был|было|будут|вернулись|остал\w+|погиб\w+|ещё|еще|прибыл\w+|человек)(?!\w)|\s*[,.;:)–—-]|\s*$|[»])"),
}


def _counted(document: Document, seen: _Seen, told: Sequence[_Told]) -> tuple[Counted, Counts] | None:
    text, language = document.text, document.language
    start, end = seen.numeral.span
    value, phrase = seen.numeral.value, seen.phrase
    about = _about(text, start, language)
    whole = _whole(seen, told)
    if phrase.form == "noun":
        assert phrase.kind is not None
        of = whole.index if whole is not None and _belongs(seen, whole, told) else None
        if re.match(r"\s+(?:of (?:them|whom)|von ihnen|davon|из них|из которых)\b", text[end : end + 16]) and whole:
            of = whole.index
        return Counted(value, phrase.what, (start, phrase.end), of, about), phrase.kind
    if phrase.form == "of number":
        whole = next((one for one in reversed(told) if one.value >= value and one.kind == "people"), None)
        ahead = _number_ahead(document, seen)
        if ahead is not None and ahead[1] is not None:
            return Counted(value, ahead[0], (start, end), whole.index if whole else None, about), ahead[1]
        if ahead is not None:
            whole = _equal(told, int(ahead[0])) or whole
        return (Counted(value, whole.what, (start, end), whole.index, about), whole.kind) if whole else None
    if phrase.form == "of whole":
        if whole is None:
            return Counted(value, _PEOPLE[language], (start, phrase.end), None, about), "people"
        return Counted(value, whole.what, (start, phrase.end), whole.index, about), whole.kind
    collective = language == "ru" and re.search(r"(?:ое|еро|оих|ерых|оим|ерым)$", text[start:end]) is not None
    alone = collective or _ALONE[language].match(text[end : seen.sentence[1]]) is not None
    if whole is None or not alone or not _fits_alone(document, seen, whole):
        surely = _OF_PEOPLE[language]
        if collective or surely[0].search(text[max(0, start - 24) : start]) or surely[1].match(text[end : end + 40]):
            return Counted(value, _PEOPLE[language], (start, phrase.end), None, about), "people"
        return None
    of = None if _is_more(text, seen, language) else _part_of(seen, whole, told)
    return Counted(value, whole.what, (start, phrase.end), of, about), whole.kind


_PEOPLE = {"en": "people", "de": "Menschen", "ru": "человек"}


def _part_of(seen: _Seen, whole: _Told, told: Sequence[_Told]) -> int | None:
    """The whole of a number that stands alone; numbers in a row ("12 to Malta, six to Crete") are parts of one whole or of none."""
    if seen.numeral.value > whole.value or (seen.same and seen.numeral.value == whole.value):
        return None
    here = [one for one in told if one.sentence == seen.sentence]
    if not here or here[-1].opens or seen.part:
        return whole.index
    return here[-1].of


_OF_PEOPLE = {
    "en": (
        re.compile(r"\b(?:group|team|crew|party|band|batch|column|list) of (?:about |some |at least )?$"),
        re.compile(
            r"\s+(?:aboard|on board|dead|missing|wounded|injured)\b|,? who\b|,? (?:who )?(?:were|was|have been|had been|are|will be) (?:also |then |later )?"
            r"(?:freed|released|killed|wounded|arrested|detained|exchanged|flown|hurt|injured|captured|seized|kidnapped|taken|held|tried|handed|sent|shot)\b"
        ),
    ),
    "de": (
        re.compile(r"\b(?:Gruppe von|Team von) (?:etwa |rund )?$"),
        re.compile(r"\s+(?:an Bord|Tote|Verletzte|wurden (?:\w+ )?(?:freigelassen|getötet|verletzt|verhaftet|festgenommen|ausgetauscht|entführt))\b"),
    ),
    "ru": (
        re.compile(r"(?:групп\w (?:из|в)|экипаж\w? из|команд\w из) $"),
        re.compile(r"\s+(?:были (?:освобождены|убиты|ранены|задержаны|похищены)|погибли|ранены|задержаны|освобождены)(?!\w)"),
    ),
}


def _number_ahead(document: Document, seen: _Seen) -> tuple[str, Counts | None] | None:
    """Of "four of the 5 engineers" the engineers; of "six of the seven" the seven."""
    after = next(numerals(document.text, seen.numeral.span[1], seen.sentence[1], document.language), None)
    if after is None:
        return None
    phrase = phrase_after(document.text, after.span[1], seen.sentence[1], document.language, many=True)
    return (phrase.what, phrase.kind) if phrase.form == "noun" else (str(after.value), None)


def _equal(told: Sequence[_Told], value: int) -> _Told | None:
    return next((one for one in reversed(told) if one.value == value), None)


def _whole(seen: _Seen, told: Sequence[_Told]) -> _Told | None:
    """The whole that a number belongs to or takes its noun from: the last that is no part and is large enough."""
    value = seen.numeral.value
    if seen.same and (same := _equal(told, value)):
        return same
    wholes = [one for one in told if one.kind != "states" and (one.of is None or seen.phrase.form == "of whole")]
    if seen.phrase.form != "of whole":
        here = [one for one in told if one.sentence == seen.sentence and one.kind != "states"]
        if here and seen.phrase.form == "bare":
            return next((one for one in wholes if one.index == here[-1].of), None) or here[-1]
    large = [one for one in wholes if one.value >= value]
    if seen.phrase.form == "of whole":
        last = [one for one in large if one.sentence == large[-1].sentence]
        return max(last, key=lambda one: one.value) if last else None
    near = [one for one in wholes if seen.block - one.block < NEAR]
    fitting = [one for one in near if one.value >= value]
    people = [one for one in near if one.kind == "people"]
    return fitting[-1] if fitting else people[-1] if people else None


def _belongs(seen: _Seen, whole: _Told, told: Sequence[_Told]) -> bool:
    """Whether a count with a noun of its own is told as part of the whole: "390 people: 270 soldiers and 120 civilians"."""
    if whole.kind != seen.phrase.kind or whole.value < seen.numeral.value:
        return False
    if seen.part:
        return whole.sentence == seen.sentence or seen.block == whole.block
    if whole.opens and whole.sentence == seen.sentence:
        return True
    last = told[-1] if told else None
    if last is None or last.of != whole.index or last.sentence != seen.sentence:
        return False
    return sum(one.value for one in told if one.of == whole.index) + seen.numeral.value <= whole.value


def _fits_alone(document: Document, seen: _Seen, whole: _Told) -> bool:
    """Whether a number without noun may count the noun of the whole, and is not the object of something else."""
    text = document.text
    start, end = seen.numeral.span
    if seen.same or whole.sentence == seen.sentence:
        return True
    before = text[max(0, start - 20) : start]
    if re.search(r"\b(?:in|into|after|by|since|until|um|gegen|к|около)\s$", before) and not seen.part:
        return False
    return seen.block - whole.block < NEAR


_MORE = re.compile(r"\b(?:more|weitere[rn]?|further|additional|ещё|еще)\b|\b(?:[Aa]nother|[Ww]eitere|[Ее]щё|[Ее]ще)\s$", re.I)


def _is_more(text: str, seen: _Seen, language: str) -> bool:
    """Whether the number comes on top of the whole: "eight more", "another 20"."""
    start, end = seen.numeral.span
    return _MORE.search(f"{text[max(0, start - 10) : start]}") is not None or _MORE.search(text[end : seen.phrase.end]) is not None


_ABOUT: dict[str, tuple[tuple[re.Pattern[str], Literal["at least", "at most", "about"]], ...]] = {
    "en": (
        (re.compile(r"\b(?:at least|more than|over|no fewer than|not less than|no less than|upwards of) $", re.I), "at least"),
        (re.compile(r"\b(?:at most|up to|no more than|fewer than|less than|under|not more than) $", re.I), "at most"),
        (re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately|close to|an estimated) $", re.I), "about"),
    ),
    "de": (
        (re.compile(r"\b(?:mindestens|mehr als|über|wenigstens) $", re.I), "at least"),
        (re.compile(r"\b(?:höchstens|bis zu|weniger als|maximal) $", re.I), "at most"),
        (re.compile(r"\b(?:etwa|rund|ungefähr|knapp|fast|gut|circa|ca\.) $", re.I), "about"),
    ),
    "ru": (
        (re.compile(r"(?:не менее|по меньшей мере|более|больше|как минимум|свыше) $", re.I), "at least"),
        (re.compile(r"(?:не более|до|менее|не больше|максимум) $", re.I), "at most"),
        (re.compile(r"(?:около|примерно|порядка|почти|приблизительно) $", re.I), "about"),
    ),
}  # fmt: skip


def _about(text: str, start: int, language: str) -> Literal["exactly", "at least", "at most", "about"]:
    before = text[max(0, start - 24) : start]
    return next((word for pattern, word in _ABOUT[language] if pattern.search(before)), "exactly")
