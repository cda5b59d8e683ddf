"""Texts of cases: brought, edited, undone, branched, exported; on both databases."""

import pytest

from glienicke.case.write import CannotEdit, Put
from glienicke.desk.store import members
from glienicke.desk.store.scope import Changed, Faulty, NotThere, Refused
from glienicke.desk.store.verify import verify_entries
from tests.desk.store.conftest import CASE, joined, scope_of

RENAME = Put(("title",), "The talks at the harbour")


def test_unchanged_case_is_the_same_to_the_byte(mediator):
    odd = b"\xef\xbb\xbf" + CASE.replace("\n", "\r\n").encode() + "# Zoë  \t\r\n\r\n".encode()
    mediator.bring("odd", {"b.yaml": odd, "a.yaml": b"\n"})
    assert dict(mediator.export("odd")) == {"b.yaml": odd, "a.yaml": b"\n"}
    assert list(mediator.texts("odd").files) == ["b.yaml", "a.yaml"]


def test_edit_changes_its_lines_only(mediator):
    after = mediator.edit("harbour", "main", [RENAME], "clearer", 1)
    before, now = CASE.encode().splitlines(), mediator.export("harbour")["harbour.yaml"].splitlines()
    assert [i for i, (old, new) in enumerate(zip(before, now, strict=True)) if old != new] == [2]
    assert (after.version, mediator.texts("harbour")) == (2, after)
    assert mediator.cases()[0].title == "The talks at the harbour"


def test_mark_of_byte_order_stays(mediator):
    mediator.bring("marked", {"a.yaml": b"\xef\xbb\xbf" + CASE.encode()})
    mediator.edit("marked", "main", [RENAME], "", 1)
    assert mediator.export("marked")["a.yaml"].startswith(b"\xef\xbb\xbf# who")


def test_whoever_is_slower_sees_what_is_there(mediator):
    theirs = mediator.edit("harbour", "main", [RENAME], "", 1)
    with pytest.raises(Changed) as refused:
        mediator.edit("harbour", "main", [Put(("title",), "Mine")], "", 1)
    assert refused.value.theirs == theirs
    assert mediator.texts("harbour") == theirs


def test_edit_that_says_nothing_new_is_no_version(mediator):
    assert mediator.replace_text("harbour", "main", "harbour.yaml", CASE, "", 1).version == 1
    assert len(mediator.history("harbour")) == 1


def test_mistakes_are_refused_unless_it_is_a_draft(mediator):
    wrong = CASE.replace("held_by: A", "held_by: C")
    with pytest.raises(Faulty) as refused:
        mediator.replace_text("harbour", "main", "harbour.yaml", wrong, "", 1)
    assert refused.value.diagnostics and mediator.texts("harbour").version == 1
    assert mediator.replace_text("harbour", "main", "harbour.yaml", wrong, "", 1, draft=True).version == 2
    still = wrong.replace("talks", "great talks")
    assert mediator.replace_text("harbour", "main", "harbour.yaml", still, "", 2).version == 3  # mended step by step
    with pytest.raises(CannotEdit):
        mediator.edit("harbour", "main", [Put(("people", "nobody", "name"), "x")], "", 3)


def test_what_cannot_be_text_is_refused(mediator):
    for text, word in ((CASE + "\x00", "NUL"), (CASE + "\ud800", "UTF-8")):
        with pytest.raises(Refused, match=word):
            mediator.replace_text("harbour", "main", "harbour.yaml", text, "", 1, draft=True)
    with pytest.raises(Refused, match="not UTF-8"):
        mediator.bring("latin", {"a.yaml": "caf\xe9".encode("latin-1")})
    with pytest.raises(Refused, match="no files"):
        mediator.bring("empty", {})
    for name in ("../a.yaml", "/a.yaml", "a\nb.yaml", "", "a\\b.yaml"):
        with pytest.raises(Refused, match="plain name"):
            mediator.bring("named", {name: CASE.encode()})
    with pytest.raises(Refused, match="cannot be an id"):
        mediator.bring("a/b", {"a.yaml": CASE.encode()})
    with pytest.raises(Refused, match="already"):
        mediator.bring("harbour", {"a.yaml": CASE.encode()})
    assert [line.id for line in mediator.cases()] == ["harbour"]
    assert mediator.texts("harbour").version == 1


