"""A register from which people can be erased: it verifies afterwards, and nothing of them is left in its bytes."""

import datetime as dt
import hashlib
import json
import os
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glienicke.case import register_file
from glienicke.case.chain import Chain, added, commitment, content_of, read_chain, statements_in, without
from glienicke.case.erasure import (
    Terms,
    agreed,
    concerned,
    erased,
    followed,
    is_due,
    kept,
    names_of,
    register_in,
    terms_of,
)
from glienicke.case.model import Case
from glienicke.case.read import read_text
from glienicke.case.register import read_register, register_of, statements_of
from glienicke.case.statement import Statement, replacing
from glienicke.case.write import CannotEdit
from tests.case.redact_cases import random_text

DAY = "2026-05-17"
TEXT = """\
case: talks
sources:
  wire: {who: The Wire, on: 2024-05-01, title: Ana Ilic is held}
  ilic-file: {who: The Court}
parties: {N: Northland, S: Southland}
people:
  ana: {name: Ana Ilic, spellings: [Ана Илич], held_by: {is: N, according_to: [wire]}, minors_with: ben}
  ben: {name: Ben Ilic, held_by: {is: S, according_to: [ilic-file]}, minors: 1}
  cem: {name: Cem Or, held_by: S, note: "shared a cell with Ilic, A."}
  dora: {name: Dora Lund, held_by: S, health: good}
positions:
  N: [{from: 2024, worth: {cem: high}, cost: {ana: low}, conditions: [ana only if cem, "at most 2 of {held by N}"]}]
signals:
  - {on: 2024-06, what: "News of Ана Илич", people: {dora: {health: poor}}}
"""


def opened(text: str = TEXT) -> Case:
    case = read_text(text).case
    assert case is not None
    return case


@pytest.fixture
def chain() -> Chain:
    begun = agreed(Chain(), Terms("talks", "mandate of 2024", "2027-06"), "the desk", DAY)
    return kept(begun, statements_of(opened()), DAY)


def faults(chain: Chain) -> list[str]:
    """What is wrong with the chain once written and read."""
    again, found = read_chain(content_of(chain))
    assert found or again == chain
    return [fault.what for fault in found]


def test_a_register_comes_back_from_its_chain(chain):
    assert faults(chain) == []
    assert register_in(chain).statements == register_of(opened()).statements
    assert register_in(chain).case == opened()
    assert kept(chain, statements_of(opened()), DAY) == chain


def test_an_erased_person_is_in_no_byte_and_the_rest_verifies(chain):
    after = erased(chain, "ana", "asked for it", "the desk", "2026-06-01")
    assert faults(after) == []
    content = content_of(after)
    for text in ("Ana", "Илич", "Ана", '"ana"', "/ana", "ana only"):
        assert text.encode() not in content
    assert b"Dora Lund" in content
    assert b"Ben Ilic" in content
    assert after.entries[-1].kind == "erasure"
    assert after.entries[-1].payload == {"reason": "asked for it", "by": "the desk"}
    assert set(after.entries[-1].of) == {e.n for e in after.entries if e.payload is None}
    assert after.erased == len(after.entries[-1].of)
    assert tuple(names_of(after)) == ("ben", "cem", "dora")
    assert all(e.salt is None for e in after.entries if e.payload is None)


def test_what_speaks_of_somebody_goes_and_what_does_not_stays(chain):
    going = concerned(chain, "ana")
    said = dict(statements_in(chain))
    shown = {(said[e.n].subject, said[e.n].property, said[e.n].about) for e in going.others}
    assert shown == {
        ("sources/wire", "title", ""),
        ("sources/ilic-file", "who", ""),
        ("people/ben", "held_by", ""),
        ("people/cem", "note", ""),
        ("positions/N/2024", "cost", "ana"),
        ("positions/N/2024", "condition", ""),
        ("signals/2024-06", "what", ""),
    }
    assert {e.payload["subject"] for e in going.own if e.payload} == {"people/ana"}
    assert concerned(chain, "dora").others == ()
    with pytest.raises(KeyError):
        concerned(chain, "anna")


