"""The clauses of saying in an English sentence: "X said that …", "…, said X", "“…,” X said, “…”", "according to X,
…"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from glienicke.reports.data import Span
from glienicke.reports.english import (
    Tokens,
    adjuncts,
    finite,
    has_finite,
    is_a,
    past,
    skip_back,
    strip_lead,
    subject,
    unsaid,
)
from glienicke.reports.frames import Frame, Kind, Verb, Words, content, extent, verbs
from glienicke.reports.frames_en_after import said_after
from glienicke.reports.frames_en_before import bare_quote, inverted, quoted_before, said_before
from glienicke.reports.frames_en_by import by_source, in_statement, quoted_as


def frames(some: Tokens) -> list[Frame]:
    """The outermost clauses of saying in a sentence, in order; what lies within their words is left for
    another look.
    """
    semicolon = next((n for n, token in enumerate(some) if token.text == ";" and 3 < n < len(some) - 4), None)
    if semicolon is not None and verbs(some[semicolon:], "en") and verbs(some[:semicolon], "en"):
        return [*frames(some[:semicolon]), *frames(some[semicolon + 1 :])]
    cut = _participle(some)
    if cut is not None:
        return _with_participle(some, cut)
    for look in (in_statement, lambda some: quoted_as(some, frames), by_source, _trailing, _medial):
        found = look(some)
        if found is not None:
            return found
    return _leading(some)


def _participle(some: Tokens) -> Verb | None:
    """ "…, adding that …": a participle of saying after a comma or quotation, with words of its own."""
    for verb in verbs(some, "en"):
        if (
            not some[verb.at].low.endswith("ing") and not verb.words.startswith(("pointing", "telling"))
        ) or verb.at < 2:
            continue
        if not verb.lists & {"ing", "say", "tell"}:
            continue
        lead = some[verb.at - 2] if some[verb.at - 1].low in ("before", "while", "after", "and") else some[verb.at - 1]
        if (lead.text == "," or lead.kind == "quote") and said_after(some, verb, len(some)) is not None:
            return verb
    return None


def _with_participle(some: Tokens, verb: Verb) -> list[Frame]:
    """The clauses before a participle of saying, and what it adds; its speaker is theirs, or the sentence's subject."""
    cut = next(n for n in range(verb.at - 1, -1, -1) if some[n].text == "," or some[n].kind == "quote")
    cut += some[cut].kind == "quote"
    before = frames(some[:cut])
    start = said_after(some, verb, len(some))
    assert start is not None
    words = content(some[start:])
    if words is None:
        return [*before, Frame(None, verb.words, (), "same", ahead=True)] if start >= len(some) else before
    source = None
    if not before:
        end = next((n for n in range(cut) if n and (finite(some, n) or some[n].text == ",")), cut)
        first = strip_lead(some, 0, end)
        source = extent(some[first:end]) if first < end else None
    return [*before, Frame(source, verb.words, (words,), "subject" if source else "same")]


def _medial(some: Tokens) -> list[Frame] | None:
    """ "The exchange, he said, had been planned for months." """
    for verb in verbs(some, "en"):
        end = adjuncts(some, verb)
        if unsaid(some, verb) or "say" not in verb.lists or end >= len(some) or some[end].text != ",":
            continue
        doer = subject(some, verb.at, 0)
        if doer is None or doer[0] < 2 or some[doer[0] - 1].text != "," or doer[1] - doer[0] > 8:
            continue
        skip = some[end + 1].low in ("and", "but", "or", "that") if end + 1 < len(some) else False
        before, after = content(some[: doer[0] - 1]), content(some[end + 1 + skip :])
        if before is None or after is None or (not has_finite(some[end + 1 :]) and not has_finite(some[: doer[0] - 1])):
            continue
        if (
            is_a("preposition", some[0])
            and not has_finite(some[: doer[0] - 1])
            and doer[0] < 6
            and some[doer[0] - 2].capital
        ):
            before = None
        return [Frame(extent(some[doer[0] : doer[1]]), verb.words, (before, after) if before else (after,))]
    return None


def _trailing(some: Tokens) -> list[Frame] | None:
    """A clause of saying at the end of the sentence, whose words are all that stands before."""
    for verb in reversed(verbs(some, "en")):
        if unsaid(some, verb) or ("ing" in verb.lists and some[verb.at].low.endswith("ing")):
            continue
        found = inverted(some, verb) or said_before(some, verb)
        if found is not None:
            return [found]
    return bare_quote(some)


