"""The ticker: it calls at once and again, never beside itself, survives what raises, and waits when it stops."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from pathways.scheduler import Job, running

OFTEN = timedelta(milliseconds=20)
PATIENCE = 30.0


def present() -> datetime:
    return datetime.now(UTC)


def nobody(name: str, error: Exception) -> None:
    raise AssertionError(name) from error


def test_a_job_is_called_at_once_and_again_and_again() -> None:
    calls = threading.Semaphore(0)
    with running([Job(name="tick", every=OFTEN, run=calls.release)], now=present(), failed=nobody):
        assert all(calls.acquire(timeout=PATIENCE) for _ in range(3))


def test_a_job_is_called_at_once_also_when_its_turn_is_an_hour_long() -> None:
    called = threading.Event()
    with running([Job(name="tick", every=timedelta(hours=1), run=called.set)], now=present(), failed=nobody):
        assert called.wait(PATIENCE)


def test_a_job_that_should_have_begun_an_hour_ago_is_called_once_for_all_that_was_missed() -> None:
    calls: list[int] = []
    called = threading.Event()

    def run() -> None:
        calls.append(1)
        called.set()

    long_ago = present() - timedelta(minutes=65)
    with running([Job(name="tick", every=timedelta(minutes=10), run=run)], now=long_ago, failed=nobody):
        assert called.wait(PATIENCE)
    assert calls == [1]


def test_a_job_that_raises_is_told_and_called_again() -> None:
    told: list[tuple[str, str]] = []
    enough = threading.Event()

    def run() -> None:
        raise LookupError("away")

    def failed(name: str, error: Exception) -> None:
        told.append((name, str(error)))
        if len(told) == 3:
            enough.set()

    with running([Job(name="tick", every=OFTEN, run=run)], now=present(), failed=failed):
        assert enough.wait(PATIENCE)
    assert told[:3] == [("tick", "away")] * 3


def test_a_job_never_runs_beside_itself() -> None:
    inside = threading.Lock()
    again = threading.Semaphore(0)
    doubled: list[str] = []

    def run() -> None:
        if not inside.acquire(blocking=False):
            doubled.append("beside itself")
            return
        again.release()
        threading.Event().wait(0.1)
        inside.release()

    with running([Job(name="tick", every=OFTEN, run=run)], now=present(), failed=nobody):
        assert all(again.acquire(timeout=PATIENCE) for _ in range(3))
    assert doubled == []


def test_stopping_waits_for_what_is_running() -> None:
    began, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def run() -> None:
        began.set()
        go_on.wait(PATIENCE)
        done.append("whole")

    job = Job(name="tick", every=timedelta(hours=1), run=run)
    with running([job], now=present(), failed=nobody):
        assert began.wait(PATIENCE)
        threading.Timer(0.2, go_on.set).start()
    assert done == ["whole"]


def test_a_slow_job_does_not_hold_up_another() -> None:
    release, other = threading.Event(), threading.Event()

    def slow() -> None:
        release.wait(PATIENCE)

    jobs = [
        Job(name="slow", every=timedelta(hours=1), run=slow),
        Job(name="other", every=timedelta(hours=1), run=other.set),
    ]
    with running(jobs, now=present(), failed=nobody):
        found = other.wait(PATIENCE)
        release.set()
    assert found


def test_passed_over_runs_write_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    calls = threading.Semaphore(0)

    def run() -> None:
        threading.Event().wait(0.1)
        calls.release()

    with running([Job(name="tick", every=OFTEN, run=run)], now=present(), failed=nobody):
        assert all(calls.acquire(timeout=PATIENCE) for _ in range(2))
    assert capfd.readouterr() == ("", "")
