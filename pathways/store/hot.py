"""Statements of the hot path: compiled once, then sent on the driver's own cursor inside SQLAlchemy's transaction.

SQLAlchemy spends about 40 µs of Python on every execution that it caches; here it is about 5, and an act sends nine
(docs/benchmarks.md). Only what every act and every sweep does goes this way. SQL, conversion of values, and errors
stay SQLAlchemy's: what is refused, stored and read is the same as through ``Connection.execute``.

To PostgreSQL the statements of a ``together`` block go without waiting for one answer after the other: what an act
writes is one round trip instead of seven. SQLite is in our own process and has no use for it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NoReturn

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

Convert = Callable[[Any], Any] | None
"""Turns a value into what the driver takes, or back; None where it may stay."""

Rows = list[tuple[Any, ...]]

Checks = list[tuple[DBAPICursor, Callable[[], Exception]]]
"""Statements that are to change one row each, and what is raised for one that did not."""

_WITHOUT_OFFSET = len("2026-01-05 10:00:00.000000")

_CHECKS = "pathways.checks"
"""Where a connection keeps what is to be looked at when its ``together`` block ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A statement as one kind of database takes it."""

    sql: str
    parameters: tuple[tuple[str, Convert], ...]
    columns: tuple[tuple[int, Convert], ...]
    """Only those columns of a row that need to be converted."""
    fixed: Mapping[str, Any]
    """Values that are part of the statement: SQLite's LIMIT brings an OFFSET of its own."""
    positional: bool


