"""The keys of cases, each locked with a wrapping key that lies outside the database. Knows no cipher."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, insert, select, update

from pathways.store.hot import HotStatement
from pathways.store.tables import CASE_KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class WrappedKey:
    """The key of a case. ``wrapping`` is the number of the key it is locked with; ``wrapped`` None: destroyed."""

    case_id: str
    key_id: str
    wrapping: int
    wrapped: str | None


_READ = HotStatement(
    select(CASE_KEY.c.key_id, CASE_KEY.c.wrapping, CASE_KEY.c.wrapped).where(CASE_KEY.c.case_id == bindparam("of_case"))
)
_INSERT = HotStatement(insert(CASE_KEY), CASE_KEY.c.keys())


def read(conn: Connection, case_id: str) -> WrappedKey | None:
    """The key of a case; None where it never had one."""
    for key_id, wrapping, wrapped in _READ.rows(conn, {"of_case": case_id}):
        return WrappedKey(case_id=case_id, key_id=key_id, wrapping=wrapping, wrapped=wrapped)
    return None


def keep(conn: Connection, key: WrappedKey) -> None:
    """Keeps the key of a case that has none. The head of the case is locked by whoever calls."""
    _INSERT.run(
        conn,
        {"case_id": key.case_id, "key_id": key.key_id, "wrapping": key.wrapping, "wrapped": key.wrapped},
    )


def under_others(conn: Connection, wrapping: int, *, after: str, limit: int) -> tuple[WrappedKey, ...]:
    """Keys that are not locked with ``wrapping``, by case id from behind ``after``; destroyed ones are none."""
    wanted = (
        select(CASE_KEY)
        .where(CASE_KEY.c.wrapping != wrapping, CASE_KEY.c.wrapped.is_not(None), CASE_KEY.c.case_id > after)
        .order_by(CASE_KEY.c.case_id)
        .limit(limit)
    )
    return tuple(
        WrappedKey(case_id=row.case_id, key_id=row.key_id, wrapping=row.wrapping, wrapped=row.wrapped)
        for row in conn.execute(wanted)
    )


def rewrap(conn: Connection, pairs: Sequence[tuple[WrappedKey, WrappedKey]]) -> int:
    """Puts the second of each pair in the place of the first, where that is still what lies there; how many."""
    done = 0
    for old, new in pairs:
        same = (CASE_KEY.c.case_id == old.case_id) & (CASE_KEY.c.wrapped == old.wrapped)
        changed = update(CASE_KEY).where(same).values(wrapping=new.wrapping, wrapped=new.wrapped)
        done += conn.execute(changed).rowcount
    return done


def samples(conn: Connection) -> tuple[WrappedKey, ...]:
    """One key of those that each wrapping key locks; none of destroyed ones."""
    there = CASE_KEY.c.wrapped.is_not(None)
    firsts = select(func.min(CASE_KEY.c.case_id)).where(there).group_by(CASE_KEY.c.wrapping)
    found = (read(conn, case_id) for case_id in conn.execute(firsts).scalars().all())
    return tuple(each for each in found if each is not None)


def counts(conn: Connection) -> Mapping[int, int]:
    """How many keys are locked with each wrapping key, by its number; destroyed ones are not counted."""
    there = CASE_KEY.c.wrapped.is_not(None)
    rows = conn.execute(select(CASE_KEY.c.wrapping, func.count()).where(there).group_by(CASE_KEY.c.wrapping))
    return dict(sorted((int(row[0]), int(row[1])) for row in rows))
