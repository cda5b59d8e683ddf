"""The clauses of saying in an English sentence: "X said that …", "…, said X", "“…,” X said, “…”", "according to X, …"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glienicke.reports.frames import Frame, Verb, Words, content, extent, verbs
from glienicke.reports.listed import listed
from glienicke.reports.tokens import Token

Tokens = Sequence[Token]

_CORE = frozenset(
    "said says say saying told tells claimed claims insisted insists admitted vowed vows argued believes".split()
)


def _is(title: str, token: Token) -> bool:
    return token.kind == "word" and token.low in listed("grammar", "en", title)


def frames(some: Tokens) -> list[Frame]:
    """The outermost clauses of saying in a sentence, in order; what lies within their words is left for another look."""
    for look in (_in_statement, _by_source, _trailing):
        found = look(some)
        if found is not None:
            return found
    return _leading(some)


# ------------------------------------------------------------- according to X


def _by_source(some: Tokens) -> list[Frame] | None:
    """ "According to X, …", "…, according to X", "in the words of X, …", "as X put it"."""
    for at, token in enumerate(some):
        size = _opens_source(some, at)
        if not size:
            continue
        end = _source_end(some, at + size)
        source, through = _passed_on(some[at + size : end])
        if any(_is("no speaker", one) for one in source[:4]):
            continue
        before, after = content(some[:at]), content(some[end:])
        words = [one for one in (before, after) if one is not None and _is_clause(one, some)]
        if source and words:
            return [Frame(extent(source), token.low, tuple(words), "by", through=through)]
    return None


def _in_statement(some: Tokens) -> list[Frame] | None:
    """ "In a statement made by X, it was claimed that …": the passive has its source before it."""
    if len(some) < 6 or some[0].low != "in" or not any(_is("writing", token) for token in some[1:5]):
        return None
    by = next((n for n in range(2, min(9, len(some))) if some[n].low in ("by", "from", "of")), None)
    comma = next((n for n in range(by or 0, len(some)) if some[n].text == ","), None)
    if by is None or comma is None or comma + 4 > len(some) or some[comma + 1].low != "it" or some[comma + 2].low not in ("was", "is"):
        return None
    end = next((n for n in range(by + 2, comma) if _is("preposition", some[n]) and some[n].low not in ("of", "for")), comma)
    start = next((n + 1 for n in range(comma + 3, min(comma + 7, len(some))) if some[n].low == "that"), comma + 4)
    words = content(some[start:])
    return [Frame(extent(some[by + 1 : end]), some[comma + 3].low, (words,), "by")] if words else None


def _opens_source(some: Tokens, at: int) -> int:
    lows = [token.low for token in some[at : at + 4]]
    if lows[:2] == ["according", "to"]:
        return 2
    return 4 if lows == ["in", "the", "words", "of"] else 0


def _source_end(some: Tokens, start: int) -> int:
    """Where the phrase after "according to" ends: at a comma, unless an apposition follows; at a mark, a quotation, a "that"."""
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
    if start < len(some) and some[start].low in ("who", "which", "whose", "cited", "quoted"):
        return False
    return _has_finite(some[start:end]) or end == len(some)


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
    return words.direct or (len(inside) >= 3 and _has_finite(inside)) or any(token.kind == "quote" for token in inside)


# ------------------------------------------------------------------ "…, X said"


def _trailing(some: Tokens) -> list[Frame] | None:
    """A clause of saying at the end of the sentence, whose words are all that stands before."""
    for verb in reversed(verbs(some, "en")):
        if _denied(some, verb) or "ing" in verb.lists and some[verb.at].low.endswith("ing"):
            continue
        found = _inverted(some, verb) or _after_words(some, verb)
        if found is not None:
            return [found]
    return _bare_quote(some)


def _after_words(some: Tokens, verb: Verb) -> Frame | None:
    """ "…, X said [on Friday]." and "“…,” X said." """
    if _said_after(some, verb, len(some)) is not None or _rest_matters(some, _adjuncts(some, verb)):
        return None
    subject = _subject(some, verb.at, 0)
    if subject is None:
        return None
    start, end = subject
    words = _before(some, start, verb)
    return Frame(extent(some[start:end]), verb.words, words) if words and end > start else None


def _rest_matters(some: Tokens, at: int) -> bool:
    """Whether more follows than an apposition or a clause set off by a comma."""
    while at < len(some) and some[at].kind == "mark" and some[at].text in ".)”\"'’":
        at += 1
    if at >= len(some):
        return False
    return some[at].text != "," or any(token.kind == "quote" for token in some[at:]) or _new_frame(some, at)


def _new_frame(some: Tokens, at: int) -> bool:
    return any(_said_after(some, verb, len(some)) is not None for verb in verbs(some, "en") if verb.at > at)


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
    if words is None or not verb.lists & {"say", "tell"} or not _has_finite(some[: last + 1]):
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
    if not quoted and (_has_finite(some[verb.end : _comma(some, verb.end)]) or not verb.lists & {"say"}):
        return None
    start = at - 1 if some[at - 1].kind == "quote" else at - 2
    words = _quoted_before(some, start) if quoted else tuple(one for one in [content(some[: at - 1])] if one)
    later = [token for token in some[end:] if token.kind == "quote"]
    if later:
        words = (*words, *(one for one in [content(later)] if one))
    if not words or (not quoted and not _has_finite(some[: at - 1])):
        return None
    return Frame(extent(some[verb.end : end]), verb.words, words)


def _begins_name(token: Token) -> bool:
    if token.kind != "word" or token.low in ("that", "it", "as", "not", "so"):
        return False
    return not (_is("preposition", token) or _is("adverb", token) or _is("joining", token) or _is("auxiliary", token))


def _comma(some: Tokens, start: int) -> int:
    return next((n for n in range(start, len(some)) if some[n].text in ",;:—–" or some[n].kind == "quote"), len(some))


def _phrase_end(some: Tokens, start: int) -> int:
    """Where the speaker's phrase after the verb ends: with its apposition, before a quotation, a colon or what X was doing."""
    end = _comma(some, start)
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
                and not _is("time", some[at - 1])
            ):
                continue
            end = at
            break
        if _is("time", some[at]) and not _is("time", some[start]):
            end = at
            break
    if end < len(some) and some[end].text == ",":
        rest = _comma(some, end + 1)
        apposition = some[end + 1 : rest]
        if (
            apposition
            and not _has_finite(apposition)
            and not any(token.low.endswith("ing") for token in apposition[:1])
        ):
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
        verb = next((n for n, one in enumerate(rest[:9]) if _past(one)), None)
        if verb is None:
            continue
        quoted = content([token])
        source = rest[1 : _phrase_end(rest, 1)] if verb == 0 else rest[:verb]
        source = [one for one in source if one.kind == "word"]
        if source and quoted and (source[0].capital or _is("determiner", source[0]) or _is("pronoun", source[0])):
            later = content([one for one in rest if one.kind == "quote"])
            return [Frame(extent(source), rest[verb].low, (quoted, *([later] if later else [])))]
    return None


