"""Which notices a case's new crossings give: to everyone who holds the role, one per deadline and person."""

from collections.abc import Collection, Iterable

from pathways.engine.people import People, User
from pathways.machine.deadlines import key_of
from pathways.machine.decide import Definitions
from pathways.machine.ending import settled_late
from pathways.machine.renaming import now_called
from pathways.machine.state import CaseState, DeadlineState, RunState, Status
from pathways.model.pathway import Reminder
from pathways.model.record import Record
from pathways.store.entropy import Entropy
from pathways.store.notices import Notice

NOBODY = User(name="", roles=(), email="")
"""Stands for a role that nobody holds: the notice is kept for whoever gets the role, and ``doctor`` shows it."""

CORRECTION = "notices.correction"
"""``title_key`` of a notice that corrects the one it supersedes: its ``due_on`` is the date that holds, or none."""

PROPOSAL = "notices.proposal"
"""``title_key`` of a notice that something waits for an approval: it holds until the proposal is closed."""

REVIEW = "notices.review"
"""``title_key`` of a notice that something about persons of a case has its last day on ``due_on``; it says no more."""

GLASS = "notices.glass"
"""``title_key`` of a notice that somebody reads a case in an emergency: it holds until somebody has looked at why."""

MESSAGE = "notices.message"
"""``title_key`` of a notice that a message between services waits for somebody: it holds until it does not."""

UNDONE = "engine.notice_undone"
"""Why a notice no longer holds when what raised it never should have been."""


def notices_for(
    definitions: Definitions,
    people: People,
    entropy: Entropy,
    state: CaseState,
    records: Iterable[Record],
    *,
    settled: Collection[tuple[str, str]] = (),
) -> tuple[Notice, ...]:
    """Notices of the crossings among ``records``; ``state`` is the case after them.

    Nothing that is met by now is reminded, and of several rungs passed at once a person gets the last one.
    What was ``settled`` before (run and key) and shows now that it was met too late is escalated all the same: the
    past was changed, and a leader had no other way to know.
    """
    last: dict[tuple[str, str, str, str], Notice] = {}
    for record in records:
        deadline = _passed(state, record)
        reminder = _reminder(definitions, state, record)
        if deadline is None or reminder is None:
            continue
        waits = deadline.status in (Status.open, Status.missed)
        run, key = state.runs[record.run], key_of(record.name, record.item)
        was_settled = (record.run, key) in settled
        if not waits and not (reminder.escalate and was_settled and _met_late(definitions, run, key)):
            continue
        for role in reminder.to:
            for user in people.holders(role) or (NOBODY,):
                notice = notice_of(entropy, record, deadline, reminder, user, role)
                last[record.run, record.name, record.item, user.name or role] = notice
    return tuple(last.values())


def why_gone(state: CaseState, notice: Notice) -> str:
    """Why the reason of a notice no longer holds, as a catalogue key; empty while its deadline waits as it said.

    It waits so while it is open, its clock goes, and it is due when the notice said. What was proposed is no deadline:
    it waits until somebody closes it.
    """
    if notice.title_key in (PROPOSAL, REVIEW, GLASS, MESSAGE):
        # Taken back where the proposal is closed, what it is about is changed or moved, or somebody has looked at why.
        return ""
    run = state.runs.get(notice.run)
    deadline = None if run is None else deadline_of(run, notice)
    if notice.title_key == CORRECTION and notice.due_on is None and (deadline is None or _waits_for_nobody(deadline)):
        return ""
    if deadline is None:
        return UNDONE
    if deadline.status is Status.met:
        return "engine.notice_met"
    if deadline.status is Status.missed:
        return "engine.notice_period_over"
    if deadline.status is not Status.open:
        return "engine.notice_ended"
    if deadline.standing_since is not None:
        return "engine.notice_paused"
    return "" if deadline.nominal == notice.due_on else "engine.notice_moved"


def deadline_of(run: RunState, notice: Notice) -> DeadlineState | None:
    """The deadline that a notice is about, by whatever name a migration gave it since."""
    return run.deadlines.get(now_called(run, key_of(notice.deadline, notice.item), notice.seq))


def _waits_for_nobody(deadline: DeadlineState) -> bool:
    """Whether a correction that names no date still tells the truth.

    The deadline fell away, or was met, so that it never was missed as somebody had been told; or its clock stands.
    """
    return deadline.status in (Status.ended, Status.dormant, Status.met) or deadline.standing_since is not None


def _met_late(definitions: Definitions, run: RunState, key: str) -> bool:
    state = run.deadlines[key]
    return state.status is Status.met and settled_late(definitions, run, key, state)


def _passed(state: CaseState, record: Record) -> DeadlineState | None:
    run = state.runs.get(record.run)
    if record.crossing is None or run is None:
        return None
    return run.deadlines.get(key_of(record.crossing.deadline, record.crossing.item))


def _reminder(definitions: Definitions, state: CaseState, record: Record) -> Reminder | None:
    run = state.runs.get(record.run)
    if record.crossing is None or run is None:
        return None
    # A run may have come to a version that does not know what the clock passed before it came there.
    spec = definitions.prepared(run.digest).deadlines.get(record.crossing.deadline)
    reminders = () if spec is None else spec.reminders
    return next((reminder for reminder in reminders if reminder.id == record.crossing.what), None)


def notice_of(
    entropy: Entropy, record: Record, deadline: DeadlineState, reminder: Reminder, user: User, role: str
) -> Notice:
    """What the crossing ``record`` of a deadline tells a user in a role."""
    return Notice(
        notice_id=entropy.notice_id(record.case_id, record.seq, user.name, role),
        case_id=record.case_id,
        seq=record.seq,
        run=record.run,
        deadline=record.name,
        item=record.item,
        rung=reminder.id,
        recipient=user.name,
        role=role,
        escalate=reminder.escalate,
        title_key="notices.deadline",
        due_on=deadline.nominal,
        created_at=record.recorded_at,
    )
