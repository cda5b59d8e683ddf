"""who: people found by name in cases, whatever the script and the spelling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from glienicke.case.model import Case
from glienicke.cli import exits, options
from glienicke.cli.exits import USAGE, Refused
from glienicke.cli.opening import open_case
from glienicke.cli.out import show, show_json, table
from glienicke.lists.match import Hit, Index
from glienicke.lists.names import parse
from glienicke.lists.second_opinion import METHOD, Absent, logic_v2


@dataclass(frozen=True, slots=True)
class Found:
    """A person of a case who may be meant, by the name or spelling that agrees best."""

    case: str
    person: str
    name: str
    hit: Hit


def who_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name, in any script and order.", show_default=False)],
    cases: Annotated[
        list[Path],
        typer.Argument(metavar="CASE…", help="Cases: YAML files, or folders of them.", show_default=False),
    ],
    most: Annotated[int, typer.Option("--most", "-k", min=1, max=1000, help="At most so many people.")] = 10,
    second_opinion: Annotated[
        bool, typer.Option("--second-opinion", help="Also show what nomenklatura's logic-v2 says, if it is installed.")
    ] = False,
    json: options.AsJson = False,
) -> None:
    """Find people by name in cases, whatever the script, the spelling and the order, and say why.

    \b
    Examples:
      glienicke who Gerschkowitsch cases/ankara-2024
      glienicke who 'Эван Гершкович' cases/ankara-2024 cases/griner-bout-2022.yaml
      glienicke who 'V. Krasikov' cases/ankara-2024 --json
      glienicke who 'Evan Gershkovich' cases/ankara-2024 --second-opinion

    Names and recorded spellings are looked through; a cover name is known only where a case records it. A score of 0.8
    or more is a match, from 0.6 on somebody should look. A second opinion is shown beside the score and changes
    neither score nor order; it is asked only of people who were found. Exit code 3: nobody.
    """
    if not parse(name).words:
        raise Refused(USAGE, f"'{name}' holds no name; give at least one word of it")
    found = search(name, [open_case(path) for path in cases])[:most]
    second = _second(name, found) if second_opinion else None
    if json:
        show_json("who", {"name": name, "found": _data(found, second)})
    elif found:
        made = table("score", *([METHOD] if second else []), "band", "name", "id", "case", "why")
        for at, one in enumerate(found):
            why = "; ".join(f"{p.a or '–'} ~ {p.b or '–'}: {p.why}" for p in one.hit.match.parts)
            spelt = f" (as {one.hit.name})" if one.hit.name != one.name else ""
            scores = [f"{score:.2f}" for score in (one.hit.match.score, *(second[at : at + 1] if second else ()))]
            made.add_row(*scores, one.hit.match.band, one.name + spelt, one.person, one.case, why)
        show([made])
    else:
        show([f"Nobody in these cases has a name like '{name}'."])
    raise typer.Exit(exits.FOUND if found else exits.NONE)


def search(name: str, cases: list[Case]) -> tuple[Found, ...]:
    """Everybody of the cases who may be meant, best first; each person once, by what agrees best."""
    of = {case.case: case for case in cases}
    index = Index([(f"{case.case}\t{id}", spelt) for case in cases for id, spelt in _spellings(case)])
    best: dict[str, Found] = {}
    for hit in index.search(name, limit=1000):
        place, _, id = hit.id.partition("\t")
        best.setdefault(hit.id, Found(place, id, of[place].people[id].name[0].is_, hit))
    return tuple(best.values())


def _spellings(case: Case) -> Iterator[tuple[str, str]]:
    """(id, name) for every name and spelling of everybody who is named."""
    for id, person in case.people.items():
        if person.count is None:
            told = [fact.is_ for fact in person.name]
            told += [spelling for fact in person.spellings for spelling in fact.is_]
            for spelt in dict.fromkeys(told):
                yield id, spelt


def _second(name: str, found: tuple[Found, ...]) -> tuple[float, ...]:
    """What the second scorer says of everybody found, by the spelling that agreed best."""
    try:
        return logic_v2()([(name, one.hit.name) for one in found])
    except Absent as absent:
        raise Refused(USAGE, str(absent)) from absent


def _data(found: tuple[Found, ...], second: tuple[float, ...] | None) -> list[dict[str, Any]]:
    return [
        _one(one) | ({"second_opinion": {"method": METHOD, "score": round(second[at], 4)}} if second else {})
        for at, one in enumerate(found)
    ]


def _one(one: Found) -> dict[str, Any]:
    match = one.hit.match
    return {
        "case": one.case,
        "id": one.person,
        "name": one.name,
        "spelling": one.hit.name,
        "score": match.score,
        "band": match.band,
        "parts": [{"a": part.a, "b": part.b, "score": part.score, "why": part.why} for part in match.parts],
    }
