"""The sentences in which a party sets a condition, as patterns over a sentence whose people are slots."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glienicke.reports.speakers import Cast

_P = "\ue000\\d+\ue001"
_NO_TITLE = (
    "and|or|but|for|if|that|said|says|told|was|is|are|were|has|have|had|will|would|could|must|never|only|not|und|oder|für|gegen|wenn|dass|sagte|wird|"
    "werde|will|nur|hat|и|или|за|на|если|что|сказал|заявил|только|не"
)
_TITLES = rf"(?:(?!(?:{_NO_TITLE})\b)[\w’'.-]+ ){{0,5}}?"
_SOME = rf"{_TITLES}{_P}(?:(?:, |,? (?:and|or|und|oder|и|или|sowie) ){_TITLES}{_P}){{0,3}}"
_ASIDE = r"(?:, [^,.;:]{3,60},)?"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to set a condition. regex: with the groups give, get, party, place, number, holder as far as it has them. never: what is
    given is refused for good. swapped: whether the person named first is the one wanted. why: the rule, in words.
    """

    regex: re.Pattern[str]
    why: str
    never: bool = False
    swapped: Callable[[Cast, re.Match[str]], bool] | None = None


def _wanted_first(cast: Cast, match: re.Match[str]) -> bool:
    """ "wanted to exchange X, a Russian held in Germany, for Y": X is a party's own or held by others, so Y is what it gives."""
    from glienicke.reports.asks_party import party_code

    party = party_code((match.groupdict().get("party") or "").strip(" ,"), cast.document.language)
    aside = match.group("aside") or ""
    owners = [party_code(word, cast.document.language) for word in re.findall(r"[A-ZА-ЯЁ][\w-]+", aside)]
    held = re.search(r"(?:imprisoned|held|jailed|detained|in custody|serving \w+ \w+) (?:in|by) (\w+)", aside)
    elsewhere = party_code(held[1], cast.document.language) if held else None
    return party is not None and (
        (elsewhere is not None and elsewhere != party) or (elsewhere is None and party in owners)
    )


_GIVE = r"(?:releas|free|let(?:ting)? go of|hand(?:ing)? over|giv(?:e|ing) up|extradit|swap|exchang|part(?:ing)? with|surrender|return|discuss)(?:e|ing|ed)?(?: over| up| back)?"
_GIVE_PERSON = rf"(?:{_GIVE} (?P<give>{_SOME}|him|her)|let(?:ting)? (?P<give2>{_SOME}|him|her) (?:go|leave|walk))"
_WALKS = r"(?:be (?:released|freed|returned|handed over|let go|exchanged|swapped|allowed to leave|allowed to go home|sent home)|leave|go home|walk free|go free|come home|return home|go)"
_COMES = (
    r"(?:(?:is|are|was|were|has been|have been|had been|gets?|got) (?:also |first |itself )?(?:freed|released|returned|handed over|let go|sent home|"
    r"exchanged|sent back|delivered|repatriated)|comes? home|came home|returns?|returned|goes free|walks free|walked free|is free|was free)"
)
_GETS = rf"(?:(?P<get>{_SOME}) {_COMES}|(?:it|we|they|he|she|[A-Z][\w’' -]{{2,40}}?) (?:gets?|got|received?|releas\w+|freed?|return(?:s|ed)?|hand(?:s|ed) over|gives? up|gave up|sent?|let go of) (?P<get2>{_SOME}))"
_PARTY = r"(?P<party>(?:[Tt]he )?[A-Z][\w’'-]*(?: (?:of|for|the|[A-Z][\w’'-]*|side|government|authorities|leadership|council|officials|minister))*|[Ww]e|[Ii]t|[Tt]hey)"
_ONLY_IF = r"(?:only if|only when|only once|only after|only on condition that|on the sole condition that|provided that|unless and until)"
_FOR = r"(?:in (?:exchange|return) for|in a swap for|against|for)"
_RELEASE_OF = r"(?:(?:the )?(?:release|return|freedom|handover|extradition|transfer|repatriation) of )?"

