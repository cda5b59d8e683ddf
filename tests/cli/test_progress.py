"""The progress line, Ctrl-C, and answers that come with a bound."""

import io
import os
import signal
import threading
import time

import pytest

from glienicke.cli import progress


class Screen(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def screen(monkeypatch):
    """Stands for the terminal from when it is called: pytest puts its own stderr there before each test."""

    def shown():
        made = Screen()
        monkeypatch.setattr("sys.stderr", made)
        return made

    return shown


def working(limits):
    """A solver that gets nearer to its bound until it is told to stop."""
    for step in range(150):
        if limits.stop.is_set():
            return step, "stopped"
        limits.progress(step / 100, step, 400)
        time.sleep(0.01)
    return 150, "done"


def test_quick_work_says_nothing(screen):
    stderr = screen()
    assert progress.run(lambda limits: limits.seconds, 5.0) == 5.0
    assert stderr.getvalue() == ""


def test_slow_work_tells_best_bound_and_gap(screen, monkeypatch):
    stderr = screen()
    monkeypatch.setattr(progress, "QUIET_S", 0.1)
    assert progress.run(working) == (150, "done")
    assert "best" in stderr.getvalue()
    assert "bound 400" in stderr.getvalue()
    assert "gap" in stderr.getvalue()
    assert stderr.getvalue().endswith("\r")


def test_plain_lines_where_there_is_no_terminal(monkeypatch):
    made = io.StringIO()
    monkeypatch.setattr("sys.stderr", made)
    monkeypatch.setattr(progress, "PLAIN_EVERY_S", 0.5)
    progress.run(working)
    assert 1 <= len(made.getvalue().splitlines()) <= 4
    assert "\r" not in made.getvalue()


def test_first_ctrl_c_stops_and_answers(screen):
    stderr = screen()
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    step, how = progress.run(working)
    assert how == "stopped"
    assert 0 < step < 150
    assert "stopping" in stderr.getvalue()


def test_second_ctrl_c_aborts(screen, monkeypatch):
    stderr = screen()
    assert stderr.getvalue() == ""

    class Ended(Exception):
        pass

    def end(code):
        raise Ended(code)

    monkeypatch.setattr("os._exit", end)

    def stubborn(limits):
        time.sleep(2)

    for after in (0.2, 0.4):
        threading.Timer(after, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(Ended, match="130"):
        progress.run(stubborn)


def test_ctrl_c_is_given_back():
    before = signal.getsignal(signal.SIGINT)
    progress.run(lambda limits: None)
    assert signal.getsignal(signal.SIGINT) is before


def test_faults_come_out():
    def wrong(limits):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        progress.run(wrong)


def test_each_yields_as_it_comes():
    def steps(limits):
        for step in range(3):
            yield step
            time.sleep(0.05)

    seen = []
    for step in progress.each(steps):
        seen.append((step, time.monotonic()))
    assert [step for step, _ in seen] == [0, 1, 2]
    assert seen[1][1] - seen[0][1] > 0.02


def test_the_gap_is_said_as_documented():
    line = progress.Line()
    line.hear(1.0, 40.0, 52.5)
    assert line.text().endswith("best 40 · bound 52.5 · gap 31.25%")
    line.hear(1.0, None, None)
    assert line.text().endswith("no deal yet")
