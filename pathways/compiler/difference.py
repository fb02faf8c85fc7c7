"""What two versions of a pathway mean otherwise. Pure; titles, prose and order without meaning are no difference.

Each part of a pathway is told as lines ``(part, name, what) → value`` in the spelling of the definition language; the
lines that differ are the difference. What decides the digest is told, and nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from pathways.compiler.context import Context
from pathways.compiler.over_codes import over_codes
from pathways.compiler.written import write_guard
from pathways.model.counting import CalendarData, CountingRule, Period
from pathways.model.expression import Expression
from pathways.model.pathway import (
    DEFAULT_CALENDAR,
    Activity,
    Aligned,
    AnchorKind,
    Branch,
    Deadline,
    Event,
    Every,
    Pathway,
    Reminder,
    Requirement,
    State,
)

Line = tuple[str, str, str]
"""Part, name, what."""

THERE = "there"
"""What is told of a part that only one of the versions has."""

_PROSE = {"note", "title", "url"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is otherwise. ``before`` and ``after`` are empty where there was, or is, nothing."""

    part: str
    """``pathway``, ``field``, ``state``, ``event``, ``deadline``, ``reminder``, ``activity``, ``timed``, ``rule``,
    ``calendar``."""
    name: str
    what: str
    before: str
    after: str


def differences(old: Pathway, old_context: Context, new: Pathway, new_context: Context) -> tuple[Difference, ...]:
    """Everything that is otherwise in ``new``, in the order of the parts, then as the definitions have it."""
    before, after = dict(_lines(old, old_context)), dict(_lines(new, new_context))
    changed = [line for line in {**before, **after} if before.get(line, "") != after.get(line, "")]
    gone = {(part, name) for part, name, what in changed if what == THERE and (part, name, what) not in after}
    found = [
        Difference(part=part, name=name, what=what, before=before.get(line, ""), after=after.get(line, ""))
        for line in changed
        for part, name, what in [line]
        if what == THERE or (part, name) not in gone
    ]
    parts = list(dict.fromkeys(line[0] for line in {**before, **after}))
    return tuple(sorted(found, key=lambda each: (parts.index(each.part), each.name)))


def _lines(pathway: Pathway, context: Context) -> Iterator[tuple[Line, str]]:
    for what in ("version", "service", "case_prefix"):
        yield ("pathway", pathway.id, what), str(getattr(pathway, what))
    for field in pathway.fields:
        yield from _part("field", field.name, {"kind": field.kind.value, "codes": field.code_list})
    for state in pathway.states:
        yield from _state(state, "")
    for event in pathway.events:
        yield from _event(event, "")
    for deadline in pathway.deadlines:
        yield from _deadline(deadline)
    for activity in pathway.activities:
        yield from _activity(activity)
    for timed in pathway.timed:
        of_timed = {"from": _set(timed.sources), "when_passed": timed.deadline, "to": timed.to}
        yield from _part("timed", timed.name, of_timed)
    for rule in sorted({deadline.rule for deadline in pathway.deadlines}):
        yield from _data("rule", rule, context.rules[rule])
    for calendar in sorted({deadline.calendar for deadline in pathway.deadlines} | {DEFAULT_CALENDAR}):
        yield from _data("calendar", calendar, context.calendars[calendar].data)


def _part(part: str, name: str, told: dict[str, str]) -> Iterator[tuple[Line, str]]:
    yield (part, name, THERE), name
    for what, value in told.items():
        yield (part, name, what), value


def _state(state: State, within: str) -> Iterator[tuple[Line, str]]:
    told = {what: _flag(getattr(state, what)) for what in ("start", "end", "mark")}
    yield from _part("state", within + state.name, {**told, "holder": state.holder})


def _event(event: Event, within: str) -> Iterator[tuple[Line, str]]:
    reason = event.reason
    told = {
        "start": _flag(event.start),
        "from": _set(event.sources) or "any",
        "by": _set(event.by) or "signal",
        "records": _set(event.records),
        "may_record": _set(event.may_record),
        "reason": _set(
            (*(["text"] if reason.text_required else []), *([reason.code_list] if reason.code_list else []))
        ),
        "codes_required": _flag(reason.codes_required),
        "decision": _flag(event.decision),
        "requires": _guards(event.requires),
        "warns": _guards(event.warns),
        "to": _branches(event.branches),
        "redecide": _set(event.redecided_by),
        "never_later": _set(each.field for each in event.never_later),
    }
    yield from _part("event", within + event.name, told)


