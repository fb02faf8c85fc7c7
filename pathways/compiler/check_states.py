"""Checks states and events: reachable, with a way out, held by somebody, never silent without saying why."""

from collections.abc import Iterable

from pathways.compiler.draft import Draft
from pathways.compiler.graph import Graph, item_graph, reach, sources_of
from pathways.compiler.life import Life
from pathways.compiler.problem import Report
from pathways.compiler.reading import UNKNOWN
from pathways.messages import say
from pathways.model.pathway import Activity, Event


def check_states(draft: Draft, graph: Graph, lives: Iterable[Life], report: Report, *, is_begun: bool) -> None:
    """States and events of the run, then of each activity."""
    pathway = draft.pathway
    _check_graph(draft, graph, pathway.events, (), report)
    _check_start_events(draft, report)
    for activity in pathway.activities:
        inner = item_graph(activity)
        if sum(state.start for state in activity.states) == 1:
            _check_graph(draft, inner, activity.events, ("activities", activity.name), report)
        _check_names(draft, activity, report)
    _check_silence(draft, graph, tuple(lives), report, is_begun=is_begun)


def _check_graph(draft: Draft, graph: Graph, events: tuple[Event, ...], path: tuple[str, ...], report: Report) -> None:
    if not graph.ends:
        report.add("E303", draft.place(*path, "states"))
    backwards: dict[str, set[str]] = {}
    for move in graph.moves:
        backwards.setdefault(move.target, set()).add(move.source)
    hopeful = reach(graph.ends, backwards)
    for state in graph.states:
        if state.name not in graph.reachable:
            report.add("E301", draft.place(*path, "states", state.name), state=state.name)
        elif state.name not in hopeful and graph.ends:
            report.add("E302", draft.place(*path, "states", state.name), state=state.name)
    for event in events:
        _check_event(draft, graph, event, (*path, "events", event.name), report)


def _check_event(draft: Draft, graph: Graph, event: Event, path: tuple[str, ...], report: Report) -> None:
    sources = sources_of(event, graph.states)
    if graph.reachable.isdisjoint(sources):
        report.add("E308", draft.place(*path, "from"), event=event.name)
    if event.decision or UNKNOWN in event.sources:
        return
    for source in sources:
        if source in graph.ends and any(branch.to not in ("", source, UNKNOWN) for branch in event.branches):
            report.add("E310", draft.place(*path, "from"), event=event.name, state=source)


def _check_start_events(draft: Draft, report: Report) -> None:
    starts = [event.name for event in draft.pathway.events if event.start]
    if len(starts) > 1:
        found = ", ".join(f"«{name}»" for name in starts)
        report.add("E317", draft.place("events", starts[1]), found=found)


def _check_names(draft: Draft, activity: Activity, report: Report) -> None:
    """One name, one event: an activity's event may not be called as the run's, or another activity's."""
    taken = {event.name: "forløpet" for event in draft.pathway.events}
    for other in draft.pathway.activities:
        if other.name == activity.name:
            break
        taken |= {event.name: f"«{other.name}»" for event in other.events}
    for event in activity.events:
        if event.name in taken:
            at = draft.place("activities", activity.name, "events", event.name)
            report.add("E702", at, event=event.name, other=taken[event.name])


def _check_silence(draft: Draft, graph: Graph, lives: tuple[Life, ...], report: Report, *, is_begun: bool) -> None:
    """States in which no deadline can be open, in a run with its own start or in one that another run begins."""
    if graph.is_vague or any(life.is_vague for life in lives):
        return
    targets = {state: {move.target for move in moves} for state, moves in graph.leaving.items()}
    own_states = reach({move.target for move in graph.beginnings}, targets)
    begun_states = reach({graph.start}, targets) if is_begun or not graph.beginnings else frozenset()
    silent_own = own_states.difference(*(life.open_own for life in lives))
    silent_begun = begun_states.difference(*(life.open_begun for life in lives))
    for state in graph.states:
        if state.end:
            continue
        if state.name in silent_own | silent_begun and not state.silent:
            how = "" if state.name in silent_own else say("compiler.when_begun")
            report.add("E306", draft.place("states", state.name), state=state.name, how=how)
        opened = next((life.deadline.name for life in lives if state.name in life.open_in), "")
        if state.silent and opened:
            report.add("E307", draft.place("states", state.name, "silent"), state=state.name, deadline=opened)
