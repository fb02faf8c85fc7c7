"""A message from one case to a service that has no part in it: what a definition may send, and what came of one.

What a message may hold is named in the definition of the event that sends it (``Send``); nothing else can leave. A
``Signal`` is one such message, known by its event and its link, with every step it has gone (docs/adr/0029).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from pathways.model.expression import Expression
from pathways.model.organisation import EXTERNAL
from pathways.model.record import Value

MOVE = "(flytting)"
"""The message by which a whole case is handed over to another municipality; no definition can name one so."""

HAPPENED = "happened"
"""Stands for the civil date on which the sending event happened, wherever a field may be filled from a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """A message that an event gives rise to. It is prepared with the event, and sent by a person."""

    message: str
    """Its name; with the pathway's it is the link."""
    to: str
    """The kind of service it goes to, or ``external``."""
    when: Expression | None
    """Over what the event itself records; None: always."""
    starts: str
    """The pathway that a case opened for it begins with; empty: whoever receives it joins it to a case."""
    shares: tuple[str, ...]
    """Fields that the event records. Besides these only its date goes along."""
    fills: tuple[tuple[str, str], ...]
    """What the start event of ``starts`` is given to begin with: its field, and one of ``shares`` or ``happened``."""


class Step(StrEnum):
    """What happened to a message. Those of the source and those of the receiver come in one order."""

    prepared = "prepared"
    """Its event was recorded. Nothing has left, and nobody else knows of it."""
    sent = "sent"
    changed = "changed"
    """The event reads otherwise now: what was shared is told anew."""
    held = "held"
    """The event reads otherwise now, and what it says may no longer be shared: nothing was told."""
    withdrawn = "withdrawn"
    """The event no longer stands, or no longer asks for a message."""
    taken_back = "taken_back"
    """What it was sent on was withdrawn, objected to or put right: what nobody has received is not told any more."""
    dropped = "dropped"
    """A person at the source said that it shall not be sent, or no more waited for."""
    received = "received"
    """*Mottatt*: a person of the receiving service has taken it into a case."""
    taken_over = "taken_over"
    """*Overtatt ansvar*: that service has said that it is responsible now."""
    declined = "declined"
    """The receiving service does not take it."""
    followed = "followed"
    """A person there has made their case follow what the source changed."""
    kept = "kept"
    """A person there has looked at what the source changed, and let their case stand."""


class Status(StrEnum):
    """Where a message is now."""

    prepared = "prepared"
    sent = "sent"
    received = "received"
    taken_over = "taken_over"
    declined = "declined"
    withdrawn = "withdrawn"
    dropped = "dropped"


NEWS = (Step.changed, Step.withdrawn)
"""Steps of the source that whoever has received a message has to answer."""

ANSWERS = (Step.followed, Step.kept)

BACK = (Step.withdrawn, Step.taken_back)
"""Steps of the source by which nobody is told any more."""

