"""Writes the projections of cases anew from their logs, where they differ (semantics 7). Never adds to a log.

A log that does not verify, or that gives another standing now than when it was recorded, is left alone: from it
nothing may be built. A head's place in the chain is never written either, as only the head says where the log ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.engine.library import Library
from pathways.engine.projection import Drift, Projection, compare, project
from pathways.engine.replay import Kept, Replayed, replay_case
from pathways.errors import DAMAGED, PathwaysError
from pathways.messages import say
from pathways.store import derivations, events, heads, projections
from pathways.store.columns import check_stored
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.timers import Timer
from pathways.store.verify import verify_case

BATCH = 200
"""Cases whose ids are fetched at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One case held against its log. ``refused`` tells why nothing can be built from that, empty where it can."""

    case_id: str
    drift: Drift
    refused: str
    derivations: tuple[int, ...] = ()
    """Events with which something else is kept of how dates came to be, or nothing. It is never written anew."""

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with the case."""
        return not (self.refused or self.drift.parts)


def every_case(database: Database) -> Iterator[str]:
    """The id of every case, in order, fetched in batches: no transaction is open in between."""
    last = ""
    while True:
        with database.read() as conn:
            batch = projections.case_ids(conn, after=last, limit=BATCH)
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1]


def compare_case(conn: Connection, library: Library, case_id: str) -> Examined:
    """Hold a case against its log, which is known to verify."""
    return _compare(conn, library, case_id)[0]


def rebuild(database: Database, library: Library, case_id: str, *, log_was_checked: bool = False) -> Examined:
    """Write what differs of a case anew, in one transaction; a whole case is only read.

    Where what is stored knows of more than the log, that is the last trace of events that may have been removed: then
    only when somebody says that the log was checked. What is returned is how the case was found.
    Raises: NotFoundError; IntegrityError for an id that no case can have.
    """
    check_stored(case_id)
    with database.read() as conn:
        found, _ = _examine(conn, library, case_id, log_was_checked=log_was_checked)
    if found.refused or found.whole:
        return found
    with database.write() as conn:
        projections.lock(conn, case_id)
        found, given = _examine(conn, library, case_id, log_was_checked=log_was_checked)
        if given is not None and found.drift.parts:
            _write(conn, found, given)
    return found


def _examine(
    conn: Connection, library: Library, case_id: str, *, log_was_checked: bool
) -> tuple[Examined, Projection | None]:
    altered = verify_case(conn, case_id)
    if altered is not None:
        return _refused(case_id, altered.sentence), None
    found, given = _compare(conn, library, case_id)
    if found.drift.beyond and not log_was_checked:
        return _refused(case_id, say("engine.log_may_be_cut", case=case_id)), None
    return found, given


def _compare(conn: Connection, library: Library, case_id: str) -> tuple[Examined, Projection | None]:
    try:
        replayed = _replay(conn, library, case_id)
        if replayed.differs_at:
            return _refused(case_id, say("engine.folds_otherwise", case=case_id, seq=replayed.differs_at)), None
        given = project(library, replayed)
        head = heads.columns(conn, case_id)
        drift = Drift() if head is None else compare(conn, head, given)
    except PathwaysError as error:
        return _refused(case_id, str(error)), None
    except DAMAGED as error:
        return _refused(case_id, say("engine.cannot_fold", case=case_id, kind=type(error).__name__)), None
    seqs = tuple(dict.fromkeys(each.seq for each in replayed.counted_otherwise))
    return Examined(case_id=case_id, drift=drift, refused="", derivations=seqs), given


def _replay(conn: Connection, library: Library, case_id: str) -> Replayed:
    records = events.read_case(conn, case_id)
    kept = Kept(digests=events.standing_digests(conn, case_id), derived=derivations.of_case(conn, case_id))
    return replay_case(library, case_id, records, kept)


def _refused(case_id: str, why: str) -> Examined:
    return Examined(case_id=case_id, drift=Drift(), refused=why)


def _write(conn: Connection, found: Examined, given: Projection) -> None:
    drift = found.drift
    pending = [Timer(due_at=due, case_id=found.case_id, key=key) for due, key in sorted(given.pending)]
    projections.write(
        conn,
        found.case_id,
        head={name: getattr(given, name) for name in drift.head},
        state=given.state_text,
        pending=pending if drift.timers_missing or drift.timers_spare else None,
    )
