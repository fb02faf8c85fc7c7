"""What a decision found and where it led: what must be known of it once another decision takes its place."""

from collections.abc import Mapping
from dataclasses import dataclass

from pathways.machine.state import Place, Status
from pathways.model.pathway import Branch
from pathways.model.record import Happened, Value

DeadlineKey = tuple[str, str]
"""Run, and key of the deadline in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One decision as it happened. A re-decision has the ground of the decision at the root of its chain."""

    run: str
    place: Place
    """Of this decision itself."""
    chain: frozenset[int]
    """Seqs of the first decision and of those that have replaced it, up to this one."""
    state: str
    """Where the run was before the first."""
    branch: Branch
    """Where this one led."""
    data: Mapping[str, Value]
    """What this one recorded."""
    fields: Mapping[str, Value]
    """What those fields said before, where they said anything."""
    since: Happened
    """When the first decision was made, of those that led where this one led with none between that led elsewhere."""
    since_by: int
    """The seq of that one."""
    fell: Mapping[DeadlineKey, Status]
    """Deadlines that it, or one before it in its chain, let fall away, and what each was before."""
    moved: Mapping[str, tuple[str, str]]
    """Other runs that its signals moved: their state before and after."""
