"""What another system's file brings into a case: its past is told by a list, and puts nothing into any inbox."""

from collections.abc import Iterable, Iterator

from pathways.engine.draft import Draft, Settled
from pathways.machine.deadlines import key_of
from pathways.machine.state import CaseState, Status
from pathways.store.notices import Notice


def brought_by(draft: Draft, state: CaseState) -> Settled:
    """Deadlines that the draft set, moved or opened again, by run and key; ``state`` is the case after it.

    What has waited for the same date all the time only happens to be noticed now, and so does a period that follows
    another. What was settled before and is met still, is no deadline that waits.
    """
    waited, settled = draft.waited_in(state), draft.settled_in(state)
    waiting = {(run, key) for run, key, _ in waited}
    found = set()
    for run in state.runs.values():
        for key, deadline in run.deadlines.items():
            same = (run.run, key, deadline.nominal) in waited
            follows = deadline.tally is not None and (run.run, key) in waiting
            met_still = deadline.status is Status.met and (run.run, key) in settled
            if not (same or follows or met_still):
                found.add((run.run, key))
    return frozenset(found)


def not_brought(told: Iterable[Notice], draft: Draft, state: CaseState) -> Iterator[Notice]:
    """The notices that the draft would have given without what it brings."""
    brought = brought_by(draft, state)
    for notice in told:
        if (notice.run, key_of(notice.deadline, notice.item)) not in brought:
            yield notice
