"""One name against 100,000: how long the matcher's index takes to build and to answer, and how much memory it holds.

`python -m bench.names_index [NAMES]` prints JSON; with `--compose` it only prints the names, composed at random
of the tables in data/names/source, with patronymics and fathers' names, in all scripts and systems; the names asked for
are 200 of them in another system.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tools.names_people import CULTURES, Person, compose
from tools.names_same import full

NAMES, SEARCHES, LIMIT, SEED = 100_000, 200, 10, 19850611
SHARES = {"russian": 45, "ukrainian": 20, "arabic": 25, "hebrew": 4, "chinese": 2, "western": 4}


def _written(person: Person, system: str) -> str:
    culture = CULTURES[person.culture]
    return full(culture.spell(person, system), culture.eastern)


def names(count: int, searches: int) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Names by id, and what to ask for: (id, the same person's name in another system)."""
    draw = random.Random(SEED)
    drawn = draw.choices(list(SHARES), weights=list(SHARES.values()), k=count)
    people = [compose(draw, culture, f"p{number:06}") for number, culture in enumerate(drawn)]
    systems = [draw.choice(CULTURES[person.culture].systems) for person in people]
    listed = {person.id: _written(person, system) for person, system in zip(people, systems, strict=True)}
    asked = []
    for at in draw.sample(range(count), min(searches, count)):
        others = [system for system in CULTURES[people[at].culture].systems if system != systems[at]]
        asked.append((people[at].id, _written(people[at], draw.choice(others))))
    return listed, asked


def held() -> float:
    """Megabytes of memory that this process holds (Linux)."""
    line = next(
        line for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if line.startswith("VmRSS")
    )
    return int(line.split()[1]) / 1024


def measure(count: int) -> dict[str, float | int]:
    """Build and ask: seconds, MB, milliseconds, and the share of people found among the first ten."""
    from glienicke.lists.match import Index, compare

    # Composed in another process, so that no memory freed here is taken again by the index and left uncounted.
    told = subprocess.run(
        [sys.executable, "-m", "bench.names_index", str(count), "--compose"], capture_output=True, text=True, check=True
    )
    listed, asked = json.loads(told.stdout)
    del told
    compare("John Smith", "Jon Smyth")
    gc.collect()
    before, start = held(), time.perf_counter()
    index = Index(listed)
    built, after = time.perf_counter() - start, held()
    times, found = [], 0
    for identifier, name in asked:
        start = time.perf_counter()
        hits = index.search(name, limit=LIMIT)
        times.append((time.perf_counter() - start) * 1000)
        found += any(hit.id == identifier for hit in hits)
    times.sort()
    return {
        "names": count,
        "build_seconds": built,
        "megabytes": after - before,
        "p50_ms": statistics.median(times),
        "p99_ms": times[min(len(times) - 1, int(0.99 * len(times)))],
        "searches": len(times),
        "found": found,
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.names_index", description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="?", type=int, default=NAMES)
    parser.add_argument("--compose", action="store_true")
    given = parser.parse_args()
    json.dump(names(given.names, SEARCHES) if given.compose else measure(given.names), sys.stdout)
