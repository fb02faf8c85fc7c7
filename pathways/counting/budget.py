"""A budget of time that may stand still: the due date of a period in which the clock was stopped for a while.

A stop takes away the civil days from the one it began on to the one before it ended: the first of them is no longer
used, and the day the clock goes again counts. For hours it takes away the hours between its two instants. Stops may
overlap, touch, and be told in any order: only the days they cover together count. What was stopped after the last day
was over changes nothing. Pure arithmetic from all stops at once, so that one told late needs no repair (docs/adr/0007).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from pathways.counting.calculator import ONE_DAY, count, counted_hours, due_at, due_on, move_hours
from pathways.counting.calendar import Calendar
from pathways.counting.oslo import civil_date, start_of_day
from pathways.model.counting import CountingRule, Due, Period, Unit
from pathways.model.pathway import OnPause
from pathways.model.record import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stretch in which the clock stands. ``ended`` is None while it lasts."""

    began: Happened
    ended: Happened | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A stop that took something away, and the due date after it: as it was before while the stop lasts."""

    stop: Stop
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgeted:
    """A due date with the stops that moved it. Where the clock stands now, ``due`` is as if it had gone on at once."""

    due: Due
    stops: tuple[Taken, ...]
    """Stops that began in time, joined where they overlap, earliest first."""
    standing_since: Happened | None
    """Since when the clock stands; None when it goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a budget is counted, and from where."""

    start: date | datetime
    period: Period
    rule: CountingRule
    calendar: Calendar
    on_pause: OnPause
    taken: tuple[date, int] | None = None
    """A day of which another calendar said how many working days it used up: given back so where it was stopped."""

    def working_days(self, first: date, end: date) -> int:
        """How many a stop takes away, from ``first`` up to and without ``end``."""
        days = self.calendar.working_days_in(first, end)
        if self.taken is None or not first <= self.taken[0] < end:
            return days
        on, took = self.taken
        return days + took - self.calendar.working_days_in(on, on + ONE_DAY)


def joined(stops: Iterable[Stop]) -> tuple[Stop, ...]:
    """The stops as stretches that neither overlap nor touch, earliest first."""
    found: list[Stop] = []
    for stop in sorted(stops, key=lambda stop: _instant(stop.began)):
        last = found[-1] if found else None
        if last is None or (last.ended is not None and _instant(stop.began) > _instant(last.ended)):
            found.append(stop)
        elif last.ended is not None:
            found[-1] = Stop(began=last.began, ended=_later(last.ended, stop.ended))
    return tuple(found)


def count_budget(
    start: date | datetime,
    period: Period,
    rule: CountingRule,
    calendar: Calendar,
    stops: Iterable[Stop],
    on_pause: OnPause,
) -> Budgeted:
    """When a period from ``start`` ends, with the stops it had. Raises CountingError, as ``calculator.count``."""
    way = Way(start=start, period=period, rule=rule, calendar=calendar, on_pause=on_pause)
    return move_by_stops(count(start, period, rule, calendar), way, stops)


def move_by_stops(due: Due, way: Way, stops: Iterable[Stop]) -> Budgeted:
    """As ``count_budget``, from the due date as it is without any of the ``stops``."""
    if way.on_pause is OnPause.runs:
        return Budgeted(due=due, stops=(), standing_since=None)
    used: list[Taken] = []
    for stop in joined(stops):
        if stop.ended is not None and not ends_after(stop.ended, way.start):
            continue
        if not _in_time(stop.began, due, way.period):
            break
        if stop.ended is None:
            used.append(Taken(stop=stop, due=due))
            return Budgeted(due=due, stops=tuple(used), standing_since=stop.began)
        if way.on_pause is OnPause.restarts:
            way = replace(way, start=gone_again(stop.ended, way.period.unit))
            due = count(way.start, way.period, way.rule, way.calendar)
        else:
            due = _resumed(due, stop.began, stop.ended, way)
        used.append(Taken(stop=stop, due=due))
    return Budgeted(due=due, stops=tuple(used), standing_since=None)


def gone_again(ended: Happened, unit: Unit) -> date | datetime:
    """Where a clock that restarts counts from, when it goes again."""
    return ended.at or start_of_day(ended.on) if unit is Unit.hours else ended.on


def stopped_at(began: Happened) -> datetime:
    """The instant (UTC) from which a stop takes hours; where only the day is known, from its end: the shorter stop."""
    return began.at or start_of_day(began.on + ONE_DAY)


def _resumed(due: Due, began: Happened, ended: Happened, way: Way) -> Due:
    """The due date when the clock that stopped at ``began`` goes again at ``ended``; what was left is left still."""
    if way.period.unit is Unit.hours:
        return _resumed_hours(due, began, ended, way)
    first = max(began.on, _day(way.start) + ONE_DAY)
    if ended.on <= first:
        return due
    if way.period.unit is Unit.working_days:
        nominal = way.calendar.add_working_days(due.nominal, way.working_days(first, ended.on))
    else:
        nominal = due.nominal + (ended.on - first)
        way.calendar.require(nominal)
    return due_on(nominal, due.reporting, way.rule, way.calendar)


def _resumed_hours(due: Due, began: Happened, ended: Happened, way: Way) -> Due:
    """Where only days are known the stop is the shorter one: from the end of the first to the beginning of the last."""
    first = stopped_at(began)
    if isinstance(way.start, datetime):
        first = max(first, way.start)
    last = ended.at or start_of_day(ended.on)
    if last <= first:
        return due
    hours = counted_hours(first, last, way.rule, way.calendar)
    return due_at(move_hours(due.nominal_end, hours, way.rule, way.calendar), way.rule, way.calendar)


def _in_time(began: Happened, due: Due, period: Period) -> bool:
    """Whether something was left when the clock stopped: the whole last day is there."""
    if period.unit is Unit.hours:
        return stopped_at(began) < due.nominal_end
    return began.on <= due.nominal


def ends_after(ended: Happened, start: date | datetime) -> bool:
    """Whether a stop ended after a budget began to count; one that did not takes nothing from it."""
    return _instant(ended) > (start if isinstance(start, datetime) else start_of_day(start))


def _day(start: date | datetime) -> date:
    return civil_date(start) if isinstance(start, datetime) else start


def _instant(happened: Happened) -> datetime:
    return happened.at or start_of_day(happened.on)


def _later(one: Happened, other: Happened | None) -> Happened | None:
    if other is None:
        return None
    return other if _instant(other) > _instant(one) else one
