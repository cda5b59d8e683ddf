"""Whether two names may be one person's: a score that explains itself part by part, and a search in many names.

Words are paired so that they agree best, whatever their order. A word that one name lacks costs a little; words that
both have and that differ make two people of them. Thresholds were set by hand on a few dozen names; how they do on
labelled pairs is measured in docs/names.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import nlargest
from itertools import permutations
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from glienicke.lists.names import Name, Part, parse
from glienicke.lists.order import untold

Band = Literal["match", "review", "no match"]

MATCH, REVIEW = 0.8, 0.6
"""From which score two names are one person's, and from which somebody should look."""
SAME = 0.8
"""Words that are at least so alike agree."""
_PERMUTED_MAX = 4


@dataclass(frozen=True, slots=True)
class Agreement:
    """One pair of words, or one word that the other name lacks (then one text is empty). why: in words."""

    a: str
    b: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Match:
    """score: from 0 to 1. band: match, review (somebody should look) or no match. parts: how the score came about."""

    score: float
    band: Band
    parts: tuple[Agreement, ...]

    def __str__(self) -> str:
        said = "; ".join(f"{p.a or '–'} ~ {p.b or '–'}: {p.why}" for p in self.parts)
        return f"{self.score:.2f} {self.band} ({said})"


def compare(a: str | Name, b: str | Name) -> Match:
    """How far two names agree; symmetric. A name without words agrees with none."""
    one = parse(a) if isinstance(a, str) else a
    two = parse(b) if isinstance(b, str) else b
    return _compared(one, two)


@lru_cache(maxsize=200_000)
def _compared(one: Name, two: Name) -> Match:
    left, right = one.words, two.words
    if not left or not right:
        return Match(0.0, "no match", ())
    if len(left) > len(right):
        swapped = _aligned(right, left)
        return _scored([(b, a, score, why) for a, b, score, why in swapped])
    aligned = _aligned(left, right)
    return _either_way(_scored(aligned)) if untold([pair[:2] for pair in aligned], one, two) else _scored(aligned)


def _either_way(match: Match) -> Match:
    """A match of which the names alone cannot tell."""
    if match.band != "match":
        return match
    parts = tuple(replace(part, why=f"{part.why}, in the other place") for part in match.parts)
    return Match(round(MATCH - 0.01, 4), "review", parts)


Pair = tuple[Part | None, Part | None, float, str]


def _aligned(few: tuple[Part, ...], many: tuple[Part, ...]) -> list[Pair]:
    """The best pairing of words, few ≤ many; with one word fewer, two neighbours may be one word ("Xiao Ping")."""
    best = _paired(few, many)
    if len(few) < len(many):
        for at in range(len(many) - 1):
            joined = _joined(many[at], many[at + 1])
            if joined is None or not any(part.sounds & joined.sounds or part.low == joined.low for part in few):
                continue
            rest = (*many[:at], joined, *many[at + 2 :])
            tried = _paired(few, rest) if len(few) <= len(rest) else _paired(rest, few)
            if _worth(tried) > _worth(best):
                best = tried
    return best


def _joined(one: Part, two: Part) -> Part | None:
    if one.kind != "word" or two.kind != "word":
        return None
    return _whole(one.text + two.text)


@lru_cache(maxsize=50_000)
def _whole(text: str) -> Part | None:
    parts = parse(text).parts
    return parts[0] if len(parts) == 1 else None


def _paired(few: tuple[Part, ...], many: tuple[Part, ...]) -> list[Pair]:
    table = [[_alike(a, b) for b in many] for a in few]
    if len(many) == 2 and len(few) == 2:
        straight = _weight(table[0][0][0]) + _weight(table[1][1][0])
        crossed = _weight(table[0][1][0]) + _weight(table[1][0][0])
        order: tuple[int, ...] = (0, 1) if straight >= crossed else (1, 0)
        return [(few[n], many[at], *table[n][at]) for n, at in enumerate(order)]
    if len(many) <= _PERMUTED_MAX:
        order = max(
            permutations(range(len(many)), len(few)),
            key=lambda places: (sum(_weight(table[n][at][0]) for n, at in enumerate(places)), [-at for at in places]),
        )
    else:
        order = _greedy(table, len(many))
    taken = set(order)
    pairs: list[Pair] = [(few[n], many[at], *table[n][at]) for n, at in enumerate(order)]
    return pairs + [(None, part, 0.0, "missing") for at, part in enumerate(many) if at not in taken]


def _weight(score: float) -> float:
    return score if score < SAME else score + 1


def _greedy(table: list[list[tuple[float, str]]], width: int) -> tuple[int, ...]:
    places = [-1] * len(table)
    cells = sorted(
        ((score, n, at) for n, row in enumerate(table) for at, (score, _) in enumerate(row)),
        key=lambda cell: (-cell[0], cell[1], cell[2]),
    )
    free = set(range(width))
    for _, n, at in cells:
        if places[n] < 0 and at in free:
            places[n] = at
            free.discard(at)
    return tuple(places)


