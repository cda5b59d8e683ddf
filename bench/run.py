"""`make bench`: the engine beside hand-written HiGHS and plain CPMpy models of the same random cases, in one run.

Every job runs alone in a process of its own, so that its peak memory is its own and no import is measured. What two
methods prove must be the same number, and nobody's deal may beat another's bound: else the run ends with exit code 1.
The table goes to the terminal and into docs/benchmarks.md. `--quick` runs the small sizes and `--only TEXT` the cases
whose name holds TEXT; neither writes the page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from bench.generate import instance, typed_instance, wanted
from glienicke.positions.day import Day

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
MARKS = ("<!-- measured -->", "<!-- /measured -->")
Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """A random case, how near to best it is solved (gap) and how many seconds each method gets."""

    parties: int
    people: int
    seed: int
    seconds: float
    gap: float = 0.0
    typed: bool = False
    clash: bool = False
    hunt: bool = False
    methods: tuple[str, ...] = ("ours", "raw", "cpmpy")

    @property
    def name(self) -> str:
        kind = " of types" if self.typed else " clash" if self.clash else " wanted" if self.hunt else ""
        return f"{self.parties}x{self.people}{kind} #{self.seed}"

    def day(self) -> Day:
        """The case itself, drawn anew."""
        return self.question()[0]

    def question(self) -> tuple[Day, tuple[str, ...]]:
        """The case and who is wanted of it."""
        if self.typed:
            return typed_instance(self.people, self.parties, self.seed), ()
        if self.hunt:
            day, person = wanted(self.parties, self.people, self.seed)
            return day, (person,)
        return instance(self.parties, self.people, self.seed, clash=self.clash), ()


CPMPY_SECONDS = 30.0  # it proves nothing beyond the smallest size in ten times that either

CASES = (
    Case(7, 40, 0, 20),
    Case(10, 300, 1, 30),
    *(Case(20, 2000, seed, 60) for seed in range(5)),
    Case(40, 20_000, 0, 60, gap=1e-3),
    Case(40, 100_000, 1, 150, typed=True),
    Case(10, 300, 1, 60, hunt=True, methods=("why",)),
    Case(20, 2000, 0, 60, hunt=True, methods=("why",)),
    Case(20, 2000, 1, 60, hunt=True, methods=("why",)),
    Case(10, 300, 1, 60, clash=True, methods=("why",)),
    Case(20, 2000, 1, 60, clash=True, methods=("why",)),
)


# --------------------------------------------------------------------- one job


def ours(case: Case) -> Result:
    """The engine: proof of the best deal, equally good deals left as they come."""
    from glienicke.deals import find as engine
    from glienicke.deals.solve import Limits

    spent = {"build": 0.0, "solve": 0.0, "settle": 0.0}
    kinds: list[int] = []

    def timed(name: str) -> None:
        inner: Callable[..., Any] = getattr(engine, name)

        def outer(*args: Any, **more: Any) -> Any:
            start = time.perf_counter()
            result = inner(*args, **more)
            spent[name] += time.perf_counter() - start
            if name == "build":
                kinds.append(len(result.kinds))
            return result

        setattr(engine, name, outer)

    for name in spent:
        timed(name)
    day = case.day()
    start = time.perf_counter()
    answer = engine.find(day, aim="gain", limits=Limits(seconds=case.seconds, gap=case.gap), ties=False)
    seconds = time.perf_counter() - start
    return {
        "status": answer.status,
        "proven": answer.status == "deal",
        "objective": _number(answer.objective),
        "bound": _number(answer.bound),
        "seconds": seconds,
        "build": spent["build"],
        "solve": spent["solve"],
        "check": spent["settle"],
        "kinds": kinds[0],
        "released": len(answer.deal.released) if answer.deal else 0,
    }


def raw(case: Case) -> Result:
    """The model written by hand for HiGHS."""
    from bench.raw_highs import solve

    found = solve(case.day(), case.seconds, case.gap)
    return _outcome(found.status == "Optimal", found)


def cpmpy(case: Case) -> Result:
    """The plain CPMpy model on its default solver."""
    from bench.cpmpy_model import solve

    found = solve(case.day(), min(case.seconds, CPMPY_SECONDS))
    return _outcome(found.status == "Optimal", found)


def why(case: Case) -> Result:
    """The cheapest concessions of a case without a deal, and one solve of the case that they open."""
    from bench.raw_highs import solve
    from glienicke.deals.clash import Stuck
    from glienicke.deals.concede import Given, concessions, price_of, without
    from glienicke.deals.deal import Answer, Deal, Terms
    from glienicke.deals.find import find
    from glienicke.deals.solve import Limits

    day, want = case.question()
    terms, limits = Terms(want=want), Limits(seconds=case.seconds)
    start = time.perf_counter()
    before = find(day, terms, limits=limits, ties=False)
    at_none = time.perf_counter()
    shut = solve(day, case.seconds, want=want)
    result: Result = {
        "none": before.status,
        "raw none": shut.status,
        "certificate": before.certificate.method if before.certificate else "",
        "none seconds": at_none - start,
    }
    asked: list[tuple[Day, Answer, float]] = []

    def opens(given: tuple[Given, ...]) -> Deal | None:
        opened, started = without(day, terms, given), time.perf_counter()
        answer = find(opened, terms, limits=limits, ties=False)
        asked.append((opened, answer, time.perf_counter() - started))
        return answer.deal

    started = time.perf_counter()
    try:
        given, _ = next(concessions(day, terms, opens, limits))
    except Stuck:
        return result | {"status": f"unknown after {case.seconds:.0f} s"}
    seconds = time.perf_counter() - started - sum(spent for _, _, spent in asked)
    opened, answer, one_solve = asked[-1]
    free = solve(opened, case.seconds, want=want)
    return result | {
        "status": "opened",
        "seconds": seconds,
        "price": float(price_of(given)),
        "given": len(given),
        "one solve": one_solve,
        "raw solve": free.build_s + free.solve_s,
        "objective": _number(answer.objective),
        "raw objective": free.objective,
    }


def _outcome(proven: bool, found: Any) -> Result:
    return {
        "status": found.status,
        "proven": proven,
        "objective": found.objective,
        "bound": found.bound,
        "seconds": found.build_s + found.solve_s,
        "build": found.build_s,
        "solve": found.solve_s,
    }


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


METHODS: dict[str, Callable[[Case], Result]] = {"ours": ours, "raw": raw, "cpmpy": cpmpy, "why": why}


def job(case: Case, method: str) -> Result:
    """Run one method on one case in a process of its own."""
    words = [sys.executable, "-m", "bench.run", "--job", str(CASES.index(case)), method]
    slack = case.seconds + 240  # reading the clock is the solver's affair; this only stops what hangs
    try:
        ran = subprocess.run(words, capture_output=True, text=True, timeout=slack, check=False)
    except subprocess.TimeoutExpired:
        return {"status": f"stopped after {slack:.0f} s", "proven": False, "objective": None, "bound": None}
    if ran.returncode != 0:
        print(ran.stderr, file=sys.stderr)
        return {"status": "failed", "proven": False, "objective": None, "bound": None}
    result: Result = json.loads(ran.stdout.splitlines()[-1])
    return result


# ----------------------------------------------------------------- comparison


def disagreements(case: Case, results: dict[str, Result]) -> Iterator[str]:
    """Where two methods contradict each other. One unit in a million is a float's rounding."""
    for method, result in results.items():
        if result.get("status") == "failed":
            yield f"{case.name}: {method} failed"
    if "why" in results:
        found = results["why"]
        if found.get("raw none") != "Infeasible" or found.get("none") != "none":
            yield f"{case.name}: a deal where there should be none"
        elif "objective" in found and abs(found["objective"] - found["raw objective"]) > 1e-6 * abs(found["objective"]):
            yield f"{case.name}: the deals that the concessions open differ"
        return
    for one, a in results.items():
        for other, b in results.items():
            if a["objective"] is None or one == other:
                continue
            room = 1e-6 * max(1.0, abs(a["objective"]))
            if b["bound"] is not None and a["objective"] > b["bound"] + room:
                yield f"{case.name}: {one} found {a['objective']}, beyond the bound {b['bound']} of {other}"
            if a["proven"] and b["proven"] and case.gap == 0 and abs(a["objective"] - b["objective"]) > room:
                yield f"{case.name}: {one} proved {a['objective']}, {other} {b['objective']}"


