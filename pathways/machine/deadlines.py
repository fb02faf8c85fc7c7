"""The life of a deadline inside the fold: armed, opened, extended, met, ended, and its ladder of rungs.

A deadline anchored in another takes the parent's nominal date from the parent's own anchor, whatever becomes of the
parent (semantics 19). Due dates are counted when they are set; the why is told elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from pathways.counting.budget import Budgeted, Stop, Way, count_budget, move_by_stops
from pathways.counting.oslo import start_of_day
from pathways.machine.periods import due_of
from pathways.machine.prepared import Prepared, World
from pathways.machine.rebudget import due_of_rest, nothing_left, stops_since
from pathways.machine.state import BY_CLOCK, Carried, DeadlineState, PauseState, PendingRung, Place, RunState, Status
from pathways.model.counting import Due, Period, Unit
from pathways.model.pathway import Deadline, OnPause
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
    start = _set_date(run, spec, item) if spec.within is None else starting_point(arming, spec.within)
    if start is None:
        return None
    counted = _count(prepared, pauses_of(prepared, run), spec, start, extended=False, now=None)
    due = counted.due
    key = key_of(spec.name, item)
    previous = run.deadlines.get(key)
    is_open = opens_at_once(spec, run) or (previous is not None and previous.status is Status.open)
    state = begun(due, arming, is_open=is_open)
    state.reporting, state.standing_since = reporting_on(arming.root, spec.reporting_days), _since(counted)
    if is_open:
        state.pending = ladder(prepared, spec, state)
    run.deadlines[key] = state
    return state


def begun(due: Due, arming: Arming, *, is_open: bool) -> DeadlineState:
    """A deadline as it begins to count: nothing has extended or settled it, and its ladder is not hung yet."""
    return DeadlineState(
        status=Status.open if is_open else Status.dormant,
        root=arming.root,
        anchored_on=arming.on,
        anchored_at=arming.at,
        anchored_by=arming.by,
        nominal=due.nominal,
        legal=due.legal,
        reporting=None,
        nominal_end=due.nominal_end,
        missed_from=due.missed_from,
        extended_by=0,
        late_extension_by=0,
        settled_by=0,
        settled_on=None,
        settled_at=None,
        pending=(),
        standing_since=None,
    )


def own_nominal(prepared: Prepared, spec: Deadline, state: DeadlineState) -> date:
    """The nominal date that the anchor alone gives: whatever extends the deadline, or has made its clock stand."""
    if spec.within is None:
        return state.nominal
    start, extended = start_of(state, spec.within), False
    return prepared.counted.due(spec.name, start, extended).nominal


def open_up(prepared: Prepared, spec: Deadline, state: DeadlineState) -> None:
    """A dormant deadline opens, perhaps overdue: rungs already past are passed at once."""
    if state.status is Status.dormant:
        state.status, state.shut_on = Status.open, None
        state.pending = ladder(prepared, spec, state)


def settle(state: DeadlineState, status: Status, happened: Happened, by: int) -> None:
    """The deadline is met or falls away; the first time counts, and its ladder is taken down."""
    if state.status in (Status.dormant, Status.open):
        state.status = status
        state.settled_by, state.settled_on, state.settled_at = by, happened.on, happened.at
        state.pending = ()
        if status is Status.met:
            state.shut_on = None
        if state.shut_on is not None:
            state.settled_on, state.settled_at = state.shut_on, None


def extend(world: World, run: RunState, key: str, place: Place, happened: Happened, by: int) -> None:
    """Count the longer budget from the same anchor, in one step and once; granted after expiry it changes nothing.

    Granted in time means no later than the legal date. Rungs of the new ladder that already lie behind are left out.
    One that a migration kept is from then on counted by the version the run is at: that is the one that extends it.
    """
    spec, state = world.prepared(run.digest).deadlines[split_key(key)[0]], run.deadlines[key]
    if spec.extension is None or state.extended_by or state.status not in (Status.dormant, Status.open):
        return
    if too_late(state, happened):
        state.late_extension_by = by
        return
    state.extended_by = by
    if state.carried is not None and state.carried.digest != run.digest:
        state.carried = None
    state.reporting = reporting_on(state.root, spec.reporting_days_extended)
    recount(world, run, key, place)


def recount(world: World, run: RunState, key: str, place: Place) -> None:
    """Count the deadline anew from its anchor, with its extension and the pauses there have been until ``place``.

    Rungs of the new ladder that already lie behind are left out.
    """
    prepared, state = world.prepared(run.digest), run.deadlines[key]
    counted = counted_by(world, run, key, None)
    if counted is None or not set_dates(state, counted):
        return
    if state.status is Status.open:
        state.pending = ahead(ladder(prepared, prepared.deadlines[split_key(key)[0]], state), place)


def set_dates(state: DeadlineState, counted: Budgeted) -> bool:
    """Give the deadline the dates it is counted to, and tell whether they are others than it had."""
    due, since = counted.due, _since(counted)
    if (due.nominal_end, due.missed_from, since) == (state.nominal_end, state.missed_from, state.standing_since):
        return False
    state.nominal, state.legal = due.nominal, due.legal
    state.nominal_end, state.missed_from, state.standing_since = due.nominal_end, due.missed_from, since
    return True


def counted_by(world: World, run: RunState, key: str, now: Happened | None) -> Budgeted | None:
    """How the deadline is counted from its anchor, with its extension and the pauses there have been.

    None for a date that somebody set. With ``now``, as if a clock that stands went on then: earlier it cannot be due.
    """
    state = run.deadlines[key]
    # What was settled while its clock stood knows nothing of what became of the run afterwards.
    stood = state.settled_on is not None and state.standing_since is not None
    pauses = run.pauses if stood else pauses_of(world.prepared(run.digest), run)
    return counted_with(world, run, key, pauses, now)


def counted_with(
    world: World, run: RunState, key: str, pauses: Sequence[PauseState], now: Happened | None
) -> Budgeted | None:
    """How the deadline is counted from its anchor, had the run waited so and not as it has; else as ``counted_by``."""
    prepared, spec = counting_version(world, run, key)
    state = run.deadlines[key]
    within = within_of(spec, state)
    if within is None:
        return None
    if spec.every is not None and state.tally is not None:
        rule, calendar = prepared.rules[spec.rule], prepared.calendars[spec.calendar]
        due = due_of(spec.every, within, rule, calendar, state.anchored_on, state.tally.index)
        return Budgeted(due=due, stops=(), standing_since=None)
    rest = None if state.carried is None else _count_rest(prepared, pauses, spec, state.carried, within, now)
    return rest or _count(prepared, pauses, spec, start_of(state, within), extended=bool(state.extended_by), now=now)


def pauses_of(prepared: Prepared, run: RunState) -> tuple[PauseState, ...]:
    """The pauses that clocks mind: where the run has ended, by its own version, none that only began after that."""
    if not prepared.states[run.state].end:
        return run.pauses
    return tuple(pause for pause in pauses_told(prepared, run) if not pause.after_end)


def pauses_told(prepared: Prepared, run: RunState) -> tuple[PauseState, ...]:
    """The pauses of the run, by its own version: none lasts longer than the run, whatever was told after it ended."""
    if not prepared.states[run.state].end:
        return run.pauses
    return tuple(_over(pause, run.ended_on) for pause in run.pauses)


def _over(pause: PauseState, on: date) -> PauseState:
    if pause.ended is not None and pause.ended.on <= on:
        return pause
    return replace(pause, ended=Happened(on=max(on, pause.began.on), at=None), ended_by=0)


def counting_version(world: World, run: RunState, key: str) -> tuple[Prepared, Deadline]:
    """The version a deadline is counted by, and what it is there: the run's, but for one that a migration kept."""
    carried = run.deadlines[key].carried
    if carried is None:
        prepared = world.prepared(run.digest)
        return prepared, prepared.deadlines[split_key(key)[0]]
    prepared = world.prepared(carried.digest)
    return prepared, prepared.deadlines[carried.name]


