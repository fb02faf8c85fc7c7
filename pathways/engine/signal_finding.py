"""Finds messages for those whom they concern. Each look is logged first; a foreign one is as one that is not there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from pathways.counting.oslo import civil_date
from pathways.engine.duplicates import going_on_as, merged_into
from pathways.engine.engine import Engine
from pathways.engine.left_open import LeftOpen, left_open
from pathways.engine.library import Library
from pathways.engine.people import People
from pathways.engine.reading import Reader
from pathways.engine.signal_looks import log_looks
from pathways.engine.signal_reach import Reach, service_told
from pathways.engine.signal_seen import was_seen
from pathways.errors import EventRefusedError, NotFoundError
from pathways.messages import say
from pathways.model.organisation import Holder
from pathways.model.pathway import Event, Pathway
from pathways.model.policy import Action
from pathways.model.signal import HAPPENED, Send, Signal, Status, Step
from pathways.store import heads, signals
from pathways.store.heads import Head

PAGE = 200

UNSEEN = "?"
"""Stands for a case that there is, and that is not the user's to see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A message as one side sees it."""

    signal: Signal
    is_source: bool
    left_open: LeftOpen | None = None
    """The reader's case that was opened for it and goes on, though it was declined; None: there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """The messages that the reader's user has to do with."""

    engine: Engine
    reader: Reader
    people: People
    action: Action
    """What they are looked at for."""

    @property
    def reach(self) -> Reach:
        """What they reach."""
        return Reach(library=self.engine.desk.library, permits=self.reader.permits, actor=self.reader.actor)

    @property
    def now(self) -> datetime:
        """The present (UTC), by the clock of the database."""
        return self.engine.clock.now()

    def incoming(self, *, over: bool, after: str, limit: int) -> tuple[Found, ...]:
        """What was sent to services of the user, by id; ``over``: what nobody waits for, too."""
        return self._page("to_service", is_source=False, over=over, after=after, limit=limit)

    def outgoing(self, *, over: bool, after: str, limit: int) -> tuple[Found, ...]:
        """What services of the user send, or are to send, by id."""
        return self._page("source_service", is_source=True, over=over, after=after, limit=limit)

    def at_source(self, signal_id: str, purpose: str) -> Signal:
        """A message that a service of the user sends; the reading of its case is logged.

        Raises: NotFoundError, also for one that is not theirs; logged as refused.
        """
        return self._found(signal_id, purpose, sides=(True,)).signal

    def at_target(self, signal_id: str, purpose: str) -> Signal:
        """A message that was sent to a service of the user. Raises as ``received``."""
        return self.received(signal_id, purpose).signal

    def received(self, signal_id: str, purpose: str) -> Found:
        """The same, as the receiver sees it.

        Raises: as ``at_source``; EventRefusedError where the user sees what is sent from here, and only the other may.
        """
        return self._found(signal_id, purpose, sides=(False,))

    def either(self, signal_id: str, purpose: str) -> Found:
        """A message from the side on which the user is; from that of the source where they are on both. As above."""
        return self._found(signal_id, purpose, sides=(True, False))

    def any_waiting(self) -> bool:
        """Whether anybody waits for any message of the installation."""
        with self.engine.database.read() as conn:
            return signals.any_waiting(conn)

    def held_by(self, found: Sequence[Found], holder: Holder) -> list[Found]:
        """Those of messages that are of cases which a person, unit or service has, or were sent to that service."""
        with self.engine.database.read() as conn:
            known = heads.read_many(conn, sorted({_own_case(each) for each in found} - {""}))
        return [each for each in found if self._is_held(each, known.get(_own_case(each)), holder)]

    def _is_held(self, found: Found, head: Head | None, holder: Holder) -> bool:
        if head is None:
            # What nobody has received lies with the intake of the service it was sent to.
            there = self.people.falls_to(Holder(service=found.signal.to_service), found.signal.to)
        else:
            there = self.people.falls_to(head.holder, head.service)
        return all(getattr(holder, name) in ("", getattr(there, name)) for name in ("person", "unit", "service"))

    def of_case(self, case_id: str) -> tuple[Found, ...]:
        """The messages of a case that the user has read: the reading is logged already."""
        with self.engine.database.read() as conn:
            found = signals.of_cases(conn, [case_id])
        of_case = [Found(signal=each, is_source=each.source_case == case_id) for each in found]
        return self._with_left_open([each for each in self._theirs(of_case) if not each.signal.only_opened])

    def of_duplicates(self, case_id: str, purpose: str) -> tuple[Found, ...]:
        """Those of cases that are one with a case, as far as the user has to do with them; the reading is logged."""
        with self.engine.database.read() as conn:
            theirs = merged_into(conn, [case_id])
            found = signals.of_cases(conn, sorted(theirs))
        own = self._theirs([Found(signal=each, is_source=each.source_case in theirs) for each in found])
        cases = sorted({_own_case(each) for each in own})
        if cases:
            self.reader.log_readings(cases, purpose, say("signals.information_shown"))
        return tuple(own)

    def goes_on_as(self, found: Found) -> str:
        """The case in which the user's side of a message goes on, where it was merged with another; else empty.

        No number where the user may not see that case: "?".
        """
        own = _own_case(found)
        with self.engine.database.read() as conn:
            kept = going_on_as(conn, [own]).get(own, "")
        return kept if not kept or self.reader.visible([kept], Action.case_read) else UNSEEN

    def send_of(self, signal: Signal) -> Send | None:
        """What the definition of today says of a message; None where it knows none such."""
        return send_today(self.engine.desk.library, signal, civil_date(self.now))

    def event_of(self, signal: Signal) -> tuple[Pathway, Event] | None:
        """The event that sends it, in the definition of today; None where it knows none such."""
        return next(((pathway, event) for pathway, event, _ in self._sends(signal)), None)

    def _sends(self, signal: Signal) -> list[tuple[Pathway, Event, Send]]:
        return sends_of(self.engine.desk.library, signal, civil_date(self.now))

    def _found(self, signal_id: str, purpose: str, *, sides: Sequence[bool]) -> Found:
        with self.engine.database.read() as conn:
            signal = signals.read(conn, signal_id)
        asked = [] if signal is None else [Found(signal=signal, is_source=side) for side in sides]
        for found in self._theirs(asked):
            if not self._log_looks([found], purpose):
                self.reader.log_reading(_own_case(found), purpose, say("signals.information", signal=signal_id))
            return self._with_left_open([found])[0]
        if signal is not None and True not in sides:
            self._require_not_ours(signal, purpose)
        # One that is foreign reads as one that is not there, so nothing tells that it is.
        about = "" if signal is None else signal.source_case
        self.reader.log_refusal(about, purpose, say("cli.information.nothing"))
        if signal is not None and self._saw_it_before(signal):
            raise NotFoundError("signals.taken_back", signal=signal_id)
        raise NotFoundError("signals.not_found", signal=signal_id)

    def _saw_it_before(self, signal: Signal) -> bool:
        """Whether it was taken back from a service of the user after they had looked at it; they know of it already."""
        gone = not signal.target_case and (signal.taken_back or signal.status is Status.dropped)
        if not gone or not self.reach.is_there(signal.to_service, Action.signal_read):
            return False
        with self.engine.database.read() as conn:
            return was_seen(conn, signal, self.reader.actor.user)

    def _require_not_ours(self, signal: Signal, purpose: str) -> None:
        """That the user does not see it as one that is sent from here. Raises: EventRefusedError, logged first."""
        with self.engine.database.read() as conn:
            head = heads.read_many(conn, [signal.source_case]).get(signal.source_case)
        if head is None or not self.reach.is_source(signal, head, Action.signal_read):
            return
        reader = replace(self.reader, action=Action.signal_read)
        reader.log_reading(signal.source_case, purpose, say("signals.information", signal=signal.signal_id))
        key = "signals.only_receiver" if signal.to_service else "signals.only_receiver_unsent"
        to = service_told(self.people, signal.to_service)
        raise EventRefusedError(key, signal=signal.signal_id, to=to)

    def _theirs(self, found: Sequence[Found]) -> list[Found]:
        """Those that the user has to do with, from the side on which each stands."""
        with self.engine.database.read() as conn:
            known = heads.read_many(conn, sorted({_own_case(each) for each in found} - {""}))
        reach = self.reach

        def is_theirs(each: Found) -> bool:
            ask = reach.is_source if each.is_source else reach.is_target
            return ask(each.signal, known.get(_own_case(each)), self.action)

        return [each for each in found if is_theirs(each)]

    def _with_left_open(self, found: Sequence[Found]) -> tuple[Found, ...]:
        """The same, with which of them was declined after a case had been opened for it that goes on.

        Their reading is logged already.
        """
        cases = {each.signal.target_case for each in found if not each.is_source and was_declined(each.signal)} - {""}
        if not cases:
            return tuple(found)
        library = self.engine.desk.library
        with self.engine.database.read() as conn:
            kept = set(going_on_as(conn, cases).values())
            # Where it goes on as another case: told to who may read that one.
            seen = self.reader.visible(sorted(kept), Action.case_read) if kept else frozenset()
            known = {each.signal_id: each for each in left_open(library, conn, sorted(cases | seen))}
        return tuple(replace(each, left_open=known.get(each.signal.signal_id)) for each in found)

    def _page(self, column: str, *, is_source: bool, over: bool, after: str, limit: int) -> tuple[Found, ...]:
        purpose, places = say("cli.purpose.signal_list"), self.reach.services(self.action)
        self.reader.log_reading("", purpose, say("signals.information_list", services=", ".join(places) or "–"))
        with self.engine.database.read() as conn:
            page = signals.of_services(conn, column, places, over=over, limit=limit, after=after)
        shown = (each for each in page if not each.only_opened)
        own = self._theirs([Found(signal=each, is_source=is_source) for each in shown])
        cases = sorted({_own_case(each) for each in own} - {""})
        if cases:
            self.reader.log_readings(cases, purpose, say("signals.information_shown"))
        self._log_looks(own, purpose)
        return self._with_left_open(own)

    def _log_looks(self, found: Sequence[Found], purpose: str) -> bool:
        """Log those that lie in no case of the user's, also for the case that sends each; whether there were any."""
        unreceived = [each.signal for each in found if not _own_case(each) and each.signal.source_case]
        log_looks(self.reader, self.reach, self.action, unreceived, purpose)
        return bool(unreceived)


