"""Walks a case through its history and keeps what the fold lets go: earlier rounds of deadlines, and who held the ball.

The state at the end is the one ``fold`` builds; between two acts only what marks a run is looked at, since nothing else
the clock passes moves anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from pathways.counting.oslo import civil_date
from pathways.machine.deadlines import split_key
from pathways.machine.fold import advance, apply, unfolded
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place, standing_acts
from pathways.machine.prepared import World
from pathways.machine.state import BY_CLOCK, TIMED, CaseState, DeadlineState, Place, RunState
from pathways.model.record import Happened, Record

Key = tuple[str, str]
"""A run and, in it, a deadline's key or an item; an empty item is the run itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of a deadline: from when it was set until it was set anew, or is still the one that stands."""

    run: RunState
    """Of a round that is over: at the version it was at, in the state and by the names of that one, with this deadline
    alone."""
    key: str
    state: DeadlineState
    over: Happened | None
    """When the next round began, or a migration let the deadline go; None for the round that stands."""

    @property
    def item(self) -> str:
        """``activity.item`` it belongs to; empty for one of the run."""
        return split_key(self.key)[1]


@dataclass(slots=True, kw_only=True)
class Walk:
    """A case at the end of a walk. ``held`` tells from which day each holder had the ball, oldest first."""

    state: CaseState = field(default_factory=CaseState)
    earlier: list[Round] = field(default_factory=list)
    held: dict[Key, list[tuple[date, str]]] = field(default_factory=dict)
    """By run and item. An item without a holder of its own is held as its run is."""
    closed: dict[str, list[tuple[date, date | None]]] = field(default_factory=dict)
    """By run: from which day it had ended, and until which, where it was opened again."""

    def rounds(self) -> Iterator[Round]:
        """Every round: those that are over in the order they ended, then those that stand."""
        yield from self.earlier
        for run in self.state.runs.values():
            for key, state in run.deadlines.items():
                yield Round(run=run, key=key, state=state, over=None)


def walk(world: World, records: Iterable[Record], until: Place) -> Walk:
    """Walk the case that these records make up to ``until``. Acts after it are left out."""
    acts = standing_acts(records)
    walking = _Walking(world=world, folding=unfolded(world, acts))
    for act in acts:
        if act.place > until:
            break
        walking.pass_time(act.place)
        apply(walking.folding, act)
        walking.look(act.content.happened)
    walking.pass_time(until)
    return walking.walk


@dataclass(slots=True, kw_only=True)
class _Walking:
    world: World
    folding: Fold
    walk: Walk = field(init=False)
    _standing: dict[Key, tuple[RunState, DeadlineState]] = field(default_factory=dict)
    _were: dict[str, RunState] = field(default_factory=dict)
    """Each run as it was when it was last looked at, without its deadlines."""
    _states: dict[Key, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.walk = Walk(state=self.folding.state)

    def pass_time(self, until: Place) -> None:
        """Let the clock run, and look wherever it moved a run to a mark."""
        while (due := self.folding.state.next_due()) is not None and (due, BY_CLOCK, 0) <= until:
            self.folding.crossings.clear()
            advance(self.folding, clock_place(due))
            if any(crossing.what.startswith(TIMED) for crossing in self.folding.crossings):
                self.look(_by_clock(due))
        advance(self.folding, until)

    def look(self, happened: Happened) -> None:
        """Note what is another than it was."""
        there: dict[Key, tuple[RunState, DeadlineState]] = {}
        for run in self.folding.state.runs.values():
            self._look_at(run, happened.on)
            there.update({(run.run, key): (run, state) for key, state in run.deadlines.items()})
        # A migration may call a deadline something else: it goes on as long as its state is somewhere.
        going_on = {id(state) for _, state in there.values()}
        for (_, key), (run, state) in self._standing.items():
            if id(state) not in going_on:
                was = self._were[run.run]
                own = replace(run if run.digest == was.digest else was, deadlines={key: state})
                self.walk.earlier.append(Round(run=own, key=key, state=state, over=happened))
        self._standing = there
        self._were = {name: replace(run, deadlines={}) for name, run in self.folding.state.runs.items()}

    def _look_at(self, run: RunState, on: date) -> None:
        prepared = self.world.prepared(run.digest)
        self._hold((run.run, ""), (run.digest, run.state), prepared.states[run.state].holder, run.since, on)
        closed, ended = self.walk.closed.setdefault(run.run, []), prepared.states[run.state].end
        if ended and not (closed and closed[-1][1] is None):
            closed.append((run.since, None))
        elif not ended and closed and closed[-1][1] is None:
            closed[-1] = (closed[-1][0], on)
        for name, item in run.items.items():
            state = prepared.activities[name.partition(".")[0]].states[item.state]
            self._hold((run.run, name), (run.digest, item.state), state.holder, item.since, on)

    def _hold(self, key: Key, state: tuple[str, str], holder: str, since: date, on: date) -> None:
        """A new state is held from the day it was entered; another version of it, from the day it came."""
        before = self._states.get(key)
        if before == state:
            return
        self._states[key] = state
        held = self.walk.held.setdefault(key, [])
        if held and held[-1][1] == holder:
            return
        held.append((on if before is not None and before[1] == state[1] else since, holder))


def _by_clock(due: datetime) -> Happened:
    return Happened(on=civil_date(due), at=due)
