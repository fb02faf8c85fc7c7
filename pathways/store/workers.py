"""Roles that one process at a time may hold, by a lease in real time. On SQLite one process ticks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, or_, select, update

from pathways.store.insertion import insert_missing
from pathways.store.tables import WORKER


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Who holds a role until when, and when it last ticked: real time, UTC."""

    role: str
    holder: str
    lease_until: datetime
    last_tick_at: datetime | None


def acquire(conn: Connection, role: str, holder: str, *, real_now: datetime, until: datetime) -> bool:
    """Takes or renews ``role`` for ``holder``; False while the lease of another runs."""
    row = {"role": role, "holder": holder, "lease_until": until, "last_tick_at": None}
    if insert_missing(conn, WORKER, [row]):
        return True
    free = or_(WORKER.c.holder.in_(("", holder)), WORKER.c.lease_until <= real_now)
    taken = update(WORKER).where(WORKER.c.role == role, free).values(holder=holder, lease_until=until)
    return conn.execute(taken).rowcount == 1


def release(conn: Connection, role: str, holder: str) -> None:
    """Gives ``role`` back, when ``holder`` still has it."""
    conn.execute(update(WORKER).where(WORKER.c.role == role, WORKER.c.holder == holder).values(holder=""))


def ticked(conn: Connection, role: str, holder: str, *, real_now: datetime) -> bool:
    """Notes a tick; False when ``holder`` has lost ``role``: then it must stop."""
    mine = update(WORKER).where(WORKER.c.role == role, WORKER.c.holder == holder)
    return conn.execute(mine.values(last_tick_at=real_now)).rowcount == 1


def read(conn: Connection, role: str) -> Worker | None:
    """Who holds ``role`` (an empty holder: nobody now); None when nobody ever did."""
    row = conn.execute(select(WORKER).where(WORKER.c.role == role)).one_or_none()
    if row is None:
        return None
    return Worker(role=row.role, holder=row.holder, lease_until=row.lease_until, last_tick_at=row.last_tick_at)
