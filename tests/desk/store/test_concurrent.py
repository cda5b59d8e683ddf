"""Many at once: nobody's change is lost, and no chain forks."""

import threading
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from glienicke.case.write import Put
from glienicke.desk.store import members, tables
from glienicke.desk.store.engine import DOOR, open_store
from glienicke.desk.store.scope import Changed, Refused
from glienicke.desk.store.verify import verify_entries
from tests.desk.store.conftest import scope_of

THREADS = 8


def at_once(work):
    """Run work(0) … work(7) in threads that start together; what they returned."""
    gate = threading.Barrier(THREADS)

    def one(number):
        gate.wait(timeout=30)
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def test_none_of_400_increments_is_lost(url, store):
    counter = members.add_member(store, "0", "mediator")
    of = tables.member

    def work(number):
        mine = store if number % 2 else open_store(url)
        for _ in range(400 // THREADS):
            with mine.writing(DOOR) as connection:
                count = int(connection.execute(sa.select(of.c.name).where(of.c.id == counter)).scalar_one())
                connection.execute(of.update().where(of.c.id == counter).values(name=str(count + 1)))
        if mine is not store:
            mine.close()

    at_once(work)
    found = members.member_of(store, counter)
    assert found is not None and found.name == "400"


def test_none_of_many_edits_is_lost(mediator, store):
    """Each reads the number in the title, adds one, and tries again if somebody was quicker."""
    mediator.edit("harbour", "main", [Put(("title",), "0")], "", 1)
    each = 5

    def work(_):
        scope, done, slower = scope_of(store, mediator.who.member), 0, 0
        while done < each:
            now = scope.texts("harbour")
            number = int(now.files["harbour.yaml"].split("title: ")[1].split("\n")[0].strip("\"'"))
            try:
                scope.edit("harbour", "main", [Put(("title",), str(number + 1))], "", now.version)
                done += 1
            except Changed as quicker:
                assert quicker.theirs.version > now.version
                slower += 1
        return slower

    at_once(work)
    total = THREADS * each
    now = mediator.texts("harbour")
    assert now.version == 2 + total and f"title: {total}" in now.files["harbour.yaml"].replace('"', "").replace("'", "")
    assert verify_entries(store).wrong == ()


def test_messages_stand_in_one_order(mediator, store):
    at_once(lambda n: [mediator.say("harbour", "AB"[n % 2], f"{n}.{i}") for i in range(10)])
    for party in "AB":
        said = mediator.messages("harbour", party)
        assert [message.seq for message in said] == list(range(1, 41))
        for n in range(THREADS):
            mine = [message.text for message in said if message.text.startswith(f"{n}.")]
            assert mine in ([], [f"{n}.{i}" for i in range(10)])
    assert verify_entries(store).wrong == ()


def test_one_of_many_brings_the_case(mediator, store):
    ids = [members.add_member(store, f"M{n}", "mediator") for n in range(THREADS)]

    def work(number):
        try:
            scope_of(store, ids[number]).bring("same", {"a.yaml": b"case: same\n"})
        except Refused:
            return 0
        return 1

    assert sum(at_once(work)) == 1
    assert len(members.members_of(store, "same")) == 1


def test_question_asked_by_many_is_one_job(mediator):
    jobs = at_once(lambda _: mediator.submit("harbour", "main", {"verb": "find"}))
    assert len(set(jobs)) == 1 == len(mediator.jobs("harbour"))


def test_link_signs_one_in(mediator, store):
    token = members.make_link(store, mediator.who.member)
    signed = at_once(lambda _: members.use_link(store, token))
    assert sorted(map(str, signed)) == sorted([*["None"] * (THREADS - 1), mediator.who.member])
