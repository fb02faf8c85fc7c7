"""Days in Norway: which are red, which are worked, and when one begins. Written from the acts, not from the data files.

Red days: lov 24. februar 1995 nr. 12 § 2, and lov 26. april 1947 nr. 1 for 1 and 17 May. Easter is asked of dateutil.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter

OSLO = ZoneInfo("Europe/Oslo")
ONE = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6

FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Maundy Thursday, Good Friday, the two days of Easter, Ascension, the two days of Whitsun."""

CALENDARS = ("NO", "NO_SAT")


class NotCoveredError(Exception):
    """The oracle has not been taught this."""


@cache
def red_days(year: int) -> frozenset[date]:
    """The red days of a year that have a name."""
    sunday = easter(year)
    return frozenset(
        [date(year, month, day) for month, day in FIXED] + [sunday + timedelta(days=days) for days in FROM_EASTER]
    )


def is_red(day: date) -> bool:
    """Sundays, and the red days with a name."""
    return day.weekday() == SUNDAY or day in red_days(day.year)


def is_worked(day: date, calendar: str) -> bool:
    """Whether the day is a working day; on Saturdays people work in NO_SAT alone."""
    if calendar not in CALENDARS:
        raise NotCoveredError(f"calendar {calendar}")
    return not is_red(day) and (day.weekday() != SATURDAY or calendar == "NO_SAT")


def off_weekend(day: date) -> date:
    """The day, or the next one that is Monday to Friday and not red (domstolloven § 149)."""
    while is_red(day) or day.weekday() == SATURDAY:
        day += ONE
    return day


def begins(day: date) -> datetime:
    """Midnight in Oslo as the day begins."""
    return at(day, "00:00")


def ends(day: date) -> datetime:
    """Midnight in Oslo as the day ends."""
    return begins(day + ONE)


def at(day: date, clock: str) -> datetime:
    """The instant at which a clock on a wall in Oslo shows this on the day."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=OSLO).astimezone(UTC)


def day_of(instant: datetime) -> date:
    """The date in Oslo."""
    return instant.astimezone(OSLO).date()
