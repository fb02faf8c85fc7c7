"""Which schema this program speaks: the revision that every database must be at."""

from sqlalchemy import Connection, inspect, text

from pathways.errors import UnavailableError

HEAD = "0001"
"""The newest revision under ``migrations/versions``; a test holds the two together, so that Alembic is not needed."""

FIRST_TABLE = "case_head"
"""A table that every revision has."""

VERSION_TABLE = "alembic_version"


def is_foreign(conn: Connection) -> bool:
    """Whether the database has tables, and not this program's: it belongs to something else."""
    tables = inspect(conn).get_table_names()
    return bool(tables) and FIRST_TABLE not in tables


def revision(conn: Connection) -> str | None:
    """The revision the database is at; None when it has no schema yet. Raises UnavailableError where it tells several.

    Alembic keeps one row; a second one was written by something else, and which of them is true cannot be known.
    """
    if not inspect(conn).has_table(VERSION_TABLE):
        return None
    told = sorted(conn.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalars())  # noqa: S608 (constant)
    if len(told) > 1:
        place, found = conn.engine.url.database, ", ".join(map(str, told))
        raise UnavailableError("store.several_revisions", place=place, found=found, head=HEAD)
    return told[0] if told else None
