"""One report registered: a case for each child, cases told that there are, all in one transaction, or none of it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from pathways.counting.oslo import civil_date
from pathways.engine.acts import Written
from pathways.engine.draft import Draft
from pathways.engine.engine import Engine, Run, shell
from pathways.engine.joining import Joined
from pathways.engine.people import People
from pathways.engine.receipt import Part, Receipt
from pathways.engine.rights import Rights
from pathways.engine.signal_notes import Told, add_step, locked_signal
from pathways.engine.signal_receiving import received
from pathways.errors import ConflictError, EventRefusedError, NotFoundError
from pathways.machine.state import CaseState
from pathways.model.policy import Action
from pathways.model.record import Act
from pathways.model.signal import Shared, Signal, SignalStep, Step
from pathways.store import heads, signals
from pathways.store.connection import Connection
from pathways.store.signals import Noting

OPENED, JOINED, WAITING = "opened", "joined", "waiting"
"""What became of a child, in an answer."""

REPORT, CHILD = "concern", "concern child"
"""What numbers are drawn for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Children:
    """Whom a report is about: new cases, cases they have, and new cases of children who may have one already."""

    new: int = 0
    joined: tuple[str, ...] = ()
    waiting: int = 0

    @property
    def count(self) -> int:
        """How many they are."""
        return self.new + len(self.joined) + self.waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of one child."""

    verb: str
    signal_id: str
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What was registered with one command."""

    receipt: Receipt
    concern_id: str
    children: tuple[Became, ...]


@dataclass(slots=True, kw_only=True)
class Registering:
    """One command at work. A transaction that is tried anew begins anew."""

    engine: Engine
    people: People
    shared: Shared
    pathway: str
    service: str
    """Where the report lies: a service, or where none is told of the kind."""
    belongs: str
    """The service that new cases belong to; empty where none is told of."""
    kind: str
    act: Act
    children: Children
    concern_id: str = ""
    """Empty for a report that is new."""
    _id: str = field(default="", init=False)
    _parts: list[Part] = field(default_factory=list, init=False)

    def run(self) -> Run:
        """What a transaction carries out. Raises: as ``Engine.carry_out`` for a case that is not the actor's."""
        # Who may not is refused before anything is written, as for any case that is foreign to them.
        joining = [self._joining(case_id) for case_id in sorted(self.children.joined)]

        def run(conn: Connection, now: datetime) -> Receipt:
            self._id, self._parts = self.concern_id, []
            verbs = (*[OPENED] * self.children.new, *[WAITING] * self.children.waiting)
            receipts = [self._open(conn, now, verb) for verb in verbs]
            receipts += [join(conn, now) for join in joining]
            self._require_same(conn)
            return replace(receipts[0], item=self._id, parts=tuple(self._parts))

        return run

    def _open(self, conn: Connection, now: datetime, verb: str) -> Receipt:
        """A case of its own, whose log reads as that of any case that is opened: its start event is all there is."""

        def write(conn: Connection, draft: Draft, _state: CaseState, about: int) -> None:
            signal = self._told(conn, draft, verb)
            told = Told(
                step=Step.received, service=self.service, on=self.shared.anchor, shared=self.shared, about=about
            )
            for step in (told, replace(told, step=Step.taken_over, shared=None)):
                add_step(conn, signal, step, Noting(), user=self.act.actor.user, at=draft.now, case_id=draft.case_id)
                signal = locked_signal(conn, signal.signal_id)

        joined = Joined(name="", fill=lambda _conn: {}, write=write)
        engine, service = self.engine, self.belongs
        return engine.open_in(conn, now, pathway=self.pathway, act=self.act, service=service, joined=joined)

    def _joining(self, case_id: str) -> Run:
        """Tells a case that there is: a note in its log, and a message on its page. It begins no run there."""

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            head = heads.read(conn, case_id)
            there = "" if head is None else self.people.service_of(head.holder, head.service) or head.service
            if head is None or there != self.service:
                raise NotFoundError("engine.no_case", case=case_id)
            if head.ended:
                raise EventRefusedError("concerns.is_over", case=case_id)
            if self._id and any(
                each.target_case == case_id and not each.withdrawn for each in signals.of_concern(conn, self._id)
            ):
                raise EventRefusedError("concerns.there_already", case=case_id)
            given = replace(given, happened=self.act.happened)
            signal = self._told(conn, draft, JOINED)
            record = received(self.engine.desk.library, conn, draft, state, signal, given, 0)
            return Written(record=record, warnings=(), state=state)

        return self.engine.on_case(shell(case_id, self.act.actor, "", None), write, Action.signal_receive)

    def _told(self, conn: Connection, draft: Draft, verb: str) -> Signal:
        """One child's message, which its case receives at once: nobody hands over to anybody within a service."""
        # What opens a case leaves no event of its own, so the next one there is another report's.
        number = draft.next_seq if verb == JOINED else 0
        entropy, place = self.engine.desk.entropy, (draft.case_id, number)
        self._id = self._id or "B" + entropy.signal_id(*place, REPORT)[1:]
        signal = self._begin(conn, entropy.signal_id(*place, CHILD), draft.now)
        self._parts.append(_part(verb, signal.signal_id))
        return replace(signal, target_case=draft.case_id)

    def _begin(self, conn: Connection, signal_id: str, now: datetime) -> Signal:
        user = self.act.actor.user
        prepared = SignalStep(number=1, step=Step.prepared, at=now, on=civil_date(now), user=user, service=self.service)
        sent = replace(prepared, number=2, step=Step.sent, on=self.shared.anchor, shared=self.shared)
        signal = Signal(
            signal_id=signal_id,
            event_id=self._id,
            # Each child has a link of its own, and none tells that there are others.
            link=f"{self.pathway}.{signal_id}",
            to=self.kind,
            source_case="",
            source_seq=0,
            source_service=self.service,
            to_service=self.service,
            target_case="",
            steps=(prepared, sent),
        )
        signals.begin(conn, signal)
        return signal

    def _require_same(self, conn: Connection) -> None:
        """What was added says what the report says. Raises: ConflictError where it was put right meanwhile."""
        standing = (each for each in signals.lock_concern(conn, self._id) if not each.withdrawn)
        if any(each.shared != self.shared for each in standing):
            raise ConflictError("concerns.changed_meanwhile", concern=self._id)


def registered(engine: Engine, receipt: Receipt) -> Registered:
    """What a receipt answers. The numbers of cases are looked up: what is kept with a key names at most the first."""
    with engine.database.read() as conn:
        case_of = {each.signal_id: each.target_case for each in signals.of_concern(conn, receipt.item)}
    children = tuple(
        Became(verb=part.verb, signal_id=part.event, case_id=case_of[part.event]) for part in receipt.parts
    )
    return Registered(receipt=receipt, concern_id=receipt.item, children=children)


def _part(verb: str, signal_id: str) -> Part:
    return Part(verb=verb, seq=0, target=0, event=signal_id, run="", item="")
