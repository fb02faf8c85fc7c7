"""Semantics 6: the clock of a sandbox steps to every due instant; a real database has no clock to move."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from pathways.cli.clock import ended_by_signal
from pathways.engine.sandbox import LOCK, Held, SandboxClock, Step, advance_clock
from pathways.errors import ConflictError, EventRefusedError
from pathways.machine.state_json import dump
from pathways.store import sandbox
from tests.engine.matters import opened
from tests.machine.samples import matter
from tests.support.cases import act, instant
from tests.support.databases import Databases, migrate
from tests.support.installed import START, Installed, SetClock, installed

LATER = instant("2026-06-01")


@pytest.fixture
def pair(databases: Databases) -> Iterator[tuple[Installed, Installed]]:
    """Two sandboxes of the same kind."""
    urls = [databases.copy_of(migrate) for _ in range(2)]
    with installed(urls[0], matter()) as one, installed(urls[1], matter()) as other:
        for each in (one, other):
            make_sandbox(each)
        yield one, other


def make_sandbox(at_work: Installed) -> None:
    """Make a database a sandbox whose clock shows the start."""
    with at_work.database.write() as conn:
        sandbox.create(conn, now=START, seed="prøve")


def move(at_work: Installed, target: datetime, holder: str = "prøve") -> list[Step]:
    """Move the clock of a sandbox."""
    steps = advance_clock(
        at_work.database, at_work.desk, target, system=SetClock(), holder=holder, deliver=lambda _at: None
    )
    return list(steps)


def test_6_stepping_stops_at_each_due_instant_and_ends_at_the_target(pair: tuple[Installed, Installed]) -> None:
    one, _ = pair
    opened(one)
    steps = move(one, LATER)
    assert [step.at for step in steps] == sorted({step.at for step in steps})
    assert [(step.at.isoformat(), step.swept.passed) for step in steps[:3]] == [
        ("2026-01-10T07:00:00+00:00", 1),
        ("2026-01-12T07:00:00+00:00", 1),
        ("2026-01-12T23:00:00+00:00", 2),
    ]
    assert SandboxClock(database=one.database).now() == LATER


def test_6_stepping_comes_to_the_same_standing_as_one_late_tick_but_tells_more(
    pair: tuple[Installed, Installed],
) -> None:
    one, other = pair
    ids = [opened(each) for each in pair]
    move(one, LATER)
    other.sweep(LATER)
    assert dump(one.state(ids[0])) == dump(other.state(ids[1]))
    assert len(one.notices()) > len(other.notices()) > 0


def test_13_the_same_seed_and_the_same_acts_give_the_same_chain(pair: tuple[Installed, Installed]) -> None:
    ids = [opened(each) for each in pair]
    for each in pair:
        move(each, LATER)
    heads = [each.head(case_id).head_hash for each, case_id in zip(pair, ids, strict=True)]
    assert heads[0] == heads[1]


def test_6_a_broken_case_does_not_make_the_others_coalesce(pair: tuple[Installed, Installed]) -> None:
    one, _ = pair
    broken, whole = opened(one), opened(one)
    with one.database.write() as conn:
        conn.execute(text("UPDATE case_state SET state = '{}' WHERE case_id = :id"), {"id": broken})
    steps = move(one, LATER)
    noticed = [record for record in one.records(whole) if record.crossing]
    assert len(noticed) == 7
    assert all(record.crossing and record.recorded_at == record.crossing.due for record in noticed)
    assert set(steps[0].swept.failed) == {broken}


def test_6_an_act_at_the_very_instant_of_a_reminder_comes_after_it(pair: tuple[Installed, Installed]) -> None:
    one, _ = pair
    case_id = opened(one)
    move(one, instant("2026-01-10T08:00"))
    one.clock.shows = SandboxClock(database=one.database).now()
    one.engine.advance(act("startet", "2026-01-10", case_id=case_id))
    assert [record.kind for record in one.records(case_id)] == ["act", "crossing", "act"]


def test_6_the_clock_goes_forward_only(pair: tuple[Installed, Installed]) -> None:
    with pytest.raises(EventRefusedError):
        move(pair[0], START - timedelta(seconds=1))


def test_6_one_moves_the_clock_at_a_time(pair: tuple[Installed, Installed]) -> None:
    one, _ = pair
    opened(one)
    steps = advance_clock(one.database, one.desk, LATER, system=SetClock(), holder="den ene", deliver=lambda _at: None)
    assert isinstance(steps, Iterator)
    next(steps)
    with pytest.raises(ConflictError):
        move(one, LATER, "den andre")
    list(steps)
    assert move(one, LATER + timedelta(days=1), "den andre") == []


def test_6_the_lock_is_renewed_on_the_way_however_long_it_takes(pair: tuple[Installed, Installed]) -> None:
    one, _ = pair
    opened(one)
    wall = SetClock()
    steps = advance_clock(one.database, one.desk, LATER, system=wall, holder="den ene", deliver=lambda _at: None)
    stops = 0
    for _ in steps:
        stops += 1
        wall.shows += LOCK * 0.9
        assert locked_until(one) > wall.now()
    assert stops * 0.9 > 3
    assert locked_until(one) == datetime.min.replace(tzinfo=UTC)


def test_6_the_lock_is_renewed_within_a_stop_too(pair: tuple[Installed, Installed]) -> None:
    one, _ = pair
    opened(one)
    wall, kept = SetClock(), []

    def deliver(_at: datetime) -> None:
        kept.append(locked_until(one) - wall.now())
        wall.shows += LOCK * 0.9

    list(advance_clock(one.database, one.desk, LATER, system=wall, holder="den ene", deliver=deliver))
    assert min(kept) > LOCK / 2


def test_6_the_lock_is_renewed_after_each_batch_of_a_long_sweep(pair: tuple[Installed, Installed]) -> None:
    one, _ = pair
    wall = SetClock()
    held = Held(database=one.database, holder="den ene", system=wall)
    held.take(LATER)
    wall.shows += LOCK * 0.9
    held.note([], ())
    assert locked_until(one) == wall.now() + LOCK


def test_6_a_lock_left_by_a_process_that_died_is_taken_over_when_it_has_run_out(
    pair: tuple[Installed, Installed],
) -> None:
    one, _ = pair
    opened(one)
    wall = SetClock()
    dead = advance_clock(one.database, one.desk, LATER, system=wall, holder="den døde", deliver=lambda _at: None)
    assert isinstance(dead, Iterator)
    next(dead)
    wall.shows += LOCK - timedelta(seconds=1)
    with pytest.raises(ConflictError):
        list(_moved_by(one, "den andre", wall))
    wall.shows += timedelta(seconds=1)
    living = _moved_by(one, "den andre", wall)
    next(living)
    with pytest.raises(ConflictError) as lost:
        next(dead)
    assert lost.value.key == "engine.clock_lost"
    assert locked_until(one) > wall.now()
    assert list(living)


def _moved_by(at_work: Installed, holder: str, wall: SetClock) -> Iterator[Step]:
    return advance_clock(at_work.database, at_work.desk, LATER, system=wall, holder=holder, deliver=lambda _at: None)


def test_a_clock_held_by_a_process_that_lives_no_more_is_free(real: Installed) -> None:
    make_sandbox(real)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, alive = (f"{socket.gethostname()}:{number}" for number in (ended.pid, os.getpid()))
    for holder in (dead, alive):
        with real.database.write() as conn:
            sandbox.unlock(conn, dead)
            assert sandbox.lock(conn, holder, real_now=SetClock().now(), until=SetClock().now() + LOCK)
        if holder == alive:
            with pytest.raises(ConflictError, match=str(os.getpid())):
                move(real, LATER)
        else:
            assert move(real, START) == []


def test_a_clock_whose_mover_is_told_to_end_is_given_back(pair: tuple[Installed, Installed]) -> None:
    real, _ = pair
    opened(real)

    def told_to_end(_at: datetime) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    moving = advance_clock(real.database, real.desk, LATER, system=SetClock(), holder="prøve", deliver=told_to_end)
    with pytest.raises(SystemExit) as ended, ended_by_signal(), closing(moving):
        list(moving)
    assert ended.value.code == 128 + signal.SIGTERM
    assert locked_until(real) == datetime.min.replace(tzinfo=UTC)
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def locked_until(at_work: Installed) -> datetime:
    """When the lock on the clock runs out (real time); the beginning of time where there is none."""
    with at_work.database.read() as conn:
        row = sandbox.read(conn)
    assert row is not None
    return row.locked_until or datetime.min.replace(tzinfo=UTC)


def test_6_a_real_database_has_no_clock_to_move(matters: Installed) -> None:
    with pytest.raises(EventRefusedError):
        move(matters, LATER)
    with pytest.raises(EventRefusedError):
        SandboxClock(database=matters.database).now()


def test_6_moving_the_clock_to_where_it_stands_is_no_step_back(pair: tuple[Installed, Installed]) -> None:
    one, _ = pair
    assert move(one, START) == []
