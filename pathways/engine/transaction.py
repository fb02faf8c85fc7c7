"""What every writing command does to its case, in one transaction: append, project, arm timers, fill the outbox."""

from dataclasses import dataclass, replace
from datetime import datetime

from pathways.engine.draft import Draft
from pathways.engine.library import Library
from pathways.engine.people import People
from pathways.engine.telling import notices_for, still_wanted
from pathways.machine.decide import Definitions
from pathways.machine.state import CaseState
from pathways.model.record import Kind
from pathways.store import events, heads, notices, outbox, timers
from pathways.store.connection import Connection
from pathways.store.entropy import Entropy
from pathways.store.heads import Head
from pathways.store.timers import Timer

Pending = frozenset[tuple[datetime, str]]
"""What is pending in a case, as (due, timer key)."""

_BY_PEOPLE = (Kind.act, Kind.correction, Kind.annulment, Kind.migration)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What writing needs besides the case: definitions, people, ids, and the channels of the outbox."""

    library: Library
    people: People
    entropy: Entropy
    channels: tuple[str, ...]


def begin_draft(desk: Desk, head: Head, now: datetime) -> Draft:
    """A draft on a locked head. Recording time never goes back within a case, whatever the clock does."""
    return Draft(case_id=head.case_id, version=head.version, now=max(now, head.recorded_at), entropy=desk.entropy)


def pending_of(state: CaseState) -> Pending:
    """The timers a state asks for."""
    return frozenset((due, f"{run}|{key}|{what}") for due, run, key, what in state.pending())


def save(conn: Connection, desk: Desk, head: Head, draft: Draft, state: CaseState, before: Pending) -> Head:
    """Write the draft of a locked case and all that follows from it. ``before`` was pending until now."""
    if not draft.records:
        return head
    salts = [desk.entropy.salt(record.case_id, record.seq) if record.text_names else "" for record in draft.records]
    new_hash = events.append(conn, draft.records, salts, draft.digests, head.head_hash)
    moved = replace(
        head,
        version=draft.records[-1].seq,
        head_hash=new_hash,
        recorded_at=draft.now,
        next_due=state.next_due(),
        ended=is_over(desk.library, state),
    )
    heads.update_head(conn, moved, expected_version=head.version)
    heads.write_state(conn, head.case_id, draft.state_text)
    _rearm(conn, head.case_id, before, pending_of(state))
    if any(record.kind in _BY_PEOPLE for record in draft.records):
        _withdraw(conn, draft, state)
    told = notices_for(desk.library, desk.people, desk.entropy, state, draft.records)
    outbox.add(conn, told, desk.channels)
    return moved


def _withdraw(conn: Connection, draft: Draft, state: CaseState) -> None:
    """Take back unread notices that no longer hold: nobody is to chase what is done.

    A reminder goes when its deadline is met, moved or gone; an escalation only when what was passed no longer is: that
    a deadline was missed is still news to a leader after somebody has met it late.
    """
    gone = {seq for record in draft.records if record.kind is Kind.superseded for seq in record.targets}
    moot = [
        notice.notice_id
        for notice in notices.unread_of_case(conn, draft.case_id)
        if notice.seq in gone or not (notice.escalate or still_wanted(state, notice))
    ]
    outbox.cancel(conn, moot, at=draft.now, why="engine.notice_moot")


def _rearm(conn: Connection, case_id: str, before: Pending, after: Pending) -> None:
    gone = [key for _, key in before - after]
    armed = [Timer(due_at=due, case_id=case_id, key=key) for due, key in sorted(after - before)]
    timers.replace(conn, case_id, gone, armed)


def is_over(definitions: Definitions, state: CaseState) -> bool:
    """Whether every run of the case has come to an end state."""
    return all(definitions.prepared(run.digest).states[run.state].end for run in state.runs.values())
