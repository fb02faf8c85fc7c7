"""What ``doctor`` asks of the tables: the newest event, what is overdue, and what waits in the outbox. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from pathways.store.outbox import OPEN, DeliveryStatus
from pathways.store.tables import CASE_HEAD, DELIVERY, NOTICE, TIMER


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
    """When the delivery that has waited longest was first to be tried."""
    waiting: int
    given_up: int
    next_try: datetime | None
    """When the next of those that wait is tried, by the database's clock."""
    setbacks: tuple[Setback, ...]
    """What waits after a failed attempt, and what was given up."""
    open_services: tuple[str, ...]
    """Services that have a case which has not ended, sorted."""
    for_nobody: tuple[str, ...]
    """Roles that unread notices are addressed to and nobody held, sorted."""


def examine(conn: Connection, before: datetime) -> Health:
    """The state of things; timers due ``before`` an instant of the database's clock (UTC) count as overdue."""
    cases, newest = conn.execute(select(func.count(), func.max(CASE_HEAD.c.recorded_at)).select_from(CASE_HEAD)).one()
    overdue = conn.execute(select(func.count()).select_from(TIMER).where(TIMER.c.due_at < before)).scalar_one()
    beside = DELIVERY.join(NOTICE, NOTICE.c.notice_id == DELIVERY.c.notice_id)
    times = (func.min(NOTICE.c.created_at), func.min(DELIVERY.c.next_at))
    waiting, oldest, next_try = conn.execute(
        select(func.count(), *times).select_from(beside).where(DELIVERY.c.status.in_(OPEN))
    ).one()
    given_up = conn.execute(
        select(func.count()).select_from(DELIVERY).where(DELIVERY.c.status == DeliveryStatus.failed.value)
    ).scalar_one()
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
        given_up=given_up,
        next_try=next_try,
        setbacks=_setbacks(conn),
        open_services=tuple(services),
        for_nobody=tuple(roles),
    )


def _setbacks(conn: Connection) -> tuple[Setback, ...]:
    alike = (DELIVERY.c.channel, DELIVERY.c.status, DELIVERY.c.last_error)
    shown = (*OPEN, DeliveryStatus.failed.value)
    rows = conn.execute(
        select(*alike, func.count().label("number"))
        .where(DELIVERY.c.status.in_(shown), DELIVERY.c.last_error != "")
        .group_by(*alike)
        .order_by(*alike)
    )
    return tuple(
        Setback(channel=row.channel, status=DeliveryStatus(row.status), why=row.last_error, count=row.number)
        for row in rows
    )
