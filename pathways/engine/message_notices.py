"""Tells people of messages between services: that one has come, that it waits still, and that it comes back.

Worked out from the messages that somebody waits for, whenever this is called; each thing is told once for each
sending. Nobody is told by the transaction that sends: it is the case of another service (docs/adr/0029).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial

from pathways.counting.calendar import Calendar
from pathways.counting.oslo import at_clock, civil_date
from pathways.engine.awaited import awaited
from pathways.engine.handing import HANDED_ON, handed_on
from pathways.engine.left_open import ENDED, LeftOpen, left_open, left_open_anywhere
from pathways.engine.message_ending import (
    AGAIN,
    CHANGED,
    OF_LEFT_OPEN,
    OF_SENDING,
    About,
    sending,
    told_by,
    waits_so,
)
from pathways.engine.people import People, User
from pathways.engine.permitting import Permits, permits_on
from pathways.engine.signal_finding import send_today
from pathways.engine.telling import MESSAGE, NOBODY
from pathways.engine.transaction import Desk, tried_again
from pathways.errors import PathwaysError
from pathways.model.organisation import EXTERNAL, Holder
from pathways.model.pathway import DEFAULT_CALENDAR
from pathways.model.policy import Action
from pathways.model.signal import Signal, SignalStep, Step
from pathways.policy.deciding import decide
from pathways.store import heads, notices, outbox, signals
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.notices import Notice

ANYBODY = 2
"""The distance of those who only work in the service."""

CLOCK = time(8)
"""When, by the clock in Norway, people are told again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whom:
    """Where somebody is to be told: in the case ``case_id``, or where cases of a service lie that nobody has yet."""

    action: Action
    case_id: str
    seq: int
    holder: Holder
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waits:
    """A message that somebody waits for, with the cases that go on though it was declined there."""

    signal: Signal
    left: tuple[LeftOpen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rung:
    """Something that is told of a message from an instant on; once for what stands in ``by``."""

    about: About
    at: datetime
    by: str
    left: LeftOpen | None = None


def tell_messages(database: Database, desk: Desk, now: datetime) -> tuple[int, list[PathwaysError]]:
    """Give the notices of messages that are due at ``now`` and that nobody was given.

    Of how many messages, and what could not be told; that stays, and nothing else is stopped.
    """
    with database.read() as conn:
        waiting = _waiting(conn, desk)
        given = notices.of_messages(conn, [each.signal.signal_id for each in waiting])
    of_each: dict[str, list[Notice]] = {}
    for notice in given:
        of_each.setdefault(notice.item, []).append(notice)
    told, trouble = 0, []
    for each in waiting:
        try:
            if _is_due(desk, each, of_each.get(each.signal.signal_id, []), now):
                told += tried_again(partial(_told, database, desk, each, now))
        except PathwaysError as error:
            trouble.append(error)
    return told, trouble


def next_message(database: Database, desk: Desk, after: datetime, until: datetime) -> datetime | None:
    """The first instant behind ``after``, up to ``until``, at which somebody is told again; for a clock that moves."""
    with database.read() as conn:
        waiting = _waiting(conn, desk)
    instants = (rung.at for each in waiting for rung in _rungs(desk, each))
    return min((each for each in instants if after < each <= until), default=None)


def _waiting(conn: Connection, desk: Desk) -> list[_Waits]:
    """Messages of which anybody may have to be told.

    Of a report its cases were told in the transaction that registered it: nobody waits for these, but where what it
    says was put right since.
    """
    found = {each.signal_id: each for each in signals.waiting(conn) if each.of_concern or sending(each)}
    left: dict[str, list[LeftOpen]] = {}
    for case in left_open_anywhere(desk.library, conn):
        left.setdefault(case.signal_id, []).append(case)
    found |= {each.signal_id: each for each in signals.of_ids(conn, left.keys() - found.keys())}
    return [_Waits(signal=each, left=tuple(left.get(name, ()))) for name, each in sorted(found.items())]


def _rungs(desk: Desk, waits: _Waits) -> Iterator[_Rung]:
    """What is told of a message as it is now, and when; of what is told again the second after the first."""
    signal, days = waits.signal, desk.library.catalogue.settings.message_days
    calendar = desk.library.catalogue.calendars[DEFAULT_CALENDAR]
    for about, step in _happened(signal):
        if about in AGAIN:
            yield _Rung(about=about, at=step.at, by=told_by(signal, about))
        again = AGAIN.get(about, about)
        if days is not None and waits_so(signal, again):
            yield _Rung(about=again, at=_after(calendar, step.on, days, step.at), by=told_by(signal, again))
    for case in waits.left:
        step = _declined_for(signal, case)
        by = f"{OF_SENDING}{step.number}"
        yield _Rung(about=About.left_open, at=step.at, by=by, left=case)
        if days is not None:
            yield _Rung(about=About.left_open_again, at=_after(calendar, step.on, days, step.at), by=by, left=case)


def _happened(signal: Signal) -> Iterator[tuple[About, SignalStep]]:
    """What a message waits for now, with the step that made it so."""
    sent = next((each for each in signal.steps if each.number == sending(signal)), None)
    inside, receipt = signal.to != EXTERNAL, signal.receipt
    last = {each.step: each for each in signal.steps}
    held = [each for each in signal.steps if each.step in (Step.held, Step.taken_back)]
    found = (
        (About.came, sent if inside else None),
        (About.unanswered, sent),
        (About.untaken, receipt if inside else None),
        # Of a service outside somebody here has typed in that it declines.
        (About.declined, last.get(Step.declined) if inside else None),
        (About.untold, max(held, key=lambda step: step.number, default=None)),
        (About.taken_back, last.get(Step.taken_back)),
        (About.changed, signal.news),
    )
    yield from ((about, step) for about, step in found if step is not None and waits_so(signal, about))


def _declined_for(signal: Signal, case: LeftOpen) -> SignalStep:
    """How a message was declined that a case was opened for; the last of all, where the case goes on as another."""
    declined = [each for each in signal.steps if each.step is Step.declined and each.case_id]
    return next((each for each in reversed(declined) if each.case_id == case.case_id), declined[-1])


def _after(calendar: Calendar, day: date, days: int, recorded: datetime) -> datetime:
    """The morning so many working days after a day; what is recorded later is told of then."""
    return max(at_clock(calendar.add_working_days(day, days), CLOCK), recorded)


def _due(desk: Desk, waits: _Waits, given: Sequence[Notice], now: datetime) -> list[_Rung]:
    """What is to be told now, once: of two rungs about the same only the last."""
    told = {(each.rung, each.deadline, _of_case(each)) for each in given if not _is_open_again(each)}
    passed = {(each.about, _in_case(each)): each for each in _rungs(desk, waits) if each.at <= now}
    last = [each for (about, case), each in passed.items() if (AGAIN.get(about), case) not in passed]
    return [each for each in last if (each.about.value, each.by, _in_case(each)) not in told]


def _of_case(notice: Notice) -> str:
    return notice.case_id if notice.rung in OF_LEFT_OPEN else ""


def _is_open_again(notice: Notice) -> bool:
    """Whether a notice of a case that had ended says nothing of one that goes on again."""
    return notice.cancelled_why == ENDED


def _in_case(rung: _Rung) -> str:
    """The case that goes on, of what is told of one; empty of what is told of a message."""
    return "" if rung.left is None else rung.left.case_id


def _is_due(desk: Desk, waits: _Waits, given: Sequence[Notice], now: datetime) -> bool:
    """Whether somebody is to be told, or what lies with nobody is to be handed on."""
    return bool(_due(desk, waits, given, now)) or bool(_left(desk, waits.signal, given, now)[0])


def _told(database: Database, desk: Desk, found: _Waits, now: datetime) -> int:
    """Worked out anew under the lock: somebody may have received it, or another worker told, meanwhile."""
    with database.write() as conn:
        signal = signals.lock(conn, found.signal.signal_id)
        if signal is None:
            return 0
        there = left_open(desk.library, conn, [each.case_id for each in found.left])
        waits = _Waits(signal=signal, left=tuple(each for each in there if each.signal_id == signal.signal_id))
        given = notices.of_messages(conn, [signal.signal_id])
        new, gone = _left(desk, signal, given, now)
        outbox.cancel(conn, gone, at=now, why=HANDED_ON)
        again = sum(map(_is_open_again, given))
        for rung in _due(desk, waits, given, now):
            new += _notices(conn, desk, signal, rung, now, f"|{again}" if again else "")
        outbox.add(conn, new, desk.channels)
        return int(bool(new))


def _left(desk: Desk, signal: Signal, given: Sequence[Notice], now: datetime) -> tuple[list[Notice], list[str]]:
    """What lies with nobody who holds its role, of the notices that are in no case: those of cases go with the case."""
    standing = [each for each in given if each.cancelled_at is None and not each.case_id]
    if not standing:
        return [], []
    people = desk.people.on(civil_date(now))
    new, gone = handed_on(people.of(_place(people, signal), signal.to), desk.entropy, standing, now)
    return list(new), list(gone)


def _place(people: People, signal: Signal) -> Holder:
    """Where a message lies that nobody has received."""
    return Holder(service=signal.to_service) if signal.to_service in people.services else Holder()


def _whom(conn: Connection, people: People, signal: Signal, rung: _Rung) -> _Whom | None:
    """Where those are who are told; None where the case is not there."""
    about = rung.about
    if about in (About.came, About.waits):
        place = _place(people, signal)
        return _Whom(action=Action.signal_receive, case_id="", seq=sending(signal), holder=place, kind=signal.to)
    at_target = about in (About.untaken, *CHANGED, *OF_LEFT_OPEN)
    case_id = signal.target_case if at_target else signal.source_case
    seq = (_seq(signal.receipt) if at_target else signal.source_seq) or 1
    if rung.left is not None:
        case_id, seq = rung.left.case_id, rung.left.seq
    head = heads.read(conn, case_id)
    action = Action.signal_receive if at_target else Action.share_send
    return (
        None if head is None else _Whom(action=action, case_id=case_id, seq=seq, holder=head.holder, kind=head.service)
    )


def _seq(receipt: SignalStep | None) -> int:
    return 0 if receipt is None else receipt.seq


def _notices(conn: Connection, desk: Desk, signal: Signal, rung: _Rung, now: datetime, mark: str) -> list[Notice]:
    """``mark`` tells apart what is told anew of a case that had ended."""
    permits, about = permits_on(desk, now), rung.about
    whom = _whom(conn, permits.people, signal, rung)
    if whom is None:
        return []
    to = _told_people(permits, whom)
    due_on = None
    if about in (About.came, About.waits):
        wait = awaited(desk.library, signal, send_today(desk.library, signal, civil_date(now)), now)
        due_on = None if wait is None or wait.first is None else wait.first[1].nominal
    return [
        Notice(
            notice_id=desk.entropy.notice_id(
                whom.case_id, whom.seq, name, f"message|{signal.signal_id}|{rung.by}|{about}|{role}{mark}"
            ),
            case_id=whom.case_id,
            seq=whom.seq,
            run="",
            deadline=rung.by,
            item=signal.signal_id,
            rung=about.value,
            recipient=name,
            role=role,
            escalate=False,
            title_key=MESSAGE,
            due_on=due_on,
            created_at=now,
        )
        for name, role in to.items()
    ]


def _told_people(permits: Permits, whom: _Whom) -> dict[str, str]:
    """Who is told, each with the role: whoever has it, else whoever gets what nobody has, else the roles that are told.

    All of them may do there what it takes. Where the settings name no role that anybody holds there, all who may.
    """
    people = permits.people.of(whom.holder, whom.kind)
    roles = [role for role in permits.policy.roles_for(whom.action) if role in permits.settings.roles]
    named = [role for role in permits.settings.message_roles if role in roles]
    found: dict[str, tuple[int, str]] = {}
    for role in dict.fromkeys((*named, *roles)):
        for user in people.holders(role):
            if _may(permits, user.name, whom):
                near = _distance(people, user, role), role
                found[user.name] = min(found.get(user.name, near), near, key=lambda each: each[0])
    least = min((distance for distance, _ in found.values()), default=0)
    to = {name: role for name, (distance, role) in found.items() if distance == least}
    if least == ANYBODY:
        to = {name: role for name, role in to.items() if role in named} or to
    return to or {NOBODY.name: (*named, *roles, "")[0]}


def _may(permits: Permits, name: str, whom: _Whom) -> bool:
    held = permits.held(permits.people.actor(name, ""), whom.case_id, whom.holder, whom.kind)
    return decide(permits.policy, whom.action, held) is not None


def _distance(people: People, user: User, role: str) -> int:
    """How near somebody is to what ``people`` are of: whoever has it, or who stands in; its unit; anybody else."""
    holder, names = people.holder, (user.name, *people.stands_in_for(user.name))
    if holder.person in names:
        return 0
    in_unit = bool(holder.unit) and any(people.has(name, role, holder.service, holder.unit) for name in names)
    return 1 if in_unit else ANYBODY
