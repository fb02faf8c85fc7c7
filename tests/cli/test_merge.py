"""Two cases of one child: one goes on with all that ran in either, the other is closed and points to it."""

from collections import Counter
from typing import Any

import pytest

from tests.cli.running import Cli, make_sandbox, open_case
from tests.cli.support import CONCLUDE, page
from tests.support.databases import SqliteDatabases

LIV, KARI = (("--as", name) for name in ("liv", "kari"))
DUPLICATE, KEPT = "BV-2026-0001", "BV-2026-0002"
WHY = ("--reason", "Samme barn, meldt to ganger.")
HERE = ("--here", "barnevern_undersokelse")


def two_reports(url: str) -> None:
    """The same child was reported on 24 August and again on 2 September; the first became an investigation."""
    make_sandbox(url)
    cli = Cli(url=url, env={})
    open_case(cli)
    cli.ok("advance", DUPLICATE, *CONCLUDE, "--reason", "Skolevegring over tid.", "--as", "liv")
    cli.ok("clock", "advance", "9d")
    open_case(cli, "--happened", "2026-09-02")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """A sandbox on 2 September with both cases."""
    return Cli(url=sqlite_databases.copy_of(two_reports), env={})


def shown(cli: Cli, case: str, *who: str) -> dict[str, Any]:
    return cli.ok("case", "show", case, "--json", *(who or LIV)).json


def waiting(cli: Cli, case: str) -> Counter[tuple[str, str, str]]:
    """The open deadlines of a case with their dates."""
    return Counter(
        (run["pathway"], each["name"], each["nominal"])
        for run in shown(cli, case)["runs"]
        for each in run["deadlines"]
        if each["word"] in ("running", "due_today", "breach", "past_recommended")
    )


def test_what_ran_in_the_duplicate_runs_on_in_the_kept_case_to_its_true_dates(cli: Cli) -> None:
    before, own = waiting(cli, DUPLICATE), waiting(cli, KEPT)
    assert before["barnevern_undersokelse", "undersokelse", "2026-11-30"] == 1
    cli.ok("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)
    assert waiting(cli, KEPT) == before + own
    assert not waiting(cli, DUPLICATE)
    states = {run["state"] for run in shown(cli, DUPLICATE)["runs"]}
    assert states == {"(slått sammen)"}
    for case in (DUPLICATE, KEPT):
        cli.ok("replay", case, *LIV)
        cli.ok("verify", case, *LIV)
    cli.ok("clock", "advance", "1d")


def test_what_waits_must_be_chosen_for(cli: Cli) -> None:
    refused = cli("case", "merge", DUPLICATE, "--into", KEPT, *WHY, *LIV)
    assert refused.code == 4
    assert "barnevern_undersokelse: " in refused.told
    assert "barnevern_forlop" not in refused.told.split("Velg")[1].split(":")[0]
    assert waiting(cli, DUPLICATE)


def test_a_run_whose_deadlines_by_law_would_be_lost_cannot_be_ended(cli: Cli) -> None:
    end = ("--end", "barnevern_undersokelse=Samme melding, ført to ganger.")
    refused = cli("case", "merge", DUPLICATE, "--into", KEPT, *end, *WHY, *LIV)
    assert refused.code == 4
    assert "Undersøkelse gjennomført" in refused.told
    assert waiting(cli, DUPLICATE)


def test_a_report_that_was_registered_twice_can_end_as_nothing_is_lost_by_it(cli: Cli) -> None:
    twice = open_case(cli, "--happened", "2026-08-24", "--late-reason", "Ført to ganger.")
    end = ("--end", "barnevern_undersokelse=Samme melding, ført to ganger.")
    before = waiting(cli, DUPLICATE)
    cli.ok("case", "merge", twice, "--into", DUPLICATE, *end, *WHY, *LIV)
    assert waiting(cli, DUPLICATE) == before
    assert not waiting(cli, twice)
    assert "Samme melding, ført to ganger." in page(cli, "timeline", twice, *LIV)


def test_a_review_of_one_report_is_no_review_of_another_that_came_later(cli: Cli) -> None:
    end = ("--end", "barnevern_undersokelse=Samme melding, ført to ganger.")
    refused = cli("case", "merge", KEPT, "--into", DUPLICATE, *end, *WHY, *LIV)
    assert (refused.code, "Gjennomgang av melding" in refused.told) == (4, True)


def test_a_merge_that_is_undone_leaves_both_as_before(cli: Cli) -> None:
    before = [waiting(cli, each) for each in (DUPLICATE, KEPT)]
    cli.ok("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)
    assert cli("case", "unmerge", DUPLICATE, *LIV).code == 4
    cli.ok("case", "unmerge", DUPLICATE, "--reason", "Det var to barn.", *LIV)
    assert [waiting(cli, each) for each in (DUPLICATE, KEPT)] == before
    for case in (DUPLICATE, KEPT):
        assert shown(cli, case)["merged"] == []
        cli.ok("replay", case, *LIV)
        cli.ok("verify", case, *LIV)
    cli.ok("clock", "advance", "20d")
    cli.ok("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)


def test_nothing_of_the_child_is_recorded_in_the_duplicate_any_more(cli: Cli) -> None:
    cli.ok("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)
    refusals = (
        ("advance", DUPLICATE, "undersokelsesplan_laget", "--set", "plan_dato=2026-09-02", *KARI),
        ("correct", DUPLICATE, "1", "--happened", "2026-08-26", "--why", "Kom senere.", *KARI),
        ("annul", DUPLICATE, "2", "--why", "Feil barn.", *LIV),
        ("case", "merge", KEPT, "--into", DUPLICATE, *WHY, *LIV),
        ("case", "merge", DUPLICATE, "--into", KEPT, *WHY, *LIV),
    )
    assert [cli(*each).code for each in refusals] == [4] * len(refusals)
    assert shown(cli, DUPLICATE)["possible"] == []


def test_each_case_points_to_the_other(cli: Cli) -> None:
    cli.ok("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)
    assert shown(cli, DUPLICATE)["merged"] == [{"kept": False, "other": KEPT}]
    assert shown(cli, KEPT)["merged"] == [{"kept": True, "other": DUPLICATE}]
    assert f"går videre som {KEPT}" in page(cli, "case", "show", DUPLICATE, *KARI)


def test_only_a_leader_merges(cli: Cli) -> None:
    assert cli("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *KARI).code == 7
    assert cli("case", "merge", DUPLICATE, "--into", "BV-2026-0099", *HERE, *WHY, *LIV).code == 5
    assert cli("case", "merge", DUPLICATE, "--into", DUPLICATE, *HERE, *WHY, *LIV).code == 4
    assert cli("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *LIV).code == 4