def _worth(pairs: Iterable[Pair]) -> float:
    return sum(_weight(score) if a is not None and b is not None else -0.3 for a, b, score, _ in pairs)


@lru_cache(maxsize=1_000_000)
def _alike(a: Part, b: Part) -> tuple[float, str]:
    """How alike two words are, and why."""
    if a.kind == "initial" or b.kind == "initial":
        return _initials(a, b)
    if a.low == b.low:
        return 1.0, "the same"
    if (a.kind == "kunya") != (b.kind == "kunya"):
        return 0.0, "different"
    if a.vowels and b.vowels:
        if a.sounds & b.sounds:
            return 0.97, "the same after transliteration"
        if a.group & b.group:
            return 0.93, "forms of one name"
        return _spelt(a, b)
    if a.bones & b.bones:
        size = max(len(bone) for bone in a.bones & b.bones)
        return (0.93, "the same consonants") if size > 1 else (0.82, "the same consonant")
    best = max((DamerauLevenshtein.normalized_similarity(x, y) for x in a.bones for y in b.bones), default=0.0)
    return best * 0.75, "different" if best < 0.75 else "similar consonants"


def _initials(a: Part, b: Part) -> tuple[float, str]:
    heads = ({reading[:1] for reading in part.sounds} for part in (a, b))
    first, second = heads
    if a.low[:1] == b.low[:1] or first & second:
        return 0.85, "fits the initial"
    return 0.0, "another initial"


def _spelt(a: Part, b: Part) -> tuple[float, str]:
    """Words that sound different: a slip of spelling, vowels told otherwise, or two words."""
    gender = _gender(a.low, b.low) or _gender(b.low, a.low)
    if gender:
        return 0.81, gender
    if a.group and b.group:
        return 0.3, "two names"
    similar = (
        max(DamerauLevenshtein.normalized_similarity(x, y) for x in a.sounds for y in b.sounds)
        if a.sounds and b.sounds
        else 0.0
    )
    if a.bones & b.bones and min(len(a.low), len(b.low)) > 3:
        return (
            (0.84, "the same consonants, other vowels")
            if similar >= 0.8 and min(len(a.low), len(b.low)) > 6
            else (0.72, "other vowels")
        )
    length = min(len(a.low), len(b.low))
    slip = max(similar, DamerauLevenshtein.normalized_similarity(a.low, b.low))
    if slip >= 0.85 and length >= 6:
        return 0.85, "a slip of spelling"
    if slip >= 0.78 and length >= 5:
        return 0.7, "similar"
    return min(0.6, slip * 0.7), "different"


_MALE_ENDS = ("ov", "ev", "in", "yn", "ow", "ew", "off", "eff", "ов", "ев", "ёв", "ин", "ын")
_ADJECTIVES = (
    ("sky", "skaya"), ("skiy", "skaya"), ("skij", "skaja"), ("ski", "ska"), ("ski", "skaya"), ("ский", "ская"),
    ("ny", "naya"), ("ный", "ная"), ("oy", "aya"), ("ой", "ая"), ("cki", "cka"), ("sky", "ska"),
)  # fmt: skip


def _gender(man: str, woman: str) -> str:
    """ "a woman's form" where the second word is the first with a woman's ending."""
    if woman[-1:] in ("a", "а") and woman[:-1] == man and man.endswith(_MALE_ENDS):
        return "a woman's form of it"
    for he, she in _ADJECTIVES:
        if man.endswith(he) and woman.endswith(she) and man[: -len(he)] == woman[: -len(she)]:
            return "a woman's form of it"
    return ""


def _scored(pairs: list[Pair]) -> Match:
    """One score for all pairs."""
    shown = tuple(
        Agreement(a.text if a else "", b.text if b else "", round(score, 2), why) for a, b, score, why in pairs
    )
    both = [(a, b, score, why) for a, b, score, why in pairs if a is not None and b is not None]
    agree = [score for _, _, score, _ in both if score >= SAME]
    full = sum(score >= SAME and "initial" not in (a.kind, b.kind) for a, b, score, _ in both)
    lacking = [a or b for a, b, _, why in pairs if why == "missing"]
    score = sum(agree) / max(1, len(agree))
    gendered = sum(why == "a woman's form of it" for *_, why in both)
    conflicts = [score for _, _, score, _ in both if score < SAME]
    for part in lacking:
        kind = part.kind if part is not None else "word"
        score -= {"patronymic": 0.02, "initial": 0.03, "kunya": 0.04}.get(kind, 0.07)
    if conflicts:
        score = min(score, 0.35 + 0.4 * min(conflicts))
    if full == 0:
        score = min(score, 0.5)
    elif len(agree) == 1:
        whole = len(both) == 1 and not lacking
        score = score if whole and score == 1 else min(score, 0.78 if whole else 0.68)
    if gendered > 1 or (gendered and _of_two_sexes(both)):
        score = min(score, 0.5)
    score = max(0.0, round(score, 4))
    return Match(score, "match" if score >= MATCH else "review" if score >= REVIEW else "no match", shown)


