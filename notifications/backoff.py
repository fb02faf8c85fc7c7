"""When a failed delivery is tried again: twice as long each time, up to an hour, never all at once. Pure."""

from datetime import timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=1)
MOST_ATTEMPTS = 10
"""After so many a delivery is given up, and shown."""


def wait_after(attempt: int, chance: float) -> timedelta:
    """How long to wait after failed attempt number ``attempt`` (from 1); ``chance`` is from 0 up to 1.

    Between half and the whole of the doubled time: those who failed together do not come back together.
    """
    doubled = FIRST * (1 << min(attempt - 1, 10))
    return min(doubled, LONGEST) * (0.5 + chance / 2)
