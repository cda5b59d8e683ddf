"""A worker answers, is stopped, dies and is replaced; there is one answer, and it is of the texts asked."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from glienicke.case.write import Put
from glienicke.deals.find import find
from glienicke.desk.store import jobs, members
from glienicke.desk.store.engine import WORKER, open_store
from glienicke.desk.work import STORE_VARIABLE, answers, worker
from glienicke.desk.work.__main__ import main
from glienicke.desk.work.worker import Worker
from glienicke.positions.asof import as_of
from glienicke.positions.load import load_text
from tests.desk.store.conftest import scope_of

ON = "2024-03-01"
TEXT = """\
case: harbour
parties: {A: Arland, B: Belmark}
people:
  ana: {name: Ana Arn, held_by: A, citizen_of: B}
  ben: {name: Ben Bell, held_by: B, citizen_of: A}
positions:
  A:
    - {from: 2024-01-01, worth: {ben: 6..9}, cost: {ana: 4}, conditions: [{say: never ana, price: 5}]}
    - {from: 2024-02-01, worth: {ben: 6..9}, cost: {ana: 4}, conditions: [ana only if ben]}
  B: [{from: 2024-01-01, worth: {ana: 5}, cost: {ben: 1}}]
"""


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "desk.sqlite")
    yield store
    store.close()


@pytest.fixture
def mediator(store):
    member = members.add_member(store, "Mira", "mediator")
    scope_of(store, member).bring("harbour", {"harbour.yaml": TEXT.encode()})
    return scope_of(store, member)


def answered(mediator, store, **question):
    id = mediator.submit("harbour", "main", question)
    Worker(store).work_once()
    job = mediator.job("harbour", id)
    assert job.state == "done", job.error
    return job.answer


def test_the_best_deal_with_a_card_a_party(mediator, store):
    said = answered(mediator, store, verb="find", on=ON)
    assert (said["status"], said["objective"], said["deal"]["ids"]) == ("deal", "7.5", ["ana", "ben"])
    assert [(card["party"], card["receives"], card["gives"]) for card in said["deal"]["cards"]] == [
        ("A", "Ben Bell", "Ana Arn"),
        ("B", "Ana Arn", "Ben Bell"),
    ]
    assert "Kept: Ana Arn is released only if Ben Bell is released." in said["deal"]["cards"][0]["reasons"]


def test_none_says_why_and_what_would_open_one_and_trying_it_does(mediator, store):
    said = answered(mediator, store, verb="find", on="2024-01-15")
    assert said["status"] == "none" and said["why"]["clashes"]
    trying = said["why"]["concessions"][0]["try"]
    assert trying == {"off": ["A: never ana"], "lower": {}} and said["why"]["concessions"][0]["price"] == "5"
    assert answered(mediator, store, verb="find", on="2024-01-15", **trying)["status"] == "deal"


@pytest.mark.parametrize("aim", ["gain", "freed", "fewest", "fair", "nash"])
def test_every_aim(mediator, store, aim):
    assert answered(mediator, store, verb="find", on=ON, aim=aim)["status"] == "deal"


def test_the_other_questions(mediator, store):
    front = answered(mediator, store, verb="front", on=ON, parties=["A", "B"])
    assert front["status"] == "front" and front["points"][0]["gains"] == ["3.5", "4"]
    assert answered(mediator, store, verb="alternatives", on=ON)["deals"][0]["freed"] == "2 people"
    assert answered(mediator, store, verb="why", on="2024-01-15")["why"]["concessions"]
    quorum = answered(mediator, store, verb="quorum", on="2024-01-15", want=["ana"])
    assert quorum["as_it_stands"]["sets"] == [] and quorum["if_persuaded"]["sets"][0]["who"]
    assert answered(mediator, store, verb="enlarge", on="2024-01-15")["additions"] == []


def test_a_front_of_very_much_tells_ids_alone(mediator, store, monkeypatch):
    monkeypatch.setattr(answers, "RELEASES_MAX", 1)
    said = answered(mediator, store, verb="front", on=ON, parties=["A", "B"])
    assert not said["whole"] and said["points"][0]["ids"] == ["ana", "ben"] and said["points"][0]["cards"] == []
    assert said["answer"]["points"] == [{"gains": {"A": 3.5, "B": 4}}]


def test_the_verdict_of_each_day(mediator, store):
    said = answered(mediator, store, verb="replay")
    assert [(day["on"], day["status"], day["now"]) for day in said["days"]] == [
        ("2024-01-01", "none", ""),
        ("2024-02-01", "deal", "Ana Arn and Ben Bell"),
    ]
    assert said["reached"] and said["days"][0]["obstacles"]


def test_a_question_that_cannot_be_answered_fails_in_words(mediator, store):
    id = mediator.submit("harbour", "main", {"verb": "find", "on": ON, "want": ["nobody"]})
    Worker(store).work_once()
    assert "no person 'nobody'" in mediator.job("harbour", id).error


def test_a_mistake_of_ours_ends_one_question_and_not_the_worker(mediator, store, monkeypatch, caplog):
    monkeypatch.setattr(worker, "answer_to", lambda *_: dict[str, str]()["Ana Arn"])
    id = mediator.submit("harbour", "main", {"verb": "find", "on": ON})
    assert Worker(store).work_once()
    job = mediator.job("harbour", id)
    assert job.state == "failed" and "KeyError" not in job.error and job.answer is None
    assert "KeyError at" in caplog.text and "Ana Arn" not in caplog.text


def test_texts_that_changed_before_the_work_give_no_answer(mediator, store):
    id = mediator.submit("harbour", "main", {"verb": "find", "on": ON})
    mediator.edit("harbour", "main", [Put(("title",), "New")], "", 1)
    Worker(store).work_once()
    assert "changed before the work began" in mediator.job("harbour", id).error


def _slow(started, heard):
    def slow(question, day, limits):
        limits.progress(0.1, 3.0, 4.0)
        started.set()
        assert limits.stop.wait(20)
        heard.append(True)
        return {"verb": "find", "status": "unknown"}

    return slow


def _until(true):
    for _ in range(400):
        if true():
            return
        time.sleep(0.025)
    raise AssertionError("it did not happen in 10 s")


def test_a_stop_is_heard_and_what_was_known_stays(mediator, store, monkeypatch):
    started, heard = threading.Event(), list[bool]()
    monkeypatch.setattr(worker, "answer_to", _slow(started, heard))
    monkeypatch.setattr(worker, "BEAT_S", 0.05)
    id = mediator.submit("harbour", "main", {"verb": "find", "on": ON})
    working = threading.Thread(target=Worker(store).work_once)
    working.start()
    assert started.wait(10)
    _until(lambda: mediator.job("harbour", id).progress)
    progress = mediator.job("harbour", id).progress
    assert (progress["best"], progress["bound"], round(progress["gap"], 3)) == (3.0, 4.0, 0.333)
    mediator.stop("harbour", id)
    working.join(10)
    job = mediator.job("harbour", id)
    assert heard and (job.state, job.answer["status"]) == ("stopped", "unknown")


def test_a_worker_that_closes_hands_its_question_back(mediator, store, monkeypatch):
    started, heard = threading.Event(), list[bool]()
    monkeypatch.setattr(worker, "answer_to", _slow(started, heard))
    id = mediator.submit("harbour", "main", {"verb": "find", "on": ON})
    one = Worker(store)
    working = threading.Thread(target=one.run)
    working.start()
    assert started.wait(10)
    one.close()
    working.join(10)
    job = mediator.job("harbour", id)
    assert (job.state, job.attempt, job.answer) == ("queued", 0, None)


def test_a_solver_that_does_not_hear_ends_with_its_process(mediator, store, monkeypatch):
    ended, free = threading.Event(), threading.Event()
    monkeypatch.setattr(worker, "answer_to", lambda *_: free.wait(20) and {})
    monkeypatch.setattr(worker, "BEAT_S", 0.05)
    monkeypatch.setattr(worker, "DEAF_S", 0.1)
    id = mediator.submit("harbour", "main", {"verb": "find", "on": ON})
    working = threading.Thread(target=Worker(store, ended.set).work_once)
    working.start()
    _until(lambda: mediator.job("harbour", id).state == "running")
    mediator.stop("harbour", id)
    assert ended.wait(10)
    free.set()
    working.join(10)
    job = mediator.job("harbour", id)
    assert job.state == "failed" and "did not hear" in job.error


def _process(url):
    environment = {**os.environ, STORE_VARIABLE: url}
    return subprocess.Popen([sys.executable, "-m", "glienicke.desk.work"], env=environment)


def test_killed_in_the_midst_it_is_done_by_the_next_once(mediator, store):
    """The first worker takes the question and is killed while it works; the second one's answer is the only one."""
    id = mediator.submit("harbour", "main", {"verb": "find", "on": ON})
    dead = jobs.claim(store, "dead", lease_s=0.2)  # as a process that was killed leaves it
    assert dead is not None
    process = _process(str(store.engine.url))
    try:
        _until(lambda: mediator.job("harbour", id).over)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert not jobs.finish(store, id, "dead", {"status": "none"})
    job = mediator.job("harbour", id)
    assert (job.state, job.attempt, job.answer["status"]) == ("done", 2, "deal")


