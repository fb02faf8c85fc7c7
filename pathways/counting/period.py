"""Reading a period a person typed, and stepping a date by a period, forwards or backwards.

Civil steps are one single step: months keep the day's number and fall back to the month's last day when
it has no such number (domstolloven § 148 second paragraph). Nothing is moved off weekends here.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from pathways.counting.calendar import Calendar
from pathways.errors import CountingError, UsageError
from pathways.model.counting import Period, Unit

UNIT_WORDS: Mapping[str, Unit] = MappingProxyType(
    {
        **dict.fromkeys(("day", "days", "dag", "dager"), Unit.days),
        **dict.fromkeys(("week", "weeks", "uke", "uker"), Unit.weeks),
        **dict.fromkeys(("month", "months", "måned", "måneder"), Unit.months),
        **dict.fromkeys(("year", "years", "år"), Unit.years),
        **dict.fromkeys(("working day", "working days", "virkedag", "virkedager"), Unit.working_days),
        **dict.fromkeys(("hour", "hours", "time", "timer"), Unit.hours),
    }
)

_PERIOD = re.compile(r"([0-9]{1,5})\s+(\w+(?:\s+\w+)?)")


def parse_period(text: str) -> Period:
    """The period in ``1 week``, ``3 months``, ``10 working days``, ``48 hours``, ``2 uker``.

    Raises: UsageError naming what can be written.
    """
    found = _PERIOD.fullmatch(text.strip())
    unit = UNIT_WORDS.get(" ".join(found[2].lower().split())) if found else None
    if found is None or unit is None:
        raise UsageError("counting.period_unreadable", text=text)
    return Period(amount=int(found[1]), unit=unit)


def add_period(day: date, period: Period, calendar: Calendar, *, sign: int = 1) -> date:
    """The date a period after the day, or before it with ``sign=-1``; the day itself is not counted.

    Raises: CountingError for hours, and outside the calendar's years.
    """
    amount = sign * period.amount
    if period.unit is Unit.working_days:
        return calendar.add_working_days(day, amount)
    calendar.require(day)
    try:
        moved = add_civil(day, period.unit, amount)
    except OverflowError as error:
        raise too_long(period, calendar) from error
    calendar.require(moved)
    return moved


def add_civil(day: date, unit: Unit, amount: int) -> date:
    """One step of days, weeks, months or years on civil dates, negative amounts backwards.

    Raises: CountingError for other units, OverflowError beyond the years a date can have.
    """
    match unit:
        case Unit.weeks:
            return day + timedelta(days=7 * amount)
        case Unit.months:
            return _add_months(day, amount)
        case Unit.days:
            return day + timedelta(days=amount)
        case Unit.years:
            return _add_months(day, 12 * amount)
        case _:
            raise CountingError("counting.unit_without_dates", unit=unit.value)


def _add_months(day: date, amount: int) -> date:
    year, month_before = divmod(day.year * 12 + day.month - 1 + amount, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(year)
    month = month_before + 1
    if day.day <= 28:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def too_long(period: Period, calendar: Calendar) -> CountingError:
    """The error for a period that leaves every calendar."""
    data = calendar.data
    return CountingError(
        "counting.too_long", amount=period.amount, calendar=data.id, first=data.first_year, last=data.last_year
    )
