"""Cases that were opened before services were told of are nobody's once several municipalities are told of."""

from pathlib import Path

import pytest

from tests.cli.running import Cli, make_sandbox, open_case
from tests.support.databases import SqliteDatabases

NOT_FOUND = 5
TWO = """
[areas.solvik]
kind = "kommune"
[areas.nabo]
kind = "kommune"
[services.bv-solvik]
area = "solvik"
kind = "barnevern"
[services.bv-nabo]
area = "nabo"
kind = "barnevern"
[users.nina]
roles = [{role = "saksbehandler", service = "bv-solvik"}]
[users.nils]
roles = [{role = "saksbehandler", service = "bv-nabo"}, {role = "leder", service = "bv-nabo"}]
"""
NINA, NILS, SIV = ("--as", "nina"), ("--as", "nils"), ("--as", "siv")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A sandbox in which a case was opened before two municipalities were told of."""
    cli = Cli(url=sqlite_databases.copy_of(make_sandbox), env={})
    open_case(cli)
    (tmp_path / "folk.toml").write_text(TWO, encoding="utf-8")
    return cli


def applied(cli: Cli, tmp_path: Path, *more: str) -> str:
    return cli.ok("people", "apply", str(tmp_path / "folk.toml"), *more, *SIV).told


def test_such_a_case_is_shown_to_nobody(cli: Cli, tmp_path: Path) -> None:
    applied(cli, tmp_path)
    for user in (NINA, NILS):
        assert cli("case", "show", CASE, *user).code == NOT_FOUND
        assert cli("case", "assign", CASE, "--service", "bv-nabo", *user).code == NOT_FOUND
        assert cli("glass", "break", CASE, "--reason", "Politiet ringer om barnet i natt.", *user).code == NOT_FOUND
        assert cli.ok("case", "list", *user, "--json").json["cases"] == []
        assert cli.ok("worklist", *user, "--json").json["deadlines"] == []
    cli.ok("clock", "advance", "20d")
    for user in (NINA, NILS):
        assert cli.ok("notice", "list", *user, "--json").json["notices"] == []


def test_it_is_warned_of_when_they_are_told_of_and_by_doctor(cli: Cli, tmp_path: Path) -> None:
    for more in (("--dry-run",), ()):
        told = applied(cli, tmp_path, *more)
        assert "Saker uten tjeneste: 1." in told
        assert f"pathways case assign {CASE} --service" in told
    ran = cli("doctor", "--json")
    (check,) = [each for each in ran.json["checks"] if each["id"] == "unplaced"]
    assert (check["ok"], CASE in check["mend"]) == (False, True)


def test_who_tells_who_works_here_tells_where_it_belongs_and_sees_nothing_of_it(cli: Cli, tmp_path: Path) -> None:
    applied(cli, tmp_path)
    assert cli("case", "show", CASE, *SIV).code != 0
    cli.ok("case", "assign", CASE, "--service", "bv-solvik", *SIV)
    assert cli("case", "show", CASE, *NINA).code == 0
    assert cli("case", "show", CASE, *NILS).code == NOT_FOUND
    assert cli("case", "assign", CASE, "--service", "bv-nabo", *SIV).code != 0
    checks = cli("doctor", "--json").json["checks"]
    assert [each["ok"] for each in checks if each["id"] == "unplaced"] == [True]


CASE = "BV-2026-0001"
