"""Random histories where a place has set its own lengths, or none: the engine's are those of the oracle."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

import pytest

from tests.machine.test_slots_set import world
from tests.oracle.naive.law import at_place, read
from tests.oracle.test_histories_agree import parts
from tests.support.cases import ToldCase
from tests.support.counts import count
from tests.support.walks import FIRST, Walk

STEPS = 20


@dataclass(slots=True, kw_only=True)
class LocalWalk(Walk):
    """A walk over a definition that leaves its lengths to the place."""

    def begin(self) -> None:
        """Open the case."""
        self._start_of("prove")

    def _start(self) -> None:
        self._start_of("prove")


@pytest.mark.soak
@pytest.mark.parametrize("value", ["", "1 week", "6 weeks"])
def test_histories_under_local_lengths_are_the_oracles(value: str) -> None:
    for seed in range(count(4, 300)):
        case = ToldCase(world=world(value), now=FIRST)
        list(LocalWalk(case=case, random=Random(seed)).steps(STEPS))
        case.tick(case.now + timedelta(weeks=seed % 3 * 4))
        assert parts(case, seed) == [], (value, seed)


def test_the_oracle_has_of_a_definition_what_the_place_has_set() -> None:
    text = world("").catalogue.files["test/prove.yaml"]
    none, some = (
        read(at_place(text, f"periods: {{lokal/tid: {value}}}\nflags: {{lokal/av: true}}")) for value in ("", "1 week")
    )
    assert set(none.deadlines) == {"ramme"}
    assert (some.deadlines["fra_hendelse"]["within"], len(some.deadlines)) == ("1 week", 9)
    assert some.deadlines["haster_bare"]["only_when"] == "haster and not true"


def test_a_definition_that_leaves_nothing_to_the_place_is_read_as_it_is_written() -> None:
    text = "pathway: prove\nversion: 2026-01-01\n"
    assert at_place(text, "periods: {lokal/tid: 1 week}") is text
