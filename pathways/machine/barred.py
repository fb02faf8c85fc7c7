"""What would refuse an act now, whatever is given with it: told before anything is typed. Pure.

Asks what ``decide`` asks, in its order, apart from what is given. What the definition requires that nothing given could
meet is told by ``allowed``.
"""

from dataclasses import replace

from pathways.errors import EventRefusedError, NotAllowedError
from pathways.machine.decide import Definitions, item_meant, may_record, run_meant
from pathways.machine.not_possible import event_of, require_state
from pathways.machine.scope import scope_of
from pathways.machine.state import CaseState
from pathways.machine.waiting import require_waiting
from pathways.machine.which_run import knows
from pathways.model.record import Act, Content


def barred(definitions: Definitions, state: CaseState, act: Act) -> EventRefusedError | NotAllowedError | None:
    """The refusal; None where the state and the role let the act happen. Of several items the first is looked at."""
    try:
        _require(definitions, state, act)
    except (EventRefusedError, NotAllowedError) as refusal:
        return refusal
    return None


def _require(definitions: Definitions, state: CaseState, act: Act) -> None:
    if state.closed:
        raise EventRefusedError("machine.case_closed")
    run = run_meant(definitions, state, act)
    prepared = definitions.prepared(run.digest)
    if not knows(prepared, act.event):
        raise EventRefusedError("machine.unknown_event", event=act.event)
    event = event_of(prepared, act.event)
    if event.start:
        may_record(definitions, event, act)
        return
    activity = prepared.item_events.get(act.event)
    items = [key for key in run.items if key.startswith(f"{activity}.")]
    item = item_meant(prepared, run, replace(act, item=items[0]) if items and not act.item else act)
    may_record(definitions, event, act)
    if not item and run.state in prepared.table.sources(event.name):
        require_waiting(prepared, run, event, act.happened.on)
    nothing = Content(happened=act.happened, data={}, reason_codes=(), pins=(), warnings=())
    require_state(prepared, run, item, event, scope_of(prepared, run, item, nothing))
