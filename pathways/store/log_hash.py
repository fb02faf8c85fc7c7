"""One hash of the whole log: two databases whose logs are alike have the same.

It compares, and proves nothing by itself: who rewrites the log can work it out anew.
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from pathways.store.events import stream
from pathways.store.tables import CASE_HEAD, NOTICE

_HEADS = select(CASE_HEAD.c.case_id, CASE_HEAD.c.version, CASE_HEAD.c.head_hash)

_SIZE = select(func.count().label("cases"), func.coalesce(func.sum(CASE_HEAD.c.version), 0).label("events"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LogHash:
    """What lies in a database at one moment, in short."""

    cases: int
    events: int
    notices: int
    """In the inboxes, those that no longer hold among them; they are no part of the hash."""
    hash: str
    """SHA-256, in hex, over a line ``case version head_hash`` for every case, in order of case id by code points."""


def size(conn: Connection) -> tuple[int, int]:
    """How many cases and events there are."""
    row = conn.execute(_SIZE).one()
    return int(row.cases), int(row.events)


def log_hash(conn: Connection) -> LogHash:
    """Call it inside ``Database.read``: it must see one moment."""
    # Sorted here: the databases do not agree on the order of texts.
    heads = sorted((str(row.case_id), row.version, row.head_hash) for row in stream(conn, _HEADS))
    lines = "".join(f"{case_id} {version} {head}\n" for case_id, version, head in heads)
    return LogHash(
        cases=len(heads),
        events=sum(version for _, version, _ in heads),
        notices=int(conn.execute(select(func.count()).select_from(NOTICE)).scalar_one()),
        hash=hashlib.sha256(lines.encode()).hexdigest(),
    )
