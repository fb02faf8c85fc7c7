"""What two versions of a pathway mean otherwise. Pure; titles, prose and order without meaning are no difference.

Each part of a pathway is told as lines ``(part, name, what) → value`` in the spelling of the definition language; the
lines that differ are the difference. Told is what decides the digest, and what a definition is proved by
(``at_most``, ``silent``, ``overdue``), where a length is from, and which fields are always shown; nothing else.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from pathways.compiler.context import Context
from pathways.compiler.over_codes import over_codes
from pathways.compiler.written import write_guard
from pathways.model.basis import Basis
from pathways.model.counting import CalendarData, CountingRule, Period
from pathways.model.every import Aligned, Every
from pathways.model.expression import After, Expression
from pathways.model.pathway import (
    DEFAULT_CALENDAR,
    Activity,
    AnchorKind,
    Branch,
    Deadline,
    Event,
    Pathway,
    Reminder,
    Requirement,
    State,
)
from pathways.model.signal import Send

Named = tuple[str, str]
"""Part and name."""

Line = tuple[str, str, str]
"""Part, name, what."""

THERE = "there"
"""What is told of a part that only one of the versions has."""

UNSET = "unset"
"""The length of a deadline whose local period is empty."""

RENAMED = "renamed"
"""What is told of a part that is all the same, its title too, under another name."""

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
    renamed = _renamed(before, after, _titles(old), _titles(new))
    moved = {_now_called(line, renamed): value for line, value in before.items()}
    before = {line: line[1] if line[2] == THERE else value for line, value in moved.items()}
    changed = [line for line in {**before, **after} if before.get(line, "") != after.get(line, "")]
    gone = {(part, name) for part, name, what in changed if what == THERE and (part, name, what) not in after}
    found = [
        Difference(part=part, name=name, what=what, before=before.get(line, ""), after=after.get(line, ""))
        for line in changed
        for part, name, what in [line]
        if what == THERE or (part, name) not in gone
    ]
    found += [
        Difference(part=part, name=name, what=RENAMED, before=was, after=name) for (part, was), name in renamed.items()
    ]
    parts = list(dict.fromkeys(line[0] for line in {**before, **after}))
    return tuple(sorted(found, key=lambda each: (parts.index(each.part), each.name)))


def _renamed(
    before: Mapping[Line, str], after: Mapping[Line, str], old: Mapping[Named, str], new: Mapping[Named, str]
) -> dict[Named, str]:
    """New names of what only the names of have changed, by part and old name: all that is told of it, and its title."""
    was, now = _things(before), _things(after)
    gone, come = [each for each in was if each not in now], [each for each in now if each not in was]
    found: dict[Named, str] = {}
    for part, name in gone:
        if (part, name) not in old:
            continue
        like = [
            other
            for other in come
            if other[0] == part and now[other] == was[part, name] and new.get(other) == old[part, name]
        ]
        if len(like) == 1 and like[0][1] not in found.values():
            found[part, name] = like[0][1]
    return found


def _things(lines: Mapping[Line, str]) -> dict[Named, dict[str, str]]:
    """What is told of each part but its name."""
    found: dict[Named, dict[str, str]] = {}
    for (part, name, what), value in lines.items():
        of_it = found.setdefault((part, name), {})
        if what != THERE:
            of_it[what] = value
    return found


def _titles(pathway: Pathway) -> dict[Named, str]:
    """The titles of what may be called otherwise."""
    found = {("field", each.name): each.title.nb for each in pathway.fields}
    found |= {("state", each.name): each.title.nb for each in pathway.states}
    found |= {("event", each.name): each.title.nb for each in pathway.events}
    found |= {("deadline", each.name): each.title.nb for each in pathway.deadlines}
    return found | {("activity", each.name): each.title.nb for each in pathway.activities}


def _now_called(line: Line, renamed: Mapping[Named, str]) -> Line:
    """A line of the old version under the new name of its part, or of the deadline or activity that it belongs to."""
    part, name, what = line
    head, colon, rest = name.partition(": ") if part == "reminder" else name.partition(".")
    whole = "deadline" if part == "reminder" else "activity"
    if colon and (whole, head) in renamed:
        return part, renamed[whole, head] + colon + rest, what
    return part, renamed.get((part, name), name), what


def _lines(pathway: Pathway, context: Context) -> Iterator[tuple[Line, str]]:
    for what in ("version", "service", "case_prefix"):
        yield ("pathway", pathway.id, what), str(getattr(pathway, what))
    for field in pathway.fields:
        yield from _part(
            "field",
            field.name,
            {
                "kind": field.kind.value,
                "codes": field.code_list,
                "day_of": _set(field.day_of),
                "shown": "always" if field.always_shown else "",
            },
        )
    for state in pathway.states:
        yield from _state(state, "")
    for event in pathway.events:
        yield from _event(event, "")
    for deadline in pathway.written:
        yield from _deadline(deadline)
    for activity in pathway.activities:
        yield from _activity(activity)
    for timed in pathway.timed:
        of_timed = {"from": _set(timed.sources), "when_passed": timed.deadline, "to": timed.to}
        yield from _part("timed", timed.name, of_timed)
    for rule in sorted(set(_rules(pathway))):
        yield from _data("rule", rule, context.rules[rule])
    for calendar in sorted({deadline.calendar for deadline in pathway.written} | {DEFAULT_CALENDAR}):
        yield from _data("calendar", calendar, context.calendars[calendar].data)


def _rules(pathway: Pathway) -> Iterator[str]:
    """Every counting rule that a deadline or a guard counts by."""
    for deadline in pathway.written:
        yield deadline.rule
        if deadline.at_most is not None:
            yield deadline.at_most.rule
    yield from _in_guards(pathway)


def _in_guards(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for part in value:
            yield from _in_guards(part)
    elif is_dataclass(value):
        if isinstance(value, After):
            yield value.rule
        for attribute in fields(value):
            yield from _in_guards(getattr(value, attribute.name))


def _part(part: str, name: str, told: dict[str, str]) -> Iterator[tuple[Line, str]]:
    yield (part, name, THERE), name
    for what, value in told.items():
        yield (part, name, what), value


def _state(state: State, within: str) -> Iterator[tuple[Line, str]]:
    flags = {what: _flag(getattr(state, what)) for what in ("start", "end", "mark")}
    why = {"silent": state.silent, "overdue": state.overdue}
    yield from _part("state", within + state.name, {**flags, "holder": state.holder, **why})


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
        "pauses": event.pauses,
        "resumes": event.resumes,
        "redecide": _set(event.redecided_by),
        "approval": _set(event.approved_by),
        "to": _branches(event.branches),
        "never_later": _set(each.field for each in event.never_later),
        "redecided_past": _set(event.redecided_past),
        "sends": "; ".join(sorted(_send(send) for send in event.sends)),
    }
    yield from _part("event", within + event.name, told)


def _deadline(deadline: Deadline) -> Iterator[tuple[Line, str]]:
    extension, most = deadline.extension, deadline.at_most
    told = {
        "kind": deadline.kind.value,
        "from": _anchor(deadline),
        "per": deadline.per,
        "only_when": _guard(deadline.only_when),
        "opens": _set((*deadline.opens_states, *deadline.opens_events)),
        "within": UNSET if deadline.is_slot else _period(deadline.within),
        "local_period": deadline.local_period,
        "until": deadline.until_field,
        "counting": deadline.rule,
        "calendar": deadline.calendar,
        "reporting": _reporting(deadline),
        "met_by": _set(deadline.met_by),
        "ends": _set((*deadline.ended_by, *deadline.ended_in)),
        "extend": "" if extension is None else f"{extension.by}: {_period(extension.within)}",
        "at_most": "" if most is None else f"{_period(most.within)}: {most.rule}",
        **_basis("at_most_basis", None if most is None else most.basis),
        "on_pause": deadline.on_pause.value,
        **_basis("pause_basis", deadline.pause_basis),
        **_basis("basis", deadline.basis),
        "missed_reason": deadline.missed_reason,
        **_every(deadline.every),
        "on_redecide": "" if deadline.on_redecide is None else deadline.on_redecide.value,
    }
    yield from _part("deadline", deadline.name, told)
    for reminder in deadline.reminders:
        yield from _reminder(deadline, reminder)


def _basis(what: str, basis: Basis | None) -> dict[str, str]:
    if basis is None:
        return {what: "", f"{what}_source": ""}
    dates = f"{basis.read or ''} {basis.valid_from or ''}–{basis.valid_to or ''}"
    return {
        what: f"{basis.effect.value} {basis.certainty.value}: {basis.law}",
        f"{what}_source": f"{basis.id} {basis.url} {dates}",
    }


def _every(every: Every | None) -> dict[str, str]:
    if every is None:
        return {}
    reduced = every.reduced
    told = {"times": str(every.times), "aligned": every.aligned.value, "same_day": "each" if every.each else "one"}
    if every.aligned is Aligned.calendar:
        told["first"] = every.first.value
    if reduced is not None:
        told["reduced"] = f"{reduced.times}: {_set(reduced.by)}"
        told["reduced_until"] = _set(reduced.until)
    return {f"every_{what}": value for what, value in told.items()}


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
    if isinstance(value, bool):
        return _flag(value)
    return "" if value is None else str(value)


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    unit = period.unit.value.replace("_", " ")
    return f"{period.amount} {unit.removesuffix('s') if period.amount == 1 else unit}"


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


def _send(send: Send) -> str:
    when = f", when {write_guard(send.when)}" if send.when else ""
    starts = f", starts {send.starts}" if send.starts else ""
    fills = "".join(f", fills {name} with {source}" for name, source in sorted(send.fills))
    return f"{send.message} to {send.to}{starts}{when}, shares {_set(send.shares) or 'nothing'}{fills}"


def _set(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _flag(value: object) -> str:
    return "true" if value else "false"
