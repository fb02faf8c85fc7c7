"""Every table of the store. Rows are dumb: SQLModel validates no table, so nothing here is trusted to check.

The hot path speaks SQLAlchemy Core over the ``Table`` constants at the end. Instants are UTC. Names and ids are
``KeyText`` (sorted alike on both databases), JSON is canonical text: the bytes that are hashed are the bytes kept.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, Row, Select, text
from sqlmodel import Field

from pathways.store import account_tables, signal_tables  # noqa: F401 (in the metadata wherever these are)
from pathways.store.base import Base, table_of
from pathways.store.columns import KeyText, PlainText


class CaseHeadRow(Base, table=True):
    """One per case, narrow: locked and updated by every event. ``version`` is the last seq, 0 before the first."""

    __tablename__ = "case_head"
    __table_args__ = (
        Index("ix_case_head_worklist", "service", "next_due", "case_id"),
        # For those who see one place, or their own cases alone: a list costs nothing for what is foreign to them.
        Index("ix_case_head_place", "holder_service", "next_due", "case_id"),
        Index("ix_case_head_own", "holder_person", "next_due", "case_id"),
        # Those of open cases alone, made last, for SQLite takes the last of two that serve alike: what a person, a unit
        # or a service has to do costs nothing for what is over.
        *(
            Index(
                f"ix_case_head_{holder}",
                holder,
                "next_due",
                "case_id",
                sqlite_where=text("ended = 0"),
                postgresql_where=text("NOT ended"),
            )
            for holder in ("holder_person", "holder_unit", "holder_service")
        ),
    )
    case_id: str = Field(primary_key=True, sa_type=KeyText)
    service: str = Field(sa_type=KeyText)
    number: int
    opened_at: datetime
    recorded_at: datetime
    version: int
    head_hash: str = Field(sa_type=KeyText)
    next_due: datetime | None = None
    ended: bool
    holder_service: str = Field(sa_type=KeyText)
    holder_unit: str = Field(sa_type=KeyText)
    holder_person: str = Field(sa_type=KeyText)


class CaseStateRow(Base, table=True):
    """The projection of a case, wide: the machine's JSON. Can be rebuilt from the log at any time."""

    __tablename__ = "case_state"
    case_id: str = Field(primary_key=True, foreign_key="case_head.case_id", sa_type=KeyText)
    state: str = Field(sa_type=PlainText)


class EventRow(Base, table=True):
    """One recorded event. ``envelope`` is the exact text that is hashed; never changed, never deleted."""

    __tablename__ = "event"
    case_id: str = Field(primary_key=True, foreign_key="case_head.case_id", sa_type=KeyText)
    seq: int = Field(primary_key=True)
    event_id: str = Field(unique=True, sa_type=KeyText)
    recorded_at: datetime
    envelope: str = Field(sa_type=PlainText)
    prev_hash: str = Field(sa_type=KeyText)
    hash: str = Field(sa_type=KeyText)
    standing_digest: str = Field(sa_type=KeyText)


class PayloadRow(Base, table=True):
    """The sealed texts of an event beside the chain. ``salt`` and ``texts`` are NULL once destroyed."""

    __tablename__ = "payload"
    __table_args__ = (ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),)
    case_id: str = Field(primary_key=True, sa_type=KeyText)
    seq: int = Field(primary_key=True)
    salt: str | None = Field(default=None, sa_type=KeyText)
    texts: str | None = Field(default=None, sa_type=PlainText)


class DerivationRow(Base, table=True):
    """How the dates that an event set or moved came to be, as told then: canonical JSON. Never changed."""

    __tablename__ = "derivation"
    __table_args__ = (ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),)
    case_id: str = Field(primary_key=True, sa_type=KeyText)
    seq: int = Field(primary_key=True)
    text: str = Field(sa_type=PlainText)


class TimerRow(Base, table=True):
    """What is pending only, clustered by due instant. Deleted when it fires: the log is the history."""

    __tablename__ = "timer"
    __table_args__ = (Index("uq_timer_case_id_key", "case_id", "key", unique=True), {"sqlite_with_rowid": False})
    due_at: datetime = Field(primary_key=True)
    case_id: str = Field(primary_key=True, foreign_key="case_head.case_id", sa_type=KeyText)
    key: str = Field(primary_key=True, sa_type=KeyText)


OF_MESSAGE = "title_key = 'notices.message'"
"""The notices of messages between services, which are looked for by the message (``item``)."""

PROPOSED = "title_key = 'notices.proposal' AND cancelled_at IS NULL"
"""The notices that something waits for an approval; written out, as an index over a few rows is only then used."""


