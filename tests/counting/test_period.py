"""Periods as typed, and steps forwards and backwards for the rungs of a ladder."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.counting.period import add_civil, add_period, parse_period
from pathways.counting.telling import write_period
from pathways.errors import CountingError, UsageError
from pathways.model.counting import Period, Unit
from tests.counting.support import NO, NO_SAT


@pytest.mark.parametrize(
    ("typed", "amount", "unit"),
    [
        ("1 week", 1, Unit.weeks),
        ("3 months", 3, Unit.months),
        ("10 working days", 10, Unit.working_days),
        ("1 working day", 1, Unit.working_days),
        ("48 hours", 48, Unit.hours),
        ("2 days", 2, Unit.days),
        ("1 year", 1, Unit.years),
        ("0 days", 0, Unit.days),
        ("2 uker", 2, Unit.weeks),
        ("1 måned", 1, Unit.months),
        ("10 virkedager", 10, Unit.working_days),
        ("1 time", 1, Unit.hours),
        ("1 dag", 1, Unit.days),
        ("2 år", 2, Unit.years),
        ("  10   Working  Days ", 10, Unit.working_days),
    ],
)
def test_a_period_is_read_in_english_and_norwegian(typed: str, amount: int, unit: Unit) -> None:
    assert parse_period(typed) == Period(amount=amount, unit=unit)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "week",
        "1",
        "1week",
        "-1 week",
        "1.5 weeks",
        "1 fortnight",
        "en uke",
        "1 week 2 days",
        "123456 days",
        "٣ days",
    ],
)
def test_what_is_no_period_is_refused_with_what_was_written_and_what_can_be(typed: str) -> None:
    with pytest.raises(UsageError, match="10 working days") as refused:
        parse_period(typed)
    assert f"«{typed}»" in str(refused.value)


def test_hours_are_not_added_to_a_date_alone_and_the_refusal_names_them() -> None:
    with pytest.raises(CountingError, match="hours"):
        add_civil(date(2026, 1, 15), Unit.hours, 48)


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [(date(2, 1, 15), -12, date(1, 1, 15)), (date(9998, 12, 15), 12, date(9999, 12, 15))],
)
def test_months_are_counted_to_the_first_and_last_year_there_are_and_no_further(
    start: date, amount: int, end: date
) -> None:
    assert add_civil(start, Unit.months, amount) == end
    with pytest.raises(OverflowError):
        add_civil(start, Unit.months, 2 * amount)


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_a_period_or_a_usage_error(typed: str) -> None:
    try:
        read = parse_period(typed)
    except UsageError:
        return
    assert read.amount >= 0


@given(st.builds(Period, amount=st.integers(0, 99_999), unit=st.sampled_from(Unit)))
def test_a_period_written_for_people_is_read_back(period: Period) -> None:
    assert parse_period(write_period(period)) == period


@pytest.mark.parametrize(
    ("typed", "before"),
    [
        ("2 days", "2026-11-28"),
        ("1 week", "2026-11-23"),
        ("4 weeks", "2026-11-02"),
        ("1 month", "2026-10-30"),
        ("9 months", "2026-02-28"),
        ("1 year", "2025-11-30"),
        ("2 working days", "2026-11-26"),
        ("0 days", "2026-11-30"),
    ],
)
def test_a_rung_before_a_date_counts_backwards(typed: str, before: str) -> None:
    assert add_period(date(2026, 11, 30), parse_period(typed), NO, sign=-1).isoformat() == before


def test_a_rung_after_a_date_counts_working_days_of_its_calendar() -> None:
    friday = date(2026, 11, 27)
    assert add_period(friday, parse_period("1 working day"), NO) == date(2026, 11, 30)
    assert add_period(friday, parse_period("1 working day"), NO_SAT) == date(2026, 11, 28)


def test_hours_cannot_be_added_to_a_date() -> None:
    with pytest.raises(CountingError, match="Bruk dager"):
        add_period(date(2026, 11, 2), parse_period("1 hour"), NO)


@pytest.mark.parametrize(
    ("day", "typed", "sign"),
    [
        ("2000-01-05", "1 week", -1),
        ("2100-12-30", "1 week", 1),
        ("2026-11-02", "99999 weeks", 1),
        ("2026-11-02", "99999 months", -1),
        ("2026-11-02", "99999 years", -1),
        ("2026-11-02", "99999 years", 1),
    ],
)
def test_a_step_out_of_the_calendars_years_is_refused(day: str, typed: str, sign: int) -> None:
    with pytest.raises(CountingError, match="2000 til 2100"):
        add_period(date.fromisoformat(day), parse_period(typed), NO, sign=sign)


@given(st.dates(date(2001, 1, 1), date(2099, 1, 1)), st.integers(-200, 200))
def test_months_keep_the_number_of_the_day_or_take_the_last_day_there_is(day: date, amount: int) -> None:
    moved = add_civil(day, Unit.months, amount)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == amount
    assert moved.day == day.day or (moved.day < day.day and add_civil(moved, Unit.days, 1).day == 1)
