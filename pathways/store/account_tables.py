"""Tables of those who log in: accounts, sessions, and the log of both. No secret lies in them as it is typed."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from pathways.store.base import Base, table_of
from pathways.store.columns import KeyText, PlainText


class AccountRow(Base, table=True):
    """One per person who may log in.

    ``password`` is what argon2id made of it, ``totp`` the secret of the one-time codes under the wrapping key of number
    ``wrapping``; both are NULL until the account is activated. ``totp_step`` is the last code that was used, so that it
    is never taken again. ``invite`` is a hash of the code that activates it.
    """

    __tablename__ = "account"
    user_id: str = Field(primary_key=True, sa_type=KeyText)
    password: str | None = Field(default=None, sa_type=PlainText)
    totp: str | None = Field(default=None, sa_type=PlainText)
    wrapping: int
    totp_step: int
    invite: str | None = Field(default=None, sa_type=KeyText)
    invite_until: datetime | None = None
    locked: bool


class LoginSessionRow(Base, table=True):
    """One log-in that lasts. ``token`` is the hash of what lies in the person's file."""

    __tablename__ = "login_session"
    __table_args__ = (Index("ix_login_session_user_id", "user_id"),)
    token: str = Field(primary_key=True, sa_type=KeyText)
    user_id: str = Field(sa_type=KeyText)
    os_account: str = Field(sa_type=KeyText)
    begun_at: datetime
    used_at: datetime
    ends_at: datetime


class SecurityRow(Base, table=True):
    """What happened to an account, or at its door. ``mark`` finds the attempts that belong together. Only grows."""

    __tablename__ = "security_log"
    __table_args__ = (Index("ix_security_log_mark", "mark"), Index("ix_security_log_user_id", "user_id"))
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    what: str = Field(sa_type=KeyText)
    detail: str = Field(sa_type=KeyText)
    user_id: str = Field(sa_type=KeyText)
    by_user: str = Field(sa_type=KeyText)
    os_account: str = Field(sa_type=KeyText)
    mark: str = Field(sa_type=KeyText)


ACCOUNT = table_of(AccountRow)
LOGIN_SESSION = table_of(LoginSessionRow)
SECURITY_LOG = table_of(SecurityRow)
