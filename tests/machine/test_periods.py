"""What is owed so many times in each period (ADR 0013): what counts, what is missed, and what a reduction leaves."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.engine.replay import Kept, replay_case
from pathways.machine.periods import first_day, item_of
from pathways.machine.state import Status
from pathways.machine.state_json import dump, load
from pathways.model.record import Kind
from tests.machine.periods import CALENDAR_YEARS, EACH, QUARTERS, counts, home, moved_in, periods, tally, visited
from tests.support.cases import CASE, ToldCase, instant

FOUR = ("2026-02-12", "2026-05-03", "2026-08-20", "2026-11-05")


def agrees(case: ToldCase) -> bool:
    """Whether replay, projection and the full fold say the same, dates too."""
    replayed = replay_case(case.world, CASE, case.records, Kept(digests=case.digests, derived=case.derived))
    same = replayed.state_text == dump(case.state) == dump(case.rebuilt().state)
    return same and not replayed.differs_at and not replayed.counted_otherwise


def days(case: ToldCase, at: str) -> list[tuple[str, str]]:
    """First and last day of each period."""
    return [(tally(each).first.isoformat(), each.nominal.isoformat()) for each in periods(case, at)]


def test_each_period_begins_on_the_day_after_the_one_before_it() -> None:
    told = days(moved_in(), "2028-06-01")
    assert told == [("2026-01-15", "2027-01-15"), ("2027-01-16", "2028-01-15"), ("2028-01-16", "2029-01-15")]


def test_a_period_is_named_after_its_first_day_and_an_item_of_an_activity_is_none() -> None:
    assert first_day(item_of(date(2027, 1, 16))) == date(2027, 1, 16)
    assert first_day("melder.1") is None


def test_only_one_period_is_open_and_none_is_opened_before_its_time() -> None:
    case = moved_in()
    case.tick("2028-06-01")
    open_ones = [key for key, each in case.state.runs["prove"].deadlines.items() if each.status is Status.open]
    assert open_ones == ["besok:period.2028-01-16"]
    assert len(case.state.runs["prove"].deadlines) == 3


def test_months_are_counted_from_the_anchor_so_that_a_short_one_shortens_no_other() -> None:
    case = moved_in(
        home("{period: 1 month, times: 1, aligned: anchor}", ladder=" {on_due: '08:00', to: [leder]}"), "2026-01-31"
    )
    assert [last for _, last in days(case, "2026-04-15")] == ["2026-02-28", "2026-03-31", "2026-04-30"]


def test_it_is_met_on_the_day_of_the_last_visit_that_is_needed() -> None:
    case = visited(*FOUR, "2026-12-01")
    (period,) = periods(case, "2026-12-02")
    assert (period.word, period.settled_on, period.settled_by) == ("met", date(2026, 11, 5), 6)
    assert tally(period).counted == 5


def test_what_is_done_counts_from_the_first_day_to_the_last_and_nowhere_else() -> None:
    case = visited("2026-01-15", "2027-01-15", "2027-01-16")
    assert counts(case, "2027-01-17") == [("breach", 2, 4), ("running", 1, 4)]


def test_a_period_that_is_over_is_missed_with_what_was_done_and_is_nobodys_task() -> None:
    case = visited(*FOUR[:3])
    first, second = periods(case, "2027-02-01")
    assert (first.word, first.open, tally(first).counted) == ("breach", False, 3)
    assert (second.word, second.open) == ("running", True)
    case.do("besok", "2027-02-01")
    assert counts(case, "2027-02-02") == [("breach", 3, 4), ("running", 1, 4)]


def test_a_visit_that_is_told_late_counts_on_its_day_and_takes_back_that_it_was_missed() -> None:
    case = visited(*FOUR[:3])
    case.tick("2027-02-01")
    case.do("besok", "2026-12-20", recorded="2027-02-02")
    first, _ = periods(case, "2027-02-03")
    assert (first.word, first.settled_on) == ("met", date(2026, 12, 20))
    gone = next(record for record in case.records if record.kind is Kind.superseded)
    passed = [record.crossing.what for record in case.records if record.seq in gone.targets and record.crossing]
    assert passed == ["legal", "after-1-working_days"]
    assert agrees(case)


def test_a_visit_that_is_annulled_is_owed_again() -> None:
    case = visited(*FOUR)
    case.annul(6, recorded="2026-12-01")
    (period,) = periods(case, "2026-12-02")
    assert (period.word, tally(period).counted, period.settled_by) == ("running", 3, 0)
    assert agrees(case)


def test_a_visit_that_is_corrected_moves_to_the_period_it_was_in() -> None:
    case = visited(*FOUR)
    case.correct(6, "2027-01-20", recorded="2027-01-21")
    assert counts(case, "2027-01-22") == [("breach", 3, 4), ("running", 1, 4)]
    assert agrees(case)


def test_several_visits_on_one_day_count_once() -> None:
    case = visited("2026-02-12", "2026-02-12", "2026-05-03")
    (period,) = periods(case, "2026-06-01")
    assert (tally(period).counted, len(tally(period).done)) == (2, 3)


def test_several_visits_on_one_day_count_each_where_the_definition_says_so() -> None:
    case = visited("2026-02-12", "2026-02-12", "2026-05-03", text=EACH)
    assert counts(case, "2026-06-01") == [("running", 3, 4)]


def test_less_is_owed_from_the_day_of_the_decision_by_days_and_rounded_up() -> None:
    case = visited("2026-02-12")
    case.do("faerre", "2026-07-16")
    (period,) = periods(case, "2026-08-01")
    # 182 of 366 days with four, 184 with two: 2.99.
    assert (tally(period).needed, [each.times for each in tally(period).terms]) == (3, [4, 2])
    assert counts(case, "2027-02-01") == [("breach", 1, 3), ("running", 0, 2)]


def test_a_decision_on_the_last_days_cures_nothing() -> None:
    case = visited(*FOUR[:3])
    case.do("faerre", "2027-01-10")
    assert counts(case, "2027-02-01") == [("breach", 3, 4), ("running", 0, 2)]


def test_a_decision_that_leaves_no_more_to_do_meets_the_period_on_its_own_day() -> None:
    case = visited("2026-01-20", "2026-01-21", "2026-01-22")
    case.do("faerre", "2026-03-01")
    (period,) = periods(case, "2026-03-02")
    assert (tally(period).needed, period.word, period.settled_on) == (3, "met", date(2026, 3, 1))


def test_when_the_reduction_ends_more_is_owed_again_even_of_a_period_that_was_met() -> None:
    case = visited("2026-01-20", "2026-01-21", "2026-01-22")
    case.do("faerre", "2026-03-01")
    case.do("som_for", "2026-12-01")
    (period,) = periods(case, "2026-12-02")
    assert (tally(period).needed, period.word, period.settled_on) == (3, "met", date(2026, 3, 1))
    case = visited("2026-01-20", "2026-01-21", "2026-01-22")
    case.do("faerre", "2026-03-01")
    case.do("som_for", "2026-04-01")
    (period,) = periods(case, "2026-04-02")
    assert (tally(period).needed, period.word, period.settled_on) == (4, "running", None)
    assert agrees(case)


def test_a_reduction_holds_in_the_periods_after_it_until_it_ends() -> None:
    case = moved_in()
    case.do("faerre", "2026-01-15")
    case.do("som_for", "2028-01-16")
    assert [needed for _, _, needed in counts(case, "2028-02-01")] == [2, 2, 4]


def test_a_first_period_of_the_calendar_is_owed_what_the_definition_says() -> None:
    owed = {
        first: counts(moved_in(home(CALENDAR_YEARS.format(first=first)), "2026-07-02"), "2027-01-02")
        for first in ("whole", "share", "none")
    }
    assert owed["whole"] == [("breach", 0, 4), ("running", 0, 4)]
    assert owed["share"] == [("breach", 0, 3), ("running", 0, 4)]
    assert owed["none"] == [("ended", 0, 0), ("running", 0, 4)]


def test_periods_of_the_calendar_begin_with_its_quarters_weeks_and_years() -> None:
    quarters = days(
        moved_in(home(QUARTERS.format(first="whole"), ladder=" {on_due: '08:00', to: [leder]}"), "2026-02-10"),
        "2026-08-01",
    )
    assert quarters == [("2026-02-10", "2026-03-31"), ("2026-04-01", "2026-06-30"), ("2026-07-01", "2026-09-30")]
    weekly = "{period: 1 week, times: 1, aligned: calendar, first: whole}"
    weeks = days(moved_in(home(weekly, ladder=" {on_due: '08:00', to: [leder]}"), "2026-02-10"), "2026-02-16")
    assert weeks == [("2026-02-10", "2026-02-15"), ("2026-02-16", "2026-02-22")]
    years = days(moved_in(home(CALENDAR_YEARS.format(first="whole")), "2026-02-10"), "2027-01-02")
    assert years == [("2026-02-10", "2026-12-31"), ("2027-01-01", "2027-12-31")]


def test_a_reminder_that_would_lie_before_a_short_first_period_is_left_out() -> None:
    case = moved_in(home(CALENDAR_YEARS.format(first="share")), "2026-12-20")
    case.tick("2026-12-31")
    assert case.noticed() == []


def test_reminders_stop_when_enough_is_done_and_begin_again_with_the_next_period() -> None:
    case = visited(*FOUR)
    passed = [(crossing.what, crossing.item) for crossing in case.tick("2027-12-20")]
    assert passed == [("next", "period.2026-01-15"), ("before-1-months", "period.2027-01-16")]


def test_what_ends_it_lets_the_period_fall_away_and_no_other_begins() -> None:
    case = visited(*FOUR[:2])
    case.do("ut", "2026-09-01")
    (period,) = periods(case, "2030-01-01")
    assert (period.word, tally(period).counted, period.settled_on) == ("ended", 2, date(2026, 9, 1))


def test_after_a_met_period_that_is_under_way_has_ended_no_other_begins() -> None:
    case = visited(*FOUR)
    case.do("ut", "2026-12-01")
    assert case.state.next_due() is None
    (period,) = periods(case, "2030-01-01")
    assert period.word == "met"


def test_when_what_it_counts_from_comes_again_the_periods_begin_anew() -> None:
    case = visited("2026-02-12")
    case.do("inn", "2026-06-01")
    case.do("besok", "2026-06-10")
    assert counts(case, "2026-07-01") == [("ended", 1, 4), ("running", 1, 4)]
    assert days(case, "2026-07-01") == [("2026-01-15", "2027-01-15"), ("2026-06-01", "2027-06-01")]
    assert agrees(case)


def test_a_case_that_is_entered_years_late_passes_every_period_on_its_own_day() -> None:
    case = ToldCase(world=moved_in().world, now=instant("2029-03-01"))
    case.start("prove", "2026-01-15", recorded="2029-03-01")
    case.do("inn", "2026-01-15", recorded="2029-03-01")
    case.do("besok", "2027-03-01", recorded="2029-03-01")
    assert counts(case, "2029-03-01") == [("breach", 0, 4), ("breach", 1, 4), ("breach", 0, 4), ("running", 0, 4)]
    assert agrees(case)


def test_no_period_is_opened_beyond_the_years_of_the_calendar() -> None:
    case = moved_in(when="2099-06-01")
    assert len(periods(case, "2110-01-01")) == 1
    assert case.state.next_due() is None


def test_the_dates_of_a_new_period_are_kept_with_what_the_clock_passed() -> None:
    case = moved_in()
    case.tick("2027-02-01")
    opened = next(record for record in case.records if record.crossing and record.crossing.what == "legal")
    assert '"prove|besok:period.2027-01-16"' in case.derived[opened.seq]
    assert agrees(case)


def test_the_text_of_the_state_carries_the_tally() -> None:
    case = visited(*FOUR[:2])
    case.do("faerre", "2026-07-16")
    assert dump(load(dump(case.state))) == dump(case.state)
    assert load(dump(case.state)).runs["prove"].deadlines == case.state.runs["prove"].deadlines


DAYS = st.integers(min_value=0, max_value=1_200)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(visits=st.lists(DAYS, max_size=14), reduced=st.none() | DAYS, restored=st.none() | DAYS)
def test_however_it_is_told_the_counts_are_those_of_a_calendar_on_the_wall(
    visits: list[int], reduced: int | None, restored: int | None
) -> None:
    """The oracle walks day by day; told in any order, what had happened by a day gives the same."""
    begin = date(2026, 1, 15)
    case = ToldCase(world=moved_in().world, now=instant("2029-12-01"))
    case.start("prove", begin.isoformat())
    case.do("inn", begin.isoformat())
    for offset in visits:
        case.do("besok", (begin + timedelta(days=offset)).isoformat())
    for event, when in (("faerre", reduced), ("som_for", restored)):
        if when is not None:
            case.do(event, (begin + timedelta(days=when)).isoformat())
    assert agrees(case)
    told = counts(case, "2029-12-01")
    for index, (first, last) in enumerate(_years(begin, 3)):
        lowered = [_is_lowered(begin, day, reduced, restored) for day in _each(first, last)]
        needed = -(-sum(2 if low else 4 for low in lowered) // len(lowered))
        done = len({offset for offset in visits if first <= begin + timedelta(days=offset) <= last})
        assert told[index][1:] == (done, needed)
        assert told[index][0] == ("met" if done >= needed else "breach")


def _years(begin: date, count: int) -> list[tuple[date, date]]:
    lasts = [begin.replace(year=begin.year + number) for number in range(1, count + 1)]
    return list(zip([begin, *(last + timedelta(days=1) for last in lasts[:-1])], lasts, strict=True))


def _each(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _is_lowered(begin: date, day: date, reduced: int | None, restored: int | None) -> bool:
    """On the same day the one that was recorded last holds: the restoring."""
    down = None if reduced is None else begin + timedelta(days=reduced)
    up = None if restored is None else begin + timedelta(days=restored)
    if down is None or day < down:
        return False
    return up is None or up < down or day < up


@pytest.mark.parametrize("day", ["2026-02-10", "2026-01-01", "2026-12-31"])
def test_a_share_is_never_less_than_one_and_never_more_than_all(day: str) -> None:
    case = moved_in(home(CALENDAR_YEARS.format(first="share"), ladder=" {on_due: '08:00', to: [leder]}"), day)
    period = periods(case, day + "T23:00")[0]
    assert 1 <= tally(period).needed <= 4
