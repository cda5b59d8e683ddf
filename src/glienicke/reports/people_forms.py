"""Forms of names: what Russian and German endings hide, and which spellings may be one name.

`alike_first` and `near_last` compare single words of names: the same after transliteration, one a short form or an
initial of the other, or a misspelling. Their measure is the Damerau-Levenshtein similarity of rapidfuzz on skeletons.
"""

from __future__ import annotations

import re
from functools import cache

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein

from glienicke.reports.listed import listed

CYRILLIC = re.compile("[а-яёіїєґ]", re.IGNORECASE)
PATRONYMIC = re.compile(r"\w+(?:ович|евич|ич|овна|евна|ична|инична)(?:а|у|ем|е|ы|ой|ою)?", re.IGNORECASE)
_LIKE = 0.85
"""Skeletons of surnames that are more alike than this are one name misspelt."""

_MALE = (
    ("овым", "ов"), ("евым", "ев"), ("ёвым", "ёв"), ("иным", "ин"), ("ыным", "ын"), ("ского", "ский"),
    ("скому", "ский"), ("ским", "ский"), ("ском", "ский"), ("цкого", "цкий"), ("цкому", "цкий"), ("цким", "цкий"),
    ("ого", "ый"), ("ому", "ый"), ("его", "ий"), ("ему", "ий"), ("ьем", "ий"), ("ия", "ий"), ("ию", "ий"),
    ("ием", "ий"), ("ии", "ий"), ("ея", "ей"), ("ею", "ей"), ("еем", "ей"), ("ая", "ай"), ("аю", "ай"), ("аем", "ай"),
    ("оя", "ой"), ("ою", "ой"),
)  # fmt: skip
_MALE_SHORT = ("ом", "ем", "ём", "а", "у", "е")
_FEMALE = (
    ("овой", "ова"), ("евой", "ева"), ("ёвой", "ёва"), ("иной", "ина"), ("ыной", "ына"), ("ову", "ова"),
    ("еву", "ева"), ("ёву", "ёва"), ("ину", "ина"), ("скую", "ская"), ("ской", "ская"), ("цкую", "цкая"),
    ("цкой", "цкая"), ("ую", "ая"), ("ией", "ия"), ("ию", "ия"), ("ии", "ия"), ("ьей", "ья"), ("ью", "ья"),
    ("ьи", "ья"), ("ой", "а"), ("ей", "я"), ("у", "а"), ("ы", "а"), ("е", "а"), ("ю", "я"), ("и", "а"),
)  # fmt: skip


def gender_of_first(name: str) -> str:
    """ "m" or "f" for a first name of the lists, in any case; nothing for an unknown one."""
    low = name.lower()
    for gender in "mf":
        if low in listed("first_names", "any", gender):
            return gender
    if CYRILLIC.search(low):
        for gender in "mf":
            if any(form in listed("first_names", "any", gender) for form in bases(low)):
                return gender
    return ""


@cache
def bases(word: str) -> tuple[str, ...]:
    """The nominatives that a Russian word in small letters may be a form of, itself first."""
    found = [word]
    for ending, base in (*_MALE, *_FEMALE):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            found.append(word[: -len(ending)] + base)
    for ending in _MALE_SHORT:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            found += [stem, stem + "ь", stem + "а"]
    for ending, base in (
        ("ля", "ль"),
        ("лю", "ль"),
        ("ря", "рь"),
        ("рю", "рь"),
        ("лем", "ль"),
        ("рем", "рь"),
        ("ли", "ля"),
    ):
        if word.endswith(ending):
            found.append(word[: -len(ending)] + base)
    for ending, base in (
        ("льва", "лев"),
        ("льву", "лев"),
        ("павла", "павел"),
        ("павлу", "павел"),
        ("павлом", "павел"),
        ("петра", "пётр"),
        ("петру", "пётр"),
        ("петром", "пётр"),
    ):
        if word == ending:
            found.append(base)
    if word.endswith(("ца", "цу", "цом", "цем")):
        found.append(re.sub(r"ц(?:а|у|ом|ем)$", "ец", word))
    return tuple(dict.fromkeys(found))


def nominative_first(word: str) -> str:
    """A Russian first name in the nominative: a known one that it may be a form of, else as it stands."""
    low = word.lower()
    for gender in "mf":
        names = listed("first_names", "any", gender)
        for form in bases(low):
            if form in names:
                return word[0] + form[1:]
    return word


def nominative_pair(first: str, last: str, *, sure: bool = False) -> tuple[str, str]:
    """An unknown man's first name and surname, both with the same ending of a case, in the nominative.

    "Освальда Штейнера" is Освальд Штейнер: women's surnames that are not Slavic keep their form. sure: it is known
    that the name is a man's and in another case.
    """
    for ending in ("ом", "ем", "а", "у", "е"):
        slavic = re.search(r"(?:ова|ева|ёва|ина|ына|ая)$", last.lower())
        if first.endswith(ending) and last.endswith(ending) and (sure or not slavic):
            stems = first[: -len(ending)], last[: -len(ending)]
            if all(re.search(r"[бвгджзклмнпрстфхцчшщ]$", stem.lower()) and len(stem) > 2 for stem in stems):
                return stems
    return first, last


