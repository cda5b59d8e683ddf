"""Words of names in any script → the sounds that their transliterations share.

A word becomes one or a few strings of classes: capitals for consonants that systems of transliteration write in
different ways (C: sh, ch, zh, tsch, cz, j; S: s, z, ts, c; H: h, kh, ch; K: k, q, g; F: f, v, w), small letters for
vowels (a; i for e, i, y, j; u for o, u). Where a spelling can be read in two ways (German ch, French j, Ukrainian h) it
has both strings. Scripts without vowels (Arabic, Hebrew) give consonants only.

After the systems BGN/PCGN, ISO 9, ICAO Doc 9303, scientific, German, Polish and French practice, ALA-LC and the
spellings of the press; a wide cousin of Soundex and of the Beider-Morse rules, made for one name in several systems.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from anyascii import anyascii

VARIANTS_MAX = 8
"""So many readings of one word are kept."""

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")
CYRILLIC = re.compile("[\u0400-\u04ff]")

_CYRILLIC: dict[str, tuple[str, ...]] = {
    "а": ("a",), "б": ("B",), "в": ("F",), "г": ("K", "H"), "ґ": ("K",), "д": ("D",), "е": ("i",), "ё": ("i", "u"),
    "є": ("i",), "ж": ("C",), "з": ("S",), "и": ("i",), "і": ("i",), "ї": ("i",), "й": ("i",), "к": ("K",), "л": ("L",),
    "м": ("M",), "н": ("N",), "о": ("u",), "п": ("P",), "р": ("R",), "с": ("S",), "т": ("T",), "у": ("u",),
    "ў": ("F", "u"), "ф": ("F",), "х": ("H",), "ц": ("S",), "ч": ("C",), "ш": ("C",), "щ": ("C",), "ъ": ("",),
    "ы": ("i",), "ь": ("",), "э": ("i",), "ю": ("iu",), "я": ("ia",), "қ": ("K",), "ғ": ("K",), "ү": ("u",),
    "ұ": ("u",), "ө": ("u",), "ә": ("a",), "һ": ("H",), "ң": ("N",), "ј": ("i",), "љ": ("Li",), "њ": ("Ni",),
    "ћ": ("C",), "ђ": ("C",), "џ": ("C",),
}  # fmt: skip
_ARABIC: dict[str, tuple[str, ...]] = {
    "ب": ("B",), "پ": ("P",), "ت": ("T",), "ث": ("T", "S"), "ج": ("C", "K"), "چ": ("C",), "ح": ("H",), "خ": ("H",),
    "د": ("D",), "ذ": ("D", "S"), "ر": ("R",), "ز": ("S",), "ژ": ("C",), "س": ("S",), "ش": ("C",), "ص": ("S",),
    "ض": ("D", "S"), "ط": ("T",), "ظ": ("S", "D"), "ع": ("",), "غ": ("K",), "ف": ("F",), "ق": ("K",), "ك": ("K",),
    "ک": ("K",), "گ": ("K",), "ل": ("L",), "م": ("M",), "ن": ("N",), "ه": ("H",), "و": ("", "F"), "ؤ": ("",),
    "ى": ("",), "ي": ("",), "ی": ("",), "ئ": ("",), "ء": ("",), "ا": ("",), "أ": ("",), "إ": ("",), "آ": ("",),
    "ة": ("", "T"),
}  # fmt: skip
_HEBREW: dict[str, tuple[str, ...]] = {
    "א": ("",), "ב": ("B", "F"), "ג": ("K",), "ד": ("D",), "ה": ("H",), "ו": ("", "F"), "ז": ("S",), "ח": ("H",),
    "ט": ("T",), "י": ("",), "כ": ("K", "H"), "ך": ("H", "K"), "ל": ("L",), "מ": ("M",), "ם": ("M",), "נ": ("N",),
    "ן": ("N",), "ס": ("S",), "ע": ("",), "פ": ("P", "F"), "ף": ("F",), "צ": ("S",), "ץ": ("S",), "ק": ("K",),
    "ר": ("R",), "ש": ("C", "S"), "ת": ("T",),
}  # fmt: skip
_LATIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("schtsch", ("C",)), ("shch", ("C",)), ("szcz", ("C",)), ("chtch", ("C",)), ("chtsch", ("C",)), ("dsch", ("C",)),
    ("tsch", ("C",)), ("tch", ("C",)), ("dzh", ("C",)), ("sch", ("C",)), ("tsh", ("C",)), ("zsch", ("C",)),
    ("cz", ("C",)), ("sz", ("C",)), ("sh", ("C",)), ("zh", ("C",)), ("rz", ("C", "RS")), ("dj", ("C", "Di")),
    ("ch", ("C", "H")), ("kh", ("H",)), ("gh", ("K",)), ("ck", ("K",)), ("qu", ("K",)), ("ph", ("F",)),
    ("th", ("T",)), ("dh", ("D",)), ("ts", ("S",)), ("tz", ("S",)), ("tc", ("C",)), ("dz", ("S",)), ("ks", ("KS",)),
    ("x", ("KS", "H", "C")), ("ou", ("u",)), ("oo", ("u",)), ("oe", ("u",)), ("ue", ("u",)), ("ae", ("a",)),
    ("ee", ("i",)), ("ie", ("i",)), ("ye", ("i",)), ("je", ("i", "Ci")), ("yo", ("iu", "i", "u")),
    ("jo", ("iu", "i", "u", "Cu")), ("io", ("iu", "u")), ("aa", ("a",)), ("ay", ("ai",)), ("ey", ("i",)),
    ("ei", ("i", "ai")), ("a", ("a",)), ("b", ("B",)), ("c", ("K", "S", "C")), ("d", ("D",)), ("e", ("i",)),
    ("f", ("F",)), ("g", ("K", "H", "C")), ("h", ("H", "")), ("i", ("i",)), ("j", ("i", "C")), ("k", ("K",)),
    ("l", ("L",)), ("m", ("M",)), ("n", ("N",)), ("o", ("u",)), ("p", ("P",)), ("q", ("K",)), ("r", ("R",)),
    ("s", ("S",)), ("t", ("T",)), ("u", ("u",)), ("v", ("F",)), ("w", ("F", "u")), ("y", ("i",)), ("z", ("S",)),
)  # fmt: skip
_LATIN_FIRST = re.compile("|".join(spelt for spelt, _ in _LATIN))
_LATIN_TABLE = dict(_LATIN)
_MARKED = str.maketrans({
    "ž": "zh", "ż": "zh", "ź": "z", "š": "sh", "ś": "sh", "ş": "sh", "ș": "sh", "č": "tch", "ć": "tch", "ç": "tch",
    "ŝ": "shch", "ł": "l", "ø": "o", "ö": "o", "ü": "u", "ä": "a", "å": "a", "æ": "a", "œ": "o", "ß": "ss", "ğ": "",
    "ı": "i", "ń": "n", "ñ": "n", "ḥ": "h", "ẖ": "kh", "ẓ": "z", "ṣ": "s", "ḍ": "d", "ṭ": "t", "ġ": "gh", "ḫ": "kh",
    "ě": "e", "đ": "dj", "ř": "rz", "þ": "th", "ð": "d", "ā": "a", "ī": "i", "ū": "u",
})  # fmt: skip


@cache
def sounds(word: str) -> frozenset[str]:
    """The readings of one word of a name; of Arabic and Hebrew words consonants only. Empty if it has no letters."""
    low = word.lower()
    if ARABIC.search(low):
        return _joined([_ARABIC.get(letter, ("",)) for letter in low])
    if HEBREW.search(low):
        return _joined([_HEBREW.get(letter, ("",)) for letter in low])
    if CYRILLIC.search(low):
        return _joined([_CYRILLIC.get(letter, ("",)) for letter in low])
    low = low.translate(_MARKED)
    plain = low if low.isascii() and low.isalpha() else re.sub("[^a-z]", "", anyascii(low).lower())
    parts = [_LATIN_TABLE[found[0]] for found in _LATIN_FIRST.finditer(plain)]
    return _joined(parts)


def _joined(parts: list[tuple[str, ...]]) -> frozenset[str]:
    """The readings of parts that may each be read in several ways; beyond the most, only the first ways of the last."""
    many = 1
    for at, ways in enumerate(parts):
        if many * len(ways) > VARIANTS_MAX:
            parts[at] = ways[:1]
        else:
            many *= len(ways)
    readings = {_smooth("".join(reading)) for reading in product(*parts)}
    return frozenset(reading for reading in readings if reading)


def _smooth(reading: str) -> str:
    """A reading without doubled signs and without what systems write or leave out at the end."""
    reading = _single(reading)
    if reading.endswith("aH"):
        reading = reading[:-1]
    if reading.endswith("F"):  # after hushing sounds o and e stand for the same ё
        reading = _HUSHED.sub("Ci", reading)
    return reading


_HUSHED = re.compile(r"C[iu]*u(?=F$)")


def _single(reading: str) -> str:
    """A reading without doubled signs."""
    return "".join(sign for at, sign in enumerate(reading) if at == 0 or sign != reading[at - 1])


def consonants(reading: str) -> str:
    """The consonants of a reading."""
    return _single(reading.translate(_VOWELS))


_VOWELS = str.maketrans("", "", "aiu")
