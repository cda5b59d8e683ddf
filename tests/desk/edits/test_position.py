"""From the file to a form and back: untouched it is the same, and the edits between two states are few."""

import datetime as dt

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glienicke.case.read import read_texts
from glienicke.case.write import Append, Delete, Insert, Put, edited
from glienicke.desk.edits.lists import differing
from glienicke.desk.edits.meant import meant, without
from glienicke.desk.edits.position import Form, Row, form_of, path_of, told, typed, written
from glienicke.ground import dates
from glienicke.positions.load import load_texts

HEAD = """\
case: harbour
parties: {A: Arland, B: Belmark}
people:
  ana: {name: Ana Arn, held_by: A, citizen_of: B}
  ben: {name: Ben Bell, held_by: B, citizen_of: A}
"""
POSITIONS = """\
positions:
  A:
    - from: 2024-01-01   # new year
      worth:
        ben: {is: 60..90, according_to: [cna]}
        "{held by B}": 5
      conditions: [never ana to A, {say: "at least 1 of {held by B}", price: 7, because: a promise}]
    # the summer
    - {from: 2024-07, floor: 3}
sources: {cna: {who: CNA}}
"""
SIGNALS = """\
signals:
  - on: 2024-02-01
    by: A
    drop: [never ana to A]
  # later
  - {on: 2024-08-01, by: A, at_table: {remove: [B, A]}, people: {ana: {health: ill}}}
"""


def loaded(files):
    case = load_texts(files).case
    assert case is not None, [str(found) for found in load_texts(files).diagnostics]
    return case


@pytest.fixture(params=["one", "two", "crlf"])
def files(request):
    """A case in one file, in two, and with the line ends of Windows."""
    if request.param == "two":
        return {"a.yaml": HEAD + POSITIONS, "b.yaml": SIGNALS}
    text = HEAD + POSITIONS + SIGNALS
    return {"a.yaml": text if request.param == "one" else text.replace("\n", "\r\n")}


ENTRIES = [("position", 0), ("position", 1), ("signal", 0), ("signal", 1)]


@pytest.mark.parametrize(("kind", "at"), ENTRIES)
def test_untouched_is_the_same(files, kind, at):
    case = loaded(files)
    form = form_of(written(case, path_of(kind, "A", at)), kind, "A")
    same = meant(files, case, kind, "A", at, form)
    assert same.files == files and same.edits == ()


def test_what_the_form_does_not_show_stays(files):
    case = loaded(files)
    data = written(case, ("signals", 1))
    form = form_of(data, "signal", "A")
    assert form.table == "remove"
    after = told(data, Form(since=form.since, floor="4", table="add"), "signal", "A")
    assert after == {
        "on": "2024-08-01",
        "by": "A",
        "at_table": {"add": ["A"], "remove": ["B"]},
        "people": {"ana": {"health": "ill"}},
        "floor": "4",
    }


def test_only_what_was_changed_is_edited(files):
    files = {name: text.replace("drop: [never ana to A]", "floor: 1") for name, text in files.items()}
    case = loaded(files)
    data = written(case, ("positions", "A", 0))
    form = form_of(data, "position", "A")
    assert form.conditions[1] == Row("at least 1 of {held by B}", "7", "1")
    changed = Form(
        since=form.since,
        worth=(Row("ben", "70", "ben"), Row("ana", "low")),
        conditions=(Row("at least 1 of {held by B}", "8", "1"),),
    )
    found = meant(files, case, "position", "A", 0, changed)
    above = ("positions", "A", 0)
    assert found.edits == (
        Put((*above, "worth", "ben", "is"), "70"),
        Put((*above, "worth", "ana"), "low"),
        Delete((*above, "worth", "{held by B}")),
        Put((*above, "conditions", 0), {"say": "at least 1 of {held by B}", "price": "8", "because": "a promise"}),
        Delete((*above, "conditions", 1)),
    )
    assert written(loaded(found.files), above)["worth"] == {"ben": {"is": "70", "according_to": ["cna"]}, "ana": "low"}


@pytest.mark.parametrize(
    ("kind", "since", "at"),
    [
        ("position", "2023-01-01", 0),
        ("position", "2024-03-01", 1),
        ("position", "2024-09-01", 2),
        ("signal", "2024-01-15", 0),
        ("signal", "2024-03-01", 1),
        ("signal", "2024-08-01", 2),
        ("signal", "2024-12-01", 2),
    ],
)
def test_a_new_entry_stands_at_its_day_and_all_else_stays(files, kind, since, at):
    case = loaded(files)
    found = meant(files, case, kind, "A", None, Form(since=since, floor="9"))
    after = loaded(found.files)
    entries = list(after.signals if kind == "signal" else after.positions["A"])
    days = [dates.latest(entry.on if kind == "signal" else entry.from_) for entry in entries]
    assert days == sorted(days) and days[at] == dt.date.fromisoformat(since)
    del entries[at]
    assert tuple(entries) == (case.signals if kind == "signal" else case.positions["A"])
    new = [line for name in files for line in found.files[name].splitlines() if line not in files[name].splitlines()]
    assert 1 <= len(new) <= 3, new
    gone = [line for name in files for line in files[name].splitlines() if line not in found.files[name].splitlines()]
    assert not gone, gone
    for name, text in found.files.items():
        for comment, follows in (("# the summer", "- {from: 2024-07"), ("# later", "- {on: 2024-08-01")):
            if comment in text:
                assert text.split(comment)[1].lstrip().startswith(follows)
        assert ("\r\n" in text) == (text.count("\r\n") == text.count("\n") > 0), name


