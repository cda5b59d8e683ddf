"""The clauses of saying in a Russian sentence: "«…», — сказал X", "X заявил, что …", "по словам X, …", "об этом
сообщил X".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glienicke.reports.data import Span
from glienicke.reports.frames import Frame, Verb, Words, content, extent, verbs
from glienicke.reports.listed import listed
from glienicke.reports.tokens import Token, tokens

Tokens = Sequence[Token]


def _is(title: str, token: Token) -> bool:
    return token.kind == "word" and token.low in listed("grammar", "ru", title)


def frames(some: Tokens) -> list[Frame]:
    """The outermost clauses of saying in a sentence, in order."""
    for look in (_back, _by_source):
        found = look(some)
        if found is not None:
            return [found]
    result: list[Frame] = []
    for verb in verbs(some, "ru"):
        found = _at_verb(some, verb)
        if found is not None:
            result.append(found)
            break
    return result or _label(some) or _inside(some)


def _verb_parts(some: Tokens, verb: Verb) -> tuple[int, int]:
    """The stretch between marks that a verb stands in."""
    start = next((n + 1 for n in range(verb.at - 1, -1, -1) if _parts(some[n])), 0)
    end = next((n for n in range(verb.end, len(some)) if _parts(some[n])), len(some))
    return start, end


def _parts(token: Token) -> bool:
    return token.kind == "quote" or (token.kind == "mark" and token.text in ",;:—–.!?")


def _at_verb(some: Tokens, verb: Verb) -> Frame | None:
    """The clause of saying around a verb: words before it ("…, — сказал X") or after ("X заявил, что …")."""
    start, end = _verb_parts(some, verb)
    lead = some[max(0, start) : verb.at]
    if any(token.low in ("не", "ни", "если", "чтобы", "бы") for token in lead) or (
        verb.end < len(some) and some[verb.end].low == "бы"
    ):
        return None
    if lead and lead[0].low in ("который", "которая", "которые") and start > 1:
        start = next((n + 1 for n in range(start - 2, -1, -1) if _parts(some[n])), 0)
        lead = some[start : verb.at]
    source = _apposed(some, start) if start == verb.at and start else None
    source = source or _source(some, start, verb, end)
    after, ahead = _after(some, verb, end)
    before = _before(some, start, verb)
    if (after is not None or ahead) and before and not before[0].direct:
        before = []
    if source is None and not before and after is None:
        return None
    if before and source is None:
        source = (verb.end, verb.end)
    if source is None:
        return None
    words = [*before, *([after] if after is not None else [])]
    if not words and not ahead:
        return None
    if _is("writing", some[source[0]]) and source[1] - source[0] == 1:
        source = (source[0], source[0])
    elif _is("writing", some[source[0]]):
        source = (source[0] + 1, source[1])
    if source[0] == source[1]:
        kind = (
            "same"
            if verb.words.startswith(("говорится", "сообщается", "отмечается", "подч", "указывается"))
            else "subject"
        )
        return Frame(None, verb.words, tuple(words), "goes on" if kind == "same" else "same")
    named = extent(some[source[0] : source[1]])
    cited = _cited(some[verb.end :])
    if cited is not None:
        return Frame(cited, verb.words, tuple(words), "by", ahead=ahead, through=named)
    return Frame(named, verb.words, tuple(words), ahead=ahead)


def _cited(rest: Tokens) -> Span | None:
    """ "со ссылкой на X": whose words they are in the end."""
    for at in range(len(rest) - 3):
        if [token.low for token in rest[at : at + 3]] == ["со", "ссылкой", "на"]:
            end = next((n for n in range(at + 3, len(rest)) if _parts(rest[n])), len(rest))
            return extent(rest[at + 3 : end]) if end > at + 3 else None
    return None


def _apposed(some: Tokens, start: int) -> tuple[int, int] | None:
    """ "Источник, знакомый с ходом переговоров, сообщил": the subject stands before what is set off by commas."""
    if some[start - 1].text != ",":
        return None
    edge = next((n for n in range(start - 2, 0, -1) if _parts(some[n])), None)
    if edge is None or some[edge].text != "," or verbs(some[edge:start], "ru"):
        return None
    first = next((n + 1 for n in range(edge - 1, -1, -1) if _parts(some[n])), 0)
    return (first, edge) if first < edge and edge - first < 8 else None


def _before(some: Tokens, start: int, verb: Verb) -> list[Words]:
    """ "«…», — " or "…, " right before the verb's stretch."""
    at = start - 1
    while at >= 0 and some[at].kind == "mark" and some[at].text in ",—–-":
        at -= 1
    if at < 0 or (at == start - 1 and some[at].kind != "quote"):
        return []
    if some[at].kind == "quote":
        lead = [token for token in some[:at] if token.kind == "word"]
        one = content([some[at]]) if not lead or len(some[at].text.split()) > 4 else content(some[: at + 1])
        return [one] if one else []
    if some[at].text not in ")" and some[at].kind != "word":
        return []
    inverted = start == verb.at or _is("pronoun", some[start]) or some[start].low == "как"
    dash = some[start - 1].text in "—–-"
    one = content(some[: at + 1])
    size = sum(token.kind == "word" for token in some[: at + 1])
    return [one] if one and size >= 2 and (inverted or dash) and "quote" not in verb.lists else []


