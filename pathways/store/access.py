"""The access log: who read, or was refused, what, on which basis (pasientjournalloven § 22 a). It only grows."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import DBAPIError

from pathways.errors import UnavailableError
from pathways.store.tables import ACCESS_LOG, AnyRow

ALL = "*"
"""Stands for the case id where every case is read."""

LOCKED = "55P03"
"""SQLSTATE of a lock that could not be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One reading. ``at`` is UTC; ``information`` names what was shown, never its values; ``granted``: or refused."""

    at: datetime
    user: str
    roles: tuple[str, ...]
    os_account: str
    organisation: str
    basis: str
    purpose: str
    case_id: str
    information: str
    channel: str
    granted: bool
    reach: str = ""
    """Of a reading of all cases, JSON: where those lay that the reader reached then; empty: every case there was.

    Of a row of no case: the service in which that lies which it is of; empty: none."""


def record(conn: Connection, access: Access) -> None:
    """Writes one row, before anything is shown.

    Raises: UnavailableError when it was not written, also where something swallows it: then nothing may be shown.
    """
    try:
        written = _insert(conn, access)
    except DBAPIError as error:
        if error.connection_invalidated or getattr(error.orig, "sqlstate", None) == LOCKED:
            raise
        raise UnavailableError("store.no_access_log") from error
    if not written:
        raise UnavailableError("store.no_access_log")


def _insert(conn: Connection, access: Access) -> bool:
    inserted = conn.execute(
        insert(ACCESS_LOG).returning(ACCESS_LOG.c.id),
        {
            "at": access.at,
            "user_id": access.user,
            "roles": json.dumps(access.roles, ensure_ascii=False),
            "os_account": access.os_account,
            "organisation": access.organisation,
            "basis": access.basis,
            "purpose": access.purpose,
            "case_id": access.case_id,
            "information": access.information,
            "channel": access.channel,
            "granted": access.granted,
            "reach": access.reach,
        },
    )
    return inserted.one_or_none() is not None


def of_case(conn: Connection, case_id: str, *, limit: int) -> tuple[Access, ...]:
    """The newest readings of a case, those of every case among them, newest first."""
    wanted = select(ACCESS_LOG).where(ACCESS_LOG.c.case_id.in_((case_id, ALL))).order_by(ACCESS_LOG.c.id.desc())
    return tuple(from_row(row) for row in conn.execute(wanted.limit(limit)))


def of_user(conn: Connection, user: str, *, limit: int) -> tuple[Access, ...]:
    """The newest readings by a person, newest first."""
    wanted = select(ACCESS_LOG).where(ACCESS_LOG.c.user_id == user).order_by(ACCESS_LOG.c.id.desc())
    return tuple(from_row(row) for row in conn.execute(wanted.limit(limit)))


def from_row(row: AnyRow) -> Access:
    """A reading as its row tells it."""
    return Access(
        at=row.at,
        user=row.user_id,
        roles=tuple(json.loads(row.roles)),
        os_account=row.os_account,
        organisation=row.organisation,
        basis=row.basis,
        purpose=row.purpose,
        case_id=row.case_id,
        information=row.information,
        channel=row.channel,
        granted=row.granted,
        reach=row.reach,
    )