def send_today(library: Library, signal: Signal, today: date) -> Send | None:
    """What the definition of a day says of a message; None where it knows none such."""
    return next((send for _, _, send in sends_of(library, signal, today)), None)


def sends_of(library: Library, signal: Signal, today: date) -> list[tuple[Pathway, Event, Send]]:
    """The same with the event that sends it, and its pathway."""
    try:
        pathway, _ = library.catalogue.in_force(signal.pathway, today)
    except NotFoundError:
        return []
    if signal.of_concern:
        return [(pathway, event, concern_send(pathway, event)) for event in pathway.events if event.start]
    every = ((pathway, event, send) for event in pathway.events for send in event.sends)
    return [each for each in every if each[2].message == signal.message]


def concern_send(pathway: Pathway, start: Event) -> Send:
    """What a report tells each case of its own service: the day it came in, and all that the start event records."""
    fields = (*start.records, *start.may_record)
    return Send(
        message="",
        to=pathway.service,
        when=None,
        starts=pathway.id,
        shares=fields,
        fills=((HAPPENED, HAPPENED), *((name, name) for name in fields)),
    )


def as_known(found: Found, at: datetime) -> Found | None:
    """A message with the steps that were recorded by then (UTC); None where none was."""
    steps = tuple(step for step in found.signal.steps if step.at <= at)
    if not steps:
        return None
    sent = [step.service for step in steps if step.step is Step.sent]
    known = replace(found.signal, steps=steps, to_service=sent[-1] if sent else "")
    return replace(found, signal=known, left_open=found.left_open if was_declined(known) else None)


def was_declined(signal: Signal) -> bool:
    """Whether somebody did not take it, whatever became of it since."""
    return any(step.step is Step.declined for step in signal.steps)


def _own_case(found: Found) -> str:
    return found.signal.source_case if found.is_source else found.signal.target_case
