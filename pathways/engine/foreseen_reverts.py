"""What taking a migration back would do to one case, compared with what it is now; written nowhere.

The dates come from folding the case anew without the migration. Nothing is counted here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pathways.engine.foreseen_moves import ForeseenMove, Shift, stands, word_at
from pathways.engine.telling import why_gone
from pathways.machine.deadlines import split_key, within_of
from pathways.machine.prepared import Prepared, World
from pathways.machine.renaming import now_called
from pathways.machine.standing import OVERDUE
from pathways.machine.state import CaseState, DeadlineState, RunState, Status
from pathways.model.counting import Period
from pathways.model.migration import Carry
from pathways.model.record import Record
from pathways.store.notices import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """A run as it is, and as it reads without the migration."""

    old: Prepared
    new: Prepared
    before: RunState
    after: RunState
    now: datetime


def foresee_revert(
    world: World,
    states: tuple[CaseState, CaseState],
    targets: Sequence[Record],
    in_force: Sequence[Notice],
    now: datetime,
) -> ForeseenMove:
    """What becomes of the case when ``targets`` are annulled. ``states``: as it is at ``now``, and as it then is."""
    before, after = states
    shifts = [shift for target in targets for shift in _shifts(world, before, after, target, now)]
    waiting = [notice for notice in in_force if not notice.escalate and not why_gone(before, notice)]
    return ForeseenMove(
        case_id=targets[0].case_id,
        runs=tuple(target.run for target in targets),
        plans=(),
        shifts=tuple(shifts),
        withdrawn=tuple((notice, why) for notice in waiting if (why := why_gone(after, notice))),
        obstacles=(),
    )


def _shifts(world: World, before: CaseState, after: CaseState, target: Record, now: datetime) -> Iterator[Shift]:
    was, becomes = before.runs.get(target.run), after.runs.get(target.run)
    if was is None or becomes is None:
        return
    old, new = world.prepared(was.digest), world.prepared(becomes.digest)
    sides = _Sides(old=old, new=new, before=was, after=becomes, now=now)
    migration = None if target.content is None else target.content.migration
    carried = {move.old: move.carry for move in migration.moves} if migration is not None else {}
    called = {now_called(was, key, target.seq - 1): key for key in becomes.deadlines}
    for key in dict.fromkeys((*was.deadlines, *called)):
        carry = carried.get(split_key(called.get(key, key))[0], Carry.keep)
        shift = _shift(sides, key, called.get(key, ""), carry)
        if shift is not None:
            yield shift


def _shift(sides: _Sides, key: str, back: str, carry: Carry) -> Shift | None:
    """The deadline that is called ``key`` now, and ``back`` when it has gone back; None where it stays as it is."""
    old, new = sides.before.deadlines.get(key), sides.after.deadlines.get(back)
    was = None if old is None else word_at(sides.old, split_key(key)[0], old, sides.now, sides.before)
    becomes = None if new is None else word_at(sides.new, split_key(back)[0], new, sides.now, sides.after)
    overdue = becomes in OVERDUE and was not in OVERDUE
    if (old is None and not _is_live(new)) or (new is None and not _is_live(old)):
        # What came to nothing on the only side that has it, is no change for anybody.
        return None
    renamed = old is not None and new is not None and key != back
    budgets = _budgets(sides, key, old, back, new)
    if _reads(old) == _reads(new) and not (overdue or renamed or budgets):
        return None
    name, item = split_key(back or key)
    spec = (sides.old if new is None else sides.new).deadlines[name]
    return Shift(
        run=sides.after.run,
        name=spec.name,
        item=item,
        title=spec.title.nb,
        carry=carry,
        before=None if old is None else old.nominal,
        after=None if new is None else new.nominal,
        legal_before=None if old is None else old.legal,
        legal_after=None if new is None else new.legal,
        used_up=False,
        overdue=overdue,
        stood=old is not None and stands(old),
        stands=new is not None and stands(new),
        called=split_key(key)[0] if renamed and split_key(key)[0] != name else "",
        budgets=budgets,
    )


def _reads(state: DeadlineState | None) -> tuple[object, ...]:
    return () if state is None else (state.nominal, state.legal, state.status, stands(state))


def _is_live(state: DeadlineState | None) -> bool:
    return state is not None and state.status in (Status.open, Status.dormant)


def _budgets(
    sides: _Sides, key: str, old: DeadlineState | None, back: str, new: DeadlineState | None
) -> tuple[Period, Period] | None:
    """The budgets of a clock that stands on with another one; no date tells that yet."""
    if old is None or new is None or not (stands(old) and stands(new)):
        return None
    before = within_of(sides.old.deadlines[split_key(key)[0]], old)
    after = within_of(sides.new.deadlines[split_key(back)[0]], new)
    return None if before is None or after is None or before == after else (before, after)
