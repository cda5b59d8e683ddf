"""The demo, and what it comes with. Renew the text with: pytest tests/cli tests/record --snapshot-update"""

import re
import zipfile
from pathlib import Path

import pytest

from glienicke.cli import demo

ROOT = Path(__file__).parent.parent.parent
CASE = ROOT / "cases" / demo.CASE
PACKAGED = ROOT / "src" / "glienicke" / "cli" / "cases" / demo.CASE


@pytest.fixture(scope="module")
def story():
    """The demo is run once; its text and its JSON are looked at by several tests."""
    return {}


def told(story, run):
    if not story:
        story["text"] = run("demo")
    return story["text"]


def test_the_whole_story(story, run, snapshot):
    result = told(story, run)
    assert result.exit_code == 0
    assert re.sub(r"(\.yaml:)\d+", r"\1…", result.stdout) == snapshot


def test_the_story_in_its_order(story, run):
    text = " ".join(told(story, run).stdout.split())
    places = [
        text.index(said)
        for said in (
            "Can Paul Whelan come free?",
            "Germany has no position on that day",
            "RU and DE (Russia and Germany)",
            "Can Evan Gershkovich come free?",
            "Vadim Krasikov is released only if Alexei Navalny is released.",
            "a deal opens for Evan Gershkovich",
            "Russia → Germany: Alexei Navalny",
            "Alexei Navalny is dead",
            "Adding these people, who are held already, would open a deal",
            "The best deal on",
            "decides nothing",
        )
    ]
    assert places == sorted(places)


def test_the_story_as_json(answer):
    data, code = answer("demo")
    assert code == 0
    assert len(data["deal"]["released"]) == 24
    assert ["RU", "DE"] in data["quorum"]["quorums"]
    added = {id for addition in data["enlarge"]["additions"] for id in addition["add"]}
    assert added == {"dultsev", "dultseva", "mikushin", "rubtsov"}
    assert {day["want"][0] for day in data["days"]} == {"whelan", "gershkovich"}


def test_the_packaged_case_is_the_case():
    files = sorted(path.name for path in CASE.glob("*.yaml"))
    assert sorted(path.name for path in PACKAGED.iterdir()) == files
    assert all((PACKAGED / name).read_bytes() == (CASE / name).read_bytes() for name in files)


def test_a_wheel_holds_what_the_program_reads(tmp_path, monkeypatch):
    from flit_core.buildapi import build_wheel

    monkeypatch.chdir(ROOT)
    wheel = build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / wheel) as packed:
        names = set(packed.namelist())
        for path in CASE.glob("*.yaml"):
            assert packed.read(f"glienicke/cli/cases/{demo.CASE}/{path.name}") == path.read_bytes()
    assert {"glienicke/py.typed", "glienicke/language/condition.lark", "glienicke/record/templates/brief.html"} <= names


@pytest.mark.parametrize(
    "line",
    ["show {}", "show {} --on 2023-04", "explain {} DE --on 2023-12", "explain {} RU", "quorum {} --want gershkovich"],
)
def test_ankara_is_shown(line, run, answer):
    words = line.format(CASE).split()
    assert run(*words).exit_code == 0
    assert answer(*words)[1] == 0


def test_a_brief_of_ankara_fits_its_sheets(run, tmp_path):
    page = tmp_path / "brief.html"
    assert run("brief", CASE, "-o", page).exit_code == 0
    assert len(page.read_text(encoding="utf-8")) < 60_000
