"""A table of people: what is read, and every mistake with its row and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glienicke.case.people_table import Known, id_of, read_people
from glienicke.case.values import NAME

KNOWN = Known(
    names={"ana": "Ana Lind"},
    parties=("A", "B"),
    sources=("gazette",),
    taken=("ana", "visit"),
    is_date=lambda text: text[:4].isdigit(),
)


def read(text, **mapping):
    return read_people(text, KNOWN, mapping)


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_reads_any_delimiter(mark):
    text = "id;name;held_by;since;citizen_of;tags;minors\ncora;Cora Wen;B;2023-06;A US;civilian|wounded;1\n"
    table = read(text.replace(";", mark))
    assert table.wrong == []
    assert table.people == {
        "cora": {
            "name": "Cora Wen",
            "held_by": "B",
            "since": "2023-06",
            "citizen_of": ["A", "US"],
            "tags": ["civilian", "wounded"],
            "minors": "1",
        }
    }


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Эван Гершкович", "evan-gershkovich"),
        ("Владимир Кара-Мурза", "vladimir-kara-murza"),
        ("José Ñandú", "jose-nandu"),
        ("O'Brien, Séan", "obrien-sean"),
        ("北京", "beijing"),
        ("007", "p-007"),
        ("…", "p"),
    ],
)
def test_ids_are_made_of_names(name, id):
    assert id_of(name) == id


@given(st.text(min_size=1, max_size=30))
def test_made_ids_are_ids(name):
    assert NAME.fullmatch(id_of(name))


def test_all_mistakes_at_once():
    table = read(
        "id;name;held_by;since;minors;nmae;according_to\n"
        "cora;Cora Wen;Q;soon;two;;radio\n"
        ";;A;2023;;;\n"
        "9;Dov Hale;A;2023;;;\n"
        "visit;Eva Roth;A;2023;;;\n"
        "if;Fin Moss;A;2023;;;\n"
        "gil;Gil Tarn;A;2023;;;;;;\n"
    )
    said = [str(one) for one in table.wrong]
    assert said == [
        "row 1, nmae: no such column; did you mean `name`? --map 'nmae=name'; --map 'nmae=-' leaves it out",
        "row 2, held_by: no party `Q`",
        "row 2, since: `soon` is no date; expected 2024-04-15, 2024-04 or 2024",
        "row 2, minors: `two` is no whole number",
        "row 2, according_to: no source `radio` in the case",
        "row 3, name: no name",
        "row 4, id: `9` is no id: a letter, then letters, digits, _ and single -",
        "row 5, id: `visit` is taken by somebody or something else",
        "row 6, id: `if` is a word of the condition language; give another id",
        "row 7: 10 cells under 7 columns",
    ]


def test_duplicates_by_name_in_any_order_and_script():
    table = read("name;held_by\nLind Ana;A\nАна Линд;A\nDov Hale;A\nHALE Dov;A\n")
    assert [(one.row, one.duplicate) for one in table.wrong] == [(2, True), (3, True), (5, True)]
    assert list(table.people) == ["dov-hale"]
    assert "is there already as `ana`" in table.wrong[0].message


def test_mapping_of_columns():
    table = read(
        "Full name;Custodian;remarks\nDov Hale;A;x\n", **{"Full name": "name", "Custodian": "held_by", "remarks": "-"}
    )
    assert (table.people, table.wrong) == ({"dov-hale": {"name": "Dov Hale", "held_by": "A"}}, [])
    assert "does not have" in str(read("name\nDov Hale\n", custodian="held_by").wrong[0])


@pytest.mark.parametrize("text", ["", "\n\n", "name\n", 'name\n"Dov Hale\n', "held_by\nA\n", "name;name\nA;B\n"])
def test_a_table_that_is_none(text):
    assert read(text).wrong


@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    table = read(text)
    assert table.people or table.wrong
