"""Systems by which Cyrillic names are written in Latin letters, for making labelled pairs of names.

A system is a function from one word in Cyrillic letters to the word in Latin ones. Sources: BGN/PCGN 1947 (Russian) and
1965 (Ukrainian), without apostrophes; ISO 9:1995; ICAO Doc 9303 part 3 (passports); the scientific system (DIN 1460);
Duden's transcription into German; the Polish Language Council's into Polish; the French press's; for Ukrainian also the
Cabinet of Ministers' table of 2010. What newspapers do in English is BGN/PCGN with -y for -iy and -yy and x for ks.
"""

from __future__ import annotations

from collections.abc import Callable

System = Callable[[str], str]

VOWELS = "аеёиоуыэюяєії"
SIGNS = "ьъ'’й"


def _letters(pairs: str) -> dict[str, str]:
    """A table of letters out of "a=b c=d"."""
    return {pair[0]: pair[2:] for pair in pairs.split()}


SAME = dict(zip("абдклмнопрстф", "abdklmnoprstf", strict=True))  # alike in every system
_BGN = _letters("в=v г=g ж=zh з=z и=i й=y у=u х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y")
_BGN |= _letters("ь= э=e ю=yu я=ya е=e ё=yo") | SAME
_ICAO = _BGN | _letters("й=i ъ=ie ё=e ю=iu я=ia")
_ISO9 = _BGN | _letters("ж=ž й=j х=h ц=c ч=č ш=š щ=ŝ ъ=ʺ ь=ʹ э=è ё=ë ю=û я=â")
_SCIENCE = _ISO9 | _letters("х=ch щ=šč э=ė ю=ju я=ja")
_GERMAN = _BGN | _letters("в=w ж=sch з=s й=i х=ch ц=z ч=tsch ш=sch щ=schtsch ю=ju я=ja")
_POLISH = _BGN | _letters("в=w ж=ż й=j х=ch ц=c ч=cz ш=sz щ=szcz")
_FRENCH = _BGN | _letters("ж=j й=ï у=ou ч=tch ш=ch щ=chtch ю=iou я=ia")

_UKRAINIAN = {"г": "h", "ґ": "g", "и": "y", "і": "i", "'": "", "’": ""}
_UK_OFFICIAL = _BGN | _UKRAINIAN | _letters("й=i є=ie ї=i ю=iu я=ia")
_UK_BGN = _BGN | _UKRAINIAN | _letters("є=ye ї=yi")
_UK_ISO9 = _ISO9 | {"и": "i", "і": "ì", "г": "g", "ґ": "g̀", "є": "ê", "ї": "ï", "'": "'", "’": "'"}
_UK_GERMAN = _GERMAN | _UKRAINIAN | _letters("й=j є=je ї=ji")
_UK_POLISH = _POLISH | _UKRAINIAN | _letters("є=je ї=ji")
_UK_FRENCH = _FRENCH | _UKRAINIAN | _letters("є=ie ї=ï й=ï")


