"""Dormant deadlines that nothing can open any more have fallen away: since which day, however many ends a run comes to.

Where a run has ended and stays, the day it ended tells that. Only where it goes on from there (to another end state, by
a decision made anew, a migration, a closing), or where something begins to count after the end, is the day kept beside
the deadline (``DeadlineState.shut_on``): no other text of a state changes by it.
"""

from datetime import date

from pathways.machine.deadlines import settle, split_key
from pathways.machine.prepared import Prepared
from pathways.machine.state import DeadlineState, RunState, Status
from pathways.model.record import Happened


def shut_since(prepared: Prepared, run: RunState, key: str) -> date | None:
    """The day from which nothing could open the deadline, by the version of its run; None where that never came."""
    deadline = run.deadlines[key]
    if deadline.shut_on is None and _is_shut(prepared, run, key):
        return run.since
    return deadline.shut_on


def keep_shut(prepared: Prepared, run: RunState) -> None:
    """Before the run goes on from an end state: keep since when each of its deadlines could not be opened there."""
    for key, deadline in run.deadlines.items():
        deadline.shut_on = shut_since(prepared, run, key)


def forget_open(prepared: Prepared, run: RunState) -> None:
    """The run has come to where some of what it kept can open after all: those waits as any other does."""
    for key, deadline in run.deadlines.items():
        if deadline.status is Status.dormant and not _is_shut(prepared, run, key):
            deadline.shut_on = None


def fall_away(prepared: Prepared, run: RunState, key: str, happened: Happened, by: int) -> None:
    """The deadline falls away; one that nothing could open did so when that came about."""
    deadline = run.deadlines[key]
    deadline.shut_on = shut_since(prepared, run, key)
    settle(deadline, Status.ended, happened, by)


def wait_shut(prepared: Prepared, run: RunState, name: str, deadline: DeadlineState, on: date) -> None:
    """From the day ``on`` a deadline ``name`` is dormant: where nothing can open it, it fell away then, no earlier."""
    if deadline.status is Status.dormant and prepared.can_never_open(run.state, name):
        deadline.shut_on = None if on == run.since else on


def carry_shut(prepared: Prepared, run: RunState, key: str, on: date) -> None:
    """The deadline has come to another version on the day ``on``, with the day it was shut on by the one before."""
    deadline = run.deadlines[key]
    if deadline.status is Status.dormant:
        wait_shut(prepared, run, split_key(key)[0], deadline, deadline.shut_on or on)
        forget_open(prepared, run)


def _is_shut(prepared: Prepared, run: RunState, key: str) -> bool:
    never = prepared.can_never_open(run.state, split_key(key)[0])
    return never and run.deadlines[key].status is Status.dormant
