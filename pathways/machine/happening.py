"""What one act does to a case: fields, state, items, deadlines, and the other runs it begins or signals.

An act that is not possible where it stands becomes a ``Conflict``. Nothing here knows who may act; ``decide`` does.
"""

from dataclasses import dataclass, field, replace

from pathways.machine.anchoring import arm_from_other_runs, arm_in_other_runs, arm_own
from pathways.machine.deadlines import extend, open_up, settle
from pathways.machine.entering import enter, keys_of
from pathways.machine.grounds import Ground
from pathways.machine.guards import Scope, holds
from pathways.machine.items import codes_of, made_before
from pathways.machine.order import StandingAct
from pathways.machine.pausing import has_ended, let_clocks_go, pause_or_resume, waiting_for, waits_on
from pathways.machine.prepared import Prepared, PreparedActivity, World
from pathways.machine.recurring import count_act
from pathways.machine.scope import scope_of
from pathways.machine.shut import fall_away
from pathways.machine.state import WITHDRAWN, CaseState, Conflict, DeadlineState, ItemState, RunState, Status
from pathways.model.pathway import Branch, Deadline, Event
from pathways.model.record import Content, Crossing, RunPin, Value

MAX_SIGNAL_DEPTH = 8
"""Signals raising events that signal: more than any definition needs, and an end to a loop."""

_STAYS = Branch(when=None, to="", begins=(), signals=())


@dataclass(slots=True, kw_only=True)
class Fold:
    """One folding under way: the state being built, what the clock passed, and acts that became impossible."""

    world: World
    state: CaseState = field(default_factory=CaseState)
    crossings: list[Crossing] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    acts: tuple[StandingAct, ...] | None = None
    """Every act of a whole folding; None while acts are applied to a state one by one, in the order recorded."""
    remember: frozenset[int] = frozenset()
    """Seqs of decisions that are, or may be, replaced by a later one."""
    grounds: dict[int, Ground] = field(default_factory=dict)
    """What those of them that have happened found, by seq."""


def begin(folding: Fold, act: StandingAct, pin: RunPin) -> None:
    """The act starts its own run and happens in it, from the start state."""
    prepared = folding.world.prepared(pin.digest)
    run = _new_run(folding, prepared, pin, act)
    scope = scope_of(prepared, run, "", act.content)
    branch = next((b for b in prepared.events[act.name].branches if holds(b.when, scope)), _STAYS)
    _take(folding, prepared, run, act, branch, depth=0)


def happen(folding: Fold, act: StandingAct, depth: int) -> None:
    """The act happens in its run, or becomes a conflict."""
    run = folding.state.runs.get(act.run)
    if run is None:
        _conflict_without_run(folding, act)
    elif act.item and act.item not in run.items:
        _conflict(folding, act, "machine.item_gone")
    else:
        _happen_there(folding, run, act, depth)


def impossible(prepared: Prepared, run: RunState, item: str, event: str, scope: Scope) -> str:
    """Why ``event`` cannot happen in the run as it stands, as a catalogue key; empty when it can."""
    if run.state == WITHDRAWN:
        return "machine.not_in_this_state"
    if item:
        activity = prepared.activities[prepared.item_events[event]]
        return _impossible_in_item(activity, run, item, event, scope)
    spec = prepared.events.get(event)
    if spec is None or run.state not in prepared.table.sources(event):
        return "machine.not_in_this_state"
    if not all(holds(requirement.when, scope) for requirement in spec.requires):
        return "machine.requirement"
    if spec.resumes and waiting_for(run, str(scope.fields.get(spec.resumes))) is None:
        return "machine.not_waiting"
    return "" if prepared.table.branch(run.state, event, scope) else "machine.no_branch"


