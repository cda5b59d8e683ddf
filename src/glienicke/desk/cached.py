"""Texts of a case → the case, read once: the last ones are kept by the hash of their texts.

Nothing here is told apart by who asks: whoever holds the texts may read what is in them.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from glienicke.desk.store.texts import Texts
from glienicke.positions.load import Loaded, load_texts

KEPT_MAX = 24
"""Cases kept in memory; one of 2,000 people takes about 40 MB."""

_kept: OrderedDict[str, Loaded] = OrderedDict()
_lock = Lock()


def loaded(texts: Texts) -> Loaded:
    """The case that the texts say, or their diagnostics."""
    with _lock:
        found = _kept.get(texts.digest)
        if found is not None:
            _kept.move_to_end(texts.digest)
            return found
    found = load_texts(texts.files)
    with _lock:
        _kept[texts.digest] = found
        while len(_kept) > KEPT_MAX:
            _kept.popitem(last=False)
    return found
