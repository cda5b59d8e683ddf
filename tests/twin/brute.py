"""The brute-force twin: slow and obviously right. Tries all sets of releases and all sets of those who take part.

Written from docs/semantics.md alone, person by person and word by word; shares nothing with the engine or
the checker. For small days only (about 10 people and considerations, 4 parties).
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from glienicke.deals.deal import Aim, Deal, Part, Release, Terms
from glienicke.language import tree as t
from glienicke.positions.day import Condition, Day, Position

NO_TERMS = Terms()
NO_FLOOR = t.Range(Fraction(-(10**9)), Fraction(-(10**9)))


# ---------------------------------------------------------------- the words


def fits(day: Day, id: str, selection: t.Selection) -> bool:
    """Whether the selection means this person or consideration."""
    person = day.people.get(id)
    if isinstance(selection, t.Id):
        return selection.id == id
    if isinstance(selection, t.Word):
        if selection.word in day.people or selection.word in day.considerations:
            return selection.word == id
        return person is not None and selection.word in person.tags
    if isinstance(selection, t.AnyIn):
        return any(fits(day, id, part) for part in selection.of)
    if isinstance(selection, t.AllIn):
        return all(fits(day, id, part) for part in selection.of)
    if person is None:
        return False
    if isinstance(selection, t.NotIn):
        return not fits(day, id, selection.of)
    if isinstance(selection, t.Everybody):
        return True
    if isinstance(selection, t.HeldBy):
        return person.state == "held" and person.held_by == selection.party
    if isinstance(selection, t.CitizensOf):
        return selection.country in person.citizen_of
    if isinstance(selection, t.WantedBy):
        position = day.positions.get(selection.party)
        return position is not None and worth(day, position, id, NO_TERMS) > 0
    if isinstance(selection, t.RankIs):
        if selection.limit is None:
            return person.rank == selection.rank
        weights = day.equivalents["rank"]
        if person.rank is None or person.rank not in weights:
            return False
        if selection.limit == "at least":
            return weights[person.rank] >= weights[selection.rank]
        return weights[person.rank] <= weights[selection.rank]
    if isinstance(selection, t.Age):
        if person.born is None:
            return False
        age: int = relativedelta(day.on, person.born).years
        return age >= selection.years if selection.limit == "at least" else age <= selection.years
    assert isinstance(selection, t.HeldFor)
    if person.state != "held" or person.since is None:
        return False
    span = relativedelta(
        days=selection.count if selection.unit == "days" else 0,
        months=selection.count if selection.unit == "months" else 0,
        years=selection.count if selection.unit == "years" else 0,
    )
    then: dt.date = person.since + span
    return then <= day.on if selection.limit == "at least" else then >= day.on


def everything(day: Day) -> list[str]:
    return [*day.people, *day.considerations]


def released_of(day: Day, released: frozenset[str], selection: t.Selection) -> list[str]:
    return [id for id in everything(day) if id in released and fits(day, id, selection)]


def truth(day: Day, released: frozenset[str], statement: t.Statement) -> bool:
    """Whether the statement is true when exactly these are released."""

    def n(selection: t.Selection) -> int:
        return len(released_of(day, released, selection))

    def weight(table: str, selection: t.Selection) -> Fraction:
        ranks = [day.people[id].rank for id in released_of(day, released, selection)]
        return sum((day.equivalents[table][str(rank)] for rank in ranks), Fraction(0))

    if isinstance(statement, t.Count):
        if statement.low is not None and n(statement.of) < statement.low:
            return False
        return statement.high is None or n(statement.of) <= statement.high
    if isinstance(statement, t.All):
        return all(id in released for id in everything(day) if fits(day, id, statement.of))
    if isinstance(statement, t.Some):
        return n(statement.of) >= 1
    if isinstance(statement, t.Nobody):
        return n(statement.of) == 0
    if isinstance(statement, t.AsMany):
        if statement.limit == "at least":
            return n(statement.of) >= n(statement.than)
        return n(statement.of) <= n(statement.than)
    if isinstance(statement, t.ForEach):
        allowed = sum(number * n(each) for each, number in statement.terms)
        return n(statement.of) >= allowed if statement.limit == "at least" else n(statement.of) <= allowed
    if isinstance(statement, t.Weigh):
        left = weight(statement.table, statement.of)
        than = statement.than
        right = than if isinstance(than, Fraction) else weight(statement.table, than)
        return {"<=": left <= right, ">=": left >= right, "=": left == right}[statement.sign]
    if isinstance(statement, t.Not):
        return not truth(day, released, statement.of)
    if isinstance(statement, t.And):
        return all(truth(day, released, part) for part in statement.of)
    if isinstance(statement, t.Or):
        return any(truth(day, released, part) for part in statement.of)
    assert isinstance(statement, t.CountTrue)
    times = len([part for part in statement.of if truth(day, released, part)])
    return (statement.low is None or times >= statement.low) and (statement.high is None or times <= statement.high)


def mentioned(day: Day, id: str, statement: t.Statement) -> bool:
    """Whether the statement speaks of this person or consideration."""
    if isinstance(statement, t.Not):
        return mentioned(day, id, statement.of)
    if isinstance(statement, t.And | t.Or | t.CountTrue):
        return any(mentioned(day, id, part) for part in statement.of)
    if isinstance(statement, t.AsMany):
        return fits(day, id, statement.of) or fits(day, id, statement.than)
    if isinstance(statement, t.ForEach):
        return fits(day, id, statement.of) or any(fits(day, id, each) for each, _ in statement.terms)
    if isinstance(statement, t.Weigh):
        than = statement.than
        return fits(day, id, statement.of) or (not isinstance(than, Fraction) and fits(day, id, than))
    return fits(day, id, statement.of)


def sentence_holds(day: Day, released: frozenset[str], sentence: t.Sentence, terms: Terms, as_is: Day) -> bool:
    """Whether the sentence is true. `never X to P` is judged with the recipients. as_is: the day for `before`."""
    if isinstance(sentence, t.OnlyIf):
        return not released_of(day, released, sentence.subject) or truth(day, released, sentence.then)
    if isinstance(sentence, t.Never):
        return sentence.to is not None or not released_of(day, released, sentence.subject)
    if isinstance(sentence, t.Before):
        late = [id for id in released_of(day, released, sentence.then) if not fits(day, id, sentence.first)]
        first = [id for id in everything(day) if fits(day, id, sentence.first) and can_go(as_is, id, terms)]
        return not late or all(id in released for id in first)
    if isinstance(sentence, t.Together):
        members = [id for id in everything(day) if any(fits(day, id, part) for part in sentence.of)]
        return all(id in released for id in members) or not any(id in released for id in members)
    if isinstance(sentence, t.OnlyWithConsent | t.OnlyAfter):
        states = [state for _, _, state in asked(day, released, sentence)]
        return "no" not in states and not (terms.settled and "open" in states)
    return truth(day, released, sentence)


def asked(day: Day, released: frozenset[str], sentence: t.Sentence) -> list[tuple[str, str, str]]:
    """Consents and steps of those released that the sentence asks for: person, what, and yes, no or open."""
    found = []
    if isinstance(sentence, t.OnlyWithConsent | t.OnlyAfter):
        for id in released_of(day, released, sentence.subject):
            if id not in day.people:
                continue
            person = day.people[id]
            if isinstance(sentence, t.OnlyWithConsent):
                state = {"given": "yes", "refused": "no", "open": "open"}[person.consent]
                found.append((id, "consent", state))
            else:
                state = {"done": "yes", "failed": "no", "open": "open"}[person.steps.get(sentence.step, "open")]
                found.append((id, sentence.step, state))
    return found


# ---------------------------------------------------------------- who can go, and to whom


def present(day: Day) -> list[str]:
    return [party for party in day.parties if party in day.positions and party in day.at_table]


def named_recipients(day: Day, id: str, custodian: str | None) -> list[str]:
    person = day.people[id]
    if person.to:
        return list(person.to)
    for country in person.citizen_of:
        if country != custodian:
            return [country]
    return []


def struck(day: Day, id: str, to: str, conditions: list[Condition]) -> bool:
    sentences = [c.sentence for c in conditions]
    return any(isinstance(s, t.Never) and s.to == to and fits(day, id, s.subject) for s in sentences)


def no_recipient_under_law(day: Day, id: str, custodian: str | None) -> bool:
    named = named_recipients(day, id, custodian)
    return bool(named) and all(struck(day, id, to, list(day.law)) for to in named)


def can_go(day: Day, id: str, terms: Terms) -> bool:
    """Whether the day lets that person or consideration be released at all."""
    if id in day.considerations:
        consideration = day.considerations[id]
        return consideration.giver in present(day) and consideration.in_pool
    person = day.people[id]
    return (
        person.state == "held"
        and person.held_by in present(day)
        and person.in_pool
        and (person.owed is None or terms.trade_owed)
        and not no_recipient_under_law(day, id, person.held_by)
    )


# ---------------------------------------------------------------- gains


def pick(value: t.Range, cautious: bool, end: str) -> Fraction:
    if cautious:
        return value.low if end == "low" else value.high
    return (value.low + value.high) / 2


def entry_value(
    day: Day, entries: tuple[tuple[t.Selection, t.Range], ...], id: str, cautious: bool, end: str
) -> Fraction:
    for selection, value in entries:
        if isinstance(selection, t.Id) and selection.id == id:
            return pick(value, cautious, end)
    total = Fraction(0)
    for selection, value in entries:
        if not isinstance(selection, t.Id) and fits(day, id, selection):
            total += pick(value, cautious, end)
    return total


def worth(day: Day, position: Position, id: str, terms: Terms) -> Fraction:
    return entry_value(day, position.worth, id, terms.cautious, "low")


def counted(day: Day, position: Position, released: frozenset[str], terms: Terms) -> Fraction:
    """The sum of worths, of those in a `best` line only of the best."""
    total = Fraction(0)
    in_best: set[str] = set()
    for bundle in position.bundles:
        if isinstance(bundle, t.BestOf):
            there = released_of(day, released, bundle.of)
            in_best.update(there)
            worths = sorted(worth(day, position, id, terms) for id in there)
            worths.reverse()
            total += sum(worths[: bundle.count], Fraction(0))
    return total + sum((worth(day, position, id, terms) for id in released if id not in in_best), Fraction(0))


def met(day: Day, bundle: t.ValueIf, released: frozenset[str]) -> bool:
    return truth(day, released, bundle.when) and any(mentioned(day, id, bundle.when) for id in released)


def own_result(day: Day, party: str, gives: frozenset[str], released: frozenset[str], terms: Terms) -> Fraction:
    if party not in day.positions:
        return Fraction(0)
    position = day.positions[party]
    total = counted(day, position, released, terms)
    for id in gives:
        total -= entry_value(day, position.cost, id, terms.cautious, "high")
    for bundle in position.bundles:
        if isinstance(bundle, t.ValueIf) and met(day, bundle, released):
            total += pick(bundle.value, terms.cautious, "low")
    return total


def floor_of(position: Position, terms: Terms) -> Fraction:
    return pick(position.floor, terms.cautious, "high")


# ---------------------------------------------------------------- a set of releases


@dataclass
class Facts:
    """A set of releases and what it is to every party, before anybody's conditions are asked."""

    released: frozenset[str]
    giver: dict[str, str | None]
    gives: dict[str, frozenset[str]]
    own: dict[str, Fraction]
    gets: dict[str, frozenset[str]]


