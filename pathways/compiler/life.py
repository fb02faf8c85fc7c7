"""Where one deadline can be open: the steps of the run, with the deadline's own small life beside them.

Over-cautious on purpose: what may happen is taken to happen. Only what the deadline's own ``only_when`` reads is
followed, so that a branch for other codes is not taken for its own; and the state of its item, for an item that has
ended may leave it open for good. The order inside one step is the machine's: opened, met or ended by the event, then
the state is entered, then what the event anchors is armed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pathways.compiler.context import Context
from pathways.compiler.course import Status, course_of, names
from pathways.compiler.graph import Graph, Move, item_graph
from pathways.compiler.names_read import names_read
from pathways.compiler.outcomes import Tracked, Values, track
from pathways.compiler.reading import UNKNOWN
from pathways.model.expression import Expression
from pathways.model.pathway import Activity, AnchorKind, Deadline, Pathway

Spot = tuple[str, Status, Values, str]
"""A state of the run, the deadline's status there, what is recorded of what its guard reads, and its item's state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Where a deadline can be open, and whether it can be met, extended, and brought to an end there."""

    deadline: Deadline
    open_own: frozenset[str]
    """States in which it can be open when the run began with its start event."""
    open_begun: frozenset[str]
    """The same when another run began it, in its start state."""
    can_be_met: bool
    can_be_extended: bool
    stranded: tuple[str, ...]
    """States in which it can be open with no way left to meet it or let it fall away, whatever its item's state."""
    stranded_items: tuple[str, ...]
    """Item states in which it can be so, while it could still be met there for an item in another state."""

    @property
    def open_in(self) -> frozenset[str]:
        """States in which it can be open, however the run began."""
        return self.open_own | self.open_begun

    @property
    def is_vague(self) -> bool:
        """Whether a name in it could not be read, so that less is known than it seems."""
        return is_vague(self.deadline)


def is_vague(deadline: Deadline) -> bool:
    """Whether a name in the deadline could not be read."""
    extension = deadline.extension.by if deadline.extension else ""
    names = (deadline.anchor.name, deadline.per, extension, *deadline.met_by, *deadline.ended_by)
    return UNKNOWN in (*names, *deadline.ended_in, *deadline.opens_states, *deadline.opens_events)


