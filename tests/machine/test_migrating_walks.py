"""Random walks over two versions of the shipped definitions: migrations back and forth and reverts among all else."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from random import Random

import pytest

from pathways.engine.draft import BY_PEOPLE
from pathways.engine.foreseen_moves import moving
from pathways.engine.plans import FittedPlan
from pathways.engine.replay import Kept, replay_case
from pathways.machine.fold import fold
from pathways.machine.state import BY_CLOCK
from pathways.machine.state_json import digest, dump, load
from pathways.model.record import Kind
from tests.support.cases import CASE, ToldCase
from tests.support.counts import count
from tests.support.moves import migrate_now, own_plan, revert_now
from tests.support.versions import digests_of, in_two_versions
from tests.support.walks import FIRST, Walk

pytestmark = pytest.mark.soak

WALKS = count(60, 2000)
STEPS = 40


@dataclass(slots=True, kw_only=True)
class MovingWalk(Walk):
    """A walk on which runs move to another version, and back."""

    def _kind(self) -> str:
        return self.random.choices(["step", "migration", "revert"], [12, 2, 1])[0]

    def _step(self) -> None:
        kind = Walk._kind(self)
        getattr(self, f"_{kind}")()

    def _migration(self) -> None:
        case = self.case
        assert isinstance(case, ToldCase)
        run = self.random.choice(list(case.state.runs.values()) or [None])
        if run is None:
            return
        old, new = digests_of(case.world, run.pathway)
        wanted = own_plan(case.world, run.digest, new if run.digest == old else old)
        if list(moving(case.world, case.state, [wanted])):
            self.moves(case, run.run, wanted)

    def moves(self, case: ToldCase, _run: str, wanted: FittedPlan) -> None:
        """A run moves to the other version."""
        migrate_now(case, wanted)

    def goes_back(self, case: ToldCase, _number: int, plan: str) -> None:
        """What a plan did is reverted; ``_number`` counts the migrations so far, from 0."""
        revert_now(case, plan)

    def _revert(self) -> None:
        case = self.case
        assert isinstance(case, ToldCase)
        plans = [r.content.migration.plan for r in case.records if r.content and r.content.migration]
        if plans:
            number = self.random.randrange(len(plans))
            self.goes_back(case, number, plans[number])


@cache
def walked(seed: int) -> tuple[ToldCase, Counter[str], tuple[str, ...]]:
    """A case at the end of its walk, what was refused, and what did not hold on the way."""
    walk = MovingWalk(case=ToldCase(world=in_two_versions(), now=FIRST), random=Random(seed))
    case = walk.case
    assert isinstance(case, ToldCase)
    broken: list[str] = []
    known = 0
    for number, _ in enumerate(walk.steps(STEPS)):
        if len(case.records) == known:
            continue
        known = len(case.records)
        broken += [f"{seed}/{number}: {what}" for what in faults(case)]
    return case, walk.refused, tuple(broken)


def faults(case: ToldCase) -> list[str]:
    """What does not hold after a step."""
    full = case.rebuilt()
    last = full.state.last
    checks = {
        "the incremental path equals the full fold": dump(case.state) == dump(full.state),
        "what it is does not depend on workers": dump(case.state)
        == dump(fold(case.world, [r for r in case.records if r.kind in BY_PEOPLE], case.frontier).state),
        "the digest is that of the full fold": case.digests[-1] == digest(dump(full.state)),
        "no history that was accepted holds a conflict": not full.conflicts,
        "what is recorded as passed is what the fold passes": set(case.noticed()) == set(full.crossings),
        "nothing is passed twice": len(set(case.noticed())) == len(case.noticed()),
        "the text of a state gives the state": load(dump(case.state)) == case.state,
        "nothing that lies behind is pending": last is not None
        and all((due, BY_CLOCK, 0) > last for due, *_ in full.state.pending()),
        "every deadline is one of its version": all(
            key.partition(":")[0] in case.world.prepared(run.digest).deadlines
            for run in case.state.runs.values()
            for key in run.deadlines
        ),
    }
    return [what for what, holds in checks.items() if not holds]


def test_everything_holds_after_every_step() -> None:
    assert [fault for seed in range(WALKS) for fault in walked(seed)[2]] == []


def test_a_replay_agrees_at_every_event() -> None:
    for seed in range(WALKS):
        case = walked(seed)[0]
        replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
        assert (replayed.differs_at, replayed.counted_otherwise, replayed.state_text) == (0, (), dump(case.state)), seed


def test_the_walks_move_and_go_back() -> None:
    kinds: Counter[Kind] = Counter()
    reverted = 0
    for seed in range(WALKS):
        records = walked(seed)[0].records
        kinds += Counter(record.kind for record in records)
        moved = {record.seq for record in records if record.kind is Kind.migration}
        reverted += sum(record.kind is Kind.annulment and record.targets[0] in moved for record in records)
    assert kinds[Kind.migration] > WALKS
    assert reverted > WALKS / 5
    assert kinds[Kind.correction] > WALKS / 5


def test_the_walks_carry_clocks_that_stand_or_have_stood() -> None:
    rests = [
        (deadline.standing_since is not None, deadline.carried.rest)
        for seed in range(WALKS)
        for run in walked(seed)[0].state.runs.values()
        for deadline in run.deadlines.values()
        if deadline.carried is not None and deadline.carried.rest is not None
    ]
    assert sum(standing for standing, _ in rests) > WALKS / 100
    assert sum(bool(rest.pauses_before) for _, rest in rests) > WALKS / 10
