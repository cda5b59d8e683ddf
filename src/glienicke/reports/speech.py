"""Who is said to have said what: direct and indirect speech, with the chain of speakers through whom it comes.

Clauses of saying are found sentence by sentence, outermost first, then again inside the words that they report. What is
said in a quotation that goes on without naming anybody belongs to whoever spoke last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glienicke.reports import frames_de, frames_en, frames_ru
from glienicke.reports.data import Document, Reported, Someone, Span
from glienicke.reports.frames import Frame, Words
from glienicke.reports.listed import listed
from glienicke.reports.loose import settle
from glienicke.reports.quotes import quotes, sentences_outside
from glienicke.reports.sentences import CONTENT
from glienicke.reports.sources import speaker
from glienicke.reports.speakers import PRONOUNS, RECENT, Cast, Scene, Who
from glienicke.reports.tokens import Token, tokens
from glienicke.reports.turns import Turn, turns

if TYPE_CHECKING:
    from glienicke.reports.known import Known

FRAMES: Mapping[str, Callable[[Sequence[Token]], list[Frame]]] = {
    "en": frames_en.frames,
    "de": frames_de.frames,
    "ru": frames_ru.frames,
}
BEFORE, AFTER = 1, 7
"""Words that may stand before and after a clause of saying without telling more than it does ("then", "told
her on Monday").
"""
LEAD = 25
"""Characters before a source that are only "according to" or "in the words of"."""
GOES_ON = 700
"""So many characters after the last clause of saying, what goes on without one is no longer that speaker's."""
DEEPEST = 4
LONGEST = 600
"""A sentence of more words is no sentence: tables and lists are not looked through for clauses of saying."""


def statements_of(document: Document, people: tuple[Someone, ...], known: Known) -> tuple[Reported, ...]:
    """The stretches of reported words in a document's content, in order.

    The span is of the words alone. A quotation of several sentences is one stretch a paragraph; one that is
    interrupted is two. Clauses that only hold another's words are not given besides those. Where nobody can be told
    to have said it, nothing is given.
    """
    if document.language not in FRAMES:
        return ()
    return _Listener(Cast(document, people)).listen()


@dataclass(slots=True)
class _Loose:
    """A quotation without a clause of saying. place: the number that it has among the statements."""

    span: Span
    headline: bool


@dataclass(slots=True)
class _Listener:
    """One reading of a document, from its beginning to its end."""

    cast: Cast
    found: list[Reported] = field(default_factory=list)
    loose: list[_Loose] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    awaited: Who | None = None
    present: tuple[Who, ...] = ()

    @property
    def document(self) -> Document:
        return self.cast.document

    def listen(self) -> tuple[Reported, ...]:
        """Every block of content: an interview's turn, or a paragraph."""
        script = turns(self.cast)
        self.present = tuple({turn.who for turn in script.values() if turn.who is not None})
        for number, block in enumerate(self.document.blocks):
            if block.role not in CONTENT:
                continue
            turn = script.get(number)
            if turn is None:
                self._paragraph(block.span, block.role == "headline")
            else:
                self._turn(turn)
        self.found += settle(self.cast, self.found, [(one.span, one.headline) for one in self.loose])
        kept = {one.span: one for one in reversed(self.found)}
        return tuple(sorted(kept.values(), key=lambda one: (one.span[0], -one.span[1])))

    def _turn(self, turn: Turn) -> None:
        self.sentences.append(turn.span)
        chain: tuple[Who, ...] = ()
        if turn.who is not None:
            chain = (turn.who,)
            self._report(chain, Words(turn.span), "", deeper=False)
            self.cast.hear(turn.span[0], turn.who)
        self._within(turn.span, chain, 1)

    # -------------------------------------------------------------- paragraphs

    def _paragraph(self, span: Span, headline: bool) -> None:
        """Sentences outside quotations, their clauses of saying, and quotations that go on without one."""
        text = self.document.text
        dateline = _DATELINE.match(text, *span)
        if dateline and not headline:
            span = (dateline.end(), span[1])
        inside = quotes(text, span)
        last: Who | None = None
        if headline and self._headed(span):
            return
        for number, sentence in enumerate(sentences_outside(text, span, inside, self.document.language)):
            some = tokens(text, sentence, inside)
            self.sentences.append(sentence)
            spoken = self._sentence(some, (), 0)
            spoken = spoken if spoken is not None else self._lone(some, last, number == 0, headline)
            last = spoken or last

    def _headed(self, span: Span) -> bool:
        """A headline "Ruiz: no deal yet": a person or an institution before a colon says what comes after."""
        found = _HEADED.fullmatch(self.document.text, *span)
        if found is None or found["words"][0] in '“"«„‘':
            return False
        named = self.cast.within(found.span("who"))
        if not named and not _INSTITUTION.search(found["who"]):
            return False
        who = self.cast.who(named[-1].person) if named else Who(found["who"])
        self._report((who,), Words(found.span("words")), "")
        self.cast.hear(span[0], who)
        return True

    def _sentence(self, some: Sequence[Token], chain: tuple[Who, ...], depth: int) -> Who | None:
        """The clauses of saying of one sentence; who speaks in the last of them."""
        who: Who | None = None
        if len(some) > LONGEST:
            return None
        for frame in FRAMES[self.document.language](some):
            who = self._frame(frame, some, chain, who, depth) or who
        return who

    def _frame(
        self, frame: Frame, some: Sequence[Token], chain: tuple[Who, ...], before: Who | None, depth: int
    ) -> Who | None:
        """Note what one clause of saying reports; who says it, None if nobody can be told."""
        scene = self._scene(frame, chain)
        who = before if frame.kind == "same" else self.cast.last() if frame.kind == "goes on" else None
        if frame.kind == "goes on" and (who is None or chain or not self._near(some)):
            return None
        if who is None:
            who = self._named(frame, scene) if frame.source else self._doer(some, scene)
        if who is None or (chain and who == chain[-1]):
            return None
        through = speaker(self.cast, frame.through, scene) if frame.through else None
        whole = (*chain, *([through] if through else []), who)
        said = list(frame.words)
        if frame.back:
            earlier = [one for one in self.sentences[-RECENT:] if one[1] <= some[0].span[0]]
            said = [Words(_bare(self.document.text, earlier[-1]))] if earlier else []
        for words in said:
            self._report(whole, words, frame.verb, depth=depth)
        if frame.ahead:
            self.awaited = who
        self.cast.hear(frame.source[0] if frame.source else some[0].span[0], who)
        return who

    def _scene(self, frame: Frame, chain: tuple[Who, ...]) -> Scene:
        """Who cannot be meant: those whose words these are, those who are only spoken of in them, those in the same
        conversation.
        """
        without = {one.person for one in (*chain, *(self.present if chain else ())) if one.person is not None}
        return Scene(self.sentences, frozenset(without), tuple(one.span for one in frame.words))

    def _named(self, frame: Frame, scene: Scene) -> Who | None:
        """Whom the source of a clause of saying means; "he continued" is whoever spoke last, if that can be."""
        assert frame.source is not None
        words = self.document.quote(frame.source).lower().split()
        gender = PRONOUNS[self.document.language].get(words[0]) if len(words) == 1 else None
        last = self.cast.last()
        going_on = frame.verb.split()[:1] and frame.verb.split()[0] in listed(
            "speech", self.document.language, "goes on"
        )
        asked = _ASKED.match(self.document.text, self.sentences[-1][0]) if self.sentences else None
        if (
            gender in ("m", "f")
            and (going_on or asked)
            and last is not None
            and last.person not in scene.without
            and last.gender in (gender, "")
        ):
            return last
        return speaker(self.cast, frame.source, scene)

    def _near(self, some: Sequence[Token]) -> bool:
        """Whether somebody spoke in this sentence's paragraph or right before it."""
        place = self.cast.heard[-1][0] if self.cast.heard else -1
        return some[0].span[0] - place < GOES_ON

    def _doer(self, some: Sequence[Token], scene: Scene) -> Who | None:
        """The subject of a sentence, for a clause of saying that has none of its own."""
        quoted = [token.span for token in some if token.kind == "quote"]
        for naming in self.cast.within((some[0].span[0], some[-1].span[1])):
            spoken_of = any(a <= naming.span[0] < b for a, b in quoted)
            if naming.person not in scene.without and not self.cast.is_owned(naming.span) and not spoken_of:
                return self.cast.who(naming.person)
        first = next((token for token in some if token.kind == "word"), None)
        return speaker(self.cast, first.span, scene) if first else None

    def _lone(self, some: Sequence[Token], last: Who | None, first: bool, headline: bool) -> Who | None:
        """A sentence that is nothing but a quotation: who spoke before goes on, or is found at the end."""
        spoken = [token for token in some if token.kind == "quote" and token.inner[0] < token.inner[1]]
        if not spoken or (not headline and any(token.kind == "word" for token in some)):
            return None
        who = last or (None if headline or not self._near(some) else self.cast.last())
        if first:
            who = self.awaited or (None if headline else self.cast.last())
            self.awaited = None
        for token in spoken:
            if who is None or headline:
                self.loose.append(_Loose(token.inner, headline))
            else:
                self._report((who,), Words(token.inner, direct=True), "")
        return who

    # ------------------------------------------------------------------ words

    def _report(self, chain: tuple[Who, ...], words: Words, verb: str, *, deeper: bool = True, depth: int = 0) -> None:
        """Note reported words, after a look at what they themselves report."""
        span = words.span
        inner = self._within(span, chain, depth + 1) if deeper else None
        if inner is not None and self._no_more(span, inner):
            return
        names = tuple(who.name for who in chain)
        if span[0] < span[1]:
            self.found.append(Reported(names[-1], names, self.document.quote(span), span, verb, words.direct))

    def _no_more(self, span: Span, inner: Span) -> bool:
        """Whether words hold nothing but what somebody else says in them, and that they say it."""
        before, after = self.document.text[span[0] : inner[0]], self.document.text[inner[1] : span[1]]
        return len(before.split()) <= BEFORE and len(after.split()) <= AFTER

    def _within(self, span: Span, chain: tuple[Who, ...], depth: int) -> Span | None:
        """Clauses of saying inside reported words; the extent of the only one, if they are one sentence."""
        if depth > DEEPEST:
            return None
        text = self.document.text
        inside = quotes(text, span)
        pieces = sentences_outside(text, span, inside, self.document.language)
        extents: list[Span] = []
        for piece in pieces:
            some = tokens(text, piece, inside)
            if depth == 1 and len(pieces) > 1:
                self.sentences.append(piece)
            for frame in FRAMES[self.document.language](some) if len(some) <= LONGEST else ():
                if frame.ahead or frame.kind == "label" or (frame.back and len(pieces) < 2):
                    continue
                if self._frame(frame, some, chain, None, depth) is not None:
                    edges = [*(one.span for one in frame.words), *([frame.source] if frame.source else [])]
                    if frame.kind == "by" and frame.source and frame.source[0] - piece[0] < LEAD:
                        edges.append(piece)
                    extents.append((min(a for a, _ in edges), max(b for _, b in edges)))
        return extents[0] if len(extents) == 1 and len(pieces) == 1 else None


_DATELINE = re.compile(
    r"\s*(?:[A-ZÄÖÜА-ЯЁ]{3}[\w/ .’'-]*|"
    r"[A-ZÄÖÜ][\w/. -]{2,30}(?=,? ?[^—–\n]{0,30}\([^)\n]{2,40}\)))(?:, ?[^—–(/\n]{0,40})?"
    r"(?:\([^)\n]{2,40}\) ?(?:--|[—–:-])\s|/[^/\n]{2,30}/\.?\s|(?:--|[—–])\s|(?<=\d{4} )[-—–]\s|(?<=[а-я]\. ))\s*"
)
_HEADED = re.compile(r"\s*(?P<who>[^\W\d_][^:“”\"«»„\n]{1,60}): (?P<words>\S[^\n]+)")
_INSTITUTION = re.compile(
    r"^(?:the )?(?:kremlin|white house|(?:\w+ ){0,2}(?:ministry|government|police|prosecutors?|officials|army|"
    r"embassy|court)|"
    r"un|eu|nato|кремль|белый дом|мид(?: \w+)?|минобороны(?: \w+)?|фсб|сми|полиция|kreml|weißes haus|"
    r"(?:\w+ )?(?:\w*ministerium|regierung|polizei|staatsanwaltschaft|gericht))$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"(?:when |if )?(?:asked|pressed|questioned|challenged)\b", re.IGNORECASE)


def _bare(text: str, sentence: Span) -> Span:
    """A sentence without its full stop."""
    return (sentence[0], sentence[1] - (text[sentence[1] - 1] == "."))
