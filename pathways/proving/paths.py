"""A finite set of paths that covers everything a pathway can do, and a reason for all that none of them covers."""

from collections.abc import Callable
from dataclasses import dataclass

from pathways.compiler.catalogue import Catalogue
from pathways.compiler.course import root_of
from pathways.compiler.graph import graph_of, reach
from pathways.messages import say
from pathways.model.pathway import AnchorKind, Event, Pathway
from pathways.proving.goals import Goal, Kind, Outcome, goals_of
from pathways.proving.search import Searched, search
from pathways.proving.walking import Situation, Step

Advance = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One path: its steps in order of time, and what it is the first of all to cover."""

    steps: tuple[Step, ...]
    covers: tuple[Goal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """A goal that no path covers, and why, in a sentence without a full stop."""

    goal: Goal
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """Paths over a pathway. ``goals`` is all there is to cover, in the order of the definition."""

    pathway: Pathway
    goals: tuple[Goal, ...]
    paths: tuple[Path, ...]
    unreached: tuple[Unreached, ...]
    looked_at: int
    """Situations that were looked at."""


def paths_of(catalogue: Catalogue, pathway: Pathway, advance: Advance) -> Covered:
    """Paths that cover all that can be reached; the same definitions give the same paths."""
    goals = goals_of(pathway)
    found = search(catalogue, pathway, advance)
    missing = [goal for goal in goals if goal not in found.ways]
    return Covered(
        pathway=pathway,
        goals=goals,
        paths=_chosen(goals, found),
        unreached=tuple(Unreached(goal=goal, why=_why(pathway, goal, found)) for goal in missing),
        looked_at=found.looked_at,
    )


def _chosen(goals: tuple[Goal, ...], found: Searched) -> tuple[Path, ...]:
    """Few paths for all goals: each time the one that covers most of what is left, of those the shortest."""
    order = {goal: number for number, goal in enumerate(goals)}
    ways = list(dict.fromkeys(id(found.ways[goal]) for goal in goals if goal in found.ways))
    by_id = {id(way): way for way in found.ways.values()}
    reach = {way: _goals(by_id[way]) & order.keys() for way in ways}
    left = found.ways.keys() & order.keys()
    chosen: list[Path] = []
    while left:
        best = max(ways, key=lambda way: (len(reach[way] & left), -len(by_id[way].steps)))
        covers = tuple(sorted(reach[best] & left, key=order.__getitem__))
        chosen.append(Path(steps=by_id[best].steps, covers=covers))
        left -= reach[best]
    return tuple(sorted(chosen, key=lambda path: order[path.covers[0]]))


def _goals(way: Situation) -> set[Goal]:
    return {goal for step in way.steps for goal in step.goals}


def _why(pathway: Pathway, goal: Goal, found: Searched) -> str:
    """What stood in the way, as far as the search saw it."""
    if found.stopped:
        return say("proving.why_stopped", count=found.looked_at)
    match goal.kind:
        case Kind.transition | Kind.item_transition:
            return _why_transition(pathway, goal, found)
        case Kind.deadline:
            return _why_outcome(pathway, goal, found)
        case Kind.redecision:
            refused = found.anew.get(goal)
            return say("proving.why_not_anew", why=refused) if refused else say("proving.why_no_first")
        case Kind.timed:
            key = "proving.why_timed" if goal.about in found.states else "proving.why_state"
            return say(key, state=goal.about)
        case _:
            return say("proving.why_never")


def _why_transition(pathway: Pathway, goal: Goal, found: Searched) -> str:
    reached = found.states | {state for _, state in found.item_states}
    if goal.about and goal.about not in reached:
        return say("proving.why_state", state=goal.about)
    if (goal.name, goal.about) in found.happened:
        return say("proving.why_branch", count=found.looked_at)
    event = _event(pathway, goal.name)
    if not event.by:
        return say("proving.why_signal")
    refused = found.refused.get((goal.name, goal.about))
    return say("proving.why_refused", why=refused) if refused else say("proving.why_never")


def _why_outcome(pathway: Pathway, goal: Goal, found: Searched) -> str:
    if goal.name not in found.opened:
        return say("proving.why_closed")
    if goal.about == Outcome.missed:
        return say("proving.why_always_met")
    if goal in found.anew:
        return say("proving.why_not_anew", why=found.anew[goal])
    if goal.about == Outcome.ended and _ends_anew(pathway, goal.name):
        return say("proving.why_anew")
    return say("proving.why_outcome", count=found.looked_at)


def _ends_anew(pathway: Pathway, name: str) -> bool:
    """Whether it falls away only where nothing but deciding anew leads, from where it begins."""
    deadline = next(each for each in pathway.deadlines if each.name == name)
    root = root_of(deadline, pathway)
    if deadline.ended_by or root.kind is not AnchorKind.event or root.pathway:
        return False
    graph = graph_of(pathway)
    begin = {move.target for move in graph.moves if move.event is not None and move.event.name == root.name}
    after = reach(begin, {state: {move.target for move in moves} for state, moves in graph.leaving.items()})
    anew = {branch.to for event in pathway.events if event.redecided_by for branch in event.branches}
    return bool(begin) and not after & set(deadline.ended_in) and anew >= set(deadline.ended_in)


def _event(pathway: Pathway, name: str) -> Event:
    events = (*pathway.events, *(event for activity in pathway.activities for event in activity.events))
    return next(event for event in events if event.name == name)
