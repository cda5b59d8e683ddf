"""Facts about people in German sentences."""

from __future__ import annotations

import re

from glienicke.reports.facts_pattern import LIST, Rule, Rules

_TITLE = r"(?:(?:der|die|den|dem|des|ein|eine|einen|einem|einer) )?(?:[a-zäöüß-]+(?:e|en|er|em|es) ){0,2}[A-ZÄÖÜ][\w-]+"
_WHO = rf"(?P<who>{LIST('und|sowie', _TITLE)})"
_ONE = r"(?<!\ban )(?<!\bvon )(?<!\bmit )(?<!\bgegen )(?<![\ue000-\uf8ff])(?P<who>[\ue000-\uf8ff]+)"
_GAP = r"(?:[^.;:\ue000-\uf8ff]|(?<=\d)\.){0,140}?"
_FREED = r"(?:freigelassen|freigekommen|entlassen|übergeben|überstellt|ausgetauscht|ausgeflogen|freigegeben|begnadigt und freigelassen|heimgekehrt|zurückgekehrt)"
_NUM = r"(?:\d+|einem|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|zwanzig|\w*zehn|\w*zig|viereinhalb|\w+einhalb)"
_TERM = rf"(?P<s>{_NUM} Jahren?(?: und {_NUM} Monaten?)?|{_NUM} Monaten?|lebenslange\w*(?: \w+)?|lebenslang|zum Tode?|Tode?)"
_C = r"(?P<c>[A-ZÄÖÜ][\wäöüß-]+(?: [A-ZÄÖÜ][\wäöüß-]+)?)"
_PEOPLE = r"(?:Staatsbürgerschaft|Staatsangehörigkeit|Pass|Pässe)"
_ROLE = (
    r"(?:Staatsbürger|Staatsbürgerin|Staatsangehörige\w*|Bürger|Bürgerin|Journalist\w*|Reporter\w*|Ingenieur\w*|Arzt|Ärztin|Arztes|"
    r"Student\w*|Tourist\w*|Kapitän|Soldat\w*|Pilot\w*|Dichter\w*|Künstler\w*|Aktivist\w*|Politiker\w*|Unternehmer\w*|"
    r"Geschäftsmann|Agent\w*|Spion\w*|Mörder|Entwicklungshelfer\w*|Forscher\w*|Wissenschaftler\w*|Techniker\w*|Lehrer\w*|"
    r"Waffenhändler\w*|Häftling|Gefangene\w*|Basketballerin|Sanitäter\w*|Musiker\w*|Geologe\w*|Händler\w*|Kurier)"
)
_ADJ = r"(?P<c>[a-zäöüß]+(?:-[a-zäöüß]+)?isch(?:e|en|er|em|es)?|deutsch(?:e|en|er|em|es)?|(?:[a-zäöüß]+isch|deutsch)-[a-zäöüß]+(?:isch|deutsch)(?:e|en|er|em|es)?)"


def _rule(property: str, why: str, pattern: str, value: str = "", *, sure: bool = False, loose: bool = False) -> Rule:
    return Rule(property, why, re.compile(pattern), value, sure, loose)


