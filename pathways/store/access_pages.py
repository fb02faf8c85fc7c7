"""Pages of the access log, newest first: who has seen a case, and what somebody has seen. Reads only.

Each page is a piece of an index, so that it costs the same however many rows there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from pathways.store.access import ALL, Access, from_row
from pathways.store.tables import ACCESS_LOG, AnySelect


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class AccessKey:
    """Where a page ended: the next one begins behind it. ``at`` is UTC."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From an instant (UTC) on, and up to another without it; None: open to that side."""

    first: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A reading, and its place in the log."""

    key: AccessKey
    access: Access


def of_case(
    conn: Connection, case_id: str, span: Span, *, limit: int, after: AccessKey | None = None
) -> tuple[Logged, ...]:
    """Readings and refusals of a case, and readings of every case, the newest first."""
    # Two pieces of the index, each in its order; asked for together they would be sorted, all of them.
    pieces = [_read(conn, piece(ACCESS_LOG.c.case_id == named, span, limit, after)) for named in (case_id, ALL)]
    return tuple(islice(merge(*pieces, key=lambda each: each.key, reverse=True), limit))


def of_user(
    conn: Connection, user: str, span: Span, *, limit: int, after: AccessKey | None = None
) -> tuple[Logged, ...]:
    """What somebody has read or was refused, under the name they gave, the newest first."""
    return tuple(_read(conn, piece(ACCESS_LOG.c.user_id == user, span, limit, after)))


def count_of(conn: Connection, user: str, purpose: str, since: datetime) -> int:
    """How often somebody has looked, or was refused, for a purpose since an instant (UTC)."""
    rows = select(func.count()).select_from(ACCESS_LOG)
    wanted = rows.where(ACCESS_LOG.c.user_id == user, ACCESS_LOG.c.at >= since, ACCESS_LOG.c.purpose == purpose)
    return conn.execute(wanted).scalar_one()


def was_told(conn: Connection, case_id: str, information: str, since: datetime, user: str = "") -> bool:
    """Whether anybody, or ``user``, has looked at this of a case since an instant (UTC)."""
    whose = (ACCESS_LOG.c.case_id == case_id) & (ACCESS_LOG.c.at >= since)
    wanted = select(ACCESS_LOG.c.id).where(whose, ACCESS_LOG.c.information == information, ACCESS_LOG.c.granted)
    if user:
        wanted = wanted.where(ACCESS_LOG.c.user_id == user)
    return conn.execute(wanted.limit(1)).first() is not None


def piece(whose: ColumnElement[bool], span: Span, limit: int, after: AccessKey | None) -> AnySelect:
    """One stretch of an index: whose rows, between which instants, behind which row."""
    at, id_ = ACCESS_LOG.c.at, ACCESS_LOG.c.id
    wanted = select(ACCESS_LOG).where(whose)
    if span.first is not None:
        wanted = wanted.where(at >= span.first)
    if span.end is not None:
        wanted = wanted.where(at < span.end)
    if after is not None:
        # The first part is what the index is entered by; the second leaves out what the last page had of that instant.
        wanted = wanted.where(at <= after.at, or_(at < after.at, and_(at == after.at, id_ < after.id)))
    return wanted.order_by(at.desc(), id_.desc()).limit(limit)


def _read(conn: Connection, wanted: AnySelect) -> Iterator[Logged]:
    for row in conn.execute(wanted):
        yield Logged(key=AccessKey(at=row.at, id=row.id), access=from_row(row))
