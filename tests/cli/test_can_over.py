"""``case can`` where little or nothing can be recorded: a clear no, why and where to go, as ``advance`` refuses it."""

from typing import Any

import pytest

from tests.cli.messages import KARI
from tests.cli.running import Cli, make_sandbox, open_case, staffed
from tests.cli.support import page
from tests.cli.test_glass_lets_nobody_write import TWO_SERVICES, WHY
from tests.cli.test_merge import DUPLICATE, KEPT
from tests.cli.test_merge_closed import ANNE, make_merged
from tests.cli.test_move import CASE, LIV, make_neighbours, moved
from tests.support.databases import Databases, SqliteDatabases

ERIK, SARA = ("--as", "erik"), ("--as", "sara")
REFUSED, NOT_FOUND = 4, 5
LOOKED = "vise hva som er mulig"
CONCLUDE = ("melding_konkludert", "--set", "konklusjon=2", "--reason", "x")
WRONG = ("--why", "Feil barn.")
REFERRAL = ("bup_vurdering", "--set", "henviser=fastlege", "--set", "ansiennitetsdato=2026-08-24")


@pytest.fixture
def merged(databases: Databases) -> Cli:
    """Two cases of two teams that were merged."""
    return Cli(url=databases.copy_of(make_merged), env={})


@pytest.fixture
def gone(sqlite_databases: SqliteDatabases) -> Cli:
    """A case that moved to a municipality without such a system, which has taken over."""
    cli = Cli(url=sqlite_databases.copy_of(make_neighbours), env={})
    signal = moved(cli, "bv-ute")
    for answer in ("received", "taken-over"):
        cli.ok("signal", "answer", signal, answer, "--on", "2026-08-24", *LIV)
    return cli


@pytest.fixture
def in_error(databases: Databases) -> tuple[Cli, str]:
    """A case of which everything is annulled, and its number."""
    cli = Cli(url=databases.copy_of(make_sandbox), env={})
    case = open_case(cli)
    cli.ok("annul", case, "1", *WRONG, *LIV)
    return cli, case


def now(cli: Cli, *arguments: str) -> dict[str, Any]:
    """What is answered as JSON; the page begins with the same."""
    found: dict[str, Any] = cli.ok("case", "can", *arguments, "--json").json["now"]
    told = page(cli, "case", "can", *arguments)
    assert told.startswith("Nå: ja" if found["possible"] else f"Nå: nei. {found['why']}")
    return found


def refused(cli: Cli, *arguments: str) -> str:
    ran = cli("advance", *arguments)
    assert ran.code == REFUSED, ran
    return " ".join(ran.told.split())


def looks(cli: Cli, case: str, *who: str) -> int:
    """How many rows of the access log say that somebody looked at what is possible."""
    rows = cli.ok("access-log", case, *who, "--json").json["rows"]
    return sum(row["purpose"] == LOOKED for row in rows)


def test_in_a_merged_case_it_names_the_one_that_goes_on_to_whoever_sees_it(merged: Cli) -> None:
    found = now(merged, DUPLICATE, "melding_konkludert", *LIV)
    assert (found["possible"], f"går videre som {KEPT}" in found["why"]) == (False, True)
    assert found["why"] == refused(merged, DUPLICATE, *CONCLUDE, *LIV)


def test_and_whom_to_ask_to_whoever_does_not(merged: Cli) -> None:
    found = now(merged, DUPLICATE, "melding_konkludert", *ANNE)
    assert (found["possible"], KEPT in found["why"], "Spør en som kan slå sammen" in found["why"]) == (
        False,
        False,
        True,
    )
    assert found["why"] == refused(merged, DUPLICATE, *CONCLUDE, *ANNE)
    assert merged("case", "can", DUPLICATE, "melding_konkludert", *KARI).code == NOT_FOUND


def test_what_begins_a_case_begins_none_in_a_merged_one(merged: Cli) -> None:
    assert now(merged, DUPLICATE, "melding_mottatt", *LIV)["possible"] is False


def test_asked_without_an_event_a_merged_case_says_why_too(merged: Cli) -> None:
    told = page(merged, "case", "can", DUPLICATE, *LIV)
    assert told.startswith("Saken er lukket")
    assert f"går videre som {KEPT}" in told
    assert "Det er ingenting" not in told
    document = merged.ok("case", "can", DUPLICATE, *LIV, "--json").json
    assert (document["possible"], f"går videre som {KEPT}" in document["why_not"]) == ([], True)
    assert merged.ok("case", "can", KEPT, *LIV, "--json").json["why_not"] is None


