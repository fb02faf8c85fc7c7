"""Who works here, who has an account and what table held are in a checkpoint, too: through the command line."""

import shutil
from pathlib import Path

import pytest

from pathways.store import checkpoint
from tests.cli.running import ROOT, Cli, open_case, sandbox_of
from tests.cli.support import alter
from tests.cli.test_checkpoint import BY, reasons
from tests.support import access
from tests.support.databases import Databases, SqliteDatabases


@pytest.fixture
def at_work(sqlite_databases: SqliteDatabases, tmp_path: Path) -> tuple[Cli, Path]:
    """On SQLite."""
    return made(sqlite_databases, tmp_path)


@pytest.fixture
def at_work_on_both(databases: Databases, tmp_path: Path) -> tuple[Cli, Path]:
    """On SQLite and on PostgreSQL."""
    return made(databases, tmp_path)


def made(databases: Databases, tmp_path: Path) -> tuple[Cli, Path]:
    """A sandbox with a case, an account, and the file of a checkpoint made after them."""
    cli = sandbox_of(databases, PATHWAYS_KEYS=str(tmp_path / "keys"), COLUMNS="300")
    open_case(cli)
    cli.ok("people", "add", "nora", "--role", "saksbehandler", "--as", "siv")
    cli.ok("account", "create", "nora", "--as", "siv")
    cli.ok("checkpoint", *BY, "--to", str(tmp_path / "fil"))
    return cli, tmp_path / "fil"


def count_of(cli: Cli, table: str) -> int:
    database = cli.database()
    with database.read() as conn:
        found = int(conn.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())  # noqa: S608 (a name)
    database.close()
    return found


def test_the_last_that_was_said_of_who_works_here_can_be_taken_away_and_the_checkpoint_tells(
    at_work_on_both: tuple[Cli, Path],
) -> None:
    cli, file = at_work_on_both
    last = count_of(cli, "org_entry")
    told = cli.ok("verify", *BY, "--checkpoint", str(file)).told
    assert f"Innføringer om organisasjonen: {last}. Rader om kontoer: 1." in told
    alter(cli, f"DELETE FROM org_entry WHERE seq = {last} AND :id <> ''", "x")  # noqa: S608 (a number)
    # The chain holds: it is only shorter.
    assert cli.ok("verify", *BY).code == 0
    assert reasons(cli, file) == {"entries_cut": last}
    refused = cli("checkpoint", *BY)
    assert (refused.code, f"Innføring {last} om organisasjonen" in refused.told) == (8, True)


def test_who_gave_themselves_a_role_for_a_while_and_took_the_traces_away_is_found(at_work: tuple[Cli, Path]) -> None:
    """Everything of who works here written anew, with fitting hashes: as ``people apply`` on an emptied table does."""
    cli, file = at_work
    alter(cli, "DELETE FROM org_entry WHERE :id <> ''", "x")
    for who, role in (("rolf", "revisor"), ("siv", "systemansvarlig")):
        cli.ok("people", "add", who, "--role", role)
    assert cli.ok("verify", *BY).code == 0
    assert reasons(cli, file) == {"entry_other": 1}


def test_an_entry_that_does_not_fit_its_chain_is_found_without_any_checkpoint(at_work: tuple[Cli, Path]) -> None:
    cli, file = at_work
    alter(cli, "UPDATE org_entry SET entry = replace(entry, 'nora', 'mora') WHERE :id <> ''", "x")
    ran = cli("verify", *BY, "--json")
    assert (ran.code, [each["reason"] for each in ran.json["findings"]]) == (8, ["entry_broken"])
    assert ran.json["findings"][0]["case_id"] == "organisation"
    assert set(reasons(cli, file)) == {"entry_broken"}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("DELETE FROM security_log WHERE :id <> ''", "account_row_gone"),
        ("UPDATE security_log SET by_user = 'kari' WHERE :id <> ''", "account_row_other"),
        ("UPDATE security_log SET at = '2026-01-01 00:00:00.000000' WHERE :id <> ''", "account_row_other"),
    ],
)
def test_what_was_done_with_an_account_and_is_told_otherwise_since_is_found(
    at_work: tuple[Cli, Path], change: str, found: str
) -> None:
    cli, file = at_work
    alter(cli, change, "x")
    assert cli.ok("verify", *BY).code == 0
    assert reasons(cli, file) == {found: 1}
    assert cli("checkpoint", *BY).code == 8


def test_what_people_and_accounts_do_afterwards_is_no_finding(at_work: tuple[Cli, Path]) -> None:
    cli, file = at_work
    cli.ok("clock", "advance", "3d")
    cli.ok("people", "end", "nora", "--as", "siv")
    cli.ok("account", "lock", "nora", "--reason", "Sluttet.", "--as", "siv")
    assert reasons(cli, file) == {}
    cli.ok("checkpoint", *BY)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("DELETE FROM source WHERE kind = 'access' AND :id <> ''", "source_gone"),
        ("UPDATE source SET text = text || ' ' WHERE kind = 'access' AND :id <> ''", "source"),
        ("UPDATE source SET origin = 'annen.yaml' WHERE kind = 'access' AND :id <> ''", "source_renamed"),
    ],
)
def test_a_table_of_who_may_that_once_held_and_is_gone_or_another_is_found(
    at_work: tuple[Cli, Path], tmp_path: Path, change: str, found: str
) -> None:
    cli, _ = at_work
    shutil.copytree(ROOT / "definitions", tmp_path / "definitions")
    access.write(tmp_path / "definitions", access.without(access.SHIPPED, "case.explain"))
    Cli(url=cli.url, env={**cli.env, "PATHWAYS_DEFINITIONS": str(tmp_path / "definitions")}).ok("case", "list")
    cli.ok("checkpoint", *BY, "--to", str(file := tmp_path / "fil med to"))
    alter(cli, change, "x")  # the table that holds now is kept anew with the next command
    assert list(reasons(cli, file)) == [found]


def test_the_file_names_nobody_who_works_here(at_work: tuple[Cli, Path]) -> None:
    _, file = at_work
    told = file.read_text("utf-8")
    assert "nora" not in told
    assert "siv" not in told
    body = checkpoint.read_body(checkpoint.read_file(file.read_bytes()).body)
    assert (body.organisation.version > 0, len(body.accounts.ids)) == (True, 1)
