"""A watchlist as JSON-ready data: what `glienicke watch --json` prints, and the API of the desk tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from glienicke.record.watch import Seen, Watch, Watched
from glienicke.record.watch_changes import Change


def watch_data(watch: Watch, changed: Sequence[Change] | None, before: str | None) -> dict[str, Any]:
    """The watchlist. changed: None if it was not compared; before: with what it was."""
    return {
        "party": watch.party,
        "name": watch.parties.get(watch.party, watch.party),
        "on": watch.on.isoformat(),
        "cases": list(watch.cases),
        "held": [_person_data(person) for person in watch.held],
        "again": [{"id": p.id, "name": p.name, "on": p.again} for p in watch.others if p.again],
        "minors": [{"held_by": custodian, "count": number} for custodian, number in watch.minors],
        "arrests": [
            {
                "period": period.name,
                "count": period.count,
                "by": [{"party": by, "count": number} for by, number in period.by],
            }
            for period in watch.arrests
        ],
        "since": before,
        "changes": None
        if changed is None
        else [{**asdict(change), "before": list(change.before), "after": list(change.after)} for change in changed],
    }


def _person_data(person: Watched) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "why": person.why,
        "count": person.count,
        "cases": [_seen_data(seen) for seen in person.seen],
    }


def _seen_data(seen: Seen) -> dict[str, Any]:
    data = asdict(seen)
    data["held_by"] = data.pop("holder")
    del data["updated"], data["again"]
    data["told_to"] = seen.told_to.isoformat() if seen.told_to else None
    return data
