"""A database held against a checkpoint: what was there when it was made, and is not there any more as it was.

It begins where ``verify`` ends: chains that hold in themselves are compared with where they ended then.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Connection, Text, case, select, type_coerce

from pathways.errors import UsageError
from pathways.model.record import Kind
from pathways.store.checkpoint import MARK, Body, Checkpoint, MarkedHead, Statement
from pathways.store.checkpoints import kept_compilations, kept_sources
from pathways.store.columns import as_instant
from pathways.store.events import any_bytes, stream
from pathways.store.findings import Finding, Reason
from pathways.store.people_findings import accounts_since, entries_since
from pathways.store.tables import EVENT, AnyRow
from pathways.store.verify import verify_all

LEEWAY = timedelta(minutes=2)
"""How much earlier than a checkpoint an event after it may say it was recorded: an act takes its time before it is
committed, and may wait for a lock. A clock that was set back by less is not seen."""

ABOUT_SOURCES = frozenset({Reason.source, Reason.source_missing})

_ROWS = select(
    EVENT.c.case_id,
    EVENT.c.seq,
    EVENT.c.hash,
    type_coerce(EVENT.c.recorded_at, Text).label("recorded_at"),
    # Whole only where it may be the clock's own: what a field of an act is called may look the same.
    case((EVENT.c.envelope.like('%"kind":"crossing"%'), EVENT.c.envelope)).label("of_clock"),
).order_by(EVENT.c.case_id, EVENT.c.seq)

Fits = Callable[[Checkpoint], bool | None]
"""Whether a checkpoint was signed by a key that is known; None where it names another one."""


def compare(conn: Connection, then: Statement, body: Body) -> Iterator[Finding]:
    """What is wrong: of each case, by id, the first event only; of those who work here the same; then sources.

    Chains are checked as by ``verify``. Call it inside ``Database.read``.
    """
    found: dict[str, Finding] = {}
    others: list[Finding] = []
    for finding in verify_all(conn):
        if finding.reason in ABOUT_SOURCES:
            others.append(finding)
        else:
            _note(found, finding)
    for finding in _cases(conn, then.at - LEEWAY, {head.case_id: head for head in body.heads}):
        _note(found, finding)
    for finding in entries_since(conn, body.organisation, then.at - LEEWAY):
        _note(found, finding)
    for finding in accounts_since(conn, body.accounts, LEEWAY):
        _note(found, finding)
    yield from (found[case_id] for case_id in sorted(found))
    yield from others
    yield from _sources(conn, body)


def compare_kept(kept: Sequence[tuple[int, Checkpoint]], file: Checkpoint, fits: Fits) -> Iterator[Finding]:
    """The first thing wrong with the checkpoints that a database keeps, held against the one of a file."""
    then = file.statement
    for place, (number, checkpoint) in enumerate(kept, start=1):
        following = kept[place][1] if place < len(kept) else None
        if number != place:
            reason: Reason | None = Reason.checkpoint_gone
        elif number == then.number and checkpoint.text != file.text:
            reason = Reason.checkpoint_other
        else:
            reason = _wrong(number, checkpoint, following, fits, then.number)
        if reason is not None:
            yield Finding(case_id="", seq=place, reason=reason)
            return
    if len(kept) < then.number:
        yield Finding(case_id="", seq=then.number, reason=Reason.rolled_back, about=str(len(kept)))


def _note(found: dict[str, Finding], finding: Finding) -> None:
    """Keep the earlier of two; of two at one event the one that needs no checkpoint, as it says more."""
    before = found.get(finding.case_id)
    if before is None or finding.seq < before.seq:
        found[finding.case_id] = finding


def _cases(conn: Connection, from_then: datetime, heads: Mapping[str, MarkedHead]) -> Iterator[Finding]:
    seen = set()
    with any_bytes(conn):
        for case_id, rows in groupby(stream(conn, _ROWS), key=lambda row: str(row.case_id)):
            seen.add(case_id)
            head = heads.get(case_id) or MarkedHead(case_id, 0, "", "")
            finding = _of_case(head, tuple(rows), from_then)
            if finding is not None:
                yield finding
    for case_id in heads.keys() - seen:
        yield Finding(case_id=case_id, seq=1, reason=Reason.case_removed)


def _of_case(head: MarkedHead, rows: Sequence[AnyRow], from_then: datetime) -> Finding | None:
    for seq in range(1, head.version + 1):
        if len(rows) < seq:
            return Finding(case_id=head.case_id, seq=seq, reason=Reason.cut_since)
        row = rows[seq - 1]
        if row.seq != seq or str(row.hash)[:MARK] != head.mark(seq):
            return Finding(case_id=head.case_id, seq=seq, reason=Reason.other_since)
    if head.version and rows[head.version - 1].hash != head.hash:
        return Finding(case_id=head.case_id, seq=head.version, reason=Reason.other_since)
    for row in rows[head.version :]:
        recorded = as_instant(row.recorded_at)
        if recorded is not None and recorded < from_then and not _of_clock(row.of_clock):
            return Finding(case_id=head.case_id, seq=_place(row.seq), reason=Reason.backdated)
    return None


def _sources(conn: Connection, body: Body) -> Iterator[Finding]:
    kept, compilations = kept_sources(conn), kept_compilations(conn)
    for name, kind, origin in body.sources:
        if name not in kept:
            yield Finding(case_id=name, seq=0, reason=Reason.source_gone, about=origin)
        elif kept[name] != (kind, origin):
            yield Finding(case_id=name, seq=0, reason=Reason.source_renamed, about=origin)
    for digest, which in body.compilations:
        if (digest, which) not in compilations:
            yield Finding(case_id=digest, seq=0, reason=Reason.compilation_gone)


def _wrong(
    number: int, checkpoint: Checkpoint, following: Checkpoint | None, fits: Fits, of_file: int
) -> Reason | None:
    """What is wrong with a kept checkpoint. One before the file is held by the file, whoever signed it."""
    told = _read(checkpoint)
    if told is None or told.number != number:
        return Reason.checkpoint_altered
    signed = fits(checkpoint)
    if signed is False or (signed is None and number > of_file):
        return Reason.checkpoint_altered
    after = None if following is None or fits(following) is False else _read(following)
    # What stands in the next one's place may be another: that is told when its own turn comes.
    broken = after is not None and after.number == number + 1 and after.previous != checkpoint.hash
    return Reason.checkpoint_altered if broken else None


def _read(checkpoint: Checkpoint) -> Statement | None:
    try:
        return checkpoint.statement
    except UsageError:
        return None


def _of_clock(envelope: object) -> bool:
    """Whether the clock recorded it: one sweep tells a single time, and may go on for long after a checkpoint."""
    try:
        return isinstance(envelope, str) and json.loads(envelope)["kind"] == Kind.crossing.value
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _place(seq: object) -> int:
    return seq if isinstance(seq, int) else 0
