"""How much of an article's gold answers a reading has, kind by kind (data/reports/README.md: how it is scored)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bench.gold import Article, Mark, Span
from bench.gold_marks import PROPERTIES
from bench.reading_align import onto
from bench.reading_match import overlap, pairs, plain, same_institution, same_party, same_sentence, same_what, shared
from glienicke.ground.dates import NoDate, days
from glienicke.language.mistake import Mistake
from glienicke.language.parse import parse_sentence
from glienicke.language.show import show
from glienicke.reports.data import Reading, Reported, Someone, Suggestion


@dataclass(frozen=True, slots=True)
class Slip:
    """A miss or a false find: where it stands in the reader's text (None: nowhere), and what it is."""

    span: Span | None
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """Of one kind: how many gold has and the reader found, how much of either is right, and what is not."""

    gold: int = 0
    found: int = 0
    gold_right: float = 0.0
    found_right: float = 0.0
    missed: tuple[Slip, ...] = field(default=(), compare=False)
    false: tuple[Slip, ...] = field(default=(), compare=False)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.gold + other.gold,
            self.found + other.found,
            self.gold_right + other.gold_right,
            self.found_right + other.found_right,
        )

    @property
    def precision(self) -> float | None:
        """Right of what was found; None if nothing was."""
        return self.found_right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Found of what is there; None if nothing is."""
        return self.gold_right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None if there is nothing and nothing was found."""
        if not self.gold and not self.found:
            return None
        both = (self.precision or 0.0) + (self.recall or 0.0)
        return 2 * (self.precision or 0.0) * (self.recall or 0.0) / both if both else 0.0


def score(article: Article, reading: Reading) -> dict[str, Score]:
    """The scores of every kind for one article."""
    kept, lost = onto(article, reading.document.text)
    gold = {kind: [mark for mark in kept if mark.kind == kind] for kind in "pces"}
    gone = {kind: [mark for mark in lost if mark.kind == kind] for kind in "pces"}
    whose = _whose(gold["p"], reading.people)
    result = {
        "people": _with(gone["p"], _people(gold["p"], reading.people)),
        "counts": _with(gone["c"], _counts(gold["c"], reading, article.language)),
    }
    for name, placed in (("events", False), ("events, in place", True)):
        result[name] = _with(gone["e"], _events(gold["e"], reading, placed))
    speakers = _Speakers(article, reading, whose)
    for name, part in (("statements", "speaker"), ("statements, any speaker", ""), ("statements, chain", "chain")):
        result[name] = _with(gone["s"], _statements(gold["s"], reading, speakers, part))
    return result | {"conditions": _conditions(article, reading), "facts": _facts(article, reading, speakers)}


KINDS = (
    "people",
    "counts",
    "events",
    "events, in place",
    "statements",
    "statements, any speaker",
    "statements, chain",
    "conditions",
    "facts",
)


def _with(lost: Sequence[Mark], scored: Score) -> Score:
    """A score that counts as missed what is not in the reader's text at all."""
    slips = tuple(Slip(None, f"{mark.label}: not in the text that was read") for mark in lost)
    missed = scored.missed + slips
    return Score(scored.gold + len(lost), scored.found, scored.gold_right, scored.found_right, missed, scored.false)


def _simple(gold: Sequence[Slip], found: Sequence[Slip], paired: Iterable[tuple[int, int]]) -> Score:
    """The score of a one to one comparison."""
    both = list(paired)
    rows, columns = {row for row, _ in both}, {column for _, column in both}
    return Score(
        len(gold),
        len(found),
        len(both),
        len(both),
        tuple(one for number, one in enumerate(gold) if number not in rows),
        tuple(one for number, one in enumerate(found) if number not in columns),
    )


# ---------------------------------------------------------------------- people


