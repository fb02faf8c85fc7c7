"""What ``doctor`` asks of the shape of the tables: indexes that are gone, triggers that somebody made. Reads only."""

from sqlalchemy import Connection, inspect, text

from pathways.store.tables import METADATA

_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
_TRIGGERS_OF_POSTGRES = """
    SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND n.nspname = current_schema()
"""


def missing_indexes(conn: Connection) -> tuple[str, ...]:
    """Names of indexes that the tables should have and have not, sorted; all those of a table that is gone."""
    look = inspect(conn)
    there = {str(index["name"]) for table in look.get_table_names() for index in look.get_indexes(table)}
    wanted = {str(index.name) for table in METADATA.tables.values() for index in table.indexes}
    return tuple(sorted(wanted - there))


def unknown_triggers(conn: Connection) -> tuple[str, ...]:
    """Names of triggers in the database, sorted: this program makes none."""
    asked = _TRIGGERS if conn.dialect.name == "sqlite" else _TRIGGERS_OF_POSTGRES
    return tuple(sorted(conn.execute(text(asked)).scalars()))
