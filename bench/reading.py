"""How well reports are read: the default reader on the marked articles of data/reports, kind by kind, against gold.

`python -m bench.reading [tune|test|fresh]` prints precision, recall and F1 with 95 % intervals (bootstrap over
articles, seeded) and the seconds a page of 500 words takes, and writes them between the marks `<!-- reading tune -->`
(or `test`, `fresh`) of docs/reading.md; a kind that no article has marked is left out. `--kind KIND` prints one kind
only, `--json` all as JSON; neither writes the page. On any but the test half `--articles` lists the articles, worst
first, and `--show NN` every miss and false find of one.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.gold import REPORTS, Article, load
from bench.reading_score import KINDS, Score, Slip, score
from glienicke.reports.data import Document, Reading

PAGE = Path(__file__).parent.parent / "docs" / "reading.md"
PAGE_WORDS = 500
MAIN = tuple(kind for kind in KINDS if "," not in kind)
DRAWS, SEED = 2000, 20240801
AROUND = 60


@dataclass(frozen=True, slots=True)
class Read:
    """An article, what the reader made of it in how many seconds, and the score of every kind. error: if it failed."""

    article: Article
    reading: Reading
    seconds: float
    scores: dict[str, Score]
    error: str = ""


def read(article: Article) -> Read:
    """Read one article as `glienicke read` would, without any case, and score it."""
    from glienicke.reports.document import document_of
    from glienicke.reports.known import Known
    from glienicke.reports.rules import read_document

    start = time.perf_counter()
    try:
        document = document_of(article.name, article.text, article.published, html=article.html)
        reading, error = read_document(document, Known()), ""
    except Exception as problem:
        reading, error = Reading(Document(article.name, article.text, (), article.language)), repr(problem)
    return Read(article, reading, time.perf_counter() - start, score(article, reading), error)


# ---------------------------------------------------------------------- figures


def figures(done: Sequence[Read], kind: str) -> dict[str, float | int | None]:
    """One kind's figures over articles; low and high bound the middle 95 % of F1 over draws of as many articles."""
    scores = [one.scores[kind] for one in done]
    whole = sum(scores, Score())
    draw = random.Random(SEED)
    drawn = [sum(draw.choices(scores, k=len(scores)), Score()).f1 for _ in range(DRAWS)]
    values = sorted(value for value in drawn if value is not None) if whole.f1 is not None else []
    return {
        "gold": whole.gold,
        "found": whole.found,
        "precision": whole.precision,
        "recall": whole.recall,
        "f1": whole.f1,
        "low": values[int(0.025 * len(values))] if values else None,
        "high": values[min(len(values) - 1, int(0.975 * len(values)))] if values else None,
    }


