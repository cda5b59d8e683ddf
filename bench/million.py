"""A million people who are mostly alike: `python -m bench.million [PEOPLE]` prints the line.

The day is drawn by `bench.generate.typed_instance` (not counted). Built: rows and columns, one column a kind.
Solved: the sum of gains by HiGHS, to the last unit or for `SECONDS`.
"""

from __future__ import annotations

import resource
import sys
import time

from bench.generate import typed_instance
from glienicke.deals.aims.goal import objective_of
from glienicke.deals.deal import Terms
from glienicke.deals.rows.build import build
from glienicke.deals.solve import Limits, with_highs

SECONDS = 60.0


def main(people: int) -> int:
    """Measure and print."""
    day = typed_instance(people)
    start = time.perf_counter()
    model = build(day, Terms(), lean=True)
    built = time.perf_counter() - start
    outcome = with_highs(model.program, objective_of(model, "gain"), Limits(SECONDS))
    proven = outcome.found == "best"
    best, bound = outcome.objective or 0, outcome.bound or 0
    end = "optimal" if proven else f"{best:,} of at most {bound:,} ({bound / best - 1:.1g})" if best else "no deal yet"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print("| people | kinds | built s | goal, both | solve s | ended | peak GiB |\n|---|---|---|---|---|---|---|")
    line = f"| {people:,} | {len(model.kinds):,} | {built:.1f} | 10 s | {outcome.seconds:.1f} | {end} | {memory:.1f} |"
    print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
