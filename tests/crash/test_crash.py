"""R1: killed at random points, nothing that was acknowledged is lost, nothing is doubled, everything is whole."""

from random import Random

import pytest

from tests.crash.harness import Nursery, doubled, lost, misplaced, nursery, rounds, unkept
from tests.machine.samples import matter
from tests.support.counts import SOAKING, count
from tests.support.installed import installed

KILLS = count(50, 1000)


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
