"""What is said about text that is not of the language: where, what was expected, and the likely remedy.

In: the lexer's or parser's complaint and the text. Out: one `Mistake`, in words that somebody who never saw
the grammar understands.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from lark import Token
from lark.exceptions import UnexpectedCharacters
from rapidfuzz import fuzz, process

NameKind = Literal["id", "word", "party", "country", "rank", "step", "table"]


@dataclass(frozen=True, slots=True)
class NameUse:
    """A name in a text. kind: what it must be the name of ("word": an id or a tag). start, end: characters, from 0."""

    kind: NameKind
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a text. start, end: characters, from 0. message: what was expected. hint: a likely remedy."""

    start: int
    end: int
    message: str
    hint: str | None = None


A_STATEMENT = "a statement such as 'navalny' or 'at least 2 of {…}'"
A_SELECTION = "people, such as 'held by RU' or a tag"
PEOPLE = "an id or a selection in braces"

_GROUPS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"NEVER", "TOGETHER", "ALL", "NAME"}), "a condition such as 'krasikov only if navalny'"),
    (frozenset({"AT", "EXACTLY", "BETWEEN", "ALL", "ANY", "NONE", "FOR", "WEIGHT", "NAME"}), A_STATEMENT),
    (frozenset({"HELD", "CITIZENS", "WANTED", "RANK", "AGE", "EVERYBODY", "NAME"}), A_SELECTION),
    (frozenset({"NAME", "LBRACE"}), PEOPLE),
    (frozenset({"BEST", "NUMBER", "NAME"}), "a value, such as '8', '60..90' or 'high', or 'best'"),
    (frozenset({"DAY", "DAYS", "MONTH", "MONTHS", "YEAR", "YEARS"}), "'days', 'months' or 'years'"),
)
"""Sets of tokens that together mean one thing; the first that is wholly among the accepted ones is said instead."""

_IN_GROUPS = frozenset({"NOT", "LPAR", "AT", "EXACTLY", "BETWEEN", "ANY", "NONE", "FOR", "WEIGHT"})
"""Tokens that any of the groups says along with it."""

_SIGNS = {
    "LBRACE": "'{'", "RBRACE": "'}'", "LPAR": "'('", "RPAR": "')'", "COMMA": "','", "SEMICOLON": "';'",
    "_DOTS": "'..'", "SIGN": "'<=', '>=' or '='", "NUMBER": "a number", "$END": "the end",
}  # fmt: skip

_NAMES = {
    "TO": "a party", "RANK": "a rank", "LEAST": "a rank", "MOST": "a rank", "BY": "a party",
    "AFTER": "a legal step", "WEIGHT": "a table of weights, such as 'rank'", "OF": "a country", "NEVER": "an id",
}  # fmt: skip
"""What a name must be, by the token before it."""

_CHARACTERS = {
    "≤": "write '<='", "≥": "write '>='", "<": "write '<='", ">": "write '>='", "–": "a range is written 60..90",
    "—": "a range is written 60..90", "…": "a range is written 60..90", "&": "write 'and'", "|": "write 'or'",
    "'": "names stand without quotes", '"': "names stand without quotes", "‘": "names stand without quotes",
    "’": "names stand without quotes", "“": "names stand without quotes", "”": "names stand without quotes",
    "[": "selections stand in {braces}", "]": "selections stand in {braces}", "%": "counts are whole numbers",
    ".": "a sentence has no full stop; a decimal begins with a digit: 0.5",
    "-": "a hyphen stands only inside a name or before a number",
    "+": "positive numbers stand without a sign", "!": "write 'not'", "*": "for all people write 'everybody'",
    "_": "a name begins with a letter",
}  # fmt: skip

_PAIRS = {"{": "}", "(": ")"}


def at_character(text: str, error: UnexpectedCharacters) -> Mistake:
    """The mistake for a character that begins no word of the language."""
    start = error.pos_in_stream or 0
    found = text[start]
    if "0" <= found <= "9":
        end = start + 1
        while end < len(text) and (text[end].isalnum() or text[end] in "-_"):
            end += 1
        return Mistake(start, end, f"'{text[start:end]}' is neither a number nor a name", "a name begins with a letter")
    return Mistake(start, start + 1, f"'{found}' has no meaning here", _CHARACTERS.get(found))


def at_token(
    text: str, token: Token, before: Sequence[Token], accepted: frozenset[str], reserved: frozenset[str]
) -> Mistake:
    """The mistake for a token that cannot stand where it does.

    before: the tokens up to there. accepted: the kinds of token that could follow them.
    """
    ended = token.type == "$END"
    start = len(text.rstrip()) if ended else token.start_pos or 0
    end = start if ended else token.end_pos or start
    opened = _unclosed(text, start)
    if opened is not None and (ended or not _closes_later(text, start)):
        closing = _PAIRS[text[opened]]
        name = "brace" if closing == "}" else "parenthesis"
        return Mistake(opened, opened + 1, f"this {name} is not closed", f"add '{closing}' where it should end")
    at = _Place(text, start, text[start:end], token.type, accepted, tuple(before), reserved)
    if len(before) == 1 and at.last == "NAME" and before[0].lower() in reserved:
        small = before[0].lower()
        hint = f"the words of the language are written small: '{small}'"
        return Mistake(before[0].start_pos or 0, before[0].end_pos or 0, f"'{before[0]}' is read as a name here", hint)
    message = f"expected {_expected(at)}"
    if at.is_reserved_name:
        message += f"; '{at.found}' is a word of the language and cannot be a name"
    elif ended and before:
        message += ", but the text ends here"
    return Mistake(start, end, message, _hint(at))