def test_everything_can_be_erased(chain):
    after = erased(chain, None, "the time is over", "the desk", DAY)
    assert faults(after) == []
    assert after.erased == len(chain.entries)
    assert register_in(after).statements == ()
    assert terms_of(after) is None


def test_an_erasure_must_not_keep_the_name_in_its_reason(chain):
    for reason in ("Ana Ilic asked", "ана илич", "about ana", "Ilics wish"):
        with pytest.raises(ValueError, match="would keep the name"):
            erased(chain, "ana", reason, "the desk", DAY)
    with pytest.raises(ValueError, match="needs a reason"):
        erased(chain, "ana", " ", "the desk", DAY)
    with pytest.raises(ValueError, match="is no day"):
        erased(chain, "ana", "asked", "the desk", "2026-06")


def test_what_took_the_place_of_an_erased_statement_does_not_name_its_hash(chain):
    old = next(s for _, s in statements_in(chain) if s.property == "condition" and s.value == "ana only if cem")
    longer = kept(chain, [replacing(old, value="never cem to S", recorded_on=DAY)], DAY)
    newest = replacing(next(s for _, s in statements_in(longer) if s.value == "never cem to S"), value="never cem to N")
    longer = kept(longer, [newest], DAY)
    after = erased(longer, "ana", "asked", "the desk", DAY)
    assert faults(after) == []
    assert old.id.encode() not in content_of(after)
    values = [s.value for s in register_in(after).standing if s.property == "condition"]
    assert values == ["at most 2 of {held by N}", "never cem to N"]


def test_the_same_names_of_two_people():
    text = TEXT.replace("Dora Lund", "Ana Ilic")
    after = erased(kept(Chain(), statements_of(opened(text)), DAY), "ana", "asked", "the desk", DAY)
    assert names_of(after)["dora"] == ("Ana Ilic",)
    assert faults(after) == []


def test_a_case_that_changes_is_followed(chain):
    changed = opened(TEXT.replace("health: good", "health: fair").replace("cem: high", "cem: vital"))
    longer = followed(chain, statements_of(changed), "2026-06-01")
    assert register_in(longer).case == changed
    assert followed(longer, statements_of(changed), "2026-06-02") == longer
    back = followed(longer, statements_of(opened()), "2026-06-02")
    assert register_in(back).case == opened()
    again = followed(followed(back, statements_of(changed), "2026-06-02"), statements_of(opened()), "2026-06-02")
    assert register_in(again).case == opened()
    assert faults(again) == []


def test_terms_and_what_is_due(chain):
    terms = terms_of(chain)
    assert terms == Terms("talks", "mandate of 2024", "2027-06", "review")
    assert not is_due(terms, dt.date(2027, 6, 30))
    assert is_due(terms, dt.date(2027, 7, 1))
    newer = agreed(chain, Terms("talks", "mandate of 2024", "2028", "erase"), "the desk", DAY)
    assert terms_of(newer) == Terms("talks", "mandate of 2024", "2028", "erase")
    with pytest.raises(ValueError, match="purpose is missing"):
        agreed(chain, Terms(" ", "b", "2027"), "the desk", DAY)
    with pytest.raises(ValueError, match="expected a date"):
        agreed(chain, Terms("p", "b", "soon"), "the desk", DAY)
    with pytest.raises(ValueError, match="erase or review"):
        agreed(chain, Terms("p", "b", "2027", "forget"), "the desk", DAY)  # type: ignore[arg-type]


