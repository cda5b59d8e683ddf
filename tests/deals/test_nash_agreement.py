"""`nash`: the second solver agrees with what is best, and never with what is not."""

from fractions import Fraction

from glienicke.deals.aims.goal import Goal
from glienicke.deals.aims.nash import Logs, Nash
from glienicke.deals.aims.plain import OneSurplus, Plain
from glienicke.deals.deal import Terms
from glienicke.deals.find import find
from glienicke.deals.rows.alike import taking_seats
from glienicke.deals.rows.build import build
from glienicke.deals.solve import Limits
from tests.twin.random_days import day_of

DAYS = [day for seed in range(60) if find(day := day_of(seed), aim="nash", ties=False).status == "deal"]


def test_a_second_solver_agrees_with_every_small_best_deal():
    assert len(DAYS) > 20
    for day in DAYS:
        answer = find(day, aim="nash")
        assert answer.solver.endswith(" agrees")
        assert answer.certificate is not None and len(answer.certificate.body["solvers"]) == 2


def test_it_does_not_agree_with_less():
    fewer = smaller = 0
    for day in DAYS:
        model = build(day, Terms())
        goal, seats = Nash(taking_seats(day)), [model.seats[p] for p in taking_seats(day)]
        best = goal.reach(model, Limits(), None, ties=False).promised
        others: list[Goal] = [Plain("fewest"), Plain("freed"), *(OneSurplus(party) for party in goal.parties)]
        for aim in others:
            other = aim.reach(build(day, Terms()), Limits(), None, ties=False).outcome.values
            assert other is not None
            count = sum(other[s.gain] - s.floor * other[s.takes_part] > 0 for s in seats)
            if not count or (Fraction(count), goal._product(seats, other)) == best:
                continue
            logs = Logs({party: {1} for party in goal.parties})
            for solver in ("HiGHS", "CP-SAT"):
                assert goal._agreed(model, seats, count, logs, other, (solver, solver), Limits()) == ""
            fewer += count < best[0]
            smaller += count == best[0]
    assert fewer > 5 and smaller > 1