def look(
    day: Day, released: frozenset[str], terms: Terms, present_ones: list[str], giver: dict[str, str | None]
) -> Facts:
    gives = {p: frozenset(id for id in released if giver[id] == p) for p in day.parties}
    own = {p: own_result(day, p, gives[p], released, terms) for p in present_ones}
    gets: dict[str, frozenset[str]] = {}
    for p in present_ones:
        position = day.positions[p]
        got = {id for id in released if id not in gives[p] and worth(day, position, id, terms) > 0}
        for bundle in position.bundles:
            if isinstance(bundle, t.BestOf) or pick(bundle.value, terms.cautious, "low") <= 0:
                continue
            if met(day, bundle, released):
                got |= {id for id in released if mentioned(day, id, bundle.when) and id not in gives[p]}
        gets[p] = frozenset(got)
    return Facts(released, giver, gives, own, gets)


def gain(day: Day, facts: Facts, party: str, taking_part: frozenset[str]) -> Fraction:
    return facts.own[party] + sum(share_terms(day, facts, party, taking_part), Fraction(0))


def share_terms(day: Day, facts: Facts, party: str, taking_part: frozenset[str]) -> list[Fraction]:
    shares = day.positions[party].share
    return [shares[q] * facts.own[q] for q in facts.own if q != party and q in taking_part and q in shares]


