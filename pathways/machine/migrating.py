"""A migration inside the fold: at one instant a run comes to another version of its definition (ADR 0012).

What stands before it in legal order is judged by the version that is left, what stands after it by the new one. A
state or item is translated, never moved on; what was missed stays missed; of all else the plan says what becomes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from pathways.counting.budget import Budgeted, Stop, ends_after, gone_again, joined
from pathways.counting.calculator import count
from pathways.machine.deadlines import (
    Arming,
    ahead,
    arm,
    counted_by,
    counting_version,
    key_of,
    ladder,
    open_up,
    opens_at_once,
    pauses_of,
    reporting_on,
    set_dates,
    settle,
    split_key,
    start_of,
    within_of,
)
from pathways.machine.happening import Fold, new_item
from pathways.machine.order import StandingAct
from pathways.machine.prepared import Prepared, World
from pathways.machine.rebudget import Leaving, due_of_rest, rest_of, stops_since, unit_of, with_own_day
from pathways.machine.recurring import begin, stand
from pathways.machine.renaming import Names, names_of, renamed_by
from pathways.machine.shut import carry_shut, shut_since
from pathways.machine.state import BY_CLOCK, Carried, Conflict, DeadlineState, PauseState, Place, Rest, RunState, Status
from pathways.model.counting import Due, Period
from pathways.model.migration import Carry, Migration, Move
from pathways.model.pathway import AnchorKind, Deadline, OnPause, Pathway
from pathways.model.record import Happened

SETTLED = (Status.met, Status.ended, Status.missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why a run cannot come to another version as it stands. ``key`` is a catalogue sentence that takes ``name``."""

    key: str
    name: str


def migrate(folding: Fold, act: StandingAct, migration: Migration) -> None:
    """Let the run come to the version of the act's pin.

    A run that is gone, or is at that version already, is left alone; what cannot be is a conflict.
    """
    run, digest = folding.state.runs.get(act.run), act.content.pins[0].digest
    if run is None or run.digest == digest:
        return
    if run.digest != migration.source:
        folding.conflicts.append(Conflict(seq=act.seq, name=act.name, key="machine.migration_source"))
        return
    old, new = folding.world.prepared(run.digest), folding.world.prepared(digest)
    obstacle = next(obstacles(old, new, run, migration), None)
    if obstacle is not None:
        folding.conflicts.append(Conflict(seq=act.seq, name=act.name, key=obstacle.key))
        return
    _Moving(world=folding.world, old=old, new=new, run=run, act=act, migration=migration).move()


def obstacles(old: Prepared, new: Prepared, run: RunState, migration: Migration) -> Iterator[Obstacle]:
    """Everything that keeps this run, as it stands, from coming to the new version."""
    names = names_of(migration)
    if names.states.get(run.state, run.state) not in new.states:
        yield Obstacle(key="machine.migration_state", name=run.state)
    for key in _unknown_items(new, run, names):
        yield Obstacle(key="machine.migration_item", name=key)
    for name in dict.fromkeys(chain(run.fields, *(item.fields for item in run.items.values()))):
        before, after = old.fields.get(name), new.fields.get(names.fields.get(name, name))
        if before and after and (before.kind, before.code_list) != (after.kind, after.code_list):
            yield Obstacle(key="machine.migration_field", name=name)
    moves = {move.old: move for move in migration.moves}
    for key, deadline in run.deadlines.items():
        yield from _of_deadline(new, run, key, deadline, moves, names)


def _of_deadline(
    new: Prepared, run: RunState, key: str, deadline: DeadlineState, moves: dict[str, Move], names: Names
) -> Iterator[Obstacle]:
    name, item = split_key(key)
    move = moves.get(name)
    spec = None if move is None else new.deadlines.get(move.new)
    if move is not None and move.carry is Carry.drop:
        return
    if move is None or spec is None or bool(spec.per or spec.every) != bool(item):
        yield Obstacle(key="machine.migration_deadline", name=name)
    elif deadline.status in SETTLED:
        return
    elif move.carry is Carry.rebudget and deadline.extended_by and spec.extension is None:
        yield Obstacle(key="machine.migration_extension", name=name)
    elif move.carry is Carry.rebudget and _used_in_other_unit(new, spec, deadline):
        yield Obstacle(key="machine.migration_unit", name=name)
    elif move.carry is Carry.reset and spec.until_field:
        fields = names.values({**run.fields, **(run.items[item].fields if item else {})})
        if not isinstance(fields.get(spec.until_field), str):
            yield Obstacle(key="machine.migration_deadline", name=name)


