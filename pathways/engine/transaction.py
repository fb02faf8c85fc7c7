"""What every writing command does to its case, in one transaction: append, project, arm timers, fill the outbox."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from time import sleep
from typing import TypeVar

from pathways.counting.oslo import civil_date
from pathways.engine.brought import not_brought
from pathways.engine.corrections import corrections_owed, may_be_news
from pathways.engine.draft import BY_PEOPLE, Draft
from pathways.engine.handing import HANDED_ON, handed_on
from pathways.engine.left_open import why_ended
from pathways.engine.library import Library
from pathways.engine.move_anew import tell_move_anew
from pathways.engine.owed import notices_owed
from pathways.engine.people import People, Staff
from pathways.engine.proposals_told import proposals_told, why_closed
from pathways.engine.signalling import Signalling
from pathways.engine.taking_back import take_back
from pathways.engine.telling import UNDONE, notices_for, why_gone
from pathways.errors import ConflictError
from pathways.machine.assigned import assigned
from pathways.machine.closing import require_open
from pathways.machine.decide import Definitions
from pathways.machine.derived import dates_of
from pathways.machine.state import CaseState, Status
from pathways.model.record import Kind
from pathways.store import derivations, events, heads, notices, outbox, sealing, timers
from pathways.store.connection import Connection
from pathways.store.entropy import Entropy
from pathways.store.heads import Head
from pathways.store.notices import Notice
from pathways.store.sealing import Seal
from pathways.store.timers import Timer

Pending = frozenset[tuple[datetime, str]]
"""What is pending in a case, as (due, timer key)."""

TRIES = 4
"""How often an act is tried when other transactions come in its way."""

PAUSE = 0.05
"""Seconds (real time) before it is tried anew, times the tries so far: who won a deadlock must first be woken."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What writing needs besides the case: definitions, people, ids, and the channels of the outbox."""

    library: Library
    people: Staff
    entropy: Entropy
    channels: tuple[str, ...]

    def people_of(self, head: Head, now: datetime) -> People:
        """Those there are at ``now`` (UTC), as a case sees them: roles are looked for where its holder is."""
        return self.people.on(civil_date(now)).of(head.holder, head.service)


def tried_again(transact: Callable[[], T]) -> T:
    """What a whole transaction gives; tried anew, keys and all, when the database ended it for the sake of another's.

    A deadlock or a failure to serialize is told before the commit, so nothing of it was kept.
    Raises: as ``transact``, and ConflictError when it came to nothing ``TRIES`` times.
    """
    for tried in range(TRIES):
        if tried:
            # Even sleeping for no time takes 50 µs, a tenth of an act.
            sleep(PAUSE * tried)
        try:
            return transact()
        except ConflictError as error:
            if error.key != "store.collision":
                raise
    raise ConflictError("engine.collided", tries=TRIES)


def begin_draft(desk: Desk, head: Head, now: datetime, state: CaseState) -> Draft:
    """A draft on a locked head and its ``state``. Recording time never goes back within a case, whatever clocks do."""
    return Draft(
        case_id=head.case_id,
        version=head.version,
        now=max(now, head.recorded_at),
        entropy=desk.entropy,
        dates=dates_of(state),
        waited=frozenset(_waiting(state)),
        settled=frozenset(_settled(state)),
        closed=state.closed,
    )


def _waiting(state: CaseState) -> Iterator[tuple[str, str, date]]:
    for run in state.runs.values():
        for key, deadline in run.deadlines.items():
            if deadline.status is Status.open:
                yield run.run, key, deadline.nominal


def _settled(state: CaseState) -> Iterator[tuple[str, str]]:
    for run in state.runs.values():
        for key, deadline in run.deadlines.items():
            if deadline.status in (Status.met, Status.ended):
                yield run.run, key