def _people(gold: Sequence[Mark], people: Sequence[Someone]) -> Score:
    """B-cubed over spans (Bagga and Baldwin 1998): for every mention, how much of its cluster belongs to it.

    A mention that only one side has is wrong for that side.
    """
    found = [(span, number) for number, person in enumerate(people) for span in person.spans]
    same = pairs(gold, found, lambda mark, mention: _half(shared(mark.span, mention[0])))
    both = Counter((gold[row].label, found[column][1]) for row, column in same)
    of_gold, of_found = Counter(mark.label for mark in gold), Counter(number for _, number in found)
    recalled = {row: both[gold[row].label, found[column][1]] / of_gold[gold[row].label] for row, column in same}
    precise = {column: both[gold[row].label, found[column][1]] / of_found[found[column][1]] for row, column in same}
    given = {row: people[found[column][1]].name for row, column in same}
    missed = [
        Slip(
            mark.span, f"{mark.label}" + (f": only {recalled[row]:.2f} of it with {given[row]}" if row in given else "")
        )
        for row, mark in enumerate(gold)
        if recalled.get(row, 0) < 1
    ]
    truth = {column: gold[row].label for row, column in same}
    false = [
        Slip(span, people[number].name + (f": is {truth[column]}" if column in truth else ": is nobody"))
        for column, (span, number) in enumerate(found)
        if precise.get(column, 0) < 1
    ]
    return Score(
        len(gold), len(found), sum(recalled.values()), sum(precise.values()), tuple(missed), tuple(false)
    )  # fmt: skip


def _half(share: float) -> float:
    return share if share >= 0.5 else 0.0


def _whose(gold: Sequence[Mark], people: Sequence[Someone]) -> dict[int, str]:
    """Which person of gold most of a found person's mentions are."""
    result = {}
    for number, person in enumerate(people):
        same = pairs(gold, person.spans, lambda mark, span: _half(shared(mark.span, span)))
        labels = Counter(gold[row].label for row, _ in same)
        if labels:
            result[number] = labels.most_common(1)[0][0]
    return result


class _Speakers:
    """Whom a reader's name for somebody means, by its own clusters; and whether that is who gold names."""

    def __init__(self, article: Article, reading: Reading, whose: Mapping[int, str]) -> None:
        self.language = article.language
        self.people = {plain(mark.label) for mark in article.of("p")}
        self.sources = [part for mark in article.of("s") for part in mark.chain]
        self.means: dict[str, set[str]] = {}
        for number, person in enumerate(reading.people):
            for name in {person.name, *person.spellings, *([person.person] if person.person else [])}:
                self.means.setdefault(plain(name), set()).add(plain(whose.get(number, person.name)))

    def same(self, gold: str, found: str | None) -> bool:
        """Whether `found` is the speaker or subject `gold`."""
        if found is None:
            return False
        one, other = plain(gold), plain(found)
        if one in self.people:
            return self.means.get(other, {other}) == {one}
        return other not in self.means and same_institution(gold, found, self.sources, self.language)


# ------------------------------------------------------- counts, events, speech


def _counts(gold: Sequence[Mark], reading: Reading, language: str) -> Score:
    """By value and what is counted; where several fit, those that overlap belong together."""

    def fit(one: tuple[int, str, Span], other: tuple[int, str, Span]) -> float:
        return 1 + overlap(one[2], other[2]) if one[0] == other[0] and same_what(one[1], other[1], language) else 0.0

    wanted = [(int(mark.label.split()[0]), mark.label.split(maxsplit=1)[1], mark.span) for mark in gold]
    found = [(count.value, count.what, count.span) for count in reading.counts]
    return _simple(_slips(wanted), _slips(found), pairs(wanted, found, fit))


def _slips(counts: Iterable[tuple[int, str, Span]]) -> list[Slip]:
    return [Slip(span, f"{value} {what}") for value, what, span in counts]


