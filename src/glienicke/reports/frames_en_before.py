"""What stands before an English clause of saying: "…, X said", "…, said X", "“…,” X shrugged"."""

from __future__ import annotations

from glienicke.reports.english import (
    Tokens,
    adjuncts,
    comma,
    finite,
    has_finite,
    is_a,
    past,
    subject,
)
from glienicke.reports.frames import Frame, Verb, Words, content, extent, verbs
from glienicke.reports.frames_en_after import said_after
from glienicke.reports.tokens import Token


def said_before(some: Tokens, verb: Verb) -> Frame | None:
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
    if some[at].low in ("that", "because"):
        return has_finite(some[at + 1 :])
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
        return quoted_before(some, last)
    words = content(some[: last + 1])
    if words is None or not verb.lists & {"say", "tell"} or not has_finite(some[: last + 1]):
        return ()
    return (words,)


def quoted_before(some: Tokens, last: int) -> tuple[Words, ...]:
    """A quotation that ends here: by itself, or as the end of a clause in the reporter's words."""
    alone = content([some[last]])
    lead = [token for token in some[:last] if token.kind != "mark"]
    if not lead or some[last - 1].text in ":.!?" or len(some[last].text.split()) > 4 or alone is None:
        return (alone,) if alone else ()
    whole = content(some[: last + 1])
    return (whole,) if whole else ()


def inverted(some: Tokens, verb: Verb) -> Frame | None:
    """ "…, said X, who …" and "“…,” said X." """
    at = verb.at
    if at == 0 or verb.end >= len(some) or not (some[at - 1].kind == "quote" or some[at - 1].text in ",?!"):
        return None
    quoted = some[at - 1].kind == "quote" or (at > 1 and some[at - 2].kind == "quote")
    end = _phrase_end(some, verb.end)
    if end == verb.end or not _begins_name(some[verb.end]) or some[end - 1].low in ("same", "so", "opposite", "much"):
        return None
    told = (
        has_finite(some[verb.end : comma(some, verb.end)]) or is_a("pronoun", some[verb.end]) or "say" not in verb.lists
    )
    if not quoted and told:
        return None
    start = at - 1 if some[at - 1].kind == "quote" else at - 2
    words = quoted_before(some, start) if quoted else tuple(one for one in [content(some[: at - 1])] if one)
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


def bare_quote(some: Tokens) -> list[Frame] | None:
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
