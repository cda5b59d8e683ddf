"""The generator of labelled pairs of names: its systems, its labels and its halves."""

import csv
import random

import pytest

from tools.make_names import FOLDER, Pair, halves, lines, make, script
from tools.names_different import DIFFERENT, names_of, relative
from tools.names_people import CULTURES, compose, feminine, neighbours, rows, syllables
from tools.names_same import SAME, slip
from tools.names_systems import RUSSIAN, UKRAINIAN, french_surname, written


@pytest.fixture(scope="module")
def pairs():
    found = []
    for half in ("tune", "test"):
        with (FOLDER / f"{half}.tsv").open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return found


@pytest.mark.parametrize(
    ("system", "name", "said"),
    [
        ("bgn", "Евгений", "Yevgeniy"),
        ("press-english", "Ходорковский", "Khodorkovsky"),
        ("icao", "Юрий", "Iurii"),
        ("iso9", "Щербаков", "Ŝerbakov"),
        ("scientific", "Хрущёв", "Chruščëv"),
        ("german", "Горбачёв", "Gorbatschow"),
        ("german", "Ельцин", "Jelzin"),
        ("german", "Ходорковский", "Chodorkowski"),
        ("polish", "Солженицын", "Sołżenicyn"),
        ("polish", "Евгений", "Jewgienij"),
        ("polish", "Хрущёв", "Chruszczow"),
        ("french", "Сергей", "Sergueï"),
        ("french", "Хрущёв", "Khrouchtchev"),
    ],
)
def test_russian_systems_give_the_known_spellings(system, name, said):
    assert written(name, RUSSIAN[system]) == said


@pytest.mark.parametrize(
    ("system", "name", "said"),
    [
        ("official", "Зеленський", "Zelenskyi"),
        ("official", "Юлія", "Yuliia"),
        ("official", "Згурський", "Zghurskyi"),
        ("bgn", "Сергій", "Serhiy"),
        ("german", "Володимир", "Wolodymyr"),
        ("polish", "Володимир Зеленський", "Wołodymyr Zełenski"),
        ("french", "Порошенко", "Porochenko"),
    ],
)
def test_ukrainian_systems_give_the_known_spellings(system, name, said):
    assert written(name, UKRAINIAN[system]) == said


def test_french_surnames_in_in_get_an_e():
    assert (french_surname("Путин"), french_surname("Навальный")) == ("Poutine", "Navalny")


def test_a_name_in_other_letters_is_refused():
    with pytest.raises(ValueError, match="in its own script"):
        written("Putin", RUSSIAN["bgn"])


def test_womens_surnames():
    assert [feminine(name) for name in ("Иванов", "Толстой", "Зеленський", "Шевченко", "Черных")] == [
        *("Иванова", "Толстая", "Зеленська", "Шевченко", "Черных")
    ]


def test_pinyin_is_cut_into_syllables():
    assert [syllables(name) for name in ("Xiaoming", "Guoqiang", "Dean")] == [
        ["xiao", "ming"],
        ["guo", "qiang"],
        ["dean"],
    ]


def test_a_slip_is_one_slip():
    draw = random.Random(7)
    for _ in range(300):
        made = slip(draw, "Kowalski")
        assert made != "Kowalski"
        assert made[0] == "K"
        assert abs(len(made) - len("Kowalski")) <= 1


def test_scripts_are_told_and_unknown_ones_refused():
    assert [script(name) for name in ("'Amar", "Ёлкин", "علي", "כהן")] == ["latn", "cyrl", "arab", "hebr"]
    with pytest.raises(ValueError, match="no Latin"):
        script("邓小平")


def test_the_files_are_what_the_tables_give():
    for path, text in make().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python -m tools.make_names"


def test_there_are_enough_pairs_and_enough_hard_ones(pairs):
    different = sum(pair["label"] == "different" for pair in pairs)
    assert len(pairs) >= 2500
    assert different >= 0.45 * len(pairs)
    kinds = {pair["kind"].split(":")[0] for pair in pairs}
    assert kinds >= {"translit", "order", "initial", "nickname", "kunya", "particle", "hyphen", "misspelling"}
    assert kinds >= {"brother-sister", "father-son", "other-patronymic", "shared-chain", "swapped-look-alike"}


def test_labels_follow_the_people(pairs):
    assert all((pair["person_a"] == pair["person_b"]) == (pair["label"] == "same") for pair in pairs)
    names = [tuple(sorted((pair["name_a"].casefold(), pair["name_b"].casefold()))) for pair in pairs]
    assert all(one != other for one, other in names)
    labels: dict[tuple[str, str], set[str]] = {}
    for pair in pairs:
        labels.setdefault((pair["name_a"], pair["name_b"]), set()).add(pair["label"])
    assert all(len(found) == 1 for found in labels.values())


def test_nobody_is_in_both_halves(pairs):
    people = {
        half: {pair[who] for pair in pairs if pair["half"] == half for who in ("person_a", "person_b")}
        for half in ("tune", "test")
    }
    assert not people["tune"] & people["test"]
    assert abs(len(people["tune"]) - len(people["test"])) < 0.1 * len(people["tune"])


def test_groups_that_share_a_person_go_to_one_half():
    linked = [Pair("a", "b", "A", "B", "same-surname", "g1"), Pair("b", "b", "B", "Bb", "press", "g2")]
    linked += [Pair(f"x{n}", f"x{n}", f"X{n}", f"Xx{n}", "press", f"h{n}") for n in range(6)]
    found = halves(linked)
    assert found["g1"] == found["g2"]
    assert set(found.values()) == {"tune", "test"}


def test_a_pair_with_both_labels_is_left_out():
    both = [Pair("a", "a", "A B", "B A", "order", "g"), Pair("a", "b", "B A", "A B", "swapped-look-alike", "g")]
    kept = [Pair("c", "c", "C D", "D C", "order", "h")]
    made = lines([*both, *kept])
    assert sum(len(found) - 1 for found in made.values()) == 1


def test_every_kind_of_relative_is_another_person():
    draw = random.Random(3)
    for culture, kinds in DIFFERENT.items():
        for kind in kinds:
            found = [
                (person, other)
                for person in (compose(draw, culture, f"p{n}") for n in range(60))
                for other in (relative(draw, person, kind, "other"),)
                if other
            ]
            assert found, f"{culture}: no {kind}"
            for person, other in found:
                assert person.id != other.id
                assert (person.given, person.fathers, person.family) != (other.given, other.fathers, other.family)
                names = names_of(draw, person, other, kind)
                assert names is None or names[0].casefold() != names[1].casefold()


def test_an_unknown_kind_is_refused():
    draw = random.Random(3)
    with pytest.raises(ValueError, match="no kind"):
        relative(draw, compose(draw, "russian", "p"), "cousin", "q")


def test_every_recipe_of_one_person_makes_something():
    draw = random.Random(5)
    for culture, recipes in SAME.items():
        for recipe in set(recipes):
            assert any(recipe(draw, compose(draw, culture, f"p{n}")) for n in range(200)), (culture, recipe)


def test_tables_name_only_names_they_have():
    for culture in CULTURES:
        given = {row[0] for kind in ("given", "given-m", "given-f") for row in rows(culture).get(kind, ())}
        for kind in ("near-given", "twin", "alike", "swap"):
            assert all(set(row[:2]) <= given for row in rows(culture).get(kind, ())), (culture, kind)
        for row in rows(culture).get("near-family", ()):
            assert row[0] in {family[0] for family in rows(culture)["family"]}, (culture, row)
    assert neighbours("russian", "near-family", "Петров") == ["Петровский", "Петренко"]
