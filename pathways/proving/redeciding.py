"""Ways in which a decision is made anew and ends otherwise: the first as it was found, and another in its place.

A search goes from act to act and keeps what the case has come to; a re-decision asks what the first decision found.
So each is walked from a way that was found: the acts of it are folded anew, with the other decision behind them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pathways.counting.oslo import civil_date
from pathways.errors import PathwaysError
from pathways.machine.decide import NewPlace, decide_anew
from pathways.machine.fold import advance, apply, unfolded
from pathways.machine.grounds import acts_between, as_found
from pathways.machine.happening import Fold
from pathways.machine.order import StandingAct, place_of
from pathways.machine.state import RunState
from pathways.model.pathway import Event, Pathway
from pathways.model.record import Happened
from pathways.proving.choices import Chooser
from pathways.proving.goals import Goal, Kind, Outcome, goals_of
from pathways.proving.walking import Asking, Situation, Step, Walker
from pathways.proving.world import Definitions


def made_anew(definitions: Definitions, pathway: Pathway, first: date, ways: dict[Goal, Situation]) -> dict[Goal, str]:
    """Make decisions of one pathway anew, along ways that are there, and add what is found to them.

    ``first``: the day paths begin. Returns what stood in the way of each that was tried and not found.
    """
    anew = _Anew(
        definitions=definitions,
        pathway=pathway,
        walker=Walker(definitions=definitions, pathway=pathway.id, first=first),
        chooser=Chooser(definitions.prepared(pathway.digest), definitions.code_lists()),
        ways=ways,
        goals=frozenset(goals_of(pathway)),
    )
    anew.follow()
    return anew.refused


@dataclass(slots=True, kw_only=True)
class _Anew:
    """One pathway's decisions. ``ways`` grows by what is found."""

    definitions: Definitions
    pathway: Pathway
    walker: Walker
    chooser: Chooser
    ways: dict[Goal, Situation]
    goals: frozenset[Goal]
    """All there is to find."""
    refused: dict[Goal, str] = field(default_factory=dict)
    """What stood in the way of each that was tried and not found."""

    def follow(self) -> None:
        """Each decision that may be, from every branch to every one that ends otherwise; and what falls away by it."""
        events = {event.name: event for event in self.pathway.events}
        goals = goals_of(self.pathway)
        for goal in [each for each in goals if each.kind is Kind.redecision]:
            for way in self._first(goal):
                if self._found(goal, way, events[goal.name], len(way.steps), goal.branch):
                    break
        for goal in goals:
            if goal.kind is Kind.deadline and goal.about == Outcome.ended and goal not in self.ways:
                self._fallen_away(goal, events)

    def _first(self, goal: Goal) -> Iterator[Situation]:
        """The ways to the decision by its first branch, from each state it is made in."""
        for other, way in list(self.ways.items()):
            if (other.kind, other.name, other.branch) == (Kind.transition, goal.name, int(goal.about)):
                act = way.steps[-1].act
                if act is not None and act.event == goal.name:
                    yield way

    def _fallen_away(self, goal: Goal, events: dict[str, Event]) -> None:
        """Where a deadline stands open: the last decision that may be made anew, by each branch."""
        way = self.ways.get(goal._replace(about=Outcome.missed))
        if way is None:
            return
        for number in range(len(way.steps), 0, -1):
            act = way.steps[number - 1].act
            event = events.get(act.event) if act is not None else None
            if event is not None and event.redecided_by:
                for branch in range(len(event.branches)):
                    if self._found(goal, way, event, number, branch):
                        return

    def _found(self, goal: Goal, way: Situation, event: Event, number: int, branch: int) -> bool:
        """Whether the decision of step ``number``, made anew by ``branch``, comes to the goal; it is kept then."""
        first = way.steps[number - 1]
        run = first.done.run if first.done else ""
        there = self._there(way, number, run)
        if there is None:
            return False
        # As on the day of the first, where a date that may only be set earlier is the same; then as on the day itself.
        days = dict.fromkeys((civil_date(first.at), civil_date(self.walker.morning_after(way))))
        choices = (each for on in days for each in self.chooser.choices(there, "", event, on))
        for choice in (each for each in choices if each.branch == branch):
            asking = Asking(event=event, run=run, item="", choice=choice, starts="")
            try:
                situation = self._redecided(way, number, asking)
            except PathwaysError as error:
                self.refused[goal] = str(error)
                continue
            for each in sorted(situation.steps[-1].goals & self.goals - self.ways.keys()):
                self.ways[each] = situation
            if goal in self.ways:
                self.refused.pop(goal, None)
                return True
        return False

    def _there(self, way: Situation, number: int, run: str) -> RunState | None:
        """The run as the decision found it."""
        folding = self._folded(way, number)
        ground = folding.grounds.get(number)
        if ground is None or folding.state.last is None:
            return None
        return as_found(folding.state.runs[run], ground, acts_between(ground, folding.state.last, acts_of(way)))

    def _folded(self, way: Situation, number: int) -> Fold:
        """The case of the way, with what the decision of step ``number`` found."""
        folding = unfolded(self.definitions, acts_of(way), remember=number)
        for act in acts_of(way):
            apply(folding, act)
        return folding

    def _redecided(self, way: Situation, number: int, asking: Asking) -> Situation:
        """The case after the other decision. Raises: PathwaysError."""
        at, seq = self.walker.morning_after(way), len(way.steps) + 1
        act = self.walker.act_of(asking, Happened(on=civil_date(at), at=at), anew=True)
        place, acts = place_of(act.happened, at, seq), acts_of(way)
        folding = self._folded(way, number)
        advance(folding, place)
        taken = set(folding.state.runs)
        new = NewPlace(redecides=number, place=place, seq=seq, acts=acts)
        decided = decide_anew(self.definitions, folding, act, at, lambda: taken, new)
        standing = StandingAct(
            seq=seq,
            run=decided.run,
            name=decided.event.name,
            item="",
            content=decided.content,
            place=place,
            recorded_at=at,
            redecides=number,
        )
        before, whole = folding.state, unfolded(self.definitions, (*acts, standing))
        for each in (*acts, standing):
            apply(whole, each)
        earlier = {crossing for step in way.steps for crossing in step.crossings}
        whole.crossings = [crossing for crossing in whole.crossings if crossing not in earlier]
        first = way.steps[number - 1]
        goal = Goal(Kind.redecision, asking.event.name, f"{branch_of(first, asking.event)}", asking.choice.branch)
        return self.walker.stepped(way, before, whole, act, standing, frozenset({goal}))[0]


def acts_of(way: Situation) -> tuple[StandingAct, ...]:
    """What people did on the way, in order."""
    return tuple(step.done for step in way.steps if step.done is not None)


def branch_of(step: Step, event: Event) -> int:
    """By which branch a decision went."""
    goals = (goal for goal in step.goals if goal.kind is Kind.transition and goal.name == event.name)
    return next((goal.branch for goal in goals), -1)
