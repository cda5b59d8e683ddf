"""Small documents for tests: a text, the people in it, and who is said to have said what."""

from __future__ import annotations

import re

from glienicke.reports.data import Block, Document, Reported, Someone, Suggestion
from glienicke.reports.known import Known


def document(text: str, language: str = "en", headline: bool = False) -> Document:
    """A document whose lines are its paragraphs; the first is a headline if asked for."""
    lines = list(re.finditer(r"[^\n]+", text))
    blocks = tuple(
        Block(line.span(), "headline" if headline and number == 0 else "body") for number, line in enumerate(lines)
    )
    return Document("a.txt", text, blocks, language)


def people(text: str, *names: str) -> tuple[Someone, ...]:
    """Someone for every name: full name first, then, after slashes, what else they are called in the text."""
    result = []
    taken: list[tuple[int, int]] = []
    for name in names:
        forms = name.split("/")
        if len(forms) == 1 and " " in name:
            forms.append(name.split()[-1])
        spans = []
        for form in sorted(forms, key=len, reverse=True):
            for found in re.finditer(rf"\b{re.escape(form)}\b", text):
                if not any(a < found.end() and found.start() < b for a, b in taken):
                    spans.append(found.span())
                    taken.append(found.span())
        result.append(Someone(forms[0], tuple(forms), tuple(sorted(spans))))
    return tuple(result)


def statements(text: str, *names: str, language: str = "en", headline: bool = False) -> tuple[Reported, ...]:
    """The reported words of a text."""
    from glienicke.reports.speech import statements_of

    return statements_of(document(text, language, headline), people(text, *names), Known())


def told(text: str, *names: str, language: str = "en", headline: bool = False) -> list[tuple[str, str]]:
    """The chains and the words of what is reported."""
    found = statements(text, *names, language=language, headline=headline)
    return [(" > ".join(one.chain), one.text) for one in found]


def asked(text: str, *names: str, language: str = "en") -> list[str]:
    """The conditions that a text suggests, as "PARTY | SENTENCE"."""
    return [f"{one.subject} | {one.value}" for one in suggestions(text, *names, language=language)]


def suggestions(text: str, *names: str, language: str = "en") -> tuple[Suggestion, ...]:
    """The conditions that a text suggests."""
    from glienicke.reports.asks import conditions_of
    from glienicke.reports.speech import statements_of

    page, known = document(text, language), people(text, *names)
    return conditions_of(page, known, statements_of(page, known, Known()), Known())