def subsets(of: list[str]) -> Iterator[frozenset[str]]:
    for size in range(len(of) + 1):
        for some in itertools.combinations(of, size):
            yield frozenset(some)


def usual_giver(day: Day) -> dict[str, str | None]:
    givers: dict[str, str | None] = {id: person.held_by for id, person in day.people.items()}
    return givers | {id: consideration.giver for id, consideration in day.considerations.items()}


def left_for(day: Day, id: str, custodian: str | None, taking_part: frozenset[str]) -> list[str] | None:
    """Recipients left for that person, by law and by those who take part; None: nobody was named."""
    named = named_recipients(day, id, custodian)
    if not named:
        return None
    conditions = [*day.law, *(c for p in day.positions if p in taking_part for c in day.positions[p].conditions)]
    return [to for to in named if not struck(day, id, to, conditions)]


def law_allows(day: Day, released: frozenset[str], terms: Terms) -> bool:
    for condition in day.law:
        if not sentence_holds(day, released, condition.sentence, terms, day):
            return False
    for id, person in day.people.items():
        other = day.people.get(person.minors_with or "")
        both_held = other is not None and person.state == "held" and other.state == "held"
        if both_held and (id in released) != (person.minors_with in released):
            return False
    return True


def deals_of(day: Day, released: frozenset[str], terms: Terms = NO_TERMS) -> list[Deal]:
    """All acceptable deals that release exactly these."""
    if not all(can_go(day, id, terms) for id in released) or not all(id in released for id in terms.want):
        return []
    if not any(id in day.people for id in released) or not law_allows(day, released, terms):
        return []
    facts = look(day, released, terms, present(day), usual_giver(day))
    willing = {
        p: all(sentence_holds(day, released, c.sentence, terms, day) for c in day.positions[p].conditions)
        for p in present(day)
    }
    givers = frozenset(p for p in present(day) if facts.gives[p])
    receivers = [p for p in present(day) if p not in givers]
    found = []
    for joining in subsets(receivers):
        taking_part = givers | joining
        if not consistent(day, facts, willing, receivers, taking_part, terms):
            continue
        if not all(willing[p] and giver_signs(day, facts, p, taking_part, terms) for p in givers):
            continue
        if not everybody_goes_somewhere(day, facts, taking_part):
            continue
        found.append(describe(day, facts, taking_part, terms))
    return found


