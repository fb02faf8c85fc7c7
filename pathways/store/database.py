"""The door to a database: reads in one snapshot, writes one at a time, errors in plain words.

SQLite and PostgreSQL behave alike behind it. A read never commits; a write commits when its block ends.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from pathways.errors import ConflictError, IntegrityError, PathwaysError, UnavailableError, UsageError
from pathways.store import schema
from pathways.store.engines import BUSY_SECONDS, hasten, postgres_engine, sqlite_engine
from pathways.store.hot import send
from pathways.store.sealing import TextLock, attach

COLLISIONS = {"40001", "40P01"}
"""SQLSTATE of a serialization failure and a deadlock: another transaction won, and trying again helps."""

LOCK_NOT_AVAILABLE = "55P03"
NOT_PERMITTED = "42501"
NOT_SQLITE = "file is not a database"
"""What SQLite says of a file that is something else, or encrypted."""


class Database:
    """An open database. Thread-safe; make one per process, and ``close`` it."""

    def __init__(self, engine: Engine) -> None:
        self._write = self._read = self._glance = engine
        self._writing = threading.Lock()
        self._writer = 0
        self._lock: TextLock | None = None
        self.kind: str = engine.dialect.name
        """``sqlite`` or ``postgresql``."""
        self.place = place(engine.url)
        """Where it lies, for people; never a password."""
        if self.kind == "postgresql":
            # The snapshot that a reader on SQLite has anyway; read only, it never fails to serialize.
            self._read = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            self._glance = engine.execution_options(isolation_level="AUTOCOMMIT")

    @classmethod
    def open(cls, url: str) -> "Database":
        """Opens a database that ``pathways init`` has made.

        Raises: UnavailableError when it cannot be reached or is at another revision; UsageError for a bad URL.
        """
        database = cls(_engine(url, create=False))
        try:
            database._refuse_other_schema()
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def open_unmigrated(cls, url: str) -> "Database":
        """Opens a database whatever its schema, and makes the file of an SQLite one: for init, upgrade and doctor."""
        return cls(_engine(url, create=True))

    @staticmethod
    def would_make_file(url: str) -> bool:
        """Whether opening a database for ``init`` would make a file. Touches nothing."""
        try:
            found = make_url(url)
        except ArgumentError:
            return False
        file = Path(found.database or ".")
        return found.get_backend_name() == "sqlite" and not file.exists() and file.parent.is_dir()

    @property
    def library_version(self) -> str:
        """Version of the SQLite library or of the PostgreSQL server."""
        if self.kind == "sqlite":
            return str(self._read.dialect.loaded_dbapi.sqlite_version)
        with self.read() as conn:
            return str(conn.exec_driver_sql("SHOW server_version").scalar_one())

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot to read from; whatever is written in it is rolled back. Raises UnavailableError."""
        with self._connect(self._read) as conn, _plain_words(self.place):
            self._begin(conn, "BEGIN")
            yield conn

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """For one hot statement that reads, in no transaction: PostgreSQL is asked once, not three times.

        Whoever acts on what it shows must look again where they write. Raises UnavailableError.
        """
        with self._connect(self._glance) as conn, _plain_words(self.place):
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, committed when the block ends and rolled back when it raises. Never nest.

        Raises: UnavailableError when the database cannot be reached or stays busy, and with
        ``store.outcome_unknown`` when only the commit failed: look the idempotency key up before answering;
        ConflictError when another transaction won.
        """
        with self._turn(), self._connect(self._write) as conn:
            with _plain_words(self.place):
                # Two deferred transactions that read and then write lose updates or deadlock: writers lock at once.
                self._begin(conn, "BEGIN IMMEDIATE")
                yield conn
            _commit(conn)

    def refuse_other_encoding(self) -> None:
        """Raises UnavailableError for a PostgreSQL database in which not every text can be kept."""
        with self.read() as conn:
            self._refuse_other_encoding(conn)

    def _refuse_other_encoding(self, conn: Connection) -> None:
        if self.kind != "postgresql":
            return
        # The server tells it when it is connected to: this asks nothing more of it.
        driver = conn.connection.driver_connection
        encoding = None if driver is None else driver.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise UnavailableError("store.not_utf8", place=self.place, encoding=encoding)

    def scrub(self, tables: Sequence[str]) -> bool:
        """Writes what is kept anew, so that no page holds what was destroyed; False where others are in the database.

        On SQLite the whole file, and its journal is emptied; on PostgreSQL these tables, which are locked meanwhile.
        Never inside a transaction. Backups, the journal of a server, and old blocks of a disk are not reached.
        """
        with self._turn(), self._connect(self._write) as conn:
            try:
                if self.kind == "sqlite":
                    return _scrub_file(conn)
                alone = conn.execution_options(isolation_level="AUTOCOMMIT")
                send(alone, f"SET lock_timeout = '{BUSY_SECONDS}s'")
                for table in tables:
                    send(alone, f"VACUUM (FULL) {table}")
                send(alone, "RESET lock_timeout")
            except (DBAPIError, sqlite3.Error):
                conn.invalidate()
                return False
        return True

    def hasten(self) -> None:
        """Wait for the disk no longer: only for a sandbox that can be made anew from its seed (``engines.hasten``)."""
        hasten(self._write)

    def seal_texts(self, lock: TextLock) -> None:
        """From now on free texts are sealed and opened by ``lock``."""
        self._lock = lock

    def close(self) -> None:
        """Closes every connection."""
        self._write.dispose()

    def _refuse_other_schema(self) -> None:
        with self.read() as conn:
            self._refuse_other_encoding(conn)
            found = schema.revision(conn)
            foreign = found != schema.HEAD and schema.is_foreign(conn)
        if found != schema.HEAD:
            key = "store.no_schema" if found is None else "store.other_schema"
            key = "store.foreign_tables" if foreign else key
            raise UnavailableError(key, place=self.place, found=found, head=schema.HEAD)

    @contextmanager
    def _connect(self, engine: Engine) -> Iterator[Connection]:
        try:
            conn = engine.connect()
        except (DBAPIError, PoolTimeoutError) as error:
            if NOT_SQLITE in str(error):
                raise UnavailableError("store.not_sqlite", place=self.place) from error
            raise UnavailableError("store.unreachable", place=self.place) from error
        with conn:
            attach(conn, self._lock)
            yield conn

    def _begin(self, conn: Connection, on_sqlite: str) -> None:
        conn.begin()
        if self.kind == "sqlite":
            send(conn, on_sqlite)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        # Threads that fight for SQLite's own lock starve each other for up to a second; this queue does not.
        if self.kind != "sqlite":
            yield
            return
        if self._writer == threading.get_ident():
            raise ValueError("write() inside write()")
        if not self._writing.acquire(timeout=BUSY_SECONDS):
            raise UnavailableError("store.busy", place=self.place)
        try:
            self._writer = threading.get_ident()
            yield
        finally:
            self._writer = 0
            self._writing.release()


def _scrub_file(conn: Connection) -> bool:
    driver = conn.connection.driver_connection
    if driver is None:
        return False
    driver.execute("VACUUM")
    busy, *_ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


@contextmanager
def savepoint(conn: Connection) -> Iterator[None]:
    """What the block wrote is undone when it raises; the transaction around it goes on."""
    # SQLAlchemy's own savepoint costs as much as passing what is due in a case (docs/benchmarks.md).
    send(conn, "SAVEPOINT block")
    try:
        yield
    except BaseException:
        if not conn.invalidated:
            send(conn, "ROLLBACK TO SAVEPOINT block")
            send(conn, "RELEASE SAVEPOINT block")
        raise
    send(conn, "RELEASE SAVEPOINT block")


def place(url: URL) -> str:
    """Where a database lies, in words without user or password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    port = f":{url.port}" if url.port else ""
    # A host that is a path, in either of the places where it may stand, is the folder of the server's socket.
    asked = url.query.get("host", "")
    host = unquote(url.host or (asked if isinstance(asked, str) else ", ".join(asked)))
    return f"{host or 'localhost'}{port}/{url.database or ''}"


