# ruff: noqa: E501 - a pattern in one line is easier to read than one in pieces
"""The patterns of expressions of time. Each: pattern, kind, amount, unit (see `time_find.When`).

The group `all` is the expression itself, without its preposition.
"""

from __future__ import annotations

from glienicke.reports.time_find import Kind
from glienicke.reports.time_words import YEAR, months, small_numbers, weekdays

Row = tuple[str, Kind, int, str]


def _rows(kind: Kind, *patterns: str, amount: int = 0, unit: str = "") -> list[Row]:
    return [(pattern, kind, amount, unit) for pattern in patterns]


# ---------------------------------------------------------------------- English

_M, _W = f"(?P<month>{months('en')})", f"(?P<weekday>{weekdays('en')})"
_WFULL = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_D = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = f"(?P<year>{YEAR})"
_PART = r"(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[- ](?:in )?|[Tt]he (?:beginning|start|middle|end) of |(?:[Ee]arl(?:y|ier)|[Ll]ate) in )"
_PREP = (
    r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Ff]rom|[Dd]uring|[Bb]efore|[Aa]fter|[Tt]hrough|[Tt]o|[Bb]etween|and|of|or|for|as of"
    r"|[Aa]round|[Cc]irca|[Aa]bout|[Ii]n about|[Bb]ack in)"
)
_TURN = r"(?P<turn>[Ll]ast|[Nn]ext|[Tt]his(?: coming| past)?|[Tt]he (?:past|coming|previous))"
_YTURN = r"(?:of )?(?P<yturn>last|this|next|the previous|the same) year"
_NUM = f"(?P<number>{small_numbers('en')})"

_TO = r"\s?(?:[-–—]|to|until|through|(?P<and>and))\s?"
_D2 = r"(?P<day2>[0-3]?\d)(?! (?:years|months|weeks|days|people))"

