"""Checks what a deadline says that can change nothing: ``opens`` and ``ends`` undone by the event it counts from."""

from pathways.compiler.course import Course, course_of
from pathways.compiler.draft import Draft
from pathways.compiler.graph import Graph
from pathways.compiler.problem import Report
from pathways.compiler.reading import UNKNOWN
from pathways.model.pathway import AnchorKind, Deadline


def check_effects(draft: Draft, deadline: Deadline, graph: Graph, report: Report) -> None:
    """``opens`` and ``ends`` of one deadline that counts from an event of its own run.

    Inside one step the event opens and ends first, then the state is entered, then what the event anchors begins.
    """
    course = course_of(deadline, draft.pathway)
    root = course.root
    if root.kind is not AnchorKind.event or root.pathway or root.name == UNKNOWN:
        return
    for key, inner, names in _without_effect(course, graph):
        for name in names:
            at = draft.place("deadlines", deadline.name, key, inner)
            report.add("E520", at, key=key, name=name, event=root.name, deadline=deadline.name)


def _without_effect(course: Course, graph: Graph) -> list[tuple[str, str, tuple[str, ...]]]:
    deadline, event = course.deadline, course.root.name
    always = deadline.only_when is None
    moves = [move for move in (*graph.beginnings, *graph.moves) if move.event and move.event.name == event]
    comes_to = {move.target for move in moves}
    opens = set(deadline.opens_states)
    at_once = bool(comes_to) and always and not deadline.opens_events and comes_to <= opens
    return [
        ("opens", "event", (event,) if event in deadline.opens_events else ()),
        ("opens", "state", tuple(sorted(comes_to)) if at_once else ()),
        ("ends", "event", (event,) if always and event in deadline.ended_by else ()),
        ("ends", "state", tuple(s for s in deadline.ended_in if always and _only_by(event, s, graph))),
    ]


def _only_by(event: str, state: str, graph: Graph) -> bool:
    """Whether no other step than the event comes to the state from another one."""
    entering = [m for m in (*graph.beginnings, *graph.moves) if m.target == state and m.source != state]
    return bool(entering) and all(move.event is not None and move.event.name == event for move in entering)
