"""Folds the acts of a case into what the case is. Pure: the same records, world and place give the same state.

The clock's own doings are computed here and never read from the log, so that what a case *is* does not depend on
whether a worker ran (semantics 3). The log's crossings only tell when each was noticed.
"""

from collections.abc import Iterable
from heapq import merge
from operator import itemgetter

from pathways.counting.oslo import civil_date
from pathways.machine.closing import close
from pathways.machine.deadlines import split_key
from pathways.machine.entering import enter
from pathways.machine.happening import Fold, begin, happen
from pathways.machine.migrating import migrate
from pathways.machine.order import StandingAct, standing_acts
from pathways.machine.prepared import World
from pathways.machine.recurring import miss, open_next
from pathways.machine.redeciding import decide_first, redecide, rename
from pathways.machine.state import BY_CLOCK, LEGAL, NEXT, TIMED, Conflict, Place, Rung, RunState
from pathways.model.migration import Migration
from pathways.model.record import Crossing, Happened, Record


def fold(world: World, records: Iterable[Record], until: Place | None, *, remember: int = 0) -> Fold:
    """What the case is at ``until`` by these records; None: at the place of the last act.

    ``remember``: seq of a decision that may be replaced; what it found is then kept among the grounds.

    Acts after ``until`` are left out. ``crossings`` are all those from the beginning, in the order they were passed.
    """
    folding = unfolded(world, standing_acts(records), remember=remember)
    for act in folding.acts or ():
        if until is not None and act.place > until:
            break
        apply(folding, act)
    if until is not None:
        advance(folding, until)
    # A deadline set anew to the same dates passes rungs again that it has passed before: each counts once.
    folding.crossings = list(dict.fromkeys(folding.crossings))
    # Whoever goes on from here applies acts one by one, as recorded: items are numbered on from those there are.
    folding.acts = None
    return folding


def unfolded(world: World, acts: tuple[StandingAct, ...], *, remember: int = 0) -> Fold:
    """Where folding all of ``acts``, which are in legal order, one by one begins: nothing has happened yet."""
    replaced = {act.redecides for act in acts if act.redecides}
    return Fold(world=world, acts=acts, remember=frozenset((replaced | {remember}) - {0}))


def advance(folding: Fold, until: Place) -> None:
    """Pass everything the clock raises up to ``until``, in the order it falls due."""
    state = folding.state
    # What the clock raises in one run changes no other, so each is let run by itself and the order made afterwards: of
    # hundreds of runs not every one is to be looked at again for each thing passed.
    passed = [told for run in state.runs.values() if (told := _passed(folding.world, run, until))]
    folding.crossings += [each for _, each in merge(*passed, key=itemgetter(0)) if each is not None]
    state.last = until if state.last is None else max(state.last, until)


def apply(folding: Fold, act: StandingAct) -> None:
    """Let the clock run up to one act, and let it happen.

    An act that is not possible there is kept as a conflict and changes nothing. Rungs that an act arms in the past
    are passed at once.
    """
    advance(folding, act.place)
    pins = act.content.pins
    if folding.state.closed:
        folding.conflicts.append(Conflict(seq=act.seq, name=act.name, key="machine.case_closed"))
    elif act.closes:
        close(folding.world, folding.state, act)
    elif act.content.migration is not None:
        _move(folding, act, act.content.migration)
    elif (name := _unknown_field(folding, act)) is not None:
        conflict = Conflict(seq=act.seq, name=act.name, key="machine.field_unknown", values={"field": name})
        folding.conflicts.append(conflict)
    elif act.redecides:
        redecide(folding, act)
    elif act.seq in folding.remember:
        decide_first(folding, act)
    elif pins and pins[0].run == act.run and act.run not in folding.state.runs:
        begin(folding, act, pins[0])
    else:
        happen(folding, act, depth=0)
    advance(folding, act.place)


def _unknown_field(folding: Fold, act: StandingAct) -> str | None:
    """A field that the act records and the version that holds there does not have: what would be recorded is nowhere.

    So it is where a migration that called a field otherwise is taken back, or the act is moved to the other side of it.
    """
    run = folding.state.runs.get(act.run)
    if run is None:
        return None
    known = folding.world.prepared(run.digest).fields
    return next((name for name in act.content.data if name not in known), None)


def _move(folding: Fold, act: StandingAct, migration: Migration) -> None:
    """The run comes to another version, and what its decisions found is told in the words of that one."""
    run = folding.state.runs.get(act.run)
    was = None if run is None else run.digest
    migrate(folding, act, migration)
    if run is not None and run.digest != was:
        rename(folding, run, act, migration)


def _passed(world: World, run: RunState, until: Place) -> list[tuple[Rung, Crossing | None]]:
    """Pass what the clock raises in one run up to ``until``, and tell it, rung by rung, in the order it is passed."""
    told = []
    while (rung := run.first()) is not None and (rung[0], BY_CLOCK, 0) <= until:
        told.append((rung, _pass(world, run, rung[2])))
    return told


def _pass(world: World, run: RunState, key: str) -> Crossing | None:
    """The first rung of a deadline is passed; None where that is nothing to be told."""
    deadline = run.deadlines[key]
    due, what = deadline.pending[0]
    deadline.pending = deadline.pending[1:]
    name, item = split_key(key)
    if what.startswith(TIMED):
        prepared = world.prepared(run.digest)
        transition = next(t for t in prepared.timed[name] if t.name == what.removeprefix(TIMED))
        if run.state not in transition.sources:
            return None
        enter(prepared, run, transition.to, Happened(on=civil_date(due), at=due), seq=0)
    elif deadline.tally is not None and what == LEGAL:
        miss(deadline)
    elif deadline.tally is not None and what == NEXT and not open_next(world, run, key):
        return None
    return Crossing(due=due, run=run.run, deadline=name, item=item, what=what)
