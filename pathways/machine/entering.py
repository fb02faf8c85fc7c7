"""A run comes into another state: deadlines open or fall away there, and what had ended stays ended since then."""

from pathways.machine.deadlines import key_of, open_up, settle
from pathways.machine.pausing import waited_beyond
from pathways.machine.prepared import Prepared
from pathways.machine.recurring import end_periods
from pathways.machine.shut import forget_open, keep_shut
from pathways.machine.state import RunState, Status
from pathways.model.pathway import Deadline
from pathways.model.record import Happened


def enter(prepared: Prepared, run: RunState, state: str, happened: Happened, seq: int) -> None:
    """The run comes into ``state``: deadlines that open or fall away there do so."""
    if state == run.state:
        return
    # Whoever goes from one end to another has ended only once: what it waits for was over by then.
    ended = prepared.states[run.state].end
    ends = ended and prepared.states[state].end
    run.over_since = run.ended_on if ends and waited_beyond(run, run.ended_on) else None
    if ended:
        keep_shut(prepared, run)
    run.state, run.since = state, happened.on
    if ended:
        forget_open(prepared, run)
    for spec in prepared.touched_in.get(state, ()):
        if spec.every is not None:
            end_periods(run, spec, happened, seq)
        for key in keys_of(run, spec):
            deadline = run.deadlines[key]
            if state in spec.opens_states:
                open_up(prepared, spec, deadline)
            if state in spec.ended_in:
                settle(deadline, Status.ended, happened, seq)


def keys_of(run: RunState, spec: Deadline, item: str = "") -> list[str]:
    """Deadlines of this kind that an act on ``item``, or on the whole run, concerns."""
    if item or not spec.per:
        # What happens to an item concerns nothing that is owed for the run (``E210``).
        key = key_of(spec.name, item)
        return [key] if key in run.deadlines else []
    prefix = spec.name + ":"
    return [key for key in run.deadlines if key.startswith(prefix)]
