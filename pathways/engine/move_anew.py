"""Tells whoever a case is handed over to anew what it owes by law, when that reads otherwise where it came from.

As for every message: never on other records than it was sent on, and only what the law still lets be told; else it is
held, red at its source, until a person sends it anew (docs/adr/0029, 0032). Runs where the source is locked already.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pathways.counting.oslo import civil_date
from pathways.engine.draft import Draft
from pathways.engine.library import Library
from pathways.engine.moved import SIGNAL
from pathways.engine.people import People
from pathways.engine.signal_law import NOBODY, judged, recipient
from pathways.engine.signal_notes import Told, add_step, locked_signal
from pathways.engine.taken_along import DEADLINES, Owed, owed_in, words_of
from pathways.errors import NotFoundError
from pathways.machine.closing import closing_of
from pathways.machine.fold import fold
from pathways.machine.order import standing_acts
from pathways.machine.state import MOVED, CaseState
from pathways.model.organisation import EXTERNAL
from pathways.model.record import Kind, Record
from pathways.model.signal import MOVE, Shared, Signal, Status, Step
from pathways.sharing import Facts
from pathways.sharing.items import EVENTS
from pathways.sharing.records import WHAT, told
from pathways.store import events, signals
from pathways.store.connection import Connection
from pathways.store.signals import Noting

UNDER_WAY = (Status.sent, Status.received)
"""Where the message of a case that goes on here is; acts of people there are told of it."""

ALTERING = (Kind.correction, Kind.annulment, Kind.redecision)


def tell_move_anew(conn: Connection, library: Library, people: People, draft: Draft, state: CaseState) -> None:
    """After what was recorded of a case: tell whoever has it by now, or is to have it, what it owes otherwise.

    Of a case that goes on, only what puts the past right is looked at here; whatever else changes is found by
    ``carry``, so that an ordinary act asks for no message.
    """
    if not _may_alter(draft, state):
        return
    moves = [each for each in signals.sent_by_case(conn, draft.case_id) if each.message == MOVE]
    if not moves:
        return
    records = events.read_case(conn, draft.case_id)
    found, owed = _concerned(library, moves, records, draft, state)
    for each in found:
        tell_anew(conn, library, people, records, each.signal_id, owed, user=draft.records[0].actor.user, now=draft.now)


def foresee_move_anew(
    sent: Sequence[Signal],
    library: Library,
    people: People,
    records: Sequence[Record],
    draft: Draft,
    state: CaseState,
) -> Iterator[tuple[Signal, Step]]:
    """What ``tell_move_anew`` would do, where ``records`` end in those of the draft; writes nothing."""
    moves = [each for each in sent if each.message == MOVE]
    if not moves or not _may_alter(draft, state):
        return
    found, owed = _concerned(library, moves, records, draft, state)
    for each in found:
        step = _next(library, people, records, each, owed, now=draft.now, facts=NOBODY)
        if step is not None:
            yield each, step[0]


def _may_alter(draft: Draft, state: CaseState) -> bool:
    """Whether what is recorded may alter what a case that moves owes."""
    gone = state.closed == MOVED
    kinds = (*ALTERING, Kind.act) if gone else ALTERING
    if draft.closed not in ("", state.closed) or not any(record.kind in kinds for record in draft.records):
        return False
    return gone == (draft.closed == MOVED)


def _concerned(
    library: Library, moves: Sequence[Signal], records: Sequence[Record], draft: Draft, state: CaseState
) -> tuple[list[Signal], tuple[Owed, ...]]:
    """The messages that are to tell what is owed, and what that is; none where it reads as it did."""
    gone = state.closed == MOVED
    closing = closing_of(records, MOVED)
    if gone and closing is not None and closing.content is not None:
        by = closing.content.data.get(SIGNAL)
        found = [each for each in moves if each.signal_id == by and each.status is Status.taken_over]
        owed, before = owed_then(library, records), [each for each in records if each.seq < draft.records[0].seq]
        if [each.written() for each in owed] == [each.written() for each in owed_then(library, before)]:
            return [], ()
        return found, owed
    return [each for each in moves if each.status in UNDER_WAY], owed_in(library, state)


def owed_then(library: Library, records: Sequence[Record]) -> tuple[Owed, ...]:
    """What a case that has moved owed when it ended here, as is known by these records; nothing where it did not."""
    closing = closing_of(records, MOVED)
    act = None if closing is None else next((each for each in standing_acts(records) if each.seq == closing.seq), None)
    if act is None:
        return ()
    others = [record for record in records if record.seq != act.seq]
    return owed_in(library, fold(library, others, until=act.place).state)


def tell_anew(  # noqa: PLR0913 (a case, its message, what is told of it, by whom and when)
    conn: Connection,
    library: Library,
    people: People,
    records: Sequence[Record],
    signal_id: str,
    owed: Sequence[Owed],
    *,
    user: str,
    now: datetime,
    facts: Facts = NOBODY,
) -> None:
    """Add the step that tells what is ``owed``, or that it may not be told; none where the message says so already."""
    signal = locked_signal(conn, signal_id)
    step = _next(library, people, records, signal, owed, now=now, facts=facts)
    if step is None:
        return
    if step[1] is None:
        add_step(conn, signal, Told(step=step[0], service=signal.source_service), Noting(), user=user, at=now)
        return
    told_now = Told(step=step[0], service=signal.source_service, shared=step[1])
    add_step(conn, signal, told_now, Noting(target=0 if signal.target_case else None), user=user, at=now)


def _next(  # noqa: PLR0913 (a message, what is told of it, when and by what is known)
    library: Library,
    people: People,
    records: Sequence[Record],
    signal: Signal,
    owed: Sequence[Owed],
    *,
    now: datetime,
    facts: Facts,
) -> tuple[Step, Shared | None] | None:
    """The step that a message takes, and what it tells; None: none."""
    before, words = signal.shared, tuple(each.written() for each in owed)
    if before is None:
        return None
    same = words == words_of(before)
    if same and not signal.untold:
        return None
    if not same and (signal.to == EXTERNAL or not _may_be(library, people, records, signal, owed, now, facts)):
        # Nobody outside reads here: a person writes to them anew. What may no longer be told is not told.
        return None if signal.untold else (Step.held, None)
    return Step.changed, Shared(anchor=before.anchor, values={DEADLINES: words} if words else {}, basis=before.basis)


def pathways_of(signal: Signal, owed: Sequence[Owed]) -> tuple[str, ...]:
    """The pathways that a message tells of: those of what is owed, and the one it was begun for."""
    return tuple(dict.fromkeys((signal.pathway, *(each.pathway for each in owed))))


def _may_be(  # noqa: PLR0913, PLR0917 (what of whom to whom, when, and by what is known)
    library: Library,
    people: People,
    records: Sequence[Record],
    signal: Signal,
    owed: Sequence[Owed],
    now: datetime,
    facts: Facts,
) -> bool:
    """Whether it may be told on what it rested on when a person sent it. No vault is opened here."""
    to, today = recipient(library, people, signal.to_service, signal.to), civil_date(now)
    sent = [each for each in told(records) if each.content.data.get(WHAT) == signal.signal_id]
    rested = {by for each in sent for by in each.bases}
    for name in pathways_of(signal, owed):
        try:
            pathway, _ = library.catalogue.in_force(name, today)
        except NotFoundError:
            return False
        sharing = judged(library, records, pathway, (), to, today, facts, (DEADLINES,)).sharing
        bases = {each.by for each in sharing.allowed if each.item.key in (EVENTS, DEADLINES)}
        if not (sharing.allows(EVENTS) and sharing.allows(DEADLINES) and bases <= rested):
            return False
    return True
