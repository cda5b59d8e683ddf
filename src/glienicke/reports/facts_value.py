"""Values of suggested facts: countries and parties, terms of imprisonment, charges, as a case file writes them."""

from __future__ import annotations

import re

from glienicke.reports.known import Known
from glienicke.reports.places import countries_in, country_of

_DROP = re.compile(r"^(?:the|der|die|das|den|dem|des|a|an|ein|eine|einer)\s+", re.IGNORECASE)
_CHARGE_END = re.compile(
    r"\b(?:in (?:a|an|the|[A-Z]|\d)|at|by|which|that|who|after|before|when|while|since|on (?:\w+day|[A-Z]|\d)|"
    r"and (?:was|is|has|had|sentenced|jailed|pardoned|held|given|flown|released)|but|had|has|was|is|were|he|she|they|"
    r"though|although|until|last|this|charges?\b.*|im|am|in|vor|nach|von|durch|zu|war|wurde|ist|hat|hatte|soll|"
    r"und (?:war|ist|wurde|sitzt|saß)|die|der|das|festgenommen|verurteilt|angeklagt|inhaftiert|в|на|во|который|которая|"
    r"суд|был|была|приговор\w*|осужд\w*)\b|[\ue000-\uf8ff(—–]"
)


def country_value(words: str, language: str, known: Known, *, loose: bool) -> str | None:
    """A holder as the case file has it: a party of the case by its id, a country by its code; with `loose` any other
    name as it stands."""
    plain = _DROP.sub("", words.strip(' ,.;:«»„“”"')).strip()
    plain = re.sub(r"[’']s?$", "", plain)
    if not plain:
        return None
    for party, name in known.parties.items():
        if plain.casefold() in (party.casefold(), name.casefold()):
            return party
    code = country_of(plain, language)
    if code is None:
        inside = {found for found, _ in countries_in(plain, language)}
        code = inside.pop() if len(inside) == 1 else None
    if code is not None:
        return code
    return plain if loose and plain[:1].isupper() and not re.search(r"\d", plain) else None


def countries_of(words: str, language: str) -> tuple[str, ...]:
    """The countries that adjectives such as "Canadian and Lebanese" or "British-Russian" name."""
    parts = re.split(r"[-–/]|\b(?:and|und|и)\b|,", words)
    found = [code for part in parts for code, _ in countries_in(part, language)]
    return tuple(dict.fromkeys(found))


def sentence_value(words: str, language: str) -> str | None:
    """A term as "16 years", "life" or "death", in the document's language."""
    plain = " ".join(words.replace("-", " ").split()).strip(" ,.")
    low = plain.casefold()
    for value, stems in _WHOLE.get(language, {}).items():
        if any(stem in low for stem in stems):
            return value
    if language == "en":
        plain = re.sub(r"\b(year|month)\b", r"\1s", plain)
        plain = re.sub(r"^(a|an) ", "", plain)
        plain = re.sub(r"\b(?:one|1) (year|month)s\b", lambda m: m[0][:-1], plain)
    if language == "de":
        plain = re.sub(r"(?i)jährige\w*", "Jahre", plain)
        plain = plain.replace("Jahren", "Jahre").replace("Monaten", "Monate")
    return plain or None


_WHOLE: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {"life": ("life",), "death": ("death",)},
    "de": {"lebenslang": ("lebenslang",), "Tod": ("tod",)},
    "ru": {"пожизненно": ("пожизнен",), "смертная казнь": ("смертн", "расстрел")},
}


def charge_of(words: str, language: str) -> str | None:
    """A charge in the document's words, short: without article, up to where the sentence goes on."""
    plain = _CHARGE_END.split(" ".join(words.split()), maxsplit=1)[0]
    plain = re.split(r"[,;.:]", plain)[0].strip(" \"“”„«»'’")
    plain = re.sub(r"^(?:an?|the|alleged|allegedly|alleged|suspected|angeblich\w*|mutmaßlich\w*|якобы)\s+", "", plain)
    plain = re.sub(r"\s+(?:of|an|for|and|und|и|the|to|with|against)$", "", plain).strip()
    if not plain or len(plain.split()) > 6 or re.search(r"\d", plain):
        return None
    if plain.casefold() in ("it", "him", "her", "them", "his", "life", "this", "that", "years", "which"):
        return None
    return plain