def _source(some: Tokens, start: int, verb: Verb, end: int) -> tuple[int, int] | None:
    """Who speaks: before the verb, or after it up to a recipient, a day or a preposition."""
    first = start
    while first < verb.at and (
        _is("time", some[first])
        or some[first].low in ("как", "что", "при", "этом", "сам")
        or not some[first].low[0].isalpha()
    ):
        first += 1
    if first < verb.at and _is("preposition", some[first]):
        named = [n for n in range(first, verb.at) if some[n].capital]
        first = named[-1] if named and _is("preposition", some[first]) and len(named) > 1 else verb.at
    stop = verb.at
    while stop > first and (
        _is("time", some[stop - 1])
        or _is("recipient", some[stop - 1])
        or some[stop - 1].low in ("также", "в", "на", "же")
    ):
        stop -= 1
    if first < stop:
        return _after_verb(some, first, stop), stop - (some[stop - 1].low in ("и", "а", "но") and stop - 1 > first)
    return _source_after(some, verb.end, end)


_PAST = re.compile(r"[а-яё]{2,}(?:л|ла|ло|ли|лся|лась|лись)")


def _after_verb(some: Tokens, first: int, stop: int) -> int:
    """ "Потом пришёл человек и сказал": the speaker stands after the verb before."""
    verb = next(
        (n for n in range(stop - 2, first - 1, -1) if _PAST.fullmatch(some[n].low) and (n == 0 or not some[n].capital)),
        None,
    )
    return verb + 1 if verb is not None and not some[verb + 1].low.startswith(("и", "а")) else first


def _source_after(some: Tokens, start: int, end: int) -> tuple[int, int] | None:
    at = start
    while at < end and (_is("time", some[at]) or _is("recipient", some[at]) or _is("preposition", some[at])):
        if _is("preposition", some[at]) and at + 1 < end:
            at += 1
        at += 1
    first = at
    while at < end and not _is("recipient", some[at]) and not (_is("preposition", some[at]) and at > first):
        at += 1
    if at < len(some) and some[at].text == "," and at == end:
        rest = next((n for n in range(at + 1, len(some)) if _parts(some[n])), len(some))
        if rest > at + 1 and some[rest - 1].capital and not verbs(some[at + 1 : rest], "ru"):
            at = rest
    if first >= end and start + 1 < end and some[start].low in ("в", "во"):
        return start + 1, end
    if start < end and _is("recipient", some[start]) and (first >= end or _is("preposition", some[first])):
        return start, start + 1
    if start < end and _is("recipient", some[start]) and some[start + 1 : start + 2] and some[start + 1].low == "со":
        return start, start + 1
    return (first, at) if first < at else None


def _after(some: Tokens, verb: Verb, end: int) -> tuple[Words | None, bool]:
    """ ", что …", ": «…»", ": …" after the verb; whether the words come after the sentence."""
    limit = min(len(some), verb.end + 30)
    for at in range(verb.end, limit):
        token = some[at]
        if token.low in ("что", "будто", "якобы") and token.kind == "word" and some[at - 1].text == ",":
            return content(some[at + 1 :]), False
        if token.text == ":":
            rest = content(some[at + 1 :])
            return rest, rest is None
        named = "quote" in verb.lists and len(token.text.split()) > 1
        if token.kind == "quote" and (named or (len(token.text.split()) > 2 and some[at - 1].text in ",—–")):
            return content([token]), False
        if token.text in ".;" or (token.text in "—–" and at > verb.end + 1):
            rest = content(list(some[at + 1 :]))
            return (rest if rest is not None and rest.direct else None), False
    return None, False


