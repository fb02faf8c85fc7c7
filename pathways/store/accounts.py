"""Accounts and sessions as they lie in the database. Knows no password and no code: only what was made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text, update

from pathways.store.account_tables import ACCOUNT, LOGIN_SESSION
from pathways.store.tables import AnyRow

_TURN = text("SELECT pg_advisory_xact_lock(7038401)")
"""A number of our own: one log-in at a time is judged, whoever it names, also where no row could be locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account. ``password`` and ``totp`` are None until it is activated; ``invite_until`` is UTC."""

    user: str
    password: str | None = None
    totp: str | None = None
    wrapping: int = 0
    """Number of the key that ``totp`` is locked with; 0: there is none."""
    totp_step: int = 0
    invite: str | None = None
    invite_until: datetime | None = None
    locked: bool = False

    @property
    def active(self) -> bool:
        """Whether a password and a secret were chosen."""
        return self.password is not None and self.totp is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginSession:
    """One log-in that lasts. Instants are UTC."""

    token: str
    user: str
    os_account: str
    begun_at: datetime
    used_at: datetime
    ends_at: datetime


def take_turn(conn: Connection) -> None:
    """Wait until no other log-in is judged. On SQLite whoever writes is alone anyway."""
    if conn.dialect.name == "postgresql":
        conn.execute(_TURN)


def read(conn: Connection, user: str) -> Account | None:
    """The account of a person."""
    row = conn.execute(select(ACCOUNT).where(ACCOUNT.c.user_id == user)).one_or_none()
    return None if row is None else _account(row)


def every(conn: Connection) -> tuple[Account, ...]:
    """Every account, by name."""
    return tuple(_account(row) for row in conn.execute(select(ACCOUNT).order_by(ACCOUNT.c.user_id)))


def keep(conn: Connection, account: Account) -> None:
    """Write an account, new or not."""
    values = {
        "password": account.password,
        "totp": account.totp,
        "wrapping": account.wrapping,
        "totp_step": account.totp_step,
        "invite": account.invite,
        "invite_until": account.invite_until,
        "locked": account.locked,
    }
    if not conn.execute(update(ACCOUNT).where(ACCOUNT.c.user_id == account.user).values(values)).rowcount:
        conn.execute(insert(ACCOUNT), {"user_id": account.user, **values})


def begin(conn: Connection, session: LoginSession) -> None:
    """Keep a new session."""
    conn.execute(
        insert(LOGIN_SESSION),
        {
            "token": session.token,
            "user_id": session.user,
            "os_account": session.os_account,
            "begun_at": session.begun_at,
            "used_at": session.used_at,
            "ends_at": session.ends_at,
        },
    )


def session(conn: Connection, token: str) -> LoginSession | None:
    """The session with this hash of a token."""
    row = conn.execute(select(LOGIN_SESSION).where(LOGIN_SESSION.c.token == token)).one_or_none()
    return None if row is None else _session(row)


def sessions_of(conn: Connection, user: str) -> tuple[LoginSession, ...]:
    """The sessions of a person, the oldest first; also those that nobody has found to be over."""
    wanted = select(LOGIN_SESSION).where(LOGIN_SESSION.c.user_id == user)
    return tuple(_session(row) for row in conn.execute(wanted.order_by(LOGIN_SESSION.c.begun_at)))


def touch(conn: Connection, token: str, now: datetime) -> bool:
    """Say that a session was used; False when it is gone."""
    wanted = update(LOGIN_SESSION).where(LOGIN_SESSION.c.token == token)
    return bool(conn.execute(wanted.values(used_at=now)).rowcount)


def end(conn: Connection, token: str) -> bool:
    """Let a session end; False when it is gone already."""
    return bool(conn.execute(delete(LOGIN_SESSION).where(LOGIN_SESSION.c.token == token)).rowcount)


def end_all(conn: Connection, user: str) -> int:
    """Let every session of a person end; how many there were."""
    return conn.execute(delete(LOGIN_SESSION).where(LOGIN_SESSION.c.user_id == user)).rowcount


def end_every(conn: Connection) -> tuple[str, ...]:
    """Let every session end; whose they were, one name for each."""
    found = conn.execute(select(LOGIN_SESSION.c.user_id).order_by(LOGIN_SESSION.c.user_id)).scalars()
    users = tuple(str(user) for user in found)
    conn.execute(delete(LOGIN_SESSION))
    return users


def under_keys(conn: Connection) -> Mapping[int, int]:
    """How many secrets are locked with each wrapping key, by its number."""
    there = ACCOUNT.c.totp.is_not(None)
    rows = conn.execute(select(ACCOUNT.c.wrapping, func.count()).where(there).group_by(ACCOUNT.c.wrapping))
    return dict(sorted((int(row[0]), int(row[1])) for row in rows))


def _account(row: AnyRow) -> Account:
    return Account(
        user=row.user_id,
        password=row.password,
        totp=row.totp,
        wrapping=row.wrapping,
        totp_step=row.totp_step,
        invite=row.invite,
        invite_until=row.invite_until,
        locked=row.locked,
    )


def _session(row: AnyRow) -> LoginSession:
    return LoginSession(
        token=row.token,
        user=row.user_id,
        os_account=row.os_account,
        begun_at=row.begun_at,
        used_at=row.used_at,
        ends_at=row.ends_at,
    )
