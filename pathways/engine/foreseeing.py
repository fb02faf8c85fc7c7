"""What a set of changes would make of a case, with nothing recorded: states, deadlines and notices before and after."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pathways.counting.oslo import civil_date
from pathways.engine.changes import Change
from pathways.engine.changing import write_changes
from pathways.engine.corrections import corrections_owed, may_be_news
from pathways.engine.draft import Draft
from pathways.engine.foreseen_rounds import RoundsForeseen, rounds_foreseen
from pathways.engine.handing import handed_on
from pathways.engine.moment import moment_at
from pathways.engine.move_anew import foresee_move_anew
from pathways.engine.owed import notices_owed
from pathways.engine.people import People
from pathways.engine.receipt import Part
from pathways.engine.rights import Rights
from pathways.engine.signalling import Signalling
from pathways.engine.transaction import Desk, begin_draft, held_up, told_by
from pathways.errors import NotFoundError
from pathways.machine.closing import require_open
from pathways.machine.fold import advance
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.standing import Standing, standing
from pathways.machine.state import CaseState
from pathways.machine.state_json import load
from pathways.model.record import Actor, Crossing, Kind, Record
from pathways.model.signal import Signal, Step
from pathways.store import events, heads, signals
from pathways.store.connection import Connection
from pathways.store.notices import Notice, ask_in_force_of_case, that_reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """``before`` and ``after`` are the case now, without and with the changes."""

    before: Standing
    after: Standing
    parts: tuple[Part, ...]
    warnings: tuple[str, ...]
    superseded: tuple[int, ...]
    """Seqs of what the clock had noticed and would no longer hold."""
    passed: tuple[Crossing, ...]
    """What the clock would have passed that it has not, in the order it fell due."""
    records: tuple[Record, ...]
    """The log as it would be."""
    rounds: RoundsForeseen
    """What would become of earlier rounds of deadlines that were missed, and of reasons."""
    withdrawn: tuple[Notice, ...]
    """Notices that would be withdrawn, read or not."""
    notices: tuple[Notice, ...]
    """Notices that would be given."""
    corrections: tuple[Notice, ...]
    """Corrections that would go to people who were told of a date that would no longer hold."""
    messages: tuple[tuple[Signal, Step], ...]
    """Messages that told something of the case, and what would become of each; by what is known without the vault."""
    handed: tuple[Notice, ...]
    """Notices that lie with nobody who holds their role, as they would be handed on."""


def foresee(  # noqa: PLR0913 (who would change what, with which rights)
    conn: Connection,
    desk: Desk,
    case_id: str,
    changes: Sequence[Change],
    actor: Actor,
    *,
    now: datetime,
    rights: Rights,
) -> Foreseen:
    """What ``changes`` would do, on a connection that only reads. Raises as ``write_changes``; NotFoundError."""
    head = heads.read(conn, case_id)
    text = heads.read_state(conn, case_id)
    if head is None or text is None:
        raise NotFoundError("engine.no_case", case=case_id)
    draft = begin_draft(desk, head, now, load(text))
    before = _told(desk, case_id, load(text), draft.now)
    records = events.read_case(conn, case_id)
    written = write_changes(desk.library, draft, records, changes, actor, rights=rights)
    if draft.closed and written.state.closed:
        require_open(draft.closed, draft.records)
    people = desk.people_of(head, draft.now)
    told = told_by(desk, people, draft, written.state)
    held = tuple(held_up(desk.library, draft, written.state, ask_in_force_of_case(conn, case_id)()))
    kept = (*told, *(notice for notice, why in held if not why))
    handed, left = handed_on(people, desk.entropy, kept, draft.now)
    holding = (*(notice for notice in kept if notice.notice_id not in left), *handed)
    moot = {notice: why for notice, why in held if why}
    reached = that_reached(conn, case_id) if may_be_news(draft.records, moot) else ()
    gone = (seq for record in draft.records if record.kind is Kind.superseded for seq in record.targets)
    return Foreseen(
        before=before,
        after=_told(desk, case_id, written.state, draft.now),
        parts=written.parts,
        warnings=written.warnings,
        superseded=tuple(gone),
        passed=tuple(sorted(draft.crossings(), key=lambda each: each.due)),
        records=(*records, *draft.records),
        rounds=rounds_foreseen(desk.library, records, (*records, *draft.records), moment_at(draft.now)),
        withdrawn=tuple(moot),
        notices=(*told, *_owed(desk, people, draft, records, written.state, holding)),
        corrections=corrections_owed(desk.entropy, written.state, draft.records, list(moot), reached) if moot else (),
        messages=tuple(_messages(conn, desk, (*records, *draft.records), draft, written.state)),
        handed=handed,
    )


def _messages(
    conn: Connection, desk: Desk, records: Sequence[Record], draft: Draft, state: CaseState
) -> Iterator[tuple[Signal, Step]]:
    """What would become of messages that were sent, by what would do it; each once."""
    sent = [each for each in signals.sent_by_case(conn, draft.case_id) if each.shared is not None]
    if not sent:
        return
    people = desk.people.on(civil_date(draft.now))
    signalling = Signalling(library=desk.library, people=people, entropy=desk.entropy, now=draft.now)
    found = [*signalling.foresee(sent, records, draft.records)]
    found += foresee_move_anew(sent, desk.library, people, records, draft, state)
    yield from found
    # What is held from before, and nothing tells, waits for a person still.
    known = {signal.signal_id for signal, _ in found}
    yield from ((each, Step.held) for each in sent if each.untold and each.signal_id not in known)


def _owed(
    desk: Desk,
    people: People,
    draft: Draft,
    records: Sequence[Record],
    state: CaseState,
    holding: Collection[Notice],
) -> tuple[Notice, ...]:
    def log() -> tuple[Record, ...]:
        return (*records, *draft.records)

    given = (desk.library, people, desk.entropy, state, holding, log)
    return notices_owed(*given, waited=draft.waited_in(state), now=draft.now)


def _told(desk: Desk, case_id: str, state: CaseState, now: datetime) -> Standing:
    advance(Fold(world=desk.library, state=state), clock_place(now))
    return standing(desk.library, case_id, state, now)
