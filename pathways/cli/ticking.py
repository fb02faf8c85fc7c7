"""One tick: what is due is passed, then the outbox is delivered. Never ends of one error; what went wrong is returned.

On SQLite one process ticks, by a lease in real time. On PostgreSQL all may; whoever holds the lease notes the tick.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from pathways.cli.delivering import Deliver, Delivered
from pathways.counting.oslo import civil_date
from pathways.engine.installation import Installation
from pathways.engine.reviewing import tell_reviews
from pathways.engine.sandbox import is_gone
from pathways.engine.signal_follow_up import follow_up
from pathways.engine.sweep import Swept, hand_on_left, sweep
from pathways.errors import ConflictError, PathwaysError
from pathways.store import sandbox, workers

ROLE = "ticker"
"""What ``doctor`` and the lease call whoever ticks."""


def being_moved(installation: Installation) -> bool:
    """Whether somebody moves the clock of the sandbox this moment: then workers keep still (semantics 6)."""
    if not installation.sandbox:
        return False
    with installation.database.read() as conn:
        row = sandbox.read(conn)
    if row is None or not row.locked_by or row.locked_until is None:
        return False
    return row.locked_until > installation.system.now() and not is_gone(row.locked_by)


@dataclass(slots=True, kw_only=True)
class Ticked:
    """What one tick did. ``still``: nothing, because the clock was being moved. ``trouble``: errors told, in words."""

    still: bool = False
    swept: Swept = field(default_factory=Swept)
    delivered: Delivered = field(default_factory=Delivered)
    trouble: list[PathwaysError] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Ticker:
    """Ticks one installation as ``holder``, a name for this process. ``lease`` is real time."""

    installation: Installation
    holder: str
    lease: timedelta
    deliver: Deliver
    _handed_on: tuple[int, date] | None = None
    """Up to which entry of the organisation, and on which day, what was left has been handed on."""

    def take(self) -> bool:
        """Take or renew the lease. Raises: ConflictError on SQLite, while another process holds it."""
        now = self.installation.system.now()
        database = self.installation.database
        with database.write() as conn:
            held = workers.acquire(conn, ROLE, self.holder, real_now=now, until=now + self.lease)
            other = None if held else workers.read(conn, ROLE)
        if other is not None and database.kind == "sqlite":
            minutes = max(1, -((now - other.lease_until) // timedelta(minutes=1)))
            raise ConflictError("engine.worker_runs", holder=other.holder, minutes=minutes)
        return held

    def give_back(self) -> None:
        """Let another process tick at once."""
        with self.installation.database.write() as conn:
            workers.release(conn, ROLE, self.holder)

    def tick(self, stop: Callable[[], bool] = lambda: False) -> Ticked:
        """Sweep and deliver, as far as they can be. Raises: ConflictError when the lease was lost on SQLite."""
        held = self.take()
        ticked = Ticked(still=being_moved(self.installation))
        if not ticked.still:
            now = self.installation.clock.now()
            self._sweep(ticked, now, stop)
            self._deliver(ticked, now)
        if held:
            with self.installation.database.write() as conn:
                workers.ticked(conn, ROLE, self.holder, real_now=self.installation.system.now())
        return ticked

    def _sweep(self, ticked: Ticked, now: datetime, stop: Callable[[], bool]) -> None:
        try:
            roster = self.installation.roster
            roster.refresh()
            reached = roster.organisation.seq, civil_date(now)
            if self._handed_on != reached:
                hand_on_left(self.installation.database, self.installation.desk, now)
                self._handed_on = reached
            ticked.swept = sweep(self.installation.database, self.installation.desk, now, stop)
            tell_reviews(self.installation.database, self.installation.desk, now)
            _, trouble = follow_up(self.installation.database, self.installation.desk, now)
            ticked.trouble += trouble
        except PathwaysError as error:
            ticked.trouble.append(error)

    def _deliver(self, ticked: Ticked, now: datetime) -> None:
        try:
            ticked.delivered = self.deliver(now)
        except PathwaysError as error:
            ticked.trouble.append(error)
