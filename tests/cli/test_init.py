"""``init``: safe to run again, honest about what it made, and never turning a real database into a sandbox."""

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import inspect, make_url, text

from pathways.store import heads, sandbox
from pathways.store.database import Database
from tests.cli.running import MONDAY, ROOT, Cli, open_case, real_keys
from tests.support.counts import count
from tests.support.databases import Databases, SqliteDatabases


def row_of(cli: Cli) -> sandbox.Sandbox | None:
    database = Database.open(cli.url)
    with database.read() as conn:
        row = sandbox.read(conn)
    database.close()
    return row


def test_a_sandbox_gets_the_clock_and_the_seed_it_was_asked_for(database_url: str) -> None:
    cli = Cli(url=database_url, env={})
    ran = cli.ok("init", "--sandbox", "--clock", "2026-08-24T10:12", "--seed", "sommer")
    row = row_of(cli)
    assert row is not None
    assert (row.now, row.seed) == (datetime(2026, 8, 24, 8, 12, tzinfo=UTC), "sommer")
    assert "mandag 24. august 2026 kl. 10:12" in ran.told


def test_a_sandbox_starts_at_the_present_minute_when_nothing_else_is_said(sqlite_url: str) -> None:
    cli = Cli(url=sqlite_url, env={})
    before = datetime.now(UTC).replace(second=0, microsecond=0)
    cli.ok("init", "--sandbox")
    row = row_of(cli)
    assert row is not None
    assert before <= row.now <= datetime.now(UTC)
    assert (row.now.second, row.now.microsecond) == (0, 0)


def test_running_it_again_changes_nothing_and_says_so(cli_on_both: Cli) -> None:
    before = row_of(cli_on_both)
    for again in (("--sandbox", "--clock", "2027-01-01", "--seed", "2"), ()):
        assert "som den var" in cli_on_both.ok("init", *again).told
    assert row_of(cli_on_both) == before


def test_options_that_are_not_used_are_named(cli: Cli) -> None:
    told = cli.ok("init", "--sandbox", "--clock", "2026-08-25", "--seed", "2").told
    assert "--seed ble ikke brukt" in told
    assert "--clock ble ikke brukt" in told
    assert "ble ikke brukt" not in cli.ok("init", "--sandbox", "--clock", MONDAY, "--seed", "1").told
    assert "ble ikke brukt" not in cli.ok("init", "--sandbox").told


def test_a_database_of_another_program_is_refused_and_left_alone(database_url: str) -> None:
    other = Database.open_unmigrated(database_url)
    for statement in ("CREATE TABLE kunde (id INTEGER)", "CREATE TABLE alembic_version (version_num VARCHAR(32))"):
        with other.write() as conn:
            conn.execute(text(statement))
        for options in ((), ("--sandbox",)):
            ran = Cli(url=database_url, env={})("init", *options)
            assert ran.code == 69
            assert "andres tabeller" in ran.told
    with other.read() as conn:
        assert len(inspect(conn).get_table_names()) == 2
    other.close()


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notat.db"
    file.write_text("Dette er ingen database. " * 100)
    for command in ("init", "doctor"):
        ran = Cli(url=f"sqlite:///{file}", env={})(command)
        assert ran.code == (69 if command == "init" else 3)
        assert "ingen SQLite-database" in ran.told
    assert file.read_text() == "Dette er ingen database. " * 100


def test_a_real_database_is_never_turned_into_a_sandbox(database_url: str, tmp_path: Path) -> None:
    cli = Cli(url=database_url, env=real_keys(tmp_path))
    cli.ok("init")
    refused = cli("init", "--sandbox")
    assert refused.code == 4
    assert "ekte base" in refused.err
    assert row_of(cli) is None


def test_a_real_database_is_not_for_real_persons_yet_and_a_sandbox_needs_no_warning(
    sqlite_databases: SqliteDatabases, tmp_path: Path
) -> None:
    real, practice = (Cli(url=sqlite_databases.fresh(), env=env) for env in (real_keys(tmp_path), {}))
    assert "Ikke for virkelige personer" in real.ok("init").err
    assert "Ikke for virkelige personer" not in practice.ok("init", "--sandbox").told


@pytest.mark.parametrize("option", [("--seed", "2"), ("--clock", MONDAY)])
def test_clock_and_seed_are_only_for_sandboxes(sqlite_databases: SqliteDatabases, option: tuple[str, str]) -> None:
    cli = Cli(url=sqlite_databases.fresh(), env={})
    assert cli("init", *option).code == 2
    assert not list(sqlite_databases._folder.glob("*.db"))