def _past(token: Token) -> bool:
    return token.kind == "word" and (
        _is("past", token) or (token.low.endswith("ed") and len(token.low) > 3 and not token.capital)
    )


# ------------------------------------------------------------------ "X said …"


def _leading(some: Tokens) -> list[Frame]:
    """Clauses of saying whose words follow, from left to right; words before a "but Y said" end there."""
    result: list[Frame] = []
    found = verbs(some, "en")
    floor = 0
    for verb in found:
        if verb.at < floor or _denied(some, verb):
            continue
        start = _said_after(some, verb, len(some))
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
    return result or _colon(some)


def _who_leads(some: Tokens, verb: Verb, floor: int) -> tuple[int, tuple[int, int] | None, str]:
    if "ing" in verb.lists and some[verb.at].low.endswith("ing"):
        return (
            verb.at,
            None,
            "same"
            if verb.at > 0 and (some[verb.at - 1].text == "," or some[verb.at - 1].kind == "quote")
            else "subject",
        )
    before = _skip_back(some, verb.at - 1, floor)
    if before >= floor and some[before].low in ("and", "but", "then") and before > floor:
        return verb.at, None, "same"
    subject = _subject(some, verb.at, floor)
    if subject is None or subject[0] >= subject[1]:
        return verb.at, None, "subject"
    return subject[0], extent(some[subject[0] : subject[1]]), "subject"


