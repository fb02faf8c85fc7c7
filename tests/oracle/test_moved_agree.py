"""Random histories in which runs come to other versions by random plans: the engine's are those of the oracle."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from pathways.model.record import Kind
from tests.oracle.naive.days import NotCoveredError
from tests.oracle.test_histories_agree import parts
from tests.oracle.versions import MovingDecided, MovingDense, MovingWalk, versions
from tests.support.cases import ToldCase
from tests.support.counts import count
from tests.support.walks import FIRST

STEPS = 40
WORLDS, MOST_WORLDS = 3, 60
KINDS = [
    pytest.param("dense", MovingDense, count(25, 2_000), id="clocks that stop"),
    pytest.param("decided", MovingDecided, count(15, 1_500), id="decided anew and in periods"),
]


def walked(family: str, walk: type[MovingWalk], seed: int, worlds: int = count(WORLDS, MOST_WORLDS)) -> ToldCase:
    """A random case, left to the clock for a while at its end."""
    found = versions(family, seed % worlds)
    case = ToldCase(world=found.world, now=FIRST)
    list(walk(case=case, random=Random(seed), versions=found).steps(STEPS))
    case.tick(case.now + timedelta(weeks=seed % 3 * 4))
    return case


@pytest.mark.soak
@pytest.mark.parametrize(("family", "walk", "cases"), KINDS)
def test_histories_that_move_to_other_versions_are_the_oracles(family: str, walk: type[MovingWalk], cases: int) -> None:
    refused = 0
    for seed in range(cases):
        try:
            found = parts(walked(family, walk, seed), seed)
        except NotCoveredError:
            refused += 1
            continue
        assert found == [], (seed, found)
    assert refused < cases / 3


PARTED = [
    pytest.param("dense", MovingDense, 117, id="asked the day before it would stand"),
    pytest.param("dense", MovingDense, 326, id="told by its date alone it began after what began that day before"),
    pytest.param("dense", MovingDense, 385, id="what began anew stood again the same day"),
    pytest.param("dense", MovingDense, 792, id="over by its date alone after a migration that day"),
    pytest.param("dense", MovingDense, 854, id="two that both stood at a migration are one"),
    pytest.param("dense", MovingDense, 1196, id="a stop gives back the day of a migration as it was taken"),
    pytest.param("dense", MovingDense, 1348, id="two that overlap on the day of a migration"),
    pytest.param("dense", MovingDense, 1501, id="nothing is left and it begins anew the same day"),
    pytest.param("decided", MovingDecided, 434, id="its deadline was called otherwise twice since it fell away"),
    pytest.param("decided", MovingDecided, 487, id="ended before it would have stood"),
    pytest.param("decided", MovingDecided, 504, id="behind at the migration, it fell away, and waits again"),
    pytest.param("decided", MovingDecided, 750, id="another that was behind"),
    pytest.param("decided", MovingDecided, 1312, id="in a run that another began"),
]
"""Where the two once parted, and what it was."""


@pytest.mark.parametrize(("family", "walk", "seed"), PARTED[: count(4, len(PARTED))])
def test_where_they_once_parted_they_agree(family: str, walk: type[MovingWalk], seed: int) -> None:
    assert parts(walked(family, walk, seed, MOST_WORLDS), seed) == []


def test_the_walks_move_rebudget_reset_keep_and_go_back() -> None:
    kinds, carries = Counter[Kind](), Counter[str]()
    for seed in range(14):
        case = walked("dense", MovingDense, seed)
        kinds.update(record.kind for record in case.records)
        carries.update(
            f"{deadline.carried.carry} {bool(deadline.carried.rest)}"
            for run in case.state.runs.values()
            for deadline in run.deadlines.values()
            if deadline.carried
        )
    assert kinds[Kind.migration] > 10
    assert carries["rebudget True"] > 10
    assert carries["keep False"] > 5
