"""One hash of the whole log: the same for the same heads, whatever order they came in and on either database."""

import hashlib
from dataclasses import replace

from pathways.store import heads
from pathways.store.database import Database
from pathways.store.log_hash import log_hash, size
from tests.store.records import head

FIRST, SECOND = (
    replace(head(number=number), case_id=case, version=number + 2, head_hash=f"{number}" * 64)
    for number, case in ((1, "BUP-2026-0001"), (2, "BV-2026-0001"))
)
LINES = f"BUP-2026-0001 3 {'1' * 64}\nBV-2026-0001 4 {'2' * 64}\n"


def fill(db: Database, *stored: heads.Head) -> None:
    with db.write() as conn:
        for each in stored:
            heads.insert_head(conn, each, "{}")


def test_it_is_made_of_every_head_in_order_of_case_id(db: Database) -> None:
    fill(db, SECOND, FIRST)
    with db.read() as conn:
        found = log_hash(conn)
        assert (found.cases, found.events, found.notices) == (2, 7, 0)
        assert found.hash == hashlib.sha256(LINES.encode()).hexdigest()
        assert size(conn) == (2, 7)


def test_another_head_gives_another_hash(db: Database) -> None:
    fill(db, FIRST)
    with db.read() as conn:
        before = log_hash(conn).hash
    fill(db, SECOND)
    with db.read() as conn:
        assert log_hash(conn).hash != before


def test_an_empty_log_has_a_hash_too(db: Database) -> None:
    with db.read() as conn:
        assert log_hash(conn).hash == hashlib.sha256(b"").hexdigest()
        assert size(conn) == (0, 0)
