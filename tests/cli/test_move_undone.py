"""A move that is undone after somebody took over is told there: until they have looked, two municipalities have it."""

import pytest

from tests.cli.messages import KARI, ROLF
from tests.cli.running import Cli
from tests.cli.support import page
from tests.cli.test_message_notices import rungs
from tests.cli.test_move import LIV, NINA, REFUSED, make_neighbours, moved
from tests.cli.test_move_changed import gaps, said, shown, taken_over
from tests.support.databases import Databases, SqliteDatabases

UNDO = ("--undo", "--reason", "Feil sak.", *LIV)


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two municipalities."""
    return Cli(url=sqlite_databases.copy_of(make_neighbours), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_neighbours), env={})


def test_whoever_took_over_is_told_and_red_until_their_case_has_ended(cli_on_both: Cli) -> None:
    cli = cli_on_both
    case, signal, there = taken_over(cli)
    answer = said(cli, "case", "move", case, *UNDO)
    assert ("ansvaret er her" in answer, f"Meldingen {signal} til Barnevernet i Nabo er trukket" in answer) == (
        True, True,
    )  # fmt: skip
    assert (shown(cli, signal)["red"], "source_changed" in gaps(cli, there), rungs(cli, NINA)) == (
        True, True, ["changed"],
    )  # fmt: skip
    told = page(cli, "case", "gaps", *NINA)
    assert "har angret flyttingen" in told
    assert (f"«pathways annul {there} 1 --why …»" in told, f"«pathways signal follow {signal}»" in told) == (True, True)
    refused = cli("signal", "follow", signal, *NINA)
    assert (refused.code, f"saken {there} løper fortsatt" in " ".join(refused.told.split())) == (REFUSED, True)
    cli.ok("annul", there, "1", "--why", "Feil sak.", *NINA)
    cli.ok("signal", "follow", signal, *NINA)
    assert (shown(cli, signal)["red"], rungs(cli, NINA), shown(cli, signal, LIV)["red"]) == (False, [], False)
    assert cli.ok("replay", "--all", *ROLF, "--json").json["ok"]
    cli.ok("verify", *ROLF)


def test_they_may_go_on_for_a_reason_and_the_case_be_handed_over_anew(cli: Cli) -> None:
    case, signal, _ = taken_over(cli)
    cli.ok("case", "move", case, *UNDO)
    assert cli("signal", "keep", signal, *NINA).code == REFUSED
    cli.ok("signal", "keep", signal, "--reason", "Barnet bor her.", *NINA)
    assert shown(cli, signal)["red"] is False
    again = cli("case", "move", case, "--to", "bv-nabo", "--on", "2026-08-24", "--reason", "Likevel.", *LIV)
    assert again.code == 0


def test_whoever_took_over_outside_is_written_to(cli: Cli) -> None:
    signal = moved(cli, "bv-ute")
    for answer in ("received", "taken-over"):
        cli.ok("signal", "answer", signal, answer, "--on", "2026-08-24", *LIV)
    cli.ok("case", "move", "BV-2026-0001", *UNDO)
    assert shown(cli, signal, LIV)["red"] is True
    assert f"«pathways signal letter {signal}»" in said(cli, "case", "gaps", *LIV)
    cli.ok("signal", "drop", signal, "--reason", "Skrevet til dem.", *LIV)
    assert shown(cli, signal, LIV)["red"] is False


def test_what_is_put_right_here_afterwards_is_no_more_told_there(cli: Cli) -> None:
    case, signal, _ = taken_over(cli)
    cli.ok("case", "move", case, *UNDO)
    before = shown(cli, signal)["steps"]
    cli.ok("correct", case, "1", "--happened", "2026-08-18", "--why", "Kom to dager før.", *KARI)
    cli.ok("tick")
    assert shown(cli, signal)["steps"] == before
