"""A page's source → its article by trafilatura, paragraph by paragraph, and the day it says it was published.

What is no content is cut out first, by what it is (nav, aside, figure) and by what it is called (byline, related,
newsletter), so that no caption stands between two paragraphs.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import trafilatura
from lxml import etree, html

from glienicke.reports.furniture import role_of
from glienicke.reports.published import EARLIEST, day_in

_NOISE = (
    "script style noscript template figure figcaption picture nav aside footer form button iframe svg select dialog"
)
_CALLED = re.compile(
    r"(?:^|[-_\s])(?:by-?line|author|authors|kicker|caption|credits?|related|read-?(?:also|more|next)|see-?also|"
    r"newsletter|subscribe|subscription|promo|share|sharing|social|cookies?|consent|gdpr|pull-?quotes?|comments?|adverts?|"
    r"advertisement|ads?|ad-[\w-]+|sponsored|tags?|taglist|breadcrumbs?|recommended|recommendations|most-?read|popular|trending|"
    r"more-(?:on|stories|news|from)|sidebar|side-?bar|menu|top-?menu|navigation|nav|navbar|skip|skip-?link|toolbar|lang|langs|"
    r"languages?|disclaimer|copyright|footer|meta|timestamp|dateline-meta|published|pub-?date|post-?date|article-?date|infobox|"
    r"mehr-zum-thema|teaser|teasers|related-?articles?|related-?stories|outbrain|taboola|widget|read_also|read-also|donate|"
    r"poll|quiz|notes?|editor-?note|print|bookmark|paywall|login)(?:$|[-_\s])",
    re.IGNORECASE,
)
_SHARE = 0.4
"""What holds more of the page's words than this is no furniture, whatever it is called."""
_DATED = re.compile(r"(?:by-?line|meta|dateline|timestamp|pub|date|time|author|info)", re.IGNORECASE)
_BLOCKS = ("p", "head", "item", "quote", "cell", "ab", "code")


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of a page. headline: whether it is one."""

    words: str
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page's article. day: of publication, as the page itself says it."""

    parts: tuple[Part, ...]
    day: dt.date | None = None


def is_html(name: str, text: str) -> bool:
    """Whether a file is a page, by its name or its first tag."""
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return True
    return re.match(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",
                    text[:2000], re.IGNORECASE | re.DOTALL) is not None  # fmt: skip


def page_of(source: str) -> Page:
    """The article of a page, without what is no content; no parts if there is none."""
    try:
        tree = html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    except (etree.ParserError, ValueError):
        return Page(())
    day = _published(tree)
    title = _title(tree)
    _cut(tree)
    parts = tuple(_parts(tree))
    if title and parts and not any(_same(part.words, title) for part in parts[:4]):
        parts = (Part(title, headline=True), *parts)
    return Page(parts, day)


def _parts(tree: Any) -> Iterator[Part]:
    found = trafilatura.extract(
        tree, output_format="xml", include_comments=False, include_tables=True, favor_recall=True, deduplicate=False
    )
    body = etree.fromstring(found.encode()).find("main") if found else None
    if body is None:
        body, _, _ = trafilatura.baseline(tree)
    for node in body.iter(*_BLOCKS):
        if any(parent.tag in _BLOCKS for parent in node.iterancestors()):
            continue
        for words in _lines(node):
            yield Part(words, headline=node.tag == "head")


def _lines(node: Any) -> Iterator[str]:
    for line_break in node.iter("lb"):
        line_break.tail = f"\n{line_break.tail or ''}"
    inner = [child for child in node.iter(*_BLOCKS) if child is not node]
    if node.tag == "quote" and inner:
        for child in inner:
            yield from _lines(child)
        return
    for line in "".join(node.itertext()).split("\n"):
        words = re.sub(r"[ \t\r\f\v]+", " ", line).strip()
        if words:
            yield words


def _cut(tree: Any) -> None:
    whole = max(1, len(_text(tree)))
    for node in list(tree.iter()):
        if not isinstance(node.tag, str) or node.tag in ("html", "body", "article", "main", "h1"):
            continue
        called = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}"
        noise = node.tag in _NOISE.split() or (_CALLED.search(called) and len(_text(node)) < _SHARE * whole)
        if not noise and node.tag in ("div", "p", "section", "ul", "span"):
            words = _text(node).strip()
            noise = 0 < len(words) < 200 and node.tag in ("div", "p") and role_of(words, "any") in ("box", "furniture")
        if noise and node.getparent() is not None:
            node.drop_tree()


def _text(node: Any) -> str:
    return "".join(node.itertext())


def _title(tree: Any) -> str:
    """The page's headline: its only h1, else what it tells other sites, else its title without the site's name."""
    headings = [" ".join(_text(node).split()) for node in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    told = tree.xpath("//meta[@property='og:title']/@content")
    if told:
        return " ".join(str(told[0]).split())
    titles = [" ".join(_text(node).split()) for node in tree.xpath("//head/title")]
    return re.split(r"\s[|–—-]\s(?=[^|–—]*$)", titles[0])[0] if titles else ""


def _same(one: str, other: str) -> bool:
    plain = [re.sub(r"\W+", " ", words).strip().lower() for words in (one, other)]
    return plain[0] == plain[1] or (len(plain[1]) > 20 and plain[1] in plain[0])


# ------------------------------------------------------------------------ day


def _published(tree: Any) -> dt.date | None:
    told = tree.xpath(
        "//meta[@property='article:published_time' or @property='og:published_time' or @itemprop='datePublished'"
        " or @name='date' or @name='pubdate' or @name='publishdate' or @name='DC.date' or @name='DC.date.issued'"
        " or @name='dcterms.created' or @name='article:published_time' or @name='parsely-pub-date']/@content"
    )
    told += list(_json_days(tree))
    told += tree.xpath("//*[@itemprop='datePublished']/@datetime") + tree.xpath(
        "(//article//time|//header//time)/@datetime"
    )
    for value in told:
        found = day_in(str(value)[:40].replace("T", " "), "en")
        if found is not None and found[0].year >= EARLIEST:
            return found[0]
    return _shown(tree)


def _json_days(tree: Any) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            data = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for entry in data if isinstance(data, list) else [data, *_graph(data)]:
            if isinstance(entry, dict) and isinstance(entry.get("datePublished"), str):
                yield entry["datePublished"]


def _graph(data: object) -> list[object]:
    graph = data.get("@graph") if isinstance(data, dict) else None
    return graph if isinstance(graph, list) else []


def _shown(tree: Any) -> dt.date | None:
    """A day with its year on a line that is called a byline, a date or the like."""
    language = (tree.get("lang") or "en")[:2].lower()
    for node in tree.iter("p", "div", "span", "time", "li"):
        called = f"{node.get('class') or ''} {node.get('id') or ''}"
        if node.tag != "time" and not _DATED.search(called):
            continue
        words = " ".join(_text(node).split())
        found = day_in(words, language) if len(words) < 200 else None
        if found is not None:
            return found[0]
    return None
