"""Whoever may enter nothing late is told who may, and is advised no command that would be refused for the same."""

from pathlib import Path

import pytest

from tests.cli.running import Cli
from tests.cli.support import page
from tests.cli.test_late_entry import FEEDBACK, WHY, late, placed

PAUSED = ("satt_pa_vent", "--run", "barnevern_undersokelse", "--set", "venter_pa=familien", "--reason", "Bortreist.")
LATE = ("--happened", "2026-08-31", "--late-reason", WHY)


@pytest.fixture
def leaders(cli: Cli, tmp_path: Path) -> tuple[Cli, str]:
    """A case two weeks on, in a place where leaders alone enter anything late."""
    case = late(cli)
    return placed(cli, tmp_path, "case.enter_late: [leder]"), case


@pytest.mark.parametrize("typed", [(*FEEDBACK, "--late-reason", WHY), PAUSED + LATE], ids=["of its own", "advised"])
def test_a_late_entry_of_somebody_who_may_not_names_who_may_and_advises_nothing(
    leaders: tuple[Cli, str], typed: tuple[str, ...]
) -> None:
    cli, case = leaders
    refused = cli("advance", case, *typed, "--as", "kari")
    told = " ".join(refused.told.split())
    assert (refused.code, "Bare «Leder i barnevernstjenesten» kan registrere noe så lenge etter" in told) == (
        7,
        True,
    ), told
    assert ("ingen" in told, "Da kunne" in told, "Slik:" in told) == (False, False, False), told
    assert "liv" in told
    cli.ok("advance", case, *typed, "--as", "liv")


def test_what_is_refused_for_its_state_advises_nothing_late_to_whoever_may_not_enter_it(
    leaders: tuple[Cli, str],
) -> None:
    cli, case = leaders
    typed = ("advance", case, "melding_konkludert", "--set", "konklusjon=2", "--reason", "x", *LATE)
    told = " ".join(cli(*typed, "--as", "kari").told.split())
    assert ("--late-reason" in told, "bare «Leder i barnevernstjenesten» kan dette (liv)" in told) == (False, True), (
        told
    )
    assert "--late-reason" in cli(*typed, "--as", "liv").told


def test_where_the_table_gives_it_to_nobody_the_refusal_says_so(cli: Cli, tmp_path: Path) -> None:
    case = late(cli)
    chosen = placed(cli, tmp_path, "case.enter_late: [revisor]")
    table = tmp_path / "definitions" / "access.yaml"
    table.write_text(table.read_text("utf-8").partition("\n\n  bare_case_enter_late:")[0] + "\n", encoding="utf-8")
    refused = chosen("advance", case, *FEEDBACK, "--late-reason", WHY)
    told = " ".join(refused.told.split())
    assert "ingen kan etterregistrere (case.enter_late står i ingen rad i access.yaml)" in told, told
    assert "bare ingen" not in told.casefold()
    assert "skjedde: ingen (case.enter_late" in page(chosen, "case", "can", case, FEEDBACK[0])


def test_case_can_of_one_event_says_what_the_late_right_needs(leaders: tuple[Cli, str]) -> None:
    cli, case = leaders
    asked = ("case", "can", case, "satt_pa_vent", "--run", "barnevern_undersokelse")
    told = page(cli, *asked, "--as", "kari")
    assert told.startswith("Nå: ja.")
    assert "14 dager eller mer etter at det skjedde: bare «Leder i barnevernstjenesten» kan dette (liv)" in told, told
    entry = cli.ok(*asked, "--as", "kari", "--json").json["late_entry"]
    assert entry == {"from_days": 14, "by": ["leder"], "mine": False}
    assert "bare «Leder" not in page(cli, *asked, "--as", "liv")
    assert cli.ok(*asked, "--as", "liv", "--json").json["late_entry"]["mine"]
