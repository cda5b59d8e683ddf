"""`make bench`: every measurement, one after the other, and the page docs/benchmarks.md.

`python -m bench.all [PART…]` measures only these parts; what stands on the page of the others stays. Each part is a
program of its own (`python -m bench.PART`), whose table goes between its marks on the page.
"""

from __future__ import annotations

import subprocess
import sys

from bench.run import PAGE

PARTS = ("run", "aims", "front", "stable", "odds", "foreign", "listed", "million", "desk_load")


def main(parts: list[str]) -> int:
    """Measure, and write what each part prints; the exit code of the last part that failed."""
    failed = 0
    for part in parts or PARTS:
        print(f"== {part}", file=sys.stderr, flush=True)
        words = [sys.executable, "-m", f"bench.{part}"]
        ran = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
        print(ran.stdout, flush=True)
        failed = ran.returncode or failed
        if part != "run" and ran.stdout.strip():  # which writes its own
            write(part, ran.stdout.strip())
    return failed


def write(part: str, text: str) -> None:
    """Put a part's table between its marks."""
    start, end = f"<!-- {part} -->", f"<!-- /{part} -->"
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(start)
    new = PAGE.with_suffix(".new")
    new.write_text(f"{before}{start}\n{text}\n{end}{rest.split(end)[1]}", encoding="utf-8")
    new.replace(PAGE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