def _colon(some: Tokens) -> list[Frame]:
    """ "X, a nurse, sobbed: “…”": any words before a colon and a quotation."""
    for at in range(1, len(some) - 1):
        if some[at].text == ":" and some[at + 1].kind == "quote":
            end = next((n for n in range(at) if some[n].text == "," or _past(some[n])), at)
            start = _strip_lead(some, 0, end)
            words = content(some[at + 1 :])
            if end > start and words:
                return [Frame(extent(some[start:end]), "", (words,), "label" if end == at else "subject")]
    return []


def _words_end(some: Tokens, start: int, found: Sequence[Verb]) -> int:
    """Where the words that begin at `start` end: before "…, but Y said" and before "…, adding that"."""
    for verb in found:
        if verb.at <= start or _said_after(some, verb, len(some)) is None:
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
            if some[at].low in ("and", "but") and _skip_back(some, verb.at - 1, 0) == at:
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
    for first, last in zip(edges, edges[1:], strict=False):
        skip = first + 2 if first in cuts else first
        one = content(some[skip:last])
        if one is not None:
            parts.append(one)
    return parts


# ------------------------------------------------------------- what follows it


def _adjuncts(some: Tokens, verb: Verb) -> int:
    """After a verb: past adverbs, days, "to reporters", "in a statement", and whom it was told."""
    at = verb.end
    if "tell" in verb.lists and at < len(some) and some[at].kind == "word" and not _is("preposition", some[at]):
        alone = _is("object pronoun", some[at]) and not (some[at].low == "her" and at + 1 < len(some) and _plain_noun(some[at + 1]))
        at = at + 1 if alone else _noun_phrase(some, at)
    while at < len(some):
        token = some[at]
        if token.kind != "word":
            size = _set_off(some, at)
            if not size:
                break
            at += size
        elif (
            _is("adverb", token)
            or _is("time", token)
            or (token.low.endswith("ly") and not token.capital)
            or token.low in ("last", "this", "next", "earlier")
        ):
            if token.low in ("this", "there", "so", "first", "only", "not", "here", "next") and not (
                at + 1 < len(some) and _is("time", some[at + 1])
            ):
                break
            at += 1
        elif _is("preposition", token) and token.low != "of":
            at = _noun_phrase(some, at + 1)
        elif re.fullmatch(r"\d{1,4}", token.low) and at > verb.end and _is("time", some[at - 1]):
            at += 1
        else:
            break
    return at


def _plain_noun(token: Token) -> bool:
    return token.kind == "word" and token.low not in ("that",) and not any(
        _is(title, token) for title in ("preposition", "pronoun", "adverb", "time", "auxiliary", "determiner", "joining", "past")
    )


def _set_off(some: Tokens, at: int) -> int:
    """ "said, however, that": the words between two commas before "that"."""
    if some[at].text != ",":
        return 0
    close = next((n for n in range(at + 1, min(len(some), at + 14)) if some[n].text == ","), None)
    return close + 1 - at if close is not None and close + 1 < len(some) and some[close + 1].low == "that" else 0


