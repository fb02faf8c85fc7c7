"""Checks what guards read: recorded by somebody, possibly recorded by then, and able both to hold and not to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from pathways.compiler import truth
from pathways.compiler.check_branches import check_branches
from pathways.compiler.context import Context
from pathways.compiler.draft import Draft
from pathways.compiler.graph import conjuncts
from pathways.compiler.names_read import events_asked, names_read
from pathways.compiler.problem import Report
from pathways.compiler.reading import NO_DATE
from pathways.compiler.recorded import Recorded, gained
from pathways.compiler.truth import Known
from pathways.messages import say
from pathways.model.expression import Compare, Comparison, Expression, Literal, Name
from pathways.model.pathway import Activity, Code, CodeList, Deadline, Event

Path = tuple[str | int, ...]

_WORDS: Mapping[Comparison, str] = MappingProxyType(
    {
        Comparison.less: "compiler.when_before",
        Comparison.equal: "compiler.when_on",
        Comparison.less_or_equal: "compiler.when_not_after",
    }
)
_TURNED: Mapping[Comparison, Comparison] = MappingProxyType(
    {
        Comparison.less: Comparison.greater,
        Comparison.less_or_equal: Comparison.greater_or_equal,
        Comparison.greater: Comparison.less,
        Comparison.greater_or_equal: Comparison.less_or_equal,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reads:
    """Where guards are read: which fields may and must have a value, and which are only ever recorded elsewhere."""

    may: frozenset[str]
    must: frozenset[str]
    """Surely recorded before the event's requirements are weighed."""
    after: frozenset[str]
    """Surely recorded once they hold."""
    lists: Mapping[str, CodeList]


def check_guards(draft: Draft, flow: Recorded, context: Context, report: Report) -> None:
    """Every guard of the definition, and the branches of every event."""
    pathway = draft.pathway
    _check_fields(draft, report)
    lists = {f.name: context.code_lists[f.code_list] for f in pathway.fields if f.code_list in context.code_lists}
    for event in pathway.events:
        reads = Reads(may=flow.may_at(event), must=flow.must_at(event), after=flow.must_after(event), lists=lists)
        _check_event(draft, event, ("events", event.name), reads, report)
    ever = frozenset(name for event in pathway.events for name in (*event.records, *event.may_record))
    for activity in pathway.activities:
        inside = ever | _item_fields(activity)
        coded = {**lists, "code": _code_list(activity, lists)}
        for event in activity.events:
            must = frozenset(event.records) | {"code"}
            reads = Reads(may=inside, must=must, after=must | gained(event), lists=coded)
            _check_event(draft, event, ("activities", activity.name, "events", event.name), reads, report)
    for deadline in pathway.deadlines:
        _check_deadline(draft, deadline, ever, lists, report)


def _item_fields(activity: Activity) -> frozenset[str]:
    events = (name for event in activity.events for name in (*event.records, *event.may_record))
    return frozenset((*events, *(flag for flag, _ in activity.flags), "code"))


def _code_list(activity: Activity, lists: Mapping[str, CodeList]) -> CodeList:
    if activity.each_field in lists:
        return lists[activity.each_field]
    codes = tuple(Code(code=item.id, title=item.title, valid_from=None, valid_to=None) for item in activity.items)
    return CodeList(id=activity.name, title=activity.title, version="", source="", local=True, codes=codes)


def _check_fields(draft: Draft, report: Report) -> None:
    pathway = draft.pathway
    events = (*pathway.events, *(event for activity in pathway.activities for event in activity.events))
    ever = {name for event in events for name in (*event.records, *event.may_record)}
    flags = {flag for activity in pathway.activities for flag, _ in activity.flags}
    outside = {name for d in pathway.deadlines if d.anchor.pathway for name in names_read(d.only_when)}
    for field in pathway.fields:
        if field.name not in ever | flags | outside:
            report.add("E320", draft.place("fields", field.name), field=field.name)
        elif field.always_shown and field.name not in _recorded_by(pathway.events):
            report.add("E717", draft.place("fields", field.name, "shown"), field=field.name)