_EN = [
    (rf"{_PARTY},?{_ASIDE} (?:will|would|wo|does|do|did|can|could|had|has|is|are)?(?: ?n[o’']t| not| never)(?: be)?(?: willing to| ready to| prepared to| agree to)? {_GIVE_PERSON}{_ASIDE} (?:unless|until|before) {_GETS}", "will not release X unless Y is freed"),
    (rf"{_PARTY},?{_ASIDE} (?:(?:will|would|can|could|was|were|is|are|had been|said it would) )?(?:(?:willing|ready|prepared) to )?{_GIVE_PERSON}{_ASIDE} {_ONLY_IF} {_GETS}", "would release X only if Y is freed"),
    (rf"(?P<give>{_SOME}){_ASIDE} (?:will|would|can|could|may|was to|is to) (?:only )?{_WALKS}(?: \w+)? (?:only )?(?:if|when|once|after|in exchange for|unless) {_GETS}", "X could leave only if Y is returned"),
    (rf"(?P<give>{_SOME}){_ASIDE} (?:will|would|can|could)(?: ?n[o’']t| not| never) {_WALKS} (?:unless|until|before) {_GETS}", "X will not be released until Y is"),
    (rf"{_PARTY}(?:’s)?,?{_ASIDE} (?:(?:was|is|were|are|had been|would be|said it was) )?(?:only (?:was |is )?(?:willing|ready|prepared)|(?:willing|ready|prepared) only) to {_GIVE} (?P<give>{_SOME})(?P<aside>{_ASIDE}) {_FOR} (?P<get>{_SOME})", "only willing to discuss X for Y"),
    (rf"{_PARTY},?{_ASIDE} only (?:wanted|wants|agreed|offered|intended) to (?:exchange|swap|trade|release|free|hand over|give up) (?P<give>{_SOME})(?P<aside>{_ASIDE}) {_FOR} (?P<get>{_SOME})", "only wanted to exchange X for Y"),
    (rf"{_PARTY},?{_ASIDE} (?:would|will|could) (?:only )?(?:release|free|hand over|give up|exchange|swap|part with|let go of) (?P<give>{_SOME}){_ASIDE} only {_FOR} {_RELEASE_OF}(?P<get>{_SOME})", "would release X only for Y"),
    (rf"{_PARTY},?{_ASIDE} would only (?:release|free|hand over|give up|exchange|swap|part with|let go of) (?P<give>{_SOME}){_ASIDE} {_FOR} {_RELEASE_OF}(?P<get>{_SOME})", "would only release X for Y"),
    (rf"{_PARTY},?{_ASIDE} (?:has |have |had |is |are |was )?(?:repeatedly |openly |publicly |also )?(?:demanded|demands|demanding|insisted on|insists on|insisting on) {_RELEASE_OF}(?P<get>{_SOME}){_ASIDE} in (?:return|exchange) for {_RELEASE_OF}(?P<give>{_SOME})", "demanded Y in return for X"),
    (rf"{_PARTY},?{_ASIDE} (?:will|would|can|could) only {_GIVE_PERSON}{_ASIDE} (?:if|when|once|after) {_GETS}", "would only release X if Y is freed"),
    (rf"{_PARTY},?{_ASIDE} (?:will|would|can|could|is|are)(?: not)?(?: only)?(?: willing to| ready to)? (?:release|free|hand over|give up) (?P<give>{_SOME}){_ASIDE} (?:only )?(?:in exchange for |in return for |for |unless (?:it|they|we) (?:gets?|got) )at least (?P<number>\d+|[a-z]+) (?:of (?:its|their|our) )?(?P<get>[a-z]+ )*(?:held|jailed|imprisoned|detained) (?:in|by) (?P<holder>[A-Z][\w ]+)", "would release X only for at least so many"),
]  # fmt: skip
_EN_NEVER = [
    (rf"(?P<give>{_SOME}){_ASIDE} (?:must|would|will|can|could|should|may|is|are) (?:never|not under any circumstances|under no circumstances)(?: to)?(?: ever)? be (?:sent|handed(?: over)?|extradited|returned|deported|transferred|flown|surrendered|given up|released|freed|set free)(?: (?:back )?to (?P<place>(?:the )?[A-Z][\w]*(?: [A-Z]\w+)*))?", "X must never be sent to Z"),
    (rf"{_PARTY},?{_ASIDE} (?:will|would|shall|can|could) (?:never|under no circumstances)(?: agree to)? (?:releas|free|hand over|giv|extradit|send|let go of|return|surrender)(?:e|ing)?(?: up)? (?P<give>{_SOME})(?! (?:without|unless|until|before))(?: to (?P<place>(?:the )?[A-Z][\w]*(?: [A-Z]\w+)*))?", "will never free X"),
]  # fmt: skip

