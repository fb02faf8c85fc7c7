"""What is told of messages, moves and merges says what is so, and what it says to do works."""

import re

import pytest

from tests.cli.messages import CASE, KARI, MONA, REFER, make_areas, make_referred, sent
from tests.cli.running import Cli
from tests.cli.support import CONCLUDE
from tests.cli.test_merge import DUPLICATE, HERE, KEPT, LIV, WHY, two_reports
from tests.support.databases import SqliteDatabases

REFUSED, NOT_FOUND = 4, 5
MERGE = ("case", "merge", DUPLICATE, "--into", KEPT, *HERE)


@pytest.fixture
def two(sqlite_databases: SqliteDatabases) -> Cli:
    """Two cases of one child."""
    return Cli(url=sqlite_databases.copy_of(two_reports), env={})


@pytest.fixture
def areas(sqlite_databases: SqliteDatabases) -> Cli:
    """A municipality and a hospital trust."""
    return Cli(url=sqlite_databases.copy_of(make_areas), env={})


def told(cli: Cli, *words: str) -> str:
    return " ".join(cli(*words).told.split())


def test_an_act_that_makes_a_message_ready_says_that_it_is_not_sent(areas: Cli) -> None:
    answer = told(areas, "advance", CASE, *REFER, "--text", "referanse=KANARI", *KARI)
    found = re.search(r"Meldingen (M-\S+) er klar, men ikke sendt: «pathways signal send (M-\S+)»", answer)
    assert found is not None
    assert found[1] == found[2]


def test_an_act_that_sends_nothing_says_nothing_of_messages(two: Cli) -> None:
    assert "ikke sendt" not in told(two, "advance", KEPT, *CONCLUDE, *WHY, *KARI)


def test_a_merge_that_cannot_be_undone_names_the_case_and_the_act_that_helps(two: Cli) -> None:
    two.ok(*MERGE, *WHY, *LIV)
    plan = ("undersokelsesplan_laget", "--set", "plan_dato=2026-09-02")
    seq = two.ok("advance", KEPT, *plan, *KARI, "--json").json["seq"]
    undo = ("case", "unmerge", DUPLICATE, "--reason", "To barn.", *LIV)
    refused = two(*undo)
    answer = " ".join(refused.told.split())
    assert refused.code == REFUSED
    assert f"«pathways annul {KEPT} {seq} --why …»" in answer
    assert "correct" not in answer
    two.ok("annul", KEPT, str(seq), "--why", "Hører til den andre saken.", *LIV)
    two.ok(*undo)


def test_a_missing_reason_is_asked_for_by_the_option_that_there_is(two: Cli) -> None:
    answer = told(two, *MERGE, *LIV)
    assert ("--reason" in answer, "--why" in answer) == (True, False)


def test_where_no_other_service_is_told_of_a_move_says_who_tells_of_them(two: Cli) -> None:
    refused = two("case", "move", KEPT, "--to", "bv-nabo", "--on", "2026-08-24", *WHY, *LIV)
    assert (refused.code, "people apply" in refused.told) == (NOT_FOUND, True)
    assert "–." not in refused.told


def test_recording_in_the_closed_case_says_which_one_goes_on(two: Cli) -> None:
    two.ok(*MERGE, *WHY, *LIV)
    answer = told(two, "advance", DUPLICATE, *CONCLUDE, *WHY, *KARI)
    assert f"går videre som {KEPT}" in answer
    assert "case can" not in answer


def test_an_event_that_no_run_can_take_any_more_is_not_said_to_fit_several(two: Cli) -> None:
    two.ok(*MERGE, *WHY, *LIV)
    for run in two.ok("case", "show", KEPT, *LIV, "--json").json["runs"]:
        two("advance", KEPT, *CONCLUDE, "--run", run["run"], *WHY, *KARI)
    refused = two("advance", KEPT, *CONCLUDE, *WHY, *KARI)
    answer = " ".join(refused.told.split())
    assert (refused.code, "flere løp kan ta imot" in answer) == (REFUSED, False)
    assert "ingen av løpene kan ta imot" in answer


def test_a_receipt_tells_from_which_day_the_dates_count(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.copy_of(make_referred), env={})
    signal = sent(cli)
    cli.ok("clock", "advance", "20d")
    answer = told(cli, "signal", "receive", signal, "--set", "henviser=barnevern", *MONA)
    assert "fra nå av" not in answer
    assert "Fristene regnes fra dagen det skjedde." in answer
    assert "regnet fra" in answer
