"""What one step does to one deadline: opened, met or ended by the event, fallen away where the run comes, begun anew.

The order inside a step is the machine's. Whether ``only_when`` lets the deadline begin, is asked elsewhere.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from pathways.compiler.graph import Move, sources_of
from pathways.compiler.reading import UNKNOWN
from pathways.model.pathway import Activity, Anchor, AnchorKind, Deadline, Event, Pathway


class Status(IntEnum):
    """Where the deadline stands, from the least to the most open. ``none``: not begun, met or ended.

    No step puts a deadline that stood less open past one that stood more open; ``coverage`` builds on it.
    """

    none = 0
    dormant = 1
    open = 2
    spent = 3
    """Open, and its last reminder has been given. Only ``pathways.proving`` lets time pass so far; it has no order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A deadline, what it counts from in the end, and the activity each of whose items has its own."""

    deadline: Deadline
    root: Anchor
    activity: Activity | None
    opening: frozenset[str]
    """Events that open it."""
    closing: frozenset[str]
    """Events that meet it or let it fall away. What is owed in each period is met in one, and goes on in the next."""

    @property
    def ends_with_items(self) -> bool:
        """Whether every event that ends an item also meets the deadline or lets it fall away."""
        if self.activity is None:
            return False
        ends = {state.name for state in self.activity.states if state.end}
        ending = {event.name for event in self.activity.events if any(branch.to in ends for branch in event.branches)}
        return bool(ending) and ending <= {*self.deadline.met_by, *self.deadline.ended_by}

    def touched(self, status: Status, event: Event | None) -> Status:
        """After the event has opened, met or ended it."""
        if status is Status.none:
            return status
        if names(event, self.closing):
            return Status.none
        return Status.open if names(event, self.opening) else status

    def entered(self, status: Status, move: Move) -> Status:
        """After the run has come where the step leads."""
        if move.source == move.target or status is Status.none:
            return status
        if status is Status.dormant and {move.target, UNKNOWN} & set(self.deadline.opens_states):
            status = Status.open
        return Status.none if move.target in self.deadline.ended_in else status

    def armed(self, state: str, status: Status) -> Status:
        """After it has begun, or begun anew, in ``state``."""
        opens = self.deadline.opens_states
        waits = bool(opens or self.deadline.opens_events)
        at_once = not waits or state in opens or UNKNOWN in opens
        return Status.open if at_once or status in (Status.open, Status.spent) else Status.dormant

    @property
    def owed_in(self) -> frozenset[str]:
        """Item states in which an event of the run begins it: not those of ended items that nothing can meet it for."""
        if self.activity is None:
            return frozenset()
        ends = {state.name for state in self.activity.states if state.end}
        meeting = [event for event in self.activity.events if names(event, self.deadline.met_by)]
        can_be_met = {source for event in meeting for source in sources_of(event, self.activity.states)}
        return frozenset(s.name for s in self.activity.states if s.name not in ends or s.name in can_be_met)

    def makes_items(self, event: Event | None) -> bool:
        """Whether the event makes items, for which it then begins the deadline."""
        return event is not None and self.activity is not None and self.activity.each_event == event.name

    def anchors(self, event: Event | None) -> bool:
        """Whether the event may begin it."""
        if event is None or self.root.pathway:
            return False
        if self.root.kind is AnchorKind.field:
            return self.root.name in (*event.records, *event.may_record)
        return names(event, (self.root.name,))


def course_of(deadline: Deadline, pathway: Pathway) -> Course:
    """The course of a deadline in its pathway."""
    activity = next((a for a in pathway.activities if a.name == deadline.per), None)
    return Course(
        deadline=deadline,
        root=root_of(deadline, pathway),
        activity=activity,
        opening=frozenset(deadline.opens_events),
        closing=frozenset(deadline.ended_by if deadline.every else (*deadline.met_by, *deadline.ended_by)),
    )


def names(event: Event | None, wanted: Collection[str]) -> bool:
    """Whether the event is one of those named; an unknown name may be any."""
    return event is not None and (event.name in wanted or UNKNOWN in wanted)


def root_of(deadline: Deadline, pathway: Pathway) -> Anchor:
    """The event, field or other run's event at the end of the chain; UNKNOWN where the chain goes in a ring."""
    by_name = {other.name: other for other in pathway.deadlines}
    seen = {deadline.name}
    anchor = deadline.anchor
    while anchor.kind is AnchorKind.deadline:
        parent = by_name.get(anchor.name)
        if parent is None or parent.name in seen:
            return Anchor(kind=AnchorKind.event, name=UNKNOWN, pathway="")
        seen.add(parent.name)
        anchor = parent.anchor
    return anchor