def _seconds(result: Result) -> str:
    if "seconds" not in result:
        return str(result["status"])
    return f"{result['seconds']:.2f}" if result["proven"] else f"({result['seconds']:.0f}: {_reached(result)})"


def _reached(result: Result) -> str:
    gap = _gap(result)
    return "no deal yet" if result["objective"] is None else "gap ?" if gap is None else f"gap {gap:.2g}"


def _gap(result: Result) -> float | None:
    if result["objective"] is None or result["bound"] is None:
        return None
    return float(abs(result["bound"] - result["objective"]) / max(1.0, abs(result["objective"])))


def _ratio(mine: Result, other: Result) -> str:
    if "seconds" not in mine or "seconds" not in other or not mine["proven"]:
        return "?"
    return f"{'' if other['proven'] else '< '}{mine['seconds'] / other['seconds']:.2g}"


def find_row(case: Case, results: dict[str, Result]) -> list[str]:
    """One line of the table of `find`."""
    mine, hand, plain = results["ours"], results["raw"], results["cpmpy"]
    if "seconds" not in mine:
        return [case.name, mine["status"], *["?"] * 11]
    proven = [name for name, result in results.items() if result["proven"]]
    gap = _gap(mine)
    return [
        case.name,
        str(mine["kinds"]),
        f"{mine['build']:.3f}",
        f"{mine['solve']:.2f}",
        f"{mine['check']:.2f}",
        _seconds(mine),
        f"{100 * mine['build'] / mine['solve']:.1f} %" if mine["solve"] else "?",
        _seconds(hand),
        _ratio(mine, hand),
        _seconds(plain),
        _ratio(mine, plain),
        f"{mine['objective']:.0f} ({mine['released']} free)" if mine["objective"] is not None else "none",
        "?" if gap is None else f"{gap:.2g}",
        "one alone" if len(proven) < 2 else "within the gap" if case.gap else ", ".join(proven),
        " / ".join(f"{r['memory']:.0f}" if "memory" in r else "?" for r in results.values()),
    ]


