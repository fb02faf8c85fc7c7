"""``tick`` and ``worker``: what is due is passed once, whoever ticks, however late, and whatever else goes wrong."""

import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from pathways.cli.ticking import ROLE
from pathways.model.record import Kind, Record
from pathways.store import events, notices, sandbox, workers
from pathways.store.notices import Notice
from tests.cli.running import Cli, open_case, real_keys, sandbox_of, staffed
from tests.cli.support import LATE
from tests.support.databases import Databases, PostgresDatabases, SqliteDatabases

PATIENCE = 60.0


def let_time_pass(cli: Cli, to: datetime) -> None:
    """Set the clock with nobody ticking: what a worker that was away comes back to."""
    database = cli.database()
    with database.write() as conn:
        assert sandbox.set_clock(conn, to)
    database.close()


def records_of(cli: Cli, case: str) -> tuple[Record, ...]:
    database = cli.database()
    with database.read() as conn:
        found = events.read_case(conn, case)
    database.close()
    return found


def notices_of(cli: Cli, case: str) -> tuple[Notice, ...]:
    database = cli.database()
    with database.read() as conn:
        found = notices.of_case(conn, case)
    database.close()
    return found


def count_crossings(cli: Cli) -> Counter[tuple[str, ...]]:
    """How often each thing the clock can pass was recorded, over all cases."""
    database = cli.database()
    with database.read() as conn:
        found: Counter[tuple[str, ...]] = Counter(
            (case, record.run, record.name, record.item, record.crossing.what)
            for case, records in events.iterate_all(conn)
            for record in records
            if record.crossing is not None
        )
    database.close()
    return found


@contextmanager
def started(cli: Cli, *arguments: str, stderr: int = subprocess.PIPE) -> Iterator[subprocess.Popen[str]]:
    process = cli.start(*arguments, stderr=stderr)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_until(cli: Cli, wanted: int) -> None:
    """Until so many crossings are recorded."""
    ends = time.monotonic() + PATIENCE
    while (found := count_crossings(cli).total()) < wanted:
        assert time.monotonic() < ends, found
        time.sleep(0.05)


def test_a_tick_passes_what_is_due_and_the_next_finds_nothing(cli_on_both: Cli) -> None:
    open_case(cli_on_both)
    let_time_pass(cli_on_both, datetime(2026, 9, 1, 12, tzinfo=UTC))
    first, second = (cli_on_both.ok("tick", "--json").json for _ in range(2))
    assert (first["passed"], first["cases"], second["passed"]) == (4, 1, 0)


def test_a_worker_that_was_away_for_90_days_catches_up_once(cli_on_both: Cli) -> None:
    case, away = open_case(cli_on_both), datetime(2026, 8, 24, 6, tzinfo=UTC) + timedelta(days=90)
    met = ("--run", "barnevern_undersokelse", "--set", "konklusjon=2", "--reason", "Skal undersøkes.")
    cli_on_both.ok("advance", case, "melding_konkludert", *met)
    let_time_pass(cli_on_both, away)
    cli_on_both.ok("tick")
    crossings = [record for record in records_of(cli_on_both, case) if record.crossing is not None]
    assert max(count_crossings(cli_on_both).values()) == 1
    assert [r.crossing.due for r in crossings if r.crossing] == sorted(r.crossing.due for r in crossings if r.crossing)
    assert all(record.crossing.due <= record.recorded_at == away for record in crossings if record.crossing)
    told = notices_of(cli_on_both, case)
    assert told
    assert max(Counter((n.run, n.deadline, n.item, n.recipient) for n in told).values()) == 1
    assert "gjennomgang" not in {notice.deadline for notice in told}
    assert {(n.deadline, n.rung) for n in told if n.recipient == "liv"} >= {("tilbakemelding", "after-1-working_days")}
    assert cli_on_both.ok("replay", "--all", "--json").json["ok"]


def test_what_a_case_is_does_not_depend_on_whether_anybody_ticked(sqlite_databases: SqliteDatabases) -> None:
    ticked, still = sandbox_of(sqlite_databases), sandbox_of(sqlite_databases)
    shown = []
    for cli in (ticked, still):
        case = open_case(cli)
        let_time_pass(cli, datetime(2026, 9, 20, 12, tzinfo=UTC))
        if cli is ticked:
            cli.ok("tick")
        shown.append(cli.ok("case", "show", case, "--json").json["runs"])
    assert shown[0] == shown[1]


def test_a_second_process_may_not_tick_on_sqlite(cli: Cli) -> None:
    hold_the_lease(cli)
    refused = cli("tick")
    assert refused.code == 6
    assert "another" in refused.err
    assert "ledig innen 5 min" in refused.told


def test_any_number_may_tick_on_postgresql(postgres_databases: PostgresDatabases) -> None:
    cli = sandbox_of(postgres_databases)
    open_case(cli)
    let_time_pass(cli, datetime(2026, 9, 1, 12, tzinfo=UTC))
    hold_the_lease(cli)
    assert cli.ok("tick", "--json").json["passed"] == 4


