"""Facts about people in English sentences."""

from __future__ import annotations

import re

from glienicke.reports.facts_pattern import APPOSED, LIST, Rule, Rules

_TITLE = r"(?:the |an? |its |his |her |their )?(?:[A-Za-z][\w’'-]+ ){0,4}?[a-z][\w’'-]+"
_WHO = rf"(?P<who>{LIST('and', _TITLE)})"
_ONE = r"(?<!\bof )(?<!\bby )(?<!\bwith )(?<!\bagainst )(?<!\bfrom )(?<!\babout )(?<![\ue000-\uf8ff])(?P<who>[\ue000-\uf8ff]+)(?![’']s)"
_C = r"(?P<c>(?:the )?[A-Z][\w’'-]*(?: (?:of )?[A-Z][\w’'-]*){0,3})"
_IN = r"(?P<c>(?:an? |the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)"
_BE = r"(?:was|were|had been|has been|have been|is|are)(?: (?:also|all|both|then|later|finally|each|\w+ly))?"
_FREED = (
    r"(?:released|freed|set free|handed over|exchanged|swapped|traded|flown home|flown out|let go|turned over|repatriated|"
    r"pardoned and released|pardoned and freed|returned home|sent home)"
)
_LOCKED = (
    r"(?:held|jailed|imprisoned|detained|incarcerated|kept|in (?:prison|jail|custody|detention)|behind bars|locked up)"
)
_NUM = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?|one)"
_TERM = (
    rf"(?P<s>{_NUM}(?: and a half)?[ -](?:years?|months?)(?:,? (?:and )?{_NUM} months?)?|life|death|"
    r"(?:a )?life (?:sentence|term|imprisonment)|the death penalty)"
)
_GAP = (
    r"(?:(?!\b(?:to(?! (?:\d|life|death|\w+ (?:years|months)))|whose|whom|other|two|three|several|agents|men|women|people|citizens|prisoners|sailors|soldiers)\b)"
    r"(?:[^.;:\ue000-\uf8ff]|(?<=\d)\.|(?<=\b[A-Z][a-z]{2})\.(?= \d))){0,160}?"
)
_ROLE = (
    r"(?:citizen|national|resident|journalist|reporter|photographer|engineer|doctor|nurse|surgeon|teacher|"
    r"student|tourist|sailor|skipper|master|captain|officer|soldier|pilot|driver|cook|poet|writer|author|artist|activist|"
    r"politician|lawyer|businessman|businesswoman|trader|banker|financier|dealer|smuggler|agent|spy|hacker|assassin|"
    r"aid worker|worker|academic|scholar|scientist|researcher|historian|geologist|priest|missionary|nun|monk|athlete|"
    r"player|singer|musician|translator|interpreter|fisherman|farmer|backpacker|diplomat|intelligence officer|man|woman|"
    r"father|mother|native|passport holder|blogger|dissident|veteran|marine|hitman|killer|mate|bosun|editor|surveyor)"
)
_DEM = r"[A-Z][a-z]+(?:[-–][A-Z][a-z]+| and [A-Z][a-z]+)?"


def _rule(property: str, why: str, pattern: str, value: str = "", *, sure: bool = False, loose: bool = False) -> Rule:
    return Rule(property, why, re.compile(pattern), value, sure, loose)


