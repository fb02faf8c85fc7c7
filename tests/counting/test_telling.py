"""What people and programs are told: dates in bokmål, the why, and JSON."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.counting.calculator import count, fixed
from pathways.counting.calendar import Calendar
from pathways.counting.period import parse_period
from pathways.counting.telling import (
    due_as_json,
    tell_due,
    tell_steps,
    write_clock,
    write_date,
    write_period,
    write_short,
)
from pathways.counting.why import why, why_fixed
from pathways.errors import CountingError
from pathways.model.counting import FixedRedDay, Period, Step, Unit
from tests.counting.support import CALENDARS, NO, RULES, moment

TURNING = [(0, 0), (0, 59), (1, 0), (1, 59), (2, 0)]
"""Hours and minutes (UTC) around the turn back to winter time."""


def _steps(start: str, period: str, rule: str, calendar: str = "NO") -> tuple[Step, ...]:
    return why(moment(start), parse_period(period), RULES[rule], CALENDARS[calendar])


def _keys(steps: tuple[Step, ...]) -> list[str]:
    return [f"{step.on.isoformat()} {step.key.removeprefix('counting.why.')}" for step in steps]


def _told(start: str, period: str, rule: str, calendar: str = "NO") -> list[str]:
    asked = (moment(start), parse_period(period), RULES[rule], CALENDARS[calendar])
    return tell_due(count(*asked), why(*asked), RULES[rule])


def test_dates_are_written_with_weekday_in_bokmaal() -> None:
    assert write_date(date(2026, 11, 30)) == "mandag 30. november 2026"
    assert write_short(date(2026, 11, 30)) == "man. 30. nov. 2026"
    assert write_date(date(2027, 5, 1)) == "lørdag 1. mai 2027"
    assert write_short(date(2027, 3, 28)) == "søn. 28. mars 2027"


def test_every_weekday_and_month_has_its_name() -> None:
    days = [date(2026, month, 1 + month) for month in range(1, 13)]
    assert len({write_date(day).split()[2] for day in days}) == 12
    assert len({write_short(date(2026, 11, day)).split()[0] for day in range(2, 9)}) == 7


def test_the_clock_is_oslos() -> None:
    assert write_clock(datetime(2026, 7, 1, 6, 5, tzinfo=UTC)) == "08:05"
    assert write_clock(datetime(2026, 12, 1, 6, 5, 9, tzinfo=UTC)) == "07:05:09"


def test_in_the_hour_that_is_shown_twice_the_offset_is_told() -> None:
    shown = [write_clock(datetime(2026, 10, 25, hour, minute, tzinfo=UTC)) for hour, minute in TURNING]
    assert shown == ["02:00 (+02:00)", "02:59 (+02:00)", "02:00 (+01:00)", "02:59 (+01:00)", "03:00"]
    assert write_clock(datetime(2026, 10, 25, 0, 30, 5, tzinfo=UTC)) == "02:30:05 (+02:00)"
    assert write_clock(datetime(2026, 3, 29, 1, 30, tzinfo=UTC)) == "03:30"


def test_one_is_singular_and_others_plural() -> None:
    assert write_period(Period(amount=1, unit=Unit.weeks)) == "1 uke"
    assert write_period(Period(amount=10, unit=Unit.working_days)) == "10 virkedager"
    assert write_period(Period(amount=0, unit=Unit.hours)) == "0 timer"


def test_each_day_the_last_day_moves_off_is_named() -> None:
    assert _keys(_steps("2026-03-26", "1 week", "dl-148-149")) == [
        "2026-03-26 start",
        "2026-04-02 period",
        "2026-04-02 left",
        "2026-04-03 left",
        "2026-04-04 left",
        "2026-04-05 left",
        "2026-04-06 left",
        "2026-04-07 rolled",
    ]
    names = [dict(step.values).get("name") for step in _steps("2026-03-26", "1 week", "dl-148-149")]
    assert names[2:7] == ["skjærtorsdag", "langfredag", "lørdag", "første påskedag", "andre påskedag"]


def test_an_unsettled_roll_is_said_to_be_so() -> None:
    assert _keys(_steps("2026-10-31", "1 week", "service-limit"))[-1] == "2026-11-09 roll_unsettled"


def test_a_month_without_the_day_is_said_to_be_so() -> None:
    assert _keys(_steps("2026-08-24", "3 months", "bvl-2-2")) == [
        "2026-08-24 start",
        "2026-08-31 first",
        "2026-11-30 period",
        "2026-11-30 clamp",
    ]


def test_a_last_day_that_stays_on_a_red_day_is_said_to_stay() -> None:
    assert _keys(_steps("2027-01-02", "12 weeks", "dl-148"))[-1] == "2027-03-27 stays"


def test_every_day_that_working_days_pass_over_is_a_step_with_its_name() -> None:
    steps = _steps("2026-03-27", "10 working days", "working-days")
    assert _keys(steps) == [
        "2026-03-27 start",
        *(f"2026-0{day} skipped" for day in ("3-28", "3-29", "4-02", "4-03", "4-04", "4-05", "4-06", "4-11", "4-12")),
        "2026-04-15 period",
    ]
    assert [dict(step.values)["name"] for step in steps[1:-1]] == [
        *("lørdag", "søndag", "skjærtorsdag", "langfredag", "lørdag", "første påskedag", "andre påskedag"),
        *("lørdag", "søndag"),
    ]


def test_days_passed_over_side_by_side_are_one_line_that_names_them_all() -> None:
    assert _told("2026-03-27", "10 working days", "working-days")[2:7] == [
        "  fre. 27. mars 2026  herfra telles det; dagen selv er ikke med",
        "  lør. 28. mars 2026  lørdag 28. og søndag 29. mars: teller ikke",
        (
            "  tor. 2. apr. 2026   torsdag 2. (skjærtorsdag), fredag 3. (langfredag), lørdag 4., "
            "søndag 5. (første påskedag) og mandag 6. april (andre påskedag): teller ikke"
        ),
        "  lør. 11. apr. 2026  lørdag 11. og søndag 12. april: teller ikke",
        "  ons. 15. apr. 2026  + 10 virkedager",
    ]


def test_a_weekend_across_the_end_of_a_month_names_both_months() -> None:
    told = _told("2026-01-30", "2 working days", "working-days")
    assert "  lør. 31. jan. 2026  lørdag 31. januar og søndag 1. februar: teller ikke" in told


def test_christmas_eve_and_new_years_eve_are_named_where_the_calendar_counts_them_as_free_and_not_elsewhere() -> None:
    eves = (("julaften", 12, 24), ("nyttårsaften", 12, 31))
    fixed_days = (*NO.data.fixed, *(FixedRedDay(name=name, month=month, day=day, law="x") for name, month, day in eves))
    local = Calendar(replace(NO.data, fixed=fixed_days))
    period, rule = parse_period("5 working days"), RULES["working-days"]
    told = [text for _, text in tell_steps(why(date(2026, 12, 23), period, rule, local))]
    assert told[1:4] == [
        (
            "torsdag 24. (julaften), fredag 25. (første juledag), lørdag 26. (andre juledag) og søndag 27. desember: "
            "teller ikke"
        ),
        (
            "torsdag 31. desember (nyttårsaften), fredag 1. (første nyttårsdag), lørdag 2. og søndag 3. januar: "
            "teller ikke"
        ),
        "+ 5 virkedager",
    ]
    on_saturday = [text for _, text in tell_steps(why(date(2022, 12, 23), period, rule, local))]
    assert "lørdag 24. (julaften)" in on_saturday[1]
    assert not any("aften" in text for _, text in tell_steps(why(date(2026, 12, 23), period, rule, NO)))


def test_where_saturdays_work_only_sundays_are_passed_over() -> None:
    assert _keys(_steps("2026-12-18", "10 working days", "working-days", "NO_SAT")) == [
        "2026-12-18 start",
        "2026-12-20 skipped",
        "2026-12-25 skipped",
        "2026-12-26 skipped",
        "2026-12-27 skipped",
        "2027-01-01 skipped",
        "2027-01-02 period",
    ]
    told = _told("2026-12-18", "10 working days", "working-days", "NO_SAT")
    assert "  søn. 20. des. 2026  søndag: teller ikke" in told
    assert "  fre. 1. jan. 2027   første nyttårsdag: teller ikke" in told


def test_a_clock_change_inside_the_hours_is_told() -> None:
    assert _keys(_steps("2026-10-23T15:00", "48 hours", "hours")) == [
        "2026-10-23 start_at",
        "2026-10-25 clock_changed",
        "2026-10-25 hours",
    ]


def test_a_clock_change_after_the_hours_is_not_told() -> None:
    assert "2026-10-25 clock_changed" not in _keys(_steps("2026-10-24T23:00", "2 hours", "hours"))


def test_red_days_inside_hours_are_named() -> None:
    assert _keys(_steps("2026-12-24T10:00", "48 hours", "hours-149")) == [
        "2026-12-24 start_at",
        "2026-12-25 skipped",
        "2026-12-26 skipped",
        "2026-12-27 skipped",
        "2026-12-29 hours",
    ]


def test_a_red_day_that_begins_when_the_hours_end_is_not_named() -> None:
    assert _keys(_steps("2026-11-07T12:00", "12 hours", "hours-149"))[1:] == ["2026-11-08 hours"]


def test_the_why_begins_on_the_date_it_is_in_oslo() -> None:
    assert _keys(_steps("2026-03-24T23:30Z", "1 week", "dl-148-149")) == ["2026-03-25 start", "2026-04-01 period"]


def test_a_set_date_says_that_it_is_set() -> None:
    assert _keys(why_fixed(date(2026, 5, 17), RULES["fixed-date"], NO)) == ["2026-05-17 set", "2026-05-17 stays"]


def test_the_why_of_the_calendars_last_day_can_be_told() -> None:
    until_2022 = Calendar(replace(NO.data, last_year=2022))  # the last day of 2022 is a Saturday
    assert _keys(why_fixed(date(2022, 12, 31), RULES["fixed-date"], until_2022)) == [
        "2022-12-31 set",
        "2022-12-31 stays",
    ]


def test_the_why_refuses_what_the_count_refuses() -> None:
    for start, period, rule in (("2026-11-02", "48 hours", "hours"), ("2026-11-02", "1 week", "working-days")):
        with pytest.raises(CountingError):
            _steps(start, period, rule)


@given(
    st.dates(date(2001, 1, 1), date(2095, 12, 31)),
    st.integers(0, 30),
    st.sampled_from(["dl-148", "dl-148-149", "service-limit", "bvl-2-2", "working-days"]),
)
def test_the_why_ends_where_the_count_ends_and_can_always_be_told(start: date, amount: int, rule: str) -> None:
    period = Period(amount=amount, unit=RULES[rule].units[-1] if amount < 5 else RULES[rule].units[0])
    counted = count(start, period, RULES[rule], NO)
    steps = why(start, period, RULES[rule], NO)
    assert steps[0].on == start
    assert steps[-1].on == counted.legal
    assert counted.nominal in {step.on for step in steps}
    assert [step.on for step in steps] == sorted(step.on for step in steps)
    assert len(tell_due(counted, steps, RULES[rule])) >= len(tell_steps(steps)) + 5


def test_people_read_the_date_first_then_why_then_from_when_it_is_too_late() -> None:
    assert _told("2026-08-24", "3 months", "bvl-2-2")[:-1] == [
        "mandag 30. november 2026",
        "",
        "  man. 24. aug. 2026  herfra telles det; dagen selv er ikke med",
        "  man. 31. aug. 2026  + 1 uke; resten løper herfra, og dagen flyttes ikke",
        "  man. 30. nov. 2026  + 3 måneder",
        "  man. 30. nov. 2026  november 2026 har ikke dag nummer 31: siste dag i måneden",
        "",
        "For sent fra tirsdag 1. desember 2026 kl. 00:00.",
        "Registeret regner til søndag 29. november 2026 (bare i rapporten).",
    ]


def test_a_settled_roll_is_told_as_the_date() -> None:
    told = _told("2026-10-31", "1 week", "dl-148-149")
    assert told[0] == "mandag 9. november 2026"
    assert "For sent fra tirsdag 10. november 2026 kl. 00:00." in told


def test_an_unsettled_roll_tells_both_dates_and_no_breach_before_the_later() -> None:
    told = _told("2026-10-31", "1 week", "service-limit")
    assert told[0].startswith("lørdag 7. november 2026")
    assert "mandag 9. november 2026" in told[0]
    assert any("Brudd sies først fra tirsdag 10. november 2026" in line for line in told)


def test_hours_that_end_at_midnight_are_told_with_the_date_of_that_midnight() -> None:
    assert _told("2026-11-02T00:00", "48 hours", "hours")[0].startswith("onsdag 4. november 2026 kl. 00:00")


def test_hours_are_told_with_the_clock() -> None:
    told = _told("2026-10-23T15:00", "48 hours", "hours")
    assert told[0] == "søndag 25. oktober 2026 kl. 14:00"
    assert "  søn. 25. okt. 2026  kl. 14:00: + 48 timer" in told
    assert "For sent fra søndag 25. oktober 2026 kl. 14:00." in told


def test_the_last_line_names_law_rule_and_calendar() -> None:
    last = _told("2026-10-31", "1 week", "service-limit")[-1]
    assert RULES["service-limit"].law in last
    assert "service-limit" in last
    assert "NO" in last


def test_json_gives_dates_and_the_instant_in_utc_from_which_it_is_too_late() -> None:
    asked = (date(2025, 11, 23), parse_period("6 months"), RULES["bvl-2-2"], NO)
    told = due_as_json(count(*asked), why(*asked))
    assert told["nominal"] == "2026-05-30"
    assert told["legal"] == "2026-06-01"
    assert told["reporting"] == "2026-05-29"
    assert told["met_before"] == "2026-06-01T22:00:00Z"
    assert told["met_before_nominal"] == "2026-05-30T22:00:00Z"
    assert told["rule"] == "bvl-2-2"
    assert told["calendar"] == "NO"


def test_json_gives_hours_as_instants_and_no_reporting_date_as_null() -> None:
    asked = (moment("2026-10-23T15:00"), parse_period("48 hours"), RULES["hours"], NO)
    told = due_as_json(count(*asked), why(*asked))
    assert told["nominal"] == told["legal"] == "2026-10-25T14:00:00+01:00"
    assert told["met_before"] == "2026-10-25T13:00:00Z"
    assert told["reporting"] is None


def test_json_tells_the_why_with_dates_and_sentences() -> None:
    on = date(2026, 5, 17)
    told = due_as_json(fixed(on, RULES["fixed-date"], NO), why_fixed(on, RULES["fixed-date"], NO))
    assert told["why"] == [
        {"on": "2026-05-17", "step": "counting.why.set", "text": "datoen som er satt"},
        {"on": "2026-05-17", "step": "counting.why.stays", "text": "17. mai: fristen blir stående"},
    ]
