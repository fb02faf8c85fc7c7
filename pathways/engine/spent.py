"""How much of a budget is used and how much is left: at a moment, when its clock stopped, or at a migration. Pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from pathways.counting.budget import Budgeted, stopped_at
from pathways.counting.calculator import ONE_DAY, counted_hours
from pathways.counting.calendar import Calendar
from pathways.counting.oslo import civil_date, start_of_day
from pathways.counting.why import CarriedOver
from pathways.machine.deadlines import counted_by, counting_version, within_of
from pathways.machine.decide import Definitions
from pathways.machine.prepared import Prepared
from pathways.machine.rebudget import MICROSECONDS, WORKING_DAYS, due_of_rest
from pathways.machine.state import DeadlineState, Rest, RunState
from pathways.model.counting import CountingRule, Period, Unit
from pathways.model.pathway import Deadline, OnPause
from pathways.model.record import Happened

HOUR = 3_600_000_000
"""Microseconds in an hour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """How much of the budget is used and how much is left, in ``unit``; ``left`` is negative when it is overrun."""

    used: int
    left: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Budget:
    """A budget of a deadline, and the version it is counted by."""

    prepared: Prepared
    spec: Deadline
    found: DeadlineState
    period: Period


def spent(definitions: Definitions, run: RunState, key: str, at: datetime) -> Spent | None:
    """What of the budget is gone at ``at``, or was when it was settled; None where nothing is counted down.

    While the clock stands, what was so when it stopped, on whatever day it is asked. One that restarts has it all left.
    """
    prepared, spec = counting_version(definitions, run, key)
    found, counted = run.deadlines[key], counted_by(definitions, run, key, None)
    period = within_of(spec, found)
    if period is None or counted is None or found.tally is not None:
        return None
    budget, since = _Budget(prepared=prepared, spec=spec, found=found, period=period), counted.standing_since
    if since is None:
        return _measured(budget, counted, found.settled_on or civil_date(at), found.settled_at or at)
    gone_on = counted_by(definitions, _known_until(run, since), key, since) or counted
    if spec.on_pause is OnPause.restarts:
        return _measured(budget, gone_on, since.on, since.at or start_of_day(since.on))
    return _since_migration(budget, since) or _measured(budget, gone_on, since.on - ONE_DAY, stopped_at(since))


def _known_until(run: RunState, since: Happened) -> RunState:
    """The run with nothing of its waitings after its clock stopped: since then one may be over, or have begun."""
    pauses = (
        replace(
            pause,
            began=_earlier(pause.began, since),
            ended=None if pause.ended is None else _earlier(pause.ended, since),
        )
        for pause in run.pauses
    )
    return replace(run, pauses=tuple(pauses))


def _earlier(one: Happened, other: Happened) -> Happened:
    return min(one, other, key=lambda each: each.at or start_of_day(each.on))


def carried_over(prepared: Prepared, spec: Deadline, found: DeadlineState) -> CarriedOver | None:
    """What a migration found used and left of the budget that holds now."""
    period, carried = within_of(spec, found), found.carried
    if period is None or carried is None or carried.rest is None:
        return None
    rest = carried.rest
    due = due_of_rest(rest, period, prepared.rules[spec.rule], prepared.calendars[spec.calendar])
    unit, amount = Unit.days, (due.nominal - rest.base_on).days
    used = rest.used
    if rest.unit == WORKING_DAYS:
        unit, amount = Unit.working_days, period.amount - used
    elif rest.unit == MICROSECONDS:
        used = rest.used // HOUR
        unit, amount = Unit.hours, period.amount - used
    left = Period(amount=max(amount, 0), unit=unit)
    stood = bool(rest.lasting) and rest.base_on < carried.on and spec.on_pause is not OnPause.runs
    used_up = Period(amount=used, unit=unit)
    return CarriedOver(
        start=rest.from_on, on=carried.on, used=used_up, left=left, base=base_of(rest), due=due, stood=stood
    )


def base_of(rest: Rest) -> date | datetime:
    """From where what is left counts: where the whole budget does, where that lies ahead."""
    if rest.unit == MICROSECONDS:
        return max(rest.from_at or rest.base_at, rest.base_at)
    return max(rest.from_on, rest.base_on)


def _since_migration(budget: _Budget, since: Happened) -> Spent | None:
    """As the migration found it, where the clock has stood since before that; None where it has gone since."""
    over, carried = carried_over(budget.prepared, budget.spec, budget.found), budget.found.carried
    if over is None or carried is None or carried.rest is None or since.on - ONE_DAY != carried.rest.base_on:
        return None
    return Spent(used=over.used.amount, left=over.left.amount, unit=over.left.unit)


def _measured(budget: _Budget, counted: Budgeted, today: date, now: datetime) -> Spent:
    """By a clock that goes: used and left when the day ``today`` is used, or at the instant ``now``."""
    calendar = budget.prepared.calendars[budget.spec.calendar]
    nominal, amount, unit = counted.due.nominal, budget.period.amount, budget.period.unit
    if unit is Unit.hours:
        rule = budget.prepared.rules[budget.spec.rule]
        return _of(amount, _hours(now, counted.due.nominal_end, rule, calendar), unit, _more_used(budget, counted))
    if unit is Unit.working_days:
        return _of(amount, _working_days(today, nominal, calendar), unit, _more_used(budget, counted))
    return _of(_days_in_all(budget, counted), (nominal - today).days, Unit.days)


def _days_in_all(budget: _Budget, counted: Budgeted) -> int:
    """How many days it comes to, from where it last began to count; a day in which the clock stood is none of them."""
    spans = [(taken.stop.began.on, taken.stop.ended.on) for taken in counted.stops if taken.stop.ended is not None]
    start, stood = budget.found.anchored_on, 0
    if budget.spec.on_pause is OnPause.restarts and spans:
        return (counted.due.nominal - spans[-1][1]).days
    if budget.found.carried is not None and budget.found.carried.rest is not None:
        rest = budget.found.carried.rest
        start, stood = rest.from_on, max((rest.base_on - rest.from_on).days, 0) - rest.used
    # The day it counts from is no day of it, so a stop that began then takes only those that came after.
    stood += sum((ended - max(began, start + ONE_DAY)).days for began, ended in spans if ended > start)
    return (counted.due.nominal - start).days - stood


def _more_used(budget: _Budget, counted: Budgeted) -> int:
    """What a migration found used beyond the budget that holds now: nothing is left of it, and no time was overrun."""
    over = carried_over(budget.prepared, budget.spec, budget.found)
    begun_anew = budget.spec.on_pause is OnPause.restarts and any(each.stop.ended for each in counted.stops)
    return 0 if over is None or begun_anew else max(over.used.amount - budget.period.amount, 0)


def _of(total: int, left: int, unit: Unit, more_used: int = 0) -> Spent:
    """Nothing is used before the day it counts from, and there is never more left than there was."""
    left = min(left, total)
    return Spent(used=total - left + more_used, left=left, unit=unit)


def _working_days(today: date, nominal: date, calendar: Calendar) -> int:
    if today > nominal:
        return -_working_days(nominal, today, calendar)
    return sum(calendar.is_working_day(day) for day in calendar.days_between(today, nominal) if day != today)


def _hours(now: datetime, end: datetime, rule: CountingRule, calendar: Calendar) -> int:
    """Whole hours left, rounded down; negative when they are over."""
    left = counted_hours(now, end, rule, calendar) if now <= end else -counted_hours(end, now, rule, calendar)
    return int(left.total_seconds() // 3600)
