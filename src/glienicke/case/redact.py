"""A case with chosen people reduced to ids: what is left says who holds whom and who wants what, and no names.

In: a case that was read from files, and ids of people. Out: the text of one case file. Of a chosen person only what
answers rest on is kept (`KEPT`); any other key, known or not, is taken out. Everywhere else the names and ids are
replaced, and what the format does not let us clean is refused. Answers about the new case are those about the old one,
with new ids; a test compares them. The text is swept once more by `redact_sweep.py`, which shares no code with this.

What remains can still point at a person to somebody who knows the affair: dates, custodians and citizenships are
facts that answers rest on. Such a copy is pseudonymised, not anonymous.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from glienicke.case.model import Case
from glienicke.case.plain import to_data
from glienicke.case.read import read_text
from glienicke.case.redact_age import births
from glienicke.case.redact_keys import CASE
from glienicke.case.redact_names import Mentions, Named, found, mentions, replaced
from glienicke.case.redact_walk import Cleaning, Refusal, entries_of, sources_in, texts_in

PREFIXES = ("p", "q", "r", "x", "person", "someone")
"""What new ids begin with: the first that no id of the case begins with."""


class CannotRedact(ValueError):
    """The case cannot be cleaned; `refusals` say where and what helps."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        super().__init__("; ".join(str(refusal) for refusal in refusals[:5]))
        self.refusals = tuple(refusals)


@dataclass(frozen=True, slots=True)
class Key:
    """What leads back from new ids to people: keep it apart, or do not keep it. salt: 32 random bytes."""

    salt: bytes
    prefix: str
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Redacted:
    """The new text, its key, whose names must not be in it, and how many values of which key were taken out."""

    text: str
    key: Key
    people: tuple[Named, ...]
    removed: Mapping[str, int]


def chosen(case: Case, people: Iterable[str] = (), but: Iterable[str] | None = None) -> tuple[str, ...]:
    """Ids of the people to redact: those named, or everybody but some. Entries with `count` name nobody, and stay.

    Raises KeyError with an id that the case does not have.
    """
    given = tuple(dict.fromkeys(people if but is None else but))
    unknown = next((id for id in given if id not in case.people), None)
    if unknown is not None:
        raise KeyError(unknown)
    if but is None:
        return given
    return tuple(id for id, person in case.people.items() if id not in given and person.count is None)


def redact(case: Case, ids: Sequence[str], salt: bytes, key: Key | None = None) -> Redacted:
    """The case without the names of the people. salt: 32 random bytes that decide who gets which number.

    key: of an earlier copy, whose numbers stay. Raises CannotRedact.
    """
    data = _data(case)
    made = _key(case, data, ids, salt, key)
    people = tuple(_named(data, id, made.ids[id]) for id in ids)
    of = mentions(people, [party.name for party in case.parties.values()])
    used = _words_used(data)
    new = {id: made.ids[id] for id in ids}
    cited = _cited(data, ids, of)
    sources = _source_ids(case, data, cited, made.salt)
    cleaning = Cleaning(case, new, of, cited, used, names=dict(sources), births=births(data, used))
    clean = cleaning.entry(data, CASE, "")
    if cleaning.refusals:
        raise CannotRedact(cleaning.refusals)
    clean["people"] = _shuffled(data["people"], clean["people"], new)
    if sources:
        clean["sources"] = _shuffled(data["sources"], clean["sources"], sources)
    text = yaml.safe_dump(clean, sort_keys=False, allow_unicode=True, width=10**6)
    again = read_text(text)
    if again.case is None:
        raise CannotRedact([Refusal("", f"the cleaned case cannot be read: {d.message}") for d in again.diagnostics])
    return Redacted(text, made, people, dict(sorted(Counter(cleaning.removed).items())))


def _data(case: Case) -> dict[str, Any]:
    if case.places.root is None:
        raise ValueError("only a case that was read from files or text can be redacted")
    return to_data(case.places.root, case.places).data  # type: ignore[arg-type] # a case's root is a mapping


