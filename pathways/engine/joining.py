"""What other parts give the door for writing: what a case is opened for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from pathways.engine.draft import Draft
from pathways.engine.library import Library
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


def filled(library: Library, joined: Joined, conn: Connection, pathway: str, on: date) -> dict[str, Value]:
    """What it fills in of that which the start event of the version of a day takes: a name may be another version's."""
    digest, _ = library.in_force(pathway, on)
    starts = [event for event in library.prepared(digest).events.values() if event.start]
    taken = {name for event in starts for name in (*event.records, *event.may_record)}
    return {name: value for name, value in joined.fill(conn).items() if name in taken}
