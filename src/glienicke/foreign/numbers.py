"""Numbers between text and exact rationals."""

from __future__ import annotations

import re
from fractions import Fraction

LONGEST = 200
"""Characters of a number; GENIUS writes about twenty."""
EXPONENT_MAX = 400
DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE](?P<exponent>[+-]?\d{1,9}))?", re.ASCII)


def number(text: str) -> Fraction:
    """The number that a decimal text means, exactly. ValueError, with what is wrong, if it means none."""
    text = text.strip()
    if text.lstrip("+-").casefold() in ("nan", "inf", "infinity"):
        raise ValueError(f"'{text}' is no finite number")
    if len(text) > LONGEST:
        raise ValueError(f"a number of {len(text)} characters is too long")
    found = DECIMAL.fullmatch(text)
    if not found:
        raise ValueError(f"'{text}' is no number")
    if abs(int(found["exponent"] or 0)) > EXPONENT_MAX:
        raise ValueError(f"'{text}' is too large or too small")
    return Fraction(text)


def decimal(value: Fraction) -> str:
    """The number as a decimal text, exactly. ValueError if it has no finite one, as a third has not."""
    rest, places = value.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest != 1:
        raise ValueError(f"{value} has no finite decimal text")
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
