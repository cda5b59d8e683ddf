"""What NegMAS answers on a scenario; run in .venv-peers, never imported: `negmas_says.py DOMAIN PROFILE…`.

Prints JSON: the front's utilities and the outcomes (positions of values per issue) that NegMAS names for them, the Nash
points, and the seconds that `pareto_frontier` and `nash_points` took, reading left out. With `--values OUTCOMES` before
the files: only the utilities of the outcomes given, as a JSON list of positions.
"""

import json
import sys
import time
import warnings
from importlib import import_module


def main(arguments):
    warnings.simplefilter("ignore")
    load_genius_domain = import_module("negmas.inout").load_genius_domain
    ops = import_module("negmas.preferences.ops")
    pareto_frontier, nash_points = ops.pareto_frontier, ops.nash_points
    wanted = None
    if arguments[0] == "--values":
        wanted, arguments = json.loads(arguments[1]), arguments[2:]
    domain, *profiles = arguments
    scenario = load_genius_domain(domain, profiles, ignore_discount=True)
    space, ufuns = scenario.outcome_space, scenario.ufuns
    values = [list(issue.all) for issue in space.issues]
    if wanted is not None:
        outcomes = [tuple(v[at] for v, at in zip(values, row, strict=True)) for row in wanted]
        return {"utilities": [[float(u(outcome)) for u in ufuns] for outcome in outcomes]}
    start = time.perf_counter()
    points, places = pareto_frontier(ufuns, issues=space.issues)
    middle = time.perf_counter()
    nash = nash_points(ufuns, points, outcome_space=space)
    end = time.perf_counter()
    sizes = [len(v) for v in values]

    def positions(place):
        found = []
        for size in reversed(sizes):
            place, at = divmod(int(place), size)
            found.append(at)
        return found[::-1]

    return {
        "points": [[float(u) for u in point] for point in points],
        "outcomes": [positions(place) for place in places],
        "nash": [[float(u) for u in point] for point, _ in nash],
        "front_seconds": middle - start,
        "nash_seconds": end - middle,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1:])))