def _impossible_in_item(activity: PreparedActivity, run: RunState, item: str, event: str, scope: Scope) -> str:
    if activity.spec.open_in and run.state not in activity.spec.open_in:
        return "machine.activity_closed"
    state = run.items[item].state
    if state not in activity.table.sources(event):
        return "machine.not_in_this_item_state"
    if not all(holds(requirement.when, scope) for requirement in activity.events[event].requires):
        return "machine.requirement"
    return "" if activity.table.branch(state, event, scope) else "machine.no_branch"


def _conflict(folding: Fold, act: StandingAct, key: str, **values: str) -> None:
    folding.conflicts.append(Conflict(seq=act.seq, name=act.name, key=key, values=values))


def _conflict_without_run(folding: Fold, act: StandingAct) -> None:
    """The run begins later than the act, as the history now reads, or never."""
    starts = (each for each in folding.acts or () if any(pin.run == act.run for pin in each.content.pins))
    start = next((each.seq for each in starts if each.place > act.place), 0)
    if start:
        _conflict(folding, act, "machine.run_not_begun", start=str(start))
    else:
        _conflict(folding, act, "machine.run_gone")


def unmet(event: Event | None, scope: Scope) -> str:
    """The sentence of the first requirement that does not hold; empty where all do."""
    requirements = () if event is None else event.requires
    return next((each.otherwise.nb for each in requirements if not holds(each.when, scope)), "")


def _happen_there(folding: Fold, run: RunState, act: StandingAct, depth: int) -> None:
    prepared = folding.world.prepared(run.digest)
    scope = scope_of(prepared, run, act.item, act.content)
    why = impossible(prepared, run, act.item, act.name, scope)
    if why == "machine.requirement":
        _conflict(folding, act, why, why=unmet(prepared.event(act.name), scope))
    elif why:
        _conflict(folding, act, why)
    elif act.item:
        _happen_in_item(folding, run, act, scope)
    else:
        branch = prepared.table.branch(run.state, act.name, scope) or _STAYS
        _take(folding, prepared, run, act, branch, depth)


def _take(folding: Fold, prepared: Prepared, run: RunState, act: StandingAct, branch: Branch, depth: int) -> None:
    """Record first, then move, then settle what the act settles, then arm what it anchors: a new round may begin."""
    run.fields.update(act.content.data)
    run.seen[act.name] = (act.content.happened.on, act.content.happened.at)
    made = make_items(folding, prepared, run, act)
    touch(folding.world, prepared, run, act)
    ended = has_ended(folding.world, run)
    enter(prepared, run, branch.to or run.state, act.content.happened, act.seq)
    pause_or_resume(folding.world, run, prepared.events[act.name], act)
    let_clocks_go(folding.world, run, act.place, ended=ended)
    arm_own(prepared, run, act, made)
    # A run that this very act begins counts from it; an older run of that pathway has had its own beginning.
    others = [other for other in folding.state.runs.values() if other.pathway not in branch.begins]
    arm_in_other_runs(folding.world, others, run, act)
    begin_others(folding, act, branch)
    signal_others(folding, act, branch, depth)


def _happen_in_item(folding: Fold, run: RunState, act: StandingAct, scope: Scope) -> None:
    prepared = folding.world.prepared(run.digest)
    item = run.items[act.item]
    activity = prepared.activities[prepared.item_events[act.name]]
    branch = activity.table.branch(item.state, act.name, scope) or _STAYS
    item.fields.update(act.content.data)
    if branch.to:
        item.state, item.since = branch.to, act.content.happened.on
    touch(folding.world, prepared, run, act)
    arm_own(prepared, run, act)


def begin_others(folding: Fold, act: StandingAct, branch: Branch) -> None:
    """Runs this branch begins take the pins recorded with the act; a pin that is missing is a conflict."""
    for pathway in branch.begins:
        pins = (pin for pin in act.content.pins if pin.pathway == pathway and pin.run not in folding.state.runs)
        pin = next(pins, None)
        if pin is None:
            _conflict(folding, act, "machine.pin_missing")
            continue
        prepared = folding.world.prepared(pin.digest)
        run = _new_run(folding, prepared, pin, act)
        arm_from_other_runs(prepared, folding.state.runs.values(), run, act)