def _engine(text: str, *, create: bool) -> Engine:
    try:
        url = make_url(text.replace("postgres://", "postgresql://", 1))
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise UsageError("store.bad_url") from None
    if backend == "sqlite":
        return sqlite_engine(url.set(drivername="sqlite"), create=create)
    if backend == "postgresql":
        return postgres_engine(url)
    raise UsageError("store.unknown_kind", kind=backend)


def _commit(conn: Connection) -> None:
    try:
        conn.commit()
    except DBAPIError as error:
        conn.invalidate()
        raise UnavailableError("store.outcome_unknown") from error


@contextmanager
def _plain_words(where: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        plain = _explained(error, where)
        if plain is None:
            raise
        raise plain from error


def _explained(error: DBAPIError, where: str) -> PathwaysError | None:
    """What a person can do something about; None for a bug of ours."""
    state = getattr(error.orig, "sqlstate", None)
    if state == NOT_PERMITTED:
        return UnavailableError("store.not_permitted", place=where)
    if NOT_SQLITE in str(error.orig):
        return UnavailableError("store.not_sqlite", place=where)
    if error.connection_invalidated:
        return UnavailableError("store.connection_lost", place=where)
    if not isinstance(error, OperationalError):
        return None
    if state in COLLISIONS:
        return ConflictError("store.collision")
    if state == LOCK_NOT_AVAILABLE or "database is locked" in str(error.orig):
        return UnavailableError("store.busy", place=where)
    if "Could not decode" in str(error.orig):
        return IntegrityError("store.undecodable", place=where)
    return UnavailableError("store.statement_failed", place=where, why=type(error.orig).__name__)
