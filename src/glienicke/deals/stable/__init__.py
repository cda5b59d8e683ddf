"""`stable`: could some group of parties do better by a deal of its own, and is there a deal that no group would leave?

data: what is answered. separate: a group that blocks an outcome, or that there is none. candidates: the search of a
proof in the checker's rows. kept: aims among the deals that no known group blocks. cases: proofs that no deal is
stable. answer: `stable` itself.
Meaning and method: docs/stable.md.
"""

from glienicke.deals.stable.answer import stable
from glienicke.deals.stable.data import BestStable, Block, Stability, StableAnswer
from glienicke.deals.stable.separate import separate

__all__ = ["BestStable", "Block", "Stability", "StableAnswer", "separate", "stable"]
