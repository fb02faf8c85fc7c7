"""What ``doctor`` asks of the tables: the newest event, what is overdue, and what waits in the outbox. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, case, exists, func, or_, select

from pathways.store.outbox import OPEN, DeliveryStatus
from pathways.store.tables import CASE_HEAD, DELIVERY, NOTICE, TIMER
from pathways.store.undelivered import GivenUp, UnderWay, given_up, outstanding, under_way


@dataclass(frozen=True, slots=True, kw_only=True)
class Setback:
    """Deliveries through one channel that stand alike and failed alike. ``why`` holds no personal data."""

    channel: str
    status: DeliveryStatus
    why: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Counts over the whole database at one moment. Instants are UTC."""

    cases: int
    newest_event: datetime | None
    overdue: int
    """Timers that should have been passed before the instant asked about."""
    oldest_waiting: datetime | None
    """Since when the delivery that has waited longest has been in line."""
    waiting: int
    given_up: tuple[GivenUp, ...]
    """What is still to be known of what was given up."""
    under_way: UnderWay | None
    next_try: datetime | None
    """When the next of those that wait is tried, by the database's clock."""
    setbacks: tuple[Setback, ...]
    """What waits after a failed attempt, and what was given up and is still to be known."""
    open_services: tuple[str, ...]
    """Services that have a case which has not ended, sorted."""
    for_nobody: tuple[str, ...]
    """Roles that unread notices are addressed to and nobody held, sorted."""


def examine(conn: Connection, before: datetime, *, real_now: datetime) -> Health:
    """The state of things; timers due ``before`` an instant of the database's clock (UTC) count as overdue.

    Leases are real time: a delivery whose sender died waits from when its lease has run out at ``real_now``.
    """
    cases = conn.execute(select(func.count()).select_from(CASE_HEAD)).scalar_one()
    newest = _newest(conn)
    overdue = conn.execute(
        select(func.count())
        .select_from(TIMER)
        # One whose case is gone is never passed: it is told as a trace of that case.
        .where(TIMER.c.due_at < before, exists().where(CASE_HEAD.c.case_id == TIMER.c.case_id))
    ).scalar_one()
    beside = DELIVERY.join(NOTICE, NOTICE.c.notice_id == DELIVERY.c.notice_id)
    # What was put back is in line since then, and not since its notice was made.
    since = case((DELIVERY.c.attempts == 0, DELIVERY.c.updated_at), else_=NOTICE.c.created_at)
    times = (func.min(since), func.min(DELIVERY.c.next_at))
    orphaned = and_(DELIVERY.c.status == DeliveryStatus.claimed.value, DELIVERY.c.lease_until <= real_now)
    waiting, oldest, next_try = conn.execute(
        select(func.count(), *times).select_from(beside).where(or_(DELIVERY.c.status.in_(OPEN), orphaned))
    ).one()
    roles = conn.execute(
        select(NOTICE.c.role)
        .where(NOTICE.c.recipient == "", NOTICE.c.read_at.is_(None), NOTICE.c.cancelled_at.is_(None))
        .distinct()
        .order_by(NOTICE.c.role)
    ).scalars()
    service = CASE_HEAD.c.service
    services = conn.execute(select(service).where(CASE_HEAD.c.ended.is_(False)).distinct().order_by(service)).scalars()
    return Health(
        cases=cases,
        newest_event=newest,
        overdue=overdue,
        oldest_waiting=oldest,
        waiting=waiting,
        given_up=given_up(conn),
        under_way=under_way(conn, real_now),
        next_try=next_try,
        setbacks=_setbacks(conn),
        open_services=tuple(services),
        for_nobody=tuple(roles),
    )


def _newest(conn: Connection) -> datetime | None:
    """When the newest event was recorded; None also where a head holds no instant, which the logs then tell of."""
    try:
        newest: datetime | None = conn.execute(select(func.max(CASE_HEAD.c.recorded_at))).scalar_one()
    except (ValueError, TypeError):
        return None
    return newest


def _setbacks(conn: Connection) -> tuple[Setback, ...]:
    alike = (DELIVERY.c.channel, DELIVERY.c.status, DELIVERY.c.last_error)
    rows = conn.execute(
        select(*alike, func.count().label("number"))
        .join_from(DELIVERY, NOTICE, NOTICE.c.notice_id == DELIVERY.c.notice_id)
        .where(or_(DELIVERY.c.status.in_(OPEN), outstanding()), DELIVERY.c.last_error != "")
        .group_by(*alike)
        .order_by(*alike)
    )
    return tuple(
        Setback(channel=row.channel, status=DeliveryStatus(row.status), why=row.last_error, count=row.number)
        for row in rows
    )
