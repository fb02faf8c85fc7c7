"""When a message came that waits to be received, and what is due by the definition it is to open a case of.

No case is opened for it, and nobody is reminded by it: what would be due is counted as a receipt would have it: from
the day that its sender tells, else from the day it came, by the definition in force that day.
"""

from dataclasses import dataclass
from datetime import date, datetime

from pathways.counting.oslo import civil_date
from pathways.engine.library import Library
from pathways.errors import PathwaysError
from pathways.machine.fold import advance, apply
from pathways.machine.happening import Fold
from pathways.machine.order import StandingAct, clock_place, place_of
from pathways.machine.signalled import filled
from pathways.machine.standing import DeadlineStanding, RunStanding, Standing, standing
from pathways.machine.state import CaseState
from pathways.model.pathway import DeadlineKind
from pathways.model.record import Content, Happened, RunPin
from pathways.model.signal import Send, Signal, Status, Step

First = tuple[RunStanding, DeadlineStanding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A message that nobody has received."""

    came: date
    age: int
    """Days since it came."""
    first: First | None
    """The duty that is due first; None where the message begins nothing, or nothing is counted from what it tells."""

    by_sender: bool
    """Whether the first duty is counted from a day that the sender tells, not from the day it came."""

    @property
    def by(self) -> date:
        """The date it stands under: the first that is due, or the day it came."""
        return self.came if self.first is None else self.first[1].nominal


def awaited(library: Library, signal: Signal, send: Send | None, now: datetime) -> Awaited | None:
    """A message that waits for its receiver at an instant (UTC); None: it does not."""
    sent = [each for each in signal.steps if each.step is Step.sent]
    if signal.status is not Status.sent or not sent:
        return None
    came = sent[-1].on
    first = None if send is None or not send.starts else _first(library, signal, send, came, now)
    return Awaited(came=came, age=(civil_date(now) - came).days, first=first, by_sender=_tells(signal, send, first))


def _tells(signal: Signal, send: Send | None, first: First | None) -> bool:
    """Whether the day that a duty is counted from is one that the message fills in."""
    if signal.shared is None or send is None or first is None:
        return False
    return first[1].anchored_on.isoformat() in {filled(signal.shared, source) for _, source in send.fills}


def _first(library: Library, signal: Signal, send: Send, came: date, now: datetime) -> First | None:
    """The open duty with the earliest date of a case that had begun the day the message came."""
    try:
        found = _begun(library, signal, send, came, now)
    except (PathwaysError, KeyError):
        # What the message does not tell may be what a definition begins by: then only the day it came is known.
        return None
    duties = ((run, due) for run in found.runs for due in run.deadlines)
    still = [each for each in duties if each[1].open and each[1].kind is not DeadlineKind.window]
    return min(still, key=lambda each: (each[1].nominal, each[1].name), default=None)


def _begun(library: Library, signal: Signal, send: Send, came: date, now: datetime) -> Standing:
    digest, law_loaded = library.in_force(send.starts, came)
    start = next(event for event in library.prepared(digest).events.values() if event.start)
    shared, taken = signal.shared, {*start.records, *start.may_record}
    told = {} if shared is None else {name: filled(shared, source) for name, source in send.fills if name in taken}
    pin = RunPin(run=send.starts, pathway=send.starts, digest=digest, law_loaded=law_loaded)
    happened = Happened(on=came, at=None)
    data = {name: value for name, value in told.items() if value is not None}
    act = StandingAct(
        seq=1,
        run=pin.run,
        name=start.name,
        item="",
        content=Content(happened=happened, data=data, reason_codes=(), pins=(pin,), warnings=()),
        place=place_of(happened, now, 1),
        recorded_at=now,
    )
    folding = Fold(world=library, state=CaseState(runs={}))
    apply(folding, act)
    advance(folding, clock_place(now))
    return standing(library, "", folding.state, now)
