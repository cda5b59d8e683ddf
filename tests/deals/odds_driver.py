"""A sweep in a process of its own, for tests that kill it: python -m tests.deals.odds_driver HOW FOLDER SAMPLES"""

import json
import sys
from pathlib import Path

from glienicke.deals.deal import Terms
from glienicke.deals.odds import odds
from glienicke.deals.odds.as_json import odds_data
from glienicke.deals.odds.spread import Where
from glienicke.positions.day import Day
from tests.deals.days import day, person, wants

WHERE = {"one": Where(), "pool": Where(2), "ray": Where(2, "")}


def slow_day() -> Day:
    """Every sample of it is asked of `find`, since one party has a share in another's gain."""
    people = [
        person("ann", "RU", citizen_of=("US",)),
        person("bob", "RU", citizen_of=("DE",)),
        person("kay", "US", citizen_of=("RU",)),
        person("lev", "DE", citizen_of=("RU",)),
    ]
    positions = [
        wants("RU", {"kay": "8..20", "lev": "1..30"}, {"ann": "2..9", "bob": "4..12"}, floor="0..9"),
        wants("US", {"ann": "5..10"}, {"kay": "4..9"}, floor="0..6"),
        wants("DE", {"bob": "1..9"}, {"lev": "4..9"}, share={"US": "0.3"}, conditions=["lev only if bob or ann"]),
    ]
    return day(people, positions)


def swept(how: str, folder: Path | None, samples: int) -> str:
    """The answer as text that is equal for equal answers."""
    asked = slow_day()
    found = odds(asked, samples=samples, where=WHERE[how], resume=folder)
    data = odds_data(found, asked, Terms())
    return json.dumps({key: value for key, value in data.items() if key not in ("seconds", "resumed")})


if __name__ == "__main__":
    how, folder, samples = sys.argv[1:]
    sys.stdout.write(swept(how, Path(folder), int(samples)))
