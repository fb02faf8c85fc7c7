"""The log: appended to, read in order, never changed. Free texts lie beside it (destroyed in ``store.destroying``).

Every function works inside the transaction of the ``Connection`` it is given.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby

from sqlalchemy import Connection, and_, bindparam, exists, func, insert, or_, select
from sqlalchemy.exc import IntegrityError as AlreadyThere

from pathways.errors import ConflictError, IntegrityError
from pathways.model.record import Kind, Record, RunPin
from pathways.store import chain
from pathways.store.envelope import envelope, pins_of, record_from
from pathways.store.hot import HotStatement
from pathways.store.sealing import SALT, TEXTS, LockedError, Opener, Seal
from pathways.store.tables import CASE_HEAD, DERIVATION, EVENT, PAYLOAD, AnyRow, AnySelect

_INSERT_EVENT = HotStatement(insert(EVENT), EVENT.c.keys())
_INSERT_PAYLOAD = HotStatement(insert(PAYLOAD), PAYLOAD.c.keys())
_BESIDE = and_(PAYLOAD.c.case_id == EVENT.c.case_id, PAYLOAD.c.seq == EVENT.c.seq)
_READ = (
    select(EVENT.c.case_id, EVENT.c.seq, EVENT.c.envelope, PAYLOAD.c.texts)
    .select_from(EVENT.outerjoin(PAYLOAD, _BESIDE))
    .order_by(EVENT.c.case_id, EVENT.c.seq)
)
_DERIVED = and_(DERIVATION.c.case_id == EVENT.c.case_id, DERIVATION.c.seq == EVENT.c.seq)
_READ_WITH_DIGESTS = (
    select(EVENT.c.case_id, EVENT.c.seq, EVENT.c.envelope, PAYLOAD.c.texts, EVENT.c.standing_digest)
    .add_columns(DERIVATION.c.text.label("derived"))
    .select_from(EVENT.outerjoin(PAYLOAD, _BESIDE).outerjoin(DERIVATION, _DERIVED))
    .order_by(EVENT.c.case_id, EVENT.c.seq)
)
_WITHOUT_LOG = (
    select(CASE_HEAD.c.case_id)
    .where(~exists().where(EVENT.c.case_id == CASE_HEAD.c.case_id))
    .order_by(CASE_HEAD.c.case_id)
)
_BEGINS = '%"pins":[[%'
"""The few events that begin runs, told by their canonical text; a quote inside a value is escaped there."""

_BEGINNINGS = HotStatement(
    select(EVENT.c.envelope).where(EVENT.c.case_id == bindparam("of_case"), EVENT.c.envelope.like(_BEGINS))
)
_STREAM_ROWS = 2_000
"""Rows fetched at a time when the whole log is read: memory stays flat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLog:
    """The log of a case as it lies there, for those who check it. The ``digests`` go one to a record."""

    case_id: str
    records: tuple[Record, ...]
    digests: tuple[str, ...]
    derived: Mapping[int, str]
    """How the dates came to be that an event set or moved, as told then, by seq."""
    unreadable: IntegrityError | None
    """The first event that cannot be read, and then there are no records; None where all can."""


def append(
    conn: Connection,
    records: Sequence[Record],
    salts: Sequence[str],
    standing_digests: Sequence[str],
    prev_hash: str,
    seal: Seal | None = None,
) -> str:
    """Appends the ``records`` of one case, in order, and gives the new head hash.

    ``salts`` (hex, 32 bytes each; ignored for a record without free texts) and ``standing_digests`` go one to a
    record. ``prev_hash`` is the head so far: ``chain.genesis(case_id)`` for the first. ``seal``: what texts and salts
    are sealed with; the chain rests on what they say, not on how they lie there.

    Raises: ConflictError when a seq is taken already; UsageError for a text that cannot be stored; ValueError when
    the records are not consecutive ones of one case, or their free texts are not the ones they name.
    """
    _check_consecutive(records)
    events: list[dict[str, object]] = []
    payloads: list[dict[str, object]] = []
    for record, salt, digest in zip(records, salts, standing_digests, strict=True):
        commitment = ""
        if record.text_names:
            texts = _texts(record)
            commitment = chain.seal_text(salt, texts)
            payloads.append(_payload(record, salt, texts, seal))
        row = _row(record, envelope(record, commitment), prev_hash, digest)
        prev_hash = str(row["hash"])
        events.append(row)
    _insert(conn, events, payloads)
    return prev_hash