def within_of(spec: Deadline, state: DeadlineState) -> Period | None:
    """The budget that holds now: the extended one once it was extended in time; None for a date that is set."""
    return spec.extension.within if spec.extension is not None and state.extended_by else spec.within


def start_of(state: DeadlineState, within: Period) -> date | datetime:
    """Where the budget counts from."""
    return starting_point(
        Arming(on=state.anchored_on, at=state.anchored_at, root=state.root, by=state.anchored_by), within
    )


def too_late(state: DeadlineState, happened: Happened) -> bool:
    """Whether something happened after the legal end; never while the clock stands. A date alone is compared as one."""
    return after_end(state, happened, legal=True)


def after_end(state: DeadlineState, happened: Happened, *, legal: bool) -> bool:
    """Whether something happened after the ``legal`` end, or else the nominal one; as ``too_late``."""
    if state.standing_since is not None:
        return False
    if happened.at is None:
        return happened.on > (state.legal if legal else state.nominal)
    return happened.at >= (state.missed_from if legal else state.nominal_end)


def ladder(prepared: Prepared, spec: Deadline, state: DeadlineState) -> tuple[PendingRung, ...]:
    """Every rung, by the version of the run. None while the clock stands: nobody knows when anything would be due."""
    if state.standing_since is not None:
        return ()
    return prepared.counted.ladder(spec.name, state.nominal, state.nominal_end, state.missed_from)


