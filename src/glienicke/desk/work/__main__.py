"""`python -m glienicke.desk.work [STORE_URL]`: one worker, until it is told to stop; `glienicke desk` starts it.

The store may be named by the variable GLIENICKE_STORE instead, where others on the machine do not read it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path

from glienicke.desk.store.engine import open_store
from glienicke.desk.work import DESK_VARIABLE, STORE_VARIABLE
from glienicke.desk.work.worker import Worker

NICE = 15
"""Pages come before solves."""

LOOK_S = 1.0
"""How often a worker looks whether its desk is still there, in seconds."""


def main(arguments: list[str]) -> int:
    """Run; what it returns is the process's exit code."""
    url = arguments[0] if len(arguments) == 1 else os.environ.get(STORE_VARIABLE, "")
    if len(arguments) > 1 or not url:
        sys.stderr.write("usage: python -m glienicke.desk.work [STORE_URL]\n")
        return 2
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s", stream=sys.stderr)
    try:
        store = open_store(url, create=False)
    except ValueError as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    give_way()
    worker = Worker(store)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.close())
    threading.Thread(target=end_with_desk, args=(worker, os.environ.get(DESK_VARIABLE, "")), daemon=True).start()
    try:
        worker.run()
    finally:
        store.close()
    return 0


def give_way() -> None:
    """Let pages come first. Linux weighs sessions against one another before it looks at what is nice within each, so a
    worker with a session of its own says it for its session too."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(NICE)
        if os.getsid(0) == os.getpid():
            Path("/proc/self/autogroup").write_text(str(NICE), "ascii")


def end_with_desk(worker: Worker, desk: str) -> None:
    """Close the worker when the desk that started it is no more, however it ended. desk: its process, empty if there
    was none."""
    while desk:
        if str(os.getppid()) != desk:
            worker.close()
            return
        time.sleep(LOOK_S)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
