"""Every recorded history still comes to what it came to. Renew on purpose only: ``python -m tests.golden.record``."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from pathways.compiler.catalogue import compile_folder
from tests.golden.history import Outcome, files, perform, read, written
from tests.support.worlds import FOLDER

LEAST = 60
LEAST_OF = {
    "barnevern_undersokelse": 15,
    "barnevern_forlop": 15,
    "bup_vurdering": 15,
    "barnevern_fosterhjem": 5,
    "bup_akutt": 5,
    "barnevern_helsekartlegging": 5,
}
RENEW = (
    "If this was meant, renew the corpus with python -m tests.golden.record, and say in the commit which paths changed "
    "and why; replay will find the same in every database."
)


@cache
def performed(path: Path) -> Outcome:
    """What a history comes to now."""
    return perform(read(path)[0])


def difference(kept: Outcome, now: Outcome) -> str:
    """Where the two part, in words; empty when they are the same."""
    for number in sorted({*kept.refused, *now.refused}, key=int):
        before, after = kept.refused.get(number, "accepted"), now.refused.get(number, "accepted")
        if before != after:
            return f"command {number} was {before} and is {after}"
    for before, after in zip(kept.events, now.events, strict=False):
        if before != after:
            return f"event {before.partition(' ')[0]}\n  was {before}\n  is  {after}"
    if len(kept.events) != len(now.events):
        return f"there were {len(kept.events)} events and are {len(now.events)}"
    return ""


@pytest.mark.parametrize("path", files(), ids=lambda path: path.stem)
def test_a_recorded_history_comes_to_what_it_came_to(path: Path) -> None:
    found = difference(read(path)[1], performed(path))
    assert not found, f"{path.name}: {found}\n{RENEW}"


def test_there_are_enough_of_them_and_they_cover_every_definition() -> None:
    runs: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for path in files():
        told = read(path)[1].events
        runs.update({name for name in LEAST_OF for event in told if f" {name}=" in event})
        kinds.update(event.split()[1] for event in told)
    assert len(files()) >= LEAST
    assert all(runs[name] >= least for name, least in LEAST_OF.items()), runs
    assert {pathway.id for pathway in compile_folder(FOLDER).pathways} == set(LEAST_OF)
    assert set(kinds) == {"act", "crossing", "correction", "annulment", "redecision", "superseded", "migration"}


def test_a_file_says_what_it_was_written_from() -> None:
    for path in files():
        history, outcome = read(path)
        assert written(history, outcome) == path.read_text(encoding="utf-8"), path.name


def test_a_difference_names_the_event() -> None:
    kept = Outcome(refused={"2": "machine.x"}, events=("1 act a · x · 1", "2 crossing b · x · 2"))
    assert difference(kept, kept) == ""
    assert difference(kept, Outcome(refused={}, events=kept.events)) == "command 2 was machine.x and is accepted"
    moved = Outcome(refused=kept.refused, events=(kept.events[0], "2 crossing c · x · 3"))
    assert difference(kept, moved).startswith("event 2\n")
    assert "1 events and are" not in difference(kept, kept)
    assert difference(kept, Outcome(refused=kept.refused, events=kept.events[:1])) == "there were 2 events and are 1"
