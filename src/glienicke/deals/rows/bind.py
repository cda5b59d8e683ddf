"""Sentences and facts as rows of a model that is being built: custody's facts, the law, conditions, recipients."""

from __future__ import annotations

from glienicke.deals.members import Member
from glienicke.deals.rows.builder import Builder, Forbid
from glienicke.deals.rows.formula import Formula, Lin, Of
from glienicke.deals.rows.program import Lit
from glienicke.language.tree import (
    Before,
    Id,
    Never,
    OnlyAfter,
    OnlyIf,
    OnlyWithConsent,
    Selection,
    Sentence,
    Together,
)
from glienicke.positions.day import Person

Lits = tuple[Lit, ...]


def bind(builder: Builder, sentence: Sentence, lits: Lits, member: int) -> None:
    """The sentence holds whenever all lits do. `never … to` is left to `bind_recipients`."""
    program, look = builder.program, builder.look
    match sentence:
        case OnlyIf(subject, then):
            counts = look(subject)
            nobody = Lin(counts.kinds, (-1,) * len(counts.kinds), 0)
            program.enforce(Of(1, (nobody, builder.formula(then))), lits, member)
        case Never(subject, to):
            if to is None:
                _nobody(builder, look(subject).kinds, lits, member)
            else:
                builder.forbids.append(Forbid(builder.who(subject), to, lits, member))
        case Before(first, then):
            _before(builder, first, then, lits, member)
        case Together(of):
            _together(builder, of, lits, member)
        case OnlyWithConsent(subject):
            _nobody(builder, blocked(builder, subject, None), lits, member)
        case OnlyAfter(subject, step):
            _nobody(builder, blocked(builder, subject, step), lits, member)
        case _:
            program.enforce(builder.formula(sentence), lits, member)


def _nobody(builder: Builder, kinds: tuple[int, ...], lits: Lits, member: int) -> None:
    for col in kinds:
        builder.program.add((col,), (-1,), 0, lits, member)


def _before(builder: Builder, first: Selection, then: Selection, lits: Lits, member: int) -> None:
    ahead = builder.look(first).kinds
    behind = [col for col in builder.look(then).kinds if col not in set(ahead)]
    waits = Lin(tuple(behind), (-1,) * len(behind), 0)
    gone = [_gone_or_away(builder, col) for col in ahead if not builder.kinds[col].hurdles]
    builder.program.enforce(Of(1, (waits, Of(len(gone), tuple(gone)))), lits, member)


def _gone_or_away(builder: Builder, col: int) -> Formula:
    """All of the kind are released, or cannot be: not added, or given by a party that is not at the table."""
    kind = builder.kinds[col]
    if kind.ids[0] in builder.optional:
        return Of(0, ())
    gone = Lin((col,), (1,), kind.size)
    seat = builder.model.seats.get(kind.giver or "")
    if not builder.some_away or seat is None:
        return gone
    return Of(1, (gone, Lin((seat.takes_part,), (-1,), 0)))


def _together(builder: Builder, of: tuple[Selection, ...], lits: Lits, member: int) -> None:
    ids = frozenset[str]().union(*map(builder.who, of))
    kinds = sorted({builder.kind_of[id] for id in ids if id in builder.kind_of})
    if any(id not in builder.kind_of for id in ids):
        _nobody(builder, tuple(kinds), lits, member)
        return
    sizes = [builder.kinds[col].size for col in kinds]
    if all(size == 1 for size in sizes):
        for one, other in zip(kinds, kinds[1:] + kinds[:1], strict=True):
            if one != other:
                builder.program.add((one, other), (1, -1), 0, lits, member)
        return
    flag = builder.program.flag()
    for col, size in zip(kinds, sizes, strict=True):
        builder.program.add((col, flag), (1, -size), 0, lits, member)
        builder.program.add((col, flag), (-1, size), 0, lits, member)


