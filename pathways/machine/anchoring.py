"""Arms the deadlines that an act anchors: in itself, in a date it records, in another deadline, or from another run."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pathways.machine.deadlines import Arming, arm, own_nominal
from pathways.machine.guards import holds
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared, World
from pathways.machine.recurring import begin
from pathways.machine.scope import scope_of
from pathways.machine.shut import wait_shut
from pathways.machine.state import DeadlineState, RunState
from pathways.model.on_redecide import OnRedecide
from pathways.model.pathway import Deadline
from pathways.model.record import Content, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cause:
    """What begins deadlines: an event of the run or on one of its items, and the items it made. Empty: another run."""

    event: str
    item: str
    made: Collection[str]


_ANOTHER_RUN = _Cause(event="", item="", made=())


def arm_own(
    prepared: Prepared, run: RunState, act: StandingAct, made: Collection[str] = (), *, kept: Arming | None = None
) -> None:
    """Deadlines of the run that count from this act, or from a date it records. ``made``: keys of items it has made.

    ``kept``: from where those count that keep what they count from when this act takes the place of another.
    """
    happened, cause = act.content.happened, _Cause(event=act.name, item=act.item, made=made)
    for spec in prepared.anchored_in_event.get(act.name, ()):
        if spec.on_redecide is OnRedecide.only and not act.redecides:
            continue
        arming = Arming(on=happened.on, at=happened.at, root=happened.on, by=act.seq)
        if spec.on_redecide is OnRedecide.keeps and kept is not None:
            arming = kept
        _arm_each(prepared, run, spec, cause, act.content, arming)
    for name, on in _dates(prepared, act.content.data):
        for spec in prepared.anchored_in_field[name]:
            _arm_each(prepared, run, spec, cause, act.content, Arming(on=on, at=None, root=on, by=act.seq))


def arm_in_other_runs(world: World, runs: Iterable[RunState], run: RunState, act: StandingAct) -> None:
    """Deadlines, of the runs that ``run`` began and that have not ended, that count from this act of it."""
    happened = act.content.happened
    for other in runs:
        prepared = world.prepared(other.digest)
        if other.begun_by == run.run and not prepared.states[other.state].end:
            for spec in prepared.anchored_elsewhere.get((run.pathway, act.name), ()):
                arming = Arming(on=happened.on, at=happened.at, root=happened.on, by=act.seq)
                _arm_each(prepared, other, spec, _ANOTHER_RUN, act.content, arming)


def arm_from_other_runs(prepared: Prepared, runs: Iterable[RunState], new: RunState, act: StandingAct) -> None:
    """Deadlines of a run that begins now and count from what has already happened in the run that begins it."""
    begetter = next(run for run in runs if run.run == new.begun_by)
    for (pathway, event), specs in prepared.anchored_elsewhere.items():
        if begetter.pathway == pathway and event in begetter.seen:
            on, at = begetter.seen[event]
            for spec in specs:
                arming = Arming(on=on, at=at, root=on, by=act.seq)
                _arm_each(prepared, new, spec, _ANOTHER_RUN, act.content, arming)


def _items(prepared: Prepared, run: RunState, spec: Deadline, cause: _Cause) -> Collection[str]:
    """The items the deadline begins for; the empty one where it belongs to the run.

    An act on an item: that one. An act that makes items of the activity: those it made, for what came of earlier ones
    is theirs. Any other: every item for which something is left to do.
    """
    if not spec.per:
        return ("",)
    if cause.item.startswith(spec.per + "."):
        return (cause.item,)
    if cause.event and prepared.activities[spec.per].spec.each_event == cause.event:
        return [key for key in cause.made if key.startswith(spec.per + ".")]
    return _every(prepared, run, spec)


def _every(prepared: Prepared, run: RunState, spec: Deadline) -> Collection[str]:
    """All items of the deadline's activity but those that have ended, where nothing could meet it any more."""
    items = ((key, item.state) for key, item in run.items.items() if key.startswith(spec.per + "."))
    ended = prepared.ended_item_states[spec.per]
    return [key for key, state in items if state not in ended or _can_be_met(prepared, spec, state)]


def _can_be_met(prepared: Prepared, spec: Deadline, state: str) -> bool:
    """Whether an event on an item in ``state`` meets it: an item that has ended may still be owed something."""
    table = prepared.activities[spec.per].table
    return any(state in table.sources(event) for event in spec.met_by)


def _arm_each(
    prepared: Prepared, run: RunState, spec: Deadline, cause: _Cause, content: Content, arming: Arming
) -> None:
    """Arm the deadline for the run, or for the items that ``cause`` concerns, and what counts from it."""
    for item in _items(prepared, run, spec, cause):
        if spec.only_when is None or holds(spec.only_when, scope_of(prepared, run, item, content)):
            armed = arm(prepared, run, spec, item, arming) if spec.every is None else begin(prepared, run, spec, arming)
            if armed is not None:
                wait_shut(prepared, run, spec.name, armed, content.happened.on)
                _arm_children(prepared, run, spec, replace(cause, item=item), content, armed)


def _arm_children(
    prepared: Prepared, run: RunState, parent: Deadline, cause: _Cause, content: Content, armed: DeadlineState
) -> None:
    """A child counts from the parent's nominal date from its own anchor: not extended, not paused (semantics 19)."""
    for child in prepared.anchored_in_deadline.get(parent.name, ()):
        arming = Arming(on=own_nominal(prepared, parent, armed), at=None, root=armed.root, by=armed.anchored_by)
        _arm_each(prepared, run, child, cause, content, arming)


def _dates(prepared: Prepared, data: Mapping[str, Value]) -> Iterable[tuple[str, date]]:
    for name, value in data.items():
        if name in prepared.anchored_in_field and isinstance(value, str):
            yield name, date.fromisoformat(value)
