"""Reads deadlines with their anchors, extensions and ladders, and timed transitions."""

from collections.abc import Mapping
from dataclasses import dataclass

from pathways.compiler import tree
from pathways.compiler.guard_scope import GuardScope, any_item_scope, item_scope, run_scope
from pathways.compiler.guards import guard
from pathways.compiler.local_names import period_or_name
from pathways.compiler.names import Names
from pathways.compiler.problem import Report
from pathways.compiler.read_events import resolved
from pathways.compiler.read_every import period_of, read_every
from pathways.compiler.read_title import title
from pathways.compiler.reading import (
    NO_PERIOD,
    UNKNOWN,
    Keys,
    Thing,
    choice,
    clock_time,
    entries,
    flag,
    identifier,
    keys,
    number,
    one,
    period,
    some,
)
from pathways.compiler.tree import Node, Scalar, Sequence
from pathways.model.basis import Basis, Certainty, Effect
from pathways.model.counting import Period
from pathways.model.on_redecide import OnRedecide
from pathways.model.pathway import (
    DEFAULT_CALENDAR,
    Activity,
    Anchor,
    AnchorKind,
    Deadline,
    DeadlineKind,
    Extension,
    Maximum,
    OnPause,
    Reminder,
    Rung,
    Timed,
)

DEADLINE_MUST = ("title", "basis", "from", "counting", "on_pause")
DEADLINE_MAY = (
    *("kind", "per", "only_when", "opens", "within", "until", "calendar", "reporting", "met_by", "ends", "extend"),
    *("remind", "missed", "at_most", "every", "on_redecide"),
)
FIXED_DATE = "fixed-date"
"""The counting rule of a date that somebody has set; it goes with ``until``, and only with it."""

