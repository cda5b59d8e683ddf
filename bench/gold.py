"""The marked articles `data/reports/{tune,test,fresh}/NN-slug.{txt,html}.marked`, whose answers are known.

`python -m bench.gold FOLDER…` lists the mistakes of marked articles, each with its file and line, and prints how many
marks of each kind there are; the exit code is 1 if there are mistakes. See data/reports/README.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from bench.gold_check import check
from bench.gold_marks import KINDS, LANGUAGES, Article, Mark, Mistake, Span, parse

__all__ = ["Article", "Mark", "Mistake", "Span", "load", "main", "parse", "totals"]

REPORTS = Path(__file__).parent.parent / "data" / "reports"
SUFFIXES = (".txt.marked", ".html.marked")


def load(folder: Path) -> tuple[tuple[Article, ...], tuple[Mistake, ...]]:
    """Every marked article of a folder by name, and all their mistakes. Raises ValueError if it holds none."""
    paths = sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIXES)) if folder.is_dir() else []
    if not paths:
        raise ValueError(f"{folder} holds no marked articles (NN-slug.txt.marked or NN-slug.html.marked)")
    articles: list[Article] = []
    mistakes: list[Mistake] = []
    for path in paths:
        article, found = parse(path.read_text(encoding="utf-8"), path)
        articles.append(article)
        mistakes += sorted({*found, *check(article)}, key=lambda mistake: (mistake.line, mistake.text))
    return tuple(articles), tuple(mistakes)


def totals(articles: Iterable[Article]) -> str:
    """How many articles, words and marks of each kind there are, by language."""
    rows = [("", "articles", "html", "real", "words", *KINDS.values(), "facts", "conditions")]
    chosen = list(articles)
    for language in (*LANGUAGES, "all"):
        some = [article for article in chosen if language in (article.language, "all")]
        numbers = [
            len(some),
            sum(article.html for article in some),
            sum(article.about == "real" for article in some),
            sum(len(article.text.split()) for article in some),
            *(sum(len(article.of(kind)) for article in some) for kind in KINDS),
            sum(len(article.facts) for article in some),
            sum(len(article.conditions) for article in some),
        ]
        rows.append((language, *(str(number) for number in numbers)))
    return "\n".join("".join(f"{cell:>12}" for cell in row) for row in rows)


def main(folders: list[str]) -> int:
    """List the mistakes of the folders' articles and print the totals."""
    failed = 0
    for folder in folders or [str(REPORTS / half) for half in ("tune", "test", "fresh")]:
        try:
            articles, mistakes = load(Path(folder))
        except ValueError as problem:
            print(problem, file=sys.stderr)
            failed = 1
            continue
        for mistake in mistakes:
            print(mistake)
        print(f"{folder}: {len(mistakes)} mistakes\n{totals(articles)}")
        failed = failed or int(bool(mistakes))
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
