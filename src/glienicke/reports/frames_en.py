"""The clauses of saying in an English sentence: "X said that …", "…, said X", "“…,” X said, “…”", "according to X,
…".
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from glienicke.reports.data import Span
from glienicke.reports.english import (
    Tokens,
    adjuncts,
    comma,
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
from glienicke.reports.frames_en_by import by_source, in_statement, quoted_as
from glienicke.reports.tokens import Token


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
        if "ing" not in verb.lists or verb.at < 2:
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
        skip = some[end + 1].low in ("and", "but", "or") if end + 1 < len(some) else False
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
        found = _inverted(some, verb) or _after_words(some, verb)
        if found is not None:
            return [found]
    return _bare_quote(some)


def _after_words(some: Tokens, verb: Verb) -> Frame | None:
    """ "…, X said [on Friday]." and "“…,” X said." """
    if said_after(some, verb, len(some)) is not None or _rest_matters(some, adjuncts(some, verb)):
        return None
    doer = subject(some, verb.at, 0)
    if doer is None:
        return None
    start, end = doer
    words = _before(some, start, verb)
    return Frame(extent(some[start:end]), verb.words, words) if words and end > start else None


def _rest_matters(some: Tokens, at: int) -> bool:
    """Whether more follows than an apposition or a clause set off by a comma."""
    while at < len(some) and some[at].kind == "mark" and some[at].text in ".)”\"'’":
        at += 1
    if at >= len(some):
        return False
    if some[at].text != "," or any(token.kind == "quote" for token in some[at:]) or _new_frame(some, at):
        return True
    return at + 2 < len(some) and _goes_on(some, at + 1)


def _goes_on(some: Tokens, at: int) -> bool:
    """Whether the clause before "he said" goes on here: a verb, or "and" and a verb, but no apposition and no "who"."""
    first = at + (some[at].low in ("and", "but", "or"))
    if first + 1 >= len(some):
        return False
    goes_on = some[at].low in ("he", "she", "it", "they") and finite(some, at + 1)
    return goes_on or is_a("auxiliary", some[first]) or (first > at and finite(some, first))


def _new_frame(some: Tokens, at: int) -> bool:
    return any(said_after(some, verb, len(some)) is not None for verb in verbs(some, "en") if verb.at > at)


def _before(some: Tokens, start: int, verb: Verb) -> tuple[Words, ...]:
    """The words before a clause of saying that begins at `start`: a quotation, or a clause that a comma ends."""
    if start == 0:
        return ()
    last = start - 1
    if some[last].kind == "mark" and some[last].text in ",—–-" and last > 0:
        last -= 1
    elif some[last].kind != "quote":
        return ()
    if some[last].kind == "quote":
        return _quoted_before(some, last)
    words = content(some[: last + 1])
    if words is None or not verb.lists & {"say", "tell"} or not has_finite(some[: last + 1]):
        return ()
    return (words,)


def _quoted_before(some: Tokens, last: int) -> tuple[Words, ...]:
    """A quotation that ends here: by itself, or as the end of a clause in the reporter's words."""
    alone = content([some[last]])
    lead = [token for token in some[:last] if token.kind != "mark"]
    if not lead or some[last - 1].text in ":.!?" or len(some[last].text.split()) > 4 or alone is None:
        return (alone,) if alone else ()
    whole = content(some[: last + 1])
    return (whole,) if whole else ()


def _inverted(some: Tokens, verb: Verb) -> Frame | None:
    """ "…, said X, who …" and "“…,” said X." """
    at = verb.at
    if at == 0 or verb.end >= len(some) or not (some[at - 1].kind == "quote" or some[at - 1].text in ",?!"):
        return None
    quoted = some[at - 1].kind == "quote" or (at > 1 and some[at - 2].kind == "quote")
    end = _phrase_end(some, verb.end)
    if end == verb.end or not _begins_name(some[verb.end]):
        return None
    told = (
        has_finite(some[verb.end : comma(some, verb.end)]) or is_a("pronoun", some[verb.end]) or "say" not in verb.lists
    )
    if not quoted and told:
        return None
    start = at - 1 if some[at - 1].kind == "quote" else at - 2
    words = _quoted_before(some, start) if quoted else tuple(one for one in [content(some[: at - 1])] if one)
    later = [token for token in some[end:] if token.kind == "quote"]
    if later:
        words = (*words, *(one for one in [content(later)] if one))
    if not words or (not quoted and not has_finite(some[: at - 1])):
        return None
    return Frame(extent(some[verb.end : end]), verb.words, words)


def _begins_name(token: Token) -> bool:
    if token.kind != "word" or token.low in ("that", "it", "as", "not", "so"):
        return False
    return not (
        is_a("preposition", token) or is_a("adverb", token) or is_a("joining", token) or is_a("auxiliary", token)
    )


def _phrase_end(some: Tokens, start: int) -> int:
    """Where the speaker's phrase after the verb ends: with its apposition, before a quotation, a colon or what X was
    doing.
    """
    end = comma(some, start)
    while end > start and some[end - 1].text in ".":
        end -= 1
    for at in range(start + 1, end):
        if (
            some[at].low
            in ("in", "on", "at", "during", "after", "when", "as", "from", "late", "by", "while", "to", "before", "who")
            and at > start
        ):
            if (
                some[at].low in ("in", "at", "from", "to")
                and not some[at - 1].capital
                and not is_a("time", some[at - 1])
            ):
                continue
            end = at
            break
        if is_a("time", some[at]) and not is_a("time", some[start]):
            end = at
            break
    if end < len(some) and some[end].text == ",":
        rest = comma(some, end + 1)
        apposition = some[end + 1 : rest]
        if apposition and not has_finite(apposition) and not any(token.low.endswith("ing") for token in apposition[:1]):
            return rest
    return end


def _bare_quote(some: Tokens) -> list[Frame] | None:
    """ "“…,” X shrugged.": any verb, if the quotation ends in a comma, a question or a call."""
    for at, token in enumerate(some):
        rest = [one for one in some[at + 1 :] if one.text not in "."]
        if token.kind != "quote" or not rest or len(rest) > 16 or rest[0].kind != "word":
            continue
        open_end = some[at].span[1] - some[at].inner[1] > 1 or token.text[-1:] in "?!"
        comma = rest[0].text == ","
        if not (open_end or comma):
            continue
        verb = next((n for n, one in enumerate(rest[:9]) if past(one)), None)
        if verb is None:
            continue
        quoted = content([token])
        source = rest[1 : _phrase_end(rest, 1)] if verb == 0 else rest[:verb]
        source = [one for one in source if one.kind == "word"]
        if source and quoted and (source[0].capital or is_a("determiner", source[0]) or is_a("pronoun", source[0])):
            later = content([one for one in rest if one.kind == "quote"])
            return [Frame(extent(source), rest[verb].low, (quoted, *([later] if later else [])))]
    return None


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
            words = [*_quoted_before(some, frame_start - 1), *words]
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
