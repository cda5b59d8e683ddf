"""All mistakes of meaning in a case at once, each with its place and the nearest known name.

In: a case whose form is right (or what is left of a faulty one). Out: diagnostics; none that is an error means that
the case can be folded to any day without an exception.
"""

from __future__ import annotations

from glienicke.case.model import Case
from glienicke.ground.diagnostic import Diagnostic, has_errors, in_order
from glienicke.positions.asof import default_day
from glienicke.positions.examine_days import examine_days
from glienicke.positions.examine_names import Names
from glienicke.positions.examine_people import examine_people
from glienicke.positions.examine_positions import examine_positions


def examine(case: Case) -> tuple[Diagnostic, ...]:
    """Everything that needs meaning to be seen, in the order of the files."""
    names = Names(case)
    examine_people(names, default_day(case))
    examine_positions(names)
    if not has_errors(names.found):
        examine_days(names)
    return in_order(names.found)