def _used_in_other_unit(new: Prepared, spec: Deadline, deadline: DeadlineState) -> bool:
    """Whether an earlier migration found what was used in another unit: by the version before that one, long gone."""
    rest = None if deadline.carried is None else deadline.carried.rest
    return rest is not None and rest.unit != unit_of(new.rules[spec.rule])


def _unknown_items(new: Prepared, run: RunState, names: Names) -> Iterator[str]:
    for key, item in run.items.items():
        name, _, each = names.item(key).partition(".")
        activity = new.activities.get(name)
        fixed = () if activity is None else tuple(found.id for found in activity.spec.items)
        state = names.item_state(key, item.state)
        if activity is None or state not in activity.states or (fixed and each not in fixed):
            yield key


def parents_first(pathway: Pathway) -> list[Deadline]:
    """The deadlines of a pathway, each after the one it is anchored in."""
    by_name = {deadline.name: deadline for deadline in pathway.deadlines}

    def depth(deadline: Deadline) -> int:
        found = 0
        while deadline.anchor.kind is AnchorKind.deadline and found <= len(by_name):
            deadline, found = by_name[deadline.anchor.name], found + 1
        return found

    return sorted(pathway.deadlines, key=depth)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Left:
    """How a deadline was counted until the migration, and by which version. ``counted`` is None for a date set."""

    prepared: Prepared
    spec: Deadline
    counted: Budgeted | None

    def stops(self, pauses: tuple[PauseState, ...], before: Rest | None) -> tuple[Stop, ...]:
        """The stretches in which its clock stood, joined: those since ``before``, or all that the run has had."""
        if self.counted is None or self.spec.on_pause is OnPause.runs:
            return ()
        had = (Stop(began=pause.began, ended=pause.ended) for pause in pauses)
        stops = joined(had if before is None else stops_since(pauses, before, None))
        due, standing = self.counted.due, self.counted.standing_since
        over = tuple(stop for stop in stops if stop.ended is not None and stop.began.on <= due.nominal)
        return over if standing is None else (*over, Stop(began=standing, ended=None))


