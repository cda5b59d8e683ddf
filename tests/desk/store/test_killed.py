"""kill -9 while it writes: what was acknowledged is there, and the record verifies."""

import multiprocessing
import random
import signal
import time

import pytest
from hypothesis import settings

from glienicke.case.write import Put
from glienicke.desk.store.engine import open_store
from glienicke.desk.store.verify import verify_entries
from tests.desk.store.conftest import scope_of

KILLS = 200 if settings().max_examples > 1000 else 10


def busily(url, member, ready):
    """Write without end; each change is acknowledged after it is done."""
    scope = scope_of(open_store(url), member)
    version = scope.texts("harbour").version
    while True:
        scope.edit("harbour", "main", [Put(("title",), f"Title {version}")], "", version)
        version += 1
        ready.send(("version", version))
        ready.send(("message", scope.say("harbour", "A", f"at {version}")))
        ready.send(("job", scope.submit("harbour", "main", {"verb": "find", "n": version})))


@pytest.mark.parametrize("seed", [0])
def test_nothing_acknowledged_is_lost(mediator, store, url, seed):
    context, chance = multiprocessing.get_context("fork"), random.Random(seed)
    store.engine.dispose()  # no connection goes through a fork
    last, jobs = {"version": 1, "message": 0}, set()
    for _ in range(KILLS):
        here, there = context.Pipe(duplex=False)
        child = context.Process(target=busily, args=(url, mediator.who.member, there))
        child.start()
        there.close()
        assert here.poll(30), "the writer did not begin"
        time.sleep(chance.random() * 0.1)
        child.kill()
        child.join(30)
        assert child.exitcode == -signal.SIGKILL
        try:
            while True:
                kind, number = here.recv()
                if kind == "job":
                    jobs.add(number)
                else:
                    assert number > last[kind]
                    last[kind] = number
        except EOFError:
            here.close()
        store.engine.dispose()
        texts = mediator.texts("harbour")
        assert texts.version - last["version"] in (0, 1)  # the last one may be done and not acknowledged
        said = mediator.messages("harbour", "A")
        assert len(said) - last["message"] in (0, 1)
        last = {"version": texts.version, "message": len(said)}
        assert jobs <= {job.id for job in mediator.jobs("harbour", most=100_000)}
        assert verify_entries(store).wrong == ()
        store.engine.dispose()
    assert last["version"] > KILLS
