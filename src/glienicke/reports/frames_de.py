"""The clauses of saying in a German sentence: "„…“, sagte X", "X erklärte, dass …", "nach Angaben von X …", "X zufolge".

A sentence in the subjunctive that has no verb of saying goes on with what was said before ("Er sei am Montag abgeholt worden.").
"""

from __future__ import annotations

from collections.abc import Sequence

from glienicke.reports.data import Span
from glienicke.reports.frames import Frame, Words, content, extent
from glienicke.reports.listed import listed
from glienicke.reports.tokens import Token

Tokens = Sequence[Token]


def _is(title: str, token: Token) -> bool:
    return token.kind == "word" and token.low in listed("grammar", "de", title)


def frames(some: Tokens) -> list[Frame]:
    """The outermost clauses of saying in a sentence, in order."""
    for look in (_by_source, _so, _back, _it_says):
        found = look(some)
        if found is not None:
            return [found]
    for at in _verbs(some):
        found = _at_verb(some, at)
        if found is not None:
            return [found]
    found = _as_said(some) or _colon(some) or _subjunctive(some)
    return [found] if found is not None else []


# ------------------------------------------------------------------------ verbs


def _verbs(some: Tokens) -> list[int]:
    """Where verbs of saying stand: alone, with their particle, or as participles after "hat"."""
    result = []
    for at, token in enumerate(some):
        if token.kind != "word" or (token.capital and at > 0):
            continue
        if (
            token.low in listed("speech", "de", "say")
            or token.low in listed("speech", "de", "quote")
            or _particle(some, at) is not None
        ):
            result.append(at)
        elif token.low in listed("speech", "de", "participle") and _auxiliary(some, at) is not None:
            result.append(at)
    return result


def _particle(some: Tokens, at: int) -> int | None:
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


def _auxiliary(some: Tokens, at: int) -> int | None:
    return next(
        (n for n in range(at - 1, max(-1, at - 14), -1) if some[n].low in ("hat", "hatte", "haben", "hatten", "habe")),
        None,
    )


def _clause_end(some: Tokens, at: int) -> int:
    """The next mark or quotation from a place on."""
    return next((n for n in range(at, len(some)) if some[n].kind == "quote" or some[n].text in ",;:.—–-!?"), len(some))


def _clause_start(some: Tokens, at: int) -> int:
    """The first token after the last mark or quotation before a place."""
    return next((n + 1 for n in range(at, -1, -1) if some[n].kind == "quote" or some[n].text in ",;:—–!?"), 0)


# ------------------------------------------------------------------- X sagte, …


def _at_verb(some: Tokens, at: int) -> Frame | None:
    """The clause of saying with the verb at a place: its words before or after it."""
    participle = some[at].low in listed("speech", "de", "participle") and some[at].low not in listed(
        "speech", "de", "say"
    )
    start = _clause_start(some, at - 1) if at else 0
    verb = _auxiliary(some, at) if participle else at
    if verb is not None and verb == start and start > 1 and some[start - 1].text == ",":
        start = _apposed(some, start)
    if verb is None or any(
        token.low in ("nicht", "nie", "niemals", "kein", "weder", "wollte", "wenn", "ob")
        for token in some[start : at + 3]
    ):
        return None
    before = some[: start - 1] if start and some[start - 1].text in ",;—–-" else some[:start]
    first = verb == start
    source = _after(some, verb + 1) if first or not _subject_before(some, start, verb) else (start, verb)
    if source is None:
        return None
    stop = max(source[1], at + 1)
    place = _particle(some, at)
    stop = max(stop, place + 1) if place is not None else stop
    after, ahead = _words_after(some, stop, at)
    quote_only = some[at].low in listed("speech", "de", "quote")
    words: list[Words] = []
    if after is not None and after.direct and before and before[-1].kind != "quote":
        before = ()
    if first and before and (before[-1].kind == "quote" or (not quote_only and _clause(before))):
        words += _before(before)
    elif before and before[-1].kind == "quote":
        words += _before(before)
    if after is not None and not (quote_only and not after.direct):
        words.append(after)
    if not words and not ahead:
        return None
    cited = _cited(some[stop:])
    if cited is not None:
        return Frame(cited, some[at].low, tuple(words), "by", ahead=ahead, through=extent(some[source[0] : source[1]]))
    return Frame(extent(some[source[0] : source[1]]), some[at].low, tuple(words), ahead=ahead)


