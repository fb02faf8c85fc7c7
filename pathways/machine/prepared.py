"""A compiled pathway made ready for folding: tables, look-ups by event and state, its rules and calendars.

Prepared once per digest and shared; nothing in it changes afterwards, but that it remembers what it has counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pathways.counting.calendar import Calendar
from pathways.machine.counted import Counted
from pathways.machine.fsm import Table
from pathways.machine.state import CLOSED, WITHDRAWN
from pathways.messages import say
from pathways.model.counting import CountingRule
from pathways.model.pathway import Activity, AnchorKind, Deadline, Event, Field, Pathway, State, Timed, Title

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedActivity:
    """An activity with its table."""

    spec: Activity
    table: Table
    events: Mapping[str, Event]
    states: Mapping[str, State]
    start: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A pathway ready to fold. The look-ups hold deadlines of this pathway, in the order of the definition."""

    pathway: Pathway
    table: Table
    start: str
    states: Mapping[str, State]
    """Those of the definition, and ``WITHDRAWN``."""
    fields: Mapping[str, Field]
    events: Mapping[str, Event]
    """Events of the run itself."""
    item_events: Mapping[str, str]
    """Item event → activity."""
    activities: Mapping[str, PreparedActivity]
    made_by: Mapping[str, tuple[PreparedActivity, ...]]
    """Event of the run → activities that get an item for each code it records."""
    deadlines: Mapping[str, Deadline]
    anchored_in_event: Mapping[str, tuple[Deadline, ...]]
    anchored_in_deadline: Mapping[str, tuple[Deadline, ...]]
    anchored_in_field: Mapping[str, tuple[Deadline, ...]]
    anchored_elsewhere: Mapping[tuple[str, str], tuple[Deadline, ...]]
    """(pathway, event) of another run of the case → deadlines here."""
    touched_by: Mapping[str, tuple[Deadline, ...]]
    """Event → deadlines it meets, ends, extends or opens, or of which it changes what is owed."""
    touched_in: Mapping[str, tuple[Deadline, ...]]
    """State → deadlines that open or end when it is entered."""
    timed: Mapping[str, tuple[Timed, ...]]
    """Deadline → timed transitions."""
    rules: Mapping[str, CountingRule]
    calendars: Mapping[str, Calendar]
    counted: Counted
    """Due dates and ladders of the deadlines."""
    ended_item_states: Mapping[str, frozenset[str]]

    never_open: Mapping[str, frozenset[str]]
    """End state → deadlines that nothing can open from there."""

    def can_never_open(self, state: str, deadline: str) -> bool:
        """Whether a deadline that is dormant when the run has ended in ``state`` stays so whatever is recorded."""
        return deadline in self.never_open.get(state, ())

    def event(self, name: str) -> Event | None:
        """The event of the run or of an activity; None when the pathway has none of that name."""
        activity = self.item_events.get(name)
        return self.events.get(name) if activity is None else self.activities[activity].events[name]


class World(Protocol):
    """Where the fold finds the pathway a run is pinned to. Raises NotFoundError for an unknown digest."""

    def prepared(self, digest: str) -> Prepared:
        """The pathway of this digest, ready to fold."""
        ...


