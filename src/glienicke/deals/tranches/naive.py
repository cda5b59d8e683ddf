"""The two orders that need no thought: all at once, and man for man."""

from __future__ import annotations

from itertools import zip_longest

from glienicke.deals.check.tranches import Steps
from glienicke.deals.deal import Deal
from glienicke.positions.day import Day


def all_at_once(day: Day, deal: Deal) -> Steps:
    """One step for everybody and everything."""
    items = deal.items
    return (tuple(id for id in (*day.people, *day.considerations) if id in items),)


def man_for_man(day: Day, deal: Deal) -> Steps:
    """The givers in turn, in file order, each one release at a time in file order; who has given all is passed over.

    People come before considerations. It keeps to no seats, days or sentences: what it breaks is said beside it.
    """
    giver_of = {release.id: release.giver for release in deal.released}
    giver_of |= {id: day.considerations[id].giver for id in deal.considerations}
    (everything,) = all_at_once(day, deal)
    queues = [[id for id in everything if giver_of[id] == party] for party in day.parties]
    return tuple((id,) for turn in zip_longest(*queues) for id in turn if id is not None)
