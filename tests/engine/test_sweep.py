"""Semantics 3, 5, 16 and 17: many cases, many sweepers, one broken case, and catching up after months."""

import subprocess
import sys
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from pathways.engine.sweep import sweep
from pathways.errors import UnavailableError
from pathways.model.record import Kind
from pathways.store.database import Database
from tests.engine.matters import done, opened
from tests.machine.samples import matter
from tests.support.cases import instant
from tests.support.databases import Databases, migrate
from tests.support.installed import Installed, installed
from tests.support.worlds import FOLDER

LATER = instant("2026-06-01")


def crossings(at_work: Installed, case_id: str) -> list[str]:
    """What the clock is recorded to have passed in a case."""
    return [record.crossing.what for record in at_work.records(case_id) if record.crossing]


FIVE = ["before-2-days", "on", "legal", "timed:purring", "after-1-working_days", "on", "legal"]
"""What the clock passes in a matter that nobody touches: the week to start, and the follow-up."""


def test_3_a_sweep_passes_what_is_due_in_every_case_in_bounded_batches(matters: Installed) -> None:
    cases = [opened(matters) for _ in range(60)]
    swept = matters.sweep(LATER)
    assert swept.passed == len(cases) * len(FIVE)
    assert crossings(matters, cases[-1]) == FIVE
    assert matters.faults() == []


def test_5_a_second_sweep_finds_nothing(matters: Installed) -> None:
    case_id = opened(matters)
    matters.sweep(LATER)
    assert matters.sweep(LATER + timedelta(days=400)).passed == 0
    assert crossings(matters, case_id) == FIVE


def test_5_after_months_away_a_person_gets_one_reminder_of_a_deadline(matters: Installed) -> None:
    opened(matters)
    matters.sweep(LATER)
    told = Counter((notice.recipient, notice.deadline) for notice in matters.notices())
    assert told
    assert set(told.values()) == {1}
    assert {notice.rung for notice in matters.notices() if notice.recipient == "liv"} == {"after-1-working_days"}


def test_5_a_worker_that_was_there_tells_each_rung(matters: Installed) -> None:
    opened(matters)
    for day in range(6, 16):
        matters.sweep(instant(f"2026-01-{day:02}"))
    assert [n.rung for n in matters.notices() if n.recipient == "kari"] == ["before-2-days", "on"]
    assert [n.rung for n in matters.notices() if n.recipient == "liv"] == ["on", "after-1-working_days"]


def test_5_nothing_met_is_reminded(matters: Installed) -> None:
    case_id = opened(matters)
    done(matters, case_id, "startet", "2026-01-08T10:00")
    matters.sweep(instant("2026-01-20"))
    assert [notice for notice in matters.notices() if notice.deadline == "frist"] == []


def test_5_what_fell_due_while_the_act_that_met_it_waited_is_recorded_and_not_told(matters: Installed) -> None:
    case_id = opened(matters)
    done(matters, case_id, "startet", "2026-01-14T10:00")
    assert crossings(matters, case_id) == FIVE[:5]
    assert [notice for notice in matters.notices() if notice.deadline == "frist"] == []


def test_4_a_late_entry_erases_no_notice_but_marks_the_unread_ones_as_moot(matters: Installed) -> None:
    case_id = opened(matters)
    matters.sweep(instant("2026-01-14"))
    told = [notice.notice_id for notice in matters.notices()]
    done(matters, case_id, "startet", "2026-01-08T10:00", recorded="2026-01-15")
    assert [record.kind for record in matters.records(case_id)].count(Kind.superseded) == 1
    assert [notice.notice_id for notice in matters.notices()] == told
    assert {notice.cancelled_why for notice in matters.notices() if notice.deadline == "frist"} == {"engine.notice_met"}
    assert matters.faults() == []


def test_16_one_broken_case_does_not_stop_the_others(matters: Installed) -> None:
    cases = [opened(matters) for _ in range(5)]
    spoil(matters, cases[0], '{"last":null,"runs":7}')
    spoil(matters, cases[2], "ikke JSON")
    swept = matters.sweep(LATER)
    assert set(swept.failed) == {cases[0], cases[2]}
    assert [len(crossings(matters, case_id)) for case_id in cases] == [0, 7, 0, 7, 7]