_DE_GIVE = r"(?:frei(?:lassen|zulassen|lässt|ließe|geben|zugeben)|aus(?:liefern|zuliefern|tauschen|zutauschen)|über(?:geben|stellen)|gehen lassen|entlassen|herausgeben)"
_DE_COMES = r"(?:frei(?:kommt|käme|kam|gelassen (?:wird|werde|würde|ist|sei))|(?:frei|ausgeliefert|übergeben|entlassen|überstellt) (?:wird|werde|würde|ist|sei|kommt)|heimkehrt|zurückkehrt|nach Hause (?:kommt|darf))"
_DE_PARTY = r"(?P<party>(?:[Dd]ie |[Dd]as |[Dd]er )?[A-ZÄÖÜ][\w-]*(?: (?:des|der|von|[A-ZÄÖÜ][\w-]*))*|[Ww]ir|[Ss]ie|[Ee]s|[Mm]an)"
_DE = [
    (rf"{_DE_PARTY} (?:\w+ )?(?P<give>{_SOME}|ihn|sie) nur (?:dann )?{_DE_GIVE} (?:will|wolle|werde|wird|würde|lassen will), wenn (?P<get>{_SOME}) {_DE_COMES}", "wolle X nur freilassen, wenn Y freikommt"),
    (rf"{_DE_PARTY} (?:werde|wird|würde|will|wolle|wollen|werden) (?P<give>{_SOME}|ihn|sie) (?:nur|erst)(?: dann)? {_DE_GIVE}, wenn (?P<get>{_SOME}) {_DE_COMES}", "werde X nur freilassen, wenn Y freikommt"),
    (rf"{_DE_PARTY} (?:werde|wird|würde|will|wolle|wollen|werden) (?P<give>{_SOME}) nicht {_DE_GIVE}, (?:solange|bevor|bis|wenn|ehe)(?: nicht)? (?:auch )?(?P<get>{_SOME}) (?:nicht )?(?:auch )?(?:{_DE_COMES}|in Haft (?:ist|bleibt|sitzt|sei|bleibe))", "werde X nicht freilassen, solange Y in Haft ist"),
    (rf"(?P<give>{_SOME}) (?:komme|kommt|käme|dürfe|darf|werde|wird) (?:nur|erst)(?: dann)? (?:frei|gehen|ausreisen|freigelassen|freikommen|entlassen), wenn (?:auch )?(?P<get>{_SOME}) {_DE_COMES}", "X komme nur frei, wenn Y freikommt"),
    (rf"{_DE_PARTY} (?:sei|ist|war|zeige sich|zeigte sich) nur (?:dann )?(?:dazu )?bereit, (?:über )?(?P<give>{_SOME}) (?:nur )?(?:im (?:Austausch|Tausch|Gegenzug) )?(?:für|gegen) (?P<get>{_SOME})", "nur bereit, X für Y freizulassen"),
    (rf"{_DE_PARTY} (?:fordert|forderte|verlangt|verlangte|fordere|verlange) (?:im (?:Gegenzug|Austausch|Tausch) )?für (?:die (?:Freilassung|Auslieferung|Übergabe) (?:von )?)?(?P<give>{_SOME}) (?:die (?:Freilassung|Auslieferung|Übergabe) (?:von )?)?(?P<get>{_SOME})", "verlangt für X die Freilassung von Y"),
]  # fmt: skip
_DE_NEVER = [
    (rf"{_DE_PARTY} (?:werde|wird|würde|will|wolle|werden) (?P<give>{_SOME}) (?:niemals|nie|unter keinen Umständen) (?:(?:an|nach) (?:die )?(?P<place>[A-ZÄÖÜ]\w+) )?{_DE_GIVE}", "werde X niemals freilassen"),
    (rf"(?P<give>{_SOME}) (?:dürfe|darf|werde|wird) (?:niemals|nie|unter keinen Umständen) (?:(?:an|nach|in) (?:die )?(?P<place>[A-ZÄÖÜ]\w+) )?(?:ausgeliefert|freigelassen|überstellt|übergeben|freikommen|gebracht)", "X dürfe niemals ausgeliefert werden"),
]  # fmt: skip

