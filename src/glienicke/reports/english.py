"""English phrases among tokens: what is a verb, where a noun phrase ends, who does what a verb says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glienicke.reports.frames import Verb
from glienicke.reports.listed import listed
from glienicke.reports.tokens import Token

Tokens = Sequence[Token]


_NO_ADVERB = frozenset(
    (
        "family",
        "ally",
        "supply",
        "reply",
        "rally",
        "assembly",
        "bully",
        "monopoly",
        "elderly",
        "friendly",
        "deadly",
        "likely",
    )
)


def is_ly(token: Token) -> bool:
    """Whether a word is an adverb by its ending."""
    return token.kind == "word" and token.low.endswith("ly") and not token.capital and token.low not in _NO_ADVERB


def is_a(title: str, token: Token) -> bool:
    """Whether a word is in one of the lists of words/grammar.en.txt."""
    return token.kind == "word" and token.low in listed("grammar", "en", title)


def past(token: Token) -> bool:
    """Whether a word may be a verb in the past."""
    return token.kind == "word" and (
        is_a("past", token) or (token.low.endswith("ed") and len(token.low) > 3 and not token.capital)
    )


_NOMINATIVE = frozenset(("he", "she", "they", "we", "i", "who", "nobody", "everybody", "everyone", "somebody"))


def finite(some: Tokens, at: int) -> bool:
    """Whether the token at a place is a verb that is no infinitive, as far as form and neighbours tell."""
    token = some[at]
    if is_a("auxiliary", token) or is_a("past", token):
        return True
    if (
        at
        and token.kind == "word"
        and some[at - 1].low in _NOMINATIVE
        and not is_a("preposition", token)
        and token.low != "that"
    ):
        return True
    if token.kind == "word" and token.low.endswith("ed") and not token.capital and len(token.low) > 3:
        return at > 0 and (not is_a("determiner", some[at - 1]) or some[at - 1].low in ("that", "this"))
    return False


def has_finite(some: Tokens) -> bool:
    """Whether there is a verb among the tokens that is no infinitive."""
    return any(finite(some, at) for at in range(len(some)))


def comma(some: Tokens, start: int) -> int:
    """The next mark that parts clauses, or quotation, from a place on; the end if there is none."""
    return next((n for n in range(start, len(some)) if some[n].text in ",;:—–" or some[n].kind == "quote"), len(some))


def _plain_noun(token: Token) -> bool:
    return (
        token.kind == "word"
        and token.low != "that"
        and not token.capital
        and not any(
            is_a(title, token)
            for title in ("preposition", "pronoun", "adverb", "time", "auxiliary", "determiner", "joining", "past")
        )
    )


def _links(token: Token) -> bool:
    return (
        is_a("preposition", token)
        or token.low in ("and", "or")
        or token.owns
        or is_a("time", token)
        or not token.low.isalpha()
        or token.low in _BEFORE_NAMES
    )


_BEFORE_NAMES = frozenset(
    [
        "newspaper",
        "agency",
        "channel",
        "broadcaster",
        "magazine",
        "radio",
        "television",
        "daily",
        "site",
        "outlet",
        "president",
        "minister",
        "station",
        "service",
        "website",
    ]
)


def noun_phrase(some: Tokens, at: int) -> int:
    """Past a noun phrase: its last word is before a new determiner, pronoun, "that", mark, or name after a small
    word.
    """
    start = at
    while at < len(some) and some[at].kind == "word":
        token, first = some[at], at == start
        if token.low == "that" or (not first and (is_a("pronoun", token) or is_a("auxiliary", token))):
            break
        if (
            not first
            and is_a("determiner", token)
            and not is_a("preposition", some[at - 1])
            and some[at - 1].low != "and"
        ):
            break
        if (
            not first
            and token.capital
            and not some[at - 1].capital
            and not is_a("determiner", some[at - 1])
            and not _links(some[at - 1])
        ):
            break
        if (
            not first
            and (is_a("preposition", token) or (is_a("time", token) and not token.capital))
            and token.low not in ("of", "for", "and")
        ):
            break
        at += 1
    return at


def _set_off(some: Tokens, at: int) -> int:
    """ "said, however, that": the words between two commas before "that"."""
    mark = some[at].text
    if mark not in (",", "—", "–"):
        return 0
    close = next((n for n in range(at + 1, min(len(some), at + 14)) if some[n].text == mark), None)
    return close + 1 - at if close is not None and close + 1 < len(some) and some[close + 1].low == "that" else 0


def adjuncts(some: Tokens, verb: Verb) -> int:
    """After a verb: past adverbs, days, "to reporters", "in a statement", and whom it was told."""
    at = verb.end
    if "tell" in verb.lists and at < len(some) and some[at].kind == "word" and not is_a("preposition", some[at]):
        alone = is_a("object pronoun", some[at]) and not (
            some[at].low == "her" and at + 1 < len(some) and _plain_noun(some[at + 1])
        )
        at = at + 1 if alone else noun_phrase(some, at)
    while at < len(some):
        token = some[at]
        if token.kind != "word":
            size = _set_off(some, at)
            if not size:
                break
            at += size
        elif (
            is_a("adverb", token)
            or is_a("time", token)
            or is_ly(token)
            or token.low in ("last", "this", "next", "earlier")
        ):
            if token.low in ("this", "there", "so", "first", "only", "not", "here", "next") and not (
                at + 1 < len(some) and (is_a("time", some[at + 1]) or some[at + 1].low == "that")
            ):
                break
            at += 1
        elif is_a("preposition", token) and token.low != "of":
            at = noun_phrase(some, at + 1)
        elif re.fullmatch(r"\d{1,4}", token.low) and at > verb.end and is_a("time", some[at - 1]):
            at += 1
        else:
            break
    return at


def skip_back(some: Tokens, at: int, floor: int) -> int:
    """Back over auxiliaries and adverbs before the verb."""
    while at >= floor and some[at].kind == "word":
        token = some[at]
        if (
            token.low == "to"
            and at - 1 >= floor
            and some[at - 1].low
            in ("on", "like", "likes", "liked", "continued", "continues", "hastened", "quick", "used")
        ):
            at -= 3 if some[at - 1].low in ("on", "quick") else 2
        elif (is_a("auxiliary", token) and token.low not in ("will", "may")) or is_a("adverb", token) or is_ly(token):
            at -= 1
        else:
            break
    return at


_UNSAID = frozenset(
    [
        "if",
        "whether",
        "would",
        "could",
        "should",
        "may",
        "might",
        "will",
        "can",
        "cannot",
        "to",
        "must",
        "not",
        "never",
        "n't",
        "didn't",
        "didn’t",
        "doesn't",
        "doesn’t",
        "nor",
        "without",
        "refused",
    ]
)


def unsaid(some: Tokens, verb: Verb) -> bool:
    """ "did not say that", "to say that", "could say", "being told": nothing is said to have been said."""
    at = verb.at - 1
    if some[verb.at].low.endswith("ing") and "ing" not in verb.lists:
        return True
    edge = skip_back(some, at, 0)
    for token in some[max(0, edge + 1) : verb.at]:
        if token.low in _UNSAID and token.low != "to":
            return True
    if edge >= 0 and some[edge].low in ("to", "not", "never", "will", "may", "i", "we", "you", "if"):
        return True
    passive = any(
        token.low in ("is", "are", "was", "were", "be", "been", "being") for token in some[max(0, edge + 1) : verb.at]
    )
    return passive and some[verb.at].low not in ("quoted",)


_CLAUSE_OPENERS = frozenset(
    ("which", "that", "where", "when", "because", "if", "as", "whom", "while", "after", "before")
)


def subject(some: Tokens, verb_at: int, floor: int) -> tuple[int, int] | None:
    """The phrase before a verb that names who does it, with its apposition: (first token, end)."""
    end = skip_back(some, verb_at - 1, floor) + 1
    if end <= floor:
        return None
    if some[end - 1].low in ("who", "which") and end - 2 >= floor and some[end - 2].text == ",":
        end -= 2
    last = end
    stop = end - 1
    if some[stop].text == ",":
        end = stop
        stop = back_to_comma(some, stop - 1, floor) - 1
        while stop > floor and some[stop].text == ",":
            start = back_to_comma(some, stop - 1, floor)
            if not _adds(some, start, stop, floor):
                return strip_lead(some, start, stop), end
            stop = start - 1
        return (strip_lead(some, floor, end), end) if stop <= floor else (stop + 1, end)
    if some[stop].text in ")]":
        stop = next((n for n in range(stop, floor, -1) if some[n].text in "(["), stop)
        end = stop
    start = back_to_comma(some, end - 1, floor)
    first = strip_lead(some, start, end)
    if first < end - 1 and some[end - 1].low in ("he", "she", "it", "they", "i", "we", "you"):
        return (end - 1, last) if some[end - 2].low in _CLAUSE_OPENERS else None
    return (first, last) if first < last else None


def _adds(some: Tokens, start: int, end: int, floor: int) -> bool:
    """Whether the words between two commas add to a name before them: an age, an office."""
    words = some[start:end]
    before = some[start - 2] if start - 2 >= floor else None
    if before is None or not before.capital:
        return False
    return (
        all(re.fullmatch(r"\d{1,3}", token.low) for token in words)
        or is_a("determiner", words[0])
        or words[0].low in ("who", "now", "then")
    )


def back_to_comma(some: Tokens, at: int, floor: int) -> int:
    """The first token of the stretch between marks that holds `at`."""
    while at >= floor and not (some[at].kind == "quote" or (some[at].kind == "mark" and some[at].text in ",;:—–?!.")):
        at -= 1
    return at + 1


_LEADS = frozenset(
    (
        "and",
        "but",
        "so",
        "yet",
        "while",
        "whereas",
        "though",
        "although",
        "as",
        "when",
        "because",
        "that",
        "since",
        "if",
    )
)
_WHICH = frozenset(("last", "this", "next", "late", "early", "earlier"))


def strip_lead(some: Tokens, start: int, end: int) -> int:
    """Past "But", "On Friday", "Last night", "In a statement" before a subject."""
    while start < end and some[start].kind == "word":
        token = some[start]
        timed = start + 1 < end and is_a("time", some[start + 1])
        adverb = is_a("adverb", token) and token.low not in ("no", "one")
        if (token.low in _WHICH and timed) or (is_a("preposition", token) and timed):
            start += 2
        elif token.low in _LEADS or adverb or is_a("time", token):
            start += 1
        elif is_a("preposition", token):
            after = noun_phrase(some, start + 1)
            if after >= end:
                return start
            start = after
        elif re.fullmatch(r"\d{1,4}", token.low) and start > 0 and is_a("time", some[start - 1]):
            start += 1
        else:
            break
    return start
