"""What texts call countries → ISO 3166-1 alpha-2, in English, German and Russian.

Names come from pycountry (with its translations); adjectives, peoples, capitals and seats of government as metonyms
("Moscow denied") from `words/countries.txt`. An invented country has no code; nothing is guessed.
"""

from __future__ import annotations

import gettext
import re
from functools import cache
from importlib.resources import files

import pycountry

LANGUAGES = ("en", "de", "ru")
_STEM_MIN = 3
_ENDINGS = {
    "en": "(?:s)?",
    "de": "(?:s|e|en|em|er|es|ern|ers|n|nen|r|rn|rs|m|in|innen)?",
    "ru": (
        "(?:ин(?:а|у|ом|е)?|ец|ц(?:а|у|е|ы|ев|ам|ем|ами|ах)|к(?:а|и|е|у|ой|ам|ами|ах)?|"
        "[аеиуоыйяюь]|[аеоя]й|[ыиео][ймх]|[аоея]м|[ая]ми|[ая]х|ов|ами|[ыи]ми|[ие]е|[аи]я|[ую]ю|ею|ою|[ое]го|[ое]му|"
        "и[ийюея]|ией|иям|иях|ях|ью|ья|ье|ию|ией)?"
    ),
}
_SHORT_STEM = 3
_SHORT_ENDINGS = "(?:[аеиуы]|ой|ою|ом)?"
_NO_SHORT = frozenset(("us", "no", "it", "is", "in", "рим", "чад", "вен", "сан", "газ", "куб", "дан", "ган", "риг"))
"""Written small these are other words."""
_ARTICLE = re.compile(r"^(?:the|der|die|das|den|dem|des)\s+", re.IGNORECASE)


def country_of(words: str, language: str) -> str | None:
    """The country that some words name: alone, as adjective, people, capital or seat of government.

    "Russia", "Russian", "Moscow" and "the Kremlin" are RU. None for whatever names no country, and for a word in small
    letters that is another word besides ("us").
    """
    plain = re.sub(r"[’']s?$", "", _ARTICLE.sub("", words.strip(' ,.;:«»„“”"')))
    if not plain or (plain.lower() in _NO_SHORT and not plain[0].isupper()):
        return None
    exact, stems = _table(language if language in LANGUAGES else "en")
    found = exact.get(_folded(plain))
    if found is not None or not stems:
        return found
    return _by_stem(_folded(plain), stems)


def countries_in(text: str, language: str) -> list[tuple[str, tuple[int, int]]]:
    """The countries that a text names and where, the longest name first where several fit."""
    tokens = [found.span() for found in re.finditer(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*\.?", text)]
    result, at = [], 0
    while at < len(tokens):
        for size in (4, 3, 2, 1):
            if at + size > len(tokens):
                continue
            start, end = tokens[at][0], tokens[at + size - 1][1]
            code = country_of(text[start:end], language)
            if code is not None:
                result.append((code, (start, end)))
                at += size - 1
                break
        at += 1
    return result


def name_of(code: str) -> str:
    """A country's usual English name; the code itself if there is no such country."""
    country = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name)) if country is not None else code


def _folded(words: str) -> str:
    return " ".join(words.casefold().replace("ё", "е").replace("’", "'").split())


_Stems = dict[str, list[tuple[re.Pattern[str], str]]]


@cache
def _table(language: str) -> tuple[dict[str, str], _Stems]:
    """Exact names, and patterns of names with endings by their first three letters."""
    exact: dict[str, str] = {}
    stems: _Stems = {}
    for name, code in _iso_names(language):
        exact.setdefault(_folded(name), code)
    for line in (files("glienicke.reports") / "words" / "countries.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        code, _, rest = line.partition(":")
        for entry in rest.split(";")[LANGUAGES.index(language)].split(","):
            folded = _folded(entry)
            if "*" in folded:
                short = language == "ru" and len(folded) <= _SHORT_STEM + 1
                ending = _SHORT_ENDINGS if short else _ENDINGS[language]
                pattern = re.escape(folded).replace(r"\*", ending).replace(r"\ ", r"\s")
                stems.setdefault(folded[:_STEM_MIN], []).append((re.compile(pattern), code))
            else:
                exact[folded] = code
    for entries in stems.values():
        entries.sort(key=lambda entry: -len(entry[0].pattern))
    return exact, stems


def _by_stem(folded: str, stems: _Stems) -> str | None:
    entries = stems.get(folded[:_STEM_MIN], ())
    return next((code for pattern, code in entries if pattern.fullmatch(folded)), None)


def _iso_names(language: str) -> list[tuple[str, str]]:
    translated = gettext.translation(
        "iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True
    )  # English has no translation of itself
    result = []
    for country in pycountry.countries:
        for key in ("name", "common_name", "official_name"):
            name = getattr(country, key, None)
            if name:
                result.append((translated.gettext(name), country.alpha_2))
    return result
