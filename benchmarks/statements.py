"""Records the SQL that the engine sends, and plays it back through the bare driver: the fairest baseline there is.

The baseline writes the same rows in the same transactions and decides nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event

from pathways.store import hot
from pathways.store.database import Database


@dataclass(slots=True)
class Tape:
    """Statements of one transaction after another, as the driver got them."""

    transactions: list[list[tuple[str, Any, bool]]] = field(default_factory=list)

    def note(self, statement: str, parameters: Any, *, many: bool) -> None:  # noqa: ANN401 (the driver's)
        """Add a statement to the last transaction."""
        if not statement.startswith(("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "SET ")):
            self.transactions[-1].append((statement, parameters, many))

    def drop_readings(self) -> None:
        """Keep the transactions that write: on either database the reading ones begin by the same engine."""
        self.transactions = [
            sent for sent in self.transactions if any(not sql.startswith("SELECT") for sql, *_ in sent)
        ]


@contextmanager
def recording(database: Database) -> Iterator[Tape]:
    """Record everything that write transactions of ``database`` send while the block runs."""
    tape = Tape()
    engine = database._write  # noqa: SLF001 (a measure looks inside)

    def before(*call: Any) -> None:
        tape.note(call[2], call[3], many=call[5])

    def begin(_conn: object) -> None:
        tape.transactions.append([])

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "begin", begin)
    try:
        with _hot_statements(tape):
            yield tape
        tape.drop_readings()
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "begin", begin)


@contextmanager
def _hot_statements(tape: Tape) -> Iterator[None]:
    """Also what passes SQLAlchemy by, of which it tells no listener."""
    once, many = hot._send, hot._send_many  # noqa: SLF001 (a measure looks inside)

    def send(conn: Any, ready: Any, parameters: Any) -> Any:  # noqa: ANN401 (what it stands in for takes)
        # What is only glanced at is in no transaction, and a baseline has nothing to ask.
        if conn.in_transaction():
            tape.note(ready.sql, parameters, many=False)
        return once(conn, ready, parameters)

    def send_many(conn: Any, ready: Any, parameters: Any) -> None:  # noqa: ANN401 (as above)
        tape.note(ready.sql, parameters, many=True)
        many(conn, ready, parameters)

    hot._send, hot._send_many = send, send_many  # noqa: SLF001 (as above)
    try:
        yield
    finally:
        hot._send, hot._send_many = once, many  # noqa: SLF001 (as above)


def play(connection: Any, transactions: Sequence[list[tuple[str, Any, bool]]], begin: str) -> None:  # noqa: ANN401 (a driver's connection)
    """Send recorded transactions through a driver's connection, each committed; reads are fetched."""
    for statements in transactions:
        cursor = connection.cursor()
        if begin:
            cursor.execute(begin)
        for statement, parameters, many in statements:
            if many:
                cursor.executemany(statement, parameters)
            else:
                cursor.execute(statement, parameters)
            if cursor.description is not None:
                cursor.fetchall()
        connection.commit()
        cursor.close()
