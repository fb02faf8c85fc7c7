"""Whether a case was there at all at the moment it is seen from, for pages and for programs."""

from pathways.engine.view import CaseView
from pathways.machine.order import standing_acts
from pathways.model.record import Kind


def not_there_yet(view: CaseView) -> bool:
    """Whether nothing of the case had begun, or been recorded, by then; not so of one that was begun in error."""
    if view.standing.runs:
        return False
    annulled = any(record.kind is Kind.annulment for record in view.records)
    return not annulled or any(act.content.migration is None for act in standing_acts(view.records))
