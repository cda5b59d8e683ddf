"""The parser of marked articles: text, marks and head come out; every kind of mistake is found at its line."""

from pathlib import Path

import pytest

from bench.gold import REPORTS, load, main, parse, totals
from bench.gold_check import check
from bench.reading_align import onto

PATH = Path("01-made-up.txt.marked")
HEAD = "manner: agency\nlanguage: en\npublished: 2024-08-02\nabout: invented\n"
BODY = (
    "“⟦s Ana Sol|We freed ⟦c 7 people|seven people⟧ on ⟦e 2024-08-01|Thursday⟧⟧,” said ⟦p Ana Sol|Ana Sol⟧.\n"
    "\n"
    "⟦p Ana Sol|Sol⟧ said that ⟦s Ana Sol > guard|it was over⟧.\n"
)


def mistakes(body, head=HEAD, name=PATH):
    article, found = parse(f"{head}---\n{body}", name)
    return [(mistake.line, mistake.text) for mistake in (*found, *check(article))]


def test_text_and_marks_come_out():
    article, found = parse(f"{HEAD}---\n{BODY}", PATH)
    assert (found, list(check(article))) == ([], [])
    assert article.text == "“We freed seven people on Thursday,” said Ana Sol.\n\nSol said that it was over.\n"
    assert [(mark.kind, mark.label, article.text[slice(*mark.span)], mark.line) for mark in article.marks] == [
        ("s", "Ana Sol", "We freed seven people on Thursday", 6),
        ("c", "7 people", "seven people", 6),
        ("e", "2024-08-01", "Thursday", 6),
        ("p", "Ana Sol", "Ana Sol", 6),
        ("p", "Ana Sol", "Sol", 8),
        ("s", "Ana Sol > guard", "it was over", 8),
    ]
    assert article.of("s")[1].chain == ("Ana Sol", "guard")


def test_the_head():
    head = HEAD + "event: swap\nfact: Ana Sol | held_by | RU\ncondition: RU | sol only if moroz\nunclear: who\n"
    article, found = parse(f"{head}---\n{BODY}", PATH)
    assert (found, list(check(article))) == ([], [])
    assert str(article.published) == "2024-08-02"
    assert (article.manner, article.language, article.event, article.about) == ("agency", "en", "swap", "invented")
    assert article.facts == (("Ana Sol", "held_by", "RU"),)
    assert article.conditions == (("RU", "sol only if moroz"),)
    assert article.unclear == ("who",)
    assert (article.html, article.name) == (False, "01-made-up.txt")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("colour: red", "expected one of"),
        ("manner: tabloid", "manner stands twice"),
        ("fact: Ana Sol | rank | captain", "expected 'fact:"),
        ("fact: Bo Moroz | held_by | RU", "nobody is marked as 'Bo Moroz'"),
        ("condition: RU", "expected 'condition:"),
        ("condition: RU | sol onlyif moroz", "expected 'and', 'only', 'or'"),
    ],
)
def test_mistakes_of_the_head(line, text):
    ((number, message),) = mistakes(BODY, f"{HEAD}{line}\n")
    assert number == 5
    assert text in message


