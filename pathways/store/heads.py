"""Case heads: the narrow row that every event locks and moves, and the projection beside it.

Writing a case: ``lock`` its head, append to the log, ``update`` the head with the version that was read.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, false, func, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError as AlreadyThere

from pathways.errors import ConflictError, IntegrityError
from pathways.model.organisation import Holder
from pathways.store.hot import HotStatement, together
from pathways.store.reach import Reach
from pathways.store.tables import CASE_HEAD, CASE_STATE, AnyRow, AnySelect

MANY = 500
"""Cases that are asked for in one statement."""

UNREADABLE = "?"
"""Stands for a column of a head that cannot be read; no column ever holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One case in short. ``version`` is its last seq, 0 before the first event; instants are UTC."""

    case_id: str
    service: str
    number: int
    opened_at: datetime
    recorded_at: datetime
    """When its last event was recorded: recording time never goes back within a case."""
    version: int
    head_hash: str
    next_due: datetime | None
    ended: bool
    holder_service: str = ""
    holder_unit: str = ""
    holder_person: str = ""

    @property
    def holder(self) -> Holder:
        """Who has the case, as its log says."""
        return Holder(service=self.holder_service, unit=self.holder_unit, person=self.holder_person)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageKey:
    """Where a page of heads ended: the next one begins after it."""

    next_due: datetime | None
    case_id: str


_SELECT = select(CASE_HEAD)
_LOCK = HotStatement(
    select(*CASE_HEAD.c, CASE_STATE.c.state)
    .join_from(CASE_HEAD, CASE_STATE, CASE_STATE.c.case_id == CASE_HEAD.c.case_id)
    .where(CASE_HEAD.c.case_id == bindparam("id"))
    # Both rows are locked: after a wait PostgreSQL reads locked rows anew, and others as they were before it.
    .with_for_update(key_share=True)
)
_READ = HotStatement(_SELECT.where(CASE_HEAD.c.case_id == bindparam("id")))
_INSERT = insert(CASE_HEAD)
_INSERT_STATE = insert(CASE_STATE)
_UPDATE_STATE = HotStatement(
    update(CASE_STATE).where(CASE_STATE.c.case_id == bindparam("id")).values(state=bindparam("text"))
)
_UPDATE = HotStatement(
    update(CASE_HEAD)
    .where(CASE_HEAD.c.case_id == bindparam("id"), CASE_HEAD.c.version == bindparam("expected"))
    .values(
        version=bindparam("new_version"),
        head_hash=bindparam("new_hash"),
        recorded_at=bindparam("recorded"),
        next_due=bindparam("due"),
        ended=bindparam("is_over"),
        holder_service=bindparam("in_service"),
        holder_unit=bindparam("in_unit"),
        holder_person=bindparam("with_person"),
    )
)
_READ_STATE = HotStatement(select(CASE_STATE.c.state).where(CASE_STATE.c.case_id == bindparam("id")))


def insert_head(conn: Connection, head: Head, state: str) -> None:
    """Opens a case, with ``state`` as its first projection. Raises: ConflictError when the id is taken."""
    try:
        conn.execute(_INSERT, _values(head))
    except AlreadyThere as error:
        raise ConflictError("store.case_taken", case=head.case_id) from error
    conn.execute(_INSERT_STATE, {"case_id": head.case_id, "state": state})


def read(conn: Connection, case_id: str) -> Head | None:
    """The head of a case as it is now, unlocked; None when there is no such case. Raises: IntegrityError."""
    with _readable(case_id):
        for row in _READ.rows(conn, {"id": case_id}):
            return _head(row)
    return None


def read_if_readable(conn: Connection, case_id: str) -> Head | None:
    """As ``read``; None also where there is a head that cannot be read."""
    try:
        return read(conn, case_id)
    except IntegrityError:
        return None


def columns(conn: Connection, case_id: str) -> Mapping[str, object] | None:
    """The head of a case by column, with UNREADABLE where one is not as it was written; None: no such case.

    For whoever holds it against the log. SQLite keeps whatever it is given, and hands out no instant from it.
    """
    of_case = CASE_HEAD.c.case_id == case_id
    if conn.execute(select(CASE_HEAD.c.number).where(of_case)).one_or_none() is None:
        return None
    found: dict[str, object] = {}
    for column in CASE_HEAD.c:
        try:
            found[column.name] = conn.execute(select(column).where(of_case)).scalar_one()
        except (ValueError, TypeError):
            found[column.name] = UNREADABLE
    return found


def strange(conn: Connection) -> tuple[str, ...]:
    """Cases with an instant in their head that is none, by id: told at once, so a list can name them."""
    if conn.dialect.name != "sqlite":
        return ()  # PostgreSQL keeps nothing else in such a column
    instants = (CASE_HEAD.c.next_due, CASE_HEAD.c.opened_at, CASE_HEAD.c.recorded_at)
    no_instant = or_(*(and_(column.is_not(None), func.datetime(column).is_(None)) for column in instants))
    return tuple(conn.execute(select(CASE_HEAD.c.case_id).where(no_instant).order_by(CASE_HEAD.c.case_id)).scalars())


def unreadable(conn: Connection) -> tuple[str, ...]:
    """Cases whose head cannot be read, by id. Looks at each alone: for when a list of them could not be read."""

    def can_be_read(case_id: str) -> bool:
        try:
            return read(conn, case_id) is not None
        except IntegrityError:
            return False

    every = conn.execute(select(CASE_HEAD.c.case_id).order_by(CASE_HEAD.c.case_id)).scalars().all()
    return tuple(case_id for case_id in every if not can_be_read(case_id))


def read_many(conn: Connection, case_ids: Sequence[str]) -> dict[str, Head]:
    """The heads of those of ``case_ids`` that there are and that can be read, by case id."""
    found: dict[str, Head] = {}
    for first in range(0, len(case_ids), MANY):
        wanted = _SELECT.where(CASE_HEAD.c.case_id.in_(case_ids[first : first + MANY]))
        try:
            rows = [_head(row) for row in conn.execute(wanted)]
        except (ValueError, TypeError):
            rows = [_head(row) for row in conn.execute(wanted.where(CASE_HEAD.c.case_id.not_in(unreadable(conn))))]
        found.update((head.case_id, head) for head in rows)
    return found


def read_state(conn: Connection, case_id: str) -> str | None:
    """The projection of a case; None when there is no such case."""
    rows = _READ_STATE.rows(conn, {"id": case_id})
    return str(rows[0][0]) if rows else None


def read_states(conn: Connection, case_ids: Sequence[str]) -> dict[str, str]:
    """The projections of those of ``case_ids`` that there are, by case id."""
    wanted = select(CASE_STATE.c.case_id, CASE_STATE.c.state).where(CASE_STATE.c.case_id.in_(case_ids))
    return {row.case_id: row.state for row in conn.execute(wanted)}


def lock(conn: Connection, case_id: str) -> tuple[Head, str] | None:
    """Head and projection of a case, kept from every other writer until the transaction ends; None: no such case."""
    with _readable(case_id):
        for *head, state in _LOCK.rows(conn, {"id": case_id}):
            return _head(head), state
    return None


def lock_many_skip_locked(conn: Connection, case_ids: Sequence[str]) -> tuple[Head, ...]:
    """Locks those of ``case_ids`` that nobody else has locked, in order of id: two workers never wait for each other.

    On SQLite the write transaction itself is the lock, and all are given.
    """
    statement = _SELECT.where(CASE_HEAD.c.case_id.in_(case_ids)).order_by(CASE_HEAD.c.case_id)
    rows = conn.execute(statement.with_for_update(skip_locked=True, key_share=True))
    return tuple(_head(row) for row in rows)


@contextmanager
def moving(conn: Connection, case_id: str) -> Iterator[None]:
    """The writes that move one case on: PostgreSQL gets them at once, in order, and answers when the block ends.

    Raises: ConflictError when what was to be new is there already. In the block only ``hot`` statements may be sent.
    """
    try:
        with together(conn):
            yield
    except AlreadyThere as error:
        raise ConflictError("store.version_taken", case=case_id) from error


def update_head(conn: Connection, head: Head, expected_version: int) -> None:
    """Moves a head on from ``expected_version``.

    Raises: ConflictError when it is at another version by now; within ``moving``, when that ends.
    """
    _UPDATE.run_one(
        conn,
        {
            "id": head.case_id,
            "expected": expected_version,
            "new_version": head.version,
            "new_hash": head.head_hash,
            "recorded": head.recorded_at,
            "due": head.next_due,
            "is_over": head.ended,
            "in_service": head.holder_service,
            "in_unit": head.holder_unit,
            "with_person": head.holder_person,
        },
        lambda: ConflictError("store.version_taken", case=head.case_id),
    )


def write_state(conn: Connection, case_id: str, state: str) -> None:
    """Replaces the projection of a case."""
    _UPDATE_STATE.run(conn, {"id": case_id, "text": state})


def wanted_heads(
    *, service: str | None = None, ended: bool | None = None, holder: Holder | None = None, unheld: bool = False
) -> AnySelect:
    """Asks for heads as ``list_heads`` does, in no order."""
    wanted = _SELECT
    if service is not None:
        wanted = wanted.where(CASE_HEAD.c.service == service)
    if ended is not None:
        # As the indexes of open cases are written: they serve nothing that is asked otherwise.
        wanted = wanted.where(CASE_HEAD.c.ended == (true() if ended else false()))
    if unheld:
        wanted = wanted.where(CASE_HEAD.c.holder_person == "", CASE_HEAD.c.holder_unit == "")
    for name in ("service", "unit", "person"):
        if holder is not None and getattr(holder, name):
            wanted = wanted.where(CASE_HEAD.c[f"holder_{name}"] == getattr(holder, name))
    return wanted


def list_heads(  # noqa: PLR0913 (which of them)
    conn: Connection,
    *,
    limit: int,
    service: str | None = None,
    ended: bool | None = None,
    holder: Holder | None = None,
    unheld: bool = False,
    after: PageKey | None = None,
    reach: Reach = None,
) -> tuple[Head, ...]:
    """A page of cases: those with something due first, by instant and id; then the others by id.

    ``holder``: only those that are with this person, in this unit or service, as far as it names them;
    ``unheld``: only those that no person and no unit has; ``reach``: only those within it.
    Those that cannot be read are left out; ``unreadable`` names them.
    """
    wanted = wanted_heads(service=service, ended=ended, holder=holder, unheld=unheld)
    if reach is None:
        return _readable_pages(conn, wanted, limit, after)
    # Each part by its own index; merged, what the person may see costs nothing for what others have.
    parts = [_readable_pages(conn, wanted.where(*within.conditions()), limit, after) for within in reach]
    found = {head.case_id: head for part in parts for head in part}
    return tuple(sorted(found.values(), key=_in_list)[:limit])


def _in_list(head: Head) -> tuple[bool, float, str]:
    """The order of a list: by when something is due, and by id; at last what has nothing due."""
    return head.next_due is None, head.next_due.timestamp() if head.next_due else 0, head.case_id


def _readable_pages(conn: Connection, wanted: AnySelect, limit: int, after: PageKey | None) -> tuple[Head, ...]:
    try:
        return _pages(conn, wanted, limit, after)
    except (ValueError, TypeError):
        return _pages(conn, wanted.where(CASE_HEAD.c.case_id.not_in(unreadable(conn))), limit, after)


def _pages(conn: Connection, wanted: AnySelect, limit: int, after: PageKey | None) -> tuple[Head, ...]:
    found: list[Head] = []
    if after is None or after.next_due is not None:
        found.extend(_page(conn, _due(wanted, after), limit))
        after = None
    if len(found) < limit:
        found.extend(_page(conn, _not_due(wanted, after), limit - len(found)))
    return tuple(found)


def services(conn: Connection) -> tuple[str, ...]:
    """The services that have a case, sorted."""
    service = CASE_HEAD.c.service
    return tuple(conn.execute(select(service).distinct().order_by(service)).scalars())


def without_service(conn: Connection, kinds: Iterable[str]) -> tuple[str, ...]:
    """The cases of these kinds of service of which nobody has told in which service they lie, sorted."""
    wanted = CASE_HEAD.c.service.in_(sorted(kinds)), CASE_HEAD.c.holder_service == ""
    return tuple(conn.execute(select(CASE_HEAD.c.case_id).where(*wanted).order_by(CASE_HEAD.c.case_id)).scalars())


def open_counts(conn: Connection) -> dict[tuple[str, str], int]:
    """How many cases are open by kind of service and service; the service empty where nobody told of it."""
    place = CASE_HEAD.c.service, CASE_HEAD.c.holder_service
    counts = select(*place, func.count()).where(CASE_HEAD.c.ended.is_(False)).group_by(*place)
    return {(row[0], row[1]): int(row[2]) for row in conn.execute(counts)}


def open_cases(conn: Connection) -> frozenset[str]:
    """Every case in which something is still under way."""
    return frozenset(conn.execute(select(CASE_HEAD.c.case_id).where(CASE_HEAD.c.ended.is_(False))).scalars())


@contextmanager
def _readable(case_id: str) -> Iterator[None]:
    """What the driver says of a column that holds something else than was written, in words."""
    try:
        yield
    except (ValueError, TypeError) as error:
        raise IntegrityError("store.unreadable_head", case=case_id) from error


def _due(wanted: AnySelect, after: PageKey | None) -> AnySelect:
    due, case_id = CASE_HEAD.c.next_due, CASE_HEAD.c.case_id
    if after is not None:
        later = (due > after.next_due) | ((due == after.next_due) & (case_id > after.case_id))
        wanted = wanted.where(due >= after.next_due, later)
    return wanted.where(due.is_not(None)).order_by(due, case_id)


def _not_due(wanted: AnySelect, after: PageKey | None) -> AnySelect:
    if after is not None:
        wanted = wanted.where(CASE_HEAD.c.case_id > after.case_id)
    return wanted.where(CASE_HEAD.c.next_due.is_(None)).order_by(CASE_HEAD.c.case_id)


def _page(conn: Connection, statement: AnySelect, limit: int) -> tuple[Head, ...]:
    return tuple(_head(row) for row in conn.execute(statement.limit(limit)))


def _values(head: Head) -> dict[str, object]:
    return {name: getattr(head, name) for name in CASE_HEAD.c.keys()}  # noqa: SIM118 (columns, not a dict)


def _head(row: AnyRow | Sequence[Any]) -> Head:
    case_id, service, number, opened_at, recorded_at, version, head_hash, next_due, ended, *holder = row
    return Head(
        case_id=case_id,
        service=service,
        number=number,
        opened_at=opened_at,
        recorded_at=recorded_at,
        version=version,
        head_hash=head_hash,
        next_due=next_due,
        ended=ended,
        holder_service=holder[0],
        holder_unit=holder[1],
        holder_person=holder[2],
    )
