"""Duties that stay open and that nothing can meet any more once a decision has been made anew.

A decision made anew leads the run elsewhere, while what other acts began since goes on (ADR 0015). Each duty is
followed alone, and taken to be open wherever it can be; what the decision itself began or opened falls away with it,
as does what nothing can meet where the run ends.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from pathways.compiler.catalogue import Catalogue
from pathways.compiler.course import Course, Status, names
from pathways.compiler.coverage import MOST_SPOTS, Follower
from pathways.compiler.graph import Graph, Move, graph_of
from pathways.compiler.outcomes import Values
from pathways.model.pathway import Deadline, DeadlineKind, Event, Pathway

STRANDED = "E910"
"""Code: a duty that nothing can meet after a decision was made anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranded:
    """A duty that stays open where ``event``, decided anew, leads to ``state``, and that nothing meets from there."""

    deadline: str
    event: str
    state: str


class _Spot(NamedTuple):
    state: str
    status: Status
    values: Values
    event: str
    """The decision that may be made anew here; empty for none."""
    found: str
    """Where it found the run, and where it led."""
    led: str


def stranded(catalogue: Catalogue, pathway: Pathway) -> Iterator[Stranded]:
    """Every finding, in the order of the deadlines; one for each duty and decision."""
    if any(event.redecided_by for event in pathway.events):
        yield from _Decider(catalogue, pathway).findings()


class _Decider(Follower):
    """Walks a run with one duty at a time, and decides anew wherever that can be."""

    def __init__(self, catalogue: Catalogue, pathway: Pathway) -> None:
        self._whole: Graph = graph_of(pathway)
        super().__init__(pathway, self._whole, catalogue.context, _is_duty)
        self._redecided = {event.name: event for event in pathway.events if event.redecided_by}

    def findings(self) -> Iterator[Stranded]:
        """See ``stranded``."""
        for course in self._courses:
            told = set()
            for spot in self._spots(course):
                found = self._stranded(course, spot)
                if found is not None and found.event not in told:
                    told.add(found.event)
                    yield found

    def _spots(self, course: Course) -> Iterator[_Spot]:
        """Every spot in which the duty is open and a decision may be made anew."""
        nothing = _Spot(self._whole.start, Status.none, self._tracked.nothing, "", "", "")
        waiting = [nothing, *(to for move in self._whole.beginnings for to in self._moved(course, nothing, move))]
        seen = set(waiting)
        while waiting and len(seen) < MOST_SPOTS:
            spot = waiting.pop()
            if spot.event and spot.status is Status.open:
                yield spot
            new = [to for move in self._moves(spot.state) for to in self._moved(course, spot, move) if to not in seen]
            seen.update(new)
            waiting += new

    def _moves(self, state: str) -> Iterator[Move]:
        """What can happen in a state, to the run and to its items."""
        yield from self._whole.leaving[state]
        for open_in, event in self._item_moves:
            if not open_in or state in open_in:
                yield Move(event=event, source=state, target=state, branch=-1, all_ended=frozenset())

    def _moved(self, course: Course, spot: _Spot, move: Move) -> Iterator[_Spot]:
        """After a step, whether or not the duty begins by it where that is open."""
        for values in self._after_values(spot.values, move):
            done = course.deadline.per in move.all_ended and course.ends_with_items
            status = course.entered(Status.none if done else course.touched(spot.status, move.event), move)
            statuses = {status}
            if course.anchors(move.event) and self._tracked.outcome(course.deadline.only_when, values).true:
                statuses.add(course.armed(move.target, status))
            for each in statuses:
                to = spot._replace(state=move.target, status=each, values=values)
                yield self._decided(to, move)

    def _after_values(self, values: Values, move: Move) -> Iterator[Values]:
        for after in self._tracked.after(values, move.event):
            if move.branch < 0 or self._tracked.allows(move.event, move.branch, after):
                yield after

    def _decided(self, spot: _Spot, move: Move) -> _Spot:
        """Only the last decision of a run is made anew."""
        event = move.event
        if event is None or not event.decision or move.branch < 0:
            return spot
        if event.name in self._redecided:
            return spot._replace(event=event.name, found=move.source, led=move.target)
        return spot._replace(event="", found="", led="")

    def _stranded(self, course: Course, spot: _Spot) -> Stranded | None:
        event = self._redecided[spot.event]
        opened = spot.led in course.deadline.opens_states or names(event, course.opening)
        if opened or course.anchors(event) or names(event, course.closing):
            return None
        for move in self._whole.leaving[spot.found]:
            leads = move.event is event and move.target != spot.led and move.target not in self._whole.ends
            if leads and course.entered(spot.status, replace(move, source=spot.state)) is Status.open:
                for values in self._after_values(self._forgotten(spot.values, event), move):
                    if not self._can_be_met(course, move.target, values):
                        return Stranded(deadline=course.deadline.name, event=event.name, state=move.target)
        return None

    def _forgotten(self, values: Values, event: Event) -> Values:
        """What the decision before had recorded, reads as nothing."""
        said, nothing = (*event.records, *event.may_record), self._tracked.nothing
        each = zip(self._tracked.names, values, nothing, strict=True)
        return tuple(none if name in said else value for name, value, none in each)

    def _can_be_met(self, course: Course, state: str, values: Values) -> bool:
        """Whether anything can meet it from here on. That it falls away some day is no answer to who reminds of it."""
        waiting, seen = [(state, values)], {(state, values)}
        while waiting:
            spot = waiting.pop()
            for move in self._moves(spot[0]):
                for after in self._after_values(spot[1], move):
                    if names(move.event, course.deadline.met_by):
                        return True
                    if (move.target, after) not in seen:
                        seen.add((move.target, after))
                        waiting.append((move.target, after))
        return False


def _is_duty(deadline: Deadline) -> bool:
    return deadline.kind is DeadlineKind.duty
