"""Checks what a deadline needs to be recorded to exist at all: its date, and what decides whether it arises.

A duty by law that depends on something nobody had to record is a deadline that falls silent.
"""

from collections.abc import Mapping

from pathways.compiler.context import Context
from pathways.compiler.course import root_of
from pathways.compiler.draft import Draft
from pathways.compiler.graph import surely_recorded
from pathways.compiler.implied import surely_at, without
from pathways.compiler.names_read import names_read
from pathways.compiler.problem import Report
from pathways.compiler.reading import UNKNOWN
from pathways.compiler.recorded import Recorded
from pathways.model.basis import BINDING
from pathways.model.pathway import Anchor, AnchorKind, Deadline, DeadlineKind, Event, FieldKind

Codes = Mapping[str, tuple[str, ...]]


def check_dates(draft: Draft, flow: Recorded, context: Context, report: Report) -> None:
    """Every deadline: the fields it counts from and to, and the guard it arises by."""
    lists = {f.name: context.code_lists[f.code_list] for f in draft.pathway.fields if f.code_list in context.code_lists}
    codes = {name: tuple(code.code for code in found.codes) for name, found in lists.items()}
    for deadline in draft.pathway.deadlines:
        _check_fields(draft, deadline, report)
        _check_until(draft, deadline, flow, codes, report)
        _check_doubt(draft, deadline, flow, codes, report)


def _check_fields(draft: Draft, deadline: Deadline, report: Report) -> None:
    kinds = {field.name: field.kind for field in draft.pathway.fields}
    anchor, until = deadline.anchor, deadline.until_field
    if anchor.kind is AnchorKind.field and kinds.get(anchor.name, FieldKind.date) is not FieldKind.date:
        report.add("E504", draft.place("deadlines", deadline.name, "from", "field"), field=anchor.name)
    if kinds.get(until, FieldKind.date) is not FieldKind.date:
        report.add("E504", draft.place("deadlines", deadline.name, "until"), field=until)


def _check_until(draft: Draft, deadline: Deadline, flow: Recorded, codes: Codes, report: Report) -> None:
    until = deadline.until_field
    if until in ("", UNKNOWN) or until in surely_recorded(deadline.only_when):
        return
    root = root_of(deadline, draft.pathway)
    if root.name == UNKNOWN or root == Anchor(kind=AnchorKind.field, name=until, pathway=""):
        return
    event = _anchor_event(draft, root)
    if event is None or not surely_at(until, event, deadline.only_when, flow, codes):
        report.add("E505", draft.place("deadlines", deadline.name, "until"), deadline=deadline.name, field=until)


def _check_doubt(draft: Draft, deadline: Deadline, flow: Recorded, codes: Codes, report: Report) -> None:
    """A duty by law may not hang on something that may be unrecorded where it would begin."""
    guard = deadline.only_when
    event = _anchor_event(draft, root_of(deadline, draft.pathway))
    if guard is None or event is None or deadline.kind is not DeadlineKind.duty or deadline.basis.effect not in BINDING:
        return
    of_item = {flag for activity in draft.pathway.activities for flag, _ in activity.flags}
    for name in dict.fromkeys(names_read(guard)):
        if name in of_item | {"happened", "code"}:
            continue
        if not surely_at(name, event, without(name, guard), flow, codes):
            at = draft.place("deadlines", deadline.name, "only_when")
            report.add("E517", at, deadline=deadline.name, field=name, event=event.name)


def _anchor_event(draft: Draft, root: Anchor) -> Event | None:
    if root.kind is not AnchorKind.event or root.pathway:
        return None
    pathway = draft.pathway
    events = (*pathway.events, *(event for activity in pathway.activities for event in activity.events))
    return next((event for event in events if event.name == root.name), None)
