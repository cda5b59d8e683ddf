"""Tranches: an order of a deal's releases, in steps, that keeps every party's largest exposure low.

Meaning: docs/tranches.md. In: a day, a deal, terms and what to keep to (`Within`). Out: `Tranches`, which the checker
(`deals/check/tranches.py`) has verified.
"""

from glienicke.deals.check.tranches import Course, Normalise, Seats, Steps, Within
from glienicke.deals.tranches.answer import Order, Tranches
from glienicke.deals.tranches.data import tranches_data
from glienicke.deals.tranches.naive import man_for_man
from glienicke.deals.tranches.plan import tranches

__all__ = [
    "Course",
    "Normalise",
    "Order",
    "Seats",
    "Steps",
    "Tranches",
    "Within",
    "man_for_man",
    "tranches",
    "tranches_data",
]