def prepare(pathway: Pathway, rules: Mapping[str, CountingRule], calendars: Mapping[str, Calendar]) -> Prepared:
    """Make ``pathway`` ready; ``rules`` and ``calendars`` are those it was compiled with."""
    activities = {activity.name: _activity(activity) for activity in pathway.activities}
    deadlines = pathway.deadlines
    by_name = {deadline.name: deadline for deadline in deadlines}
    timed = _group((timed.deadline, timed) for timed in pathway.timed)
    return Prepared(
        pathway=pathway,
        table=Table(pathway.states, (event for event in pathway.events if not event.start)),
        start=next(state.name for state in pathway.states if state.start),
        states={**{state.name: state for state in pathway.states}, **outside()},
        fields={field.name: field for field in pathway.fields},
        events={event.name: event for event in pathway.events},
        item_events={name: kind for kind, activity in activities.items() for name in activity.events},
        activities=activities,
        made_by=_group((each.spec.each_event, each) for each in activities.values()),
        deadlines=by_name,
        anchored_in_event=_anchored(deadlines, AnchorKind.event),
        anchored_in_deadline=_anchored(deadlines, AnchorKind.deadline),
        anchored_in_field=_anchored(deadlines, AnchorKind.field),
        anchored_elsewhere=_group(((d.anchor.pathway, d.anchor.name), d) for d in deadlines if d.anchor.pathway),
        touched_by=_group((event, d) for d in deadlines for event in _touching_events(d)),
        touched_in=_group((state, d) for d in deadlines for state in dict.fromkeys((*d.opens_states, *d.ended_in))),
        timed=timed,
        rules=rules,
        calendars=calendars,
        counted=Counted(by_name, timed, rules, calendars),
        ended_item_states={
            name: frozenset(state.name for state in activity.spec.states if state.end)
            for name, activity in activities.items()
        },
        never_open={state.name: _never_open(pathway, state.name) for state in pathway.states if state.end},
    )


def outside() -> Mapping[str, State]:
    """The end states that no definition writes down: of what was decided anew, and of a case that was closed whole."""
    titles = {WITHDRAWN: "machine.withdrawn", **{state: f"machine.closed_{why}" for why, state in CLOSED.items()}}
    return {
        name: State(
            name=name, title=Title(nb=say(key), nn="", en=""), start=False, end=True, holder="", silent="", mark=False
        )
        for name, key in titles.items()
    }


def _never_open(pathway: Pathway, end: str) -> frozenset[str]:
    """Deadlines that open in states or with events that cannot come after ``end``."""
    states, events = _ahead(pathway, end)
    return frozenset(
        deadline.name
        for deadline in pathway.deadlines
        if states.isdisjoint(deadline.opens_states) and events.isdisjoint(deadline.opens_events)
    )


def _ahead(pathway: Pathway, end: str) -> tuple[set[str], set[str]]:
    """States that can be come to from ``end``, itself too, and events that can happen in one of them."""
    live = tuple(state.name for state in pathway.states if not state.end)
    ways = [(each.sources or live, {branch.to for branch in each.branches} - {""}) for each in pathway.events]
    ways += [(each.sources, {each.to}) for each in pathway.timed]
    states: set[str] = set()
    found = {end}
    while found - states:
        states |= found
        found = {to for sources, targets in ways if not states.isdisjoint(sources) for to in targets}
    events = {event.name for event in pathway.events if not states.isdisjoint(event.sources or live)}
    open_there = (each for each in pathway.activities if not each.open_in or not states.isdisjoint(each.open_in))
    return states, events | {event.name for activity in open_there for event in activity.events}


def _activity(activity: Activity) -> PreparedActivity:
    return PreparedActivity(
        spec=activity,
        table=Table(activity.states, activity.events),
        events={event.name: event for event in activity.events},
        states={state.name: state for state in activity.states},
        start=next(state.name for state in activity.states if state.start),
    )


def _anchored(deadlines: Iterable[Deadline], kind: AnchorKind) -> Mapping[str, tuple[Deadline, ...]]:
    own = (d for d in deadlines if d.anchor.kind is kind and not d.anchor.pathway)
    return _group((d.anchor.name, d) for d in own)


def _touching_events(deadline: Deadline) -> dict[str, None]:
    extension = () if deadline.extension is None else (deadline.extension.by,)
    reduced = deadline.every.reduced if deadline.every else None
    reducing = (*reduced.by, *reduced.until) if reduced else ()
    return dict.fromkeys((*deadline.met_by, *deadline.ended_by, *deadline.opens_events, *extension, *reducing))


def _group(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, tuple[V, ...]] = {}
    for key, value in pairs:
        groups[key] = (*groups.get(key, ()), value)
    return groups
