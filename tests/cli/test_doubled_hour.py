"""The hour that the clock shows twice, the last Sunday of October: the two are told apart wherever people read them."""

from tests.cli.running import Cli, open_case
from tests.cli.support import page, set_clock

FIRST, SECOND = "2026-10-25T00:30", "2026-10-25T01:30"
"""The same by the clock in Norway, 02:30."""


def recorded_in_both(cli: Cli) -> str:
    """A case with an act in each of the two hours."""
    set_clock(cli, FIRST)
    case = open_case(cli)
    set_clock(cli, SECOND)
    cli.ok("advance", case, "melding_grunnlos")
    return case


def test_the_timeline_tells_the_two_hours_apart(cli: Cli) -> None:
    told = page(cli, "timeline", recorded_in_both(cli))
    assert "02:30 (+02:00)" in told
    assert "02:30 (+01:00)" in told


def test_the_clock_and_a_moment_one_looks_from_tell_which_hour_it_is(cli: Cli) -> None:
    case = recorded_in_both(cli)
    assert "kl. 02:30 (+01:00)" in page(cli, "clock", "show")
    assert "kl. 02:30 (+02:00)" in page(cli, "case", "show", case, "--known-at", "2026-10-25T02:30+02:00")
    assert "kl. 02:29 (+01:00)" in page(cli, "case", "show", case, "--known-at", "2026-10-25T02:29:45+01:00")


def test_what_is_recorded_at_the_very_instant_is_known_at_it(cli: Cli) -> None:
    case = recorded_in_both(cli)
    seen = [
        len(cli.ok("timeline", case, "--json", "--known-at", moment).json["entries"])
        for moment in ("2026-10-25T02:29:59+01:00", "2026-10-25T02:30+01:00")
    ]
    assert seen == [1, 2]
    for command in (("case", "show"), ("timeline",)):
        assert "samme øyeblikk" in cli.ok(*command, "--help").told