class NoticeRow(Base, table=True):
    """The inbox: what a person is to be told, and the record that it was. Never deleted.

    ``case_id`` is NULL where it is of a message that is in no case of whoever is told.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_inbox", "recipient", "created_at", "notice_id"),
        Index("ix_notice_case_id", "case_id"),
        Index("ix_notice_proposal", "case_id", sqlite_where=text(PROPOSED), postgresql_where=text(PROPOSED)),
        Index("ix_notice_message", "item", sqlite_where=text(OF_MESSAGE), postgresql_where=text(OF_MESSAGE)),
        # Deadlines are by far the most, and nobody asks for them all at once.
        Index(
            "ix_notice_title_key",
            "title_key",
            "created_at",
            sqlite_where=text("title_key != 'notices.deadline'"),
            postgresql_where=text("title_key != 'notices.deadline'"),
        ),
    )
    notice_id: str = Field(primary_key=True, sa_type=KeyText)
    case_id: str | None = Field(default=None, foreign_key="case_head.case_id", sa_type=KeyText)
    seq: int
    run: str = Field(sa_type=KeyText)
    deadline: str = Field(sa_type=KeyText)
    item: str = Field(sa_type=KeyText)
    rung: str = Field(sa_type=KeyText)
    recipient: str = Field(sa_type=KeyText)
    role: str = Field(sa_type=KeyText)
    escalate: bool
    title_key: str = Field(sa_type=KeyText)
    due_on: date | None = None
    created_at: datetime
    read_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_why: str = Field(sa_type=KeyText)
    supersedes: str = Field(sa_type=KeyText)


class DeliveryRow(Base, table=True):
    """The outbox: one notice through one channel."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("status IN ('pending','claimed','sent','cancelled','failed','unknown')", name="status"),
        Index(
            "ix_delivery_waiting",
            "status",
            "next_at",
            sqlite_where=text("status IN ('pending','claimed','unknown')"),
            postgresql_where=text("status IN ('pending','claimed','unknown')"),
        ),
    )
    notice_id: str = Field(primary_key=True, foreign_key="notice.notice_id", sa_type=KeyText)
    channel: str = Field(primary_key=True, sa_type=KeyText)
    status: str = Field(sa_type=KeyText)
    attempts: int
    next_at: datetime
    token: str = Field(sa_type=KeyText)
    lease_until: datetime | None = None
    message_id: str = Field(sa_type=KeyText)
    last_error: str = Field(sa_type=PlainText)
    updated_at: datetime


class IdempotencyRow(Base, table=True):
    """A command that was carried out, by the key its sender gave in a data area, with the answer it got."""

    __tablename__ = "idempotency"
    area: str = Field(primary_key=True, sa_type=KeyText)
    key: str = Field(primary_key=True, sa_type=KeyText)
    fingerprint: str = Field(sa_type=KeyText)
    case_id: str = Field(sa_type=KeyText)
    answer: str = Field(sa_type=PlainText)


