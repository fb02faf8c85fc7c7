"""Checks the log against its chains, heads, payloads and sources, in one snapshot. docs/explanation/audit-chain.md.

The digests of standings lie outside the chain: ``replay`` compares those.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from sqlalchemy import Connection, Text, and_, exists, select, type_coerce

from pathways.errors import NotFoundError
from pathways.store.events import any_bytes, pinned, stream, without_log
from pathways.store.findings import Finding, Reason, StoredEvent, Tip, verify_rows
from pathways.store.people_findings import organisation_findings
from pathways.store.person_findings import person_findings
from pathways.store.sealing import SALT, TEXTS, LockedError, Opener, is_sealed
from pathways.store.sources import altered, digests_with, missing
from pathways.store.tables import CASE_HEAD, EVENT, PAYLOAD, AnyRow

_BESIDE = and_(PAYLOAD.c.case_id == EVENT.c.case_id, PAYLOAD.c.seq == EVENT.c.seq)
_ROWS = (
    select(
        EVENT.c.case_id,
        EVENT.c.seq,
        EVENT.c.event_id,
        type_coerce(EVENT.c.recorded_at, Text).label("recorded_at"),
        EVENT.c.envelope,
        EVENT.c.prev_hash,
        EVENT.c.hash,
        PAYLOAD.c.case_id.is_not(None).label("payload_there"),
        PAYLOAD.c.salt,
        PAYLOAD.c.texts,
        CASE_HEAD.c.version,
        CASE_HEAD.c.head_hash,
    )
    .select_from(
        EVENT.outerjoin(PAYLOAD, _BESIDE).outerjoin(CASE_HEAD, CASE_HEAD.c.case_id == EVENT.c.case_id),
    )
    .order_by(EVENT.c.case_id, EVENT.c.seq)
)
_COLUMNS = len(StoredEvent._fields) - 1
"""How many columns come first in a row: an event and its payload. Those of its head follow."""

_ORPHANS = (
    select(PAYLOAD.c.case_id, PAYLOAD.c.seq).where(~exists().where(_BESIDE)).order_by(PAYLOAD.c.case_id, PAYLOAD.c.seq)
)


def verify_case(conn: Connection, case_id: str) -> Finding | None:
    """The first event of a case that is not as it was recorded; None when all is well.

    Raises: NotFoundError when nothing is known of the case.
    """
    with any_bytes(conn):
        rows = conn.execute(_ROWS.where(EVENT.c.case_id == case_id)).all()
    if rows:
        found = _verdict(case_id, rows, Opener(conn)) or next(_orphans(conn, case_id), None)
        return found or next(person_findings(conn, case_id), None)
    known = conn.execute(select(CASE_HEAD.c.case_id).where(CASE_HEAD.c.case_id == case_id)).one_or_none()
    orphan = next(_orphans(conn, case_id), None)
    if known is None and orphan is None:
        raise NotFoundError("store.no_case", case=case_id)
    return Finding(case_id=case_id, seq=1, reason=Reason.tail_missing)


def verify_all(conn: Connection) -> Iterator[Finding]:
    """What is wrong: at most one finding for the log of a case, in order of id; then what has no log, and the rest.

    The rest is what is known of persons, the chain of the organisation, and sources.
    Call it inside ``Database.read``: it must see one moment.
    """
    with any_bytes(conn):
        for case_id, rows in groupby(stream(conn, _ROWS), key=lambda row: str(row.case_id)):
            finding = _verdict(case_id, rows, Opener(conn))
            if finding is not None:
                yield finding
    for case_id in without_log(conn):
        yield Finding(case_id=case_id, seq=1, reason=Reason.tail_missing)
    yield from _orphans(conn, None)
    with any_bytes(conn):
        yield from person_findings(conn)
    yield from organisation_findings(conn)
    yield from source_findings(conn)


def source_findings(conn: Connection) -> Iterator[Finding]:
    """Texts that are altered or gone, each with how many cases rest on it."""
    faults = [(name, Reason.source, found.origin) for name, found in altered(conn)]
    faults += [(name, Reason.source_missing, "") for name in missing(conn)]
    users = pinned(conn) if faults else {}
    for name, reason, origin in faults:
        cases = {case for digest in digests_with(conn, name) if digest in users for case in users[digest].cases}
        yield Finding(case_id=name, seq=0, reason=reason, about=origin, cases=len(cases))


def unchecked(conn: Connection, case_id: str | None = None) -> int:
    """How many events have texts that are sealed with a key that is not here, so that nobody can check them."""
    wanted = select(PAYLOAD.c.case_id, PAYLOAD.c.seq, PAYLOAD.c.texts).where(PAYLOAD.c.texts.is_not(None))
    with any_bytes(conn):
        rows = stream(conn, wanted if case_id is None else wanted.where(PAYLOAD.c.case_id == case_id))
        opener = Opener(conn)
        return sum(_is_locked(opener, *row) for row in rows)


def _is_locked(opener: Opener, case_id: str, seq: int, texts: str) -> bool:
    try:
        opener.open(case_id, seq, TEXTS, texts)
    except LockedError:
        return True
    except ValueError:
        return False
    return False


def _readable(row: StoredEvent, opener: Opener) -> StoredEvent:
    """The row with its texts as they were before they were sealed; as they lie there where they do not open."""
    if not (is_sealed(row.salt) or is_sealed(row.texts)):
        return row
    try:
        salt = opener.open(row.case_id, row.seq, SALT, row.salt)
        return row._replace(salt=salt, texts=opener.open(row.case_id, row.seq, TEXTS, row.texts))
    except LockedError:
        return row._replace(locked=True)
    except ValueError:
        return row


def _verdict(case_id: str, rows: Iterable[AnyRow], opener: Opener) -> Finding | None:
    of_case = [tuple(row) for row in rows]
    events = [_readable(StoredEvent(*row[:_COLUMNS]), opener) for row in of_case]
    version, head_hash = of_case[0][_COLUMNS:]
    # SQLite keeps whatever it is given: a version that is no number is a head that ends nowhere.
    tip = None if version is None else Tip(version if isinstance(version, int) else 0, head_hash)
    return verify_rows(case_id, events, tip)


def _orphans(conn: Connection, case_id: str | None) -> Iterator[Finding]:
    wanted = _ORPHANS if case_id is None else _ORPHANS.where(PAYLOAD.c.case_id == case_id)
    for owner, seq in conn.execute(wanted).all():
        yield Finding(case_id=owner, seq=seq, reason=Reason.payload_extra)
