"""Long work: taken once, kept alive, taken over, stopped, never done twice with effect."""

import pytest

from glienicke.case.write import Put
from glienicke.desk.store import jobs, members
from glienicke.desk.store.engine import open_store
from glienicke.desk.store.scope import NotThere
from tests.desk.store.conftest import CASE, scope_of
from tests.desk.store.test_members import Clock

FIND = {"verb": "find", "on": "2024-01-01"}


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(url, clock):
    store = open_store(url, clock=clock)
    yield store
    store.close()


def test_question_becomes_answer(mediator, store):
    id = mediator.submit("harbour", "main", FIND)
    job = jobs.claim(store, "one")
    assert job is not None and (job.id, job.state, job.attempt, job.question) == (id, "running", 1, FIND)
    assert (job.case, job.branch, job.version, job.digest) == ("harbour", "main", 1, mediator.texts("harbour").digest)
    assert jobs.claim(store, "two") is None
    assert jobs.renew(store, id, "one", {"bound": "9", "gap": "1/3"})
    assert mediator.job("harbour", id).progress == {"bound": "9", "gap": "1/3"}
    assert jobs.finish(store, id, "one", {"status": "deal"})
    done = mediator.job("harbour", id)
    assert (done.state, done.answer, done.over) == ("done", {"status": "deal"}, True) and done.ended_at is not None
    assert not jobs.finish(store, id, "one", {"status": "none"}) and not jobs.renew(store, id, "one")
    assert mediator.job("harbour", id).answer == {"status": "deal"}


def test_same_question_of_same_texts_is_asked_once(mediator, store):
    first = mediator.submit("harbour", "main", FIND)
    assert mediator.submit("harbour", "main", dict(reversed(FIND.items()))) == first
    jobs.claim(store, "one")
    assert mediator.submit("harbour", "main", FIND) == first
    jobs.finish(store, first, "one", {})
    assert mediator.submit("harbour", "main", FIND) == first
    assert mediator.submit("harbour", "main", {**FIND, "aim": "fair"}) != first
    mediator.edit("harbour", "main", [Put(("title",), "New")], "", 1)
    second = mediator.submit("harbour", "main", FIND)
    assert second != first
    mediator.undo("harbour", "main", 2)
    assert mediator.submit("harbour", "main", FIND) == first  # the same texts again


def test_dead_workers_job_is_taken_over_and_the_dead_writes_nothing(mediator, store, clock):
    id = mediator.submit("harbour", "main", FIND)
    jobs.claim(store, "one")
    clock.now += jobs.LEASE_S - 1
    assert jobs.claim(store, "two") is None
    assert jobs.renew(store, id, "one")
    clock.now += jobs.LEASE_S - 1
    assert jobs.claim(store, "two") is None
    clock.now += 2
    again = jobs.claim(store, "two")
    assert again is not None and (again.id, again.attempt) == (id, 2)
    assert not jobs.renew(store, id, "one", {"bound": "wrong"})
    assert not jobs.finish(store, id, "one", {"from": "the dead"})
    assert not jobs.fail(store, id, "one", "the dead")
    assert jobs.finish(store, id, "two", {"from": "the living"})
    found = mediator.job("harbour", id)
    assert (found.answer, found.progress, found.error) == ({"from": "the living"}, None, None)


def test_job_that_kills_its_workers_is_given_up(mediator, store, clock):
    id = mediator.submit("harbour", "main", FIND)
    for _ in range(jobs.ATTEMPTS_MAX):
        assert jobs.claim(store, "one") is not None
        clock.now += jobs.LEASE_S + 1
    assert jobs.claim(store, "one") is None
    found = mediator.job("harbour", id)
    assert found.state == "failed" and "broke off 3 times" in (found.error or "")
    assert mediator.submit("harbour", "main", FIND) != id


