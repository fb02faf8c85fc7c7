"""Tells the log of a case what the other side did with a message: each step once, in a transaction of its own.

Whoever took the step has answered already and holds no lock here. A step waits as a row until its log tells of it, so
nothing is lost when a process ends in between; the next tick, or the next command about messages, carries it.
"""

from dataclasses import replace
from datetime import datetime

from pathways.counting.oslo import civil_date
from pathways.engine.move_anew import UNDER_WAY, tell_anew
from pathways.engine.moved import close_moved
from pathways.engine.people import SYSTEM
from pathways.engine.signal_notes import Told, locked_signal, write_note
from pathways.engine.taken_along import owed_in, words_of
from pathways.engine.transaction import Desk, Drafted, begin_draft, pending_of, save, tried_again
from pathways.errors import PathwaysError
from pathways.machine.signalled import AT_SOURCE, AT_TARGET
from pathways.machine.state import CaseState
from pathways.machine.state_json import load
from pathways.model.signal import Signal, Step
from pathways.store import events, heads, signals
from pathways.store.database import Database
from pathways.store.signals import SOURCE, ToNote

BATCH = 500
"""Steps that are carried at a time."""


def carry(database: Database, desk: Desk, now: datetime) -> tuple[int, list[PathwaysError]]:
    """Carry what waits. How many steps were told, and what could not be; that stays, and nothing else is stopped.

    First of all whoever a case is handed over to is told what its sender owes by now, where that reads otherwise.
    """
    trouble: list[PathwaysError] = []
    for signal in _owe_otherwise(database, desk):
        try:
            tried_again(lambda each=signal: _told_anew(database, desk, each, now))  # type: ignore[misc]
        except PathwaysError as error:
            trouble.append(error)
    with database.read() as conn:
        waiting = signals.to_note(conn, BATCH)
    told = 0
    for each in waiting:
        try:
            told += tried_again(lambda each=each: _carried(database, desk, each, now))  # type: ignore[misc]
        except PathwaysError as error:
            trouble.append(error)
    return told, trouble


def _owe_otherwise(database: Database, desk: Desk) -> list[Signal]:
    """The messages of cases under way to another municipality that owe otherwise by now than these tell."""
    with database.read() as conn:
        moves = [each for each in signals.waiting_moves(conn) if each.status in UNDER_WAY and not each.untold]
        texts = heads.read_states(conn, [each.source_case for each in moves])
    return [each for each in moves if _owes_otherwise(desk, load(texts[each.source_case]), each)]


def _owes_otherwise(desk: Desk, state: CaseState, signal: Signal) -> bool:
    return tuple(each.written() for each in owed_in(desk.library, state)) != words_of(signal.shared)


def _told_anew(database: Database, desk: Desk, signal: Signal, now: datetime) -> None:
    with database.write() as conn:
        locked = heads.lock(conn, signal.source_case)
        there = signals.read(conn, signal.signal_id)
        if locked is None or there is None or there.status not in UNDER_WAY:
            return
        state, people = load(locked[1]), desk.people.on(civil_date(now))
        if not state.closed and _owes_otherwise(desk, state, there):
            records, owed = events.read_case(conn, signal.source_case), owed_in(desk.library, state)
            user, at = SYSTEM.user, max(now, locked[0].recorded_at)
            tell_anew(conn, desk.library, people, records, signal.signal_id, owed, user=user, now=at)


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
        about = step.seq if wanted.side == SOURCE and step.step is Step.taken_back else 0
        told = Told(step=step.step, service=step.service, on=step.on, shared=step.shared, about=about)
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
