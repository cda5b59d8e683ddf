"""The inbox on the disk: killed at any point, decided by two at once, edited by hand, it loses and doubles nothing."""

import os
import signal
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.pool import ThreadPool
from unittest.mock import patch

import pytest

from glienicke.case.splice import CannotEdit
from glienicke.case.statement import to_json
from glienicke.case.write import save
from glienicke.reports import inbox_file
from glienicke.reports.inbox import CannotDecide, decided
from glienicke.reports.inbox_edit import proposal, stands
from glienicke.reports.inbox_file import Place, added, committed, read_inbox, settled, taking_back
from tests.reports.inbox_case import AT, CASE, fill, item, loaded

LATER = "2030-05-02T10:00:00+00:00"

PARTS = {
    "case.yaml": CASE[: CASE.index("people:")].replace("# Two fronts, one river.\n", ""),
    "people.yaml": CASE[CASE.index("people:") : CASE.index("positions:")],
    "positions.yaml": CASE[CASE.index("positions:") :],
}


@pytest.fixture(params=["file", "folder"])
def case(request, tmp_path):
    if request.param == "file":
        path = tmp_path / "river.yaml"
        path.write_text(CASE, encoding="utf-8")
        return path
    folder = tmp_path / "river"
    folder.mkdir()
    for name, text in PARTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def killed(case, point, what="accept"):
    """Decide in another process that is killed at a point; whether it was.

    point: before the save of that number (the journal's is 0), or in place of the lines of the inbox.
    """
    process = get_context("fork").Process(target=dying, args=(case, point, what))
    process.start()
    process.join(60)
    return process.exitcode == -signal.SIGKILL


def dying(case, point, what):
    left = int(point) if point.isdigit() else 99

    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    def counted(*args, **rest):
        nonlocal left
        if left == 0:
            die()
        left -= 1
        save(*args, **rest)

    def torn(place, statements):
        with place.inbox.open("ab") as file:
            file.write(to_json(statements[0]).encode()[:40])
            file.flush()
        die()

    patch.object(inbox_file, "save", counted).start()
    patch.object(inbox_file, "_append", {"append": die, "torn": torn}.get(point, inbox_file._append)).start()
    place = Place(case)
    if what == "undo":
        committed(place, *taking_back(place, read_inbox(place), by="desk", at=LATER))
    else:
        accept(place, "berg", "held_by")


def opened(place):
    """The inbox as the next one who opens it finds it."""
    return settled(place, lambda statement: stands(loaded(place.case), statement))


def texts(case):
    files = [case] if case.is_file() else sorted(case.glob("*.yaml"))
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def fields(inbox):
    return [(i.subject, i.first.property) for i in inbox.open]


def accept(place, subject, property, at=AT):
    found = proposal(place.case, read_inbox(place), [item(place, subject, property)])
    committed(place, decided(found.items, "accepted", by="desk", at=at), found.changes)


ALL_OPEN = [("berg", "name"), ("holm", "sentence"), ("berg", "held_by"), ("NF", "condition")]
DONE = [("holm", "sentence"), ("NF", "condition")]


@pytest.mark.parametrize("point", ["0", "1", "2", "append", "torn"])
def test_killed_while_accepting_case_and_inbox_agree(case, point):
    place, _ = fill(case)
    before = texts(case)
    ended = killed(case, point)
    assert ended or (point == "2" and case.is_file()), "a case in one file is written by two saves"
    inbox = opened(place)
    if point in ("0", "1"):
        assert fields(inbox) == ALL_OPEN
        assert texts(case) == before
    else:
        assert fields(inbox) == DONE
        assert loaded(case).people["berg"].held_by[0].according_to == ("wire",)
    assert len(inbox.ids) == len(inbox.statements), "nothing is written twice"


def test_accepting_again_after_a_kill_ends_as_without_it(case, tmp_path):
    place, _ = fill(case)
    assert killed(case, "1")
    opened(place)
    accept(place, "berg", "held_by")
    after = texts(case)
    committed(place, *taking_back(place, opened(place), by="desk", at=LATER))
    assert killed(case, "append")
    opened(place)
    assert texts(case) == after


@pytest.mark.parametrize("point", ["0", "1", "2", "append", "torn"])
def test_killed_while_taking_back_case_and_inbox_agree(case, point):
    place, _ = fill(case)
    before = texts(case)
    accept(place, "berg", "held_by")
    after = texts(case)
    ended = killed(case, point, "undo")
    assert ended or (point == "2" and case.is_file())
    inbox = opened(place)
    assert (texts(case), fields(inbox)) == ((after, DONE) if point in ("0", "1") else (before, ALL_OPEN))


@pytest.mark.parametrize("what", ["accept", "undo"])
def test_killed_and_then_edited_by_hand_the_case_itself_decides(case, what):
    place, _ = fill(case)
    if what == "undo":
        accept(place, "berg", "held_by")
    assert killed(case, "append", what)
    for file in [case] if case.is_file() else case.glob("*.yaml"):
        file.write_text(file.read_text() + "# a note\n")
    assert fields(opened(place)) == (DONE if what == "accept" else ALL_OPEN)
    assert fields(opened(place)) == fields(read_inbox(place)), "settled once and for all"


