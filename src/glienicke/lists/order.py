"""Whether the order of two words can be told: surname first, or a given name and a surname changed about.

"Гершкович Эван" is Evan Gershkovich; "Hasan Salim" and "Salim Hasan" may be one person, or two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glienicke.lists.names import Name, Part, parse

_SURNAMES = re.compile(
    r"(?:[oe](?:v|ff|w)a?|s[ck](?:y|i|iy|ij|aya|aja|a)|enko|[yu]k|[oe](?:vich|vič|witsch|wicz|vitch)|ian|yan|dze|shvili|"
    r"[оеё]ва?|[сц]к(?:ий|ая|ой)|енко|[ую]к|[оеё]вич|ян|дзе|швили|mann|berg|stein|son)$"
)
"""Endings that surnames have; asked of words that are no known first names."""
_BEFORE = r"(?:\b(?:al|el|asch|ash|as|az|at|an|van|von|der|de|la|dos|di)[-‑ ]|\bال)"
"""What stands before surnames."""
_BOTH = frozenset(
    bone
    for part in parse(
        "Ahmed Ali Bashir Faisal Fayez Habib Hamid Hussein Hisham Ibrahim Ismail Jamal Khalid "
        "Mahmoud Mansour Nasser Omar Othman Rashid Said "
        "Salem Saleh Samir Sharif Suleiman Tarek Walid Yahya Younes Youssef Zakaria"
    ).words
    for bone in part.bones
)
"""The consonants of Arabic given names that are surnames, too; our own short list. They only make somebody look."""


def untold(aligned: Sequence[tuple[Part | None, Part | None]], one: Name, two: Name) -> bool:
    """Whether one word is the given name in one of them and the surname in the other, as far as they stand, and
    nothing tells that the surname just stands first. aligned: the words that belong together, in the order of one.
    Only asked of names of two words; of others the answer is no."""
    if len(one.words) != 2 or len(two.words) != 2:
        return False
    turned = aligned[0][1] is not two.words[0]
    if not turned ^ _surname_first(one) ^ _surname_first(two):
        return False
    slots = [[part for part in pair if part is not None and part.kind != "initial"] for pair in aligned]
    if any(_is_surname(part, one) or _is_surname(part, two) for slot in slots for part in slot):
        return False
    known = [any(part.group for part in slot) for slot in slots]
    both = [any(part.bones & _BOTH for part in slot) for slot in slots]
    return any(both) or sum(known) != 1


def _surname_first(name: Name) -> bool:
    """Whether a comma or a last initial says so: "Salim, Hasan", "Salim H."."""
    first, last = name.words[0], name.words[-1]
    return f"{first.text}," in name.text or (last.kind == "initial" and first.kind != "initial")


def _is_surname(part: Part, name: Name) -> bool:
    """Whether its ending, or an article or particle before it, tells."""
    ends = not part.group and _SURNAMES.search(part.low)
    return bool(ends or re.search(_BEFORE + re.escape(part.text), name.text, re.IGNORECASE))
