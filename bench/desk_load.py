"""Fifty people at one desk: `python -m bench.desk_load [SECONDS]` prints the tables of docs/benchmarks.md.

The server is `glienicke desk` in a process of its own with its workers and a store on SQLite; the client is one other
process on the same machine. Each member has a page open live (its stream of events), and loads pages and makes changes
by `STAFF` and `DELEGATES`, with a pause between two that is random (exponential) with a mean of `THINK_S`. A time is
from before the request is sent until its last byte is read. The first `WARM_S` of a run are not counted: then all fifty
come at once to a desk that has just been started.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import httpx

from bench.desk_case import BEGIN, END, FIRST
from bench.desk_server import CASE, Desk, Person, drawn, filled, quantile
from glienicke.desk.who import Role

PEOPLE, MANY = 2_000, 10_000
MEMBERS: tuple[tuple[Role, int], ...] = (("mediator", 5), ("analyst", 35), ("delegate", 10))
THINK_S, WARM_S = 3.0, 10.0
MEDIAN_MS, P99_MS, LATE_MS = 50, 200, 200
STAFF = {
    "overview": 12, "people": 14, "people, filtered": 10, "people, searched": 12, "a person": 22, "a day": 10,
    "history": 6, "bench": 6, "channel": 4, "a change": 4,
}  # fmt: skip
"""How often of 100 a mediator or an analyst loads which page. An analyst has no channel, and looks at a person then."""
DELEGATES = {"channel": 85, "a message": 15}


@dataclass
class Seen:
    """What was measured: times by kind in ms, changes that another window saw with its delay, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    acknowledged: dict[int, float] = field(default_factory=dict)
    told: dict[int, float] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    conflicts: int = 0
    solved: list[float] = field(default_factory=list)


