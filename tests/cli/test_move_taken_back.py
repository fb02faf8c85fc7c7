"""A case whose move is stopped stays, red, until somebody begins its move anew or says that it is over."""

import pytest

from tests.cli.messages import shown
from tests.cli.running import Cli
from tests.cli.support import page
from tests.cli.test_move import CASE, LIV, NINA, REFUSED, make_neighbours, moved
from tests.support.databases import Databases, SqliteDatabases

GROUND = ("consent", "basis", CASE, "--ground", "bvl-13-5", "--to", "bv-nabo", "--share", "course")


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """An investigation in one of two municipalities."""
    return Cli(url=sqlite_databases.copy_of(make_neighbours), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_neighbours), env={})


def stopped(cli: Cli, to: str = "bv-nabo") -> str:
    """Begin a move, and withdraw what lets it be told; its message."""
    signal = moved(cli, to)
    given = cli.ok("consent", "list", CASE, *LIV, "--json").json["given"]
    (seq,) = (str(each["seq"]) for each in given if each["data"]["to"] == to)
    cli.ok("consent", "withdraw", CASE, seq, "--by", "parent_1", *LIV)
    return signal


def gaps(cli: Cli) -> list[str]:
    found = cli.ok("case", "gaps", *LIV, "--json").json["cases"]
    return [gap for each in found if each["case_id"] == CASE for gap in each["gaps"] if "handover" in gap]


def said(cli: Cli, *words: str) -> str:
    return " ".join(page(cli, *words).split())


def test_a_move_that_is_taken_back_is_red_until_it_is_begun_anew(cli_on_both: Cli) -> None:
    cli = cli_on_both
    signal = stopped(cli)
    seen = shown(cli, signal, LIV)
    assert (seen["taken_back"], seen["red"], gaps(cli)) == (True, True, ["handover_taken_back"])
    told = said(cli, "signal", "show", signal, *LIV)
    assert "tatt tilbake" in told
    assert "gjelder ikke lenger" in told
    assert "lagt bort" not in told
    assert f"«pathways case move {CASE} --to …»" in told
    assert signal in said(cli, "worklist", *LIV)
    assert f"melding {signal} til Barnevernet i Nabo trukket" in said(cli, "timeline", CASE, *LIV)
    cli.ok(*GROUND, "--reason", "Flytter.", *LIV)
    refused = cli("signal", "send", signal, "--to", "bv-nabo", *LIV)
    assert (refused.code, f"«pathways case move {CASE} --to …»" in " ".join(refused.told.split())) == (REFUSED, True)
    new = moved(cli)
    assert gaps(cli) == ["handover_open"]
    assert (shown(cli, signal, LIV)["red"], shown(cli, new, LIV)["red"]) == (False, True)
    assert f"Flyttingen er begynt på nytt med melding {new}." in said(cli, "timeline", CASE, *LIV)
    cli.ok("replay", CASE, *LIV)


def test_or_until_somebody_says_that_it_is_over(cli: Cli) -> None:
    signal = stopped(cli)
    cli.ok("clock", "advance", "5d")
    assert gaps(cli) == ["handover_taken_back"]
    cli.ok("signal", "drop", signal, "--reason", "De ble boende.", *LIV)
    assert (gaps(cli), shown(cli, signal, LIV)["red"]) == ([], False)


def test_one_on_paper_is_red_too_and_nobody_takes_over_by_it(cli: Cli) -> None:
    signal = stopped(cli, "bv-ute")
    assert gaps(cli) == ["handover_taken_back"]
    assert "si fra til Barnevernet Ute" in said(cli, "signal", "show", signal, *LIV)
    answer = cli("signal", "answer", signal, "received", "--on", "2026-08-24", *LIV)
    assert (answer.code, shown(cli, signal, LIV)["red"]) == (REFUSED, True)
    cli.ok("signal", "drop", signal, "--reason", "De er ringt.", *LIV)
    assert gaps(cli) == []


def test_the_receiver_is_told_that_it_is_withdrawn_by_one_word(cli: Cli) -> None:
    stopped(cli)
    (notice,) = cli.ok("notice", "list", "--all", *NINA, "--json").json["notices"]
    assert (notice["in_force"], notice["lapsed_why"]) == (False, "meldingen er trukket")


def test_whoever_has_the_case_is_told_at_once_and_again(cli: Cli) -> None:
    cli.ok("case", "assign", CASE, "--to", "kari", *LIV)
    signal = stopped(cli)
    assert told(cli) == ["taken_back"]
    cli.ok("clock", "advance", "7d")
    assert told(cli) == ["taken_back", "taken_back_again"]
    cli.ok("signal", "drop", signal, "--reason", "De ble boende.", *LIV)
    assert told(cli) == []


def told(cli: Cli) -> list[str]:
    """The notices of messages that kari has and that hold, the oldest first."""
    found = cli.ok("notice", "list", "--all", "--as", "kari", "--json").json["notices"]
    return [each["rung"] for each in reversed(found) if each["message"] and each["in_force"]]
