"""The second scorer: the real one where it is installed, and what is said where it is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from glienicke.lists import second_opinion

ROOT = Path(__file__).parent.parent.parent
_ASK = """
import json
from glienicke.lists.second_opinion import Absent, logic_v2
try:
    scorer = logic_v2()
except Absent as absent:
    print(json.dumps({"absent": str(absent)}))
else:
    first = scorer([("Evan Gershkovich", "Gershkovich Evan"), ("Evan Gershkovich", "Vadim Krasikov")])
    print(json.dumps({"scores": first, "again": scorer([("Vadim Krasikov", "Vadim Krasikov")]), "none": scorer([])}))
"""


@pytest.mark.parametrize("python", [sys.executable, str(ROOT / ".venv-peers" / "bin" / "python")])
def test_the_real_one_tells_people_apart_or_is_said_to_be_absent(python: str) -> None:
    if not Path(python).exists():
        python = sys.executable
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    ran = subprocess.run([python, "-c", _ASK], env=env, capture_output=True, text=True, timeout=120, check=True)
    answer = json.loads(ran.stdout)
    if "absent" in answer:
        assert "install nomenklatura" in answer["absent"] and "/" not in answer["absent"]
    else:
        same, different = answer["scores"]
        assert same > 0.9 and different < 0.5
        assert answer["again"] == [1.0] and answer["none"] == []


def test_a_library_that_is_missing_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(f"No module named '{name}'")

    monkeypatch.setattr(second_opinion, "import_module", missing)
    with pytest.raises(second_opinion.Absent, match=r"No module named.*install nomenklatura"):
        second_opinion.logic_v2()


class _Entity:
    id = ""
    name = ""

    def add(self, _key: str, name: str) -> None:
        self.name = name


class _Model:
    def make_entity(self, _schema: str) -> _Entity:
        return _Entity()


class _Method:
    """As logic-v2 does, it remembers by id: an id used twice would have the first name's score."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def default_config(self) -> None:
        return None

    def compare(self, a: _Entity, b: _Entity, _config: None) -> _Score:
        first, second = (self.known.setdefault(one.id, one.name) for one in (a, b))
        return _Score(0.5 if first < second else float(first == second))


class _Score:
    def __init__(self, score: float) -> None:
        self.score = score


def test_ids_are_never_used_again_and_the_better_way_round_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    method = _Method()

    class Module:
        model = _Model()

        @staticmethod
        def get_algorithm(_name: str) -> _Method:
            return method

    monkeypatch.setattr(second_opinion, "import_module", lambda _name: Module)
    scorer = second_opinion.logic_v2()
    assert scorer([("A", "A"), ("B", "A")]) == (1.0, 0.5)
    assert scorer([("C", "C")]) == (1.0,)
    assert sorted(method.known.values()) == ["A", "A", "A", "B", "C", "C"]