def read_case(
    conn: Connection, case_id: str, *, known_at: datetime | None = None, until_seq: int | None = None
) -> tuple[Record, ...]:
    """The records of a case by seq: those recorded up to ``known_at`` (inclusive, UTC) and up to ``until_seq``.

    Raises: IntegrityError when a stored event cannot be read.
    """
    statement = _READ.where(EVENT.c.case_id == case_id)
    if known_at is not None:
        statement = statement.where(EVENT.c.recorded_at <= known_at)
    if until_seq is not None:
        statement = statement.where(EVENT.c.seq <= until_seq)
    opener = Opener(conn)
    return tuple(_record(row, opener) for row in conn.execute(statement).all())


def of_kinds(conn: Connection, case_ids: Sequence[str], kinds: Sequence[Kind]) -> tuple[Record, ...]:
    """The records of these kinds in these cases, by case and seq. Raises: as ``read_case``."""
    # Looked for in the canonical text, as for runs that begin; a field of that name could hold the same word.
    of_kind = or_(*(EVENT.c.envelope.like(f'%"kind":"{kind.value}"%') for kind in kinds))
    opener = Opener(conn)
    rows = conn.execute(_READ.where(EVENT.c.case_id.in_(case_ids), of_kind)).all()
    return tuple(record for record in (_record(row, opener) for row in rows) if record.kind in kinds)


def run_names(conn: Connection, case_id: str) -> frozenset[str]:
    """The name of every run that any event of a case, annulled or not, has ever begun."""
    envelopes = _BEGINNINGS.rows(conn, {"of_case": case_id})
    return frozenset(pin.run for (text,) in envelopes for pin in pins_of(text))


def salt_of(conn: Connection, case_id: str, seq: int) -> str | None:
    """The salt of an event's free texts: empty where it never had any, None where they are destroyed, or locked."""
    wanted = select(PAYLOAD.c.salt).where(PAYLOAD.c.case_id == case_id, PAYLOAD.c.seq == seq)
    row = conn.execute(wanted).one_or_none()
    try:
        return "" if row is None else Opener(conn).open(case_id, seq, SALT, row.salt)
    except LockedError:
        return None


@dataclass(slots=True, kw_only=True)
class Pinned:
    """A definition that runs were ever pinned to: the name of its pathway, and the cases."""

    pathway: str
    cases: set[str]


def pinned(conn: Connection) -> dict[str, Pinned]:
    """Every definition that any run of any case was ever pinned to, by digest. Events that are altered name none."""
    beginnings = select(EVENT.c.case_id, EVENT.c.envelope).where(EVENT.c.envelope.like(_BEGINS))
    found: dict[str, Pinned] = {}
    with any_bytes(conn):
        for case_id, text in stream(conn, beginnings):
            for pin in _readable_pins(text):
                found.setdefault(pin.digest, Pinned(pathway=pin.pathway, cases=set())).cases.add(case_id)
    return found


def newest_pinned(conn: Connection) -> str:
    """The digest of the run that was recorded as begun last; empty when none can be read."""
    newest = select(EVENT.c.envelope).where(EVENT.c.envelope.like(_BEGINS)).order_by(EVENT.c.recorded_at.desc())
    with any_bytes(conn):
        found = conn.execute(newest.limit(1)).scalar()
    pins = _readable_pins(found) if isinstance(found, str) else ()
    return pins[0].digest if pins else ""


def _readable_pins(text: str) -> Sequence[RunPin]:
    try:
        return pins_of(text)
    except (ValueError, LookupError, TypeError):
        return ()  # told of by whoever looks at the event itself


def iterate_all(conn: Connection) -> Iterator[tuple[str, tuple[Record, ...]]]:
    """Every case with its records by seq, in order of case id. Raises: IntegrityError as ``read_case``."""
    rows, opener = stream(conn, _READ), Opener(conn)
    for case_id, group in groupby(rows, key=lambda row: str(row.case_id)):
        yield case_id, tuple(_record(row, opener) for row in group)