MOVES: Mapping[Step, Status] = MappingProxyType(
    {
        Step.prepared: Status.prepared,
        Step.sent: Status.sent,
        Step.withdrawn: Status.withdrawn,
        Step.taken_back: Status.prepared,
        Step.dropped: Status.dropped,
        Step.received: Status.received,
        Step.taken_over: Status.taken_over,
        Step.declined: Status.declined,
    }
)
"""Where each step leads; all others leave a message where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What a message tells: the date of its event, and values by name. ``basis`` is why that was allowed."""

    anchor: date
    values: Mapping[str, Value]
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalStep:
    """One step. ``at`` (UTC) is when it was recorded, ``on`` the civil date it happened."""

    number: int
    step: Step
    at: datetime
    on: date
    user: str
    service: str
    """To whom it was sent; of the receiver's steps, who they are."""
    shared: Shared | None = None
    """What was told with it; of the receiver's steps, what they then knew. None where nothing was."""
    case_id: str = ""
    """The case in which it was recorded, where that is the receiver's."""
    seq: int = 0
    """The event in that case that is to follow when the source changes something; 0: none."""
    code: str = ""
    """Why it was declined or dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One message. Known by ``event_id`` and ``link``; ``signal_id`` is what is typed, and stands on paper."""

    signal_id: str
    event_id: str
    link: str
    to: str
    """The kind of service, or ``external``."""
    source_case: str
    """The case that sends it; empty: it comes of a report, which is no case."""
    source_seq: int
    source_service: str
    """The service of the organisation that sends it; where none is told of, the kind."""
    to_service: str
    """To whom it was sent last: a service of the organisation, or the kind; empty before it is sent."""
    target_case: str
    """The receiver's case; empty before it is received."""
    steps: tuple[SignalStep, ...]

    @property
    def pathway(self) -> str:
        """The pathway whose event sends it."""
        return self.link.partition(".")[0]

    @property
    def message(self) -> str:
        """Its name in that pathway."""
        return self.link.partition(".")[2]

    @property
    def of_concern(self) -> bool:
        """Whether it tells one child's case of a report: no case sends it, and its event id is the report's number."""
        return not self.source_case

    @property
    def only_opened(self) -> bool:
        """Whether it tells a case nothing but what its start event says: it was opened for it, and nothing is new.

        Where cases show what they were told, one of a report must look as any other that was opened.
        """
        return self.of_concern and self.receipt is not None and self.receipt.seq > 0 and self.news is None

    @property
    def status(self) -> Status:
        """Where it is now. One that was withdrawn, or taken back, after its receipt stays with whoever received it.

        What went out on paper stays out. A case that was on its way stays, wherever its message was.
        """
        status = Status.prepared
        for each in self.steps:
            there = status in (Status.received, Status.taken_over)
            stays = self.message == MOVE and each.step is Step.taken_back
            out = each.step is Step.taken_back and self.to == EXTERNAL
            if not stays and ((there and each.step in BACK) or out):
                continue
            status = MOVES.get(each.step, status)
        return status

    @property
    def withdrawn(self) -> bool:
        """Whether its event no longer stands, whoever has it."""
        told = [each.step for each in self.steps if each.step in (Step.prepared, Step.sent, *NEWS)]
        return bool(told) and told[-1] is Step.withdrawn

    @property
    def taken_back(self) -> bool:
        """Whether what it was sent on was stopped, and nobody has sent it since."""
        told = [each.step for each in self.steps if each.step in (Step.prepared, Step.sent, Step.taken_back, *NEWS)]
        return bool(told) and told[-1] is Step.taken_back

    def before(self, number: int) -> "Signal":
        """The same as it was before one of its steps."""
        return replace(self, steps=tuple(each for each in self.steps if each.number < number))

    @property
    def shared(self) -> Shared | None:
        """What whoever may read it is told now; None before it is sent."""
        told: Shared | None = None
        known: Shared | None = None
        for each in self.steps:
            if each.step in (Step.sent, Step.changed):
                told, known = each.shared, None if each.step is Step.sent else known
            elif each.step in (Step.received, *ANSWERS):
                known = each.shared
            elif each.step is Step.taken_back and known is not None:
                # What was told since, and nobody there has taken in, is not theirs to read any more.
                told = known
        return told

    @property
    def known_there(self) -> Shared | None:
        """What whoever received it last took in, by receiving it or by following a change."""
        known = [each.shared for each in self.steps if each.step in (Step.received, *ANSWERS)]
        return known[-1] if known else None

    @property
    def news(self) -> SignalStep | None:
        """What the source changed since it was received, and nobody there has answered yet."""
        return self._news()[0]

    @property
    def answered(self) -> Shared | None:
        """What it told when whoever received it last looked: by receiving it, answering a change, or taking over."""
        return self._news()[1]

    def _news(self) -> tuple[SignalStep | None, Shared | None]:
        found: SignalStep | None = None
        seen: Shared | None = None
        told: Shared | None = None
        for each in self.steps:
            if each.step in (Step.sent, Step.changed):
                told = each.shared
            if each.step in (Step.received, *ANSWERS):
                found, seen = None, each.shared
            elif each.step is Step.taken_over and self.message == MOVE:
                # Taking a case over holds each of its deadlines against what was told by then.
                found, seen = None, told
            elif each.step is Step.sent:
                found, seen = None, None
            elif each.step is Step.taken_back:
                found = None
            elif seen is not None and each.step is Step.withdrawn:
                found = each
            elif seen is not None and each.step is Step.changed:
                found = None if each.shared == seen else each
        return found, seen

    @property
    def untold(self) -> bool:
        """Whether the source reads otherwise than what was told, because that may no longer be shared."""
        told = [each.step for each in self.steps if each.step in (Step.sent, Step.held, Step.taken_back, *NEWS)]
        if told and told[-1] is Step.taken_back:
            return self.receipt is not None and self.to != EXTERNAL
        return bool(told) and told[-1] is Step.held

    @property
    def untaken(self) -> bool:
        """Whether it lies in a case of whoever received it, and they have not said that they are responsible."""
        theirs = self.to != EXTERNAL and not self.of_concern and not self.withdrawn
        return theirs and self.status is Status.received

    @property
    def receipt(self) -> SignalStep | None:
        """How it was received; None while it is not, or is sent anew."""
        return self._last(Step.received)

    @property
    def red(self) -> bool:
        """Whether whoever sent it still answers for what it is about: until responsibility is taken over, or it ended.

        Also where what was told no longer holds and nobody has told so: it may not be, or only by a letter.
        """
        waits = self.status in (Status.prepared, Status.sent, Status.received, Status.declined)
        return waits or (self.status is not Status.dropped and (self.untold or self._to_be_written))

    @property
    def _to_be_written(self) -> bool:
        """Whether somebody outside is still to be told that it does not stand, or may not be used."""
        return self.to == EXTERNAL and (self.withdrawn or self.taken_back) and self.shared is not None

    def _last(self, step: Step) -> SignalStep | None:
        found = None
        for each in self.steps:
            if each.step is step:
                found = each
            elif each.step is Step.sent:
                found = None
        return found