def test_undo_and_redo_walk_the_whole_way(mediator, store):
    said = [mediator.texts("harbour").digest]
    for n in range(1, 5):
        said.append(mediator.edit("harbour", "main", [Put(("title",), f"Title {n}")], f"n{n}", n).digest)
    version = 5
    for n in (3, 2, 1, 0):
        assert mediator.undo("harbour", "main", version).digest == said[n]
        version += 1
    with pytest.raises(Refused, match="nothing to undo"):
        mediator.undo("harbour", "main", version)
    assert mediator.cases()[0].title == "The harbour talks"
    for n in (1, 2, 3):
        assert mediator.redo("harbour", "main", version).digest == said[n]
        version += 1
    assert mediator.undo("harbour", "main", version).digest == said[2]
    other = mediator.edit("harbour", "main", [RENAME], "another way", version + 1)
    with pytest.raises(Refused, match="nothing to redo"):
        mediator.redo("harbour", "main", other.version)
    assert mediator.undo("harbour", "main", other.version).digest == said[2]
    with pytest.raises(Changed):
        mediator.undo("harbour", "main", other.version)
    assert not verify_entries(store).wrong


def test_history_says_who_when_why_and_what(mediator, store):
    analyst = joined(mediator, store, "analyst", "Ada")
    analyst.edit("harbour", "main", [Put(("people", "ana", "name"), "Anna")], "her passport", 1)
    last, first = mediator.history("harbour")
    assert (last.by, last.kind, last.why, last.version) == ("Ada", "edited", "her passport", 2)
    assert "-  ana: {name: Ana, " in last.diff["harbour.yaml"] and "+  ana: {name: Anna, " in last.diff["harbour.yaml"]
    assert (first.by, first.kind) == ("Mira", "brought") and first.at < last.at and first.at.endswith("Z")
    assert mediator.history("harbour", before=2) == (first,)
    members.let_go(store, analyst.who.member)
    assert mediator.history("harbour")[0].by == "a former member"


def test_branch_goes_its_own_way(mediator):
    assert mediator.branch("harbour", "softer").files == mediator.texts("harbour").files
    mediator.edit("harbour", "softer", [RENAME], "", 1)
    assert mediator.texts("harbour").version == 1 and mediator.cases()[0].title == "The harbour talks"
    assert [(line.name, line.base, line.version, line.by) for line in mediator.branches("harbour")] == [
        ("main", None, 1, "Mira"),
        ("softer", "main", 2, "Mira"),
    ]
    with pytest.raises(Refused, match="choose another"):
        mediator.branch("harbour", "softer")
    with pytest.raises(Refused, match="cannot be an id"):
        mediator.branch("harbour", "a b")
    mediator.drop_branch("harbour", "softer")
    for gone in (mediator.texts, mediator.history, mediator.drop_branch):
        with pytest.raises(NotThere):
            gone("harbour", "softer")
    with pytest.raises(Refused):
        mediator.drop_branch("harbour", "main")


def test_files_that_changed_on_disk_are_shown_and_never_overwritten(mediator, tmp_path):
    file = tmp_path / "a.yaml"
    file.write_bytes(CASE.encode())
    mediator.bring("disk", {"a.yaml": CASE.encode()}, str(tmp_path))
    assert mediator.disk_state("disk") == ()
    mediator.edit("disk", "main", [RENAME], "", 1)
    assert mediator.disk_state("disk") == ()  # the desk moved on, the file did not
    assert mediator.write_to_disk("disk") == ("a.yaml",) and file.read_bytes() == mediator.export("disk")["a.yaml"]

    theirs = CASE.replace("talks", "other talks").encode()
    file.write_bytes(theirs)
    mediator.edit("disk", "main", [Put(("title",), "Third")], "", 2)
    (found,) = mediator.disk_state("disk")
    assert (found.name, found.disk) == ("a.yaml", theirs) and b"talks at the harbour" in found.known
    with pytest.raises(Refused, match=r"a\.yaml was changed on disk"):
        mediator.write_to_disk("disk")
    assert file.read_bytes() == theirs
    assert mediator.take_from_disk("disk", 3).contents == {"a.yaml": theirs}
    assert mediator.disk_state("disk") == ()
    file.unlink()
    assert mediator.disk_state("disk")[0].disk is None
    with pytest.raises(Refused, match="not there any more"):
        mediator.take_from_disk("disk", 4)


def test_case_from_no_file_has_none_on_disk(mediator):
    assert mediator.disk_state("harbour") == ()
    with pytest.raises(Refused, match="export"):
        mediator.write_to_disk("harbour")


def test_large_text_is_kept_and_small_edits_are_quick(mediator, store):
    people = "".join(f"  p{n}: {{name: Person {n}, held_by: A}}\n" for n in range(300))
    big = CASE.replace("positions:", people + "\npositions:")
    mediator.bring("big", {"a.yaml": CASE.split("positions")[0].encode() + people.encode(), "b.yaml": b""})
    assert mediator.export("big")["a.yaml"].endswith(b"held_by: A}\n") and len(big) > 10_000
    with store.engine.connect() as connection:
        assert connection.dialect.name in ("sqlite", "postgresql")
    assert scope_of(store, mediator.who.member).texts("big").version == 1
