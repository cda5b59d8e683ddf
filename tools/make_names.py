"""Make the labelled pairs of names: `python -m tools.make_names` writes data/names/tune.tsv and data/names/test.tsv.

`python -m tools.make_names --check` writes nothing and says whether both files are what this makes. The same seed gives
the same files. What the pairs are and how they were made: data/names/README.md. Nothing here knows the matcher.
"""

from __future__ import annotations

import argparse
import random
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tools.names_different import DIFFERENT, names_of, relative
from tools.names_people import CULTURES, SOURCE, Person, compose, rows
from tools.names_same import SAME, surname_first

FOLDER = SOURCE.parent
SEED = 19621002
COLUMNS = ("person_a", "person_b", "name_a", "name_b", "scripts", "kind", "label", "half")
CLUSTERS = {"russian": 170, "ukrainian": 95, "arabic": 160, "hebrew": 75, "chinese": 75, "western": 75}
SAME_EACH, DIFFERENT_EACH = 3, 4
_SCRIPTS = {"LATIN": "latn", "CYRILLIC": "cyrl", "ARABIC": "arab", "HEBREW": "hebr"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names with who bears them. group: pairs that share a person, or one linked to him, have one group."""

    person_a: str
    person_b: str
    name_a: str
    name_b: str
    kind: str
    group: str

    @property
    def same(self) -> bool:
        """Whether both names are one person's."""
        return self.person_a == self.person_b


def script(name: str) -> str:
    """The ISO 15924 code of a name's script; ValueError if it has no letter of the four."""
    for letter in name:
        found = _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0])
        if letter.isalpha() and found:
            return found
    raise ValueError(f"{name!r} has no Latin, Cyrillic, Arabic or Hebrew letter")


def composed() -> Iterator[Pair]:
    """The pairs of composed people: in each cluster a person, his other spellings, and people who resemble him."""
    draw = random.Random(SEED)  # noqa: S311 # pairs of names need no secrecy
    for culture, count in CLUSTERS.items():
        for number in range(count):
            group = f"{culture[:2]}{number:03}"
            yield from _cluster(draw, compose(draw, culture, group), group, DIFFERENT[culture])
    yield from _swapped(draw)


def _swapped(draw: random.Random) -> Iterator[Pair]:
    """People whose given name is another's surname, and the other way round."""
    for number, (given, family) in enumerate(rows("western")["swap"]):
        group = f"sw{number:03}"
        person = replace(compose(draw, "western", group), given=given, family=family, female=False)
        yield from _cluster(draw, person, group, ("swapped-look-alike",))
    names = [row[0] for row in rows("arabic")["given-m"] if " " not in row[0]]
    for number in range(35):
        group = f"sa{number:03}"
        given, family = draw.sample(names, 2)
        person = replace(
            compose(draw, "arabic", group), given=given, family=f"given:{family}", fathers=(), female=False
        )
        yield from _cluster(draw, person, group, ("swapped-look-alike",))


def _cluster(draw: random.Random, person: Person, group: str, kinds: Sequence[str]) -> Iterator[Pair]:
    swapped = kinds == ("swapped-look-alike",)
    recipes = [recipe for recipe in SAME[person.culture] if not (swapped and recipe is surname_first)]
    draw.shuffle(recipes)
    made = 0
    for recipe in recipes:
        pair = recipe(draw, person)
        if pair and made < SAME_EACH and pair[0].casefold() != pair[1].casefold():
            made += 1
            yield Pair(person.id, person.id, *pair, group)
    chosen = list(kinds) * 2 if swapped else list(kinds)
    draw.shuffle(chosen)
    made = 0
    for number, kind in enumerate(chosen):
        other = relative(draw, person, kind, f"{group}-{number + 1}")
        names = names_of(draw, person, other, kind) if other else None
        if other and names and made < DIFFERENT_EACH:
            made += 1
            yield Pair(person.id, other.id, *names, kind, group)


# ------------------------------------------------------------------------ halves


def halves(pairs: Sequence[Pair]) -> dict[str, str]:
    """The half of every group. Groups that share a person go to one half; each culture is parted by itself."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for pair in pairs:
        for person in (pair.person_a, pair.person_b):
            parent[root(f"group {pair.group}")] = root(person)
    joined: dict[str, list[Pair]] = {}
    for pair in pairs:
        joined.setdefault(root(pair.person_a), []).append(pair)
    order = sorted(joined)
    random.Random(SEED + 2).shuffle(order)  # noqa: S311 # a draw of halves needs no secrecy
    order.sort(key=lambda name: (joined[name][0].group[:2], -len(joined[name])))
    counts = {"tune": 0, "test": 0}
    chosen = {}
    for name in order:
        half = min(counts, key=lambda which: counts[which])
        counts[half] += len(joined[name])
        chosen.update(dict.fromkeys((pair.group for pair in joined[name]), half))
    return chosen


def lines(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    """The two files' lines by half. A pair of names that is there with both labels is ambiguous and left out."""
    unique = {(pair.name_a, pair.name_b, pair.same): pair for pair in pairs}
    kept = [pair for (a, b, same), pair in unique.items() if not {(a, b, not same), (b, a, not same)} & unique.keys()]
    half = halves(kept)
    found: dict[str, list[str]] = {"tune": ["\t".join(COLUMNS)], "test": ["\t".join(COLUMNS)]}
    for pair in kept:
        scripts = "-".join(sorted({script(pair.name_a), script(pair.name_b)}, reverse=True))
        label, which = "same" if pair.same else "different", half[pair.group]
        cells = (pair.person_a, pair.person_b, pair.name_a, pair.name_b, scripts, pair.kind, label, which)
        found[which].append("\t".join(cells))
    return found


def make() -> dict[Path, str]:
    """Both files' texts by path."""
    found = lines(composed())
    return {FOLDER / f"{half}.tsv": "\n".join(found[half]) + "\n" for half in ("tune", "test")}


def main(words: list[str] | None = None) -> int:
    """The command; 1 if --check finds a difference."""
    parser = argparse.ArgumentParser(prog="python -m tools.make_names", description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    check = parser.parse_args(words).check
    stale = 0
    for path, text in make().items():
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.stderr.write(f"{path.name} is not what the tables give: run python -m tools.make_names\n")
            stale = 1
    return stale


if __name__ == "__main__":
    assert set(CLUSTERS) == set(CULTURES)
    sys.exit(main())
