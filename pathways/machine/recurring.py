"""The life of what is owed so many times in each period, inside the fold (ADR 0013).

Each period is a deadline of its own, with its own ladder. One is under way at a time: it counts what is done in it, is
met by the last time that is needed or missed when it is over, and then the clock opens the next. Nothing is opened
before its time, so there is never more than one to come.
"""

from dataclasses import replace
from datetime import date

from pathways.counting.oslo import start_of_day
from pathways.errors import CountingError
from pathways.machine.deadlines import Arming, ahead, begun, key_of, ladder, settle, split_key
from pathways.machine.order import StandingAct
from pathways.machine.periods import A_DAY, counted, due_of, first_of, item_of, needed, share_of
from pathways.machine.prepared import Prepared, World
from pathways.machine.state import NEXT, DeadlineState, PendingRung, RunState, Status, Tally, Terms
from pathways.model.counting import Period
from pathways.model.pathway import Deadline, Every
from pathways.model.record import Happened


def begin(prepared: Prepared, run: RunState, spec: Deadline, arming: Arming) -> DeadlineState:
    """The first period begins; of an earlier beginning the period under way falls away.

    Raises: CountingError outside the calendar's years.
    """
    end_periods(run, spec, Happened(on=arming.on, at=arming.at), arming.by)
    every, _ = _owed(spec)
    terms = Terms(arming.on, every.times, 0, reduced=False)
    return _open(prepared, run, spec, arming, 0, terms)


def open_next(world: World, run: RunState, key: str) -> bool:
    """The period of ``key`` is over, and the next one opens; False where none does: the run is over, or the years."""
    prepared, old = world.prepared(run.digest), run.deadlines[key]
    spec = prepared.deadlines[split_key(key)[0]]
    if spec.every is None or old.tally is None or prepared.states[run.state].end:
        return False
    try:
        _open(prepared, run, spec, _as_before(old), old.tally.index + 1, _goes_on(spec.every, old.tally))
    except CountingError:
        return False
    settle(old, Status.ended, Happened(on=old.nominal, at=None), 0)
    return True


def resume(prepared: Prepared, run: RunState, key: str, act: StandingAct, since: date, by: int) -> None:
    """The duty of period ``key``, which fell away or was followed by no other, stands again from ``act`` on.

    From the day ``since``, by record ``by``, until then it did not. Nothing where another has begun since.
    Where the act lies in the period that had ended, that one goes on; else that one stays as it is, those between
    never were, and the one of the act begins. Either is owed by its share of the days on which the duty stood. Beyond
    the calendar's years nothing begins.
    """
    spec, old, on = prepared.deadlines[split_key(key)[0]], run.deadlines[key], act.content.happened.on
    every, _ = _owed(spec)
    newest = max(each.tally.first for each in _periods(run, spec) if each.tally is not None)
    if old.tally is None or old.under_way or old.tally.first != newest:
        return
    again = _goes_on(every, old.tally)
    try:
        state = old if on <= old.nominal else _open_at(prepared, run, spec, old, on)
    except CountingError:
        return
    if state.tally is None:
        raise AssertionError(f"{spec.name} is not owed in periods")
    first = max(since, state.tally.first)
    stopped = _from(state.tally, Terms(first, 0, by, reduced=False))
    if state is old:
        # It runs out by the version it was opened under, whatever holds after it.
        again = old.tally.terms[-1]
    state.tally = _from(stopped, again._replace(since=on, by=again.by if again.reduced else act.seq))
    if state.status is Status.ended:
        state.status = Status.dormant if state.idle else Status.open
        state.settled_by, state.settled_on, state.settled_at, state.shut_on = 0, None, None, None
    if state.status is Status.open:
        state.pending = ahead(_hung(prepared, spec, state), act.place)
    else:
        state.pending = _only_next(state)
    _reckon(prepared, spec, state, act)


def stand(prepared: Prepared, run: RunState, spec: Deadline, state: DeadlineState, act: StandingAct) -> None:
    """How a period stands in the version that ``act`` brings the run to: what is owed in it stays as it was.

    One in which nothing is owed is opened by nothing. Where the run is one of those that end it, none follows; one that
    was missed before stays so, and is reminded of as before.
    """
    if run.state in spec.ended_in and state.status is not Status.missed:
        settle(state, Status.ended, act.content.happened, act.seq)
        state.pending = ()
    elif state.status in (Status.open, Status.missed):
        state.pending = ahead(_hung(prepared, spec, state), act.place)


def count_act(prepared: Prepared, run: RunState, spec: Deadline, act: StandingAct) -> None:
    """What an act does to the period under way: it counts, changes what is owed, or lets it fall away.

    In legal order every act lies in the period that is under way, whenever it was recorded.
    """
    every, _ = _owed(spec)
    state, happened = under_way(run, spec), act.content.happened
    if state is None or state.tally is None:
        return
    if act.name in spec.ended_by:
        end_periods(run, spec, happened, act.seq)
        return
    if act.name in spec.met_by:
        state.tally = replace(state.tally, done=(*state.tally.done, (happened.on, act.seq)))
    if every.reduced is not None and act.name in every.reduced.by:
        state.tally = _changed(state.tally, Terms(happened.on, every.reduced.times, act.seq, reduced=True))
    if every.reduced is not None and act.name in every.reduced.until:
        state.tally = _changed(state.tally, Terms(happened.on, every.times, act.seq, reduced=False))
    _reckon(prepared, spec, state, act)


