"""The independent checker: what is a deal and what is wrong with one, from the meaning of the words.

Exact fractions, no solver, and no import of the engine (a contract in pyproject.toml). `settle` says which deals a set
of releases makes, `faults` what is wrong with a deal, `certificate` checks proofs that there is none.
"""

from glienicke.deals.check.fault import Fault
from glienicke.deals.check.judge import Judge
from glienicke.deals.check.verdict import NO_TERMS, faults, settle

__all__ = ["NO_TERMS", "Fault", "Judge", "faults", "settle"]
