"""Absences that cross: of one person on the same days, and of whoever was to stand in."""

import pytest

from tests.cli.running import Cli, open_case, staffed
from tests.cli.support import page

PLACES = """
[areas.nord]
kind = "kommune"
[services.bv-nord]
area = "nord"
kind = "barnevern"
[users.anne]
roles = [{role = "saksbehandler", service = "bv-nord"}]
[users.bo]
roles = [{role = "saksbehandler", service = "bv-nord"}]
[users.carl]
roles = [{role = "saksbehandler", service = "bv-nord"}]
[users.liv]
roles = [{role = "leder", service = "bv-nord"}]
[users.siv]
roles = ["systemansvarlig"]
"""
SIV, LIV = ("--as", "siv"), ("--as", "liv")


@pytest.fixture
def town(cli: Cli) -> Cli:
    return staffed(cli, PLACES, by="siv")


def away(cli: Cli, who: str, by: str, first: str = "2026-08-24", last: str = "2026-09-04") -> str:
    return cli.ok("people", "absent", who, "--from", first, "--to", last, "--substitute", by, *SIV).told


def gaps(cli: Cli, case: str) -> list[str]:
    told = cli.ok("case", "gaps", *LIV, "--json").json["cases"]
    return [gap for each in told if each["case_id"] == case for gap in each["gaps"]]


def test_two_who_stand_in_for_each_other_leave_a_gap_and_both_are_warned_of(town: Cli) -> None:
    case = open_case(town, "--as", "anne")
    town.ok("case", "assign", case, "--to", "anne", *LIV)
    assert "selv borte" not in away(town, "anne", "bo")
    assert "holder_away" not in gaps(town, case)
    told = away(town, "bo", "anne")
    assert ("anne → bo" in told, "bo → anne" in told, "people substitute" in told) == (True, True, True)
    assert "holder_away" in gaps(town, case)
    town.ok("people", "substitute", "anne", "carl", *SIV)
    assert "holder_away" not in gaps(town, case)


def test_a_chain_hands_nothing_on_and_says_so(town: Cli) -> None:
    case = open_case(town, "--as", "anne")
    town.ok("case", "assign", case, "--to", "anne", *LIV)
    away(town, "anne", "bo")
    told = away(town, "bo", "carl", first="2026-09-01", last="2026-09-10")
    assert ("anne → bo" in told, "bo → carl" in told) == (True, False)
    assert "holder_away" not in gaps(town, case)
    town.ok("clock", "advance", "8d")
    assert "holder_away" in gaps(town, case)


@pytest.mark.parametrize(("first", "last"), [("2026-08-20", "2026-08-24"), ("2026-09-04", ""), ("2026-08-01", "")])
def test_nobody_is_away_twice_on_one_day(town: Cli, first: str, last: str) -> None:
    away(town, "anne", "bo")
    until = ("--to", last) if last else ()
    refused = town("people", "absent", "anne", "--from", first, *until, "--substitute", "carl", *SIV)
    assert (refused.code, "2026-08-24" in refused.told) == (2, True)
    assert "carl" not in page(town, "people", "show", "anne", *SIV)


def test_the_same_absence_is_told_anew_and_another_behind_it_is_taken(town: Cli) -> None:
    away(town, "anne", "bo")
    away(town, "anne", "carl", last="2026-08-30")
    away(town, "anne", "bo", first="2026-08-31")
    town.ok("people", "absent", "anne", "--from", "2026-08-24", "--cancel", *SIV)
    away(town, "anne", "carl", first="2026-08-26", last="2026-08-30")
