"""The database itself refuses to change or remove an event; the check of its tables tells where it would not."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from pathways.errors import UnavailableError
from pathways.store import log_stays, shape
from pathways.store.database import Database
from tests.store.records import fill_case
from tests.support.tampering import unlocked

CHANGES = (
    "UPDATE event SET envelope = 'x' WHERE seq = 2",
    "UPDATE event SET standing_digest = 'x'",
    "UPDATE event SET case_id = 'BV-2026-9999'",
    "DELETE FROM event",
    "DELETE FROM event WHERE seq = 3",
)


def events(conn: Connection) -> list[object]:
    return [tuple(row) for row in conn.execute(text("SELECT * FROM event ORDER BY case_id, seq"))]


@pytest.fixture
def kept(db: Database) -> Database:
    """A database with a case in it."""
    with db.write() as conn:
        fill_case(conn, 3)
    return db


@pytest.mark.parametrize("change", CHANGES)
def test_no_event_is_changed_or_removed(kept: Database, change: str) -> None:
    with kept.read() as conn:
        before = events(conn)
    with pytest.raises((DBAPIError, UnavailableError)) as refused, kept.write() as conn:
        conn.execute(text(change))
    assert log_stays.SAID in str(refused.value.__cause__ or refused.value)
    with kept.read() as conn:
        assert events(conn) == before


def test_the_table_is_not_emptied_on_postgresql(kept: Database) -> None:
    if kept.kind == "sqlite":
        return
    with pytest.raises((DBAPIError, UnavailableError)) as refused, kept.write() as conn:
        conn.execute(text("TRUNCATE event CASCADE"))
    assert log_stays.SAID in str(refused.value.__cause__ or refused.value)


def test_the_tables_are_as_they_should_be(kept: Database) -> None:
    with kept.read() as conn:
        assert (shape.missing_triggers(conn), shape.unknown_triggers(conn)) == ((), ())


OTHERWISE = {
    "sqlite": (
        "DROP TRIGGER event_not_changed",
        "CREATE TRIGGER event_not_changed BEFORE UPDATE ON event WHEN 0 BEGIN SELECT RAISE(ABORT, 'x'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION event_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
    ),
}
GONE = {"sqlite": OTHERWISE["sqlite"][:1], "postgresql": ("ALTER TABLE event DISABLE TRIGGER event_not_changed",)}


@pytest.mark.parametrize("done", [GONE, OTHERWISE], ids=["gone", "other"])
def test_what_keeps_the_log_no_more_is_told(kept: Database, done: dict[str, tuple[str, ...]]) -> None:
    with kept.write() as conn:
        for statement in done[kept.kind]:
            conn.exec_driver_sql(statement)
    with kept.read() as conn:
        assert "event_not_changed" in shape.missing_triggers(conn)
        assert shape.unknown_triggers(conn) == ()


def test_whoever_may_change_tables_gets_past_it_and_leaves_no_trace_there(kept: Database) -> None:
    """What the chain and checkpoints are for."""
    with kept.write() as conn, unlocked(conn):
        conn.execute(text("UPDATE event SET standing_digest = 'x' WHERE seq = 2"))
    with kept.read() as conn:
        assert shape.missing_triggers(conn) == ()
