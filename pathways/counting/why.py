"""The why of a due date: one step for each thing that decided it, in the order of counting.

Told only when somebody asks; counts nothing anew that ``calculator`` has not counted. Steps are catalogue
keys with values, and ``pathways.counting.telling`` writes them out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pathways.counting.budget import Budgeted, Stop, Taken, joined
from pathways.counting.calculator import ONE_DAY, base_date, end_of_hours, nominal_date, starting_instant
from pathways.counting.calendar import SATURDAY, Calendar
from pathways.counting.oslo import civil_date, start_of_day, to_oslo
from pathways.counting.telling import write_clock, write_month, write_period, write_short
from pathways.messages import say
from pathways.model.counting import Algorithm, CountingRule, Period, Step, Unit
from pathways.model.pathway import OnPause
from pathways.model.record import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """A budget that came to other rules on a day: what was used by then, and what was left of the new one."""

    start: date
    on: date
    used: Period
    left: Period
    nominal: date
    """Where what was left ends, if the clock does not stand after that day."""
    stood: bool = False
    """Whether the clock stood then, and stood on by the new rules: what was left counts from when it goes again."""
    earlier: tuple[Stop, ...] = ()
    """The stretches in which it had stood and gone again by then: none of what was used."""


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
    told = _Stops(start=_day(start), period=period, calendar=calendar, on_pause=on_pause)
    found = [*steps, *told.steps(counted, steps[-1].on), *_roll_of(counted, rule, calendar)]
    # What begins anew is read as it came about: the end there was, what stopped the clock, and the end it got then.
    return tuple(found) if on_pause is OnPause.restarts else _in_order(found)


def why_rest(
    left: CarriedOver, period: Period, rule: CountingRule, calendar: Calendar, counted: Budgeted, on_pause: OnPause
) -> tuple[Step, ...]:
    """As ``why_budget``, for a budget that was rebudgeted on the way; ``counted`` is what came of its rest."""
    stands = left.stood and bool(counted.stops)
    told = {"used": write_period(left.used), "left": write_period(left.left), "period": write_period(period)}
    steps = [_step(left.start, "start")]
    for stop in joined(left.earlier):
        if stop.ended is not None and stop.ended.on > left.start:
            steps += [*_stood(stop, left.start), _resumed(stop.began, stop.ended, left.start)]
    steps.append(_step(left.on, "rebudgeted_standing" if stands else "rebudgeted", **told))
    if not stands:
        reached = "reached" if counted.stops and on_pause is not OnPause.restarts else "reaches"
        steps.append(_step(left.nominal, reached if left.left.amount else "used_up"))
    stops = _Stops(start=left.start, period=period, calendar=calendar, on_pause=on_pause, left=left if stands else None)
    found = [*steps, *stops.steps(counted, left.nominal), *_roll_of(counted, rule, calendar)]
    return tuple(found) if on_pause is OnPause.restarts and not stands else _in_order(found)


def _in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """By day; of one day in the order of counting."""
    return tuple(sorted(steps, key=lambda step: step.on))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stops:
    """What is told of the stretches in which a clock stood."""

    start: date
    period: Period
    calendar: Calendar
    on_pause: OnPause
    left: CarriedOver | None = None
    """What a migration left of the budget while the first of them lasted."""

    def steps(self, counted: Budgeted, nominal: date) -> Iterator[Step]:
        """Each stretch, and where the budget then ended; ``nominal``: where it did without any."""
        left = self.left
        for taken in counted.stops:
            yield from _stood(taken.stop, self.start)
            yield from self._gone_again(taken, nominal, left)
            nominal, left = taken.due.nominal, None

    def _gone_again(self, taken: Taken, nominal: date, left: CarriedOver | None) -> Iterator[Step]:
        began, ended = taken.stop.began, taken.stop.ended
        if ended is None:
            if left is None:
                yield _step(taken.due.nominal, "earliest_anew" if self.on_pause is OnPause.restarts else "earliest")
        elif self.on_pause is OnPause.restarts:
            period = write_period(self.period)
            yield _step(ended.on, "restarted", period=period)
            yield _step(taken.due.nominal, "reaches_anew", since=write_short(ended.on), period=period)
        else:
            yield _resumed(began, ended, self.start)
            yield from self._reaches(taken, ended, nominal, left)

    def _reaches(self, taken: Taken, ended: Happened, nominal: date, left: CarriedOver | None) -> Iterator[Step]:
        """Where the budget ends now, as a sum; of hours without one: they are counted from instants."""
        on = taken.due.nominal
        if left is not None and not left.left.amount:
            yield _step(on, "used_up")
        elif left is not None:
            yield _step(on, "reaches_rest", left=write_period(left.left), since=write_short(ended.on))
        elif self.period.unit is Unit.hours:
            yield _step(on, "reaches")
        elif on > nominal:
            unit, days = Unit.days, (on - nominal).days
            if self.period.unit is Unit.working_days:
                unit, days = Unit.working_days, self.calendar.working_days_in(nominal + ONE_DAY, on + ONE_DAY)
            more = write_period(Period(amount=days, unit=unit))
            yield _step(on, "reaches_sum", before=write_short(nominal), days=more)


def _stood(stop: Stop, start: date) -> list[Step]:
    """Since when a clock stood; of one that stood before it had anything to count, on the day it counts from."""
    if stop.began.on < start:
        return [_step(start, "stood_already", since=write_short(stop.began.on))]
    return [_step(stop.began.on, "stopped")]


def _resumed(began: Happened, ended: Happened, start: date) -> Step:
    """When it went again, and how many of the days it had stood come after the day it counts from."""
    every, after = (ended.on - began.on).days, (ended.on - max(began.on, start + ONE_DAY)).days
    if after <= 0:
        return _step(ended.on, "resumed_at_once")
    days = write_period(Period(amount=after, unit=Unit.days))
    if after == every:
        return _step(ended.on, "resumed", days=days)
    return _step(ended.on, "resumed_part", days=days, every=write_period(Period(amount=every, unit=Unit.days)))


def _roll_of(counted: Budgeted, rule: CountingRule, calendar: Calendar) -> list[Step]:
    return _roll(counted.due.nominal, rule, calendar) if counted.standing_since is None else []


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