class Member:
    """One who works at the desk, with a page open live."""

    def __init__(
        self, person: Person, port: int, client: httpx.AsyncClient, seen: Seen, seed: int, people: int
    ) -> None:
        self.person, self.client, self.seen, self.people = person, client, seen, people
        self.headers = person.headers(port)
        self.chance = random.Random(seed)
        self.version = 1

    async def listens(self) -> None:
        """Keep the stream of events open, and note when a version is told."""
        with contextlib.suppress(httpx.HTTPError):
            async with self.client.stream("GET", f"/cases/{CASE}/live", headers=self.headers, timeout=None) as answer:
                async for line in answer.aiter_lines():
                    if line.startswith("data: ") and "branches" in line:
                        self.version = json.loads(line[6:])["branches"]["main"]
                        self.seen.told.setdefault(self.version, time.perf_counter())

    async def works(self, until: float) -> None:
        """Think, load a page or change something, and again."""
        mix = DELEGATES if self.person.role == "delegate" else STAFF
        await asyncio.sleep(self.chance.random() * THINK_S)
        while time.perf_counter() < until:
            kind = drawn(self.chance, dict(mix))
            if kind == "channel" and self.person.role == "analyst":
                kind = "a person"
            await (self.changes() if kind == "a change" else self.loads(kind))
            await asyncio.sleep(self.chance.expovariate(1 / THINK_S))

    async def loads(self, kind: str) -> None:
        """One page."""
        chance, base = self.chance, f"/cases/{CASE}"
        party = self.person.party or chance.choice("ABCDEFGH")
        on = f"2024-{chance.randrange(1, 11):02}-{chance.choice((1, 10, 19)):02}"
        name = f"{chance.choice(FIRST)} {chance.choice(BEGIN)}{chance.choice(END)}"
        path, query, form = {
            "overview": (base, {}, None),
            "people": (f"{base}/people", {"page": str(chance.randrange(1, 1 + self.people // 100))}, None),
            "people, filtered": (f"{base}/people", {"held_by": party}, None),
            "people, searched": (f"{base}/people", {"text": name}, None),
            "a person": (f"{base}/people/p{chance.randrange(self.people)}", {}, None),
            "a day": (f"{base}/day", {"on": on}, None),
            "history": (f"{base}/history", {}, None),
            "bench": (f"{base}/bench", {}, None),
            "channel": (f"{base}/channel/{party}", {}, None),
            "a message": (f"{base}/channel/{party}/say", {}, {"text": "We would like to talk."}),
        }[kind]
        start = time.perf_counter()
        if form is None:
            answer = await self.client.get(path, params=query, headers=self.headers)
        else:
            answer = await self.client.post(path, data=form, headers=self.headers)
        self.note(kind, start, answer)

    async def changes(self) -> None:
        """One value of one person, or one line more about them, by the version that the open page knows."""
        id, name = f"p{self.chance.randrange(self.people)}", self.chance.choice(FIRST)
        edit = {"op": "put", "path": ["people", id, "name"], "value": f"{name} {self.chance.choice(BEGIN)}berg"}
        if self.chance.random() < 0.5:
            edit = {"op": "put", "path": ["people", id, "note"], "value": f"Seen by {name}"}
        body = {"expected": self.version, "edits": [edit], "why": "a letter"}
        start = time.perf_counter()
        answer = await self.client.post(f"/api/v1/cases/{CASE}/edits", json=body, headers=self.headers)
        if answer.status_code == 409:
            self.seen.conflicts += 1
        elif self.note("a change", start, answer):
            self.seen.acknowledged[answer.json()["version"]] = time.perf_counter()

    def note(self, kind: str, start: float, answer: httpx.Response) -> bool:
        """Keep a time; whether the answer was right."""
        self.seen.times[kind].append((time.perf_counter() - start) * 1000)
        if answer.status_code not in (200, 303):
            self.seen.wrong[f"{kind}: {answer.status_code}"] += 1
            return False
        return True


async def working(desk: Desk, people: list[Person], number: int, seconds: float, solves: bool) -> Seen:
    """All members at work for so many seconds; what was seen. solves: the engine is asked all the while."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=200)
    seen = Seen()
    async with httpx.AsyncClient(base_url=desk.base, limits=limits, timeout=60) as client:
        everybody = [
            Member(person, desk.port, client, seen, solves * 1000 + n, number) for n, person in enumerate(people)
        ]
        windows = [asyncio.create_task(member.listens()) for member in everybody]
        engine = asyncio.create_task(solving(desk, people[0], seen.solved)) if solves else None
        start = time.perf_counter() + WARM_S
        at_work = [asyncio.create_task(member.works(start + seconds)) for member in everybody]
        await asyncio.sleep(WARM_S)
        seen.times = defaultdict(list)
        seen.acknowledged.clear()
        await asyncio.gather(*at_work)
        await asyncio.sleep(0.5)
        if engine is not None and engine.done():
            await engine  # raises what went wrong
        for task in [*windows, *([engine] if engine is not None else [])]:
            task.cancel()
        await asyncio.gather(*windows, return_exceptions=True)
    return seen


async def solving(desk: Desk, mediator: Person, counted: list[float]) -> None:
    """Ask the engine one long question after the other, until cancelled. counted: for how many seconds each was worked
    at."""
    headers, jobs = mediator.headers(desk.port), f"/api/v1/cases/{CASE}/jobs"
    async with httpx.AsyncClient(base_url=desk.base, timeout=60, headers=headers) as client:
        for parties in itertools.cycle(itertools.combinations("ABCDEFGH", 2)):
            question = {"verb": "front", "parties": parties, "on": "2024-10-19", "seconds": 60, "gap": 0.01}
            answer = await client.post(jobs, json={"question": question})
            if answer.status_code != 202:
                raise RuntimeError(answer.text)
            job, start = answer.json()["id"], time.perf_counter()
            state = "queued"
            while state in ("queued", "running"):
                await asyncio.sleep(0.5)
                listed = (await client.get(jobs, params={"most": 1})).json()["jobs"]
                state = next((one["state"] for one in listed if one["id"] == job), "done")
                counted.append(0.5 if state == "running" else 0.0)
            counted.append(min(0.5, time.perf_counter() - start) if state == "done" else 0.0)


def line(what: str, times: list[float]) -> str:
    """One row of the table."""
    marks = [median(times), quantile(times, 0.99), max(times)]
    return f"| {what} | {len(times):,} | " + " | ".join(f"{mark:.0f}" for mark in marks) + " |"


def table(title: str, seen: Seen, busy: float) -> tuple[list[str], bool]:
    """The rows of one run, and whether it met its goals."""
    every = [time for times in seen.times.values() for time in times]
    late = [
        max(0.0, seen.told[version] - at) * 1000 for version, at in seen.acknowledged.items() if version in seen.told
    ]
    lines = [
        f"**{title}**: {len(every):,} pages and changes; the server used {100 * busy:.0f} % of one core.",
        "",
        "| page | number | median ms | 99th percentile ms | worst ms |",
        "|---|---|---|---|---|",
        *(line(kind, times) for kind, times in sorted(seen.times.items(), key=lambda pair: -len(pair[1]))),
        line("**all**", every),
        line("another window sees a change, after its answer", late or [0.0]),
        f"| goals | | {MEDIAN_MS} | {P99_MS} | {LATE_MS} (window) |",
        "",
    ]
    if seen.solved:
        lines.append(f"The engine was at work for {sum(seen.solved):.0f} s of it.\n")
    if seen.conflicts:
        lines.append(f"{seen.conflicts} changes met one that was quicker, and were refused with both versions.\n")
    if seen.wrong or len(late) < len(seen.acknowledged):
        lines.append(f"Wrong: {dict(seen.wrong)}, {len(seen.acknowledged) - len(late)} changes never seen.\n")
    met = median(every) < MEDIAN_MS and quantile(every, 0.99) < P99_MS and max(late or [0.0]) < LATE_MS
    return lines, met and not seen.wrong and len(late) == len(seen.acknowledged)


def measured(seconds: float, people: int, folder: Path, url: str = "") -> tuple[list[str], bool]:
    """Both runs on one store: without a solve, and with one."""
    url = url or f"sqlite:///{folder / 'desk.sqlite'}"
    members = filled(url, people, MEMBERS)
    desk = Desk(url, folder / "desk.log")
    lines: list[str] = []
    met = True
    desk.start()
    try:
        for number, title in enumerate(("Without a solve", "With a solve running")):
            before, start = desk.cpu_s(), time.perf_counter()
            seen = asyncio.run(working(desk, members, people, seconds, bool(number)))
            busy = (desk.cpu_s() - before) / (time.perf_counter() - start)
            rows, good = table(title, seen, busy)
            lines += rows
            met = met and good
    finally:
        desk.stop()
    return lines, met


def one_by_one(folder: Path) -> list[str]:
    """The pages of cases of both sizes, asked by one member, one after the other."""
    lines = ["| page, one at a time, median ms |", "|---|"]
    found: dict[str, list[float]] = {}
    for people in (PEOPLE, MANY):
        url = f"sqlite:///{folder / f'{people}.sqlite'}"
        (mediator,) = filled(url, people, (("mediator", 1),))
        desk = Desk(url, folder / f"{people}.log")
        desk.start()
        try:
            seen = asyncio.run(alone(desk, mediator, people))
        finally:
            desk.stop()
        lines[0] += f" {people:,} people |"
        lines[1] += "---|"
        for kind, times in seen.times.items():
            found.setdefault(kind, []).append(median(times))
    return lines + [
        f"| {kind} | " + " | ".join(f"{time:.0f}" for time in times) + " |" for kind, times in found.items()
    ]


async def alone(desk: Desk, mediator: Person, people: int) -> Seen:
    """Each page twenty times, and five changes, each with the pages after it."""
    seen = Seen()
    async with httpx.AsyncClient(base_url=desk.base, timeout=60) as client:
        member = Member(mediator, desk.port, client, seen, 1, people)
        pages = [kind for kind in STAFF if kind != "a change"]
        for kind in pages:
            await member.loads(kind)
        seen.times.clear()
        for kind in pages:
            for _ in range(20):
                await member.loads(kind)
        for number in range(5):
            member.version = number + 1
            await member.changes()
            start = time.perf_counter()
            answer = await client.get(f"/cases/{CASE}/people", headers=member.headers)
            member.note("people, the first time after a change", start, answer)
    return seen


def main(words: list[str]) -> int:
    """Measure and print; 0 if the goals were met."""
    parser = argparse.ArgumentParser()
    parser.add_argument("seconds", nargs="?", type=float, default=120.0)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--store", default="", help="a PostgreSQL database that is empty; default: a new SQLite file")
    parser.add_argument("--load-only", action="store_true")
    given = parser.parse_args(words)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as made:
        lines, met = measured(given.seconds, given.people, Path(made), given.store)
        if not given.load_only:
            lines += [*one_by_one(Path(made)), ""]
    print(
        f"{sum(count for _, count in MEMBERS)} members at work on a case of {given.people:,} people for "
        f"{given.seconds:.0f} s, each with a page open live and {THINK_S:.0f} s between two pages on average. "
        f"{os.cpu_count()} cores, which the client and the workers share; load before: {load:.1f}.\n"
    )
    print("\n".join(lines).rstrip())
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
