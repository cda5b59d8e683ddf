"""Quotations that nobody is said to have spoken, such as a headline's: whose they are is found in the rest of the
document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from glienicke.reports.data import Reported, Span
from glienicke.reports.speakers import Cast

ALIKE = 85
"""Quotations whose words agree so far (0 to 100) are one quotation, shortened or joined."""


def settle(cast: Cast, found: Sequence[Reported], loose: Sequence[tuple[Span, bool]]) -> list[Reported]:
    """Statements for loose quotations that occur again with a speaker, and for a headline's if one person does most
    of the talking.
    """
    result = []
    for span, headline in loose:
        words = cast.document.quote(span)
        if len(words.split()) < 3:
            continue
        again = max(
            (
                (fuzz.partial_ratio(_plain(words), _plain(one.text)), one)
                for one in found
                if len(one.text) >= len(words) // 2
            ),
            key=lambda pair: pair[0],
            default=None,
        )
        chain: tuple[str, ...] = ()
        if again is not None and again[0] >= ALIKE:
            chain = again[1].chain
        elif headline:
            chain = _mostly(found)
        if chain:
            result.append(Reported(chain[-1], chain, words, span, "", direct=True))
    return result


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _mostly(found: Sequence[Reported]) -> tuple[str, ...]:
    """The chain that most of the reported words have, if it is more than half of them."""
    sizes: dict[tuple[str, ...], int] = {}
    for one in found:
        sizes[one.chain] = sizes.get(one.chain, 0) + len(one.text)
    best = max(sizes, key=lambda chain: sizes[chain], default=())
    return best if best and 2 * sizes[best] > sum(sizes.values()) else ()
