"""Random walks through the engine on real databases: after every step log, projection, timers and chain are whole."""

from random import Random

import pytest

from tests.support.counts import count
from tests.support.installed import Installed, StoredCase
from tests.support.walks import FIRST, Walk
from tests.support.worlds import shipped


@pytest.mark.soak
@pytest.mark.parametrize("part", range(count(2, 20)))
def test_projection_timers_digests_and_chain_are_whole_after_every_step(real: Installed, part: int) -> None:
    for seed in range(part * 10, part * 10 + count(5, 30)):
        walk = Walk(case=StoredCase(real, shipped()), random=Random(seed))
        walk.case.now = FIRST
        for number, kind in enumerate(walk.steps(25)):
            if kind != "wait" and number % 5 == 0:
                assert real.faults() == [], (seed, number, kind)
    assert real.faults() == []
    assert len(real.case_ids()) == count(5, 30)
