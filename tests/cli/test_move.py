"""A child moves: the case is handed over, stays red until somebody there has taken over, and only then ends here."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.messages import KARI, ROLF, TWO_AREAS
from tests.cli.running import Cli, make_sandbox, open_case, staffed
from tests.cli.support import CONCLUDE, page
from tests.cli.test_merge import waiting
from tests.support.databases import Databases, SqliteDatabases

NEIGHBOUR = """
[areas.nabokommunen]
kind = "kommune"
[services.bv-nabo]
area = "nabokommunen"
kind = "barnevern"
name = "Barnevernet i Nabo"
[services.bv-ute]
area = "utenfor"
kind = "external"
name = "Barnevernet Ute"
[users.nina]
roles = [{role = "saksbehandler", service = "bv-nabo"}, {role = "leder", service = "bv-nabo"}]
"""
CASE = "BV-2026-0001"
LIV, NINA = ("--as", "liv"), ("--as", "nina")
HELD = ("--share", "course", "--age", "11", "--how", "oral", "--by", "child", "--by", "parent_1", "--by", "parent_2")
MOVED = ("--on", "2026-08-24", "--reason", "Familien har flyttet.", "--municipality", "Nabo (kanarikommunen)", *LIV)
ANSWERED = ("tilbakemelding_gitt", "--activity", "melder.1", "--set", "opplyst_apnet=ja")
REFUSED = 4


def make_neighbours(url: str) -> None:
    """Two municipalities, and an investigation in the one whose course may be told to the other; to be copied."""
    make_sandbox(url)
    cli = staffed(Cli(url=url, env={}), TWO_AREAS + NEIGHBOUR, by="siv")
    open_case(cli, *KARI)
    cli.ok("advance", CASE, *CONCLUDE, "--reason", "Skolevegring over tid, KANARI.", *LIV)
    cli.ok("advance", CASE, *ANSWERED, *LIV)
    for to in ("bv-nabo", "bv-ute"):
        cli.ok("consent", "release", CASE, *HELD, "--to", to, *LIV)


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """An investigation in one of two municipalities."""
    return Cli(url=sqlite_databases.copy_of(make_neighbours), env={})


@pytest.fixture
def cli_on_both(databases: Databases) -> Cli:
    """The same on SQLite and on PostgreSQL."""
    return Cli(url=databases.copy_of(make_neighbours), env={})


def moved(cli: Cli, to: str = "bv-nabo") -> str:
    return str(cli.ok("case", "move", CASE, "--to", to, *MOVED, "--json").json["signal_id"])


def open_here(cli: Cli) -> int:
    """How many deadlines wait in the case."""
    runs = cli.ok("case", "show", CASE, *LIV, "--json").json["runs"]
    return sum(each["word"] in ("running", "due_today", "breach") for run in runs for each in run["deadlines"])


def is_red(cli: Cli) -> bool:
    gaps = cli.ok("case", "gaps", *LIV, "--json").json["cases"]
    return any(each["case_id"] == CASE and "handover_open" in each["gaps"] for each in gaps)


def brought_in(cli: Cli, folder: Path) -> str:
    """Let the neighbour read in what was handed over; the number of the case there."""
    file = folder / "flytting.json"
    told = cli.ok("case", "move", CASE, "--file", str(file), *LIV).told
    assert "Meldere" in told
    document = json.loads(file.read_text(encoding="utf-8"))
    assert all(each not in json.dumps(document) for each in ("KANARI", "kanari", CASE, "liv", "kari"))
    assert file.stat().st_mode & 0o077 == 0
    document["cases"][0]["events"][0]["set"]["meldere"] = ["5"]
    mended = folder / "saker.json"
    mended.write_text(json.dumps(document), encoding="utf-8")
    return str(cli.ok("import", "open-cases", str(mended), *NINA, "--json").json["cases"][0]["case_id"])


def test_deadlines_run_here_until_they_have_taken_over_there_and_go_on_there_to_the_same_dates(
    cli_on_both: Cli, tmp_path: Path
) -> None:
    cli, before = cli_on_both, open_here(cli_on_both)
    cli.ok("clock", "advance", "2d")
    signal = moved(cli)
    assert (is_red(cli), open_here(cli)) == (True, before)
    assert [each["message"] for each in cli.ok("notice", "list", *NINA, "--json").json["notices"]] == [signal]
    there = brought_in(cli, tmp_path)
    cli.ok("signal", "receive", signal, "--case", there, *NINA)
    assert (is_red(cli), open_here(cli)) == (True, before)
    mine = cli.ok("case", "show", CASE, *LIV, "--json").json["runs"]
    theirs = cli.ok("case", "show", there, *NINA, "--json").json["runs"]
    dates = [
        {(d["name"], d["item"], d["nominal"]) for run in runs for d in run["deadlines"]} for runs in (mine, theirs)
    ]
    assert dates[0] == dates[1]
    cli.ok("clock", "advance", "1d")
    cli.ok("signal", "take-over", signal, *NINA)
    assert (is_red(cli), open_here(cli)) == (False, 0)
    assert {run["state"] for run in cli.ok("case", "show", CASE, *LIV, "--json").json["runs"]} == {"(flyttet)"}
    assert cli("advance", CASE, "undersokelsesplan_laget", "--set", "plan_dato=2026-08-27", *KARI).code == REFUSED
    for case in (CASE, there):
        assert cli.ok("replay", "--all", *ROLF, "--json").json["ok"], case
    cli.ok("verify", *ROLF)
    told = page(cli, "timeline", CASE, *LIV)
    assert "barnet flyttet man. 24. aug. 2026; saken gis over til Barnevernet i Nabo" in told
    assert "Kommune: «Nabo (kanarikommunen)»" in told
    assert "flyttet: ansvaret er overtatt i en annen kommune" in told


def dates_in(runs: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(each["name"], each["item"], each["nominal"]) for run in runs for each in run["deadlines"]}


def test_what_was_missed_before_stays_missed(cli: Cli) -> None:
    cli.ok("clock", "advance", "100d")
    signal = moved(cli, "bv-ute")
    cli.ok("signal", "answer", signal, "received", "--on", "2026-12-02", *LIV)
    cli.ok("signal", "answer", signal, "taken-over", "--on", "2026-12-02", *LIV)
    found = {
        (each["deadline"], name)
        for each in cli.ok("report", "deadlines", *LIV, "--json").json["deadlines"]
        for name in ("missed_ended", "fell_away", "met", "missed_open")
        if each["figures"][name]["count"]
    }
    assert ("undersokelse", "missed_ended") in found
    assert ("dokumentert", "missed_ended") in found
    assert ("gjennomgang", "met") in found
    assert not [name for _, name in found if name == "missed_open"]


def test_the_day_they_took_over_is_the_day_it_ends_here(cli: Cli) -> None:
    signal = moved(cli, "bv-ute")
    cli.ok("clock", "advance", "25d")
    cli.ok("signal", "answer", signal, "received", "--on", "2026-09-01", *LIV)
    cli.ok("signal", "answer", signal, "taken-over", "--on", "2026-09-02", *LIV)
    runs = cli.ok("case", "show", CASE, *LIV, "--json").json["runs"]
    words = {each["name"]: each["word"] for run in runs for each in run["deadlines"]}
    assert (words["tilbakemelding"], words["undersokelse"]) == ("met", "ended")
    missed = cli.ok("report", "deadlines", "--pathway", "barnevern_undersokelse", *LIV, "--json").json["deadlines"]
    assert sum(each["figures"]["missed"]["count"] for each in missed) == 0
    assert sum(each["figures"]["fell_away"]["count"] for each in missed) > 0
    cli.ok("replay", CASE, *LIV)


def test_what_may_not_be_told_there_does_not_go(cli: Cli) -> None:
    release = cli.ok("consent", "list", CASE, *LIV, "--json").json["given"][0]["seq"]
    cli.ok("consent", "withdraw", CASE, str(release), "--by", "parent_1", "--reason", "Vil ikke.", *LIV)
    refused = cli("case", "move", CASE, "--to", "bv-nabo", *MOVED)
    assert (refused.code, "kan ikke fortelles til" in refused.told) == (REFUSED, True)
    assert not is_red(cli)
    assert cli.ok("signal", "list", "--all", *NINA, "--json").json["incoming"] == []


def test_a_case_on_its_way_stays_where_what_it_rests_on_is_withdrawn_before_anybody_received_it(cli: Cli) -> None:
    signal = moved(cli)
    assert len(cli.ok("signal", "list", *NINA, "--json").json["incoming"]) == 1
    given = cli.ok("consent", "list", CASE, *LIV, "--json").json["given"]
    (seq,) = (str(each["seq"]) for each in given if each["data"]["to"] == "bv-nabo")
    ran = cli.ok("consent", "withdraw", CASE, seq, "--by", "parent_1", "--reason", "Vil ikke.", *LIV, "--json")
    assert [(each["signal_id"], each["told"], each["seen"]) for each in ran.json["messages"]] == [
        (signal, "taken_back", True)
    ]
    assert cli.ok("signal", "list", "--all", *NINA, "--json").json["incoming"] == []
    assert "trukket av den som sendte den" in cli("signal", "receive", signal, "--case", "BV-2026-0002", *NINA).told
    assert (cli.ok("signal", "show", signal, *LIV, "--json").json["taken_back"], open_here(cli)) == (True, 2)
    cli.ok("consent", "release", CASE, *HELD, "--to", "bv-nabo", *LIV)
    assert moved(cli) != signal


def test_what_is_handed_over_is_recorded_as_told_with_what_it_rests_on(cli: Cli) -> None:
    signal = moved(cli)
    shared = cli.ok("share", "list", CASE, *LIV, "--json").json["shared"]
    assert {each["message"] for each in shared} == {signal}
    assert all("events" in each["items"] and "field.meldere" not in each["items"] for each in shared)
    seen = cli.ok("signal", "show", signal, *NINA, "--json").json
    assert (seen["case_id"], seen["shared"]["values"]) == (None, {})
    assert [each["deadline"] for each in seen["shared"]["deadlines"]] == ["undersokelse"]
    told = page(cli, "signal", "show", signal, *NINA)
    assert "Flytting til en annen kommune" in told
    assert all(each not in told for each in ("KANARI", "kanari", CASE))


def test_a_move_is_taken_back_while_nobody_has_taken_over_and_undone_afterwards(cli: Cli) -> None:
    before = waiting_here(cli)
    first = moved(cli, "bv-ute")
    again = cli("case", "move", CASE, "--to", "bv-ute", *MOVED)
    assert (again.code, first in again.told) == (REFUSED, True)
    cli.ok("signal", "drop", first, "--reason", "De flyttet ikke likevel.", *LIV)
    assert (is_red(cli), waiting_here(cli)) == (False, before)
    second = moved(cli, "bv-ute")
    for answer in ("received", "taken-over"):
        cli.ok("signal", "answer", second, answer, "--on", "2026-08-24", *LIV)
    assert waiting_here(cli) != before
    cli.ok("case", "move", CASE, "--undo", "--reason", "Feil sak.", *LIV)
    assert waiting_here(cli) == before
    cli.ok("replay", CASE, *LIV)


def waiting_here(cli: Cli) -> object:
    return waiting(cli, CASE)


def test_only_another_municipality_of_the_same_kind_takes_over(cli: Cli) -> None:
    codes = {to: cli("case", "move", CASE, "--to", to, *MOVED).code for to in ("bup-sor", "bv-nord", "ingen")}
    assert codes == {"bup-sor": REFUSED, "bv-nord": 5, "ingen": 5}
    assert cli("case", "move", CASE, "--to", "bv-nabo", *MOVED[:-2], *KARI).code == 7
    assert cli("case", "move", CASE, "--to", "bv-nabo", "--on", "2026-09-24", "--reason", "X.", *LIV).code == REFUSED
    assert cli("case", "move", CASE, "--to", "bv-nabo", "--undo", *LIV).code == 2
    assert cli("case", "move", CASE, "--to", "bv-nabo", *MOVED[:-2], *NINA).code == 5
