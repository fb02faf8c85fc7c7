"""The outbox: one notice through one channel, claimed by one sender at a time, outside any transaction of the engine.

A claim carries a token, and only who holds it may finish: a sender that slept through its lease changes nothing.
A lease that ran out leaves the outcome unknown, and the delivery is claimed again (same Message-ID).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, insert, or_, select, update

from pathways.store.hot import HotStatement
from pathways.store.notices import NAMES, Notice, insert_notices, notice_from
from pathways.store.tables import DELIVERY, NOTICE


class DeliveryStatus(StrEnum):
    """Where a delivery stands. ``failed`` is given up, and shown; ``unknown`` may or may not have been sent."""

    pending = "pending"
    claimed = "claimed"
    sent = "sent"
    cancelled = "cancelled"
    failed = "failed"
    unknown = "unknown"


MOST_AT_ONCE = 5_000
"""Deliveries that one sender takes in a round."""

OPEN = (DeliveryStatus.pending.value, DeliveryStatus.unknown.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One delivery as it is now. ``next_at`` is by the database's clock, ``lease_until`` real time; both UTC."""

    notice_id: str
    channel: str
    status: DeliveryStatus
    attempts: int
    next_at: datetime
    message_id: str
    last_error: str
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A delivery that the holder of ``token`` is to send. ``attempt`` counts from 1; ``again``: may be sent before.

    ``message_id`` is what the attempt before was sent under, or empty: sent again, it keeps it.
    """

    notice: Notice
    channel: str
    token: str
    attempt: int
    again: bool
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an attempt ended. ``pending`` with ``next_at`` tries again; ``last_error`` holds no personal data."""

    status: DeliveryStatus
    at: datetime
    next_at: datetime | None = None
    message_id: str = ""
    last_error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Deliveries that are tried again later; ``next_at`` (UTC, the database's clock) is when the first of them is."""

    count: int
    next_at: datetime


_DELIVERY_COLUMNS = (
    DELIVERY.c.notice_id,
    DELIVERY.c.channel,
    DELIVERY.c.status,
    DELIVERY.c.attempts,
    DELIVERY.c.next_at,
    DELIVERY.c.message_id,
    DELIVERY.c.last_error,
    DELIVERY.c.updated_at,
)
_INSERT = HotStatement(insert(DELIVERY), DELIVERY.c.keys())
_WAITS = and_(DELIVERY.c.status.in_(OPEN), DELIVERY.c.next_at <= bindparam("now"))
_FOR_WHOM = (
    select(NOTICE.c.recipient)
    .join_from(DELIVERY, NOTICE, NOTICE.c.notice_id == DELIVERY.c.notice_id)
    .where(_WAITS)
    .order_by(DELIVERY.c.next_at, DELIVERY.c.notice_id, DELIVERY.c.channel)
    .limit(bindparam("most"))
)
_WAITING = (
    select(
        *(NOTICE.c[name] for name in NAMES),
        DELIVERY.c.channel,
        DELIVERY.c.status,
        DELIVERY.c.attempts,
        DELIVERY.c.message_id,
    )
    .join_from(DELIVERY, NOTICE, NOTICE.c.notice_id == DELIVERY.c.notice_id)
    .where(_WAITS, NOTICE.c.recipient.in_(bindparam("people", expanding=True)))
    .order_by(DELIVERY.c.next_at, DELIVERY.c.notice_id, DELIVERY.c.channel)
    .limit(MOST_AT_ONCE)
    .with_for_update(skip_locked=True, of=DELIVERY)
)
_TAKE = (
    update(DELIVERY)
    .where(DELIVERY.c.notice_id == bindparam("id"), DELIVERY.c.channel == bindparam("by"))
    .values(
        status=DeliveryStatus.claimed.value,
        attempts=DELIVERY.c.attempts + 1,
        token=bindparam("new_token"),
        lease_until=bindparam("until"),
        updated_at=bindparam("at"),
    )
)
_EXPIRE = (
    update(DELIVERY)
    .where(DELIVERY.c.status == DeliveryStatus.claimed.value, DELIVERY.c.lease_until <= bindparam("real_now"))
    .values(status=DeliveryStatus.unknown.value, token="")
)

_CANCEL = HotStatement(
    update(NOTICE)
    .where(NOTICE.c.notice_id == bindparam("of_notice"), NOTICE.c.cancelled_at.is_(None))
    .values(cancelled_at=bindparam("at"), cancelled_why=bindparam("why"))
)
_CANCEL_DELIVERY = HotStatement(
    update(DELIVERY)
    .where(
        DELIVERY.c.notice_id == bindparam("of_notice"),
        or_(*(DELIVERY.c.status == status for status in OPEN)),
    )
    .values(
        status=DeliveryStatus.cancelled.value,
        # One that may have arrived keeps its Message-ID, which the inbox tells.
        message_id=case((DELIVERY.c.status == DeliveryStatus.unknown.value, DELIVERY.c.message_id), else_=""),
        updated_at=bindparam("at"),
    )
)


def add(conn: Connection, notices: Sequence[Notice], channels: Sequence[str]) -> None:
    """Puts notices into the inboxes, and one pending delivery of each for every channel into the outbox."""
    insert_notices(conn, notices)
    rows = [
        {
            "notice_id": notice.notice_id,
            "channel": channel,
            "status": DeliveryStatus.pending.value,
            "attempts": 0,
            "next_at": notice.created_at,
            "token": "",
            "lease_until": None,
            "message_id": "",
            "last_error": "",
            "updated_at": notice.created_at,
        }
        for notice in notices
        for channel in channels
    ]
    _INSERT.run_many(conn, rows)


def claim(
    conn: Connection, *, now: datetime, real_now: datetime, lease: timedelta, limit: int, token: str
) -> tuple[Claim, ...]:
    """Takes waiting deliveries for ``token`` until ``real_now + lease``: all of the people of the ``limit`` oldest.

    All that waits for one person is taken together, up to ``MOST_AT_ONCE`` in a round, so that it becomes one mail.

    ``now`` is the database's clock (a sandbox's may stand still); leases are real time. Nobody else gets the same
    ones: rows another sender is claiming this moment are skipped.
    """
    conn.execute(_EXPIRE, {"real_now": real_now})
    people = list(dict.fromkeys(conn.execute(_FOR_WHOM, {"now": now, "most": limit}).scalars()))
    rows = conn.execute(_WAITING, {"now": now, "people": people}).all()
    taken = [
        {"id": row.notice_id, "by": row.channel, "new_token": token, "until": real_now + lease, "at": now}
        for row in rows
    ]
    if taken:
        conn.execute(_TAKE, taken)
    return tuple(
        Claim(
            notice=notice_from(row),
            channel=row.channel,
            token=token,
            attempt=row.attempts + 1,
            again=row.status == DeliveryStatus.unknown.value,
            message_id=row.message_id,
        )
        for row in rows
    )


def address(conn: Connection, claim: Claim, message_id: str) -> bool:
    """Notes under which Message-ID a claimed delivery is about to be sent; False when the claim is no longer held."""
    return conn.execute(update(DELIVERY).where(_held(claim)).values(message_id=message_id)).rowcount == 1


def finish(conn: Connection, claim: Claim, outcome: Outcome) -> bool:
    """Notes how a claimed delivery ended; False, and nothing changed, when the claim is no longer held.

    One that is cancelled keeps its Message-ID only where it may have been sent under it before.
    """
    values: dict[str, object] = {
        "status": outcome.status.value,
        "token": "",
        "lease_until": None,
        "last_error": outcome.last_error,
        "updated_at": outcome.at,
    }
    if outcome.next_at is not None:
        values["next_at"] = outcome.next_at
    if outcome.message_id:
        values["message_id"] = outcome.message_id
    elif outcome.status is DeliveryStatus.cancelled and not claim.again:
        values["message_id"] = ""
    return conn.execute(update(DELIVERY).where(_held(claim)).values(values)).rowcount == 1


def cancel(conn: Connection, notice_ids: Sequence[str], *, at: datetime, why: str) -> None:
    """Marks notices whose reason has gone, and takes them out of the outbox where they still wait.

    They stay in the inbox, which tells what may have gone out: a cancelled delivery keeps its Message-ID only there.
    ``why`` is a catalogue key. One that is being sent this moment is left to its sender, who checks before sending.
    """
    rows = [{"of_notice": notice_id, "at": at, "why": why} for notice_id in notice_ids]
    _CANCEL.run_many(conn, rows)
    _CANCEL_DELIVERY.run_many(conn, [{"of_notice": notice_id, "at": at} for notice_id in notice_ids])


def deliveries(conn: Connection, notice_id: str) -> tuple[Delivery, ...]:
    """The deliveries of a notice, by channel."""
    wanted = select(*_DELIVERY_COLUMNS).where(DELIVERY.c.notice_id == notice_id).order_by(DELIVERY.c.channel)
    return tuple(
        Delivery(
            notice_id=row.notice_id,
            channel=row.channel,
            status=DeliveryStatus(row.status),
            attempts=row.attempts,
            next_at=row.next_at,
            message_id=row.message_id,
            last_error=row.last_error,
            updated_at=row.updated_at,
        )
        for row in conn.execute(wanted)
    )


def backing_off(conn: Connection, now: datetime) -> Waiting | None:
    """How many deliveries wait for a time after ``now`` (the database's clock), and the next of these; None: none."""
    later = select(func.count(), func.min(DELIVERY.c.next_at)).where(
        DELIVERY.c.status.in_(OPEN), DELIVERY.c.next_at > now
    )
    count, next_at = conn.execute(later).one()
    return Waiting(count=count, next_at=next_at) if count else None


def _held(claim: Claim) -> ColumnElement[bool]:
    return and_(
        DELIVERY.c.notice_id == claim.notice.notice_id,
        DELIVERY.c.channel == claim.channel,
        DELIVERY.c.token == claim.token,
        DELIVERY.c.status == DeliveryStatus.claimed.value,
    )
