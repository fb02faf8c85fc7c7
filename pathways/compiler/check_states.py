"""Checks states and events: reachable, with a way out, held by somebody, never silent without saying why."""

from collections.abc import Iterable, Mapping

from pathways.compiler.coverage import Gap, reminds
from pathways.compiler.draft import Draft
from pathways.compiler.graph import Graph, item_graph, reach, sources_of
from pathways.compiler.life import Life
from pathways.compiler.problem import Report
from pathways.compiler.reading import UNKNOWN
from pathways.messages import say
from pathways.model.pathway import Activity, Event


def check_states(
    draft: Draft,
    graph: Graph,
    lives: Iterable[Life],
    gaps: Mapping[str, Gap],
    report: Report,
    *,
    elsewhere: Mapping[str, Gap],
) -> None:
    """States and events of the run, then of each activity. ``elsewhere``: gaps of places that have set nothing."""
    pathway = draft.pathway
    _check_graph(draft, graph, pathway.events, (), report)
    _check_start_events(draft, report)
    for activity in pathway.activities:
        inner = item_graph(activity)
        if sum(state.start for state in activity.states) == 1:
            _check_graph(draft, inner, activity.events, ("activities", activity.name), report)
        _check_names(draft, activity, report)
    _check_silence(draft, graph, tuple(lives), gaps, report, elsewhere)


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


def _check_silence(
    draft: Draft,
    graph: Graph,
    lives: tuple[Life, ...],
    gaps: Mapping[str, Gap],
    report: Report,
    elsewhere: Mapping[str, Gap],
) -> None:
    """States in which nobody is reminded, always or after some way there, and those that only say so."""
    beginnings = {move.event.name for move in graph.beginnings if move.event}
    if graph.is_vague or len(beginnings) > 1 or any(life.is_vague for life in lives):
        return
    reminding = [life for life in lives if reminds(life.deadline)]
    for state in graph.states:
        if state.end or state.name not in graph.reachable:
            continue
        gap = gaps.get(state.name)
        opened = next((life.deadline.name for life in reminding if state.name in life.open_in), "")
        if gap and not state.silent:
            _tell_gap(draft, gap, report, is_ever=any(_may_be_open(life, gap) for life in reminding))
        elif state.silent and opened and not gap and state.name not in elsewhere:
            report.add("E307", draft.place("states", state.name, "silent"), state=state.name, deadline=opened)


def _may_be_open(life: Life, gap: Gap) -> bool:
    return gap.state in (life.open_begun if gap.is_begun else life.open_own)


def _tell_gap(draft: Draft, gap: Gap, report: Report, *, is_ever: bool) -> None:
    at = draft.place("states", gap.state)
    how = say("compiler.when_begun") if gap.is_begun else ""
    if is_ever:
        report.add("E326", at, state=gap.state, way=gap.way or say("compiler.way_start"), how=how)
    else:
        report.add("E306", at, state=gap.state, how=how)
