"""What lies in a case's log beside what is folded is marked as wrongly registered: a consent, or what was told."""

from collections.abc import Sequence

from pathways.engine.acts import Written, refold, said_why
from pathways.engine.draft import Draft
from pathways.engine.library import Library
from pathways.model.record import Act, Kind, Record


def annul_beside(library: Library, draft: Draft, records: Sequence[Record], target: Record, act: Act) -> Written:
    """Record that ``target`` should never have been registered. Raises: EventRefusedError."""
    why = said_why(act.texts.get("reason", ""))
    record = draft.add_about(Kind.annulment, act.actor, target, None, {"reason": why})
    return Written(record=record, warnings=(), state=refold(library, draft, records, [record]))
