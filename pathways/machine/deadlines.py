"""The life of a deadline inside the fold: armed, opened, extended, met, ended, and its ladder of rungs.

A deadline anchored in another takes the parent's nominal date from the parent's own anchor, whatever becomes of the
parent (semantics 19). Due dates are counted when they are set; the why is told elsewhere.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pathways.counting.oslo import start_of_day
from pathways.machine.prepared import Prepared
from pathways.machine.state import BY_CLOCK, DeadlineState, PendingRung, Place, RunState, Status
from pathways.model.counting import Period, Unit
from pathways.model.pathway import Deadline
from pathways.model.record import Happened


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
    start = _set_date(run, spec, item) if spec.within is None else _start(arming, spec.within)
    if start is None:
        return None
    due = prepared.counted.due(spec.name, start, False)  # noqa: FBT003
    key = key_of(spec.name, item)
    previous = run.deadlines.get(key)
    is_open = _opens_at_once(spec, run) or (previous is not None and previous.status is Status.open)
    state = DeadlineState(
        status=Status.open if is_open else Status.dormant,
        root=arming.root,
        anchored_on=arming.on,
        anchored_at=arming.at,
        anchored_by=arming.by,
        nominal=due.nominal,
        legal=due.legal,
        reporting=_reporting(arming.root, spec.reporting_days),
        nominal_end=due.nominal_end,
        missed_from=due.missed_from,
        extended_by=0,
        late_extension_by=0,
        settled_by=0,
        settled_on=None,
        settled_at=None,
        pending=(),
    )
    if is_open:
        state.pending = _ladder(prepared, spec, state)
    run.deadlines[key] = state
    return state


def open_up(prepared: Prepared, spec: Deadline, state: DeadlineState) -> None:
    """A dormant deadline opens, perhaps overdue: rungs already past are passed at once."""
    if state.status is Status.dormant:
        state.status = Status.open
        state.pending = _ladder(prepared, spec, state)


def settle(state: DeadlineState, status: Status, happened: Happened, by: int) -> None:
    """The deadline is met or falls away; the first time counts, and its ladder is taken down."""
    if state.status in (Status.dormant, Status.open):
        state.status = status
        state.settled_by, state.settled_on, state.settled_at = by, happened.on, happened.at
        state.pending = ()


def extend(prepared: Prepared, run: RunState, key: str, place: Place, happened: Happened, by: int) -> None:
    """Count the longer budget from the same anchor, in one step and once; granted after expiry it changes nothing.

    Granted in time means no later than the legal date. Rungs of the new ladder that already lie behind are left out.
    """
    spec, state = prepared.deadlines[split_key(key)[0]], run.deadlines[key]
    if spec.extension is None or state.extended_by or state.status not in (Status.dormant, Status.open):
        return
    if too_late(state, happened):
        state.late_extension_by = by
        return
    arming = Arming(on=state.anchored_on, at=state.anchored_at, root=state.root, by=state.anchored_by)
    due = prepared.counted.due(spec.name, _start(arming, spec.extension.within), True)  # noqa: FBT003
    state.nominal, state.legal, state.extended_by = due.nominal, due.legal, by
    state.nominal_end, state.missed_from = due.nominal_end, due.missed_from
    state.reporting = _reporting(state.root, spec.reporting_days_extended)
    if state.status is Status.open:
        rungs = _ladder(prepared, spec, state)
        state.pending = tuple(rung for rung in rungs if (rung.due, BY_CLOCK, 0) > place)


def too_late(state: DeadlineState, happened: Happened) -> bool:
    """Whether something happened after the deadline's legal end; a date alone is compared as a date."""
    return happened.on > state.legal if happened.at is None else happened.at >= state.missed_from


def _ladder(prepared: Prepared, spec: Deadline, state: DeadlineState) -> tuple[PendingRung, ...]:
    return prepared.counted.ladder(spec.name, state.nominal, state.nominal_end, state.missed_from)


def _set_date(run: RunState, spec: Deadline, item: str) -> date | None:
    """The date somebody has set as the due date itself; None when nobody has."""
    fields = run.items[item].fields if item else run.fields
    until = fields.get(spec.until_field, run.fields.get(spec.until_field))
    return date.fromisoformat(until) if isinstance(until, str) else None


def _start(arming: Arming, within: Period) -> date | datetime:
    """Hours need an instant; where only the day is known they count from its beginning: the early, safe side."""
    if within.unit is not Unit.hours:
        return arming.on
    return arming.at or start_of_day(arming.on)


def _opens_at_once(spec: Deadline, run: RunState) -> bool:
    dormant_first = bool(spec.opens_states or spec.opens_events)
    return not dormant_first or run.state in spec.opens_states


def _reporting(root: date, days: int | None) -> date | None:
    return None if days is None else root + timedelta(days=days)
