"""Checks timed transitions and activities: the clock may mark that time passed, and decides for nobody."""

from collections.abc import Mapping

from pathways.compiler.draft import Draft
from pathways.compiler.graph import Graph
from pathways.compiler.life import Life
from pathways.compiler.problem import Report
from pathways.compiler.reading import UNKNOWN
from pathways.model.pathway import Branch, DeadlineKind, Timed


def check_clock(draft: Draft, graph: Graph, lives: Mapping[str, Life], report: Report) -> None:
    """Every timed transition."""
    states = {state.name: state for state in draft.pathway.states}
    for timed in draft.pathway.timed:
        target = states.get(timed.to)
        at = draft.place("timed", timed.name, "to")
        if target and not target.mark:
            report.add("E703", at, state=timed.to)
        decision = next((e.name for e in draft.pathway.events if e.decision and _leads(e.branches, timed.to)), None)
        if target and decision:
            report.add("E704", at, event=decision, state=timed.to)
        life = lives.get(timed.deadline)
        if life:
            _check_deadline(draft, timed, life, graph, report)
        if target:
            _check_still_possible(draft, timed, report)


def _leads(branches: tuple[Branch, ...], state: str) -> bool:
    return any(branch.to == state for branch in branches)


def _check_deadline(draft: Draft, timed: Timed, life: Life, graph: Graph, report: Report) -> None:
    if life.deadline.kind is DeadlineKind.window:
        at = draft.place("timed", timed.name, "when_passed")
        report.add("E705", at, deadline=timed.deadline)
    sources = {state.name for state in graph.states} if UNKNOWN in timed.sources else set(timed.sources)
    if life.open_in and not life.is_vague and life.open_in.isdisjoint(sources):
        states = ", ".join(f"«{state}»" for state in timed.sources)
        at = draft.place("timed", timed.name, "from")
        report.add("E706", at, timed=timed.name, deadline=timed.deadline, states=states)


def _check_still_possible(draft: Draft, timed: Timed, report: Report) -> None:
    """What a person could record before the mark can be recorded in it: that time passed takes no act away."""
    before, mark = set(timed.sources) - {UNKNOWN}, timed.to
    for event in draft.pathway.events:
        if before & set(event.sources) and not {mark, UNKNOWN} & set(event.sources):
            at = draft.place("events", event.name, "from")
            report.add("E710", at, timed=timed.name, what=event.name, state=mark, key="from")
    for activity in draft.pathway.activities:
        if before & set(activity.open_in) and not {mark, UNKNOWN} & set(activity.open_in):
            at = draft.place("activities", activity.name, "open_in")
            report.add("E710", at, timed=timed.name, what=activity.name, state=mark, key="open_in")


def check_activities(draft: Draft, report: Report) -> None:
    """Every activity made of codes: the event must record the codes, or there is nothing to make items of."""
    events = {event.name: event for event in draft.pathway.events}
    for activity in draft.pathway.activities:
        event = events.get(activity.each_event)
        field = activity.each_field
        if event and field not in ("", UNKNOWN) and field not in (*event.records, *event.may_record):
            at = draft.place("activities", activity.name, "each", "field")
            report.add("E709", at, event=event.name, field=field)
