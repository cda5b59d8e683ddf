"""Deals and the answer to `find`, as people read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from glienicke.cli.out import table
from glienicke.deals.answer_json import certificate_in_words
from glienicke.deals.deal import Answer, Deal, Release, Terms
from glienicke.positions.day import Day
from glienicke.record.case_json import place
from glienicke.record.words import amount, count, freed, ids, listed, name, names, percent

ROWS_MAX = 60
"""Of so many people each has a row; of more, each pair of parties has one."""

TINY = Fraction(1, 10**6)

AIMS = {
    "gain": "sum of gains",
    "freed": "people freed",
    "fewest": "parties that release",
    "fair": "least surplus first",
    "nash": "product of surpluses",
}

OVERRIDES = {
    "trade-owed": "people whose release the law owes were offered for trade (--trade-owed)",
    "past-cutoff": "people detained after the case's cut-off were offered (--past-cutoff)",
}


def heading(text: str) -> Text:
    """A line that stands out."""
    return Text(text, style="bold")


def indented(part: RenderableType) -> Padding:
    """Two columns to the right."""
    return Padding(part, (0, 0, 0, 2))


def bullet(line: str) -> Table:
    """A line with a dash before it, folded beside it."""
    made = Table.grid(padding=(0, 1, 0, 0))
    made.add_row("   ", "-", line)
    return made


def answer_view(answer: Answer, day: Day, terms: Terms) -> Iterator[RenderableType]:
    """The answer to `find`: what is owed first, then the deal and how sure it is."""
    yield from owed_view(answer.owed, day)
    yield from overrides_view(answer.overrides)
    deal = answer.deal
    if deal is None:
        yield heading(no_deal(answer, day, terms))
        yield f"({sure_of_none(answer)})"
        return
    yield heading(headline(answer, deal))
    yield sure_of(answer)
    yield from measured_view(answer)
    yield from deal_view(deal, day)


def headline(answer: Answer, deal: Deal) -> str:
    """The deal in one line, with the aim's figure where the line does not say it."""
    givers = sum(bool(part.gives) for part in deal.parties.values())
    start = "A deal" if answer.status == "deal" else "The best deal so far"
    figure = f"; {AIMS[answer.aim]}: {amount(answer.objective)}" if answer.aim == "gain" else ""
    return f"{start}: {freed(deal)} released by {count(givers, 'party', 'parties')}{figure}."


def sure_of(answer: Answer) -> str:
    """How good the deal is known to be, in words."""
    aim = AIMS[answer.aim]
    if answer.status == "deal" and not answer.gap:
        solver = answer.solver.replace(", ", "; ")
        ties = f" Ties: {answer.ties}." if answer.ties else ""
        proof = answer.certificate
        how = certificate_in_words(proof) if proof and proof.method != "agreement" else solver
        return f"Proven best for the {aim} ({how}).{ties}"
    if answer.bound is None:
        return f"Not known to be the best for the {aim}: no bound yet."
    if answer.status == "deal" and answer.gap is not None and answer.gap < TINY:
        return f"Proven best for the {aim} to within one part in a million ({answer.solver}). Ties: {answer.ties}."
    sure = "Within the gap asked for" if answer.status == "deal" else "Not proven the best"
    return (
        f"{sure}: {aim} {amount(answer.objective)}, and no deal is beyond {amount(answer.bound)} "
        f"(gap {percent(answer.gap)})."
    )


def measured_view(answer: Answer) -> Iterator[RenderableType]:
    """What `fair` and `nash` compare: every party's surplus, the least first."""
    if not answer.measured:
        return
    ideal = answer.normalise == "ideal"
    least_first = sorted(answer.measured.items(), key=lambda pair: pair[1])
    told = [f"{party} {percent(value) if ideal else amount(value)}" for party, value in least_first]
    by = "in per cent of the largest it could have in any deal" if ideal else "in its own worths"
    yield f"Surplus above the floor, {by}: {', '.join(told)}."