ENGLISH: list[Row] = [
    *_rows(
        "date",
        rf"(?P<all>\b{_D}{_TO}{_D2}(?:st|nd|rd|th)? {_M}(?:,? {_Y}\b|,? {_YTURN}\b)?)(?!\w)",
        rf"\b[Bb]etween (?:the )?(?P<all>{_D} and (?:the )?{_D2}(?:st|nd|rd|th)?(?: of)? {_M}(?:,? {_Y}\b)?)(?!\w)",
        rf"\b[Bb]etween (?P<all>{_M} {_D} and {_D2}(?:,? {_Y}\b)?)(?![\d:.]*\d)",
        rf"(?P<all>\b{_M} {_D}{_TO}{_D2}(?:st|nd|rd|th)?(?:,? {_Y}\b|,? {_YTURN}\b)?)(?![\d:.]*\d)",
        rf"(?P<all>\b(?:(?:{weekdays('en')}),? (?:the )?)?{_M} {_D}(?:,? {_Y}\b|,? {_YTURN}\b)?)(?![\d:.]*\d)",
        rf"(?P<all>\b(?:(?:{weekdays('en')}),? (?:the )?)?{_D}(?: of)? {_M}(?:,? {_Y}\b|,? {_YTURN}\b)?)(?!\w)",
        rf"(?P<all>\b(?:{_PART})?{_M},?(?: of)? {_Y}\b)",
        rf"(?P<all>\b(?:{_PART})?{_M},? {_YTURN}\b)",
        rf"{_PREP} (?P<all>(?:{_PART})?{_M})(?![\w’'])",
        rf"(?P<all>\b(?:{_TURN}|[Ee]arly|[Ll]ate|[Mm]id)[- ]{_M})(?!\w)",
        rf"(?P<all>\b{_Y}-(?P<mm>\d\d)-(?P<day>\d\d)\b)",
        rf"(?P<all>\b(?P<day>\d\d?)\.(?P<mm>\d\d?)\.{_Y}\b)",
        rf"(?P<all>\b(?:{_PART}){_Y}\b)(?!-)",
        rf"{_PREP} (?P<all>(?:the year )?{_Y})(?![\w,.]*\d)(?!-)(?! ?(?:%|percent|people|men|women|soldiers|prisoners|hostages|euros|dollars))",
        rf"\((?P<all>{_Y})\)",
        rf"\b(?:[Tt]he|[Aa]|[Aa]n|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Tt]hat|[Tt]his) (?P<all>{_Y})(?= [a-z])",
        r"\b[Oo]n (?P<all>the (?P<day>[0-3]?\d)(?:st|nd|rd|th))(?! (?:of (?!this|last|next|the)|day|floor|anniversary|century|birthday|[A-Z]))",
        r"(?P<all>\b(?P<yturn>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he previous) (?P<month>" + months("en") + r"))(?!\w)",
    ),
    *_rows(
        "months",
        rf"(?P<all>\b(?:the )?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all),?(?: of| in)? {_Y}\b)",
        r"(?P<all>\b(?P<yturn>[Ll]ast|[Tt]his|[Nn]ext) (?P<season>spring|summer|autumn|fall)\b)",
        rf"(?P<all>\b[Tt]he (?P<half>first|second) half of {_Y}\b)",
        r"(?P<all>\b[Tt]he (?P<half>first|second) half of (?P<yturn>last|this|next) year\b)",
        rf"(?P<all>\b[Tt]he (?P<quarter>first|second|third|fourth) quarter of {_Y}\b)",
    ),
    *_rows("decade", r"(?P<all>\b[Tt]he (?P<year>(?:19|20)\d0)s\b)"),
    *_rows(
        "weekday",
        rf"(?P<all>\b{_TURN} {_WFULL})\b",
        rf"(?P<all>\b{_WFULL} (?:of )?(?P<wturn>last|next|this) week)\b",
        rf"\b(?P<all>(?P<wturn>last|next|this) week(?:’s|'s|’|') {_WFULL})\b",
        rf"(?:(?<!\b[Aa] )|(?=\w{{6,9}} (?!(?:in|at|of|on|when|that|and|or|with|morning|afternoon|evening|night)\b)[a-z]))(?<!\b[Ee]very )(?<!\b[Ee]ach )(?<!\b[Oo]ne )(?P<all>\b{_WFULL})\b(?!-)",
    ),
    *_rows("offset", r"(?P<all>\b[Tt]he (?:end|start|beginning|middle|turn) of the year)\b", unit="year"),
    *_rows(
        "offset",
        r"(?P<all>\b(?:[Ee]arlier |[Ll]ater )?[Tt]oday)\b",
        r"(?P<all>\b[Tt]onight)\b",
        r"(?P<all>\b(?:[Ee]arlier |[Ll]ater )?[Tt]his (?:morning|afternoon|evening))\b",
    ),
    *_rows("offset", r"(?P<all>\b[Tt]he day before yesterday)\b", amount=-2),
    *_rows("offset", r"(?P<all>\b[Tt]he day after tomorrow)\b", amount=2),
    *_rows("offset", r"(?P<all>\b[Yy]esterday)\b", r"(?P<all>\b[Ll]ast night)\b", amount=-1),
    *_rows("offset", r"(?P<all>\b[Tt]omorrow)\b", amount=1),
    *_rows(
        "offset",
        r"(?P<all>\b(?:[Ee]arl(?:y|ier) |[Ll]ate(?:r)? )?(?P<turn>[Ll]ast|[Tt]his|[Nn]ext) (?P<unit>week|month|year))\b(?!end)",
        r"\b(?:[Oo]f|[Ii]n) (?P<all>(?P<turn>the coming|the previous|the past) (?P<unit>week|month|year))\b",
        rf"(?P<all>\b{_NUM} (?P<unit>days?|weeks?|months?|years?) ago)\b",
    ),
    *_rows("offset", r"(?P<all>\b(?P<turn>[Ll]ast|[Tt]his|[Nn]ext) (?P<weekend>weekend))\b", unit="week"),
    *_rows(
        "following",
        r"(?P<all>\b[Tt]he (?P<turn>following|next|previous) (?P<unit>day|week|month|year))\b(?! (?:of|in office|that))",
        r"(?P<all>\b(?:[Tt]hat (?:same |very )?|[Tt]he (?:very )?same )(?P<unit>day|month|year))\b",
    ),
    *_rows("following", r"(?P<all>\b[Tt]he day before)\b(?! yesterday)(?! [a-z]+ing)", amount=-1),
]

# ----------------------------------------------------------------------- German

