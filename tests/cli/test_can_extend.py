"""``case can`` says of an extension after the date that it cures nothing, before anybody gives it."""

from tests.cli.running import Cli
from tests.cli.support import investigated, page, set_clock

LIV = ("--as", "liv")


def test_an_extension_after_the_date_is_offered_with_what_it_does_not_do(cli: Cli) -> None:
    case = investigated(cli)
    assert "flytter ikke fristen" not in page(cli, "case", "can", case, *LIV)
    set_clock(cli, "2026-12-03T09:00")
    told = page(cli, "case", "can", case, *LIV)
    assert "Obs: frist_utvidet: «Undersøkelse gjennomført» gikk ut man. 30. nov. 2026." in told
    assert "flytter ikke fristen" not in page(cli, "case", "can", case, "--as", "kari")
    given = cli.ok("advance", case, "frist_utvidet", "--code", "annet", "--reason", "x", *LIV)
    assert "fristen flyttes ikke" in given.told