NO_BASIS = Basis(
    id=UNKNOWN,
    effect=Effect.local,
    certainty=Certainty.X,
    law="",
    url="",
    read=None,
    valid_from=None,
    valid_to=None,
    note="",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What one deadline may refer to: with ``per``, events and guard names of the activity too."""

    names: Names
    events: tuple[str, ...]
    scope: GuardScope


def read_deadlines(
    node: Node | None, names: Names, activities: Mapping[str, Activity], report: Report
) -> tuple[Deadline, ...]:
    """The deadlines, in the order of the file."""
    scopes = {name: item_scope(names, activity) for name, activity in activities.items()}
    places = {name: _place(names, scopes, name) for name in ("", *activities)}
    every_event = tuple(event for place in places.values() for event in place.events)
    places[UNKNOWN] = _Place(names=names, events=every_event, scope=any_item_scope(names))
    return tuple(_deadline(name, value, places, report) for name, _, value in entries(node, report))


def _place(names: Names, scopes: Mapping[str, GuardScope], activity: str) -> _Place:
    if not activity:
        return _Place(names=names, events=names.events, scope=run_scope(names))
    events = (*names.activities[activity].events, *names.events)
    return _Place(names=names, events=events, scope=scopes[activity])


def _deadline(name: str, node: Node, places: Mapping[str, _Place], report: Report) -> Deadline:
    found = keys(node, report, must=DEADLINE_MUST, may=DEADLINE_MAY)
    per = one(found.get("per"), Thing.activity, [name for name in places if name not in ("", UNKNOWN)], report)
    place = places[per]
    names = place.names
    opens = keys(found["opens"], report, may=("state", "event")) if "opens" in found else {}
    ends = keys(found["ends"], report, may=("state", "event")) if "ends" in found else {}
    reporting = keys(found["reporting"], report, must=("days",), may=("extended",)) if "reporting" in found else {}
    missed = keys(found["missed"], report, must=("reason",), may=("word",)) if "missed" in found else {}
    within, until, local_period = _end(node, found, names, report)
    every = read_every(found, place.events, report)
    on_pause, pause_basis = _on_pause(found.get("on_pause"), names, report)
    if "reporting" in found and "extended" in reporting and "extend" not in found:
        report.add("E516", reporting["extended"].at)
    return Deadline(
        name=name,
        title=title(found.get("title"), report),
        kind=choice(found.get("kind"), DeadlineKind, DeadlineKind.duty, report),
        anchor=_anchor(found.get("from"), place, report),
        per=per,
        only_when=guard(found["only_when"], place.scope, report) if "only_when" in found else None,
        opens_states=some(opens.get("state"), Thing.state, names.states, report),
        opens_events=some(opens.get("event"), Thing.event, place.events, report),
        within=within,
        until_field=until,
        rule=one(found.get("counting"), Thing.rule, names.context.rules, report) or UNKNOWN,
        calendar=one(found.get("calendar"), Thing.calendar, names.context.calendars, report) or DEFAULT_CALENDAR,
        reporting_days=number(reporting.get("days"), report),
        reporting_days_extended=number(reporting.get("extended"), report),
        basis=names.sources.get(one(found.get("basis"), Thing.source, names.sources, report), NO_BASIS),
        met_by=some(found.get("met_by"), Thing.event, place.events, report),
        ended_by=some(ends.get("event"), Thing.event, place.events, report),
        ended_in=some(ends.get("state"), Thing.state, names.states, report),
        extension=_extension(found.get("extend"), place, report),
        on_pause=on_pause,
        pause_basis=pause_basis,
        reminders=_ladder(found.get("remind"), names, report),
        missed_reason=one(missed.get("reason"), Thing.code_list, names.context.code_lists, report),
        missed_word=title(missed["word"], report) if "word" in missed else None,
        at_most=_maximum(found, names, report),
        every=every,
        on_redecide=choice(found["on_redecide"], OnRedecide, OnRedecide.anew, report)
        if "on_redecide" in found
        else None,
        local_period=local_period,
    )


def _maximum(found: Keys, names: Names, report: Report) -> Maximum | None:
    """Without ``counting`` it is counted as the deadline is."""
    if "at_most" not in found:
        return None
    if "until" in found:
        report.add("E215", found["at_most"].at, key="at_most", other="until")
    parts = keys(found["at_most"], report, must=("within", "basis"), may=("counting",))
    rule = parts.get("counting", found.get("counting"))
    return Maximum(
        within=period(parts.get("within"), report) or NO_PERIOD,
        rule=one(rule, Thing.rule, names.context.rules, report) or UNKNOWN,
        basis=names.sources.get(one(parts.get("basis"), Thing.source, names.sources, report), NO_BASIS),
    )


def _on_pause(node: Node | None, names: Names, report: Report) -> tuple[OnPause, Basis | None]:
    """``runs``, ``freezes`` or ``restarts``; the last two may name the source that allows it: ``{freezes: source}``."""
    if not isinstance(node, tree.Mapping):
        return choice(node, OnPause, OnPause.runs, report), None
    found = keys(node, report, may=(OnPause.freezes.value, OnPause.restarts.value))
    if len(found) != 1:
        report.add("E213", node.at, keys="«freezes», «restarts»", rule="compiler.rule_one_of")
        return OnPause.runs, None
    word, source = next(iter(found.items()))
    return OnPause(word), names.sources.get(one(source, Thing.source, names.sources, report), NO_BASIS)


def _end(node: Node, found: Keys, names: Names, report: Report) -> tuple[Period | None, str, str]:
    """The period or the date field that ends the deadline, or the period it is owed in; and the local setting of it."""
    if found and sum(key in found for key in ("within", "until", "every")) != 1:
        report.add("E213", node.at, keys="«within», «until», «every»", rule="compiler.rule_one_of")
    until = one(found.get("until"), Thing.field, names.fields, report)
    if "every" in found:
        within, local_period = period_of(found["every"], names, report)
    else:
        within, local_period = period_or_name(found.get("within"), names, report)
    if until and within is None and not local_period:
        return None, until, ""
    return within if local_period else within or NO_PERIOD, "", local_period


def _anchor(node: Node | None, place: _Place, report: Report) -> Anchor:
    """An event's name, or ``{deadline}``, ``{field}`` or ``{pathway, event}``."""
    unknown = Anchor(kind=AnchorKind.event, name=UNKNOWN, pathway="")
    if node is None:
        return unknown
    if isinstance(node, Scalar):
        return Anchor(kind=AnchorKind.event, name=one(node, Thing.event, place.events, report), pathway="")
    found = keys(node, report, may=("deadline", "field", "pathway", "event"))
    match sorted(found):
        case ["deadline"]:
            name = one(found["deadline"], Thing.deadline, place.names.deadlines, report)
            return Anchor(kind=AnchorKind.deadline, name=name, pathway="")
        case ["field"]:
            return Anchor(
                kind=AnchorKind.field, name=one(found["field"], Thing.field, place.names.fields, report), pathway=""
            )
        case ["event", "pathway"]:
            name, pathway = identifier(found["event"], report), identifier(found["pathway"], report)
            return Anchor(kind=AnchorKind.event, name=name, pathway=pathway)
        case _:
            report.add("E213", node.at, keys="«deadline», «field», «pathway» + «event»", rule="compiler.rule_one_of")
            return unknown


def _extension(node: Node | None, place: _Place, report: Report) -> Extension | None:
    if node is None:
        return None
    found = keys(node, report, must=("by", "within"))
    by = one(found.get("by"), Thing.event, place.events, report) or UNKNOWN
    return Extension(by=by, within=period(found.get("within"), report) or NO_PERIOD)


def _ladder(node: Node | None, names: Names, report: Report) -> tuple[Reminder, ...]:
    """The reminders of a deadline; two on the same rung are a problem."""
    if node is None:
        return ()
    seen: dict[str, Reminder] = {}
    for item in node.items if isinstance(node, Sequence) else (node,):
        reminder = _reminder(item, names, report)
        if reminder is None:
            continue
        if reminder.id in seen:
            report.add("E507", item.at)
        seen.setdefault(reminder.id, reminder)
    return tuple(seen.values())


def _reminder(node: Node, names: Names, report: Report) -> Reminder | None:
    found = keys(node, report, must=("to",), may=("before", "on_due", "after", "at", "escalate"))
    rungs = [key for key in ("before", "on_due", "after") if key in found]
    if len(rungs) != 1:
        if found:
            report.add("E213", node.at, keys="«before», «on_due», «after»", rule="compiler.rule_one_of")
        return None
    if "at" in found and rungs == ["on_due"]:
        report.add("E215", found["at"].at, key="at", other="on_due")
    rung = Rung.on if rungs == ["on_due"] else Rung(rungs[0])
    offset = None if rung is Rung.on else period(found[rungs[0]], report) or NO_PERIOD
    return Reminder(
        id=rung.value if offset is None else f"{rung.value}-{offset.amount}-{offset.unit.value}",
        rung=rung,
        offset=offset,
        at=clock_time(found.get("on_due" if rung is Rung.on else "at"), report),
        to=resolved(found.get("to"), names, report),
        escalate=flag(found.get("escalate"), report),
    )


def read_timed(node: Node | None, names: Names, report: Report) -> tuple[Timed, ...]:
    """The timed transitions, in the order of the file."""
    return tuple(_timed(name, value, names, report) for name, _, value in entries(node, report))


def _timed(name: str, node: Node, names: Names, report: Report) -> Timed:
    found = keys(node, report, must=("title", "from", "when_passed", "to"))
    return Timed(
        name=name,
        title=title(found.get("title"), report),
        sources=some(found.get("from"), Thing.state, names.states, report) or (UNKNOWN,),
        deadline=one(found.get("when_passed"), Thing.deadline, names.deadlines, report) or UNKNOWN,
        to=one(found.get("to"), Thing.state, names.states, report) or UNKNOWN,
    )
