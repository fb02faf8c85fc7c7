"""Random histories in which runs that wait go from one end state to another: the engine's are those of the oracle."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from tests.oracle.ends import (
    DecidedEndsWalk,
    DenseEndsWalk,
    EndsWalk,
    decided_ends,
    dense_ends,
)
from tests.oracle.naive.days import NotCoveredError
from tests.oracle.test_histories_agree import parts
from tests.oracle.test_moved_agree import walked as walked_over_versions
from tests.oracle.versions import MovingDecidedEnds, MovingDenseEnds, MovingWalk
from tests.support.cases import ToldCase
from tests.support.counts import count
from tests.support.walks import FIRST
from tests.support.worlds import World

STEPS = 40
KINDS = [
    pytest.param(DenseEndsWalk, dense_ends, count(8, 1_500), id="clocks that stop"),
    pytest.param(DecidedEndsWalk, decided_ends, count(5, 1_000), id="decided anew and in periods"),
]
MOVING = [
    pytest.param("dense ends", MovingDenseEnds, count(5, 1_000), id="clocks that stop"),
    pytest.param("decided ends", MovingDecidedEnds, count(3, 1_000), id="decided anew and in periods"),
]


def walked(walk: type[EndsWalk], world: World, seed: int) -> ToldCase:
    """A random case, left to the clock for a while at its end."""
    case = ToldCase(world=world, now=FIRST)
    list(walk(case=case, random=Random(seed)).steps(STEPS))
    case.tick(case.now + timedelta(weeks=seed % 3 * 4))
    return case


@pytest.mark.soak
@pytest.mark.parametrize(("walk", "world", "cases"), KINDS)
def test_histories_that_come_to_several_ends_are_the_oracles(
    walk: type[EndsWalk], world: Callable[[], World], cases: int
) -> None:
    for seed in range(cases):
        found = parts(walked(walk, world(), seed), seed)
        assert found == [], (seed, found)


@pytest.mark.soak
@pytest.mark.parametrize(("family", "walk", "cases"), MOVING)
def test_histories_that_move_between_their_ends_are_the_oracles(
    family: str, walk: type[MovingWalk], cases: int
) -> None:
    refused = 0
    for seed in range(cases):
        try:
            found = parts(walked_over_versions(family, walk, seed, count(1, 60)), seed)
        except NotCoveredError:
            refused += 1
            continue
        assert found == [], (seed, found)
    assert refused < max(cases / 3, 3)


def test_the_walks_go_from_end_to_end_while_they_wait() -> None:
    ends = Counter[str]()
    for seed in range(20):
        for run in walked(DenseEndsWalk, dense_ends(), seed).state.runs.values():
            ends[run.state] += run.over_since is not None
    assert ends["arkivert"] + ends["kassert"] > 3, ends


def test_the_walks_wait_where_a_run_has_ended_and_shut_what_nothing_can_open() -> None:
    found = Counter[str]()
    for seed in range(20):
        for run in walked(DenseEndsWalk, dense_ends(), seed).state.runs.values():
            found["waits"] += sum(pause.after_end for pause in run.pauses)
            found["shut"] += sum(each.shut_on not in (None, run.since) for each in run.deadlines.values())
    assert min(found["waits"], found["shut"]) > 3, found
