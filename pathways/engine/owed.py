"""Notices that a case owes since a deadline is open again: of rungs passed while it counted as met, or taken back.

Whoever the passed rungs of an open deadline are for has a notice that holds, of the last of them (semantics 5). A rung
that was never recorded as passed is owed to nobody: an extension leaves out those that lie behind it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from pathways.engine.draft import Waiting
from pathways.engine.people import People, User
from pathways.engine.telling import NOBODY, notice_of
from pathways.machine.deadlines import ladder, split_key
from pathways.machine.decide import Definitions
from pathways.machine.order import standing_crossings
from pathways.machine.renaming import deadline_now
from pathways.machine.state import CaseState, DeadlineState, RunState, Status
from pathways.model.pathway import Reminder
from pathways.model.record import Crossing, Record
from pathways.store.entropy import Entropy
from pathways.store.notices import Notice

Log = Callable[[], Sequence[Record]]
"""Reads the records of the case, when they are needed."""

_Place = tuple[str, str, str, str, str, date | None]
"""What a notice is of: run, deadline, item, rung, person (or role that nobody holds), and the date it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passed:
    """One rung of an open deadline that lies behind."""

    crossing: Crossing
    deadline: DeadlineState
    reminder: Reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owed:
    """What one person in a role is owed."""

    passed: _Passed
    user: User
    role: str

    @property
    def place(self) -> _Place:
        """What a notice of it would be of."""
        of, due_on = self.passed.crossing, self.passed.deadline.nominal
        return of.run, of.deadline, of.item, of.what, self.user.name or self.role, due_on


def notices_owed(  # noqa: PLR0913 (who is told, by whom, and what is known)
    definitions: Definitions,
    people: People,
    entropy: Entropy,
    state: CaseState,
    holding: Collection[Notice],
    log: Log,
    *,
    waited: Waiting,
    now: datetime,
) -> tuple[Notice, ...]:
    """Notices that somebody should have and that are not among those ``holding``; ``now`` is when they are given.

    What has ``waited`` all the time to the same date owes nothing new: nobody is told of what a case that was brought
    in with its past had behind it (its report told that).
    The log is read only when something seems to be owed: this is asked after every act.
    """
    passed = tuple(_passed(definitions, state, waited))
    has = frozenset(_place_of(state, notice) for notice in holding)
    if not _missing(people, passed, has):
        return ()
    records = log()
    recorded = {_as_now_called(state, each): each for each in standing_crossings(records).values()}
    cause = records[-1].seq
    return tuple(
        _given(entropy, owed, recorded[owed.passed.crossing], cause, now)
        for owed in _missing(people, tuple(each for each in passed if each.crossing in recorded), has)
    )


def _place_of(state: CaseState, notice: Notice) -> _Place:
    run = state.runs.get(notice.run)
    name, item = notice.deadline, notice.item
    if run is not None:
        name, item = deadline_now(run, name, item, notice.seq)
    return notice.run, name, item, notice.rung, notice.recipient or notice.role, notice.due_on


def _as_now_called(state: CaseState, record: Record) -> Crossing | None:
    crossing = record.crossing
    run = None if crossing is None else state.runs.get(crossing.run)
    if crossing is None or run is None:
        return crossing
    name, item = deadline_now(run, crossing.deadline, crossing.item, record.seq)
    return replace(crossing, deadline=name, item=item)


def _passed(definitions: Definitions, state: CaseState, waited: Waiting) -> Iterator[_Passed]:
    """The rungs behind every deadline that is open anew and that remind somebody, each deadline's in their order."""
    for run in state.runs.values():
        for key, deadline in run.deadlines.items():
            if deadline.status is Status.open and (run.run, key, deadline.nominal) not in waited:
                yield from _behind(definitions, run, key, deadline)


def _behind(definitions: Definitions, run: RunState, key: str, deadline: DeadlineState) -> Iterator[_Passed]:
    prepared = definitions.prepared(run.digest)
    name, item = split_key(key)
    spec = prepared.deadlines[name]
    rungs = ladder(prepared, spec, deadline)
    if len(rungs) == len(deadline.pending):
        return
    reminders = {reminder.id: reminder for reminder in spec.reminders}
    for rung in rungs:
        if rung.what in reminders and rung not in deadline.pending:
            crossing = Crossing(due=rung.due, run=run.run, deadline=name, item=item, what=rung.what)
            yield _Passed(crossing=crossing, deadline=deadline, reminder=reminders[rung.what])


def _missing(people: People, passed: Collection[_Passed], has: Collection[_Place]) -> tuple[_Owed, ...]:
    """Of each deadline and person the last rung passed, where no notice of it holds."""
    last: dict[tuple[str, str, str, str], _Owed] = {}
    for each in passed:
        for role in each.reminder.to:
            for user in people.holders(role) or (NOBODY,):
                owed = _Owed(passed=each, user=user, role=role)
                run, deadline, item, _, person, _ = owed.place
                last[run, deadline, item, person] = owed
    return tuple(owed for owed in last.values() if owed.place not in has)


def _given(entropy: Entropy, owed: _Owed, record: Record, cause: int, now: datetime) -> Notice:
    """Told of the crossing, and given because of record ``cause``: an id of its own, as it may be told again."""
    notice = notice_of(entropy, record, owed.passed.deadline, owed.passed.reminder, owed.user, owed.role)
    crossing = owed.passed.crossing
    about = f"{owed.role}|{crossing.run}|{crossing.deadline}|{crossing.item}"
    notice_id = entropy.notice_id(record.case_id, cause, owed.user.name, about)
    return replace(notice, notice_id=notice_id, created_at=now)
