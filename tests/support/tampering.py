"""Somebody who may change tables: takes away what keeps the log, changes it, and puts that back again."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from pathways.store.log_stays import SQLITE


@contextmanager
def unlocked(conn: Connection) -> Iterator[Connection]:
    """The connection, on which events can be changed and removed until the end of the block."""
    lock(conn, on=False)
    yield conn
    lock(conn, on=True)


def lock(conn: Connection, *, on: bool) -> None:
    """Keeps the log, or keeps it no more."""
    if conn.dialect.name == "sqlite":
        for name, made in SQLITE.items():
            conn.exec_driver_sql(made if on else f"DROP TRIGGER {name}")
        return
    conn.exec_driver_sql(f"ALTER TABLE event {'ENABLE' if on else 'DISABLE'} TRIGGER USER")