def consistent(
    day: Day, facts: Facts, willing: dict[str, bool], receivers: list[str], taking_part: frozenset[str], terms: Terms
) -> bool:
    for p in receivers:
        its_gain = gain(day, facts, p, taking_part)
        joins = its_gain > 0 and its_gain >= floor_of(day.positions[p], terms) and willing[p]
        if p not in taking_part:
            joins = joins and everybody_goes_somewhere(day, facts, taking_part | {p})
        if joins != (p in taking_part):
            return False
    return True


def everybody_goes_somewhere(day: Day, facts: Facts, taking_part: frozenset[str]) -> bool:
    return not any(left_for(day, id, facts.giver[id], taking_part) == [] for id in facts.released if id in day.people)


def giver_signs(day: Day, facts: Facts, p: str, taking_part: frozenset[str], terms: Terms) -> bool:
    receives = facts.gets[p] or any(term > 0 for term in share_terms(day, facts, p, taking_part))
    if not receives and not day.positions[p].unilateral:
        return False
    return gain(day, facts, p, taking_part) >= floor_of(day.positions[p], terms)


def describe(day: Day, facts: Facts, taking_part: frozenset[str], terms: Terms) -> Deal:
    released = []
    for id, person in day.people.items():
        if id in facts.released:
            left = left_for(day, id, facts.giver[id], taking_part)
            released.append(Release(id, str(facts.giver[id]), left[0] if left else None, person.minors))
    parts = {}
    for p in present(day):
        if p in taking_part:
            gets = tuple(id for id in everything(day) if id in facts.gets[p])
            gives = tuple(id for id in everything(day) if id in facts.gives[p])
            parts[p] = Part(gain(day, facts, p, taking_part), floor_of(day.positions[p], terms), gets, gives)
    hurt = {p: gain(day, facts, p, taking_part) for p in present(day) if p not in taking_part}
    sentences = [c.sentence for c in day.law]
    sentences += [c.sentence for p in taking_part for c in day.positions[p].conditions]
    needs = {(id, what) for s in sentences for id, what, state in asked(day, facts.released, s) if state == "open"}
    order = list(day.people)
    return Deal(
        tuple(released),
        tuple(id for id in day.considerations if id in facts.released),
        parts,
        tuple(sorted(needs, key=lambda need: (order.index(need[0]), need[1] != "consent", need[1]))),
        {p: value for p, value in hurt.items() if value < 0},
    )


# ---------------------------------------------------------------- find


def acceptable(day: Day, terms: Terms = NO_TERMS) -> list[Deal]:
    """All acceptable deals."""
    movable = [id for id in everything(day) if can_go(day, id, terms)]
    return [deal for released in subsets(movable) for deal in deals_of(day, released, terms)]


