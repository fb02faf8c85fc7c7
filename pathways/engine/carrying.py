"""Tells the log of a case what the other side did with a message: each step once, in a transaction of its own.

Whoever took the step has answered already and holds no lock here. A step waits as a row until its log tells of it, so
nothing is lost when a process ends in between; the next tick, or the next command about messages, carries it.
"""

from dataclasses import replace
from datetime import datetime

from pathways.engine.moved import close_moved
from pathways.engine.people import SYSTEM
from pathways.engine.signal_notes import Told, locked_signal, write_note
from pathways.engine.transaction import Desk, Drafted, begin_draft, pending_of, save, tried_again
from pathways.errors import PathwaysError
from pathways.machine.signalled import AT_SOURCE, AT_TARGET
from pathways.machine.state_json import load
from pathways.store import heads, signals
from pathways.store.database import Database
from pathways.store.signals import SOURCE, ToNote

BATCH = 500
"""Steps that are carried at a time."""


def carry(database: Database, desk: Desk, now: datetime) -> tuple[int, list[PathwaysError]]:
    """Carry what waits. How many steps were told, and what could not be; that stays, and nothing else is stopped."""
    with database.read() as conn:
        waiting = signals.to_note(conn, BATCH)
    told, trouble = 0, []
    for each in waiting:
        try:
            told += tried_again(lambda each=each: _carried(database, desk, each, now))  # type: ignore[misc]
        except PathwaysError as error:
            trouble.append(error)
    return told, trouble


def _carried(database: Database, desk: Desk, wanted: ToNote, now: datetime) -> int:
    """1 where the log tells of it now; 0 where somebody else was quicker."""
    with database.write() as conn:
        signal = signals.read(conn, wanted.signal_id)
        case_id = "" if signal is None else _case_of(signal.source_case, signal.target_case, wanted)
        locked = heads.lock(conn, case_id) if case_id else None
        if locked is None or not signals.is_to_note(conn, wanted):
            return 0
        head, text = locked
        state = load(text)
        draft, before = begin_draft(desk, head, now, state), pending_of(state)
        signal = locked_signal(conn, wanted.signal_id)
        step = next(each for each in signal.steps if each.number == wanted.number)
        told = Told(step=step.step, service=step.service, on=step.on, shared=step.shared)
        side = AT_SOURCE if wanted.side == SOURCE else AT_TARGET
        note = write_note(desk.library, draft, state, SYSTEM, signal, told, side=side)
        if side == AT_SOURCE:
            # What is carried is told as of now: an act here since they took over would else stand in its way.
            state = close_moved(desk.library, conn, draft, state, SYSTEM, signal, replace(told, on=None))
        save(conn, desk, Drafted(head=head, draft=draft, state=state, before=before))
        signals.noted(conn, wanted, note.seq)
        return 1


def _case_of(source: str, target: str, wanted: ToNote) -> str:
    return source if wanted.side == SOURCE else target
