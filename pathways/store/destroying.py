"""Destroys what lies beside the log: free texts with their salts, and what is known of persons. No hash changes.

Nothing is destroyed here without a decision of two people that stands in the log, whoever asks.
"""

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, select, update

from pathways.store.case_keys import WrappedKey
from pathways.store.findings import DESTRUCTION, PROPOSAL, decided_in
from pathways.store.sealing import SALT, TEXTS
from pathways.store.tables import CASE_KEY, EVENT, PAYLOAD, PERSON

Reseal = Callable[[int, str, str], str]
"""What (SALT or TEXTS) an event has, sealed with another key, by its seq."""


def destroy(conn: Connection, case_id: str, seqs: Sequence[int], *, decided: int) -> None:
    """Destroys what the events ``seqs`` wrote beside the log, as the note ``decided`` of the same case says.

    Copies in backups are not reached; what lies in pages of the database is ``Database.scrub``'s.
    Raises: ValueError when ``decided`` is no decision that targets them all, of another person than proposed it.
    """
    if not set(seqs) <= _decided_by(conn, case_id, decided):
        raise ValueError("no recorded decision of two people destroys this")
    with_secure_delete(conn)
    conn.execute(
        update(PAYLOAD).where(PAYLOAD.c.case_id == case_id, PAYLOAD.c.seq.in_(seqs)).values(salt=None, texts=None)
    )
    emptied = {"sealed": None, "why": None, "token": None, "due_on": None}
    conn.execute(update(PERSON).where(PERSON.c.case_id == case_id, PERSON.c.seq.in_(seqs)).values(emptied))


def exchange_key(conn: Connection, case_id: str, key: WrappedKey, reseal: Reseal) -> None:
    """Puts ``key`` in the place of the key of a case, and what is left of its texts under it: the old one is gone."""
    with_secure_delete(conn)
    wanted = select(PAYLOAD).where(PAYLOAD.c.case_id == case_id, PAYLOAD.c.texts.is_not(None))
    for row in conn.execute(wanted).all():
        sealed = {"salt": reseal(row.seq, SALT, row.salt), "texts": reseal(row.seq, TEXTS, row.texts)}
        conn.execute(update(PAYLOAD).where(PAYLOAD.c.case_id == case_id, PAYLOAD.c.seq == row.seq).values(sealed))
    new = {"key_id": key.key_id, "wrapping": key.wrapping, "wrapped": key.wrapped}
    conn.execute(update(CASE_KEY).where(CASE_KEY.c.case_id == case_id).values(new))


def proposals(conn: Connection) -> tuple[str, ...]:
    """The cases in which it was ever proposed to destroy something, by id."""
    wanted = select(EVENT.c.case_id).where(EVENT.c.envelope.like(f'%"name":"{PROPOSAL}"%')).distinct()
    return tuple(sorted(conn.execute(wanted).scalars()))


def destroyed(conn: Connection, case_id: str) -> frozenset[int]:
    """The events of a case whose texts, or what they wrote about persons, are destroyed."""
    texts = select(PAYLOAD.c.seq).where(PAYLOAD.c.case_id == case_id, PAYLOAD.c.texts.is_(None))
    known = select(PERSON.c.seq).where(PERSON.c.case_id == case_id, PERSON.c.sealed.is_(None))
    return frozenset(conn.execute(texts.union(known)).scalars())


def with_secure_delete(conn: Connection) -> None:
    """What this connection frees on SQLite is overwritten, for as long as it lives."""
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("PRAGMA secure_delete=ON")


def _decided_by(conn: Connection, case_id: str, seq: int) -> frozenset[int]:
    """What the decision ``seq`` destroys; nothing where it is none."""
    until = select(EVENT.c.seq, EVENT.c.envelope).where(EVENT.c.case_id == case_id, EVENT.c.seq <= seq)
    envelopes = {row.seq: row.envelope for row in conn.execute(until.order_by(EVENT.c.seq))}
    last = envelopes.pop(seq, "")
    if f'"name":"{DESTRUCTION}"' not in last:
        return frozenset()
    return decided_in([*envelopes.values(), last]) - decided_in(envelopes.values())
