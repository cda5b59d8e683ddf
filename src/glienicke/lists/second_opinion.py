"""A second scorer for pairs of names that were found: nomenklatura's logic-v2, where it is installed.

It decides nothing: its score stands beside our own. Source of the method: nomenklatura (OpenSanctions, MIT licence),
https://github.com/opensanctions/nomenklatura; how it does beside ours is measured in docs/names.md.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import count
from typing import Any

METHOD = "logic-v2"

Scorer = Callable[[Sequence[tuple[str, str]]], tuple[float, ...]]
"""For each pair of names a score from 0 to 1, in the same order; the two names of a pair may change places."""


class Absent(ValueError):
    """The second scorer is not installed, or what is installed does not fit together."""


def logic_v2() -> Scorer:
    """nomenklatura's logic-v2 as a scorer. Absent, if it cannot be loaded; the text names the remedy."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model: Any = import_module("followthemoney").model
            method: Any = import_module("nomenklatura.matching").get_algorithm(METHOD)
        if method is None:
            raise ImportError(f"this nomenklatura has no {METHOD}")
        config = method.default_config()
    except (ImportError, AttributeError) as error:
        said = str(error).partition(" (")[0]  # without the path of a file that does not fit
        raise Absent(
            f"no second opinion: {METHOD} cannot be loaded here ({said}); install nomenklatura 4.17 or later "
            "with PyICU beside glienicke, or ask without --second-opinion"
        ) from error

    def scored(pairs: Sequence[tuple[str, str]]) -> tuple[float, ...]:
        entities = [_person(model, name) for pair in pairs for name in pair]
        return tuple(
            max(float(method.compare(a, b, config).score), float(method.compare(b, a, config).score))
            for a, b in zip(entities[::2], entities[1::2], strict=True)
        )

    return scored


_numbers = count()
"""Ids never used before in this process: logic-v2 remembers names by the id of who bears them."""


def _person(model: Any, name: str) -> Any:
    entity = model.make_entity("Person")
    entity.id = f"second-opinion-{next(_numbers)}"
    entity.add("name", name)
    return entity
