"""What a person is called: the fullest spelling of the text, in the nominative."""

from __future__ import annotations

from collections.abc import Sequence

from glienicke.reports.listed import listed
from glienicke.reports.people_find import Naming
from glienicke.reports.people_forms import gender_of_first, nominative_first, nominative_last, nominative_pair
from glienicke.reports.people_parts import parts


def fullest(namings: Sequence[Naming], gender: str, language: str) -> str:
    """The fullest spelling that one person's namings have in the text, in the nominative."""
    longest = max(namings, key=lambda n: (sum(len(w.rstrip(".")) > 1 for w in n.words), n.sure, -n.span[0]))
    words = list(longest.words)
    if all(word.isupper() and len(word) > 2 for word in words) and len(words) > 1:
        words = [word.title() for word in words]
    spelt = [n.words for n in namings]
    if language == "ru":
        if len(words) == 2 and _is_oblique(longest) and not gender_of_first(nominative_first(words[0])):
            words = list(nominative_pair(*words, sure=True))
        return " ".join(_nominative(words, gender))
    if language == "de" and words[-1].endswith("s") and any(w[-1] == words[-1][:-1] for w in spelt):
        words[-1] = words[-1][:-1]
    return " ".join(words)


def _is_oblique(naming: Naming) -> bool:
    """Whether a man's title before a Russian name is in another case than the nominative: then the name is, too."""
    titles = listed("people", "ru", "title")
    return (
        bool(naming.title)
        and naming.title[-1] not in titles
        and naming.title[-1].endswith(("а", "я", "у", "ю", "ом", "ем"))
    )


def _nominative(words: list[str], gender: str) -> list[str]:
    """The words of a Russian name in the nominative."""
    if len(words) == 1:
        return [nominative_last(words[0], gender)]
    first, _, last = parts(words)
    plain = nominative_first(first)
    if len(words) == 2 and plain == first and not gender_of_first(first):
        pair = nominative_pair(first, last)
        if pair != (first, last):
            return list(pair)
    gender = gender_of_first(plain) or gender
    return [plain if word == first else nominative_last(word, gender) for word in words]
