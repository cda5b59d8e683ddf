"""Cases from nothing, and people from a table."""

import pytest

from glienicke.cli import progress
from glienicke.positions.load import load

NEW = ("new", "--id", "talks", "--party", "A=Northern Front", "--party", "NO=Norway: the 'North'", "--from", "2026-01")


@pytest.fixture
def talks(run, tmp_path):
    file = tmp_path / "talks.yaml"
    assert run(*NEW, "--out", file).exit_code == 0
    return file


@pytest.fixture
def table(tmp_path):
    def written(text):
        file = tmp_path / "people.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    return written


def test_a_new_case(run, answer, tmp_path, snapshot):
    file = tmp_path / "talks.yaml"
    data, code = answer(*NEW, "--mediator", "CH", "--out", file)
    assert (data["parties"], code) == (["A", "NO"], 0)
    assert file.read_text(encoding="utf-8").replace(str(tmp_path), "…") == snapshot
    assert run("check", file).exit_code == 0
    assert run("find", file).exit_code == 3
    case = load(file).case
    assert case is not None
    assert case.parties["NO"].name == "Norway: the 'North'"


def test_examples_in_a_new_case_are_true(talks):
    """Everything that is commented out can be switched on."""
    text = talks.read_text(encoding="utf-8")
    lines = text.splitlines()
    person = [line[2:] for line in lines if line.startswith(("#   a-person:", "#     "))][:5]
    assert person[0].strip() == "a-person:"
    position = [line[2:] for line in lines[lines.index("#       worth:") : lines.index("positions:")]]
    whole = text.replace("people: {}", "people:\n" + "\n".join(person).replace(", according_to: [cna]", ""))
    first = whole.index("      basis: believed            #")
    end = whole.index("\n", first) + 1
    whole = whole[:end] + "\n".join(position) + "\n" + whole[end:]
    for line in ("# law:", "#   - never {at-risk} to NO"):
        whole = whole.replace(line, line[2:])
    start = whole.index("# signals:")
    whole = whole[:start] + "\n".join(line[2:] for line in whole[start:].splitlines()) + "\n"
    talks.write_text(whole.replace("tags: [journalist]", "tags: [journalist, at-risk]"), encoding="utf-8")
    loaded = load(talks)
    assert loaded.diagnostics == ()
    assert loaded.case is not None
    assert loaded.case.people.keys() == {"a-person"}
    assert len(loaded.case.signals) == 1


def test_new_never_overwrites(run, talks):
    before = talks.read_bytes()
    result = run(*NEW, "--out", talks)
    assert result.exit_code == 2
    assert "exists already" in result.stderr
    assert talks.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new",), "--id is missing"),
        (("new", "--id", "talks"), "--party is missing"),
        (("new", "--id", "my talks", "--party", "A=North"), "cannot be an id"),
        (("new", "--id", "if", "--party", "A=North"), "word of the condition language"),
        (("new", "--id", "talks", "--party", "North"), "expected ID=NAME"),
        (("new", "--id", "talks", "--party", "A=North", "--party", "A=South"), "twice"),
        (("new", "--id", "talks", "--party", "A=North", "--mediator", "7"), "--mediator"),
        (("new", "--id", "talks", "--party", "A=North", "--out", "nowhere/talks.yaml"), "cannot be written"),
    ],
)
def test_new_refuses(run, words, said):
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_new_asks_on_a_terminal(run, tmp_path, monkeypatch):
    monkeypatch.setattr("glienicke.cli.new.asks_questions", lambda: True)
    file = tmp_path / "asked.yaml"
    result = run("new", "--out", file, input="asked\nA=North\n\nCH\n")
    assert result.exit_code == 0, result.output
    case = load(file).case
    assert case is not None
    assert (case.case, list(case.parties), case.mediator[0].is_) == ("asked", ["A"], "CH")


PEOPLE = "name;held_by;since;citizen_of;minors\nЭван Петров;A;2024-05;NO US;2\nJosé Ñandú;NO;;A;\n"


def test_people_are_entered_and_nothing_else_changes(run, answer, talks, table):
    before = talks.read_text(encoding="utf-8")
    dry = run("import-people", talks, table(PEOPLE), "--dry-run")
    assert dry.exit_code == 0
    assert "+  evan-petrov:" in dry.stdout
    assert talks.read_text(encoding="utf-8") == before
    data, code = answer("import-people", talks, table(PEOPLE))
    assert (data["added"], data["written"], code) == (["evan-petrov", "jose-nandu"], True, 0)
    after = talks.read_text(encoding="utf-8")
    entered = (
        "people:\n  evan-petrov:\n    name: Эван Петров\n    citizen_of: [NO, US]\n    minors: 2\n"
        "    held_by: {is: A, since: 2024-05}\n  jose-nandu:\n    name: José Ñandú\n    citizen_of: [A]\n"
        "    held_by: NO\n"
    )
    assert after == before.replace("people: {}\n", entered)
    data, code = answer("import-people", talks, table(PEOPLE + "Mia Berg;A;;NO;\n"), "--skip-duplicates")
    assert (data["added"], len(data["duplicates"]), code) == (["mia-berg"], 2, 0)
    assert talks.read_text(encoding="utf-8") == before.replace(
        "people: {}\n", entered + "  mia-berg:\n    name: Mia Berg\n    citizen_of: [NO]\n    held_by: A\n"
    )
    assert run("check", talks).exit_code == 0