def ahead(rungs: tuple[PendingRung, ...], place: Place) -> tuple[PendingRung, ...]:
    """Those of them that the clock passes after ``place``: what lies behind is not passed again."""
    return tuple(rung for rung in rungs if (rung.due, BY_CLOCK, 0) > place)


def _count(
    prepared: Prepared,
    pauses: Sequence[PauseState],
    spec: Deadline,
    start: date | datetime,
    *,
    extended: bool,
    now: Happened | None,
) -> Budgeted:
    within = spec.extension.within if extended and spec.extension is not None else spec.within
    if within is None or not pauses or spec.on_pause is OnPause.runs:
        return Budgeted(due=prepared.counted.due(spec.name, start, extended), stops=(), standing_since=None)
    stops = (Stop(began=pause.began, ended=pause.ended or now) for pause in pauses)
    rule, calendar = prepared.rules[spec.rule], prepared.calendars[spec.calendar]
    return count_budget(start, within, rule, calendar, stops, spec.on_pause)


def _count_rest(
    prepared: Prepared,
    pauses: Sequence[PauseState],
    spec: Deadline,
    carried: Carried,
    within: Period,
    now: Happened | None,
) -> Budgeted | None:
    """What a migration left, from there; None where it kept the dates.

    No memory of dates is asked: what is used is this one deadline's.
    """
    if carried.rest is None:
        return None
    rule, calendar = prepared.rules[spec.rule], prepared.calendars[spec.calendar]
    due = due_of_rest(carried.rest, within, rule, calendar)
    period = within
    if nothing_left(carried.rest, within) and spec.on_pause is OnPause.freezes:
        # It ends on the day the clock goes again, be that a red one: no working day is left to be counted to.
        period = replace(within, unit=Unit.days)
    rest = carried.rest
    taken = None if rest.base_took is None else (rest.base_on, rest.base_took)
    way = Way(start=rest.start, period=period, rule=rule, calendar=calendar, on_pause=spec.on_pause, taken=taken)
    return move_by_stops(due, way, stops_since(pauses, carried.rest, now))


def _set_date(run: RunState, spec: Deadline, item: str) -> date | None:
    """The date somebody has set as the due date itself; None when nobody has."""
    fields = run.items[item].fields if item else run.fields
    until = fields.get(spec.until_field, run.fields.get(spec.until_field))
    return date.fromisoformat(until) if isinstance(until, str) else None


def _since(counted: Budgeted) -> date | None:
    return None if counted.standing_since is None else counted.standing_since.on


def starting_point(arming: Arming, within: Period) -> date | datetime:
    """Hours need an instant; where only the day is known they count from its beginning: the early, safe side."""
    if within.unit is not Unit.hours:
        return arming.on
    return arming.at or start_of_day(arming.on)


def opens_at_once(spec: Deadline, run: RunState) -> bool:
    """Whether the deadline is open as soon as it is anchored, where the run is."""
    return not opens_later(spec) or run.state in spec.opens_states


def opens_later(spec: Deadline) -> bool:
    """Whether the deadline is dormant until something opens it."""
    return bool(spec.opens_states or spec.opens_events)


def reporting_on(root: date, days: int | None) -> date | None:
    """The day the register counts to from the start of the chain; None where it counts none."""
    return None if days is None else root + timedelta(days=days)
