"""The inbox: what persons were told. The record of telling, whatever becomes of e-mail."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import Connection, and_, bindparam, exists, insert, not_, or_, select, text, update

from pathways.errors import NotFoundError
from pathways.store.hot import HotStatement
from pathways.store.tables import DELIVERY, NOTICE, OF_MESSAGE, PROPOSED, AnyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one person is to be told about one deadline. Instants are UTC; ``due_on`` is a civil date in Norway.

    ``seq`` is the crossing that raised it and ``rung`` its place on the ladder; ``supersedes`` the notice_id it
    replaces, or empty. ``cancelled_at`` is set when its reason went away, and ``cancelled_why`` is then the
    catalogue key of why; it stays in the inbox all the same.
    """

    notice_id: str
    case_id: str
    """Empty where it is of a message that is in no case of whoever is told."""
    seq: int
    run: str
    deadline: str
    item: str
    rung: str
    recipient: str
    role: str
    escalate: bool
    title_key: str
    due_on: date | None
    created_at: datetime
    read_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_why: str = ""
    supersedes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """That a person (or nobody: empty) has something of a case to read in a role."""

    case_id: str
    recipient: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxKey:
    """Where a page of an inbox ended: the next one begins after it."""

    created_at: datetime
    notice_id: str


NAMES = tuple(field.name for field in fields(Notice))
_COLUMNS = tuple(NOTICE.c[name] for name in NAMES)
_INSERT = HotStatement(insert(NOTICE), NAMES)
_IN_FORCE = HotStatement(
    select(*_COLUMNS).where(NOTICE.c.case_id == bindparam("of_case"), NOTICE.c.cancelled_at.is_(None))
)
_MAY_HAVE_GONE_OUT = exists().where(
    DELIVERY.c.notice_id == NOTICE.c.notice_id,
    # One that was cancelled keeps its Message-ID only where it may have been sent under it (pathways.store.outbox).
    DELIVERY.c.status.in_(("sent", "claimed", "unknown"))
    | and_(DELIVERY.c.status == "cancelled", DELIVERY.c.message_id != ""),
)
_TO_READ = and_(NOTICE.c.read_at.is_(None), or_(NOTICE.c.cancelled_at.is_(None), _MAY_HAVE_GONE_OUT))
_MARK_READ = (
    update(NOTICE)
    .where(NOTICE.c.notice_id == bindparam("id"), NOTICE.c.recipient == bindparam("reader"))
    .where(NOTICE.c.read_at.is_(None))
    .values(read_at=bindparam("at"))
)


def insert_notices(conn: Connection, notices: Sequence[Notice]) -> None:
    """Puts notices into the inboxes of their recipients."""
    rows = [{name: getattr(notice, name) for name in NAMES} for notice in notices]
    _INSERT.run_many(conn, [row | {"case_id": row["case_id"] or None} for row in rows])


def read_notice(conn: Connection, notice_id: str) -> Notice | None:
    """One notice; None when there is none."""
    row = conn.execute(select(*_COLUMNS).where(NOTICE.c.notice_id == notice_id)).one_or_none()
    return None if row is None else notice_from(row)


def of_case(conn: Connection, case_id: str, *, cancelled: bool = False) -> tuple[Notice, ...]:
    """The notices of a case in order of creation; without the ``cancelled`` ones unless asked."""
    wanted = select(*_COLUMNS).where(NOTICE.c.case_id == case_id).order_by(NOTICE.c.created_at, NOTICE.c.notice_id)
    if not cancelled:
        wanted = wanted.where(NOTICE.c.cancelled_at.is_(None))
    return tuple(notice_from(row) for row in conn.execute(wanted))


def unread(conn: Connection) -> Iterator[Unread]:
    """Whose notices of cases hold and are not read, case by case, in no order. Looks through all of them."""
    wanted = select(NOTICE.c.case_id, NOTICE.c.recipient, NOTICE.c.role).distinct()
    wanted = wanted.where(NOTICE.c.case_id.is_not(None))
    for row in conn.execute(wanted.where(NOTICE.c.read_at.is_(None), NOTICE.c.cancelled_at.is_(None))):
        yield Unread(case_id=row.case_id, recipient=row.recipient, role=row.role)


def cases_with_proposals(conn: Connection) -> frozenset[str]:
    """The cases that have a notice in force of something that waits for an approval, read or not."""
    return frozenset(conn.execute(select(NOTICE.c.case_id).distinct().where(text(PROPOSED))).scalars())


def that_reached(conn: Connection, case_id: str) -> tuple[Notice, ...]:
    """The notices of a case that have been read, or went out by mail, or may have; in order of creation.

    Those of one instant are in the order of the events they are of: ids are in none.
    """
    reached = or_(NOTICE.c.read_at.is_not(None), _MAY_HAVE_GONE_OUT)
    wanted = select(*_COLUMNS).where(NOTICE.c.case_id == case_id, reached)
    rows = conn.execute(wanted.order_by(NOTICE.c.created_at, NOTICE.c.seq, NOTICE.c.notice_id))
    return tuple(notice_from(row) for row in rows)


