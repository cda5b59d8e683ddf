"""What all tests share: how many random cases Hypothesis draws.

`make test` draws the same few every time; `make test-deep` draws many new ones (`--hypothesis-profile deep`).
"""

import pytest
from hypothesis import HealthCheck, settings

SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

settings.register_profile(
    "short", max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=SLOW_IS_FINE
)
settings.register_profile("deep", max_examples=3000, deadline=None, suppress_health_check=SLOW_IS_FINE)
settings.load_profile("short")


@pytest.fixture
def depth() -> int:
    """How many times as many seeded cases to try: 1 in `make test`, more in `make test-deep`."""
    return 10 if settings().max_examples > 1000 else 1
