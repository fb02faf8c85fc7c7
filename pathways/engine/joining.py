"""What other parts give the door for writing: what a case is opened for, and what is written in one that is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pathways.engine.acts import Written
from pathways.engine.draft import Draft
from pathways.engine.rights import Rights
from pathways.machine.state import CaseState
from pathways.model.record import Actor, Value
from pathways.store.connection import Connection

AdmittedWriter = Callable[[Connection, Draft, CaseState, Actor, Rights], Written]
"""Drafts one command: with the actor as they are admitted to the case, and what they may put right there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What a case is opened for (a message): what it fills in, and what is written beside the start event."""

    name: str
    fill: Callable[[Connection], Mapping[str, Value]]
    """Values of the start event; what was typed goes before."""
    write: Callable[[Connection, Draft, CaseState, int], object]
    """Writes the rest, given the number of the start event, within the transaction."""
