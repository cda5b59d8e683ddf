"""Cardinal numbers in digits and words."""

import pytest

from glienicke.reports.numerals import numerals


def values(text: str, language: str = "en") -> list[int]:
    return [numeral.value for numeral in numerals(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Twenty-six, a dozen, two dozen, half a dozen", "en", [26, 12, 24, 6]),
        ("one hundred and fifty; two hundred fifty; three thousand and two", "en", [150, 250, 3002]),
        ("2,000 and 2.5 million and 10,403", "en", [2000, 2_500_000, 10_403]),
        ("dozens, hundreds of, second, someone", "en", []),
        ("3.5, 18:42, $40, 50%, B-52, No. 3/24", "en", []),
        ("sechsundzwanzig, dreihundert, zweihunderteinundvierzig, ein Dutzend", "de", [26, 300, 241, 12]),
        ("1.904 und 12, zweier und dreier", "de", [1904, 12, 2, 3]),
        ("ein, eine, einer, Dutzende", "de", []),
        ("двадцать шесть, двоих, сто двадцать, пятерым", "ru", [26, 2, 120, 5]),
        ("1 904 и 5 тысяч 857 и 1,2 тыс.", "ru", [1904, 5857, 1200]),
        ("двенадцати семеро", "ru", [12, 7]),
    ],
)
def test_values(text, language, expected):
    assert values(text, language) == expected


def test_every_german_number_below_a_thousand_is_one_word():
    words = {
        "einundzwanzig": 21,
        "neunundneunzig": 99,
        "hundert": 100,
        "einhundertzwölf": 112,
        "neunhundertachtzig": 980,
    }
    assert {word: values(word, "de")[0] for word in words} == words


def test_spans():
    text = "They took two hundred and six men."
    (found,) = numerals(text, 0, len(text), "en")
    assert text[slice(*found.span)] == "two hundred and six"
    assert not found.digits


def test_a_long_row_of_digits_counts_nobody():
    assert values("1" * 500 + " people") == []
