"""What differs from run to run is shown the same on the pages, whatever the clock says."""

import pytest

from tests.demo.tutorial import CHANGING


def as_shown(printed: str) -> str:
    for what, instead in CHANGING:
        printed = what.sub(instead, printed)
    return printed


@pytest.mark.parametrize(
    "made", ["søn. 22. nov. 2026 kl. 15:04", "fre. 1. mai 2026 kl. 09:04:07", "man. 3. aug. 2026 kl. 00:00"]
)
@pytest.mark.parametrize("between", ["  ", "     "])
def test_a_key_made_on_the_full_minute_reads_as_any_other(made: str, between: str) -> None:
    assert as_shown(f"wrapping-0001  {made}{between}i bruk") == "wrapping-0001  søn. 22. nov. 2026 kl. 13:48:28  i bruk"


def test_a_time_of_the_case_stays_as_it_is() -> None:
    assert as_shown("skjedde man. 24. aug. 2026 kl. 09:00, av liv.") == "skjedde man. 24. aug. 2026 kl. 09:00, av liv."
