"""English sources without a verb of their own: "according to X", "in a statement by X it was said", "as X put it",
"quoted X as saying".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from glienicke.reports.english import Tokens, finite, has_finite, is_a, subject
from glienicke.reports.frames import Frame, Words, content, extent


def by_source(some: Tokens) -> list[Frame] | None:
    """ "According to X, …", "…, according to X", "in the words of X, …", "as X put it"."""
    put = _as_put(some)
    if put is not None:
        return put
    for at, token in enumerate(some):
        size = _opens_source(some, at)
        if not size:
            continue
        if any(token.low == "that" for token in some[max(0, at - 2) : at]):
            continue
        end = _source_end(some, at + size)
        if (
            end + 2 < len(some)
            and some[end].text == ","
            and some[end + 1].low in ("which", "who", "citing")
            and not has_finite(some[:1])
        ):
            relayed = _relayed(some, at, size, end)
            if relayed is not None:
                return relayed
        source, through = _passed_on(some[at + size : end])
        if any(is_a("no speaker", one) for one in source[:4]):
            continue
        before, after = content(some[:at]), content(some[end:])
        if at and before is not None and end + 1 < len(some) and some[end + 1].low in ("who", "which", "whose"):
            after = None
        opened = next((n for n in range(end, len(some)) if some[n].kind != "mark"), None)
        if opened is not None and some[opened].low == "that" and not finite(some, min(opened + 1, len(some) - 1)):
            before, after = None, content(some[opened + 1 :])
        words = [one for one in (before, after) if one is not None and _is_clause(one, some)]
        if source and words:
            return [Frame(extent(source), token.low, tuple(words), "by", through=through)]
    return None


def in_statement(some: Tokens) -> list[Frame] | None:
    """ "In a statement made by X, it was claimed that …": the passive has its source before it."""
    if len(some) < 6 or some[0].low != "in" or not any(is_a("writing", token) for token in some[1:5]):
        return None
    by = next((n for n in range(2, min(9, len(some))) if some[n].low in ("by", "from", "of")), None)
    comma = next((n for n in range(by or 0, len(some)) if some[n].text == ","), None)
    if (
        by is None
        or comma is None
        or comma + 4 > len(some)
        or some[comma + 1].low != "it"
        or some[comma + 2].low not in ("was", "is")
    ):
        return None
    end = next(
        (n for n in range(by + 2, comma) if is_a("preposition", some[n]) and some[n].low not in ("of", "for")), comma
    )
    start = next((n + 1 for n in range(comma + 3, min(comma + 7, len(some))) if some[n].low == "that"), comma + 4)
    words = content(some[start:])
    return [Frame(extent(some[by + 1 : end]), some[comma + 3].low, (words,), "by")] if words else None


def quoted_as(some: Tokens, again: Callable[[Tokens], list[Frame]]) -> list[Frame] | None:
    """ "X quoted Y as saying …", "Y was quoted by X as saying …", "X, citing Y, said …", "…, X reported, citing Y".
    again: finds the clauses of what is left.
    """
    for at, token in enumerate(some):
        if token.low in ("quoted", "quotes", "cited", "cites", "quoting", "citing") and token.kind == "word":
            place = next(
                (
                    n
                    for n in range(at + 1, min(len(some) - 1, at + 14))
                    if some[n].low == "as" and some[n + 1].low in ("saying", "telling")
                ),
                None,
            )
            if place is not None:
                return _as_saying(some, at, place)
            if token.low in ("citing", "quoting") and (at == 0 or some[at - 1].text == ","):
                return _citing(some, at, again)
    return None


def _as_saying(some: Tokens, at: int, place: int) -> list[Frame] | None:
    start = place + 2
    while (
        start < len(some)
        and not has_finite(some[start : start + 1])
        and (some[start].low in ("that", "on") or is_a("time", some[start]) or some[start].text in ",:")
    ):
        start += 1
    words = content(some[start:])
    if words is None:
        return None
    passive = at > 0 and some[at - 1].low in ("was", "is", "were", "been", "are")
    doer = subject(some, at, 0)
    by = next((n for n in range(at + 1, place) if some[n].low == "by"), None)
    lead = extent(some[doer[0] : doer[1]]) if doer else None
    if passive:
        carrier = extent(some[by + 1 : place]) if by is not None and by + 1 < place else None
        return [Frame(lead, "quoted as saying", (words,), "by", through=carrier)] if lead else None
    if at + 1 >= place:
        return None
    return [Frame(extent(some[at + 1 : place]), "quoted as saying", (words,), "by", through=lead)]


def _citing(some: Tokens, at: int, again: Callable[[Tokens], list[Frame]]) -> list[Frame] | None:
    """A clause of saying with "citing Y" set off by commas: Y's words through its subject."""
    end = next((n for n in range(at + 1, len(some)) if some[n].text in ",.;" or some[n].kind == "quote"), len(some))
    cited = some[at + 1 : end]
    rest = [*some[: max(0, at - 1)], *(some[end + 1 :] if end < len(some) and some[end].text == "," else some[end:])]
    if not cited:
        return None
    return [
        replace(frame, source=extent(cited), through=frame.source, kind="by")
        for frame in again(rest)
        if frame.kind != "same" and frame.words
    ] or None


