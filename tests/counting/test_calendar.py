"""Red days and working days: Easter, names, tables, and the refusal to go outside the years."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from pathways.counting.calendar import Calendar
from pathways.counting.computus import easter_sunday
from pathways.errors import CountingError
from pathways.model.counting import EasterRedDay
from tests.counting.support import NO, NO_SAT

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


def _by_hand(calendar: Calendar, day: date, amount: int) -> date:
    step = timedelta(days=1 if amount > 0 else -1)
    for _ in range(abs(amount)):
        day += step
        while not calendar.is_working_day(day):
            day += step
    return day


def test_easter_is_the_churchs_in_every_gregorian_year_to_4099() -> None:
    assert [easter_sunday(year) for year in range(1583, 4100)] == [easter(year) for year in range(1583, 4100)]


@pytest.mark.parametrize(
    ("year", "sunday"), [(2019, "2019-04-21"), (2026, "2026-04-05"), (2038, "2038-04-25"), (2045, "2045-04-09")]
)
def test_easter_follows_the_church_where_the_moon_says_otherwise(year: int, sunday: str) -> None:
    assert easter_sunday(year).isoformat() == sunday


@pytest.mark.parametrize("day", ["2026-04-01", "2026-04-04", "2026-05-23", "2026-12-24", "2026-12-31"])
def test_the_eves_and_the_wednesday_before_easter_are_not_red(day: str) -> None:
    assert NO.red_day(date.fromisoformat(day)) == ""


def test_a_red_day_has_its_name_a_plain_sunday_is_named_so_and_a_saturday_is_not_red() -> None:
    assert NO.red_day(date(2026, 4, 3)) == "langfredag"
    assert NO.red_day(date(2026, 4, 5)) == "første påskedag"
    assert NO.red_day(date(2026, 11, 1)) == "søndag"
    assert NO.red_day(date(2026, 10, 31)) == ""
    assert not NO.is_red(date(2026, 10, 31))


def test_two_red_days_on_one_date_are_both_named() -> None:
    assert NO.red_day(date(2027, 5, 17)) == "17. mai og andre pinsedag"


def test_no_other_day_stands_in_for_a_red_day_on_a_sunday() -> None:
    assert NO.is_working_day(date(2027, 12, 27))  # 26 December 2027 is a Sunday


def test_saturday_works_only_where_the_calendar_says_so() -> None:
    saturday = date(2026, 11, 7)
    assert not NO.is_working_day(saturday)
    assert NO_SAT.is_working_day(saturday)
    assert not NO_SAT.is_working_day(date(2026, 12, 26))


def test_the_last_day_leaves_saturday_in_both_calendars() -> None:
    saturday = date(2026, 11, 7)
    assert NO.next_working_day(saturday) == NO_SAT.next_working_day(saturday) == date(2026, 11, 9)


@given(DAYS, st.integers(-70, 70))
def test_the_tables_count_as_one_does_by_hand(day: date, amount: int) -> None:
    assert NO.add_working_days(day, amount) == _by_hand(NO, day, amount)
    assert NO_SAT.add_working_days(day, amount) == _by_hand(NO_SAT, day, amount)


@given(DAYS)
def test_the_next_working_day_is_never_before_and_never_red_or_at_a_weekend(day: date) -> None:
    moved = NO_SAT.next_working_day(day)
    assert moved.weekday() < 5
    assert not NO.is_red(moved)
    between = [day + timedelta(days=step) for step in range((moved - day).days)]
    assert all(passed.weekday() >= 5 or NO.is_red(passed) for passed in between)


def test_two_working_days_before_a_monday_is_thursday() -> None:
    assert NO.add_working_days(date(2026, 11, 16), -2) == date(2026, 11, 12)
    assert NO.add_working_days(date(2026, 11, 15), -2) == date(2026, 11, 12)


@pytest.mark.parametrize("day", [date(1999, 12, 31), date(2101, 1, 1), date.min, date.max])
def test_nothing_is_said_of_a_day_outside_the_years(day: date) -> None:
    calendar = Calendar(NO.data)
    for ask in (
        calendar.red_day,
        calendar.is_red,
        calendar.is_working_day,
        calendar.next_working_day,
        calendar.require,
    ):
        with pytest.raises(CountingError, match=rf"^{day} ligger utenfor kalenderen NO, som går fra 2000 til 2100\."):
            ask(day)
    with pytest.raises(CountingError):
        calendar.add_working_days(day, 1)


@pytest.mark.parametrize(
    ("day", "amount"), [(date(2100, 12, 30), 2), (date(2000, 1, 4), -2), (date(2050, 1, 1), 20000)]
)
def test_working_days_that_end_outside_the_years_are_refused(day: date, amount: int) -> None:
    with pytest.raises(CountingError, match="2000 til 2100"):
        NO.add_working_days(day, amount)


def test_a_roll_out_of_the_years_is_refused() -> None:
    until_2022 = Calendar(replace(NO.data, last_year=2022))  # the last day of 2022 is a Saturday
    assert until_2022.next_working_day(date(2022, 12, 30)) == date(2022, 12, 30)
    with pytest.raises(CountingError, match="2000 til 2022"):
        until_2022.next_working_day(date(2022, 12, 31))


def test_a_red_day_that_falls_before_the_first_year_changes_no_day_inside() -> None:
    advent = EasterRedDay(name="advent", offset=-99, law="")  # in the December before
    only_2008 = Calendar(replace(NO.data, easter=(advent,), first_year=2008, last_year=2008))
    assert easter_sunday(2008) - timedelta(days=99) == date(2007, 12, 15)
    assert only_2008.is_working_day(date(2008, 12, 15))


def test_a_red_day_that_falls_after_the_last_year_changes_no_day_inside() -> None:
    after = EasterRedDay(name="nyttår", offset=284, law="")  # on the first of January that follows
    only_2008 = Calendar(replace(NO.data, easter=(after,), first_year=2008, last_year=2008))
    assert easter_sunday(2008) + timedelta(days=284) == date(2009, 1, 1)
    assert only_2008.is_working_day(date(2008, 12, 31))


def test_the_first_and_last_days_of_the_years_are_inside() -> None:
    calendar = Calendar(NO.data)
    assert calendar.red_day(date(2000, 1, 1)) == "første nyttårsdag"
    assert calendar.red_day(date(2100, 12, 26)) == "andre juledag"
    assert calendar.next_working_day(date(2000, 1, 1)) == date(2000, 1, 3)
    assert calendar.next_working_day(date(2100, 12, 31)) == date(2100, 12, 31)
    assert calendar.add_working_days(date(2100, 12, 30), 1) == date(2100, 12, 31)
    assert calendar.add_working_days(date(2000, 1, 4), -1) == date(2000, 1, 3)


def test_the_very_first_day_is_red_though_it_is_a_saturday_that_works() -> None:
    assert not Calendar(NO_SAT.data).is_working_day(date(2000, 1, 1))


def test_an_empty_stretch_has_no_working_days_wherever_it_lies() -> None:
    assert NO.working_days_in(date(2026, 11, 2), date(2026, 11, 2)) == 0
    assert NO.working_days_in(date(2101, 1, 1), date(2101, 1, 1)) == 0


def test_nothing_is_computed_before_something_is_asked() -> None:
    calendar = Calendar(NO.data)
    calendar.require(date(2026, 1, 1))
    assert calendar._made is None
    assert not calendar.is_red(date(2026, 1, 2))
    made = calendar._made
    assert calendar.is_working_day(date(2026, 1, 2))
    assert calendar._made is made is not None
