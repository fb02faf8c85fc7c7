"""Whether a deadline was missed by late handling, or only by late registration. Derived when read, never stored.

What counts is when things *happened*, against the date as it truly was; what was recorded too late to be seen in time
only made it look missed (semantics 2). That is told by ``machine.entered_late``: here is the one word for it.
"""

from datetime import datetime
from enum import StrEnum

from pathways.machine.ending import can_be_late, end_of, settled_late
from pathways.machine.late_entry import LateEntry
from pathways.machine.prepared import World
from pathways.machine.state import DeadlineState, RunState, Status


class Lateness(StrEnum):
    """How a deadline was missed, if it was."""

    none = "none"
    registration = "registration"
    """It was not, and looked so for a while: something that kept it happened in time and was recorded too late."""
    imported = "imported"
    """The same, where all that came so late was read in from another system: nobody was late here."""
    handling = "handling"
    """It was met, or fell away, after its end."""
    open = "open"
    """Its end has passed and nothing has met it."""


def lateness(
    world: World, run: RunState, key: str, state: DeadlineState, late: tuple[LateEntry, ...], *, at: datetime
) -> Lateness:
    """How ``state``, a round of the deadline ``key`` of ``run``, was missed by ``at``; of windows and lapses, none.

    ``late``: what ``late_entries`` has found of it.
    """
    if not can_be_late(world, run, key, state):
        return Lateness.none
    if state.status is Status.missed:
        return Lateness.open
    if state.settled_on is None and state.standing_since is None and at >= end_of(world, run, key, state):
        return Lateness.open
    if settled_late(world, run, key, state):
        return Lateness.handling
    seen = [each for each in late if each.looked_missed]
    if not seen:
        return Lateness.none
    return Lateness.imported if all(each.imported for each in seen) else Lateness.registration
