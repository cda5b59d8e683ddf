"""What differs between two answers, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glienicke.positions.day import Day
from glienicke.record.words import names


def differences(first: Mapping[str, Any] | None, second: Mapping[str, Any] | None, day: Day | None) -> list[str]:
    """Lines: the verdicts where they differ, who is released by one deal and not by the other. day: for names."""
    if not first or not second:
        return []
    lines = []
    if first.get("status") != second.get("status"):
        lines.append(f"The verdict: “{first.get('status')}” on the left, “{second.get('status')}” on the right.")
    one, other = (set((answer.get("deal") or {}).get("ids", ())) for answer in (first, second))
    for side, only in (("left", one - other), ("right", other - one)):
        if only:
            ids = sorted(only)
            who = (
                names(day, ids)
                if day is not None and all(id in day.people or id in day.considerations for id in ids)
                else ", ".join(ids)
            )
            lines.append(f"Only on the {side}: {who}.")
    if first.get("objective") != second.get("objective") and first.get("objective") and second.get("objective"):
        lines.append(f"By the aim: {first['objective']} on the left, {second['objective']} on the right.")
    if one and one == other:
        lines.append("Both release the same people and give the same considerations.")
    return lines