@dataclass(slots=True, kw_only=True)
class _Moving:
    """One run on its way from ``old`` to ``new``."""

    world: World
    old: Prepared
    new: Prepared
    run: RunState
    act: StandingAct
    migration: Migration
    counted: dict[str, _Left] = field(default_factory=dict)
    shut: dict[str, date | None] = field(default_factory=dict)
    """Since when nothing could open each, by the version that is left."""

    @property
    def _names(self) -> Names:
        return names_of(self.migration)

    def move(self) -> None:
        self.counted = {key: self._as_left(key) for key in self.run.deadlines}
        self.shut = {key: shut_since(self.old, self.run, key) for key in self.run.deadlines}
        self._translate()
        left, self.run.deadlines = self.run.deadlines, {}
        came_from = {move.new: move for move in self.migration.moves if move.carry is not Carry.drop}
        names, called = self._names, dict[str, str]()
        nominals: dict[str, date] = {}
        for spec in parents_first(self.new.pathway):
            move = came_from.get(spec.name)
            for key, state in left.items():
                name = split_key(key)[0]
                if move is not None and name == move.old:
                    called[key] = key_of(spec.name, names.item(split_key(key)[1]))
                    self._deadline(spec, key, state, move, nominals)
        self.run.renamed += renamed_by(self.act.seq, called)

    def _as_left(self, key: str) -> _Left:
        prepared, spec = counting_version(self.world, self.run, key)
        return _Left(prepared=prepared, spec=spec, counted=counted_by(self.world, self.run, key, None))

    @property
    def _pauses(self) -> tuple[PauseState, ...]:
        return pauses_of(self.new, self.run)

    @property
    def _happened(self) -> Happened:
        return self.act.content.happened

    @property
    def _place(self) -> Place:
        return self.act.place

    def _translate(self) -> None:
        run, new, names = self.run, self.new, self._names
        run.digest = new.pathway.digest
        run.state = names.states.get(run.state, run.state)
        run.fields = names.values(run.fields)
        for key, item in run.items.items():
            item.state, item.fields = names.item_state(key, item.state), names.values(item.fields)
        run.items = {names.item(key): item for key, item in run.items.items()}
        for activity in new.activities.values():
            for fixed in activity.spec.items:
                key = f"{activity.spec.name}.{fixed.id}"
                if key not in run.items:
                    run.items[key] = new_item(new, activity, run, fixed.id, replace(self.act.content, data={}))

    def _deadline(self, spec: Deadline, old: str, state: DeadlineState, move: Move, nominals: dict[str, date]) -> None:
        """Carry one deadline over, with the key ``old`` in the version that is left.

        ``nominals``: new nominal date, never extended and never stopped, of those that were counted anew.
        """
        run, item = self.run, self._names.item(split_key(old)[1])
        key = key_of(spec.name, item)
        run.deadlines[key] = state
        parent = None
        if spec.anchor.kind is AnchorKind.deadline:
            parent = nominals.get(key_of(spec.anchor.name, item), nominals.get(spec.anchor.name))
        if state.under_way and move.carry is Carry.reset:
            self._begin_anew(spec, state)
        elif state.status in SETTLED or self._missed(state) or move.carry is Carry.keep:
            self._keep(state, move)
        elif move.carry is Carry.reset:
            own = self._reset(spec, item, parent)
            nominals[key] = own
        else:
            nominals[key] = self._rebudget(spec, key, self.counted[old], parent)
        if run.deadlines[key] is state:
            state.shut_on = self.shut[old]
        self._stand(spec, run.deadlines[key])
        carry_shut(self.new, run, key, self._happened.on)

    def _begin_anew(self, spec: Deadline, state: DeadlineState) -> None:
        """The period under way falls away unless it is met, and the first of the new version begins."""
        settle(state, Status.ended, self._happened, self.act.seq)
        state.pending = ()
        on, at = self._happened.on, self._happened.at
        begin(self.new, self.run, spec, Arming(on=on, at=at, root=on, by=self.act.seq))

    def _missed(self, state: DeadlineState) -> bool:
        return state.standing_since is None and (state.missed_from, BY_CLOCK, 0) <= self._place

    def _keep(self, state: DeadlineState, move: Move) -> None:
        """The dates stay, with the version they were counted by: of several migrations that of the first."""
        if state.carried is None:
            state.carried = Carried(
                by=self.act.seq,
                on=self._happened.on,
                at=self._place[0],
                carry=Carry.keep.value,
                digest=self.old.pathway.digest,
                name=move.old,
                rest=None,
            )

    def _reset(self, spec: Deadline, item: str, parent: date | None) -> date:
        """Counted from the migration, or from its parent's new date."""
        on = self._happened.on if parent is None else parent
        at = self._happened.at if parent is None else None
        arming = Arming(on=on, at=at, root=self._happened.on, by=self.act.seq)
        armed = arm(self.new, self.run, spec, item, arming)
        if armed is None:
            raise AssertionError(f"{spec.name} has no date, and the obstacle was not seen")
        return armed.nominal

    def _rebudget(self, spec: Deadline, key: str, left: _Left, parent: date | None) -> date:
        """The new budget minus what is used; returns what its children count from."""
        state, within = self.run.deadlines[key], spec.within
        if within is None:
            raise AssertionError(f"{spec.name} has no budget, and the plan was accepted")
        before = self._alone_before(state, left)
        if parent is not None and parent != state.anchored_on:
            # What an earlier migration found used was counted from another anchor.
            state.anchored_on, state.anchored_at, state.carried = parent, None, None
        own = within_of(spec, state) or within
        alone = self._alone(spec, state, within, left, before)
        rest = self._rest(spec, self._leaving(spec, state, own, left))
        state.carried = Carried(
            by=self.act.seq,
            on=self._happened.on,
            at=self._place[0],
            carry=Carry.rebudget.value,
            digest=self.new.pathway.digest,
            name=spec.name,
            rest=rest,
            alone=alone if self._has_children(spec) and alone != rest else None,
        )
        counted = counted_by(self.world, self.run, key, None)
        if counted is not None:
            set_dates(state, counted)
        state.reporting = reporting_on(
            state.root, spec.reporting_days_extended if state.extended_by else spec.reporting_days
        )
        if isinstance(alone, date):
            return alone
        return due_of_rest(alone, within, self.new.rules[spec.rule], self.new.calendars[spec.calendar]).nominal

    def _has_children(self, spec: Deadline) -> bool:
        anchors = (each.anchor for each in self.new.pathway.deadlines)
        return any(anchor.kind is AnchorKind.deadline and anchor.name == spec.name for anchor in anchors)

    def _alone_before(self, state: DeadlineState, left: _Left) -> Due | date:
        """When it was due by the version that is left, never extended or stopped; a date where it is over for good."""
        carried, within = state.carried, left.spec.within
        rest = None if carried is None else carried.alone or carried.rest
        if isinstance(rest, date):
            return rest
        if within is None:
            return state.nominal
        rule, calendar = left.prepared.rules[left.spec.rule], left.prepared.calendars[left.spec.calendar]
        if rest is None:
            return count(start_of(state, within), within, rule, calendar)
        return due_of_rest(rest, within, rule, calendar)

    def _alone(
        self, spec: Deadline, state: DeadlineState, within: Period, left: _Left, before: Due | date
    ) -> Rest | date:
        """What its children count from: the rest as if nothing had extended or stopped it, or a date that is over.

        What was over by the migration from its own anchor alone stays so for them, as what was missed stays missed.
        """
        if isinstance(before, date):
            return before
        if (before.missed_from, BY_CLOCK, 0) <= self._place:
            return before.nominal
        carried = state.carried
        earlier = None if carried is None else carried.alone or carried.rest
        leaving = Leaving(
            start=start_of(state, within),
            stops=(),
            calendar=left.prepared.calendars[left.spec.calendar],
            nominal=before.nominal,
            nominal_end=before.nominal_end,
            before=earlier if isinstance(earlier, Rest) else None,
            pauses=self.run.pauses,
        )
        return self._rest(spec, leaving)

    def _rest(self, spec: Deadline, leaving: Leaving) -> Rest:
        stands = spec.on_pause is not OnPause.runs
        rest = rest_of(leaving, self._happened.on, self._place[0], self.new.rules[spec.rule], stands=stands)
        return with_own_day(rest, leaving, self.new.calendars[spec.calendar])

    def _leaving(self, spec: Deadline, state: DeadlineState, within: Period, left: _Left) -> Leaving:
        """The deadline as it is left."""
        before = None if state.carried is None else state.carried.rest
        if before is not None and before.unit != unit_of(self.new.rules[spec.rule]):
            before = None
        start, stops = start_of(state, within), left.stops(self._pauses, before)
        ended = [stop.ended for stop in stops if stop.ended is not None and ends_after(stop.ended, start)]
        if left.spec.on_pause is OnPause.restarts and ended:
            start, before = gone_again(ended[-1], within.unit), None
            stops = tuple(stop for stop in stops if stop.ended is None)
        return Leaving(
            start=start,
            stops=stops,
            calendar=left.prepared.calendars[left.spec.calendar],
            nominal=state.nominal,
            nominal_end=state.nominal_end,
            before=before,
            pauses=self.run.pauses,
        )

    def _stand(self, spec: Deadline, state: DeadlineState) -> None:
        """As the new version has it in the state where the run is; rungs that lie behind are not passed again."""
        if state.tally is not None:
            stand(self.new, self.run, spec, state, self.act)
            return
        if state.status is Status.dormant and opens_at_once(spec, self.run):
            open_up(self.new, spec, state)
            return
        if state.status in (Status.dormant, Status.open) and self.run.state in spec.ended_in:
            settle(state, Status.ended, self._happened, self.act.seq)
        if state.status is Status.open:
            state.pending = ahead(ladder(self.new, spec, state), self._place)
