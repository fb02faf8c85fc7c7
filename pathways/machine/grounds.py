"""What a decision found and where it led: what must be known of it once another decision takes its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pathways.machine.deadlines import split_key
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared
from pathways.machine.renaming import names_of
from pathways.machine.state import WITHDRAWN, CaseState, PendingRung, Place, RunState, Status
from pathways.model.migration import Carry, Migration
from pathways.model.pathway import Branch
from pathways.model.record import Happened, Value

DeadlineKey = tuple[str, str]
"""Run, and key of the deadline in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """A deadline as an act found it that let it fall away."""

    status: Status
    silent: frozenset[PendingRung]
    """Rungs that it did not wait for any more: where it waits again it does not pass them again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One decision as it happened. A re-decision has the ground of the decision at the root of its chain."""

    run: str
    place: Place
    """Of this decision itself."""
    chain: frozenset[int]
    """Seqs of the first decision and of those that have replaced it, up to this one."""
    state: str
    """Where the run was before the first."""
    branch: Branch
    """Where this one led."""
    data: Mapping[str, Value]
    """What this one recorded."""
    fields: Mapping[str, Value]
    """What those fields said before, where they said anything."""
    since: Happened
    """When the first decision was made, of those that led where this one led with none between that led elsewhere."""
    since_by: int
    """The seq of that one."""
    fell: Mapping[DeadlineKey, Fallen]
    """Deadlines that it, or one before it in its chain, let fall away, and what each was before."""
    opened: Mapping[DeadlineKey, int]
    """Deadlines that it, or one before it in its chain, opened, and ``anchored_by`` of each."""
    moved: Mapping[str, tuple[str, str]]
    """Other runs that its signals moved: their state before and after."""


def acts_between(ground: Ground, place: Place, acts: Iterable[StandingAct]) -> list[StandingAct]:
    """Of ``acts``, those after the decision of ``ground`` and before ``place``."""
    return [each for each in acts if ground.place < each.place < place]


def as_found(run: RunState, ground: Ground, between: Iterable[StandingAct]) -> RunState:
    """The run as it would stand now if the decision of ``ground`` had not been: for guards and branches alone.

    What others have recorded ``between`` stays, also where it is the same; any other field reads as before it.
    """
    fields = dict(run.fields)
    since = _said_since(run, between)
    for name in ground.data.keys() - since:
        if name in ground.fields:
            fields[name] = ground.fields[name]
        else:
            fields.pop(name, None)  # absent where the decision itself has become impossible
    return replace(run, state=ground.state, fields=fields)


def _said_since(run: RunState, between: Iterable[StandingAct]) -> set[str]:
    """The fields that acts of the run recorded, as they are called after the last of them."""
    said: set[str] = set()
    for each in between:
        if each.run == run.run and each.content.migration is not None:
            fields = dict(each.content.migration.fields)
            said = {fields.get(name, name) for name in said}
        elif each.run == run.run and not each.item:
            said |= each.content.data.keys()
    return said


def decides(prepared: Prepared, act: StandingAct) -> bool:
    """Whether the act is a decision on the run itself."""
    return not act.item and act.name in prepared.events and prepared.events[act.name].decision


def kept_runs(state: CaseState, ground: Ground) -> Iterator[RunState]:
    """Runs that the decision of ``ground`` began, or those before it in its chain, and that were not withdrawn."""
    for each in state.runs.values():
        if each.started_by in ground.chain and each.begun_by == ground.run and each.state != WITHDRAWN:
            yield each


def now_told(ground: Ground, run: RunState, act: StandingAct, migration: Migration) -> Ground:
    """What a decision found, in the names of the version that ``act``, a migration, has brought ``run`` to."""
    names = names_of(migration)
    if run.run in ground.moved:
        before, after = (names.states.get(state, state) for state in ground.moved[run.run])
        ground = replace(ground, moved={**ground.moved, run.run: (before, after)})
    fell = {there: was for where, was in ground.fell.items() for there in _called(where, run, act, migration)}
    opened = {there: by for where, by in ground.opened.items() for there in _called(where, run, act, migration)}
    ground = replace(ground, fell=fell, opened=opened)
    if ground.run != run.run:
        return ground
    return replace(
        ground,
        state=names.states.get(ground.state, ground.state),
        branch=replace(ground.branch, to=names.states.get(ground.branch.to, ground.branch.to)),
        data=names.values(ground.data),
        fields=names.values(ground.fields),
    )


def _called(where: DeadlineKey, run: RunState, act: StandingAct, migration: Migration) -> list[DeadlineKey]:
    """What a deadline is called after a migration; nothing where it was dropped, whose name another may have now."""
    name, key = where
    if name != run.run:
        return [where]
    if any(move.old == split_key(key)[0] and move.carry is Carry.drop for move in migration.moves):
        return []
    called = {old: new for renamed in run.renamed if renamed.by == act.seq for old, new in renamed.keys}
    return [(name, called.get(key, key))]