def life_of(deadline: Deadline, pathway: Pathway, graph: Graph, context: Context, *, begun_by: frozenset[str]) -> Life:
    """The life of a deadline in its pathway. ``begun_by``: pathways whose runs begin runs of this one."""
    tracer = _Tracer(deadline, pathway, graph, context)
    own = tracer.walk(tracer.own_beginnings(), begun_by=frozenset())
    begun = tracer.walk(tracer.begun(), begun_by=begun_by) if begun_by or not graph.beginnings else {}
    spots = {**own, **begun}
    lost, of_items = _lost(spots)
    return Life(
        deadline=deadline,
        open_own=_open(own),
        open_begun=_open(begun),
        can_be_met=any(step.meets for steps in spots.values() for step in steps),
        can_be_extended=any(step.extends for steps in spots.values() for step in steps),
        stranded=tuple(state.name for state in graph.states if state.name in {spot[0] for spot in lost}),
        stranded_items=tracer.items_of(of_items),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """From a spot to the next. ``closes``: met or fallen away on the way, even if begun anew at once."""

    to: Spot
    closes: bool
    meets: bool
    extends: bool


def _open(spots: Mapping[Spot, tuple[_Step, ...]]) -> frozenset[str]:
    return frozenset(state for state, status, *_ in spots if status is Status.open)


def _lost(spots: Mapping[Spot, tuple[_Step, ...]]) -> tuple[list[Spot], list[Spot]]:
    """Spots with an open deadline from which no way leads to its end: where the run leaves none, and where the item."""
    hopeful = {spot for spot, steps in spots.items() if any(step.closes for step in steps)}
    grown = True
    while grown:
        more = {spot for spot, steps in spots.items() if spot not in hopeful and any(s.to in hopeful for s in steps)}
        hopeful |= more
        grown = bool(more)
    by_others = {spot[:3] for spot in hopeful}
    lost = [spot for spot in spots if spot[1] is Status.open and spot not in hopeful]
    return [s for s in lost if s[:3] not in by_others], [s for s in lost if s[:3] in by_others]


class _Tracer:
    """Walks every spot one deadline can come to."""

    def __init__(self, deadline: Deadline, pathway: Pathway, graph: Graph, context: Context) -> None:
        self._deadline = deadline
        self._graph = graph
        self._course = course_of(deadline, pathway)
        self._root, self._activity = self._course.root, self._course.activity
        states = self._activity.states if self._activity else ()
        self._item_start = next((state.name for state in states if state.start), "")
        self._item_ends = frozenset(state.name for state in states if state.end)
        self._item_moves = item_graph(self._activity).moves if self._activity else ()
        self._tracked = _followed(deadline, pathway, self._activity, context)

    def begun(self) -> set[Spot]:
        """Where a run stands that another has begun."""
        return {(self._graph.start, Status.none, self._tracked.nothing, self._item_start)}

    def own_beginnings(self) -> set[Spot]:
        """Where the start event can put the run and the deadline."""
        before = (self._graph.start, Status.none, self._tracked.nothing, self._item_start)
        return {step.to for move in self._graph.beginnings for step in self._steps(before, move)}

    def items_of(self, spots: Iterable[Spot]) -> tuple[str, ...]:
        """The item states of these spots, in the order of the definition."""
        found = {spot[3] for spot in spots}
        return tuple(state.name for state in (self._activity.states if self._activity else ()) if state.name in found)

    def walk(self, begin: set[Spot], *, begun_by: frozenset[str]) -> dict[Spot, tuple[_Step, ...]]:
        """Every spot that can be come to, with the steps out of it."""
        counts_from_there = self._root.pathway in begun_by
        spots: dict[Spot, tuple[_Step, ...]] = {}
        waiting = list(begin)
        while waiting:
            spot = waiting.pop()
            if spot not in spots:
                spots[spot] = tuple(self._from(spot))
                if counts_from_there:
                    spots[spot] += tuple(self._from_other_run(spot))
                waiting.extend(step.to for step in spots[spot])
        return spots

    def _from(self, spot: Spot) -> Iterator[_Step]:
        state, _, values, item = spot
        for move in self._graph.leaving[state]:
            yield from self._steps(spot, move)
        if self._activity and (not self._activity.open_in or {state, UNKNOWN} & set(self._activity.open_in)):
            for own in self._item_moves:
                if own.source == item:
                    stay = Move(event=own.event, source=state, target=state, branch=-1, all_ended=frozenset())
                    yield from self._one(spot, stay, values, item=own.target)

    def _from_other_run(self, spot: Spot) -> Iterator[_Step]:
        """The event in the run that began this one happens, now or before: whatever state this one stands in."""
        state, status, values, item = spot
        can_arm = status is Status.none and state not in self._graph.ends and self._is_owed(item)
        if can_arm and self._tracked.outcome(self._deadline.only_when, values).true:
            to = (state, self._course.armed(state, status), values, item)
            yield _Step(to=to, closes=False, meets=False, extends=False)

    def _steps(self, spot: Spot, move: Move) -> Iterator[_Step]:
        """What one move can do, for everything its event may record."""
        if self._deadline.per in move.all_ended and spot[3] not in self._item_ends:
            return
        for values in self._tracked.after(spot[2], move.event):
            if self._tracked.allows(move.event, move.branch, values):
                yield from self._one(spot, move, values, item=spot[3])

    def _is_owed(self, item: str) -> bool:
        return self._activity is None or item in self._course.owed_in

    def _one(self, spot: Spot, move: Move, values: Values, *, item: str) -> Iterator[_Step]:
        """The move with these values recorded: the deadline armed anew, or as it was."""
        deadline, event, was_open = self._deadline, move.event, spot[1] is Status.open
        meets = was_open and names(event, deadline.met_by)
        extends = was_open and deadline.extension is not None and names(event, (deadline.extension.by,))
        after = self._course.entered(self._course.touched(spot[1], event), move)
        closes = (meets and deadline.every is None) or (was_open and after is Status.none)
        as_it_was = _Step(to=(move.target, after, values, item), closes=closes, meets=meets, extends=extends)
        if not self._course.anchors(event):
            yield as_it_was
            return
        arms, makes = self._tracked.outcome(deadline.only_when, values), self._course.makes_items(event)
        is_on_item = move.branch < 0
        is_owed = is_on_item or makes or self._is_owed(item)
        if arms.false or makes or not is_owed or self._root.kind is AnchorKind.field:
            yield as_it_was
        if arms.true and is_owed:
            # What makes items begins it for those: another item than the one that was followed so far.
            armed = self._course.armed(move.target, Status.none if makes else after)
            to = (move.target, armed, values, self._item_start if makes else item)
            yield _Step(to=to, closes=closes, meets=meets, extends=extends)


def _followed(deadline: Deadline, pathway: Pathway, activity: Activity | None, context: Context) -> Tracked:
    """The fields of the run that the deadline's guard reads. What items record of their own is left open."""
    of_run = {name for event in pathway.events for name in (*event.records, *event.may_record)}
    of_item = {n for e in activity.events for n in (*e.records, *e.may_record)} if activity else set()
    flags = {flag for flag, _ in activity.flags} if activity else set()
    fields = {field.name: field for field in pathway.fields}
    followed = set(names_read(deadline.only_when)) & of_run - of_item - flags
    return track(followed, fields, guards_of(pathway), context)


def guards_of(pathway: Pathway) -> Iterator[Expression]:
    """Every guard of the run's events and deadlines."""
    for event in pathway.events:
        yield from (requirement.when for requirement in event.requires)
        yield from (branch.when for branch in event.branches if branch.when)
    yield from (deadline.only_when for deadline in pathway.deadlines if deadline.only_when)
