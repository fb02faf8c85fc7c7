"""The door to a database: transactions that do not lose, savepoints that work, errors in plain words."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from traceback import format_exception_only

import pytest
from sqlalchemy import Connection, insert, make_url, select, text
from sqlalchemy.exc import DBAPIError

from pathways.errors import ConflictError, IntegrityError, UnavailableError, UsageError
from pathways.store import heads
from pathways.store.database import Database, place, savepoint
from pathways.store.engines import LOG_PAGES, journal_mode, sqlite_module
from pathways.store.tables import CASE_NUMBER, SOURCE
from tests.store.records import CASE, fill_case, head, open_case
from tests.support.tampering import unlocked

_READ_LAST = select(CASE_NUMBER.c.last).with_for_update()


def begin_counting(database: Database) -> None:
    """Stores a number to count up."""
    with database.write() as conn:
        conn.execute(text("INSERT INTO case_number VALUES ('BV', 2026, 0)"))


def count_up(database: Database, times: int) -> None:
    """Reads a number and writes the next one, in a transaction of its own each time."""
    for _ in range(times):
        with database.write() as conn:
            last = conn.execute(_READ_LAST).scalar_one()
            conn.execute(text("UPDATE case_number SET last = :next"), {"next": last + 1})


def in_threads(jobs: Sequence[Callable[[], None]]) -> list[BaseException]:
    """Runs each of ``jobs`` in a thread of its own, all at once, and gives what they raised."""
    raised: list[BaseException] = []
    together = threading.Barrier(len(jobs))

    def run(work: Callable[[], None]) -> None:
        together.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001 (given to the test)
            raised.append(error)

    running = [threading.Thread(target=run, args=[work]) for work in jobs]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return raised


def counted(database: Database) -> int:
    with database.read() as conn:
        return int(conn.execute(text("SELECT last FROM case_number")).scalar_one())


def test_no_update_of_threads_that_read_and_write_is_lost(db: Database) -> None:
    begin_counting(db)
    assert in_threads([lambda: count_up(db, 20)] * 4) == []
    assert counted(db) == 80


def test_no_update_of_two_programs_is_lost(migrated_url: str) -> None:
    databases = [Database.open(migrated_url) for _ in range(2)]
    begin_counting(databases[0])
    assert in_threads([partial(count_up, database, 10) for database in databases * 2]) == []
    assert counted(databases[0]) == 40
    for database in databases:
        database.close()


def open_case_and_fail(conn: Connection, case_id: str = CASE) -> None:
    """Stores a case, and raises."""
    open_case(conn, case_id)
    raise KeyError


def test_what_a_block_that_raises_wrote_is_gone(db: Database) -> None:
    with pytest.raises(KeyError), db.write() as conn:
        open_case_and_fail(conn)
    with db.read() as conn:
        assert heads.read(conn, CASE) is None


def test_a_savepoint_undoes_its_own_block_only(db: Database) -> None:
    with db.write() as conn:
        open_case(conn, "BV-2026-0001")
        with pytest.raises(KeyError), savepoint(conn):
            open_case_and_fail(conn, "BV-2026-0002")
        with savepoint(conn):
            open_case(conn, "BV-2026-0003")
    with db.read() as conn:
        found = [each.case_id for each in heads.list_heads(conn, limit=9)]
    assert found == ["BV-2026-0001", "BV-2026-0003"]


def test_a_refused_row_in_a_savepoint_does_not_end_the_transaction(db: Database) -> None:
    with db.write() as conn:
        open_case(conn)
        with pytest.raises(ConflictError), savepoint(conn):
            heads.insert_head(conn, head(), "{}")
        open_case(conn, "BV-2026-0002")
    with db.read() as conn:
        assert len(heads.list_heads(conn, limit=9)) == 2


def test_a_reader_sees_one_moment(db: Database) -> None:
    with db.write() as conn:
        open_case(conn, "BV-2026-0001")
    with db.read() as reader:
        before = heads.list_heads(reader, limit=9)
        with db.write() as conn:
            open_case(conn, "BV-2026-0002")
        assert heads.list_heads(reader, limit=9) == before


def test_what_a_reader_writes_is_not_kept(db: Database) -> None:
    try:
        with db.read() as conn:
            open_case(conn)
    except DBAPIError:
        assert db.kind == "postgresql"
    with db.read() as conn:
        assert heads.read(conn, CASE) is None


def test_a_write_inside_a_write_is_a_bug_on_sqlite(sqlite_db: Database) -> None:
    with sqlite_db.write(), pytest.raises(ValueError, match="inside"), sqlite_db.write():
        pass


def test_a_commit_that_fails_leaves_the_outcome_unknown_on_sqlite(sqlite_db: Database) -> None:
    def break_a_rule_that_is_checked_last() -> None:
        with sqlite_db.write() as conn:
            conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            conn.execute(text("INSERT INTO case_state VALUES ('ingen', '{}')"))

    with pytest.raises(UnavailableError, match="uvisst"):
        break_a_rule_that_is_checked_last()
    with sqlite_db.write() as conn:
        open_case(conn)


def end_session(database: Database, conn: Connection) -> None:
    """Ends the session of another connection, as a restarted server would."""
    backend = conn.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with database.read() as other:
        other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})


def test_a_commit_that_fails_leaves_the_outcome_unknown_on_postgresql(postgres_db: Database) -> None:
    def lose_the_server_before_the_commit() -> None:
        with postgres_db.write() as conn:
            open_case(conn)
            end_session(postgres_db, conn)

    with pytest.raises(UnavailableError, match="uvisst"):
        lose_the_server_before_the_commit()
    with postgres_db.write() as conn:
        open_case(conn)


def test_a_server_that_went_before_the_commit_is_no_unknown_outcome(postgres_db: Database) -> None:
    def lose_the_server_before_a_statement() -> None:
        with postgres_db.write() as conn:
            end_session(postgres_db, conn)
            open_case(conn)

    with pytest.raises(UnavailableError, match="Mistet kontakten"):
        lose_the_server_before_a_statement()


def test_two_transactions_that_wait_for_each_other_are_a_conflict(postgres_db: Database) -> None:
    with postgres_db.write() as conn:
        open_case(conn, "BV-2026-0001")
        open_case(conn, "BV-2026-0002")
    both_hold_one = threading.Barrier(2)

    def lock_both(*names: str) -> None:
        with postgres_db.write() as conn:
            heads.lock(conn, names[0])
            both_hold_one.wait()
            heads.lock(conn, names[1])

    jobs = [partial(lock_both, "BV-2026-0001", "BV-2026-0002"), partial(lock_both, "BV-2026-0002", "BV-2026-0001")]
    assert [type(error) for error in in_threads(jobs)] == [ConflictError]


def test_a_writer_on_sqlite_does_not_wait_for_ever(sqlite_db: Database) -> None:
    file = sqlite_db.place
    other = sqlite_module().connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    impatient = Database.open(f"sqlite:///{file}?timeout=0.05")
    with pytest.raises(UnavailableError, match="opptatt"), impatient.write():
        pass
    impatient.close()
    other.close()


def test_a_lock_on_postgresql_is_not_waited_for_for_ever(postgres_db: Database) -> None:
    def open_the_same_case_in_a_hurry() -> None:
        with postgres_db.write() as conn:
            conn.exec_driver_sql("SET LOCAL lock_timeout = '50ms'")
            open_case(conn)

    with postgres_db.write() as conn:
        open_case(conn)
        with pytest.raises(UnavailableError, match="opptatt"):
            open_the_same_case_in_a_hurry()


def test_a_commit_is_on_disk_when_it_returns(db: Database) -> None:
    with db.write() as conn:
        if db.kind == "sqlite":
            found = [conn.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("synchronous", "foreign_keys")]
            assert found == [2, 1]
        else:
            assert conn.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "on"


def test_a_database_in_haste_waits_for_the_disk_no_longer_and_is_still_kept_whole(db: Database) -> None:
    with db.read():
        pass
    db.hasten()
    with db.read() as conn:
        if db.kind == "sqlite":
            assert conn.exec_driver_sql("PRAGMA synchronous").scalar_one() == 1
        else:
            assert conn.exec_driver_sql("SHOW synchronous_commit").scalar_one() == "off"


def test_sessions_of_postgresql_are_bounded_and_speak_utc(postgres_db: Database) -> None:
    names = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout", "timezone")
    with postgres_db.write() as conn:
        found = [conn.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names]
        isolation = conn.exec_driver_sql("SHOW transaction_isolation").scalar_one()
    assert (found, isolation) == (["10s", "1min", "1min", "UTC"], "read committed")


def test_sqlite_keeps_a_write_ahead_log_unless_its_library_has_the_bug(sqlite_db: Database) -> None:
    with sqlite_db.read() as conn:
        mode = conn.exec_driver_sql("PRAGMA journal_mode").scalar_one()
    assert mode == journal_mode(sqlite_module().sqlite_version_info)


def test_the_write_ahead_log_is_begun_anew_before_it_grows_long(sqlite_db: Database) -> None:
    page = 4096
    for number in range(4 * LOG_PAGES // 100):
        with sqlite_db.write() as conn:
            kept = {"hash": str(number), "kind": "codes", "origin": "", "text": "x" * 100 * page}
            conn.execute(insert(SOURCE), kept)
    log = Path(f"{sqlite_db.place}-wal")
    assert LOG_PAGES * page < log.stat().st_size < (LOG_PAGES + 300) * page


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 6, 23), "wal"),
        ((3, 7, 0), "truncate"),
        ((3, 40, 1), "truncate"),
        ((3, 44, 5), "truncate"),
        ((3, 44, 6), "wal"),
        ((3, 50, 6), "truncate"),
        ((3, 50, 7), "wal"),
        ((3, 51, 2), "truncate"),
        ((3, 51, 3), "wal"),
        ((3, 53, 4), "wal"),
    ],
)
def test_the_journal_depends_on_the_library(version: tuple[int, int, int], mode: str) -> None:
    assert journal_mode(version) == mode


def test_only_its_owner_may_read_the_file(sqlite_db: Database) -> None:
    with sqlite_db.write() as conn:
        open_case(conn)
        modes = {file.name: file.stat().st_mode & 0o777 for file in Path(sqlite_db.place).parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert len(modes) > 1


def test_a_database_knows_what_it_is(db: Database) -> None:
    assert db.kind in {"sqlite", "postgresql"}
    assert db.library_version[0].isdigit()


def test_a_file_that_is_not_there_is_not_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="pathways init"):
        Database.open(f"sqlite:///{tmp_path}/ingen.db")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match=r"mangler/ny\.db"):
        Database.open_unmigrated(f"sqlite:///{tmp_path}/mangler/ny.db")


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("Kjære kommune, " * 100, encoding="utf-8")
    with pytest.raises(UnavailableError, match=r"brev\.txt"):
        Database.open(f"sqlite:///{tmp_path}/brev.txt")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "en database", "", "oracle+tull:/"])
def test_what_is_no_database_of_ours_is_refused(url: str) -> None:
    with pytest.raises(UsageError):
        Database.open(url)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_a_server_that_does_not_answer_is_named_without_its_password(scheme: str, tmp_path: Path) -> None:
    url = f"{scheme}://kari:hemmelig@/pathways?host={tmp_path}&password=hemmelig"
    with pytest.raises(UnavailableError) as caught:
        Database.open(url)
    assert "pathways" in str(caught.value)
    assert "hemmelig" not in str(caught.value)


def test_a_user_without_rights_is_told_so(postgres_db: Database) -> None:
    def open_a_case_as_a_guest() -> None:
        with postgres_db.write() as conn:
            conn.exec_driver_sql("CREATE ROLE gjest")
            conn.exec_driver_sql("SET LOCAL ROLE gjest")
            open_case(conn)

    with pytest.raises(UnavailableError, match="ikke lov"):
        open_a_case_as_a_guest()


def test_a_text_that_is_no_text_any_more_is_a_breach_of_integrity(sqlite_db: Database) -> None:
    with sqlite_db.write() as conn:
        fill_case(conn, 1)
        with unlocked(conn):
            conn.execute(text("UPDATE event SET envelope = CAST(x'ff' AS TEXT)"))
    with pytest.raises(IntegrityError, match="pathways verify"), sqlite_db.read() as conn:
        conn.execute(text("SELECT envelope FROM event")).all()


def test_a_bug_tells_no_values_in_its_message(db: Database) -> None:
    with pytest.raises((DBAPIError, UnavailableError)) as caught, db.write() as conn:
        conn.execute(text("INSERT INTO ingen VALUES (:navn)"), {"navn": "Ola Nordmann"})
    told = "".join(format_exception_only(caught.value)) + str(caught.value.__cause__)
    assert "ingen" in told
    assert "Ola" not in told


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://pathways@vert:5433/base", "vert:5433/base"),
        ("postgresql://pathways@/base?host=/var/run/postgresql", "/var/run/postgresql/base"),
        ("postgresql://pathways@%2Fvar%2Frun%2Fpostgresql/base", "/var/run/postgresql/base"),
        ("postgresql:///base", "localhost/base"),
    ],
)
def test_where_a_database_lies_is_shown_with_the_folder_of_its_socket(url: str, shown: str) -> None:
    assert place(make_url(url)) == shown


def test_a_glance_shows_what_was_committed_since_the_last_and_keeps_nobody_waiting(db: Database) -> None:
    with db.glance() as conn:
        assert heads.read(conn, CASE) is None
        with db.write() as other:
            open_case(other)
        assert heads.read(conn, CASE) is not None


def test_a_transaction_is_one_on_a_connection_that_was_glanced_with(db: Database) -> None:
    def fail_after_opening() -> None:
        with db.write() as conn:
            open_case(conn)
            raise ConflictError("store.collision")

    with db.glance() as conn:
        heads.read(conn, CASE)
    with pytest.raises(ConflictError):
        fail_after_opening()
    with db.read() as conn:
        assert heads.read(conn, CASE) is None
