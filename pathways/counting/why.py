"""The why of a due date: one step for each thing that decided it, in the order of counting.

Told only when somebody asks; counts nothing anew that ``calculator`` has not counted. Steps are catalogue
keys with values, and ``pathways.counting.telling`` writes them out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pathways.counting.budget import Budgeted, Stop, Taken, gone_again, joined
from pathways.counting.calculator import ONE_DAY, base_date, count, end_of_hours, nominal_date, starting_instant
from pathways.counting.calendar import SATURDAY, Calendar
from pathways.counting.oslo import civil_date, start_of_day, to_oslo
from pathways.counting.telling import write_clock, write_month, write_period, write_short
from pathways.messages import say
from pathways.model.counting import Algorithm, CountingRule, Due, Period, Step, Unit
from pathways.model.pathway import OnPause
from pathways.model.record import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOver:
    """A budget that came to other rules on a day: what was used by then, and what was left of the new one."""

    start: date
    on: date
    used: Period
    left: Period
    base: date | datetime
    """From where what was left counts, by the new rules and calendar."""
    due: Due
    """Where it ends, if the clock does not stand after that day."""
    stood: bool = False
    """Whether the clock stood then, and stood on by the new rules: what was left counts from when it goes again."""
    earlier: tuple[Stop, ...] = ()
    """The stretches in which it had stood and gone again by then: none of what was used."""
    passed: tuple[Step, ...] = ()
    """The days up to ``base`` that did not count, each by the calendar that held then: see ``passed_over``."""


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
    told = _Stops(start=_day(start), period=period, rule=rule, calendar=calendar, on_pause=on_pause)
    found = [*steps, *told.steps(counted, count(start, period, rule, calendar)), *_roll_of(counted, rule, calendar)]
    # What begins anew is read as it came about: the end there was, what stopped the clock, and the end it got then.
    return tuple(found) if on_pause is OnPause.restarts else _in_order(found)


def why_rest(
    left: CarriedOver, period: Period, rule: CountingRule, calendar: Calendar, counted: Budgeted, on_pause: OnPause
) -> tuple[Step, ...]:
    """As ``why_budget``, for a budget that was rebudgeted on the way; ``counted`` is what came of its rest."""
    stands = left.stood and bool(counted.stops)
    told = {"used": write_period(left.used), "left": write_period(left.left), "period": write_period(period)}
    used = list(left.passed)
    for stop in joined(left.earlier):
        if stop.ended is not None and stop.ended.on > left.start:
            used += [*_stood(stop, left.start), _resumed(stop.began, stop.ended, left.start)]
    steps = [_step(left.start, "start"), *_in_order(used)]
    steps.append(_step(left.on, "rebudgeted_standing" if stands else "rebudgeted", **told))
    if not stands:
        steps += _reached(left, period, rule, calendar, "reached" if _moved_on(counted, on_pause) else "reaches")
    if not left.left.amount and on_pause is OnPause.freezes:
        # No working day is left to be counted to: it is moved by the days the clock stood, be the last a red one.
        period = replace(period, unit=Unit.days) if period.unit is Unit.working_days else period
    stops = _Stops(
        start=left.start,
        period=period,
        rule=rule,
        calendar=calendar,
        on_pause=on_pause,
        left=left if stands else None,
    )
    found = [*steps, *stops.steps(counted, left.due), *_roll_of(counted, rule, calendar)]
    return tuple(found) if on_pause is OnPause.restarts and not stands else _in_order(found)


def passed_over(
    after: date | datetime, until: date | datetime, unit: Unit, rule: CountingRule, calendar: Calendar
) -> tuple[Step, ...]:
    """The days after one day up to and with another, or of the time between two instants (UTC), that do not count.

    Of working days those that are none, of hours the red ones where the rule leaves them out, and where the clock is
    moved; of all else none. Raises CountingError outside the years.
    """
    if isinstance(after, datetime) and isinstance(until, datetime):
        return tuple(_hours_passed(after, until, rule, calendar)) if after < until else ()
    first, last = _day(after), _day(until)
    if unit is not Unit.working_days or last <= first:
        return ()
    return tuple(_skipped(first, last, calendar))


def _moved_on(counted: Budgeted, on_pause: OnPause) -> bool:
    return bool(counted.stops) and on_pause is not OnPause.restarts


def _reached(left: CarriedOver, period: Period, rule: CountingRule, calendar: Calendar, reached: str) -> Iterator[Step]:
    """What is passed over after a migration, and where what was left ends if the clock does not stand again."""
    if not left.left.amount:
        yield _step(left.due.nominal, "used_up")
        return
    until = left.due.nominal_end if period.unit is Unit.hours else left.due.nominal
    named = {(step.on, step.key) for step in left.passed}
    for step in passed_over(left.base, until, period.unit, rule, calendar):
        # Hours may be moved within a day that is red in both calendars.
        if (step.on, step.key) not in named:
            yield step
    yield _step(left.due.nominal, reached)
    if period.unit in (Unit.months, Unit.years):
        yield from _clamped(left.start, period, rule, calendar)


def _in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """By day; of one day in the order of counting."""
    return tuple(sorted(steps, key=lambda step: step.on))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stops:
    """What is told of the stretches in which a clock stood."""

    start: date
    period: Period
    rule: CountingRule
    calendar: Calendar
    on_pause: OnPause
    left: CarriedOver | None = None
    """What a migration left of the budget while the first of them lasted."""

    def steps(self, counted: Budgeted, due: Due) -> Iterator[Step]:
        """Each stretch, what is passed over since, and where the budget then ended; ``due``: where without any."""
        left = self.left
        for taken in counted.stops:
            yield from _stood(taken.stop, self.start)
            yield from self._gone_again(taken, due, left)
            due, left = taken.due, None

    def _gone_again(self, taken: Taken, due: Due, left: CarriedOver | None) -> Iterator[Step]:
        began, ended = taken.stop.began, taken.stop.ended
        if ended is None:
            if left is None:
                yield _step(taken.due.nominal, "earliest_anew" if self.on_pause is OnPause.restarts else "earliest")
        elif self.on_pause is OnPause.restarts:
            period = write_period(self.period)
            yield _step(ended.on, "restarted", period=period)
            yield from self._passed(gone_again(ended, self.period.unit), taken.due)
            yield _step(taken.due.nominal, "reaches_anew", since=write_short(ended.on), period=period)
        else:
            yield _resumed(began, ended, self.start)
            yield from self._reaches(taken, ended, due, left)

    def _passed(self, after: date | datetime, due: Due) -> Iterator[Step]:
        """What is passed over after a day, or an instant, until it is due."""
        until = due.nominal_end if self.period.unit is Unit.hours else due.nominal
        yield from passed_over(after, until, self.period.unit, self.rule, self.calendar)

    def _reaches(self, taken: Taken, ended: Happened, due: Due, left: CarriedOver | None) -> Iterator[Step]:
        """Where the budget ends now, as a sum; of hours without one: they are counted from instants."""
        on, nominal, hours = taken.due.nominal, due.nominal, self.period.unit is Unit.hours
        if left is not None and not left.left.amount:
            yield _step(on, "used_up")
        elif left is not None:
            since = (ended.at or start_of_day(ended.on)) if hours else ended.on - ONE_DAY
            yield from self._passed(since, taken.due)
            yield _step(on, "reaches_rest", left=write_period(left.left), since=write_short(ended.on))
        elif hours:
            yield from self._passed(due.nominal_end, taken.due)
            yield _step(on, "reaches")
        elif on > nominal:
            yield from self._passed(nominal, taken.due)
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
    if period.unit in (Unit.months, Unit.years):
        steps += _clamped(day, period, rule, calendar)
    return tuple(steps)


def _clamped(day: date, period: Period, rule: CountingRule, calendar: Calendar) -> list[Step]:
    """That the last month has no such day, where it has none."""
    base, nominal = base_date(day, rule, calendar), nominal_date(day, period, rule, calendar)
    if nominal.day == base.day:
        return []
    return [_step(nominal, "clamp", month=write_month(nominal), number=str(base.day))]


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
    return (
        _step(civil_date(begin), "start_at", clock=write_clock(begin)),
        *_hours_passed(begin, end, rule, calendar),
        _step(civil_date(end), "hours", clock=write_clock(end), period=write_period(period)),
    )


def _hours_passed(begin: datetime, end: datetime, rule: CountingRule, calendar: Calendar) -> Iterator[Step]:
    """The red days between two instants (UTC) where the rule leaves them out, and those on which the clock is moved."""
    for day in calendar.days_between(civil_date(begin), civil_date(end - timedelta.resolution)):
        if rule.algorithm is Algorithm.hours_skipping_red_days and calendar.is_red(day):
            yield _step(day, "skipped", name=calendar.red_day(day))
        elif _clock_changes(day, begin, end):
            yield _step(day, "clock_changed")


def _clock_changes(day: date, begin: datetime, end: datetime) -> bool:
    """Whether the clock is moved on the day, inside the hours counted. Both instants in UTC."""
    first, last = max(begin, start_of_day(day)), min(end, start_of_day(day + ONE_DAY))
    return to_oslo(first).utcoffset() != to_oslo(last).utcoffset()


def _free_name(day: date, calendar: Calendar) -> str:
    name = calendar.red_day(day)
    return name or (say("counting.saturday") if day.weekday() == SATURDAY else "")


def _step(on: date, key: str, **values: str) -> Step:
    return Step(on=on, key=f"counting.why.{key}", values=tuple(values.items()))