def test_each_look_at_a_merged_case_is_logged(merged: Cli) -> None:
    before = looks(merged, DUPLICATE, *LIV)
    merged.ok("case", "can", DUPLICATE, "melding_konkludert", *LIV)
    merged.ok("case", "can", DUPLICATE, *ANNE)
    assert looks(merged, DUPLICATE, *LIV) == before + 2


def test_a_case_that_has_moved_says_so_and_by_which_message(gone: Cli) -> None:
    found = now(gone, CASE, "undersokelsesplan_laget", *LIV)
    assert (found["possible"], "flyttet" in found["why"]) == (False, True)
    assert found["why"] == refused(gone, CASE, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-27", *LIV)
    assert gone.ok("case", "can", CASE, *LIV, "--json").json["why_not"] == found["why"]
    assert page(gone, "case", "can", CASE, *LIV).startswith("Saken er lukket")


def test_while_a_case_is_only_being_moved_it_goes_on(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.copy_of(make_neighbours), env={})
    moved(cli, "bv-ute")
    assert now(cli, CASE, "undersokelsesplan_laget", *LIV)["possible"] is True


def test_a_case_that_has_ended_says_in_which_state_and_what_can_still_be_done(
    sqlite_databases: SqliteDatabases,
) -> None:
    cli = Cli(url=sqlite_databases.copy_of(make_sandbox), env={})
    case = open_case(cli)
    cli.ok("advance", case, "melding_konkludert", "--set", "konklusjon=10", "--reason", "x", *LIV)
    found = now(cli, case, "melding_konkludert", *LIV)
    assert "er ikke mulig når løpet er i tilstanden «Melding henlagt»" in found["why"]
    assert found["why"].casefold() in refused(cli, case, *CONCLUDE, *LIV).casefold()
    assert now(cli, case, "tilbakemelding_gitt", *LIV)["possible"] is True


def test_in_a_case_registered_in_error_only_what_begins_it_can_be_recorded(in_error: tuple[Cli, str]) -> None:
    cli, case = in_error
    found = now(cli, case, "melding_konkludert", *LIV)
    assert (found["possible"], "er registrert ved en feil" in found["why"]) == (False, True)
    assert f"«pathways advance {case} melding_mottatt …»" in found["why"]
    assert "saken er registrert ved en feil" in refused(cli, case, *CONCLUDE, *LIV)
    assert now(cli, case, "melding_mottatt", *LIV)["possible"] is True
    cli.ok("advance", case, "melding_mottatt", "--set", "meldere=11", "--set", "innhold=1.1.02", *LIV)
    assert now(cli, case, "melding_konkludert", *LIV)["possible"] is True


def test_asked_without_an_event_it_does_not_say_that_nothing_can_be_recorded(in_error: tuple[Cli, str]) -> None:
    cli, case = in_error
    told = page(cli, "case", "can", case, *LIV)
    assert told.startswith(f"Saken {case} er registrert ved en feil")
    assert "Det er ingenting" not in told
    assert cli.ok("case", "can", case, *LIV, "--json").json["why_not"] in told


def test_whoever_may_not_begin_it_is_told_who_may(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.copy_of(make_sandbox), env={})
    cli.ok("people", "add", "sara", "--role", "behandler", "--as", "siv")
    case = str(cli.ok("case", "open", *REFERRAL, *ERIK, "--json").json["case_id"])
    cli.ok("annul", case, "1", *WRONG, *ERIK)
    assert cli("case", "can", case, "ukjent_hendelse", *SARA).code == NOT_FOUND
    assert "kan bare registreres av" in now(cli, case, "henvisning_mottatt", *SARA)["why"]
    assert now(cli, case, "henvisning_mottatt", *ERIK)["possible"] is True


def test_by_broken_glass_nothing_can_be_recorded_and_each_look_is_logged_as_that(
    sqlite_databases: SqliteDatabases,
) -> None:
    cli = staffed(Cli(url=sqlite_databases.copy_of(make_sandbox), env={}), TWO_SERVICES, by="siv")
    case, jonas = open_case(cli), ("--as", "jonas")
    assert cli("case", "can", case, "melding_konkludert", *jonas).code == NOT_FOUND
    cli.ok("glass", "break", case, "--reason", WHY, *jonas)
    for event in ("melding_konkludert", "melding_mottatt"):
        found = now(cli, case, event, *jonas)
        assert (found["possible"], "Du kan lese saken, men ikke registrere noe" in found["why"]) == (False, True)
    cli.ok("annul", case, "1", *WRONG, *LIV)
    assert now(cli, case, "melding_mottatt", *jonas)["possible"] is False
    rows = cli.ok("access-log", case, *LIV, "--json").json["rows"]
    mine = [row for row in rows if row["user"] == "jonas" and row["granted"] and row["purpose"] == LOOKED]
    assert len(mine) >= 6
    assert all("nodtilgang" in row["basis"] for row in mine)