def _cited(rest: Tokens) -> Span | None:
    """ "unter Berufung auf X": whose words they are in the end."""
    for at in range(len(rest) - 3):
        if [token.low for token in rest[at : at + 3]] == ["unter", "berufung", "auf"]:
            end = _source_end(rest, at + 3)
            return extent(rest[at + 3 : end]) if end > at + 3 else None
    return None


def _it_says(some: Tokens) -> Frame | None:
    """ "Aus Kreisen der Regierung hieß es, …", "…, heißt es in der Mitteilung des Amtes"."""
    at = next((n for n in range(len(some) - 1) if some[n].low in ("heißt", "hieß") and some[n + 1].low == "es"), None)
    if at is None:
        return None
    start = _clause_start(some, at - 1) if at else 0
    source = some[start:at] if at > start else some[at + 2 : _clause_end(some, at + 2)]
    source = source[1:] if source and _is("preposition", source[0]) else source
    owner = next(
        (n for n in range(1, len(source)) if source[n].low in ("des", "der", "von") and n + 1 < len(source)), None
    )
    if owner is not None:
        source = source[owner + 1 :]
    after, _ = _words_after(some, at + 2, at)
    words = after or (content(some[: start - 1]) if start > 1 else None)
    return Frame(extent(source), "heißt es", (words,), "by") if source and words else None


def _apposed(some: Tokens, start: int) -> int:
    """ "Der Verteidiger, Rechtsanwalt Jonas Berg, kündigte an": the subject begins before its apposition."""
    edge = _clause_start(some, start - 2)
    if edge < 2 or some[edge - 1].text != "," or _clause(some[edge : start - 1]):
        return start
    first = _clause_start(some, edge - 2)
    lead = some[first : edge - 1]
    plain = lead and lead[-1].capital and not _clause(lead) and (lead[0].capital or _is("determiner", lead[0]))
    return first if plain and len(lead) < 9 else start


def _subject_before(some: Tokens, start: int, verb: int) -> bool:
    """Whether the verb's subject stands before it, and not an adverb or "am Montag"."""
    lead = [token for token in some[start:verb] if token.kind == "word"]
    if (
        not lead
        or _is("preposition", lead[0])
        or all(_is("time", token) for token in lead)
        or (len(lead) == 1 and lead[0].low in ("das", "dies"))
        or lead[0].low in ("darüber", "so", "wie")
    ):
        return False
    return (
        lead[0].capital
        or _is("determiner", lead[0])
        or _is("pronoun", lead[0])
        or lead[0].low in ("und", "aber", "doch")
    )


def _before(before: Tokens) -> list[Words]:
    """Words before a verb: the last quotation alone, or the whole clause."""
    if before[-1].kind == "quote":
        lead = [token for token in before[:-1] if token.kind == "word"]
        one = content([before[-1]]) if not lead or len(before[-1].text.split()) > 4 else content(before)
    else:
        one = content(before)
    return [one] if one else []


def _clause(some: Tokens) -> bool:
    return len(some) > 2 and any(
        _is("finite", token) or _is("subjunctive", token) or token.low.endswith(("te", "ten")) for token in some
    )


def _after(some: Tokens, start: int) -> tuple[int, int] | None:
    """The phrase after a verb that names who speaks: up to a preposition, a word of time or a second noun phrase."""
    at = start
    while at < len(some) and (_is("time", some[at]) or some[at].low in ("sich", "es")):
        at += 1
    if at < len(some) and _is("preposition", some[at]):
        at = _past_preposition(some, at)
    if at >= len(some) or some[at].kind != "word":
        return None
    first = at
    if _is("pronoun", some[at]) and not (
        _is("determiner", some[at]) and at + 1 < len(some) and some[at + 1].kind == "word" and _noun_ahead(some, at + 1)
    ):
        return (at, at + 1)
    at += 1
    while at < len(some) and some[at].kind == "word":
        token = some[at]
        if _is("preposition", token) and token.low not in ("von", "für") or _is("time", token):
            break
        if _is("determiner", token) and (token.low not in ("der", "des") or not _office(some, at)):
            break
        if not token.capital and not _noun_ahead(some, at):
            break
        at += 1
    if at < len(some) and some[at].text == ",":
        end = _clause_end(some, at + 1)
        apposition = some[at + 1 : end]
        closed = end >= len(some) or some[end].text in ",.:"
        if (
            apposition
            and closed
            and apposition[-1].capital
            and not _clause(apposition)
            and not _is("subordinator", apposition[0])
            and len(apposition) < 7
        ):
            at = end
    return (first, at)


def _past_preposition(some: Tokens, at: int) -> int:
    """Past "in Wien", "am Dienstag", "nach dem Treffen" between a verb and its subject."""
    while at < len(some) and (_is("preposition", some[at]) or _is("time", some[at])):
        at += 1
        while at < len(some) and some[at].kind == "word" and not some[at].capital:
            at += 1
        at += 1
    return at