def test_all_mistakes_of_a_table_at_once(run, answer, talks, table, snapshot):
    wrong = "name;held_by;since;minors;nmae\nMia Berg;Q;soon;two;x\n;A;;;\nÖdön Kis;B;2024-13;;\n"
    before = talks.read_bytes()
    data, code = answer("import-people", talks, table(wrong))
    assert code == 1
    assert [one["message"].partition(", row ")[2] for one in data["diagnostics"]] == snapshot
    assert run("import-people", talks, table(wrong)).exit_code == 1
    assert talks.read_bytes() == before


def test_duplicates_are_mistakes_unless_skipped(run, talks, table):
    assert run("import-people", talks, table(PEOPLE)).exit_code == 0
    again = run("import-people", talks, table("name\nПетров Эван\n"))
    assert again.exit_code == 1
    assert "is there already as `evan-petrov`" in again.stderr
    skipped = run("import-people", talks, table("name\nПетров Эван\n"), "--skip-duplicates")
    assert skipped.exit_code == 0
    assert "0 people" in skipped.stdout


@pytest.mark.parametrize(
    "text", [b"\xff\xfe\x00", "name\nJos\xe9\n".encode("latin-1"), b"", b'name\n"open\n', b"name\n" + b"\x00\n"]
)
def test_a_table_that_cannot_be_read(run, talks, table, text):
    assert run("import-people", talks, table(text)).exit_code == 1


def test_windows_tables_and_files(run, talks, table):
    talks.write_bytes(talks.read_bytes().replace(b"\n", b"\r\n"))
    assert run("import-people", talks, table(("\ufeff" + PEOPLE).replace("\n", "\r\n"))).exit_code == 0
    assert b"\r\n  evan-petrov:\r\n" in talks.read_bytes()
    assert talks.read_bytes().count(b"\n") == talks.read_bytes().count(b"\r\n")
    assert run("check", talks).exit_code == 0


def ids(file):
    case = load(file).case
    assert case is not None
    return case.people


@pytest.mark.parametrize("end", ["", "\n", "\n\n# the end\n", " # the end", "\n    # the end"])
@pytest.mark.parametrize(
    "people",
    [
        "people:\n    ana:\n        name: Ana",
        "people:\n  ana: {name: Ana, minors: 1}",
        "people:\n  ana:\n    name: Ana\n    note: |\n      two\n      lines\n",
        "people:\n  ana:\n    name: Ana\n    tags:\n    - one\n    - two",
        "people:\n  ana:\n    name:\n      Ana\n      Lind",
        "people: {}",
    ],
)
def test_people_are_entered_wherever_they_stand(run, tmp_path, table, people, end):
    file = tmp_path / "case.yaml"
    file.write_text(f"case: c\nparties: {{A: North}}\n{people}{end}", encoding="utf-8")
    names = list(ids(file))
    result = run("import-people", file, table("name;held_by\nMia Berg;A\n"))
    assert result.exit_code == 0, result.output
    assert list(ids(file)) == [*names, "mia-berg"]


def test_people_in_a_folder_of_files(run, tmp_path, table):
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "a.yaml").write_text("case: c\nparties: {A: North}\n", encoding="utf-8")
    (folder / "people.yaml").write_text("people:\n  ana: {name: Ana}\n", encoding="utf-8")
    assert run("import-people", folder, table("name;held_by\nMia Berg;A\n")).exit_code == 0
    assert (folder / "a.yaml").read_text(encoding="utf-8") == "case: c\nparties: {A: North}\n"
    assert "mia-berg" in (folder / "people.yaml").read_text(encoding="utf-8")
    assert sorted(p.name for p in folder.iterdir()) == ["a.yaml", "people.yaml"]


def test_people_in_braces_are_left_alone(run, tmp_path, table):
    file = tmp_path / "case.yaml"
    file.write_text("case: c\nparties: {A: North}\npeople: {ana: {name: Ana}}\n", encoding="utf-8")
    result = run("import-people", file, table("name\nMia Berg\n"))
    assert result.exit_code == 1
    assert "stands in braces" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [(("--map", "Name"), "expected COLUMN=KEY"), (("--map", "Name=nmae"), "did you mean 'name'?")],
)
def test_map_is_checked(run, talks, table, words, said):
    result = run("import-people", talks, table(PEOPLE), *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_progress_has_documented_pace():
    assert progress.QUIET_S == 1.0
