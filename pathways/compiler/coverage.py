"""Whether somebody is reminded in every state, however the run came there: all its deadlines followed side by side.

Under-confident on purpose: what is not sure to begin is taken not to, and what an item's event can meet is taken to be
met. A window covers nothing, for it is a party's own; a lapse covers where it reminds somebody. A deadline that counts
from the run that began this one is taken to have begun with it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from operator import le

from pathways.compiler.context import Context
from pathways.compiler.course import Course, Status, course_of
from pathways.compiler.graph import Graph, Move
from pathways.compiler.life import guards_of
from pathways.compiler.names_read import names_read
from pathways.compiler.outcomes import Tracked, Values, track
from pathways.compiler.reading import UNKNOWN
from pathways.messages import say
from pathways.model.on_redecide import OnRedecide
from pathways.model.pathway import AnchorKind, Deadline, DeadlineKind, Event, Pathway

MOST_SPOTS = 20_000
"""A definition that can stand in more ways than this is not followed to the end."""

Statuses = tuple[Status, ...]
Spot = tuple[str, Statuses, Values]
"""A state of the run, how each deadline stands there, and what is recorded of what is followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A state in which nobody is reminded after some way there. ``way`` tells it to a person; empty: as it began."""

    state: str
    way: str
    is_begun: bool
    """Whether only a run that another pathway began comes there so."""


def reminds(deadline: Deadline) -> bool:
    """Whether an open deadline of this kind keeps a case from being forgotten; none that only deciding anew begins."""
    if deadline.on_redecide is OnRedecide.only:
        return False
    return deadline.kind is DeadlineKind.duty or (deadline.kind is DeadlineKind.lapse and bool(deadline.reminders))


def gaps_of(pathway: Pathway, graph: Graph, context: Context, begun_by: frozenset[str]) -> Mapping[str, Gap]:
    """The first gap of each state that is no end state and has one."""
    follower = Follower(pathway, graph, context, reminds)
    found: dict[str, Gap] = {}
    follower.walk(follower.own_beginnings(), found, is_begun=False)
    for beginner in sorted(begun_by) or ([] if graph.beginnings else [""]):
        follower.walk([(follower.begun(beginner), "")], found, is_begun=True)
    return found


class Follower:
    """Walks every spot a run can come to, with all deadlines that are ``followed``."""

    def __init__(self, pathway: Pathway, graph: Graph, context: Context, followed: Callable[[Deadline], bool]) -> None:
        self._graph = graph
        self._courses = tuple(course_of(deadline, pathway) for deadline in pathway.deadlines if followed(deadline))
        self._item_moves = tuple(
            (activity.open_in, event) for activity in pathway.activities for event in activity.events
        )
        self._made = {
            a.name: not a.each_event or _is_sure(pathway, a.each_event, a.each_field) for a in pathway.activities
        }
        self._tracked = _followed(pathway, self._courses, context)

    def own_beginnings(self) -> list[tuple[Spot, str]]:
        """Where the start event can put the run, and how."""
        before = (self._graph.start, (Status.none,) * len(self._courses), self._tracked.nothing)
        return [to for move in self._graph.beginnings for to in self._after(before, move)]

    def begun(self, beginner: str) -> Spot:
        """Where a run stands that ``beginner`` has begun."""
        start = self._graph.start
        statuses = tuple(
            course.armed(start, Status.none) if beginner and course.root.pathway == beginner else Status.none
            for course in self._courses
        )
        return start, statuses, self._tracked.nothing

    def walk(self, begin: list[tuple[Spot, str]], found: dict[str, Gap], *, is_begun: bool) -> None:
        """Note the gaps of every spot that can be come to.

        A spot is left out where one was followed that is the same, or differs only by deadlines that stand less open:
        every step keeps that order, so whatever gap comes after this one, comes after that one too.
        """
        followed: dict[tuple[str, Values], list[Statuses]] = {}
        waiting = [(sum(spot[1]), -number, spot, way) for number, (spot, way) in enumerate(reversed(begin))]
        heapify(waiting)
        most = MOST_SPOTS
        came = len(waiting)
        while waiting and most:
            _, _, spot, way = heappop(waiting)
            state, statuses, values = spot
            least = followed.setdefault((state, values), [])
            if any(_is_least(known, statuses) for known in least):
                continue
            most -= 1
            least[:] = [statuses, *(known for known in least if not _is_least(statuses, known))]
            if Status.open not in spot[1] and spot[0] not in self._graph.ends:
                found.setdefault(spot[0], Gap(state=spot[0], way=way, is_begun=is_begun))
            for to, how in self._from(spot):
                came += 1
                heappush(waiting, (sum(to[1]), -came, to, how))

    def _from(self, spot: Spot) -> Iterator[tuple[Spot, str]]:
        state = spot[0]
        for move in self._graph.leaving[state]:
            yield from self._after(spot, move)
        for open_in, event in self._item_moves:
            if not open_in or {state, UNKNOWN} & set(open_in):
                stay = Move(event=event, source=state, target=state, branch=-1, all_ended=frozenset())
                yield self._stepped(spot, stay, spot[2])

    def _after(self, spot: Spot, move: Move) -> Iterator[tuple[Spot, str]]:
        for values in self._tracked.after(spot[2], move.event):
            if self._tracked.allows(move.event, move.branch, values):
                yield self._stepped(spot, move, values)

    def _stepped(self, spot: Spot, move: Move, values: Values) -> tuple[Spot, str]:
        statuses = tuple(
            self._status(course, status, move, (spot[2], values))
            for course, status in zip(self._courses, spot[1], strict=True)
        )
        return (move.target, statuses, values), self._told(move.event, values)

    def _status(self, course: Course, status: Status, move: Move, change: tuple[Values, Values]) -> Status:
        if move.passed == course.deadline.name:
            status = Status.open
        if course.deadline.per in move.all_ended and course.ends_with_items:
            status = Status.none
        after = course.entered(course.touched(status, move.event), move)
        return course.armed(move.target, after) if self._surely_arms(course, move.event, change) else after

    def _surely_arms(self, course: Course, event: Event | None, change: tuple[Values, Values]) -> bool:
        if event is None or not course.anchors(event):
            return False
        if course.deadline.per and not self._surely_has_items(course, event):
            return False
        if course.root.kind is AnchorKind.field and course.root.name not in event.records:
            before, after = (self._recorded(course.root.name, values) for values in change)
            if before or not after:
                return False
        return not self._tracked.outcome(course.deadline.only_when, change[1]).false

    def _surely_has_items(self, course: Course, event: Event) -> bool:
        """Whether the event surely begins the deadline for some item: not where all may have ended by then."""
        if not self._made.get(course.deadline.per, False) or course.activity is None:
            return False
        states = {state.name for state in course.activity.states}
        is_on_item = event in course.activity.events
        return is_on_item or event.start or course.makes_items(event) or course.owed_in == states

    def _recorded(self, name: str, values: Values) -> bool:
        return name in self._tracked.names and values[self._tracked.names.index(name)] is True

    def _told(self, event: Event | None, values: Values) -> str:
        if event is None:
            return say("compiler.way_clock")
        codes = ", ".join(
            f"{name} = «{value}»"
            for name, value in zip(self._tracked.names, values, strict=True)
            if isinstance(value, str) and name in (*event.records, *event.may_record)
        )
        way = say("compiler.way_event", event=event.name)
        return f"{way} ({codes})" if codes else way


def _is_least(one: Statuses, other: Statuses) -> bool:
    """Whether no deadline stands more open in ``one`` than in ``other``."""
    return all(map(le, one, other))


def _is_sure(pathway: Pathway, event: str, field: str) -> bool:
    return any(each.name == event and field in each.records for each in pathway.events)


def _followed(pathway: Pathway, courses: tuple[Course, ...], context: Context) -> Tracked:
    """The fields that decide whether deadlines begin, and, if they are not too many, those the branches read."""
    own = {name for event in pathway.events for name in (*event.records, *event.may_record)}
    items = {n for a in pathway.activities for e in a.events for n in (*e.records, *e.may_record)}
    flags = {flag for activity in pathway.activities for flag, _ in activity.flags}
    core = {name for course in courses for name in names_read(course.deadline.only_when)}
    core |= {course.root.name for course in courses if course.root.kind is AnchorKind.field}
    branches = {n for e in pathway.events for b in e.branches if b.to for n in names_read(b.when)}
    fields = {field.name: field for field in pathway.fields}
    guards = tuple(guards_of(pathway))
    least = track(core & own - items - flags, fields, guards, context)
    most = track((core | branches) & own - items - flags, fields, guards, context)
    return most if set(least.names) <= set(most.names) else least
