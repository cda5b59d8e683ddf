"""A name as text → its words and what each is: given or family word, patronymic, initial, particle, kunya, suffix.

No order is assumed: "Гершкович Эван", "Gershkovich, Evan" and "Evan Gershkovich" have the same words. Particles (von,
al-, bin) are no words of their own. What a word may be is told by its form only; which one is the family name is told
by the match of two names, not by one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from anyascii import anyascii

from glienicke.lists.sounds import ARABIC, CYRILLIC, HEBREW, consonants, sounds

Kind = Literal["word", "patronymic", "initial", "kunya", "suffix"]
Script = Literal["latin", "cyrillic", "arabic", "hebrew", "han", "other"]

PARTICLES = frozenset(
    re.split(
        " ",
        "von van der den de da di dos das del della la le el al ul ud bin bint ibn ben bar bat zu zur zum af av ter "
        "ten du dei y e i бин ибн аль эль фон ван де дер да ди ла оглы кызы оглу ал ел בן בת אל بن ابن بنت ال آل",
    )
)
KUNYA = frozenset(("abu", "umm", "abou", "um", "abo", "oum", "абу", "умм", "أبو", "ابو", "أم", "ام", "אבו"))
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "junior", "senior", "phd", "md"))
TITLES = frozenset(
    re.split(
        " ", "mr mrs ms miss dr prof sir dame lord lady herr frau col gen lt capt maj sgt господин госпожа г-н г-жа"
    )
)
_PATRONYMIC = re.compile(
    r"\w{2,}(?:ович|евич|ич|овна|евна|инична|ична|йович|івна|ївна|[oe]vich|[oe]vych|[oe]vitch|[oe]witsch|[oe]wicz|[oei]vna|ichna|"
    r"[oe]wna|ivna|yivna|yovych|[oe]vič|[oe]vic)",
    re.IGNORECASE,
)
_HAN = re.compile("[\u4e00-\u9fff]")
_ARTICLE = re.compile(r"^(?:al|el|as|ash|an|ad|ar|at|az|ud|ul|аль|эль|ас|аш|ан|ад|ар|ат|аз)[-‑'’](?=\w)", re.IGNORECASE)
_POINTS = re.compile(r"[\u064b-\u0652\u0640\u0591-\u05c7]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'ʼ`‑-][^\W\d_]+)*\.?", re.UNICODE)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One word of a name. text: as it is written. low: in small letters without marks. sounds: its readings (see
    `sounds`). bones: their consonants. vowels: whether the script writes them. group: of which names it is a variant.

    The same word is the same object, so that what was found of two words is found again at once.
    """

    text: str
    low: str
    kind: Kind
    sounds: frozenset[str]
    bones: frozenset[str]
    vowels: bool
    group: frozenset[int]


@dataclass(frozen=True, slots=True, eq=False)
class Name:
    """A name: its text, script, and parts in the order they are written."""

    text: str
    script: Script
    parts: tuple[Part, ...]

    @property
    def words(self) -> tuple[Part, ...]:
        """The parts that must agree or be absent: everything but suffixes."""
        return tuple(part for part in self.parts if part.kind != "suffix")


@lru_cache(maxsize=300_000)
def parse(text: str) -> Name:
    """The name in a text. Never raises; a text without letters has no parts."""
    clean = unicodedata.normalize("NFC", text).replace("ʿ", "'").replace("ʾ", "'").replace("´", "'")
    if clean.isascii():
        script: Script = "latin"
    else:
        clean = _POINTS.sub("", clean)
        script = script_of(clean)
    if script == "han":
        clean = _han(clean)
    if script == "arabic":
        clean = re.sub(r"(?<!\w)(?:ال|آل )(?=\w{2})", "", clean)
    if _is_wade_giles(clean):
        clean = " ".join(_pinyin(word) for word in clean.split())
    parts: list[Part] = []
    kunya = False
    for match in _WORD.finditer(clean):
        word = _ARTICLE.sub("", match[0])
        low = plain(word)
        bare = low.rstrip(".")
        initial = len(bare) == 1 and (low.endswith(".") or word[0].isupper())  # "E." is no Portuguese "e"
        if not bare or (bare in PARTICLES and not initial) or (bare in TITLES and len(parts) == 0):
            continue
        if bare in KUNYA:
            kunya = True
            continue
        parts.append(_part(word, bare, word.endswith("."), kunya))
        kunya = False
    return Name(text, script, tuple(parts))