def pending_of(state: CaseState) -> Pending:
    """The timers a state asks for."""
    return frozenset((due, f"{run}|{key}|{what}") for due, run, key, what in state.pending())


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A locked case with what is to be recorded of it."""

    head: Head
    draft: Draft
    state: CaseState
    """The case after the draft."""
    before: Pending
    """What was pending until now."""


def save(conn: Connection, desk: Desk, drafted: Drafted, *, quiet: bool = False, brought: bool = False) -> Head:
    """Write the draft of a locked case and all that follows from it.

    ``quiet`` puts no notice into any inbox: what it would have told has been told otherwise. ``brought``: the draft is
    another system's, and tells nobody of deadlines that it sets, moves or opens again and that are over. What it makes
    untrue of what people were told, it still puts right.
    """
    head, draft, state = drafted.head, drafted.draft, drafted.state
    if not draft.records:
        return head
    if draft.closed and state.closed:
        require_open(draft.closed, draft.records)
    people = desk.people_of(_held(head, draft), draft.now)
    told = () if quiet else told_by(desk, people, draft, state)
    if brought:
        told = tuple(not_brought(told, draft, state))
    # Its key is asked for before statements go together.
    seal = sealing.sealer(conn, head.case_id) if any(record.text_names for record in draft.records) else None
    with heads.moving(conn, head.case_id):
        moved = _append(conn, desk, head, draft, state, seal)
        heads.update_head(conn, moved, expected_version=head.version)
        heads.write_state(conn, head.case_id, draft.state_text)
        _rearm(conn, head.case_id, drafted.before, pending_of(state))
        for seq, derived in draft.derived.items():
            derivations.keep(conn, head.case_id, seq, derived)
        ask = notices.ask_in_force_of_case(conn, head.case_id) if _by_people(draft) else None
        outbox.add(conn, told, desk.channels)
    if ask is not None:
        _put_right(conn, desk, people, drafted, told, ask(), quiet=quiet, brought=brought)
        today = desk.people.on(civil_date(draft.now))
        signalling = Signalling(library=desk.library, people=today, entropy=desk.entropy, now=draft.now)
        signalling.follow(conn, moved, draft.records)
        tell_move_anew(conn, desk.library, today, draft, state)
    take_back(conn, desk.library, desk.people.on(civil_date(draft.now)), head.case_id, draft.records, draft.now)
    return moved


def _held(head: Head, draft: Draft) -> Head:
    """The head with whoever has the case after the draft."""
    holder = assigned(draft.records)
    if holder is None:
        return head
    return replace(head, holder_service=holder.service, holder_unit=holder.unit, holder_person=holder.person)


def told_by(desk: Desk, people: People, draft: Draft, state: CaseState) -> tuple[Notice, ...]:
    """The notices to ``people`` of what the draft passed; ``state`` is the case after it."""
    proposed = proposals_told(desk.library, people, desk.entropy, state, draft.records)
    if not draft.crossings():
        return proposed
    passed = notices_for(desk.library, people, desk.entropy, state, draft.records, settled=draft.settled_in(state))
    return (*passed, *proposed)


def _by_people(draft: Draft) -> bool:
    return any(record.kind in (*BY_PEOPLE, Kind.assignment, Kind.proposal_closed) for record in draft.records)


def _put_right(  # noqa: PLR0913 (what was told, what holds, and who is spared)
    conn: Connection,
    desk: Desk,
    people: People,
    drafted: Drafted,
    told: Sequence[Notice],
    in_force: Iterable[Notice],
    *,
    quiet: bool,
    brought: bool,
) -> None:
    """After a person's act: take back the notices ``in_force`` that no longer hold, hand on, and tell what is owed."""
    draft, state = drafted.draft, drafted.state
    kept, moot = _still_held(desk.library, draft, state, in_force)
    # Asked before they are taken back: what is taken back unsent has reached nobody.
    news = not quiet and may_be_news(draft.records, moot)
    reached = notices.that_reached(conn, draft.case_id) if news else ()
    _withdraw(conn, draft, moot)
    holding = hand_on(conn, desk, people, [*told, *kept], draft.now)
    if news:
        outbox.add(conn, corrections_owed(desk.entropy, state, draft.records, list(moot), reached), desk.channels)
    if not quiet and not brought:
        _tell_owed(conn, desk, people, draft, state, holding)


