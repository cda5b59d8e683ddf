"""A copy with people reduced to ids: no names in it, and the same answers."""

import dataclasses
import re
from pathlib import Path

import pytest
from anyascii import anyascii
from hypothesis import given, settings
from hypothesis import strategies as st

from glienicke.case.model import Case
from glienicke.case.redact import CannotRedact, chosen, redact
from glienicke.case.redact_files import read_key, written
from glienicke.case.redact_names import Named, mentions, replaced
from glienicke.case.redact_sweep import Left, left_in
from glienicke.deals.check import faults
from glienicke.deals.deal import Terms
from glienicke.deals.find import find
from glienicke.deals.why import why
from glienicke.positions.asof import as_of, days
from glienicke.positions.load import load, load_text
from tests.case.redact_cases import PEOPLE, random_text

ROOT = Path(__file__).parent.parent.parent
SHIPPED = sorted((ROOT / "cases").iterdir())
SALT = bytes(range(32))

SMALL = """\
# Ana Ilic's case, kept by Dr Brandt
case: talks
sources:
  wire: {who: The Wire, on: 2024-01-05, url: "https://example.org/1", title: A journalist is held, note: front page}
  other: {who: The Herald, title: On the weather}
parties: {N: Northland, S: Southland}
people:
  ana: {name: Ana Ilic, born: 1940-05-06, held_by: {is: N, according_to: [wire], note: a fort}, charge: espionage}
  ben: {name: Ben Ward, held_by: S, note: Ana's cousin}
positions:
  N: [{from: 2024, worth: {ben: high}, cost: {ana: low}, conditions: [ana only if ben]}]
  S: [{from: 2024, worth: {ana: high}}]
"""


def opened(text: str) -> Case:
    """The case in a text."""
    loaded = load_text(text)
    assert loaded.case is not None, loaded.diagnostics
    return loaded.case


def shipped(path: Path) -> Case:
    """A case that comes with the product."""
    case = load(path).case
    assert case is not None
    return case


WITH_NAMES = [path for path in SHIPPED if chosen(shipped(path), but=())]


def copy(text: str, *ids: str):
    """(the redacted copy, its case) of a text."""
    case = opened(text)
    redacted = redact(case, ids or chosen(case, but=()), SALT)
    return redacted, opened(redacted.text)


def person_under(person, new, used):
    """What the engine sees of somebody under the new ids; what a copy need not keep is left out."""
    seen = {f.name: getattr(person, f.name) for f in dataclasses.fields(person)}
    for gone in ("name", "place", "state_place", "born", "owed"):
        seen.pop(gone, None)
    seen["id"] = new.get(person.id, person.id)
    seen["minors_with"] = new.get(person.minors_with, person.minors_with)
    seen["tags"] = {tag for tag in person.tags if tag in used}
    return seen | {"owed": person.owed is not None}


def same_answers(case, copied, new, used, with_why=True):
    """find and why, on every day of the case: alike up to the new ids."""
    assert [day for day, _ in days(case)] == [day for day, _ in days(copied)]
    for on, _ in days(case):
        before, after = as_of(case, on), as_of(copied, on)
        seen = {new.get(id, id): person_under(p, new, used) for id, p in before.people.items()}
        for id, person in after.people.items():
            shown = person_under(person, {}, used)
            assert {k: v for k, v in shown.items() if k != "rank"} == {k: v for k, v in seen[id].items() if k != "rank"}
        a, b = find(before, Terms()), find(after, Terms())
        assert (a.status, a.objective, a.bound) == (b.status, b.objective, b.bound)
        back = {after_id: id for id, after_id in new.items()}
        if a.deal is not None and b.deal is not None:
            again = renamed(b.deal, back)
            assert faults(before, again, Terms()) == ()
            assert sum(part.gain for part in again.parties.values()) == sum(p.gain for p in a.deal.parties.values())
        if with_why:
            w, x = why(before, Terms()), why(after, Terms())
            assert (w.status, [len(clash) for clash in w.clashes]) == (x.status, [len(clash) for clash in x.clashes])
            assert [(c.price, c.firm) for c in w.concessions] == [(c.price, c.firm) for c in x.concessions]


def renamed(deal, ids):
    """A deal under other ids."""

    def one(id):
        return ids.get(id, id)

    return dataclasses.replace(
        deal,
        released=tuple(dataclasses.replace(r, id=one(r.id)) for r in deal.released),
        parties={
            party: dataclasses.replace(part, gets=tuple(map(one, part.gets)), gives=tuple(map(one, part.gives)))
            for party, part in deal.parties.items()
        },
        needs=tuple((one(id), what) for id, what in deal.needs),
    )


