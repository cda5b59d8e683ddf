"""Edits in the user's own text: what was meant changes and nothing else does; a crash leaves the old file."""

import difflib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glienicke.case import write
from glienicke.case.read import read_text
from glienicke.case.write import Append, CannotEdit, Delete, Insert, Put, edit_files, edited
from tests.case.examples import VALID

FILE = "case.yaml"


def changed(text, *edits):
    """Lines taken out and put in."""
    new = edited({FILE: text}, edits)[FILE]
    lines = difflib.ndiff(text.splitlines(), new.splitlines())
    return [line for line in lines if line[0] in "-+"]


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (Put(("people", "krasikov", "held_by"), "US"), ["-     held_by: DE", "+     held_by: US"]),
        (Put(("people", "krasikov", "held_by"), "NO"), ["-     held_by: DE", "+     held_by: NO"]),
        (
            Put(("people", "krasikov", "held_by"), {"is": "US", "since": "2024-04", "according_to": ["cna"]}),
            ["-     held_by: DE", "+     held_by: {is: US, since: 2024-04, according_to: [cna]}"],
        ),
        (Put(("people", "krasikov", "state"), "dead"), ["+     state: dead"]),
        (Put(("cutoff",), "2024-08-01"), ["- cutoff: 2024-07-01", "+ cutoff: 2024-08-01"]),
        (Put(("title",), "it's: {one}"), ["- title: An example", "+ title: 'it''s: {one}'"]),
        (Put(("title",), "two\nlines"), ["- title: An example", '+ title: "two\\nlines"']),
        (Put(("positions", "DE", 0, "conditions", 0), "never {ill}"),
         ["-         - krasikov only if navalny", "+         - never {ill}"]),
        (Put(("positions", "DE", 0, "floor"), "5..8"), ["-       floor: 0", "+       floor: 5..8"]),
        (Put(("positions", "DE", 0, "worth", "{held by RU}"), "7"), ["+         '{held by RU}': 7"]),
        (Append(("positions", "DE", 0, "conditions"), "never {ill}"), ["+         - never {ill}"]),
        (Append(("people", "gershkovich", "spellings"), "G, E: x"),
         ["-     spellings: [Эван Гершкович]", "+     spellings: [Эван Гершкович, 'G, E: x']"]),
        (Append(("signals",), {"on": "2024-05", "drop": ["never {ill}"], "people": {"navalny": {"note": "x"}}}),
         ["+   - on: 2024-05", "+     drop: ['never {ill}']", "+     people:", "+       navalny: {note: x}"]),
        (Insert(("signals", 1), {"on": "2024-03"}), ["+   - {on: 2024-03}"]),
        (Insert(("signals", 0), {"on": "2024-01"}), ["+   - {on: 2024-01}"]),
        (Insert(("people", "gershkovich", "spellings", 0), "G"),
         ["-     spellings: [Эван Гершкович]", "+     spellings: [G, Эван Гершкович]"]),
        (Insert(("people", "gershkovich", "spellings", 1), "G"),
         ["-     spellings: [Эван Гершкович]", "+     spellings: [Эван Гершкович, G]"]),
        (Append(("signals", 0, "drop"), "never x"), ["+     drop: [never x]"]),
        (Delete(("positions", "DE", 0, "conditions", 0)), ["-         - krasikov only if navalny"]),
        (Delete(("people", "krasikov", "steps")), ["-     steps: {pardon: open}"]),
        (Delete(("signals", 1, "on")), ["-   - on: 2024-04", "-     by: DE", "+   - by: DE"]),
        (Delete(("title",)), ["- title: An example"]),
    ],
    ids=repr,
)  # fmt: skip
def test_an_edit_changes_its_lines_only(edit, lines):
    assert [line for line in changed(VALID, edit) if line[0] != "?"] == lines


def test_comments_and_spacing_stay():
    text = "# head\ncase:   x     # the name\nparties: { A: a }   # one\n\npeople:   # all\n  p: { name: P }\n# end\n"
    assert changed(text, Put(("people", "q"), {"name": "Q"})) == ["+   q: {name: Q}"]
    assert changed(text, Put(("case",), "y")) == ["- case:   x     # the name", "+ case:   y     # the name"]
    assert changed(text, Put(("people", "p", "held_by"), "A")) == [
        "-   p: { name: P }",
        "+   p: { name: P, held_by: A }",
    ]


