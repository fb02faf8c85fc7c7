"""Rules one by one: what is rolled, what is not, hours and clock changes, and what is refused."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.counting.calculator import count, end_of_hours, fixed, nominal_date
from pathways.counting.oslo import start_of_day, to_oslo
from pathways.counting.period import parse_period
from pathways.errors import CountingError
from pathways.model.counting import Period, Unit
from tests.counting.support import CALENDARS, NO, RULES, due

STARTS = st.dates(date(2001, 1, 1), date(2095, 12, 31))
PERIODS = st.builds(
    Period, amount=st.integers(0, 40), unit=st.sampled_from((Unit.days, Unit.weeks, Unit.months, Unit.years))
)
SMALL = st.builds(Period, amount=st.integers(0, 4), unit=st.sampled_from((Unit.days, Unit.weeks, Unit.months)))


@pytest.mark.parametrize("period", ["3 months", "6 months"])
def test_bvl_2_2_is_months_anchored_in_the_nominal_end_of_the_week(period: str) -> None:
    # Definitions anchor one deadline in another; the rule is the calculator's name for the same.
    months, week = parse_period(period), parse_period("1 week")
    for step in range(3653):
        received = date(2020, 1, 1) + timedelta(days=step)
        whole = count(received, months, RULES["bvl-2-2"], NO)
        screened = count(received, week, RULES["service-limit"], NO).nominal
        chained = count(screened, months, RULES["service-limit"], NO)
        assert (whole.nominal, whole.legal, whole.missed_from) == (chained.nominal, chained.legal, chained.missed_from)


def test_six_months_in_total_are_not_three_and_three() -> None:
    assert due("2026-11-23", "6 months", "bvl-2-2").nominal == date(2027, 5, 30)


@pytest.mark.parametrize(
    ("period", "reported"), [("3 months", date(2026, 11, 29)), ("6 months", date(2027, 2, 27)), ("4 months", None)]
)
def test_the_register_counts_97_and_187_days_and_nothing_else(period: str, reported: date | None) -> None:
    assert due("2026-08-24", period, "bvl-2-2").reporting == reported


def test_days_for_the_register_that_are_asked_for_go_before_those_of_the_rule() -> None:
    start, three_months = date(2026, 8, 24), parse_period("3 months")
    assert count(start, three_months, RULES["bvl-2-2"], NO, reporting_days=10).reporting == date(2026, 9, 3)


def test_days_the_register_counts_are_counted_from_the_start_and_never_rolled() -> None:
    counted = count(date(2026, 10, 31), parse_period("1 week"), RULES["service-limit"], NO, reporting_days=7)
    assert counted.reporting == date(2026, 11, 7)
    assert counted.legal == date(2026, 11, 9)


@given(STARTS, PERIODS)
def test_the_legal_date_never_lies_before_the_nominal_one_nor_that_before_the_start(
    start: date, period: Period
) -> None:
    if start.year > 2059 and period.unit is Unit.years:
        start = start.replace(year=2059, day=1)
    counted = count(start, period, RULES["service-limit"], NO)
    assert start <= counted.nominal <= counted.legal <= counted.nominal + timedelta(days=5)


@given(STARTS, SMALL)
def test_a_later_start_never_gives_an_earlier_end(start: date, period: Period) -> None:
    later = start + timedelta(days=1)
    for rule in (RULES["dl-148"], RULES["service-limit"]):
        assert count(start, period, rule, NO).legal <= count(later, period, rule, NO).legal


@given(STARTS, SMALL)
def test_it_is_too_late_from_midnight_in_oslo_after_the_last_day(start: date, period: Period) -> None:
    counted = count(start, period, RULES["service-limit"], NO)
    assert counted.missed_from == start_of_day(counted.legal + timedelta(days=1))
    assert counted.nominal_end == start_of_day(counted.nominal + timedelta(days=1))
    assert counted.missed_from.tzinfo is UTC


def test_the_length_of_the_last_day_follows_the_clock() -> None:
    assert due("2026-10-25", "0 days", "dl-148").missed_from == datetime(2026, 10, 25, 23, tzinfo=UTC)
    assert due("2026-03-28", "0 days", "dl-148").missed_from == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert due("2026-03-29", "0 days", "dl-148").missed_from == datetime(2026, 3, 29, 22, tzinfo=UTC)


@pytest.mark.parametrize("rule", ["dl-148", "dl-148-149", "service-limit"])
def test_nothing_added_is_the_start_day_itself(rule: str) -> None:
    assert due("2026-11-02", "0 weeks", rule).legal == date(2026, 11, 2)


def test_no_working_days_from_a_sunday_is_that_sunday() -> None:
    assert due("2026-11-01", "0 working days", "working-days").legal == date(2026, 11, 1)


def test_a_start_on_a_red_day_is_not_moved() -> None:
    assert due("2026-05-01", "1 week", "dl-148-149").legal == date(2026, 5, 8)


def test_the_roll_leaves_saturday_in_the_strict_calendar_too() -> None:
    assert due("2026-10-31", "1 week", "dl-148-149", "NO_SAT").legal == date(2026, 11, 9)


def test_whether_the_roll_is_settled_comes_with_the_date() -> None:
    assert due("2026-10-31", "1 week", "dl-148-149").roll_settled
    assert not due("2026-10-31", "1 week", "service-limit").roll_settled
    assert not due("2026-10-31", "3 months", "bvl-2-2").roll_settled


@pytest.mark.parametrize(("period", "name"), [("10 working days", "working-days"), ("48 hours", "hours")])
def test_the_due_date_names_rule_and_calendar_with_their_versions(period: str, name: str) -> None:
    counted = due("2026-11-02T10:00", period, name, "NO_SAT")
    rule, calendar = RULES[name], CALENDARS["NO_SAT"]
    assert counted.roll_settled is rule.roll_settled
    assert (counted.rule, counted.rule_version) == (rule.id, rule.version)
    assert (counted.calendar, counted.calendar_version) == (calendar.id, calendar.data.version)


def test_hours_are_elapsed_time_across_both_clock_changes() -> None:
    assert due("2026-03-27T15:00", "48 hours", "hours").missed_from == datetime(2026, 3, 29, 14, tzinfo=UTC)
    assert due("2026-10-23T15:00", "48 hours", "hours").missed_from == datetime(2026, 10, 25, 13, tzinfo=UTC)


def test_hours_from_an_instant_by_the_clock_in_oslo_are_elapsed_time_too() -> None:
    begin = to_oslo(datetime(2026, 10, 23, 13, tzinfo=UTC))
    two_days = parse_period("48 hours")
    assert count(begin, two_days, RULES["hours"], NO).nominal_at == datetime(2026, 10, 25, 13, tzinfo=UTC)
    assert end_of_hours(begin, two_days, RULES["hours"], NO) == datetime(2026, 10, 25, 13, tzinfo=UTC)


def test_hours_that_end_in_the_night_are_due_on_the_date_it_is_in_oslo() -> None:
    counted = due("2026-11-02T23:30", "1 hours", "hours")
    assert counted.nominal == counted.legal == date(2026, 11, 3)


def test_hours_that_end_at_midnight_leave_nothing_of_the_next_day() -> None:
    counted = due("2026-11-02T00:00", "48 hours", "hours")
    assert counted.nominal == counted.legal == date(2026, 11, 3)
    assert counted.missed_from == datetime(2026, 11, 3, 23, tzinfo=UTC)


def test_hours_that_end_the_least_after_midnight_are_due_on_the_day_that_has_begun() -> None:
    ended = count(
        start_of_day(date(2026, 1, 6)) + timedelta(microseconds=1), parse_period("48 hours"), RULES["hours"], NO
    )
    assert ended.nominal == date(2026, 1, 8)


def test_saturday_hours_count_and_sunday_hours_do_not() -> None:
    assert due("2026-11-06T12:00", "24 hours", "hours-149").missed_from == datetime(2026, 11, 7, 11, tzinfo=UTC)
    assert due("2026-11-07T12:00", "24 hours", "hours-149").missed_from == datetime(2026, 11, 9, 11, tzinfo=UTC)


def test_hours_that_fill_a_saturday_end_when_sunday_begins() -> None:
    assert due("2026-11-07T12:00", "12 hours", "hours-149").missed_from == datetime(2026, 11, 7, 23, tzinfo=UTC)


def test_hours_from_a_red_day_begin_when_it_is_over() -> None:
    assert due("2026-11-01T15:17", "1 hours", "hours-149").missed_from == datetime(2026, 11, 2, 0, tzinfo=UTC)


def test_a_date_that_is_set_stays_where_it_is_set() -> None:
    counted = fixed(date(2026, 5, 17), RULES["fixed-date"], NO)
    assert counted.nominal == counted.legal == date(2026, 5, 17)
    assert counted.missed_from == datetime(2026, 5, 17, 22, tzinfo=UTC)


def test_a_date_that_is_set_moves_under_a_rule_that_moves_the_last_day() -> None:
    assert fixed(date(2026, 5, 17), RULES["dl-148-149"], NO).legal == date(2026, 5, 18)


def test_the_nominal_date_can_be_asked_for_alone() -> None:
    assert nominal_date(date(2026, 11, 2), parse_period("65 working days"), RULES["working-days"], NO) == date(
        2027, 2, 3
    )


@pytest.mark.parametrize(
    ("period", "rule"),
    [
        ("10 working days", "dl-148"),
        ("1 week", "working-days"),
        ("2 days", "hours"),
        ("48 hours", "dl-148-149"),
        ("1 week", "bvl-2-2"),
    ],
)
def test_a_unit_the_rule_does_not_count_is_refused_and_the_units_it_counts_are_named(period: str, rule: str) -> None:
    with pytest.raises(CountingError, match=r"Den teller (dager|virkedager|timer|måneder)"):
        due("2026-11-02T10:00", period, rule)


def test_what_is_refused_is_named_with_all_that_can_be_written() -> None:
    with pytest.raises(
        CountingError, match=r"^Regelen dl-148 teller ikke timer\. Den teller dager, uker, måneder, år\. Skriv"
    ):
        due("2026-11-02T10:00", "48 hours", "dl-148")


def test_a_rule_for_set_dates_counts_no_period() -> None:
    with pytest.raises(CountingError, match=r"Regelen fixed-date teller ingen periode: .* en dato som noen har satt"):
        due("2026-11-02", "1 week", "fixed-date")


@pytest.mark.parametrize("rule", ["dl-148", "hours"])
def test_an_instant_without_zone_is_refused(rule: str) -> None:
    naive = datetime(2026, 11, 2, 9)  # noqa: DTZ001
    unit = Unit.hours if rule == "hours" else Unit.days
    with pytest.raises(CountingError, match="mangler tidssone"):
        count(naive, Period(amount=1, unit=unit), RULES[rule], NO)


@pytest.mark.parametrize("rule", ["hours", "hours-149"])
def test_hours_from_a_date_alone_are_refused(rule: str) -> None:
    with pytest.raises(CountingError, match=rf"Regelen {rule} .* trenger klokkeslett, .* Skriv .* 2026-11-02T15:00\."):
        due("2026-11-02", "48 hours", rule)


@pytest.mark.parametrize(
    ("start", "period", "rule"),
    [
        ("1999-12-31", "1 week", "dl-148"),
        ("2100-12-30", "1 week", "dl-148"),
        ("2100-12-30", "1 week", "dl-148-149"),
        ("1999-12-20", "10 working days", "working-days"),
        ("2100-12-30", "10 working days", "working-days"),
        ("2100-12-31T12:00", "48 hours", "hours"),
        ("2100-12-31T12:00", "48 hours", "hours-149"),
        ("1999-12-31T23:30", "1 hours", "hours"),
        ("2100-10-01", "3 months", "bvl-2-2"),
        ("2026-01-01", "99999 years", "dl-148"),
        ("2026-01-01", "99999 months", "dl-148"),
        ("2026-01-01", "99999 working days", "working-days"),
    ],
)
def test_outside_the_calendars_years_nothing_is_counted(start: str, period: str, rule: str) -> None:
    with pytest.raises(CountingError, match="2000 til 2100"):
        due(start, period, rule)


def test_hours_beyond_any_date_are_refused_in_words() -> None:
    for rule in ("hours", "hours-149"):
        with pytest.raises(
            CountingError, match=r"^1000000000000 er for mye: .* kalenderen NO, som går fra 2000 til 2100"
        ):
            count(datetime(2026, 1, 1, tzinfo=UTC), Period(amount=10**12, unit=Unit.hours), RULES[rule], NO)


def test_a_set_date_outside_the_years_is_refused() -> None:
    with pytest.raises(CountingError, match="2000 til 2100"):
        fixed(date(2101, 1, 1), RULES["fixed-date"], NO)
