"""How one deadline of a case came to its dates: told from the log alone, with the rules its run is pinned to. Pure."""

from dataclasses import dataclass
from datetime import date, datetime

from pathways.counting.budget import Budgeted
from pathways.counting.calculator import counted_hours
from pathways.counting.calendar import Calendar
from pathways.counting.oslo import civil_date
from pathways.counting.why import why_budget, why_fixed
from pathways.engine.view import CaseView
from pathways.errors import NotFoundError
from pathways.machine.deadlines import counted_by, key_of, start_of, within_of
from pathways.machine.decide import Definitions
from pathways.machine.fold import fold
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared
from pathways.machine.standing import DeadlineStanding, RunStanding
from pathways.machine.state import DeadlineState, PauseState, RunState
from pathways.model.counting import CalendarData, CountingRule, Period, Step, Unit
from pathways.model.pathway import AnchorKind, Deadline
from pathways.model.record import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """How much of the budget is used and how much is left, in ``unit``; ``left`` is negative when it is overrun."""

    used: int
    left: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """Everything a due date rests on. Acts are as they now read."""

    run: RunStanding
    deadline: DeadlineStanding
    spec: Deadline
    anchor: StandingAct
    """The act that set it, itself or by way of the deadlines in ``parents``."""
    parents: tuple[DeadlineStanding, ...]
    """The deadlines it counts from, the nearest first."""
    period: Period | None
    """The budget that holds now; None for a date that somebody set."""
    rule: CountingRule
    calendar: CalendarData
    steps: tuple[Step, ...]
    pauses: tuple[PauseState, ...]
    """Pauses of the run, whatever they do to this clock."""
    extension: StandingAct | None
    late_extension: StandingAct | None
    settled: StandingAct | None
    """The act that met it or let it fall away; None where a state or nothing did."""
    spent: Spent | None
    """At the moment of the view, or when it was settled; None for a date that somebody set."""


def derive(definitions: Definitions, view: CaseView, name: str, *, run: str = "", item: str = "") -> Derivation:
    """How the deadline ``name`` stands as it does at the moment of the view.

    Raises: NotFoundError when the case has no such deadline there, or several of that name and none is chosen.
    """
    standing, deadline = _choose(view, name, run, item)
    folded = fold(definitions, view.records, until=view.at.place).state
    prepared, state = definitions.prepared(standing.digest), folded.runs[standing.run]
    key = key_of(deadline.name, deadline.item)
    found, spec = state.deadlines[key], prepared.deadlines[name]
    acts = {act.seq: act for act in view.acts}
    at = Happened(on=deadline.settled_on or civil_date(view.at.at), at=None if deadline.settled_on else view.at.at)
    counted = counted_by(prepared, state, key, at)
    period = within_of(spec, found)
    return Derivation(
        run=standing,
        deadline=deadline,
        spec=spec,
        anchor=acts[found.anchored_by],
        parents=_parents(prepared, standing, spec),
        period=period,
        rule=prepared.rules[spec.rule],
        calendar=prepared.calendars[spec.calendar].data,
        steps=_steps(prepared, state, spec, found, key),
        pauses=state.pauses,
        extension=acts.get(found.extended_by),
        late_extension=acts.get(found.late_extension_by),
        settled=acts.get(found.settled_by),
        spent=None if period is None or counted is None else _spent(prepared, spec, found, counted, period, view.at.at),
    )


def _choose(view: CaseView, name: str, run: str, item: str) -> tuple[RunStanding, DeadlineStanding]:
    """The one deadline meant. An item may be named with or without its activity."""
    there = [(each, deadline) for each in view.standing.runs for deadline in each.deadlines if run in ("", each.run)]
    named = [(each, deadline) for each, deadline in there if deadline.name == name]
    meant = [pair for pair in named if item in ("", pair[1].item, pair[1].item.partition(".")[2])]
    if not named:
        known = ", ".join(dict.fromkeys(deadline.name for _, deadline in there)) or "–"
        raise NotFoundError("engine.no_deadline", deadline=name, known=known)
    if len(meant) != 1:
        several = {each.run for each, _ in named}
        runs = " --run " + "|".join(sorted(several)) if len(several) > 1 else ""
        items = ", ".join(deadline.item.partition(".")[2] for _, deadline in named if deadline.item)
        raise NotFoundError("engine.which_deadline", deadline=name, items=items or "–", runs=runs)
    return meant[0]


def _parents(prepared: Prepared, run: RunStanding, spec: Deadline) -> tuple[DeadlineStanding, ...]:
    found: list[DeadlineStanding] = []
    while spec.anchor.kind is AnchorKind.deadline:
        name = spec.anchor.name
        found += [deadline for deadline in run.deadlines if deadline.name == name][:1]
        spec = prepared.deadlines[name]
    return tuple(found)


def _steps(prepared: Prepared, run: RunState, spec: Deadline, found: DeadlineState, key: str) -> tuple[Step, ...]:
    rule, calendar = prepared.rules[spec.rule], prepared.calendars[spec.calendar]
    counted, period = counted_by(prepared, run, key, None), within_of(spec, found)
    if period is None or counted is None:
        return why_fixed(found.nominal, rule, calendar)
    return why_budget(start_of(found, period), period, rule, calendar, counted, spec.on_pause)


def _spent(
    prepared: Prepared, spec: Deadline, found: DeadlineState, counted: Budgeted, period: Period, at: datetime
) -> Spent:
    """What is left until the nominal end, and what of the budget is gone; a stop uses nothing."""
    calendar, rule = prepared.calendars[spec.calendar], prepared.rules[spec.rule]
    if period.unit is Unit.hours:
        now = found.settled_at or at
        return _of(period.amount, _hours(now, counted.due.nominal_end, rule, calendar), Unit.hours)
    today = found.settled_on or civil_date(at)
    if period.unit is Unit.working_days:
        return _of(period.amount, _working_days(today, counted.due.nominal, calendar), Unit.working_days)
    stopped = sum((t.stop.ended.on - t.stop.began.on).days for t in counted.stops if t.stop.ended is not None)
    total = (counted.due.nominal - found.anchored_on).days - stopped
    return _of(total, (counted.due.nominal - today).days, Unit.days)


def _of(total: int, left: int, unit: Unit) -> Spent:
    """Nothing is used before the day it counts from, and there is never more left than there was."""
    left = min(left, total)
    return Spent(used=total - left, left=left, unit=unit)


def _working_days(today: date, nominal: date, calendar: Calendar) -> int:
    if today > nominal:
        return -_working_days(nominal, today, calendar)
    return sum(calendar.is_working_day(day) for day in calendar.days_between(today, nominal) if day != today)


def _hours(now: datetime, end: datetime, rule: CountingRule, calendar: Calendar) -> int:
    """Whole hours left, rounded down; negative when they are over."""
    left = counted_hours(now, end, rule, calendar) if now <= end else -counted_hours(end, now, rule, calendar)
    return int(left.total_seconds() // 3600)
