"""The log of the organisation: entries that only grow, each sealed to the one before, as the events of a case are.

Its start value is bound to its name, so that no chain of a case can stand in for it.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError as AlreadyThere

from pathways.errors import ConflictError, IntegrityError
from pathways.model.organisation import Change, Entry, What
from pathways.model.record import Actor
from pathways.store import chain
from pathways.store.envelope import actor_from, actor_told
from pathways.store.tables import ORGANISATION

NAME = "organisation"
"""What its chain begins with, in place of a case number; no case can be called so."""

_IN_ORDER = select(ORGANISATION.c.seq, ORGANISATION.c.entry).order_by(ORGANISATION.c.seq)
_LAST = select(func.max(ORGANISATION.c.seq))


def last_seq(conn: Connection) -> int:
    """The number of the last entry; 0 when there is none."""
    return conn.execute(_LAST).scalar_one() or 0


def every(conn: Connection) -> tuple[Entry, ...]:
    """Every entry, in order. Raises: IntegrityError for one that cannot be read."""
    return tuple(_entry(seq, text) for seq, text in conn.execute(_IN_ORDER))


def append(
    conn: Connection, changes: Sequence[Change], *, after: int, at: datetime, actor: Actor, why: str
) -> tuple[Entry, ...]:
    """Append ``changes`` behind entry ``after``, recorded ``at`` (UTC). Raises: ConflictError when that is not last."""
    last = conn.execute(select(ORGANISATION).order_by(ORGANISATION.c.seq.desc()).limit(1)).one_or_none()
    if last is not None:
        # As within a case, recording time never goes back, whatever clocks do.
        at = max(at, _entry(last.seq, last.entry).recorded_at)
    hash_ = chain.genesis(NAME) if last is None else last.hash
    rows, entries = [], []
    for seq, change in enumerate(changes, start=after + 1):
        entry = Entry(seq=seq, recorded_at=at, actor=actor, change=change, why=why)
        text = _text(entry)
        prev, hash_ = hash_, chain.link(hash_, text)
        rows.append({"seq": seq, "entry": text, "prev_hash": prev, "hash": hash_})
        entries.append(entry)
    try:
        conn.execute(insert(ORGANISATION), rows)
    except AlreadyThere as error:
        raise ConflictError("store.organisation_moved") from error
    return tuple(entries)


def first_broken(conn: Connection) -> int:
    """The number of the first entry that is not as it was recorded; 0 while the chain holds."""
    hash_ = chain.genesis(NAME)
    for expected, row in enumerate(conn.execute(select(ORGANISATION).order_by(ORGANISATION.c.seq)), start=1):
        whole = row.seq == expected and row.prev_hash == hash_ and row.hash == chain.link(hash_, row.entry)
        if not whole or not _reads(row.seq, row.entry):
            return expected
        hash_ = row.hash
    return 0


def head(conn: Connection) -> tuple[int, str]:
    """The last number and its hash; 0 and the start value when there is no entry."""
    found = conn.execute(
        select(ORGANISATION.c.seq, ORGANISATION.c.hash).order_by(ORGANISATION.c.seq.desc()).limit(1)
    ).one_or_none()
    return (0, chain.genesis(NAME)) if found is None else (found.seq, found.hash)


def _text(entry: Entry) -> str:
    if entry.recorded_at.utcoffset() != UTC.utcoffset(None):
        raise ValueError("an instant is aware, in UTC")
    return chain.canonical(
        {
            "format": chain.FORMAT,
            "seq": entry.seq,
            "recorded": entry.recorded_at.isoformat(),
            "actor": actor_told(entry.actor),
            "what": entry.change.what.value,
            "data": dict(entry.change.data),
            "why": entry.why,
        }
    )


def _reads(seq: int, text: str) -> bool:
    try:
        return _entry(seq, text).seq == seq
    except IntegrityError:
        return False


def _entry(seq: int, text: str) -> Entry:
    try:
        tree: dict[str, Any] = json.loads(text)
        entry = Entry(
            seq=tree["seq"],
            recorded_at=datetime.fromisoformat(tree["recorded"]),
            actor=actor_from(tree["actor"]),
            change=Change(what=What(tree["what"]), data=_texts(tree["data"].items())),
            why=tree["why"],
        )
        known = tree["format"] == chain.FORMAT
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise IntegrityError("store.organisation_unreadable", seq=seq) from error
    if not known or entry.seq != seq:
        raise IntegrityError("store.organisation_unreadable", seq=seq)
    return entry


def _texts(items: Iterable[tuple[object, object]]) -> dict[str, str]:
    found = dict(items)
    if not all(isinstance(each, str) for pair in found.items() for each in pair):
        raise TypeError
    return {str(name): str(value) for name, value in found.items()}
