"""How an SQLAlchemy engine is made for each database: driver, pragmas, session settings, transactions.

Nothing is left to a default that loses data: every choice below is tried by tests/store. Parameters are hidden from
the messages of SQLAlchemy, which would carry personal data into a log.
"""

import importlib
import os
from pathlib import Path
from types import ModuleType

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from pathways.errors import UnavailableError, UsageError, why_not

BUSY_SECONDS = 10
"""How long a writer waits for another one before it gives up (real time)."""

_WAL_RESET_BUG = ((3, 7, 0), (3, 51, 2))
"""First and last SQLite with the WAL-reset bug, but for the two lines below that got the fix as well."""

_MENDED_LINES = {(3, 44): 6, (3, 50): 7}

_PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=10000", "cache_size=-65536")

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
    engine = create_engine(url, module=module, connect_args=arguments, hide_parameters=True)

    def configure(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
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
    options = " ".join(f"-c {name}={value}" for name, value in _POSTGRES_SESSION.items())
    arguments = {"options": options, "connect_timeout": BUSY_SECONDS, "application_name": "pathways"}
    return create_engine(url.set(drivername="postgresql+psycopg"), connect_args=arguments, hide_parameters=True)


def _claim_file(url: URL, *, create: bool) -> None:
    if url.database in (None, "", ":memory:"):
        raise UsageError("store.needs_file")
    file = Path(str(url.database))
    if not create and not file.is_file():
        raise UnavailableError("store.no_file", file=file)
    try:
        # SQLite gives -wal and -shm the mode of the file itself.
        os.close(os.open(file, os.O_RDWR | (os.O_CREAT if create else 0), 0o600))
    except OSError as error:
        raise UnavailableError("store.file_refused", file=file, why=why_not(error)) from error
