"""The movable clock of a sandbox: time passes step by step, and whatever comes due on the way fires in order."""

import os
import socket
from collections.abc import Callable, Collection, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_clock, write_short
from pathways.engine.message_notices import next_message, tell_messages
from pathways.engine.reviewing import next_review, tell_reviews
from pathways.engine.sweep import BATCH, Swept, sweep
from pathways.engine.transaction import Desk
from pathways.errors import ConflictError, EventRefusedError
from pathways.model.record import Record
from pathways.store import sandbox, timers
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.timers import Timer

LOCK = timedelta(minutes=10)
"""How long a lock on the clock may outlive a process that died (real time); who lives renews it on the way."""

RENEW = LOCK / 4
"""How old the lock may be before it is renewed (real time)."""


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
    reviews: int = 0
    """In how many cases people were told that something about persons is to be looked at again."""
    messages: int = 0
    """Of how many messages between services people were told that they wait."""


def advance_clock(
    database: Database, desk: Desk, target: datetime, *, system: Clock, holder: str, deliver: Callable[[datetime], None]
) -> Generator[Step, None, None]:
    """Move the clock to ``target``, stopping at every instant at which something is due.

    ``deliver`` is called at every stop, so that a day's notices go out on that day. Workers keep still meanwhile.
    Raises: EventRefusedError (no sandbox, or backwards), ConflictError (somebody else moves the clock, or has taken it
    over because this process stood still for longer than the lock lasts).
    """
    with holding_clock(database, system, holder, target) as held:
        yield from stops(held, desk, target, deliver)


@contextmanager
def holding_clock(database: Database, system: Clock, holder: str, target: datetime) -> Iterator["Held"]:
    """The lock on the clock for the block, which moves it as far as ``target``. Raises as ``advance_clock``."""
    held = Held(database=database, holder=holder, system=system)
    held.take(target)
    try:
        yield held
    finally:
        with database.write() as conn:
            sandbox.unlock(conn, holder)


def stops(held: "Held", desk: Desk, target: datetime, deliver: Callable[[datetime], None]) -> Iterator[Step]:
    """The stops of a clock that is held on its way to ``target``, which it shows at the end; as ``advance_clock``."""
    database = held.database
    failed: set[str] = set()
    shown = SandboxClock(database=database)
    tell_messages(database, desk, shown.now())
    while True:
        due = _next_due(database, target, failed)
        others = _next_other(database, desk, shown.now(), target)
        if others is not None and (due is None or others < due.due_at):
            held.keep()
            at = _set(database, others)
            reviews, messages = tell_reviews(database, desk, at), tell_messages(database, desk, at)[0]
            deliver(at)
            if reviews or messages:
                yield Step(at=at, swept=Swept(), records=(), reviews=reviews, messages=messages)
            continue
        if due is None:
            break
        held.keep()
        at = _set(database, due.due_at)
        records: list[Record] = []
        swept = sweep(database, desk, at, told=partial(held.note, records))
        deliver(at)
        yield Step(at=at, swept=swept, records=tuple(records))
        failed |= swept.failed.keys()
        if swept.passed == 0:
            # A timer that nothing takes away, as its case is gone, is no reason to pass the others by.
            failed.add(due.case_id)
    held.keep()
    _set(database, target)


@dataclass(slots=True, kw_only=True)
class Held:
    """The lock on the clock, held by ``holder`` in real time."""

    database: Database
    holder: str
    system: Clock
    renew_at: datetime | None = None

    def take(self, target: datetime) -> None:
        """Take the lock, if it is free or has run out, for moving the clock to ``target``."""
        with self.database.write() as conn:
            row = sandbox.read(conn)
            if row is None:
                raise EventRefusedError("engine.not_a_sandbox")
            if target < row.now:
                raise EventRefusedError("engine.clock_back")
            gone = row.locked_by if is_gone(row.locked_by) else ""
            if not self._lock(conn, gone):
                until = row.locked_until or row.now
                day, at = write_short(civil_date(until)), write_clock(until)
                raise ConflictError("engine.clock_locked", by=row.locked_by, day=day, at=at)

    def keep(self) -> None:
        """Renew the lock where it has grown old. Raises ConflictError when another has taken it."""
        if self.renew_at is not None and self.system.now() >= self.renew_at:
            with self.database.write() as conn:
                if not self._lock(conn):
                    raise ConflictError("engine.clock_lost")

    def note(self, records: list[Record], batch: Sequence[Record]) -> None:
        """Keep what was recorded at this stop, and the lock."""
        records.extend(batch)
        self.keep()

    def _lock(self, conn: Connection, gone: str = "") -> bool:
        real_now = self.system.now()
        locked = sandbox.lock(conn, self.holder, real_now=real_now, until=real_now + LOCK, gone=gone)
        if locked:
            self.renew_at = real_now + RENEW
        return locked


def this_process() -> str:
    """What a process holds the clock as: its machine and its number there."""
    return f"{socket.gethostname()}:{os.getpid()}"


def is_gone(holder: str) -> bool:
    """Whether a holder, as ``this_process`` names it, is a process of this machine that lives no more."""
    host, _, number = holder.rpartition(":")
    if host != socket.gethostname() or not number.isdigit() or os.name != "posix":
        # Elsewhere asking after a process may end it.
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _next_other(database: Database, desk: Desk, after: datetime, target: datetime) -> datetime | None:
    """The next instant at which people are told of something that no timer is of: a review, a message that waits."""
    found = (next_review(database, desk, after, target), next_message(database, desk, after, target))
    return min((each for each in found if each is not None), default=None)


def _next_due(database: Database, target: datetime, failed: Collection[str]) -> Timer | None:
    """The next timer due up to ``target`` of a case that can be swept."""
    with database.read() as conn:
        due = timers.due(conn, target, BATCH * (1 + len(failed)))
    return next((timer for timer in due if timer.case_id not in failed), None)


def _set(database: Database, to: datetime) -> datetime:
    """Show ``to``, or leave the clock where it is when it is past that already; returns what it shows."""
    with database.write() as conn:
        sandbox.set_clock(conn, to)
        row = sandbox.read(conn)
    if row is None:
        raise EventRefusedError("engine.not_a_sandbox")
    return row.now
