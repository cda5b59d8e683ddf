"""Who takes part in a deal, for the checker: every set that is consistent with the gains it brings about.

Givers take part. A receiver takes part exactly when its conditions hold and its gain is above 0 and at least its floor;
and since shares count only while the other takes part, gains depend on who does. Bounds on the gains decide almost
everybody; only receivers tied to each other by shares are tried both ways.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from glienicke.deals.check_gain import Result, gain
from glienicke.deals.check_selection import Ids


def consistent_sets(results: Mapping[str, Result], givers: Ids, willing: Ids) -> Iterator[Ids]:
    """All consistent sets of those who take part. willing: receivers whose conditions hold."""
    yield from _settle(results, givers, givers, willing - givers, willing - givers)


def would_join(results: Mapping[str, Result], party: str, its_gain: Fraction) -> bool:
    """Whether a receiver whose conditions hold takes part at this gain."""
    return its_gain > 0 and its_gain >= results[party].floor


def _settle(results: Mapping[str, Result], givers: Ids, joined: Ids, undecided: Ids, willing: Ids) -> Iterator[Ids]:
    while True:
        decided = {party: _sure(results, party, joined, undecided) for party in undecided}
        sure_in = frozenset(party for party, joins in decided.items() if joins is True)
        sure_out = frozenset(party for party, joins in decided.items() if joins is False)
        if not sure_in | sure_out:
            break
        joined, undecided = joined | sure_in, undecided - sure_in - sure_out
    if undecided:
        party = min(undecided)
        rest = undecided - {party}
        yield from _settle(results, givers, joined | {party}, rest, willing)
        yield from _settle(results, givers, joined, rest, willing)
    elif all(would_join(results, p, gain(results, p, joined)) == (p in joined) for p in willing):
        yield joined


def _sure(results: Mapping[str, Result], party: str, joined: Ids, undecided: Ids) -> bool | None:
    """Whether the party joins however the undecided decide; None if that depends on them."""
    sure = gain(results, party, joined)
    open_terms = [
        share * results[other].own
        for other, share in results[party].position.share.items()
        if other in undecided and other != party
    ]
    least = sure + sum((term for term in open_terms if term < 0), Fraction(0))
    most = sure + sum((term for term in open_terms if term > 0), Fraction(0))
    if would_join(results, party, least):
        return True
    return None if would_join(results, party, most) else False
