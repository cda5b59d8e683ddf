"""Who takes part in a deal, for the checker: every set that is consistent with the gains it brings about.

Givers take part. A receiver takes part exactly when its conditions hold and its gain is above 0 and at least its floor;
and since shares count only while the other takes part, gains depend on who does. Bounds on the gains decide almost
everybody; only receivers tied to each other by shares are tried both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from glienicke.deals.check.gain import Result, gain
from glienicke.deals.check.selection import Ids

Fits = Callable[[Ids], bool]
"""Whether everybody released has a recipient with these taking part."""


def consistent_sets(
    results: Mapping[str, Result], givers: Ids, willing: Ids, strikers: Ids, fits: Fits
) -> Iterator[Ids]:
    """All consistent sets of those who take part.

    willing: those whose conditions hold, recipients aside. strikers: those whose conditions rule recipients out.
    """
    settling = _Settling(results, willing - givers, strikers, fits)
    yield from settling.settle(givers, willing - givers)


def would_join(results: Mapping[str, Result], party: str, its_gain: Fraction) -> bool:
    """Whether a receiver whose conditions hold takes part at this gain."""
    return its_gain > 0 and its_gain >= results[party].floor


@dataclass(frozen=True, slots=True)
class _Settling:
    results: Mapping[str, Result]
    willing: Ids
    strikers: Ids
    fits: Fits

    def settle(self, joined: Ids, undecided: Ids) -> Iterator[Ids]:
        while True:
            decided = {party: _sure(self.results, party, joined, undecided) for party in undecided}
            sure_in = frozenset(p for p, joins in decided.items() if joins is True and p not in self.strikers)
            sure_out = frozenset(p for p, joins in decided.items() if joins is False)
            if not sure_in | sure_out:
                break
            joined, undecided = joined | sure_in, undecided - sure_in - sure_out
        if undecided:
            party = min(undecided)
            yield from self.settle(joined | {party}, undecided - {party})
            yield from self.settle(joined, undecided - {party})
        elif all(self._rightly(party, joined) for party in self.willing):
            yield joined

    def _rightly(self, party: str, joined: Ids) -> bool:
        """Whether the receiver is in, or out, as it should be."""
        joins = would_join(self.results, party, gain(self.results, party, joined))
        if party in joined:
            return joins
        return not joins or (party in self.strikers and not self.fits(joined | {party}))


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
