"""Trees → plain English, from the same trees that the engine compiles and the checker reads.

    Vadim Krasikov is released only if Alexei Navalny is released.

A namer turns an id, a party or a country into a name; what it does not know it returns as it is, and then
a bare word in braces is taken for a tag.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from fractions import Fraction

from glienicke.language.people import Group, Lexicon, Namer, group, listing
from glienicke.language.show import bounds, number
from glienicke.language.tree import (
    All,
    And,
    AsMany,
    Before,
    BestOf,
    Bundle,
    Count,
    CountTrue,
    ForEach,
    Never,
    Nobody,
    Not,
    OnlyAfter,
    OnlyIf,
    OnlyWithConsent,
    Or,
    Range,
    Selection,
    Sentence,
    Some,
    Statement,
    Together,
    ValueIf,
    Weigh,
)


def explain(sentence: Sentence, namer: Namer, things: Container[str] = (), ids: Container[str] | None = None) -> str:
    """One sentence of plain English.

    things: ids of considerations, which are given, where people are released. ids: of people and considerations, so
    that no tag is taken for one; None: a bare word in braces is an id when the namer has a name for it.
    """
    return _finish(_Speaker(Lexicon(namer, things, ids)).sentence(sentence))


def explain_selection(
    selection: Selection, namer: Namer, things: Container[str] = (), ids: Container[str] | None = None
) -> str:
    """Whom it means: "people held by Russia who are citizens of Germany", "Vadim Krasikov"."""
    whom = group(selection, Lexicon(namer, things, ids))
    return whom.listed if whom.names else whom.many


def explain_bundle(bundle: Bundle, namer: Namer, things: Container[str] = (), ids: Container[str] | None = None) -> str:
    """What a release is worth beside the rest: "Worth 8 more if at least 3 citizens of Germany are released."."""
    speaker = _Speaker(Lexicon(namer, things, ids))
    match bundle:
        case ValueIf(value, when):
            return _finish(f"worth {_worth(value)} if {speaker.statement(when)}")
        case BestOf(count, of):
            whom = speaker.whom(of)
            among = whom.listed if whom.names else f"the released {whom.many}"
            best = "the one of highest worth counts" if count == 1 else f"the {count} of highest worth count"
            return _finish(f"of {among}, only {best}")


def _finish(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."


def _worth(value: Range) -> str:
    low, high = sorted((abs(value.low), abs(value.high)))
    amount = number(low) if value.low == value.high else f"{number(low)} to {number(high)}"
    if value.low >= 0:
        return f"{amount} more"
    if value.high <= 0:
        return f"{amount} less"
    return f"anything from {number(-value.low)} less to {number(value.high)} more"


@dataclass(frozen=True, slots=True)
class _Speaker:
    lexicon: Lexicon

    def whom(self, of: Selection) -> Group:
        return group(of, self.lexicon)

    def sentence(self, of: Sentence) -> str:
        match of:
            case OnlyIf(subject, then):
                return f"{self.subject(subject)} only if {self.statement(then)}"
            case OnlyWithConsent(subject):
                return f"{self.subject(subject)} only with their own consent"
            case OnlyAfter(subject, step):
                return f"{self.subject(subject)} only after the legal step “{step}” is done"
            case Never(subject, None):
                whom = self.whom(subject)
                return (
                    f"{whom.listed} is never {whom.released}" if whom.single else f"{_no(whom)} is ever {whom.released}"
                )
            case Never(subject, to):
                whom, party = self.whom(subject), self.lexicon.namer(to or "")
                return f"{whom.listed} never goes to {party}" if whom.single else f"{_no(whom)} ever goes to {party}"
            case Before(first, then_):
                return self.before(self.whom(first), self.whom(then_))
            case Together(members):
                groups = [self.whom(member) for member in members]
                parts = [whom.listed if whom.names else f"all {whom.many}" for whom in groups]
                verb = "given" if all(whom.given for whom in groups) else "released"
                return f"{listing(parts)} are {verb} together or not at all"
            case _:
                return self.statement(of)

    def subject(self, of: Selection) -> str:
        whom = self.whom(of)
        if whom.single:
            return f"{whom.listed} is {whom.released}"
        return f"{f'any of {whom.listed}' if whom.names else f'a {whom.one}'} is {whom.released}"

    def before(self, first: Group, then: Group) -> str:
        others = tuple(name for name in then.names if name not in first.names)
        if then.names and not others:
            others = then.names
        if len(others) == 1:
            waits = f"{others[0]} is not {then.released}"
        else:
            waits = f"{f'none of {listing(others)}' if others else f'no other {then.one}'} is {then.released}"
        if first.single:
            return f"{waits} unless {first.listed} is {first.released} too, if that is possible"
        return f"{waits} unless {_all(first)} are {first.released} too, as far as they can be"

    def statement(self, of: Statement, inner: bool = False) -> str:
        """One clause. inner: beside others, so that a clause with parts of its own needs parentheses."""
        match of:
            case Not(other):
                return self.denied(other)
            case And(parts) | Or(parts):
                word = " and " if isinstance(of, And) else " or "
                said = word.join(self.statement(part, inner=True) for part in parts)
                return f"({said})" if inner else said
            case CountTrue(low, high, parts):
                listed = "; ".join(f"({place}) {self.statement(part)}" for place, part in enumerate(parts, 1))
                is_ = "is" if _is_one(low, high) else "are"
                said = f"{bounds(low, high)} of these {len(parts)} {is_} true: {listed}"
                return f"({said})" if inner else said
            case All(people):
                whom = self.whom(people)
                return f"{_all(whom)} {'is' if whom.single else 'are'} {whom.released}"
            case Some(people):
                whom = self.whom(people)
                some = whom.listed if whom.single else f"at least one {'of ' + whom.listed if whom.names else whom.one}"
                return f"{some} is {whom.released}"
            case Nobody(people):
                whom = self.whom(people)
                return f"{whom.listed} is not {whom.released}" if whom.single else f"{_no(whom)} is {whom.released}"
            case Count(low, high, people):
                return _count(bounds(low, high), self.whom(people), _is_one(low, high))
            case _:
                return self.compared(of)

    def denied(self, of: Statement) -> str:
        match of:
            case All(people) if self.whom(people).single:
                return self.statement(Nobody(people))
            case Some(people):
                return self.statement(Nobody(people))
            case Nobody(people):
                return self.statement(Some(people))
            case Not(other):
                return self.statement(other, inner=True)
            case _:
                return f"it is not so that {self.statement(of, inner=True)}"

    def compared(self, of: AsMany | ForEach | Weigh) -> str:
        match of:
            case AsMany(limit, people, than):
                whom = self.whom(people)
                return f"{limit} as many {whom.many} are {whom.released} as {self.whom(than).many}"
            case ForEach(limit, ((each, number_),), people) if self.whom(each).single:
                counted = _count(f"{limit} {number_}", self.whom(people), number_ == 1)
                word = ", and only if" if limit == "at most" else " if"
                return f"{counted}{word} {self.statement(All(each))}"
            case ForEach(limit, terms, people):
                rates = [(number_, _each(self.whom(each))) for each, number_ in terms]
                first = _count(f"{limit} {rates[0][0]}", self.whom(people), rates[0][0] == 1)
                more = "".join(f", plus {number_} {each_}" for number_, each_ in rates[1:])
                return f"{first} {rates[0][1]}{more}"
            case Weigh(table, people, sign, than):
                limit_ = {"<=": "at most", ">=": "at least", "=": "exactly"}[sign]
                whom = self.whom(people)
                other = number(than) if isinstance(than, Fraction) else f"as much as {_sum(self.whom(than))}"
                come = "comes" if whom.single else "come"
                return f"by the weights of “{table}”, {_sum(whom)} {come} to {limit_} {other}"


def _is_one(low: int | None, high: int | None) -> bool:
    return (low is None or high is None or low == high) and 1 in (low, high)


def _count(amount: str, whom: Group, one: bool) -> str:
    """ "at least 2 people held by Russia are released"."""
    return f"{amount} {whom.one if one and not whom.names else whom.many} {'is' if one else 'are'} {whom.released}"


def _no(whom: Group) -> str:
    return f"none of {whom.listed}" if whom.names else f"no {whom.one}"


def _all(whom: Group) -> str:
    if not whom.names:
        return f"all {whom.many}"
    quantity = {1: "", 2: "both "}.get(len(whom.names), "all of ")
    return f"{quantity}{whom.listed}"


def _each(whom: Group) -> str:
    if whom.single:
        return f"for the release of {whom.listed}"
    return f"for each {whom.released} {whom.one}"


def _sum(whom: Group) -> str:
    if whom.single:
        return f"{whom.listed} (if {whom.released})"
    return f"those {whom.released} among {whom.listed}" if whom.names else f"the released {whom.many}"
