"""Compares what is stored of a case besides its log with what the log gives: nothing there may say anything else."""

from collections.abc import Iterator

from pathways.engine.replay import Replayed
from pathways.engine.transaction import is_over, pending_of
from pathways.machine.decide import Definitions
from pathways.machine.state import CaseState
from pathways.machine.state_json import load
from pathways.store import heads, timers
from pathways.store.connection import Connection

STATE, TIMERS, NEXT_DUE, HEAD = "state", "timers", "next_due", "head"
"""The projections of a case: what it is, what will be looked at when, the first of these, and the rest of its head."""


def drifted(conn: Connection, definitions: Definitions, replayed: Replayed) -> tuple[str, ...] | None:
    """Which projections differ from the replayed log, none when all is well; None when the case has moved on since.

    A case of which nothing but the log is left differs in all of them.
    """
    head = heads.read(conn, replayed.case_id)
    if head is None:
        return (STATE, TIMERS, NEXT_DUE, HEAD)
    if head.version != replayed.events:
        return None
    return tuple(_differing(conn, definitions, replayed, head))


def _differing(conn: Connection, definitions: Definitions, replayed: Replayed, head: heads.Head) -> Iterator[str]:
    state = load(replayed.state_text)
    if heads.read_state(conn, replayed.case_id) != replayed.state_text:
        yield STATE
    stored = frozenset((timer.due_at, timer.key) for timer in timers.of_case(conn, replayed.case_id))
    if stored != pending_of(state):
        yield TIMERS
    if head.next_due != state.next_due():
        yield NEXT_DUE
    if _described(head) != _as_replayed(definitions, replayed, state):
        yield HEAD


def _described(head: heads.Head) -> tuple[object, ...]:
    return head.service, head.number, head.opened_at, head.recorded_at, head.ended


def _as_replayed(definitions: Definitions, replayed: Replayed, state: CaseState) -> tuple[object, ...]:
    service = definitions.prepared(replayed.opened_as).pathway.service
    number = int(replayed.case_id.rpartition("-")[2])
    return service, number, replayed.first_recorded_at, replayed.last_recorded_at, is_over(definitions, state)
