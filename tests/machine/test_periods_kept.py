"""What a period keeps: by which act and when it began, was changed and ended, and how much was owed from when."""

from datetime import date

import pytest

from pathways.machine.deadlines import counted_by
from pathways.machine.state import DeadlineState, Status, Terms
from tests.machine.periods import (
    CALENDAR_YEARS,
    LADDER,
    REDUCED,
    YEARLY,
    counts,
    home,
    moved_in,
    periods,
    tally,
    visited,
)
from tests.support.cases import ToldCase, instant
from tests.support.moves import edited
from tests.support.worlds import small

ENDED_BY = edited(
    YEARLY,
    ("ends: {state: ute}", "ends: {event: stanset, state: ute}"),
    ("ut: {title:", "stanset: {title: Stanset, from: bor, by: [saksbehandler]}\n  ut: {title:"),
    ("bor: {title: Bor her,", "bor: {title: Bor her, silent: Ingenting skyldes etter stansen,"),
    version="2026-01-01",
)


def at_ten(text: str = YEARLY) -> ToldCase:
    """A child moved in at ten on 15 January 2026."""
    case = ToldCase(world=small(text))
    case.start("prove", "2026-01-15T09:00")
    case.do("inn", "2026-01-15T10:00")
    return case


def kept(case: ToldCase, first: str) -> DeadlineState:
    """The period that begins on a day."""
    return case.now_is(f"besok:period.{first}")


def terms(case: ToldCase, first: str) -> tuple[Terms, ...]:
    """How many times are owed in it, and from when."""
    found = kept(case, first).tally
    assert found is not None
    return found.terms


def test_every_period_keeps_the_act_and_the_hour_it_all_counts_from() -> None:
    case = at_ten()
    case.tick("2027-02-01")
    for first in ("2026-01-15", "2027-01-16"):
        period = kept(case, first)
        assert (period.anchored_on, period.anchored_at) == (date(2026, 1, 15), instant("2026-01-15T10:00"))
        assert (period.anchored_by, period.root) == (2, date(2026, 1, 15))


def test_every_period_is_counted_anew_to_the_dates_it_has_and_nothing_stops_its_clock() -> None:
    case = at_ten()
    case.tick("2027-02-01")
    for first, last in (("2026-01-15", date(2027, 1, 15)), ("2027-01-16", date(2028, 1, 15))):
        counted = counted_by(case.world, case.state.runs["prove"], f"besok:period.{first}", None)
        assert counted is not None
        assert (counted.due.nominal, counted.stops, counted.standing_since) == (last, (), None)


def test_a_period_that_has_begun_is_settled_and_extended_by_nothing() -> None:
    period = kept(at_ten(), "2026-01-15")
    assert (period.extended_by, period.late_extension_by) == (0, 0)
    assert (period.settled_by, period.settled_on, period.settled_at) == (0, None, None)


def test_in_each_period_as_much_is_owed_as_the_definition_says_and_nobody_decided_it() -> None:
    case = at_ten()
    case.tick("2027-02-01")
    assert terms(case, "2026-01-15") == (Terms(date(2026, 1, 15), 4, 0, reduced=False),)
    assert terms(case, "2027-01-16") == (Terms(date(2027, 1, 16), 4, 0, reduced=False),)


def test_a_decision_is_kept_with_what_it_changed_and_from_which_day_also_in_the_next_period() -> None:
    case = at_ten()
    fewer = case.do("faerre", "2026-07-16").record.seq
    again = case.do("som_for", "2027-07-16").record.seq
    assert terms(case, "2026-01-15")[1:] == (Terms(date(2026, 7, 16), 2, fewer, reduced=True),)
    assert terms(case, "2027-01-16") == (
        Terms(date(2027, 1, 16), 2, fewer, reduced=True),
        Terms(date(2027, 7, 16), 4, again, reduced=False),
    )


def test_of_two_decisions_on_one_day_the_last_holds_alone() -> None:
    case = at_ten()
    case.do("faerre", "2026-07-16")
    case.do("som_for", "2026-07-16")
    assert [(each.since, each.by) for each in terms(case, "2026-01-15")] == [
        (date(2026, 1, 15), 0),
        (date(2026, 7, 16), 4),
    ]