def test_every_change_is_named_with_its_line(chain):
    lines = content_of(erased(chain, "ana", "asked", "the desk", DAY)).split(b"\n")[:-1]

    def wrong(changed: list[bytes]) -> set[tuple[int, str]]:
        return {(f.line, f.what.split(":")[0]) for f in read_chain(b"\n".join(changed) + b"\n")[1]}

    data = json.loads(lines[2])

    def with_third(**other: object) -> list[bytes]:
        text = json.dumps({**data, **other}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return [*lines[:2], text.encode(), *lines[3:]]

    changed = "the payload or its salt was changed"
    assert wrong(lines) == set()
    assert wrong(with_third(payload={**data["payload"], "value": "x"})) == {(3, changed)}
    assert wrong(with_third(salt="00" * 32)) == {(3, changed)}
    assert wrong(with_third(salt=data["salt"].upper())) != set()
    assert wrong(with_third(payload=None, salt=None)) == {(3, "the payload is missing, and no erasure says why")}
    assert wrong(with_third(entry={**data["entry"], "at": "2026-05-18"})) == {(3, "the entry was changed")}
    assert wrong([*lines[:2], *lines[3:]])
    assert wrong([*lines[:2], lines[3], lines[2], *lines[4:]])
    assert wrong([*lines[:2], lines[2].replace(b":", b": ", 1), *lines[3:]])
    assert read_chain(b"\n".join(lines))[1][0].what.startswith("the last line has no end")
    assert wrong([*lines[:2], b"[1, 2]", *lines[3:]]) == {(3, "this is no entry of a register")}
    assert wrong([*lines[:2], b"[" * 100_000, *lines[3:]]) == {(3, "this is no entry of a register")}
    assert wrong([*lines[:2], b"\xff", *lines[3:]]) == {(3, "this is no entry of a register")}


def test_an_erased_payload_that_comes_back_is_found(chain):
    after = erased(chain, "ana", "asked", "the desk", DAY)
    n = after.entries[-1].of[0]
    back = Chain(tuple(chain.entries[n] if e.n == n else e for e in after.entries))
    assert faults(back) == ["the payload was erased, and is here"]
    assert faults(without(chain, [3])) == ["the payload is missing, and no erasure says why"]


def test_a_salt_is_used_once(monkeypatch):
    monkeypatch.setattr("glienicke.case.chain.secrets.token_bytes", lambda size: bytes(size))
    twice = added(added(Chain(), "terms", {"a": "b"}, DAY), "terms", {"a": "c"}, DAY)
    assert faults(twice) == ["the salt is that of another entry"]


def test_a_dictionary_of_names_is_useless_without_the_salt(chain):
    """Whoever knows the form of a payload and has the right name in a list of names still cannot confirm it."""
    entry = next(e for e in chain.entries if e.payload and e.payload.get("property") == "name")
    assert entry.payload is not None
    assert entry.salt is not None
    after = erased(chain, "ana", "asked", "the desk", DAY).entries[entry.n]
    names = ["Ana Ilic", "Ben Ilic", "Cem Or"]
    guesses = [{**entry.payload, "value": name} for name in names]
    text = [json.dumps(g, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() for g in guesses]
    plain = {hashlib.sha256(t).hexdigest() for t in text} | {commitment(g, b"") for g in guesses}
    plain |= {commitment(g, bytes(32)) for g in guesses}
    assert after.commit not in plain
    assert after.commit == commitment(entry.payload, entry.salt)
    other = kept(Chain(), statements_of(opened()), DAY).entries
    assert {e.commit for e in other}.isdisjoint(e.commit for e in chain.entries)


@st.composite
def histories(draw) -> tuple[Chain, list[str]]:
    """A random history of a random case, with erasures; and the names that were erased."""
    case = opened(random_text(draw(st.integers(0, 2**32))))
    chain = agreed(Chain(), Terms("p", "b", "2027"), "the desk", DAY)
    gone: list[str] = []
    statements = list(statements_of(case))
    at = draw(st.integers(1, len(statements)))
    for part in (statements[:at], statements[at:]):
        chain = kept(chain, part, DAY)
        for person in names_of(chain):
            if draw(st.booleans()) and person in names_of(chain):
                gone += names_of(chain)[person]
                chain = erased(chain, person, "asked", "the desk", DAY)
    return chain, gone


@settings(max_examples=20)
@given(histories(), st.integers(0, 2**32))
def test_random_histories_verify_and_every_flipped_bit_is_found(history, seed):
    chain, _ = history
    content = content_of(chain)
    again, found = read_chain(content)
    assert (again, found) == (chain, ())
    rng = random.Random(seed)
    for _ in range(12):
        place = rng.randrange(len(content) * 8)
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << (place % 8)
        assert read_chain(bytes(flipped))[1], (place, bytes(flipped[max(0, place // 8 - 40) : place // 8 + 40]))


def test_every_single_bit_of_a_short_register_counts():
    chain = added(Chain(), "terms", {"purpose": "päper", "list": ["a", "b"]}, DAY)
    chain = added(without(chain, [0]), "erasure", {"reason": "r", "by": "b"}, DAY, [0])
    content = content_of(chain)
    assert read_chain(content)[1] == ()
    for place in range(len(content) * 8):
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << (place % 8)
        assert read_chain(bytes(flipped))[1], place


@settings(max_examples=15)
@given(st.integers(0, 2**32))
def test_random_people_are_gone_from_the_bytes(seed):
    case = opened(random_text(seed))
    chain = kept(Chain(), statements_of(case), DAY)
    person = next(iter(case.people))
    names = names_of(chain)[person]
    content = content_of(erased(chain, person, "asked", "the desk", DAY)).decode()
    for name in (person, *names):
        assert name.casefold() not in content.casefold()


# ------------------------------------------------------------------ the file


def test_a_register_is_written_and_read(tmp_path, chain):
    file = tmp_path / "talks.register.jsonl"
    register_file.write(file, chain, b"")
    assert file.stat().st_mode & 0o777 == 0o600
    assert register_file.read(file) == chain
    assert read_register(file).case == opened()
    with register_file.opened(file) as (read, before):
        assert (read, before) == (chain, file.read_bytes())
    with pytest.raises(CannotEdit, match="changed by somebody else"):
        register_file.write(file, chain, b"something else")
    assert [path.name for path in tmp_path.iterdir()] == ["talks.register.jsonl"]


def test_erased_text_is_in_no_file_of_the_store_and_not_in_the_old_bytes(tmp_path, chain):
    file = tmp_path / "talks.register.jsonl"
    register_file.write(file, chain, b"")
    leaving = tmp_path / ".talks.register.jsonl.abc123.new"
    leaving.write_bytes(content_of(chain))
    with file.open("rb") as old, leaving.open("rb") as left:
        register_file.write_erased(file, erased(chain, "ana", "asked", "desk", DAY), file.read_bytes())
        assert set(old.read()) == {0}
        assert set(left.read()) == {0}
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files == [file]
    for path in files:
        for name in ("Ana Ilic", "Ана Илич"):
            assert name.encode() not in path.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert read_register(file).statements == register_in(register_file.read(file)).statements


def test_a_second_name_of_the_file_is_refused(tmp_path, chain):
    file = tmp_path / "r.jsonl"
    register_file.write(file, chain, b"")
    os.link(file, tmp_path / "backup")
    with pytest.raises(ValueError, match="another name"):
        register_file.write_erased(file, erased(chain, "ana", "asked", "desk", DAY), file.read_bytes())
    assert register_file.read(file) == chain


def test_a_faulty_file_is_named_with_its_line(tmp_path, chain):
    file = tmp_path / "r.jsonl"
    file.write_bytes(content_of(chain).replace(b"Dora Lund", b"Dora Lunt"))
    number = 1 + next(e.n for e in chain.entries if e.payload and e.payload.get("value") == "Dora Lund")
    with pytest.raises(register_file.FaultyRegister, match=rf"r\.jsonl:{number}: the payload or its salt was changed"):
        register_file.read(file)
    with pytest.raises(ValueError, match=rf"r\.jsonl:{number}: "):
        read_register(file)
    file.write_text("{}")
    with pytest.raises(register_file.FaultyRegister, match="no register that can be erased from"):
        register_file.read(file)
    odd = added(Chain(), "statement", {"subject": "people/ana", "property": "name"}, DAY)
    file.write_bytes(content_of(odd))
    with pytest.raises(register_file.FaultyRegister, match="line 1: no statement: value"):
        register_file.read(file)


def test_where_the_register_of_a_case_is(tmp_path):
    assert register_file.beside(tmp_path) == tmp_path / "register.jsonl"
    assert register_file.beside(tmp_path / "talks.yaml") == tmp_path / "talks.register.jsonl"


def test_a_statement_with_a_mistake_is_not_kept(chain):
    with pytest.raises(ValueError, match="needs a subject"):
        kept(chain, [Statement("", "name", "x")], DAY)
    with pytest.raises(ValueError, match="no statement 00 to supersede"):
        kept(chain, [Statement("people/ana", "name", "x", supersedes="00")], DAY)
