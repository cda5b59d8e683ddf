"""What an asker allows a solver, and what a solver answers with."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from glienicke.deals.rows.program import Objective

Found = Literal["best", "none", "unknown"]
Progress = Callable[[float, float | None, float | None], None]
"""seconds so far, best objective so far, bound so far (from `find` in the aim's own units, here in the program's)"""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the asker allows: seconds (None: no limit), the gap at which to stop, a line of progress, a way to stop."""

    seconds: float | None = None
    gap: float = 0.0
    progress: Progress | None = None
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Outcome:
    """best: proven (within the gap asked for). none: no solution. unknown: stopped first; values: the best so far."""

    found: Found
    values: list[int] | None
    objective: int | None
    bound: int | None
    seconds: float
    solver: str


def left(limits: Limits, since: float) -> float | None:
    """Seconds that remain of the limit."""
    return None if limits.seconds is None else max(0.0, limits.seconds - (time.monotonic() - since))


def value_of(objective: Objective, values: Sequence[int]) -> int:
    """What the objective comes to."""
    return sum(weight * values[col] for col, weight in objective.items())
