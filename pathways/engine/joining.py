"""What other parts give the door for writing: what a case is opened for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pathways.engine.draft import Draft
from pathways.machine.state import CaseState
from pathways.model.record import Value
from pathways.store.connection import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What a case is opened for (a message): what it fills in, and what is written beside the start event."""

    name: str
    fill: Callable[[Connection], Mapping[str, Value]]
    """Values of the start event; what was typed goes before."""
    write: Callable[[Connection, Draft, CaseState, int], object]
    """Writes the rest, given the number of the start event, within the transaction."""
