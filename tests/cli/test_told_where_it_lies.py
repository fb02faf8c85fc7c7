"""What pages say of who has a case, who may do something about it, and what an auditor looks for."""

import re

import pytest

from tests.cli.running import Cli, make_sandbox, open_case, staffed
from tests.cli.support import page, set_clock
from tests.cli.test_audit import TWO_AREAS
from tests.cli.test_merge import DUPLICATE, HERE, KEPT, LIV, WHY, two_reports
from tests.cli.test_move import CASE, MOVED, make_neighbours, moved
from tests.support.databases import SqliteDatabases

ROLF, KARI = ("--as", "rolf"), ("--as", "kari")
NAMED = 'name = "Barneverntjenesten i Solvik"\n'
UNIT = '[units.mottak]\nservice = "bv-solvik"\n'


@pytest.fixture
def merged(sqlite_databases: SqliteDatabases) -> Cli:
    cli = Cli(url=sqlite_databases.copy_of(two_reports), env={})
    cli.ok("clock", "advance", "16d")
    cli.ok("deadline", "reason", DUPLICATE, "tilbakemelding", "--code", "kapasitet", *KARI)
    cli.ok("case", "merge", DUPLICATE, "--into", KEPT, *HERE, *WHY, *LIV)
    return cli


def opened_row(cli: Cli, case: str) -> str:
    """Draw until the auditor has a case, and only then; the row of the other one."""
    listed = cli.ok("audit", "list", "--engagement", "tilsyn-barnevern", *ROLF, "--json").json["rows"]
    for each in listed:
        told = cli.ok("audit", "take", each["row"], "--engagement", "tilsyn-barnevern", "--reason", "Vil lese den.",
                      *ROLF, "--json").json["cases"]  # fmt: skip
        if told[0]["case_id"] == case:
            return str(next(other["row"] for other in listed if other["row"] != each["row"]))
        break
    return ""


def test_an_auditor_is_told_which_row_the_case_is_that_was_merged_with_this_one(merged: Cli) -> None:
    drawn = KEPT
    other = opened_row(merged, KEPT)
    if not other:
        drawn = DUPLICATE
        listed = merged.ok("audit", "list", "--engagement", "tilsyn-barnevern", *ROLF, "--json").json["rows"]
        (other,) = (each["row"] for each in listed if each["case_id"] is None)
    told = page(merged, "case", "show", drawn, *ROLF)
    assert f"audit take {other} --engagement tilsyn-barnevern" in told
    hidden = DUPLICATE if drawn == KEPT else KEPT
    assert hidden not in told
    take = ("audit", "take", other, "--engagement", "tilsyn-barnevern", "--reason", "Slått sammen.", *ROLF)
    assert merged.ok(*take, "--json").json["cases"][0]["case_id"] == hidden
    assert "audit take" not in page(merged, "case", "show", drawn, *ROLF)
    assert "audit take" not in page(merged, "case", "show", KEPT, *LIV)


def test_the_access_log_names_the_engagements_alone_that_cover_the_case(merged: Cli) -> None:
    opened_row(merged, KEPT)
    drawn = next(each for each in (KEPT, DUPLICATE) if merged("case", "show", each, *ROLF).code == 0)
    for words in (("access-log", drawn), ("access-log", drawn, "--for-party")):
        for told in (page(merged, *words, *LIV), merged.ok(*words, *LIV, "--json").out):
            assert "tilsyn tilsyn-barnevern etter barnevernsloven § 17-3" in told
            assert "tilsyn-bup" not in told


def test_pages_of_the_same_case_say_alike_where_it_lies(sqlite_databases: SqliteDatabases) -> None:
    cli = staffed(
        Cli(url=sqlite_databases.copy_of(make_sandbox), env={}),
        TWO_AREAS.replace(NAMED, f'{NAMED}intake = "mottak"\n{UNIT}'),
        by="siv",
    )
    case = open_case(cli, *KARI)
    for words in (("case", "show", case), ("worklist",), ("case", "gaps")):
        assert "bv-solvik / mottak" in page(cli, *words, *KARI), words


