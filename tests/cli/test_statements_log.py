"""`glienicke statements`: a person's timeline and what consent comes to."""

import pytest


@pytest.fixture
def shown(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")

    def lines(*words):
        result = run("statements", "contacts.yaml", *words)
        assert result.exit_code == 0, result.stderr
        return [" ".join(line.split()) for line in result.stdout.splitlines()]

    return lines


def test_the_timeline_is_in_the_order_of_dates_with_who_says_so(shown):
    lines = shown("ana", "--on", "2024-12-31")
    start = lines.index("Timeline of Ana Lind (ana)")
    assert lines[start + 2 : start + 11] == [
        "assessment by a historian: part of a pattern Radio North in an interview",
        "2023-02 contact by the family (her sister): a telephone call Radio North",
        "2023-04-01 contact by Northland: pressure reported: told that letters would stop Radio North not verified",
        "2023-05-02 contact by the consul: consent asked (in a visit) no source named",
        "2023-05-09 contact by the consul: consent given (in writing) The Gazette, 2024-01-10 and Radio North one page",
        "2023-06-09 contact by the lawyer: consent withdrawn The Gazette, 2024-01-10",
        "2024-03-02 assessment by a minister of Northland: a one-off The Gazette, 2024-01-10",
        "2024-06 arrested again: on a journey Radio North",
        "2025-09-01 legal step, still ahead: hearing, a court of appeal The Gazette, 2024-01-10",
    ]


def test_consent_is_said_with_the_word_that_decides(shown):
    assert shown("ana", "--on", "2023-05-10")[-1] == (
        "Consent to an exchange on 2023-05-10: given (given 2023-05-09, according to The Gazette, 2024-01-10 and "
        "Radio North): the last word by the day."
    )
    said = "Consent to an exchange on 2023-06-09: refused (withdrawn 2023-06-09, according to The Gazette, 2024-01-10)"
    assert shown("ana", "--on", "2023-06-09")[-1].startswith(said)


def test_nothing_later_is_shown(shown):
    text = "\n".join(shown("ana", "--on", "2023-05-01"))
    assert "telephone" in text
    for later in ("asked", "Consent", "arrested again", "one-off", "hearing"):
        assert later not in text


def test_one_key_alone(shown):
    lines = shown("ana", "--property", "pressure", "--on", "2024-12-31")
    assert "A contact with Ana Lind (ana), 2023-04-01" in lines
    assert not any(line.startswith("Timeline") for line in lines)


def test_the_overview_counts_the_logs(shown):
    [row] = [line for line in shown("--on", "2024-12-31") if line.startswith("ana")]
    assert row == "ana Ana Lind 34 2 – –"


def test_as_json(answer):
    data, _ = answer("statements", "contacts.yaml", "ana", "--on", "2023-05-10")
    assert data["consent"] == {
        "state": "given",
        "said": "given",
        "on": "2023-05-09",
        "contact": 3,
        "according_to": ["gazette", "radio"],
        "why": "the last word by the day",
    }
    assert "contacts/ana/2023-05-09" in {line["subject"] for line in data["lines"]}
    data, _ = answer("statements", "contacts.yaml", "--on", "2023-05-10")
    assert "consent" not in data
