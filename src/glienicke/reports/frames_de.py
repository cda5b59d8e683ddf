"""The clauses of saying in a German sentence: "„…“, sagte X", "X erklärte, dass …", "nach Angaben von X …", "X
zufolge".

A sentence in the subjunctive that has no verb of saying goes on with what was said before ("Er sei am Montag abgeholt
worden.").
"""

from __future__ import annotations

import re

from glienicke.reports.frames import Frame, Words, content, extent
from glienicke.reports.frames_de_after import words_after, words_before
from glienicke.reports.frames_de_by import as_said, back, by_source, cited, it_says, so
from glienicke.reports.german import Tokens, auxiliary, clause_start, is_a, is_clause, particle, subject_after
from glienicke.reports.listed import listed


def frames(some: Tokens) -> list[Frame]:
    """The outermost clauses of saying in a sentence, in order."""
    for look in (by_source, so, back, it_says):
        found = look(some)
        if found is not None:
            return [found]
    for at in _verbs(some):
        found = _at_verb(some, at)
        if found is not None:
            return [found]
    found = as_said(some) or _colon(some) or _subjunctive(some)
    return [found] if found is not None else []


def _verbs(some: Tokens) -> list[int]:
    """Where verbs of saying stand: alone, with their particle, or as participles after "hat"."""
    result = []
    for at, token in enumerate(some):
        if token.kind != "word" or (token.capital and at > 0):
            continue
        if (
            token.low in listed("speech", "de", "say")
            or token.low in listed("speech", "de", "quote")
            or particle(some, at) is not None
        ) or (token.low in listed("speech", "de", "participle") and auxiliary(some, at) is not None):
            result.append(at)
    return result


def _at_verb(some: Tokens, at: int) -> Frame | None:
    """The clause of saying with the verb at a place: its words before or after it."""
    participle = some[at].low in listed("speech", "de", "participle") and some[at].low not in listed(
        "speech", "de", "say"
    )
    start = clause_start(some, at - 1) if at else 0
    verb = auxiliary(some, at) if participle else at
    if verb is not None and verb == start and start > 1 and some[start - 1].text == ",":
        start = _apposed(some, start)
    if verb is None or any(
        token.low in ("nicht", "nie", "niemals", "kein", "weder", "wollte", "wenn", "ob")
        for token in some[verb : at + 3]
    ):
        return None
    before = some[: start - 1] if start and some[start - 1].text in ",;—–-" else some[:start]
    first = verb == start
    source = subject_after(some, verb + 1) if first or not _subject_before(some, start, verb) else (start, verb)
    if source is None:
        return None
    stop = max(source[1], at + 1)
    place = particle(some, at)
    stop = max(stop, place + 1) if place is not None else stop
    after, ahead = words_after(some, stop, few=2 if some[at].low in listed("speech", "de", "quote") else 3)
    quote_only = some[at].low in listed("speech", "de", "quote")
    words: list[Words] = []
    if after is not None and after.direct and before and before[-1].kind != "quote":
        before = ()
    if (first and before and (before[-1].kind == "quote" or (not quote_only and is_clause(before)))) or (
        before and before[-1].kind == "quote"
    ):
        words += words_before(before)
    if after is not None and not (quote_only and not after.direct):
        words.append(after)
    if not words and not ahead:
        return None
    origin = cited(some[stop:])
    if origin is not None:
        return Frame(origin, some[at].low, tuple(words), "by", ahead=ahead, through=extent(some[source[0] : source[1]]))
    return Frame(extent(some[source[0] : source[1]]), some[at].low, tuple(words), ahead=ahead)


def _apposed(some: Tokens, start: int) -> int:
    """ "Der Verteidiger, Rechtsanwalt Jonas Berg, kündigte an": the subject begins before its apposition."""
    edge = clause_start(some, start - 2)
    relative = some[edge].low in ("der", "die", "das", "dem", "den", "deren", "dessen")
    if edge < 2 or some[edge - 1].text != "," or (is_clause(some[edge : start - 1]) and not relative):
        return start
    first = clause_start(some, edge - 2)
    lead = some[first : edge - 1]
    plain = lead and lead[-1].capital and not is_clause(lead) and (lead[0].capital or is_a("determiner", lead[0]))
    return first if plain and len(lead) < 9 else start


def _subject_before(some: Tokens, start: int, verb: int) -> bool:
    """Whether the verb's subject stands before it, and not an adverb or "am Montag"."""
    lead = [token for token in some[start:verb] if token.kind == "word"]
    if (
        not lead
        or is_a("preposition", lead[0])
        or all(is_a("time", token) for token in lead)
        or (len(lead) == 1 and lead[0].low in ("das", "dies"))
        or lead[0].low in ("darüber", "so", "wie")
    ):
        return False
    return (
        lead[0].capital
        or is_a("determiner", lead[0])
        or is_a("pronoun", lead[0])
        or lead[0].low in ("und", "aber", "doch")
    )


def _colon(some: Tokens) -> Frame | None:
    """ "X: „…“" at the head of a line."""
    for at in range(1, len(some) - 1):
        if some[at].text == ":" and some[at + 1].kind == "quote" and at < 12:
            words = content(some[at + 1 :])
            end = next((n for n in range(at) if some[n].text == ","), at)
            return Frame(extent(some[:end]), "", (words,), "label") if words and some[0].kind == "word" else None
    return None


def _subjunctive(some: Tokens) -> Frame | None:
    """A main clause in the subjunctive: whoever spoke before goes on."""
    plain = [token for token in some if token.kind == "word"]
    first = next((n for n, token in enumerate(plain[:9]) if is_a("subjunctive", token) or is_a("finite", token)), None)
    if (
        first is None
        or not is_a("subjunctive", plain[first])
        or plain[first].low in _UNSURE
        or (plain and is_a("subordinator", plain[0]))
    ):
        return None
    words = content(some)
    return Frame(None, "", (words,), "goes on") if words and some[-1].text != "?" else None


_UNSURE = frozenset(
    re.split(
        " ",
        "hätte hätten wäre wären würde würden könnten könnte müssten müsste sollte sollten werden haben dürfte dürften "
        "blieben ließen bitte danke folge reise suche führe stelle",
    )
)
"""Forms that are no reported speech by themselves: they stand in main clauses of every kind, or are nouns."""
