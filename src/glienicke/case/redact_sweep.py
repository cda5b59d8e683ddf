"""The last look before a redacted copy is handed out: is any name left in any byte of it?

It shares no code with what took the names out, and takes nothing from it but the names themselves. Names are looked
for as they are written, without regard to case, accents, invisible characters and script (`anyascii`), whole and by
surname alone: in the bytes of the files, in the texts that they hold once read, and in the names of the files.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

import yaml
from anyascii import anyascii

from glienicke.language.parse import RESERVED

LONG = 5
"""Letters from which a surname is looked for inside words, too; a shorter one must be a word, a very short one a
capitalised word, since `bout` is in `about`."""

BEGINNING = 4
"""Letters by which forms are looked up."""

_FORMAT = """
    " according_to add add_price aftermath alive announced asked assessments at_table basis because believed
    born bundles by case charge citizen_of conditions consent considerations consul contacts cost count court
    custodian cutoff dead death delegate doctor done drop equivalents failed family floor free from given health
    held held_by history how law lawyer legal mediator minors minors_with name no note of on open other owed
    parties people pool positions pressure price rank redacted refused reported said say scale sentence share
    signals since sources spellings state stated steps tags title to unilateral until unverified url via what
    who withdrawn worth yes
"""
FORMAT = frozenset(_FORMAT.split()) | RESERVED
"""Words of the case file and of its sentences; a surname that is one of them is looked for as a capitalised word."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is left of a name. place: keys of the case, or file and line. of: the new id of whose name."""

    place: str
    of: str


@dataclass(frozen=True, slots=True)
class Search:
    """All forms of all names. inside: what is looked for anywhere, by its first letters; packed: the same, of whole
    names without what stands between their words. words: whole words; weak: words as they are written. whose: by form.
    """

    inside: Mapping[str, frozenset[str]]
    packed: Mapping[str, frozenset[str]]
    words: frozenset[str]
    weak: frozenset[str]
    whose: Mapping[str, frozenset[str]]


def left_in(files: Mapping[str, bytes], names: Mapping[str, Iterable[str]]) -> list[Left]:
    """All places where something is left. names: every name, spelling and old id, by new id."""
    search = _search(names)
    found: dict[Left, None] = {}
    for file, content in files.items():
        text = content.decode("utf-8", errors="replace")
        pieces = [*_scalars(text), (file, file)]
        for place, one in pieces:
            found.update(dict.fromkeys(Left(place, new) for new in sorted(_in(one, search, weak=True))))
        told = {left.of for left in found}
        if _in(text, search) - told:  # the bytes as they stand: what is no text of the case, such as a comment
            for number, line in enumerate(text.split("\n"), 1):
                left = (Left(f"{file}:{number}", new) for new in sorted(_in(line, search) - told))
                found.update(dict.fromkeys(left))
    return list(found)


def _search(names: Mapping[str, Iterable[str]]) -> Search:
    kinds: dict[str, set[str]] = {"inside": set(), "words": set(), "weak": set(), "packed": set()}
    whose: dict[str, set[str]] = {}
    for new, texts in names.items():
        for form in _forms(texts):
            for kind, spelt in _spelt(form):
                kinds[kind].add(spelt)
                whose.setdefault(spelt, set()).add(new)
    return Search(
        _by_beginning(kinds["inside"]),
        _by_beginning(kinds["packed"]),
        frozenset(kinds["words"]),
        frozenset(kinds["weak"]),
        {spelt: frozenset(ids) for spelt, ids in whose.items()},
    )


def _by_beginning(forms: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for form in forms:
        found.setdefault(form[:BEGINNING], set()).add(form)
    return {beginning: frozenset(of) for beginning, of in found.items()}


def _forms(texts: Iterable[str]) -> set[str]:
    """Names whole, and surnames: the last word, in capitals, before a comma, and halves of a double name.

    A description (`a wounded man`, `Sergeant of the Union`) and an id in small letters have no surname.
    """
    found: set[str] = set()
    for text in texts:
        words = text.replace(",", " ").split()
        if not words:
            continue
        found.add(" ".join(words))
        last = words[-1]
        if len(words) > 1 and (
            set(words) & {"of", "the", "a", "an", "A", "An", "The", "in", "from"} or last in _small(text)
        ):
            continue
        alone = {last, *(w for w in words if len(w) > 3 and w.isupper())}
        if "," in text:
            alone.add(words[0])
        if text != text.lower() or len(words) > 1:
            alone |= {half for word in alone for half in re.split("[-‐–]", word) if len(half) > 3}
        found |= alone
    return {form for form in found if len(_plain(form)) > 1 and not form.isdigit()}


def _small(text: str) -> set[str]:
    """Words in small letters of a text that has capitals."""
    return {word for word in text.split() if word == word.lower() != word.upper()} if text != text.lower() else set()


def _spelt(form: str) -> Iterator[tuple[str, str]]:
    """How a form is looked for, and as what."""
    for one in {_visible(form).casefold(), _plain(form)}:
        letters = len(_packed(one))
        if one.upper() == one.lower():  # scripts without capitals, some of them without spaces
            yield "inside", one
        elif letters <= 3 or one in FORMAT:
            yield from (("weak", capital) for capital in {form.capitalize(), form.upper()})
        else:
            yield "inside" if letters >= LONG or (len(one) >= BEGINNING and not one.isalnum()) else "words", one
        if " " in form and letters >= LONG:
            yield "packed", _packed(one)


def _in(text: str, search: Search, *, weak: bool = False) -> set[str]:
    """Whose names are in a text. weak: also those that are words of the format."""
    shown = unquote(text)
    views = {_visible(shown).casefold(), _plain(shown)}
    hits = {hit for view in views for hit in _found(view, search.inside)}
    hits |= {hit for view in views for hit in _found(_packed(view), search.packed)}
    hits |= {word for view in views for word in re.findall(r"\w+", view) if word in search.words}
    if weak:
        hits |= search.weak.intersection(re.findall(r"\w+", _visible(shown)))
        if re.fullmatch(r"\w+([-_]\w+)+", text):  # an id: its parts are names, though in small letters
            hits |= search.weak.intersection(part.capitalize() for part in re.split("[-_]", text))
    return {new for hit in hits for new in search.whose[hit]}


def _found(text: str, forms: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The forms that stand anywhere in the text."""
    for length in {len(beginning) for beginning in forms}:
        for start in range(len(text) - length + 1):
            for form in forms.get(text[start : start + length], ()):
                if text.startswith(form, start):
                    yield form


def _packed(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"\W|_", "", text)


def _scalars(text: str) -> Iterator[tuple[str, str]]:
    """Every key and text of a YAML file with its way there; of a file that is not YAML, nothing."""
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return
    yield from _walk(root, "")


def _walk(node: yaml.Node | None, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = f"{at}/{key.value}".lstrip("/")
            yield place, str(key.value)
            yield from _walk(value, place)
    elif isinstance(node, yaml.SequenceNode):
        for i, value in enumerate(node.value):
            yield from _walk(value, f"{at}/{i}".lstrip("/"))
    elif node is not None and node.value:
        yield at, str(node.value)


def _visible(text: str) -> str:
    """Without characters that nobody sees."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf")


def _plain(text: str) -> str:
    """In Latin letters without accents, apostrophes and case."""
    bare = unicodedata.normalize("NFKD", _visible(text))
    latin = anyascii("".join(c for c in bare if not unicodedata.combining(c)))
    return re.sub("['`\"]", "", latin).casefold()
