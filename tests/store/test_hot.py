"""Statements that pass SQLAlchemy's execution by: they store, read and refuse as SQLAlchemy does."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from pathways.errors import ConflictError, UnavailableError, UsageError
from pathways.model.record import RunPin
from pathways.store import events, heads, notices, timers
from pathways.store.database import Database, savepoint
from pathways.store.heads import Head
from pathways.store.notices import Notice
from pathways.store.tables import CASE_HEAD, TIMER
from pathways.store.timers import Timer
from tests.store.records import CASE, START, act, fill_case, open_case, write

OSLO = timezone(timedelta(hours=2))
ODD = datetime(2026, 6, 1, 10, 30, 0, 123456, tzinfo=OSLO)


def test_a_hot_row_reads_as_sqlalchemy_reads_it(db: Database) -> None:
    moved = Head(
        case_id=CASE,
        service="barnevern",
        number=1,
        opened_at=START,
        recorded_at=ODD,
        version=3,
        head_hash="å",
        next_due=ODD,
        ended=True,
    )
    with db.write() as conn:
        open_case(conn)
        heads.update_head(conn, moved, 0)
        heads.write_state(conn, CASE, '{"æ":1}')
    with db.write() as conn:
        told = conn.execute(select(CASE_HEAD)).one()
        assert heads.lock(conn, CASE) == (Head(**told._mapping), '{"æ":1}')
        assert (told.next_due, told.next_due.tzinfo, told.ended) == (ODD, UTC, True)


def test_many_hot_rows_read_as_sqlalchemy_reads_them(db: Database) -> None:
    armed = [Timer(due_at=ODD + timedelta(minutes=n), case_id=CASE, key=str(n)) for n in range(3)]
    with db.write() as conn:
        open_case(conn)
        timers.replace(conn, CASE, (), armed)
    with db.read() as conn:
        found = conn.execute(select(TIMER).order_by(TIMER.c.due_at)).all()
        assert timers.due(conn, ODD + timedelta(days=1), 9) == tuple(Timer(**row._mapping) for row in found)


def test_a_hot_statement_refuses_a_naive_instant(db: Database) -> None:
    with db.write() as conn:
        moved = replace(open_case(conn), recorded_at=datetime(2026, 1, 5))  # noqa: DTZ001 (naive on purpose)
        with pytest.raises(ValueError, match="timezone"):
            heads.update_head(conn, moved, 0)


def test_a_hot_statement_refuses_a_nul(db: Database) -> None:
    with db.write() as conn:
        open_case(conn)
        with pytest.raises(UsageError):
            heads.write_state(conn, CASE, "\0")


def test_an_error_of_a_hot_statement_is_sqlalchemys_and_holds_no_value(db: Database) -> None:
    twice = [Timer(due_at=START, case_id=CASE, key="hemmelig"), Timer(due_at=START, case_id=CASE, key="hemmelig")]

    def store() -> None:
        with db.write() as conn:
            open_case(conn)
            timers.replace(conn, CASE, (), twice)

    with pytest.raises(IntegrityError) as raised:
        store()
    assert not raised.value.params


def test_who_waited_for_a_case_gets_the_state_that_goes_with_its_head(postgres_db: Database) -> None:
    with postgres_db.write() as conn:
        before = open_case(conn)
    got: list[tuple[Head, str] | None] = []

    def wait_for_it() -> None:
        with postgres_db.write() as mine:
            got.append(heads.lock(mine, CASE))

    waiting = threading.Thread(target=wait_for_it)
    with postgres_db.write() as conn:
        heads.lock(conn, CASE)
        waiting.start()
        while not conn.execute(text("SELECT count(*) FROM pg_locks WHERE NOT granted")).scalar_one():
            pass
        after = replace(before, version=1, head_hash="ny")
        heads.update_head(conn, after, 0)
        heads.write_state(conn, CASE, '{"ny":1}')
    waiting.join()
    assert got == [(after, '{"ny":1}')]


def test_run_names_are_those_that_any_event_has_begun(db: Database) -> None:
    begins = act(3)
    assert begins.content is not None
    pins = tuple(RunPin(run=name, pathway="p", digest="d", law_loaded=True) for name in ("en", "to"))
    begins = replace(begins, content=replace(begins.content, pins=pins))
    with db.write() as conn:
        write(conn, fill_case(conn, 2), [begins])
        fill_case(conn, 1, "BV-2026-0002")
    with db.read() as conn:
        assert events.run_names(conn, CASE) == {"en", "to"}
        assert events.run_names(conn, "BV-2026-0002") == frozenset()


def test_an_act_that_speaks_of_pins_begins_none(db: Database) -> None:
    spoken = act(1)
    assert spoken.content is not None
    spoken = replace(spoken, content=replace(spoken.content, data={"x": '"pins":[["en"]]'}))
    with db.write() as conn:
        write(conn, open_case(conn), [spoken])
    with db.read() as conn:
        assert events.run_names(conn, CASE) == frozenset()


@pytest.mark.parametrize("instant", [START, START.replace(microsecond=7), ODD])
def test_sqlite_gets_an_instant_as_sqlalchemy_writes_it(sqlite_db: Database, instant: datetime) -> None:
    with sqlite_db.write() as conn:
        open_case(conn)
        timers.replace(conn, CASE, (), [Timer(due_at=instant, case_id=CASE, key="hot")])
        conn.execute(insert(TIMER), {"due_at": instant, "case_id": CASE, "key": "sqlalchemy"})
        written = conn.execute(text("SELECT typeof(due_at), due_at FROM timer")).all()
    assert len(written) == 2
    assert len(set(written)) == 1


def notice(name: str) -> Notice:
    """A notice that nobody has read."""
    return Notice(
        notice_id=name,
        case_id=CASE,
        seq=1,
        run="",
        deadline="frist",
        item="",
        rung="on",
        recipient="kari",
        role="leder",
        escalate=False,
        title_key="notices.deadline",
        due_on=None,
        created_at=START,
    )


def test_what_moves_a_case_reaches_postgresql_without_waiting_for_answers(postgres_db: Database) -> None:
    with postgres_db.write() as conn:
        before = open_case(conn)
        driver: Any = conn.connection.dbapi_connection
        with heads.moving(conn, CASE):
            write(conn, before, [act(1), act(2)])
            assert driver.info.pipeline_status.name == "ON"
        assert driver.info.pipeline_status.name == "OFF"
        assert events.read_case(conn, CASE) == (act(1), act(2))


def test_rows_that_are_asked_for_are_those_there_when_asking(db: Database) -> None:
    with db.write() as conn:
        open_case(conn)
        notices.insert_notices(conn, [notice("før")])
        with heads.moving(conn, CASE):
            in_force = notices.ask_in_force_of_case(conn, CASE)
            notices.insert_notices(conn, [notice("etter")])
        assert in_force() == (notice("før"),)


def test_a_case_that_has_moved_on_is_a_conflict_and_nothing_of_the_block_is_kept(db: Database) -> None:
    with db.write() as conn:
        fill_case(conn, 2)

    def move_from_an_old_version() -> None:
        with db.write() as conn, heads.moving(conn, CASE):
            heads.update_head(conn, replace(open_head(), version=3), 1)
            heads.write_state(conn, CASE, "{}")

    def open_head() -> Head:
        with db.read() as conn:
            found = heads.read(conn, CASE)
        assert found is not None
        return found

    before = open_head()
    with pytest.raises(ConflictError) as raised:
        move_from_an_old_version()
    assert raised.value.key == "store.version_taken"
    assert open_head() == before


def test_after_the_writes_of_a_case_a_version_is_checked_at_once_again(db: Database) -> None:
    with db.write() as conn:
        opened = open_case(conn)
        with heads.moving(conn, CASE):
            moved = write(conn, opened, [act(1)])
        with pytest.raises(ConflictError):
            heads.update_head(conn, moved, 0)


def test_an_event_that_is_there_already_is_a_conflict_that_a_savepoint_undoes(db: Database) -> None:
    def append_again() -> None:
        with savepoint(conn), heads.moving(conn, CASE):
            timers.replace(conn, CASE, (), [Timer(due_at=START, case_id=CASE, key="med")])
            write(conn, last, [act(2)])
            heads.write_state(conn, CASE, '{"ny":1}')

    with db.write() as conn:
        last = replace(fill_case(conn, 2), version=1)
        with pytest.raises(ConflictError) as raised:
            append_again()
        write(conn, replace(last, version=2), [act(3)])
    assert raised.value.key == "store.version_taken"
    with db.read() as conn:
        assert timers.of_case(conn, CASE) == ()
        assert heads.read_state(conn, CASE) == "{}"
        assert [record.seq for record in events.read_case(conn, CASE)] == [1, 2, 3]


def test_a_text_that_is_refused_leaves_the_transaction_usable(db: Database) -> None:
    def refused() -> None:
        with heads.moving(conn, CASE):
            timers.replace(conn, CASE, (), [Timer(due_at=START, case_id=CASE, key="med")])
            heads.write_state(conn, CASE, "\0")

    with db.write() as conn:
        open_case(conn)
        with pytest.raises(UsageError):
            refused()
        heads.write_state(conn, CASE, '{"ny":1}')
    with db.read() as conn:
        assert heads.read_state(conn, CASE) == '{"ny":1}'


def test_a_connection_that_is_lost_among_the_writes_of_a_case_is_told_in_words(
    postgres_db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def lose_it() -> None:
        with postgres_db.write() as conn:
            mine = conn.execute(text("SELECT pg_backend_pid()")).scalar_one()
            before = open_case(conn)
            with heads.moving(conn, CASE):
                with postgres_db.read() as other:
                    other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
                write(conn, before, [act(1)])

    with pytest.raises(UnavailableError) as raised:
        lose_it()
    assert raised.value.key == "store.connection_lost"
    assert caplog.messages == []
    with postgres_db.write() as conn:
        open_case(conn)
