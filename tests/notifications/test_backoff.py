"""Waiting times: doubled, up to an hour, never all at once."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from notifications.backoff import MOST_ATTEMPTS, wait_after


def test_waiting_doubles_up_to_an_hour() -> None:
    minutes = [wait_after(attempt, 1.0) / timedelta(minutes=1) for attempt in range(1, MOST_ATTEMPTS + 1)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]


@given(attempt=st.integers(1, 1000), chance=st.floats(0, 1, exclude_max=True))
def test_chance_takes_away_at_most_half(attempt: int, chance: float) -> None:
    longest = wait_after(attempt, 1.0)
    assert longest / 2 <= wait_after(attempt, chance) <= longest <= timedelta(hours=1)