FIND_HEAD = (
    "case", "kinds", "build s", "solve s", "check s", "ours s", "build/solve", "HiGHS by hand s", "ours/by hand",
    "CPMpy s", "ours/CPMpy", "objective", "gap", "same objective proven by", "peak MB: ours / by hand / CPMpy",
)  # fmt: skip
WHY_HEAD = (
    "case", "no deal: proof s", "certificate", "cheapest concessions s", "price (given up)", "one solve s",
    "concessions/solve", "by hand: one solve s", "peak MB",
)  # fmt: skip


def why_row(case: Case, found: Result) -> list[str]:
    """One line of the table of `why`."""
    if "seconds" not in found:
        proof = [f"{found['none seconds']:.2f}", found["certificate"]] if "none" in found else ["?", "?"]
        return [case.name, *proof, found["status"], *["?"] * 4, f"{found.get('memory', 0):.0f}"]
    return [
        case.name,
        f"{found['none seconds']:.2f}",
        found["certificate"],
        f"{found['seconds']:.2f}",
        f"{found['price']:.0f} ({found['given']})",
        f"{found['one solve']:.2f}",
        f"{found['seconds'] / found['one solve']:.2g}",
        f"{found['raw solve']:.2f}",
        f"{found['memory']:.0f}",
    ]


# ----------------------------------------------------------------------- page


def summary(done: dict[Case, dict[str, Result]]) -> str:
    """The middle ratio to the hand-written model over the seeds of each size, where both prove their best."""
    ratios: dict[str, list[float]] = {}
    for case, results in done.items():
        if "ours" in results and results["ours"]["proven"] and results["raw"]["proven"]:
            size = case.name.split(" #")[0]
            ratios.setdefault(size, []).append(results["ours"]["seconds"] / results["raw"]["seconds"])
    middles = [f"{size} {median(found):.2g} ({len(found)})" for size, found in ratios.items()]
    return f"Ours/by hand, the median over seeds (how many both proved): {', '.join(middles)}."


def table(head: tuple[str, ...], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [list(head), ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine() -> str:
    """What it was measured on."""
    models = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    total = [int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")]
    memory = f"{total[0] / 2**20:.0f} GiB" if total else "memory unknown"
    libraries = ", ".join(f"{name} {version(name)}" for name in ("highspy", "ortools", "cpmpy", "numpy"))
    processor = models[0] if models else "processor unknown"
    return (
        f"Measured on {dt.date.today()}: {processor}, {os.cpu_count()} cores, {memory}, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {libraries}."
    )


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def report(done: dict[Case, dict[str, Result]]) -> str:
    """Both tables with the machine named."""
    finds = [find_row(case, results) for case, results in done.items() if "ours" in results]
    whys = [why_row(case, results["why"]) for case, results in done.items() if "why" in results]
    parts = [machine()]
    if finds:
        parts += ["## The best deal: `find --aim gain`", table(FIND_HEAD, finds), summary(done)]
    if whys:
        parts += ["## No deal: the cheapest concessions", table(WHY_HEAD, whys)]
    return "\n\n".join(parts) + "\n"


def write_page(text: str) -> None:
    """Put the tables between the page's marks."""
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(MARKS[0])
    after = rest.split(MARKS[1])[1]
    new = PAGE.with_suffix(".new")
    new.write_text(f"{before}{MARKS[0]}\n{text}{MARKS[1]}{after}", encoding="utf-8")
    new.replace(PAGE)


def main() -> int:
    """Run the jobs, show the tables, say what disagrees."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="the small sizes only; writes no page")
    parser.add_argument("--only", metavar="TEXT", default="", help="cases whose name holds TEXT; writes no page")
    parser.add_argument("--job", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        number, method = options.job
        result = METHODS[method](CASES[int(number)])
        result["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(result))
        return 0
    done: dict[Case, dict[str, Result]] = {}
    for case in CASES:
        if options.only not in case.name or (options.quick and case.people > 300):
            continue
        done[case] = {}
        for method in case.methods:
            print(f"{case.name}: {method} ...", end=" ", flush=True, file=sys.stderr)
            done[case][method] = job(case, method)
            print({k: v for k, v in done[case][method].items() if k != "memory"}, file=sys.stderr)
    text = report(done)
    print(text)
    wrong = [line for case, results in done.items() for line in disagreements(case, results)]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
        return 1
    if not options.quick and not options.only:
        write_page(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
