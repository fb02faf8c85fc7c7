"""Budgets that stand still, by hand and against a walk over the calendar that shares nothing with the arithmetic."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from pathways.counting.budget import Budgeted, Stop, Taken, count_budget, gone_again, joined
from pathways.counting.calendar import Calendar
from pathways.counting.oslo import parse_moment
from pathways.counting.period import parse_period
from pathways.model.counting import Unit
from pathways.model.pathway import OnPause
from pathways.model.record import Happened
from tests.counting.support import CALENDARS, NO, RULES, moment
from tests.support.counts import count as times

WALKS = times(2_000, 200_000)
DAY = timedelta(days=1)


def _on(text: str) -> Happened:
    return Happened(on=date.fromisoformat(text), at=None)


def _at(text: str) -> Happened:
    return parse_moment(text)


def _stop(began: str, ended: str = "") -> Stop:
    return Stop(began=_on(began), ended=_on(ended) if ended else None)


def _counted(start: str, period: str, rule: str, *stops: Stop, on_pause: OnPause = OnPause.freezes) -> Budgeted:
    return count_budget(moment(start), parse_period(period), RULES[rule], NO, stops, on_pause)


def _nominal(start: str, period: str, rule: str, *stops: Stop, on_pause: OnPause = OnPause.freezes) -> str:
    return _counted(start, period, rule, *stops, on_pause=on_pause).due.nominal.isoformat()


def test_what_was_left_when_the_clock_stopped_is_left_when_it_goes_again() -> None:
    assert _nominal("2026-03-02", "8 weeks", "dl-148") == "2026-04-27"
    assert _nominal("2026-03-02", "8 weeks", "dl-148", _stop("2026-03-21", "2026-04-04")) == "2026-05-11"


def test_a_clock_that_runs_takes_no_notice_of_a_stop() -> None:
    stopped = _counted("2026-03-02", "8 weeks", "dl-148", _stop("2026-03-21"), on_pause=OnPause.runs)
    assert (stopped.due.nominal, stopped.stops, stopped.standing_since) == (date(2026, 4, 27), (), None)


def test_a_clock_that_restarts_counts_the_whole_budget_from_the_day_it_goes_again() -> None:
    stop = _stop("2026-03-21", "2026-04-04")
    assert _nominal("2026-03-02", "8 weeks", "dl-148", stop, on_pause=OnPause.restarts) == "2026-05-30"


def test_days_restart_on_the_date_and_hours_at_the_instant() -> None:
    again = _at("2026-03-05T09:30")
    assert gone_again(again, Unit.days) == date(2026, 3, 5)
    assert gone_again(again, Unit.hours) == again.at
    assert gone_again(_on("2026-03-05"), Unit.hours) == datetime(2026, 3, 4, 23, tzinfo=UTC)


def test_hours_that_restart_are_all_there_from_the_instant_the_clock_goes_again() -> None:
    stop = Stop(began=_at("2026-03-03T12:00"), ended=_at("2026-03-05T09:30"))
    counted = _counted("2026-03-03T09:00", "48 hours", "hours", stop, on_pause=OnPause.restarts)
    assert counted.due.nominal_end == _at("2026-03-07T09:30").at


def test_a_budget_of_days_counts_from_the_day_that_an_instant_falls_on_in_norway() -> None:
    late = _counted("2026-03-02T00:30", "1 week", "dl-148", _stop("2026-03-01", "2026-03-05"))
    assert late.due.nominal == date(2026, 3, 11)


def test_a_stop_that_ended_when_the_budget_began_is_none_of_its_stops() -> None:
    assert _counted("2026-03-02", "1 week", "dl-148", _stop("2026-02-20", "2026-03-02")).stops == ()
    earlier = Stop(began=_at("2026-03-02T08:00"), ended=_at("2026-03-02T10:00"))
    assert _counted("2026-03-02T10:00", "48 hours", "hours", earlier).stops == ()
    assert _counted("2026-03-02T09:59", "48 hours", "hours", earlier).stops != ()


def test_what_the_register_counts_takes_no_notice_of_a_stop() -> None:
    stopped = _counted("2026-08-24", "3 months", "bvl-2-2", _stop("2026-09-21", "2026-10-04"))
    assert stopped.due.reporting == date(2026, 11, 29)


def test_a_weekend_takes_nothing_from_working_days() -> None:
    assert _nominal("2026-03-02", "10 working days", "working-days") == "2026-03-16"
    assert _nominal("2026-03-02", "10 working days", "working-days", _stop("2026-03-07", "2026-03-09")) == "2026-03-16"
    assert _nominal("2026-03-02", "10 working days", "working-days", _stop("2026-03-06", "2026-03-09")) == "2026-03-17"


def test_a_stop_on_the_last_day_leaves_that_day() -> None:
    assert _nominal("2026-03-02", "1 week", "dl-148", _stop("2026-03-09", "2026-03-20")) == "2026-03-20"


def test_a_stop_after_the_last_day_cures_nothing() -> None:
    late = _counted("2026-03-02", "1 week", "dl-148", _stop("2026-03-10", "2026-03-20"))
    assert (late.due.nominal, late.stops) == (date(2026, 3, 9), ())


def test_a_stop_that_began_and_ended_on_one_day_takes_nothing() -> None:
    assert _nominal("2026-03-02", "1 week", "dl-148", _stop("2026-03-04", "2026-03-04")) == "2026-03-09"


def test_only_what_comes_after_the_start_day_counts() -> None:
    assert _nominal("2026-03-02", "1 week", "dl-148", _stop("2026-02-20", "2026-03-05")) == "2026-03-11"
    assert _nominal("2026-03-02", "1 week", "dl-148", _stop("2026-02-20", "2026-03-02")) == "2026-03-09"


def test_stops_that_overlap_count_once_in_whatever_order_they_are_told() -> None:
    stops = (_stop("2026-03-10", "2026-03-20"), _stop("2026-03-15", "2026-03-25"), _stop("2026-03-04", "2026-03-05"))
    for order in (stops, stops[::-1]):
        assert _nominal("2026-03-02", "4 weeks", "dl-148", *order) == "2026-04-15"


def test_a_stop_that_lasts_makes_one_stretch_with_all_that_began_in_it() -> None:
    assert joined((_stop("2026-03-10"), _stop("2026-03-12", "2026-03-14"))) == (_stop("2026-03-10"),)


def test_stops_that_touch_make_one_stretch() -> None:
    assert joined((_stop("2026-03-10", "2026-03-12"), _stop("2026-03-12", "2026-03-14"))) == (
        _stop("2026-03-10", "2026-03-14"),
    )
    apart = (_stop("2026-03-10", "2026-03-12"), _stop("2026-03-13", "2026-03-14"))
    assert joined(apart) == apart


def test_each_stop_is_told_with_the_date_it_led_to_and_one_that_lasts_with_the_date_before_it() -> None:
    over, lasts = _stop("2026-03-04", "2026-03-05"), _stop("2026-03-10")
    moved = _counted("2026-03-02", "4 weeks", "dl-148", over).due
    counted = _counted("2026-03-02", "4 weeks", "dl-148", over, lasts)
    assert counted.stops == (Taken(stop=over, due=moved), Taken(stop=lasts, due=moved))


def test_hours_that_are_used_up_at_the_very_instant_of_a_stop_are_not_stopped() -> None:
    stop = Stop(began=_at("2026-03-05T09:00"), ended=_at("2026-03-05T10:00"))
    assert _counted("2026-03-03T09:00", "48 hours", "hours", stop).stops == ()
    assert _counted("2026-03-03T09:01", "48 hours", "hours", stop).stops != ()


def test_while_the_clock_stands_the_date_is_that_of_a_clock_that_goes_on_at_once() -> None:
    counted = _counted("2026-03-02", "4 weeks", "dl-148", _stop("2026-03-04", "2026-03-05"), _stop("2026-03-10"))
    assert counted.due.nominal == date(2026, 3, 31)
    assert counted.standing_since == _on("2026-03-10")


def test_the_last_day_moves_off_a_weekend_after_the_stop_too() -> None:
    counted = _counted("2026-03-02", "1 week", "dl-148-149", _stop("2026-03-04", "2026-03-09"))
    assert (counted.due.nominal, counted.due.legal) == (date(2026, 3, 14), date(2026, 3, 16))


def test_hours_stand_still_between_two_instants() -> None:
    noon = datetime(2026, 3, 3, 12, tzinfo=UTC)
    stop = Stop(began=Happened(on=noon.date(), at=noon), ended=Happened(on=noon.date(), at=noon + timedelta(hours=5)))
    begun = datetime(2026, 3, 3, 8, tzinfo=UTC)
    counted = count_budget(begun, parse_period("48 hours"), RULES["hours"], NO, [stop], OnPause.freezes)
    assert counted.due.nominal_end == begun + timedelta(hours=53)


def test_hours_on_a_red_day_are_not_taken_twice() -> None:
    saturday = datetime(2026, 3, 7, 12, tzinfo=UTC)
    stop = Stop(
        began=Happened(on=saturday.date(), at=saturday),
        ended=Happened(on=date(2026, 3, 9), at=saturday + timedelta(hours=48)),
    )
    begun = datetime(2026, 3, 6, 12, tzinfo=UTC)
    counted = count_budget(begun, parse_period("48 hours"), RULES["hours-149"], NO, [stop], OnPause.freezes)
    assert counted.due.nominal_end == begun + timedelta(hours=96)


def test_a_stop_of_hours_told_in_days_is_the_shorter_one() -> None:
    begun = datetime(2026, 3, 3, 8, tzinfo=UTC)
    stop = _stop("2026-03-03", "2026-03-05")
    counted = count_budget(begun, parse_period("48 hours"), RULES["hours"], NO, [stop], OnPause.freezes)
    assert counted.due.nominal_end == begun + timedelta(hours=72)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("rule", "calendar"), [("dl-148", "NO"), ("bvl-2-2", "NO"), ("working-days", "NO"), ("working-days", "NO_SAT")]
)
def test_every_budget_agrees_with_a_walk_day_by_day(rule: str, calendar: str) -> None:
    draw = random.Random(f"{rule} {calendar}")
    for _ in range(WALKS):
        start = date(2020, 1, 1) + timedelta(days=draw.randrange(4000))
        period = parse_period(
            f"{draw.randint(1, 9)} {draw.choice([unit.value for unit in RULES[rule].units])}".replace("_", " ")
        )
        stops = _random_stops(draw, start)
        counted = count_budget(start, period, RULES[rule], CALENDARS[calendar], stops, OnPause.freezes)
        unstopped = count_budget(start, period, RULES[rule], CALENDARS[calendar], [], OnPause.freezes).due.nominal
        working = CALENDARS[calendar] if period.unit is Unit.working_days else None
        assert counted.due.nominal == _walk(start, unstopped, stops, working), (start, period, stops)


def _random_stops(draw: random.Random, start: date) -> list[Stop]:
    """Closed stops only, some before the start, overlapping as they will."""
    stops = []
    for _ in range(draw.randint(0, 4)):
        began = start + timedelta(days=draw.randint(-20, 150))
        ended = began + timedelta(days=draw.choice([0, 1, 2, 9, 40]))
        stops.append(Stop(began=Happened(on=began, at=None), ended=Happened(on=ended, at=None)))
    return stops


def _walk(start: date, unstopped: date, stops: list[Stop], working: Calendar | None) -> date:
    """Day after day: as many days are used as lie in the period that nothing stops."""

    def counts(day: date) -> bool:
        return working is None or working.is_working_day(day)

    def stands(day: date) -> bool:
        return any(stop.ended is not None and stop.began.on <= day < stop.ended.on for stop in stops)

    left = sum(counts(start + DAY * number) for number in range(1, (unstopped - start).days + 1))
    day = start
    while left:
        day += DAY
        left -= counts(day) and not stands(day)
    return day