def _noun_phrase(some: Tokens, at: int) -> int:
    """Past a noun phrase: its last word is before a new determiner, pronoun, "that", mark, or name after a small word."""
    start = at
    while at < len(some) and some[at].kind == "word":
        token, first = some[at], at == start
        if token.low == "that" or (not first and (_is("pronoun", token) or _is("auxiliary", token))):
            break
        if (
            not first
            and _is("determiner", token)
            and not _is("preposition", some[at - 1])
            and some[at - 1].low != "and"
        ):
            break
        if (
            not first
            and token.capital
            and not some[at - 1].capital
            and not _is("determiner", some[at - 1])
            and not _links(some[at - 1])
        ):
            break
        if (
            not first
            and (_is("preposition", token) or _is("time", token) and not token.capital)
            and token.low not in ("of", "for", "and")
        ):
            break
        at += 1
    return at


def _links(token: Token) -> bool:
    return (
        _is("preposition", token)
        or token.low in ("and", "or")
        or token.owns
        or _is("time", token)
        or not token.low.isalpha()
        or token.low in _BEFORE_NAMES
    )


_BEFORE_NAMES = frozenset(
    "newspaper agency channel broadcaster magazine radio television daily site outlet president minister station service website".split()
)


def _said_after(some: Tokens, verb: Verb, limit: int) -> int | None:
    """Where the words that follow a verb of saying begin; `limit` if they come after the sentence; None if none follow."""
    at = _adjuncts(some, verb)
    if at >= limit:
        return None
    token = some[at]
    if token.low in ("whether", "if", "about") and "ask" in verb.words:
        return None
    if token.low == "that" and token.kind == "word" and at + 1 < limit:
        return None if verb.lists == {"quote"} and "go on" not in verb.words else at + 1
    if token.low == "as" and at + 2 < limit + 1 and at + 1 < limit and some[at + 1].low == "follows":
        at += 2
    colon = next((n for n in range(at, min(limit, at + 8)) if some[n].text == ":"), None)
    if colon is not None and not any(one.kind == "quote" or one.text == "," for one in some[at:colon]) and not _has_finite(some[at:colon]):
        return colon + 1
    if at >= limit:
        return None
    if some[at].kind == "quote":
        return at
    if some[at].text == "," and at + 1 < limit and some[at + 1].kind == "quote":
        return at + 1
    return _without_that(some, verb, at, limit)


def _without_that(some: Tokens, verb: Verb, at: int, limit: int) -> int | None:
    """ "said he had left": a clause begins right after the verb and has a verb of its own."""
    token = some[at]
    if (
        token.kind != "word"
        or not verb.lists & {"say", "tell", "ing"}
        or token.low in ("and", "or", "but", "to", "as", "whether", "how", "which", "who")
    ):
        return None
    rest = some[at : _comma_or_end(some, at, limit)]
    if _is("pronoun", token) and token.low not in ("it", "one", "who"):
        return at if _has_finite(some[at:limit]) else None
    finite = [n for n, one in enumerate(rest) if n and _finite(rest, n)]
    if not finite:
        return None
    relative = any(one.low in ("who", "which", "that", "whose", "where", "when") for one in rest[: finite[0]])
    if relative and len(finite) < 2:
        return None
    core = verb.words.split()[0] in _CORE
    return at if core or any(_is("auxiliary", rest[n]) or _is("past", rest[n]) for n in finite) else None


def _comma_or_end(some: Tokens, at: int, limit: int) -> int:
    return next((n for n in range(at + 6, limit) if some[n].text in ";"), limit)


def _finite(some: Tokens, at: int) -> bool:
    token = some[at]
    if _is("auxiliary", token) or _is("past", token):
        return True
    if token.kind == "word" and token.low.endswith("ed") and not token.capital and len(token.low) > 3:
        return at > 0 and not _is("determiner", some[at - 1])
    return False


def _has_finite(some: Tokens) -> bool:
    return any(_finite(some, at) for at in range(len(some)))


# ------------------------------------------------------------------ who it is


