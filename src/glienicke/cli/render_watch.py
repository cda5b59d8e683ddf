"""A watchlist as people read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from glienicke.cli.out import table
from glienicke.cli.render import ROWS_MAX, bullet, heading, indented
from glienicke.record.watch import Watch
from glienicke.record.watch_changes import Change
from glienicke.record.watch_words import by_says, change_says, lines_of, number_says, who_says
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
    yield heading(f"Held by others: {number_says(watch)}")
    if watch.held:
        made = table("who", "what is told")
        for person in watch.held[:ROWS_MAX]:
            made.add_row(who_says(person), "\n".join(lines_of(watch, person)))
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


def _arrests(watch: Watch) -> Iterator[RenderableType]:
    yield heading("Arrests over time, by others, of all its people in these cases")
    if not watch.arrests:
        yield "  none told"
        return
    longest = max(period.count for period in watch.arrests)
    made = table("when", "arrests", "", "by", right=("arrests",))
    for period in watch.arrests:
        made.add_row(period.name, str(period.count), _bar(period.count, longest), by_says(watch, period))
    yield indented(made)


def _bar(number: int, longest: int) -> str:
    if longest <= BAR_MAX:
        return "█" * number
    return "█" * max(round(number * BAR_MAX / longest), 1 if number else 0)


def _changes(changed: Sequence[Change] | None, before: str) -> Iterator[RenderableType]:
    if changed is None:
        yield heading("Not looked at before: changes are told from the next look on")
        return
    yield heading(f"Changed since {before}: {'nothing' if not changed else len(changed)}")
    for change in changed[:CHANGES_MAX]:
        yield bullet(change_says(change))
    if len(changed) > CHANGES_MAX:
        yield indented(f"and {len(changed) - CHANGES_MAX:,} more; --json tells of all")
