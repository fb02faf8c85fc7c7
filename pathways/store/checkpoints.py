"""The checkpoints that a database keeps, and what one is made of. A record: only added to, never rebuilt.

Every statement stays; of the bodies, which name every event, only that of the newest does. The others lie in the files
that were written of them.
"""

import hashlib
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError as AlreadyThere

from pathways.errors import ConflictError
from pathways.store.checkpoint import MARK, Body, Checkpoint, MarkedHead
from pathways.store.events import any_bytes, stream
from pathways.store.people_findings import marked_accounts, marked_organisation
from pathways.store.tables import CASE_HEAD, CHECKPOINT, DIGEST_SOURCE, EVENT, SOURCE, AnyRow

_MARKS = select(EVENT.c.case_id, EVENT.c.hash).order_by(EVENT.c.case_id, EVENT.c.seq)


def every(conn: Connection) -> tuple[tuple[int, Checkpoint], ...]:
    """Every checkpoint with the number it is kept under, by number; an older one has no body."""
    wanted = select(CHECKPOINT).order_by(CHECKPOINT.c.number)
    with any_bytes(conn):
        rows = conn.execute(wanted).all()
    return tuple((row.number, _checkpoint(row.statement, row.signature, row.body)) for row in rows)


def keep(conn: Connection, number: int, checkpoint: Checkpoint) -> None:
    """Adds one, and lets the bodies before it go. Raises: ConflictError when somebody made that number meanwhile."""
    row = {"number": number, "statement": checkpoint.text, "body": checkpoint.body}
    conn.execute(update(CHECKPOINT).values(body=""))
    try:
        conn.execute(insert(CHECKPOINT), {**row, "signature": checkpoint.signature.hex()})
    except AlreadyThere:
        raise ConflictError("checkpoint.taken", number=number) from None


def snapshot(conn: Connection) -> Body:
    """What a checkpoint of this moment covers. Call it inside ``Database.read``."""
    marks = {case: "".join(row.hash[:MARK] for row in rows) for case, rows in _by_case(conn)}
    heads = conn.execute(select(CASE_HEAD.c.case_id, CASE_HEAD.c.version, CASE_HEAD.c.head_hash)).all()
    sources = conn.execute(select(SOURCE.c.hash, SOURCE.c.kind, SOURCE.c.origin)).all()
    pairs = conn.execute(select(DIGEST_SOURCE.c.digest, DIGEST_SOURCE.c.compilation).distinct()).all()
    return Body(
        heads=tuple(sorted((MarkedHead(*head, marks.get(head[0], "")) for head in heads), key=lambda h: h.case_id)),
        organisation=marked_organisation(conn),
        accounts=marked_accounts(conn),
        sources=tuple(sorted((str(one), str(kind), str(origin)) for one, kind, origin in sources)),
        compilations=tuple(sorted((str(digest), str(which)) for digest, which in pairs)),
    )


def kept_sources(conn: Connection) -> dict[str, tuple[str, str]]:
    """Kind and origin of every source text, by its hash."""
    with any_bytes(conn):
        rows = conn.execute(select(SOURCE.c.hash, SOURCE.c.kind, SOURCE.c.origin)).all()
    return {str(row.hash): (str(row.kind), str(row.origin)) for row in rows}


def kept_compilations(conn: Connection) -> set[tuple[str, str]]:
    """Every digest with a compilation whose texts are all named still."""
    named: dict[tuple[str, str], list[str]] = {}
    with any_bytes(conn):
        for row in conn.execute(select(DIGEST_SOURCE).order_by(DIGEST_SOURCE.c.source_hash)):
            named.setdefault((str(row.digest), str(row.compilation)), []).append(str(row.source_hash))
    return {pair for pair, texts in named.items() if hashlib.sha256("\n".join(texts).encode()).hexdigest() == pair[1]}


def _by_case(conn: Connection) -> Iterator[tuple[str, Iterator[AnyRow]]]:
    return groupby(stream(conn, _MARKS), key=lambda row: str(row.case_id))


def _checkpoint(text: object, signature: object, body: object) -> Checkpoint:
    """As kept; a signature that is none is empty, and fits nothing."""
    try:
        found = bytes.fromhex(str(signature))
    except ValueError:
        found = b""
    return Checkpoint(text=str(text), signature=found, body=str(body))
