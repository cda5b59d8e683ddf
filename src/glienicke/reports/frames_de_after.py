"""What a German verb of saying reports: the words before it and after it."""

from __future__ import annotations

from glienicke.reports.frames import Words, content
from glienicke.reports.german import Tokens, is_a, is_clause


def words_after(some: Tokens, start: int, *, few: int = 3) -> tuple[Words | None, bool]:
    """The words that follow a clause of saying; whether they come after the sentence. few: a quotation of fewer words
    is a name.
    """
    end = start
    while end < len(some) and some[end].text not in ",:;" and some[end].kind != "quote":
        end += 1
    if end >= len(some):
        return None, False
    if some[end].kind == "quote":
        named = some[end - 1].low in _TITLED or len(some[end].text.split()) < few
        return (None if named else content([some[end]])), False
    if some[end].text == ":":
        words = content(some[end + 1 :])
        return words, words is None
    if some[end].text != "," or end + 1 >= len(some):
        return None, False
    return _clause_after(some, end + 1), False


def _clause_after(some: Tokens, at: int) -> Words | None:
    """What was said after a comma: a quotation, "dass …", or a clause that is no other kind of clause."""
    follows, rest = some[at], some[at:]
    if follows.kind == "quote":
        return content([follows])
    if follows.low in ("und", "aber") and len(rest) > 1:
        follows, rest = rest[1], rest[1:]
        return content(rest[1:]) if follows.low in ("dass", "daß") else None
    if follows.low in ("dass", "daß"):
        return content(rest[1:])
    joined = is_a("subordinator", follows)
    spoken = any(is_a("subjunctive", token) for token in rest)
    if spoken and (not joined or follows.low in ("wenn", "nachdem", "sobald")):
        return content(rest)
    article = follows.low in ("der", "die", "das", "den", "dem")
    if not joined and is_clause(rest) and (not article or _verb_second(rest)):
        return content(rest)
    return None


_TITLED = frozenset(
    [
        "zeitung",
        "sender",
        "magazin",
        "portal",
        "agentur",
        "zeitschrift",
        "blatt",
        "sendung",
        "tageszeitung",
        "nachrichtenagentur",
        "nachrichtenportal",
    ]
)


def _verb_second(rest: Tokens) -> bool:
    """Whether a verb stands early, as in a main clause, and not at the end, as after a relative pronoun."""
    early = [token for token in rest[:6] if is_a("finite", token) or is_a("subjunctive", token)]
    return bool(early) and not (is_a("finite", rest[-1]) if rest else False)


def words_before(before: Tokens) -> list[Words]:
    """Words before a verb: the last quotation alone, or the whole clause."""
    if before[-1].kind == "quote":
        lead = [token for token in before[:-1] if token.kind == "word"]
        one = content([before[-1]]) if not lead or len(before[-1].text.split()) > 4 else content(before)
    else:
        one = content(before)
    return [one] if one else []