def end_periods(run: RunState, spec: Deadline, happened: Happened, by: int) -> None:
    """The period under way falls away, unless it is met, and none comes after it."""
    state = under_way(run, spec)
    if state is not None:
        settle(state, Status.ended, happened, by)
        state.pending = ()


def miss(state: DeadlineState) -> None:
    """The period is over with too little done: what is done from now on counts for the next one."""
    if state.status is Status.open:
        state.status, state.settled_on = Status.missed, state.nominal


def under_way(run: RunState, spec: Deadline) -> DeadlineState | None:
    """The period that is not over; None where none is: not begun, fallen away, or no longer counted."""
    return next((state for state in _periods(run, spec) if state.under_way), None)


def _periods(run: RunState, spec: Deadline) -> list[DeadlineState]:
    return [state for key, state in run.deadlines.items() if split_key(key)[0] == spec.name]


def _as_before(old: DeadlineState) -> Arming:
    return Arming(on=old.anchored_on, at=old.anchored_at, root=old.root, by=old.anchored_by)


def _goes_on(every: Every, tally: Tally) -> Terms:
    """What is owed in a whole period after that of ``tally``, by what was decided last."""
    last = tally.terms[-1]
    if last.reduced and every.reduced is not None:
        return last._replace(times=every.reduced.times)
    return Terms(tally.first, every.times, 0, reduced=False)


def _open_at(prepared: Prepared, run: RunState, spec: Deadline, old: DeadlineState, on: date) -> DeadlineState:
    """Open the period that the day ``on`` lies in, counted as those of ``old`` were, which was over before it."""
    every, within = _owed(spec)
    if old.tally is None:
        raise AssertionError(f"{spec.name} is not owed in periods")
    rule, calendar, index = prepared.rules[spec.rule], prepared.calendars[spec.calendar], old.tally.index + 1
    while due_of(every, within, rule, calendar, old.anchored_on, index).nominal < on:
        index += 1
    return _open(prepared, run, spec, _as_before(old), index, _goes_on(every, old.tally))


def _owed(spec: Deadline) -> tuple[Every, Period]:
    if spec.every is None or spec.within is None:
        raise AssertionError(f"{spec.name} is not owed in periods")
    return spec.every, spec.within


def _open(prepared: Prepared, run: RunState, spec: Deadline, arming: Arming, index: int, terms: Terms) -> DeadlineState:
    """Open period number ``index``. One in which nothing is owed stays dormant until it is over.

    A first period of the calendar may be so short that a reminder lies before it: such a one is left out.
    """
    every, within = _owed(spec)
    rule, calendar = prepared.rules[spec.rule], prepared.calendars[spec.calendar]
    due = due_of(every, within, rule, calendar, arming.on, index)
    first = first_of(every, within, calendar, arming.on, index)
    of_days = share_of(every, within, first, due.nominal)
    state = begun(due, arming, is_open=bool(of_days))
    state.tally = Tally(index=index, first=first, of_days=of_days, terms=(terms._replace(since=first),), done=())
    state.pending = _only_next(state) if state.idle else _hung(prepared, spec, state)
    run.deadlines[key_of(spec.name, item_of(first))] = state
    return state


def _hung(prepared: Prepared, spec: Deadline, state: DeadlineState) -> tuple[PendingRung, ...]:
    """The ladder of a period without what would lie before its second day."""
    if state.tally is None:
        return ()
    begun = start_of_day(state.tally.first + A_DAY)
    return tuple(rung for rung in ladder(prepared, spec, state) if rung.due >= begun)


def _changed(tally: Tally, terms: Terms) -> Tally:
    """Other terms from a day on; where they hold already nothing changes."""
    if tally.terms[-1].reduced is terms.reduced:
        return tally
    return _from(tally, terms)


def _from(tally: Tally, terms: Terms) -> Tally:
    return replace(tally, terms=(*(each for each in tally.terms if each.since < terms.since), terms))


def _reckon(prepared: Prepared, spec: Deadline, state: DeadlineState, act: StandingAct) -> None:
    """Met once enough is done; open again where more is owed after all. Rungs that lie behind are not passed again."""
    if state.tally is None or state.idle:
        return
    every, _ = _owed(spec)
    enough = counted(state.tally, every) >= needed(state.tally, state.nominal)
    if enough and state.status is Status.open:
        settle(state, Status.met, act.content.happened, act.seq)
        state.pending = _only_next(state)
    elif not enough and state.status is Status.met:
        state.status, state.settled_by, state.settled_on, state.settled_at = Status.open, 0, None, None
        state.pending = ahead(_hung(prepared, spec, state), act.place)


def _only_next(state: DeadlineState) -> tuple[PendingRung, ...]:
    return (PendingRung(state.missed_from, NEXT),)
