"""Negotiation domains of others: GENIUS/ANAC scenarios in, fronts, Nash and fair points out.

`load(path)` reads a folder (or a domain file and its profiles); `answer(scenario, what)` answers. Nothing here knows of
cases, people or deals: a foreign scenario is only issues, their values and what these are worth to 2 to 4 profiles.
"""

from glienicke.foreign.answer import Answer, Point, answer, answer_data
from glienicke.foreign.front import Front, find_front
from glienicke.foreign.load import Loaded, is_foreign, load
from glienicke.foreign.scenario import Additive, Box, Boxes, Domain, Issue, Line, Profile, Scenario
from glienicke.foreign.write import write

__all__ = [
    "Additive",
    "Answer",
    "Box",
    "Boxes",
    "Domain",
    "Front",
    "Issue",
    "Line",
    "Loaded",
    "Point",
    "Profile",
    "Scenario",
    "answer",
    "answer_data",
    "find_front",
    "is_foreign",
    "load",
    "write",
]
