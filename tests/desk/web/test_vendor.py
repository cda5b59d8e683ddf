"""Front-end files: those that were taken, unchanged, with their licences; and nothing from elsewhere."""

import hashlib
import json
import re
from html.parser import HTMLParser

import pytest

from glienicke.desk.rendered import HERE, STATIC

VENDOR = STATIC / "vendor"
PAGES = sorted((HERE / "templates").rglob("*.html"))
OWN = sorted(path for path in STATIC.iterdir() if path.is_file())


def test_files_are_those_that_were_taken():
    listed = json.loads((VENDOR / "hashes.json").read_text("utf-8"))
    there = {path.name for path in VENDOR.iterdir()} - {"hashes.json"}
    assert set(listed) == there
    for name, told in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == told["sha256"], name
        assert re.fullmatch(r"\d+\.\d+\.\d+", told["version"])


def test_each_has_its_licence():
    for path in VENDOR.glob("*.js"):
        name = {"hx-sse": "htmx"}.get(path.name.split(".")[0], path.name.split(".")[0])
        assert (VENDOR / f"{name}.LICENSE.txt").stat().st_size > 100
    assert (VENDOR / "pico.LICENSE.txt").exists()


class Found(HTMLParser):
    """What a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.fields: set[str] = set()
        self.labels: set[str] = set()

    def handle_starttag(self, tag, attrs) -> None:
        attributes = dict(attrs)
        self.addresses += [attributes[key] or "" for key in ("src", "href", "action") if key in attributes]
        self.inline += [key for key in attributes if key.startswith("on") or key == "style"]
        if tag == "style" or (tag == "script" and "src" not in attributes):
            self.inline.append(tag)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_no_page_loads_from_elsewhere_or_runs_what_stands_in_it(page):
    text = page.read_text("utf-8")
    found = Found()
    found.feed(re.sub(r"\{%.*?%\}", " ", text))  # a condition within a tag is no attribute of it
    assert not found.inline
    for address in found.addresses:
        assert address.startswith(("/", "#", "{{", "{%", "?")) or not address, address
        assert not address.startswith("//")
    assert "|safe" not in text.replace(" ", "") and "autoescape" not in text


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_files_name_no_other_host(path):
    hosts = set(re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", path.read_text("utf-8")))
    assert hosts <= {"http://www.w3.org"}, hosts