def test_a_filter_that_finds_no_gap_says_whose_none_it_is(cli: Cli) -> None:
    open_case(cli)
    assert "Ingen glippsoner hos liv." in page(cli, "case", "gaps", "--person", "liv", *LIV)
    assert "Ingen glippsoner hos bup." in page(cli, "case", "gaps", "--service", "bup", *LIV)


def test_a_gap_is_told_to_an_auditor_with_who_may_mend_it(merged: Cli) -> None:
    opened_row(merged, KEPT)
    if merged("case", "show", KEPT, *ROLF).code:
        (row,) = (e["row"] for e in merged.ok("audit", "list", "--engagement", "tilsyn-barnevern", *ROLF, "--json")
                  .json["rows"] if e["case_id"] is None)  # fmt: skip
        merged.ok("audit", "take", row, "--engagement", "tilsyn-barnevern", "--reason", "Vil lese den.", *ROLF)
    told = page(merged, "case", "gaps", *ROLF)
    assert KEPT in told
    assert ("case assign" in told, "case take" in told) == (False, False)
    assert "Leder i barnevernstjenesten" in told
    assert not re.search(r"BUP|inger|erik|mona", told)
    assert "case assign" in page(merged, "case", "gaps", *LIV)


def test_who_may_say_why_is_named_by_the_roles_of_the_service(cli: Cli) -> None:
    case = open_case(cli)
    set_clock(cli, "2026-09-02T09:00")
    told = page(cli, "case", "show", case, "--as", "bente")
    assert "Årsak til bruddet er ikke registrert" in told
    asked = told.split("Årsak til bruddet er ikke registrert")[1].split(")")[0]
    assert "Leder i barnevernstjenesten" in asked
    assert not re.search(r"BUP|inger|erik|mona", asked)


def test_a_case_that_is_over_says_that_its_reason_can_be_recorded(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.copy_of(make_neighbours), env={})
    cli.ok("clock", "advance", "15w")
    signal = moved(cli, "bv-ute")
    for answer in ("received", "taken-over"):
        cli.ok("signal", "answer", signal, answer, "--on", "2026-12-07", *LIV)
    told = page(cli, "case", "show", CASE, *LIV)
    assert f"deadline reason {CASE} undersokelse" in told
    assert "ingenting liv kan registrere" not in told
    assert "Det eneste liv kan registrere i saken nå, er årsaken" in told
    for deadline in re.findall(rf"deadline reason {CASE} (\w+)", told):
        cli.ok("deadline", "reason", CASE, deadline, "--code", "kapasitet", *LIV)
    assert "ingenting liv kan registrere" in page(cli, "case", "show", CASE, *LIV)


def test_what_moved_is_told_in_norwegian(sqlite_databases: SqliteDatabases) -> None:
    cli = Cli(url=sqlite_databases.copy_of(make_neighbours), env={})
    signal = moved(cli, "bv-ute")
    timeline = page(cli, "timeline", CASE, *LIV)
    assert "Opplysninger: At forløpet finnes, " in timeline
    assert "Hendelser med datoer" in timeline
    assert not re.search(r"\brun\b|\bevents\b|field\.", timeline)
    for answer in ("received", "taken-over"):
        cli.ok("signal", "answer", signal, answer, "--on", MOVED[1], *LIV)
    explained = page(cli, "deadline", "explain", CASE, "undersokelse", *LIV)
    assert "flyttet til en annen kommune" in explained
    assert "moved" not in explained


def test_a_sample_says_how_each_of_its_cases_is_read(cli: Cli) -> None:
    for _ in range(3):
        open_case(cli)
    ours = ("--engagement", "tilsyn-barnevern", *ROLF)
    assert "Les dem med «pathways timeline SAK»" in cli.ok("audit", "sample", "--count", "2", *ours).told
    assert "Les den med «pathways timeline BV-" in cli.ok("audit", "sample", "--count", "1", *ours).told
