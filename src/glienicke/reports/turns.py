"""Interviews and transcripts: which paragraph is whose turn to speak.

Turns are labelled ("Q:", "A:", "HADDAD:", "Von der Heide:") or begin with a dash, as in Russian interviews. An
outlet's own questions are nobody's statement; in a transcript everybody with a name at the head of a line speaks, the
host, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from glienicke.reports.data import Span
from glienicke.reports.listed import listed
from glienicke.reports.speakers import CONTENT, Cast, Who


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph of a conversation. who: None if it is the outlet's question. span: its words without the label."""

    who: Who | None
    span: Span


@dataclass(frozen=True, slots=True)
class _Label:
    block: int
    name: Span
    start: int


_LABEL = re.compile(
    r"\s*(?P<name>(?:[^\W\d_][\w.’'-]*)(?: [^\W\d_][\w.’'-]*){0,4})"
    r"(?P<more>(?:, [^:\n“”\"«»„]{2,60})?(?: ?\([^)\n]{2,40}\))?) ?: +(?=\S)|\s*(?P<short>[QA])\. +(?=\S)"
)
_DASH = re.compile(r"\s*[—–-]\s+(?=\S)")
_INTERVIEWER = re.compile(
    r"(?:spoke (?:to|with)|speaks (?:to|with)|talked (?:to|with)|talks to|interviewed by|interview by|"
    r"interview:|asked by|conversation with|"
    r"beseda|беседовал[аи]?|беседует|беседу (?:вела?|провела?)|разговаривал[аи]?|говорил[аи]? с|"
    r"gespräch führten?|interview führten?|"
    r"fragen stellten?|sprach mit|mit ihr sprach|mit ihm sprach|interviewte)"
    r"(?: (?:our|unserem|unserer|наш|correspondent|reporter))*\s*$",
    re.IGNORECASE,
)


_ASKS = re.compile(
    r",? (?:who )?(?:spoke|talked|sprach|беседовала?|разговаривала?) (?:to|with|mit|с|со) "
    r"(?:the|a|an|dem|der|den) [a-zа-яё]"
    r"|,? (?:interviewed|interviewte|hat .{3,40} befragt)\b"
)


def turns(cast: Cast) -> Mapping[int, Turn]:
    """The turns of a conversation by the number of their block; empty if the document is none."""
    return _labelled(cast) or _dashed(cast) or _alternating(cast)


def _labelled(cast: Cast) -> dict[int, Turn]:
    labels = {}
    for number, block in enumerate(cast.document.blocks):
        found = _LABEL.match(cast.document.text, *block.span) if block.role in CONTENT else None
        group = "short" if found and found["short"] else "name"
        if (
            found
            and found[group].lower() not in listed("turns", "any", "not a turn")
            and not _one_quotation(cast, found.end(), block.span[1])
        ):
            labels[number] = _Label(number, found.span(group), found.end())
    first = min((label.name[0] for label in labels.values()), default=0)
    known = {number: who for number, label in labels.items() if (who := _whose(cast, label, first)) is not None}
    names = Counter(cast.document.quote(label.name) for label in labels.values())
    if known:
        again = {number for number, label in labels.items() if names[cast.document.quote(label.name)] > 1}
        known |= {number: Who("") for number in again - set(known)}
    spoken = {who.name for who in known.values() if who.name}
    if len(known) < 3 or not spoken:
        return {}
    return _filled(cast, labels, known, alone=len(spoken) == 1 and "" not in {who.name for who in known.values()})


def _one_quotation(cast: Cast, start: int, end: int) -> bool:
    return cast.document.text[start:end].strip()[:1] in '“"«„‘'


def _whose(cast: Cast, label: _Label, first: int) -> Who | None:
    """Who speaks under a label; one without a name for the outlet; None if it is no label of a turn."""
    name = cast.document.quote(label.name)
    low = name.lower().strip(".")
    if low in listed("turns", "any", "asking"):
        return Who("")
    if low in listed("turns", "any", "answering"):
        return asked(cast, first)
    named = cast.within(label.name)
    if named:
        return cast.who(named[-1].person)
    for number, person in enumerate(cast.people):
        if low == person.name.lower() or (low == person.name.lower().split()[-1]):
            return cast.who(number)
    return Who("") if name.isupper() and len(name) > 1 else None


