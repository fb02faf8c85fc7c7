"""A worker told to stop before it has begun, and one whose sweep fails: what is left to do is done all the same."""

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from pathways.cli.ticking import ROLE
from pathways.store import workers
from tests.cli.running import ROOT, Cli, open_case, sandbox_of
from tests.cli.test_work import PATIENCE, let_time_pass, started
from tests.support.databases import SqliteDatabases

SLOW_IMPORT = """
import time
print("importing", flush=True)
for _ in range(600):
    time.sleep(0.1)
raise AssertionError("nobody stopped this import")
"""
"""Stands where the command line looks for typer, the first thing it needs, as on a slow disk."""


def stopped_while_importing(folder: Path, number: signal.Signals, command: str) -> tuple[int, str]:
    """How a command ended that was told to stop before it had loaded, and what it said then."""
    (folder / "typer.py").write_text(SLOW_IMPORT)
    with started(Cli(url=f"sqlite:///{folder}/none.db", env={"PYTHONPATH": str(folder)}), command) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "importing\n"
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out + err


def test_a_worker_told_to_stop_while_it_loads_has_done_its_work(tmp_path: Path) -> None:
    assert stopped_while_importing(tmp_path, signal.SIGTERM, "worker") == (0, "")


@pytest.mark.parametrize("command", ["worker", "doctor"])
def test_a_ctrl_c_while_a_command_loads_ends_it_without_a_traceback(tmp_path: Path, command: str) -> None:
    assert stopped_while_importing(tmp_path, signal.SIGINT, command) == (130, "")


def test_a_ctrl_c_while_the_installed_command_loads_ends_it_without_a_traceback(tmp_path: Path) -> None:
    installed = "import cli, sys; sys.argv[0] = 'pathways'; sys.exit(cli.main())"
    (tmp_path / "typer.py").write_text(SLOW_IMPORT)
    process = subprocess.Popen(
        [sys.executable, "-c", installed, "doctor"],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "importing\n"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (130, "")


def test_a_command_that_is_no_worker_is_ended_by_sigterm_as_any_process(tmp_path: Path) -> None:
    assert stopped_while_importing(tmp_path, signal.SIGTERM, "doctor") == (-signal.SIGTERM, "")


def test_a_sweep_that_fails_is_told_and_the_outbox_is_delivered_all_the_same(sqlite_databases: SqliteDatabases) -> None:
    post = sqlite_databases._folder / "post"
    post.write_text("no folder")
    cli = sandbox_of(sqlite_databases, PATHWAYS_MAIL_FOLDER=str(post), PATHWAYS_MAIL_FROM="varsel@kommune.example")
    open_case(cli)
    let_time_pass(cli, datetime(2026, 9, 1, 12, tzinfo=UTC))
    assert cli("tick", "--json").json["postponed"] == 3
    post.unlink()
    post.mkdir()
    let_time_pass(cli, datetime(2026, 9, 3, 12, tzinfo=UTC))
    database = cli.database()
    with database.write() as conn:
        before = workers.read(conn, ROLE)
        conn.execute(text("ALTER TABLE timer RENAME TO timers_that_were"))
    ran = cli("tick", "--json")
    with database.read() as conn:
        after = workers.read(conn, ROLE)
    database.close()
    assert (ran.code, ran.json["passed"], ran.json["sent"]) == (69, 0, 3)
    assert "Traceback" not in ran.err
    assert before is not None
    assert after is not None
    assert before.last_tick_at is not None
    assert after.last_tick_at is not None
    assert after.last_tick_at > before.last_tick_at
