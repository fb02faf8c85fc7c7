"""What a decision found and where it led: what must be known of it once another decision takes its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pathways.machine.deadlines import key_of, split_key
from pathways.machine.order import StandingAct
from pathways.machine.renaming import names_of
from pathways.machine.state import Place, Status
from pathways.model.migration import Carry, Migration
from pathways.model.pathway import Branch
from pathways.model.record import Happened, Value

DeadlineKey = tuple[str, str]
"""Run, and key of the deadline in it."""


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
    fell: Mapping[DeadlineKey, Status]
    """Deadlines that it, or one before it in its chain, let fall away, and what each was before."""
    moved: Mapping[str, tuple[str, str]]
    """Other runs that its signals moved: their state before and after."""


def renamed(ground: Ground, run: str, migration: Migration) -> Ground:
    """The same in the names of the version that ``run`` has come to: states, recorded values and deadlines."""
    names = names_of(migration)
    moves = {move.old: move.new for move in migration.moves if move.carry is not Carry.drop}

    def called(where: DeadlineKey) -> DeadlineKey:
        name, item = split_key(where[1])
        return (run, key_of(moves[name], names.item(item))) if where[0] == run and name in moves else where

    found = replace(ground, fell={called(where): was for where, was in ground.fell.items()})
    if ground.run == run:
        to = names.states.get(ground.branch.to, ground.branch.to)
        found = replace(
            found,
            state=names.states.get(ground.state, ground.state),
            branch=replace(ground.branch, to=to),
            data=names.values(ground.data),
            fields=names.values(ground.fields),
        )
    if run in ground.moved:
        before, after = (names.states.get(state, state) for state in ground.moved[run])
        found = replace(found, moved={**ground.moved, run: (before, after)})
    return found


def said_since(run: str, between: Iterable[StandingAct]) -> set[str]:
    """The fields that others have recorded in a run, in the names of the version it is at by the last of them."""
    since = set[str]()
    for each in between:
        if each.run == run and each.content.migration is not None:
            called = names_of(each.content.migration).fields
            since = {called.get(name, name) for name in since}
        elif each.run == run and not each.item:
            since |= each.content.data.keys()
    return since