def blocked(builder: Builder, subject: Selection, step: str | None) -> tuple[int, ...]:
    """Kinds whose consent (or legal step) is refused, or open where it must be settled."""
    stops = {"refused", "failed"} | ({"open"} if builder.terms.settled else set())
    found = []
    for col in builder.look(subject).kinds:
        person = builder.day.people.get(builder.kinds[col].ids[0])
        if person is not None and (person.consent if step is None else person.steps.get(step, "open")) in stops:
            found.append(col)
    return tuple(found)


# -------------------------------------------------------------------- facts and law


def bind_facts(builder: Builder) -> None:
    """What keeps kinds from being released, each as a row with its member (only models of `why` have such kinds)."""
    shared: dict[tuple[str, str], int] = {}
    for col, kind in enumerate(builder.kinds):
        for what, whom in kind.hurdles:
            if (what, whom) not in shared:
                shared[what, whom] = builder.member(_fact(builder, what, whom))
            builder.program.add((col,), (-1,), 0, (), shared[what, whom])


def _fact(builder: Builder, what: str, whom: str) -> Member:
    day = builder.day
    if what == "absent party":
        says = "has no position on that day" if whom not in day.positions else "is not at the table"
        return Member("absence", party=whom, says=says)
    item = day.people.get(whom) or day.considerations[whom]
    if what == "not in pool":
        return Member("absence", person=whom, place=item.place, says="is not in the pool")
    if what == "owed" and isinstance(item, Person):
        return Member("law", person=whom, place=item.place, says=f"is owed release and not for trade: {item.owed}")
    if what == "no recipient" and isinstance(item, Person):
        strikes = [condition for ids, to, condition in builder.law.strikes if whom in ids and to in item.recipients]
        says = "may be handed to nobody under the law: " + "; ".join(condition.text for condition in strikes)
        return Member("law", person=whom, condition=strikes[0], place=strikes[0].place, says=says)
    says = {"dead": "is dead", "free": "is free"}.get(item.state if isinstance(item, Person) else "", "is not held")
    place = item.state_place or item.place if isinstance(item, Person) else item.place
    return Member("state", person=whom, place=place, says=says)


def bind_law(builder: Builder) -> None:
    """The law binds every deal; both parents of a minor go together."""
    for condition in builder.day.law:
        if isinstance(condition.sentence, Never) and condition.sentence.to is not None:
            continue  # strikes recipients: see `Law`
        member = builder.member(Member("law", condition=condition, place=condition.place))
        bind(builder, condition.sentence, (), member)
    people = builder.day.people
    for person in people.values():
        other = people.get(person.minors_with or "")
        if other is not None and person.held_by and other.held_by:
            says = f"{person.id} and {other.id} have minor children and are not separated from them"
            member = builder.member(Member("law", person=person.id, place=person.place, says=says))
            _together(builder, (Id(person.id), Id(other.id)), (), member)


def bind_recipients(builder: Builder) -> None:
    """Whoever is released has a lawful recipient that nobody taking part forbids."""
    program, forbids = builder.program, builder.forbids
    chosen: dict[tuple[tuple[int, ...], ...], list[int]] = {}
    for col, kind in enumerate(builder.kinds) if forbids else ():
        person = builder.day.people.get(kind.ids[0])
        if person is None or not person.recipients:
            continue
        recipients = builder.law.lawful(person)
        against = tuple(
            tuple(i for i, rule in enumerate(forbids) if rule.to == to and person.id in rule.ids) for to in recipients
        )
        if not all(against):
            continue
        if against not in chosen:
            chosen[against] = []
            for rules in against:
                goes = program.flag()
                chosen[against].append(goes)
                for rule in (forbids[i] for i in rules):
                    program.add((goes,), (-1,), 0, rule.lits, rule.member)
        ways = chosen[against]
        program.add((col, *ways), (-1, *[kind.size] * len(ways)), 0)
