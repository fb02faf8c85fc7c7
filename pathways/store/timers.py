"""Timers: what is pending, ordered by due instant. A timer is armed, re-armed or taken away with the case's event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from pathways.store.hot import HotStatement
from pathways.store.tables import TIMER


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """An instant (UTC) at which something of a case is to be looked at. ``key`` is unique in its case."""

    due_at: datetime
    case_id: str
    key: str


_DELETE = HotStatement(delete(TIMER).where(TIMER.c.case_id == bindparam("of_case"), TIMER.c.key == bindparam("gone")))
_DELETE_ALL = delete(TIMER).where(TIMER.c.case_id == bindparam("of_case"))
_INSERT = HotStatement(insert(TIMER), TIMER.c.keys())
_ORDERED = select(TIMER.c.due_at, TIMER.c.case_id, TIMER.c.key).order_by(TIMER.c.due_at, TIMER.c.case_id, TIMER.c.key)
_DUE = HotStatement(_ORDERED.where(TIMER.c.due_at <= bindparam("now")).limit(bindparam("most")))
_OF_CASE = _ORDERED.where(TIMER.c.case_id == bindparam("of_case"))
_NEXT = select(func.min(TIMER.c.due_at).label("due_at"))


def replace(conn: Connection, case_id: str, remove: Sequence[str], add: Sequence[Timer]) -> None:
    """Takes the timers with the keys ``remove`` away (absent ones are fine), then arms ``add``.

    A timer that moves is in both. Raises: ValueError for a timer of another case.
    """
    if any(timer.case_id != case_id for timer in add):
        raise ValueError("a timer of another case")
    _DELETE.run_many(conn, [{"of_case": case_id, "gone": key} for key in remove])
    _INSERT.run_many(conn, [{"due_at": t.due_at, "case_id": case_id, "key": t.key} for t in add])


def replace_all(conn: Connection, case_id: str, timers: Sequence[Timer]) -> None:
    """Makes ``timers`` the only ones of a case: as benchmarks fill a base. The engine replaces some."""
    conn.execute(_DELETE_ALL, {"of_case": case_id})
    replace(conn, case_id, (), timers)


def due(conn: Connection, now: datetime, limit: int) -> tuple[Timer, ...]:
    """The first ``limit`` timers due at ``now`` or before, by due instant, case id and key. Locks nothing."""
    return tuple(_timer(*row) for row in _DUE.rows(conn, {"now": now, "most": limit}))


def of_case(conn: Connection, case_id: str) -> tuple[Timer, ...]:
    """The timers of a case, by due instant and key."""
    return tuple(_timer(*row) for row in conn.execute(_OF_CASE, {"of_case": case_id}))


def keys_of_case(conn: Connection, case_id: str) -> tuple[str, ...]:
    """The keys of the timers of a case, sorted, whatever their instants are."""
    return tuple(conn.execute(select(TIMER.c.key).where(TIMER.c.case_id == case_id).order_by(TIMER.c.key)).scalars())


def next_due(conn: Connection) -> datetime | None:
    """The earliest due instant (UTC) of all; None when nothing is pending."""
    earliest: datetime | None = conn.execute(_NEXT).scalar_one()
    return earliest


def _timer(due_at: datetime, case_id: str, key: str) -> Timer:
    return Timer(due_at=due_at, case_id=case_id, key=key)
