"""Deliveries that did not get through: what was given up while somebody still has to know of it, and what is under way.

Given up for a notice that its recipient has read since, or that no longer holds, is done: nobody misses anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from pathways.store.outbox import DeliveryStatus
from pathways.store.tables import DELIVERY, NOTICE


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenUp:
    """A delivery that was given up, of a notice that nobody has read. ``why`` holds no personal data."""

    notice_id: str
    recipient: str
    channel: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """Deliveries that senders have claimed; those of one that died are tried again from ``until``, real time (UTC)."""

    count: int
    until: datetime


def outstanding() -> ColumnElement[bool]:
    """Given up, and its notice neither read nor lapsed. To be asked of deliveries joined with their notices."""
    return and_(
        DELIVERY.c.status == DeliveryStatus.failed.value, NOTICE.c.read_at.is_(None), NOTICE.c.cancelled_at.is_(None)
    )


def given_up(conn: Connection) -> tuple[GivenUp, ...]:
    """What was given up and is still to be known, by recipient, notice and channel."""
    columns = (DELIVERY.c.notice_id, NOTICE.c.recipient, DELIVERY.c.channel, DELIVERY.c.last_error)
    rows = conn.execute(
        select(*columns)
        .join_from(DELIVERY, NOTICE, NOTICE.c.notice_id == DELIVERY.c.notice_id)
        .where(outstanding())
        .order_by(NOTICE.c.recipient, DELIVERY.c.notice_id, DELIVERY.c.channel)
    )
    return tuple(
        GivenUp(notice_id=row.notice_id, recipient=row.recipient, channel=row.channel, why=row.last_error)
        for row in rows
    )


def put_back(conn: Connection, which: Sequence[GivenUp], *, now: datetime) -> int:
    """Lets deliveries that were given up be tried anew from ``now`` (the database's clock); how many still were."""
    values = {"status": DeliveryStatus.pending.value, "attempts": 0, "next_at": now, "updated_at": now}
    return sum(conn.execute(update(DELIVERY).where(_failed(each)).values(values)).rowcount for each in which)


def drop(conn: Connection, which: Sequence[GivenUp], *, now: datetime, why: str) -> int:
    """Ends deliveries that were given up, for a reason that is kept with them; how many still were given up."""
    values = {"status": DeliveryStatus.cancelled.value, "message_id": "", "last_error": why, "updated_at": now}
    return sum(conn.execute(update(DELIVERY).where(_failed(each)).values(values)).rowcount for each in which)


def under_way(conn: Connection, real_now: datetime) -> UnderWay | None:
    """Deliveries that are claimed, with leases that run at ``real_now``; None when there are none."""
    count, until = conn.execute(
        select(func.count(), func.min(DELIVERY.c.lease_until)).where(
            DELIVERY.c.status == DeliveryStatus.claimed.value, DELIVERY.c.lease_until > real_now
        )
    ).one()
    return UnderWay(count=count, until=until) if count else None


def _failed(each: GivenUp) -> ColumnElement[bool]:
    return and_(
        DELIVERY.c.notice_id == each.notice_id,
        DELIVERY.c.channel == each.channel,
        DELIVERY.c.status == DeliveryStatus.failed.value,
    )
