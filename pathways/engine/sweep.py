"""The clock's own door: passes what is due, case by case, in bounded batches, each batch a transaction.

Candidates are picked without locks; then the case heads are locked in order of id, those that another worker holds
are left to it, and what is due is worked out anew under the lock (semantics 16). One bad case never stops the others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pathways.engine.draft import record_clock
from pathways.engine.handing import is_left
from pathways.engine.transaction import Desk, Drafted, begin_draft, hand_on, pending_of, save
from pathways.errors import DAMAGED
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.state_json import load
from pathways.model.record import Record
from pathways.store import heads, notices, timers
from pathways.store.connection import Connection
from pathways.store.database import Database, savepoint
from pathways.store.heads import Head

BATCH = 250
"""Timers looked at in one transaction."""


@dataclass(slots=True, kw_only=True)
class Swept:
    """What a sweep did. ``failed`` names cases that could not be swept, with the kind of error; they stay due."""

    passed: int = 0
    cases: int = 0
    failed: dict[str, str] = field(default_factory=dict)


def nobody(_records: Sequence[Record]) -> None:
    """Tells nobody."""


def sweep(
    database: Database,
    desk: Desk,
    now: datetime,
    stop: Callable[[], bool] = lambda: False,
    told: Callable[[Sequence[Record]], None] = nobody,
) -> Swept:
    """Pass everything due at ``now``, until nothing is left, only failing cases are, or ``stop`` says so.

    ``told`` is given the records of each batch once they are committed.
    """
    swept = Swept()
    held: set[str] = set()
    reach = BATCH
    while not stop():
        with database.read() as conn:
            due = timers.due(conn, now, reach + len(swept.failed) * BATCH)
        case_ids = sorted({timer.case_id for timer in due} - swept.failed.keys() - held)
        if not case_ids:
            return swept
        records = _sweep_batch(database, desk, now, case_ids, swept)
        if records is None:
            # Another worker is at these: leave them to it, and look one batch further, or the two would never share.
            held.update(case_ids)
            reach += BATCH
            continue
        swept.passed += len(records)
        told(records)
    return swept


def hand_on_left(database: Database, desk: Desk, now: datetime) -> int:
    """Hand on what lies unread with nobody who holds its role; how many cases it concerned.

    Who holds a role changes with the organisation and with the days, so once for each of these is enough.
    """
    with database.read() as conn:
        unread = tuple(notices.unread(conn))
        found = heads.read_many(conn, sorted({row.case_id for row in unread}))
    people = {case_id: desk.people_of(head, now) for case_id, head in found.items()}
    rows = (row for row in unread if row.case_id in people)
    left = sorted({row.case_id for row in rows if is_left(people[row.case_id], row.recipient, row.role)})
    for first in range(0, len(left), BATCH):
        with database.write() as conn:
            for head in heads.lock_many_skip_locked(conn, left[first : first + BATCH]):
                in_force = notices.ask_in_force_of_case(conn, head.case_id)()
                hand_on(conn, desk, desk.people_of(head, now), in_force, max(now, head.recorded_at))
    return len(left)


def _sweep_batch(
    database: Database, desk: Desk, now: datetime, case_ids: list[str], swept: Swept
) -> list[Record] | None:
    """One transaction over these cases; None when it came to nothing: others hold them, or have swept them."""
    records: list[Record] = []
    failed = len(swept.failed)
    with database.write() as conn:
        locked = heads.lock_many_skip_locked(conn, case_ids)
        states = heads.read_states(conn, [head.case_id for head in locked])
        for head in locked:
            try:
                with savepoint(conn):
                    records += _sweep_case(conn, desk, head, states[head.case_id], now)
                    swept.cases += 1
            except DAMAGED as error:
                swept.failed[head.case_id] = type(error).__name__
    return records if records or len(swept.failed) > failed else None


def _sweep_case(conn: Connection, desk: Desk, head: Head, text: str, now: datetime) -> list[Record]:
    state = load(text)
    before = pending_of(state)
    draft = begin_draft(desk, head, now, state)
    record_clock(draft, Fold(world=desk.library, state=state), clock_place(now))
    save(conn, desk, Drafted(head=head, draft=draft, state=state, before=before))
    return draft.records
