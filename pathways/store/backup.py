"""A copy of an SQLite database that is in use: whole, checked, and readable by its owner only.

SQLite copies itself, page by page, while others read and write; what a plain copy of the file holds is anybody's guess.
"""

import os
import tempfile
from contextlib import closing
from pathlib import Path

from pathways.errors import UnavailableError, UsageError, why_not
from pathways.files import keep_as
from pathways.store.copied import END_SESSIONS, MARK
from pathways.store.database import Database
from pathways.store.engines import sqlite_module
from pathways.store.findings import Finding
from pathways.store.verify import verify_all


def back_up(database: Database, file: Path) -> tuple[Finding, ...]:
    """Write the database as it is now to ``file``, which is not there before the copy is whole and checked.

    Returns what the chains of the copy show, as ``verify_all``: a log that is altered is copied as it is.
    Raises: UsageError (no SQLite; the file is there, or its folder is not), UnavailableError (cannot be written, or the
    copy is not sound).
    """
    if database.kind != "sqlite":
        raise UsageError("store.backup_postgresql")
    if os.path.lexists(file):
        raise UsageError("store.backup_exists", file=file)
    if not file.parent.is_dir():
        raise UsageError("store.backup_no_folder", folder=file.parent)
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".pathways-") as folder:
            part = Path(folder) / "copy.db"
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            _copy(database, part)
            findings = _checked(part)
            keep_as(part, file)
    except FileExistsError:
        raise UsageError("store.backup_exists", file=file) from None
    except OSError as error:
        raise UnavailableError("store.backup_refused", file=file, why=why_not(error)) from error
    return findings


def _copy(database: Database, part: Path) -> None:
    module = sqlite_module()
    try:
        with closing(module.connect(str(part))) as target, database.read() as conn:
            source = conn.connection.driver_connection
            if source is None:
                raise UnavailableError("store.unreachable", place=database.place)
            # What is read first holds the moment fast, so that no writer makes the copy begin anew.
            conn.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
            source.backup(target)
            # One file alone: what is put in place later must not want for a journal beside it.
            target.execute("PRAGMA journal_mode=delete")
            # It sends nothing until somebody says that it is the one from now on.
            target.execute(MARK)
            # Who was let in when it was made may be locked out when it is used.
            target.execute(END_SESSIONS)
            target.commit()
    except module.Error as error:
        raise UnavailableError("store.backup_refused", file=part.name, why=type(error).__name__) from error


def _checked(part: Path) -> tuple[Finding, ...]:
    module = sqlite_module()
    with closing(module.connect(str(part))) as copied:
        told = [str(row[0]) for row in copied.execute("PRAGMA integrity_check(1)")]
    if told != ["ok"]:
        raise UnavailableError("store.backup_unsound", why="integrity_check")
    database = Database.open(f"sqlite:///{part}")
    try:
        with database.read() as conn:
            return tuple(verify_all(conn))
    finally:
        database.close()
