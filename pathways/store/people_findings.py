"""What a verifier finds in what is told of those who work here: the chain of the organisation, and the log of accounts.

The first is a chain, and holds in itself or not. The second is none: only a checkpoint tells what it was. Nothing of
what they say is kept in one: numbers and hashes alone.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Text, select, type_coerce

from pathways.store import organisation
from pathways.store.account_tables import SECURITY_LOG
from pathways.store.checkpoint import MARK, MarkedHead, MarkedRows
from pathways.store.columns import as_instant
from pathways.store.events import any_bytes, stream
from pathways.store.findings import Finding, Reason
from pathways.store.tables import ORGANISATION, AnyRow

ACCOUNTS = "accounts"
"""What a finding in the log of accounts has in place of a case number; no case can be called so."""

_ENTRIES = select(ORGANISATION.c.seq, ORGANISATION.c.hash, ORGANISATION.c.entry).order_by(ORGANISATION.c.seq)
_ROWS = select(
    SECURITY_LOG.c.id,
    # As it lies there: what is no instant any more is to be found, not to end a check.
    type_coerce(SECURITY_LOG.c.at, Text).label("at"),
    *(SECURITY_LOG.c[name] for name in ("what", "detail", "user_id", "by_user", "os_account", "mark")),
).order_by(SECURITY_LOG.c.id)


def organisation_findings(conn: Connection) -> Iterator[Finding]:
    """The first entry about the organisation that does not fit its chain."""
    with any_bytes(conn):
        broken = organisation.first_broken(conn)
    if broken:
        yield Finding(case_id=organisation.NAME, seq=broken, reason=Reason.entry_broken)


def marked_organisation(conn: Connection) -> MarkedHead:
    """Where the chain of the organisation ends now."""
    hashes = [str(row.hash) for row in conn.execute(_ENTRIES)]
    return MarkedHead("", len(hashes), hashes[-1] if hashes else "", "".join(each[:MARK] for each in hashes))


def marked_accounts(conn: Connection) -> MarkedRows:
    """Every row of the log of accounts there is now."""
    found = {int(row.id): _row_hash(row) for row in stream(conn, _ROWS)}
    marks = "".join(each[:MARK] for each in found.values())
    return MarkedRows(ids=tuple(found), hash=_hash(found.values()), marks=marks)


def entries_since(conn: Connection, then: MarkedHead, from_then: datetime) -> Iterator[Finding]:
    """The first entry that was there then and is not, or is another; or that came later and says it did not."""
    with any_bytes(conn):
        rows = conn.execute(_ENTRIES).all()
    found = _first_entry(rows, then, from_then)
    if found is not None:
        yield Finding(case_id=organisation.NAME, seq=found[0], reason=found[1])


def accounts_since(conn: Connection, then: MarkedRows, leeway: timedelta) -> Iterator[Finding]:
    """The same of the log of accounts. Its times are compared with its own: it goes by the wall clock, sandbox or not.

    Rows have no chain, and on PostgreSQL one with a lower number may be committed later: only its time tells then.
    """
    with any_bytes(conn):
        rows = {row.id: row for row in stream(conn, _ROWS)}
    found = _first_row(rows, then, leeway)
    if found is not None:
        yield Finding(case_id=ACCOUNTS, seq=found[0], reason=found[1])


def _first_entry(rows: Sequence[AnyRow], then: MarkedHead, from_then: datetime) -> tuple[int, Reason] | None:
    for seq in range(1, then.version + 1):
        if len(rows) < seq:
            return seq, Reason.entries_cut
        if rows[seq - 1].seq != seq or str(rows[seq - 1].hash)[:MARK] != then.mark(seq):
            return seq, Reason.entry_other
    if then.version and rows[then.version - 1].hash != then.hash:
        return then.version, Reason.entry_other
    for row in rows[then.version :]:
        recorded = _recorded(row.entry)
        if recorded is not None and recorded < from_then:
            return row.seq, Reason.entry_backdated
    return None


def _first_row(rows: Mapping[int, AnyRow], then: MarkedRows, leeway: timedelta) -> tuple[int, Reason] | None:
    hashes = []
    for place, number in enumerate(then.ids):
        if number not in rows:
            return number, Reason.account_row_gone
        hashes.append(_row_hash(rows[number]))
        if hashes[-1][:MARK] != then.mark(place):
            return number, Reason.account_row_other
    if not then.ids:
        return None
    if _hash(hashes) != then.hash:
        return then.ids[-1], Reason.account_row_other
    return _backdated(rows, then.ids, leeway)


def _backdated(rows: Mapping[int, AnyRow], ids: Sequence[int], leeway: timedelta) -> tuple[int, Reason] | None:
    last, known = as_instant(rows[ids[-1]].at), set(ids)
    for number, row in rows.items():
        told = as_instant(row.at)
        if number not in known and last is not None and told is not None and told < last - leeway:
            return number, Reason.account_row_backdated
    return None


def _row_hash(row: AnyRow) -> str:
    """SHA-256, in hex, over a row as JSON: the same on SQLite and PostgreSQL, and of whatever stands in it."""
    at = as_instant(row.at)
    told = [row.id, str(row.at) if at is None else at.isoformat(), *row[2:]]
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()


def _hash(hashes: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()


def _recorded(entry: object) -> datetime | None:
    """When an entry says it was recorded; None for one that cannot be read, which the chain tells of."""
    try:
        return as_instant(json.loads(str(entry))["recorded"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
