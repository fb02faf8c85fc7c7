"""A whole case comes to its end beside what its definitions say: it was merged with another, or moved elsewhere.

Whatever is still open falls away there, neither met nor missed; what was missed before stays missed, as what falls away
after its end does everywhere (``machine.lateness``). Runs that had come to an end of their own keep it.
"""

from collections.abc import Iterable
from dataclasses import replace

from pathways.errors import EventRefusedError
from pathways.machine.order import StandingAct
from pathways.machine.prepared import World
from pathways.machine.shut import fall_away
from pathways.machine.state import CLOSED, MERGED, CaseState, RunState
from pathways.model.record import Kind, Record

HERE = "here"
"""The value of a closing that tells which runs go on in the other case, each with its name there (``run>run``)."""


def close(world: World, state: CaseState, act: StandingAct) -> None:
    """Every run of the case ends with ``act``, and nothing waits for anybody any more."""
    here = act.content.data.get(HERE)
    gone_on = {each.partition(">")[0] for each in here} if isinstance(here, tuple) else set()
    for run in state.runs.values():
        run.gone_on = act.seq if run.run in gone_on else 0
        prepared = world.prepared(run.digest)
        if not prepared.states[run.state].end:
            _end(run, act)
        for key, deadline in run.deadlines.items():
            fall_away(prepared, run, key, act.content.happened, act.seq)
            # A period that was met would else be followed by the next.
            deadline.pending = ()
    state.closed = act.closes


def _end(run: RunState, act: StandingAct) -> None:
    happened = act.content.happened
    run.state, run.since = CLOSED[act.closes], happened.on
    run.pauses = tuple(
        pause if pause.ended is not None else replace(pause, ended=happened, ended_by=act.seq) for pause in run.pauses
    )


def closing_of(records: Iterable[Record], why: str = "") -> Record | None:
    """The record that a case is closed by, for a reason or any; None while it goes on, or goes on again."""
    found: Record | None = None
    for record in records:
        if record.kind is Kind.closed and why in ("", record.name):
            found = record
        elif record.kind is Kind.annulment and found is not None and found.seq in record.targets:
            found = None
    return found


STILL = (
    Kind.crossing,
    Kind.superseded,
    Kind.assignment,
    Kind.glass,
    Kind.signal,
    Kind.note,
    Kind.explanation,
    Kind.proposal_closed,
)
"""What may still be recorded in a duplicate: nothing of it says anything of the child that the kept case must know."""


def require_open(closed: str, records: Iterable[Record]) -> None:
    """What stands in a duplicate is put right where the case goes on, and what is new is recorded there.

    Else a date would move in the one log and not in the other, and an objection be heard in a case that is over. What
    moved away can be put right where it was recorded. Raises: EventRefusedError.
    """
    if closed == MERGED and any(record.kind not in STILL for record in records):
        raise EventRefusedError("machine.case_closed")