def test_the_lease_of_a_process_that_died_runs_out(cli: Cli) -> None:
    hold_the_lease(cli, until=datetime.now(UTC) - timedelta(seconds=1))
    cli.ok("tick")


def test_nobody_ticks_while_the_clock_is_being_moved(cli_on_both: Cli) -> None:
    open_case(cli_on_both)
    let_time_pass(cli_on_both, datetime(2026, 9, 1, 12, tzinfo=UTC))
    database, now = cli_on_both.database(), datetime.now(UTC)
    with database.write() as conn:
        assert sandbox.lock(conn, "mover", real_now=now, until=now + timedelta(minutes=5))
    assert cli_on_both("tick").code == 6
    assert not count_crossings(cli_on_both)
    with database.write() as conn:
        sandbox.unlock(conn, "mover")
    database.close()
    cli_on_both.ok("tick")
    assert count_crossings(cli_on_both)


def test_one_broken_case_is_told_and_holds_up_no_other(cli_on_both: Cli) -> None:
    broken, whole = open_case(cli_on_both), open_case(cli_on_both)
    database = cli_on_both.database()
    with database.write() as conn:
        conn.execute(text("UPDATE case_state SET state = 'nonsense' WHERE case_id = :id"), {"id": broken})
    database.close()
    let_time_pass(cli_on_both, datetime(2026, 9, 1, 12, tzinfo=UTC))
    ran = cli_on_both("tick", "--json")
    assert ran.code == 3
    assert ran.json["failed"] == {broken: "JSONDecodeError"}
    assert broken in ran.err
    assert {key[0] for key in count_crossings(cli_on_both)} == {whole}


def test_a_tick_that_cannot_deliver_has_still_passed_what_was_due(sqlite_databases: SqliteDatabases) -> None:
    blocked = sqlite_databases._folder / "post"
    blocked.write_text("no folder")
    cli = sandbox_of(sqlite_databases, PATHWAYS_MAIL_FOLDER=str(blocked), PATHWAYS_MAIL_FROM="varsel@kommune.example")
    open_case(cli)
    let_time_pass(cli, datetime(2026, 9, 1, 12, tzinfo=UTC))
    ran = cli("tick", "--json")
    assert ran.code == 3
    assert (ran.json["passed"], ran.json["mails"]) == (4, 0)
    assert ran.json["postponed"] == 3
    assert "sendes på nytt" in ran.err
    assert "mappen for e-post kan ikke skrives i" in ran.told


def test_a_wrong_setting_of_mail_stops_neither_the_clock_nor_the_inbox(sqlite_databases: SqliteDatabases) -> None:
    cli = sandbox_of(sqlite_databases, PATHWAYS_SMTP_HOST="localhost", PATHWAYS_MAIL_FROM="ingen adresse")
    case = open_case(cli)
    let_time_pass(cli, datetime(2026, 9, 1, 12, tzinfo=UTC))
    ran = cli("tick", "--json")
    assert (ran.code, ran.json["passed"]) == (3, 4)
    assert len(notices_of(cli, case)) == 3
    assert "PATHWAYS_MAIL_FROM" in ran.err


def test_a_mail_server_that_does_not_answer_is_told_by_the_kind_of_failure(sqlite_databases: SqliteDatabases) -> None:
    cli = sandbox_of(
        sqlite_databases, PATHWAYS_SMTP_HOST="127.0.0.1", PATHWAYS_SMTP_PORT="1", PATHWAYS_MAIL_FROM="a@kommune.example"
    )
    open_case(cli)
    let_time_pass(cli, datetime(2026, 9, 1, 12, tzinfo=UTC))
    ran = cli("tick", "--json")
    assert ran.code == 3
    assert len(ran.json["why"]) == 1
    assert "«connect» (ConnectionRefusedError)" in ran.json["why"][0]
    assert "kommune.example" not in ran.told


@pytest.mark.slow
def test_a_worker_told_to_stop_while_it_starts_ends_well(cli: Cli) -> None:
    ours, its = os.pipe()
    os.set_blocking(its, False)
    with suppress(BlockingIOError):  # full: the worker waits when it says that it has begun
        while True:
            os.write(its, b" " * 512)
    os.set_blocking(its, True)
    with started(cli, "worker", stderr=its) as worker:
        os.close(its)
        wait_for_lease(cli)
        worker.terminate()
        with os.fdopen(ours, encoding="utf-8") as log:
            err = log.read()
        assert worker.wait(timeout=PATIENCE) == 0
    assert "Stoppet" in err
    assert "Traceback" not in err