def table(done: Sequence[Read], kinds: Iterable[str]) -> str:
    """The figures as a Markdown table, a line a kind and language."""
    lines = ["| kind | language | gold | found | precision | recall | F1 | 95 % |", "|" + " --- |" * 8]
    for kind in kinds:
        for language in ("all", "en", "de", "ru"):
            some = [one for one in done if language in ("all", one.article.language)]
            if not some:
                continue
            found = figures(some, kind)
            numbers = [_three(found[name]) for name in ("precision", "recall", "f1")]
            between = f"{_three(found['low'])} to {_three(found['high'])}" if found["low"] is not None else "-"
            cells = [kind, language, str(found["gold"]), str(found["found"]), *numbers, between]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _three(value: float | int | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def pace(done: Sequence[Read]) -> float:
    """Seconds a page of 500 words."""
    words = sum(len(one.reading.document.text.split()) for one in done)
    return PAGE_WORDS * sum(one.seconds for one in done) / max(1, words)


def report(half: str, done: Sequence[Read], kinds: Iterable[str]) -> str:
    """What goes to the terminal and onto the page."""
    count = len(done)
    languages = ", ".join(
        f"{sum(one.article.language == language for one in done)} {language}" for language in ("en", "de", "ru")
    )
    failed = sum(bool(one.error) for one in done)
    said = f" The reader failed on {failed}, which counts as nothing found." if failed else ""
    head = f"The {half} half: {count} articles ({languages}); {pace(done):.3f} s a page of {PAGE_WORDS} words.{said}"
    marked = [kind for kind in kinds if any(one.scores[kind].gold for one in done)]
    return f"{head}\n\n{table(done, marked)}"


def write(half: str, text: str) -> None:
    """Put the table between its marks. Raises ValueError if the page lacks them."""
    start, end = f"<!-- reading {half} -->", f"<!-- /reading {half} -->"
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if start not in page or end not in page:
        raise ValueError(f"docs/reading.md lacks the marks {start} and {end}: nothing was written")
    before, rest = page.split(start)
    new = PAGE.with_suffix(".new")
    new.write_text(f"{before}{start}\n{text}\n{end}{rest.split(end)[1]}", encoding="utf-8")
    new.replace(PAGE)


# ------------------------------------------------------------------- one by one


def articles(done: Sequence[Read], kinds: Sequence[str]) -> str:
    """The articles, those with most wrong first: misses + false finds of each kind."""
    rows = []
    for one in done:
        wrong = [(len(one.scores[kind].missed), len(one.scores[kind].false)) for kind in kinds]
        cells = "".join(f"{f'{missed}+{false}':>12}" for missed, false in wrong)
        rows.append((sum(map(sum, wrong)), f"{one.article.name[:36]:<36}{cells}"))
    head = " " * 36 + "".join(f"{kind[-11:]:>12}" for kind in kinds)
    return "\n".join([head, *(line for _, line in sorted(rows, key=lambda row: -row[0]))])


def show(one: Read, kinds: Sequence[str]) -> str:
    """Every miss and every false find of one article, with the text around it."""
    text = one.reading.document.text
    lines = [one.article.name + (f": {one.error}" if one.error else "")]
    for kind in kinds:
        scored = one.scores[kind]
        lines.append(f"\n{kind}: gold {scored.gold}, found {scored.found}, F1 {_three(scored.f1)}")
        lines += [f"  missed {_around(text, slip)}" for slip in scored.missed]
        lines += [f"  false  {_around(text, slip)}" for slip in scored.false]
    return "\n".join([*lines, *(f"unclear: {note}" for note in one.article.unclear)])


def _around(text: str, slip: Slip) -> str:
    if slip.span is None:
        return f"[{slip.text}]"
    start, end = slip.span
    left, right = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return f"[{slip.text}] …{left}>>{text[start:end]}<<{right}…".replace("\n", "↵")


# ------------------------------------------------------------------------- main


def main(words: list[str] | None = None) -> int:
    """The command; 1 if the gold articles have mistakes or the reader fails on one."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__.split("\n")[0])
    parser.add_argument("half", nargs="?", choices=("tune", "test", "fresh"), default="tune")
    parser.add_argument("--kind", choices=MAIN)
    parser.add_argument("--show", metavar="NN", help="not of the test half: what is missed and false in article NN")
    parser.add_argument("--articles", action="store_true", help="not of the test half: misses + false finds by article")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(words)
    if asked.half == "test" and (asked.show or asked.articles):
        parser.error("the test half is never looked at: --show and --articles are of the others")
    chosen, mistakes = load(REPORTS / asked.half)
    if mistakes:
        print(
            f"{len(mistakes)} mistakes in the marks: see python -m bench.gold data/reports/{asked.half}",
            file=sys.stderr,
        )
    if asked.show:
        chosen = tuple(article for article in chosen if article.name.startswith(asked.show))
    if not chosen:
        parser.error(f"no article begins with {asked.show}")
    read(chosen[0])  # loading of tables is no part of a page's time
    done = [read(article) for article in chosen]
    return _out(asked, done) or int(bool(mistakes))


def _out(asked: argparse.Namespace, done: Sequence[Read]) -> int:
    kinds = [kind for kind in KINDS if asked.kind in (None, kind.split(",")[0])]
    main_kinds = [kind for kind in kinds if kind in MAIN]
    failed = [one for one in done if one.error]
    for one in failed:
        print("an article" if asked.half == "test" else one.article.name, one.error, file=sys.stderr)
    if asked.json:
        result = {kind: {"all": figures(done, kind)} | _by_language(done, kind) for kind in kinds}
        print(json.dumps({"half": asked.half, "seconds_a_page": pace(done), "kinds": result}, indent=1))
    elif asked.show:
        print("\n\n".join(show(one, main_kinds) for one in done))
    elif asked.articles:
        print(articles(done, main_kinds))
    else:
        text = report(asked.half, done, kinds)
        print(text)
        if asked.kind is None and not failed:
            try:
                write(asked.half, text)
            except ValueError as problem:
                print(problem, file=sys.stderr)
                return 1
    return int(bool(failed))


def _by_language(done: Sequence[Read], kind: str) -> dict[str, dict[str, float | int | None]]:
    languages = sorted({one.article.language for one in done})
    return {name: figures([one for one in done if one.article.language == name], kind) for name in languages}


if __name__ == "__main__":
    sys.exit(main())
