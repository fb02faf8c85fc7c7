"""Timers: only what is pending, in the order it falls due."""

from datetime import timedelta

import pytest

from pathways.store import timers
from pathways.store.database import Database
from pathways.store.timers import Timer
from tests.store.records import CASE, START, open_case

OTHER = "BV-2026-0002"


def timer(day: int, key: str, case_id: str = CASE) -> Timer:
    return Timer(due_at=START + timedelta(days=day), case_id=case_id, key=key)


def arm(database: Database, *armed: Timer) -> None:
    with database.write() as conn:
        for name in (CASE, OTHER):
            open_case(conn, name)
            timers.replace(conn, name, (), [each for each in armed if each.case_id == name])


def test_timers_fall_due_by_instant_case_and_key(db: Database) -> None:
    arm(db, timer(2, "a"), timer(1, "b", OTHER), timer(1, "b"), timer(1, "a", OTHER), timer(3, "c"))
    with db.read() as conn:
        found = timers.due(conn, START + timedelta(days=2), 9)
    assert found == (timer(1, "b"), timer(1, "a", OTHER), timer(1, "b", OTHER), timer(2, "a"))


def test_a_timer_is_due_at_its_instant_and_not_before(db: Database) -> None:
    arm(db, timer(1, "a"))
    with db.read() as conn:
        before = timers.due(conn, START + timedelta(days=1, microseconds=-1), 9)
        at = timers.due(conn, START + timedelta(days=1), 9)
    assert (before, at) == ((), (timer(1, "a"),))


def test_no_more_than_asked_for_are_given(db: Database) -> None:
    arm(db, timer(1, "a"), timer(1, "b"), timer(2, "c"))
    with db.read() as conn:
        assert timers.due(conn, START + timedelta(days=9), 2) == (timer(1, "a"), timer(1, "b"))


def test_timers_are_taken_away_moved_and_armed_at_once(db: Database) -> None:
    arm(db, timer(1, "a"), timer(1, "b"), timer(1, "c"), timer(1, "a", OTHER))
    with db.write() as conn:
        timers.replace(conn, CASE, ["a", "b", "never"], [timer(5, "b"), timer(6, "d")])
    with db.read() as conn:
        assert timers.of_case(conn, CASE) == (timer(1, "c"), timer(5, "b"), timer(6, "d"))
        assert timers.of_case(conn, OTHER) == (timer(1, "a", OTHER),)


def test_a_rebuild_replaces_all_timers_of_its_case_only(db: Database) -> None:
    arm(db, timer(1, "a"), timer(1, "b"), timer(1, "a", OTHER))
    with db.write() as conn:
        timers.replace_all(conn, CASE, [timer(2, "b")])
    with db.read() as conn:
        assert timers.due(conn, START + timedelta(days=9), 9) == (timer(1, "a", OTHER), timer(2, "b"))


def test_the_next_instant_is_the_earliest_of_all(db: Database) -> None:
    with db.read() as conn:
        assert timers.next_due(conn) is None
    arm(db, timer(4, "a"), timer(3, "a", OTHER))
    with db.read() as conn:
        assert timers.next_due(conn) == START + timedelta(days=3)


def test_a_timer_of_another_case_is_a_bug(db: Database) -> None:
    with pytest.raises(ValueError, match="another case"), db.write() as conn:
        timers.replace(conn, CASE, (), [timer(1, "a", OTHER)])
