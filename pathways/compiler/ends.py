"""What becomes of each deadline where a run ends: read off a compiled definition, for those who check it.

Pure. It says what can happen by the graph of states and events; no guard is weighed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pathways.compiler.graph import graph_of, reach, sources_of
from pathways.model.pathway import Activity, AnchorKind, Deadline, DeadlineKind, Event, Pathway, State


class Fate(StrEnum):
    """What the event that ends a run does to a deadline that may be open then."""

    met = "met"
    ended = "ended"
    """It falls away."""
    goes_on = "goes_on"
    """It stands as before, and something can still meet it."""
    stands = "stands"
    """It stands as before, is no duty, and nothing can meet it there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtEnd:
    """One deadline at one end. ``still``: names of the events that can meet it after that."""

    deadline: Deadline
    fate: Fate
    still: tuple[str, ...] = ()


def ends(pathway: Pathway) -> Iterator[tuple[State, Event]]:
    """Each end state with each event that leads there, in the order of the file."""
    for state in pathway.states:
        for event in pathway.events:
            if state.end and any(branch.to == state.name for branch in event.branches):
                yield state, event


def at_end(pathway: Pathway, state: State, event: Event) -> Iterator[AtEnd]:
    """What the event that ends the run there does to each deadline that can be open then."""
    for deadline in pathway.deadlines:
        found = _at_end(pathway, deadline, state, event)
        if found is not None:
            yield found


def _at_end(pathway: Pathway, deadline: Deadline, state: State, event: Event) -> AtEnd | None:
    if not _can_have_begun(pathway, deadline, event):
        return None
    if event.name in deadline.met_by:  # what meets it meets it first, also where it would fall away
        return AtEnd(deadline=deadline, fate=Fate.met)
    if state.name in deadline.ended_in or event.name in deadline.ended_by:
        return AtEnd(deadline=deadline, fate=Fate.ended)
    still = tuple(name for name in deadline.met_by if _possible(pathway, state, name))
    if still:
        return AtEnd(deadline=deadline, fate=Fate.goes_on, still=still)
    return AtEnd(deadline=deadline, fate=Fate.stands) if deadline.kind is not DeadlineKind.duty else None


def events_with(pathway: Pathway) -> Iterator[tuple[Event, Activity | None]]:
    """Every event, with the activity that it belongs to."""
    yield from ((event, None) for event in pathway.events)
    for activity in pathway.activities:
        yield from ((event, activity) for event in activity.events)


def _can_have_begun(pathway: Pathway, deadline: Deadline, last: Event) -> bool:
    """Whether what it counts from, and what makes its items, can have happened when the run ends by ``last``."""
    return all(any(_can_come_before(pathway, event, last) for event in events) for events in _first(pathway, deadline))


def _first(pathway: Pathway, deadline: Deadline) -> Iterator[list[Event]]:
    """Events of the run of which one must have happened before the deadline begins; of each kind of them."""
    anchor = deadline.anchor
    each = {activity.each_event for activity in pathway.activities if activity.name == deadline.per}
    counts = {anchor.name} if anchor.kind is AnchorKind.event and not anchor.pathway else set()
    if anchor.kind is AnchorKind.field:
        counts = {event.name for event in pathway.events if anchor.name in (*event.records, *event.may_record)}
    for names in (each, counts):
        found = [event for event in pathway.events if event.name in names]
        if found:
            yield found


def _can_come_before(pathway: Pathway, event: Event, last: Event) -> bool:
    if event.start or event == last:
        return True
    graph = graph_of(pathway)
    leaving = {state: {move.target for move in moves} for state, moves in graph.leaving.items()}
    after = reach({move.target for move in graph.moves if move.event == event}, leaving)
    return bool(after & set(sources_of(last, pathway.states)))


def _possible(pathway: Pathway, state: State, name: str) -> bool:
    """Whether it can be recorded in a run that has ended there."""
    for event, activity in events_with(pathway):
        if event.name == name and activity is None:
            return state.name in sources_of(event, pathway.states)
        if event.name == name and activity is not None:
            return not activity.open_in or state.name in activity.open_in
    return False
