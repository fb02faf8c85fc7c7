"""Which schema this program speaks: the revision that every database must be at."""

from sqlalchemy import Connection, inspect, text

HEAD = "0001"
"""The newest revision under ``migrations/versions``; a test holds the two together, so that Alembic is not needed."""

VERSION_TABLE = "alembic_version"


def revision(conn: Connection) -> str | None:
    """The revision the database is at; None when it has no schema yet."""
    if not inspect(conn).has_table(VERSION_TABLE):
        return None
    return conn.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()  # noqa: S608 (constant)