def _skip_back(some: Tokens, at: int, floor: int) -> int:
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
        elif (
            _is("auxiliary", token)
            and token.low not in ("will", "may")
            or _is("adverb", token)
            or (token.low.endswith("ly") and not token.capital)
        ):
            at -= 1
        else:
            break
    return at


_UNSAID = frozenset(
    "if whether would could should may might will can cannot to must not never n't didn't didn’t doesn't doesn’t nor without refused".split()
)


def _denied(some: Tokens, verb: Verb) -> bool:
    """ "did not say that", "to say that", "could say", "being told": nothing is said to have been said."""
    at = verb.at - 1
    if some[verb.at].low.endswith("ing") and "ing" not in verb.lists:
        return True
    edge = _skip_back(some, at, 0)
    for token in some[max(0, edge + 1) : verb.at]:
        if token.low in _UNSAID and token.low != "to":
            return True
    if edge >= 0 and some[edge].low in ("to", "not", "never", "will", "may", "i", "we", "you", "if"):
        return True
    passive = any(
        token.low in ("is", "are", "was", "were", "be", "been", "being") for token in some[max(0, edge + 1) : verb.at]
    )
    return passive and some[verb.at].low not in ("quoted",)


def _subject(some: Tokens, verb_at: int, floor: int) -> tuple[int, int] | None:
    """The phrase before a verb that names who does it, with its apposition: (first token, end)."""
    end = _skip_back(some, verb_at - 1, floor) + 1
    if end <= floor:
        return None
    if some[end - 1].low in ("who", "which") and end - 2 >= floor and some[end - 2].text == ",":
        end -= 2
    last = end
    stop = end - 1
    if some[stop].text == ",":
        end = stop
        stop = _back_to_comma(some, stop - 1, floor) - 1
        while stop > floor and some[stop].text == ",":
            start = _back_to_comma(some, stop - 1, floor)
            if not _adds(some, start, stop, floor):
                return _strip_lead(some, start, stop), end
            stop = start - 1
        return (_strip_lead(some, floor, end), end) if stop <= floor else (stop + 1, end)
    if some[stop].text in ")]":
        stop = next((n for n in range(stop, floor, -1) if some[n].text in "(["), stop)
        end = stop
    start = _back_to_comma(some, end - 1, floor)
    first = _strip_lead(some, start, end)
    if first < end - 1 and some[end - 1].low in ("he", "she", "it", "they", "i", "we", "you"):
        return None
    return (first, last) if first < last else None


def _adds(some: Tokens, start: int, end: int, floor: int) -> bool:
    """Whether the words between two commas add to a name before them: an age, an office."""
    words = some[start:end]
    before = some[start - 2] if start - 2 >= floor else None
    if before is None or not before.capital:
        return False
    return (
        all(re.fullmatch(r"\d{1,3}", token.low) for token in words)
        or _is("determiner", words[0])
        or words[0].low in ("who", "now", "then")
    )


def _back_to_comma(some: Tokens, at: int, floor: int) -> int:
    """The first token of the stretch between marks that holds `at`."""
    while at >= floor and not (some[at].kind == "quote" or (some[at].kind == "mark" and some[at].text in ",;:—–?!.")):
        at -= 1
    return at + 1


def _strip_lead(some: Tokens, start: int, end: int) -> int:
    """Past "But", "On Friday", "In a statement" before a subject."""
    while start < end and some[start].kind == "word":
        token = some[start]
        if token.low in (
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
        ) or (_is("adverb", token) and token.low not in ("no", "one")):
            start += 1
        elif _is("time", token):
            start += 1
        elif _is("preposition", token):
            past = _noun_phrase(some, start + 1)
            if past >= end:
                return start
            start = past
        elif re.fullmatch(r"\d{1,4}", token.low) and start > 0 and _is("time", some[start - 1]):
            start += 1
        else:
            break
    return start
