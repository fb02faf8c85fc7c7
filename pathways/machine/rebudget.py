"""Rebudgeting: the new budget minus the time that is used (ADR 0012). What is used is counted as the old version did.

Time used is a stretch of civil time (days, weeks, months, years, and hours by the clock), a number of working days, or
an amount of hours that skip red days. The stretch is the same in every calendar, so the new budget is counted from the
same anchor in one step, and no month is clamped twice. Working days and skipped red days depend on the calendar: those
up to the migration are counted by the old one, the rest of the budget from the migration by the new one.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pathways.counting.calculator import count, fixed, hours_left, hours_used
from pathways.counting.calendar import Calendar
from pathways.counting.oslo import civil_date, start_of_day
from pathways.machine.state import Carried, DeadlineState
from pathways.model.counting import Algorithm, CountingRule, Due, Period

DAYS, WORKING_DAYS, MICROSECONDS = "days", "working_days", "microseconds"
"""Units of what is used."""

_HOURS = (Algorithm.hours, Algorithm.hours_skipping_red_days)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """An amount of time that is used up."""

    amount: int
    unit: str


def used_by(
    start: date | datetime, on: date, at: datetime, rule: CountingRule, calendar: Calendar, before: Carried | None
) -> Used:
    """What is used from ``start`` up to a migration at ``at``, in the unit that the new ``rule`` counts in.

    ``calendar`` is that of the version that is left. ``before`` is what an earlier rebudgeting found: where it is of
    the same unit only what came after it is counted now. A stretch of civil time is one stretch all the way.
    """
    unit, earlier = unit_of(rule), 0
    if before is not None and before.unit == unit and before.used and unit != DAYS:
        earlier, start = before.used, (before.at if unit == MICROSECONDS else before.on)
    day = civil_date(start) if isinstance(start, datetime) else start
    if unit == WORKING_DAYS:
        return Used(amount=earlier + calendar.working_days_after(day, on), unit=unit)
    if unit == MICROSECONDS:
        instant = start if isinstance(start, datetime) else start_of_day(start)
        return Used(amount=earlier + hours_used(instant, at, rule, calendar) // _TICK, unit=unit)
    return Used(amount=max((on - day).days, 0), unit=unit)


def unit_of(rule: CountingRule) -> str:
    """The unit in which what is used is measured under a rule."""
    if rule.algorithm is Algorithm.working_days:
        return WORKING_DAYS
    return MICROSECONDS if rule.algorithm in _HOURS else DAYS


def due_of_rest(
    start: date | datetime, within: Period, rule: CountingRule, calendar: Calendar, carried: Carried
) -> Due:
    """When what is left of ``within`` is used up. ``start`` is the anchor; errors as ``count``.

    Where more is used than the budget holds it ends on the day of the migration: nobody was late by a rule that did
    not hold for the case yet.
    """
    day = civil_date(start) if isinstance(start, datetime) else start
    if day < carried.on and rule.algorithm is Algorithm.working_days:
        left = max(within.amount - carried.used, 0)
        return fixed(calendar.add_working_days(carried.on, left), rule, calendar)
    ahead = isinstance(start, datetime) and start > carried.at
    if rule.algorithm is Algorithm.hours_skipping_red_days and not ahead:
        left_of = timedelta(hours=within.amount) - timedelta(microseconds=carried.used)
        return hours_left(carried.at, max(left_of, timedelta()), rule, calendar)
    return count(start, within, rule, calendar)


def no_earlier_than(due: Due, before: DeadlineState, on: Carried, rule: CountingRule, calendar: Calendar) -> Due:
    """The due date, but no earlier than the migration, unless the old one lay there already."""
    if rule.algorithm in _HOURS:
        floor = min(before.nominal_end, on.at)
        return due if due.nominal_end >= floor else hours_left(floor, timedelta(), rule, calendar)
    floor_day = min(before.nominal, on.on)
    return due if due.nominal >= floor_day else fixed(floor_day, rule, calendar)
