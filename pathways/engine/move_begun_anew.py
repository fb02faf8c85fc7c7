"""Lays the messages aside by which a case was to move before, and that were taken back, once its move is begun anew.

In the transaction of the new one; until then, or until somebody drops them, they are red (docs/adr/0032).
"""

from pathways.engine.draft import Draft
from pathways.engine.library import Library
from pathways.engine.signal_notes import Told, add_step, locked_signal, write_note
from pathways.machine.signalled import AT_SOURCE
from pathways.machine.state import CaseState
from pathways.messages import say
from pathways.model.record import Actor
from pathways.model.signal import MOVE, Step
from pathways.store import signals
from pathways.store.connection import Connection
from pathways.store.signals import Noting


def settle_taken_back(
    conn: Connection, library: Library, draft: Draft, state: CaseState, actor: Actor, anew: str
) -> None:
    """Drop what was taken back of the moves of a locked case, and say in its log that ``anew`` takes its place."""
    moves = [each for each in signals.sent_by_case(conn, draft.case_id) if each.message == MOVE]
    for each in moves:
        if not (each.taken_back and each.red):
            continue
        signal = locked_signal(conn, each.signal_id)
        reason = say("moving.begun_anew", signal=anew)
        told = Told(step=Step.dropped, service=signal.source_service, reason=reason)
        note = write_note(library, draft, state, actor, signal, told, side=AT_SOURCE)
        add_step(conn, signal, told, Noting(source=note.seq), user=actor.user, at=draft.now)
