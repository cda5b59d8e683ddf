"""Work that may take long: a line of progress on stderr, and Ctrl-C that stops it gently.

The work runs beside the main thread, so that signals are heard while a solver computes. The first Ctrl-C asks the
solver to stop; the best so far and its bound are then the answer. The second one ends the program.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from types import FrameType
from typing import Any, Literal, TypeVar

from glienicke.cli.exits import ABORTED
from glienicke.deals.solve import Limits

T = TypeVar("T")

QUIET_S = 1.0
"""Nothing is shown before."""
PLAIN_EVERY_S = 10.0
"""Before the first and between two lines where stderr is no terminal."""


class Line:
    """The newest news from the solver, and the one line that tells it."""

    def __init__(self, counts: str = "best") -> None:
        self._drawn, self._counts = 0, counts
        self.restart()

    def restart(self) -> None:
        """Begin anew, for the next piece of work."""
        self.start = time.monotonic()
        self.best: float | None = None
        self.bound: float | None = None
        self._next = QUIET_S if sys.stderr.isatty() else PLAIN_EVERY_S

    def hear(self, seconds: float, best: float | None, bound: float | None) -> None:
        """What the solver calls, from any thread."""
        self.best, self.bound = best, bound

    def text(self) -> str:
        """`12 s · best 40 · bound 52.5 · gap 31.25%`; the gap is |bound - best| / max(1, |best|)."""
        best, bound = self.best, self.bound
        parts = [f"{time.monotonic() - self.start:.0f} s"]
        parts.append(f"{self._counts} {best:g}" if best is not None else "no deal yet")
        if bound is not None:
            parts.append(f"bound {bound:g}")
            if best is not None:
                parts.append(f"gap {abs(bound - best) / max(1.0, abs(best)):.2%}")
        return " · ".join(parts)

    def draw(self) -> None:
        """Show the line when it is due: always on a terminal, now and then elsewhere."""
        seconds = time.monotonic() - self.start
        if seconds < self._next:
            return
        if sys.stderr.isatty():
            text = self.text()
            sys.stderr.write("\r" + text.ljust(self._drawn))
            self._drawn, self._next = len(text), seconds + 0.1
        else:
            sys.stderr.write(self.text() + "\n")
            self._next = seconds + PLAIN_EVERY_S
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave the terminal's line empty for the answer."""
        if self._drawn:
            sys.stderr.write("\r" + " " * self._drawn + "\r")
            sys.stderr.flush()
            self._drawn = 0


def run(work: Callable[[Limits], T], seconds: float | None = None, gap: float = 0.0, counts: str = "best") -> T:
    """Do the work within the limits, with progress and Ctrl-C; what it raises is raised here.

    counts: what the number is called that the work tells first.
    """
    return next(each(lambda limits: iter([work(limits)]), seconds, gap, counts))


def each(
    work: Callable[[Limits], Iterator[T]], seconds: float | None = None, gap: float = 0.0, counts: str = "best"
) -> Iterator[T]:
    """Yield what the work yields, as it comes, with progress and Ctrl-C; after Ctrl-C nothing more is begun."""
    stop, line = threading.Event(), Line(counts)
    limits = Limits(seconds, gap, line.hear, stop)
    found: Queue[tuple[Literal["item", "fault", "end"], Any]] = Queue()

    def inside() -> None:
        try:
            for item in work(limits):
                found.put(("item", item))
                if stop.is_set():
                    break
            found.put(("end", None))
        except BaseException as fault:  # handed over to the thread that waits
            found.put(("fault", fault))

    thread = threading.Thread(target=inside, daemon=True)
    with _interrupts(stop, line):
        thread.start()
        while True:
            try:
                kind, what = found.get(timeout=0.05)
            except Empty:
                line.draw()
                continue
            line.clear()
            if kind == "fault":
                raise what
            if kind == "end":
                return
            yield what
            line.restart()


@contextmanager
def _interrupts(stop: threading.Event, line: Line) -> Iterator[None]:
    """Ctrl-C asks to stop, and a second time ends the program, for as long as this lasts."""

    def pressed(number: int, frame: FrameType | None) -> None:
        line.clear()
        if stop.is_set():
            sys.stderr.write("aborted\n")
            sys.stderr.flush()
            os._exit(ABORTED)  # a solver's thread cannot be ended otherwise
        stop.set()
        sys.stderr.write("stopping; the best so far follows (Ctrl-C again to abort)\n")

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield
    finally:
        line.clear()
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)
