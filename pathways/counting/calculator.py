"""The calculator: from a start, a period and a rule to the dates that are due.

Pure, and on a hot path: it finds dates only, and ``pathways.counting.why`` tells how. A start that is an
instant is first turned into its date in Norway; only hour rules look at the time of day.
"""

from datetime import date, datetime, timedelta

from pathways.counting.calendar import Calendar
from pathways.counting.oslo import civil_date, start_of_day, to_utc
from pathways.counting.period import add_period, too_long
from pathways.errors import CountingError
from pathways.messages import say
from pathways.model.counting import Algorithm, CountingRule, Due, Period

ONE_DAY = timedelta(days=1)


def count(
    start: date | datetime,
    period: Period,
    rule: CountingRule,
    calendar: Calendar,
    *,
    reporting_days: int | None = None,
) -> Due:
    """When a period from ``start`` ends under a rule. The start day is not counted, the whole last day is there.

    ``reporting_days``: civil days after the start day that a register counts; None: what the rule says, if anything.
    Raises: CountingError for a naive instant, a unit the rule does not count, an hour rule from a date alone,
    and dates outside the calendar's years.
    """
    if rule.algorithm in (Algorithm.hours, Algorithm.hours_skipping_red_days):
        return due_at(end_of_hours(starting_instant(start, rule), period, rule, calendar), rule, calendar)
    day = civil_date(start) if isinstance(start, datetime) else start
    nominal = nominal_date(day, period, rule, calendar)
    if reporting_days is None and rule.reporting:
        reporting_days = dict(rule.reporting).get(period)
    reporting = None if reporting_days is None else day + timedelta(days=reporting_days)
    return due_on(nominal, reporting, rule, calendar)


def fixed(on: date, rule: CountingRule, calendar: Calendar) -> Due:
    """The due date that somebody has set, under a rule for such dates. Raises CountingError outside the years."""
    calendar.require(on)
    return due_on(on, None, rule, calendar)


def nominal_date(day: date, period: Period, rule: CountingRule, calendar: Calendar) -> date:
    """The last day of a period in dates, before anything is moved off weekends. Errors as ``count``."""
    if period.unit not in rule.units:
        raise _wrong_unit(period, rule)
    return add_period(base_date(day, rule, calendar), period, calendar)


def base_date(day: date, rule: CountingRule, calendar: Calendar) -> date:
    """The day the period itself runs from: the start, or the end of the rule's first period, never moved."""
    return day if rule.first is None else add_period(day, rule.first, calendar)


def starting_instant(start: date | datetime, rule: CountingRule) -> datetime:
    """The start of hours, in UTC. Raises CountingError for a date alone and for a naive instant."""
    if not isinstance(start, datetime):
        raise CountingError("counting.needs_instant", rule=rule.id, date=start.isoformat())
    return to_utc(start)


def end_of_hours(instant: datetime, period: Period, rule: CountingRule, calendar: Calendar) -> datetime:
    """The instant (UTC) at which hours from an instant are used up. Errors as ``count``."""
    if period.unit not in rule.units:
        raise _wrong_unit(period, rule)
    instant = to_utc(instant)  # elapsed time: adding to a zoned datetime would add by the clock on the wall
    calendar.require(civil_date(instant))
    try:
        left = timedelta(hours=period.amount)
        if rule.algorithm is Algorithm.hours_skipping_red_days:
            return _skip_red_days(instant, left, calendar)
        end = instant + left
    except OverflowError as error:
        raise too_long(period, calendar) from error
    calendar.require(civil_date(end))
    return end


def _skip_red_days(instant: datetime, left: timedelta, calendar: Calendar) -> datetime:
    """Hours of red days are not counted at all; those of Saturdays are (domstolloven § 149 second paragraph)."""
    while left:
        day = civil_date(instant)
        midnight = start_of_day(day + ONE_DAY)
        if not calendar.is_red(day):
            if left <= midnight - instant:
                return instant + left
            left -= midnight - instant
        instant = midnight
    return instant


def counted_hours(first: datetime, last: datetime, rule: CountingRule, calendar: Calendar) -> timedelta:
    """How much of the time between two instants (UTC) an hour rule counts. Raises CountingError outside the years."""
    if rule.algorithm is Algorithm.hours:
        return last - first
    counted = timedelta()
    while first < last:
        day = civil_date(first)
        midnight = min(last, start_of_day(day + ONE_DAY))
        if not calendar.is_red(day):
            counted += midnight - first
        first = midnight
    return counted


def move_hours(end: datetime, hours: timedelta, rule: CountingRule, calendar: Calendar) -> datetime:
    """The instant (UTC) so many counted hours after another. Raises CountingError outside the years."""
    moved = _skip_red_days(end, hours, calendar) if rule.algorithm is Algorithm.hours_skipping_red_days else end + hours
    calendar.require(civil_date(moved))
    return moved


def due_on(nominal: date, reporting: date | None, rule: CountingRule, calendar: Calendar) -> Due:
    """The due date whose last day is ``nominal``, moved off free days where the rule says so."""
    legal = calendar.next_working_day(nominal) if rule.rolls else nominal
    nominal_end = start_of_day(nominal + ONE_DAY)
    return Due(
        nominal=nominal,
        legal=legal,
        reporting=reporting,
        nominal_at=None,
        legal_at=None,
        missed_from=nominal_end if legal is nominal else start_of_day(legal + ONE_DAY),
        nominal_end=nominal_end,
        rule=rule.id,
        rule_version=rule.version,
        calendar=calendar.data.id,
        calendar_version=calendar.data.version,
        roll_settled=rule.roll_settled,
    )


def due_at(end: datetime, rule: CountingRule, calendar: Calendar) -> Due:
    """The due date of an hour rule that ends at an instant (UTC), which is itself too late.

    Its last day is the one in which its last moment lies: hours that end at midnight leave nothing of the next day.
    """
    day = civil_date(end - timedelta(microseconds=1))
    return Due(
        nominal=day,
        legal=day,
        reporting=None,
        nominal_at=end,
        legal_at=end,
        missed_from=end,
        nominal_end=end,
        rule=rule.id,
        rule_version=rule.version,
        calendar=calendar.data.id,
        calendar_version=calendar.data.version,
        roll_settled=rule.roll_settled,
    )


def _wrong_unit(period: Period, rule: CountingRule) -> CountingError:
    if not rule.units:
        return CountingError("counting.wants_date", rule=rule.id)
    units = ", ".join(say(f"counting.units.{unit}") for unit in rule.units)
    return CountingError("counting.wrong_unit", rule=rule.id, unit=say(f"counting.units.{period.unit}"), units=units)
