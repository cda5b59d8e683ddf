"""What the log says of a mistake of ours: its kind and its place. A message can hold what somebody typed, or a name."""

from __future__ import annotations


def told(error: BaseException) -> str:
    """`KeyError at glienicke.desk.live:40`: the innermost line of ours that it came through."""
    found, step = "nowhere", error.__traceback__
    while step is not None:
        module = step.tb_frame.f_globals.get("__name__", "")
        if module.startswith("glienicke."):
            found = f"{module}:{step.tb_lineno}"
        step = step.tb_next
    return f"{type(error).__name__} at {found}"
