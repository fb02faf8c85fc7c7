"""A date that a re-decision may set earlier, never later, as the law of it says (ADR 0015)."""

from datetime import date

from pathways.counting.telling import write_short
from pathways.machine.order import StandingAct
from pathways.machine.state import Conflict, RunState
from pathways.model.pathway import NeverLater


def set_later(act: StandingAct, limit: NeverLater, run: RunState) -> Conflict | None:
    """The refusal of a later date than the one that stands, with the field and that date; None where it is no later."""
    new, old = act.content.data.get(limit.field), run.fields.get(limit.field)
    if not isinstance(new, str) or not isinstance(old, str) or date.fromisoformat(new) <= date.fromisoformat(old):
        return None
    told = {"why": limit.otherwise.nb, "field": limit.field, "date": write_short(date.fromisoformat(old))}
    return Conflict(seq=act.seq, name=act.name, key="machine.redecision_limit", values=told)