class AccessRow(Base, table=True):
    """Who read or was refused what, on which basis. Only grows."""

    __tablename__ = "access_log"
    # Who has seen a case, and what somebody has seen, newest first: a page costs the same however long the log is.
    __table_args__ = (
        Index("ix_access_log_case_id", "case_id", "at", "id"),
        Index("ix_access_log_user_id", "user_id", "at", "id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    user_id: str = Field(sa_type=KeyText)
    roles: str = Field(sa_type=PlainText)
    os_account: str = Field(sa_type=KeyText)
    organisation: str = Field(sa_type=KeyText)
    basis: str = Field(sa_type=PlainText)
    purpose: str = Field(sa_type=PlainText)
    case_id: str = Field(sa_type=KeyText)
    information: str = Field(sa_type=PlainText)
    channel: str = Field(sa_type=KeyText)
    granted: bool
    reach: str = Field(sa_type=PlainText)


class SourceRow(Base, table=True):
    """A source text under its own SHA-256: definitions, counting rules, calendars, code lists, settings."""

    __tablename__ = "source"
    hash: str = Field(primary_key=True, sa_type=KeyText)
    kind: str = Field(sa_type=KeyText)
    origin: str = Field(sa_type=PlainText)
    text: str = Field(sa_type=PlainText)


class DigestSourceRow(Base, table=True):
    """Which texts, compiled together, gave a digest. A digest may have several such compilations."""

    __tablename__ = "digest_source"
    digest: str = Field(primary_key=True, sa_type=KeyText)
    compilation: str = Field(primary_key=True, sa_type=KeyText)
    source_hash: str = Field(primary_key=True, foreign_key="source.hash", sa_type=KeyText)


class CaseNumberRow(Base, table=True):
    """The last case number given for a prefix in a year."""

    __tablename__ = "case_number"
    prefix: str = Field(primary_key=True, sa_type=KeyText)
    year: int = Field(primary_key=True)
    last: int


class SandboxRow(Base, table=True):
    """One row in a sandbox, none in a real database: the movable clock, the seed, and who moves the clock now."""

    __tablename__ = "sandbox"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    now: datetime
    seed: str = Field(sa_type=KeyText)
    locked_by: str = Field(sa_type=KeyText)
    locked_until: datetime | None = None


class WorkerRow(Base, table=True):
    """Who holds a role that only one process may hold, and when it last ticked (real time)."""

    __tablename__ = "worker"
    role: str = Field(primary_key=True, sa_type=KeyText)
    holder: str = Field(sa_type=KeyText)
    lease_until: datetime
    last_tick_at: datetime | None = None


class RegisterCaseRow(Base, table=True):
    """Which case an id of the national register, or a service's own reference, was imported as, in which place."""

    __tablename__ = "register_case"
    external_type: str = Field(primary_key=True, sa_type=KeyText)
    place: str = Field(primary_key=True, sa_type=KeyText)
    external_id: str = Field(primary_key=True, sa_type=KeyText)
    case_id: str = Field(foreign_key="case_head.case_id", sa_type=KeyText)


class RegisterPartRow(Base, table=True):
    """Which part of the register an event was imported from: its type, id and start there, and which step of it."""

    __tablename__ = "register_part"
    __table_args__ = (ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),)
    case_id: str = Field(primary_key=True, sa_type=KeyText)
    seq: int = Field(primary_key=True)
    part_type: str = Field(sa_type=KeyText)
    part_id: str = Field(sa_type=KeyText)
    part_start: date
    step: str = Field(sa_type=KeyText)


class CheckpointRow(Base, table=True):
    """One checkpoint over all heads, as it was signed. The body is kept of the newest alone. Only grows."""

    __tablename__ = "checkpoint"
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    statement: str = Field(sa_type=PlainText)
    signature: str = Field(sa_type=KeyText)
    body: str = Field(sa_type=PlainText)


class OrganisationRow(Base, table=True):
    """One entry about the organisation: services, people, roles, absences. A chain of its own; only grows."""

    __tablename__ = "org_entry"
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    entry: str = Field(sa_type=PlainText)
    prev_hash: str = Field(sa_type=KeyText)
    hash: str = Field(sa_type=KeyText)


class CaseKeyRow(Base, table=True):
    """The key of a case, locked with a key that lies outside the database. ``wrapped`` is NULL once destroyed."""

    __tablename__ = "case_key"
    __table_args__ = (Index("ix_case_key_wrapping", "wrapping", "case_id"),)
    case_id: str = Field(primary_key=True, foreign_key="case_head.case_id", sa_type=KeyText)
    key_id: str = Field(sa_type=KeyText)
    wrapping: int
    wrapped: str | None = Field(default=None, sa_type=PlainText)


class PersonRow(Base, table=True):
    """One version of one field about one person of a case, as ciphertext. Older versions stay.

    ``seq`` is the event that tells who wrote it and when. ``token`` finds a version without opening it. ``due_on`` is
    the last day of something that ends; it lies here in the clear for the worker, which has no keys.
    """

    __tablename__ = "person"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"]),
        Index("ix_person_token", "token"),
        Index(
            "ix_person_due_on",
            "due_on",
            sqlite_where=text("due_on IS NOT NULL"),
            postgresql_where=text("due_on IS NOT NULL"),
        ),
    )
    case_id: str = Field(primary_key=True, sa_type=KeyText)
    subject: str = Field(primary_key=True, sa_type=KeyText)
    field: str = Field(primary_key=True, sa_type=KeyText)
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    seq: int
    sealed: str | None = Field(default=None, sa_type=PlainText)
    why: str | None = Field(default=None, sa_type=PlainText)
    token: str | None = Field(default=None, sa_type=KeyText)
    due_on: date | None = None


METADATA = Base.metadata

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]

CASE_HEAD = table_of(CaseHeadRow)
CASE_STATE = table_of(CaseStateRow)
EVENT = table_of(EventRow)
PAYLOAD = table_of(PayloadRow)
DERIVATION = table_of(DerivationRow)
TIMER = table_of(TimerRow)
NOTICE = table_of(NoticeRow)
DELIVERY = table_of(DeliveryRow)
IDEMPOTENCY = table_of(IdempotencyRow)
ACCESS_LOG = table_of(AccessRow)
SOURCE = table_of(SourceRow)
DIGEST_SOURCE = table_of(DigestSourceRow)
CASE_NUMBER = table_of(CaseNumberRow)
SANDBOX = table_of(SandboxRow)
WORKER = table_of(WorkerRow)
REGISTER_CASE = table_of(RegisterCaseRow)
REGISTER_PART = table_of(RegisterPartRow)
CHECKPOINT = table_of(CheckpointRow)
ORGANISATION = table_of(OrganisationRow)
CASE_KEY = table_of(CaseKeyRow)
PERSON = table_of(PersonRow)
