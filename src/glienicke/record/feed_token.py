"""Tokens for feeds: a feed exists only while it is switched on, and only who has the token may read it.

In: the keys (what is stored: of each party a salt, the salted SHA-256 of the token, and since when) and a token. Out:
new keys, or whether the token opens the feed. The token itself is given out once and never stored; it holds 256 random
bits, so that a plain salted hash is enough (a slow one protects words that people choose).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass

FORMAT = "glienicke feeds 1"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Key:
    """What is stored of a token. since: the day it was made, ISO 8601."""

    salt: str
    hash: str
    since: str


Keys = Mapping[str, Key]
"""Keys by party."""


def switched_on(keys: Keys, party: str, day: str) -> tuple[Keys, str]:
    """The keys with a new token for the party's feed, and the token. An earlier token opens nothing from now on."""
    token, salt = secrets.token_urlsafe(_BYTES), secrets.token_hex(_BYTES)
    return {**keys, party: Key(salt, _salted(salt, token), day)}, token


def revoked(keys: Keys, party: str) -> Keys:
    """The keys without the party's: its feed is off."""
    return {name: key for name, key in keys.items() if name != party}


def is_on(keys: Keys, party: str) -> bool:
    """Whether the party's feed is switched on."""
    return party in keys


def admits(keys: Keys, party: str, token: str) -> bool:
    """Whether the token opens the party's feed now. Takes as long for a wrong one as for the right one."""
    key = keys.get(party)
    salt, hashed = (key.salt, key.hash) if key is not None else ("", "")
    return hmac.compare_digest(_salted(salt, token), hashed)


def keys_text(keys: Keys) -> str:
    """The keys as their file holds them, JSON."""
    data = {"format": FORMAT, "feeds": {party: asdict(key) for party, key in keys.items()}}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def keys_of(text: str) -> Keys:
    """The keys in a file's text. Raises ValueError that says what is wrong with it."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise ValueError
        keys = {str(party): Key(**key) for party, key in data["feeds"].items()}
        if not all(isinstance(text, str) and text for key in keys.values() for text in asdict(key).values()):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError("it does not hold the keys of feeds; delete it and switch feeds on again") from None
    return keys


def _salted(salt: str, token: str) -> str:
    return hashlib.sha256(f"{salt}:{token}".encode("utf-8", "surrogatepass")).hexdigest()
