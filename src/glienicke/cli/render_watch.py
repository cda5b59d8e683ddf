"""A watchlist as people read it, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType

from glienicke.cli.out import table
from glienicke.cli.render import ROWS_MAX, bullet, heading, indented
from glienicke.record.watch import Period, Seen, Watch, Watched
from glienicke.record.watch_changes import Change, said_by, step_says
from glienicke.record.words import count, listed

BAR_MAX = 40
"""Characters of the longest bar."""

CHANGES_MAX = 200
"""So many changes are told one by one."""


def watch_view(watch: Watch, changed: Sequence[Change] | None, before: str) -> Iterator[RenderableType]:
    """All of it. changed: None if it was not looked at before; before: since when changes are told, in words."""
    name = watch.parties.get(watch.party, watch.party)
    yield f"People of {name} ({watch.party}) held by others on {watch.on}"
    yield f"From the public facts of {listed(watch.cases)}; positions are not read. In the order of names.\n"
    yield heading(f"Held by others: {_number(watch)}")
    if watch.held:
        made = table("who", "what is told")
        for person in watch.held[:ROWS_MAX]:
            made.add_row(_who(person), "\n".join(_lines(watch, person)))
        yield indented(made)
    if len(watch.held) > ROWS_MAX:
        yield indented(f"and {len(watch.held) - ROWS_MAX:,} more; --json tells of all")
    for person in watch.others:
        if person.again:
            yield bullet(f"{person.name} ({person.id}): arrested again {person.again}, by whom is not told")
    for custodian, number in watch.minors:
        yield bullet(f"{count(number, 'minor')} held by {watch.parties.get(custodian, custodian)}, not named")
    yield ""
    yield from _arrests(watch)
    yield ""
    yield from _changes(changed, before)


def _number(watch: Watch) -> str:
    people = count(sum(person.count for person in watch.held), "person", "people") if watch.held else "nobody"
    minors = sum(number for _, number in watch.minors)
    return people + (f", and {count(minors, 'minor')}" if minors else "")


def _who(person: Watched) -> str:
    alike = f" ({person.count} people alike)" if person.count > 1 else f" ({person.id})"
    return person.name + alike


def _lines(watch: Watch, person: Watched) -> list[str]:
    found: dict[str, None] = {}
    several = len({(seen.holder, seen.since, seen.state) for seen in person.seen}) > 1
    for seen in person.seen:
        found[_custody(watch, seen) + (f" ({seen.case})" if several else "")] = None
    for what, said in (("charge", person.merged("charges")), ("sentence", person.merged("sentences"))):
        if said:
            found[f"{what}: {said_by(said)}"] = None
    steps = [step_says(seen) for seen in person.seen if seen.next is not None]
    found |= dict.fromkeys(f"next legal date: {step}" for step in steps or ["none known"])
    minors = max(seen.minors for seen in person.seen)
    if minors:
        found[f"with {count(minors, 'minor')}"] = None
    if person.why == "to":
        found[f"recorded as going to {watch.parties.get(watch.party, watch.party)}, no citizen"] = None
    for seen in person.seen:
        if seen.told_to is not None:
            found[f"{seen.case} tells nothing public later than {seen.told_to}"] = None
    return list(found)


def _custody(watch: Watch, seen: Seen) -> str:
    since = f" since {seen.since}" if seen.since else ""
    told = f", according to {listed(seen.sources)}" if seen.sources else ", no source named"
    if seen.holder is None:
        words = {"free": "free", "dead": "dead"}
        return f"{words.get(seen.state, 'not held by others')}{since}{told}"
    doubt = ", not verified" if seen.unverified else ""
    dated = since or ", since when is not told"
    return f"held by {watch.parties.get(seen.holder, seen.holder)}{dated}{told}{doubt}"


def _arrests(watch: Watch) -> Iterator[RenderableType]:
    yield heading("Arrests over time, by others, of all its people in these cases")
    if not watch.arrests:
        yield "  none told"
        return
    longest = max(period.count for period in watch.arrests)
    made = table("when", "arrests", "", "by", right=("arrests",))
    for period in watch.arrests:
        made.add_row(period.name, str(period.count), _bar(period.count, longest), _by(watch, period))
    yield indented(made)


def _bar(number: int, longest: int) -> str:
    if longest <= BAR_MAX:
        return "█" * number
    return "█" * max(round(number * BAR_MAX / longest), 1 if number else 0)


def _by(watch: Watch, period: Period) -> str:
    return ", ".join(f"{watch.parties.get(by, by) if by else 'nobody named'} {number}" for by, number in period.by)


def _changes(changed: Sequence[Change] | None, before: str) -> Iterator[RenderableType]:
    if changed is None:
        yield heading("Not looked at before: changes are told from the next look on")
        return
    yield heading(f"Changed since {before}: {'nothing' if not changed else len(changed)}")
    for change in changed[:CHANGES_MAX]:
        yield bullet(_change(change))
    if len(changed) > CHANGES_MAX:
        yield indented(f"and {len(changed) - CHANGES_MAX:,} more; --json tells of all")


def _change(change: Change) -> str:
    before, after = "; ".join(change.before) or "nothing", "; ".join(change.after) or "nothing"
    match change.kind:
        case "new":
            return f"{change.name}: newly on the list, held by {after}"
        case "gone":
            return f"{change.name}: no longer on the list, {after}; before held by {before}"
    return f"{change.name}: {change.what}: {before} → {after}"


def watch_data(watch: Watch, changed: Sequence[Change] | None, before: str | None) -> dict[str, Any]:
    """The watchlist as JSON."""
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
