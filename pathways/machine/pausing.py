"""Pauses of a run: who holds the ball while it waits, and what the waiting does to each deadline's clock.

Nothing is repaired: every due date is counted anew from all the pauses the run has had, so that one told late, or two
that overlap, come out as if they had been told in time (``pathways.counting.budget``).

A run that has ended waits for nobody, and no event has to say so; opened again, it waits on (``pauses_of``).
"""

from dataclasses import replace
from datetime import date

from pathways.machine.deadlines import counting_version, recount
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared, World
from pathways.machine.state import PauseState, Place, RunState, Status
from pathways.model.pathway import AnchorKind, Deadline, Event, OnPause
from pathways.model.record import Value


def pause_or_resume(world: World, run: RunState, event: Event, act: StandingAct) -> None:
    """Let the run wait, or go on, where ``event`` does that; and with it the clocks that a pause stops."""
    if not event.pauses and not event.resumes:
        return
    happened = act.content.happened
    if event.pauses:
        category = _category(act.content.data.get(event.pauses))
        begun = PauseState(category=category, began=happened, begun_by=act.seq, ended=None, ended_by=0)
        run.pauses = (*run.pauses, replace(begun, after_end=has_ended(world, run)))
    if event.resumes:
        waiting = waiting_for(run, _category(act.content.data.get(event.resumes)))
        run.pauses = tuple(
            replace(pause, ended=happened, ended_by=act.seq) if pause is waiting else pause for pause in run.pauses
        )
    _recount_stopped(world, run, act.place)


def has_ended(world: World, run: RunState) -> bool:
    """Whether the run stands in an end state, where it waits for nobody."""
    return world.prepared(run.digest).states[run.state].end


def let_clocks_go(world: World, run: RunState, place: Place, *, ended: bool) -> None:
    """Where the run has ended, or is opened again, while it waited: the clocks of what is open go, or stand again.

    ``ended``: whether it had ended before.
    """
    if has_ended(world, run) is not ended:
        # What was told while it had ended holds where it is opened again.
        run.pauses = tuple(replace(pause, after_end=False) if pause.after_end else pause for pause in run.pauses)
        _recount_stopped(world, run, place)


def _recount_stopped(world: World, run: RunState, place: Place) -> None:
    for key, deadline in run.deadlines.items():
        _, spec = counting_version(world, run, key)
        if spec.on_pause is not OnPause.runs and deadline.status in (Status.dormant, Status.open):
            recount(world, run, key, place)


def waited_beyond(run: RunState, on: date) -> bool:
    """Whether people said of a pause that it lasted longer than a day, or lasts."""
    return any(pause.ended is None or pause.ended.on > on for pause in run.pauses)


def waiting_for(run: RunState, category: str) -> PauseState | None:
    """The pause of this category that has lasted longest; None where the run waits for nobody of that kind."""
    return next((pause for pause in run.pauses if pause.ended is None and pause.category == category), None)


def waits_on(prepared: Prepared, run: RunState, spec: Deadline, act: StandingAct) -> bool:
    """Whether ``act`` ends a waiting and leaves another, which is just what ``spec`` is there to look at.

    What counts from an event that lets the run wait is not met by going on from one waiting of several.
    """
    if not looks_at_waiting(prepared, spec, act.name):
        return False
    over = waiting_for(run, _category(act.content.data.get(prepared.events[act.name].resumes)))
    return any(pause.ended is None and pause is not over for pause in run.pauses)


def looks_at_waiting(prepared: Prepared, spec: Deadline, name: str) -> bool:
    """Whether waiting begins ``spec``, and the event ``name`` ends one: then it meets it only as the last."""
    resumes, anchor = prepared.events.get(name), spec.anchor
    if resumes is None or not resumes.resumes or anchor.kind is not AnchorKind.event or anchor.pathway:
        return False
    pauses = prepared.events.get(anchor.name)
    return pauses is not None and bool(pauses.pauses)


def pauses_until(run: RunState, on: date) -> tuple[PauseState, ...]:
    """The pauses as they were on a day: what the run waited for later is nothing to what was settled then."""
    return tuple(
        pause if pause.ended is None or pause.ended.on <= on else replace(pause, ended=None, ended_by=0)
        for pause in run.pauses
        if pause.began.on <= on
    )


def _category(value: Value | None) -> str:
    return value if isinstance(value, str) else ""
