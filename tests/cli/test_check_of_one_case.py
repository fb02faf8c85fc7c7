"""One case by its number: checked, replayed and rebuilt where it is somebody's to check, and elsewhere as none."""

import pytest

from tests.cli.running import Cli, open_case, staffed
from tests.cli.test_audit import MAIN, TWO_AREAS

NEVER = "BV-2026-9999"
COMMANDS = (("verify",), ("verify", "--json"), ("replay",), ("rebuild",))
SIV = ("--as", "siv")


@pytest.fixture
def case(cli_on_both: Cli) -> str:
    """A case of bv-solvik, and no engagement of rolf's any more."""
    staffed(cli_on_both, TWO_AREAS, by="siv")
    for id_ in ("tilsyn-barnevern", "tilsyn-bup"):
        cli_on_both.ok("audit", "end", id_, "--last", "2026-08-23", "--reason", "Over.", *SIV)
    return open_case(cli_on_both, "--as", "kari")


def started(cli: Cli, service: str) -> None:
    options = {**MAIN, "--service": service, "--reason": "Varslet."}
    cli.ok("audit", "start", "t-9", *(word for pair in options.items() for word in pair), *SIV)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["none", "elsewhere"])
def test_an_auditor_without_an_engagement_there_learns_nothing_of_a_case(
    cli_on_both: Cli, case: str, *, elsewhere: bool
) -> None:
    if elsewhere:
        started(cli_on_both, "bv-nes")
    for command in COMMANDS:
        there, none = (cli_on_both(*command[:1], each, *command[1:], "--as", "rolf") for each in (case, NEVER))
        assert (there.code, none.code) == (5, 5), command
        assert there.told.replace(case, NEVER) == none.told, command
    rows = cli_on_both.ok("access-log", "--user", "rolf", *SIV, "--json").json["rows"]
    assert {each["granted"] for each in rows} == {False}
    assert {each["case_id"] for each in rows} == {case, NEVER}
    cli_on_both.ok("verify", "--as", "rolf")
    cli_on_both.ok("replay", "--all", "--as", "rolf")


def test_where_an_engagement_looks_they_check_it(cli_on_both: Cli, case: str) -> None:
    started(cli_on_both, "bv-solvik")
    for command in COMMANDS:
        cli_on_both.ok(*command[:1], case, *command[1:], "--as", "rolf")


def test_who_runs_the_system_checks_what_the_check_of_all_has_named(cli_on_both: Cli, case: str) -> None:
    for command in COMMANDS:
        cli_on_both.ok(*command[:1], case, *command[1:], *SIV)
    for command in (("verify",), ("replay",)):
        cli_on_both.ok(*command, case, "--as", "kari")
        assert cli_on_both(*command, case, "--as", "nina").code == 5
