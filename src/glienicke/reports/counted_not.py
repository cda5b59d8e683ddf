"""Numbers that count nobody: ages, clock times, ordinals, numbers of things, of telephones, of lines, years."""

from __future__ import annotations

import re

from glienicke.reports.counted_phrase import Phrase, phrase_after
from glienicke.reports.data import Span
from glienicke.reports.numerals import Numeral, numerals

_NUMBERED = {
    "en": (
        "[Nn]o\\.?|[Nn]os\\.?|[Nn]umber|[Aa]rticles?|[Ss]ections?|[Cc]lauses?|[Cc]hapters?|[Pp]ages?|[Pp]aragraphs?"
        "|[Rr]esolution|[Ff]light|[Rr]oom|[Cc]ell|[Cc]hannel|[Pp]rotocol|[Cc]ase|[Cc]olony|[Pp]rison|[Cc]amp|[Uu]nit"
        "|[Bb]rigade|[Bb]lock|[Ll]ine|[Gg]ate|[Rr]oute|[Vv]olume|[Vv]ersion|[Ll]aw|[Dd]ecree|[Pp]hase|[Ss]tage|[Dd]ay"
        "|[Aa]ged?|age of|at|turned|turns|is|was|am"
    ),
    "de": (
        "Nr\\.?|Nummer|Artikel|Paragraf|Paragraph|§|Absatz|Abs\\.|Seite|Zimmer|Zelle|Resolution|Flug|Gleis|Kapitel|Fall"
        "|Haus|Block|Tag|Phase|um|gegen|Alter von|ist|war|wurde"
    ),
    "ru": (
        "№|номер|стать[яеюи]|ст\\.|пункт\\w?|п\\.|част[ьи]|страниц\\w|кабинет\\w?|камер\\w|рейс\\w?|резолюци\\w|ИК-?"
        "|СИЗО-?|дело|корпус\\w?|возрасте"
    ),
}
_BEFORE = {language: re.compile(rf"(?:(?<!\w)(?:{words})|[#§€$£№]|['’]m) $") for language, words in _NUMBERED.items()}
_AFTER = {
    "en": re.compile(
        r"^(?:\s*(?:%|°|percent|per cent|a\.m|p\.m|am\b|pm\b|o[’']clock|GMT|kg|km|votes|to (?:\d|one|two|three|four)"
        r"|out of)|-\w+-old|st\b|nd\b|rd\b|th\b)"
    ),
    "de": re.compile(r"^(?:\s*(?:%|°|Prozent|Uhr|kg|km|Jahre|jährige)|-jährig|\.(?= ?[A-ZÄÖÜa-zäöü])(?!\s*[„“]))"),
    "ru": re.compile(r"^(?:\s*(?:%|°|процент|часов|кг|км|лет|год)|-?летн|-(?:й|го|му|м|я|ю|е|х)\b|:\d)"),
}
_TALLY = re.compile(r"\b(?:[Ii]t|[Tt]here|number|figure|total|toll|count) (?:is|was|at) (?:now |only |then )?$")
_AGES = re.compile(r"\b(?:aged?|ages|Alter von|возрасте от|возраст[ае]?) \w+(?: (?:to|and|bis|und|до|и) |[-–])$")
_LINK = {
    "en": re.compile(r"\s*(?:,|,? and|,? or|to|-|–)\s*"),
    "de": re.compile(r"\s*(?:,|und|oder|bis|sowie|-|–)\s*"),
    "ru": re.compile(r"\s*(?:,|и|или|до|-|–)\s*"),
}


def counts_nobody(text: str, numeral: Numeral, phrase: Phrase, sentence: Span, language: str) -> bool:
    """Whether the number counts no people, states or vehicles: by what stands before and after it."""
    if phrase.form == "other" or _ends_in_other(text, numeral, phrase, sentence, language):
        return True
    if numeral.value == 1 and not _is_one(text, phrase, numeral, sentence, language):
        return True
    return _is_other(text, numeral, phrase, sentence, language)


def _is_other(text: str, numeral: Numeral, phrase: Phrase, sentence: Span, language: str) -> bool:
    start, end = numeral.span
    before, after = text[max(0, start - 24) : start], text[end : end + 24]
    ends = language == "de" and re.match(r"\.\s*$", text[end : sentence[1]])
    if _AFTER[language].match(after) and not ends:
        return True
    if phrase.form not in ("bare", "adjective"):
        return False
    if before.endswith("(") and after.startswith(")"):
        return True  # "12 (twelve)"
    if (
        (_BEFORE[language].search(before) and not _TALLY.search(before))
        or _AGES.search(before)
        or re.search(r"\d[ \u00a0-]$", before)
    ):
        return True
    named = re.search(r"[^\W\d_](?:[”\"»“])?[,(] ?$|\($", before)
    if numeral.digits and named and re.match(r"^(?:[,)]| \()", after):
        return True  # "Arrieta, 44, said"
    return numeral.digits and _is_line_or_year(text, numeral, sentence)


def _is_line_or_year(text: str, numeral: Numeral, sentence: Span) -> bool:
    start, end = numeral.span
    opens = start == sentence[0]
    alone = opens and re.match(r"[.)]\s|\n|$", text[end : end + 2]) is not None
    return alone or (1900 <= numeral.value <= 2099 and "," not in text[start:end])


def _is_one(text: str, phrase: Phrase, numeral: Numeral, sentence: Span, language: str) -> bool:
    """Whether a "one" counts: "for one soldier", "one each from Germany", "1 person"; not "one officer fumed"."""
    start, end = numeral.span
    if phrase.form == "bare":
        return language == "en" and text[end : end + 5] == " each"
    if phrase.form != "noun" or phrase.kind != "people" or re.match(r"\s(?:of|von|из)\b", text[end : end + 6]):
        return False
    if numeral.digits or language == "de":
        return numeral.digits
    if re.search(r"\b(?:[Nn]o|[Aa]nother|[Nn]ot|[Tt]he|[Tt]his|[Tt]hat)\s$", text[max(0, start - 9) : start]):
        return False
    opens = not re.search(r"\w", text[sentence[0] : start])
    told = re.match(r"\s(?:was|were|is|has|had|died|went|and|for)\b", text[phrase.end : phrase.end + 8])
    return not opens or told is not None


def _ends_in_other(text: str, numeral: Numeral, phrase: Phrase, sentence: Span, language: str) -> bool:
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
