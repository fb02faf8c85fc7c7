"""Arms the deadlines that an act anchors: in itself, in a date it records, in another deadline, or from another run."""

from collections.abc import Iterable, Mapping
from datetime import date

from pathways.machine.deadlines import Arming, arm
from pathways.machine.guards import holds
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared, World
from pathways.machine.scope import scope_of
from pathways.machine.state import DeadlineState, RunState
from pathways.model.pathway import Deadline
from pathways.model.record import Content, Value


def arm_own(prepared: Prepared, run: RunState, act: StandingAct) -> None:
    """Deadlines of the run that count from this act, or from a date it records."""
    happened = act.content.happened
    for spec in prepared.anchored_in_event.get(act.name, ()):
        arming = Arming(on=happened.on, at=happened.at, root=happened.on, by=act.seq)
        _arm_each(prepared, run, spec, act.item, act.content, arming)
    for name, on in _dates(prepared, act.content.data):
        for spec in prepared.anchored_in_field[name]:
            _arm_each(prepared, run, spec, act.item, act.content, Arming(on=on, at=None, root=on, by=act.seq))


def arm_in_other_runs(world: World, runs: Iterable[RunState], run: RunState, act: StandingAct) -> None:
    """Deadlines, of the runs that ``run`` began and that have not ended, that count from this act of it."""
    happened = act.content.happened
    for other in runs:
        prepared = world.prepared(other.digest)
        if other.begun_by == run.run and not prepared.states[other.state].end:
            for spec in prepared.anchored_elsewhere.get((run.pathway, act.name), ()):
                arming = Arming(on=happened.on, at=happened.at, root=happened.on, by=act.seq)
                _arm_each(prepared, other, spec, "", act.content, arming)


def arm_from_other_runs(prepared: Prepared, runs: Iterable[RunState], new: RunState, act: StandingAct) -> None:
    """Deadlines of a run that begins now and count from what has already happened in the run that begins it."""
    begetter = next(run for run in runs if run.run == new.begun_by)
    for (pathway, event), specs in prepared.anchored_elsewhere.items():
        if begetter.pathway == pathway and event in begetter.seen:
            on, at = begetter.seen[event]
            for spec in specs:
                _arm_each(prepared, new, spec, "", act.content, Arming(on=on, at=at, root=on, by=act.seq))


def _arm_each(prepared: Prepared, run: RunState, spec: Deadline, item: str, content: Content, arming: Arming) -> None:
    """Arm the deadline for the run, for ``item``, or for every item of its activity."""
    if not spec.per:
        items = [""]
    elif item:
        items = [item]
    else:
        items = [key for key in run.items if key.startswith(spec.per + ".")]
    for each in items:
        if spec.only_when is None or holds(spec.only_when, scope_of(prepared, run, each, content)):
            armed = arm(prepared, run, spec, each, arming)
            if armed is not None:
                _arm_children(prepared, run, spec, each, content, armed)


def _arm_children(
    prepared: Prepared, run: RunState, parent: Deadline, item: str, content: Content, armed: DeadlineState
) -> None:
    """A child counts from the parent's nominal date as its own anchor gives it, never extended (semantics 19)."""
    for child in prepared.anchored_in_deadline.get(parent.name, ()):
        arming = Arming(on=armed.nominal, at=None, root=armed.root, by=armed.anchored_by)
        _arm_each(prepared, run, child, item, content, arming)


def _dates(prepared: Prepared, data: Mapping[str, Value]) -> Iterable[tuple[str, date]]:
    for name, value in data.items():
        if name in prepared.anchored_in_field and isinstance(value, str):
            yield name, date.fromisoformat(value)