def test_a_process_that_is_killed_loses_no_question(mediator, store):
    process = _process(str(store.engine.url))
    ids = [mediator.submit("harbour", "main", {"verb": "find", "on": ON, "most": most}) for most in range(1, 12)]
    _until(lambda: any(mediator.job("harbour", id).over for id in ids))
    process.kill()
    process.wait(10)
    with store.writing(WORKER, of="jobs") as connection:  # its lease runs out
        connection.exec_driver_sql("UPDATE job SET lease = 0 WHERE state = 'running'")
    one = Worker(store)
    while one.work_once():
        pass
    assert {mediator.job("harbour", id).answer["status"] for id in ids} == {"deal"}


def test_without_a_store_it_says_how_it_is_called(monkeypatch, capsys):
    monkeypatch.delenv(STORE_VARIABLE, raising=False)
    assert main([]) == 2 and "usage" in capsys.readouterr().err
    assert main(["nonsense://x"]) == 2


def test_the_engine_and_the_bench_say_the_same(mediator, store):
    case = load_text(TEXT).case
    assert case is not None
    deal = find(as_of(case, dt.date(2024, 3, 1))).deal
    said = answered(mediator, store, verb="find", on=ON)
    assert deal is not None and said["deal"]["ids"] == sorted(deal.items)
