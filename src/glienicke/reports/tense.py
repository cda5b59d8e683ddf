"""Whether the clause around an expression of time tells of what was or of what is to come.

Not a parser: a sentence is cut into clauses at punctuation and conjunctions, and the verb form nearest to the
expression decides. "either" is said of plans and possibilities ("was due on Friday"), where the nearest day fits best.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from glienicke.reports.data import Span

Tense = Literal["past", "future", "either"]

_CUT = {
    "en": r"[,;:–—()\"“”«»„‘]| - |\b(?:that|which|who|whom|whose|when|while|after|before|because|if|but|and|although|though|where|once|as|than)\b",
    "de": r"[,;:–—()\"“”«»„‚‘]| - |\b(?:und|aber|sowie|doch|als|nachdem|bevor|dass|weil|während|wenn)\b",
    "ru": r"[,;:–—()\"“”«»„]| - |\b(?:и|а|но|что|чтобы|который|которая|которые|когда|если|после того как|где)\b",
}
_RELATIVE = {
    "en": re.compile(r"^(?:which|who|whom|whose|that|where)\b"),
    "de": re.compile(r"^,?\s*(?:der|die|das|dem|den|deren|dessen)\b"),
    "ru": re.compile(r"^,?\s*котор"),
}
_ENGLISH_PAST = """
was were had did said told left went came gave took got saw met held heard fell began flew spoke wrote found lost won led sent
brought caught sought bought fought thought kept kept put let set hit cut shot sat stood fled drove rose died ran
became made paid sold knew grew drew threw broke chose froze bore tore swore wore won withdrew underwent overheard taken given
seen flown gone come brought been born freed swapped hurt read reached felt meant lay understood
"""
_GERMAN_PAST = """
war waren warst wurde wurden hatte hatten hat habe haben kam kamen ging gingen gab gaben ließ ließen traf trafen sprach sprachen
flog flogen nahm nahmen fand fanden begann begannen starb starben sah sahen stand standen hielt hielten schrieb schrieben blieb blieben
rief riefen bat baten lag lagen saß saßen verließ entließ entließen übergab übergaben erhielt erhielten verhieß bot boten schloss
unterschrieb unterzeichnete worden gewesen beschloss beschlossen verschwand verschwanden gewann schied entschied verlor zog zogen trat
traten fiel fielen half halfen lief liefen floh flohen warf warfen brach brachen galt galten trug trugen empfing empfingen betrat
verbot bekam bekamen verhängte sitzt
"""
_GERMAN_NOT = "erste ersten letzten letzte zweite zweiten dritte dritten vierten fünften sechsten bekannten sollte sollten könnten könnte möchten müssten dürfte dürften konnte konnten wollte wollten musste mussten durfte durften heute gute guten beste besten rechte rechten vermutete hätte hätten bereiten leichten weiten alte alten harte festen"  # noqa: E501
_RUSSIAN_NOT = """
совет ответ кабинет бюджет билет депутат солдат институт минут лет нет свет запрет адвокат кандидат результат приют кредит визит пакет
портрет интернет университет авторитет комитет предмет секрет макет сюжет монолит транзит лимит дефицит защит элит аппарат мандат формат чат
сообщает передаёт передает пишет говорит отмечает подчёркивает подчеркивает утверждает заявляет указывает рассказывает уточняет добавляет
находится находятся содержится содержатся сидит сидят является являются ждёт ждет ждут остаётся остается остаются продолжается отбывает
состоит самолёт самолет вертолёт вертолет полёт полет перелёт перелет счёт счет отчёт расчёт учёт пункт суд аэропорт паспорт спорт порт транспорт факт акт контракт брат штат март август приговорит
"""


_MAY_DESCRIBE = "set hit cut sent caught bought kept found lost born freed killed held given seen known taken gone read let put".split()


def english_past() -> frozenset[str]:
    """Past forms of irregular English verbs that do not stand before a noun as adjectives do ("lost")."""
    return frozenset(_ENGLISH_PAST.split()) - frozenset(_MAY_DESCRIBE)


@cache
def _markers(language: str) -> tuple[tuple[re.Pattern[str], Tense], ...]:
    if language == "en":
        past = "|".join(sorted(set(_ENGLISH_PAST.split()), key=len, reverse=True))
        verbs = r"(?: (?:not|also|now|soon|then|finally|be|have|been|being|only))*(?: [a-z]+(?:ed|en|wn|ne|e|t|d)\b)?"
        return (
            (re.compile(r"\b(?:would|should|could|might|may|must) (?:not )?have\b(?: been)?(?: [a-z]+)?"), "past"),
            (re.compile(rf"\b(?:will|won[’']t|shall|[’']ll|would){verbs}"), "future"),
            (re.compile(rf"\b(?:is|are|am|be) (?:not )?(?:to|going to|about to|set to|bound to){verbs}"), "future"),
            (re.compile(
                r"\b(?:(?:was|were|is|are|been|be) )?(?:due|scheduled|expected|planned|set|supposed|meant|slated|intended|likely|ready)"
                rf" (?:to|for|on|in)\b{verbs}"), "either"),
            (re.compile(
                r"\b(?:plans?|planned|agreed|wants?|wanted|hopes?|hoped|ordered|decided|refused|promised?|promises|vowed|pledged|allowed|"
                rf"asked|invited|threatened|offered|intends?|intended|(?:was|were)) to{verbs}"), "either"),
            (re.compile(r"\b(?:may|might|can|could|should|must|cannot)\b(?: not)?(?: be)?(?: [a-z]+)?"), "either"),
            (re.compile(r"\b(?:has|have) until\b"), "future"),
            (re.compile(rf"\b(?:{past}|[a-z]{{2,}}ed)\b"), "past"),
            (re.compile(r"\b(?:has|have)\b"), "past"),
            (re.compile(
                r"\b(?:begins|starts|opens|meets?|resumes|expires|ends|leaves|returns|arrives|flies|faces|takes? place|continues|runs? out|appears in court)\b"
            ), "future"),
            (re.compile(r"\b(?:is|are)\b"), "either"),
        )  # fmt: skip
    if language == "de":
        past = "|".join(sorted(set(_GERMAN_PAST.split()), key=len, reverse=True))
        skip = "|".join(_GERMAN_NOT.split())
        return (
            (re.compile(r"\b(?:soll|sollen|will|wollen|kann|können|dürfte|dürften|könnte|könnten|mag|muss)\b[^,;]*\b(?:haben|sein)\b"), "past"),
            (re.compile(r"\b[Ww](?:ird|erden|erde|erdet|ürde|ürden)\b"), "future"),
            (re.compile(r"\b[Ss]oll(?:en)?\b|\b[Ww]ill\b|\b[Ww]oll(?:en|e)\b|\b[Dd](?:arf|ürfen|ürfe|ürfte|ürften)\b|\b[Mm]uss\b|\b[Mm]üssen\b"), "future"),
            (re.compile(r"\b(?:[Kk]ann|[Kk]önnen|[Kk]önnte|[Kk]önnten|[Ss]ollte|[Ss]ollten|(?:geplant|vorgesehen|angesetzt|angekündigt)e?[nrms]?|möchten?|möge)\b"), "either"),
            (re.compile(rf"\b(?:[Ww]ar|[Ww]urde|[Hh]atte|{past})\b"), "past"),
            (re.compile(rf"\b(?!(?:{skip})\b)[a-zäöüß]{{3,}}ten?\b"), "past"),
            (re.compile(r"\b(?:ist|sind|bin|sei|seien)\b"), "past"),
            (re.compile(r"\b(?:[a-zäöü]+)?ge[a-zäöüß]{3,}(?:t|en)\b"), "past"),
        )  # fmt: skip
    skip = "|".join(_RUSSIAN_NOT.split())
    return (
        (re.compile(r"\b[Бб]уд(?:ет|ут|ем|у)\b|\b[Мм]о(?:жет|гут)\b|\b[Дд]олж(?:ен|на|ны|но)\b|\bпланиру\w+|\bнамер\w+"), "future"),
        (re.compile(r"\b(?:заплан|намеч|назнач|ожида)\w+"), "either"),
        (re.compile(r"\b[а-яё]{2,}(?:л|ла|ло|ли|лся|лась|лось|лись)\b"), "past"),
        (re.compile(r"\b[а-яё]{3,}(?:ён|ена|ено|ены|тых|тым|той)\b"), "past"),
        (re.compile(rf"\b(?!(?:{skip})\b)[а-яё]{{2,}}(?:ет|ёт|ит|ут|ют|ат|ят)(?:ся)?\b"), "future"),
    )


@cache
def _cutter(language: str) -> re.Pattern[str]:
    return re.compile(_CUT[language])


def clauses(text: str, sentence: Span, language: str) -> list[Span]:
    """The sentence cut at punctuation and conjunctions; each piece begins with the cut."""
    cuts = [sentence[0], *(found.start() for found in _cutter(language).finditer(text, *sentence)), sentence[1]]
    return [(start, end) for start, end in zip(cuts, cuts[1:], strict=False) if end > start]


def tense_of(text: str, sentence: Span, at: Span, language: str) -> Tense | None:
    """The tense of the clause of `sentence` in which the expression at `at` stands; None if there is no verb form."""
    pieces = clauses(text, sentence, language)
    own = next((n for n, (start, end) in enumerate(pieces) if start <= at[0] < end), None)
    if own is None:
        return None
    found = _nearest(text, (pieces[own][0], pieces[own][1]), at, language)
    if found is not None:
        return found
    left = [piece for piece in reversed(pieces[:own]) if not _relative(text, piece, language)]
    right = [piece for piece in pieces[own + 1 :] if not _relative(text, piece, language)]
    fronted = not re.search(r"[^\W\d]{2,}.*[^\W\d]{3,}", text[sentence[0] : pieces[own][0]])
    for piece in [*right, *left] if fronted else [*left, *right]:
        found = _nearest(text, piece, at, language)
        if found is not None:
            return found
    # German past forms are nearly all known, so a clause without one tells of the present or of what is to come.
    return "either" if language == "de" and sentence[1] - sentence[0] > 30 else None


def _relative(text: str, piece: Span, language: str) -> bool:
    return _RELATIVE[language].search(text[piece[0] : piece[1]]) is not None


def _nearest(text: str, piece: Span, at: Span, language: str) -> Tense | None:
    """The marker nearest to the left of the expression, else to its right."""
    taken: list[tuple[Span, Tense]] = []
    for pattern, tense in _markers(language):
        for found in pattern.finditer(text, *piece):
            if not any(found.start() < end and start < found.end() for (start, end), _ in taken):
                taken.append((found.span(), tense))
    taken = [one for one in taken if one[0][1] <= at[0] or one[0][0] >= at[1]]
    left = [one for one in taken if one[0][1] <= at[0]]
    right = [one for one in taken if one[0][0] >= at[1]]
    if language == "ru" and any(tense == "past" for _, tense in taken):
        return "past"  # a clause has one finite verb; what looks like a second is a noun
    if language == "de" and left and right and right[-1][1] == "past" and left[-1][1] != "future":
        return "past"
    if left:
        return max(left)[1]
    return min(right)[1] if right else None
