"""The rows of the log as an export has them: the stored text of each event, not read, not written anew."""

from collections.abc import Iterator

from sqlalchemy import Connection, and_, select

from pathways.store.events import any_bytes, stream
from pathways.store.tables import EVENT, PAYLOAD

_BESIDE = and_(PAYLOAD.c.case_id == EVENT.c.case_id, PAYLOAD.c.seq == EVENT.c.seq)
_EVENTS = select(EVENT.c.case_id, EVENT.c.seq, EVENT.c.envelope, EVENT.c.prev_hash, EVENT.c.hash).order_by(
    EVENT.c.case_id, EVENT.c.seq
)
_WITH_TEXTS = _EVENTS.add_columns(PAYLOAD.c.salt, PAYLOAD.c.texts).select_from(EVENT.outerjoin(PAYLOAD, _BESIDE))


def rows(conn: Connection, case_id: str, *, texts: bool) -> Iterator[dict[str, object]]:
    """The events of a case, or of all where ``case_id`` is empty; with ``texts`` their salts and free texts too.

    Call it inside ``Database.read``.
    """
    wanted = _WITH_TEXTS if texts else _EVENTS
    names = ("case", "seq", "envelope", "prev_hash", "hash", *(("salt", "texts") if texts else ()))
    with any_bytes(conn):
        for row in stream(conn, wanted.where(EVENT.c.case_id == case_id) if case_id else wanted):
            yield dict(zip(names, row, strict=True))
