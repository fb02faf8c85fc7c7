"""Triggers of the database that refuse to change or remove an event, on SQLite and on PostgreSQL.

They stop slips and tools, and whoever may write rows only. Who may change tables can drop them: that the log is what
it was is shown by the chain and a checkpoint (docs/adr/0020). Frozen as the first schema is, which makes them.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, text

SAID = "the log is only added to"
"""What the database says where it refuses."""

_FUNCTION = "event_stays"
_BODY = f"BEGIN RAISE EXCEPTION '{SAID}'; END"
_DOES = {"event_not_changed": "UPDATE", "event_not_removed": "DELETE"}

SQLITE: Mapping[str, str] = {
    name: f"CREATE TRIGGER {name} BEFORE {what} ON event BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    for name, what in _DOES.items()
}
"""Each as SQLite keeps it."""

POSTGRESQL: Mapping[str, str] = {
    name: f"CREATE TRIGGER {name} BEFORE {what} ON event FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
    for name, what in {**_DOES, "event_not_emptied": "TRUNCATE"}.items()
}

_KEPT = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_KEPT_OF_POSTGRES = """
    SELECT t.tgname, t.tgenabled, c.relname, p.prosrc, t.tgtype
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE NOT t.tgisinternal AND n.nspname = current_schema()
"""
_TYPES = {"event_not_changed": 2 | 16, "event_not_removed": 2 | 8, "event_not_emptied": 2 | 32}
"""What PostgreSQL calls before each such statement (``pg_trigger.tgtype``)."""


def statements(dialect: str) -> tuple[str, ...]:
    """What makes them, in order."""
    if dialect == "sqlite":
        return tuple(SQLITE.values())
    function = f"CREATE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {_BODY} $$"
    return (function, *POSTGRESQL.values())


def kept(conn: Connection) -> Mapping[str, bool]:
    """The triggers there are, by name, and whether each is one of these as it was made, and works."""
    if conn.dialect.name == "sqlite":
        return {str(name): SQLITE.get(str(name)) == sql for name, sql in conn.execute(text(_KEPT))}
    return {
        str(row.tgname): (row.tgenabled, row.relname, row.prosrc.strip(), row.tgtype)
        == ("O", "event", _BODY, _TYPES.get(str(row.tgname)))
        for row in conn.execute(text(_KEPT_OF_POSTGRES))
    }


def names(dialect: str) -> frozenset[str]:
    """What they are called."""
    return frozenset(SQLITE if dialect == "sqlite" else POSTGRESQL)
