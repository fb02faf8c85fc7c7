"""``backup``: a copy that is whole, checked, private, and never written over another file."""

import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from pathways.store.backup import back_up
from tests.cli.running import Cli, open_case, real_keys
from tests.support.tampering import unlocked


def test_a_copy_holds_the_cases_verifies_and_is_private(cli: Cli, tmp_path: Path) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    file = tmp_path / "kopi.db"
    assert "Filen er hel." in cli.ok("backup", str(file)).told
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir() if "kopi" in each.name or each.name.startswith(".")] == [file.name]
    restored = Cli(url=f"sqlite:///{file}", env={})
    restored.ok("verify", "--as", "rolf")
    restored.ok("replay", "--all", "--as", "rolf")
    for command in (("case", "show", case), ("notice", "list", "--as", "liv"), ("clock", "show")):
        assert restored.ok(*command).out == cli.ok(*command).out


def test_a_file_that_is_there_is_not_written_over(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "kopi.db"
    file.write_text("noe annet")
    refused = cli("backup", str(file))
    assert (refused.code, "finnes fra før" in refused.told) == (2, True)
    assert file.read_text() == "noe annet"


def test_a_folder_that_is_missing_is_told(cli: Cli, tmp_path: Path) -> None:
    refused = cli("backup", str(tmp_path / "borte" / "kopi.db"))
    assert (refused.code, "finnes ikke" in refused.told) == (2, True)


def test_a_copy_is_made_while_others_write(cli: Cli, tmp_path: Path) -> None:
    case, database = open_case(cli), cli.database()
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            with database.write() as conn:
                conn.execute(text("UPDATE sandbox SET seed = seed || 'x'"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copier = cli.database()
        assert back_up(copier, tmp_path / "kopi.db") == ()
        copier.close()
    finally:
        stop.set()
        writer.join()
        database.close()
    Cli(url=f"sqlite:///{tmp_path / 'kopi.db'}", env={}).ok("case", "show", case)


def test_a_log_that_is_altered_is_copied_and_told(cli: Cli, tmp_path: Path) -> None:
    open_case(cli)
    database = cli.database()
    with database.write() as conn, unlocked(conn):
        conn.execute(text("UPDATE event SET envelope = replace(envelope, 'kari', 'nora')"))
    database.close()
    ran = cli("backup", str(tmp_path / "kopi.db"))
    assert (ran.code, "er endret etter at den ble lagret" in ran.told) == (8, True)
    assert (tmp_path / "kopi.db").exists()


@pytest.mark.postgres
def test_a_database_in_postgresql_is_left_to_its_own_tools(migrated_postgres: str, tmp_path: Path) -> None:
    refused = Cli(url=migrated_postgres, env={})("backup", str(tmp_path / "kopi.db"))
    assert (refused.code, "pg_dump" in refused.told) == (2, True)


@pytest.fixture
def migrated_postgres(postgres_url: str, tmp_path: Path) -> str:
    """A database in PostgreSQL, made ready."""
    Cli(url=postgres_url, env=real_keys(tmp_path)).ok("init")
    return postgres_url
