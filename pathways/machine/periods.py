"""What is owed so many times in each period: the days of each, how many times there, and which days count. Pure.

A period that the deadline's anchor begins is counted as every other deadline is: the day itself is not counted, the
last day is whole (domstolloven § 148). So the first period holds the anchor's own day besides, and each of the others
begins on the day after the one before it.
"""

from datetime import date, timedelta

from pathways.counting.calculator import due_on
from pathways.counting.calendar import Calendar
from pathways.counting.period import add_period
from pathways.machine.state import Tally, Terms
from pathways.model.counting import CountingRule, Due, Period, Unit
from pathways.model.every import Aligned, Every, First

PREFIX = "period."
"""What the item of a period's key begins with, before the date of its first day. No activity has an item so called."""

A_DAY = timedelta(days=1)


def item_of(first: date) -> str:
    """What stands for the item in the key of the deadline of a period."""
    return PREFIX + first.isoformat()


def first_day(item: str) -> date | None:
    """The first day of the period that an item's name stands for; None for an item of an activity."""
    return date.fromisoformat(item.removeprefix(PREFIX)) if item.startswith(PREFIX) else None


def due_of(every: Every, within: Period, rule: CountingRule, calendar: Calendar, anchor: date, index: int) -> Due:
    """When period number ``index``, from 0, is over. Raises: CountingError outside the calendar's years."""
    if every.aligned is Aligned.calendar:
        last = _add(calendar_start(anchor, within), within, index + 1, calendar) - A_DAY
    else:
        last = _add(anchor, within, index + 1, calendar)
    return due_on(last, None, rule, calendar)


def first_of(every: Every, within: Period, calendar: Calendar, anchor: date, index: int) -> date:
    """The first day of period number ``index``. Raises: CountingError outside the calendar's years."""
    if index == 0:
        return anchor
    if every.aligned is Aligned.calendar:
        return _add(calendar_start(anchor, within), within, index, calendar)
    return _add(anchor, within, index, calendar) + A_DAY


def share_of(every: Every, within: Period, first: date, last: date) -> int:
    """Of how many days the times of a period are: its own, more where it is owed a share, 0 where nothing is owed."""
    whole = calendar_start(first, within) if every.aligned is Aligned.calendar else first
    if whole == first or every.first is First.whole:
        return (last - first).days + 1
    return 0 if every.first is First.none else (last - whole).days + 1


def calendar_start(day: date, within: Period) -> date:
    """The first day of the period of the calendar that ``day`` lies in."""
    if within.unit is Unit.weeks:
        return day - timedelta(days=day.weekday())
    if within.unit is Unit.years:
        return day.replace(month=1, day=1)
    return day.replace(month=day.month - (day.month - 1) % within.amount, day=1)


def needed(tally: Tally, last: date) -> int:
    """How many times are owed in the period: by its days where the number changed on the way, rounded up."""
    if tally.idle:
        return 0
    return -(-sum(days * terms.times for terms, days in stretches(tally, last)) // tally.of_days)


def stretches(tally: Tally, last: date) -> list[tuple[Terms, int]]:
    """How many days of the period each number of times held for."""
    ends = [terms.since for terms in tally.terms[1:]] + [last + A_DAY]
    return [(terms, (end - terms.since).days) for terms, end in zip(tally.terms, ends, strict=True)]


def counted(tally: Tally, every: Every) -> int:
    """How many of what happened count: several on one day once, where the definition does not say otherwise."""
    return len(tally.done) if every.each else len({on for on, _ in tally.done})


def _add(day: date, within: Period, times: int, calendar: Calendar) -> date:
    """So many periods later, in one step: months fall back to the end of a short month once, and not for good."""
    return add_period(day, Period(amount=within.amount * times, unit=within.unit), calendar)
