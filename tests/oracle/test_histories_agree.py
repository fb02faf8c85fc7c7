"""Every recorded history, and random ones: states, items, due dates, words and reminders are those of the oracle."""

from collections import Counter
from datetime import timedelta
from functools import cache
from random import Random

import pytest

from pathways.errors import PathwaysError
from tests.golden.history import _do, files, read
from tests.oracle.asking import Asked, answer_of, noticed_and_due, questions
from tests.oracle.dense import DenseWalk, dense
from tests.support.cases import ToldCase
from tests.support.counts import count
from tests.support.walks import FIRST, Walk
from tests.support.worlds import shipped

SHIPPED, DENSE = count(60, 4_000), count(25, 2_000)
STEPS = 40
NAMES = [path.stem for path in files()]
PER_CASE = 5


@cache
def history(name: str) -> ToldCase:
    """A recorded history done again."""
    found, _ = read(next(path for path in files() if path.stem == name))
    case = ToldCase(world=found.world, now=found.commands[0].now)
    for command in found.commands:
        case.now = max(case.now, command.now)
        try:
            _do(command, case)
        except PathwaysError:
            continue  # refused then, and refused now
    return case


def walked(seed: int, *, small: bool) -> ToldCase:
    """A random case, left to the clock for a while at its end."""
    case = ToldCase(world=dense() if small else shipped(), now=FIRST)
    walk = (DenseWalk if small else Walk)(case=case, random=Random(seed))
    list(walk.steps(STEPS))
    case.tick(case.now + timedelta(weeks=seed % 3 * 4))
    return case


def parts(case: ToldCase, seed: int) -> list[str]:
    """Where the two part, at the end of a case and at random pairs of moments, and in what was noticed."""
    return answers(case, seed) or noticed_and_due(case)


def answers(case: ToldCase, seed: int) -> list[str]:
    """Where the two part, at the end of a case and at random pairs of moments."""
    asked = Asked.about(case)
    recorded = [record.recorded_at for record in case.records]
    for question in questions(recorded, case.now, Random(seed), PER_CASE):
        if found := asked.ask(question):
            return [f"known {question.known}, at {question.at}", *found]
    return []


@pytest.mark.parametrize("name", NAMES)
def test_a_recorded_history_is_the_oracles_too(name: str) -> None:
    assert parts(history(name), 1) == []


@pytest.mark.soak
def test_random_histories_of_the_shipped_definitions_are_the_oracles() -> None:
    for seed in range(SHIPPED):
        found = parts(walked(seed, small=False), seed)
        assert found == [], (seed, found)


@pytest.mark.soak
def test_random_histories_in_which_clocks_stop_and_restart_are_the_oracles() -> None:
    for seed in range(DENSE):
        found = parts(walked(seed, small=True), seed)
        assert found == [], (seed, found)


def test_the_dense_histories_come_to_every_word() -> None:
    words: Counter[str] = Counter()
    for seed in range(30):
        for run in answer_of(walked(seed, small=True))["runs"].values():
            words.update(deadline["word"] for deadline in run["deadlines"].values())
    most = {"running", "breach", "met", "met_late", "ended", "dormant", "paused", "window_used", "window_closed"}
    assert most | {"lapsed"} <= set(words), words
