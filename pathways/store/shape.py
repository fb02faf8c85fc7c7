"""What ``doctor`` asks of the tables: indexes and triggers that are gone, triggers that somebody made. Reads only."""

from sqlalchemy import Connection, inspect

from pathways.store import log_stays
from pathways.store.tables import METADATA


def missing_indexes(conn: Connection) -> tuple[str, ...]:
    """Names of indexes that the tables should have and have not, sorted; all those of a table that is gone."""
    look = inspect(conn)
    there = {str(index["name"]) for table in look.get_table_names() for index in look.get_indexes(table)}
    wanted = {str(index.name) for table in METADATA.tables.values() for index in table.indexes}
    return tuple(sorted(wanted - there))


def unknown_triggers(conn: Connection) -> tuple[str, ...]:
    """Names of triggers in the database, sorted, that this program did not make."""
    return tuple(sorted(log_stays.kept(conn).keys() - log_stays.names(conn.dialect.name)))


def missing_triggers(conn: Connection) -> tuple[str, ...]:
    """Names of those that keep the log and are gone, turned off, or other than they were made, sorted."""
    whole = {name for name, as_made in log_stays.kept(conn).items() if as_made}
    return tuple(sorted(log_stays.names(conn.dialect.name) - whole))
