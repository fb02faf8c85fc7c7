"""The days that a budget passes over after its clock has stood are named, each once, as those before it were."""

from datetime import date

import pytest

from pathways.counting.budget import Stop, count_budget
from pathways.counting.oslo import parse_moment
from pathways.counting.period import parse_period
from pathways.counting.telling import SKIPPED
from pathways.counting.why import why_budget
from pathways.model.pathway import OnPause
from pathways.model.record import Happened
from tests.support.worlds import shipped


def days(*numbers: int) -> list[date]:
    return [date(2026, 1, number) for number in numbers]


@pytest.mark.parametrize(
    ("on_pause", "due", "passed"),
    [
        # 8 and 9 January and the week after, seven working days, come after Monday the 19th.
        pytest.param(OnPause.freezes, date(2026, 1, 28), days(10, 11, 17, 18, 24, 25), id="freezes"),
        # Ten from the 19th on, when the clock goes again: told after those that led to the 19th at first.
        pytest.param(
            OnPause.restarts, date(2026, 2, 2), [*days(10, 11, 17, 18, 24, 25, 31), date(2026, 2, 1)], id="anew"
        ),
    ],
)
def test_working_days_after_a_pause_name_what_they_pass_over(on_pause: OnPause, due: date, passed: list[date]) -> None:
    rule, calendar = shipped().catalogue.rules["working-days"], shipped().catalogue.calendars["NO"]
    start, period = date(2026, 1, 5), parse_period("10 working days")
    stop = Stop(began=Happened(on=date(2026, 1, 8), at=None), ended=Happened(on=date(2026, 1, 19), at=None))
    counted = count_budget(start, period, rule, calendar, [stop], on_pause)
    assert counted.due.nominal == due
    steps = why_budget(start, period, rule, calendar, counted, on_pause)
    assert [step.on for step in steps if step.key == SKIPPED] == passed


def test_hours_after_a_pause_name_the_red_days_they_leave_out() -> None:
    rule, calendar = shipped().catalogue.rules["hours-149"], shipped().catalogue.calendars["NO"]
    began, ended = parse_moment("2026-01-09T10:00"), parse_moment("2026-01-09T20:00")
    start, period = parse_moment("2026-01-08T10:00").at, parse_period("48 hours")
    assert start is not None
    stop = Stop(began=began, ended=ended)
    counted = count_budget(start, period, rule, calendar, [stop], OnPause.freezes)
    # Ten hours more than Saturday at ten: still Saturday. Thirty more lie on the other side of a Sunday.
    longer = Stop(began=began, ended=parse_moment("2026-01-10T16:00"))
    moved = count_budget(start, period, rule, calendar, [longer], OnPause.freezes)
    assert [each.due.nominal for each in (counted, moved)] == days(10, 12)
    for each, passed in ((counted, []), (moved, days(11))):
        steps = why_budget(start, period, rule, calendar, each, OnPause.freezes)
        assert [step.on for step in steps if step.key == SKIPPED] == passed
