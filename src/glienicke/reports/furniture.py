"""What stands on a page and is no content: captions, bylines, "read also", language bars, share buttons, notes."""

from __future__ import annotations

import re

from glienicke.reports.data import Role
from glienicke.reports.listed import one_of

_ANY = "any"
_SHORT, _NOTE = 30, 60
"""So many words at most has a box or a byline, and a caption."""

_LANGUAGE = (
    r"(?:[A-Z]{2,3}|English|Deutsch|Français|Español|Русский|Українська|العربية|中文|Türkçe|Português|Italiano|"
    r"Polski|Қаз(?:ақша)?|Рус|Eng|فارسی|עברית|日本語|한국어)"
)
_BAR = re.compile(rf"\s*{_LANGUAGE}(?:(?:\s*[|/·•,]\s*|\s+){_LANGUAGE}){{1,}}\s*")
_MENU = re.compile(r"\s*[\w’' -]{2,25}(?:\s+[|·•]\s+[\w’'/ -]{2,25}){2,}\s*")
_MARKS = re.compile(r"[\W_]*|\W*\d{1,2}[:.]\d{2}(?:\s*(?:Uhr|[ap]\.?m\.?|[A-Z]{2,4}))?\W*|\([\w/-]{2,12}\)")
_CREDIT = re.compile(
    r"(?:\b(?:Photo|Foto|Image|Picture|Bild|Credit|Фото|Снимок|Photograph)s?(?: by| von)?\s*[:/©]\s*\S[^.!?]{0,60}|"
    r"\((?:Photo|Foto|Bild|Image|Picture|AP Photo|Фото|File|Archiv)[^()]{0,80}\)|"
    r"©\s?\S[^.!?]{0,60}|/ ?(?:пресс-служба|Handout|AFP|AP|REUTERS|Reuters|Getty[^.]{0,20}|EPA|dpa|ТАСС|РИА[^.]{0,20}))"
    r"[.)]?\s*$"
)
_BYLINE = re.compile(
    r"\s*(?:By|BY|Von|VON|Автор|Авторы|Author|Autorin|Autor|Text|Текст|Interview|Reporter|Korrespondent)\b:?\s+"
    r"(?P<who>[^.!?\n]{3,120})\s*$"
)
_SMALL = frozenset(
    (
        "and", "und", "и", "in", "for", "the", "our", "staff", "correspondent", "correspondents", "editor",
        "reporter", "columnist", "unserer", "unserem", "redaktion", "at", "with", "von", "van", "de", "der",
        "writer", "foreign", "political", "chief", "из", "a", "of", "korrespondentin", "korrespondent", "aus", "agency",
        "writers",
    )
)  # fmt: skip


def role_of(paragraph: str, language: str, *, first: bool = False) -> Role | None:
    """What a paragraph is if it is no content; None if it may be content."""
    words = paragraph.split()
    count = len(words)
    if _MARKS.fullmatch(paragraph) or _BAR.fullmatch(paragraph) or (count <= 20 and _MENU.fullmatch(paragraph)):
        return "furniture"
    if _starts(paragraph, language, "caption") and count <= _NOTE:
        return "caption"
    if count <= _NOTE and _CREDIT.search(paragraph) and not re.search(r"[“”«»„]", paragraph):
        return "caption"
    if _byline(paragraph) or (count <= _SHORT and _starts(paragraph, language, "byline")):
        return "byline"
    if not first and count <= _SHORT and _starts(paragraph, language, "box"):
        return "box"
    if count <= _NOTE and _starts(paragraph, language, "note"):
        return "furniture"
    return None


def headed_box(paragraph: str, language: str) -> bool:
    """Whether a line is only the heading of a box, so that the short lines after it belong to it."""
    return len(paragraph.split()) <= 5 and not re.search(r"[:：]\s*\S", paragraph)


def _starts(paragraph: str, language: str, title: str) -> bool:
    pattern = _starting(title)
    return pattern.match(paragraph) is not None


_COMPILED: dict[str, re.Pattern[str]] = {}


def _starting(title: str) -> re.Pattern[str]:
    """A paragraph that begins with an entry of `words/furniture.any.txt`: all of it, or up to a mark or a capital.

    Entries that end in a colon need it.
    """
    if title not in _COMPILED:
        _COMPILED[title] = re.compile(
            rf"[\s(\[>•*▶►+#-]*(?:{one_of('furniture', _ANY, title + ' with a mark')}\s*[:：/|)\]–—-]"
            rf"|{one_of('furniture', _ANY, title)}(?!\w))",
            re.IGNORECASE,
        )
    return _COMPILED[title]


def _byline(paragraph: str) -> bool:
    """ "By Ann Lee and Bo Chen, staff" is a byline; "By September the teacher had a sheet" is not."""
    found = _BYLINE.match(paragraph)
    if found is None:
        return False
    words = re.findall(r"[^\W\d_][\w’'.-]*", found["who"])
    return 0 < len(words) <= 14 and all(word[0].isupper() or word.lower() in _SMALL for word in words)
