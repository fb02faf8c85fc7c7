"""Random histories in which things are decided anew and owed in each period: the engine's are those of the oracle."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from pathways.model.record import Kind
from tests.oracle.asking import answer_of
from tests.oracle.decided import AnewWalk, DecidedWalk, HomeWalk, decided
from tests.oracle.test_histories_agree import parts
from tests.support.cases import ToldCase
from tests.support.counts import count
from tests.support.walks import FIRST
from tests.support.worlds import World, shipped

STEPS = 40
KINDS = [
    pytest.param(DecidedWalk, decided, count(12, 1_500), id="small definitions"),
    pytest.param(AnewWalk, shipped, count(8, 1_000), id="shipped definitions"),
    pytest.param(HomeWalk, shipped, count(4, 300), id="foster homes"),
]


def walked(walk: type[AnewWalk], world: World, seed: int) -> ToldCase:
    """A random case, left to the clock for a while at its end."""
    case = ToldCase(world=world, now=FIRST)
    list(walk(case=case, random=Random(seed)).steps(STEPS))
    case.tick(case.now + timedelta(weeks=seed % 3 * 4))
    return case


@pytest.mark.soak
@pytest.mark.parametrize(("walk", "world", "cases"), KINDS)
def test_histories_with_decisions_anew_and_periods_are_the_oracles(
    walk: type[AnewWalk], world: Callable[[], World], cases: int
) -> None:
    for seed in range(cases):
        found = parts(walked(walk, world(), seed), seed)
        assert found == [], (seed, found)


def test_the_walks_decide_anew_withdraw_and_miss_periods() -> None:
    kinds, words, states = Counter[Kind](), Counter[str](), Counter[str]()
    for seed in range(8):
        case = walked(DecidedWalk, decided(), seed)
        kinds.update(record.kind for record in case.records)
        for run in answer_of(case)["runs"].values():
            states[run["state"]] += 1
            words.update(each["word"] for each in run["deadlines"].values() if each["owed"])
    assert kinds[Kind.redecision] > 5
    assert states["(omgjort)"]
    assert {"met", "breach", "ended", "running"} <= set(words)