def _check_event(draft: Draft, event: Event, path: Path, reads: Reads, report: Report) -> None:
    before = Known(codes=_codes(reads.lists), recorded=reads.must)
    known = Known(codes=before.codes, recorded=reads.after)
    for index, requirement in enumerate(event.requires):
        if isinstance(requirement.when, Literal) and requirement.when.value is False:
            report.add("E324", draft.place(*path, "requires", index, "when"))
        _check_guard(draft, requirement.when, (*path, "requires", index, "when"), reads, before, report)
    for index, warning in enumerate(event.warns):
        _check_guard(draft, warning.when, (*path, "warns", index, "when"), reads, known, report)
    for index, branch in enumerate(event.branches):
        if branch.when is not None:
            _check_read(draft, branch.when, (*path, "to", index, "when"), reads, report)
    check_branches(draft, event, path, reads.lists, known, report)


def _check_deadline(
    draft: Draft, deadline: Deadline, ever: frozenset[str], lists: Mapping[str, CodeList], report: Report
) -> None:
    if deadline.only_when is None:
        return
    activity = next((a for a in draft.pathway.activities if a.name == deadline.per), None)
    inside = _item_fields(activity) if activity else frozenset()
    coded = {**lists, "code": _code_list(activity, lists)} if activity else lists
    outside = names_read(deadline.only_when) if deadline.anchor.pathway else ()
    must = frozenset({"code"})
    reads = Reads(may=ever | inside | frozenset(outside), must=must, after=must, lists=coded)
    known = Known(codes=_codes(coded), recorded=reads.must)
    _check_guard(draft, deadline.only_when, ("deadlines", deadline.name, "only_when"), reads, known, report)


def _codes(lists: Mapping[str, CodeList]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(code.code for code in found.codes) for name, found in lists.items()}


def _check_guard(draft: Draft, guard: Expression, path: Path, reads: Reads, known: Known, report: Report) -> None:
    if isinstance(guard, Literal) or not _check_read(draft, guard, path, reads, report):
        return
    never = _before_version(guard, draft.version)
    if never:
        word, day = never
        report.add("E408", draft.place(*path), version=draft.version, when=say(word), day=day)
        return
    table = truth.rows([guard], known)
    if table is None:
        return
    outcomes = {truth.holds(guard, row) for row in table}
    if outcomes == {False}:
        report.add("E324", draft.place(*path))
    elif outcomes == {True}:
        report.add("E407", draft.place(*path))


def _before_version(guard: Expression, version: date) -> tuple[str, str] | None:
    """The part that wants the event to have happened before the definition was in force; None where none does."""
    for part in conjuncts(guard):
        match part:
            case Compare(left=Name(name="happened"), operator=operator, right=Literal(value=str(day))):
                pass
            case Compare(left=Literal(value=str(day)), operator=turned, right=Name(name="happened")):
                operator = _TURNED.get(turned, turned)
            case _:
                continue
        latest = date.fromisoformat(day) - timedelta(days=1 if operator is Comparison.less else 0)
        if operator in _WORDS and latest < version != NO_DATE:
            return _WORDS[operator], day
    return None


def _check_read(draft: Draft, guard: Expression, path: Path, reads: Reads, report: Report) -> bool:
    """Whether everything the guard reads may be recorded by then; what nobody records is told at the field."""
    ok = True
    final = {event.name for event in draft.pathway.events if not event.redecided_by}
    for name in sorted(events_asked(guard) & final):
        ok = False
        report.add("E988", draft.place(*path), event=name)
    for name in dict.fromkeys(names_read(guard)):
        if name in reads.may or name in ("happened", "code"):
            continue
        ok = False
        if name in _recorded_by(draft.pathway.events):
            report.add("E321", draft.place(*path), field=name)
        elif any(name in _item_fields(activity) for activity in draft.pathway.activities):
            report.add("E325", draft.place(*path), field=name)
    return ok


def _recorded_by(events: Iterable[Event]) -> set[str]:
    return {name for event in events for name in (*event.records, *event.may_record)}
