"""What a migration would do to one case, worked out on its projection and written nowhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pathways.counting.oslo import civil_date
from pathways.engine.plans import FittedPlan
from pathways.engine.telling import why_gone
from pathways.machine.deadlines import key_of, split_key, within_of
from pathways.machine.fold import advance, apply
from pathways.machine.happening import Fold
from pathways.machine.migrating import Obstacle, obstacles
from pathways.machine.order import StandingAct, clock_place, place_of
from pathways.machine.prepared import Prepared, World
from pathways.machine.recurring import under_way
from pathways.machine.renaming import names_of
from pathways.machine.standing import OVERDUE, Word, word_of
from pathways.machine.state import CaseState, DeadlineState, RunState, Status
from pathways.machine.state_json import dump, load
from pathways.model.counting import Period
from pathways.model.migration import Carry, Migration, Move
from pathways.model.record import Content, Happened, RunPin
from pathways.store.notices import Notice
from pathways.store.pinned import PinnedCase

NAME = "migration"
"""What an event of a migration is called in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One deadline that is another after the migration, or after one is taken back.

    Dates after are None where it is dropped, dates before where it comes back.
    """

    run: str
    name: str
    """As the new version calls it; as the old one does where it is dropped."""
    item: str
    title: str
    carry: Carry
    before: date | None
    """Nominal date, as ``after``."""
    after: date | None
    legal_before: date | None
    legal_after: date | None
    used_up: bool
    """More was used than the new budget holds: it ends on the day of the migration."""
    overdue: bool
    """Past its date now, and was not before."""
    stood: bool
    """Its clock stands before the migration, as ``stands`` after it. While it does nothing is due."""
    stands: bool
    called: str
    """What the version that is left calls it, where that is another name; else empty."""
    budgets: tuple[Period, Period] | None
    """The budget before and after, of a clock that stands on with another: no date tells that yet. Else None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenMove:
    """What would become of one case."""

    case_id: str
    runs: tuple[str, ...]
    plans: tuple[str, ...]
    """Ids of the plans that concern it; none of one that is taken back."""
    shifts: tuple[Shift, ...]
    withdrawn: tuple[tuple[Notice, str], ...]
    """Notices that would be withdrawn, read or not, each with why as a catalogue key."""
    obstacles: tuple[tuple[str, Obstacle], ...]
    """Run, and why it cannot move as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """A run that has moved in thought: between which versions, what it is after, and when."""

    migration: Migration
    old: Prepared
    new: Prepared
    after: RunState
    now: datetime


def moving(world: World, state: CaseState, plans: Sequence[FittedPlan]) -> Iterator[tuple[RunState, FittedPlan]]:
    """The live runs of a case that a plan concerns: not at an end, or with a deadline that still has something due."""
    for run in state.runs.values():
        for fitted in plans:
            over = world.prepared(run.digest).states[run.state].end
            due = any(deadline.pending for deadline in run.deadlines.values())
            if run.digest in fitted.migrations and (due or not over):
                yield run, fitted
                break


def content_of(run: RunState, fitted: FittedPlan, now: datetime) -> Content:
    """What the event of a migration says of a run, at an instant."""
    pin = RunPin(run=run.run, pathway=run.pathway, digest=fitted.target, law_loaded=run.law_loaded)
    return Content(
        happened=Happened(on=civil_date(now), at=now),
        data={},
        reason_codes=(),
        pins=(pin,),
        warnings=(),
        migration=fitted.migrations[run.digest],
    )


def foresee_move(
    world: World, plans: Sequence[FittedPlan], case: PinnedCase, in_force: Sequence[Notice], now: datetime
) -> ForeseenMove | None:
    """What the plans would do to the case at ``now``; None when they do not concern it. ``in_force``: its notices."""
    now = max(now, case.recorded_at)
    folding = Fold(world=world, state=load(case.state))
    advance(folding, clock_place(now))
    before = load(dump(folding.state))
    found: list[tuple[str, Obstacle]] = []
    moved: list[str] = []
    by: list[str] = []
    for seq, (run, fitted) in enumerate(list(moving(world, folding.state, plans)), start=case.version + 1):
        migration = fitted.migrations[run.digest]
        hindered = obstacles(world.prepared(run.digest), world.prepared(fitted.target), run, migration)
        there = [(run.run, obstacle) for obstacle in hindered]
        found += there
        moved.append(run.run)
        by.append(fitted.id)
        if not there:
            apply(folding, _act(run, content_of(run, fitted, now), seq))
    if not moved:
        return None
    shifts = [shift for run in moved for shift in _shifts(world, before.runs[run], folding.state.runs[run], now, plans)]
    waiting = [notice for notice in in_force if not notice.escalate and not why_gone(before, notice)]
    return ForeseenMove(
        case_id=case.case_id,
        runs=tuple(moved),
        plans=tuple(dict.fromkeys(by)),
        shifts=tuple(shifts),
        withdrawn=tuple((notice, why) for notice in waiting if (why := why_gone(folding.state, notice))),
        obstacles=tuple(found),
    )


def _act(run: RunState, content: Content, seq: int) -> StandingAct:
    at = content.happened.at
    if at is None:
        raise AssertionError("a migration has an instant")
    place = place_of(content.happened, at, seq)
    return StandingAct(seq=seq, run=run.run, name=NAME, item="", content=content, place=place, recorded_at=at)


def _shifts(
    world: World, before: RunState, after: RunState, now: datetime, plans: Sequence[FittedPlan]
) -> Iterator[Shift]:
    if before.digest == after.digest:
        return
    migration = next(fitted.migrations[before.digest] for fitted in plans if before.digest in fitted.migrations)
    old, new = world.prepared(before.digest), world.prepared(after.digest)
    sides = _Sides(migration=migration, old=old, new=new, after=after, now=now)
    for key, state in before.deadlines.items():
        shift = _shift(sides, key, state)
        if shift is not None:
            yield shift


def _shift(sides: _Sides, key: str, state: DeadlineState) -> Shift | None:
    migration, old, new, after, now = sides.migration, sides.old, sides.new, sides.after, sides.now
    name, item = split_key(key)
    move = next(move for move in migration.moves if move.old == name)
    item = names_of(migration).item(item)
    moved = after.deadlines.get(key_of(move.new, item)) if move.new else None
    if moved is not None and state.under_way and move.carry is Carry.reset:
        moved = under_way(after, new.deadlines[move.new]) or moved
    live = state.status in (Status.open, Status.dormant)
    if moved is None and not live:
        return None
    was = word_at(old, name, state, now, after)
    becomes = None if moved is None else word_at(new, move.new, moved, now, after)
    overdue = becomes in OVERDUE and was not in OVERDUE
    stood, standing = stands(state), moved is not None and stands(moved)
    same = moved is not None and (moved.nominal, moved.legal, standing) == (state.nominal, state.legal, stood)
    called = name if moved is not None and name != move.new and live else ""
    budgets = _budgets(sides, move, state, moved) if stood and standing else None
    if same and (state.status is (moved.status if moved else None)) and not (overdue or called or budgets):
        return None
    spec = old.deadlines[name] if moved is None else new.deadlines[move.new]
    today = civil_date(now)
    return Shift(
        run=after.run,
        name=spec.name,
        item=item,
        title=spec.title.nb,
        carry=move.carry,
        before=state.nominal,
        after=None if moved is None else moved.nominal,
        legal_before=state.legal,
        legal_after=None if moved is None else moved.legal,
        used_up=moved is not None and not standing and moved.nominal == today < state.nominal,
        overdue=overdue,
        stood=stood,
        stands=standing,
        called=called,
        budgets=budgets,
    )


def _budgets(
    sides: _Sides, move: Move, state: DeadlineState, moved: DeadlineState | None
) -> tuple[Period, Period] | None:
    if moved is None or move.carry is Carry.keep:
        return None
    before = within_of(sides.old.deadlines[move.old], state)
    after = within_of(sides.new.deadlines[move.new], moved)
    return None if before is None or after is None or before == after else (before, after)


def stands(state: DeadlineState) -> bool:
    """Whether the clock of a deadline that waits stands."""
    return state.status in (Status.open, Status.dormant) and state.standing_since is not None


def word_at(prepared: Prepared, name: str, state: DeadlineState, now: datetime, run: RunState) -> Word:
    """How a deadline of ``run`` stands at ``now``, by a version that calls it ``name``."""
    spec = prepared.deadlines[name]
    settled = prepared.rules[spec.rule].roll_settled
    return word_of(spec, state, law_loaded=run.law_loaded, roll_settled=settled, at=now)
