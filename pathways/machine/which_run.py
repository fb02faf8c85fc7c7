"""Which run an event is meant for when nobody says: the one that could take it, of those that know it."""

from collections.abc import Collection, Iterable, Mapping

from pathways.machine.pausing import waiting_for
from pathways.machine.prepared import Prepared, World
from pathways.machine.state import RunState
from pathways.machine.waiting import lasting
from pathways.model.record import Value

_NOTHING: Mapping[str, Value] = {}


def fitting(
    world: World, runs: Iterable[RunState], event: str, given: Mapping[str, Value] = _NOTHING
) -> list[RunState]:
    """The runs that could take ``event`` as they stand; where none could, all that know it.

    Of those that it could let go on: the ones that wait for what is ``given``, or else for anything, if any do.
    """
    knowing = [run for run in runs if knows(world.prepared(run.digest), event)]
    there = [run for run in knowing if _could(world.prepared(run.digest), run, event)]
    waiting = [run for run in there if not resumes(world.prepared(run.digest), event) or lasting(run)]
    meant = [run for run in waiting if _waits_for(world.prepared(run.digest), run, event, given)]
    return meant or waiting or there or knowing


def could_any(world: World, runs: Iterable[RunState], event: str) -> bool:
    """Whether any of the runs could take it as they stand."""
    return any(_could(world.prepared(run.digest), run, event) for run in runs)


def one_start(world: World, runs: Collection[RunState], event: str) -> bool:
    """Whether the event starts a further run of the one pathway that all these are runs of: any of them will do."""
    starting = all(starts(world.prepared(run.digest), event) for run in runs)
    return starting and len({run.pathway for run in runs}) == 1


def starts(prepared: Prepared, event: str) -> bool:
    """Whether the event starts a run."""
    return event in prepared.events and prepared.events[event].start


def knows(prepared: Prepared, event: str) -> bool:
    """Whether the event is one of the run or of its activities."""
    return event in prepared.events or event in prepared.item_events


def resumes(prepared: Prepared, event: str) -> str:
    """The field by which the event says which waiting of the run is over; empty for one that lets nothing go on."""
    return prepared.events[event].resumes if event in prepared.events else ""


def _waits_for(prepared: Prepared, run: RunState, event: str, given: Mapping[str, Value]) -> bool:
    field = resumes(prepared, event)
    return not field or waiting_for(run, str(given.get(field))) is not None


def _could(prepared: Prepared, run: RunState, event: str) -> bool:
    activity = prepared.item_events.get(event)
    if activity is None:
        return prepared.events[event].start or run.state in prepared.table.sources(event)
    open_in = prepared.activities[activity].spec.open_in
    return not open_in or run.state in open_in
