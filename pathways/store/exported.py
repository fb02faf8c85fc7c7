"""The rows of the log as an export has them: the stored text of each event, not read, not written anew."""

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import Connection, and_, select

from pathways.errors import UnavailableError
from pathways.store.events import any_bytes, stream
from pathways.store.sealing import SALT, TEXTS, Opener
from pathways.store.tables import EVENT, PAYLOAD
from pathways.store.verify import unchecked

_BESIDE = and_(PAYLOAD.c.case_id == EVENT.c.case_id, PAYLOAD.c.seq == EVENT.c.seq)
_EVENTS = select(EVENT.c.case_id, EVENT.c.seq, EVENT.c.envelope, EVENT.c.prev_hash, EVENT.c.hash).order_by(
    EVENT.c.case_id, EVENT.c.seq
)
_WITH_TEXTS = _EVENTS.add_columns(PAYLOAD.c.salt, PAYLOAD.c.texts).select_from(EVENT.outerjoin(PAYLOAD, _BESIDE))


def rows(conn: Connection, case_id: str, *, texts: bool) -> Iterator[dict[str, object]]:
    """The events of a case, or of all where ``case_id`` is empty; with ``texts`` their salts and free texts too.

    Call it inside ``Database.read``. Raises: UnavailableError where the key of a text is not here.
    """
    wanted = _WITH_TEXTS if texts else _EVENTS
    names = ("case", "seq", "envelope", "prev_hash", "hash", *(("salt", "texts") if texts else ()))
    if texts and unchecked(conn, case_id or None):
        raise UnavailableError("store.texts_locked", case=case_id or "*")
    opener = Opener(conn)
    with any_bytes(conn):
        for row in stream(conn, wanted.where(EVENT.c.case_id == case_id) if case_id else wanted):
            told = dict(zip(names, row, strict=True))
            yield _opened(told, opener) if texts else told


def _opened(told: dict[str, object], opener: Opener) -> dict[str, object]:
    """With salt and texts as they were before they were sealed. What does not open stays: a check of it finds that."""
    case, seq = str(told["case"]), told["seq"]
    for name in (SALT, TEXTS):
        kept = told[name]
        if isinstance(kept, str) and isinstance(seq, int):
            with suppress(ValueError):
                told[name] = opener.open(case, seq, name, kept)
    return told