def _plainly(word: str, table: dict[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in word)


def _opens(word: str, at: int) -> bool:
    """Whether the vowel at a place begins a syllable: at the start, after a vowel or after a sign."""
    return at == 0 or word[at - 1] in VOWELS or word[at - 1] in SIGNS or word[at - 1] == "-"


def _between_vowels(word: str, at: int) -> bool:
    return 0 < at < len(word) - 1 and word[at - 1] in VOWELS and word[at + 1] in VOWELS


def _bgn(word: str) -> str:
    opened = ("ye" if letter == "е" and _opens(word, at) else letter for at, letter in enumerate(word))
    return "".join(_BGN.get(letter, letter) for letter in opened)


def _english(word: str) -> str:
    for ending in ("ий", "ый"):
        if word.endswith(ending):
            word = word[:-2] + "ы"
    latin = _bgn(word).replace("ks", "x")
    return "alexander" if latin == "alexandr" else latin


def _official(word: str) -> str:
    first = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
    word = word.replace("зг", "zgh")
    return first.get(word[:1], _plainly(word[:1], _UK_OFFICIAL)) + _plainly(word[1:], _UK_OFFICIAL)


def _german(word: str, table: dict[str, str] = _GERMAN) -> str:
    russian, said = table is _GERMAN, []
    for at, letter in enumerate(word):
        before = word[at - 1] if at else ""
        if russian and letter == "е" and _opens(word, at):
            said.append("je")
        elif letter == "ё":
            said.append("o" if before and before in "жчшщ" else "jo")
        elif letter == "с" and _between_vowels(word, at):
            said.append("ss")
        elif russian and letter == "й" and before and before in "иы":
            continue
        elif letter == "ь" and word[at + 1 : at + 2] == "о":
            said.append("j")
        else:
            said.append(table.get(letter, letter))
    return "".join(said).replace("ks", "x") if russian else "".join(said)


def _polish_vowel(word: str, at: int) -> str:
    """е, ё, ю, я, є after what stands before them: a softened consonant takes an i, l and hushers need none."""
    bare = {"е": "e", "ё": "o", "ю": "u", "я": "a", "є": "e"}[word[at]]
    if _opens(word, at):
        return "j" + bare
    hushers = "жшчщцл" if word[at] == "е" else "жшчщл"
    return bare if word[at - 1] in hushers else "i" + bare


def _polish(word: str, table: dict[str, str] = _POLISH) -> str:
    soft = "еёиюяь" if table is _POLISH else "іїюяєь"
    iotated = "еёюя" if table is _POLISH else "юяє"
    for ending, said_so in (("ский", "ски"), ("цкий", "цки"), ("ый", "ы"), ("ская", "ска"), ("цкая", "цка")):
        word = word[: -len(ending)] + said_so if word.endswith(ending) else word
    for ending in ("ський", "цький"):
        word = word[:-2] + "і" if word.endswith(ending) else word
    said = []
    for at, letter in enumerate(word):
        before, after = word[at - 1] if at else "", word[at + 1 : at + 2]
        if letter in iotated:
            said.append(_polish_vowel(word, at))
        elif letter == "л":
            after = word[at + 2 : at + 3] if after == "л" else after
            said.append("l" if after and after in soft else "ł")
        elif letter == "и" and table is _POLISH and before and before in "жшц":
            said.append("y")
        elif letter == "ь" and before and before in "сзнц" and (not after or after not in VOWELS):
            said[-1] = {"s": "ś", "z": "ź", "n": "ń", "c": "ć"}[said[-1]]
        else:
            said.append(table.get(letter, letter))
    return "".join(said).replace("śk", "sk").replace("ćk", "ck")


def _french(word: str, table: dict[str, str] = _FRENCH) -> str:
    russian, said = table is _FRENCH, []
    for at, letter in enumerate(word):
        before, after = word[at - 1] if at else "", word[at + 1 : at + 2]
        after_vowel = bool(before) and before in VOWELS
        if letter == "е" and russian and at:
            said.append("ïe" if after_vowel else "ie" if before in SIGNS else "e")
        elif letter == "ё":
            said.append("e" if before and before in "жчшщ" else "io")
        elif letter == "г" and russian and after and after in "еёи":
            said.append("gu")
        elif letter == "и" and russian and after_vowel:
            said.append("ï")
        elif letter == "й" and before and before in "иыі":
            continue
        elif letter == "с" and _between_vowels(word, at):
            said.append("ss")
        elif letter in "яю" and after_vowel:
            said.append("ïa" if letter == "я" else "ïou")
        else:
            said.append(table.get(letter, letter))
    return "".join(said)


RUSSIAN: dict[str, System] = {
    "bgn": _bgn,
    "press-english": _english,
    "icao": lambda word: _plainly(word, _ICAO),
    "iso9": lambda word: _plainly(word, _ISO9),
    "scientific": lambda word: _plainly(word, _SCIENCE),
    "german": _german,
    "polish": _polish,
    "french": _french,
}
UKRAINIAN: dict[str, System] = {
    "bgn": lambda word: _plainly(word, _UK_BGN),
    "official": _official,
    "iso9": lambda word: _plainly(word, _UK_ISO9),
    "german": lambda word: _german(word, _UK_GERMAN),
    "polish": lambda word: _polish(word, _UK_POLISH),
    "french": lambda word: _french(word, _UK_FRENCH),
}


def written(name: str, system: System) -> str:
    """A name of one or several words, each by the system and with a capital; ValueError if a word is not Cyrillic."""
    if not all("а" <= letter <= "ґ" or letter in " -'’" for letter in name.lower()):
        raise ValueError(f"{name!r} is not written in Cyrillic letters: give the name in its own script")
    words = ["-".join(_capital(system(part)) for part in word.split("-")) for word in name.lower().split()]
    return " ".join(words)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def french_surname(name: str) -> str:
    """A Russian man's surname as the French press writes it: -in and -yn with an e, so that they are spoken so."""
    plain = written(name, _french)
    return plain + "e" if name.endswith(("ин", "ын")) else plain
