"""What an act did to deadlines and runs, read off the case before and after it: for a decision replaced later."""

from collections.abc import Mapping

from pathways.machine.deadlines import ladder, opens_later, split_key
from pathways.machine.grounds import DeadlineKey, Fallen
from pathways.machine.prepared import World
from pathways.machine.state import WITHDRAWN, CaseState, DeadlineState, PendingRung, RunState, Status

WAITING = (Status.dormant, Status.open)


def waiting_in(world: World, state: CaseState) -> dict[DeadlineKey, Fallen]:
    """Deadlines that may fall away, and periods under way: one that is met has others after it."""
    return {
        (run.run, key): Fallen(status=deadline.status, silent=_silent(world, run, key))
        for run in state.runs.values()
        for key, deadline in run.deadlines.items()
        if deadline.status in WAITING or deadline.under_way
    }


def was_open(fallen: Fallen | None) -> bool:
    """Whether it was open when it fell away."""
    return fallen is not None and fallen.status is Status.open


def fell(state: CaseState, waiting: Mapping[DeadlineKey, Fallen], by: int) -> dict[DeadlineKey, Fallen]:
    """Of those, the ones that act ``by`` let fall away."""

    def gone(deadline: DeadlineState, was: Status) -> bool:
        if was in WAITING:
            return deadline.status is Status.ended and deadline.settled_by == by
        return not deadline.under_way

    return {(run, key): was for (run, key), was in waiting.items() if gone(state.runs[run].deadlines[key], was.status)}


def opened(world: World, state: CaseState, waiting: Mapping[DeadlineKey, Fallen]) -> dict[DeadlineKey, int]:
    """What stands open that did not, of what an act or a state opens; with what each is anchored by."""
    return {
        (run.run, key): deadline.anchored_by
        for run in state.runs.values()
        for key, deadline in run.deadlines.items()
        if deadline.status is Status.open and not was_open(waiting.get((run.run, key)))
        if opens_later(world.prepared(run.digest).deadlines[split_key(key)[0]])
    }


def moved(state: CaseState, before: Mapping[str, str], own: str) -> dict[str, tuple[str, str]]:
    """Other runs than ``own`` that stand elsewhere: their state before and after."""
    now = {name: run.state for name, run in state.runs.items()}
    return {name: (was, now[name]) for name, was in before.items() if name != own and now[name] not in (was, WITHDRAWN)}


def _silent(world: World, run: RunState, key: str) -> frozenset[PendingRung]:
    """Rungs that it does not wait for: passed by now, or behind when a migration brought it."""
    prepared, deadline = world.prepared(run.digest), run.deadlines[key]
    if deadline.status is not Status.open or deadline.tally is not None:
        return frozenset()
    return frozenset(ladder(prepared, prepared.deadlines[split_key(key)[0]], deadline)).difference(deadline.pending)
