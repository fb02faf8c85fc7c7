"""``due``: the calculator for people, with the why, and without a database."""

import pytest

from tests.cli.running import Cli


@pytest.fixture
def alone() -> Cli:
    """A command line whose database does not exist, and must not."""
    return Cli(url="postgresql://nobody@localhost:1/none", env={})


def test_three_months_of_investigation_are_told_with_every_step(alone: Cli) -> None:
    told = alone.ok("due", "2026-08-24", "3 months", "--rule", "bvl-2-2").told
    assert told.startswith("mandag 30. november 2026")
    assert "man. 31. aug. 2026" in told
    assert "november 2026 har ikke dag nummer 31" in told.lower()
    assert "For sent fra tirsdag 1. desember 2026 kl. 00:00." in told


def test_the_json_has_the_four_dates_and_the_why(alone: Cli) -> None:
    found = alone.ok("due", "2026-08-24", "3", "months", "--rule", "bvl-2-2", "--json").json
    assert found["schema"] == "pathways.due/1"
    assert (found["nominal"], found["legal"], found["reporting"]) == ("2026-11-30", "2026-11-30", "2026-11-29")
    assert found["met_before"] == "2026-11-30T23:00:00Z"
    assert [step["on"] for step in found["why"]] == ["2026-08-24", "2026-08-31", "2026-11-30", "2026-11-30"]


def test_hours_are_counted_from_an_instant(alone: Cli) -> None:
    found = alone.ok("due", "2026-10-24T15:00", "48 hours", "--rule", "hours", "--json").json
    assert found["met_before"] == "2026-10-26T13:00:00Z"


def test_the_calendar_is_chosen(alone: Cli) -> None:
    days = [
        alone.ok("due", "2026-08-24", "10 working days", "--rule", "working-days", "--calendar", name, "--json").json
        for name in ("NO", "NO_SAT")
    ]
    assert [found["nominal"] for found in days] == ["2026-09-07", "2026-09-04"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("2026-08-24", "3 months", "--rule", "bvl-9-9"), "Regelen «bvl-9-9» finnes ikke. Disse finnes: bvl-2-2,"),
        (("2026-08-24", "3 months", "--rule", "dl-148", "--calendar", "SE"), "Kalenderen «SE» finnes ikke"),
        (("2026-02-30", "3 months", "--rule", "dl-148"), "er ikke en dato"),
        (("2026-08-24", "soon", "--rule", "dl-148"), "er ikke en periode"),
        (("2026-08-24", "48 hours", "--rule", "hours"), "trenger klokkeslett"),
        (("2026-10-25T02:30", "48 hours", "--rule", "hours"), "to ganger"),
        (("1999-08-24", "3 months", "--rule", "dl-148"), "utenfor kalenderen"),
        (("2026-08-24", "3 months"), "--rule må oppgis"),
    ],
)
def test_what_cannot_be_counted_says_why(alone: Cli, arguments: tuple[str, ...], hint: str) -> None:
    ran = alone("due", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert hint in ran.told
