"""Checks decisions that may be decided anew: they are decisions, and what they do can be replaced."""

from collections.abc import Iterator

from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.read_events import REDECIDE
from pathways.model.pathway import Event


def check_redecisions(draft: Draft, report: Report) -> None:
    """Every event with ``redecide``."""
    for event in draft.pathway.events:
        if not event.redecided_by:
            continue
        at = draft.place("events", event.name, REDECIDE)
        if not event.decision:
            report.add("E330", at, event=event.name)
        for what in _cannot_be_replaced(draft, event):
            report.add("E331", at, event=event.name, what=what)


def _cannot_be_replaced(draft: Draft, event: Event) -> Iterator[str]:
    """What the event does that another decision could not do otherwise from a later date on.

    A run begins once; a stretch of waiting, an extension and a reduced duty are events of their own, ended by others.
    """
    if event.start:
        yield "start"
    if event.pauses:
        yield "pauses"
    if event.resumes:
        yield "resumes"
    extensions = (deadline.extension for deadline in draft.pathway.deadlines)
    if any(extension is not None and extension.by == event.name for extension in extensions):
        yield "extend"
    periods = (deadline.every for deadline in draft.pathway.deadlines)
    reductions = [every.reduced for every in periods if every is not None and every.reduced is not None]
    if any(event.name in (*reduced.by, *reduced.until) for reduced in reductions):
        yield "every.reduced"
