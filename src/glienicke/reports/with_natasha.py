"""A reader of Russian by natasha (https://github.com/natasha/natasha): people by its tagger, all else by the rules.

Its weights are inside its package, so it works offline. natasha was written for pymorphy2, which no longer runs;
pymorphy3 is the same dictionary and interface, kept up, and is given to it under the old name.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from glienicke.reports.data import Document, Reading, Span
from glienicke.reports.known import Known
from glienicke.reports.mentions import gathered, reading_with, with_dates
from glienicke.reports.reader import Reader

NEEDS = ("natasha", "navec", "slovnet", "razdel", "yargy", "pymorphy3")
_OLD = ("analyzer", "units", "units.base")


class Natasha:
    """The reader with natasha's taggers loaded: about 1 s and 100 MB once."""

    name = "natasha"

    def __init__(self) -> None:
        natasha = _natasha()
        self._doc, self._segmenter = natasha.Doc, natasha.Segmenter()
        embedding = natasha.NewsEmbedding()
        self._morph, self._ner = natasha.NewsMorphTagger(embedding), natasha.NewsNERTagger(embedding)
        self._syntax, self._vocabulary = natasha.NewsSyntaxParser(embedding), natasha.MorphVocab()

    def read(self, document: Document, known: Known) -> Reading:
        """People by natasha; dates, counts, reported words and suggestions by the rules. Only Russian is read."""
        if document.language != "ru":
            return Reading(
                document, thrown_away={f"the whole document: natasha reads Russian, not {document.language}": 1}
            )
        namings: list[tuple[Span, str]] = []
        for block in document.blocks:
            if block.role in ("headline", "body"):
                namings += self._people(document.quote(block.span), block.span[0])
        return reading_with(document, known, gathered(document, namings), with_dates(document, ()))

    def _people(self, text: str, start: int) -> list[tuple[Span, str]]:
        doc = self._doc(text)
        doc.segment(self._segmenter)
        doc.tag_morph(self._morph)
        doc.parse_syntax(self._syntax)
        doc.tag_ner(self._ner)
        found = []
        for span in doc.spans:
            if span.type == "PER":
                span.normalize(self._vocabulary)
                found.append(((start + span.start, start + span.stop), with_yo(span.text, span.normal)))
        return found


def with_yo(text: str, normal: str) -> str:
    """The normal form with the letter ё where the text has it: the dictionary writes е."""
    letters = list(normal)
    for i, letter in enumerate(text[: len(letters)]):
        if letter in "ёЁ" and letters[i] == {"ё": "е", "Ё": "Е"}[letter]:
            letters[i] = letter
    return "".join(letters)


def reader(model: str | None = None) -> Reader:
    """The reader. Raises ValueError with the remedy if a package is missing, or a model is named: it has its own."""
    if model:
        raise ValueError("the reader 'natasha' has a model of its own; leave --model out")
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise ValueError(
            f"the reader 'natasha' needs {', '.join(missing)}: pip install --no-deps natasha; "
            "pip install navec slovnet razdel yargy ipymarkup pymorphy3 (docs/inbox.md)"
        )
    return Natasha()


def _natasha() -> Any:
    """natasha, with pymorphy3 under the name that it asks for."""
    if "pymorphy2" not in sys.modules:
        sys.modules["pymorphy2"] = import_module("pymorphy3")
        for part in _OLD:
            sys.modules[f"pymorphy2.{part}"] = import_module(f"pymorphy3.{part}")
    return import_module("natasha")