_STATE = (
    _rule(
        "state",
        "laut Text freigekommen",
        rf"{_WHO}(?:,[^,.;]{{2,70}},)? (?:wurden?|sind|ist|war|waren)\b(?! nicht)[^.;:]{{0,70}}? {_FREED}\b",
        "free",
    ),
    _rule(
        "state",
        "laut Text freigelassen",
        rf"\b(?:hat|haben|hatte|hatten)\b[^.;:\ue000-\uf8ff]{{0,50}}? ?{_WHO}[^.;:]{{0,60}}? {_FREED}\b",
        "free",
    ),
    _rule(
        "state",
        "laut Text freigelassen",
        rf"\b(?:ließ|ließen|lässt|lassen|gab|gaben)\b[^.;:\ue000-\uf8ff]{{0,50}}? ?{_WHO}[^.;:]{{0,50}}? (?:frei|gehen|ausreisen)\b",
        "free",
    ),
    _rule(
        "state",
        "laut Text frei",
        rf"{_WHO}(?:,[^,.;]{{2,70}},)? (?:ist|sind|kam|kamen|kehrte|kehrten)\b[^.;:\ue000-\uf8ff]{{0,40}}? (?:frei|heim|zurück|nach Hause)\b",
        "free",
    ),
    _rule(
        "state",
        "laut Text frei",
        rf"\b(?:kam|kamen|kommt) (?:auch |dafür |im Gegenzug )?{_WHO}[^.;:\ue000-\uf8ff]{{0,20}} frei\b",
        "free",
    ),
    _rule(
        "state",
        "laut Text übergeben",
        rf"\b(?:übergab|übergaben|entließ|entließen|überstellte|überstellten)\b[^.;:\ue000-\uf8ff]{{0,50}}? ?{_WHO}",
        "free",
    ),
    _rule(
        "state",
        "laut Text tot",
        rf"{_ONE}{_GAP}\b(?:starb|ist tot|wurde getötet|wurde ermordet|wurde erschossen|wurde hingerichtet|ist gestorben|kam ums Leben)\b",
        "dead",
    ),
    _rule(
        "state",
        "laut Text getötet",
        rf"\b(?:Mord(?:es)?|Ermordung|Tötung|Tod(?:es)?|Hinrichtung) (?:an |von )?(?:dem |der )?(?:[A-ZÄÖÜ]\w+ )?{_ONE}",
        "dead",
        sure=True,
    ),
)
_HELD = (
    _rule(
        "held_by",
        "in Haft in",
        rf"{_ONE}{_GAP}\bin {_C} (?:in (?:Haft|Untersuchungshaft|Gefangenschaft)|inhaftiert|festgehalten|im Gefängnis|gefangen)",
    ),
    _rule(
        "held_by",
        "in jemandes Haft",
        rf"{_ONE}{_GAP}\bin (?P<c>[a-zäöüß]+isch(?:er|en|em)) (?:\w+ )?(?:Haft|Untersuchungshaft|Gefangenschaft|Gefängnis\w*|Straflager\w*|Lagerhaft)",
    ),
    _rule(
        "held_by",
        "festgehalten von",
        rf"{_ONE}{_GAP}\bvon (?:der |den |dem )?{_C} (?:festgehalten|gefangen gehalten|entführt|freigelassen|inhaftiert)",
        loose=True,
    ),
    _rule(
        "held_by",
        "wer freilässt, hielt fest",
        rf"(?:^|[“„\"] ?|, )(?:Dafür |Im Gegenzug |Außerdem )?{_C} (?:ließ|lässt|hat|hatte|übergab|entließ)\b[^.;:\ue000-\uf8ff]{{0,40}}? ?{_WHO}[^.;:]{{0,50}}?(?: (?:frei|gehen|freigelassen|übergeben|ausreisen)\b|(?<=[\ue000-\uf8ff])(?=[,.]))",
        loose=True,
    ),
)
_SENTENCE = (
    _rule(
        "sentence",
        "verurteilt zu",
        rf"{_ONE}{_GAP}\bzu (?:einer Freiheitsstrafe von |einer Haftstrafe von |einer )?{_TERM}[^.;\ue000-\uf8ff]{{0,40}}? verurteilt",
    ),
    _rule(
        "sentence",
        "verurteilt zu",
        rf"\bverurteilte {_ONE}{_GAP}\bzu(?:m)? (?:einer Freiheitsstrafe von |einer )?{_TERM}",
    ),
    _rule("sentence", "verurteilt zum Tode", rf"{_ONE}{_GAP}\b(?P<s>zum Tode) verurteilt"),
    _rule("sentence", "zu einer Strafe", rf"{_ONE}{_GAP}\bzu einer Freiheitsstrafe von {_TERM}"),
    _rule(
        "sentence",
        "verbüßt",
        rf"{_ONE}{_GAP}\b(?:eine |seine |ihre )?(?P<s>lebenslange\w*|{_NUM}jährige\w*) (?:Freiheitsstrafe|Haftstrafe|Strafe|Haft)",
    ),
    _rule("sentence", "verbüßt", rf"{_ONE}{_GAP}\b(?:Strafe|Freiheitsstrafe|Haftstrafe) von {_TERM}"),
)
_CHARGE = (
    _rule("charge", "wegen", rf"{_ONE}{_GAP}\bwegen (?P<x>[^.;,\ue000-\uf8ff]{{3,70}})"),
    _rule(
        "charge",
        "wegen",
        rf"\bwegen (?P<x>[^.;,\ue000-\uf8ff]{{3,50}}?) (?:verurteilte|angeklagte|inhaftierte) (?:[A-ZÄÖÜ]\w+ )?{_ONE}",
    ),
    _rule("charge", "vorgeworfen", rf"{_ONE}{_GAP}\bwurde (?P<x>[A-ZÄÖÜ]\w+(?: und [A-ZÄÖÜ]\w+)?) vorgeworfen"),
)
_CITIZEN = (
    _rule("citizen_of", "nach dem Adjektiv", rf"\b{_ADJ} (?:[a-zäöüß]+(?:e|en|er) )?{_ROLE} {_ONE}", sure=True),
    _rule(
        "citizen_of",
        "mit Pass",
        rf"{_ONE}{_GAP}\b(?:hat|besitzt|hatte|besaß|mit)\b[^.;\ue000-\uf8ff]{{0,12}}?(?P<c>[a-zäöüß]+e[nr]?(?: und (?:einen |die )?[a-zäöüß]+e[nr]?)?) {_PEOPLE}",
        sure=True,
    ),
    _rule(
        "citizen_of",
        "ist",
        rf"{_ONE}(?:,[^.;\ue000-\uf8ff]{{0,60}},)? ist (?P<c>[A-ZÄÖÜ][a-zäöüß]+(?: und [A-ZÄÖÜ][a-zäöüß]+)?)(?=[.,])",
        sure=True,
    ),
    _rule(
        "citizen_of", "der Deutsche", rf"\b(?:[Dd]er|[Dd]ie|[Dd]en|[Dd]em) (?P<c>[A-ZÄÖÜ][a-zäöüß]+) {_ONE}", sure=True
    ),
)
GERMAN = Rules(
    (*_STATE, *_HELD, *_SENTENCE, *_CHARGE, *_CITIZEN),
    re.compile(r"(?P<who>Er|Sie|D(?:er|ie) [A-ZÄÖÜ][a-zäöüß]+(?= (?:war|ist|sitzt|saß|wurde|hat|hatte)))\b"),
    re.compile(r"(?P<who>\b(?:ihn|ihm|er)\b)"),
    re.compile(
        r"\b(?:würde\w*|könnte\w*|sollte\w*|soll|sollen|solle|wolle\w*|will|wollen|wenn|falls|sofern|nicht|nie|kein\w*|forder\w+|"
        r"verlang\w+|hoff\w+|erwart\w+|bevor|bis|ob|darf|dürfe\w*|möchte\w*|plan\w+|biet\w+|angeblich|weiger\w+|bitte\w*|"
        r"sei|seien|habe|hätte\w*|wäre\w*|werde|werden|ohne|noch nicht|statt|fast|beinahe|dementier\w+|bestritt\w*)\b",
        re.IGNORECASE,
    ),
)
