"""What a writing command is answered with, from what it recorded."""

from pathways.engine.acts import Written
from pathways.engine.draft import Draft
from pathways.engine.receipt import Receipt
from pathways.model.record import Kind


def receipt_of(draft: Draft, written: Written) -> Receipt:
    """The receipt of what was written; ``draft`` holds all that was recorded along with it."""
    record = written.record
    return Receipt(
        case_id=record.case_id,
        seq=record.seq,
        event=record.name,
        run=record.run,
        item=record.item,
        recorded_at=record.recorded_at.isoformat(),
        passed=len(draft.crossings()),
        superseded=sum(len(r.targets) for r in draft.records if r.kind is Kind.superseded),
        warnings=written.warnings,
        repeated=False,
        parts=written.parts,
        explained=written.explained,
        waits_for=written.waits_for,
        proposed_by=record.content.proposed.actor.user if record.content and record.content.proposed else "",
    )
