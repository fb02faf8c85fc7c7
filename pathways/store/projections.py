"""Writes what stands beside the log of a case anew: its projection, its timers, and the head but for its place.

Never touches ``version`` and ``head_hash``: they say where the chain ends, and no log can tell that of itself.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, func, select, union, update

from pathways.store import timers
from pathways.store.insertion import insert_missing
from pathways.store.tables import CASE_HEAD, CASE_STATE, EVENT
from pathways.store.timers import Timer

REBUILT = ("service", "number", "opened_at", "recorded_at", "next_due", "ended")
"""Columns of a head that follow from the log alone."""


def case_ids(conn: Connection, *, after: str, limit: int) -> tuple[str, ...]:
    """The ids that follow ``after`` (empty: from the first), in order: of every case with a head, an event, or both."""
    known = union(
        select(CASE_HEAD.c.case_id).where(CASE_HEAD.c.case_id > after),
        select(EVENT.c.case_id).where(EVENT.c.case_id > after),
    ).subquery()
    return tuple(conn.execute(select(known.c.case_id).order_by(known.c.case_id).limit(limit)).scalars())


def count_cases(conn: Connection) -> int:
    """How many cases have a head."""
    return int(conn.execute(select(func.count()).select_from(CASE_HEAD)).scalar_one())


def lock(conn: Connection, case_id: str) -> None:
    """Keeps every other writer from the case until the transaction ends, whether it has a projection or not."""
    head = select(CASE_HEAD.c.case_id).where(CASE_HEAD.c.case_id == case_id)
    conn.execute(head.with_for_update(key_share=True)).all()


def write(
    conn: Connection, case_id: str, *, head: Mapping[str, object], state: str, pending: Sequence[Timer] | None
) -> None:
    """Makes ``head`` (the columns of it that change) and ``state`` those of a locked case; ``pending`` its only timers.

    Timers are left as they are where ``pending`` is None. Raises: KeyError for a column that is not in ``REBUILT``.
    """
    if not head.keys() <= set(REBUILT):
        raise KeyError(*sorted(head.keys() - set(REBUILT)))
    if head:
        conn.execute(update(CASE_HEAD).where(CASE_HEAD.c.case_id == case_id).values(**head))
    insert_missing(conn, CASE_STATE, [{"case_id": case_id, "state": state}])
    conn.execute(update(CASE_STATE).where(CASE_STATE.c.case_id == case_id).values(state=state))
    if pending is not None:
        timers.replace_all(conn, case_id, pending)
