"""The methods that are measured on pairs of names: the product's matcher, rapidfuzz, jellyfish and logic-v2."""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import jellyfish
from anyascii import anyascii
from rapidfuzz import fuzz

from bench.names_score import Pair

ROOT = Path(__file__).parent.parent
PEERS = ROOT / ".venv-peers" / "bin" / "python"
LOGIC = ROOT / "bench" / "names_logic.py"
WARM = 50


@dataclass(frozen=True, slots=True)
class Run:
    """A method's scores of the pairs, and its seconds for all. bands: only the product's; error: why it has none."""

    scores: tuple[float, ...] = ()
    seconds: float = 0.0
    bands: tuple[str, ...] = ()
    error: str = ""


def _plain(name: str) -> str:
    return " ".join(anyascii(name).lower().replace(",", " ").split())


def _sorted(name: str) -> str:
    return " ".join(sorted(_plain(name).split()))


def _jaro_winkler(a: str, b: str) -> float:
    return jellyfish.jaro_winkler_similarity(_sorted(a), _sorted(b))


def _token_sort(a: str, b: str) -> float:
    return fuzz.token_sort_ratio(_plain(a), _plain(b))


def _wratio(a: str, b: str) -> float:
    return fuzz.WRatio(_plain(a), _plain(b))


def _timed(score: Callable[[str, str], float], pairs: Sequence[Pair]) -> Run:
    for pair in pairs[:WARM]:
        score(pair.a, pair.b)
    start = time.perf_counter()
    scores = tuple(score(pair.a, pair.b) for pair in pairs)
    return Run(scores, time.perf_counter() - start)


def ours(pairs: Sequence[Pair]) -> Run:
    """The product's matcher; its first comparison, which loads its tables, is not counted."""
    from glienicke.lists.match import compare

    compare("John Smith", "Jon Smyth")
    start = time.perf_counter()
    matches = [compare(pair.a, pair.b) for pair in pairs]
    seconds = time.perf_counter() - start
    return Run(tuple(match.score for match in matches), seconds, tuple(str(match.band) for match in matches))


def logic(pairs: Sequence[Pair], python: Path = PEERS) -> Run:
    """nomenklatura's logic-v2 in a process of its own; an error instead of scores if .venv-peers is not there."""
    if not python.exists():
        return Run(error="not measured: there is no .venv-peers; run tools/setup-peers.sh")
    asked = json.dumps([(pair.a, pair.b) for pair in pairs])
    ran = subprocess.run([python, LOGIC], input=asked, capture_output=True, text=True, check=False)
    if ran.returncode:
        last = (ran.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return Run(error=f"not measured: {last}")
    said = json.loads(ran.stdout)
    return Run(tuple(said["scores"]), float(said["seconds"]))


METHODS: dict[str, Callable[[Sequence[Pair]], Run]] = {
    "ours": ours,
    "logic-v2": logic,
    "rapidfuzz token_sort_ratio": lambda pairs: _timed(_token_sort, pairs),
    "rapidfuzz WRatio": lambda pairs: _timed(_wratio, pairs),
    "jellyfish Jaro-Winkler": lambda pairs: _timed(_jaro_winkler, pairs),
}
