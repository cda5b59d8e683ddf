"""Whether a clause tells of what was or of what is to come."""

import pytest

from glienicke.reports.tense import clauses, tense_of


def tense(text: str, language: str) -> str | None:
    start = text.index("[")
    plain = text.replace("[", "").replace("]", "")
    return tense_of(plain, (0, len(plain)), (start, text.index("]") - 1), language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("He left on [Friday].", "en", "past"),
        ("He will leave on [Friday].", "en", "future"),
        ("He said on [Friday] that he would leave.", "en", "past"),
        ("He said that he would leave on [Friday].", "en", "future"),
        ("He was to leave on [Friday].", "en", "either"),
        ("He should have left on [Friday].", "en", "past"),
        ("On [Friday], after he had left, they will meet.", "en", "future"),
        ("The two, who met on [Friday], will speak.", "en", "past"),
        ("Er reiste am [Freitag] ab.", "de", "past"),
        ("Er ist am [Freitag] gelandet.", "de", "past"),
        ("Er soll am [Freitag] landen.", "de", "future"),
        ("Er soll am [Freitag] gelandet sein.", "de", "past"),
        ("Die für [Freitag] geplante Reise entfällt.", "de", "either"),
        ("Он вернулся в [пятницу].", "ru", "past"),
        ("Он вернётся в [пятницу].", "ru", "future"),
        ("Он сообщил, что в [пятницу] встретится с послом.", "ru", "future"),
        ("Дело будет рассмотрено в [пятницу].", "ru", "future"),
        ("Встреча запланирована на [пятницу].", "ru", "either"),
        ("[Friday].", "en", None),
    ],
)
def test_tense(text, language, expected):
    assert tense(text, language) == expected


def test_clauses_cover_the_sentence():
    text = "He left, and she, who had come late, said that all was well."
    pieces = clauses(text, (0, len(text)), "en")
    assert "".join(text[start:end] for start, end in pieces) == text
    assert len(pieces) > 4
