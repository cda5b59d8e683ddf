"""What follows an English verb of saying: "that …", a colon, a quotation, or a clause at once."""

from __future__ import annotations

from glienicke.reports.english import Tokens, adjuncts, finite, has_finite, is_a
from glienicke.reports.frames import Verb
from glienicke.reports.tokens import Token

_CORE = frozenset(
    [
        "said",
        "says",
        "say",
        "saying",
        "told",
        "tells",
        "claimed",
        "claims",
        "insisted",
        "insists",
        "admitted",
        "vowed",
        "vows",
        "argued",
        "believes",
    ]
)


def said_after(some: Tokens, verb: Verb, limit: int) -> int | None:
    """Where the words that follow a verb of saying begin; `limit` if they come after the sentence; None if none
    follow.
    """
    at = adjuncts(some, verb)
    if at >= limit:
        return None
    token = some[at]
    if "tell" in verb.lists and verb.end < limit and some[verb.end].low in ("of", "about", "how", "to"):
        return None
    if token.low in ("whether", "if", "about") and "ask" in verb.words:
        return None
    if token.low == "that" and token.kind == "word" and at + 1 < limit:
        return None if verb.lists == {"quote"} and "go on" not in verb.words else at + 1
    if token.low == "as" and at + 2 < limit + 1 and at + 1 < limit and some[at + 1].low == "follows":
        at += 2
    colon = next((n for n in range(at, min(limit, at + 8)) if some[n].text == ":"), None)
    if (
        colon is not None
        and not any(one.kind == "quote" or one.text == "," for one in some[at:colon])
        and not has_finite(some[at:colon])
    ):
        return colon + 1
    if at >= limit:
        return None
    if some[at].kind == "quote":
        return at
    if some[at].text == "," and at + 1 < limit and some[at + 1].kind == "quote":
        return at + 1
    return _without_that(some, verb, at, limit)


def _subject_like(token: Token) -> bool:
    return token.capital or is_a("determiner", token) or is_a("pronoun", token)


def _without_that(some: Tokens, verb: Verb, at: int, limit: int) -> int | None:
    """ "said he had left": a clause begins right after the verb and has a verb of its own."""
    token = some[at]
    if (
        token.kind != "word"
        or not verb.lists & {"say", "tell", "ing"}
        or token.low in ("and", "or", "but", "to", "as", "whether", "how", "which", "who", "what")
    ):
        return None
    rest = some[at:limit]
    if len(rest) > 1 and rest[1].kind == "mark":
        return None
    if is_a("pronoun", token) and token.low not in ("it", "one", "who"):
        return at if has_finite(some[at:limit]) else None
    if verb.words.split()[0] in _CORE and any(one.kind == "quote" for one in rest[1:12]) and _subject_like(token):
        return at
    places = [n for n, one in enumerate(rest) if n and finite(rest, n)]
    if not places:
        return None
    relative = any(one.low in ("who", "which", "that", "whose", "where", "when") for one in rest[: places[0]])
    if relative and len(places) < 2:
        return None
    core = verb.words.split()[0] in _CORE
    return at if core or any(is_a("auxiliary", rest[n]) or is_a("past", rest[n]) for n in places) else None
