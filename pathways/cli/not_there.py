"""Whether a case was there at all at the moment it is seen from, for pages and for programs."""

from collections.abc import Sequence

from pathways.engine.view import CaseView
from pathways.machine.order import standing_acts
from pathways.model.record import Kind, Record


def not_there_yet(view: CaseView) -> bool:
    """Whether nothing of the case had begun, or been recorded, by then; not so of one that was begun in error."""
    return not view.standing.runs and not all_in_error(view.records)


def all_in_error(records: Sequence[Record]) -> bool:
    """Whether everything in a case is marked as registered in error; a change of version alone is nothing in it."""
    annulled = any(record.kind is Kind.annulment for record in records)
    return annulled and all(act.content.migration is not None for act in standing_acts(records))
