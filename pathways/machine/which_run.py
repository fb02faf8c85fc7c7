"""Which run an event is meant for when nobody says: the one that could take it, of those that know it."""

from collections.abc import Collection, Iterable

from pathways.machine.prepared import Prepared, World
from pathways.machine.state import RunState


def fitting(world: World, runs: Iterable[RunState], event: str) -> list[RunState]:
    """The runs that could take ``event`` as they stand; where none could, all that know it."""
    knowing = [run for run in runs if knows(world.prepared(run.digest), event)]
    return [run for run in knowing if _could(world.prepared(run.digest), run, event)] or knowing


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


def _could(prepared: Prepared, run: RunState, event: str) -> bool:
    activity = prepared.item_events.get(event)
    if activity is None:
        return prepared.events[event].start or run.state in prepared.table.sources(event)
    open_in = prepared.activities[activity].spec.open_in
    return not open_in or run.state in open_in