def test_16_a_timer_that_nothing_in_its_case_asks_for_does_not_keep_the_sweep_going(matters: Installed) -> None:
    case_id = opened(matters)
    with matters.database.write() as conn:
        conn.execute(
            text("INSERT INTO timer (due_at, case_id, key) VALUES (:at, :case, 'herrelos')"),
            {"at": "2026-01-05 00:00:00.000000" if matters.database.kind == "sqlite" else LATER, "case": case_id},
        )
    assert matters.sweep(instant("2026-01-06")).passed == 0


def test_16_several_sweepers_double_nothing(matters: Installed) -> None:
    sweepers = 4
    cases = [opened(matters) for _ in range(40)]
    together = threading.Barrier(sweepers)

    def one(_: int) -> int:
        together.wait()
        return sweep(matters.database, matters.desk, LATER).passed

    with ThreadPoolExecutor(sweepers) as threads:
        passed = sum(threads.map(one, range(sweepers)))
    passed += matters.sweep(LATER).passed
    assert passed == len(cases) * len(FIVE)
    assert matters.faults() == []


def test_16_sweepers_and_people_at_once_lose_and_double_nothing(matters: Installed) -> None:
    cases = [opened(matters) for _ in range(30)]
    matters.clock.shows = instant("2026-01-11T10:00")

    def sweeping() -> None:
        for _ in range(5):
            sweep(matters.database, matters.desk, instant("2026-01-11T10:00"))

    with ThreadPoolExecutor(4) as threads:
        sweepers = [threads.submit(sweeping) for _ in range(2)]
        people = [threads.submit(done, matters, case_id, "startet", "2026-01-11T10:00") for case_id in cases]
        assert [job.result().event for job in people] == ["startet"] * len(cases)
        for sweeper in sweepers:
            sweeper.result()
    for case_id in cases:
        assert crossings(matters, case_id) == ["before-2-days"]
    assert matters.faults() == []


SWEEPER = """
import sys
from datetime import datetime
from tests.machine.samples import matter
from tests.support.installed import installed
with installed(sys.argv[1], matter()) as at_work:
    print("ready", flush=True)
    sys.stdin.readline()
    print(at_work.sweep(datetime.fromisoformat(sys.argv[2])).passed, flush=True)
"""


def test_16_several_processes_double_nothing(matters: Installed) -> None:
    cases = [opened(matters) for _ in range(40)]
    command = [sys.executable, "-c", SWEEPER, matters.url, LATER.isoformat()]
    workers = [
        subprocess.Popen(command, cwd=FOLDER.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    passed = sum(int(worker.communicate("go\n")[0]) for worker in workers)
    passed += matters.sweep(LATER).passed
    assert passed == len(cases) * len(FIVE)
    assert matters.faults() == []


def test_16_a_case_that_somebody_holds_is_left_for_the_next_sweep(postgres_databases: Databases) -> None:
    with installed(postgres_databases.copy_of(migrate), matter()) as at_work:
        held, free = opened(at_work), opened(at_work)
        other = Database.open(at_work.url)
        with other.write() as conn:
            conn.execute(text("SELECT 1 FROM case_head WHERE case_id = :id FOR UPDATE"), {"id": held})
            assert at_work.sweep(LATER).passed == len(FIVE)
        other.close()
        assert (crossings(at_work, held), len(crossings(at_work, free))) == ([], len(FIVE))
        assert at_work.sweep(LATER).passed == len(FIVE)


def test_a_sweep_stops_when_it_is_told_to(matters: Installed) -> None:
    opened(matters)
    assert sweep(matters.database, matters.desk, LATER, stop=lambda: True).passed == 0


def test_an_error_of_the_database_ends_the_sweep_and_records_nothing(matters: Installed) -> None:
    case_id = opened(matters)
    with matters.database.write() as conn:
        conn.execute(text("ALTER TABLE notice RENAME TO borte"))
    with pytest.raises((UnavailableError, ProgrammingError)):
        matters.sweep(LATER)
    assert crossings(matters, case_id) == []


def spoil(at_work: Installed, case_id: str, state: str) -> None:
    """Make the projection of a case unreadable."""
    with at_work.database.write() as conn:
        conn.execute(text("UPDATE case_state SET state = :state WHERE case_id = :id"), {"state": state, "id": case_id})