def no_deal(answer: Answer, day: Day, terms: Terms) -> str:
    """`No acceptable deal frees …`, or that it is not known."""
    whom = names(day, terms.want) if terms.want else "anybody"
    if answer.status == "unknown":
        return f"Unknown: the search ended before a deal that frees {whom} was found or excluded."
    return f"No acceptable deal frees {whom}."


def sure_of_none(answer: Answer) -> str:
    """How a "none" or "unknown" is known, in words."""
    if answer.status == "unknown":
        return "nothing is proven" if answer.bound is None else f"bound {amount(answer.bound)}"
    return certificate_in_words(answer.certificate)


def owed_view(owed: Iterable[str], day: Day) -> Iterator[RenderableType]:
    """Whose release the law owes: always first, and not part of any trade."""
    rows = [day.people[id] for id in owed]
    if not rows:
        return
    yield heading("Owed by law, and not for trade")
    made = table("name", "id", "held by", "why it is owed", "place")
    for person in rows:
        made.add_row(person.name, person.id, person.held_by or "–", person.owed or "", place(person.place))
    yield indented(made)
    yield ""


def overrides_view(overrides: Iterable[str]) -> Iterator[RenderableType]:
    """What the asker has overridden: it stands with the answer."""
    for override in overrides:
        yield f"Overridden: {OVERRIDES.get(override, override)}."


def deal_view(deal: Deal, day: Day) -> Iterator[RenderableType]:
    """Who goes where, what it is to each party, what is still needed."""
    yield ""
    yield heading("Released")
    yield indented(released_table(deal.released, day))
    if deal.considerations:
        yield ""
        yield heading("Given besides")
        for id in deal.considerations:
            thing = day.considerations[id]
            yield indented(f"{thing.what} ({id}): {thing.giver} to {thing.to or 'all'}")
    yield ""
    yield heading("What it is to each party, in its own worths")
    yield indented(party_table(deal))
    if deal.needs:
        yield ""
        yield heading("Needed before the releases")
        for person, step in deal.needs:
            yield indented(f"{name(day, person)} ({person}): {step}")
    if deal.hurt:
        yield ""
        worse = [f"{name(day, party)} ({party}) by {amount(-by)}" for party, by in deal.hurt.items()]
        yield f"Worse off, and not asked, since they give nothing: {listed(worse)}."


def released_table(released: tuple[Release, ...], day: Day) -> Table:
    """Who goes from whom to whom."""
    if len(released) > ROWS_MAX:
        made = table("people", "minors with them", "from", "to", right=("people", "minors with them"))
        pairs = Counter((r.giver, r.to) for r in released)
        for (giver, to), number in pairs.items():
            minors = sum(r.minors for r in released if (r.giver, r.to) == (giver, to))
            made.add_row(str(number), str(minors or ""), giver, to or "–")
        return made
    made = table("name", "id", "from", "to")
    for release in released:
        with_them = f" (with {count(release.minors, 'minor')})" if release.minors else ""
        made.add_row(name(day, release.id) + with_them, release.id, release.giver, release.to or "–")
    return made


def party_table(deal: Deal) -> Table:
    """What each party gives, gets and gains."""
    made = table("party", "gives", "gets", "gain", "floor", right=("gain", "floor"))
    for party, part in deal.parties.items():
        made.add_row(party, ids(part.gives), ids(part.gets), amount(part.gain), amount(part.floor))
    return made


def brief_deal(deal: Deal, day: Day) -> str:
    """A deal in one line: who goes where."""
    ways: dict[str, list[str]] = {}
    for release in deal.released:
        ways.setdefault(f"{release.giver} → {release.to or '?'}", []).append(release.id)
    parts = [f"{way}: {ids(people)}" for way, people in ways.items()]
    besides = [name(day, id) for id in deal.considerations]
    return "; ".join(parts) + (f"; and {listed(besides)}" if besides else "")
