"""What is owed so many times in each period: a finger that goes from period to period, and the days it was done.

Of a period only facts are kept: the days on which something counted, and from which days less was owed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import ceil
from typing import Any

from tests.oracle.naive.days import ONE, NotCoveredError
from tests.oracle.naive.limits import parts, step

Every = Mapping[str, Any]

FIRST_PARTS = ("whole", "share", "none")


@dataclass(slots=True, kw_only=True)
class Owing:
    """One period of what is owed. ``number`` 0 is the first since what it counts from."""

    number: int
    first: date
    last: date
    done: list[tuple[date, int]] = field(default_factory=list)
    of: int
    """The number of days that the times are of; 0 where nothing is owed in it at all."""
    less: list[tuple[date, bool, int, int]] = field(default_factory=list)
    """From which day on less is owed, or as before again, how many times, and which act said so, in legal order."""
    stood: list[tuple[date, bool]] = field(default_factory=list)
    """From which day on the duty did not stand, or stood again, in legal order; it stands where nothing says so."""
    over: bool = False
    """It has made way for the next, or fallen away: nothing more is counted in it."""
    over_by: int = 0
    """The act that let it fall away, and those that would have come after it; 0: the clock made way for the next."""


def owing(every: Every, start: date, number: int, *, less: bool, by: int = 0) -> Owing:
    """A period as it begins. ``less``: whether less was owed at the end of the one before it, as act ``by`` said."""
    first, last = stretch(every, start, number)
    of = _days_owed_for(every, number, first, last)
    return Owing(number=number, first=first, last=last, of=of, less=[(first, less, times(every, less=less), by)])


def times(every: Every, *, less: bool) -> int:
    """How many times in a whole period."""
    return int(every["reduced"]["times"] if less and "reduced" in every else every["times"])


def stretch(every: Every, start: date, number: int) -> tuple[date, date]:
    """First and last day of a period. One that the anchor begins is counted from it (domstolloven § 148)."""
    amount, unit = parts(str(every["period"]))
    if every["aligned"] == "anchor":
        first = start if number == 0 else _ahead(start, amount * number, unit) + ONE
        return first, _ahead(start, amount * (number + 1), unit)
    if every["aligned"] != "calendar":
        raise NotCoveredError(f"aligned {every['aligned']}")
    first = start
    last = _last_in_calendar(first, amount, unit)
    for _ in range(number):
        first = last + ONE
        last = _last_in_calendar(first, amount, unit)
    return first, last


def _ahead(day: date, amount: int, unit: str) -> date:
    return step(day, f"{amount} {unit.replace('_', ' ')}", "NO")


def _last_in_calendar(day: date, amount: int, unit: str) -> date:
    begins = _begins(amount, unit)
    while not begins(day + ONE):
        day += ONE
    return day


def _begins(amount: int, unit: str) -> Callable[[date], bool]:
    """Whether a period of the calendar begins on a day."""
    if (amount, unit) == (1, "weeks"):
        return lambda day: day.weekday() == 0
    if unit == "months":
        return lambda day: day.day == 1 and (day.month - 1) % amount == 0
    if (amount, unit) == (1, "years"):
        return lambda day: (day.month, day.day) == (1, 1)
    raise NotCoveredError(f"{amount} {unit} in the calendar")


def _days_owed_for(every: Every, number: int, first: date, last: date) -> int:
    own = (last - first).days + 1
    if every["aligned"] == "anchor" or number:
        return own
    begins, day = _begins(*parts(str(every["period"]))), first
    while not begins(day):
        day -= ONE
    rest = every.get("first", "whole")
    if rest not in FIRST_PARTS:
        raise NotCoveredError(f"first {rest}")
    if day == first or rest == "whole":
        return own
    return (last - day).days + 1 if rest == "share" else 0


def needed(this: Owing) -> int:
    """How many times: each day owes its part of what is owed in a whole period, and the sum is rounded up."""
    if not this.of:
        return 0
    day, owed = this.first, Fraction(0)
    while day <= this.last:
        owed += Fraction(_times(this, day), this.of)
        day += ONE
    return ceil(owed)


def _times(this: Owing, day: date) -> int:
    if not [True, *(stood for since, stood in this.stood if since <= day)][-1]:
        return 0
    return [each for since, _, each, _ in this.less if since <= day][-1]


def counted(every: Every, this: Owing) -> int:
    """How many of those that were done count: of several on a day one, unless each does."""
    how = every.get("same_day", "one")
    if how not in ("one", "each"):
        raise NotCoveredError(f"same_day {how}")
    return len(this.done) if how == "each" else len({on for on, _ in this.done})