def asked(cast: Cast, before: int) -> Who | None:
    """Whom an interview is with: the person named most before its first question, who does not ask them."""
    text = cast.document.text
    interviewers = {
        naming.person
        for naming in cast.namings
        if _INTERVIEWER.search(text[max(0, naming.span[0] - 40) : naming.span[0]])
    }
    interviewers |= {
        naming.person
        for naming in cast.namings
        if _ASKS.match(text, naming.span[1]) and naming.person not in interviewers
    }
    others = [naming for naming in cast.namings if naming.person not in interviewers]
    early = [naming.person for naming in others if naming.span[0] < before] or [naming.person for naming in others[:1]]
    if not early:
        return None
    return cast.who(max(early, key=lambda person: (early.count(person), -early.index(person))))


def _filled(cast: Cast, labels: Mapping[int, _Label], known: Mapping[int, Who], *, alone: bool) -> dict[int, Turn]:
    """Turns with labels, and the paragraphs between them: questions if only one person has a label, else the turn
    before goes on.
    """
    blocks = cast.document.blocks
    result: dict[int, Turn] = {}
    before: Who | None = None
    first, last = min(known), max(known)
    for number in range(first, len(blocks)):
        block = blocks[number]
        if block.role not in CONTENT:
            continue
        if number in known:
            before = known[number]
            result[number] = Turn(before if before.name else None, _ended(cast, (labels[number].start, block.span[1])))
        elif number > last or cast.document.text[block.span[0] : block.span[1]].strip()[:1] in "([":
            before = None
        elif alone:
            result[number] = Turn(None, block.span)
        elif before is not None:
            result[number] = Turn(before if before.name else None, _ended(cast, block.span))
    return result


def _ended(cast: Cast, span: Span) -> Span:
    """A span without white space and the last full stop."""
    text = cast.document.text[span[0] : span[1]].rstrip()
    end = span[0] + len(text)
    start = span[0] + len(text) - len(text.lstrip())
    return (start, end - 1) if text.endswith(".") and not text.endswith("..") else (start, end)


_INTERVIEW = re.compile(
    r"\binterview|\bspoke (?:to|with)\b|im gespräch|gespräch führte|\bинтервью|беседовал|Q&A|questions? and answers?",
    re.IGNORECASE,
)
_SHORT = 300


def _alternating(cast: Cast) -> dict[int, Turn]:
    """Short questions and answers in turn without any label, in a document that calls itself an interview."""
    text, blocks = cast.document.text, cast.document.blocks
    content = [number for number, block in enumerate(blocks) if block.role in CONTENT]
    asking = [n for n in content if text[blocks[n].span[0] : blocks[n].span[1]].rstrip().endswith("?")]
    questions = [n for n in asking if blocks[n].span[1] - blocks[n].span[0] < _SHORT]
    around = [*content[:4], *content[-2:]]
    called = any(_INTERVIEW.search(text[blocks[n].span[0] : blocks[n].span[1]]) for n in around)
    answered = sum(n + 1 not in questions for n in questions)
    if (
        len(questions) < 3
        or not called
        or answered < len(questions)
        or 3 * len(questions) < len(content) - questions[0]
    ):
        return {}
    who = asked(cast, blocks[questions[0]].span[0])
    result: dict[int, Turn] = {}
    last = next((n for n in content if n > questions[-1]), questions[-1])
    for number in content:
        if questions[0] <= number <= last:
            asks = number in questions
            result[number] = Turn(None if asks else who, _ended(cast, blocks[number].span))
    return result


def _dashed(cast: Cast) -> dict[int, Turn]:
    """Paragraphs that begin with a dash: question and answer in turn."""
    text, blocks = cast.document.text, cast.document.blocks
    opened = {
        number: found.end()
        for number, block in enumerate(blocks)
        if block.role in CONTENT and (found := _DASH.match(text, *block.span))
    }
    if len(opened) < 4 or sum(text[blocks[n].span[0] : blocks[n].span[1]].rstrip().endswith("?") for n in opened) < 2:
        return {}
    who = asked(cast, min(blocks[n].span[0] for n in opened))
    result: dict[int, Turn] = {}
    question = False
    for number in range(min(opened), max(opened) + 1):
        block = blocks[number]
        if block.role not in CONTENT:
            continue
        if number in opened:
            ends = text[: block.span[1]].rstrip().endswith("?")
            question = not question if result else ends
            result[number] = Turn(None if question else who, _ended(cast, (opened[number], block.span[1])))
        else:
            result[number] = Turn(None if question else who, _ended(cast, block.span))
    return result