def wait_for_lease(cli: Cli) -> None:
    """Until somebody has taken the place of whoever ticks."""
    database, ends = cli.database(), time.monotonic() + PATIENCE
    while True:
        with database.read() as conn:
            row = workers.read(conn, ROLE)
        if row is not None and row.holder:
            break
        assert time.monotonic() < ends
        time.sleep(0.05)
    database.close()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_ticks_until_it_is_told_to_stop_and_gives_its_place_back(cli: Cli, number: signal.Signals) -> None:
    open_case(cli)
    let_time_pass(cli, datetime(2026, 9, 1, 12, tzinfo=UTC))
    with started(cli, "worker", "--every", "1") as worker:
        wait_until(cli, 4)
        let_time_pass(cli, datetime(2026, 9, 8, 12, tzinfo=UTC))
        wait_until(cli, 5)
        worker.send_signal(number)
        out, err = worker.communicate(timeout=PATIENCE)
    assert (worker.returncode, out) == (0, "")
    assert "Stoppet" in err
    assert "BV-2026" not in err
    database = cli.database()
    with database.read() as conn:
        row = workers.read(conn, ROLE)
    database.close()
    assert row is not None
    assert row.holder == ""
    assert row.last_tick_at is not None


@pytest.mark.slow
def test_a_second_worker_on_sqlite_is_refused_in_plain_words(cli: Cli) -> None:
    open_case(cli)
    let_time_pass(cli, datetime(2026, 9, 1, 12, tzinfo=UTC))
    with started(cli, "worker", "--every", "1"):
        wait_until(cli, 4)
        second = cli("worker")
    assert second.code == 6
    assert "På SQLite kan bare én gjøre det" in second.told


@pytest.mark.slow
def test_a_worker_survives_a_broken_case(sqlite_databases: SqliteDatabases) -> None:
    cli = sandbox_of(sqlite_databases)
    broken = open_case(cli)
    database = cli.database()
    with database.write() as conn:
        conn.execute(text("UPDATE case_state SET state = '{}' WHERE case_id = :id"), {"id": broken})
    database.close()
    open_case(cli)
    let_time_pass(cli, datetime(2026, 9, 1, 12, tzinfo=UTC))
    with started(cli, "worker", "--every", "1") as worker:
        wait_until(cli, 4)
        let_time_pass(cli, datetime(2026, 9, 8, 12, tzinfo=UTC))
        wait_until(cli, 5)
        worker.terminate()
        _, err = worker.communicate(timeout=PATIENCE)
    assert worker.returncode == 0
    assert "kunne ikke behandles (KeyError)" in " ".join(err.split())
    assert "Traceback" not in err


@pytest.mark.slow
def test_a_worker_that_cannot_write_says_so_and_tries_again(cli: Cli) -> None:
    open_case(cli)
    with started(cli, "worker", "--every", "1") as worker:
        assert worker.stderr is not None
        assert "kjører mot" in worker.stderr.readline()
        database = cli.database()
        with database.write() as conn:
            assert sandbox.set_clock(conn, datetime(2026, 9, 1, 12, tzinfo=UTC))
            told = next(line for line in worker.stderr if "Gikk ikke nå" in line)
        database.close()
        wait_until(cli, 4)
        worker.terminate()
        _, err = worker.communicate(timeout=PATIENCE)
    assert "opptatt" in told
    assert worker.returncode == 0
    assert "Traceback" not in err


@pytest.mark.slow
def test_three_workers_on_postgresql_pass_everything_exactly_once(postgres_databases: PostgresDatabases) -> None:
    cli = sandbox_of(postgres_databases)
    cases = [open_case(cli) for _ in range(6)]
    let_time_pass(cli, datetime(2026, 9, 16, 12, tzinfo=UTC))
    ticks = [cli.start("tick") for _ in range(3)]
    told = [tick.communicate(timeout=PATIENCE) for tick in ticks]
    assert [tick.returncode for tick in ticks] == [0, 0, 0], told
    cli.ok("tick")
    counted = count_crossings(cli)
    assert set(counted.values()) == {1}
    assert {key[0] for key in counted} == set(cases)
    assert len(counted) == 8 * len(cases)
    assert cli.ok("verify", "--json", "--as", "rolf").json["ok"]
    assert cli.ok("replay", "--all", "--json").json["ok"]


def test_the_worker_of_a_real_database_reminds_real_users(databases: Databases, tmp_path: Path) -> None:
    cli = Cli(url=databases.fresh(), env={"PATHWAYS_USER": "nina", **real_keys(tmp_path)})
    cli.ok("init")
    staffed(cli, '[users.nina]\nroles = ["saksbehandler", "leder"]\n')
    day = date.today() - timedelta(days=30)  # noqa: DTZ011 (a month ago, whatever the hour)
    case = open_case(cli, *LATE, "--happened", day.isoformat())
    cli.ok("tick")
    assert {notice.recipient for notice in notices_of(cli, case)} == {"nina"}
    assert all(record.kind in (Kind.act, Kind.crossing) for record in records_of(cli, case))


def hold_the_lease(cli: Cli, until: datetime | None = None) -> None:
    database, now = cli.database(), datetime.now(UTC)
    with database.write() as conn:
        ends = until or now + timedelta(minutes=5)
        assert workers.acquire(conn, ROLE, "another", real_now=now, until=ends)
    database.close()
