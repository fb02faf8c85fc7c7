"""Who holds the ball, as lists tell it; and what a receipt warns of in a case that waits."""

import json
from pathlib import Path

import pytest

from pathways.cli.words import with_told
from tests.cli.running import Cli
from tests.cli.support import investigated, page, set_clock, words
from tests.cli.test_waiting import FAMILY, FORLOP, WHY, mapped

WAITS = ("satt_pa_vent", *FORLOP, *FAMILY, *WHY)
GOES_ON = ("gjenopptatt", *FORLOP, *FAMILY)


@pytest.mark.parametrize(
    ("holder", "told"),
    [("barnevern", "hos barnevernstjenesten"), ("kommune_og_stat", "hos kommune og stat"), ("", "")],
)
def test_a_holder_is_told_in_words_and_nobody_is_told_as_nothing(holder: str, told: str) -> None:
    assert with_told(holder) == told


def test_only_a_list_of_what_is_overdue_says_with_whom_it_lies(cli: Cli) -> None:
    investigated(cli)
    set_clock(cli, "2026-09-21T09:00")
    assert "hos barnevernstjenesten" in page(cli, "case", "list", "--overdue")
    assert "hos barnevernstjenesten" not in page(cli, "case", "list")


def test_an_item_that_lies_elsewhere_than_its_run_is_told_with_who_has_it(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("advance", case, "omrade_planlagt", *FORLOP, "--activity", "rus", "--set", "tjeneste=bup")
    duties = cli.ok("worklist", "--json").json["deadlines"]
    holders = {each["item"]: each["holder"] for each in duties if each["name"] == "omrade"}
    assert holders.pop("kartlegging.rus") == "helsetjenesten"
    assert (len(holders), set(holders.values())) == (4, {"barnevern"})
    assert "Rusmidler (hos helsetjenesten)" in page(cli, "worklist")


def test_a_receipt_warns_of_what_is_waited_for_in_words_in_json_and_in_a_set(cli: Cli, tmp_path: Path) -> None:
    case = mapped(cli)
    first = cli.ok("advance", case, *WAITS, "--json").json["seq"]
    again = cli.ok("advance", case, *WAITS)
    assert "Obs: " in again.err
    assert f"hendelse {first}" in again.err
    assert "Obs:" not in words(again)
    still = cli.ok("advance", case, *GOES_ON, "--json")
    [warning] = still.json["warnings"]
    assert warning.startswith("Saken venter fortsatt: ventingen fra hendelse ")
    assert f"Obs: {warning}" in " ".join(still.err.split())
    file = tmp_path / "endringer.json"
    entry = {"enter": "satt_pa_vent", "run": "barnevern_forlop", "set": {"venter_pa": "familien"}, "reason": "Reise."}
    file.write_text(json.dumps([{**entry, "happened": "2026-08-24"}]), encoding="utf-8")
    assert len(cli.ok("amend", case, str(file), "--json").json["warnings"]) == 1


def test_whoever_a_case_waits_for_has_the_ball_everywhere_and_the_case_stays_with_the_service(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("advance", case, *WAITS)
    told = page(cli, "case", "show", case, "--run", "barnevern_forlop")
    assert "Ballen er hos: barnet eller familien Ellers ligger saken hos: helsetjenesten Saken venter på:" in told
    assert "Rusmidler (hos barnet eller familien; ligger ellers hos barnevernstjenesten)" in page(cli, "worklist")
    waits = {"holder": "familien", "waited_for": True, "case_with": "helsetjenesten"}
    [run] = cli.ok("case", "show", case, "--run", "barnevern_forlop", "--json").json["runs"]
    assert {name: run[name] for name in waits} == waits
    found = {
        (each["run"], each["holder"], each["waited_for"]) for each in cli.ok("worklist", "--json").json["deadlines"]
    }
    assert found == {("barnevern_forlop", "familien", True), ("barnevern_undersokelse", "barnevern", False)}
    [listed] = cli.ok("case", "list", "--json").json["cases"]
    assert {state["run"]: state["holder"] for state in listed["states"]}["barnevern_forlop"] == "familien"
    set_clock(cli, "2026-12-21T09:00")
    assert "hos barnet eller familien; ligger ellers hos" in page(cli, "worklist", "--overdue")
    cli.ok("advance", case, *GOES_ON)
    told = page(cli, "case", "show", case, "--run", "barnevern_forlop")
    assert ("Ballen er hos: helsetjenesten" in told, "Ellers ligger" in told) == (True, False)


def test_of_two_that_are_waited_for_the_one_since_longest_has_the_ball_as_days_are_counted(cli: Cli) -> None:
    case = mapped(cli)
    cli.ok("advance", case, *WAITS)
    set_clock(cli, "2026-08-26T09:00")
    other = ("satt_pa_vent", *FORLOP, "--set", "venter_pa=annen_tjeneste", "--reason", "Venter på BUP.")
    cli.ok("advance", case, *other)
    for has in ("familien", "annen_tjeneste"):
        [run] = cli.ok("case", "show", case, "--run", "barnevern_forlop", "--json").json["runs"]
        assert run["holder"] == has
        set_clock(cli, "2026-08-28T09:00")
        if has == "familien":
            cli.ok("advance", case, *GOES_ON)
    held = cli.ok("deadline", "explain", case, "omrade", "--activity", "rus", "--json").json["held"]
    assert [each["who"] for each in held] == ["familien", "annen_tjeneste"]