def _noun_ahead(some: Tokens, at: int) -> bool:
    """Whether an adjective leads to a noun: a small word that is followed by a capital within two words."""
    for token in some[at : at + 3]:
        if token.kind != "word" or _is("preposition", token) or _is("determiner", token):
            return False
        if token.capital:
            return True
    return False


def _office(some: Tokens, at: int) -> bool:
    """ "der" after a noun begins a genitive ("die Leiterin der Anstalt") if the word before is no name that speaks to somebody."""
    return some[at - 1].capital and at >= 2 and (_is("determiner", some[at - 2]) or not some[at - 2].capital)


def _words_after(some: Tokens, start: int, verb: int) -> tuple[Words | None, bool]:
    """The words that follow a clause of saying; whether they come after the sentence."""
    end = start
    while end < len(some) and some[end].text not in ",:;" and some[end].kind != "quote":
        end += 1
    if end >= len(some):
        return None, False
    if some[end].kind == "quote":
        return (
            _quoted(some, end) if len(some[end].text.split()) > 2 and some[end - 1].low not in _TITLED else None
        ), False
    if some[end].text == ":":
        rest = content(some[end + 1 :])
        return rest, rest is None
    if some[end].text != "," or end + 1 >= len(some):
        return None, False
    follows = some[end + 1]
    if follows.kind == "quote":
        return _quoted(some, end + 1), False
    if follows.low in ("dass", "daß"):
        return content(some[end + 2 :]), False
    if follows.low in ("und", "aber") and end + 2 < len(some) and some[end + 2].low in ("dass", "daß"):
        return content(some[end + 3 :]), False
    rest = some[end + 1 :]
    doubtful = _is("subordinator", follows) or (
        follows.low in ("der", "die", "das", "den", "dem") and not _verb_second(rest)
    )
    if any(_is("subjunctive", token) for token in rest) and not _is("subordinator", follows):
        return content(rest), False
    if not doubtful and _clause(rest):
        return content(rest), False
    if follows.low in ("wenn", "nachdem", "sobald") and any(_is("subjunctive", token) for token in rest):
        return content(rest), False
    return None, False


_TITLED = frozenset(
    "zeitung sender magazin portal agentur zeitschrift blatt sendung tageszeitung nachrichtenagentur nachrichtenportal".split()
)


def _quoted(some: Tokens, at: int) -> Words | None:
    return (
        content([some[at]]) if not [token for token in some[at + 1 :] if token.kind == "word"] else content([some[at]])
    )


def _verb_second(rest: Tokens) -> bool:
    """Whether a verb stands early, as in a main clause, and not at the end, as after a relative pronoun."""
    early = [token for token in rest[:6] if _is("finite", token) or _is("subjunctive", token)]
    return bool(early) and not (_is("finite", rest[-1]) if rest else False)


# ----------------------------------------------------------- nach Angaben von X


def _by_source(some: Tokens) -> Frame | None:
    """ "Nach Angaben von X …", "laut X …", "X zufolge …"."""
    for at, token in enumerate(some):
        if (
            token.low in ("laut", "gemäß")
            and token.kind == "word"
            and at + 1 < len(some)
            and some[at + 1].kind == "word"
        ):
            return _from_source(some, at, at + 1)
        if token.low in ("nach", "den") and at + 1 < len(some):
            skip = at + 1
            while skip < len(some) and (
                _is("determiner", some[skip])
                or some[skip].low in ("eigenen", "ersten", "übereinstimmenden", "offiziellen")
            ):
                skip += 1
            if skip < len(some) and _is("sources", some[skip]) and token.low == "nach":
                own = [one for one in some[at + 1 : skip] if one.low.startswith(("sein", "ihr"))]
                if own:
                    return _with_source(some, at, skip + 1, extent(own[:1]))
                start = skip + 2 if skip + 1 < len(some) and some[skip + 1].low in ("von", "aus") else skip + 1
                return _from_source(some, at, start)
        if token.low == "zufolge" and at:
            start = _clause_start(some, at - 1)
            start = next((n for n in range(at - 1, max(start, at - 6) - 1, -1) if _is("determiner", some[n])), start)
            rest = content(some[at + 1 :]) if start == 0 else content([*some[:start], *some[at + 1 :]])
            return Frame(extent(some[start:at]), "zufolge", (rest,), "by") if rest and at > start else None
    return None