def _by_source(some: Tokens) -> Frame | None:
    """ "По словам X, …", "согласно X, …", "как сообщил X, …", also in the middle and at the end."""
    for at, token in enumerate(some):
        if token.kind != "word" or (
            at and some[at - 1].kind == "word" and some[at - 1].low not in ("но", "а", "и", "при", "однако")
        ):
            continue
        start = None
        own: Span | None = None
        if token.low == "по" and at + 1 < len(some) and _is("sources", some[at + 1]):
            start = at + 2
        elif (
            token.low == "по"
            and at + 2 < len(some)
            and _is("sources", some[at + 2])
            and some[at + 1].low in ("его", "её", "ее", "их")
        ):
            start, own = at + 3, some[at + 1].span
        elif token.low == "согласно" and at + 1 < len(some):
            start = (
                at + 2
                if _is("sources", some[at + 1])
                or some[at + 1].low in ("данным", "информации", "сообщению", "заявлению")
                else at + 1
            )
        elif token.low == "как" and any(verb.at == at + 1 for verb in verbs(some[: at + 4], "ru")):
            verb = next(verb for verb in verbs(some, "ru") if verb.at == at + 1)
            place = _source_after(
                some, verb.end, next((n for n in range(verb.end, len(some)) if _parts(some[n])), len(some))
            )
            if place is None:
                continue
            return _said_by(
                some,
                at,
                next((n for n in range(place[1], len(some)) if _parts(some[n])), len(some)),
                extent(some[place[0] : place[1]]),
            )
        if start is None:
            continue
        end = next((n for n in range(start, len(some)) if _parts(some[n])), len(some))
        source = own or (extent(some[start:end]) if end > start else None)
        if source is not None:
            return _said_by(some, at, end, source)
    return None


def _said_by(some: Tokens, at: int, end: int, source: Span) -> Frame | None:
    words = (
        content(some[:at])
        if end + 1 >= len(some) or len([one for one in some[end:] if one.kind != "mark"]) == 0
        else content(some[end:])
    )
    return Frame(source, "по словам", (words,), "by") if words else None


def _back(some: Tokens) -> Frame | None:
    """ "Об этом сообщил X.": what was said is the sentence before."""
    lows = [token.low for token in some[:2]]
    if lows not in (["об", "этом"], ["о", "чём"], ["соответствующее", "заявление"]):
        return None
    for verb in verbs(some, "ru"):
        end = next(
            (
                n
                for n in range(verb.end, len(some))
                if some[n].kind == "quote" or some[n].text in ";:—.!?" or some[n].text == ","
            ),
            len(some),
        )
        source = _source_after(some, verb.end, end)
        if source:
            return Frame(extent(some[source[0] : source[1]]), verb.words, (), back=True)
    return None


def _label(some: Tokens) -> list[Frame]:
    """ "X: «…»" at the head of a line."""
    for at in range(1, min(10, len(some) - 1)):
        if some[at].text == ":" and some[at + 1].kind == "quote":
            words = content([some[at + 1]])
            return [Frame(extent(some[:at]), "", (words,), "label")] if words and some[0].kind == "word" else []
    return []


_SAID_INSIDE = re.compile(r"[,!?…] ?[—–-] (?P<said>[^«»]{3,120}?)(?P<end>[,.:]? [—–-] |[.,:]?$)")


def _inside(some: Tokens) -> list[Frame]:
    """ "«…, — сказал X. — …»": the clause of saying stands inside the quotation marks."""
    for token in some:
        found = _SAID_INSIDE.search(token.text) if token.kind == "quote" else None
        if not found:
            continue
        offset = token.inner[0]
        clause = tokens(token.text, found.span("said"), ())
        said = verbs(clause, "ru")
        if not said:
            continue
        source = _source(clause, 0, said[0], len(clause))
        if source is None:
            continue
        at = clause[source[0]].span[0] + offset, clause[source[1] - 1].span[1] + offset
        words = [Words((offset, offset + found.start() + (found[0][0] in "!?…")), direct=True)]
        if found.end() < len(token.text):
            words.append(Words((offset + found.end(), token.inner[1]), direct=True))
        return [Frame(at, said[0].words, tuple(words))]
    return []