class HotStatement:
    """One statement whose every value is a ``bindparam``, or an INSERT of the columns ``names``."""

    def __init__(
        self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete, names: Sequence[str] = ()
    ) -> None:
        self._statement = statement
        self._names = names
        self._ready: dict[str, _Ready] = {}
        """By kind of database; a cache, and nothing else: it is the same whoever fills it."""

    def run(self, conn: Connection, values: Mapping[str, Any]) -> None:
        """Sends it once. Raises: DBAPIError as ``Connection.execute`` does, in ``together`` at the end of the block."""
        ready = self._for(conn.dialect)
        _send(conn, ready, _parameters(ready, values))

    def run_one(self, conn: Connection, values: Mapping[str, Any], otherwise: Callable[[], Exception]) -> None:
        """Sends it once, to change one row. Raises: ``otherwise()`` when it changed none or several; as ``run``."""
        ready = self._for(conn.dialect)
        sent = (_send(conn, ready, _parameters(ready, values)), otherwise)
        checks = _checks(conn)
        if checks is None:
            _check([sent])
        else:
            checks.append(sent)

    def run_many(self, conn: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Sends it once for each of ``rows``, in order. Raises as ``run``."""
        if len(rows) == 1:
            self.run(conn, rows[0])
        elif rows:
            ready = self._for(conn.dialect)
            _send_many(conn, ready, [_parameters(ready, values) for values in rows])

    def rows(self, conn: Connection, values: Mapping[str, Any]) -> Rows:
        """The rows it selects. Raises: DBAPIError, in ``together`` also of the statements before it."""
        ready = self._for(conn.dialect)
        return _fetched(_send(conn, ready, _parameters(ready, values)), ready)

    def asked(self, conn: Connection, values: Mapping[str, Any]) -> Callable[[], Rows]:
        """Asks for rows as they are now; in ``together``, call what is returned once the block has ended."""
        ready = self._for(conn.dialect)
        cursor = _send(conn, ready, _parameters(ready, values))
        if _checks(conn) is not None:
            return lambda: _fetched(cursor, ready)
        found = _fetched(cursor, ready)
        return lambda: found

    def _for(self, dialect: Dialect) -> _Ready:
        ready = self._ready.get(dialect.name)
        if ready is None:
            ready = self._ready[dialect.name] = self._compiled(dialect)
        return ready

    def _compiled(self, dialect: Dialect) -> _Ready:
        compiled = self._statement.compile(dialect=dialect, column_keys=list(self._names) or None)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("not a statement of data")
        names = tuple(compiled.positiontup or ()) if compiled.positional else tuple(compiled.binds)
        selected = self._statement.selected_columns if isinstance(self._statement, Select) else ()
        columns = ((place, _reader(column.type, dialect)) for place, column in enumerate(selected))
        return _Ready(
            sql=str(compiled),
            parameters=tuple((name, _writer(compiled.binds[name].type, dialect)) for name in names),
            columns=tuple((place, convert) for place, convert in columns if convert is not None),
            fixed={name: bind.value for name, bind in compiled.binds.items() if not bind.required},
            positional=compiled.positional,
        )


@contextmanager
def together(conn: Connection) -> Iterator[None]:
    """Hot statements of the block are sent without waiting for their answers, which are all there when it ends.

    Order, and what each does, stay the same. After one that fails PostgreSQL carries out none of the others, and the
    error is raised at the end of the block at the latest. Only hot statements may be sent in it; do not nest.
    """
    if conn.dialect.name != "postgresql":
        yield
        return
    checks: Checks = []
    driver: Any = conn.connection.dbapi_connection
    conn.info[_CHECKS] = checks
    try:
        with driver.pipeline():
            yield
    except conn.dialect.loaded_dbapi.Error as error:
        _raise(conn, "", None, error)
    finally:
        # A lost connection has taken its notes with it.
        if not conn.invalidated:
            conn.info.pop(_CHECKS, None)
    _check(checks)


def send(conn: Connection, sql: str) -> None:
    """Sends ``sql`` without values or rows: a savepoint, the beginning of a transaction. Raises as ``run``."""
    cursor = conn.connection.cursor()
    try:
        cursor.execute(sql)
    except Exception as error:  # noqa: BLE001 (raised again, as SQLAlchemy raises it)
        _raise(conn, sql, cursor, error)


def _checks(conn: Connection) -> Checks | None:
    """What is checked at the end of the block; None outside of ``together``."""
    found: Checks | None = conn.info.get(_CHECKS) if conn.dialect.name == "postgresql" else None
    return found


def _check(checks: Checks) -> None:
    for cursor, otherwise in checks:
        if cursor.rowcount != 1:
            raise otherwise()


def _fetched(cursor: DBAPICursor, ready: _Ready) -> Rows:
    found = cursor.fetchall()
    return [_converted(row, ready.columns) for row in found] if ready.columns else list(found)


def _writer(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    if convert is None or dialect.name != "sqlite" or not isinstance(kind, UTCDateTime):
        return convert

    def write(instant: datetime | None) -> str | None:
        # SQLAlchemy puts it together of seven numbers, and an act writes six instants.
        if instant is not None and instant.tzinfo is UTC:
            return instant.isoformat(" ", "microseconds")[:_WITHOUT_OFFSET]
        text: str | None = convert(instant)
        return text

    return write


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _parameters(ready: _Ready, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 (a sequence or a mapping, by driver)
    if ready.fixed:
        values = {**ready.fixed, **values}
    if ready.positional:
        return [values[name] if convert is None else convert(values[name]) for name, convert in ready.parameters]
    return {name: values[name] if convert is None else convert(values[name]) for name, convert in ready.parameters}


def _converted(row: Sequence[Any], columns: tuple[tuple[int, Convert], ...]) -> tuple[Any, ...]:
    values = list(row)
    for place, convert in columns:
        if convert is not None:
            values[place] = convert(values[place])
    return tuple(values)


def _send(conn: Connection, ready: _Ready, parameters: Any) -> DBAPICursor:  # noqa: ANN401
    cursor = conn.connection.cursor()
    try:
        cursor.execute(ready.sql, parameters)
    except Exception as error:  # noqa: BLE001 (raised again, as SQLAlchemy raises it)
        _raise(conn, ready.sql, cursor, error)
    return cursor


def _send_many(conn: Connection, ready: _Ready, parameters: list[Any]) -> None:
    cursor = conn.connection.cursor()
    try:
        cursor.executemany(ready.sql, parameters)
    except Exception as error:  # noqa: BLE001
        _raise(conn, ready.sql, cursor, error)


def _raise(conn: Connection, sql: str, cursor: DBAPICursor | None, error: Exception) -> NoReturn:
    """Raise the driver's error as SQLAlchemy's, without any value in it; a lost connection is thrown away."""
    dialect = conn.dialect
    if not isinstance(error, dialect.loaded_dbapi.Error):
        raise error
    lost = dialect.is_disconnect(error, conn.connection.dbapi_connection, cursor)
    told = DBAPIError.instance(
        sql,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
    if lost:
        conn.invalidate(error)
    raise told from error