def _deadline(deadline: Deadline) -> Iterator[tuple[Line, str]]:
    extension, basis = deadline.extension, deadline.basis
    told = {
        "kind": deadline.kind.value,
        "from": _anchor(deadline),
        "per": deadline.per,
        "only_when": _guard(deadline.only_when),
        "opens": _set((*deadline.opens_states, *deadline.opens_events)),
        "within": _period(deadline.within),
        "until": deadline.until_field,
        "counting": deadline.rule,
        "calendar": deadline.calendar,
        "reporting": _reporting(deadline),
        "met_by": _set(deadline.met_by),
        "ends": _set((*deadline.ended_by, *deadline.ended_in)),
        "extend": "" if extension is None else f"{extension.by}: {_period(extension.within)}",
        "on_pause": deadline.on_pause.value,
        "basis": f"{basis.effect.value} {basis.certainty.value}: {basis.law}",
        "basis_source": f"{basis.id} {basis.url} {basis.read or ''} {basis.valid_from or ''}–{basis.valid_to or ''}",
        "missed_reason": deadline.missed_reason,
        "every": _every(deadline.every),
        "on_redecide": "" if deadline.on_redecide is None else deadline.on_redecide.value,
    }
    yield from _part("deadline", deadline.name, told)
    for reminder in deadline.reminders:
        yield from _reminder(deadline, reminder)


def _every(every: Every | None) -> str:
    if every is None:
        return ""
    reduced = every.reduced
    less = f", {reduced.times} from {_set(reduced.by)} until {_set(reduced.until)}" if reduced else ""
    first = f", first {every.first.value}" if every.aligned is Aligned.calendar else ""
    return f"{every.times} aligned {every.aligned.value}{first}, same day {'each' if every.each else 'one'}{less}"


def _reminder(deadline: Deadline, reminder: Reminder) -> Iterator[tuple[Line, str]]:
    told = {"at": reminder.at.isoformat("minutes"), "to": _set(reminder.to), "escalate": _flag(reminder.escalate)}
    yield from _part("reminder", f"{deadline.name}: {reminder.id}", told)


def _activity(activity: Activity) -> Iterator[tuple[Line, str]]:
    told = {
        "items": _set(item.id for item in activity.items),
        "each": f"{activity.each_event}.{activity.each_field}" if activity.each_event else "",
        "open_in": _set(activity.open_in),
        "flags": "; ".join(sorted(f"{name}: {write_guard(value)}" for name, value in activity.flags)),
    }
    yield from _part("activity", activity.name, told)
    for state in activity.states:
        yield from _state(state, f"{activity.name}.")
    for event in activity.events:
        yield from _event(event, f"{activity.name}.")


def _data(part: str, name: str, data: CountingRule | CalendarData) -> Iterator[tuple[Line, str]]:
    """Every attribute of a rule or calendar; days of a calendar one by one, so that one that is new is seen."""
    for attribute in fields(data):
        value = getattr(data, attribute.name)
        if attribute.name in _PROSE:
            continue
        if isinstance(data, CalendarData) and isinstance(value, tuple):
            for day in value:
                yield (part, name, f"{attribute.name}: {day.name}"), _attributes(day)
        else:
            yield (part, name, attribute.name), _written(value)


def _attributes(value: object) -> str:
    names = (attribute.name for attribute in fields(value) if attribute.name != "name")  # type: ignore[arg-type]
    return ", ".join(f"{name} {getattr(value, name)}" for name in names)


def _written(value: object) -> str:
    if isinstance(value, Period):
        return _period(value)
    if isinstance(value, tuple):
        return "; ".join(sorted(_written(each) for each in value))
    return "" if value is None else str(value)


def _period(period: Period | None) -> str:
    return "" if period is None else f"{period.amount} {period.unit.value.replace('_', ' ')}"


def _anchor(deadline: Deadline) -> str:
    anchor = deadline.anchor
    name = f"{anchor.pathway}.{anchor.name}" if anchor.pathway else anchor.name
    return name if anchor.kind is AnchorKind.event else f"{anchor.kind.value} {name}"


def _reporting(deadline: Deadline) -> str:
    days = (deadline.reporting_days, deadline.reporting_days_extended)
    return "" if days == (None, None) else f"{days[0]}, {days[1]}"


def _guard(guard: Expression | None) -> str:
    return "" if guard is None else write_guard(guard)


def _guards(requirements: Iterable[Requirement]) -> str:
    return "; ".join(write_guard(each.when) for each in requirements)


def _branches(branches: tuple[Branch, ...]) -> str:
    """Branches in their order; over a code list no order matters."""
    told = [_branch(branch) for branch in branches]
    return "; ".join(sorted(told) if over_codes(branches) else told)


def _branch(branch: Branch) -> str:
    more = "".join(f", begins {name}" for name in sorted(branch.begins))
    more += "".join(f", signals {signal.pathway}.{signal.event}" for signal in branch.signals)
    when = f"{write_guard(branch.when)}: " if branch.when else ""
    return f"{when}{branch.to or 'stays'}{more}"


def _set(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _flag(value: object) -> str:
    return "true" if value else "false"