def _append(conn: Connection, desk: Desk, head: Head, draft: Draft, state: CaseState, seal: Seal | None) -> Head:
    """Append the draft to the log; what the head then is."""
    salts = [desk.entropy.salt(record.case_id, record.seq) if record.text_names else "" for record in draft.records]
    new_hash = events.append(conn, draft.records, salts, draft.digests, head.head_hash, seal)
    return replace(
        _held(head, draft),
        version=draft.records[-1].seq,
        head_hash=new_hash,
        recorded_at=draft.now,
        next_due=state.next_due(),
        ended=is_over(desk.library, state),
    )


def hand_on(
    conn: Connection, desk: Desk, people: People, in_force: Sequence[Notice], now: datetime
) -> Sequence[Notice]:
    """Hand on what lies with nobody who holds its role; what of the case then holds."""
    given, gone = handed_on(people, desk.entropy, in_force, now)
    if not given:
        return in_force
    outbox.cancel(conn, gone, at=now, why=HANDED_ON)
    outbox.add(conn, given, desk.channels)
    return [*(notice for notice in in_force if notice.notice_id not in gone), *given]


def _tell_owed(
    conn: Connection, desk: Desk, people: People, draft: Draft, state: CaseState, holding: Collection[Notice]
) -> None:
    """Tell what a deadline that is open again owes: else it could stay passed without anybody knowing of it."""
    owed = notices_owed(
        desk.library,
        people,
        desk.entropy,
        state,
        holding,
        partial(events.read_case, conn, draft.case_id),
        waited=draft.waited_in(state),
        now=draft.now,
    )
    if owed:
        outbox.add(conn, owed, desk.channels)


def _still_held(
    definitions: Definitions, draft: Draft, state: CaseState, in_force: Iterable[Notice]
) -> tuple[list[Notice], dict[Notice, str]]:
    """The notices ``in_force`` that still hold, and those that do not, with why."""
    kept, moot = [], {}
    for notice, why in held_up(definitions, draft, state, in_force):
        if why:
            moot[notice] = why
        else:
            kept.append(notice)
    return kept, moot


def _withdraw(conn: Connection, draft: Draft, moot: Mapping[Notice, str]) -> None:
    """Mark notices that no longer hold, read or not, each with why.

    Nobody is to chase what is done, but withdrawn ones stay in the inbox, with why and when: what a person may have
    been told is never unsaid. A reminder goes when its deadline is met, moved or gone; an escalation only when what was
    passed no longer is: that a deadline was missed is still news to a leader after somebody has met it late.
    """
    by_why: dict[str, list[str]] = {}
    for notice, why in moot.items():
        by_why.setdefault(why, []).append(notice.notice_id)
    for why, notice_ids in by_why.items():
        outbox.cancel(conn, notice_ids, at=draft.now, why=why)


def held_up(
    definitions: Definitions, draft: Draft, state: CaseState, in_force: Iterable[Notice]
) -> Iterator[tuple[Notice, str]]:
    """Each notice ``in_force`` with why it no longer holds after the draft, as a catalogue key; empty where it does."""
    gone = {seq for record in draft.records if record.kind is Kind.superseded for seq in record.targets}
    for notice in in_force:
        why = why_gone(state, notice) or why_closed(draft.records, notice) or why_ended(definitions, state, notice)
        if notice.seq in gone:
            yield notice, why or UNDONE
        else:
            yield notice, "" if notice.escalate else why


def _rearm(conn: Connection, case_id: str, before: Pending, after: Pending) -> None:
    gone = [key for _, key in before - after]
    armed = [Timer(due_at=due, case_id=case_id, key=key) for due, key in sorted(after - before)]
    timers.replace(conn, case_id, gone, armed)


def is_over(definitions: Definitions, state: CaseState) -> bool:
    """Whether every run of the case has come to an end state."""
    return all(definitions.prepared(run.digest).states[run.state].end for run in state.runs.values())
