"""A re-decision inside the fold: from its own place on another decision holds, before it the first (ADR 0015).

The run goes where the new content leads from where the first decision found it. What only the first decision began,
armed or moved is withdrawn, falls away or is put back; what was met or missed, and what others recorded, stays.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pathways.machine.anchoring import arm_in_other_runs, arm_own
from pathways.machine.consequences import WAITING, fell, moved, opened, waiting_in, was_open
from pathways.machine.deadlines import Arming, ladder, opens_later, recount, settle, split_key, too_late
from pathways.machine.entering import enter
from pathways.machine.grounds import DeadlineKey, Fallen, Ground, acts_between, as_found, decides, kept_runs, now_told
from pathways.machine.happening import (
    Fold,
    begin_others,
    happen,
    impossible,
    make_items,
    signal_others,
    touch,
    unmet,
)
from pathways.machine.order import StandingAct
from pathways.machine.pausing import has_ended, let_clocks_go
from pathways.machine.prepared import Prepared, World
from pathways.machine.recurring import resume
from pathways.machine.scope import scope_of
from pathways.machine.set_later import set_later
from pathways.machine.shut import fall_away, wait_shut
from pathways.machine.state import WITHDRAWN, CaseState, Conflict, DeadlineState, RunState, Status
from pathways.model.migration import Migration
from pathways.model.pathway import Branch, DeadlineKind
from pathways.model.record import Content, Value

STAYS = Branch(when=None, to="", begins=(), signals=())


def decide_first(folding: Fold, act: StandingAct) -> None:
    """Let a decision happen that is replaced later, and keep what it found."""
    run = folding.state.runs.get(act.run)
    if run is None or act.item:
        happen(folding, act, depth=0)
        return
    prepared = folding.world.prepared(run.digest)
    branch = prepared.table.branch(run.state, act.name, scope_of(prepared, run, "", act.content))
    before = {name: other.state for name, other in folding.state.runs.items()}
    ground = Ground(
        run=run.run,
        place=act.place,
        chain=frozenset({act.seq}),
        state=run.state,
        branch=branch or STAYS,
        data=act.content.data,
        fields=_said(run, act.content),
        since=act.content.happened,
        since_by=act.seq,
        fell={},
        opened={},
        moved={},
    )
    waiting = waiting_in(folding.world, folding.state)
    happen(folding, act, depth=0)
    folding.grounds[act.seq] = replace(
        ground,
        moved=moved(folding.state, before, act.run),
        fell=fell(folding.state, waiting, act.seq),
        opened=opened(folding.world, folding.state, waiting),
    )


def redecide(folding: Fold, act: StandingAct) -> None:
    """The decision is replaced, or the act becomes a conflict."""
    run, ground = folding.state.runs.get(act.run), folding.grounds.get(act.redecides)
    if run is None or ground is None or ground.place >= act.place:
        folding.conflicts.append(Conflict(seq=act.seq, name=act.name, key="machine.redecision_first"))
        return
    found = obstacle(folding.world, folding.state, ground, act, folding.acts or ())
    if found is not None:
        folding.conflicts.append(found)
        return
    _Redeciding(folding, run, ground, act).happen()


def obstacle(
    world: World, state: CaseState, ground: Ground, act: StandingAct, acts: Iterable[StandingAct]
) -> Conflict | None:
    """What keeps ``act`` from replacing the decision of ``ground`` in ``state``, which has come to its place."""
    run = state.runs[ground.run]
    prepared = world.prepared(run.digest)

    def conflict(key: str, **values: str) -> Conflict:
        return Conflict(seq=act.seq, name=act.name, key=key, values=values)

    between = acts_between(ground, act.place, acts)
    twice = next((each for each in between if each.redecides == act.redecides), None)
    if twice is not None:
        return conflict("machine.redecision_twice", other=str(twice.seq))
    event = prepared.events.get(act.name)
    if event is None or not event.redecided_by:
        return conflict("machine.redecision_event")
    since = [each for each in between if each.run == run.run and decides(prepared, each)]
    later = next((each for each in since if each.name not in event.redecided_past), None)
    if later is not None:
        return conflict(_later_key(prepared, later.name), other=str(later.seq), event=later.name)
    there = as_found(run, ground, between)
    scope = scope_of(prepared, there, "", act.content)
    why = impossible(prepared, there, "", act.name, scope)
    if why:
        return conflict(why, **({"why": unmet(event, scope)} if why == "machine.requirement" else {}))
    for limit in event.never_later:
        if (late := set_later(act, limit, run)) is not None:
            return late
    branch = prepared.table.branch(there.state, act.name, scope) or STAYS
    for each in _withdrawn(world, state, run, ground, branch):
        table = world.prepared(each.digest)
        decided = next((a for a in between if a.run == each.run and decides(table, a)), None)
        if decided is not None:
            return conflict("machine.redecision_linked", run=each.run, other=str(decided.seq))
    return None


def rename(folding: Fold, run: RunState, act: StandingAct, migration: Migration) -> None:
    """What decisions found is told in the names of the version that a run has come to."""
    folding.grounds = {seq: now_told(each, run, act, migration) for seq, each in folding.grounds.items()}


class _Redeciding:
    """One decision being replaced."""

    def __init__(self, folding: Fold, run: RunState, ground: Ground, act: StandingAct) -> None:
        self.folding, self.run, self.ground, self.act = folding, run, ground, act
        self.world, self.state = folding.world, folding.state
        self.prepared = self.world.prepared(run.digest)
        self.between = acts_between(ground, act.place, folding.acts or ())
        there = as_found(run, ground, self.between)
        self.fields = there.fields
        self.moved = {name: states for name, states in ground.moved.items() if not self._moved_since(name)}
        self.opened = set(self._opened_by_first())
        scope = scope_of(self.prepared, there, "", act.content)
        self.branch = self.prepared.table.branch(there.state, act.name, scope) or STAYS
        self.to = self.branch.to or ground.state
        self.same = self.to == (ground.branch.to or ground.state)
        self.stands = run.state if self.same else self.to

    def happen(self) -> None:
        act, run, happened = self.act, self.run, self.act.content.happened
        waiting, before = (
            waiting_in(self.world, self.state),
            {name: each.state for name, each in self.state.runs.items()},
        )
        run.fields = {**self.fields}
        said = _said(run, act.content)
        run.fields.update(act.content.data)
        run.seen[act.name] = (happened.on, happened.at)
        run.redecided = tuple(dict.fromkeys((*run.redecided, act.name)))
        made = make_items(self.folding, self.prepared, run, act)
        for each in list(_withdrawn(self.world, self.state, run, self.ground, self.branch)):
            self._withdraw(each)
        self._revive(run, self.prepared, self.to)
        touch(self.world, self.prepared, run, act)
        if not self.same:
            self._enter(run, self.prepared, self.to)
            self._let_go()
            self._shut(run, self.prepared, self.to)
        self._arm(made)
        kept = {each.pathway for each in kept_runs(self.state, self.ground)}
        begins = tuple(pathway for pathway in self.branch.begins if pathway not in kept)
        begin_others(self.folding, act, replace(self.branch, begins=begins))
        self._put_back()
        new = tuple(signal for signal in self.branch.signals if signal not in self.ground.branch.signals)
        signal_others(self.folding, act, replace(self.branch, signals=new), depth=0)
        self._remember(said, waiting, before)

    def _enter(self, run: RunState, prepared: Prepared, to: str) -> None:
        ended = has_ended(self.world, run)
        enter(prepared, run, to, self.act.content.happened, self.act.seq)
        let_clocks_go(self.world, run, self.act.place, ended=ended)

    def _withdraw(self, run: RunState) -> None:
        """What only the first decision began ends; what it waited for falls away, neither met nor missed."""
        happened, seq = self.act.content.happened, self.act.seq
        run.state, run.since = WITHDRAWN, happened.on
        run.pauses = tuple(replace(p, ended=happened, ended_by=seq) if p.ended is None else p for p in run.pauses)
        for deadline in run.deadlines.values():
            settle(deadline, Status.ended, happened, seq)

    def _revive(self, run: RunState, prepared: Prepared, to: str) -> None:
        """What fell away by the first decision, and does not by the second, waits again to the dates it had.

        What is owed in periods is not owed for the time in which the first decision held.
        """
        for key, deadline in list(run.deadlines.items()):
            was = self.ground.fell.get((run.run, key))
            spec = prepared.deadlines[split_key(key)[0]]
            by_this = run is self.run and (self.act.name in spec.ended_by or self._ends_unmet(key))
            if was is None or to in spec.ended_in or by_this or deadline.anchored_by in self.ground.chain:
                continue
            if spec.every is not None:
                self._resume(run, prepared, key)
                continue
            if deadline.status is not Status.ended or deadline.settled_by not in self.ground.chain:
                continue
            deadline.status, deadline.settled_by, deadline.settled_on, deadline.settled_at = was.status, 0, None, None
            deadline.shut_on = None
            recount(self.world, run, key, self.act.place)
            if was.status is Status.open:
                deadline.pending = tuple(each for each in ladder(prepared, spec, deadline) if each not in was.silent)

    def _resume(self, run: RunState, prepared: Prepared, key: str) -> None:
        if (old := run.deadlines[key]).status is Status.ended and old.settled_on is not None:
            resume(prepared, run, key, self.act, old.settled_on, old.settled_by)
        else:
            # It was met, so it did not fall away itself: but no other followed it.
            resume(prepared, run, key, self.act, run.since, self.act.redecides)

    def _shut(self, run: RunState, prepared: Prepared, to: str) -> None:
        """What only the first decision opened, and nothing has met, waits unopened again.

        A missed duty that is armed anew stays missed.
        """
        for key, deadline in run.deadlines.items():
            spec = prepared.deadlines[split_key(key)[0]]
            by_event = run is self.run and self.act.name in spec.opens_events
            if by_event or to in spec.opens_states or not opens_later(spec):
                continue
            if deadline.status is not Status.open or (run.run, key) not in self.opened:
                continue
            if deadline.anchored_by not in self.ground.chain or not self._missed((run.run, key), deadline):
                deadline.status, deadline.pending = Status.dormant, ()
                wait_shut(prepared, run, spec.name, deadline, self.act.content.happened.on)
                self.opened.discard((run.run, key))

    def _opened_by_first(self) -> Iterator[DeadlineKey]:
        """What the first opened, in the same round still, and no act would have opened since."""
        for (name, key), by in self.ground.opened.items():
            run = self.state.runs[name]
            deadline, spec = run.deadlines.get(key), self.world.prepared(run.digest).deadlines[split_key(key)[0]]
            others = (each for each in self.between if each.run == name and each.name in spec.opens_events)
            if deadline is not None and deadline.anchored_by == by and next(others, None) is None:
                yield name, key

    def _let_go(self) -> None:
        """Where the run ends by this, a duty that nothing can meet there falls away: no definition foresaw it there."""
        for key, deadline in self.run.deadlines.items():
            if deadline.status is Status.open and self._ends_unmet(key):
                settle(deadline, Status.ended, self.act.content.happened, self.act.seq)

    def _ends_unmet(self, key: str) -> bool:
        """Whether it is a duty that nothing can meet where the run ends by this."""
        name, item = split_key(key)
        spec = self.prepared.deadlines[name]
        is_over = self.prepared.states[self.stands].end and spec.kind is DeadlineKind.duty
        return is_over and not any(self._can_happen(event, item) for event in spec.met_by)

    def _can_happen(self, event: str, item: str) -> bool:
        """Whether it can where the run stands after this."""
        if event in self.prepared.events:
            return self.stands in self.prepared.table.sources(event)
        activity = self.prepared.activities[self.prepared.item_events[event]]
        is_there = not activity.spec.open_in or self.stands in activity.spec.open_in
        return is_there and (not item or self.run.items[item].state in activity.table.sources(event))

    def _arm(self, made: list[str]) -> None:
        """What counts from the decision counts anew, unless it keeps its date; what only the first armed falls away.

        A duty that was missed stays missed: deciding anew cures nothing. One that was met, and that nothing could meet
        again where the run stands, stays met.
        """
        run, act = self.run, self.act
        others = [other for other in self.state.runs.values() if other.pathway not in self.branch.begins]
        armed = {(each.run, key): d for each in (run, *others) for key, d in self._armed_by_first(each)}
        missed = {where for where, deadline in armed.items() if self._missed(where, deadline)}
        done = {key: d for key, d in run.deadlines.items() if self._done(key, d)}
        arm_own(self.prepared, run, act, made, kept=self._kept())
        arm_in_other_runs(self.world, others, run, act)
        for (name, key), before in armed.items():
            of = self.state.runs[name]
            deadlines = of.deadlines
            if deadlines[key] is before:
                fall_away(self.world.prepared(of.digest), of, key, act.content.happened, act.seq)
            elif (name, key) in missed or deadlines[key].anchored_by != act.seq:
                deadlines[key] = before
        run.deadlines.update(done)

    def _kept(self) -> Arming | None:
        """From where what keeps its beginning counts; None where the decision leads elsewhere than the one before."""
        since = self.ground.since
        return Arming(on=since.on, at=since.at, root=since.on, by=self.ground.since_by) if self.same else None

    def _done(self, key: str, deadline: DeadlineState) -> bool:
        """Whether a duty that counts from an earlier one was met for good."""
        name, item = split_key(key)
        spec = self.prepared.deadlines[name]
        met = deadline.status is Status.met and deadline.anchored_by in self.ground.chain
        is_once = spec.kind is DeadlineKind.duty and spec.every is None
        return met and is_once and not any(self._can_happen(event, item) for event in spec.met_by)

    def _armed_by_first(self, run: RunState) -> list[tuple[str, DeadlineState]]:
        by_first = ((key, d) for key, d in run.deadlines.items() if d.anchored_by in self.ground.chain)
        return [(key, d) for key, d in by_first if d.status in WAITING]

    def _missed(self, where: DeadlineKey, deadline: DeadlineState) -> bool:
        spec = self.world.prepared(self.state.runs[where[0]].digest).deadlines[split_key(where[1])[0]]
        late = deadline.status is Status.open and too_late(deadline, self.act.content.happened)
        return late and spec.kind is DeadlineKind.duty

    def _moved_since(self, name: str) -> bool:
        """Whether somebody has moved a run since the decision that is replaced, be it back to where that had led."""
        run = self.state.runs.get(name)
        if run is None:
            return False
        prepared = self.world.prepared(run.digest)
        events = [prepared.events.get(each.name) for each in self.between if each.run == name and not each.item]
        return any(branch.to for event in events if event is not None for branch in event.branches)

    def _put_back(self) -> None:
        """Runs that a signal of the first decision moved, and that nobody has moved since, stand where they stood."""
        unsaid = {signal.pathway for signal in self.ground.branch.signals if signal not in self.branch.signals}
        for name, (before, after) in self.moved.items():
            run = self.state.runs.get(name)
            if run is not None and run.pathway in unsaid and run.state == after:
                prepared = self.world.prepared(run.digest)
                self._revive(run, prepared, before)
                self._shut(run, prepared, before)
                self._enter(run, prepared, before)

    def _remember(self, said: dict[str, Value], waiting: Mapping[DeadlineKey, Fallen], before: dict[str, str]) -> None:
        """What this decision found, if it is to be replaced itself: what the first of them found, where that tells."""
        if self.act.seq not in self.folding.remember:
            return
        ground, act, fallen = self.ground, self.act, self.ground.fell
        wait = waiting_in(self.world, self.state)
        now_open = opened(self.world, self.state, waiting)  # What had stood open and waits again was not opened by it.
        self.folding.grounds[act.seq] = Ground(
            run=self.run.run,
            place=act.place,
            chain=ground.chain | {act.seq},
            state=ground.state,
            branch=self.branch,
            data=act.content.data,
            fields=said,
            since=ground.since if self.same else act.content.happened,
            since_by=ground.since_by if self.same else act.seq,
            fell={
                **{where: was for where, was in fallen.items() if where not in wait},
                **fell(self.state, waiting, act.seq),
            },
            opened={
                **{(run, key): self.state.runs[run].deadlines[key].anchored_by for run, key in self.opened},
                **{where: by for where, by in now_open.items() if by == act.seq or not was_open(fallen.get(where))},
            },
            moved={**self.moved, **moved(self.state, before, act.run)},
        )


def _withdrawn(world: World, state: CaseState, run: RunState, ground: Ground, branch: Branch) -> Iterator[RunState]:
    """Runs that only the decision of ``ground`` begins, and all that they have begun in their turn; not ended ones."""
    begun = [each for each in kept_runs(state, ground) if each.pathway not in branch.begins]
    while begun:
        each = begun.pop(0)
        begun += [other for other in state.runs.values() if other.begun_by == each.run and other.run != run.run]
        if not world.prepared(each.digest).states[each.state].end:
            yield each


def _later_key(prepared: Prepared, name: str) -> str:
    """How a later decision that stands in the way is told: one that can be decided anew itself is the way on."""
    return "machine.redecision_later" if prepared.events[name].redecided_by else "machine.redecision_later_final"


def _said(run: RunState, content: Content) -> dict[str, Value]:
    return {name: run.fields[name] for name in content.data if name in run.fields}