def spoken(text: str) -> set[str]:
    """Words in braces: a copy is written in block style, so they are those of selections."""
    return {word for part in re.findall(r"\{[^}]*\}", text) for word in re.findall(r"\w+(?:-\w+)*", part)}


@pytest.mark.parametrize("path", WITH_NAMES, ids=lambda path: path.stem)
def test_shipped_cases_answer_the_same_without_names(path, tmp_path):
    case = shipped(path)
    redacted = redact(case, chosen(case, but=()), SALT)
    copied = opened(redacted.text)
    sentences = spoken(redacted.text)
    same_answers(case, copied, redacted.key.ids, sentences)
    file = written(redacted, tmp_path / "copy")
    text = anyascii(file.read_text(encoding="utf-8")).casefold()
    for person in case.people.values():
        if person.count is None and " of " not in person.name[0].is_:
            surname = anyascii(person.name[0].is_).casefold().split()[-1]
            assert re.search(rf"(?<!\w){re.escape(surname)}", text) is None


def test_there_are_shipped_cases_with_names():
    assert len(WITH_NAMES) >= 6


@settings(max_examples=30)
@given(st.integers(0, 2**32), st.booleans())
def test_random_cases_answer_the_same_without_names(seed, everybody):
    text = random_text(seed)
    case = opened(text)
    ids = chosen(case, but=()) if everybody else tuple(case.people)[:1]
    redacted = redact(case, ids, SALT)
    copied = opened(redacted.text)
    same_answers(case, copied, redacted.key.ids, spoken(redacted.text), with_why=False)
    names = {one.new: (one.id, *one.texts) for one in redacted.people}
    assert left_in({"case.yaml": redacted.text.encode()}, names) == []
    low = anyascii(redacted.text).casefold()
    for id in ids:
        for spelling in (PEOPLE[id][0], *PEOPLE[id][1]):
            assert anyascii(spelling).casefold() not in low


def test_of_a_chosen_person_only_what_answers_rest_on_is_left():
    redacted, case = copy(SMALL, "ana")
    new = redacted.key.ids["ana"]
    assert new == "p-01"
    ana = case.people[new]
    assert ana.name[0].is_ == new
    assert (ana.born, ana.charge, ana.held_by[0].is_, ana.held_by[0].note) == ((), (), "N", None)
    assert case.people["ben"].name[0].is_ == "Ben Ward"
    assert case.people["ben"].note == ()
    assert case.positions["N"][0].conditions[0].say == "p-01 only if ben"
    assert case.sources["s-01"].url is None
    assert case.sources["other"].title == "On the weather"
    assert "#" not in redacted.text
    assert redacted.removed == {"born": 1, "charge": 1, "note": 2, "title": 1, "url": 1}


def test_notes_beside_what_is_said_of_the_chosen_go_and_ids_of_sources_in_words_are_new_ones():
    text = """\
case: talks
sources: {ap-il: {who: A}, kon: {who: B}, week: {who: C}}
parties: {N: Northland, S: Southland}
people:
  ana: {name: North Ilic, held_by: {is: N, according_to: [ap-il, kon, week]}}
  ben: {name: Ben Ward, held_by: S}
positions:
  N:
    - from: 2024
      note: they said so the week before (kon) and in ap-il, the North way
      worth: {ben: {is: high, note: his own}}
      cost: {ana: {is: 5, note: the chess champion, since: 2024}}
      conditions: [{say: ana only if ben, note: the champion again}, {say: ben only with consent, note: kept}]
signals:
  - {on: 2024-02, note: she was moved, people: {ana: {health: poor}}}
  - {on: 2024-03, note: a frost, what: A visit}
"""
    redacted, case = copy(text, "ana")
    position = case.positions["N"][0]
    assert "champion" not in redacted.text
    assert position.worth["ben"][0].note == "his own"
    assert [c.note for c in position.conditions] == [None, "kept"]
    assert [signal.note for signal in case.signals] == [None, "a frost"]
    assert re.fullmatch(r"they said so the week before \(s-0\d\) and in s-0\d, the North way", position.note or ""), (
        position.note
    )


def test_a_key_that_the_format_gets_tomorrow_is_taken_out_of_the_chosen():
    case = opened(SMALL)
    assert case.places.root is not None
    for key, value in list(case.places.root.value):
        if key.value == "people":
            ana = value.value[0][1]
            pair = ana.value[0]
            ana.value.append((type(pair[0])(pair[0].tag, "letters", pair[0].start_mark, pair[0].end_mark), pair[1]))
    redacted = redact(case, ["ana"], SALT)
    assert redacted.removed["letters"] == 1
    assert "letters" not in redacted.text