def nominative_last(word: str, gender: str) -> str:
    """A Russian surname in the nominative, as a man or a woman bears it. gender "": as far as the ending tells."""
    low = word.lower()
    if gender == "f":
        for ending, base in _FEMALE[:14]:
            if low.endswith(ending):
                return word[: -len(ending)] + base
        return word
    for ending, base in _MALE:
        if low.endswith(ending) and len(low) - len(ending) >= 2 and not (gender == "" and ending in ("ия", "ая", "ею")):
            return word[: -len(ending)] + base
    short = re.fullmatch(r"(\w{2,}(?:ов|ев|ёв|ин|ын|ич|[бвгджзйклмнпрстфхцчшщ]))(?:а|у|ом|ем|ём|е)", low)
    if short and (gender == "m" or low.endswith(("ичем", "ичу"))):
        return word[: len(short[1])]
    return word


@cache
def skeleton(word: str) -> str:
    """A word of a name reduced to what transliterations agree on."""
    plain = re.sub(r"[^a-z]", "", anyascii(word.replace("ё", "е").replace("Ё", "Е")).lower())
    for old, new in _FOLDS:
        plain = plain.replace(old, new)
    plain = re.sub(r"(?:iy|yi|ij|yj|ii|y|j)$", "i", plain)
    plain = re.sub(r"(.)\1+", r"\1", plain)
    return plain


_FOLDS = (
    ("shch", "s"), ("schtsch", "s"), ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("cz", "c"), ("ch", "c"), ("sh", "s"),
    ("sz", "s"), ("zh", "s"), ("kh", "h"), ("ck", "k"), ("ph", "f"), ("ts", "c"), ("tz", "c"), ("w", "v"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ks", "x"), ("q", "k"), ("ya", "ia"), ("ja", "ia"), ("yu", "iu"),
    ("ju", "iu"), ("ye", "e"), ("je", "e"), ("yo", "e"), ("jo", "e"), ("ey", "ei"), ("ay", "ai"), ("oy", "oi"),
    ("uy", "ui"), ("j", "i"), ("y", "i"), ("th", "t"), ("dh", "d"), ("gh", "g"), ("z", "s"), ("ff", "v"),
)  # fmt: skip

_SHORT = {
    "sasha": "alexander alexandra aleksandr aleksandra", "misha": "mikhail michail", "kolya": "nikolai",
    "vanya": "ivan", "volodya": "vladimir", "vova": "vladimir", "dima": "dmitri dmitry", "zhenya": "evgeny yevgeny",
    "kostya": "konstantin", "lyosha": "alexei aleksei", "alyosha": "alexei", "petya": "peter pyotr", "masha": "maria",
    "katya": "ekaterina katerina", "natasha": "natalia natalya", "tanya": "tatiana", "olya": "olga", "anya": "anna",
    "lena": "elena", "bill": "william", "bob": "robert", "joe": "joseph", "tom": "thomas tomas", "mike": "michael",
    "jim": "james", "tony": "anthony", "ben": "benjamin", "dan": "daniel", "sam": "samuel",
    "nick": "nicholas nikolas", "alex": "alexander alexandra", "kate": "katherine catherine", "liz": "elizabeth",
    "steve": "stephen steven", "dave": "david", "chris": "christopher", "matt": "matthew", "tim": "timothy",
    "andy": "andrew", "ed": "edward", "max": "maximilian maxim", "leo": "leonard leonid", "abe": "abraham",
    "fred": "frederick friedrich", "greg": "gregory", "jon": "jonathan", "ron": "ronald", "ken": "kenneth",
    "vlad": "vladimir vladislav", "саша": "александр александра", "миша": "михаил", "коля": "николай", "ваня": "иван",
    "вова": "владимир", "дима": "дмитрий", "женя": "евгений евгения", "лена": "елена", "катя": "екатерина",
    "маша": "мария",
}  # fmt: skip


def alike_first(a: str, b: str) -> bool:
    """Whether two first names may be one: the same, an initial, a short form, or a spelling of it."""
    one, two = a.lower().rstrip("."), b.lower().rstrip(".")
    if one == two:
        return True
    if len(one) == 1 or len(two) == 1:
        return anyascii(one)[:1] == anyascii(two)[:1]
    if CYRILLIC.search(one) and CYRILLIC.search(two) and set(bases(one)) & set(bases(two)):
        return True
    if two in _SHORT.get(one, "").split() or one in _SHORT.get(two, "").split():
        return True
    left, right = skeleton(one), skeleton(two)
    if left != right and gender_of_first(one) and gender_of_first(two):  # both are known: only a vowel may differ
        consonants = [re.sub("[aeiou]", "", word) for word in (left, right)]
        return gender_of_first(one) == gender_of_first(two) and left[0] == right[0] and consonants[0] == consonants[1]
    return left == right or (
        min(len(left), len(right)) > 4 and left[0] == right[0] and DamerauLevenshtein.distance(left, right) <= 1
    )


def same_last(a: str, b: str, language: str) -> bool:
    """Whether two surnames are one, forms of it included; no misspelling."""
    one, two = a.lower().replace("ё", "е"), b.lower().replace("ё", "е")
    if one == two or skeleton(one) == skeleton(two):
        return True
    if CYRILLIC.search(one) and CYRILLIC.search(two):
        return bool(set(bases(one)) & set(bases(two)))
    return language == "de" and (one == two + "s" or two == one + "s")


def near_last(a: str, b: str) -> bool:
    """Whether one surname may be a misspelling of the other."""
    one, two = skeleton(a), skeleton(b)
    if one == two:
        return True
    if min(len(one), len(two)) < 4 or one[0] != two[0]:
        return False
    plain = anyascii(a).lower(), anyascii(b).lower()
    return max(DamerauLevenshtein.normalized_similarity(*pair) for pair in ((one, two), plain)) >= _LIKE
