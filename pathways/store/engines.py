"""How an SQLAlchemy engine is made for each database: driver, pragmas, session settings, transactions.

Nothing is left to a default that loses data: every choice below is tried by tests/store. Parameters are hidden from
the messages of SQLAlchemy, which would carry personal data into a log.
"""

import importlib
import logging
import os
import stat
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, SAWarning

from pathways.errors import NotAFileError, UnavailableError, UsageError, why_not
from pathways.store.schema import FIRST_TABLE

BUSY_SECONDS = 10
"""How long a writer waits for another one before it gives up (real time)."""

_WAL_RESET_BUG = ((3, 7, 0), (3, 51, 2))
"""First and last SQLite with the WAL-reset bug, but for the two lines below that got the fix as well."""

_MENDED_LINES = {(3, 44): 6, (3, 50): 7}

LOG_PAGES = 2_000
"""Pages (of 4 KiB) after which the write-ahead log is begun anew. The log of a process that has just begun grows with
every commit until then, and a commit that makes the file longer costs a third more than one that writes over it
(docs/benchmarks.md). Much fewer, and one act in a hundred would pay for moving pages into the database."""

_PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", f"wal_autocheckpoint={LOG_PAGES}", "cache_size=-65536")

_POSTGRES_SESSION = {
    "synchronous_commit": "on",
    "default_transaction_isolation": "read\\ committed",
    "lock_timeout": f"{BUSY_SECONDS}s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
}


def sqlite_module() -> ModuleType:
    """The SQLite that is used: the pysqlite3 wheel, or, where it is not installed, the one of Python."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3.dbapi2")


def journal_mode(version: tuple[int, int, int]) -> str:
    """``wal``, or ``truncate`` for an SQLite ``version`` in which the write-ahead log can lose data."""
    first, last = _WAL_RESET_BUG
    mended = version[2] >= _MENDED_LINES.get((version[0], version[1]), 1_000)
    return "truncate" if first <= version <= last and not mended else "wal"


def sqlite_engine(url: URL, *, create: bool) -> Engine:
    """An engine on one file, which only its owner may read. Raises UnavailableError when it is not there."""
    _claim_file(url, create=create)
    module = sqlite_module()
    mode = journal_mode(module.sqlite_version_info)
    arguments: dict[str, object] = {"isolation_level": None}
    if "timeout" not in url.query:
        arguments["timeout"] = BUSY_SECONDS
    with _known_options():
        engine = create_engine(url, module=module, connect_args=arguments, hide_parameters=True)

    def configure(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        # The journal is kept in the file itself: that of another program, or of nobody yet, stays as it is.
        if _is_ours(cursor, create=create):
            cursor.execute(f"PRAGMA journal_mode={mode}")
            found = cursor.fetchone()
            if found != (mode,):
                raise UnavailableError("store.journal_mode", file=url.database, wanted=mode, found=found)
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", configure)
    return engine


def postgres_engine(url: URL) -> Engine:
    """An engine whose sessions commit durably, wait for no lock for ever, and speak UTC."""
    # Of an error that follows from one already raised psycopg warns on stderr; people get a sentence about the first.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
    options = " ".join(f"-c {name}={value}" for name, value in _POSTGRES_SESSION.items())
    arguments = {"options": options, "connect_timeout": BUSY_SECONDS, "application_name": "pathways"}
    with _known_options():
        return create_engine(url.set(drivername="postgresql+psycopg"), connect_args=arguments, hide_parameters=True)


_HASTY = {"sqlite": "PRAGMA synchronous=NORMAL", "postgresql": "SET synchronous_commit = off"}


def hasten(engine: Engine) -> None:
    """Let connections made from now on no longer wait for the disk at every commit: for what can be made anew.

    After a power cut the last commits may be gone; what is there is whole, in either database.
    """
    statement = _HASTY[engine.dialect.name]

    def configure(connection: DBAPIConnection, _record: object) -> None:
        connection.cursor().execute(statement)
        connection.commit()

    engine.dispose()
    event.listen(engine, "connect", configure)


@contextmanager
def _known_options() -> Iterator[None]:
    """Refuses what stands after the ``?`` of an address and is unknown, or has a value that cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SAWarning)
            yield
    except (ArgumentError, SAWarning, TypeError, ValueError):
        raise UsageError("store.bad_option") from None


def _is_ours(cursor: DBAPICursor, *, create: bool) -> bool:
    """Whether an SQLite file holds this program's tables, or is empty and to hold them."""
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    tables = {name for (name,) in cursor.fetchall()}
    return FIRST_TABLE in tables if tables else create


def is_open_to_others(file: Path) -> bool:
    """Whether others than its owner may read or write an SQLite file. Never where files have no such rights."""
    return os.name == "posix" and bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _close_to_others(handle: int, *, create: bool) -> None:
    """An empty file that becomes a database is for its owner only, as one that is made here; any other is left."""
    if create and os.name == "posix" and os.fstat(handle).st_size == 0:
        os.fchmod(handle, 0o600)


def _claim_file(url: URL, *, create: bool) -> None:
    if url.database in (None, "", ":memory:"):
        raise UsageError("store.needs_file")
    file = Path(str(url.database))
    if file.exists() and not (file.is_file() or file.is_dir()):
        raise UnavailableError("store.file_refused", file=file, why=why_not(NotAFileError()))
    if file.is_dir():
        raise UnavailableError("store.is_folder", file=file)
    if not file.parent.is_dir():
        raise UnavailableError("store.no_folder", file=file, folder=file.parent)
    if not create and not file.is_file():
        raise UnavailableError("store.no_file", file=file)
    try:
        # SQLite gives -wal and -shm the mode of the file itself.
        handle = os.open(file, os.O_RDWR | (os.O_CREAT if create else 0), 0o600)
        try:
            _close_to_others(handle, create=create)
        finally:
            os.close(handle)
    except OSError as error:
        raise UnavailableError("store.file_refused", file=file, why=why_not(error)) from error
