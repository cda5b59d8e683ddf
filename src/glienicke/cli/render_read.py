"""What was read in documents, as people read it: each text with what was found in place, lists, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.console import RenderableType
from rich.text import Text

from glienicke.cli.out import table
from glienicke.cli.render import bullet, heading, indented
from glienicke.record.words import count
from glienicke.reports.compared import Compared, Verdict
from glienicke.reports.data import Counted, Document, Reading, Span

LANGUAGES = {"en": "English", "de": "German", "ru": "Russian"}
CUT = 100
"""Quotes are cut to so many characters in lists; the text itself is shown in full."""

Note = tuple[Span, str, str]
"""Where something stands, its style, and what is written behind it."""


def reading_view(reading: Reading) -> Iterator[RenderableType]:
    """One document: the text with people, counts, dates and reported words marked, then what is suggested."""
    document = reading.document
    yield heading(document.name)
    day = (
        f"published {document.published}"
        if document.published
        else "day of publication unknown: relative dates stay open"
    )
    yield indented(Text(f"{LANGUAGES.get(document.language, document.language)}; {day}\n", style="dim"))
    yield from _text(document, _notes(reading))
    yield from _people(reading)
    yield from _counts(reading)
    yield from _statements(reading)
    yield from _suggestions(reading)
    for why, number in reading.thrown_away.items():
        yield indented(Text(f"thrown away: {why} ({number})", style="yellow"))


# ------------------------------------------------------------------- the text


def _notes(reading: Reading) -> list[Note]:
    notes: list[Note] = [(span, "bold", "") for one in reading.people for span in one.spans]
    notes += [(one.span, "underline", f"[{one.value}]") for one in reading.counts]
    notes += [(one.span, "cyan", f"[{one.date or 'open'}]") for one in reading.events]
    return notes + [(one.span, "italic", f"[{' > '.join(one.chain) or 'nobody named'}]") for one in reading.statements]


def _text(document: Document, notes: Sequence[Note]) -> Iterator[RenderableType]:
    for block in document.blocks:
        if block.role in ("headline", "body"):
            yield indented(_marked(document, block.span, notes))
    yield Text()


def _marked(document: Document, span: Span, notes: Sequence[Note]) -> Text:
    """The words at a span, each mark in its style; what a mark says stands in brackets behind it."""
    start, end = span
    here = [((a, b), style, said) for (a, b), style, said in notes if start <= a and b <= end]
    cuts = sorted({start, end, *(place for one, _, _ in here for place in one)})
    result = Text()
    for left, right in pairwise(cuts):
        styles = [style for (a, b), style, _ in here if a <= left and right <= b]
        result.append(document.text[left:right], " ".join(styles))
        for (_, b), _, said in sorted(here, key=lambda note: -note[0][0]):
            if b == right and said:
                result.append(f" {said}", "dim")
    return result


# -------------------------------------------------------------------- the lists


def _people(reading: Reading) -> Iterator[RenderableType]:
    if not reading.people:
        return
    yield heading(f"People: {len(reading.people)}")
    rows = table("name", "named", "spelt", "in the case")
    for one in reading.people:
        spelt = ", ".join(spelling for spelling in one.spellings if spelling != one.name)
        rows.add_row(
            one.name, count(len(one.spans), "time"), "; ".join([spelt, *one.doubts]).strip("; "), one.person or ""
        )
    yield indented(rows)
    yield Text()


def _counts(reading: Reading) -> Iterator[RenderableType]:
    if not reading.counts:
        return
    yield heading(f"Counts: {len(reading.counts)}")
    rows = table("number", "of what", "part of", right=["number"])
    for one in reading.counts:
        whole = reading.counts[one.of] if one.of is not None else None
        rows.add_row(_number(one), one.what, f"{whole.value} {whole.what}" if whole else "")
    yield indented(rows)
    yield Text()


def _number(one: Counted) -> str:
    return str(one.value) if one.about == "exactly" else f"{one.about} {one.value}"


def _statements(reading: Reading) -> Iterator[RenderableType]:
    if not reading.statements:
        return
    yield heading(f"Who says what: {len(reading.statements)}")
    rows = table("who", "words")
    for one in reading.statements:
        rows.add_row(
            " > ".join(one.chain) or one.speaker or "nobody named",
            f"“{cut(one.text)}”" if one.direct else cut(one.text),
        )
    yield indented(rows)
    yield Text()


def _suggestions(reading: Reading) -> Iterator[RenderableType]:
    if not reading.suggestions:
        yield Text("Nothing is suggested for a case.\n")
        return
    yield heading(f"Suggested for a case: {len(reading.suggestions)} (nothing enters one until it is accepted)")
    rows = table("of whom", "what", "value", "words")
    for one in reading.suggestions:
        according = f" (according to {' > '.join(one.chain)})" if one.chain else ""
        since = f", since {one.since}" if one.since else ""
        rows.add_row(one.subject, one.property, f"{one.value}{since}", f"{cut(one.quote)}{according}")
    yield indented(rows)
    yield Text()


def cut(text: str) -> str:
    """Words on one line, at most `CUT` characters of them."""
    line = " ".join(text.split())
    return line if len(line) <= CUT else f"{line[: CUT - 1]}…"


# ----------------------------------------------------------------- side by side

_HEADS: dict[str, str] = {"agreed": "All agree, or several", "differing": "They differ", "only": "Only one has"}
_SUMS: tuple[Verdict, ...] = ("closes", "unaccounted", "too many")


def compared_view(compared: Sequence[Compared], readings: Sequence[Reading]) -> Iterator[RenderableType]:
    """The reports side by side: where they differ first, then where they agree, then what one alone has, then sums."""
    names = [reading.document.name for reading in readings]
    if len(names) > 1:
        yield heading(f"{len(names)} reports side by side")
        yield Text()
    for verdict in ("differing", "agreed", "only"):
        some = [one for one in compared if one.verdict == verdict]
        if some:
            yield heading(f"{_HEADS[verdict]}: {len(some)}")
            shown = [one for one in some if verdict != "only" or one.kind != "statement"]
            yield indented(_beside(shown, names))
            if len(shown) < len(some):
                yield indented(Text(f"and {count(len(some) - len(shown), 'statement')}, listed above"))
            yield Text()
    sums = [one for one in compared if one.verdict in _SUMS]
    if sums:
        yield heading("Sums")
        for one in sums:
            yield bullet(f"{one.said[0].document}: {one.note}")
        yield Text()


def _beside(some: Sequence[Compared], names: Sequence[str]) -> RenderableType:
    rows = table("", "about", *names, "note")
    for one in some:
        by = {
            name: "; ".join(dict.fromkeys(cut(said.value) for said in one.said if said.document == name))
            for name in names
        }
        about = cut(one.about) if one.kind != "count" or one.verdict == "differing" else ""
        rows.add_row(one.kind, about, *by.values(), one.note)
    return rows
