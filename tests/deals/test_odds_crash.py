"""A sweep goes on after kill -9: of its driver, of a process of its pool, of a worker of Ray; with the same answer."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from glienicke.deals.odds import odds
from glienicke.deals.odds.asking import runs_of
from tests.deals.odds_driver import slow_day, swept

ROOT = Path(__file__).parent.parent.parent
SAMPLES = 160
PATIENCE_S = 90
LENGTH = runs_of(slow_day(), SAMPLES, quick=False)[0][1]


@pytest.fixture(scope="module")
def undisturbed() -> str:
    return swept("one", None, SAMPLES)


def runs_in(folder: Path) -> int:
    return sum(file.read_bytes().count(b'"run"') for file in folder.glob("*.jsonl"))


def started(how: str, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.deals.odds_driver", how, str(folder), str(SAMPLES)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}/src:{ROOT}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def below(pid: int, title: str) -> list[int]:
    """Processes below this one whose command line has the title."""
    parents, titles = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            status = (entry / "stat").read_text()
            titles[int(entry.name)] = (entry / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue  # gone meanwhile
        parents[int(entry.name)] = int(status.rsplit(")", 1)[1].split()[1])
    found = []
    for child in parents:
        above = child
        while above in parents and above != pid:
            above = parents[above]
        if above == pid and child != pid and title in titles[child]:
            found.append(child)
    return found


def test_the_same_answer_by_a_pool(undisturbed):
    assert swept("pool", None, SAMPLES) == undisturbed


@pytest.mark.parametrize("how", ["one", "pool"])
def test_goes_on_after_the_driver_is_killed(how, tmp_path, undisturbed):
    driver = started(how, tmp_path)
    until(lambda: runs_in(tmp_path) >= 1)
    os.kill(driver.pid, signal.SIGKILL)
    driver.wait()
    before = runs_in(tmp_path)
    assert before * LENGTH < SAMPLES, "killed too late to show anything"
    file = next(tmp_path.glob("*.jsonl"))
    whole = file.read_bytes()
    file.write_bytes(
        whole[: whole.rindex(b"\n") + 1] + b'{"key":"torn'
    )  # as a crash in the middle of writing leaves it
    again = odds(slow_day(), samples=SAMPLES, resume=tmp_path)
    assert again.resumed == before * LENGTH
    assert swept("one", tmp_path, SAMPLES) == undisturbed


def test_goes_on_after_a_process_of_the_pool_is_killed(tmp_path, undisturbed):
    driver = started("pool", tmp_path)
    until(lambda: len(below(driver.pid, "spawn_main")) == 2)
    time.sleep(1)  # in the midst of work
    killed = below(driver.pid, "spawn_main")[0]
    os.kill(killed, signal.SIGKILL)
    out, said = driver.communicate(timeout=PATIENCE_S)
    assert driver.returncode == 0, said
    assert out == undisturbed


def test_goes_on_after_a_worker_of_ray_is_killed(tmp_path, undisturbed):
    driver = started("ray", tmp_path)
    until(lambda: bool(below(driver.pid, "ray::work")))
    os.kill(below(driver.pid, "ray::work")[0], signal.SIGKILL)
    out, said = driver.communicate(timeout=PATIENCE_S)
    assert driver.returncode == 0, said
    assert out == undisturbed


def test_goes_on_after_the_driver_of_ray_is_killed(tmp_path, undisturbed):
    driver = started("ray", tmp_path)
    until(lambda: runs_in(tmp_path) >= 1)
    os.kill(driver.pid, signal.SIGKILL)
    driver.wait()
    before = runs_in(tmp_path)
    assert swept("ray", tmp_path, SAMPLES) == undisturbed
    assert before >= 1 and odds(slow_day(), samples=SAMPLES, resume=tmp_path).resumed == SAMPLES
