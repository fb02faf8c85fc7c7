"""What paths must cover: every state, transition with its branch, deadline outcome and timed transition."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from pathways.compiler.graph import conjuncts, sources_of
from pathways.compiler.names_read import events_asked
from pathways.machine.standing import OVERDUE, Word
from pathways.model.on_redecide import OnRedecide
from pathways.model.pathway import Activity, Deadline, Event, OnPause, Pathway


class Kind(StrEnum):
    """What a goal is about."""

    state = "state"
    transition = "transition"
    item_state = "item_state"
    item_transition = "item_transition"
    timed = "timed"
    deadline = "deadline"
    redecision = "redecision"


class Outcome(StrEnum):
    """What can become of a deadline."""

    met = "met"
    missed = "missed"
    """Open when its legal day is over: breached, where it can be."""
    met_late = "met_late"
    ended = "ended"
    extended = "extended"
    late_extension = "late_extension"
    """Granted after expiry: recorded, and changes nothing."""
    stood = "stood"
    """Open when its legal day is over, after its clock has stood."""


class Goal(NamedTuple):
    """One thing to cover. ``name``: state, event, timed transition or deadline.

    ``about``: the state that a transition leaves (empty for the start event), the activity of an item's state, or the
    outcome of a deadline; of a decision made anew the branch that the first went. ``branch`` counts the branches of an
    event from 0; -1 elsewhere.
    """

    kind: Kind
    name: str
    about: str
    branch: int


MET = frozenset({Word.met, Word.window_used})
MET_LATE = frozenset({Word.met_late, Word.met_past, Word.used_after})
MISSED = OVERDUE | {Word.window_closed, Word.lapsed}


def outcome_of(word: Word) -> Outcome | None:
    """The outcome a deadline has come to that is spoken of in this word; None while there is none."""
    if word in MET:
        return Outcome.met
    if word in MET_LATE:
        return Outcome.met_late
    if word in MISSED:
        return Outcome.missed
    return Outcome.ended if word is Word.ended else None


def goals_of(pathway: Pathway) -> tuple[Goal, ...]:
    """Every goal, in the order of the definition."""
    return tuple(dict.fromkeys(_goals(pathway)))


def _goals(pathway: Pathway) -> Iterator[Goal]:
    yield from (Goal(Kind.state, state.name, "", -1) for state in pathway.states)
    for event in pathway.events:
        yield from transitions(event, ("",) if event.start else sources_of(event, pathway.states), Kind.transition)
        yield from redecisions(event)
    for timed in pathway.timed:
        yield from (Goal(Kind.timed, timed.name, source, -1) for source in timed.sources)
    for deadline in pathway.deadlines:
        yield from outcomes_of(deadline, pauses=any(event.pauses for event in pathway.events))
    for activity in pathway.activities:
        yield from of_activity(activity)


def transitions(event: Event, sources: tuple[str, ...], kind: Kind) -> Iterator[Goal]:
    """One goal for each state the event can happen in, and each branch.

    What wants a decision that was made anew has none: of a re-decision nothing is looked at but where it leads.
    """
    if any(events_asked(part) for needed in event.requires for part in conjuncts(needed.when)):
        return
    for source in sources:
        yield from (Goal(kind, event.name, source, branch) for branch in range(max(1, len(event.branches))))


def of_activity(activity: Activity) -> Iterator[Goal]:
    """The states and transitions of an activity's items."""
    yield from (Goal(Kind.item_state, state.name, activity.name, -1) for state in activity.states)
    for event in activity.events:
        yield from transitions(event, sources_of(event, activity.states), Kind.item_transition)


def redecisions(event: Event) -> Iterator[Goal]:
    """One goal for each two branches that end differently, of a decision that may be made anew."""
    if not event.redecided_by:
        return
    for first, was in enumerate(event.branches):
        for branch, to in enumerate(event.branches):
            if (was.to, was.begins, was.signals) != (to.to, to.begins, to.signals):
                yield Goal(Kind.redecision, event.name, f"{first}", branch)


def outcomes_of(deadline: Deadline, *, pauses: bool) -> Iterator[Goal]:
    """What can become of a deadline by its definition; ``pauses``: whether its run can wait at all.

    What only deciding anew begins has none: of a re-decision nothing is looked at but where it leads.
    """
    if deadline.on_redecide is OnRedecide.only:
        return
    possible = [Outcome.missed]
    if deadline.met_by:
        possible = [Outcome.met, Outcome.missed, Outcome.met_late]
    if deadline.every is not None:
        # What is done after a period counts for the next one.
        possible = [Outcome.met, Outcome.missed]
    if deadline.ended_by or deadline.ended_in:
        possible.append(Outcome.ended)
    if deadline.extension:
        possible += [Outcome.extended, Outcome.late_extension]
    if pauses and deadline.on_pause is not OnPause.runs:
        possible.append(Outcome.stood)
    yield from (Goal(Kind.deadline, deadline.name, outcome.value, -1) for outcome in possible)