def test_windows_lines_and_a_missing_last_line_end():
    text = "case: x\r\nparties: {A: a}\r\npeople:\r\n  p: {name: P}"
    assert edited({FILE: text}, [Put(("people", "q"), {"name": "Q"})])[FILE] == text + "\r\n  q: {name: Q}\r\n"


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Put((), "x"), "as a whole"),
        (Put(("people", "nobody", "state"), "dead"), "nothing at people/nobody"),
        (Put(("title", "x"), "y"), "one value at title"),
        (Put(("signals", 9), "2024"), "nothing at 9"),
        (Put(("signals", "x"), "2024"), "nothing at x"),
        (Append(("signals", 9), "2024"), "nothing at 9"),
        (Put(("signals", 9, "on"), "2024"), "nothing at signals/9"),
        (Append(("title",), "x"), "no list at title"),
        (Append(("people", "krasikov", "citizen_of"), "DE"), "no list at people/krasikov/citizen_of"),
        (Insert(("signals", 9), "x"), "nothing at signals/9"),
        (Insert(("signals", -1), "x"), "nothing at signals/-1"),
        (Insert(("title", 0), "x"), "one value at title"),
        (Insert(("nobody", 1), "x"), "nothing at nobody"),
        (Delete(("people", "krasikov", "steps", "pardon")), "nothing would be left of people/krasikov/steps"),
        (Delete(("people", "nobody")), "nothing at people/nobody"),
    ],
    ids=repr,
)
def test_edits_that_do_not_fit(edit, why):
    with pytest.raises(CannotEdit, match=why):
        edited({FILE: VALID}, [edit])


def test_faulty_file_is_not_edited():
    with pytest.raises(CannotEdit, match="twice"):
        edited({FILE: VALID + "case: other\n"}, [Put(("title",), "x")])


def test_the_right_file_of_a_folder(tmp_path):
    (tmp_path / "a.yaml").write_text("case: x\nparties: {A: a}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes(b"\xef\xbb\xbfpeople:\r\n  p: {name: P}\r\n")
    os.chmod(tmp_path / "b.yaml", 0o640)
    assert edit_files([tmp_path], [Put(("people", "p", "held_by"), "A")]) == (str(tmp_path / "b.yaml"),)
    assert (tmp_path / "b.yaml").read_bytes() == b"\xef\xbb\xbfpeople:\r\n  p: {name: P, held_by: A}\r\n"
    assert (tmp_path / "b.yaml").stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.yaml", "b.yaml"]


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_crash_leaves_the_old_file(tmp_path, monkeypatch, broken):
    file = tmp_path / FILE
    file.write_text(VALID, encoding="utf-8")

    def fail(*_):
        raise OSError("no more")

    monkeypatch.setattr(os, broken, fail)
    with pytest.raises(OSError, match="no more"):
        edit_files([file], [Put(("title",), "x")])
    assert file.read_text(encoding="utf-8") == VALID
    assert list(tmp_path.iterdir()) == [file]


def test_an_edit_by_somebody_else_is_not_lost(tmp_path):
    file = tmp_path / FILE
    file.write_text("new", encoding="utf-8")
    with pytest.raises(CannotEdit, match="somebody else"):
        write.save(file, b"mine", expected=b"old")
    assert file.read_text(encoding="utf-8") == "new"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.yaml").write_text(VALID, encoding="utf-8")
    (tmp_path / FILE).symlink_to("real.yaml")
    edit_files([tmp_path / FILE], [Put(("title",), "x")])
    assert (tmp_path / FILE).is_symlink()
    assert "title: x\n" in (tmp_path / "real.yaml").read_text(encoding="utf-8")


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), min_size=1, max_size=20
)
VALUES = (
    TEXTS
    | st.lists(TEXTS, min_size=1, max_size=6)
    | st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS, max_size=2), min_size=1)
)
PATHS = [
    ("title",), ("people", "krasikov", "name"), ("people", "dultsev", "name"), ("people", "gershkovich", "note"),
    ("people", "dultsev", "note"), ("positions", "DE", 0, "conditions", 1), ("positions", "RU", 1, "conditions", 0),
    ("signals", 0, "what"), ("assessments", 0, "said"), ("brand-new",), ("people", "brand-new"), ("pool", 1),
    ("people",), ("positions", "DE", 0, "worth"), ("sources", "cna"),
]  # fmt: skip
LISTS = [
    ("pool",),
    ("law",),
    ("signals",),
    ("people", "gershkovich", "tags"),
    ("positions", "DE", 0, "conditions"),
    ("extra",),
]


@given(
    st.lists(
        st.builds(Put, st.sampled_from(PATHS), VALUES)
        | st.builds(Append, st.sampled_from(LISTS), VALUES)
        | st.builds(
            Insert, st.tuples(st.sampled_from(LISTS), st.integers(0, 3)).map(lambda at: (*at[0], at[1])), VALUES
        )
        | st.builds(Delete, st.sampled_from(PATHS)),
        max_size=4,
    )
)
def test_any_edit_is_made_exactly_or_refused(edits):
    """`edited` itself proves that the data is what was meant; here it must not refuse for another reason."""
    text = VALID
    for edit in edits:
        try:
            text = edited({FILE: text}, [edit])[FILE]
        except CannotEdit as error:
            assert "by hand" not in str(error), (edit, text)
    read_text(text)
