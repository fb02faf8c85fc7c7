"""Cases that were opened for a message which was declined afterwards, and go on: deadlines run in them all the same.

It is told by the log of each case and by what the case is now: nothing is written down of it, and so it ends of itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pathways.engine import duplicates
from pathways.engine.library import Library
from pathways.engine.message_ending import OF_LEFT_OPEN
from pathways.engine.telling import MESSAGE
from pathways.machine.decide import Definitions
from pathways.machine.merged import pointers
from pathways.machine.pausing import has_ended
from pathways.machine.signalled import ABOUT, AT_TARGET, SIDE, SIGNAL
from pathways.machine.state import CaseState
from pathways.machine.state_json import load
from pathways.model.record import Kind, Record
from pathways.model.signal import Step
from pathways.store import events, heads, signals
from pathways.store.connection import Connection
from pathways.store.notices import Notice

RECEIVED, DECLINED = (f"{Kind.signal.value}_{step.value}" for step in (Step.received, Step.declined))

ENDED = "signals.over_ended"
"""Why a notice of such a case is over once it has ended."""


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

    Also where the message has gone elsewhere since, and no longer where it was received in the case anew. Of a case
    that was merged with another, what goes on there is left open there.
    """
    notes = _notes(conn, case_ids)
    found: list[LeftOpen] = []
    states = heads.read_states(conn, sorted(case_id for case_id, each in notes.items() if each.declined))
    for case_id in sorted(states):
        state = load(states[case_id])
        for signal_id, seq in sorted(notes[case_id].declined.items()):
            runs = tuple(going_on(library, state, seq))
            if runs:
                found.append(LeftOpen(signal_id=signal_id, case_id=case_id, seq=seq, runs=runs))
    return tuple(found)


def left_open_anywhere(library: Library, conn: Connection) -> tuple[LeftOpen, ...]:
    """The same of every case there is. Costs what was declined in cases, and no more."""
    known = heads.read_many(conn, signals.cases_that_declined(conn))
    # One that is over may go on as another.
    kept = duplicates.going_on_as(conn, [case_id for case_id, head in known.items() if head.ended])
    open_here = {case_id for case_id, head in known.items() if not head.ended}
    return left_open(library, conn, sorted(open_here | set(kept.values())))


@dataclass(slots=True, kw_only=True)
class _Notes:
    """What a case tells of messages that opened it: by which event, and what came last of each."""

    opened: dict[str, int] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)

    @property
    def declined(self) -> dict[str, int]:
        """The event of each message that opened the case, and was declined last."""
        return {signal_id: seq for signal_id, seq in self.opened.items() if self.last[signal_id] == DECLINED}

    def add(self, record: Record) -> None:
        """What one record tells."""
        data = {} if record.content is None else record.content.data
        if data.get(SIDE) != AT_TARGET or record.name not in (RECEIVED, DECLINED):
            return
        signal_id = str(data[SIGNAL])
        self.last[signal_id] = record.name
        # It is received anew into the case that it opened: no event is named then, and it opened it all the same.
        if ABOUT in data:
            self.opened[signal_id] = int(str(data[ABOUT]))


def _notes(conn: Connection, case_ids: Sequence[str]) -> dict[str, _Notes]:
    """By case, with what was told in those that were merged with it: what they opened goes on by its copy."""
    found: dict[str, _Notes] = {}
    merged = set()
    told = events.of_kinds(conn, case_ids, (Kind.signal, Kind.joined))
    for record in told:
        if record.kind is Kind.joined and record.case_id not in merged:
            merged.add(record.case_id)
            found[record.case_id] = _taken_in(conn, record.case_id)
    for record in told:
        if record.kind is Kind.signal:
            found.setdefault(record.case_id, _Notes()).add(record)
    return found


def _taken_in(conn: Connection, case_id: str) -> _Notes:
    """What those cases told that are one with this one, by the events of this one."""
    taken = _Notes()
    for pointer in pointers(events.of_kinds(conn, [case_id], (Kind.joined, Kind.annulment))):
        theirs = _notes(conn, [pointer.other]).get(pointer.other)
        if theirs is None:
            continue
        numbers = {record.seq: record.event_id for record in events.read_case(conn, pointer.other)}
        for signal_id, seq in theirs.opened.items():
            copy = pointer.copies.get(numbers[seq])
            if copy is not None:
                taken.opened[signal_id], taken.last[signal_id] = copy, theirs.last[signal_id]
    return taken


def why_ended(definitions: Definitions, state: CaseState, notice: Notice) -> str:
    """Why a notice of such a case is over by what the case is now, as a catalogue key; empty for every other notice."""
    if notice.title_key != MESSAGE or notice.rung not in OF_LEFT_OPEN:
        return ""
    return "" if any(going_on(definitions, state, notice.seq)) else ENDED


def going_on(library: Definitions, state: CaseState, seq: int) -> Iterator[str]:
    """The runs that an event began and those that these began, as far as they have not ended; none of a closed case."""
    own: set[str] = set()
    for run in () if state.closed else state.runs.values():
        if run.started_by == seq or run.begun_by in own:
            own.add(run.run)
            if not has_ended(library, run):
                yield run.run