def signal_others(folding: Fold, act: StandingAct, branch: Branch, depth: int) -> None:
    """A signal is heard by the newest run of the pathway where the event is possible, and by nobody else."""
    if depth >= MAX_SIGNAL_DEPTH:
        return
    for signal in branch.signals:
        content = replace(act.content, data={}, reason_codes=(), pins=())
        for run in reversed([r for r in folding.state.runs.values() if r.pathway == signal.pathway]):
            prepared = folding.world.prepared(run.digest)
            if not impossible(prepared, run, "", signal.event, scope_of(prepared, run, "", content)):
                heard = replace(act, run=run.run, name=signal.event, item="", content=content)
                happen(folding, heard, depth + 1)
                break


def _new_run(folding: Fold, prepared: Prepared, pin: RunPin, act: StandingAct) -> RunState:
    run = RunState(
        run=pin.run,
        pathway=pin.pathway,
        digest=pin.digest,
        law_loaded=pin.law_loaded,
        state=prepared.start,
        since=act.content.happened.on,
        started_by=act.seq,
        begun_by="" if pin.run == act.run else act.run,
        fields={},
        seen={},
        items={},
        deadlines={},
    )
    for activity in prepared.activities.values():
        for item in activity.spec.items:
            run.items[f"{activity.spec.name}.{item.id}"] = new_item(prepared, activity, run, item.id, act.content)
    folding.state.runs[pin.run] = run
    return run


def new_item(prepared: Prepared, activity: PreparedActivity, run: RunState, code: str, content: Content) -> ItemState:
    """An item of an activity as it begins."""
    flags: dict[str, Value] = {}
    if activity.spec.flags:
        scope = scope_of(prepared, run, "", content, code=code)
        flags = {flag: holds(first, scope) for flag, first in activity.spec.flags}
    return ItemState(state=activity.start, since=content.happened.on, code=code, fields=flags)


def make_items(folding: Fold, prepared: Prepared, run: RunState, act: StandingAct) -> list[str]:
    """Make the items of the codes that the act records; their keys."""
    keys: list[str] = []
    for activity in prepared.made_by.get(act.name, ()):
        prefix, each_field = activity.spec.name + ".", activity.spec.each_field
        if folding.acts is None:
            made = sum(1 for key in run.items if key.startswith(prefix) and key.removeprefix(prefix).isdigit())
        else:
            made = made_before(folding.world, folding.acts, act, activity.spec.name)
        for number, code in enumerate(codes_of(act, each_field), start=made + 1):
            keys.append(f"{prefix}{number}")
            run.items[keys[-1]] = new_item(prepared, activity, run, code, act.content)
    return keys


def touch(world: World, prepared: Prepared, run: RunState, act: StandingAct) -> None:
    """Deadlines that the act opens, extends, meets or lets fall away."""
    for spec in prepared.touched_by.get(act.name, ()):
        if spec.every is not None:
            count_act(prepared, run, spec, act)
        for key in keys_of(run, spec, act.item):
            _touch_one(world, prepared, run, spec, key, act)


def _touch_one(world: World, prepared: Prepared, run: RunState, spec: Deadline, key: str, act: StandingAct) -> None:
    deadline: DeadlineState = run.deadlines[key]
    happened = act.content.happened
    if act.name in spec.opens_events:
        open_up(prepared, spec, deadline)
    if spec.extension is not None and act.name == spec.extension.by:
        extend(world, run, key, act.place, happened, act.seq)
    if act.name in spec.met_by and not waits_on(prepared, run, spec, act):
        settle(deadline, Status.met, happened, act.seq)
    if act.name in spec.ended_by:
        fall_away(prepared, run, key, happened, act.seq)
