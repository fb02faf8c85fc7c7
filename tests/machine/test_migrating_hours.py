"""Budgets of hours that are moved: what is used is used to the instant, and a clock that stood has used none of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pathways.machine.rebudget import Leaving, rest_of
from pathways.machine.standing import Word
from pathways.machine.state import Rest
from pathways.model.counting import Due
from tests.machine.test_migrating_pauses import FREEZES, RUNS, begun, go_on, rest, stop, waiting
from tests.machine.test_rebudget import case_of, digest_of, one, rebudgeted, red
from tests.support.cases import ToldCase, instant
from tests.support.moves import edited, fitted, migrate, own_plan, plan
from tests.support.worlds import World, shipped, small

HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)


def between(old: str = FREEZES, new: str = FREEZES, budget: str = "96 hours") -> World:
    """72 hours until March's version, and another budget after it."""
    return small(waiting("72 hours", "hours", old), edited(waiting(budget, "hours", new)))


def moved(case: ToldCase, when: str) -> None:
    migrate(case, fitted(case.world, plan(carried={"svar": "rebudget", "vente": "keep"})), when)


def ends(case: ToldCase) -> datetime:
    return case.now_is("svar").missed_from


def test_hours_in_which_the_clock_stood_are_not_used() -> None:
    case = begun(between())
    stop(case, "2026-01-05T20:00")
    go_on(case, "2026-01-06T01:00")
    moved(case, "2026-01-06T12:00")
    used = rest(case)
    assert (used.used * TICK, used.unit) == (21 * HOUR, "microseconds")
    assert ends(case) == instant("2026-01-05T10:00") + 101 * HOUR


def test_what_is_used_is_a_whole_number_of_microseconds() -> None:
    case = begun(between())
    moved(case, "2026-01-06T12:00")
    assert isinstance(rest(case).used, int)


def test_neither_hours_of_a_sunday_nor_those_in_which_the_clock_stood_are_used() -> None:
    case = ToldCase(world=small(waiting("72 hours", "hours-149"), edited(waiting("96 hours", "hours-149"))))
    case.start("prove", "2026-01-09T10:00")
    stop(case, "2026-01-10T20:00")
    go_on(case, "2026-01-12T06:00")
    moved(case, "2026-01-12T12:00")
    # Friday and Saturday until the clock stopped, and six on Monday; 56 are left.
    assert rest(case).used * TICK == 40 * HOUR
    assert ends(case) == instant("2026-01-14T20:00")


def test_hours_of_a_red_day_that_lies_behind_stay_used() -> None:
    before, after = small(one("48 hours", "hours-149")), red("01-06", "48 hours", "hours-149")
    case = case_of(before, after)
    migrate(case, own_plan(case.world, digest_of(before), digest_of(after)), "2026-01-07T09:00")
    assert case.now_is("svar").missed_from == instant("2026-01-07T10:00")


def test_where_more_hours_are_used_than_there_are_it_ends_at_the_migration() -> None:
    case = begun(between(budget="2 hours"))
    moved(case, "2026-01-06T12:00")
    assert ends(case) == instant("2026-01-06T12:00")
    assert (case.now_is("svar").nominal, case.now_is("svar").legal) == (date(2026, 1, 6), date(2026, 1, 6))


def test_hours_of_a_clock_that_stands_are_left_when_it_goes_again() -> None:
    case = begun(between())
    stop(case, "2026-01-05T20:00")
    moved(case, "2026-01-07T12:00")
    assert case.now_is("svar").standing_since == date(2026, 1, 5)
    go_on(case, "2026-01-08T06:00")
    assert ends(case) == instant("2026-01-08T06:00") + 86 * HOUR


def test_while_the_clock_stands_what_was_moved_is_due_no_earlier_than_if_it_went_again_now() -> None:
    case = begun(between())
    stop(case, "2026-01-05T20:00")
    moved(case, "2026-01-07T12:00")
    asked = case.deadline("svar", "2026-01-08T06:00")
    assert (asked.word, asked.missed_from) == (Word.paused, instant("2026-01-08T06:00") + 86 * HOUR)


def test_where_no_hours_are_left_a_clock_that_stands_ends_when_it_goes_again() -> None:
    case = begun(between(budget="2 hours"))
    stop(case, "2026-01-05T20:00")
    moved(case, "2026-01-07T12:00")
    assert case.deadline("svar", "2026-01-08T06:00").word is Word.paused
    go_on(case, "2026-01-08T06:00")
    assert ends(case) == instant("2026-01-08T06:00") + TICK


def test_hours_that_the_new_version_lets_run_go_again_at_the_migration() -> None:
    case = begun(between(new=RUNS))
    stop(case, "2026-01-05T20:00")
    moved(case, "2026-01-07T12:00")
    assert ends(case) == instant("2026-01-07T12:00") + 86 * HOUR


@pytest.mark.parametrize(
    ("within", "rule", "ended"),
    [("2 hours", "hours", "2026-03-02T12:00"), ("2 working days", "working-days", "2026-03-03T00:00")],
)
def test_where_nothing_is_left_and_the_clock_goes_again_it_ends_at_the_migration(
    within: str, rule: str, ended: str
) -> None:
    old = waiting("72 hours" if rule == "hours" else "10 working days", rule)
    case = begun(small(old, edited(waiting(within, rule, RUNS))))
    stop(case, "2026-01-07T20:00")
    moved(case, "2026-03-02T12:00")
    assert ends(case) == instant(ended)


def test_hours_that_the_new_version_lets_stand_stand_from_the_day_of_the_migration() -> None:
    case = begun(between(old=RUNS))
    stop(case, "2026-01-05T20:00")
    moved(case, "2026-01-06T12:00")
    assert case.now_is("svar").standing_since == date(2026, 1, 6)
    go_on(case, "2026-01-07T12:00")
    assert ends(case) == instant("2026-01-07T12:00") + 70 * HOUR


def test_a_register_count_is_kept_where_a_deadline_is_moved_on_its_last_day() -> None:
    start, last = date(2026, 8, 24), date(2026, 11, 30)
    kept = _moved_on(start, last, last)
    assert (kept.nominal, kept.reporting) == (last, date(2026, 11, 29))


def _moved_on(start: date, day: date, nominal: date) -> Due:
    due = rebudgeted(start, day, "3 months", "bvl-2-2")
    assert due.nominal == nominal
    return due


@pytest.mark.parametrize(("unit", "counts_from"), [("days", date(2026, 1, 5)), ("working_days", date(2026, 1, 20))])
def test_a_second_migration_counts_from_where_the_first_did_if_it_is_in_the_same_unit(
    unit: str, counts_from: date
) -> None:
    noon = datetime(2026, 1, 26, 11, tzinfo=UTC)
    before = Rest(
        used=3,
        unit=unit,
        from_on=date(2026, 1, 5),
        from_at=None,
        base_on=date(2026, 1, 19),
        base_at=noon - timedelta(days=7),
        floor_on=date(2026, 1, 19),
        floor_at=noon - timedelta(days=7),
        pauses_before=0,
        lasting=(),
    )
    leaving = Leaving(
        start=date(2026, 1, 20),
        stops=(),
        calendar=shipped().catalogue.calendars["NO"],
        nominal=date.max,
        nominal_end=datetime.max.replace(tzinfo=UTC),
        before=before,
        pauses=(),
    )
    found = rest_of(leaving, noon.date(), noon, shipped().catalogue.rules["dl-148"], stands=True)
    assert found.from_on == counts_from
    assert found.used == (10 if unit == "days" else 6)