def _leading(some: Tokens) -> list[Frame]:
    """Clauses of saying whose words follow, from left to right; words before a "but Y said" end there."""
    result: list[Frame] = []
    found = verbs(some, "en")
    floor = 0
    for verb in found:
        if verb.at < floor or unsaid(some, verb):
            continue
        start = said_after(some, verb, len(some))
        if start is None:
            continue
        frame_start, source, kind = _who_leads(some, verb, floor)
        if source is None and kind == "subject":
            continue
        end = _words_end(some, start, found)
        words = list(_halves(some, start, end))
        if frame_start > floor and some[frame_start - 1].kind == "quote":
            words = [*quoted_before(some, frame_start - 1), *words]
        ahead = start >= len(some)
        if words or ahead:
            result.append(Frame(source, verb.words, tuple(words), kind, ahead=ahead))
            floor = end
    return result or _colon(some) or _called(some) or _announced(some)


def _called(some: Tokens) -> list[Frame]:
    """ "X described the release as “a first step”": some words of X's own in the reporter's sentence."""
    for verb in verbs(some, "en"):
        if "called" not in verb.lists or unsaid(some, verb):
            continue
        doer = subject(some, verb.at, 0)
        said = next((token for token in some[verb.end :] if token.kind == "quote"), None)
        words = content([said]) if said is not None and len(said.text.split()) > 1 else None
        if doer is not None and doer[0] < doer[1] and words is not None:
            return [Frame(extent(some[doer[0] : doer[1]]), verb.words, (words,))]
    return []


def _who_leads(some: Tokens, verb: Verb, floor: int) -> tuple[int, Span | None, Kind]:
    if "ing" in verb.lists and some[verb.at].low.endswith("ing"):
        joined = verb.at > 0 and (some[verb.at - 1].text == "," or some[verb.at - 1].kind == "quote")
        return verb.at, None, "same" if joined else "subject"
    before = skip_back(some, verb.at - 1, floor)
    if before >= floor and some[before].low in ("and", "but", "then") and before > floor:
        return verb.at, None, "same"
    doer = subject(some, verb.at, floor)
    if doer is None or doer[0] >= doer[1]:
        return verb.at, None, "subject"
    return doer[0], extent(some[doer[0] : doer[1]]), "subject"


def _colon(some: Tokens) -> list[Frame]:
    """ "X, a nurse, sobbed: “…”": any words before a colon and a quotation."""
    for at in range(1, len(some) - 1):
        if some[at].text == ":" and some[at + 1].kind == "quote":
            end = next((n for n in range(at) if some[n].text == "," or past(some[n])), at)
            start = strip_lead(some, 0, end)
            written = next(
                (n for n in range(1, at - 1) if is_a("writing", some[n]) and some[n + 1].low in ("by", "from")), None
            )
            if written is not None:
                start, end = written + 2, at
            if start < end and some[start].low in ("he", "she", "it", "they"):
                end = start + 1
            words = content(some[at + 1 :])
            if end > start and words:
                return [Frame(extent(some[start:end]), "", (words,), "label" if end == at else "subject")]
    return []


def _announced(some: Tokens) -> list[Frame]:
    """ "The following is a statement by X:": the words come after the sentence."""
    if len(some) < 5 or some[-1].text != ":":
        return []
    at = next(
        (n for n in range(len(some) - 2) if is_a("writing", some[n]) and some[n + 1].low in ("by", "from", "of")), None
    )
    if at is None:
        return []
    return [Frame(extent(some[at + 2 : -1]), some[at].low, (), "by", ahead=True)] if at + 2 < len(some) - 1 else []


def _words_end(some: Tokens, start: int, found: Sequence[Verb]) -> int:
    """Where the words that begin at `start` end: before "…, but Y said" and before "…, adding that"."""
    for verb in found:
        if verb.at <= start or said_after(some, verb, len(some)) is None:
            continue
        if some[verb.at].low.endswith("ing") and some[verb.at - 1].text == ",":
            return verb.at - 1
        for at in range(verb.at - 1, max(start, verb.at - 9), -1):
            if some[at].kind != "word" and some[at].text != ",":
                break
            if (
                some[at].text == ","
                and at + 1 < verb.at
                and some[at + 1].low in ("but", "while", "whereas", "and", "though", "although")
            ):
                return at
            if some[at].low in ("and", "but") and skip_back(some, verb.at - 1, 0) == at:
                return at
    return len(some)


def _halves(some: Tokens, start: int, end: int) -> list[Words]:
    """Words that go on with ", and that …" are two stretches."""
    cuts = [
        n
        for n in range(start + 3, end - 2)
        if some[n].low in ("and", "but") and some[n + 1].low == "that" and some[n - 1].text == ","
    ]
    edges = [start, *cuts, end]
    parts = []
    for first, last in itertools.pairwise(edges):
        skip = first + 2 if first in cuts else first
        one = content(some[skip:last])
        if one is not None:
            parts.append(one)
    return parts
