"""A breach that a change of the past makes true (again) is told to its leader, also where it has been met since."""

import pytest

from tests.cli.running import Cli, open_case
from tests.cli.support import LATE

CONCLUDED = ("melding_konkludert", "--set", "konklusjon=3", "--reason", "Hører til saken som løper.", "--as", "liv")


def escalations(cli: Cli, case: str) -> list[object]:
    """The due dates of what liv has to read of a case as escalations that hold."""
    listed = cli.ok("notice", "list", "--as", "liv", "--json").json["notices"]
    return [each["due_on"] for each in listed if each["case_id"] == case and each["escalation"] and each["in_force"]]


def concluded(cli: Cli, case: str, on: str) -> str:
    return str(cli.ok("advance", case, *CONCLUDED, "--happened", on, *LATE, "--json").json["seq"])


def corrected(cli: Cli, case: str, seq: str, on: str) -> None:
    cli.ok("correct", case, seq, "--happened", on, "--why", "Feil dag.")


def test_an_escalation_that_a_correction_makes_true_again_is_told_again_though_the_deadline_is_met(cli: Cli) -> None:
    case, straight = open_case(cli), open_case(cli)
    cli.ok("clock", "advance", "9d")
    corrected(cli, case, concluded(cli, case, "2026-08-31"), "2026-09-02")
    concluded(cli, straight, "2026-09-02")
    assert escalations(cli, case) == escalations(cli, straight) == ["2026-08-31"]
    assert cli("verify", "--as", "rolf").code == 0


def test_a_breach_that_was_never_told_is_told_when_a_correction_shows_it(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "2d")
    concluded(cli, case, "2026-08-26")
    cli.ok("clock", "advance", "9d")
    assert escalations(cli, case) == []
    corrected(cli, case, "1", "2026-08-18")
    assert escalations(cli, case) == ["2026-08-25"]


def test_an_escalation_of_what_was_met_late_names_the_date_that_holds_when_the_date_moves(cli: Cli) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    concluded(cli, case, "2026-09-02")
    corrected(cli, case, "1", "2026-08-20")
    assert escalations(cli, case) == ["2026-08-27"]


@pytest.mark.parametrize("on", ["2026-08-27", "2026-08-31"])
def test_a_correction_to_another_day_in_time_tells_a_leader_nothing(cli: Cli, on: str) -> None:
    case = open_case(cli)
    cli.ok("clock", "advance", "9d")
    corrected(cli, case, concluded(cli, case, "2026-08-28"), on)
    assert escalations(cli, case) == []
