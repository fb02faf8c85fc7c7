"""When a period ends: a finger on a wall calendar, one day at a time.

The rules are written out here from the paragraphs they stand for (domstolloven §§ 148 and 149 and the sections that
docs/reference/counting.md names); ``definitions/counting.yaml`` is not read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from tests.oracle.naive.days import ONE, NotCoveredError, begins, day_of, ends, is_worked, off_weekend

MOVES = {
    "dl-148": False,
    "dl-148-149": True,
    "service-limit": True,
    "working-days": False,
    "hours": False,
    "fixed-date": False,
}
"""Whether the last day moves off a weekend."""
UNSETTLED = ("service-limit",)
"""Rules of which nobody has settled that it does."""

Works = Callable[[date], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The last day as counted, the last day by law, and the first instants that are too late by each."""

    nominal: date
    legal: date
    nominal_end: datetime
    too_late: datetime


def settled(rule: str) -> bool:
    """Whether it is settled that the last day moves, or stays."""
    known(rule)
    return rule not in UNSETTLED


def known(rule: str) -> None:
    """Refuse a rule that the oracle has not been taught."""
    if rule not in MOVES:
        raise NotCoveredError(f"counting rule {rule}")


def parts(period: str) -> tuple[int, str]:
    """``10 working days`` is (10, ``working_days``)."""
    amount, _, unit = period.strip().partition(" ")
    unit = unit.replace(" ", "_")
    unit = unit if unit.endswith("s") else unit + "s"
    if unit not in ("days", "weeks", "months", "years", "working_days", "hours"):
        raise NotCoveredError(f"unit {unit}")
    return int(amount), unit


@lru_cache(200_000)
def step(day: date, period: str, calendar: str, sign: int = 1) -> date:
    """The day a period after a day, or before it; the day itself is not counted."""
    amount, unit = parts(period)
    if unit == "hours":
        raise NotCoveredError("hours are no days")
    if unit in ("months", "years"):
        return _months(day, sign * amount * (12 if unit == "years" else 1))
    left = amount * 7 if unit == "weeks" else amount
    while left:
        day += sign * ONE
        if unit != "working_days" or is_worked(day, calendar):
            left -= 1
    return day


def _months(day: date, months: int) -> date:
    """The same number in another month; where that month has no such number, its last day."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def limit_on(last: date, rule: str) -> Limit:
    """The limit whose last day is this one."""
    known(rule)
    legal = off_weekend(last) if MOVES[rule] else last
    return Limit(nominal=last, legal=legal, nominal_end=ends(last), too_late=ends(legal))


def limit_at(end: datetime) -> Limit:
    """The limit that hours end at: that instant is too late. The last day is the one in which the last moment lies."""
    last = day_of(end - timedelta(microseconds=1))
    return Limit(nominal=last, legal=last, nominal_end=end, too_late=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A stretch of waiting. Days where only days are known; ``until_on`` None while it lasts."""

    since_on: date
    since_at: datetime | None
    until_on: date | None
    until_at: datetime | None
    anew: bool = False
    """Whether, over a migration, the whole period begins anew when it is over."""
    legs: tuple[int, int] = (0, 0)
    """After how many migrations it began, and was over."""

    @property
    def since(self) -> datetime:
        """When it began; a day alone from its beginning."""
        return self.since_at or begins(self.since_on)

    @property
    def until(self) -> datetime | None:
        """When it ended; a day alone at its beginning, for on that day the clock goes."""
        return None if self.until_on is None else self.until_at or begins(self.until_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A limit, and since when the clock stands; None when it goes."""

    limit: Limit
    stands_since: date | None


def counted(start: date, period: str, rule: str, calendar: str, waits: tuple[Wait, ...], on_pause: str) -> Counted:
    """When a period in days ends, with the stretches in which the case waited."""
    if on_pause == "runs" or not waits:
        return Counted(limit=_plain(start, period, rule, calendar), stands_since=None)
    if on_pause == "freezes":
        return _frozen(start, period, rule, calendar, waits)
    if on_pause == "restarts":
        return _restarted(start, period, rule, calendar, waits)
    raise NotCoveredError(f"on_pause {on_pause}")


@lru_cache(200_000)
def _plain(start: date, period: str, rule: str, calendar: str) -> Limit:
    return limit_on(step(start, period, calendar), rule)


def _frozen(start: date, period: str, rule: str, calendar: str, waits: tuple[Wait, ...]) -> Counted:
    """Count off what the period holds, a day at a time, and pass over every day on which the case waited.

    The day on which the waiting began is waited; the day the clock goes again is counted.
    """

    def works(day: date) -> bool:
        return parts(period)[1] != "working_days" or is_worked(day, calendar)

    left = sum(1 for day in _after(start, step(start, period, calendar)) if works(day))
    day = start
    while left:
        day += ONE
        if lasting := _lasts(day, waits):
            since = _since(lasting, waits)
            last = _rest(day - ONE, left, works)
            return Counted(limit=limit_on(last, rule), stands_since=since)
        waited = any(wait.since_on <= day and wait.until_on is not None and day < wait.until_on for wait in waits)
        if works(day) and not waited:
            left -= 1
    return Counted(limit=limit_on(day, rule), stands_since=None)


def _after(start: date, last: date) -> list[date]:
    return [start + ONE * number for number in range(1, (last - start).days + 1)]


def _rest(day: date, left: int, works: Works) -> date:
    while left:
        day += ONE
        left -= works(day)
    return day


def _lasts(day: date, waits: tuple[Wait, ...]) -> Wait | None:
    """A wait that has no end yet and in which the day lies."""
    return next((wait for wait in waits if wait.until_on is None and wait.since_on <= day), None)


def _since(wait: Wait, waits: tuple[Wait, ...]) -> date:
    """Since when the clock has stood without going in between: waits that overlap are one."""
    since = min((each for each in waits if each.until_on is None), key=lambda each: each.since, default=wait)
    while True:
        earlier = [w for w in waits if w.since < since.since and w.until is not None and w.until >= since.since]
        if not earlier:
            return since.since_on
        since = min(earlier, key=lambda each: each.since)


def _restarted(start: date, period: str, rule: str, calendar: str, waits: tuple[Wait, ...]) -> Counted:
    """The whole period anew from the day the clock goes again; a wait that begins when all is over changes nothing."""
    began = begins(start)
    for wait in sorted(waits, key=lambda each: each.since):
        limit = _plain(start, period, rule, calendar)
        if wait.until is not None and wait.until <= began:
            continue
        if wait.since_on > limit.nominal:
            break
        if wait.until is None or wait.until_on is None:
            return Counted(limit=limit, stands_since=_since(wait, waits))
        start, began = wait.until_on, begins(wait.until_on)
    return Counted(limit=_plain(start, period, rule, calendar), stands_since=None)
