"""What the page of a case says that can be done now, and what cannot: while something waits, and in several runs."""

from pathlib import Path

import pytest

from tests.cli.running import Cli, Ran, sandbox_of
from tests.cli.support import investigated, page, set_clock
from tests.support.databases import SqliteDatabases
from tests.support.two_people import laid_in

REFUSED = 4
CANNOT = "Du kan ikke nå"
CONCLUDED = ("konkludert", "--set", "henlegges=nei", "--reason", "Skolen forteller det samme.")
CLOSE = ("--set", "konklusjon=10", "--reason", "Nye opplysninger fra skolen.")


@pytest.fixture
def two(sqlite_databases: SqliteDatabases, tmp_path: Path) -> Cli:
    """A sandbox whose only pathway asks for two people."""
    return sandbox_of(sqlite_databases, PATHWAYS_DEFINITIONS=str(laid_in(tmp_path / "definitions")))


def proposed(cli: Cli) -> tuple[str, int]:
    case = str(cli.ok("case", "open", "prove", "--json").json["case_id"])
    return case, int(cli.ok("advance", case, *CONCLUDED, "--json").json["seq"])


def again(cli: Cli, case: str, user: str) -> Ran:
    return cli("advance", case, *CONCLUDED, "--as", user)


@pytest.mark.parametrize("command", ["show", "can"])
def test_what_waits_for_approval_is_not_offered_again(two: Cli, command: str) -> None:
    case, seq = proposed(two)
    can, cannot = page(two, "case", command, case).split(CANNOT)
    assert f"advance {case} konkludert" not in can
    assert f"advance {case} lest" in can
    assert f"venter på godkjenning allerede (hendelse {seq})" in cannot
    told = two.ok("case", command, case, "--json").json
    assert "konkludert" not in [each["event"] for each in told["possible"]]
    [blocked] = [each for each in told["blocked"] if each["event"] == "konkludert"]
    assert f"hendelse {seq}" in blocked["why"]
    two.ok("withdraw", case, str(seq))
    assert f"advance {case} konkludert" in page(two, "case", command, case)


def test_only_whoever_may_withdraw_is_told_to(two: Cli) -> None:
    case, _ = proposed(two)
    own, other = again(two, case, "kari"), again(two, case, "liv")
    assert (own.code, other.code) == (REFUSED, REFUSED)
    assert f"trekk det først med «pathways withdraw {case} 2»" in own.told
    assert "må kari trekke det først" in other.told
    assert "pathways withdraw" not in other.told


def test_an_act_of_two_runs_that_cannot_be_done_is_told_with_its_run(cli: Cli) -> None:
    """Else it stands there twice, and nobody sees of which."""
    told = page(cli, "case", "show", investigated(cli)).split(CANNOT)[1]
    assert "gjenopptatt --run barnevern_undersokelse " in told
    assert "gjenopptatt --run barnevern_forlop " in told
    assert "frist_utvidet Frist for" in told


def test_the_activities_of_a_run_that_was_withdrawn_are_not_told_as_open(cli: Cli) -> None:
    case = investigated(cli)
    assert "Aktivitet: Kartlegging" in page(cli, "case", "show", case)
    set_clock(cli, "2026-09-14T09:00")
    cli.ok("redecide", case, "2", *CLOSE, "--as", "liv")
    shown = cli.ok("case", "show", case, "--json").json["runs"]
    [withdrawn] = [each for each in shown if each["state"] == "(omgjort)"]
    assert withdrawn["activities"] == []
    assert "Aktivitet: Kartlegging" not in page(cli, "case", "show", case)


def test_who_stands_in_for_the_proposer_is_told_that_they_may_withdraw(two: Cli) -> None:
    case, seq = proposed(two)
    two.ok("people", "absent", "kari", "--substitute", "jonas", "--as", "siv")
    assert f"withdraw {case} {seq}" in page(two, "case", "show", case, "--as", "jonas")
    assert "withdraw" not in page(two, "case", "show", case, "--as", "liv")
    refused = again(two, case, "jonas")
    assert f"«pathways withdraw {case} {seq}»" in refused.told
    two.ok("withdraw", case, str(seq), "--as", "jonas")
