"""The page for people: it says what it must, escapes what it is given, and stands alone."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

from glienicke.cli import app

CASE = Path(__file__).parent.parent / "cli" / "data" / "bridge.yaml"


class Page(HTMLParser):
    """The tags with their attributes, and the text."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text += data


@pytest.fixture
def brief(tmp_path, monkeypatch):
    monkeypatch.chdir(CASE.parent)

    def made(*words, case=CASE.name, code=0):
        out = tmp_path / "brief.html"
        result = CliRunner().invoke(app, ["brief", str(case), "-o", str(out), *words])
        assert result.exit_code == code, result.output
        return out.read_text(encoding="utf-8")

    return made


def test_whole_page(brief, snapshot):
    assert brief() == snapshot


def test_page_without_a_deal(brief, snapshot):
    assert brief("--on", "2024-02", code=3) == snapshot


def test_stands_alone_and_is_well_formed(brief):
    for text in (brief(), brief("--on", "2024-02", code=3)):
        page = Page(text)
        assert page.open == []
        assert not re.search(r"(?:src|href)=|url\(|@import|<script", text)
        assert text.startswith("<!doctype html>")
        assert "@page { size: A4" in text


def test_is_accessible(brief):
    for text in (brief(), brief("--on", "2024-02", code=3)):
        page = Page(text)
        tags = [tag for tag, _ in page.tags]
        assert dict(page.tags)["html"]["lang"] == "en"
        assert [tags.count(one) for one in ("main", "header", "footer", "h1", "title")] == [1, 1, 1, 1, 1]
        ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
        assert len(ids) == len(set(ids))
        labels = [attrs["aria-labelledby"] for _, attrs in page.tags if "aria-labelledby" in attrs]
        assert set(labels) <= set(ids)
        assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")
        levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_colours_have_contrast(brief):
    """At least 7 to 1 against white for all text, as WCAG AAA asks."""

    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    colours = re.findall(r"[; {]color: (#[0-9a-f]{6})", brief())
    assert len(colours) >= 3
    assert all(1.05 / (light(colour) + 0.05) >= 7 for colour in colours)


def test_tells_what_it_must(brief):
    text = " ".join(Page(brief()).text.split())
    assert text.index("Owed first") < text.index("The verdict") < text.index("Who goes where")
    assert "Eva Roth, held by Northland: seriously wounded" in text
    assert "Northland, Southland and Eastland release 4 people and 1 minor" in text
    assert "Gets Boris Falk and Cora Wen. It asks for everybody whom it gets." in text
    assert "Kept: Ana Lind is released only if Boris Falk is released." in text
    assert "Ana Lind: consent is still open." in text
    assert "Radio North, 2024-02-02 (read via a copy)" in text
    assert "decides nothing" in text


def test_tells_nothing_later_than_its_day(brief):
    assert "Dov Hale matters more" in brief()
    assert "Dov Hale matters more" not in brief("--on", "2024-02", code=3)


def test_text_of_the_case_is_escaped(brief, tmp_path):
    case = tmp_path / "sly.yaml"
    sly = '<script>alert(1)</script> & \\"co\\"'
    case.write_text(CASE.read_text(encoding="utf-8").replace("name: Ana Lind", f'name: "{sly}"'), encoding="utf-8")
    text = brief(case=case)
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;co&#34;" in text