def every_log(conn: Connection, only: Sequence[str] | None = None) -> Iterator[KeptLog]:
    """As ``iterate_all``, but one log that cannot be read does not keep the others from being read.

    ``only``: of these cases alone.
    """
    wanted = _READ_WITH_DIGESTS if only is None else _READ_WITH_DIGESTS.where(EVENT.c.case_id.in_(only))
    with any_bytes(conn):
        for case_id, rows in groupby(stream(conn, wanted), key=lambda row: str(row.case_id)):
            yield _kept_log(case_id, tuple(rows), Opener(conn))


def count_of(conn: Connection, case_id: str) -> int:
    """How many events a case has."""
    return int(conn.execute(select(func.count()).select_from(EVENT).where(EVENT.c.case_id == case_id)).scalar_one())


def without_log(conn: Connection) -> tuple[str, ...]:
    """Cases with a head and not one event, in order of id."""
    return tuple(conn.execute(_WITHOUT_LOG).scalars())


def standing_digests(conn: Connection, case_id: str) -> tuple[str, ...]:
    """The digest of the standing after each event of a case, as then known, by seq."""
    statement = select(EVENT.c.standing_digest).where(EVENT.c.case_id == case_id).order_by(EVENT.c.seq)
    return tuple(conn.execute(statement).scalars())


def stream(conn: Connection, statement: AnySelect) -> Iterator[AnyRow]:
    """The rows of ``statement``, a batch at a time."""
    # Of this statement alone: set on the connection it would make a cursor of everything after it.
    return iter(conn.execute(statement, execution_options={"yield_per": _STREAM_ROWS}))


@contextmanager
def any_bytes(conn: Connection) -> Iterator[None]:
    """Lets SQLite hand out a text that is no UTF-8 any more: to be found as altered, not to end a check."""
    driver = conn.connection.dbapi_connection
    if conn.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.text_factory = partial(str, encoding="utf-8", errors="replace")
    try:
        yield
    finally:
        driver.text_factory = str


def _kept_log(case_id: str, rows: Sequence[AnyRow], opener: Opener) -> KeptLog:
    digests = tuple(row.standing_digest for row in rows)
    derived = {row.seq: row.derived for row in rows if row.derived is not None}
    try:
        records, unreadable = tuple(_record(row, opener) for row in rows), None
    except IntegrityError as error:
        records, unreadable = (), error
    return KeptLog(case_id=case_id, records=records, digests=digests, derived=derived, unreadable=unreadable)


def _check_consecutive(records: Sequence[Record]) -> None:
    first = records[0]
    for place, record in enumerate(records):
        if record.case_id != first.case_id or record.seq != first.seq + place:
            raise ValueError("records are not consecutive ones of one case")


def _payload(record: Record, salt: str, texts: str, seal: Seal | None) -> dict[str, object]:
    if seal is not None:
        salt, texts = seal(record.seq, SALT, salt), seal(record.seq, TEXTS, texts)
    return {"case_id": record.case_id, "seq": record.seq, "salt": salt, "texts": texts}


def _texts(record: Record) -> str:
    if record.texts is None or set(record.texts) != set(record.text_names):
        raise ValueError("the free texts of a new record are the ones it names")
    return chain.canonical(dict(record.texts))


def _row(record: Record, text: str, prev_hash: str, standing_digest: str) -> dict[str, object]:
    return {
        "case_id": record.case_id,
        "seq": record.seq,
        "event_id": record.event_id,
        "recorded_at": record.recorded_at,
        "envelope": text,
        "prev_hash": prev_hash,
        "hash": chain.link(prev_hash, text),
        "standing_digest": standing_digest,
    }


def _insert(conn: Connection, events: list[dict[str, object]], payloads: list[dict[str, object]]) -> None:
    try:
        _INSERT_EVENT.run_many(conn, events)
        _INSERT_PAYLOAD.run_many(conn, payloads)
    except AlreadyThere as error:
        raise ConflictError("store.version_taken", case=events[0]["case_id"]) from error


def _record(row: AnyRow, opener: Opener) -> Record:
    """The record of a row. Where the key of its texts is not here they read as destroyed ones do: sealed."""
    try:
        texts = opener.open(row.case_id, row.seq, TEXTS, row.texts)
    except LockedError:
        texts = None
    except ValueError as error:
        raise IntegrityError("store.unreadable_event", case=row.case_id, seq=row.seq) from error
    try:
        return record_from(row.envelope, texts)
    except ValueError as error:
        raise IntegrityError("store.unreadable_event", case=row.case_id, seq=row.seq) from error