def test_a_key_that_the_format_gets_tomorrow_elsewhere_is_refused():
    case = opened(SMALL)
    root = case.places.root
    assert root is not None
    key, value = root.value[0]
    root.value.append((type(key)(key.tag, "diary", key.start_mark, key.end_mark), value))
    with pytest.raises(CannotRedact, match="'diary' is a key that cannot be cleaned"):
        redact(case, ["ana"], SALT)


def test_numbers_come_from_the_salt_and_not_from_names():
    case = shipped(ROOT / "cases" / "ankara-2024")
    ids = chosen(case, but=())
    first, second = redact(case, ids, SALT), redact(case, ids, bytes(32))
    assert first.key.ids != second.key.ids
    assert redact(case, ids, SALT) == first
    by_name = sorted(ids, key=lambda id: case.people[id].name[0].is_.split()[-1])
    assert [first.key.ids[id] for id in by_name] != sorted(first.key.ids.values())
    assert list(opened(first.text).people) != [first.key.ids[id] for id in case.people]


def test_a_key_keeps_its_numbers(tmp_path):
    case = opened(SMALL)
    first = redact(case, ["ana"], SALT)
    written(first, tmp_path / "one", tmp_path / "key.json")
    assert (tmp_path / "key.json").stat().st_mode & 0o777 == 0o600
    both = redact(case, ["ana", "ben"], bytes(32), read_key(tmp_path / "key.json"))
    assert both.key.ids == {"ana": "p-01", "ben": "p-02"}
    written(both, tmp_path / "two", tmp_path / "key.json")
    assert read_key(tmp_path / "key.json") == both.key
    assert (tmp_path / "key.json").stat().st_mode & 0o777 == 0o600


def test_a_copy_of_a_copy_has_other_ids():
    once, _ = copy(SMALL, "ana")
    twice, case = copy(once.text, "ben")
    assert twice.key.ids == {"ben": "q-01"}
    assert set(case.people) == {"p-01", "q-01"}


def test_ages_stay_what_they_are_and_birthdays_do_not():
    text = SMALL.replace("conditions: [ana only if ben]", 'conditions: ["at least 1 of {age at least 80}"]')
    redacted, case = copy(text, "ana")
    born = case.people["p-01"].born[0].is_
    assert born != "1940-05-06"
    assert "1940-05-06" not in redacted.text
    before = opened(text)
    for on, _ in days(before):
        old, new = as_of(before, on).people["ana"].born, as_of(case, on).people["p-01"].born
        assert old is not None
        assert new is not None
        assert on.year - 80 >= old.year
        assert (old.replace(year=old.year + 80) <= on) == (new.replace(year=new.year + 80) <= on)


NAMES = mentions(
    [
        Named("evans", ("Gwen Evans", "Гвен Эванс"), "p-01"),
        Named("karaman-ost", ("Ulrik Karaman-Ost", "Ульрик Караман-Ост"), "p-02"),
        Named("wen", ("Li Wenqian", "李文谦"), "p-03"),
        Named("bo", ("Viktor Bout",), "p-04"),
        Named("d1", ("Artem Dolin",), "p-05"),
        Named("d2", ("Anna Dolina",), "p-06"),
        Named("soldier", ("Sergeant of the Union",), "p-07"),
    ]
)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Gwen was seen with Gwen Stone.", "p-01 was seen with Gwen Stone."),
        ("#FreeEvans, see https://x.example/gwen-evans-freed", "#p-01, see https://x.example/p-01-freed"),
        ("EVANS, Gwen; Ewans", "p-01; p-01"),
        ("Караманом и Karaman's wife", "p-02 и p-02's wife"),
        ("Ev\u00adans and E\u0301vans", "p-01 and p-01"),
        ("李文谦说", "p-03说"),
        ("about the boutique of Bout and Бout", "about the boutique of p-04 and p-04"),
        ("Dolin and Dolina, not Adolin", "p-05 and p-06, not p-05"),
        ("the sergeant of the Union; a sergeant", "the p-07; a sergeant"),
        ("nobody of them", "nobody of them"),
    ],
)
def test_mentions_in_free_text(text, clean):
    assert replaced(text, NAMES) == clean


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("case: x\nnote: Krasnovs plan", "Ivan Krasnov", "note"),
        ("case: x\nnote: Краснову", "Ivan Krasnov", "note"),
        ("case: x\nnote: KRÁSNOV", "Ivan Krasnov", "note"),
        ("case: x\nnote: see /kras%6Eov", "Ivan Krasnov", "note"),
        ('case: x\nnote: "\\u004Brasnov"', "Ivan Krasnov", "note"),
        ("case: x\nnote: Kras\u00adnov", "Ivan Krasnov", "note"),
        ("case: x # Krasnov", "Ivan Krasnov", "case.yaml:1"),
        ("Krasnov: 1", "Ivan Krasnov", "Krasnov"),
        ("a: [{b: Ward}]", "Tom Ward", "a/0/b"),
        ("a: Li came", "Wen Li", "a"),
        ("a: 李一说", "李一", "a"),
        ("a: Price came", "Tom Price", "a"),
        ("a: mhmd-smyth", "محمد-Smyth", "a"),
    ],
)
def test_the_sweep_finds_what_is_left(text, name, place):
    assert left_in({"case.yaml": text.encode()}, {"p-01": (name,)}) == [Left(place, "p-01")]


