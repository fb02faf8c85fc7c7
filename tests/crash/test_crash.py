"""R1: killed at random points, nothing that was acknowledged is lost, nothing is doubled, everything is whole."""

from random import Random

import pytest

from tests.crash.harness import Nursery, doubled, lost, misplaced, nursery, rounds, unkept
from tests.crash.nursery import A_WHILE
from tests.engine.matters import opened
from tests.machine.samples import matter
from tests.support.counts import SOAKING, count
from tests.support.databases import PostgresDatabases, migrate
from tests.support.installed import START, installed

KILLS = count(50, 1000)
IN_A_ROUND = 15
"""Cases of which something falls due in each round."""
FAR = 800
"""Whiles after the beginning: by then the clock has passed in a case all that it ever will."""


@pytest.mark.soak
@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled_and_everything_is_whole(migrated_url: str) -> None:
    random = Random() if SOAKING else Random(50)
    with nursery(migrated_url) as found:
        rounds(found, KILLS // 2, random)
    with installed(migrated_url, matter()) as at_work:
        assert (found.deaths, found.gave_up) == (KILLS, [])
        assert len(found.acknowledged) > KILLS / 2
        assert lost(found, at_work) == []
        assert misplaced(found, at_work) == []
        assert doubled(at_work) == []
        assert unkept(at_work) == []
        assert at_work.faults() == []


@pytest.mark.soak
@pytest.mark.slow
def test_four_that_sweep_and_are_killed_double_nothing(postgres_databases: PostgresDatabases) -> None:
    """A batch is one transaction: it is there whole or not at all, and the next sweep takes the rest.

    They live a little longer until one has swept, and then a little shorter: so they are killed about that moment.
    """
    url, swept, life, random = postgres_databases.copy_of(migrate), 0, 0.1, Random() if SOAKING else Random(4)
    with installed(url, matter()) as at_work, nursery(url) as found:
        for _ in range(KILLS // 4):
            cases = [opened(at_work) for _ in range(IN_A_ROUND)]
            pids = [found.child("sweeper", FAR) for _ in range(4)]
            found.listen(life * random.uniform(0.9, 1.1))
            for pid in pids:
                found.kill(pid)
            done = sum(at_work.head(each).version > 1 for each in cases)
            assert done in (0, len(cases))
            swept, life = swept + bool(done), life / 1.3 if done else life * 1.5
            at_work.sweep(START + FAR * A_WHILE)
        assert (found.deaths, found.gave_up) == (KILLS // 4 * 4, [])
        assert 0 < swept < KILLS // 4
        assert at_work.sweep(START + 2 * FAR * A_WHILE).passed == 0
        assert at_work.faults() == []


@pytest.mark.slow
def test_the_harness_finds_what_was_acknowledged_too_early(migrated_url: str) -> None:
    # Whether a kill falls between word and commit is chance: so many rounds as it takes, and never more than these.
    with nursery(migrated_url) as found:
        assert any(_boasted(found, migrated_url, seed) for seed in range(6, 26))


def _boasted(found: Nursery, url: str, seed: int) -> bool:
    """Whether something is lost after some more rounds of a process that acknowledges too early."""
    rounds(found, 6, Random(seed), kind="boaster")
    with installed(url, matter()) as at_work:
        return lost(found, at_work) != []


@pytest.mark.slow
def test_the_harness_finds_what_was_sent_again_without_a_key(migrated_url: str) -> None:
    with nursery(migrated_url) as found:
        rounds(found, 8, Random(7), kind="keyless")
    with installed(migrated_url, matter()) as at_work:
        assert doubled(at_work) != []
