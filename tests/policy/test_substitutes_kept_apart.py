"""Whoever stands in is lent a right only where they work themself: never across data areas or kinds of service."""

import json

import pytest

from tests.cli.absences import told_before
from tests.cli.running import Cli, open_case, sandbox_of, staffed
from tests.support.databases import SqliteDatabases
from tests.support.solvik import SOLVIK

NOT_FOUND, NOT_ALLOWED, ATTENTION = 5, 7, 3
PLACES = (
    SOLVIK
    + """
[areas.nabo]
kind = "kommune"
[areas.sor]
kind = "helseforetak"
[services.bv-vest]
area = "solvik"
kind = "barnevern"
[services.bv-nabo]
area = "nabo"
kind = "barnevern"
[services.bup-sor]
area = "sor"
kind = "bup"
[users.vera]
roles = [{role = "saksbehandler", service = "bv-vest"}]
[users.liv]
roles = [{role = "leder", service = "bv-solvik"}]
[users.nils]
roles = [{role = "saksbehandler", service = "bv-nabo"}, {role = "leder", service = "bv-nabo"}]
[users.mona]
roles = [{role = "inntaksteam", service = "bup-sor"}]
[users.erik]
roles = [{role = "behandler", service = "bup-sor"}]
[users.rolf]
roles = ["revisor"]
[users.sara]
roles = ["systemansvarlig"]
"""
)
LIV, SIV = ("--as", "liv"), ("--as", "siv")
AWAY = ("--from", "2026-08-24", "--to", "2026-08-30", "--substitute")
LOOKS = (("timeline",), ("person", "show"), ("case", "show"), ("case", "can"), ("deadline", "list"))


@pytest.fixture
def cli(sqlite_databases: SqliteDatabases) -> Cli:
    """Two municipalities and a hospital trust."""
    return staffed(sandbox_of(sqlite_databases), PLACES, by="siv")


@pytest.fixture
def case(cli: Cli) -> str:
    """A report in Solvik that kari has."""
    found = open_case(cli, "--as", "kari", "--reason", "Hemmelig bekymring.")
    cli.ok("case", "assign", found, "--to", "kari", *LIV)
    return found


def is_foreign(cli: Cli, case: str, who: str) -> None:
    """Nothing of a case is told to somebody, in no way."""
    for look in LOOKS:
        ran = cli(*look, case, "--as", who)
        assert (ran.code in (NOT_FOUND, NOT_ALLOWED), "Hemmelig" in ran.told) == (True, False), (look, ran)
    concluded = ("--set", "konklusjon=2", "--set", "umiddelbar_oppfolging=nei", "--reason", "Nei.")
    assert cli("advance", case, "melding_konkludert", *concluded, "--as", who).code in (NOT_FOUND, NOT_ALLOWED)
    for listing in (("case", "list"), ("worklist",), ("case", "gaps"), ("worklist", "--person", who)):
        assert case not in cli(*listing, "--as", who).told, listing


def user(cli: Cli, who: str, on: str = "2026-08-24") -> dict[str, object]:
    [found] = [
        each for each in cli.ok("people", "list", "--on", on, *SIV, "--json").json["people"] if each["id"] == who
    ]
    return dict(found)


def test_nobody_is_let_in_by_standing_in_from_elsewhere(cli: Cli, case: str) -> None:
    whys = {"mona": "annet dataområde", "nils": "annet dataområde", "rolf": "fører tilsyn", "sara": "noe annet"}
    for who, why in whys.items():
        for by in (LIV, SIV):
            refused = cli("people", "absent", "kari", *AWAY, who, *by)
            assert (refused.code, why in refused.told) == (NOT_ALLOWED, True), refused
    cli.ok("people", "absent", "kari", *AWAY[:-1], *LIV)
    for who in whys:
        assert cli("people", "substitute", "kari", who, *LIV).code == NOT_ALLOWED
    is_foreign(cli, case, "mona")


def test_a_colleague_of_the_service_or_of_another_of_the_municipality_stands_in(cli: Cli, case: str) -> None:
    for who in ("anne", "vera"):
        cli.ok("people", "absent", "kari", *AWAY, who, *LIV)
        assert "Hemmelig" in cli.ok("timeline", case, "--as", who).out
        assert case in cli.ok("worklist", "--as", who).out
        assert user(cli, who)["stands_in_for"] == ["kari"]
    new = ("people", "add", "nora", "--role", "saksbehandler", "--service", "bv-solvik", "--from", "2026-08-27")
    cli.ok(*new, *SIV)
    cli.ok("people", "absent", "kari", *AWAY, "nora", *LIV)
    assert [user(cli, "kari", day)["lends_nothing"] for day in ("2026-08-26", "2026-08-27")] == ["no_role", None]


