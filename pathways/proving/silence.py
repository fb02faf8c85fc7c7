"""States that fall silent in the end: what happens once the last reminder of all that is open has been given.

The compiler shows that something runs in every state, however the run came there. Here time passes as well: before
every step somebody may have waited until all that was open had said its last word. Then two things must hold. The last
word about what keeps a state from being forgotten is an escalation. And whoever takes over is told: a run does not come
into a state where all that is open has said its last word before. Otherwise the definition says why (``silent`` for
states where nothing runs, ``overdue`` for this).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pathways.compiler.catalogue import Catalogue
from pathways.compiler.context import Context
from pathways.compiler.course import Course, Status
from pathways.compiler.coverage import MOST_SPOTS, Follower, Gap, Spot, reminds
from pathways.compiler.graph import Graph, Move, graph_of
from pathways.compiler.outcomes import Values
from pathways.messages import say
from pathways.model.pathway import Deadline, Pathway, Rung

NO_ESCALATION, ALL_SPENT, NEEDLESS = "E907", "E908", "E909"
"""Codes: the last word is no escalation; a state begins with all last words said; ``overdue`` where that cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A finding about a state, with the values of its sentence."""

    code: str
    state: str
    values: dict[str, str]


def silences(catalogue: Catalogue, pathway: Pathway) -> Iterator[Silence]:
    """Every finding, in the order of the states. Where local periods count, ``overdue`` may be needed elsewhere."""
    graph, context = graph_of(pathway), catalogue.context
    begun_by = beginners(catalogue, pathway.id)
    unescalated = _gaps(Follower(pathway, graph, context, escalates), graph, begun_by)
    patient = Patient(pathway, graph, context)
    spent = _gaps(patient, graph, begun_by)
    for state in pathway.states:
        if state.end or state.silent:
            continue
        if state.name in unescalated:
            yield _silence(NO_ESCALATION, unescalated[state.name], "")
        if state.name in spent and not state.overdue:
            yield _silence(ALL_SPENT, spent[state.name], ", ".join(patient.left_open[state.name]))
        if state.overdue and state.name not in spent and not pathway.local:
            yield Silence(code=NEEDLESS, state=state.name, values={"state": state.name})


def escalates(deadline: Deadline) -> bool:
    """Whether the last word about it, if nobody acts, goes to somebody above."""
    return reminds(deadline) and bool(deadline.reminders) and deadline.reminders[-1].escalate


def beginners(catalogue: Catalogue, pathway: str) -> tuple[str, ...]:
    """Ids of the pathways that begin runs of this one, sorted."""
    return tuple(
        sorted(
            other.id
            for versions in catalogue.versions.values()
            for other in versions[-1:]
            if any(pathway in branch.begins for event in other.events for branch in event.branches)
        )
    )


class Patient(Follower):
    """Walks as the compiler does, but before every step all that is open has been waited out."""

    def __init__(self, pathway: Pathway, graph: Graph, context: Context) -> None:
        super().__init__(pathway, graph, context, reminds)
        self.left_open: dict[str, tuple[str, ...]] = {}
        """State → the deadlines that are open in its first gap."""
        self._timed = {(source, timed.deadline) for timed in pathway.timed for source in timed.sources}

    def walk(self, begin: list[tuple[Spot, str]], found: dict[str, Gap], *, is_begun: bool) -> None:
        """Note the gaps of every spot that can be come to: one by one, for here no spot covers another."""
        seen: set[Spot] = set()
        waiting = [(spot, way, "") for spot, way in reversed(begin)]
        while waiting and len(seen) < MOST_SPOTS:
            spot, way, before = waiting.pop()
            if self._is_gap(before, spot):
                found.setdefault(spot[0], Gap(state=spot[0], way=way, is_begun=is_begun))
            if spot not in seen:
                seen.add(spot)
                waiting.extend((to, told, spot[0]) for to, told in self._from(spot))

    def _from(self, spot: Spot) -> Iterator[tuple[Spot, str]]:
        return super()._from(self._waited(spot))

    def _waited(self, spot: Spot) -> Spot:
        state, statuses, values = spot
        waited = tuple(
            Status.spent if status is Status.open and self._ends_here(state, course.deadline) else status
            for course, status in zip(self._courses, statuses, strict=True)
        )
        return state, waited, values

    def _ends_here(self, state: str, deadline: Deadline) -> bool:
        """Whether its last word leaves silence: no mark follows, and no next period with reminders of its own."""
        return deadline.every is None and (state, deadline.name) not in self._timed

    def _status(self, course: Course, status: Status, move: Move, change: tuple[Values, Values]) -> Status:
        after = super()._status(course, status, move, change)
        tells_on = any(reminder.rung is Rung.after for reminder in course.deadline.reminders)
        return Status.spent if move.passed == course.deadline.name and after is Status.open and not tells_on else after

    def _is_gap(self, before: str, spot: Spot) -> bool:
        """Whether the run came into another state, and all that is open there has said its last word."""
        state, statuses, _ = spot
        if state == before or state in self._graph.ends or Status.open in statuses or Status.spent not in statuses:
            return False
        names = (c.deadline.name for c, s in zip(self._courses, statuses, strict=True) if s is Status.spent)
        self.left_open.setdefault(state, tuple(names))
        return True


def _gaps(follower: Follower, graph: Graph, begun_by: tuple[str, ...]) -> dict[str, Gap]:
    found: dict[str, Gap] = {}
    follower.walk(follower.own_beginnings(), found, is_begun=False)
    for beginner in begun_by or ([] if graph.beginnings else [""]):
        follower.walk([(follower.begun(beginner), "")], found, is_begun=True)
    return found


def _silence(code: str, gap: Gap, deadlines: str) -> Silence:
    how = say("compiler.when_begun") if gap.is_begun else ""
    way = gap.way or say("compiler.way_start")
    values = {"state": gap.state, "way": way, "how": how, "deadlines": deadlines}
    return Silence(code=code, state=gap.state, values=values)
