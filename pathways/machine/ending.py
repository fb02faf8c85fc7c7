"""When a deadline ends for good, and whether what settled it came after that. Asked by lists, words, notices, figures.

It looks at the dates as they truly are, by all that is known: what was recorded when is ``machine.entered_late``'s.
"""

from datetime import datetime

from pathways.machine.deadlines import after_end, counting_version, split_key
from pathways.machine.prepared import World
from pathways.machine.state import DeadlineState, RunState, Status
from pathways.model.basis import BINDING
from pathways.model.pathway import Deadline, DeadlineKind
from pathways.model.record import Happened


def can_be_late(world: World, run: RunState, key: str, state: DeadlineState) -> bool:
    """Whether anybody can be late with it here: with a window or a lapse nobody can, nor before it has opened."""
    if run.gone_on and state.settled_by == run.gone_on:
        # It waits in another case, and is late there if it is.
        return False
    spec = world.prepared(run.digest).deadlines[split_key(key)[0]]
    opened = state.status is not Status.dormant and state.shut_on is None
    return spec.kind not in (DeadlineKind.window, DeadlineKind.lapse) and opened


def end_of(world: World, run: RunState, key: str, state: DeadlineState) -> datetime:
    """The first instant (UTC) that is too late: after the legal date, or the nominal one where that is what counts.

    A recommended time is not moved to a working day where no rule settles that it is (semantics 21). Of a deadline
    whose clock stands it is the earliest there can be.
    """
    return state.missed_from if ends_legally(world, run, key) else state.nominal_end


def ends_legally(world: World, run: RunState, key: str) -> bool:
    """Whether it is the legal date that ends a deadline of a run, not the nominal one."""
    spec = world.prepared(run.digest).deadlines.get(split_key(key)[0])
    if spec is None:
        return True
    counting, counted_as = counting_version(world, run, key)
    return legal_counts(spec, roll_settled=counting.rules[counted_as.rule].roll_settled)


def legal_counts(spec: Deadline, *, roll_settled: bool) -> bool:
    """Whether the legal date is the end: for all that binds by law, and wherever it is settled that the date moves."""
    return roll_settled or spec.basis.effect in BINDING


def settled_late(world: World, run: RunState, key: str, state: DeadlineState) -> bool:
    """Whether what met a deadline, or let it fall away, happened after its end: what ``lateness`` calls handling.

    It asks no record, so a list may ask it of every case.
    """
    if state.settled_on is None or state.status is Status.missed or not can_be_late(world, run, key, state):
        return False
    happened = Happened(on=state.settled_on, at=state.settled_at)
    return after_end(state, happened, legal=ends_legally(world, run, key))