def nearest(word: str, known: Iterable[str], *, cutoff: float = 70) -> str | None:
    """The known word most like this one, if one is like it at all."""
    best = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=cutoff)
    return None if best is None else str(best[0])


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the parser stopped: what it found, of what kind, which kinds it would have taken, and what came before."""

    text: str
    start: int
    found: str
    kind: str
    accepted: frozenset[str]
    before: tuple[Token, ...]
    reserved: frozenset[str]

    @property
    def last(self) -> str:
        return self.before[-1].type if self.before else ""

    @property
    def inside(self) -> bool:
        """Inside braces."""
        kinds = [token.type for token in self.before]
        return kinds.count("LBRACE") > kinds.count("RBRACE")

    @property
    def words(self) -> frozenset[str]:
        """Words of the language that could stand here."""
        return frozenset(kind.lower() for kind in self.accepted) & self.reserved - {"day", "month", "year"}

    @property
    def is_reserved_name(self) -> bool:
        """Somebody gave a tag, a party or a person a word of the language as its name."""
        if self.found not in self.reserved or "NAME" not in self.accepted:
            return False
        return self.accepted <= {"NAME", "RANK", "LBRACE"} or (self.inside and self.kind not in {"AND", "OR", "OF"})


def _expected(at: _Place) -> str:
    if at.accepted <= {"NAME", "RANK"} and at.last in _NAMES:
        return _NAMES[at.last]
    if at.last == "RANK" and {"AT", "NAME"} <= at.accepted:
        return "a rank, 'at least' or 'at most'"
    said: list[str] = []
    rest = set(at.accepted)
    for group, words in _GROUPS:
        if group <= rest:
            said.append(words)
            rest -= group | _IN_GROUPS
    end = ["the end"] if "$END" in rest else []
    rest.discard("$END")
    said += sorted(_SIGNS.get(kind) or ("an id" if kind == "NAME" else f"'{kind.lower()}'") for kind in rest)
    said += end
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " or " + said[-1]


def _unclosed(text: str, end: int) -> int | None:
    """Where the innermost bracket opens that is still open at `end`."""
    stack: list[int] = []
    for place, character in enumerate(text[:end]):
        if character in _PAIRS:
            stack.append(place)
        elif character in _PAIRS.values() and stack:
            stack.pop()
    return stack[-1] if stack else None


def _closes_later(text: str, start: int) -> bool:
    """The next brace after the place, or else the next parenthesis, is a closing one."""
    braces = [character for character in text[start:] if character in "{}"]
    if "{" in text[:start] and text.rfind("{", 0, start) > text.rfind("}", 0, start):
        return braces[:1] == ["}"]
    return ")" in text[start:]


def _hint(at: _Place) -> str | None:
    special = _usual_slip(at)
    if special is not None:
        return special
    if at.found.lower() in at.words:
        return f"the words of the language are written small: '{at.found.lower()}'"
    if "OF" in at.accepted and at.kind in {"NAME", "LBRACE", "LPAR", "ANY", "ALL", "HELD", "CITIZENS"}:
        return "'of' is missing before the people, as in 'at least 2 of {…}'"
    if at.kind == "NAME" and (like := nearest(at.found, at.words)):
        return f"did you mean '{like}'?"
    if at.last == "NAME" and (like := nearest(at.before[-1], at.reserved, cutoff=80)):
        return f"did you mean '{like}' instead of '{at.before[-1]}'?"
    if at.kind == "NAME" and "COMMA" in at.accepted and at.inside:
        return "join words inside braces with ',' (both) or 'or' (either)"
    if at.kind == "NAME" and "ONLY" in at.accepted:
        return "write 'X only if Y', or join statements with 'and'"
    return "choose another name" if at.is_reserved_name else None


def _usual_slip(at: _Place) -> str | None:
    """The remedies for mistakes that people really make, most telling first."""
    first = at.before[0].type if at.before else ""
    if at.kind == "LBRACE" and not at.before and "NEVER" in at.accepted:
        return "a sentence cannot begin with '{': write 'any of {…} only if …' or 'all of {…}'"
    if at.accepted == {"NAME", "LBRACE"} and not at.before and at.is_reserved_name:
        return f"write {{{at.text.strip()}}}"
    if at.kind in {"RPAR", "RBRACE"} and _unclosed(at.text, at.start) is None:
        return f"this '{at.found}' closes nothing"
    if at.last == "ONLY":
        return "write 'only if', 'only with consent' or 'only after STEP'"
    if at.kind == "IF" and "ONLY" in at.accepted:
        return "write 'only if'"
    if at.kind == "AND" and at.inside:
        return "inside braces a comma means 'and': {held by RU, civilian}"
    if at.kind == "COMMA" and not at.inside:
        return "no commas between names" if first == "TOGETHER" else "outside braces write 'and'"
    if at.kind == "NUMBER" and at.last == "NUMBER":
        return "a range is written 60..90"
    if at.kind == "NUMBER" and "EXACTLY" in at.accepted:
        return f"write 'at least {at.found} of', 'at most {at.found} of' or 'exactly {at.found} of'"
    if at.kind in {"AND", "OR"} and first in {"NEVER", "TOGETHER"}:
        return "write each condition as a sentence of its own; inside a statement write 'none of {…}'"
    if at.kind in {"ONLY", "NEVER", "TOGETHER", "BEFORE"} and at.before:
        return "write each condition as a sentence of its own"
    return None