_M, _W = f"(?P<month>{months('de')})", f"(?P<weekday>{weekdays('de')})"
_D = r"(?P<day>[0-3]?\d)\."
_PART = r"(?:Anfang|Mitte|Ende|Beginn)(?: des Jahres)? "
_ADJ = r"(?:[ldv]?en|e[mrns]?|es)"
_TURNING = r"(?:[Ll]etzt|[Vv]ergangen|[Vv]orig|[Kk]ommend|[Nn]ächst|[Dd]ies|[Ff]olgend|[Hh]eurig|[Ll]aufend)e?[mrns]?"
_YTURN = rf"(?P<yturn>{_TURNING}) Jahre?s?"
_NUM = f"(?P<number>{small_numbers('de')})"
_MPREP = r"\b(?:[Ii]m|[Ss]eit|[Aa]b|[Bb]is|[Vv]on|[Vv]om|[Zz]um|[Zz]wischen|und|oder|[Ss]chon im|[Nn]ach|[Vv]or|[Gg]egen|[Dd]es|[Ff]ür|[Aa]uf)"

GERMAN: list[Row] = [
    *_rows(
        "date",
        rf"\b[Zz]wischen (?:dem )?(?P<all>{_D} und (?:dem )?(?P<day2>[0-3]?\d)\. {_M}(?: {_Y}\b)?)(?!\w)",
        rf"(?P<all>\b(?P<day>[0-3]?\d)\.?\s?(?:[-–—/]|bis(?: zum)?|(?P<and>und)(?: dem)?)\s?(?P<day2>[0-3]?\d)\. {_M}(?: {_Y}\b| {_YTURN}\b)?)(?!\w)",
        rf"(?P<all>\b(?:(?:{weekdays('de')}),? (?:de[mn] )?)?{_D} ?{_M}(?: {_Y}\b| {_YTURN}\b)?)(?!\w)",
        rf"(?P<all>\b(?:{_PART})?{_M}(?: des Jahres)? {_Y}\b)",
        rf"(?P<all>\b(?:{_PART})?{_M} {_YTURN}\b)",
        rf"{_MPREP} (?P<all>{_M})(?!\w)",
        rf"(?P<all>\b{_PART}{_M})(?!\w)",
        rf"(?P<all>\b(?P<yturn>{_TURNING}) {_M})(?!\w)",
        rf"(?P<all>\b{_PART}(?:de[sr] Jahres )?{_Y}\b)",
        rf"(?P<all>\b(?P<day>\d\d?)\.(?P<mm>\d\d?)\.{_Y}\b)",
        r"\b(?:[Aa]m|[Dd]em|[Dd]en|[Vv]om|[Zz]um|[Bb]is) (?P<all>(?P<day>\d\d?)\.(?P<mm>\d\d?)\.)(?!\d)",
        rf"(?P<all>\b{_Y}-(?P<mm>\d\d)-(?P<day>\d\d)\b)",
        rf"(?<![\w/.,§€$-])(?<!Nr\. )(?<!Artikel )(?<!Paragraf )(?<!Paragraph )(?<!Resolution )(?P<all>(?:Jahre?s? )?{_Y})(?![\w/%€$-]|[.,:]\d| (?:Euro|Dollar|Menschen|Personen|Soldaten|Gefangene|Häftlinge))",
    ),
    *_rows(
        "months",
        rf"(?P<all>\b(?P<season>Frühling|Frühjahr|Sommer|Herbst)s?(?: des Jahres)? {_Y}\b)",
        rf"(?P<all>\b(?P<yturn>{_TURNING}) (?P<season>Frühling|Frühjahr|Sommer|Herbst))\b",
        rf"(?P<all>\b(?P<half>erst|zweit)en Hälfte(?: des Jahres)? {_Y}\b)",
        rf"(?P<all>\b(?P<half>erst|zweit)en Halbjahr(?: des Jahres)? {_Y}\b)",
        rf"(?P<all>\b(?P<quarter>erst|zweit|dritt|viert)en (?:Quartal|Vierteljahr)s?(?: des Jahres)? {_Y}\b)",
    ),
    *_rows(
        "weekday",
        rf"(?P<all>\b(?P<turn>{_TURNING}) {_W})\b",
        rf"(?P<all>\b{_W} (?:in |der )?(?:der )?(?P<wturn>{_TURNING}) Woche)\b",
        r"(?P<all>\b[Hh]eutigen (?P<weekday>" + weekdays("de") + r"))\b",
        rf"(?<!\beinem )(?<!\bjeden )(?<!\bjedem )(?P<all>\b{_W})\b(?!-)",
    ),
    *_rows("offset", r"(?P<all>\b[Hh]eute)\b", r"(?P<all>\b[Hh]eutigen Tage?s?)\b"),
    *_rows("offset", r"(?P<all>\b[Vv]orjahre?s?)\b", amount=-1, unit="year"),
    *_rows("offset", r"(?P<all>\b[Vv]ormonats?)\b", amount=-1, unit="month"),
    *_rows(
        "offset",
        r"(?P<all>\b[Hh]euer)\b",
        rf"(?P<all>\b(?:Anfang|Mitte|Ende|Beginn) des Jahres)\b(?! {YEAR})",
        r"(?P<all>\bJahres(?:anfang|beginn|ende|mitte))s?\b",
        unit="year",
    ),
    *_rows("offset", r"(?P<all>\b[Vv]orgestern)\b", amount=-2),
    *_rows("offset", r"(?P<all>\b[Üü]bermorgen)\b", amount=2),
    *_rows("offset", r"(?P<all>\b[Gg]estern|\b[Gg]estrigen Tage?s?)\b", amount=-1),
    *_rows("offset", r"(?<!heute )(?<!gestern )(?<!am )(?<!Guten )(?<!jeden )(?P<all>\bmorgen)\b", amount=1),
    *_rows(
        "offset",
        rf"\b(?:[Ii]n |[Ii]m |[Dd]er |[Aa]nfang |[Ee]nde |[Mm]itte |[Dd]es |[Ss]eit |[Bb]is |[Zz]um )?(?P<all>(?P<turn>{_TURNING}|[Dd]iese[nmrs]?) (?P<unit>Woche|Monate?s?|Jahre?s?))\b",
        rf"\b[Vv]or (?:etwa |rund |gut |knapp |fast |genau )?(?P<all>{_NUM} (?P<unit>Tag|Woche|Monat|Jahr)(?:e?n|en?)?)\b",
    ),
    *_rows("offset", rf"(?P<all>\b(?P<turn>{_TURNING}) (?P<weekend>Wochenende)s?)\b", unit="week"),
    *_rows(
        "following",
        r"\b(?:[Ii]m|[Aa]m|[Ii]n der) (?P<all>(?P<turn>folgende|darauffolgende|nächste)[nr] (?P<unit>Tag|Woche|Monat|Jahr))\b",
        r"(?P<all>\b(?:[Ss]elben|[Gg]leichen|[Jj]enem|[Dd]emselben) (?P<unit>Tag|Monat|Jahr))\b",
    ),
    *_rows("following", r"(?P<all>\b[Aa]n diesem Tag)\b"),
    *_rows("following", r"(?P<all>\b[Tt]ags darauf)\b", r"(?P<all>\b[Ee]inen Tag (?:später|danach))\b", amount=1),
]

