"""How steps of messages are written: a note in the log of a case, and the step beside it, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from pathways.counting.oslo import civil_date
from pathways.engine.draft import Draft, record_clock
from pathways.engine.message_ending import end_notices
from pathways.errors import EventRefusedError, NotFoundError
from pathways.machine.decide import Definitions
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.signalled import note_data
from pathways.machine.state import CaseState
from pathways.machine.values import check_text
from pathways.messages import say
from pathways.model.record import Actor, Content, Happened, Kind, Record
from pathways.model.signal import Shared, Signal, SignalStep, Status, Step
from pathways.sharing import Sharing
from pathways.store import signals
from pathways.store.connection import Connection
from pathways.store.signals import Noting

BEFORE: Mapping[Step, tuple[Status, ...]] = MappingProxyType(
    {
        Step.sent: (Status.prepared, Status.declined),
        Step.dropped: (Status.prepared, Status.declined, Status.sent, Status.withdrawn),
        Step.received: (Status.sent,),
        Step.taken_over: (Status.received,),
        Step.declined: (Status.sent, Status.received),
    }
)
"""Where a message has to be for each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One step, as it is to be written. ``service``: who takes it, or to whom it is sent."""

    step: Step
    service: str
    on: date | None = None
    """None: today."""
    shared: Shared | None = None
    about: int = 0
    """The event of the case that it is about; 0: none."""
    sharing: Sharing | None = None
    """By what the law of sharing lets it be told; None where nothing is."""
    code: str = ""
    reason: str = ""


def write_note(  # noqa: PLR0913 (a note is this much)
    definitions: Definitions, draft: Draft, state: CaseState, actor: Actor, signal: Signal, told: Told, *, side: str
) -> Record:
    """Tell a step in the log of a case, on one ``side``. What the clock has passed is recorded first."""
    record_clock(draft, Fold(world=definitions, state=state), clock_place(draft.now))
    today = civil_date(draft.now)
    other = signal.to_service if side == "source" else signal.source_service
    data = note_data(
        signal_id=signal.signal_id,
        link=signal.link,
        other=told.service if told.step is Step.sent else other,
        on=told.on or today,
        side=side,
        about=told.about,
        shared=told.shared,
    )
    text = check_text("reason", told.reason.strip())
    content = Content(happened=Happened(on=today, at=draft.now), data=data, reason_codes=(), pins=(), warnings=())
    name, texts = f"{Kind.signal.value}_{told.step.value}", {"reason": text} if text else {}
    record = draft.add_act(Kind.signal, actor, run="", name=name, item="", content=content, texts=texts)
    draft.stamp(definitions, state, unchanged=True)
    return record


def add_step(  # noqa: PLR0913
    conn: Connection, signal: Signal, told: Told, noting: Noting, *, user: str, at: datetime, case_id: str = ""
) -> None:
    """Add a step to a message that is locked. ``at`` is UTC; ``case_id``: the receiver's case, of its own steps."""
    step = SignalStep(
        number=signal.steps[-1].number + 1,
        step=told.step,
        at=at,
        on=told.on or civil_date(at),
        user=user,
        service=told.service,
        shared=told.shared,
        case_id=case_id,
        seq=told.about,
        code=told.code,
    )
    moved = replace(signal, steps=(*signal.steps, step))
    signals.add(conn, moved, noting)
    end_notices(conn, moved, at)


def locked_signal(conn: Connection, signal_id: str) -> Signal:
    """A message under its lock. Raises: NotFoundError."""
    signal = signals.lock(conn, signal_id)
    if signal is None:
        raise NotFoundError("signals.not_found", signal=signal_id)
    return signal


def require(signal: Signal, step: Step) -> None:
    """A message is where the step leads from. Raises: EventRefusedError that says where it is."""
    gone = signal.withdrawn and step in (Step.sent, Step.received, Step.taken_over)
    if gone or signal.status not in BEFORE[step]:
        where = Status.withdrawn if gone else signal.status
        back = signal.taken_back and where is Status.prepared
        raise EventRefusedError(
            "signals.not_there",
            signal=signal.signal_id,
            step=say(f"signals.step_{step.value}"),
            status=say("signals.status_taken_back" if back else f"signals.status_{where.value}"),
        )


def require_day(signal: Signal, on: date, today: date) -> None:
    """Nobody answers before it was sent, or in the future. Raises: EventRefusedError."""
    sent = [each.on for each in signal.steps if each.step is Step.sent]
    if on > today or (sent and on < sent[-1]):
        raise EventRefusedError("signals.day", signal=signal.signal_id)