def test_a_file_changed_since_the_diff_was_shown_is_left_alone(case):
    place, _ = fill(case)
    found = proposal(case, read_inbox(place), [item(place, "holm", "sentence")])
    file = found.changes[-1].file
    file.write_text(file.read_text() + "# somebody else\n")
    now = texts(case)
    with pytest.raises(CannotDecide, match="was changed in the meantime; nothing was written"):
        committed(place, decided(found.items, "accepted", by="desk", at=AT), found.changes)
    assert texts(case) == now
    assert fields(read_inbox(place)) == ALL_OPEN
    assert not place.journal.exists()


def test_a_write_that_fails_half_way_is_undone(tmp_path, monkeypatch):
    for name, text in PARTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    place, _ = fill(tmp_path)
    accept(place, "holm", "sentence")
    before, journal = texts(tmp_path), place.journal.read_bytes()

    def full(file, content, expected=None):
        if file.name == "people.yaml":
            raise OSError(28, "No space left on device")
        save(file, content, expected)

    monkeypatch.setattr(inbox_file, "save", full)
    with pytest.raises(CannotDecide, match=r"nothing was written: .*No space left"):
        accept(place, "berg", "held_by", at=LATER)
    assert texts(tmp_path) == before
    assert place.journal.read_bytes() == journal
    assert ("berg", "held_by") in fields(opened(place))


def test_an_edit_between_the_look_and_the_write_is_not_lost(case, monkeypatch):
    place, _ = fill(case)
    found = proposal(case, read_inbox(place), [item(place, "holm", "sentence")])

    def late(file, content, expected=None):
        if expected is not None:
            raise CannotEdit(f"{file} was changed by somebody else in the meantime")
        save(file, content, expected)

    monkeypatch.setattr(inbox_file, "save", late)
    with pytest.raises(CannotDecide, match="changed by somebody else"):
        committed(place, decided(found.items, "accepted", by="desk", at=AT), found.changes)
    assert not place.journal.exists()


def test_two_who_decide_the_same_do_not_both(case):
    place, _ = fill(case)
    one = item(place, "holm", "sentence")
    added(place, decided([one], "rejected", by="first", at=AT))
    with pytest.raises(CannotDecide, match="somebody else has decided this in the meantime"):
        added(place, decided([one], "rejected", by="second", at=LATER))


def test_two_documents_never_share_a_source(case):
    place, _ = fill(case)
    (hashed,) = (s for s in read_inbox(place).statements if s.property == "sha256")
    with pytest.raises(CannotDecide, match="added another document in the meantime; add this one again"):
        added(place, [replace(hashed, value="0" * 64)])


def test_many_at_once_write_whole_lines(case):
    place, _ = fill(case)
    one = item(place, "holm", "sentence")

    def reject(number):
        try:
            added(place, decided([one], "rejected", by=f"desk {number}", at=AT))
        except CannotDecide:
            return 0
        return 1

    with ThreadPool(8) as pool:
        assert sum(pool.map(reject, range(24))) == 1
    assert len(read_inbox(place).decisions) == 1


def test_a_torn_line_is_nothing_and_is_overwritten(case):
    place, _ = fill(case)
    whole = place.inbox.read_bytes()
    place.inbox.write_bytes(whole + b'{"id": "torn')
    assert fields(read_inbox(place)) == ALL_OPEN
    added(place, decided([item(place, "holm", "sentence")], "rejected", by="desk", at=AT))
    assert place.inbox.read_bytes().startswith(whole + b'{"id": "')
    assert b"torn" not in place.inbox.read_bytes()


def test_a_line_that_was_changed_is_refused_with_its_place(case):
    place, _ = fill(case)
    lines = place.inbox.read_text().splitlines(keepends=True)
    lines[-1] = lines[-1].replace("berg", "lund")
    place.inbox.write_text("".join(lines))
    with pytest.raises(CannotDecide, match=rf"inbox.jsonl:{len(lines)}: statement .* was changed after it was written"):
        read_inbox(place)


def test_a_spoilt_journal_is_refused_with_the_remedy(case):
    place, _ = fill(case)
    place.journal.write_text('{"files": 3}')
    with pytest.raises(CannotDecide, match="delete it: nothing but undo is lost"):
        settled(place, lambda statement: False)


def test_a_byte_order_mark_and_other_line_ends_stay(tmp_path):
    path = tmp_path / "river.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + CASE.replace("\n", "\r\n").encode())
    place, _ = fill(path)
    accept(place, "berg", "held_by")
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf# Two fronts")
    assert content.count(b"\n") == content.count(b"\r\n")
    accept(place, "NF", "condition", at=LATER)
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


def test_every_statement_of_the_inbox_is_one_line(case):
    place, _ = fill(case)
    accept(place, "berg", "held_by")
    lines = place.inbox.read_text(encoding="utf-8").splitlines()
    assert lines == [to_json(statement) for statement in read_inbox(Place(case)).statements]
