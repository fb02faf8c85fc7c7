"""Rebudgeting: the new budget minus the time that is used (ADR 0012). What is used is counted as the old version did.

Time used is a stretch of civil time (days, weeks, months, years, and hours by the clock), a number of working days, or
an amount of hours that skip red days; never time in which the clock stood. The stretch is the same in every calendar,
so the new budget is counted from the same start in one step, and no month is clamped twice. Working days and skipped
red days depend on the calendar: those up to the migration are counted by the old one, the rest of the budget from the
migration by the new one. A clock that stands has used nothing since it stopped: its rest counts from there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pathways.counting.budget import Stop, stopped_at
from pathways.counting.calculator import ONE_DAY, count, counted_hours, due_at, due_on, fixed, move_hours
from pathways.counting.calendar import Calendar
from pathways.counting.oslo import civil_date, start_of_day
from pathways.machine.state import PauseState, Rest
from pathways.model.counting import Algorithm, CountingRule, Due, Period
from pathways.model.record import Happened

DAYS, WORKING_DAYS, MICROSECONDS = "days", "working_days", "microseconds"
"""Units of what is used."""

_HOURS = (Algorithm.hours, Algorithm.hours_skipping_red_days)
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A deadline as the version that is left has counted it until the migration."""

    start: date | datetime
    """Where it counts from: the anchor, or where a clock that restarts last went again."""
    stops: tuple[Stop, ...]
    """The stretches since then, or since ``before``, in which its clock stood, joined. The last may still last."""
    calendar: Calendar
    nominal: date
    nominal_end: datetime
    before: Rest | None
    """What an earlier rebudgeting found used."""
    pauses: tuple[PauseState, ...]
    """Those of the run so far: one that the end of the run made an end of lasts again where that is opened again."""


def unit_of(rule: CountingRule) -> str:
    """The unit in which what is used is measured under a rule."""
    if rule.algorithm is Algorithm.working_days:
        return WORKING_DAYS
    return MICROSECONDS if rule.algorithm in _HOURS else DAYS


def rest_of(leaving: Leaving, on: date, at: datetime, rule: CountingRule, *, stands: bool) -> Rest:
    """What is used at a migration at ``at``, in the unit that the new ``rule`` counts in, and where the rest counts.

    ``stands``: whether the new version lets a clock stand on that stands then; else it goes again from the migration.
    """
    unit = unit_of(rule)
    since = next((stop.began for stop in leaving.stops if stop.ended is None), None)
    to_on, to_at = (on, at) if since is None else (since.on - ONE_DAY, stopped_at(since))
    used, start = _used(leaving, to_on, to_at, rule, unit), _start_of(leaving, unit)
    rest = Rest(
        used=used,
        unit=unit,
        from_on=_day(start),
        from_at=start if isinstance(start, datetime) else None,
        base_on=to_on,
        base_at=to_at,
        floor_on=min(leaving.nominal, on),
        floor_at=min(leaving.nominal_end, at),
        pauses_before=len(leaving.pauses),
        lasting=tuple(pause.begun_by for pause in leaving.pauses if pause.ended is None),
    )
    if since is None:
        return rest
    if stands:
        # Where nothing is left it ends as soon as the clock goes again, and not while it stands.
        return replace(rest, floor_on=since.on, floor_at=to_at + _TICK)
    # A clock that came to stand on the day of this migration, by another one, has used that day already.
    return replace(rest, base_on=max(on - ONE_DAY, to_on), base_at=at, floor_on=on, floor_at=at)


def with_own_day(rest: Rest, leaving: Leaving, calendar: Calendar) -> Rest:
    """What the day of the migration took, where the ``calendar`` of the new version has it otherwise than the old one.

    A clock that is stopped later that day has not used it: it is given back as it was taken.
    """
    before, stands = leaving.before, any(stop.ended is None for stop in leaving.stops)
    if rest.unit != WORKING_DAYS or stands or rest.from_on >= rest.base_on:
        return rest
    took = _worked(rest.base_on, leaving.calendar)
    if before is not None and before.base_on == rest.base_on and before.base_took is not None:
        took = before.base_took
    return rest if took == _worked(rest.base_on, calendar) else replace(rest, base_took=took)


def due_of_rest(rest: Rest, within: Period, rule: CountingRule, calendar: Calendar) -> Due:
    """When what is left of ``within`` is used up, if the clock does not stand again. Errors as ``count``.

    Where more is used than the budget holds it ends on the day of the migration: nobody was late by a rule that did
    not hold for the case yet.
    """
    due = _unhindered(rest, within, rule, calendar)
    if rest.unit == MICROSECONDS:
        return due if due.nominal_end >= rest.floor_at else due_at(rest.floor_at, rule, calendar)
    return due if due.nominal >= rest.floor_on else fixed(rest.floor_on, rule, calendar)


