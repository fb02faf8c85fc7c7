"""Cases that were opened for a message which was declined afterwards, and go on: deadlines run in them all the same.

It is told by the log of each case and by what the case is now: nothing is written down of it, and so it ends of itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pathways.engine.library import Library
from pathways.machine.pausing import has_ended
from pathways.machine.signalled import ABOUT, AT_TARGET, SIDE, SIGNAL
from pathways.machine.state import CaseState
from pathways.machine.state_json import load
from pathways.model.record import Kind, Record
from pathways.model.signal import Step
from pathways.store import events, heads
from pathways.store.connection import Connection

RECEIVED, DECLINED = (f"{Kind.signal.value}_{step.value}" for step in (Step.received, Step.declined))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOpen:
    """A case that goes on though the message it was opened for was declined."""

    signal_id: str
    case_id: str
    seq: int
    """The event that opened it."""
    runs: tuple[str, ...]
    """What goes on of it: the run that this event began, and those that came of that one."""


def left_open(library: Library, conn: Connection, case_ids: Sequence[str]) -> tuple[LeftOpen, ...]:
    """Those of the cases that go on so, by case; of one that was joined to a case there was, nothing is left open.

    Also where the message has gone elsewhere since, and no longer where it was received in the case anew.
    """
    declined = _declined(events.of_kinds(conn, case_ids, (Kind.signal,)))
    states = heads.read_states(conn, sorted({case_id for case_id, _ in declined}))
    found: list[LeftOpen] = []
    for (case_id, signal_id), seq in sorted(declined.items()):
        runs = tuple(going_on(library, load(states[case_id]), seq))
        if runs:
            found.append(LeftOpen(signal_id=signal_id, case_id=case_id, seq=seq, runs=runs))
    return tuple(found)


def _declined(records: Sequence[Record]) -> dict[tuple[str, str], int]:
    """By case and message the event that opened the case, of messages that opened one and were declined last."""
    opened: dict[tuple[str, str], int] = {}
    last: dict[tuple[str, str], str] = {}
    for record in records:
        data = {} if record.content is None else record.content.data
        if data.get(SIDE) != AT_TARGET or record.name not in (RECEIVED, DECLINED):
            continue
        which = (record.case_id, str(data[SIGNAL]))
        last[which] = record.name
        # It is received anew into the case that it opened: no event is named then, and it opened it all the same.
        if ABOUT in data:
            opened[which] = int(str(data[ABOUT]))
    return {which: seq for which, seq in opened.items() if last[which] == DECLINED}


def going_on(library: Library, state: CaseState, seq: int) -> Iterator[str]:
    """The runs that an event began and those that these began, as far as they have not ended; none of a closed case."""
    own: set[str] = set()
    for run in () if state.closed else state.runs.values():
        if run.started_by == seq or run.begun_by in own:
            own.add(run.run)
            if not has_ended(library, run):
                yield run.run
