"""Exit codes, and the one way a command refuses.

0 answer found · 1 mistakes in the input · 2 usage · 3 no deal · 4 unknown within the time limit · 130 aborted
"""

from __future__ import annotations

from typing import Final

from glienicke.ground.diagnostic import Diagnostic

FOUND: Final = 0
MISTAKES: Final = 1
USAGE: Final = 2
NONE: Final = 3
UNKNOWN: Final = 4
ABORTED: Final = 130

EPILOG = (
    "Exit codes: 0 answer found; 1 mistakes in the input; 2 usage; 3 no deal (or nothing found); "
    "4 unknown within the time limit; 130 aborted."
)

_OF_STATUS = {"deal": FOUND, "found": FOUND, "front": FOUND, "none": NONE, "unknown": UNKNOWN}


def of_status(status: str) -> int:
    """The exit code of `find`, `quorum` and `enlarge` for an answer's status."""
    return _OF_STATUS[status]


class Refused(Exception):
    """A command cannot go on: what to say, with which exit code, and the mistakes of the input behind it."""

    def __init__(self, code: int, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.code, self.message, self.diagnostics = code, message, diagnostics
