"""Whether why a notice lapsed is so no longer: the record keeps what was so then, and whoever reads it is told."""

from pathways.engine.telling import deadline_of, why_gone
from pathways.machine.state import CLOSED, CaseState
from pathways.store.notices import Notice

SETTLED = frozenset({"engine.notice_met", "engine.notice_ended", "engine.notice_period_over"})
"""Reasons that say how a deadline ended: only putting the past right makes them untrue of the same round."""


def no_longer_so(state: CaseState, notice: Notice) -> bool:
    """Whether a deadline that was met, over or fallen away is so no longer; a later round of it says nothing of it."""
    if notice.cancelled_why not in SETTLED:
        return False
    run = state.runs.get(notice.run)
    if run is None:
        return True
    deadline = deadline_of(run, notice)
    if run.state in CLOSED.values() or (deadline is not None and deadline.anchored_by > notice.seq):
        return False
    periods = deadline is not None and deadline.tally is not None and deadline.nominal != notice.due_on
    return not periods and why_gone(state, notice) != notice.cancelled_why
