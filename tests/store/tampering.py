"""Somebody with a database tool: edits behind the back of the program, and rolled back again."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine

from pathways.store.database import Database
from pathways.store.engines import sqlite_module
from tests.support.tampering import unlocked


@contextmanager
def tampered(database: Database) -> Iterator[Connection]:
    """A transaction in which no constraint between tables holds anybody back; rolled back at the end."""
    if database.kind == "sqlite":
        arguments = {"isolation_level": None}
        engine = create_engine(f"sqlite:///{database.place}", module=sqlite_module(), connect_args=arguments)
        first = "BEGIN IMMEDIATE"
    else:
        engine = create_engine(database._write.url)
        first = "SET session_replication_role = replica"
    with engine.connect() as conn:
        conn.exec_driver_sql(first)
        if database.kind == "sqlite":
            with unlocked(conn):
                yield conn
        else:
            yield conn  # triggers rest there, too
    engine.dispose()