@lru_cache(maxsize=300_000)
def _part(word: str, bare: str, dotted: bool, kunya: bool) -> Part:
    letters = bare if bare.isalpha() else re.sub(r"[^\w]", "", bare)
    if kunya:
        kind: Kind = "kunya"
    elif bare in SUFFIXES:
        kind = "suffix"
    elif len(letters) == 1 or (dotted and len(letters) <= 2):
        kind = "initial"
    elif _PATRONYMIC.fullmatch(letters):
        kind = "patronymic"
    else:
        kind = "word"
    readings = sounds(letters)
    bones = frozenset(consonants(reading) for reading in readings)
    vowels = not (ARABIC.search(bare) or HEBREW.search(bare))
    return Part(word.rstrip("."), letters, kind, readings, bones, vowels, groups_of(letters))


def plain(word: str) -> str:
    """A word in small letters, without hyphens and apostrophes."""
    return word.lower() if word.isalpha() else re.sub(r"[’'ʼ`‑-]", "", word.lower())


def script_of(text: str) -> Script:
    """The script of most letters of a text."""
    if HEBREW.search(text):
        return "hebrew"
    if ARABIC.search(text):
        return "arabic"
    if CYRILLIC.search(text):
        return "cyrillic"
    if _HAN.search(text):
        return "han"
    return "latin" if re.search("[a-z]", anyascii(text).lower()) else "other"


def _han(text: str) -> str:
    """Chinese characters in pinyin: the first as the family name, the others joined."""
    syllables = re.findall("[A-Z][a-z]*", anyascii("".join(_HAN.findall(text))))
    return " ".join((syllables[0], "".join(syllables[1:]).title())) if len(syllables) > 1 else "".join(syllables)


@lru_cache(maxsize=1)
def _groups() -> tuple[dict[str, frozenset[int]], dict[str, frozenset[int]]]:
    """(group numbers by spelling, group numbers by reading) of the list of variants."""
    spelt: dict[str, set[int]] = {}
    heard: dict[str, set[int]] = {}
    lines = (files("glienicke.lists") / "words" / "variants.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(line for line in lines if line and not line.startswith("#")):
        for name in line.split(", "):
            spelt.setdefault(name, set()).add(number)
            if len(name) > 4:
                for reading in sounds(name):
                    heard.setdefault(reading, set()).add(number)
    return (
        {name: frozenset(numbers) for name, numbers in spelt.items()},
        {reading: frozenset(numbers) for reading, numbers in heard.items()},
    )


def groups_of(low: str) -> frozenset[int]:
    """The numbers of the names that a word is a variant of; by its spelling, else by its sounds."""
    spelt, heard = _groups()
    ascii_low = anyascii(low).lower()
    if ascii_low in spelt:
        return spelt[ascii_low]
    if len(low) < 4 or ARABIC.search(low) or HEBREW.search(low):
        return frozenset()
    return frozenset(number for reading in sounds(low) for number in heard.get(reading, ()))


_WADE = re.compile(r"\b(?:hs\w+|ch['’]\w+|[ptk]['’]\w+|ts['’]\w+|tz\w+|\w+-p['’]?ing|\w+-t['’]ung)\b", re.IGNORECASE)
_INITIALS = (
    ("hs", "x"), ("ch'", "ch"), ("ch", "zh"), ("ts'", "c"), ("tz'", "c"), ("ts", "z"), ("tz", "z"), ("p'", "p"),
    ("p", "b"), ("t'", "t"), ("t", "d"), ("k'", "k"), ("k", "g"), ("j", "r"), ("ss", "s"), ("sz", "s"),
)  # fmt: skip


def _is_wade_giles(text: str) -> bool:
    """Whether a name is written after Wade and Giles: hs-, aspirates with an apostrophe."""
    return ("'" in text or "’" in text or "-" in text or "hs" in text.lower()) and _WADE.search(text) is not None


def _pinyin(word: str) -> str:
    """A word after Wade and Giles in pinyin, syllable by syllable (ch before i and ü is j, ch' is q)."""
    made = []
    for syllable in re.split("[-‑]", word.lower().replace("’", "'").replace("ü", "u")):
        start, rest = next(
            ((new, syllable[len(old) :]) for old, new in _INITIALS if syllable.startswith(old)), ("", syllable)
        )
        if start in ("zh", "ch") and rest[:1] == "i" and rest[:2] != "ih":
            start = "j" if start == "zh" else "q"
        rest = rest.replace("ien", "ian").replace("ung", "ong").replace("ueh", "ue").replace("ieh", "ie")
        rest = re.sub(r"^(?:ih|u)$", lambda m: "i" if m[0] == "ih" else "u", rest)
        made.append(start + rest)
    return "".join(made).title()