_RU_FREE = r"(?:освобод\w+|отпуст\w+|выда\w+|верн\w+|переда\w+|отда\w+|обменя\w+)"
_RU_PARTY = r"(?P<party>[А-ЯЁ«][\w» «-]*?|[Мм]ы|[Оо]н[аи]?)"
_RU = [
    (rf"(?P<give>{_SOME}) (?:отпустят|освободят|вернут|выдадут|передадут|отдадут)(?: домой)?, только (?:если|когда|после того,? как) (?:освободят|отпустят|выдадут|вернут|передадут) (?P<get>{_SOME})", "X отпустят, только если освободят Y"),
    (rf"{_RU_PARTY} (?:готов\w* )?{_RU_FREE} (?P<give>{_SOME})(?:,)? (?:только|лишь) (?:если|когда|в том случае,? если|при условии,? что|после того,? как) (?:\w+ )?{_RU_FREE} (?P<get>{_SOME})", "освободит X, только если освободят Y"),
    (rf"{_RU_PARTY} не (?:\w+ )?{_RU_FREE} (?P<give>{_SOME}), (?:пока|если|до тех пор,? пока) (?:не )?(?:\w+ )?{_RU_FREE} (?P<get>{_SOME})", "не отпустит X, пока не освободят Y"),
    (rf"{_RU_PARTY} (?:потребовал\w*|требует|требуют|требовал\w*)(?: освободить| выдать| вернуть)? (?P<get>{_SOME}) (?:в обмен на|взамен|за) (?P<give>{_SOME})", "требует Y в обмен на X"),
    (rf"{_RU_PARTY} (?:готов\w*|соглас\w*) (?:\w+ )?(?:обменять|отдать|освободить|обсуждать|отпустить) (?P<give>{_SOME}) (?:только|лишь) (?:на|за|в обмен на) (?P<get>{_SOME})", "готова обменять X только на Y"),
]  # fmt: skip
_RU_NEVER = [
    (rf"{_RU_PARTY} никогда не {_RU_FREE} (?P<give>{_SOME})(?: (?P<place>[А-ЯЁ]\w+))?", "никогда не выдаст X"),
]


def _compiled(pairs: list[tuple[str, str]], *, never: bool = False) -> list[Pattern]:
    result = []
    for text, why in pairs:
        swapped = _wanted_first if "(?P<aside>" in text else None
        result.append(Pattern(re.compile(text), f"told as a demand: {why}", never, swapped))
    return result


PATTERNS: Mapping[str, list[Pattern]] = {
    "en": _compiled(_EN) + _compiled(_EN_NEVER, never=True),
    "de": _compiled(_DE) + _compiled(_DE_NEVER, never=True),
    "ru": _compiled(_RU) + _compiled(_RU_NEVER, never=True),
}
DOUBT: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:suppose|supposing|imagine|perhaps|maybe|might|would have|could have|should have|what if|whether|denie[sd]|deny|denying|rejected|"
        r"dismissed|rumou?rs?|rumou?red|speculat\w+|analysts?|observers|critics|experts?|commentators?|believe[sd]?|thinks?|thought that|"
        r"presumably|probably|possibly|apparently|unclear|never said|not (?:said|say|demanded|asked)|no longer|contrary to|false|wrongly|"
        r"hypothetical\w*|in theory|if ever)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:vielleicht|womöglich|angenommen|vermutlich|wahrscheinlich|offenbar|angeblich|Gerüchte?|spekulier\w+|Analysten|Beobachter|Experten|"
        r"bestritt|bestreitet|dementiert\w*|wies zurück|ob|könnte|hätte|glaub\w+|nicht gefordert|Kritiker)\b"
    ),
    "ru": re.compile(
        r"(?:возможно|вероятно|может быть|якобы|предполож\w+|слух\w*|аналитик\w*|эксперт\w*|наблюдател\w*|опроверг\w*|отрица\w+|\bли\b|\bбы\b|"
        r"предполага\w+|считают)",
        re.IGNORECASE,
    ),
}  # fmt: skip
DOUBTED_SPEAKER: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"analyst|expert|observer|critic|columnist|historian|professor|rumou?r|commentator|researcher|scholar", re.IGNORECASE),
    "de": re.compile(r"Analyst|Experte|Beobachter|Kritiker|Historiker|Professor|Forscher", re.IGNORECASE),
    "ru": re.compile(r"аналитик|эксперт|наблюдател|критик|историк|профессор|политолог", re.IGNORECASE),
}  # fmt: skip
