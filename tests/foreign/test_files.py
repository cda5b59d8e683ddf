"""Files in and out: what is read, what numbers mean, what is refused and how it is said."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

from glienicke.foreign import Additive, Boxes, Scenario, is_foreign, load, write
from glienicke.foreign.numbers import decimal, number
from glienicke.foreign.scenario import worths
from tests.foreign.scenarios import loaded, scenarios

OFFICE = Path(__file__).parents[2] / "docs" / "examples" / "office"

DOMAIN = """<negotiation_template>
<utility_space number_of_issues="2">
<objective index="0" name="root" type="objective">
<issue index="1" name="colour" type="discrete"><item index="1" value="red"/><item index="2" value="blue"/></issue>
<issue index="2" name="size" type="integer" lowerbound="3" upperbound="6"/>
</objective>
</utility_space>
</negotiation_template>
"""
PROFILE = """<utility_space>
<objective index="0" name="root" type="objective">
<issue index="1" name="colour" type="discrete">
<item value="red" evaluation="10"/>
<item value="blue" evaluation="5"/>
</issue>
<issue index="2" name="size" type="integer" lowerbound="3" upperbound="6">
<evaluator ftype="linear" offset="0.1" slope="0.4"/>
</issue>
<weight index="1" value="0.25"/>
<weight index="2" value="0.75"/>
</objective>
<discount_factor value="0.9"/>
<reservation value="0.5"/>
</utility_space>
"""
TABLE = """<utility_space>
<objective index="0" name="root" type="objective">
<utility maxutility="20">
<ufun type="PlainUfun" weight="1" aggregation="sum">
<hyperRectangle utility="10"><INCLUDES index="1" value="red"/><INCLUDES index="2" min="4" max="9"/></hyperRectangle>
<hyperRectangle utility="4.5" weight="2"/>
</ufun>
</utility>
</objective>
</utility_space>
"""


@pytest.fixture
def files(tmp_path):
    def put(domain=DOMAIN, **profiles):
        given = profiles or {"one": PROFILE, "two": PROFILE}
        for name, text in {"domain": domain, **given}.items():
            (tmp_path / f"{name}.xml").write_text(text, encoding="utf-8")
        return tmp_path

    return put


def said(folder, **more):
    """What is wrong, as it is shown, without the folder."""
    read = load(folder, **more)
    assert read.scenario is None
    return "\n".join(str(d) for d in read.diagnostics).replace(f"{folder}/", "")


def test_what_numbers_mean(files):
    """GENIUS divides by the largest evaluation, and counts a line from the lower bound, cut off at 0 and 1."""
    scenario = loaded(files())
    profile = scenario.profiles[0]
    assert (profile.reservation, profile.discount) == (Fraction(1, 2), Fraction(9, 10))
    colour, size = (
        worths(*each, "genius")
        for each in zip(scenario.domain.issues, profile.worth.weights, profile.worth.evaluations, strict=True)
    )
    assert colour == [Fraction("0.25"), Fraction("0.125")]
    assert size == [Fraction("0.075"), Fraction("0.375"), Fraction("0.675"), Fraction("0.75")]


def test_plain_reading(files):
    scenario = loaded(files(), reading="plain")
    worth = scenario.profiles[0].worth
    assert worths(scenario.domain.issues[0], worth.weights[0], worth.evaluations[0], "plain") == [2.5, 1.25]
    assert worths(scenario.domain.issues[1], worth.weights[1], worth.evaluations[1], "plain")[0] == Fraction("0.975")


def test_tables(files):
    worth = loaded(files(one=TABLE, two=PROFILE)).profiles[0].worth
    assert isinstance(worth, Boxes)
    assert [box.utility for box in worth.boxes] == [Fraction(10), Fraction(9)]
    assert [box.bounds for box in worth.boxes] == [((0, 0, 0), (1, 1, 3)), ()]


def test_nested_objectives_and_numbers_of_their_own(files):
    nested = DOMAIN.replace('<issue index="2"', '<objective index="7" name="more"><issue index="2"').replace(
        'upperbound="6"/>', 'upperbound="6"/></objective>'
    )
    weighed = PROFILE.replace(
        "</objective>", '<objective index="7" name="more"/><weight index="7" value="1"/></objective>'
    )
    scenario = loaded(files(nested, one=PROFILE, two=weighed))
    assert [issue.number for issue in scenario.domain.issues] == [1, 2]
    assert scenario.profiles[0].worth == scenario.profiles[1].worth


def test_default_reservation_and_discount(files):
    bare = PROFILE.replace('<discount_factor value="0.9"/>\n', "").replace('<reservation value="0.5"/>\n', "")
    profile = loaded(files(one=bare, two=PROFILE)).profiles[0]
    assert (profile.reservation, profile.discount) == (0, 1)


def test_weights_that_do_not_sum_to_1_stand_and_are_told(files):
    folder = files(one=PROFILE.replace('"0.75"', '"0.7"'), two=PROFILE)
    assert loaded(folder).profiles[0].worth.weights == (Fraction(1, 4), Fraction(7, 10))
    read = load(folder)
    [warning] = read.diagnostics
    assert (warning.severity, warning.message) == (
        "warning",
        "the weights sum to 0.95, not to 1; they count as they stand",
    )


BOMB = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>\n<utility_space>&b;</utility_space>'

BAD_PROFILES = {
    "bomb": (lambda p: BOMB, "one.xml:1:1: the file declares a document type or entities, which are not read"),
    "dtd": (lambda p: "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + p, "one.xml:1:1: the file declares a document type"),
    "cut off": (lambda p: p[:200], "one.xml:7:1: this is not well-formed XML: unclosed token"),
    "no end": (lambda p: "<a>" + "<b/>" * 1_000_001 + "</a>", "one.xml:1:1: the file has more than 1000000 elements"),
    "empty": (lambda p: "", "one.xml:1:1: this is not well-formed XML: no element found"),
    "deep": (lambda p: "<a>" * 100 + "</a>" * 100, "one.xml:1:1: elements lie more than 64 deep in each other"),
    "no weight": (
        lambda p: p.replace('<weight index="2" value="0.75"/>\n', ""),
        "one.xml:7:1: issue 2 ('size') has no weight; expected <weight index=\"2\"",
    ),
    "negative weight": (lambda p: p.replace('"0.25"', '"-0.25"'), "one.xml:10:26: value -0.25 is below 0; expected 0"),
    "negative evaluation": (lambda p: p.replace('"5"', '"-5"'), "one.xml:5:32: evaluation -5 is below 0"),
    "not a number": (
        lambda p: p.replace('"5"', '"NaN"'),
        "one.xml:5:32: 'NaN' is no finite number; expected a decimal",
    ),
    "infinite": (lambda p: p.replace('"0.5"', '"-Infinity"'), "one.xml:14:21: '-Infinity' is no finite number"),
    "a word": (lambda p: p.replace('"0.1"', '"low"'), "one.xml:8:35: 'low' is no number"),
    "far too large": (
        lambda p: p.replace('"5"', '"1e999999999"'),
        "one.xml:5:32: '1e999999999' is too large or too small",
    ),
    "far too long": (
        lambda p: p.replace('"5"', f'"{"1" * 300}"'),
        "one.xml:5:32: a number of 300 characters is too long",
    ),
    "unknown value": (lambda p: p.replace('"blue"', '"bleu"'), "has no value 'bleu' in the domain; remove it"),
    "near value": (lambda p: p.replace('"blue"', '"bleu"'), "did you mean 'blue'?"),
    "no evaluation": (lambda p: p.replace(' evaluation="5"', ""), "one.xml:5:1: <item> has no evaluation"),
    "value left out": (
        lambda p: p.replace('<item value="blue" evaluation="5"/>\n', ""),
        "one.xml:3:1: no evaluation of 'blue'",
    ),
    "unknown issue": (
        lambda p: p.replace('<issue index="2"', '<issue index="5"'),
        "one.xml:7:15: the domain has no issue 5",
    ),
    "renamed issue": (lambda p: p.replace("colour", "color"), "one.xml:3:24: issue 1 is called 'colour' in the domain"),
    "other kind": (lambda p: p.replace('"integer"', '"discrete"'), "one.xml:7:36: issue 2 is integer in the domain"),
    "other bounds": (
        lambda p: p.replace('upperbound="6"', 'upperbound="7"'),
        "goes from 3 to 6 in the domain, from 3 to 7",
    ),
    "other evaluator": (
        lambda p: p.replace('"linear"', '"quadratic"'),
        "an evaluator of the kind 'quadratic' is not read",
    ),
    "two weights": (lambda p: p.replace('<weight index="2"', '<weight index="1"'), "a second weight for issue 1"),
    "stray weight": (
        lambda p: p.replace('<weight index="2"', '<weight index="9"'),
        "issue 9, which the domain does not have",
    ),
    "discount": (lambda p: p.replace('"0.9"', '"1.5"'), "one.xml:13:25: the discount factor is not between 0 and 1"),
}


@pytest.mark.parametrize("name", BAD_PROFILES)
def test_bad_profile(files, name):
    spoil, expected = BAD_PROFILES[name]
    assert spoil(PROFILE) != PROFILE
    assert expected in said(files(one=spoil(PROFILE), two=PROFILE))


BAD_TABLES = {
    "aggregation": (('"sum"', '"max"'), "the aggregation 'max' is not read; write the utilities as a sum of boxes"),
    "excludes": (("INCLUDES", "EXCLUDES"), "one.xml:5:30: <EXCLUDES> within <hyperRectangle> is not read"),
    "nested": (("hyperRectangle", "ufun"), "<ufun> within <ufun> is not read; expected <hyperRectangle"),
    "maxutility": (('"20"', '"0"'), "one.xml:3:22: maxutility is not above 0"),
    "no maxutility": ((' maxutility="20"', ""), "<utility> has no maxutility"),
    "turned round": (('min="4" max="9"', 'min="9" max="4"'), "max 4 is below min 9; swap them"),
    "discrete range": (
        ('value="red"', 'min="0" max="1"'),
        "issue 1 is discrete: it is bounded to one value by its name",
    ),
    "no such issue": (('index="2"', 'index="3"'), "the domain has no issue 3"),
    "bounded twice": (('index="1" value="red"', 'index="2" min="4" max="5"'), "issue 2 is bounded twice in one box"),
}


@pytest.mark.parametrize("name", BAD_TABLES)
def test_bad_table(files, name):
    (old, new), expected = BAD_TABLES[name]
    assert expected in said(files(one=TABLE.replace(old, new), two=PROFILE))


BAD_DOMAINS = {
    "real": (
        ('type="integer"', 'type="real"'),
        "the issue is of the kind 'real', which is not read; make it an integer",
    ),
    "bounds": (('upperbound="6"', 'upperbound="2"'), "upperbound 2 is below lowerbound 3; swap them"),
    "too many": (
        ('upperbound="6"', 'upperbound="999999999"'),
        "the issue has 999999997 values; expected at most 100000",
    ),
    "half": (('lowerbound="3"', 'lowerbound="3.5"'), "domain.xml:5:57: '3.5' is no whole number"),
    "twice": (('value="blue"', 'value="red"'), "the value 'red' is there twice"),
    "same index": (('index="2" name="size"', 'index="1" name="size"'), "issue 1 is there twice"),
    "same name": (('name="size"', 'name="colour"'), "two issues are called 'colour'"),
    "nameless": ((' name="size"', ""), "<issue> has no name"),
    "no issue": (("issue", "matter"), "domain.xml:2:1: the domain has no issue"),
}


@pytest.mark.parametrize("name", BAD_DOMAINS)
def test_bad_domain(files, name):
    (old, new), expected = BAD_DOMAINS[name]
    assert expected in said(files(DOMAIN.replace(old, new)))


def test_all_mistakes_at_once_with_carets(files):
    text = PROFILE.replace('"0.25"', '"x"').replace('"0.4"', '"y"')
    shown = said(files(one=text, two=PROFILE))
    assert "one.xml:8:47: 'y' is no number" in shown
    assert "one.xml:10:26: 'x' is no number" in shown
    assert '    <weight index="1" value="x"/>\n                             ^' in shown


def test_which_files(files, tmp_path):
    folder = files(one=PROFILE)
    assert "1 profiles: one.xml; expected 2 to 4; give a folder" in said(folder)
    assert "there is no domain" in "".join(map(str, load(folder / "one.xml", folder / "one.xml").diagnostics))
    many = files(**{f"p{i}": PROFILE for i in range(5)})
    assert "6 profiles" in said(many)
    assert len(loaded(many / "domain.xml", many / "p3.xml", many / "p1.xml").profiles) == 2
    assert "none.xml: No such file" in str(load(many / "none.xml").diagnostics[0])
    (tmp_path / "sub").mkdir()
    assert "there is no XML file in this folder" in "".join(map(str, load(tmp_path / "sub").diagnostics))


def test_other_files_in_a_folder_are_passed_over(files):
    folder = files()
    (folder / "notes.xml").write_text("<notes/>")
    (folder / "my_pareto.xml").write_text("<pareto/>")
    read = load(folder)
    assert read.scenario is not None
    assert [d.message for d in read.diagnostics] == ["<notes> is neither a domain nor a profile; left out"]


def test_is_foreign(files, tmp_path):
    folder = files()
    assert is_foreign(folder) and is_foreign(folder / "one.xml") and is_foreign(Path("gone.XML"))
    (folder / "case.yaml").write_text("case: x")
    assert not is_foreign(folder)
    assert not is_foreign(folder / "case.yaml")


@given(scenarios())
def test_written_and_read_is_the_same(tmp_path_factory, scenario):
    folder = tmp_path_factory.mktemp("written")
    assert len(write(scenario, folder)) == 1 + len(scenario.profiles)
    read = load(folder, reading=scenario.reading)
    assert read.scenario == scenario
    assert not [d for d in read.diagnostics if "weights sum" not in d.message]


def test_names_survive_writing(tmp_path):
    scenario = loaded(OFFICE)
    odd = scenario.domain.issues[0]
    odd = type(odd)(odd.number, "a \"b\" <c> & 'd'", odd.kind, ("é\tü", "<x>", "19'' LCD"))
    domain = type(scenario.domain)("office", (odd, *scenario.domain.issues[1:]))
    changed = Scenario(domain, scenario.profiles)
    write(changed, tmp_path)
    assert loaded(tmp_path) == changed


def test_what_cannot_be_written(tmp_path):
    scenario = loaded(OFFICE)
    third = Additive((Fraction(1, 3),) * 4, scenario.profiles[0].worth.evaluations)
    first = scenario.profiles[0]
    with pytest.raises(ValueError, match="1/3 has no finite decimal text"):
        write(Scenario(scenario.domain, (type(first)("x", third), first)), tmp_path / "new")
    with pytest.raises(ValueError, match=r"'\.\./x' cannot be a file's name"):
        write(Scenario(scenario.domain, (type(first)("../x", first.worth), first)), tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("text", ["0.1", "-12", "3e-7", "1.5E3", ".5", "7.", "+2"])
def test_numbers_are_exact(text):
    assert number(text) == Fraction(text)
    assert number(decimal(number(text))) == number(text)
