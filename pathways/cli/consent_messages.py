"""What a withdrawal, an objection or a corrected release became for messages of the case: which were taken back."""

from typing import TYPE_CHECKING

from pathways.cli.context import Session
from pathways.cli.output import tell, tell_aside
from pathways.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pathways.engine.sharing import Child
    from pathways.engine.taking_back import Fallen
    from pathways.model.record import Record


def messages_after(session: Session, case_id: str, seq: int, child: "Child") -> "tuple[Fallen, ...]":
    """What became of them by event ``seq``; the reading of the case is logged. Whoever they concern is told at once."""
    from pathways.cli.follow_up import follow_up
    from pathways.store import events

    follow_up(session)
    with session.installation.database.read() as conn:
        records = events.read_case(conn, case_id)
    known = tuple(record for record in records if record.seq <= seq)
    return _became(session, known, known[-1], child)


def messages_tried(session: Session, before: "Sequence[Record]", new: "Record", child: "Child") -> "tuple[Fallen, ...]":
    """What would become of them by a record that is not in the log."""
    return _became(session, (*before, new), new, child)


def documents(found: "Iterable[Fallen]") -> list[dict[str, object]]:
    """The same as JSON."""
    return [
        {
            "signal_id": each.signal.signal_id,
            "to": each.signal.to_service,
            "told": each.fate.value,
            "seen": each.seen,
            "basis": each.law or None,
        }
        for each in found
    ]


def tell_messages(session: Session, found: "Iterable[Fallen]", *, would: bool = False) -> None:
    """The same for people; where somebody must say so to the other service, aside as a warning."""
    from pathways.engine.signal_reach import service_told
    from pathways.engine.taking_back import Fate

    for each in found:
        unseen = each.fate is Fate.taken_back and not each.seen
        fate = f"{each.fate.value}_unseen" if unseen else each.fate.value
        to = service_told(session.installation.people, each.signal.to_service)
        key = f"signals.would_be_{fate}" if would else f"signals.fate_{fate}"
        told = say(key, signal=each.signal.signal_id, to=to, law=each.law)
        if unseen or each.fate is Fate.carried:
            tell(told)
        else:
            tell_aside(told, "yellow")


def _became(session: Session, records: "Sequence[Record]", new: "Record", child: "Child") -> "tuple[Fallen, ...]":
    from pathways.engine.taking_back import became

    installation = session.installation
    library, people, now = installation.library, installation.people, installation.clock.now()
    with installation.database.read() as conn:
        return became(conn, library, people, records, new, now, child.facts)
