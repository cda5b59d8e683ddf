"""Dates in articles: placed on the calendar from the day of publication, or left open."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glienicke.ground.dates import days
from glienicke.reports.data import Block, Document
from glienicke.reports.days import events_of

WEDNESDAY = dt.date(2025, 9, 10)


def document(text: str, language: str = "en", published: dt.date | None = WEDNESDAY, role: str = "body") -> Document:
    blocks = tuple(Block(found.span(), role) for found in re.finditer(r"[^\n]+", text))  # type: ignore[arg-type]
    return Document("article", text, blocks, language, published)


def dates(text: str, language: str = "en", published: dt.date | None = WEDNESDAY) -> list[str | None]:
    return [event.date for event in events_of(document(text, language, published))]


ENGLISH = {
    "He was freed on 1 August 2024.": ["2024-08-01"],
    "He was freed on Aug. 1, 2024, and came home on 2024-08-03.": ["2024-08-01", "2024-08-03"],
    "He died on February 16th, 2024.": ["2024-02-16"],
    "Two men were freed on Tuesday, officials said Wednesday.": ["2025-09-09", "2025-09-10"],
    "They will be flown home on Friday.": ["2025-09-12"],
    "They are to be flown home Monday, his lawyer told the court.": ["2025-09-15"],
    "The trial opens on Monday, his lawyer said.": ["2025-09-15"],
    "She said the crew would be examined before flying home on Sunday.": ["2025-09-14"],
    "He was arrested on 12 October and sentenced in May to nine years.": ["2024-10-12", "2025-05"],
    "He was arrested in October 2019. In March 2020 a court sentenced him; he appealed in June.": [
        "2019-10",
        "2020-03",
        "2020-06",
    ],
    "In November 2011 he was seized. He escaped on 3 December and came home the following year.": [
        "2011-11",
        "2011-12-03",
        "2012",
    ],
    "In March 2024 she was arrested. On July 19 a court sentenced her.": ["2024-03", "2025-07-19"],
    "In March 2024 she was arrested. Then, in April, he was.": ["2024-03", "2024-04"],
    "KARS (News Desk, Sep 10) - In 2021, on 3 May, he fled.": ["2021", "2021-05-03"],
    "She has been held since March 2023 and was sentenced on July 19.": ["2023-03", "2025-07-19"],
    "The talks, which began in early 2022, ended last month.": ["2022", "2025-08"],
    "Her sister was freed three weeks ago, her brother two days ago.": ["2025-08-18/2025-08-24", "2025-09-08"],
    "They met 10 years ago and again six months ago.": ["2015", "2025-03"],
    "The exchange took place between May 5 and May 8.": ["2025-05-05/2025-05-08"],
    "He was held from March 2021 until July 2023, and again from 12 to 15 June.": [
        "2021-03/2023-07",
        "2025-06-12/2025-06-15",
    ],
    "Between 2014 and 2017 they met often.": ["2014/2017"],
    "It began in the first half of 2022 and in the spring of 2024.": ["2022-01/2022-06", "2024-03/2024-05"],
    "He may be released next week; the minister said so on Sunday night.": ["2025-09-15/2025-09-21", "2025-09-07"],
    "On Wednesday of last week he was freed, and last Thursday another.": ["2025-09-03", "2025-09-04"],
    "The decision was put off until next Tuesday.": ["2025-09-16"],
    "The hearing has been set for November 4.": ["2025-11-04"],
    "The exchange had been planned for 1 September.": ["2025-09-01"],
    "She died in February this year, he in March last year.": ["2025-02", "2024-03"],
    "He landed on 31 August. On the same day she was freed.": ["2025-08-31", "2025-08-31"],
    "The speaker said on the 2nd that nothing had changed.": ["2025-09-02"],
    "The 2022 exchange was smaller than those of the 1990s.": ["2022", "199X"],
    "He had been expected back in mid-September.": ["2025-09"],
    "The rebels have until Friday to answer.": ["2025-09-12"],
    "Yesterday they spoke; tomorrow they meet; today nothing happened.": ["2025-09-09", "2025-09-11", "2025-09-10"],
}
GERMAN = {
    "Am Dienstag wurden zwei Männer freigelassen, wie das Amt am Mittwoch mitteilte.": ["2025-09-09", "2025-09-10"],
    "Sie sollen am Freitag nach Hause fliegen.": ["2025-09-12"],
    "Er war am 12. Oktober festgenommen und im Mai verurteilt worden.": ["2024-10-12", "2025-05"],
    "Im November 2011 wurde er entführt. Am 3. Dezember floh er.": ["2011-11", "2011-12-03"],
    "Vor drei Wochen kam seine Schwester frei, vor einem Jahr sein Bruder.": ["2025-08-18/2025-08-24", "2024"],
    "Ende vergangenen Jahres scheiterten Gespräche, die Anfang 2022 begonnen hatten.": ["2024", "2022"],
    "Das Abkommen vom 03.09.2025 gilt bis Ende Dezember 2026.": ["2025-09-03", "2026-12"],
    "Am kommenden Dienstag wird verhandelt, am vergangenen Samstag schwieg man.": ["2025-09-16", "2025-09-06"],
    "Von März 2021 bis Juli 2023 saß er in Haft.": ["2021-03/2023-07"],
    "In der Nacht auf Samstag landete die Maschine. Im Jahr 2008 begann alles.": ["2025-09-06", "2008"],
    "Die für Freitag geplante Übergabe wurde auf kommende Woche verschoben.": ["2025-09-12", "2025-09-15/2025-09-21"],
    "Am Donnerstagabend kam er an. Gestern sprach er, heute schweigt er.": ["2025-09-04", "2025-09-09", "2025-09-10"],
}
RUSSIAN = {
    "Во вторник освободили двоих, сообщили в среду в министерстве.": ["2025-09-09", "2025-09-10"],
    "В пятницу их отправят домой.": ["2025-09-12"],
    "Его задержали 12 октября, а в мае приговорили к девяти годам.": ["2024-10-12", "2025-05"],
    "В ноябре 2011 года его похитили. 3 декабря он бежал.": ["2011-11", "2011-12-03"],
    "Три недели назад освободили сестру, год назад — брата.": ["2025-08-18/2025-08-24", "2024"],
    "В конце прошлого года переговоры провалились.": ["2024"],
    "Он сидел с марта 2021 года по июль 2023-го. С 5 по 8 мая шёл обмен.": ["2021-03/2023-07", "2025-05-05/2025-05-08"],
    "В ночь на субботу самолёт приземлился. В следующий вторник будут переговоры.": ["2025-09-06", "2025-09-16"],
    "Министр заявил, что переговоры продолжатся в октябре.": ["2025-10"],
    "С июня она под стражей. В этом году погибли трое.": ["2025-06", "2025"],
}


@pytest.mark.parametrize(("text", "expected"), ENGLISH.items(), ids=lambda one: str(one)[:40])
def test_english(text, expected):
    assert dates(text) == expected


@pytest.mark.parametrize(("text", "expected"), GERMAN.items(), ids=lambda one: str(one)[:40])
def test_german(text, expected):
    assert dates(text, "de") == expected


@pytest.mark.parametrize(("text", "expected"), RUSSIAN.items(), ids=lambda one: str(one)[:40])
def test_russian(text, expected):
    assert dates(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He was freed on Thursday.", "en"),
        ("He was freed last month and jailed on 3 May.", "en"),
        ("Am Donnerstag kam er frei, gestern sprach er.", "de"),
        ("Он вернулся в четверг, а вчера выступил.", "ru"),
    ],
)
def test_without_a_day_of_publication_relative_dates_stay_open(text, language):
    found = dates(text, language, None)
    assert found
    assert set(found) == {None}


def test_without_a_day_of_publication_a_year_in_the_text_still_counts():
    assert dates("In October 2011 they agreed. He was freed on 18 October.", published=None) == [
        "2011-10",
        "2011-10-18",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("He was held for two years and got a 16-year sentence.", "en"),
        ("She recently said that it may happen now.", "en"),
        ("They met on a Sunday, as on every Sunday.", "en"),
        ("Article 275 and Resolution 2231 apply; 2000 people marched.", "en"),
        ("Published: 10 September 2025, 14:05", "en"),
        ("Updated on September 9, 2025 at 10:00 GMT", "en"),
        ("Er saß zwei Jahre in Haft. Guten Morgen, sagte er.", "de"),
        ("Pressemitteilung Nr. 17/2026 vom 11. März 2026", "de"),
        ("Он провёл в плену два года.", "ru"),
    ],
)
def test_no_dates(text, language):
    assert dates(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("LUBIN, Sept. 10 (ANA) — Two men came home.", "en"),
        ("Lubin, 10 September 2025 (ANA) - Two men came home.", "en"),
        ("LUBIN, September 10. /VESTNIK/. Two men came home.", "en"),
        ("Wien, 10. September (aip) – Zwei Männer sind da.", "de"),
        ("ЛЮБИН, 10 сентября. /ВЕСТНИК/. Двое вернулись домой.", "ru"),
        ("Любин. 10 сентября. ВЕСТНИК. Двое вернулись домой.", "ru"),
        ("KARS (News Desk, Sep 10) - Two men came home.", "en"),
        ("(Lubin, Sept 10) Two men came home.", "en"),
        ("Ann Hill | September 10, 2025 | 3 min read", "en"),
    ],
)
def test_the_dateline_is_no_event(text, language):
    assert dates(text, language) == []


def test_captions_are_not_read():
    assert events_of(document("The bridge on 5 May 2024", role="caption")) == ()


def test_the_clause_is_verbatim_and_tells_what_happened():
    text = "LUBIN, Sept. 10 (ANA) — He was arrested in May 2023 and sentenced on June 3 to nine years."
    first, second = events_of(document(text))
    assert first.what == text[slice(*first.clause)] == "He was arrested in May 2023"
    assert second.what == text[slice(*second.clause)] == "sentenced on June 3 to nine years."
    assert text[slice(*second.span)] == "June 3"


def test_a_language_that_is_not_read():
    assert events_of(document("Il a été libéré le 3 mai 2024.", "fr")) == ()


@given(st.dates(dt.date(1970, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 6), st.booleans())
def test_a_weekday_is_never_more_than_a_week_away(published, weekday, future):
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    (found,) = dates(f"They {'will leave' if future else 'left'} on {name}.", published=published)
    day = dt.date.fromisoformat(str(found))
    assert day.weekday() == weekday
    distance = (day - published).days
    assert 0 <= distance < 7 if future else -7 < distance <= 0


@given(st.dates(dt.date(1970, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 12), st.integers(1, 31))
def test_a_day_without_a_year_is_the_last_one(published, month, day):
    name = dt.date(2000, month, 1).strftime("%B")
    (found,) = dates(f"They left on {day} {name}.", published=published)
    if found is not None:
        first, last = days(found)
        assert first == last <= published
        assert (published - first).days <= 8 * 366


@given(
    st.text(alphabet="on Monday 1209 May 2024 .-/последний Montag im Mai", max_size=60),
    st.sampled_from(["en", "de", "ru"]),
)
def test_any_text_gives_dates_that_exist(text, language):
    for event in events_of(document(text, language)):
        assert text[slice(*event.span)]
        assert text[slice(*event.clause)] == event.what
        if event.date is not None:
            days(event.date)
