"""Insert what is not there yet: the one statement that SQLAlchemy spells differently for each database."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table


def insert_missing(conn: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> int:
    """Inserts those ``rows`` whose key is not in ``table`` yet, and leaves the others as they are. Gives how many."""
    # Importing both dialects costs every command of the command line a tenth of a second.
    from sqlalchemy.dialects import postgresql, sqlite  # noqa: PLC0415

    insert = sqlite.insert if conn.dialect.name == "sqlite" else postgresql.insert
    # SQLAlchemy forgets how many rows an INSERT wrote, unless asked: it would say -1, which is true.
    statement = insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    return sum(conn.execute(statement, dict(row)).rowcount for row in rows)
