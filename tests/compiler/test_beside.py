"""Counting rules, calendars, code lists and settings: what may stand in them, and what is told of the rest."""

from datetime import date
from pathlib import Path

import pytest

from pathways.compiler.counting_data import load_calendars, load_rules
from pathways.errors import DefinitionError
from pathways.model.counting import Algorithm, Period, Unit
from tests.compiler.support import FOLDER, codes, compiled, problems

RULE = "rules:\n  ny: {version: '1', algorithm: %s, units: [%s], rolls: true, roll_settled: false, law: x%s}"


def test_rules_are_loaded_by_id() -> None:
    rule = load_rules(FOLDER)["dager"]
    assert (rule.algorithm, rule.rolls, rule.roll_settled, rule.first) == (Algorithm.civil, True, True, None)
    assert rule.units == (Unit.days, Unit.weeks, Unit.months, Unit.years)


def test_a_rule_may_count_a_first_period_and_have_reporting_days() -> None:
    text = RULE % ("civil", "months", ", first: 1 week, reporting: {3 months: 97}")
    rule = compiled(counting=text).rules["ny"]
    assert rule.first == Period(amount=1, unit=Unit.weeks)
    assert rule.reporting == ((Period(amount=3, unit=Unit.months), 97),)


def test_a_rule_has_units_its_algorithm_can_count() -> None:
    assert codes("", counting=RULE % ("working_days", "days", "")) == ["E205"]
    assert codes("", counting=RULE % ("hours", "hours, weeks", "")) == ["E205"]
    assert codes("", counting=RULE % ("civil", "months", ", reporting: {three months: 97}")) == ["E207"]
    assert codes("", counting=RULE % ("civil", "months", ", reporting: [97]")) == ["E204"]


def test_calendars_are_loaded_by_id() -> None:
    calendar = load_calendars(FOLDER)["NO"]
    assert not calendar.is_working_day(date(2026, 5, 17))
    assert (calendar.data.first_year, calendar.data.last_year, calendar.data.saturday_works) == (2020, 2040, False)


@pytest.mark.parametrize("years", ["2040-2020", "1500-1600", "2000-2900", "2000", "[2000]"])
def test_a_calendar_spans_years_that_can_be_computed(years: str) -> None:
    text = f"calendars:\n  NO_SAT: {{version: '1', title: x, years: {years}, saturday: working, red_days: []}}"
    assert codes("", calendars=text) == ["E806"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ('{name: x, law: y, date: "02-30"}', "E806"),
        ("{name: x, law: y, date: 17. mai}", "E806"),
        ("{name: x, law: y, easter: fredag}", "E806"),
        ('{name: x, law: y, easter: "1", date: "05-17"}', "E213"),
        ("{name: x, law: y}", "E213"),
        ('{name: x, easter: "1"}', "E203"),
        ("x", "E204"),
    ],
)
def test_a_red_day_is_a_date_or_follows_easter(day: str, code: str) -> None:
    text = f"calendars:\n  NO_SAT: {{version: '1', title: x, years: 2020-2030, saturday: free, red_days: [{day}]}}"
    assert codes("", calendars=text) == [code]


def test_red_days_are_a_list() -> None:
    text = "calendars:\n  NO_SAT: {version: '1', title: x, years: 2020-2030, saturday: free, red_days: {a: b}}"
    assert codes("", calendars=text) == ["E204"]


def test_a_folder_without_its_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match=r"counting\.yaml:1:1: E801"):
        load_rules(tmp_path)
    with pytest.raises(DefinitionError, match=r"calendars\.yaml:1:1: E801"):
        load_calendars(tmp_path)


def test_settings_name_roles_that_exist() -> None:
    (problem,) = problems("", settings="role_settings:\n  lokal/annet: [leder, ledr]")
    assert (problem.code, problem.hint) == ("E210", "mente du «leder»?")


def test_settings_that_are_no_mapping_are_told() -> None:
    assert "E204" in codes("", settings="role_settings: leder")


def test_a_local_list_is_known_by_its_folder() -> None:
    text = 'list: register/ny\ntitle: Ny\nversion: "1"\nsource: x\ncodes: {"1": {title: En}}\n'
    catalogue = compiled(codes__register__ny=text)
    assert catalogue.code_lists["lokal/melder"].local
    assert not catalogue.code_lists["register/ny"].local
