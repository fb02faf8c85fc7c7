"""A run as a deadline that is settled knew it: what the case waited for later, or its opening, moved nothing. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pathways.engine.view import CaseView
from pathways.machine.deadlines import counted_by, pauses_of
from pathways.machine.decide import Definitions
from pathways.machine.fold import fold
from pathways.machine.order import StandingAct
from pathways.machine.pausing import pauses_until
from pathways.machine.state import BY_CLOCK, DeadlineState, Place, RunState


def as_settled(
    definitions: Definitions, view: CaseView, run: RunState, key: str, acts: Mapping[int, StandingAct]
) -> RunState:
    """The run with the pauses that it had had when the deadline was settled; as it is where it is not settled.

    What an act settles stood as it did just before that act, be it one that ends the run or opens it again. Where a
    decision made anew lets clocks go first, and settles then, it stood as it did after it. ``acts``: by seq.
    """
    found = run.deadlines[key]
    if found.settled_on is None:
        return run
    for place in _around(found, acts):
        there = fold(definitions, view.records, until=place).state.runs.get(run.run)
        if there is None:
            continue
        settled = replace(run, pauses=pauses_of(definitions.prepared(there.digest), there))
        counted = counted_by(definitions, settled, key, None)
        if counted is None or (counted.standing_since is None) is (found.standing_since is None):
            return settled
    return replace(run, pauses=pauses_until(run, found.settled_on))


def _around(found: DeadlineState, acts: Mapping[int, StandingAct]) -> Iterator[Place]:
    """The places just before and just after the act that settled it; where the clock did, just before that."""
    by = acts.get(found.settled_by)
    if by is not None:
        instant, rank, seq = by.place
        yield instant, rank, seq - 1
        yield by.place
    elif found.settled_at is not None:
        yield found.settled_at, BY_CLOCK, -1
