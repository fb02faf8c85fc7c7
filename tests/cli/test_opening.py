"""Whoever works in a service receives a report for it, in whatever unit; and a case is quiet where nothing is due."""

import pytest

from tests.cli.running import REPORT, Cli, open_case, sandbox_of, staffed
from tests.support.databases import SqliteDatabases
from tests.support.solvik import SOLVIK

NOT_FOUND, NOT_ALLOWED, REFUSED = 5, 7, 4
PLACES = (
    SOLVIK
    + """
[areas.nabo]
kind = "kommune"
[services.bv-nabo]
area = "nabo"
kind = "barnevern"
[users.ola]
roles = [{role = "saksbehandler", service = "bv-nabo"}, {role = "systemansvarlig", service = "bv-solvik"}]
"""
)


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A service with an intake."""
    return staffed(sandbox_of(sqlite_databases), PLACES, by="siv")


def test_a_worker_of_another_unit_receives_a_report_and_it_lies_with_the_intake(cli: Cli) -> None:
    ran = cli.ok("case", "open", "barnevern_undersokelse", *REPORT, "--reason", "Uro.", "--as", "anne")
    assert ("bv-solvik / mottak" in ran.told, "case show" in ran.told) == (True, False), ran
    assert "Uro." in cli.ok("timeline", "BV-2026-0001", "--as", "kari").out
    assert cli("case", "show", "BV-2026-0001", "--as", "anne").code == NOT_FOUND
    mine = cli.ok("case", "open", "barnevern_undersokelse", *REPORT, "--as", "kari")
    assert "pathways case show BV-2026-0002" in mine.told


def test_whoever_works_there_without_a_role_that_opens_is_told_who_does(cli: Cli) -> None:
    ran = cli("case", "open", "barnevern_undersokelse", *REPORT, "--service", "bv-solvik", "--as", "ola")
    assert (ran.code, "i bv-solvik er ola" in ran.told, "Fant ikke" in ran.told) == (NOT_ALLOWED, True, False), ran


def test_that_nothing_has_a_date_is_not_recorded_where_something_has(cli: Cli) -> None:
    case = open_case(cli, "--as", "kari")
    said = ("--reason", "Venter på skolen.", "--as", "kari")
    for until in ("2026-12-10", "2026-08-31"):
        ran = cli("case", "no-next", case, "--until", until, *said)
        assert (ran.code, "Gjennomgang av melding" in ran.told, "31. august 2026" in ran.told) == (REFUSED, True, True)
    cli.ok("case", "no-next", case, "--until", "2026-08-30", *said)
