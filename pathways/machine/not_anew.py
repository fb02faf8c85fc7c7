"""Why a decision cannot be decided anew so, in words; where a re-decision is corrected, in words about that one."""

from collections.abc import Iterable

from pathways.counting.telling import write_short
from pathways.errors import EventRefusedError
from pathways.machine.order import StandingAct
from pathways.machine.state import Conflict
from pathways.messages import say

_LATER = frozenset({"machine.redecision_later", "machine.redecision_later_final", "machine.redecision_twice"})
"""What stands in the way because another decision lies before the new one."""


def not_anew(found: Conflict, redecides: int, seq: int, acts: Iterable[StandingAct]) -> EventRefusedError:
    """The refusal of a re-decision of ``redecides`` that ``found`` stands in the way of.

    ``seq``: its number, which is one of ``acts`` where it is there already and is to be corrected.
    """
    there = {act.seq: act for act in acts}
    if seq not in there:
        why = say(found.key, **found.values)
        return EventRefusedError("machine.not_redecided", seq=redecides, why=why, **_other(found))
    other = there.get(int(found.values.get("other", 0)))
    if found.key not in _LATER or other is None:
        return EventRefusedError("machine.not_corrected_so", seq=seq, why=say(found.key, **found.values))
    why = say("machine.correction_too_late", other=other.seq, on=write_short(other.content.happened.on))
    return EventRefusedError("machine.not_corrected_so", seq=seq, why=why)


def _other(found: Conflict) -> dict[str, int]:
    """The decision that stands in the way, for whoever tells how it may be got out of it; nothing of other reasons."""
    return {"other": int(found.values["other"])} if found.key in _LATER else {}


def too_early(redecides: int, seq: int, acts: Iterable[StandingAct]) -> EventRefusedError:
    """The refusal of a re-decision from before the decision that it replaces; as ``not_anew``."""
    there = {act.seq: act for act in acts}
    first = there.get(redecides)
    if seq not in there or first is None:
        return EventRefusedError("engine.redecide_before", seq=redecides)
    why = say("machine.correction_too_early", first=redecides, on=write_short(first.content.happened.on))
    return EventRefusedError("machine.not_corrected_so", seq=seq, why=why)
