"""`glienicke inbox`: for scripts, for programs, and key by key at a terminal."""

import json
import os
import pty
import select
import sys
import termios
import time
from pathlib import Path

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from glienicke.cli import inbox as command
from glienicke.cli import inbox_loop
from glienicke.cli.app import Commands
from glienicke.reports.data import Reading
from glienicke.reports.inbox_file import Place, read_inbox
from tests.reports.inbox_case import AT, CASE, TEXT, document, fill, item, loaded, named, reading, says

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "schema" / "answers.schema.json").read_text(encoding="utf-8"))

program = typer.Typer(cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False)
program.command("inbox")(command.inbox_command)
program.command("other")(lambda: None)


class Scripted:
    """A reader that finds the same in every document that holds the words."""

    name = "scripted"

    def read(self, of, known):
        try:
            return reading(of)
        except ValueError:
            return Reading(of)


@pytest.fixture
def case(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "reader_named", lambda name, model, **_: Scripted())
    path = tmp_path / "river.yaml"
    path.write_text(CASE, encoding="utf-8")
    (tmp_path / "wire.txt").write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("NO_COLOR", "1")

    def ran(*words):
        result = CliRunner().invoke(program, ["inbox", *map(str, words)], prog_name="glienicke")
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        assert "Traceback" not in result.output
        return result

    return ran


@pytest.fixture
def answer(run):
    def ran(*words):
        result = run(*words, "--json")
        data = json.loads(result.stdout)
        jsonschema.validate(data, {**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{data['command']}"}]})
        return data, result.exit_code

    return ran


def ids(data):
    return {(one["subject"].partition("/")[2], one["property"]): one["id"] for one in data["open"]}


# ------------------------------------------------------------------ scripts and programs


def test_a_document_is_read_listed_and_accepted(case, run, answer):
    data, code = answer("river.yaml", "--add", "wire.txt", "--published", "2030-03-05", "--who", "The Wire")
    assert code == 0
    assert data["added"] == [{"document": "wire.txt", "source": "wire", "suggested": 4, "held_back": {}}]
    one = next(one for one in data["open"] if one["property"] == "sentence")
    assert (one["value"], one["new"], one["says"][0]["quote"]) == (
        "7 years",
        False,
        "Jan Holm was sentenced to 7 years",
    )
    assert one["says"][0]["chain"] == ["The Wire", "Southern Front"]
    shown = run("river.yaml", "--list")
    assert f"  {one['id'][:8]}  holm" in shown.stdout
    assert "berg (new)" in shown.stdout
    assert case.read_text() == CASE

    proposed = run("river.yaml", "--accept", one["id"][:8])
    assert "+    sentence: [{is: 5 years}, {is: 7 years, according_to: wire" in proposed.stdout
    assert "Nothing was written: --yes writes it." in proposed.stdout
    assert case.read_text() == CASE

    data, code = answer("river.yaml", "--accept", one["id"][:8], "--yes", "--by", "Ada")
    assert (code, data["written"]) == (0, True)
    assert [(d["verdict"], d["by"], d["property"]) for d in data["decided"]] == [("accepted", "Ada", "sentence")]
    assert data["preferred"] == ["holm, sentence: 7 years is gone by on 2030-04-01 (the most sources (1))"]
    assert loaded(case).people["holm"].sentence[1].according_to == ("wire",)


def test_several_are_accepted_as_one(case, answer):
    fill(case)
    have = ids(answer("river.yaml", "--list")[0])
    chosen = ",".join(have[key][:10] for key in (("NF", "condition"), ("berg", "held_by")))
    data, _ = answer("river.yaml", "--accept", chosen, "--yes")
    assert [d["property"] for d in data["decided"]] == ["name", "held_by", "condition"]
    assert ids(data) == {("holm", "sentence"): have["holm", "sentence"]}
    data, _ = answer("river.yaml", "--undo", "--yes")
    assert {d["verdict"] for d in data["decided"]} == {"taken back"}
    assert (case.read_text(), ids(data)) == (CASE, have)


def test_rejected_is_not_suggested_again(case, run, answer):
    place, _ = fill(case)
    one = item(place, "holm", "sentence")
    assert run("river.yaml", "--reject", one.id).exit_code == 0
    (case.parent / "later.txt").write_text(TEXT + "\nMore.\n", encoding="utf-8")
    data, _ = answer("river.yaml", "--add", "later.txt", "--published", "2030-03-07")
    assert data["added"][0]["held_back"] == {"rejected before": 1}
    assert "Jan Holm was sentenced" not in run("river.yaml").stdout


def test_another_value_is_accepted_in_its_place(case, answer):
    place, _ = fill(case)
    one = item(place, "holm", "sentence")
    data, _ = answer("river.yaml", "--accept", one.id, "--value", "8 years", "--yes")
    assert data["decided"][0]["value"] == "8 years"
    assert loaded(case).people["holm"].sentence[1].is_ == "8 years"


def test_a_known_source_is_used_as_it_is(case, answer):
    data, _ = answer("river.yaml", "--add", "wire.txt", "--published", "2030-03-05", "--source", "gazette")
    have = ids(data)
    answer("river.yaml", "--accept", have["holm", "sentence"], "--yes")
    assert set(loaded(case).sources) == {"gazette"}
    assert "{is: 7 years, according_to: gazette" in case.read_text()


def test_mistakes_of_the_resulting_case_are_shown_and_nothing_is_written(case, run):
    place, _ = fill(case)
    result = run("river.yaml", "--accept", item(place, "NF", "condition").id, "--yes")
    assert result.exit_code == 1
    assert "with it the case would have mistakes; nothing was written" in result.stderr
    assert "add: [berg only if lund]" in result.stderr
    assert "river.yaml:" in result.stderr
    assert case.read_text() == CASE


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--accept", "zzz"], 1, "nothing open has the id 'zzz'; `--list` shows what is open"),
        (["--value", "x"], 2, "--value goes with one --accept ID"),
        (["--undo"], 1, "there is no decision to take back"),
        (["--undo", "--accept", "a"], 2, "--undo goes alone"),
        (["--add", "nowhere.txt"], 1, "nowhere.txt"),
        (["--add", "wire.txt", "--published", "soon"], 2, "--published soon: expected one day, like 2024-08-01"),
        (["--add", "wire.txt", "--source", "gazett"], 2, "no source 'gazett' in the case; did you mean 'gazette'?"),
        (["--add", "wire.txt", "--reader", "llm", "--model", "a:b"], 2, "if that may be, say --consent"),
    ],
)
def test_refusals(case, run, answer, words, code, message):
    result = run("river.yaml", *words)
    assert (result.exit_code, message in result.stderr) == (code, True), result.output
    assert answer("river.yaml", *words)[1] == code
    assert case.read_text() == CASE


