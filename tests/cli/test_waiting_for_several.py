"""Two waits at once: whose the days are is said where a reader meets them; and what «nobody» says of the clock."""

import pytest

from tests.cli.running import Cli
from tests.cli.support import page
from tests.cli.test_waiting import FORLOP, mapped

WHY = ("--reason", "Venter.")
SAID = "Saken venter på flere samtidig: hver dag føres på den ventingen som begynte først, nå: Barnet eller familien"
EXPLAINED = "(ventet saken på flere samtidig, er dagen ført på den ventingen som begynte først)"


def waits(cli: Cli, case: str, *for_whom: str) -> None:
    for who in for_whom:
        cli.ok("advance", case, "satt_pa_vent", *FORLOP, "--set", f"venter_pa={who}", *WHY)
        cli.ok("clock", "advance", "2d")


def test_the_page_and_the_explanation_say_on_whom_the_days_are_put_down(cli: Cli) -> None:
    case = mapped(cli)
    waits(cli, case, "familien")
    assert (SAID in page(cli, "case", "show", case), EXPLAINED in explained(cli, case)) == (False, False)
    waits(cli, case, "oss")
    assert (SAID in page(cli, "case", "show", case), EXPLAINED in explained(cli, case)) == (True, True)
    assert "mens saken ventet på barnet eller familien: 2 dager" in explained(cli, case)


def test_one_wait_after_another_says_nothing_of_several(cli: Cli) -> None:
    case = mapped(cli)
    waits(cli, case, "familien")
    cli.ok("advance", case, "gjenopptatt", *FORLOP, "--set", "venter_pa=familien")
    waits(cli, case, "oss")
    assert (SAID in page(cli, "case", "show", case), EXPLAINED in explained(cli, case)) == (False, False)


@pytest.mark.parametrize("command", ["show", "explain"])
def test_that_nobody_has_the_ball_does_not_say_that_a_clock_that_goes_is_not_counted(cli: Cli, command: str) -> None:
    case = mapped(cli)
    waits(cli, case, "medregnes_ikke")
    told = page(cli, "case", "show", case) if command == "show" else explained(cli, case)
    assert "ventetiden føres ikke på noen" in told.casefold()
    assert "regnes ikke med" not in told
    assert ("fristene løper mens saken venter" if command == "show" else "klokken løp") in told


def explained(cli: Cli, case: str) -> str:
    return page(cli, "deadline", "explain", case, "venting_vurderes")
