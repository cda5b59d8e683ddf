"""What nomenklatura's logic-v2 says about pairs of names; run in .venv-peers, never imported: `names_logic.py`.

Reads a JSON list of pairs of names; prints JSON: their scores, and the seconds that comparing them once took (without
the making of entities). Each pair is asked both ways, since logic-v2 tells query from result, and has the higher
score; the second way is not in the seconds. Every entity has an id of its own, since logic-v2 remembers by it.
"""

import json
import sys
import time
import warnings
from importlib import import_module


def main() -> dict[str, object]:
    """Scores and seconds for the pairs on standard input."""
    warnings.simplefilter("ignore")
    model = import_module("followthemoney").model
    method = import_module("nomenklatura.matching").get_algorithm("logic-v2")
    config = method.default_config()

    def person(number: int, name: str) -> object:
        entity = model.make_entity("Person")
        entity.id = f"n{number}"
        entity.add("name", name)
        return entity

    names = [name for pair in json.load(sys.stdin) for name in pair]
    entities = [person(number, name) for number, name in enumerate(names)]
    method.compare(person(-1, "John Smith"), person(-2, "Jon Smyth"), config)  # loads its tables
    start = time.perf_counter()
    scores = [method.compare(a, b, config).score for a, b in zip(entities[::2], entities[1::2], strict=True)]
    seconds = time.perf_counter() - start
    back = [method.compare(b, a, config).score for a, b in zip(entities[::2], entities[1::2], strict=True)]
    return {"scores": [max(both) for both in zip(scores, back, strict=True)], "seconds": seconds}


if __name__ == "__main__":
    print(json.dumps(main()))
