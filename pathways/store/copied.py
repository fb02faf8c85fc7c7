"""Whether a database is a copy that ``backup`` wrote, and nobody has said that it is the one from now on.

SQLite keeps one number for whoever makes a file; a copy has its own there. PostgreSQL's tools leave no such mark.
"""

from pathways.store.database import Database

COPY = 1_885_434_480
"""What a copy has as its ``user_version``; a database has 0."""

MARK, RELEASE = f"PRAGMA user_version = {COPY}", "PRAGMA user_version = 0"


def is_copy(database: Database) -> bool:
    """Whether it is marked as a copy. Raises: UnavailableError."""
    if database.kind != "sqlite":
        return False
    with database.read() as conn:
        return bool(conn.exec_driver_sql("PRAGMA user_version").scalar_one() == COPY)


def release(database: Database) -> None:
    """It is the one from now on. Raises: UnavailableError."""
    if is_copy(database):
        with database.write() as conn:
            conn.exec_driver_sql(RELEASE)
