"""What the day of a migration took, where two calendars have that day otherwise; and how a stop gives it back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pathways.counting.budget import Stop, Way, move_by_stops
from pathways.counting.calculator import count
from pathways.counting.oslo import start_of_day
from pathways.counting.period import parse_period
from pathways.machine.rebudget import DAYS, WORKING_DAYS, Leaving, with_own_day
from pathways.machine.state import Rest
from pathways.model.pathway import OnPause
from pathways.model.record import Happened
from tests.support.worlds import shipped

SATURDAY, FRIDAY = date(2026, 1, 10), date(2026, 1, 9)
BY_DAYS, BY_SATURDAYS = (shipped().catalogue.calendars[name] for name in ("NO", "NO_SAT"))
TEN = parse_period("10 working days")


def rest(
    on: date = SATURDAY, *, since: date = date(2026, 1, 5), unit: str = WORKING_DAYS, took: int | None = None
) -> Rest:
    """What is used of a budget from ``since``, at noon of ``on``."""
    at = datetime(on.year, on.month, on.day, 11, tzinfo=UTC)
    return Rest(
        used=4,
        unit=unit,
        from_on=since,
        from_at=None,
        base_on=on,
        base_at=at,
        floor_on=on,
        floor_at=at,
        pauses_before=0,
        lasting=(),
        base_took=took,
    )


def leaving(*stops: Stop, before: Rest | None = None) -> Leaving:
    """The version that is left works on Saturdays."""
    return Leaving(
        start=date(2026, 1, 5),
        stops=stops,
        calendar=BY_SATURDAYS,
        nominal=date(2026, 1, 30),
        nominal_end=start_of_day(date(2026, 1, 31)),
        before=before,
        pauses=(),
    )


def stop(began: date, ended: date | None) -> Stop:
    return Stop(began=Happened(on=began, at=None), ended=None if ended is None else Happened(on=ended, at=None))


def test_a_day_that_the_new_calendar_has_otherwise_is_kept_as_the_old_one_took_it() -> None:
    assert with_own_day(rest(), leaving(), BY_DAYS) == replace(rest(), base_took=1)


def test_a_day_that_both_have_alike_needs_nothing_kept() -> None:
    assert with_own_day(rest(FRIDAY), leaving(), BY_DAYS) == rest(FRIDAY)
    assert with_own_day(rest(), leaving(), BY_SATURDAYS) == rest()


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(rest(unit=DAYS), id="days are the same in every calendar"),
        pytest.param(rest(since=SATURDAY), id="its own first day uses nothing"),
        pytest.param(rest(since=date(2026, 1, 20)), id="it lies ahead"),
    ],
)
def test_nothing_is_kept_of_a_day_that_took_nothing_of_working_days(found: Rest) -> None:
    assert with_own_day(found, leaving(), BY_DAYS) is found


def test_nothing_is_kept_where_the_clock_stands_but_where_it_went_again() -> None:
    assert with_own_day(rest(), leaving(stop(FRIDAY, None)), BY_DAYS) == rest()
    went_again = leaving(stop(date(2026, 1, 7), date(2026, 1, 8)))
    assert with_own_day(rest(), went_again, BY_DAYS) == replace(rest(), base_took=1)


def test_of_two_migrations_on_a_day_the_first_tells_what_it_took() -> None:
    before = rest(took=0)
    assert with_own_day(rest(), leaving(before=before), BY_SATURDAYS) == replace(rest(), base_took=0)
    assert with_own_day(rest(), leaving(before=before), BY_DAYS) == rest()


def test_what_an_earlier_migration_took_of_another_day_is_nothing_to_this() -> None:
    earlier = rest(FRIDAY, took=0)
    assert with_own_day(rest(), leaving(before=earlier), BY_DAYS) == replace(rest(), base_took=1)
    assert with_own_day(rest(), leaving(before=rest()), BY_DAYS) == replace(rest(), base_took=1)


@pytest.mark.parametrize(
    ("began", "ended", "becomes"),
    [
        # Ten working days from Monday the 5th: until Monday the 19th.
        pytest.param(SATURDAY, date(2026, 1, 12), date(2026, 1, 20), id="it was in the stop"),
        pytest.param(date(2026, 1, 8), SATURDAY, date(2026, 1, 21), id="the clock went again that day"),
        pytest.param(date(2026, 1, 12), date(2026, 1, 14), date(2026, 1, 21), id="it lay before the stop"),
    ],
)
def test_a_stop_gives_a_day_back_as_it_was_taken_where_it_stood_on_it(began: date, ended: date, becomes: date) -> None:
    rule, start = shipped().catalogue.rules["working-days"], date(2026, 1, 5)
    way = Way(start=start, period=TEN, rule=rule, calendar=BY_DAYS, on_pause=OnPause.freezes, taken=(SATURDAY, 1))
    moved = move_by_stops(count(start, TEN, rule, BY_DAYS), way, [stop(began, ended)])
    assert moved.due.nominal == becomes
