"""The life of a deadline inside the fold: armed, opened, extended, met, ended, and its ladder of rungs.

A deadline anchored in another takes the parent's nominal date from the parent's own anchor, whatever becomes of the
parent (semantics 19). Due dates are counted once, when they are set; the why is told elsewhere.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pathways.counting.calculator import count, fixed
from pathways.counting.calendar import Calendar
from pathways.counting.oslo import at_clock, start_of_day
from pathways.counting.period import add_period
from pathways.machine.prepared import Prepared
from pathways.machine.rebudget import due_of_rest
from pathways.machine.state import BY_CLOCK, DeadlineState, PendingRung, Place, RunState, Status
from pathways.model.counting import Due, Period, Unit
from pathways.model.migration import Carry
from pathways.model.pathway import Deadline, Reminder, Rung
from pathways.model.record import Happened

NOMINAL, LEGAL, TIMED = "nominal", "legal", "timed:"
"""What the clock passes besides reminders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arming:
    """Where a deadline starts to count: the anchor, the start of its chain, and the record that set it."""

    on: date
    at: datetime | None
    root: date
    by: int


def key_of(name: str, item: str) -> str:
    """The key of a deadline in its run: its name, with the item it belongs to."""
    return f"{name}:{item}" if item else name


def split_key(key: str) -> tuple[str, str]:
    """The name and item of a deadline's key."""
    name, _, item = key.partition(":")
    return name, item


def arm(prepared: Prepared, run: RunState, spec: Deadline, item: str, arming: Arming) -> DeadlineState | None:
    """Set the deadline in ``run`` and return it; None when it is an individual date nobody has recorded."""
    due = _due(prepared, run, spec, item, arming, spec.within)
    if due is None:
        return None
    key = key_of(spec.name, item)
    previous = run.deadlines.get(key)
    is_open = opens_at_once(spec, run) or (previous is not None and previous.status is Status.open)
    state = DeadlineState(
        status=Status.open if is_open else Status.dormant,
        root=arming.root,
        anchored_on=arming.on,
        anchored_at=arming.at,
        anchored_by=arming.by,
        nominal=due.nominal,
        legal=due.legal,
        reporting=reporting_on(arming.root, spec.reporting_days),
        nominal_end=due.nominal_end,
        missed_from=due.missed_from,
        extended_by=0,
        late_extension_by=0,
        settled_by=0,
        settled_on=None,
        settled_at=None,
        pending=[],
    )
    if is_open:
        state.pending = ladder(prepared, spec, state)
    run.deadlines[key] = state
    return state


def open_up(prepared: Prepared, spec: Deadline, state: DeadlineState) -> None:
    """A dormant deadline opens, perhaps overdue: rungs already past are passed at once."""
    if state.status is Status.dormant:
        state.status = Status.open
        state.pending = ladder(prepared, spec, state)


def settle(state: DeadlineState, status: Status, happened: Happened, by: int) -> None:
    """The deadline is met or falls away; the first time counts, and its ladder is taken down."""
    if state.status in (Status.dormant, Status.open):
        state.status = status
        state.settled_by, state.settled_on, state.settled_at = by, happened.on, happened.at
        state.pending = []


def extend(prepared: Prepared, run: RunState, key: str, place: Place, happened: Happened, by: int) -> None:
    """Count the longer budget from the same anchor, in one step and once; granted after expiry it changes nothing.

    Granted in time means no later than the legal date. Rungs of the new ladder that already lie behind are left out.
    """
    name, item = split_key(key)
    spec, state = prepared.deadlines[name], run.deadlines[key]
    if spec.extension is None or state.extended_by or state.status not in (Status.dormant, Status.open):
        return
    if too_late(state, happened):
        state.late_extension_by = by
        return
    arming = Arming(on=state.anchored_on, at=state.anchored_at, root=state.root, by=state.anchored_by)
    if state.carried is not None and state.carried.carry == Carry.rebudget:
        start = starting_point(arming, spec.extension.within)
        rule, calendar = prepared.rules[spec.rule], prepared.calendars[spec.calendar]
        due: Due | None = due_of_rest(start, spec.extension.within, rule, calendar, state.carried)
    else:
        due, state.carried = _due(prepared, run, spec, item, arming, spec.extension.within), None
    if due is None:
        return
    state.nominal, state.legal, state.extended_by = due.nominal, due.legal, by
    state.nominal_end, state.missed_from = due.nominal_end, due.missed_from
    state.reporting = reporting_on(state.root, spec.reporting_days_extended)
    if state.status is Status.open:
        state.pending = [rung for rung in ladder(prepared, spec, state) if (rung.due, BY_CLOCK, 0) > place]


def too_late(state: DeadlineState, happened: Happened) -> bool:
    """Whether something happened after the deadline's legal end; a date alone is compared as a date."""
    return happened.on > state.legal if happened.at is None else happened.at >= state.missed_from


def ladder(prepared: Prepared, spec: Deadline, state: DeadlineState) -> list[PendingRung]:
    """Every rung of the deadline: reminders, timed transitions, and the ends of the nominal and the legal day."""
    calendar = prepared.calendars[spec.calendar]
    rungs = [PendingRung(due=_instant(reminder, state, calendar), what=reminder.id) for reminder in spec.reminders]
    timed = prepared.timed.get(spec.name, ())
    rungs += [PendingRung(due=state.nominal_end, what=TIMED + transition.name) for transition in timed]
    if state.nominal_end != state.missed_from:
        rungs.append(PendingRung(due=state.nominal_end, what=NOMINAL))
    rungs.append(PendingRung(due=state.missed_from, what=LEGAL))
    return sorted(rungs, key=lambda rung: (rung.due, rung.what))


def _instant(reminder: Reminder, state: DeadlineState, calendar: Calendar) -> datetime:
    offset = reminder.offset
    if reminder.rung is Rung.on or offset is None:
        return at_clock(state.nominal, reminder.at)
    sign = -1 if reminder.rung is Rung.before else 1
    if offset.unit is Unit.hours:
        return state.nominal_end + sign * timedelta(hours=offset.amount)
    return at_clock(add_period(state.nominal, offset, calendar, sign=sign), reminder.at)


def _due(
    prepared: Prepared, run: RunState, spec: Deadline, item: str, arming: Arming, within: Period | None
) -> Due | None:
    rule, calendar = prepared.rules[spec.rule], prepared.calendars[spec.calendar]
    if within is not None:
        start = starting_point(arming, within)
        return count(start, within, rule, calendar)
    fields = run.items[item].fields if item else run.fields
    until = fields.get(spec.until_field, run.fields.get(spec.until_field))
    return fixed(date.fromisoformat(until), rule, calendar) if isinstance(until, str) else None


def starting_point(arming: Arming, within: Period) -> date | datetime:
    """Hours need an instant; where only the day is known they count from its beginning: the early, safe side."""
    if within.unit is not Unit.hours:
        return arming.on
    return arming.at or start_of_day(arming.on)


def opens_at_once(spec: Deadline, run: RunState) -> bool:
    """Whether the deadline is open as soon as it is anchored, where the run is."""
    dormant_first = bool(spec.opens_states or spec.opens_events)
    return not dormant_first or run.state in spec.opens_states


def reporting_on(root: date, days: int | None) -> date | None:
    """The day the register counts to from the start of the chain; None where it counts none."""
    return None if days is None else root + timedelta(days=days)
