"""The why of a due date: one step for each thing that decided it, in the order of counting.

Told only when somebody asks; counts nothing anew that ``calculator`` has not counted. Steps are catalogue
keys with values, and ``pathways.counting.telling`` writes them out.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pathways.counting.budget import Budgeted, Taken
from pathways.counting.calculator import ONE_DAY, base_date, end_of_hours, nominal_date, starting_instant
from pathways.counting.calendar import SATURDAY, Calendar
from pathways.counting.oslo import civil_date, start_of_day, to_oslo
from pathways.counting.telling import write_clock, write_month, write_period
from pathways.messages import say
from pathways.model.counting import Algorithm, CountingRule, Period, Step, Unit
from pathways.model.pathway import OnPause


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """A budget that came to other rules on a day: what was used by then, and what was left of the new one."""

    start: date
    on: date
    used: Period
    left: Period
    nominal: date
    """Where what was left ends, if the clock does not stand after that day."""


def why(start: date | datetime, period: Period, rule: CountingRule, calendar: Calendar) -> tuple[Step, ...]:
    """The steps from ``start`` to the legal date, by the same arguments and with the same errors as ``count``."""
    if rule.algorithm in (Algorithm.hours, Algorithm.hours_skipping_red_days):
        return _why_hours(start, period, rule, calendar)
    nominal = nominal_date(_day(start), period, rule, calendar)
    return (*_until_nominal(_day(start), period, rule, calendar), *_roll(nominal, rule, calendar))


def why_budget(
    start: date | datetime,
    period: Period,
    rule: CountingRule,
    calendar: Calendar,
    counted: Budgeted,
    on_pause: OnPause,
) -> tuple[Step, ...]:
    """As ``why``, with each stretch in which the clock stood; ``counted`` is what ``count_budget`` gave for these."""
    if not counted.stops:
        return why(start, period, rule, calendar)
    if rule.algorithm in (Algorithm.hours, Algorithm.hours_skipping_red_days):
        steps = _why_hours(start, period, rule, calendar)
    else:
        steps = _until_nominal(_day(start), period, rule, calendar)
    stopped = (step for taken in counted.stops for step in _stopped(taken, period, on_pause))
    roll = _roll(counted.due.nominal, rule, calendar) if counted.standing_since is None else []
    return (*steps, *stopped, *roll)


def why_rest(
    left: CarriedOver, period: Period, rule: CountingRule, calendar: Calendar, counted: Budgeted, on_pause: OnPause
) -> tuple[Step, ...]:
    """As ``why_budget``, for a budget that was rebudgeted on the way; ``counted`` is what came of its rest."""
    told = {"used": write_period(left.used), "left": write_period(left.left), "period": write_period(period)}
    reached = _step(left.nominal, "reaches" if left.left.amount else "used_up")
    steps = [_step(left.start, "start"), _step(left.on, "rebudgeted", **told), reached]
    stopped = (step for taken in counted.stops for step in _stopped(taken, period, on_pause))
    roll = _roll(counted.due.nominal, rule, calendar) if counted.standing_since is None else []
    return (*steps, *stopped, *roll)


def _stopped(taken: Taken, period: Period, on_pause: OnPause) -> list[Step]:
    began, ended = taken.stop.began, taken.stop.ended
    steps = [_step(began.on, "stopped")]
    if ended is None:
        return [*steps, _step(taken.due.nominal, "earliest")]
    if on_pause is OnPause.restarts:
        return [*steps, _step(ended.on, "restarted", period=write_period(period)), _step(taken.due.nominal, "reaches")]
    days = write_period(Period(amount=(ended.on - began.on).days, unit=Unit.days))
    return [*steps, _step(ended.on, "resumed", days=days), _step(taken.due.nominal, "reaches")]


def _until_nominal(day: date, period: Period, rule: CountingRule, calendar: Calendar) -> tuple[Step, ...]:
    """The steps from the start to the last day of the period, before it is moved off anything."""
    nominal = nominal_date(day, period, rule, calendar)
    base = base_date(day, rule, calendar)
    steps = [_step(day, "start")]
    if rule.first is not None:
        steps.append(_step(base, "first", period=write_period(rule.first)))
    if period.unit is Unit.working_days:
        steps.extend(_skipped(base, nominal, calendar))
    steps.append(_step(nominal, "period", period=write_period(period)))
    if period.unit in (Unit.months, Unit.years) and nominal.day != base.day:
        steps.append(_step(nominal, "clamp", month=write_month(nominal), number=str(base.day)))
    return tuple(steps)


def why_fixed(on: date, rule: CountingRule, calendar: Calendar) -> tuple[Step, ...]:
    """The steps of a date that somebody has set, as ``fixed`` counts it: for an API; ``due`` counts periods only."""
    calendar.require(on)
    return (_step(on, "set"), *_roll(on, rule, calendar))


def _day(start: date | datetime) -> date:
    return civil_date(start) if isinstance(start, datetime) else start


def _roll(nominal: date, rule: CountingRule, calendar: Calendar) -> list[Step]:
    """Each day the last day is moved off, and where it lands; or that it stays where it fell."""
    free = _free_name(nominal, calendar)
    if not free or rule.algorithm is Algorithm.working_days:
        return []
    if not rule.rolls:
        return [_step(nominal, "stays", name=free)]
    legal = calendar.next_working_day(nominal)
    left = "left" if rule.roll_settled else "left_unsettled"
    days = calendar.days_between(nominal, legal - ONE_DAY)
    steps = [_step(day, left, name=_free_name(day, calendar)) for day in days]
    return [*steps, _step(legal, "rolled" if rule.roll_settled else "roll_unsettled")]


def _skipped(base: date, nominal: date, calendar: Calendar) -> list[Step]:
    """Each day that was passed over, by its name in the calendar or else as the Saturday or Sunday it is."""
    if nominal == base:
        return []
    free = (day for day in calendar.days_between(base + ONE_DAY, nominal) if not calendar.is_working_day(day))
    return [_step(day, "skipped", name=_free_name(day, calendar)) for day in free]


def _why_hours(start: date | datetime, period: Period, rule: CountingRule, calendar: Calendar) -> tuple[Step, ...]:
    begin = starting_instant(start, rule)
    end = end_of_hours(begin, period, rule, calendar)
    steps = [_step(civil_date(begin), "start_at", clock=write_clock(begin))]
    for day in calendar.days_between(civil_date(begin), civil_date(end - timedelta.resolution)):
        if rule.algorithm is Algorithm.hours_skipping_red_days and calendar.is_red(day):
            steps.append(_step(day, "skipped", name=calendar.red_day(day)))
        elif _clock_changes(day, begin, end):
            steps.append(_step(day, "clock_changed"))
    steps.append(_step(civil_date(end), "hours", clock=write_clock(end), period=write_period(period)))
    return tuple(steps)


def _clock_changes(day: date, begin: datetime, end: datetime) -> bool:
    """Whether the clock is moved on the day, inside the hours counted. Both instants in UTC."""
    first, last = max(begin, start_of_day(day)), min(end, start_of_day(day + ONE_DAY))
    return to_oslo(first).utcoffset() != to_oslo(last).utcoffset()


def _free_name(day: date, calendar: Calendar) -> str:
    name = calendar.red_day(day)
    return name or (say("counting.saturday") if day.weekday() == SATURDAY else "")


def _step(on: date, key: str, **values: str) -> Step:
    return Step(on=on, key=f"counting.why.{key}", values=tuple(values.items()))
