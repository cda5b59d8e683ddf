"""How well names are matched: the product's matcher beside others on the labelled pairs of data/names.

`python -m bench.names tune|test` prints recall and the rate of false matches with 95 % intervals (Wilson), the pairs a
second of each method in the same run, and one name against 100,000; and writes it between the marks
`<!-- names tune -->` or `<!-- names test -->` of docs/names.md if they are there. Other methods' thresholds are chosen
on the tune half: at the best F1, and at no more false matches than ours has there. `--json` prints all as JSON and
writes nothing.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.names_methods import METHODS, ROOT, Run
from bench.names_score import Counts, Pair, at, at_most, best_f1, count, load, wilson

PAGE = ROOT / "docs" / "names.md"
OURS, LOGIC = "ours", "logic-v2"
NONE = Counts(0, 0, 0, 0)
MATCH, REVIEW = ("match",), ("match", "review")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a method at a threshold, what it found, its pairs a second. error: why it has none."""

    method: str
    where: str
    counts: Counts = NONE
    speed: float = 0.0
    error: str = ""


def runs(half: str) -> tuple[dict[str, list[Pair]], dict[str, dict[str, Run]]]:
    """The pairs by half, and every method's run by half; the half asked for goes first, so that it is measured cold."""
    order = (half,) if half == "tune" else (half, "tune")
    pairs = {name: load(name) for name in order}
    return pairs, {name: {method: run(pairs[name]) for method, run in METHODS.items()} for name in order}


def _banded(pairs: Sequence[Pair], run: Run, bands: Sequence[str]) -> Counts:
    return count(pairs, [band in bands for band in run.bands])


def table_lines(half: str, pairs: dict[str, list[Pair]], done: dict[str, dict[str, Run]]) -> list[Line]:
    """The lines: ours at both bands, then every other method at its two thresholds."""
    asked, own = pairs[half], done[half][OURS]
    speed = len(asked) / own.seconds
    found = [
        Line(OURS, "band “match”", _banded(asked, own, MATCH), speed),
        Line(OURS, "“match” or “review”", _banded(asked, own, REVIEW), speed),
    ]
    limit = _banded(pairs["tune"], done["tune"][OURS], MATCH).false_rate
    for method, run in done[half].items():
        tuned = done["tune"][method]
        if method == OURS:
            continue
        if run.error or tuned.error:
            found.append(Line(method, "", error=run.error or tuned.error))
            continue
        pace = len(asked) / run.seconds
        for words, threshold in (
            ("best F1", best_f1(pairs["tune"], tuned.scores)),
            ("at most our false matches", at_most(pairs["tune"], tuned.scores, limit)),
        ):
            found.append(Line(method, f"{words}: {threshold:.3g}", at(asked, run.scores, threshold), pace))
    return found


def _share(hits: int, of: int) -> str:
    low, high = wilson(hits, of)
    return f"{hits / of if of else 0:.1%} ({low:.1%}–{high:.1%})"


def table(found: Sequence[Line]) -> str:
    """The lines as a Markdown table."""
    rows = ["| method | threshold | recall (95 %) | false matches (95 %) | F1 | pairs a second | ours to it |"]
    rows.append("|" + " --- |" * 7)
    own = found[0].speed
    for line in found:
        if line.error:
            rows.append(f"| {line.method} | {line.error} | | | | | |")
            continue
        counts, ratio = line.counts, own / line.speed
        cells = [line.method, line.where, _share(counts.found, counts.same), _share(counts.wrong, counts.different)]
        cells += [f"{counts.f1:.3f}", f"{line.speed:,.0f}", f"{ratio:.3g} ×"]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def kind_of(pair: Pair) -> str:
    """A pair's kind, all systems of transliteration as one."""
    return pair.kind.split(":")[0]


def by_kind(pairs: Sequence[Pair], own: Run, other: Run, threshold: float | None) -> str:
    """How many pairs of each kind are called a match: by ours, by ours or for review, by logic-v2 at its best F1."""
    rows = ["| pairs of | kind | pairs | ours: match | match or review | logic-v2 |", "|" + " --- |" * 6]
    for same in (True, False):
        for kind in sorted({kind_of(pair) for pair in pairs if pair.same == same}):
            places = [n for n, pair in enumerate(pairs) if pair.same == same and kind_of(pair) == kind]
            shares = [sum(own.bands[n] in bands for n in places) / len(places) for bands in (MATCH, REVIEW)]
            cells = ["one person" if same else "two people", kind, str(len(places))]
            cells += [f"{share:.0%}" for share in shares]
            cells.append(
                "" if threshold is None else f"{sum(other.scores[n] >= threshold for n in places) / len(places):.0%}"
            )
            rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def index() -> dict[str, Any]:
    """One name against 100,000, in a process of its own so that the memory is the index's; an error if it fails."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench.names_index"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        return {"error": (ran.stderr.strip().splitlines() or ["it said nothing"])[-1]}
    said: dict[str, Any] = json.loads(ran.stdout)
    return said


def index_words(said: dict[str, Any]) -> str:
    """The index's figures as a sentence."""
    if "error" in said:
        return f"One name against many: not measured: {said['error']}"
    return (
        f"One name against {said['names']:,}: built in {said['build_seconds']:.1f} s, {said['megabytes']:.0f} MB; "
        f"{said['searches']} searches: p50 {said['p50_ms']:.1f} ms, p99 {said['p99_ms']:.1f} ms; "
        f"the person is among the first ten in {said['found']} of {said['searches']}."
    )


def report(half: str, pairs: dict[str, list[Pair]], done: dict[str, dict[str, Run]], said: dict[str, Any]) -> str:
    """All of it as Markdown."""
    asked, own, other = pairs[half], done[half][OURS], done[half][LOGIC]
    tuned = done["tune"][LOGIC]
    threshold = None if other.error or tuned.error else best_f1(pairs["tune"], tuned.scores)
    whole = count(asked, [False] * len(asked))
    return "\n\n".join(
        (
            f"{half.capitalize()} half: {whole.same} pairs of one person, {whole.different} of two people. "
            "“Ours to it”: our pairs a second to the method's in this run.",
            table(table_lines(half, pairs, done)),
            index_words(said),
            by_kind(asked, own, other, threshold),
        )
    )


def write(half: str, text: str, page: Path = PAGE) -> bool:
    """Put the text between the half's marks of the page; whether the marks were there."""
    begin, end = f"<!-- names {half} -->", f"<!-- /names {half} -->"
    if not page.exists():
        return False
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        return False
    page.write_text(f"{before}{begin}\n\n{text}\n\n{end}{after}", encoding="utf-8")
    return True


def main(words: list[str] | None = None) -> int:
    """The command; always 0: a method that is not there is named in the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.names", description=__doc__.split("\n")[0])
    parser.add_argument("half", choices=("tune", "test"))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(words)
    pairs, done = runs(asked.half)
    said = index()
    if asked.json:
        lines = [
            asdict(line)
            | {"recall": line.counts.recall, "false_rate": line.counts.false_rate, "f1": line.counts.f1}
            | {"recall_95": wilson(line.counts.found, line.counts.same)}
            | {"false_rate_95": wilson(line.counts.wrong, line.counts.different)}
            for line in table_lines(asked.half, pairs, done)
        ]
        print(json.dumps({"half": asked.half, "methods": lines, "index": said}, indent=1))
        return 0
    text = report(asked.half, pairs, done, said)
    print(text)
    if not write(asked.half, text):
        print(f"{PAGE.name} has no marks for the {asked.half} half: not written", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