def _events(gold: Sequence[Mark], reading: Reading, placed: bool) -> Score:
    """By the days that the date may mean; an open one is open. placed: the spans must overlap, too."""

    def fit(mark: Mark, event: tuple[str | None, Span]) -> float:
        there = overlap(mark.span, event[1])
        return 0.0 if _days(mark.label) != _days(event[0]) or (placed and not there) else 1 + there

    found = [(event.date, event.span) for event in reading.events]
    return _simple(
        [Slip(mark.span, mark.label) for mark in gold],
        [Slip(span, date or "open") for date, span in found],
        pairs(gold, found, fit),
    )


def _days(date: str | None) -> object:
    if date is None or date == "open":
        return None
    try:
        return days(date)
    except NoDate:
        return date


def _statements(gold: Sequence[Mark], reading: Reading, speakers: _Speakers, part: str) -> Score:
    """By the span, and by `part`: the speaker, the whole chain, or neither."""

    def fit(mark: Mark, said: Reported) -> float:
        there = overlap(mark.span, said.span)
        if there < 0.5:
            return 0.0
        if part == "speaker" and not speakers.same(mark.chain[-1], said.speaker):
            return 0.0
        if part == "chain" and not (
            len(mark.chain) == len(said.chain)
            and all(speakers.same(one, other) for one, other in zip(mark.chain, said.chain, strict=True))
        ):
            return 0.0
        return there

    there = dict(pairs(gold, reading.statements, lambda mark, said: _half(overlap(mark.span, said.span))))
    back = {column: gold[row].label for row, column in there.items()}
    given = {row: _chain(reading.statements[column]) for row, column in there.items()}
    return _simple(
        [
            Slip(mark.span, mark.label + (f": given {given[row]}" if row in given else ""))
            for row, mark in enumerate(gold)
        ],
        [
            Slip(said.span, _chain(said) + (f": is {back[column]}" if column in back else ""))
            for column, said in enumerate(reading.statements)
        ],
        pairs(gold, reading.statements, fit),
    )


def _chain(said: Reported) -> str:
    return " > ".join(said.chain) or str(said.speaker)


# ------------------------------------------------------------ conditions, facts


def _conditions(article: Article, reading: Reading) -> Score:
    """By party and by the sentence as the condition language prints it."""

    def fit(one: tuple[str, str], other: tuple[str, str]) -> float:
        return float(one[1] == other[1] and same_party(one[0], other[0], article.language))

    wanted = [(party, _sentence(text)) for party, text in article.conditions]
    found = {(one.subject, _sentence(one.value)): one for one in reading.suggestions if one.property == "condition"}
    return _simple(
        [Slip(None, " | ".join(one)) for one in wanted],
        [Slip(one.span, f"{one.subject} | {one.value}") for one in found.values()],
        pairs(wanted, list(found), fit),
    )


def _sentence(text: str) -> str:
    parsed = parse_sentence(text)
    return (text if isinstance(parsed, Mistake) else show(parsed.tree)).casefold()


def _facts(article: Article, reading: Reading, speakers: _Speakers) -> Score:
    """By subject, property and value."""

    def fit(fact: tuple[str, str, str], one: Suggestion) -> float:
        return float(
            fact[1] == one.property
            and speakers.same(fact[0], one.subject)
            and _value(fact, one.value, article.language)
        )

    found = list({(one.subject, one.property, plain(one.value)): one for one in reading.suggestions}.values())
    found = [one for one in found if one.property in PROPERTIES]
    return _simple(
        [Slip(None, " | ".join(fact)) for fact in article.facts],
        [Slip(one.span, f"{one.subject} | {one.property} | {one.value}") for one in found],
        pairs(article.facts, found, fit),
    )


def _value(fact: tuple[str, str, str], value: str, language: str) -> bool:
    if fact[1] == "sentence":
        return same_sentence(fact[2], value, language)
    if fact[1] == "charge":
        return same_what(fact[2], value, language)
    return fact[2] == value if fact[1] == "state" else same_party(fact[2], value, language)
