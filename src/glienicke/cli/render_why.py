"""The answers to `why`, `quorum`, `enlarge` and `replay`, as people read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table

from glienicke.cli.out import table
from glienicke.cli.render import (
    brief_deal,
    bullet,
    heading,
    indented,
    no_deal,
    overrides_view,
    owed_view,
    sure_of_none,
)
from glienicke.deals.answer_json import owed_on
from glienicke.deals.concede import Given
from glienicke.deals.contradiction import Contradiction
from glienicke.deals.deal import Answer, Terms
from glienicke.deals.enlarge import Addition, Enlarged
from glienicke.deals.members import Member
from glienicke.deals.quorum import Quorums
from glienicke.deals.replay import Verdict
from glienicke.deals.why import Concession, Why
from glienicke.positions.day import Day
from glienicke.record.case_json import place
from glienicke.record.words import amount, count, freed, in_words, listed, name, names


def member_says(member: Member, day: Day, terms: Terms) -> str:
    """What a member of a clash asks, in a sentence that begins with its subject."""
    who = name(day, member.party or member.person or "")
    if member.condition is not None:
        return f"{member.condition.text}\n{in_words(day, member.condition.sentence)}"
    position = day.positions.get(member.party or "")
    if member.kind == "floor" and position is not None:
        floor = position.floor.high if terms.cautious else position.floor.middle
        return f"{who} signs for a gain of at least {amount(floor)}"
    if member.kind == "reciprocity":
        return f"{who} gives only if it gets something"
    if member.kind == "law":
        return f"{who} {member.says}" if member.says.startswith("is ") else member.says
    return f"{who} {member.says}"


def member_price(member: Member) -> str:
    """What it would take for the member to give way."""
    match member.kind:
        case "condition":
            price = member.condition.price if member.condition else None
            return "firm" if price is None else f"price {amount(price)}"
        case "floor":
            return "1 a unit"
        case "law":
            return "not for sale"
        case "absence" | "state":
            return "a fact"
        case "reciprocity":
            return "firm"


def clash_table(clash: Iterable[Member], day: Day, terms: Terms) -> Table:
    """What each member asks, what it would take to give way, and where it stands."""
    made = table("whose", "says", "price", "place")
    for member in clash:
        says = member_says(member, day, terms)
        made.add_row(whose(member), says, member_price(member), member.at or "")
    return made


def whose(member: Member) -> str:
    """The party, the law, or a dash for a fact."""
    return member.party or ("law" if member.kind == "law" else "–")


def clash_lines(clash: Iterable[Member], day: Day, terms: Terms) -> Iterator[str]:
    """The same in words, a line for each; parties that are absent for the same reason share one."""
    absent: dict[str, list[str]] = {}
    for member in clash:
        if member.kind == "absence" and member.party:
            absent.setdefault(member.says, []).append(name(day, member.party))
            continue
        where = f" ({member_price(member)}; {member.at})" if member.at else f" ({member_price(member)})"
        if member.condition is not None:
            who = name(day, member.party) if member.party else "The law"
            yield f"{who}: {in_words(day, member.condition.sentence)}{where}"
        else:
            yield f"{member_says(member, day, terms)}.{where}"
    for says, parties in absent.items():
        yield f"{listed(parties)} {says if len(parties) == 1 else _plural(says)}. (a fact)"


def _plural(says: str) -> str:
    return says.replace("has ", "have ", 1).replace("is ", "are ", 1)


def why_view(why: Why, day: Day, terms: Terms) -> Iterator[RenderableType]:
    """No deal: what clashes, smallest first, and what would open a deal, cheapest first."""
    answer = why.answer
    yield from owed_view(answer.owed, day)
    yield from overrides_view(answer.overrides)
    if answer.deal is not None:
        yield from already(answer, day)
        return
    yield heading(no_deal(answer, day, terms))
    yield f"({sure_of_none(answer)})"
    if why.status == "unknown":
        return
    for own in why.contradictions:
        yield ""
        yield heading(f"{name(day, own.party)} ({own.party}) contradicts itself")
        yield from contradiction_lines(own)
    number = len(why.clashes)
    for rank, clash in enumerate(why.clashes, 1):
        yield ""
        yield heading(f"In the way, {rank} of {number}: these cannot all hold, and none can be left out")
        yield indented(clash_table(clash, day, terms))
    if not why.all_clashes:
        yield "There may be more that stands in the way: these are not all clashes."
    yield ""
    yield from concessions_view(why, day, terms)


def contradiction_lines(own: Contradiction) -> Iterator[RenderableType]:
    """What the party says that cannot all be so."""
    said = ["this cannot be, whoever is released"] if len(own.conditions) == 1 else ["these cannot all hold"]
    yield indented(f"Whatever the others do, {said[0]}:")
    for condition in own.conditions:
        yield bullet(f"{condition.text} ({place(condition.place)})" if condition.place else condition.text)


def concessions_view(why: Why, day: Day, terms: Terms) -> Iterator[RenderableType]:
    """All concession sets found, and whether there may be more."""
    if not why.concessions:
        yield (
            "No concession that has a price opens a deal."
            if why.all_concessions
            else "No concession was found that opens a deal; not all were looked at."
        )
        return
    yield heading("What would open a deal, cheapest first")
    for rank, concession in enumerate(why.concessions, 1):
        yield from indented_all(concession_view(rank, concession, day, terms))
    if not why.all_concessions:
        yield "There may be more: these are not all."


def concession_view(rank: int, concession: Concession, day: Day, terms: Terms) -> Iterator[RenderableType]:
    """One set: its price, what is given up, and the deal it opens."""
    firm = f", and {count(concession.firm, 'firm condition')} broken" if concession.firm else ""
    yield f"{rank}. price {amount(concession.price)}{firm}:"
    for given in concession.give_up:
        yield indented(given_says(given, day, terms))
    yield indented(f"opens: {freed(concession.opens)}: {brief_deal(concession.opens, day)}")


def given_says(given: Given, day: Day, terms: Terms) -> str:
    """One thing given up, in words."""
    member = given.member
    where = f" ({member.at})" if member.at else ""
    if given.by is not None:
        return f"{member.party} lowers its floor by {amount(given.by)}{where}"
    assert member.condition is not None
    return f"{member.party} gives up: {member.condition.text}{where}"


def indented_all(parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """All parts two columns to the right."""
    return map(indented, parts)


def already(answer: Answer, day: Day) -> Iterator[RenderableType]:
    """There is a deal: nothing to explain."""
    assert answer.deal is not None
    yield heading(f"There is a deal already: {freed(answer.deal)}. `glienicke find` shows the best one.")
    yield indented(brief_deal(answer.deal, day))


def quorum_view(quorums: Quorums, day: Day, terms: Terms, *, if_persuaded: bool) -> Iterator[RenderableType]:
    """Sets of parties, fewest first, each with the best deal among them."""
    yield from owed_view(owed_on(day, terms), day)
    if terms.trade_owed:
        yield from overrides_view(["trade-owed"])
    whom = names(day, terms.want) or "anybody"
    if quorums.status == "none":
        yield heading(f"No set of parties can free {whom}" + (", even if persuaded." if if_persuaded else "."))
        return
    if quorums.status == "unknown":
        yield heading(f"Unknown: the search for who can free {whom} ended before it was complete.")
    elif if_persuaded:
        yield heading(f"Who must be at the table to free {whom}, if all could be persuaded")
    else:
        yield heading(f"Who must be at the table to free {whom}")
    for rank, found in enumerate(quorums.quorums, 1):
        yield indented(f"{rank}. {listed(found.parties)} ({listed([name(day, p) for p in found.parties])})")
        yield indented(indented(f"for example: {brief_deal(found.deal, day)}"))
    if if_persuaded and quorums.quorums:
        yield "Floors and other conditions are left aside here: this says who is needed, not who would sign."


def enlarge_view(enlarged: Enlarged, day: Day, terms: Terms) -> Iterator[RenderableType]:
    """Who else, already held, would open a deal."""
    answer = enlarged.answer
    yield from owed_view(answer.owed, day)
    yield from overrides_view((*answer.overrides, *enlarged.overrides))
    if answer.deal is not None:
        yield from already(answer, day)
        return
    yield heading(no_deal(answer, day, terms))
    yield f"({sure_of_none(answer)})"
    yield ""
    if enlarged.additions:
        yield heading("Adding these people, who are held already, would open a deal; cheapest first")
    elif enlarged.status == "none":
        yield "Nobody and nothing that may be added would open one."
    for rank, addition in enumerate(enlarged.additions, 1):
        yield from indented_all(addition_view(rank, addition, day))
    if enlarged.status == "unknown":
        yield "The search ended before it was complete."
    if enlarged.left_out:
        yield (
            f"Not offered, since detained after the cut-off ({day.cutoff}) or since an unknown day: "
            f"{names(day, enlarged.left_out)}."
        )


def addition_view(rank: int, addition: Addition, day: Day) -> Iterator[RenderableType]:
    """One addition: its price, who, who comes along, and the deal it opens."""
    who = [f"{name(day, id)} ({holder(day, id)})" for id in addition.add]
    brings = f"; comes to the table: {listed(addition.brings)}" if addition.brings else ""
    yield f"{rank}. price {amount(addition.price)}: {listed(who)}{brings}"
    yield indented(f"opens: {freed(addition.opens)}: {brief_deal(addition.opens, day)}")


def holder(day: Day, id: str) -> str:
    """Who holds a person, or gives a consideration."""
    if id in day.people:
        return f"held by {day.people[id].held_by}"
    return f"from {day.considerations[id].giver}"


def verdict_view(verdict: Verdict, day: Day, terms: Terms) -> Iterator[RenderableType]:
    """One day of a replay: what happened, what follows, what changed by it."""
    yield heading(f"{verdict.on}")
    for signal in verdict.signals:
        yield indented(signal)
    answer = verdict.answer
    if answer.owed:
        yield indented(f"owed by law, and not for trade: {names(day, answer.owed)}")
    if answer.deal is None:
        clash = " These cannot all hold:" if verdict.clash else ""
        yield indented(f"→ {no_deal(answer, day, terms)}{clash}")
        for line in clash_lines(verdict.clash, day, terms):
            yield bullet(line)
        if not verdict.clash:
            yield indented(f"({sure_of_none(answer)})")
    else:
        best = "a deal" if answer.status == "deal" else "a deal, not proven the best"
        yield indented(f"→ {best}: {freed(answer.deal)}{_objective(answer)}")
    if verdict.joined:
        yield indented(f"now released: {names(day, verdict.joined)}")
    if verdict.left:
        yield indented(f"no longer released: {names(day, verdict.left)}")


def same_answer(before: Verdict, now: Verdict) -> bool:
    """The same releases, or no deal for the same reason."""

    def essence(verdict: Verdict) -> tuple[object, ...]:
        deal = verdict.answer.deal
        clash = [(m.kind, m.party, m.person, m.condition and m.condition.text) for m in verdict.clash]
        return verdict.answer.status, deal and deal.items, clash

    return essence(before) == essence(now)


def short_view(told: Iterable[Verdict]) -> Iterator[RenderableType]:
    """A line a day: what happened, and the answer. Days that leave the answer as it was are left out."""
    made = table("day", "answer", "what happened")
    before: Verdict | None = None
    for verdict in told:
        if before is None or not same_answer(before, verdict):
            made.add_row(str(verdict.on), short_answer(verdict), "; ".join(verdict.signals))
        before = verdict
    yield made


def short_answer(verdict: Verdict) -> str:
    """`24 people and 2 minors`, `no deal` or `unknown`."""
    if verdict.answer.deal is not None:
        return freed(verdict.answer.deal) + ("" if verdict.answer.status == "deal" else " (not proven)")
    if verdict.answer.status == "unknown":
        return "unknown"
    return "no deal"


def _objective(answer: Answer) -> str:
    return f", sum of gains {amount(answer.objective)}" if answer.aim == "gain" else ""