def _key(case: Case, data: Mapping[str, Any], ids: Sequence[str], salt: bytes, earlier: Key | None) -> Key:
    """New ids: numbers in the order of a salted hash, so that they say nothing of names or of the file's order."""
    if earlier is not None:
        salt, prefix, known = earlier.salt, earlier.prefix, dict(earlier.ids)
    else:
        texts = list(texts_in(data))
        prefix, known = next((p for p in PREFIXES if not _taken(p, texts)), "redacted"), {}
    new = [id for id in _salted(ids, salt) if id not in known]
    taken = {int(id.rpartition("-")[2]) for id in known.values()}
    numbers = iter(n for n in range(1, len(new) + len(taken) + 1) if n not in taken)
    digits = max(2, len(str(len(new) + len(taken))))
    known.update({id: f"{prefix}-{next(numbers):0{digits}}" for id in new})
    others = set(case.people) - set(ids)
    clash = sorted(others & set(known.values()))
    if clash:
        raise CannotRedact([Refusal(f"people/{clash[0]}", "an id of the key file is that of somebody else here")])
    return Key(salt, prefix, known)


def _named(data: Mapping[str, Any], id: str, new: str) -> Named:
    """Every name and spelling that the case gives somebody, in `people` and in signals."""
    facts = [data["people"][id]]
    facts += [s["people"][id] for s in data.get("signals", ()) if id in s.get("people", {})]
    texts = [_told(fact.get(key, ())) for fact in facts for key in ("name", "spellings")]
    return Named(id, tuple(dict.fromkeys(text for several in texts for text in several)), new)


def _told(value: Any) -> list[str]:
    """The texts of a value that may be plain, carry provenance, or be a list of either."""
    if isinstance(value, str):
        return [value]
    return _told(value["is"]) if isinstance(value, Mapping) else [text for one in value for text in _told(one)]


def _cited(data: Mapping[str, Any], ids: Sequence[str], of: Mentions) -> frozenset[str]:
    """Sources cited where the people are spoken of: their titles and addresses would lead straight to the names."""
    entries: list[Any] = [data["people"][id] for id in ids]
    entries += [e for e in entries_of(data) if any(found(text, of) for text in texts_in(e))]
    return frozenset(source for entry in entries for source in sources_in(entry))


def _words_used(data: Mapping[str, Any]) -> frozenset[str]:
    """All words of the case's sentences and selections: a tag that none of them says changes no answer."""
    return frozenset(word for text in _sentences(data) for word in re.findall(r"\w+(?:-\w+)*", text))


def _sentences(data: Any, inside: bool = False) -> Iterator[str]:
    if isinstance(data, str) and inside:
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key in ("worth", "cost", "equivalents"):
                yield from texts_in(value)
            elif inside and key not in ("say", "add", "remove"):
                continue
            elif key not in ("people", "sources") or inside:
                yield from _sentences(value, inside or key in _SENTENCES)
    elif isinstance(data, list):
        for entry in data:
            yield from _sentences(entry, inside)


_SENTENCES = frozenset(("law", "owed", "pool", "conditions", "bundles", "drop", "add"))


def _source_ids(case: Case, data: Mapping[str, Any], cited: Iterable[str], salt: bytes) -> dict[str, str]:
    """New ids of the sources about the people: a desk's short names for articles (`ap-ilic`) hold names cut short."""
    theirs = [id for id in cited if id in case.sources and id not in case.people and id not in case.parties]
    texts = list(texts_in(data))
    prefix = next((p for p in ("s", "src", "source", "article") if not _taken(p, texts)), "redacted-source")
    digits = max(2, len(str(len(theirs))))
    return {id: f"{prefix}-{n:0{digits}}" for n, id in enumerate(_salted(theirs, salt), 1)}


def _salted(ids: Iterable[str], salt: bytes) -> list[str]:
    """The ids in an order that says nothing of them."""
    return sorted(ids, key=lambda id: hmac.new(salt, id.encode("utf-8"), hashlib.sha256).digest())


def _taken(prefix: str, texts: Iterable[str]) -> bool:
    return any(re.search(rf"(?<!\w){prefix}-\d", text) for text in texts)


def _shuffled(before: Mapping[str, Any], after: Mapping[str, Any], new: Mapping[str, str]) -> dict[str, Any]:
    """The entries, those renamed in the order of their numbers: the order of a file is often that of names."""
    numbers = iter(sorted(new.values()))
    renamed = dict(zip(before, after, strict=True))
    return {id: after[id] for id in (next(numbers) if id in new else renamed[id] for id in before)}


__all__ = ["CannotRedact", "Key", "Mentions", "Redacted", "Refusal", "chosen", "redact", "replaced"]
