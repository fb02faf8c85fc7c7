"""The rules and calendars as data: which there are, and what they say of themselves."""

from datetime import date

import pytest

from pathways.model.counting import Algorithm, Unit
from tests.counting.support import CALENDARS, NO, RULES

OF_THE_PRODUCT = {
    "dl-148",
    "dl-148-149",
    "service-limit",
    "bvl-2-2",
    "working-days",
    "hours",
    "hours-149",
    "fixed-date",
}


def test_the_rules_and_calendars_of_the_product_are_there() -> None:
    assert set(RULES) == OF_THE_PRODUCT
    assert set(CALENDARS) == {"NO", "NO_SAT"}


@pytest.mark.parametrize("rule", sorted(OF_THE_PRODUCT))
def test_every_rule_names_its_law_its_address_its_version_and_when_to_use_it(rule: str) -> None:
    data = RULES[rule]
    assert data.version
    assert data.law
    assert data.url.startswith("https://lovdata.no/")
    assert len(data.note) > 40


def test_only_the_services_own_limits_have_an_unsettled_roll() -> None:
    assert {rule.id for rule in RULES.values() if not rule.roll_settled} == {"service-limit", "bvl-2-2"}


def test_what_ends_by_itself_and_what_is_counted_in_working_days_or_hours_is_not_moved() -> None:
    assert {rule.id for rule in RULES.values() if rule.rolls} == {"dl-148-149", "service-limit", "bvl-2-2"}


def test_hours_are_counted_by_hour_rules_only_and_working_days_by_theirs() -> None:
    hour_rules = {rule.id for rule in RULES.values() if Unit.hours in rule.units}
    assert hour_rules == {"hours", "hours-149"}
    assert {rule.id for rule in RULES.values() if rule.algorithm is Algorithm.working_days} == {"working-days"}


def test_both_calendars_have_the_same_red_days_and_differ_on_saturdays() -> None:
    free, strict = CALENDARS["NO"].data, CALENDARS["NO_SAT"].data
    assert (free.fixed, free.easter) == (strict.fixed, strict.easter)
    assert (free.saturday_works, strict.saturday_works) == (False, True)


def test_a_year_has_twelve_red_days_besides_its_sundays_and_each_has_a_law() -> None:
    assert len(NO.data.fixed) + len(NO.data.easter) == 12
    assert all(day.law for day in NO.data.fixed)
    assert all(day.law for day in NO.data.easter)
    named = {NO.red_day(day) for day in NO.days_between(date(2026, 1, 1), date(2026, 12, 31))} - {"", "søndag"}
    assert len(named) == 12
