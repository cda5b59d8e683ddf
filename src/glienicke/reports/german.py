"""German phrases among tokens: where a clause begins and ends, who does what a verb says."""

from __future__ import annotations

from collections.abc import Sequence

from glienicke.reports.listed import listed
from glienicke.reports.tokens import Token

Tokens = Sequence[Token]


def is_a(title: str, token: Token) -> bool:
    """Whether a word is in one of the lists of words/grammar.de.txt."""
    return token.kind == "word" and token.low in listed("grammar", "de", title)


def clause_end(some: Tokens, at: int) -> int:
    """The next mark or quotation from a place on."""
    return next((n for n in range(at, len(some)) if some[n].kind == "quote" or some[n].text in ",;:.—–-!?"), len(some))


def clause_start(some: Tokens, at: int) -> int:
    """The first token after the last mark or quotation before a place."""
    return next((n + 1 for n in range(at, -1, -1) if some[n].kind == "quote" or some[n].text in ",;:—–!?"), 0)


def is_clause(some: Tokens) -> bool:
    """Whether there is a verb among the tokens."""
    return len(some) > 2 and any(
        is_a("finite", token) or is_a("subjunctive", token) or token.low.endswith(("te", "ten")) for token in some
    )


def noun_ahead(some: Tokens, at: int) -> bool:
    """Whether an adjective leads to a noun: a small word that is followed by a capital within two words."""
    for token in some[at : at + 3]:
        if token.kind != "word" or is_a("preposition", token) or is_a("determiner", token):
            return False
        if token.capital:
            return True
    return False


def _office(some: Tokens, at: int) -> bool:
    """ "der" after a noun begins a genitive ("die Leiterin der Anstalt") if the word before is no name that speaks to
    somebody.
    """
    return some[at - 1].capital and at >= 2 and (is_a("determiner", some[at - 2]) or not some[at - 2].capital)


def _past_preposition(some: Tokens, at: int) -> int:
    """Past "in Wien", "am Dienstag", "nach dem Treffen" between a verb and its subject."""
    while at < len(some) and (is_a("preposition", some[at]) or is_a("time", some[at])):
        at += 1
        while at < len(some) and some[at].kind == "word" and not some[at].capital:
            at += 1
        at += 1
    return at


def subject_after(some: Tokens, start: int) -> tuple[int, int] | None:
    """The phrase after a verb that names who speaks: up to a preposition, a word of time or a second noun phrase."""
    at = start
    while at < len(some) and (is_a("time", some[at]) or some[at].low in ("sich", "es")):
        at += 1
    if at < len(some) and is_a("preposition", some[at]):
        at = _past_preposition(some, at)
    if at >= len(some) or some[at].kind != "word":
        return None
    first = at
    if is_a("pronoun", some[at]) and not (
        is_a("determiner", some[at]) and at + 1 < len(some) and some[at + 1].kind == "word" and noun_ahead(some, at + 1)
    ):
        return (at, at + 1)
    at += 1
    while at < len(some) and some[at].kind == "word":
        token = some[at]
        if (is_a("preposition", token) and token.low not in ("von", "für")) or is_a("time", token):
            break
        if is_a("determiner", token) and (token.low not in ("der", "des") or not _office(some, at)):
            break
        if not token.capital and not is_a("determiner", token) and not noun_ahead(some, at):
            break
        at += 1
    if at < len(some) and some[at].text == ",":
        end = clause_end(some, at + 1)
        apposition = some[at + 1 : end]
        closed = end >= len(some) or some[end].text in ",.:"
        if (
            apposition
            and closed
            and apposition[-1].capital
            and not is_clause(apposition)
            and not is_a("subordinator", apposition[0])
            and len(apposition) < 7
        ):
            at = end
    return (first, at)


def source_end(some: Tokens, start: int) -> int:
    """Past the phrase after "laut": articles, adjectives before a noun, nouns, a genitive, a name."""
    at = start
    while at < len(some) and some[at].kind == "word":
        token = some[at]
        if (
            token.capital
            or (
                is_a("determiner", token)
                and (
                    at == start
                    or (token.low in ("des", "der", "seines", "ihres", "seiner", "ihrer") and some[at - 1].capital)
                )
            )
            or (noun_ahead(some, at) and (at == start or not some[at - 1].capital))
            or (token.low in ("und", "von", "für") and at > start and at + 1 < len(some) and some[at + 1].capital)
        ):
            at += 1
        else:
            break
        if at < len(some) and is_a("determiner", some[at]) and some[at].low == "der" and is_a("finite", some[at - 1]):
            break
    return at


def particle(some: Tokens, at: int) -> int | None:
    """Where the particle of a verb in two parts stands ("teilte … mit")."""
    for entry in listed("speech", "de", "particle"):
        words = entry.split()
        if some[at].low == words[0]:
            for place in range(at + 1, min(len(some), at + 22)):
                if some[place].low == words[-1] and some[place].kind == "word" and _closes(some, place):
                    return place
    return None


def _closes(some: Tokens, place: int) -> bool:
    return place + 1 >= len(some) or some[place + 1].kind != "word" or some[place + 1].low in ("und", "sowie")


def auxiliary(some: Tokens, at: int) -> int | None:
    """Where the "hat" of a participle stands, if it has one."""
    return next(
        (n for n in range(at - 1, max(-1, at - 14), -1) if some[n].low in ("hat", "hatte", "haben", "hatten", "habe")),
        None,
    )
