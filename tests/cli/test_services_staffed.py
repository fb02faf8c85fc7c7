"""A service has somebody in each role that its cases need, and an intake who works there; else it shows."""

from pathlib import Path
from typing import Any

import pytest

from pathways.engine.installation import install
from pathways.engine.organising import Organiser
from pathways.errors import UsageError
from pathways.people.wanted import intake_of
from tests.cli.running import ROOT, Cli, open_case, staffed
from tests.cli.support import set_clock, words

PLACES = """
[areas.nord]
kind = "kommune"
[services.bv-nord]
area = "nord"
kind = "barnevern"
[services.bv-vest]
area = "nord"
kind = "barnevern"
[users.kari]
roles = [{role = "saksbehandler", service = "bv-nord", to = 2026-09-30}]
[users.liv]
roles = [{role = "leder", service = "bv-nord"}]
[users.frida]
roles = [{role = "leder", service = "bv-vest"}]
[users.vera]
roles = [{role = "saksbehandler", service = "bv-vest"}]
[users.siv]
roles = ["systemansvarlig"]
[users.rolf]
roles = ["revisor"]
"""
SIV = ("--as", "siv")
TO_KARI = ("people", "intake", "bv-nord", "--person", "kari", *SIV)


@pytest.fixture
def town(cli: Cli) -> Cli:
    """Two services of one municipality, each with a caseworker and a leader."""
    return staffed(cli, PLACES, by="siv")


def services(cli: Cli) -> dict[str, Any]:
    """What ``doctor`` says of services."""
    (found,) = [each for each in cli("doctor", "--json").json["checks"] if each["id"] == "services"]
    return dict(found)


def gaps(cli: Cli, case: str) -> list[str]:
    told = cli.ok("case", "gaps", "--as", "liv", "--json").json["cases"]
    return [gap for each in told if each["case_id"] == case for gap in each["gaps"]]


@pytest.mark.parametrize("whom", ["vera", "frida", "rolf", "siv"])
def test_nobody_gets_what_nobody_has_where_they_do_not_work_with_cases(town: Cli, whom: str) -> None:
    ran = town("people", "intake", "bv-nord", "--person", whom, *SIV)
    assert (ran.code, ran.out) == (2, ""), ran
    assert f"pathways people role {whom} ROLLE --service bv-nord" in ran.told
    assert "--unit" in ran.told
    town.ok(*TO_KARI)


def test_a_role_that_is_lent_makes_nobody_an_intake(town: Cli) -> None:
    town.ok("people", "absent", "kari", "--substitute", "vera", "--to", "2026-09-01", "--as", "liv")
    ran = town("people", "intake", "bv-nord", "--person", "vera", "--as", "liv")
    assert (ran.code, "vikar" in ran.told) == (2, True)


def test_the_door_of_the_organisation_asks_itself_whoever_calls_it(town: Cli) -> None:
    world = install(town.url, ROOT / "definitions", channels=(), organisation="Prøve")
    organiser = Organiser(database=world.database, library=world.library, roster=world.roster, clock=world.clock)
    with pytest.raises(UsageError):
        organiser.record([intake_of("bv-nord", "rolf", "", organiser.today())], world.people.actor("siv", ""), "")
    world.close()


def test_a_role_counts_from_its_first_day_and_a_file_is_asked_the_same(town: Cli, tmp_path: Path) -> None:
    town.ok("people", "role", "vera", "saksbehandler", "--service", "bv-nord", "--from", "2026-09-07", *SIV)
    assert town("people", "intake", "bv-nord", "--person", "vera", *SIV).code == 2
    town.ok("people", "intake", "bv-nord", "--person", "vera", "--from", "2026-09-07", *SIV)
    file = tmp_path / "folk.toml"
    named = PLACES.replace('kind = "barnevern"\n', 'kind = "barnevern"\nintake = "rolf"\n', 1)
    file.write_text(named, encoding="utf-8")
    for more in (("--dry-run",), ()):
        ran = town("people", "apply", str(file), *more, *SIV)
        assert (ran.code, "rolf" in ran.told, ran.out) == (2, True, ""), ran
    file.write_text(named.replace('"rolf"', '"kari"', 1), encoding="utf-8")
    town.ok("people", "apply", str(file), *SIV)


def test_an_intake_whose_role_ends_is_a_gap_and_is_warned_of(town: Cli) -> None:
    town.ok(*TO_KARI)
    case = open_case(town, "--as", "kari")
    assert (gaps(town, case), services(town)["ok"]) == (["no_holder"], True)
    set_clock(town, "2026-10-01T10:00")
    assert gaps(town, case) == ["no_holder", "intake_gone"]
    told = words(town.ok("case", "gaps", "--as", "liv"))
    assert "pathways people intake bv-nord" in told
    red = services(town)
    assert (red["ok"], "kari" in red["mend"], "bv-nord" in red["mend"]) == (False, True, True)
    town.ok("people", "intake", "bv-nord", "--person", "liv", *SIV)
    assert gaps(town, case) == ["no_holder"]


@pytest.mark.parametrize("last", ["", "2026-09-10"])
def test_who_ends_the_role_of_an_intake_is_told_so(town: Cli, last: str) -> None:
    town.ok(*TO_KARI)
    ended = town.ok("people", "end", "kari", *(("--last", last) if last else ()), *SIV)
    assert "pathways people intake bv-nord" in ended.told
    assert "people intake" not in town.ok("people", "end", "vera", *SIV).told


def test_a_service_without_anybody_in_a_role_is_red_though_the_other_one_has_somebody(town: Cli) -> None:
    open_case(town, "--as", "kari")
    assert services(town)["ok"]
    town.ok("people", "end", "liv", *SIV)
    red = services(town)
    assert (red["ok"], "bv-nord: leder" in red["mend"], "bv-vest" in red["mend"]) == (False, True, False)
    town.ok("people", "role", "liv", "leder", *SIV)
    assert services(town)["ok"]


def test_a_service_that_has_no_open_case_is_named_and_not_red(town: Cli) -> None:
    open_case(town, "--as", "kari")
    town.ok("people", "end", "frida", *SIV)
    named = services(town)
    assert (named["ok"], "bv-vest: leder" in named["remark"]) == (True, True)
