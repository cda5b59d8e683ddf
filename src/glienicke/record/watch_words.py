"""A watchlist in words: who, what is told of them, what changed."""

from __future__ import annotations

from glienicke.record.watch import Period, Seen, Watch, Watched
from glienicke.record.watch_changes import Change, said_by, step_says
from glienicke.record.words import count, listed


def number_says(watch: Watch) -> str:
    """How many people and minors others hold."""
    people = count(sum(person.count for person in watch.held), "person", "people") if watch.held else "nobody"
    minors = sum(number for _, number in watch.minors)
    return people + (f", and {count(minors, 'minor')}" if minors else "")


def who_says(person: Watched) -> str:
    """`Ana Arn (ana)`, or so many alike."""
    alike = f" ({person.count} people alike)" if person.count > 1 else f" ({person.id})"
    return person.name + alike


def lines_of(watch: Watch, person: Watched) -> list[str]:
    """What is told of a person, a line each, with those who say it."""
    found: dict[str, None] = {}
    several = len({(seen.holder, seen.since, seen.state) for seen in person.seen}) > 1
    for seen in person.seen:
        found[custody_says(watch, seen) + (f" ({seen.case})" if several else "")] = None
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


def custody_says(watch: Watch, seen: Seen) -> str:
    """Who holds a person since when, or that nobody else does."""
    since = f" since {seen.since}" if seen.since else ""
    told = f", according to {listed(seen.sources)}" if seen.sources else ", no source named"
    if seen.holder is None:
        words = {"free": "free", "dead": "dead"}
        return f"{words.get(seen.state, 'not held by others')}{since}{told}"
    doubt = ", not verified" if seen.unverified else ""
    dated = since or ", since when is not told"
    return f"held by {watch.parties.get(seen.holder, seen.holder)}{dated}{told}{doubt}"


def by_says(watch: Watch, period: Period) -> str:
    """By whom the arrests of a period were, with how many."""
    return ", ".join(f"{watch.parties.get(by, by) if by else 'nobody named'} {number}" for by, number in period.by)


def change_says(change: Change) -> str:
    """One change in a line."""
    before, after = "; ".join(change.before) or "nothing", "; ".join(change.after) or "nothing"
    match change.kind:
        case "new":
            return f"{change.name}: newly on the list, held by {after}"
        case "gone":
            return f"{change.name}: no longer on the list, {after}; before held by {before}"
    return f"{change.name}: {change.what}: {before} → {after}"
