"""Which language a text is in, by its letters and its small words."""

from __future__ import annotations

import re
from collections import Counter

UNKNOWN = "und"
"""ISO 639-2's code for a language that is not determined."""

_SMALL = {
    "en": "the of and to in that was for with his her had were is by from who has been they not said",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch nach wurde hat bei",
    "fr": "le la les de des et à un une du que qui dans pour par sur avec est été il elle au aux se ne pas",
    "es": "el la los las de y en que un una del por con para se su al lo fue es han sido como más no",
    "it": "il la di che e un una del della per con sono è stato nel dei gli le da al si non alla i",
    "pt": "o a os as de e que do da em um uma para com por foi no na dos das se não mais ao foram",
    "nl": "de het een van en in is dat op te zijn met voor niet aan door werd bij ook die heeft na",
    "pl": "i w na z do że się nie jest o to po jak przez od za oraz został został był dla przy",
    "cs": "a v na se je že z do o k po i s ve pro za byl který jako ale jeho aby při",
    "sv": "och i att det som en på är av för med den till har inte ett om han från var efter",
    "da": "og i at det som en på er af for med den til har ikke et om han fra var efter blev",
    "fi": "ja on oli ei että hän se mutta kun joka ovat myös hänen mukaan jonka olla",
    "tr": "ve bir bu da de için ile olarak olan sonra kadar daha çok gibi ise tarafından oldu ancak",
    "hu": "a az és hogy nem is egy volt van ez meg csak már mint akik azt ezt után szerint",
    "ro": "și în de la cu a pe care un o din pentru nu că este fost lui au mai sunt prin",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_SHARE = 0.06
"""Small words of a language make at least this share of its texts' words."""

_SCRIPTS = (
    ("ar", r"[\u0600-\u06ff]"),
    ("he", r"[\u0590-\u05ff]"),
    ("zh", r"[\u4e00-\u9fff]"),
    ("ja", r"[\u3040-\u30ff]"),
    ("ko", r"[\uac00-\ud7af]"),
    ("ka", r"[\u10a0-\u10ff]"),
    ("hy", r"[\u0530-\u058f]"),
    ("el", r"[\u0370-\u03ff]"),
    ("th", r"[\u0e00-\u0e7f]"),
    ("hi", r"[\u0900-\u097f]"),
)
_CYRILLIC = (("uk", "іїєґ"), ("be", "ўі"), ("kk", "әғқңөұүһ"), ("sr", "ђјљњћџ"), ("mk", "ѓќѕ"), ("bg", ""))
_BULGARIAN = frozenset(["на", "е", "от", "за", "да", "се", "и", "са", "че", "по", "с", "със", "като", "след", "който"])
_RUSSIAN = frozenset(
    [
        "и",
        "в",
        "на",
        "не",
        "что",
        "с",
        "он",
        "как",
        "по",
        "из",
        "его",
        "за",
        "к",
        "от",
        "было",
        "был",
        "для",
        "о",
        "это",
        "был",
        "они",
        "но",
    ]
)


def language_of(text: str) -> str:
    """ISO 639-1 code of the language that most of a text is in; `UNKNOWN` if none can be told."""
    sample = text[:60_000].lower()
    letters = Counter(_script(letter) for letter in sample if letter.isalpha())
    if not letters:
        return UNKNOWN
    script = letters.most_common(1)[0][0]
    if script == "cyrillic":
        return _cyrillic(sample)
    return _latin(sample) if script == "latin" else script


def _script(letter: str) -> str:
    if letter < "\u0370":
        return "latin"
    if "\u0400" <= letter <= "\u052f":
        return "cyrillic"
    return next((code for code, pattern in _SCRIPTS if re.match(pattern, letter)), "latin")


def _cyrillic(sample: str) -> str:
    size = sum("\u0400" <= letter <= "\u052f" for letter in sample)
    russian = sum(sample.count(letter) for letter in "ыэё") / size
    for code, special in _CYRILLIC[:-1]:
        if code != "be" and sum(sample.count(letter) for letter in special) > max(0.012, russian) * size:
            return "be" if code == "uk" and "ў" in sample and "ї" not in sample else code
    if sample.count("ў") > 0.005 * size:
        return "be"
    words = Counter(re.findall(r"\w+", sample))
    bulgarian = sum(words[word] for word in _BULGARIAN - _RUSSIAN)
    return "bg" if russian < 0.004 and bulgarian > sum(words[word] for word in _RUSSIAN - _BULGARIAN) else "ru"


def _latin(sample: str) -> str:
    words = Counter(re.findall(r"[^\W\d_]+", sample))
    whole = max(1, sum(words.values()))
    found = {language: sum(words[word] for word in small) / whole for language, small in _WORDS.items()}
    best = max(found, key=lambda language: found[language])
    if found[best] >= _SHARE:
        return best
    # A few lines, such as a headline, may have hardly any small words.
    return best if whole < 40 and found[best] > 0 else UNKNOWN