def test_a_case_that_is_not_there_leaves_no_trace(case, run):
    result = run("other.yaml", "--list")
    assert (result.exit_code, "no such file or folder" in result.stderr) == (1, True)
    assert sorted(path.name for path in case.parent.iterdir()) == ["river.yaml", "wire.txt"]


def test_looking_needs_no_right_to_write(case, run):
    fill(case)
    before = sorted(path.name for path in case.parent.iterdir())
    assert run("river.yaml", "--list").exit_code == 0
    assert (
        sorted(path.name for path in case.parent.iterdir()) == before == ["river.inbox.jsonl", "river.yaml", "wire.txt"]
    )


def test_a_faulty_case_is_refused(case, run):
    case.write_text("case: river\n")
    result = run("river.yaml", "--list")
    assert (result.exit_code, "the case has mistakes already" in result.stderr) == (1, True)


def test_an_empty_inbox_is_nothing_found(case, run, answer):
    result = run("river.yaml")
    assert (result.exit_code, result.stdout) == (3, "Nothing is open.\n\n")
    assert answer("river.yaml", "--list")[0]["open"] == []


# ------------------------------------------------------------------ key by key


class Hands:
    """Keys and answers prepared, and all that was shown."""

    def __init__(self, place, keys, answers=(), of=None):
        self.keys, self.answers, self.pages, self.ticks = iter(keys), iter(answers), [], 0
        self.desk = inbox_loop.Desk(
            place=place,
            by="Ada",
            now=self.now,
            key=lambda: next(self.keys),
            ask=lambda what, old: next(self.answers),
            show=self.show,
            document=lambda inbox, source: of,
        )

    def now(self):
        self.ticks += 1
        return f"{AT[:-8]}{self.ticks:02}+00:00"

    def show(self, parts):
        self.pages += [str(part) for part in parts]

    def run(self):
        inbox_loop.run(self.desk)
        assert next(self.keys, None) is None, "keys are left over"
        return "\n".join(self.pages)


def test_one_key_accepts_what_the_diff_shows(case):
    place, _ = fill(case)
    page = Hands(place, "aaaa" + "q").run()
    assert page.index("+  berg:") < page.index("Accepted and written.")
    assert loaded(case).people["berg"].held_by[0].is_ == "NF"
    assert [signal.on for signal in loaded(case).signals] == ["2030-02-01", "2030-03-05", "2030-04-01"]
    assert read_inbox(place).open == ()
    assert {s.by for s in read_inbox(place).decisions} == {"Ada"}


def test_the_quote_stands_marked_in_its_context(case):
    place, _ = fill(case)
    page = Hands(place, "sq", of=document()).run()
    assert "⟦Jan Holm was sentenced to 7 years⟧, the Southern Front said." in page
    page = Hands(place, "q").run()
    assert "the document is not at hand as it was read" in page


