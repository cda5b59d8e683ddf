"""The examples of docs/semantics.md answer as they say.

A `yaml case` block is a case; the `answer` block after it holds a question a line: `find [options]: answer`. An answer
names who goes to whom (and considerations given), then what it is to each who takes part; `none` without a deal.
Questions: find, quorum, enlarge, cheapest (the cheapest concessions) and clash (the smallest).
"""

import re
import shlex
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import cast, get_args

import pytest

from glienicke.deals.alternatives import alternatives
from glienicke.deals.deal import Aim, Answer, Deal, Terms
from glienicke.deals.enlarge import enlarge
from glienicke.deals.find import find
from glienicke.deals.front import front
from glienicke.deals.members import Member
from glienicke.deals.quorum import quorum
from glienicke.deals.why import why
from glienicke.positions.asof import as_of, default_day
from glienicke.positions.day import Day
from glienicke.positions.load import load

PAGE = Path(__file__).parent.parent / "docs" / "semantics.md"
EXAMPLE = re.compile(r"```yaml case\n(.*?)```\s*```answer\n(.*?)```", re.S)


def examples() -> Iterator[tuple[str, str]]:
    for case, answers in EXAMPLE.findall(PAGE.read_text(encoding="utf-8")):
        for line in answers.strip().splitlines():
            yield case, line


def day_of(text: str, folder: Path) -> Day:
    path = folder / "example.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load(path)
    assert loaded.case is not None, [str(d.message) for d in loaded.diagnostics]
    on = default_day(loaded.case)
    assert on is not None
    return as_of(loaded.case, on)


def number(value: Fraction) -> str:
    return str(value)


def in_words(answer: Answer) -> str:
    return deal_in_words(answer.deal) if answer.deal is not None else "none"


def deal_in_words(deal: Deal) -> str:
    goes = [f"{r.id} to {r.to or 'nobody named'}" for r in deal.released] + list(deal.considerations)
    parts = [f"{party} {number(part.gain)}" for party, part in deal.parties.items()]
    needs = [f"needs {step} of {id}" for id, step in deal.needs]
    hurt = [f"hurts {party} {number(by)}" for party, by in deal.hurt.items()]
    return ", ".join(goes) + " | " + ", ".join([*parts, *needs, *hurt])


def member(one: Member) -> str:
    whose = one.party or one.person or "law"
    return f"{whose} '{one.condition.text}'" if one.condition else f"{whose} {one.kind}"


def reply(day: Day, words: list[str]) -> str:
    want = tuple(words[i + 1] for i, word in enumerate(words) if word == "--want")
    terms = Terms(want, "--cautious" in words, "--settled" in words, "--trade-owed" in words)
    aim: Aim = cast(Aim, words[words.index("--aim") + 1]) if "--aim" in words else "gain"
    assert aim in get_args(Aim)
    match words[0]:
        case "find":
            return in_words(find(day, terms, aim, normalise="none" if "none" in words else "ideal"))
        case "alternatives":
            found_deals = alternatives(day, terms, aim, int(words[words.index("-k") + 1]))
            return "; ".join(deal_in_words(a.deal) for a in found_deals.deals)
        case "front":
            return "; ".join(" ".join(map(number, p.gains)) for p in front(day, words[1:], terms).points)
        case "quorum":
            found = quorum(day, terms, if_persuaded="--if-persuaded" in words)
            return "; ".join(" ".join(q.parties) for q in found.quorums) or "none"
        case "enlarge":
            return "; ".join(" ".join(a.add) for a in enlarge(day, terms).additions) or "none"
        case "clash":
            return " + ".join(map(member, why(day, terms).clashes[0]))
        case "cheapest":
            first = why(day, terms).concessions[0]
            given = [member(g.member) + (f" by {number(g.by)}" if g.by is not None else "") for g in first.give_up]
            return f"{number(first.price)}: " + " + ".join(given)
    raise AssertionError(words)


@pytest.mark.parametrize(("case", "line"), list(examples()))
def test_example(case: str, line: str, tmp_path: Path) -> None:
    question, answer = line.split(": ", 1)
    assert reply(day_of(case, tmp_path), shlex.split(question)) == answer


def test_there_are_examples() -> None:
    assert len(list(examples())) >= 20
