"""A reader by spaCy (https://spacy.io): people and days by any pipeline that is installed, all else by the rules.

Nothing is downloaded: the user names a pipeline that is there.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from glienicke.reports.data import Document, Reading
from glienicke.reports.known import Known
from glienicke.reports.mentions import gathered, reading_with, with_dates
from glienicke.reports.reader import Reader

if TYPE_CHECKING:
    from spacy.language import Language

PEOPLE = frozenset(("PERSON", "PER"))
"""What pipelines call persons: OntoNotes and WikiNER."""

DATES = frozenset(("DATE",))


class Spacy:
    """The reader with one pipeline. Its entities must stand in the text as they are; spaCy never changes it."""

    def __init__(self, pipeline: Language, name: str) -> None:
        self.name = f"spacy {name}"
        self._pipeline = pipeline

    def read(self, document: Document, known: Known) -> Reading:
        """People and days by the pipeline; counts, reported words and suggestions by the rules.

        Each paragraph is given to the pipeline by itself, so that neither length nor furniture misleads it.
        """
        people, days = [], []
        blocks = [block.span for block in document.blocks if block.role in ("headline", "body")]
        for (start, _), read in zip(blocks, self._pipeline.pipe(document.quote(span) for span in blocks), strict=True):
            for entity in read.ents:
                span = start + entity.start_char, start + entity.end_char
                if entity.label_ in PEOPLE:
                    people.append((span, nominative(entity.text, [token.lemma_ for token in entity])))
                elif entity.label_ in DATES:
                    days.append(span)
        return reading_with(document, known, gathered(document, people), with_dates(document, days))


def nominative(text: str, lemmas: list[str]) -> str:
    """The name by its lemmas where the pipeline has them and they are as many words, else as it stands."""
    words = text.split()
    if len(lemmas) != len(words) or not all(lemmas):
        return text
    return " ".join(
        lemma if lemma[:1] == word[:1] else lemma.capitalize() if lemma[:1] == word[:1].lower() else word
        for word, lemma in zip(words, lemmas, strict=True)
    )


def reader(model: str | None = None) -> Reader:
    """The reader with the pipeline of that name. Raises ValueError with the remedy if it or spaCy is missing."""
    if find_spec("spacy") is None:
        raise ValueError("the reader 'spacy' needs spaCy: pip install 'glienicke[spacy]'")
    import spacy
    from spacy.util import get_installed_models

    installed = ", ".join(sorted(get_installed_models())) or "none"
    if not model:
        raise ValueError(f"--model says which pipeline of spaCy is to read; installed here: {installed}")
    try:
        pipeline = spacy.load(model)
    except OSError:
        hint = (
            f"python -m spacy download {model}" if model.isidentifier() else "give its name, or the path of its folder"
        )
        raise ValueError(f"spaCy has no pipeline '{model}' here (installed: {installed}); {hint}") from None
    if not {"ner", "entity_ruler", "span_ruler"} & set(pipeline.pipe_names):
        raise ValueError(f"the pipeline '{model}' does not mark names: it has neither ner nor entity_ruler")
    return Spacy(pipeline, model)
