"""What is kept of cases that were read: once for all who ask at the same time, and nothing after an erasure."""

import threading
import time

import pytest

from glienicke.desk import cached
from glienicke.desk.cached import Made, loaded
from glienicke.desk.store.texts import texts_of
from glienicke.positions.load import load_texts
from tests.desk.web.conftest import CASE


def test_of_many_who_ask_at_once_one_makes_it():
    made, calls, found = Made[str, int](3), [], []

    def slowly() -> int:
        calls.append(1)
        time.sleep(0.05)
        return 7

    threads = [threading.Thread(target=lambda: found.append(made.get("x", slowly))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [7] * 8 and len(calls) == 1


def test_what_fails_is_not_kept():
    made = Made[str, int](3)
    with pytest.raises(ZeroDivisionError):
        made.get("x", lambda: 1 // 0)
    assert made.get("x", lambda: 2) == 2 and made.last(lambda found: found == 1) is None


def test_the_oldest_goes_first():
    made = Made[str, str](2)
    for key in ("a", "b", "a", "c"):
        made.get(key, lambda key=key: key)  # type: ignore[misc]
    assert made.get("a", lambda: "anew") == "a" and made.get("b", lambda: "anew") == "anew"


def test_a_changed_case_is_read_as_if_alone():
    cached.forget_kept()
    for number in range(5):
        text = CASE.replace("Ana Arn", f"Ana {number}")
        texts = texts_of({"harbour.yaml": text.encode()}, number + 1)
        assert loaded(texts) == load_texts({"harbour.yaml": text}) and loaded(texts) is loaded(texts)
    wrong = CASE.replace("held_by: A", "held_by: Z")
    texts = texts_of({"harbour.yaml": wrong.encode()}, 9)
    assert loaded(texts) == load_texts({"harbour.yaml": wrong}) and loaded(texts).case is None


def test_an_erasure_leaves_nothing_in_memory(scene):
    scope = scene.scope("mediator")
    before = loaded(scope.texts("harbour"))
    texts = scope.texts("harbour")
    scope.replace_text("harbour", "main", "harbour.yaml", texts.files["harbour.yaml"].replace("Ana Arn", "A"), "", 1)
    scope.forget("harbour", ["Ana Arn"], "asked for")
    assert cached._cases.last(lambda found: found == before) is None
