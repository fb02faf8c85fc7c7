"""The first schema. Frozen: later changes are later revisions, and nothing here imports the tables of today."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from pathways.store.log_stays import statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WAITING = "status IN ('pending','claimed','unknown')"
HOLDERS = ("holder_service", "holder_unit", "holder_person")
STATUSES = "status IN ('pending','claimed','sent','cancelled','failed','unknown')"


def upgrade() -> None:
    """Makes every table."""
    _cases()
    _log()
    _vault()
    _notices()
    _records()
    _accounts()
    _signals()
    _sources()
    _housekeeping()
    for statement in statements(op.get_bind().dialect.name):
        op.execute(sa.text(statement))


def downgrade() -> None:
    """There is nothing before the first schema."""
    raise NotImplementedError


def _where(sqlite: str, postgresql: str) -> dict[str, Any]:
    """Of which rows a partial index is."""
    return {"sqlite_where": sa.text(sqlite), "postgresql_where": sa.text(postgresql)}


def _key(name: str, *, nullable: bool = False) -> sa.Column[str]:
    # Ids sort by code point on both databases.
    kind = sa.Text().with_variant(sa.String(collation="C"), "postgresql")
    return sa.Column(name, kind, nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _instant(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, autoincrement=False)


def _case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["case_id"], ["case_head.case_id"], name=f"fk_{table}_case_head")


def _cases() -> None:
    op.create_table(
        "case_head",
        _key("case_id"),
        _key("service"),
        _number("number"),
        _instant("opened_at"),
        _instant("recorded_at"),
        _number("version"),
        _key("head_hash"),
        _instant("next_due", nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        *(_key(holder) for holder in HOLDERS),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_head"),
    )
    op.create_index("ix_case_head_worklist", "case_head", ["service", "next_due", "case_id"])
    op.create_index("ix_case_head_place", "case_head", ["holder_service", "next_due", "case_id"])
    op.create_index("ix_case_head_own", "case_head", ["holder_person", "next_due", "case_id"])
    for holder in HOLDERS:
        op.create_index(
            f"ix_case_head_{holder}", "case_head", [holder, "next_due", "case_id"], **_where("ended = 0", "NOT ended")
        )
    op.create_table(
        "case_state",
        _key("case_id"),
        _text("state"),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_state"),
        _case("case_state"),
    )
    op.create_table(
        "timer",
        _instant("due_at"),
        _key("case_id"),
        _key("key"),
        sa.PrimaryKeyConstraint("due_at", "case_id", "key", name="pk_timer"),
        _case("timer"),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_timer_case_id_key", "timer", ["case_id", "key"], unique=True)


def _log() -> None:
    op.create_table(
        "event",
        _key("case_id"),
        _number("seq"),
        _key("event_id"),
        _instant("recorded_at"),
        _text("envelope"),
        _key("prev_hash"),
        _key("hash"),
        _key("standing_digest"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_event"),
        sa.UniqueConstraint("event_id", name="uq_event_event_id"),
        _case("event"),
    )
    op.create_table(
        "payload",
        _key("case_id"),
        _number("seq"),
        _key("salt", nullable=True),
        _text("texts", nullable=True),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_payload"),
        sa.ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"], name="fk_payload_event"),
    )
    op.create_table(
        "derivation",
        _key("case_id"),
        _number("seq"),
        _text("text"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_derivation"),
        sa.ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"], name="fk_derivation_event"),
    )


def _vault() -> None:
    op.create_table(
        "case_key",
        _key("case_id"),
        _key("key_id"),
        _number("wrapping"),
        _text("wrapped", nullable=True),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_key"),
        _case("case_key"),
    )
    op.create_index("ix_case_key_wrapping", "case_key", ["wrapping", "case_id"])
    op.create_table(
        "person",
        _key("case_id"),
        _key("subject"),
        _key("field"),
        _number("version"),
        _number("seq"),
        _text("sealed", nullable=True),
        _text("why", nullable=True),
        _key("token", nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("case_id", "subject", "field", "version", name="pk_person"),
        sa.ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"], name="fk_person_event"),
    )
    op.create_index("ix_person_token", "person", ["token"])
    due = sa.text("due_on IS NOT NULL")
    op.create_index("ix_person_due_on", "person", ["due_on"], sqlite_where=due, postgresql_where=due)


def _notices() -> None:
    op.create_table(
        "notice",
        _key("notice_id"),
        _key("case_id", nullable=True),
        _number("seq"),
        *(_key(name) for name in ("run", "deadline", "item", "rung", "recipient", "role")),
        sa.Column("escalate", sa.Boolean(), nullable=False),
        _key("title_key"),
        sa.Column("due_on", sa.Date(), nullable=True),
        _instant("created_at"),
        _instant("read_at", nullable=True),
        _instant("cancelled_at", nullable=True),
        _key("cancelled_why"),
        _key("supersedes"),
        sa.PrimaryKeyConstraint("notice_id", name="pk_notice"),
        _case("notice"),
    )
    op.create_index("ix_notice_inbox", "notice", ["recipient", "created_at", "notice_id"])
    op.create_index("ix_notice_case_id", "notice", ["case_id"])
    proposed, of_message = "title_key = 'notices.proposal' AND cancelled_at IS NULL", "title_key = 'notices.message'"
    op.create_index("ix_notice_proposal", "notice", ["case_id"], **_where(proposed, proposed))
    op.create_index("ix_notice_message", "notice", ["item"], **_where(of_message, of_message))
    other = "title_key != 'notices.deadline'"
    op.create_index("ix_notice_title_key", "notice", ["title_key", "created_at"], **_where(other, other))
    op.create_table(
        "delivery",
        _key("notice_id"),
        _key("channel"),
        _key("status"),
        _number("attempts"),
        _instant("next_at"),
        _key("token"),
        _instant("lease_until", nullable=True),
        _key("message_id"),
        _text("last_error"),
        _instant("updated_at"),
        sa.PrimaryKeyConstraint("notice_id", "channel", name="pk_delivery"),
        sa.CheckConstraint(STATUSES, name="ck_delivery_status"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.notice_id"], name="fk_delivery_notice"),
    )
    waiting = sa.text(WAITING)
    op.create_index(
        "ix_delivery_waiting", "delivery", ["status", "next_at"], sqlite_where=waiting, postgresql_where=waiting
    )


def _records() -> None:
    op.create_table(
        "idempotency",
        _key("area"),
        _key("key"),
        _key("fingerprint"),
        _key("case_id"),
        _text("answer"),
        sa.PrimaryKeyConstraint("area", "key", name="pk_idempotency"),
    )
    op.create_table(
        "access_log",
        sa.Column("id", sa.Integer(), nullable=False),
        _instant("at"),
        _key("user_id"),
        _text("roles"),
        _key("os_account"),
        _key("organisation"),
        _text("basis"),
        _text("purpose"),
        _key("case_id"),
        _text("information"),
        _key("channel"),
        sa.Column("granted", sa.Boolean(), nullable=False),
        _text("reach"),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
    )
    op.create_index("ix_access_log_case_id", "access_log", ["case_id", "at", "id"])
    op.create_index("ix_access_log_user_id", "access_log", ["user_id", "at", "id"])
    op.create_table(
        "checkpoint",
        _number("number"),
        _text("statement"),
        _key("signature"),
        _text("body"),
        sa.PrimaryKeyConstraint("number", name="pk_checkpoint"),
    )
    op.create_table(
        "org_entry",
        _number("seq"),
        _text("entry"),
        _key("prev_hash"),
        _key("hash"),
        sa.PrimaryKeyConstraint("seq", name="pk_org_entry"),
    )


def _accounts() -> None:
    op.create_table(
        "account",
        _key("user_id"),
        _text("password", nullable=True),
        _text("totp", nullable=True),
        _number("wrapping"),
        _number("totp_step"),
        _key("invite", nullable=True),
        _instant("invite_until", nullable=True),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name="pk_account"),
    )
    op.create_table(
        "login_session",
        _key("token"),
        _key("user_id"),
        _key("os_account"),
        _instant("begun_at"),
        _instant("used_at"),
        _instant("ends_at"),
        sa.PrimaryKeyConstraint("token", name="pk_login_session"),
    )
    op.create_index("ix_login_session_user_id", "login_session", ["user_id"])
    op.create_table(
        "security_log",
        sa.Column("id", sa.Integer(), nullable=False),
        _instant("at"),
        *(_key(name) for name in ("what", "detail", "user_id", "by_user", "os_account", "mark")),
        sa.PrimaryKeyConstraint("id", name="pk_security_log"),
    )
    op.create_index("ix_security_log_mark", "security_log", ["mark"])
    op.create_index("ix_security_log_user_id", "security_log", ["user_id"])


def _signals() -> None:
    later, declined = "source_seq = 0 OR target_seq = 0", "step = 'declined' AND case_id != ''"
    op.create_table(
        "signal",
        *(_key(name) for name in ("signal_id", "event_id", "link", "to_kind")),
        _key("source_case", nullable=True),
        _number("source_seq"),
        *(_key(name) for name in ("source_service", "to_service", "target_case")),
        sa.Column("over", sa.Boolean(), nullable=False),
        _number("version"),
        sa.PrimaryKeyConstraint("signal_id", name="pk_signal"),
        sa.UniqueConstraint("event_id", "link", name="uq_signal_event_id"),
        sa.ForeignKeyConstraint(["source_case"], ["case_head.case_id"], name="fk_signal_case_head"),
    )
    op.create_index("ix_signal_source_case", "signal", ["source_case"])
    op.create_index("ix_signal_target_case", "signal", ["target_case"])
    for side in ("source_service", "to_service"):
        op.create_index(f"ix_signal_{side}", "signal", [side, "signal_id"], **_where("over = 0", "NOT over"))
    op.create_table(
        "signal_step",
        _key("signal_id"),
        _number("number"),
        _key("step"),
        _instant("at"),
        sa.Column("day", sa.Date(), nullable=False),
        *(_key(name) for name in ("user_id", "service")),
        _text("told"),
        _key("case_id"),
        _number("seq"),
        _key("code"),
        sa.Column("source_seq", sa.Integer(), nullable=True),
        sa.Column("target_seq", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("signal_id", "number", name="pk_signal_step"),
        sa.ForeignKeyConstraint(["signal_id"], ["signal.signal_id"], name="fk_signal_step_signal"),
    )
    op.create_index("ix_signal_step_later", "signal_step", ["signal_id"], **_where(later, later))
    op.create_index("ix_signal_step_declined", "signal_step", ["case_id"], **_where(declined, declined))


def _sources() -> None:
    op.create_table(
        "source",
        _key("hash"),
        _key("kind"),
        _text("origin"),
        _text("text"),
        sa.PrimaryKeyConstraint("hash", name="pk_source"),
    )
    op.create_table(
        "digest_source",
        *(_key(name) for name in ("digest", "compilation", "source_hash")),
        sa.PrimaryKeyConstraint("digest", "compilation", "source_hash", name="pk_digest_source"),
        sa.ForeignKeyConstraint(["source_hash"], ["source.hash"], name="fk_digest_source_source"),
    )


def _housekeeping() -> None:
    op.create_table(
        "case_number",
        _key("prefix"),
        _number("year"),
        _number("last"),
        sa.PrimaryKeyConstraint("prefix", "year", name="pk_case_number"),
    )
    op.create_table(
        "sandbox",
        _number("id"),
        _instant("now"),
        _key("seed"),
        _key("locked_by"),
        _instant("locked_until", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sandbox"),
        sa.CheckConstraint("id = 1", name="ck_sandbox_single"),
    )
    op.create_table(
        "worker",
        _key("role"),
        _key("holder"),
        _instant("lease_until"),
        _instant("last_tick_at", nullable=True),
        sa.PrimaryKeyConstraint("role", name="pk_worker"),
    )
    op.create_table(
        "register_case",
        *(_key(name) for name in ("external_type", "place", "external_id", "case_id")),
        sa.PrimaryKeyConstraint("external_type", "place", "external_id", name="pk_register_case"),
        _case("register_case"),
    )
    op.create_table(
        "register_part",
        _key("case_id"),
        _number("seq"),
        _key("part_type"),
        _key("part_id"),
        sa.Column("part_start", sa.Date(), nullable=False),
        _key("step"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_register_part"),
        sa.ForeignKeyConstraint(["case_id", "seq"], ["event.case_id", "event.seq"], name="fk_register_part_event"),
    )
