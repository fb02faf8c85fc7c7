"""Why a deadline was missed goes along when cases are merged, and is asked for once: in the case that goes on."""

from typing import Any

import pytest

from tests.cli.running import Cli
from tests.cli.support import page
from tests.cli.test_merge import DUPLICATE, HERE, KEPT, LIV, WHY, two_reports
from tests.support.databases import SqliteDatabases

MERGE = ("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)
UNMERGE = ("case", "unmerge", DUPLICATE, "--reason", "Det var to barn.", *LIV)
RUN = "barnevern_undersokelse-2"
REASON = ("--code", "kapasitet", "--reason", "To i permisjon.", "--as", "kari")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """On 18 September, when the reporter of the first case has heard nothing."""
    cli = Cli(url=sqlite_databases.copy_of(two_reports), env={})
    cli.ok("clock", "advance", "16d")
    return cli


def told_late(cli: Cli) -> None:
    """The reporter is told four days after the last day: there is nothing left to do but to say why."""
    cli.ok("advance", DUPLICATE, "tilbakemelding_gitt", "--activity", "1", "--set", "opplyst_apnet=ja", "--as", "kari")


def reasons(cli: Cli, case: str, run: str) -> list[dict[str, Any]]:
    found = cli.ok("deadline", "list", case, "--run", run, *LIV, "--json").json["deadlines"]
    return [each["reason"] for each in found if each["name"] == "tilbakemelding"]


def missing(cli: Cli) -> int:
    told = cli.ok("report", "deadlines", *LIV, "--json").json["deadlines"]
    return sum(each["figures"]["reason_missing"]["count"] for each in told)


def asked(cli: Cli) -> list[str]:
    tasks = cli.ok("worklist", "--overdue", *LIV, "--json").json["deadlines"]
    return [each["case_id"] for each in tasks if each["name"] == "tilbakemelding" and each["reason_asked"]]


@pytest.mark.parametrize("over", [False, True])
def test_a_reason_that_was_given_in_the_duplicate_holds_where_its_run_goes_on(cli: Cli, *, over: bool) -> None:
    if over:
        told_late(cli)
    cli.ok("deadline", "reason", DUPLICATE, "tilbakemelding", *REASON)
    before = missing(cli)
    cli.ok(*MERGE)
    (own,) = reasons(cli, KEPT, RUN)
    assert (own["codes"], own["asked"], bool(own["by"])) == (["kapasitet"], False, True)
    assert missing(cli) == before
    assert asked(cli) == []
    told = page(cli, "timeline", KEPT, *LIV)
    assert "oppgitt av kari fre. 18. sep. 2026 i saken som ble slått sammen med denne" in told
    assert "To i permisjon" not in told
    assert "Teksten står i saken som ble slått sammen med denne." in told
    there = page(cli, "timeline", DUPLICATE, *LIV)
    assert ("To i permisjon" in there, "uten virkning" in there + told) == (True, False)
    cli.ok("correct", KEPT, str(own["by"]), "--code", "fravaer", "--why", "Feil kode.", *LIV)
    assert reasons(cli, KEPT, RUN)[0]["codes"] == ["fravaer"]
    for case in (DUPLICATE, KEPT):
        cli.ok("replay", case, *LIV)
        cli.ok("verify", case, *LIV)
    cli.ok(*UNMERGE)
    (first,) = reasons(cli, DUPLICATE, "barnevern_undersokelse")
    assert (first["codes"], first["asked"]) == (["kapasitet"], False)
    assert missing(cli) == before
    cli.ok("replay", KEPT, *LIV)


def test_of_several_reasons_the_one_that_holds_goes_along(cli: Cli) -> None:
    cli.ok("deadline", "reason", DUPLICATE, "tilbakemelding", *REASON)
    second = cli.ok("deadline", "reason", DUPLICATE, "tilbakemelding", *REASON, "--json").json["seq"]
    cli.ok("correct", DUPLICATE, str(second), "--code", "fravaer", "--why", "Feil kode.", "--as", "kari")
    cli.ok(*MERGE)
    assert [each["codes"] for each in reasons(cli, KEPT, RUN)] == [["fravaer"]]
    cli.ok("annul", KEPT, str(reasons(cli, KEPT, RUN)[0]["by"]), "--why", "Gjaldt en annen.", *LIV)
    assert reasons(cli, KEPT, RUN)[0]["asked"]
    cli.ok(*UNMERGE)


@pytest.mark.parametrize("over", [False, True])
def test_a_reason_is_asked_for_once_and_given_in_the_case_that_goes_on(cli: Cli, *, over: bool) -> None:
    if over:
        told_late(cli)
    assert asked(cli) == [DUPLICATE]
    before = missing(cli)
    cli.ok(*MERGE)
    assert (asked(cli), missing(cli)) == ([KEPT], before)
    assert not reasons(cli, DUPLICATE, "barnevern_undersokelse")[0]["asked"]
    for shown in (("case", "show", DUPLICATE), ("deadline", "list", DUPLICATE)):
        assert f"deadline reason {DUPLICATE}" not in page(cli, *shown, *LIV)
    refused = cli("deadline", "reason", DUPLICATE, "tilbakemelding", *REASON)
    assert (refused.code, f"pathways case show {DUPLICATE}" in refused.told) == (4, True)
    cli.ok("deadline", "reason", KEPT, "tilbakemelding", "--run", RUN, *REASON)
    assert (asked(cli), missing(cli)) == ([], before - 1)