def _of_two_sexes(both: list[tuple[Part, Part, float, str]]) -> bool:
    """Whether the first names are of two sexes by their endings: "Aleksandr" and "Aleksandra"."""
    for a, b, score, why in both:
        if why != "a woman's form of it" and score < 0.99 and a.kind == b.kind == "word":
            ends = (a.low[-1] in "aаяy", b.low[-1] in "aаяy")
            if ends[0] != ends[1] and (a.low.startswith(b.low[:-1]) or b.low.startswith(a.low[:-1])):
                return True
    return False


# ------------------------------------------------------------------------ search


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: its id, the name as it stands, and how it agrees with what was looked for."""

    id: str
    name: str
    match: Match


class Index:
    """Many names, made ready once to be searched often.

    Names are found by any word that sounds the same, is a form of the same name, has the same consonants (Arabic,
    Hebrew) or is a slip of it. Memory: about 2 kB a name.
    """

    def __init__(self, names: Mapping[str, str] | Iterable[tuple[str, str]]) -> None:
        """names: name by id, or pairs of id and name, if somebody has several."""
        pairs = names.items() if isinstance(names, Mapping) else names
        self._names: list[tuple[str, Name]] = [(id, parse(name)) for id, name in pairs]
        self._by_key: dict[str, list[int]] = defaultdict(list)
        vocabulary: dict[tuple[str, int], set[str]] = defaultdict(set)
        for place, (_, name) in enumerate(self._names):
            for key in {key for part in name.words for key in _keys(part)}:
                self._by_key[key].append(place)
            for part in name.words:
                for reading in part.sounds:
                    if part.vowels and part.kind != "initial":
                        vocabulary[(reading[:1], len(reading))].add(reading)
        self._vocabulary = {start: sorted(readings) for start, readings in vocabulary.items()}

    def __len__(self) -> int:
        return len(self._names)

    def search(self, name: str, limit: int = 10) -> tuple[Hit, ...]:
        """The names that agree best, best first; none below "no match"."""
        looked = parse(name)
        votes: dict[int, float] = defaultdict(float)
        for part in looked.words:
            for place, weight in self._found(part).items():
                votes[place] += weight
        least = min(max(votes.values(), default=0.0), 2 * _SLIP)
        chosen = [(count, place) for place, count in votes.items() if count >= least or len(looked.words) == 1]
        if len(chosen) > CANDIDATES:
            chosen = nlargest(CANDIDATES, chosen)
        hits = [
            Hit(self._names[place][0], self._names[place][1].text, _compared(looked, self._names[place][1]))
            for _, place in chosen
        ]
        good = sorted(
            (hit for hit in hits if hit.match.score >= REVIEW - 0.1), key=lambda hit: (-hit.match.score, hit.id)
        )
        return tuple(good[:limit])

    def _found(self, part: Part) -> dict[int, float]:
        """Where a word stands, with what it counts for: the rarer what it was found by, the more."""
        found: dict[int, float] = {}
        exact = set(_keys(part))
        near = self._slips(part) - exact
        for keys, worth in ((near, _SLIP), (exact, _EXACT)):
            places = sorted(((self._by_key[key]) for key in keys if key in self._by_key), key=len, reverse=True)
            for listed in places:
                found.update(dict.fromkeys(listed, worth + 1 / (1 + len(listed))))
        return found

    def _slips(self, part: Part) -> set[str]:
        """The keys of words that are a slip of a word."""
        if not part.vowels or part.kind != "word":
            return set()
        keys: set[str] = set()
        for reading in part.sounds:
            if len(reading) > 3:
                for size in range(len(reading) - 1, len(reading) + 2):
                    others = self._vocabulary.get((reading[:1], size), ())
                    near = extract(reading, others, scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=None)
                    keys.update("s:" + other for other, _, _ in near)
        return keys


CANDIDATES = 200
"""So many names are compared in full in one search."""
_EXACT, _SLIP = 3, 2
"""What a word counts for in choosing them: found as it sounds, or with a slip."""


def _keys(part: Part) -> Iterable[str]:
    """What a word is found by."""
    if part.kind == "initial":
        return
    if part.vowels:
        for reading in part.sounds:
            yield "s:" + reading
    for number in part.group:
        yield f"g:{number}"
    for bone in part.bones:
        if len(bone) > 1:
            yield "b:" + bone
