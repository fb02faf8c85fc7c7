"""The refusal of an act from before its run began: it says when the run did, and by which event."""

from collections.abc import Iterable

from pathways.counting.telling import write_short
from pathways.errors import EventRefusedError
from pathways.machine.decide import Definitions, run_named
from pathways.machine.order import StandingAct
from pathways.machine.state import CaseState
from pathways.messages import say
from pathways.model.record import Act


def before_start(definitions: Definitions, acts: Iterable[StandingAct], act: Act) -> EventRefusedError:
    """Of the runs that know ``act`` the first that ``acts``, in legal order, begin; of the run it names, if it does.

    Where nothing begins any, what did is annulled.
    """
    begun = [(each, pin) for each in acts for pin in each.content.pins]
    if not begun:
        return EventRefusedError("machine.in_error")
    named = run_named((pin.run for _, pin in begun), act.run)
    there = [(each, pin) for each, pin in begun if named in ("", pin.run)]
    knowing = (each for each, pin in there if definitions.prepared(pin.digest).event(act.event) is not None)
    first = next(knowing, None)
    if first is None:
        return EventRefusedError("machine.before_start", started="")
    started = say("machine.started", on=write_short(first.content.happened.on), seq=first.seq, event=first.name)
    return EventRefusedError("machine.before_start", started=started)


def begins_later(state: CaseState, acts: Iterable[StandingAct], act: Act) -> bool:
    """Whether the run that ``act`` names is not there yet in ``state``, and one of ``acts`` begins it."""
    named = run_named(state.runs, act.run)
    return bool(named) and named not in state.runs and any(p.run == named for each in acts for p in each.content.pins)