def test_a_period_that_more_is_owed_of_again_is_settled_by_nothing() -> None:
    case = visited("2026-01-20", "2026-01-21", "2026-01-22")
    case.do("faerre", "2026-03-01")
    assert kept(case, "2026-01-15").settled_by == 6
    case.do("som_for", "2026-04-01")
    assert (kept(case, "2026-01-15").status, kept(case, "2026-01-15").settled_by) == (Status.open, 0)


def test_the_act_that_begins_it_anew_ends_the_period_under_way() -> None:
    case = at_ten()
    case.do("inn", "2026-06-01T11:00")
    period = kept(case, "2026-01-15")
    assert (period.status, period.settled_by) == (Status.ended, 3)
    assert (period.settled_on, period.settled_at) == (date(2026, 6, 1), instant("2026-06-01T11:00"))


@pytest.mark.parametrize(("event", "text"), [("ut", YEARLY), ("stanset", ENDED_BY)])
def test_the_act_that_ends_it_is_kept_and_the_clock_opens_no_more(event: str, text: str) -> None:
    case = at_ten(text)
    case.do(event, "2026-09-01T12:00")
    period = kept(case, "2026-01-15")
    assert (period.status, period.settled_by) == (Status.ended, 3)
    assert (period.settled_on, period.settled_at) == (date(2026, 9, 1), instant("2026-09-01T12:00"))
    assert case.state.next_due() is None


def test_a_visit_after_it_has_ended_counts_for_nothing() -> None:
    case = at_ten(ENDED_BY)
    case.do("stanset", "2026-09-01")
    case.do("besok", "2026-09-02")
    assert counts(case, "2026-10-01") == [("ended", 0, 4)]


def test_of_a_period_that_is_not_opened_beyond_the_calendars_years_nothing_is_told() -> None:
    case = moved_in(when="2099-06-01")
    case.tick("2110-01-01")
    assert "next" not in [crossing.what for crossing in case.noticed()]


def test_a_first_period_in_which_nothing_is_owed_waits_and_ends_by_itself_on_its_last_day() -> None:
    case = moved_in(home(CALENDAR_YEARS.format(first="none")), "2026-07-02")
    assert kept(case, "2026-07-02").status is Status.dormant
    case.tick("2027-01-02")
    period = kept(case, "2026-07-02")
    assert (period.status, period.settled_by, period.settled_on) == (Status.ended, 0, date(2026, 12, 31))
    assert [crossing.what for crossing in case.noticed()] == ["next"]


@pytest.mark.parametrize(("begins", "told"), [("2026-11-30", []), ("2026-11-29", ["before-1-months"])])
def test_a_reminder_on_the_very_day_a_first_period_begins_is_left_out(begins: str, told: list[str]) -> None:
    case = moved_in(home(CALENDAR_YEARS.format(first="whole")), begins)
    case.tick("2026-12-31")
    assert [crossing.what for crossing in case.noticed()] == told


@pytest.mark.parametrize(("begins", "told"), [("2026-11-30", []), ("2026-11-29", ["before-1-months"])])
def test_a_reminder_at_midnight_is_told_as_soon_as_the_first_day_is_over(begins: str, told: list[str]) -> None:
    ladder = LADDER.replace("{before: 1 month,", '{before: 1 month, at: "00:00",')
    case = moved_in(home(CALENDAR_YEARS.format(first="whole"), ladder=ladder), begins)
    case.tick("2026-12-31")
    assert [crossing.what for crossing in case.noticed()] == told


def test_the_times_of_a_whole_period_are_of_its_own_days() -> None:
    (period,) = periods(at_ten(), "2026-02-01")
    assert tally(period).of_days == 366
    (period,) = periods(moved_in(home(CALENDAR_YEARS.format(first="whole")), "2026-07-02"), "2026-08-01")
    assert tally(period).of_days == 183


def test_a_reduced_number_is_owed_by_days_of_a_share_too() -> None:
    every = f"{{period: 1 year, times: 4, aligned: calendar, first: share, reduced: {REDUCED}}}"
    case = moved_in(home(every), "2026-07-02")
    case.do("faerre", "2026-10-01")
    (period,) = periods(case, "2026-10-02")
    # 91 days with four and 92 with two, of 365.
    assert (tally(period).of_days, tally(period).needed) == (365, 2)