def standing(conn: Connection, title_key: str) -> tuple[Notice, ...]:
    """The notices of a ``title_key`` that hold, read or not, in order of creation, to whomever they are."""
    wanted = select(*_COLUMNS).where(NOTICE.c.title_key == title_key, NOTICE.c.cancelled_at.is_(None))
    # Said in so many words, so that the index without the notices of deadlines is used.
    wanted = wanted.where(text("title_key != 'notices.deadline'"))
    return tuple(notice_from(row) for row in conn.execute(wanted.order_by(NOTICE.c.created_at, NOTICE.c.notice_id)))


def of_messages(conn: Connection, signal_ids: Sequence[str]) -> tuple[Notice, ...]:
    """The notices of messages (``item``), whatever has become of them, in order of creation."""
    wanted = select(*_COLUMNS).where(text(OF_MESSAGE), NOTICE.c.item.in_(signal_ids))
    return tuple(notice_from(row) for row in conn.execute(wanted.order_by(NOTICE.c.created_at, NOTICE.c.notice_id)))


def since(conn: Connection, title_key: str, at: datetime) -> tuple[Notice, ...]:
    """The notices of a ``title_key`` given at an instant (UTC) or later, whatever has become of them."""
    wanted = select(*_COLUMNS).where(NOTICE.c.title_key == title_key, NOTICE.c.created_at >= at)
    return tuple(notice_from(row) for row in conn.execute(wanted.where(text("title_key != 'notices.deadline'"))))


def superseding(conn: Connection, notice_id: str, title_key: str) -> tuple[str, ...]:
    """The ids of the notices of this ``title_key`` that supersede one, in order of creation."""
    newer = select(NOTICE.c.notice_id).where(NOTICE.c.supersedes == notice_id, NOTICE.c.title_key == title_key)
    rows = conn.execute(newer.order_by(NOTICE.c.created_at, NOTICE.c.seq, NOTICE.c.notice_id))
    return tuple(row.notice_id for row in rows)


def ask_in_force_of_case(conn: Connection, case_id: str) -> Callable[[], tuple[Notice, ...]]:
    """The notices of a case that hold now, read or not, in no order; read them as ``heads.moving`` says."""
    asked = _IN_FORCE.asked(conn, {"of_case": case_id})
    return lambda: tuple(Notice(**dict(zip(NAMES, row, strict=True))) for row in asked())


def inbox(
    conn: Connection, recipient: str, *, limit: int, after: InboxKey | None = None, rest: bool = False
) -> tuple[Notice, ...]:
    """A page of what a person has to read, the newest first; or of the ``rest`` of the inbox. Nothing is in neither.

    To be read is what nobody has read and still holds, or no longer holds but may have gone out by mail.
    """
    wanted = select(*_COLUMNS).where(NOTICE.c.recipient == recipient, not_(_TO_READ) if rest else _TO_READ)
    if after is not None:
        created, notice_id = NOTICE.c.created_at, NOTICE.c.notice_id
        same = and_(created == after.created_at, notice_id < after.notice_id)
        wanted = wanted.where((created < after.created_at) | same)
    newest = wanted.order_by(NOTICE.c.created_at.desc(), NOTICE.c.notice_id.desc())
    return tuple(notice_from(row) for row in conn.execute(newest.limit(limit)))


def beginning_with(conn: Connection, recipient: str, prefix: str, *, limit: int) -> tuple[Notice, ...]:
    """Up to ``limit`` notices of a person whose id begins with ``prefix``, whatever has become of them."""
    mine = select(*_COLUMNS).where(
        NOTICE.c.recipient == recipient, NOTICE.c.notice_id.startswith(prefix, autoescape=True)
    )
    return tuple(notice_from(row) for row in conn.execute(mine.order_by(NOTICE.c.notice_id).limit(limit)))


def mark_read(conn: Connection, notice_id: str, reader: str, at: datetime) -> bool:
    """Notes that its recipient has read a notice; False when it was read before.

    Raises: NotFoundError when the person has no such notice.
    """
    if conn.execute(_MARK_READ, {"id": notice_id, "reader": reader, "at": at}).rowcount:
        return True
    notice = read_notice(conn, notice_id)
    if notice is None or notice.recipient != reader:
        raise NotFoundError("store.no_notice", notice=notice_id)
    return False


def notice_from(row: AnyRow) -> Notice:
    """The notice of a row that begins with the columns ``NAMES``."""
    values = dict(zip(NAMES, row, strict=False))
    return Notice(**values | {"case_id": values["case_id"] or ""})
