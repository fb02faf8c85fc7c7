"""Checks events that happen only when a second person agrees: that somebody proposes them, and nothing goes round."""

from pathways.compiler.check_links import all_events
from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.read_events import APPROVAL


def check_approvals(draft: Draft, report: Report) -> None:
    """Every event with ``approval``. Signals that would go round it are told with the links (``E554``)."""
    for event, path in all_events(draft.pathway):
        if not event.approved_by:
            continue
        at = draft.place(*path, APPROVAL)
        if not event.by:
            report.add("E551", at, event=event.name)
        if event.start:
            report.add("E552", at, event=event.name)
        if event.redecided_by:
            report.add("E553", at, event=event.name)