def sum_of_gains(deal: Deal) -> Fraction:
    return sum((part.gain for part in deal.parties.values()), Fraction(0))


def givers_of(day: Day, deal: Deal) -> set[str]:
    return {str(usual_giver(day)[id]) for id in deal.items}


def rank(day: Day, deal: Deal, aim: Aim) -> tuple[object, ...]:
    """Smaller is better: the aim, then the order of ties."""
    aims = {
        "gain": -sum_of_gains(deal),
        "freed": Fraction(-len(deal.released)),
        "fewest": Fraction(len(givers_of(day, deal))),
    }
    return (
        aims[aim],
        -sum_of_gains(deal),
        -len(deal.released),
        len(givers_of(day, deal)),
        [id not in deal.items for id in everything(day)],
        [party not in deal.parties for party in day.parties],
    )


def best(day: Day, terms: Terms = NO_TERMS, aim: Aim = "gain") -> Deal | None:
    """The best acceptable deal, ties decided down to file order."""
    return min(acceptable(day, terms), key=lambda deal: rank(day, deal, aim), default=None)


# ---------------------------------------------------------------- quorum and enlarge


def quorums(
    day: Day, want: tuple[str, ...], if_persuaded: bool = False, terms: Terms = NO_TERMS
) -> list[frozenset[str]]:
    """All smallest sets of parties that could free all the wanted, fewest first."""
    terms = replace(terms, want=want)
    candidates = list(day.parties) if if_persuaded else present(day)
    found: list[frozenset[str]] = []
    for some in subsets(candidates):
        if any(smaller <= some for smaller in found):
            continue
        its_day = persuaded(day, some, want) if if_persuaded else replace(day, at_table=some)
        if if_persuaded:
            works = any(givers_of(its_day, deal) == some for deal in acceptable(its_day, terms))
        else:
            works = any(set(deal.parties) == some for deal in acceptable(its_day, terms))
        if works:
            found.append(some)
    return found


def persuaded(day: Day, some: frozenset[str], want: tuple[str, ...]) -> Day:
    """These at the table, and nothing asked but `only if` by whoever holds the wanted."""
    holders = {day.people[id].held_by for id in want}
    positions = {}
    for p in day.parties:
        old = day.positions.get(p, Position(p))
        kept = tuple(c for c in old.conditions if isinstance(c.sentence, t.OnlyIf) and p in holders)
        positions[p] = Position(p, unilateral=True, conditions=kept, worth=old.worth, floor=NO_FLOOR)
    return replace(day, at_table=some, positions=positions)


@dataclass(frozen=True)
class Addition:
    add: frozenset[str]
    price: Fraction


def additions(
    day: Day, want: tuple[str, ...] = (), terms: Terms = NO_TERMS, past_cutoff: bool = False
) -> list[Addition]:
    """All smallest sets of people and considerations from beyond the pool and the table that open a deal."""
    terms = replace(terms, want=want)
    beyond = [id for id in everything(day) if is_beyond(day, id)]
    offered = [id for id in beyond if past_cutoff or not too_late(day, id)]
    found: list[Addition] = []
    for some in subsets(offered):
        if any(smaller.add <= some for smaller in found):
            continue
        if any(some <= deal.items for deal in acceptable(enlarged(day, some, beyond), terms)):
            prices = {id: person.add_price for id, person in day.people.items()}
            prices |= {id: consideration.add_price for id, consideration in day.considerations.items()}
            found.append(Addition(some, sum((prices[id] for id in some), Fraction(0))))
    order = everything(day)
    return sorted(found, key=lambda a: (a.price, len(a.add), [id not in a.add for id in order]))


def is_beyond(day: Day, id: str) -> bool:
    giver = usual_giver(day)[id]
    in_pool = day.people[id].in_pool if id in day.people else day.considerations[id].in_pool
    return giver in day.positions and (not in_pool or giver not in day.at_table)


def too_late(day: Day, id: str) -> bool:
    if id not in day.people or day.cutoff is None:
        return False
    since = day.people[id].since
    return since is None or since > day.cutoff


def enlarged(day: Day, some: frozenset[str], beyond: list[str]) -> Day:
    people = {id: replace(p, in_pool=id in some) if id in beyond else p for id, p in day.people.items()}
    considerations = {id: replace(c, in_pool=id in some) if id in beyond else c for id, c in day.considerations.items()}
    table = day.at_table | {str(usual_giver(day)[id]) for id in some}
    return replace(day, people=people, considerations=considerations, at_table=table)
