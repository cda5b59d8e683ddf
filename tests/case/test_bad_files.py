"""Bad files: all mistakes at once, in words, at their place; never an exception, never half a case.

The texts are in __snapshots__; renew them with `pytest tests/case --snapshot-update` and read what changed.
"""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glienicke.case.read import read
from glienicke.ground.diagnostic import render
from glienicke.positions.asof import as_of, days
from glienicke.positions.load import load, load_text
from tests.case.examples import FAULTY, HEAD, VALID


def said(loaded) -> str:
    return "\n".join(render(d) for d in loaded.diagnostics) + "\n"


@pytest.mark.parametrize("name", FAULTY)
def test_mistakes_in_words(name, snapshot):
    started = time.monotonic()
    loaded = load_text(FAULTY[name])
    assert time.monotonic() - started < 5
    assert (loaded.case is None) == any(d.severity == "error" for d in loaded.diagnostics)
    assert said(loaded) == snapshot


def test_valid_case_has_no_mistakes():
    loaded = load_text(VALID)
    assert said(loaded) == "\n"
    assert loaded.case is not None


BYTES = {
    "latin-1": HEAD.replace("Whelan", "Whélan").encode("latin-1"),
    "utf-16": HEAD.encode("utf-16"),
    "utf-16-without-mark": HEAD.encode("utf-16-le"),
    "nul": HEAD.replace("Whelan", "Whe\x00lan").encode(),
    "control": HEAD.replace("Whelan", "Whe\x1blan").encode(),
    "random": bytes(range(256)) * 20,
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text(name, tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(tmp_path)
    Path("case.yaml").write_bytes(BYTES[name])
    loaded = load("case.yaml")
    assert loaded.case is None
    assert said(loaded) == snapshot


def test_byte_order_mark_and_windows_lines_are_accepted(tmp_path):
    file = tmp_path / "case.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + VALID.replace("\n", "\r\n").encode())
    loaded = load(file)
    assert said(loaded) == "\n"
    assert loaded.case == load_text(VALID).case


def test_what_is_no_file(tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    answers = [said(load(*paths)) for paths in (["none.yaml"], ["empty"], ["/dev/null"], ["a\x00b"], [])]
    assert answers == snapshot


def test_large_file_is_refused_at_once(tmp_path):
    file = tmp_path / "case.yaml"
    with file.open("w", encoding="utf-8") as out:
        out.write(HEAD)
        for i in range(500_000):
            out.write(f"  p{i}: {{name: Person of a rather long name number {i}, citizen_of: [RU, DE], held_by: RU}}\n")
    assert file.stat().st_size > 40 * 2**20
    started = time.monotonic()
    loaded = load(file)
    assert time.monotonic() - started < 1
    assert loaded.case is None
    assert "MB; a case has at most 32 MB" in said(loaded)


def test_deep_nesting_does_not_end_the_process():
    """libyaml composes by recursion, and running out of stack would end the process without a word."""
    code = "from glienicke.positions.load import load_text as l; assert l('a: ' + '[' * 10**6).case is None"
    assert (
        subprocess.run([sys.executable, "-c", code], timeout=60, env={"PYTHONPATH": "src"}, check=False).returncode == 0
    )


# ------------------------------------------------------------------ folders


def folder(tmp_path, **files):
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def blocks(text):
    lines = []
    for line in text.splitlines(keepends=True):
        if line[0].isalpha():
            lines.append(line)
        else:
            lines[-1] += line
    return lines


def test_folder_of_one_block_each_is_the_same_case(tmp_path):
    folder(tmp_path, **{f"b{i:02}": block for i, block in enumerate(blocks(VALID))})
    loaded = load(tmp_path)
    assert said(loaded) == "\n"
    assert loaded.case is not None
    assert loaded.case == load_text(VALID).case
    place = loaded.case.places.span(("people", "krasikov", "held_by"))
    assert place is not None
    assert Path(place.file).read_text(encoding="utf-8").split("\n")[place.line - 1] == "    held_by: DE"


def test_people_and_lists_of_several_files_are_joined(tmp_path):
    more = "people: {extra: {name: Extra, held_by: RU}}\nlaw: [never extra]\n"
    loaded = load(folder(tmp_path, a=HEAD + "law: [never whelan]\n", b=more))
    assert said(loaded) == "\n"
    assert loaded.case is not None
    assert list(loaded.case.people) == ["krasikov", "navalny", "whelan", "extra"]
    assert [law.say for law in loaded.case.law] == ["never whelan", "never extra"]


def test_same_id_in_two_files(tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(folder(tmp_path, a=HEAD, b="people: {whelan: {name: Again}}\ncase: other\n"))
    loaded = load("a.yaml", "b.yaml")
    assert loaded.case is None
    assert said(loaded) == snapshot


def test_mistakes_of_all_files_are_shown(tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(folder(tmp_path, a=HEAD, b="law: [never {whelan} to RU\n", c="signals: [{on: 2024-13}]\n"))
    assert said(load(".")) == snapshot


# ------------------------------------------------------------------ any text


def usable(loaded) -> None:
    errors = [d for d in loaded.diagnostics if d.severity == "error"]
    assert (loaded.case is None) == bool(errors)
    assert all(render(d) for d in loaded.diagnostics)
    if loaded.case is not None:
        for on, _ in days(loaded.case):
            as_of(loaded.case, on)


SNIPPETS = [
    *"{}[],:#&*!|>'\"%@`\n\t -\x00\ufeffé",
    "\n  - ",
    ": ",
    "2024-13",
    "- {",
    "RU",
    "&a ",
    "*a",
    "? ",
    "---\n",
    "..",
    "9" * 400,
]


@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(VALID)), st.integers(0, 30), st.sampled_from(SNIPPETS)), min_size=1, max_size=4
    )
)
def test_edited_file_never_raises(edits):
    text = VALID
    for at, cut, new in edits:
        text = text[:at] + new + text[at + cut :]
    usable(load_text(text))


@given(
    moves=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=1, max_size=4),
    drop=st.lists(st.integers(0, 200), max_size=4),
)
def test_file_with_moved_and_missing_lines_never_raises(moves, drop):
    lines = VALID.splitlines(keepends=True)
    for a, b in moves:
        lines.insert(b % len(lines), lines[a % len(lines)])
    for a in drop:
        del lines[a % len(lines)]
    usable(load_text("".join(lines)))


@given(st.binary(max_size=200))
def test_any_bytes_never_raise(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("any") / "case.yaml"
    file.write_bytes(data)
    usable(load(file))
    assert read(file).case is None or data
