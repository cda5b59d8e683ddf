"""What can keep the store from doing as asked.

Problem
├── NotThere   there is no such thing for whoever asks: missing and forbidden are the same
├── Refused    it cannot be done, and the text says why and what to do instead
│   └── Faulty the texts would have mistakes; `diagnostics` says which
└── Changed    somebody else was quicker; `theirs` holds what is there now
`CannotEdit` of `glienicke.case.write` comes through as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from glienicke.desk.store.texts import Texts
from glienicke.ground.diagnostic import Diagnostic


class Problem(Exception):
    """Anything that keeps the store from doing as asked."""


class NotThere(Problem):
    """There is no such thing for whoever asks. It never says more, so that what exists cannot be found out."""

    def __init__(self) -> None:
        super().__init__("there is nothing here")


class Refused(Problem):
    """It cannot be done; the text says why and what to do instead."""


class Faulty(Refused):
    """The texts would have mistakes."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("the case would have mistakes: " + "; ".join(found.text for found in diagnostics[:3]))
        self.diagnostics = tuple(diagnostics)


class Changed(Problem):
    """Somebody else was quicker; nothing was overwritten."""

    def __init__(self, theirs: Texts) -> None:
        super().__init__("somebody else changed the case in the meantime; look at their change and try again")
        self.theirs = theirs
