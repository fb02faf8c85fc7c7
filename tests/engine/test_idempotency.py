"""Semantics 14: the same command with the same key is carried out once, and answered alike."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

import pytest

from pathways.engine.engine import Engine
from pathways.engine.receipt import Receipt
from pathways.errors import ConflictError, EventRefusedError, PathwaysError, UnavailableError, UsageError
from pathways.model.record import Kind
from pathways.store.connection import Connection
from pathways.store.database import Database
from tests.engine.matters import done, opened
from tests.support.cases import act
from tests.support.installed import Installed

THREADS = 8
T = TypeVar("T")


def without_mark(receipt: Receipt) -> Receipt:
    """A receipt without the mark of a repetition."""
    return replace(receipt, repeated=False)


def test_14_the_same_command_with_the_same_key_gets_the_same_answer(matters: Installed) -> None:
    case_id = opened(matters)
    first = done(matters, case_id, "startet", "2026-01-08T10:00", key="k1")
    again = done(matters, case_id, "startet", "2026-01-08T10:00", recorded="2026-01-09T10:00", key="k1")
    assert (first.repeated, again.repeated) == (False, True)
    assert without_mark(again) == first
    assert len(matters.records(case_id)) == 2


def test_14_a_case_is_opened_once_per_key(matters: Installed) -> None:
    assert opened(matters, key="k1") == opened(matters, key="k1")
    assert len(matters.case_ids()) == 1


def test_14_another_command_with_a_used_key_is_refused(matters: Installed) -> None:
    case_id = opened(matters)
    done(matters, case_id, "startet", "2026-01-08T10:00", key="k1")
    with pytest.raises(ConflictError) as refused:
        done(matters, case_id, "notert", "2026-01-08T10:00", key="k1")
    assert refused.value.key == "engine.key_used"
    assert len(matters.records(case_id)) == 2


@pytest.mark.parametrize("key", ["Ola Nordmann 15076500565", "15076500565", "a b", "a\n", "k" * 201])
def test_a_key_that_says_who_somebody_is_is_refused_and_not_told(matters: Installed, key: str) -> None:
    with pytest.raises(UsageError) as refused:
        opened(matters, key=key)
    assert (refused.value.key, key in str(refused.value)) == ("engine.bad_key", False)
    assert matters.case_ids() == []


def test_14_a_key_is_unique_in_the_whole_database(matters: Installed) -> None:
    one, other = opened(matters), opened(matters)
    done(matters, one, "notert", "2026-01-08T10:00", key="k1")
    with pytest.raises(ConflictError):
        done(matters, other, "notert", "2026-01-08T10:00", key="k1")


def test_14_a_refusal_is_not_stored(matters: Installed) -> None:
    case_id = opened(matters)
    with pytest.raises(EventRefusedError):
        done(matters, case_id, "ferdig", "2026-01-09T10:00", key="k1")
    done(matters, case_id, "startet", "2026-01-08T10:00", recorded="2026-01-09T11:00")
    assert done(matters, case_id, "ferdig", "2026-01-09T10:00", recorded="2026-01-09T12:00", key="k1").repeated is False


@pytest.mark.parametrize("key", ["x" * 201, "a\0b", "\udcff", "a\nb"])
def test_14_a_key_that_no_database_takes_is_refused(matters: Installed, key: str) -> None:
    with pytest.raises(UsageError):
        opened(matters, key=key)


@pytest.mark.parametrize("reason", ["\udcff", "a\0b"])
def test_a_text_that_no_database_takes_is_refused(matters: Installed, reason: str) -> None:
    case_id = opened(matters)
    with pytest.raises(PathwaysError):
        matters.engine.advance(act("startet", "2026-01-05T10:00", case_id=case_id, reason=reason))


@pytest.mark.parametrize("event", ["startet", "notert"])
def test_14_a_double_click_of_many_threads_is_one_event(matters: Installed, event: str) -> None:
    case_id = opened(matters)
    clicked = all_at_once(lambda: done(matters, case_id, event, "2026-01-08T10:00", key="k1"))
    assert Counter(receipt.repeated for receipt in clicked) == {False: 1, True: THREADS - 1}
    assert len({without_mark(receipt) for receipt in clicked}) == 1
    assert [record.kind for record in matters.records(case_id)] == [Kind.act, Kind.act]


def test_14_a_double_click_that_says_what_it_has_seen_is_one_event(matters: Installed) -> None:
    case_id = opened(matters)
    clicked = all_at_once(lambda: done(matters, case_id, "notert", "2026-01-08T10:00", key="k1", expected=1))
    assert len({without_mark(receipt) for receipt in clicked}) == 1
    assert len(matters.records(case_id)) == 2


def test_14_a_double_click_on_open_is_one_case(matters: Installed) -> None:
    assert len(set(all_at_once(lambda: opened(matters, key="k1")))) == 1
    assert len(matters.case_ids()) == 1


def test_many_threads_on_one_case_lose_nothing(matters: Installed) -> None:
    case_id = opened(matters)
    matters.clock.shows = matters.clock.shows.replace(hour=12)
    given = act("notert", "2026-01-05T12:00", case_id=case_id)
    numbers = iter(range(THREADS))
    all_at_once(lambda: matters.engine.advance(replace(given, key=f"k{next(numbers)}")))
    assert [record.seq for record in matters.records(case_id)] == list(range(1, THREADS + 2))
    assert matters.faults() == []


def test_many_threads_open_cases_with_numbers_of_their_own(matters: Installed) -> None:
    assert len(set(all_at_once(lambda: opened(matters)))) == THREADS


def test_14_when_the_outcome_of_a_commit_is_unknown_the_key_tells(matters: Installed) -> None:
    case_id = opened(matters)
    given = act("startet", "2026-01-05T10:00", case_id=case_id, key="k1")
    receipt = losing(matters, after_commit=True).advance(given)
    assert (receipt.repeated, receipt.event) == (True, "startet")
    assert len(matters.records(case_id)) == 2


def test_14_when_nothing_was_committed_the_outcome_is_told_as_it_is(matters: Installed) -> None:
    case_id = opened(matters)
    given = act("startet", "2026-01-05T10:00", case_id=case_id, key="k1")
    with pytest.raises(UnavailableError):
        losing(matters, after_commit=False).advance(given)
    assert matters.engine.advance(given).repeated is False


def all_at_once(click: Callable[[], T]) -> list[T]:
    """What a command gives to each of many threads that wait for each other and then send it."""
    together = threading.Barrier(THREADS)

    def clicked(_: int) -> T:
        together.wait()
        return click()

    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(clicked, range(THREADS)))


@dataclass(slots=True)
class LosingDatabase:
    """A real database whose answer to one commit is lost on the way, as when the network goes."""

    real: Database
    after_commit: bool

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with self.real.write() as conn:
            yield conn
            if not self.after_commit:
                raise UnavailableError("store.outcome_unknown")
        raise UnavailableError("store.outcome_unknown")

    def read(self) -> object:
        return self.real.read()

    def glance(self) -> object:
        return self.real.glance()


def losing(at_work: Installed, *, after_commit: bool) -> Engine:
    """The engine on a database that loses the answer to a commit."""
    database = LosingDatabase(at_work.database, after_commit)
    return Engine(database=database, desk=at_work.desk, clock=at_work.clock)  # type: ignore[arg-type]
