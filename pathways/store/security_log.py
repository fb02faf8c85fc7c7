"""The log of accounts and log-ins: what happened, to whose account, by whom. It only grows, and holds no secret."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select

from pathways.store.account_tables import SECURITY_LOG
from pathways.store.tables import AnyRow


class Happening(StrEnum):
    """What a row tells."""

    created = "created"
    reset = "reset"
    locked = "locked"
    unlocked = "unlocked"
    activated = "activated"
    login = "login"
    logout = "logout"
    refused = "refused"
    """An attempt that was wrong in something; ``detail`` tells in what."""
    throttled = "throttled"
    """An attempt that was not judged, as too many before it were wrong."""
    ended = "ended"
    """A session that was found to be over; ``detail`` tells why."""


_CALMING = (Happening.login, Happening.activated)
_FORGIVING = (Happening.unlocked, Happening.reset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One row. ``at`` is UTC; ``user`` whose account it is, empty where nobody has one of that name."""

    at: datetime
    what: Happening
    user: str
    os_account: str
    detail: str = ""
    by: str = ""
    """Who did it to the account of another; empty: the person, or whoever runs the command."""
    mark: str = ""
    """Finds attempts that belong together, and tells nothing of what was typed."""


def note(conn: Connection, noted: Noted) -> None:
    """Write one row."""
    conn.execute(
        insert(SECURITY_LOG),
        {
            "at": noted.at,
            "what": noted.what.value,
            "detail": noted.detail,
            "user_id": noted.user,
            "by_user": noted.by,
            "os_account": noted.os_account,
            "mark": noted.mark,
        },
    )


def failures(conn: Connection, mark: str, user: str, since: datetime) -> tuple[datetime, ...]:
    """When attempts with this mark were refused after ``since``, later than whatever forgave those before it."""
    log = SECURITY_LOG.c
    calmed = select(func.max(log.id)).where(log.mark == mark, log.what.in_(_CALMING)).scalar_subquery()
    forgave = select(func.max(log.id)).where(log.user_id == user, log.what.in_(_FORGIVING)).scalar_subquery()
    wanted = (
        select(log.at)
        .where(log.mark == mark, log.what == Happening.refused, log.at > since)
        .where(log.id > func.coalesce(calmed, 0), log.id > func.coalesce(forgave, 0))
        .order_by(log.id)
    )
    return tuple(row[0] for row in conn.execute(wanted))


def newest(conn: Connection, *, user: str | None, limit: int) -> tuple[Noted, ...]:
    """The newest rows of one account, or of all, newest first."""
    wanted = select(SECURITY_LOG).order_by(SECURITY_LOG.c.id.desc()).limit(limit)
    if user is not None:
        wanted = wanted.where(SECURITY_LOG.c.user_id == user)
    return tuple(_noted(row) for row in conn.execute(wanted))


def last_login(conn: Connection, user: str) -> datetime | None:
    """When somebody last logged in."""
    log = SECURITY_LOG.c
    wanted = select(log.at).where(log.user_id == user, log.what.in_(_CALMING)).order_by(log.id.desc()).limit(1)
    row = conn.execute(wanted).one_or_none()
    return None if row is None else row[0]


def _noted(row: AnyRow) -> Noted:
    return Noted(
        at=row.at,
        what=Happening(row.what),
        user=row.user_id,
        os_account=row.os_account,
        detail=row.detail,
        by=row.by_user,
        mark=row.mark,
    )
