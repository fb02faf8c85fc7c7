"""How a run can move: every step an event or the clock can take it from state to state, whatever the guards say.

Names that could not be read (``reading.UNKNOWN``) count as *any*, so that one mistake does not seem to cause others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pathways.compiler.reading import UNKNOWN
from pathways.model.expression import Activities, And, Compare, Expression, Name, OneOf, Recorded
from pathways.model.pathway import Activity, Branch, Event, Pathway, State

MOST_VAGUE_WAYS = 20_000
"""Moves through names that could not be read, up to which they are followed. A real definition has hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step. ``event`` is None for the clock's. Source and target are the same where the state stays."""

    event: Event | None
    source: str
    target: str
    branch: int
    """Which branch of the event this is."""
    all_ended: frozenset[str]
    """Activities all of whose items must have ended for this step."""
    passed: str = ""
    """The deadline that has passed when the clock takes this step; empty where an event does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The states and steps of one pathway. ``starts`` holds where a run can be when it has just begun."""

    states: tuple[State, ...]
    start: str
    moves: tuple[Move, ...]
    beginnings: tuple[Move, ...]
    """Steps of the start event, from the start state."""
    leaving: Mapping[str, tuple[Move, ...]]
    reachable: frozenset[str]
    is_vague: bool
    """Whether a name in an event could not be read, so that there seem to be more ways than there are."""

    @property
    def ends(self) -> frozenset[str]:
        """The end states."""
        return frozenset(state.name for state in self.states if state.end)


def graph_of(pathway: Pathway) -> Graph:
    """The graph of a run. A run can always stand in the start state: another run may have begun it there."""
    states = pathway.states
    beginnings = tuple(move for event in pathway.events if event.start for move in _moves(event, states, start=True))
    events = (move for event in pathway.events if not event.start for move in _moves(event, states))
    timed = (
        Move(event=None, source=source, target=target, branch=0, all_ended=frozenset(), passed=transition.deadline)
        for transition in pathway.timed
        for source in _named(transition.sources, states)
        for target in _named((transition.to,), states)
    )
    return _graph(states, (*events, *timed), beginnings)


def is_too_vague(pathway: Pathway) -> bool:
    """Whether names that could not be read, each counting as any, seem to lead along more ways than can be looked at.

    What could be said of such a graph would only follow from those names, and they are told already.
    """
    ways = _vague_ways(pathway.events, len(pathway.states))
    ways += sum(_vague_ways(activity.events, len(activity.states)) for activity in pathway.activities)
    return ways > MOST_VAGUE_WAYS


def _vague_ways(events: Iterable[Event], states: int) -> int:
    ways = 0
    for event in filter(_is_vague, events):
        sources = states if UNKNOWN in event.sources or not event.sources else len(event.sources)
        ways += sources * sum(states if branch.to == UNKNOWN else 1 for branch in event.branches)
    return ways


def item_graph(activity: Activity) -> Graph:
    """The graph of one item of an activity."""
    moves = tuple(move for event in activity.events for move in _moves(event, activity.states))
    return _graph(activity.states, moves, ())


def _graph(states: tuple[State, ...], moves: tuple[Move, ...], beginnings: tuple[Move, ...]) -> Graph:
    leaving: dict[str, list[Move]] = {state.name: [] for state in states}
    for move in moves:
        leaving[move.source].append(move)
    frozen = {state: tuple(found) for state, found in leaving.items()}
    starts = [state.name for state in states if state.start] or [state.name for state in states]
    targets = {state: {move.target for move in found} for state, found in frozen.items()}
    return Graph(
        states=states,
        start=starts[0] if starts else "",
        moves=moves,
        beginnings=beginnings,
        leaving=frozen,
        reachable=reach({*starts, *(move.target for move in beginnings)}, targets),
        is_vague=any(_is_vague(move.event) for move in (*moves, *beginnings) if move.event),
    )


def _is_vague(event: Event) -> bool:
    return UNKNOWN in event.sources or any(branch.to == UNKNOWN for branch in event.branches)


def reach(begin: Iterable[str], targets: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Everything that can be come to from ``begin``, itself too."""
    reached = set(begin)
    waiting = list(reached)
    while waiting:
        for target in targets.get(waiting.pop(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return frozenset(reached)


def sources_of(event: Event, states: tuple[State, ...]) -> tuple[str, ...]:
    """The states the event may happen in; for a start event the start state."""
    if event.start:
        return tuple(state.name for state in states if state.start)
    if not event.sources:
        return tuple(state.name for state in states if not state.end)
    return _named(event.sources, states)


def _named(names: tuple[str, ...], states: tuple[State, ...]) -> tuple[str, ...]:
    return tuple(state.name for state in states) if UNKNOWN in names else names


def _moves(event: Event, states: tuple[State, ...], *, start: bool = False) -> list[Move]:
    sources = tuple(state.name for state in states if state.start) if start else sources_of(event, states)
    always = frozenset(name for requirement in event.requires for name in _ended(requirement.when))
    return [
        Move(event=event, source=source, target=target, branch=index, all_ended=always | _ended(branch.when))
        for index, branch in enumerate(event.branches)
        for source in sources
        for target in _targets(branch, source, states)
    ]


def _targets(branch: Branch, source: str, states: tuple[State, ...]) -> tuple[str, ...]:
    return _named((branch.to,), states) if branch.to else (source,)


def _ended(guard: Expression | None) -> frozenset[str]:
    parts = conjuncts(guard)
    return frozenset(p.activity for p in parts if isinstance(p, Activities) and p.function == "all_ended")


def conjuncts(guard: Expression | None) -> tuple[Expression, ...]:
    """The parts that must all hold for the guard to hold."""
    if guard is None:
        return ()
    if isinstance(guard, And):
        return tuple(part for operand in guard.operands for part in conjuncts(operand))
    return (guard,)


def surely_recorded(guard: Expression | None) -> frozenset[str]:
    """Names that must be recorded for the guard to hold: a comparison with nothing never holds."""
    names: set[str] = set()
    for part in conjuncts(guard):
        match part:
            case Recorded(name=name) | Name(name=name) | OneOf(item=Name(name=name)):
                names.add(name)
            case Compare(left=left, right=right):
                names |= {side.name for side in (left, right) if isinstance(side, Name)}
            case _:
                pass
    return frozenset(names)
