"""The movable clock of a sandbox: time passes step by step, and whatever comes due on the way fires in order."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from pathways.clock import Clock
from pathways.engine.sweep import BATCH, Swept, sweep
from pathways.engine.transaction import Desk
from pathways.errors import ConflictError, EventRefusedError
from pathways.model.record import Record
from pathways.store import sandbox, timers
from pathways.store.database import Database

LOCK = timedelta(minutes=10)
"""How long a lock on the clock may outlive a process that died (real time)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxClock:
    """The clock of a sandbox database, as the database shows it."""

    database: Database

    def now(self) -> datetime:
        with self.database.read() as conn:
            row = sandbox.read(conn)
        if row is None:
            raise EventRefusedError("engine.not_a_sandbox")
        return row.now


def clock_of(database: Database, system: Clock) -> Clock:
    """The clock a database lives by: its own in a sandbox, else ``system``."""
    with database.read() as conn:
        return system if sandbox.read(conn) is None else SandboxClock(database=database)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stop of a moving clock: what was due at ``at``."""

    at: datetime
    swept: Swept
    records: tuple[Record, ...]
    """What was recorded at this stop."""


def advance_clock(
    database: Database, desk: Desk, target: datetime, *, system: Clock, holder: str, deliver: Callable[[datetime], None]
) -> Iterator[Step]:
    """Move the clock to ``target``, stopping at every instant at which something is due.

    ``deliver`` is called at every stop, so that a day's notices go out on that day. Workers keep still meanwhile.
    Raises: EventRefusedError (no sandbox, or backwards), ConflictError (somebody else moves the clock).
    """
    _take(database, target, system=system, holder=holder)
    try:
        failed: set[str] = set()
        while (due := _next_due(database, target, failed)) is not None:
            at = _set(database, due)
            records: list[Record] = []
            swept = sweep(database, desk, at, told=records.extend)
            deliver(at)
            yield Step(at=at, swept=swept, records=tuple(records))
            if swept.passed == 0 and swept.failed.keys() <= failed:
                break
            failed |= swept.failed.keys()
        _set(database, target)
    finally:
        with database.write() as conn:
            sandbox.unlock(conn, holder)


def _take(database: Database, target: datetime, *, system: Clock, holder: str) -> None:
    real_now = system.now()
    with database.write() as conn:
        row = sandbox.read(conn)
        if row is None:
            raise EventRefusedError("engine.not_a_sandbox")
        if target < row.now:
            raise EventRefusedError("engine.clock_back")
        if not sandbox.lock(conn, holder, real_now=real_now, until=real_now + LOCK):
            raise ConflictError("engine.clock_locked")


def _next_due(database: Database, target: datetime, failed: Collection[str]) -> datetime | None:
    """The next instant up to ``target`` at which something is due in a case that can be swept."""
    with database.read() as conn:
        due = timers.due(conn, target, BATCH * (1 + len(failed)))
    return next((timer.due_at for timer in due if timer.case_id not in failed), None)


def _set(database: Database, to: datetime) -> datetime:
    """Show ``to``, or leave the clock where it is when it is past that already; returns what it shows."""
    with database.write() as conn:
        sandbox.set_clock(conn, to)
        row = sandbox.read(conn)
    if row is None:
        raise EventRefusedError("engine.not_a_sandbox")
    return row.now
