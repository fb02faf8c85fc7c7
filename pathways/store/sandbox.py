"""The sandbox row: a movable clock, a seed, and a lock while somebody moves the clock. A real database has none."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select, update

from pathways.errors import IntegrityError
from pathways.store.tables import SANDBOX


@dataclass(frozen=True, slots=True, kw_only=True)
class Sandbox:
    """``now`` (UTC) is what the sandbox's clock shows; ``locked_until`` is real time."""

    now: datetime
    seed: str
    locked_by: str
    locked_until: datetime | None


def create(conn: Connection, *, now: datetime, seed: str) -> None:
    """Makes a new database a sandbox, for good."""
    conn.execute(insert(SANDBOX), {"id": 1, "now": now, "seed": seed, "locked_by": "", "locked_until": None})


def read(conn: Connection) -> Sandbox | None:
    """The sandbox; None in a real database. Raises: IntegrityError where its clock shows no instant."""
    try:
        row = conn.execute(select(SANDBOX)).one_or_none()
    except (ValueError, TypeError) as error:
        raise IntegrityError("store.unreadable_clock") from error
    if row is None:
        return None
    return Sandbox(now=row.now, seed=row.seed, locked_by=row.locked_by, locked_until=row.locked_until)


def set_clock(conn: Connection, now: datetime) -> bool:
    """Moves the clock forward to ``now``; False, and nothing moves, backwards or in a real database."""
    return conn.execute(update(SANDBOX).where(SANDBOX.c.now <= now).values(now=now)).rowcount == 1


def lock(conn: Connection, holder: str, *, real_now: datetime, until: datetime, gone: str = "") -> bool:
    """Keeps the clock for ``holder`` until ``until`` (real time); False when another holds it now.

    ``gone``: a holder that lives no more, and so holds nothing.
    """
    free = or_(SANDBOX.c.locked_by.in_(("", holder, gone)), SANDBOX.c.locked_until <= real_now)
    return conn.execute(update(SANDBOX).where(free).values(locked_by=holder, locked_until=until)).rowcount == 1


def unlock(conn: Connection, holder: str) -> None:
    """Gives the clock back, when ``holder`` still has it."""
    conn.execute(update(SANDBOX).where(SANDBOX.c.locked_by == holder).values(locked_by="", locked_until=None))
