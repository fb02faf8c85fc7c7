"""Traces of cases and events that are no longer there: what lies beside the log and names them still.

No proof of anything: whoever deletes a case can delete its traces too, and none of them lies inside a chain.
"""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Table, func, not_, select, true

from pathways.messages import say
from pathways.store.access import ALL
from pathways.store.findings import Finding, Reason
from pathways.store.tables import (
    ACCESS_LOG,
    CASE_HEAD,
    CASE_NUMBER,
    CASE_STATE,
    DELIVERY,
    EVENT,
    IDEMPOTENCY,
    NOTICE,
    PERSON,
    REGISTER_CASE,
    TIMER,
)

_NAMING: tuple[tuple[str, Table, ColumnElement[bool]], ...] = (
    ("notice", NOTICE, NOTICE.c.case_id.is_not(None)),
    ("timer", TIMER, true()),
    ("case_state", CASE_STATE, true()),
    ("register_case", REGISTER_CASE, true()),
    ("person", PERSON, true()),
    ("idempotency", IDEMPOTENCY, true()),
    ("access_log", ACCESS_LOG, ACCESS_LOG.c.granted & ACCESS_LOG.c.case_id.not_in(("", ALL))),
)
"""Tables whose rows name a case, and which of their rows do so of one that was there."""


def traces(conn: Connection) -> Iterator[Finding]:
    """Cases that are gone, then numbers, then notices and deliveries of what is not there. Reads only.

    A case of which there still are events is not told here: ``verify_all`` does.
    """
    gone = _gone(conn)
    for case_id, named in sorted(gone.items()):
        about = ", ".join(say(f"store.trace_{table}", count=count) for table, count in named)
        yield Finding(case_id=case_id, seq=0, reason=Reason.case_gone, about=about)
    yield from (finding for finding in _numbers(conn) if finding.case_id not in gone)
    yield from _beyond(conn)
    alone = select(func.count()).where(not_(select(NOTICE).where(NOTICE.c.notice_id == DELIVERY.c.notice_id).exists()))
    count = conn.execute(alone.select_from(DELIVERY)).scalar_one()
    if count:
        yield Finding(case_id="", seq=0, reason=Reason.delivery_alone, about=str(count))


def _gone(conn: Connection) -> dict[str, list[tuple[str, int]]]:
    """What still names each case that has neither a head nor an event: tables, and how many rows."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name, table, of_a_case in _NAMING:
        there = select(CASE_HEAD.c.case_id).where(CASE_HEAD.c.case_id == table.c.case_id).exists()
        logged = select(EVENT.c.case_id).where(EVENT.c.case_id == table.c.case_id).exists()
        rows = select(table.c.case_id, func.count()).where(of_a_case, not_(there), not_(logged))
        for case_id, count in conn.execute(rows.group_by(table.c.case_id)):
            found.setdefault(case_id, []).append((name, count))
    return found


def _numbers(conn: Connection) -> Iterator[Finding]:
    """Numbers that were given and have no case, and counters behind the cases there are: numbers have no gaps."""
    used: dict[tuple[str, str], set[int]] = {}
    known = select(CASE_HEAD.c.case_id).union(select(EVENT.c.case_id))
    for case_id in conn.execute(known).scalars():
        prefix, _, rest = case_id.partition("-")
        year, _, number = rest.partition("-")
        if number.isdecimal():
            used.setdefault((prefix, year), set()).add(int(number))
    given = {(row.prefix, str(row.year)): row.last for row in conn.execute(select(CASE_NUMBER))}
    for prefix, year in sorted({*used, *given}):
        numbers, last = used.get((prefix, year), set()), given.get((prefix, year), 0)
        for number in sorted(set(range(1, last + 1)) - numbers):
            yield Finding(case_id=f"{prefix}-{year}-{number:04d}", seq=0, reason=Reason.number_gone)
        if max(numbers, default=0) > last:
            yield Finding(case_id=f"{prefix}-{year}", seq=0, reason=Reason.number_behind, about=str(last))


def _beyond(conn: Connection) -> Iterator[Finding]:
    """Notices of events that the case does not have: the end of its log may have been removed."""
    last = select(func.max(EVENT.c.seq)).where(EVENT.c.case_id == NOTICE.c.case_id).scalar_subquery()
    rows = select(NOTICE.c.case_id, func.min(NOTICE.c.seq)).where(NOTICE.c.seq > last).group_by(NOTICE.c.case_id)
    for case_id, seq in conn.execute(rows.order_by(NOTICE.c.case_id)):
        yield Finding(case_id=case_id, seq=seq, reason=Reason.notice_beyond)