_STATE = (
    _rule("state", "said to have been released", rf"{_WHO}{APPOSED} {_BE} {_FREED}\b", "free"),
    _rule(
        "state",
        "somebody released them",
        r"\b(?:has |had |have )?(?:released|freed|let go of|handed over|gave up|turned over|set free|let) (?!only|after|before|when|if|in\b|on\b|by\b|from|to\b|with|for\b|as\b|that|and\b|at\b)"
        rf"{_WHO}(?! \w+ed\b)",
        "free",
    ),
    _rule(
        "state",
        "among those released",
        rf"[Aa]mong (?:those|the \w+(?: \w+)?) {_FREED}[^.;]{{0,40}}? (?:was|were|is|are) {_WHO}",
        "free",
    ),
    _rule(
        "state",
        "walked free or came home",
        rf"{_WHO}{APPOSED} (?:has |had |have )?(?:walked free|came home|returned home|flew home|is home|is free|are free|are home|was free|arrived home|stepped off the (?:plane|bus))",
        "free",
    ),
    _rule(
        "state",
        "after being released",
        rf"{_ONE}{APPOSED}{_GAP} after (?:being|having been) (?:released|freed|sprung|set free|let go)",
        "free",
    ),
    _rule("state", "whose release is told", rf"{_WHO}, who {_BE} {_FREED}\b", "free"),
    _rule(
        "state",
        "left in the exchange",
        rf"{_ONE}{APPOSED}{_GAP}\bleft on the (?:same|other) (?:plane|flight|bus|aircraft)",
        "free",
    ),
    _rule(
        "state",
        "said to have died",
        rf"{_WHO}{APPOSED} (?:has |had |have )?(?:died\b|been killed|been executed|was killed|were killed|was shot dead|was executed|was murdered|was found dead|is dead)",
        "dead",
    ),
    _rule(
        "state",
        "whose killing is told",
        rf"\b(?:murder|killing|assassination|death|shooting|execution) of {_WHO}",
        "dead",
        sure=True,
    ),
    _rule("state", "spoken of as dead", rf"\bthe late (?:[a-z]+ ){{0,2}}{_WHO}", "dead", sure=True),
)
_HELD = (
    _rule(
        "state",
        "released, too",
        rf"\b(?:released|freed|handed over)\b[^.;]{{0,200}}(?:,| and) {_WHO} by {_C}(?=[,.;]| and )",
        "free",
    ),
    _rule("held_by", "released by its holder", rf"{_WHO}{APPOSED} {_BE} {_FREED} by {_C}", loose=True),
    _rule("held_by", "released by its holder", rf"(?:,| and) {_WHO} by {_C}(?=[,.;]| and )", loose=True),
    _rule(
        "held_by",
        "released by its holder",
        rf"[Aa]mong (?:those|the \w+(?: \w+)?) {_FREED} by {_C} (?:was|were|is|are) {_WHO}",
        loose=True,
    ),
    _rule(
        "held_by",
        "the holder released them",
        rf"(?:^|[“\"] ?|, |; )(?:[Aa]nd |[Bb]ut |[Ii]n (?:return|exchange|turn),? )?{_C}(?:, for its part,)? (?:has |had )?(?:released|freed|let go of|handed over|gave up|turned over|set free|let) {_WHO}",
        loose=True,
    ),
    _rule("held_by", "held by", rf"{_ONE}{APPOSED}{_GAP}\b{_LOCKED} by {_C}", loose=True),
    _rule(
        "held_by",
        "held in a country's prison",
        rf"{_ONE}{APPOSED}{_GAP}\b(?:{_LOCKED}|serving[^.;]{{0,60}}?|spent[^.;]{{0,30}}?) in (?:an? |the )?{_IN} (?:\w+ )?(?:prison|jail|custody|detention|penal|labou?r|colony|camp|cell)",
    ),
    _rule("held_by", "held in a country", rf"{_ONE}{APPOSED}{_GAP}\b(?:{_LOCKED}|serving[^.;]{{0,60}}?) in {_IN}"),
    _rule(
        "held_by",
        "in a country's prison",
        rf"{_ONE}{APPOSED}{_GAP}\bin (?:an? |the )?(?P<c>[A-Z]\w+) (?:\w+ )?(?:prison|jail|custody|detention|penal colony)",
    ),
)
_SENTENCE = (
    _rule(
        "sentence",
        "sentenced to",
        rf"{_ONE}{APPOSED}{_GAP}\b(?:sentenced|condemned)\b[^.;\ue000-\uf8ff]{{0,50}}? to {_TERM}",
    ),
    _rule(
        "sentence",
        "serving a term",
        rf"{_ONE}{APPOSED}{_GAP}\b(?:serving|served|serves|given|got|received|handed|faces down) (?:an? |out )?(?:{_TERM}(?:[- ](?:prison|jail) (?:sentence|term)|[- ](?:sentence|term))?)",
    ),
    _rule(
        "sentence",
        "jailed for",
        rf"{_ONE}{APPOSED}{_GAP}\b(?:jailed|imprisoned|locked up|punished) (?:for|with) {_TERM}",
    ),
    _rule(
        "sentence",
        "with a term",
        rf"{_ONE}{APPOSED}{_GAP}\b(?:whose|with|under|facing) (?:an? )?{_TERM}[- ](?:prison |jail )?(?:sentence|term)",
    ),
)
_CHARGE = (
    _rule(
        "charge",
        "convicted or accused of",
        rf"{_ONE}{APPOSED}{_GAP}\b(?:convicted (?:\w+ (?:\w+ )?)?of|accused (?:\w+ )?of|guilty of|on (?:an? )?(?:charges?|suspicion) of|charged (?:\w+ )?with|convicted on (?:a )?charges? of) (?P<x>[^.;\ue000-\uf8ff]{{3,80}})",
    ),
    _rule(
        "charge",
        "a term for it",
        rf"{_ONE}{APPOSED}{_GAP}\b(?:sentence|years|life|term|prison|jail|jailed|imprisoned|sentenced|convicted|wanted|imprisonment|colony) for (?!\d|life|{_NUM}\b|the (?:first|last|past))(?P<x>[^.;\ue000-\uf8ff]{{3,80}})",
    ),
    _rule(
        "charge",
        "on a charge",
        rf"{_ONE}{APPOSED}{_GAP}\bon (?:an? )?(?P<x>[\w-]+(?: \w+)?) (?:charges?|counts?)\b(?! of)",
    ),
    _rule(
        "charge",
        "a sentence for it",
        rf"{_ONE}{APPOSED}{_GAP}\bpunished [^.;]{{0,60}}? for (?P<x>[^.;\ue000-\uf8ff]{{3,60}})",
    ),
)
_CITIZEN = (
    _rule("citizen_of", "called a citizen", rf"\b(?P<c>{_DEM}) (?:[a-z-]+ ){{0,2}}?(?:{_ROLE}),? {_ONE}", sure=True),
    _rule(
        "citizen_of",
        "called a citizen",
        rf"{_ONE},(?: \d{{2}},)? (?:an? |the )?(?:[a-z-]+ ){{0,2}}?(?P<c>{_DEM})(?: [a-z-]+){{0,2}}? {_ROLE}\b",
        sure=True,
    ),
    _rule(
        "citizen_of",
        "named by a people",
        rf"{_ONE},(?: \d{{2}},)? an? (?P<c>[A-Z][a-z]+)(?= (?:serving|held|jailed|imprisoned|convicted|detained|who|accused)|,)",
        sure=True,
    ),
    _rule(
        "citizen_of",
        "is a citizen",
        rf"{_ONE}{APPOSED} (?:is|was) an? (?:[a-z-]+ )?(?P<c>{_DEM}) (?:citizen|national|passport holder)",
        sure=True,
    ),
    _rule(
        "citizen_of",
        "holds a passport",
        rf"{_ONE}{APPOSED}{_GAP}\b(?:holds?|held|has|had|with|holding|carries|carried) (?:both |dual |an? )?(?P<c>{_DEM}) (?:citizenship|nationality|passports?)",
        sure=True,
    ),
    _rule(
        "citizen_of", "from a country", rf"\b(?:citizen|national) of (?P<c>[A-Z]\w+(?: [A-Z]\w+)?),? {_ONE}", sure=True
    ),
    _rule(
        "citizen_of",
        "a citizen of",
        rf"{_ONE}{APPOSED}{_GAP}\ba (?:citizen|national) of (?P<c>[A-Z]\w+(?: [A-Z]\w+)?(?: and [A-Z]\w+)?)",
        sure=True,
    ),
)
_DOUBT = re.compile(
    r"\b(?:suppos\w+|imagine|would|could|may|might|should|if|unless|until|not|never|no longer|nobody|refus\w+|demand\w*|want\w*|call(?:ed|s|ing)? "
    r"(?:for|on)|urg\w+|hop(?:e|ed|es|ing)|expect\w*|plan(?:s|ned|ning)?|to be|will|due to|about to|is to|are to|was to|were to|"
    r"seek\w*|offer\w*|propos\w+|consider\w*|whether|den(?:y|ies|ied)|reject\w*|before being|almost|nearly|ask(?:ed)? for|"
    r"pray\w*|wait\w* for|demanding|in return for|in exchange for|fail\w*|without|can|shall|promis\w+|possible|rumou?rs?)\b",
    re.IGNORECASE,
)
ENGLISH = Rules(
    (*_STATE, *_HELD, *_SENTENCE, *_CHARGE, *_CITIZEN),
    re.compile(r"(?P<who>He|She|The [A-Z][a-z]+(?= (?:was|is|has|had|sits|sat|served|spent|left)))\b"),
    re.compile(r"(?P<who>\b(?:him|he|she)\b)"),
    _DOUBT,
)