def _from_source(some: Tokens, at: int, start: int) -> Frame | None:
    end = _source_end(some, start)
    return _with_source(some, at, end, extent(some[start:end])) if end > start else None


def _source_end(some: Tokens, start: int) -> int:
    """Past the phrase after "laut": articles, adjectives before a noun, nouns, a genitive, a name."""
    at = start
    while at < len(some) and some[at].kind == "word":
        token = some[at]
        if token.capital or (
            _is("determiner", token)
            and (
                at == start
                or (token.low in ("des", "der", "seines", "ihres", "seiner", "ihrer") and some[at - 1].capital)
            )
        ):
            at += 1
        elif _noun_ahead(some, at) and (at == start or not some[at - 1].capital):
            at += 1
        elif token.low in ("und", "von", "für") and at > start and at + 1 < len(some) and some[at + 1].capital:
            at += 1
        else:
            break
        if at < len(some) and _is("determiner", some[at]) and some[at].low == "der" and _is("finite", some[at - 1]):
            break
    return at


def _with_source(some: Tokens, at: int, end: int, source: Span) -> Frame | None:
    """What is said "nach Angaben von X": the rest of the clause, before and after."""
    lead = some[:at]
    rest = some[end:]
    if [token for token in lead if token.kind == "word"] and (len(rest) < 3 or not _clause(rest)):
        words = content([*lead, *rest]) if len(rest) > 1 else content(lead)
    elif [token for token in lead if token.kind == "word"]:
        words = content(some)
    else:
        words = content(rest)
    return Frame(source, "laut", (words,), "by") if words else None


def _so(some: Tokens) -> Frame | None:
    """ "„…“, so X." """
    for at, token in enumerate(some):
        if token.low == "so" and at and (some[at - 1].text == "," or some[at - 1].kind == "quote"):
            end = _clause_end(some, at + 1)
            source = some[at + 1 : end]
            if (
                not source
                or not (source[0].capital or _is("determiner", source[0]))
                or any(_is("finite", one) for one in source)
            ):
                continue
            words = [*_before(some[: at - 1] if some[at - 1].text == "," else some[:at])]
            later = content(some[end + 1 :]) if end + 2 < len(some) else None
            return Frame(extent(source), "so", tuple([*words, *([later] if later else [])]), "by") if words else None
    return None


def _back(some: Tokens) -> Frame | None:
    """ "Das bestätigte X am Dienstag.": what was said is the sentence before."""
    if len(some) < 3 or some[0].low not in ("das", "dies", "darüber", "davon"):
        return None
    for at in range(1, min(3, len(some))):
        token = some[at]
        if some[1].capital:
            return None
        if token.low in listed("speech", "de", "say") or _particle(some, at) is not None:
            source = _after(some, at + 1)
            return Frame(extent(some[source[0] : source[1]]), token.low, (), back=True) if source else None
        if token.low in ("hat", "hatte", "haben") and any(
            one.low in listed("speech", "de", "participle") for one in some[at:]
        ):
            source = _after(some, at + 1)
            return Frame(extent(some[source[0] : source[1]]), token.low, (), back=True) if source else None
    return None


def _as_said(some: Tokens) -> Frame | None:
    """ "Wie X mitteilte, …" and "…, wie X mitteilte"; "…, heißt es in der Mitteilung"."""
    for at, token in enumerate(some):
        if token.low != "wie" or (at and some[at - 1].text != ","):
            continue
        end = _clause_end(some, at + 1)
        source = _after(some, at + 1)
        last = some[end - 1].low if end > at + 1 else ""
        said = last in listed("speech", "de", "say") or last.endswith(
            ("mitteilte", "mitteilten", "hieß", "bekanntgab", "verlautete", "angab", "ankündigte", "ausführte")
        )
        said = said or any(one.low in listed("speech", "de", "participle") for one in some[at:end])
        if source and said:
            words = content(some[: at - 1]) if at else content(some[end + 1 :])
            return (
                Frame(extent(some[source[0] : min(source[1], end - 1)]), last, (words,))
                if words and source[0] < end - 1
                else None
            )
    return None


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
    first = next((n for n, token in enumerate(plain[:9]) if _is("subjunctive", token) or _is("finite", token)), None)
    if first is None or plain[first].low not in _SURE or (plain and _is("subordinator", plain[0])):
        return None
    words = content(some)
    return Frame(None, "", (words,), "goes on") if words and not some[-1].text == "?" else None


_SURE = frozenset(
    """sei seien habe werde könne müsse solle wolle dürfe möge gebe gehe komme stehe bleibe wisse lasse nehme bestehe handle handele brauche
    befinde fehle""".split()
)