def nothing_left(rest: Rest, within: Period) -> bool:
    """Whether all working days of ``within`` were used up at the migration."""
    return rest.unit == WORKING_DAYS and rest.used >= within.amount


def stops_since(pauses: Iterable[PauseState], rest: Rest, now: Happened | None) -> Iterator[Stop]:
    """The stretches of the run's pauses that lie after the migration; one that lasted then from where the rest counts.

    ``now``: as if those that last ended then.
    """
    first = rest.base_on + ONE_DAY
    if rest.unit == MICROSECONDS:
        base = Happened(on=min(first, civil_date(rest.base_at)), at=rest.base_at)
    else:
        # A pause that begins on the day of the migration, after it, comes before one that only then stops the clock.
        base = Happened(on=first, at=max(rest.base_at, start_of_day(first)))
    for number, pause in enumerate(pauses):
        ended = pause.ended or now
        if number >= rest.pauses_before:
            yield Stop(began=pause.began, ended=ended)
        elif pause.begun_by in rest.lasting and not _over_before(ended, base):
            yield Stop(began=base, ended=ended)


def _over_before(ended: Happened | None, base: Happened) -> bool:
    """Whether a pause was over before the clock would have stood by it after the migration."""
    return ended is not None and ended.on < base.on


def _unhindered(rest: Rest, within: Period, rule: CountingRule, calendar: Calendar) -> Due:
    start, ahead = rest.start, _day(rest.start) >= rest.base_on
    if rest.unit == MICROSECONDS:
        if isinstance(start, datetime) and start > rest.base_at:
            return count(start, within, rule, calendar)
        left = timedelta(hours=within.amount) - rest.used * _TICK
        return due_at(move_hours(rest.base_at, max(left, timedelta()), rule, calendar), rule, calendar)
    if rest.unit == WORKING_DAYS and not ahead:
        left_over = max(within.amount - rest.used, 0)
        return fixed(calendar.add_working_days(rest.base_on, left_over), rule, calendar)
    due = count(start, within, rule, calendar)
    if rest.unit == WORKING_DAYS:
        return due
    stopped = max((rest.base_on - _day(start)).days, 0) - rest.used
    if stopped <= 0:
        return due
    calendar.require(due.nominal + stopped * ONE_DAY)
    return due_on(due.nominal + stopped * ONE_DAY, due.reporting, rule, calendar)


def _start_of(leaving: Leaving, unit: str) -> date | datetime:
    before = leaving.before
    return leaving.start if before is None or before.unit != unit else before.start


def _used(leaving: Leaving, to_on: date, to_at: datetime, rule: CountingRule, unit: str) -> int:
    """What an earlier rebudgeting found, where it is of the same unit, and what came after it; no stop uses any."""
    start, earlier, before = _start_of(leaving, unit), 0, leaving.before
    since_on, since_at = _day(start), start if isinstance(start, datetime) else start_of_day(start)
    first = since_on + ONE_DAY
    if before is not None and before.unit == unit:
        earlier, since_on, since_at = before.used, max(since_on, before.base_on), max(since_at, before.base_at)
    stops = [(stop.began, stop.ended) for stop in leaving.stops if stop.ended is not None]
    if unit == MICROSECONDS:
        spans = [(max(stopped_at(b), since_at), min(e.at or start_of_day(e.on), to_at)) for b, e in stops]
        hours = sum((_hours(*span, rule, leaving.calendar) for span in spans), timedelta())
        return earlier + (_hours(since_at, to_at, rule, leaving.calendar) - hours) // _TICK
    after, end = since_on + ONE_DAY, max(to_on + ONE_DAY, first)
    used = _days(after, end, unit, leaving.calendar) - _days(end, after, unit, leaving.calendar)
    return earlier + used - sum(_days(max(b.on, first), min(e.on, end), unit, leaving.calendar) for b, e in stops)


def _days(first: date, end: date, unit: str, calendar: Calendar) -> int:
    """Days, or working days, from ``first`` up to and without ``end``."""
    return calendar.working_days_in(first, end) if unit == WORKING_DAYS else max((end - first).days, 0)


def _worked(day: date, calendar: Calendar) -> int:
    return calendar.working_days_in(day, day + ONE_DAY)


def _hours(first: datetime, last: datetime, rule: CountingRule, calendar: Calendar) -> timedelta:
    return counted_hours(first, last, rule, calendar) if first < last else timedelta()


def _day(start: date | datetime) -> date:
    return civil_date(start) if isinstance(start, datetime) else start