# ---------------------------------------------------------------------- Russian

_M, _W = f"(?P<month>{months('ru')})", f"(?P<weekday>{weekdays('ru')})"
_D = r"(?P<day>[0-3]?\d)(?:-?го)?"
_G = r"(?:\s?(?:год(?:а|у|ом|е)?|г\.?)(?!\w)|-(?:го|м|й|е))"
_RTURN = r"(?:прошл|минувш|прошедш|предыдущ|эт|текущ|нынешн|следующ|будущ|предстоящ|наступающ|ближайш)\w{1,4}|то[мтй]"
_PART = r"(?:[Нн]ачал[еауо]м?|[Сс]ередин[еауы]|[Кк]он(?:ец|це|ца|цу)) "
_YTURN = r"(?P<yturn>прошлого|минувшего|прошедшего|этого|текущего|нынешнего|следующего|будущего|того же) года"
_NUM = f"(?P<number>{small_numbers('ru')})"
_RPREP = r"\b(?:[Вв]о?|[Сс]о?|[Кк]о?|[Дд]о|[Пп]о|[Нн]а|[Мм]ежду|и|[Оо]т|[Пп]осле|[Зз]а)"

RUSSIAN: list[Row] = [
    *_rows(
        "date",
        rf"\b[Мм]ежду (?P<all>{_D} и (?P<day2>[0-3]?\d) {_M}(?: {_Y}{_G}?)?)(?!\w)",
        rf"(?P<all>\b{_D}\s?(?:[-–—]|по|(?P<and>и))\s?(?P<day2>[0-3]?\d)(?:-?[ео]?е)? {_M}(?: {_Y}{_G}?| {_YTURN})?)(?!\w)",
        rf"(?P<all>\b{_D} {_M}(?: {_Y}{_G}?| {_YTURN})?)(?!\w)",
        rf"(?P<all>\b(?:{_PART})?{_M} {_Y}{_G}?)(?!\w)",
        rf"(?P<all>\b(?:{_PART})?{_M} {_YTURN})\b",
        rf"{_RPREP} (?P<all>(?:{_PART})?{_M})(?!\w)",
        rf"(?P<all>\b{_PART}{_M})(?!\w)",
        rf"{_RPREP} (?P<all>(?P<yturn>{_RTURN}) {_M})(?!\w)",
        rf"(?P<all>\b(?P<day>\d\d?)\.(?P<mm>\d\d?)\.{_Y}\b)",
        rf"(?P<all>\b{_Y}-(?P<mm>\d\d)-(?P<day>\d\d)\b)",
        rf"(?P<all>\b(?:{_PART})?{_Y}{_G})",
        rf"(?P<all>\b{_PART}{_Y}\b)",
        rf"\((?P<all>{_Y})\)",
        r"\b(?P<all>(?P<day>[0-3]?\d)(?:-?го)? числа)(?!\w)",
    ),
    *_rows(
        "months",
        rf"(?P<all>\b(?P<season>[Вв]есн(?:ой|ы|у|е)|[Лл]ет(?:ом|а|о)|[Оо]сен(?:ью|и|ь)) {_Y}{_G}?)",
        rf"(?P<all>\b(?P<season>[Вв]есной|[Лл]етом|[Оо]сенью) {_YTURN})",
        r"(?P<all>\b(?P<yturn>[Пп]рошл|[Мм]инувш|[Нн]ынешн|[Сс]ледующ|[Ээ]т)(?:им|ей|ой|ой) (?P<season>весной|летом|осенью))\b",
        rf"(?P<all>\b(?P<half>перв|втор)(?:ой|ом|ая|ую|ое) (?:половин\w|полугоди\w) {_Y}{_G}?)",
        rf"(?P<all>\b(?P<quarter>перв|втор|трет|четв\w+)(?:ом|ый|ьем|ой|ий) квартал\w? {_Y}{_G}?)",
    ),
    *_rows(
        "weekday",
        rf"{_RPREP} (?P<all>(?P<turn>{_RTURN}) {_W})\b",
        rf"{_RPREP} (?P<all>{_W} на (?P<wturn>прошлой|этой|следующей|будущей|минувшей) неделе)\b",
        rf"{_RPREP} (?P<all>{_W})(?!\w)",
    ),
    *_rows("offset", r"(?P<all>\b[Сс]егодня)\b"),
    *_rows("offset", r"(?P<all>\b(?:[Нн]ачал[ау]|[Кк]он(?:ца|цу|це)|[Сс]ередины) года)(?! \d)\b", unit="year"),
    *_rows("offset", r"(?P<all>\b[Пп]озавчера)\b", amount=-2),
    *_rows("offset", r"(?P<all>\b[Пп]ослезавтра)\b", amount=2),
    *_rows("offset", r"(?P<all>\b[Вв]чера)\b", amount=-1),
    *_rows("offset", r"(?P<all>\b[Зз]автра)\b", amount=1),
    *_rows(
        "offset",
        rf"\b(?:[Вв]|[Нн]а|[Сс]|[Дд]о|[Пп]о|{_PART.strip()}) (?P<all>(?P<turn>(?:прошл|минувш|эт|текущ|нынешн|следующ|будущ)\w{{1,3}}) (?P<unit>недел\w|месяц\w?|год\w?))\b",
        rf"(?P<all>\b{_NUM} (?P<unit>дней|дня|день|недел[юиь]|месяц(?:а|ев)?|года?|лет) назад)\b",
    ),
    *_rows("offset", r"(?P<all>\b[Гг]од назад)\b", amount=-1, unit="year"),
    *_rows("offset", r"(?P<all>\b[Мм]есяц назад)\b", amount=-1, unit="month"),
    *_rows("offset", r"(?P<all>\b[Нн]еделю назад)\b", amount=-1, unit="week"),
    *_rows(
        "offset",
        r"(?P<all>\b(?P<turn>[Пп]рошлы|[Мм]инувши|[Ээ]ти|[Сс]ледующи)(?:ми|х|е) (?P<weekend>выходны)(?:е|х|ми))\b",
        unit="week",
    ),
    *_rows(
        "following",
        r"\b[Нн]а (?P<all>(?P<turn>следующий) (?P<unit>день))\b",
        r"\b[Вв] (?P<all>то[тм] же (?P<unit>день|месяце?|году?))\b",
        r"\b[Вв] (?P<all>этот (?P<unit>день))\b",
    ),
]

RULES: dict[str, list[Row]] = {"en": ENGLISH, "de": GERMAN, "ru": RUSSIAN}