def test_a_clock_that_cannot_be_read_makes_nothing(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.fresh(), env={})
    assert cli("init", "--sandbox", "--clock", "i morgen").code == 2
    assert not list(sqlite_databases._folder.glob("*.db"))


def story_hash(databases: Databases, seed: str) -> str:
    cli = Cli(url=databases.fresh(), env={})
    cli.ok("init", "--sandbox", "--clock", MONDAY, "--seed", seed)
    case = open_case(cli, "--reason", "Bekymring fra skolen.")
    cli.ok("clock", "advance", "2w")
    database = cli.database()
    with database.read() as conn:
        head = heads.read(conn, case)
    database.close()
    assert head is not None
    return head.head_hash


def test_the_same_seed_gives_the_same_log_and_another_seed_another(databases: Databases) -> None:
    assert story_hash(databases, "a") == story_hash(databases, "a") != story_hash(databases, "b")


@pytest.mark.parametrize("command", ["init", "tick"])
def test_a_folder_and_a_file_in_a_folder_that_is_missing_are_told_as_such(tmp_path: Path, command: str) -> None:
    refused = Cli(url=f"sqlite:///{tmp_path}", env={})(command)
    assert (refused.code, "er en mappe" in refused.told) == (69, True)
    refused = Cli(url=f"sqlite:///{tmp_path}/borte/x.db", env={})(command)
    assert (refused.code, f"{tmp_path.name}/borte finnes ikke" in "".join(refused.told.split("\n"))) == (69, True)


def test_a_database_in_which_not_every_text_can_be_kept_is_refused(postgres_url: str) -> None:
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
        try:
            before, _, options = postgres_url.partition("?")
            cli = Cli(url=f"{before.rpartition('/')[0]}/latin?{options}", env={})
            refused = cli("init")
            assert (refused.code, "LATIN1" in refused.told, "UTF8" in refused.told) == (69, True, True)
            looked = cli("doctor")
            assert (looked.code, "LATIN1" in looked.told) == (3, True)
        finally:
            admin.execute("DROP DATABASE latin WITH (FORCE)")


DIES = """
import os, signal, sys
from pathways.store import sandbox
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
sandbox.create = die
from pathways.cli.app import run
run(["init", "--sandbox", "--database", sys.argv[1]])
"""
"""An ``init --sandbox`` that is killed when the tables are there and the sandbox is to be made."""


def test_who_is_killed_between_the_tables_and_the_sandbox_has_made_nothing(database_url: str) -> None:
    killed = subprocess.run([sys.executable, "-c", DIES, database_url], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    cli = Cli(url=database_url, env={})
    assert cli("doctor").code == 3
    cli.ok("init", "--sandbox")
    assert row_of(cli) is not None


@pytest.mark.slow
def test_of_those_who_make_a_database_at_once_one_says_what_it_is_and_all_agree(
    databases: Databases, tmp_path: Path
) -> None:
    env = real_keys(tmp_path)
    for _ in range(count(2, 20)):
        cli = Cli(url=databases.fresh(), env=env)
        asked = ([("init", "--sandbox", "--seed", str(n)) for n in range(3)]) + [("init",)] * 2
        running = [(options, cli.start(*options)) for options in asked]
        ended = [(options, process.communicate(timeout=60), process.returncode) for options, process in running]
        is_sandbox = row_of(cli) is not None
        for options, (out, err), code in ended:
            wanted_sandbox = len(options) > 1
            assert code == (4 if wanted_sandbox and not is_sandbox else 0), (options, out, err)
            assert code or ("vingsbase" in out) == is_sandbox, (options, out, err)
        assert sum(" er klar: " in " ".join(out.split()) for _, (out, _), _ in ended) == 1


@pytest.mark.parametrize("missing", ["wrapping", "search", "all"])
def test_a_real_database_does_not_begin_without_keys_and_says_what_to_do(
    database_url: str, tmp_path: Path, missing: str
) -> None:
    env = real_keys(tmp_path)
    if missing != "all":
        next(Path(env["PATHWAYS_KEYS"]).glob(f"{missing}-*")).unlink()
    refused = Cli(url=database_url, env={} if missing == "all" else env)("init")
    assert refused.code in (2, 69)
    assert f"pathways keys new {'wrapping' if missing == 'all' else missing}" in refused.told
    assert "no_schema" not in refused.told
    if database_url.startswith("sqlite"):
        # «Ingenting er laget» is the truth: no file, and none beside it.
        made = {each.name for each in Path(make_url(database_url).database or "").parent.iterdir()}
        assert made <= {"keys"}
    assert Cli(url=database_url, env=real_keys(tmp_path)).ok("init").code == 0