def test_an_absence_of_last_year_gives_no_right_once_the_substitute_works_elsewhere(cli: Cli, case: str) -> None:
    cli.ok("people", "role", "mona", "saksbehandler", "--service", "bv-solvik", *SIV)
    cli.ok("people", "absent", "kari", "--from", "2026-08-24", "--substitute", "mona", *LIV)
    assert cli.ok("timeline", case, "--as", "mona").out
    cli.ok("clock", "advance", "1d")
    ended = cli.ok("people", "end", "mona", "saksbehandler", *SIV)
    assert "kari → mona" in ended.told
    is_foreign(cli, case, "mona")
    assert cli.ok("case", "gaps", *LIV, "--json").json["cases"][0]["gaps"] == ["holder_away"]
    told = user(cli, "kari", "2026-08-25")
    assert (told["substitute"], told["lends_nothing"]) == ("mona", "elsewhere")
    assert "virkning" in cli.ok("people", "list", *SIV).out
    assert "uten virkning: mona arbeider" in " ".join(cli.ok("people", "show", "kari", *SIV).out.split())
    doctor = cli("doctor")
    assert (doctor.code, "kari → mona" in " ".join(doctor.told.split())) == (ATTENTION, True)
    cli.ok("people", "substitute", "kari", "anne", *LIV)
    assert "kari → mona" not in cli("doctor").told


def test_an_absence_told_before_this_was_asked_gives_nothing(cli: Cli, case: str) -> None:
    for who in ("mona", "nils", "rolf"):
        told_before(cli, person="kari", first="2026-08-24", last="2026-08-30", substitute=who)
        is_foreign(cli, case, who)
        assert user(cli, who)["stands_in_for"] == []


def test_who_was_named_is_told_nothing_of_deadlines_elsewhere(cli: Cli, case: str) -> None:
    cli.ok("people", "role", "mona", "saksbehandler", "--service", "bv-solvik", "--to", "2026-08-24", *SIV)
    cli.ok("people", "absent", "kari", "--from", "2026-08-24", "--substitute", "mona", *LIV)
    cli.ok("clock", "advance", "3w")
    told = {who: cli.ok("notice", "list", "--as", who, "--json").json["notices"] for who in ("mona", "liv")}
    assert ([each["case_id"] for each in told["mona"]], case in json.dumps(told["liv"])) == ([], True)


def test_of_what_somebody_has_in_two_services_only_that_where_the_substitute_works_is_lent(cli: Cli, case: str) -> None:
    cli.ok("people", "role", "kari", "behandler", "--service", "bup-sor", *SIV)
    ran = cli.ok("people", "absent", "kari", *AWAY, "erik", *SIV)
    assert "saksbehandler (bv-solvik)" in ran.told
    is_foreign(cli, case, "erik")
    cli.ok("people", "role", "liv", "enhetsleder", "--service", "bup-sor", *SIV)
    assert case in cli.ok("worklist", "--person", "kari", *LIV).told
    assert case not in cli.ok("worklist", "--person", "erik", *LIV).told
    ran = cli.ok("people", "absent", "kari", *AWAY, "anne", *SIV)
    assert "behandler (bup-sor)" in ran.told
    assert cli.ok("timeline", case, "--as", "anne").out
    assert cli("case", "open", "bup_vurdering", "--set", "henviser=fastlege", "--as", "anne").code != 0


def test_nobody_stands_in_for_an_auditor_and_an_auditor_for_nobody(cli: Cli) -> None:
    for who in ("kari", "liv", "siv"):
        assert cli("people", "absent", "rolf", *AWAY, who, *SIV).code == NOT_ALLOWED
        assert cli("people", "absent", who, *AWAY, "rolf", *SIV).code == NOT_ALLOWED


def test_who_says_who_works_here_is_stood_in_for_by_one_of_them_alone(cli: Cli) -> None:
    assert cli("people", "absent", "siv", *AWAY, "liv", *SIV).code == NOT_ALLOWED
    cli.ok("people", "role", "anne", "systemansvarlig", "--service", "bv-solvik", *SIV)
    assert cli("people", "absent", "anne", *AWAY, "kari", *SIV).told.count("systemansvarlig (bv-solvik)") == 1
    told_before(cli, person="siv", first="2026-08-24", last="", substitute="kari")
    assert cli("people", "role", "kari", "leder", "--as", "kari").code == NOT_ALLOWED
    cli.ok("people", "absent", "siv", *AWAY, "sara", *SIV)


def test_in_a_sandbox_without_services_auditors_and_those_who_run_it_stand_in_for_nobody_with_cases(
    sqlite_databases: SqliteDatabases,
) -> None:
    cli = sandbox_of(sqlite_databases)
    for who in ("rolf", "siv"):
        assert cli("people", "absent", "kari", *AWAY, who, *SIV).code == NOT_ALLOWED
    cli.ok("people", "absent", "kari", *AWAY, "jonas", *SIV)