def test_what_a_head_needs():
    assert [text for _, text in mistakes(BODY, "manner: agency\nlanguage: en\nabout: invented\n")] == [
        "published: is missing"
    ]
    (wrong,) = mistakes(BODY, HEAD.replace("2024-08-02", "yesterday"))
    assert wrong == (3, "published: expected YYYY-MM-DD or -")
    (wrong,) = mistakes(BODY, HEAD.replace("invented", "real"))
    assert "sources: are needed" in wrong[1]
    assert parse("no head at all", PATH)[1][0].text == "the head must end by a line '---'"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("⟦p Ana Sol|Ana Sol", "is not closed"),
        ("Ana Sol⟧", "closes nothing"),
        ("⟦p Ana Sol⟧", "not a mark"),
        ("⟦q Ana Sol|Ana Sol⟧", "unknown kind 'q'"),
        ("⟦p Ana Sol| ⟧", "an empty mark"),
        ("⟦p Ana Sol|Ana Sol ⟧", "begins or ends with a space"),
        ("⟦p Ana Sol|Ana So⟧l", "ends inside a word"),
        ("A⟦p Ana Sol|na Sol⟧", "begins inside a word"),
        ("⟦p Ana Sol|Mrs Ana Sol⟧", "a title or rank"),
        ("⟦p Ana Sol|Ana Sol's⟧", "a possessive"),
        ("⟦p Ana Maria Sol|Ana Sol⟧", "['Maria'] stands nowhere"),
        ("⟦p Ana Sol|Ana ⟦p Sol|Sol⟧⟧", "a mark p inside another"),
        ("⟦c seven people|seven people⟧", "expected digits and what is counted"),
        ("⟦e 2024-13-01|then⟧", "there is no such day or month"),
        ("⟦e 2024-08-01|Friday⟧", "2024-08-01 is no friday"),
        ("⟦e 2024-08|July⟧", "2024-08 is not in july"),
        ("⟦s the guard|we left⟧", "without the article"),
        ("⟦s guard >|we left⟧", "a speaker is missing"),
        ("⟦s guard|that we left⟧", "begins after 'that'"),
        ("⟦s guard|“we left”⟧", "the quotation marks stay outside"),
        ("⟦s guard|we “left⟧", "without its other half"),
        ("⟦s guard|we left\n\nat once⟧", "one mark a paragraph"),
    ],
)
def test_mistakes_of_the_marks(body, text):
    assert any(text in message and line == 6 for line, message in mistakes(f"{body}\n"))


def test_marks_of_html_stay_in_their_block():
    page = Path("02-page.html.marked")
    assert mistakes("<p>⟦s guard|we <b>left</b>⟧</p>", name=page) == []
    assert "block level" in mistakes("<p>⟦s guard|we</p><p>left⟧</p>", name=page)[0][1]


@pytest.mark.parametrize(
    ("language", "label", "words"),
    [("de", "2024-08-01", "Donnerstag"), ("ru", "2024-08-01", "четверг"), ("ru", "2024-05-09", "9 мая")],
)
def test_weekdays_and_months_of_three_languages(language, label, words):
    head = HEAD.replace("language: en", f"language: {language}")
    assert mistakes(f"⟦e {label}|{words}⟧\n", head) == []
    assert mistakes(f"⟦e 2024-04-03|{words}⟧\n", head) != []


def test_a_folder(tmp_path, capsys):
    (tmp_path / "01-a.txt.marked").write_text(f"{HEAD}---\n{BODY}", encoding="utf-8")
    (tmp_path / "02-b.txt.marked").write_text(f"{HEAD}---\nAna⟧\n", encoding="utf-8")
    articles, wrong = load(tmp_path)
    assert [article.name for article in articles] == ["01-a.txt", "02-b.txt"]
    assert [str(mistake) for mistake in wrong] == [f"{tmp_path / '02-b.txt.marked'}:6: ⟧ closes nothing"]
    assert totals(articles).splitlines()[1].split() == ["en", "2", "0", "0", "16", "2", "1", "1", "2", "0", "0"]
    assert main([str(tmp_path)]) == 1
    assert "02-b.txt.marked:6: ⟧ closes nothing" in capsys.readouterr().out


def test_no_articles(tmp_path, capsys):
    assert main([str(tmp_path / "none")]) == 1
    assert "holds no marked articles" in capsys.readouterr().err


def test_the_tune_half_has_no_mistakes():
    articles, wrong = load(REPORTS / "tune")
    assert [str(mistake) for mistake in wrong] == []
    assert len(articles) == 32


def test_marks_of_a_page_move_onto_its_text():
    source = (
        "<nav>Home Ana Sol</nav><script>Ana Sol</script><p>⟦p Ana Sol|Ana&nbsp;Sol⟧ met ⟦p Bo Ek|<b>Bo</b> Ek⟧.</p>"
        "<p>Later ⟦p Ana Sol|Sol⟧ left.</p>"
    )
    article, _ = parse(f"{HEAD}---\n{source}", Path("03-page.html.marked"))
    text = "Ana Sol met Bo Ek.\n"
    kept, lost = onto(article, text)
    assert [(mark.label, text[slice(*mark.span)]) for mark in kept] == [("Ana Sol", "Ana Sol"), ("Bo Ek", "Bo Ek")]
    assert [mark.label for mark in lost] == ["Ana Sol"]