def test_skip_reject_edit_undo_help(case):
    place, _ = fill(case)
    hands = Hands(place, ["?", "s", "x", "e", "a", "u", "r", "r", "q"], ["6 years"])
    page = hands.run()
    assert "it is not suggested again, whatever the document" in page
    assert "holm: sentence = 6 years" in page
    assert "{is: 6 years, according_to: wire" in page
    assert "Taken back: holm, sentence = 6 years; it is open again." in page
    assert case.read_text() == CASE
    assert [(s.subject, s.property) for s in read_inbox(place).decisions] == [
        ("people/holm", "sentence"),
        ("people/berg", "held_by"),
    ]
    assert [(i.subject, i.first.property) for i in read_inbox(place).open] == [("berg", "name"), ("NF", "condition")]


def test_rejecting_a_new_person_takes_all_about_them_along(case):
    place, _ = fill(case)
    assert "Rejected, and 1 suggestion about the same person." in Hands(place, "rq").run()


def test_what_cannot_be_accepted_says_why_and_stays(case):
    place, _ = fill(case)
    page = Hands(place, "sssaq").run()
    assert "It cannot be accepted as it is: with it the case would have mistakes" in page
    assert "It cannot be accepted as it is: r rejects it, s skips it, e edits the value." in page
    assert case.read_text() == CASE


def test_an_edit_that_a_case_cannot_hold_is_said(case):
    place, _ = fill(case)
    page = Hands(place, "sseq", ["at sea"]).run()
    assert "a case cannot hold 'at sea' as held_by" in page


def test_a_file_that_changes_while_the_diff_stands_there_is_left_alone(case):
    place, _ = fill(case)
    hands = Hands(place, "")

    def key():
        case.write_text(CASE + "# meanwhile\n")
        hands.desk.key = lambda: "q"
        return "a"

    hands.desk.key = key
    page = hands.run()
    assert "was changed in the meantime; nothing was written" in page
    assert case.read_text() == CASE + "# meanwhile\n"


def test_at_a_terminal(case):
    place, _ = fill(case)
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm", COLUMNS="120")
        sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")  # not the test's own
        try:
            program(["inbox", str(case)], prog_name="glienicke")
        except SystemExit as end:
            os._exit(int(end.code or 0))
        os._exit(99)
    shown = typed(terminal, [("? help", b"a"), ("Accepted and written.", b""), ("? help", b"\x03")])
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0, shown
    assert loaded(case).people["berg"].name[0].is_ == "Tom Berg"
    assert len(read_inbox(place).decisions) == 1


def typed(terminal, script, seconds=20):
    """Wait for each text, then type; what the terminal showed."""
    shown, start = "", time.monotonic()
    for text, keys in script:
        seen = len(shown)
        while text not in shown[seen:]:
            assert time.monotonic() - start < seconds, shown
            if select.select([terminal], [], [], 0.2)[0]:
                shown += os.read(terminal, 65536).decode("utf-8", "replace")
        while keys and termios.tcgetattr(terminal)[3] & termios.ECHO:  # it does not wait for a key yet
            time.sleep(0.01)
        os.write(terminal, keys)
    while True:
        try:
            more = os.read(terminal, 65536)
        except OSError:
            return shown
        if not more:
            return shown
        shown += more.decode("utf-8", "replace")


def test_the_document_is_opened_again_only_as_it_was_read(case, run):
    run("river.yaml", "--add", "wire.txt", "--published", "2030-03-05")
    place = Place(case)
    found = command._document(place, read_inbox(place), "wire")
    assert found is not None
    assert found.text == TEXT
    (case.parent / "wire.txt").write_text(TEXT.replace("7 years", "8 years"), encoding="utf-8")
    assert command._document(place, read_inbox(place), "wire") is None
    (case.parent / "wire.txt").unlink()
    assert command._document(place, read_inbox(place), "wire") is None


def test_a_minors_name_reaches_neither_screen_nor_file(case, answer, monkeypatch):
    class OfMinor(Scripted):
        def read(self, of, known):
            found = says(of, "Mia Berg", "held_by", "NF", "Mia Berg, 9, was held")
            return Reading(of, named(of, "Mia Berg"), suggestions=(found,))

    monkeypatch.setattr(command, "reader_named", lambda name, model, **_: OfMinor())
    (case.parent / "child.txt").write_text("Freed\n\nMia Berg, 9, was held by the Northern Front.\n", encoding="utf-8")
    data, _ = answer("river.yaml", "--add", "child.txt", "--published", "2030-03-05")
    why = "it would name a minor; count minors with `minors:` beside a parent"
    assert data["added"][0]["held_back"] == {why: 1}
    assert "Mia" not in json.dumps(data)
    assert not (case.parent / "river.inbox.jsonl").exists()
