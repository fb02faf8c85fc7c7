"""The calculator against other people's: holidays, numpy and dateutil, over random starts."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import holidays
import numpy as np
import pytest
from dateutil.relativedelta import relativedelta

from pathways.counting.calculator import count
from pathways.counting.oslo import civil_date
from pathways.model.counting import Period, Unit
from tests.counting.support import CALENDARS, NO, RULES
from tests.support.counts import count as times

pytestmark = pytest.mark.soak

STARTS = times(5_000, 1_000_000)
CHUNK = 50_000
FIRST = date(2000, 1, 1)
DAYS = (date(2100, 1, 1) - FIRST).days
OFFICIAL = holidays.country_holidays("NO", years=range(2000, 2101), include_sundays=False, language="nb")
RED = np.array(sorted(OFFICIAL), dtype="datetime64[D]")
WEEK_MASKS = {"NO": "1111100", "NO_SAT": "1111110"}


def _chunks(seed: int) -> Iterator[list[date]]:
    starts = _starts(seed)
    while chunk := list(islice(starts, CHUNK)):
        yield chunk


def _starts(seed: int) -> Iterator[date]:
    draw = random.Random(seed)
    for _ in range(STARTS):
        yield FIRST + timedelta(days=draw.randrange(DAYS))


def _dates(days: list[date]) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array(days, dtype="datetime64[D]")


def test_red_days_are_those_of_holidays_in_every_year() -> None:
    named = [day for day in NO.days_between(FIRST, date(2100, 12, 31)) if NO.red_day(day) not in ("", "søndag")]
    assert named == sorted(OFFICIAL)


@pytest.mark.parametrize("calendar", ["NO", "NO_SAT"])
def test_working_days_are_counted_as_numpy_does_with_a_backward_roll(calendar: str) -> None:
    # Rolling backwards first is what "the start day is not counted" means for a start on a red day.
    draw = random.Random(10)
    rule, ours = RULES["working-days"], CALENDARS[calendar]
    for starts in _chunks(seed=1):
        amounts = [draw.randint(1, 70) for _ in starts]
        theirs = np.busday_offset(
            _dates(starts), amounts, roll="backward", weekmask=WEEK_MASKS[calendar], holidays=RED
        ).tolist()
        counted = [
            count(start, Period(amount=amount, unit=Unit.working_days), rule, ours).legal
            for start, amount in zip(starts, amounts, strict=True)
        ]
        assert counted == theirs


def test_working_days_before_a_date_are_counted_as_numpy_does_with_a_forward_roll() -> None:
    draw = random.Random(20)
    for ends in _chunks(seed=2):
        days = [max(end, date(2001, 1, 1)) for end in ends]
        amounts = [draw.randint(1, 70) for _ in days]
        theirs = np.busday_offset(_dates(days), [-amount for amount in amounts], roll="forward", holidays=RED).tolist()
        counted = [NO.add_working_days(day, -amount) for day, amount in zip(days, amounts, strict=True)]
        assert counted == theirs


def test_the_last_day_moves_as_numpy_rolls_forward() -> None:
    rule, week = RULES["dl-148-149"], Period(amount=1, unit=Unit.weeks)
    for starts in _chunks(seed=3):
        ends = [start + timedelta(days=7) for start in starts]
        theirs = np.busday_offset(_dates(ends), 0, roll="forward", holidays=RED).tolist()
        assert [count(start, week, rule, NO).legal for start in starts] == theirs


@pytest.mark.parametrize("unit", [Unit.days, Unit.weeks, Unit.months, Unit.years])
def test_civil_periods_end_as_dateutil_says(unit: Unit) -> None:
    draw = random.Random(40)
    rule = RULES["dl-148"]
    largest = {Unit.days: 200, Unit.weeks: 30, Unit.months: 10, Unit.years: 1}[unit]
    for starts in _chunks(seed=4):
        for start in starts:
            amount = draw.randint(0, largest)
            counted = count(start, Period(amount=amount, unit=unit), rule, NO)
            step = relativedelta(
                days=amount if unit is Unit.days else 0,
                weeks=amount if unit is Unit.weeks else 0,
                months=amount if unit is Unit.months else 0,
                years=amount if unit is Unit.years else 0,
            )
            assert counted.nominal == counted.legal == start + step


def test_an_instant_has_the_date_that_the_regulation_on_summer_time_gives_it() -> None:
    draw = random.Random(50)
    for start in _starts(seed=5):
        instant = datetime(start.year, start.month, start.day, tzinfo=UTC) + timedelta(seconds=draw.randrange(86_400))
        offset = 2 if _changes(instant.year, 3) <= instant < _changes(instant.year, 10) else 1
        assert civil_date(instant) == (instant + timedelta(hours=offset)).date()


def test_hours_without_red_days_end_where_a_walk_minute_by_minute_ends() -> None:
    draw = random.Random(60)
    for start in islice(_starts(seed=6), times(60, 2_000)):
        begin = datetime(start.year, start.month, start.day, tzinfo=UTC) + timedelta(minutes=draw.randrange(1_440))
        amount = draw.randint(1, 72)
        counted = count(begin, Period(amount=amount, unit=Unit.hours), RULES["hours-149"], NO)
        assert counted.missed_from == _walk(begin, amount * 60)


def _walk(instant: datetime, minutes: int) -> datetime:
    while minutes:
        if not NO.is_red(civil_date(instant)):
            minutes -= 1
        instant += timedelta(minutes=1)
    return instant


def _changes(year: int, month: int) -> datetime:
    """01:00 UTC on the last Sunday of the month."""
    last = date(year, month, 31)
    sunday = last - timedelta(days=(last.weekday() + 1) % 7)
    return datetime(sunday.year, sunday.month, sunday.day, 1, tzinfo=UTC)