@pytest.mark.parametrize("text", ["a: towards", "a: like", "a: the price", "price: 3", "a: a sergeant"])
def test_the_sweep_leaves_words_alone(text):
    names = {"p-01": ("Tom Ward",), "p-02": ("Wen Li",), "p-03": ("Tom Price",), "p-04": ("Sergeant of the Union",)}
    assert left_in({"case.yaml": text.encode()}, names) == []


def test_the_sweep_looks_at_names_of_files():
    assert left_in({"krasnov.yaml": b"a: 1"}, {"p-01": ("Ivan Krasnov",)}) == [Left("krasnov.yaml", "p-01")]


def test_a_shared_surname_is_refused_and_nothing_written(tmp_path):
    case = opened(SMALL.replace("Ben Ward", "Ben Ilic"))
    with pytest.raises(CannotRedact, match="people/ben/name: something of the name of p-01 is left"):
        written(redact(case, ["ana"], SALT), tmp_path / "copy", tmp_path / "key")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path):
    redacted, _ = copy(SMALL)
    (tmp_path / "copy").mkdir()
    with pytest.raises(FileExistsError, match="exists already"):
        written(redacted, tmp_path / "copy")
    (tmp_path / "key").write_text("{}")
    with pytest.raises(ValueError, match="no key of a redaction"):
        read_key(tmp_path / "key")
    with pytest.raises(ValueError, match="keep it apart"):
        written(redacted, tmp_path / "new", tmp_path / "new" / "key")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "key"]


def test_a_key_without_a_copy_is_not_left(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    redacted, _ = copy(SMALL)
    monkeypatch.setattr("glienicke.case.redact_files.os.rename", full)
    with pytest.raises(OSError, match="No space left"):
        written(redacted, tmp_path / "copy", tmp_path / "key")
    assert list(tmp_path.iterdir()) == []


def test_entries_with_a_count_name_nobody():
    text = SMALL.replace("people:\n", "people:\n  pows: {name: Prisoners of war, count: 3, held_by: S}\n")
    _, case = copy(text)
    assert case.people["pows"].name[0].is_ == "Prisoners of war"
    _, case = copy(text.replace("[ana only if ben]", '["at least 1 of {pows}"]'), "pows")
    assert case.people["p-01"].count == 3
    assert case.positions["N"][0].conditions[0].say == "at least 1 of {p-01}"


def test_whom_to_choose():
    case = opened(SMALL)
    assert chosen(case, ["ana", "ana"]) == ("ana",)
    assert chosen(case, but=["ana"]) == ("ben",)
    with pytest.raises(KeyError, match="anna"):
        chosen(case, ["anna"])


def test_of_contacts_only_the_consent_is_kept():
    contacts = """[
      {on: 2024-02, by: consul, who: Dr Brandt, what: a visit, consent: asked},
      {on: 2024-03, by: family, consent: given, how: in a letter, according_to: [wire]},
      {on: 2024-04, by: N, consent: given, pressure: told to agree},
      {on: 2024-05, by: lawyer, what: a talk}]"""
    text = SMALL.replace("charge: espionage}", f"contacts: {contacts}, legal: [{{on: 2024-06, what: appeal}}]}}")
    redacted, case = copy(text, "ana")
    first, second = case.people["p-01"].contacts
    assert (first.by, first.consent, first.how, first.according_to) == ("other", "given", None, ("s-01",))
    assert (second.pressure, second.unverified) == (None, True)
    assert case.people["p-01"].legal == ()
    for gone in ("consul", "Brandt", "visit", "letter", "agree", "lawyer", "appeal"):
        assert gone not in redacted.text
    same_answers(opened(text), case, redacted.key.ids, set())
