"""A case that was handed over ends here when its receiver has taken over the responsibility, and not before."""

from pathways.counting.oslo import civil_date
from pathways.engine.acts import refold
from pathways.engine.closing import write_closing
from pathways.engine.draft import Draft
from pathways.engine.library import Library
from pathways.engine.signal_notes import Told
from pathways.engine.taken_along import require_reporters_told
from pathways.machine.order import place_of
from pathways.machine.state import MOVED, CaseState
from pathways.model.record import Actor, Content, Happened, Kind
from pathways.model.signal import MOVE, Signal, Step
from pathways.store import events
from pathways.store.connection import Connection

TO, ON, SIGNAL = "to", "on", "signal"
"""The values: the service it goes to, the civil date of the move or of the taking over, and the message."""


def close_moved(  # noqa: PLR0913, PLR0917 (a step of a message, in the case that sent it)
    definitions: Library,
    conn: Connection,
    draft: Draft,
    state: CaseState,
    actor: Actor,
    signal: Signal,
    told: Told,
) -> CaseState:
    """The case after a step of its message: closed where the whole of it is taken over, else as it was.

    Raises: EventRefusedError with the acts that were recorded here of days after that one, or with what is owed
    to those who reported still: nobody there can answer them.
    """
    if signal.message != MOVE or told.step is not Step.taken_over or state.closed:
        return state
    require_reporters_told(definitions, state)
    today = civil_date(draft.now)
    on = told.on or today
    happened = Happened(on=on, at=draft.now if on == today else None)
    data = {TO: signal.to_service, ON: on.isoformat(), SIGNAL: signal.signal_id}
    content = Content(happened=happened, data=data, reason_codes=(), pins=(), warnings=())
    if state.last is None or place_of(happened, draft.now, draft.next_seq) >= state.last:
        write_closing(definitions, draft, state, actor, MOVED, content, {})
        return state
    records = (*events.read_case(conn, draft.case_id), *draft.records)
    record = draft.add_act(Kind.closed, actor, run="", name=MOVED, item="", content=content, texts={})
    return refold(definitions, draft, records, [record])
