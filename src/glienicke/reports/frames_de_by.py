"""German sources without a verb of their own: "nach Angaben von X", "so X", "wie X mitteilte", "es hieß aus X"."""

from __future__ import annotations

from glienicke.reports.data import Span
from glienicke.reports.frames import Frame, content, extent
from glienicke.reports.frames_de_after import words_after, words_before
from glienicke.reports.german import (
    Tokens,
    clause_end,
    clause_start,
    is_a,
    is_clause,
    particle,
    source_end,
    subject_after,
)
from glienicke.reports.listed import listed


def by_source(some: Tokens) -> Frame | None:
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
                is_a("determiner", some[skip])
                or some[skip].low in ("eigenen", "ersten", "übereinstimmenden", "offiziellen")
            ):
                skip += 1
            if skip < len(some) and is_a("sources", some[skip]) and token.low == "nach":
                own = [one for one in some[at + 1 : skip] if one.low.startswith(("sein", "ihr"))]
                if some[skip - 1].low == "eigenen" and not own:
                    first = next((n for n in range(at) if is_a("finite", some[n])), at)
                    own_subject = extent(some[:first]) if 0 < first < 6 else None
                    return _with_source(some, at, skip + 1, own_subject) if own_subject else None
                if own:
                    return _with_source(some, at, skip + 1, extent(own[:1]))
                start = skip + 2 if skip + 1 < len(some) and some[skip + 1].low in ("von", "aus") else skip + 1
                return _from_source(some, at, start)
        if token.low == "zufolge" and at:
            start = clause_start(some, at - 1)
            start = next((n for n in range(at - 1, max(start, at - 6) - 1, -1) if is_a("determiner", some[n])), start)
            rest = content(some[at + 1 :]) if start == 0 else content([*some[:start], *some[at + 1 :]])
            return Frame(extent(some[start:at]), "zufolge", (rest,), "by") if rest and at > start else None
    return None


def _from_source(some: Tokens, at: int, start: int) -> Frame | None:
    end = source_end(some, start)
    return _with_source(some, at, end, extent(some[start:end])) if end > start else None


def _with_source(some: Tokens, at: int, end: int, source: Span) -> Frame | None:
    """What is said "nach Angaben von X": the rest of the clause, before and after."""
    lead = some[:at]
    rest = some[end:]
    if [token for token in lead if token.kind == "word"] and (len(rest) < 3 or not is_clause(rest)):
        words = content([*lead, *rest]) if len(rest) > 1 else content(lead)
    elif [token for token in lead if token.kind == "word"]:
        words = content(some)
    else:
        words = content(rest)
    return Frame(source, "laut", (words,), "by") if words else None


def so(some: Tokens) -> Frame | None:
    """ "„…“, so X." """
    for at, token in enumerate(some):
        if token.low == "so" and at and (some[at - 1].text == "," or some[at - 1].kind == "quote"):
            end = clause_end(some, at + 1)
            source = some[at + 1 : end]
            if (
                not source
                or not (source[0].capital or is_a("determiner", source[0]))
                or any(is_a("finite", one) for one in source)
            ):
                continue
            words = [*words_before(some[: at - 1] if some[at - 1].text == "," else some[:at])]
            later = content(some[end + 1 :]) if end + 2 < len(some) else None
            return Frame(extent(source), "so", (*words, *([later] if later else [])), "by") if words else None
    return None


def back(some: Tokens) -> Frame | None:
    """ "Das bestätigte X am Dienstag.": what was said is the sentence before."""
    if len(some) < 3 or some[0].low not in ("das", "dies", "darüber", "davon"):
        return None
    for at in range(1, min(3, len(some))):
        token = some[at]
        if some[1].capital:
            return None
        if token.low in listed("speech", "de", "say") or particle(some, at) is not None:
            source = subject_after(some, at + 1)
            return Frame(extent(some[source[0] : source[1]]), token.low, (), back=True) if source else None
        if token.low in ("hat", "hatte", "haben") and any(
            one.low in listed("speech", "de", "participle") for one in some[at:]
        ):
            source = subject_after(some, at + 1)
            return Frame(extent(some[source[0] : source[1]]), token.low, (), back=True) if source else None
    return None


def it_says(some: Tokens) -> Frame | None:
    """ "Aus Kreisen der Regierung hieß es, …", "…, heißt es in der Mitteilung des Amtes"."""
    at = next((n for n in range(len(some) - 1) if some[n].low in ("heißt", "hieß") and some[n + 1].low == "es"), None)
    if at is None:
        return None
    start = clause_start(some, at - 1) if at else 0
    source = some[start:at] if at > start else some[at + 2 : clause_end(some, at + 2)]
    source = source[1:] if source and is_a("preposition", source[0]) else source
    owner = next(
        (n for n in range(1, len(source)) if source[n].low in ("des", "der", "von") and n + 1 < len(source)), None
    )
    if owner is not None:
        source = source[owner + 1 :]
    if len(source) == 1 and source[0].low in ("dort", "da", "darin", "weiter", "weiterhin", "zudem"):
        source = some[at + 1 : at + 2]
    after, _ = words_after(some, at + 2)
    words = after or (content(some[: start - 1]) if start > 1 else None)
    return Frame(extent(source), "heißt es", (words,), "by") if source and words else None


def as_said(some: Tokens) -> Frame | None:
    """ "Wie X mitteilte, …" and "…, wie X mitteilte"; "…, heißt es in der Mitteilung"."""
    for at, token in enumerate(some):
        if token.low != "wie" or (at and some[at - 1].text != ","):
            continue
        end = clause_end(some, at + 1)
        source = subject_after(some, at + 1)
        last = some[end - 1].low if end > at + 1 else ""
        said = last in listed("speech", "de", "say") or last.endswith(
            ("mitteilte", "mitteilten", "hieß", "bekanntgab", "verlautete", "angab", "ankündigte", "ausführte")
        )
        said = said or any(one.low in listed("speech", "de", "participle") for one in some[at:end])
        if source and said:
            words = content(some[: at - 1]) if at else content(some[end + 1 :])
            if words is None or source[0] >= end - 1:
                return None
            named, origin = extent(some[source[0] : min(source[1], end - 1)]), cited(some[at:end])
            return Frame(origin, last, (words,), "by", through=named) if origin else Frame(named, last, (words,))
    return None


def cited(rest: Tokens) -> Span | None:
    """ "unter Berufung auf X": whose words they are in the end."""
    for at in range(len(rest) - 3):
        if [token.low for token in rest[at : at + 3]] == ["unter", "berufung", "auf"]:
            end = source_end(rest, at + 3)
            return extent(rest[at + 3 : end]) if end > at + 3 else None
    return None
