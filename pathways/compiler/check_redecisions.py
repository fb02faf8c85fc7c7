"""Checks decisions that may be decided anew: that they are decisions, and what is said of replacing what they do."""

from collections.abc import Iterator

from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.read_events import REDECIDE
from pathways.compiler.reading import UNKNOWN
from pathways.model.pathway import AnchorKind, Event, FieldKind


def check_redecisions(draft: Draft, report: Report) -> None:
    """Every event with ``redecide``."""
    _check_kept(draft, report)
    for event in draft.pathway.events:
        _check_dates(draft, event, report)
        _check_past(draft, event, report)
        if not event.redecided_by:
            continue
        at = draft.place("events", event.name, REDECIDE)
        if not event.decision:
            report.add("E330", at, event=event.name)
        for what in _cannot_be_replaced(draft, event):
            report.add("E331", at, event=event.name, what=what)


def _check_dates(draft: Draft, event: Event, report: Report) -> None:
    """What is not moved to a later day is a date that the event itself records."""
    dates = {field.name for field in draft.pathway.fields if field.kind is FieldKind.date}
    for limit in event.never_later:
        if limit.field not in dates & {*event.records, *event.may_record, UNKNOWN}:
            at = draft.place("events", event.name, REDECIDE, "never_later")
            report.add("E332", at, event=event.name, field=limit.field)


def _check_past(draft: Draft, event: Event, report: Report) -> None:
    """What it goes past is another decision of the run, and none that could be decided anew itself."""
    others = {each.name for each in draft.pathway.events if each.decision and not each.redecided_by} - {event.name}
    for name in event.redecided_past:
        if name not in others | {UNKNOWN}:
            report.add("E987", draft.place("events", event.name, REDECIDE, "past"), event=event.name, other=name)


def _check_kept(draft: Draft, report: Report) -> None:
    """``on_redecide`` is of what counts, once, from a decision of the run that may be decided anew."""
    replaced = {event.name for event in draft.pathway.events if event.redecided_by} | {UNKNOWN}
    for deadline in draft.pathway.deadlines:
        anchor = deadline.anchor
        own = anchor.kind is AnchorKind.event and not anchor.pathway and anchor.name in replaced
        if deadline.on_redecide is not None and (not own or deadline.every is not None):
            report.add("E333", draft.place("deadlines", deadline.name, "on_redecide"), deadline=deadline.name)


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
