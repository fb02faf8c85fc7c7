"""Brings a database to the schema of this program, with Alembic, in one transaction.

Only ``init`` and ``upgrade`` come here; opening a database compares revisions without Alembic (``schema``).
"""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from pathways.errors import UnavailableError
from pathways.store import schema
from pathways.store.database import Database

_ONE_MIGRATION_AT_A_TIME = 0x7061746877617973
"""Key of the PostgreSQL advisory lock that two programs upgrading at once wait on."""


def nothing_more(_conn: Connection, _found: str | None) -> None:
    """Adds nothing to the schema."""


def upgrade(database: Database, finish: Callable[[Connection, str | None], None] = nothing_more) -> str | None:
    """Brings the database to the newest revision; what it was at before, None when it had no schema.

    ``finish`` is called in the same transaction, with that revision, whatever it was: so what a database is from its
    first moment (a sandbox, say) is there with its tables or not at all. What it raises undoes everything.

    Raises: UnavailableError, and as ``finish``.
    """
    with database.write() as conn:
        if database.kind == "postgresql":
            conn.exec_driver_sql("SET LOCAL statement_timeout = 0")
            conn.exec_driver_sql("SET LOCAL lock_timeout = 0")
            conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_MIGRATION_AT_A_TIME})")
        _refuse_foreign(database, conn)
        found = schema.revision(conn)
        if found != schema.HEAD:
            try:
                _run(conn)
            except (DBAPIError, CommandError) as error:
                raise UnavailableError("store.upgrade_failed", place=database.place) from error
        finish(conn, found)
    return found


def current(database: Database) -> str | None:
    """The revision the database is at; None before the first. Raises: UnavailableError for another program's."""
    with database.read() as conn:
        _refuse_foreign(database, conn)
        return schema.revision(conn)


def head() -> str:
    """The newest revision of this program."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def _refuse_foreign(database: Database, conn: Connection) -> None:
    if schema.is_foreign(conn):
        raise UnavailableError("store.foreign_tables", place=database.place)


def _run(conn: Connection) -> None:
    config = _config()
    config.attributes["connection"] = conn
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
