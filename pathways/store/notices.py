"""The inbox: what persons were told. The record of telling, whatever becomes of e-mail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import Connection, and_, bindparam, insert, select, update

from pathways.errors import NotFoundError
from pathways.store.hot import HotStatement
from pathways.store.tables import NOTICE, AnyRow, AnySelect


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What one person is to be told about one deadline. Instants are UTC; ``due_on`` is a civil date in Norway.

    ``seq`` is the crossing that raised it and ``rung`` its place on the ladder; ``supersedes`` the notice_id it
    replaces, or empty. ``cancelled_at`` is set when its reason went away before it was told.
    """

    notice_id: str
    case_id: str
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
class InboxKey:
    """Where a page of an inbox ended: the next one begins after it."""

    unread: bool
    created_at: datetime
    notice_id: str


NAMES = tuple(field.name for field in fields(Notice))
_COLUMNS = tuple(NOTICE.c[name] for name in NAMES)
_INSERT = HotStatement(insert(NOTICE), NAMES)
_UNREAD = HotStatement(
    select(*_COLUMNS).where(
        NOTICE.c.case_id == bindparam("of_case"), NOTICE.c.read_at.is_(None), NOTICE.c.cancelled_at.is_(None)
    )
)
_MARK_READ = (
    update(NOTICE)
    .where(NOTICE.c.notice_id == bindparam("id"), NOTICE.c.recipient == bindparam("reader"))
    .where(NOTICE.c.read_at.is_(None))
    .values(read_at=bindparam("at"))
)


def insert_notices(conn: Connection, notices: Sequence[Notice]) -> None:
    """Puts notices into the inboxes of their recipients."""
    _INSERT.run_many(conn, [{name: getattr(notice, name) for name in NAMES} for notice in notices])


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


def ask_unread_of_case(conn: Connection, case_id: str) -> Callable[[], tuple[Notice, ...]]:
    """The notices of a case that nobody has read or taken back now, in no order; read them as ``heads.moving`` says."""
    asked = _UNREAD.asked(conn, {"of_case": case_id})
    return lambda: tuple(Notice(**dict(zip(NAMES, row, strict=True))) for row in asked())


def inbox(conn: Connection, recipient: str, *, limit: int, after: InboxKey | None = None) -> tuple[Notice, ...]:
    """A page of a person's inbox: unread first, then the newest; cancelled notices are left out."""
    found: list[Notice] = []
    for unread in (True, False):
        if after is not None and after.unread is not unread:
            if unread:
                continue
            after = None
        found.extend(_page(conn, recipient, after, limit - len(found), unread=unread))
    return tuple(found)


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
    return Notice(**dict(zip(NAMES, row, strict=False)))


def _page(conn: Connection, recipient: str, after: InboxKey | None, limit: int, *, unread: bool) -> tuple[Notice, ...]:
    read = NOTICE.c.read_at
    wanted: AnySelect = select(*_COLUMNS).where(
        NOTICE.c.recipient == recipient,
        NOTICE.c.cancelled_at.is_(None),
        read.is_(None) if unread else read.is_not(None),
    )
    if after is not None:
        created, notice_id = NOTICE.c.created_at, NOTICE.c.notice_id
        same = and_(created == after.created_at, notice_id < after.notice_id)
        wanted = wanted.where((created < after.created_at) | same)
    newest = wanted.order_by(NOTICE.c.created_at.desc(), NOTICE.c.notice_id.desc())
    return tuple(notice_from(row) for row in conn.execute(newest.limit(limit)))