def _opens_source(some: Tokens, at: int) -> int:
    lows = [token.low for token in some[at : at + 4]]
    if lows[:2] == ["according", "to"]:
        return 2
    return 4 if lows == ["in", "the", "words", "of"] else 0


def _relayed(some: Tokens, at: int, size: int, end: int) -> list[Frame] | None:
    """ "…, according to D, which cited C": the words are C's, through D."""
    verb = next(
        (n for n in range(end + 1, min(len(some), end + 4)) if some[n].low in ("cited", "quoted", "citing", "quoting")),
        None,
    )
    words = content(some[:at])
    cited = [token for token in some[verb + 1 :] if token.kind == "word"] if verb is not None else []
    if not cited or words is None:
        return None
    return [Frame(extent(cited), some[at].low, (words,), "by", through=extent(some[at + size : end]))]


_REPORTED = frozenset(("reported", "stated", "announced", "noted", "confirmed", "claimed", "described", "told", "said"))


def _as_put(some: Tokens) -> list[Frame] | None:
    """ "As X put it, …" and "…, as X put it"."""
    for at, token in enumerate(some[:-3]):
        if token.low != "as" or (at and some[at - 1].text != "," and some[at - 1].kind != "quote"):
            continue
        verb = next(
            (
                n
                for n in range(at + 2, min(len(some) - 1, at + 12))
                if some[n].low in ("put", "puts") and some[n + 1].low == "it"
            ),
            None,
        )
        verb = verb or next(
            (
                n
                for n in range(at + 2, min(len(some), at + 10))
                if some[n].low in ("said", "noted", "says") and (n + 1 >= len(some) or some[n + 1].text in ",.")
            ),
            None,
        )
        passive = next(
            (
                n
                for n in range(at + 1, min(len(some) - 2, at + 6))
                if some[n].low in _REPORTED and some[n + 1].low == "by"
            ),
            None,
        )
        if passive is not None:
            end = next((n for n in range(passive, len(some)) if some[n].text in ",:."), len(some))
            words = content(some[:at]) if at else content(some[end + 1 :])
            return [Frame(extent(some[passive + 2 : end]), some[passive].low, (words,), "by")] if words else None
        if verb is None:
            continue
        end = next((n for n in range(verb, len(some)) if some[n].text in ",:"), len(some))
        words = content(some[:at]) if at else content(some[end + 1 :])
        return [Frame(extent(some[at + 1 : verb]), "put it", (words,), "by")] if words else None
    return None


def _source_end(some: Tokens, start: int) -> int:
    """Where the phrase after "according to" ends: at a comma, unless an apposition follows; at a mark, a quotation, a
    "that".
    """
    for at in range(start, len(some)):
        token = some[at]
        if token.kind == "quote" or token.text in ";:.—–" or token.low == "that":
            return at
        if token.text == "," and not _finite_before_comma(some, at + 1):
            rest = next((n for n in range(at + 1, len(some)) if some[n].text == ","), None)
            return rest if rest is not None else at if at > start else len(some)
        if token.text == ",":
            return at
    return len(some)


def _finite_before_comma(some: Tokens, start: int) -> bool:
    end = next((n for n in range(start, len(some)) if some[n].text == ","), len(some))
    if start < len(some) and some[start].low in ("who", "which", "whose", "cited", "quoted", "as"):
        return False
    return has_finite(some[start:end]) or end == len(some)


def _passed_on(source: Tokens) -> tuple[Tokens, tuple[int, int] | None]:
    """ "C, cited by D" → C, and that D passes it on."""
    for at in range(len(source) - 1):
        if source[at].low in ("cited", "quoted", "reported") and source[at + 1].low in ("by", "in"):
            carrier = source[at + 2 :]
            return [token for token in source[:at] if token.text != "," and token.low != "as"], extent(
                carrier
            ) if carrier else None
    return source, None


def _is_clause(words: Words, some: Tokens) -> bool:
    inside = [token for token in some if words.span[0] <= token.span[0] and token.span[1] <= words.span[1]]
    return words.direct or (len(inside) >= 3 and has_finite(inside)) or any(token.kind == "quote" for token in inside)