@pytest.mark.parametrize(("kind", "at"), ENTRIES)
def test_without_one_entry_the_others_stay(files, kind, at):
    case = loaded({name: text.replace("drop: [never ana to A]", "floor: 1") for name, text in files.items()})
    texts = {name: text.text for name, text in case.places.texts.items()}
    after = load_texts(without(texts, case, kind, "A", at).files)
    kept = [entry for i, entry in enumerate(case.signals if kind == "signal" else case.positions["A"]) if i != at]
    if after.case is None:
        assert (kind, at) == ("position", 0), after.diagnostics
    else:
        assert list(after.case.signals if kind == "signal" else after.case.positions["A"]) == kept


def test_the_last_entry_takes_the_list_with_it():
    files = {"a.yaml": HEAD + "positions:\n  B:\n    - from: 2024-01-01\n"}
    after = without(files, loaded(files), "position", "B", 0).files
    assert after == {"a.yaml": HEAD}
    made = meant(after, loaded(after), "position", "A", None, Form(since="2024-02-01", floor="1"))
    assert loaded(made.files).positions["A"][0].from_ == "2024-02-01"


def test_a_value_in_the_place_of_what_rival_sources_say():
    rivals = """\
      worth:
        ben:
          - {is: 60, according_to: [cna]}
          - {is: 90}
      floor:
        - {is: 1, according_to: [cna]}
        - {is: 2}
"""
    text = HEAD + "sources: {cna: {who: CNA}}\npositions:\n  A:\n    - from: 2024-01-01\n" + rivals
    case = loaded({"a.yaml": text})
    form = form_of(written(case, ("positions", "A", 0)), "position", "A")
    assert form.worth == (Row("ben", "60 | 90", "ben"),) and form.floor == "1 | 2"
    typed_ = Form(since="2024-01-01", worth=(Row("ben", "70", "ben"),), floor="3")
    after = loaded(meant({"a.yaml": text}, case, "position", "A", 0, typed_).files).positions["A"][0]
    assert [fact.is_ for fact in (*after.worth["ben"], *after.floor)] == ["70", "3"]


def test_a_form_as_it_is_sent():
    sent = [("since", " 2024-01-01 "), ("worth-2-text", "ben"), ("worth-0-text", "ana"), ("worth-0-value", " 5\n6 ")]
    sent += [("worth-1-text", ""), ("drop", "never ana"), ("drop", "never ana"), ("worth-x-text", "?"), ("csrf", "?")]
    assert typed(sent) == Form(since="2024-01-01", worth=(Row("ana", "5 6"), Row("ben")), drop=("never ana",))


WORDS = st.sampled_from(["a", "b: c", "# d", "{e}", "- f", "'g'", "12", "no", "ü"])
MAPPINGS = st.dictionaries(st.sampled_from("xyz"), WORDS, min_size=1)
LISTS = st.lists(st.one_of(WORDS, MAPPINGS), min_size=1, max_size=5)
ENTRY = st.fixed_dictionaries({"p": WORDS}, optional={"q": LISTS, "r": MAPPINGS, "s": WORDS})


def read(text):
    """What any reader of YAML takes the text for."""
    return yaml.load(text, Loader=yaml.BaseLoader)


@given(old=ENTRY, new=ENTRY, flow=st.booleans())
def test_the_edits_between_two_states_make_the_other_of_the_one(old, new, flow):
    """Whatever the two are, and in either style."""
    text = "entry: {}\nlast: x\n" if flow else "entry:\n  p: x\nlast: x\n"
    before = edited({"a": text}, [Put(("entry",), old)] if flow else differing(("entry",), {"p": "x"}, old))
    assert read(before["a"])["entry"] == old
    after = edited(before, differing(("entry",), old, new))
    assert read(after["a"]) == {"entry": new, "last": "x"}


@given(entries=st.lists(WORDS, min_size=1, max_size=5), new=WORDS, at=st.integers(0, 4), flow=st.booleans())
def test_an_entry_comes_in_the_middle(entries, new, at, flow):
    """A list in either style, with one entry more before any of its own."""
    at = min(at, len(entries) - 1)
    source = "case: x\nparties: {A: B}\npeople: {}\n"
    texts = edited({"a": source + ("pool: [x]\n" if flow else "pool:\n  - x\n")}, [Put(("pool", 0), entries[0])])
    texts = edited(texts, [Append(("pool",), entry) for entry in entries[1:]])
    case = read_texts(texts).case
    assert case is not None
    after = edited(texts, [Insert(("pool", at), new)], case)
    assert read(after["a"])["pool"] == [*entries[:at], new, *entries[at:]]
    assert after["a"].startswith(source)