def test_work_can_be_stopped(mediator, store, clock):
    waiting = mediator.submit("harbour", "main", FIND)
    mediator.stop("harbour", waiting)
    assert mediator.job("harbour", waiting).state == "stopped" and jobs.claim(store, "one") is None
    running = mediator.submit("harbour", "main", FIND)
    assert running != waiting
    jobs.claim(store, "one")
    mediator.stop("harbour", running)
    assert mediator.job("harbour", running).stopping
    assert not jobs.renew(store, running, "one", {"bound": "8"})
    assert jobs.finish(store, running, "one", {"best": "so far"}, stopped=True)
    found = mediator.job("harbour", running)
    assert (found.state, found.answer) == ("stopped", {"best": "so far"})
    mediator.stop("harbour", running)
    assert mediator.job("harbour", running).state == "stopped"
    left = mediator.submit("harbour", "main", FIND)
    jobs.claim(store, "one")
    mediator.stop("harbour", left)
    clock.now += jobs.LEASE_S + 1
    assert jobs.claim(store, "two") is None and mediator.job("harbour", left).state == "stopped"


def test_failure_says_why(mediator, store):
    id = mediator.submit("harbour", "main", FIND)
    jobs.claim(store, "one")
    assert jobs.fail(store, id, "one", "the day does not know 'zoe'")
    assert (mediator.job("harbour", id).state, mediator.job("harbour", id).answer) == ("failed", None)


def test_oldest_comes_first_and_another_cases_job_is_not_there(mediator, store, clock):
    first = mediator.submit("harbour", "main", FIND)
    clock.now += 1
    other = scope_of(store, members.add_member(store, "Otto", "mediator"))
    other.bring("elsewhere", {"a.yaml": CASE.encode()})
    theirs = other.submit("elsewhere", "main", FIND)
    assert [job.id for job in (jobs.claim(store, "w"), jobs.claim(store, "w")) if job] == [first, theirs]
    for ask in (other.job, other.stop):
        with pytest.raises(NotThere):
            ask("elsewhere", first)
    assert [job.id for job in mediator.jobs("harbour")] == [first]


def test_what_is_handed_back_is_taken_at_once_and_does_not_count(mediator, store):
    assert not jobs.is_any(store)
    id = mediator.submit("harbour", "main", FIND)
    assert jobs.is_any(store) and jobs.claim(store, "one") is not None and not jobs.is_any(store)
    assert not jobs.hand_back(store, id, "two")
    assert jobs.hand_back(store, id, "one") and jobs.is_any(store)
    again = jobs.claim(store, "two")
    assert again is not None and (again.id, again.attempt) == (id, 1)
    assert not jobs.finish(store, id, "one", {"status": "none"})


def test_a_lost_job_is_seen(mediator, store, clock):
    mediator.submit("harbour", "main", FIND)
    jobs.claim(store, "one")
    clock.now += jobs.LEASE_S + 1
    assert jobs.is_any(store)


def test_what_stayed_unknown_is_tried_again(mediator, store):
    first = mediator.submit("harbour", "main", FIND)
    jobs.claim(store, "one")
    jobs.finish(store, first, "one", {"status": "unknown"})
    second = mediator.submit("harbour", "main", FIND)
    assert second != first and mediator.submit("harbour", "main", FIND) == second


def test_a_list_of_questions_has_no_answers_and_an_answer_has_an_end(mediator, store, monkeypatch):
    first = mediator.submit("harbour", "main", {"verb": "find"})
    assert jobs.claim(store, "w") is not None
    assert jobs.finish(store, first, "w", {"says": "x" * 1000})
    assert mediator.job("harbour", first).answer == {"says": "x" * 1000}
    assert [job.answer for job in mediator.jobs("harbour")] == [None]
    monkeypatch.setattr(jobs, "ANSWER_MAX", 999)
    second = mediator.submit("harbour", "main", {"verb": "front"})
    assert jobs.claim(store, "w") is not None
    assert jobs.finish(store, second, "w", {"says": "x" * 1000})
    job = mediator.job("harbour", second)
    assert job.state == "failed" and job.answer is None and "ask for less" in (job.error or "")
