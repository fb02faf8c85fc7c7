"""Instants and dates in Norway, and what a person may type as a moment."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.counting.oslo import at_clock, civil_date, parse_moment, start_of_day, to_oslo, to_utc
from pathways.errors import CountingError, UsageError
from pathways.model.record import Happened

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def test_the_date_is_oslos_not_utcs() -> None:
    assert civil_date(datetime(2026, 6, 30, 22, 15, tzinfo=UTC)) == date(2026, 7, 1)
    assert civil_date(datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)) == date(2026, 12, 31)


def test_a_naive_instant_has_no_date() -> None:
    with pytest.raises(CountingError, match="mangler tidssone"):
        civil_date(datetime(2026, 6, 30, 22, 15))  # noqa: DTZ001


class Nowhere(tzinfo):
    """A time zone that does not know how far it is from UTC."""

    def utcoffset(self, _when: datetime | None) -> timedelta | None:
        return None

    def dst(self, _when: datetime | None) -> timedelta | None:
        return None

    def tzname(self, _when: datetime | None) -> str | None:
        return None


@pytest.mark.parametrize("read", [to_oslo, to_utc])
@pytest.mark.parametrize("zone", [None, Nowhere()])
def test_an_instant_of_no_known_place_is_named_and_refused(
    zone: tzinfo | None, read: Callable[[datetime], datetime]
) -> None:
    with pytest.raises(CountingError, match="Tidspunktet 2026-06-30T22:15:00 mangler tidssone"):
        read(datetime(2026, 6, 30, 22, 15, tzinfo=zone))


@given(DAYS)
def test_a_day_begins_at_its_first_instant(day: date) -> None:
    begins = start_of_day(day)
    assert civil_date(begins) == day
    assert civil_date(begins - timedelta.resolution) == day - timedelta(days=1)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 2), 24)])
def test_days_have_the_length_the_clock_gives_them(day: date, hours: int) -> None:
    assert start_of_day(day + timedelta(days=1)) - start_of_day(day) == timedelta(hours=hours)


def test_eight_o_clock_is_by_the_clock_in_norway_summer_and_winter() -> None:
    assert at_clock(date(2026, 7, 1), time(8)) == datetime(2026, 7, 1, 6, tzinfo=UTC)
    assert at_clock(date(2026, 12, 1), time(8)) == datetime(2026, 12, 1, 7, tzinfo=UTC)


def test_a_clock_time_that_is_skipped_runs_on_and_one_that_is_doubled_is_the_first() -> None:
    assert to_oslo(at_clock(date(2026, 3, 29), time(2, 30))).isoformat() == "2026-03-29T03:30:00+02:00"
    assert to_oslo(at_clock(date(2026, 10, 25), time(2, 30))).isoformat() == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize(
    ("typed", "on", "at"),
    [
        ("2026-11-02", date(2026, 11, 2), None),
        (" 2026-11-02 ", date(2026, 11, 2), None),
        ("2026-11-02T09:15", date(2026, 11, 2), datetime(2026, 11, 2, 8, 15, tzinfo=UTC)),
        ("2026-07-02 09:15", date(2026, 7, 2), datetime(2026, 7, 2, 7, 15, tzinfo=UTC)),
        ("2026-11-02T09:15:30.5+01:00", date(2026, 11, 2), datetime(2026, 11, 2, 8, 15, 30, 500_000, tzinfo=UTC)),
        ("2026-03-24T23:30:00Z", date(2026, 3, 25), datetime(2026, 3, 24, 23, 30, tzinfo=UTC)),
        ("2026-03-29T02:30+01:00", date(2026, 3, 29), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("2026-10-25T02:30+02:00", date(2026, 10, 25), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T02:30+01:00", date(2026, 10, 25), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_read_as_typed(typed: str, on: date, at: datetime | None) -> None:
    read = parse_moment(typed)
    assert read == Happened(on=on, at=at)
    assert read.at is None or read.at.tzinfo is UTC


@pytest.mark.parametrize("typed", ["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59:59"])
def test_a_time_the_clock_skips_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match=f"aldri {typed} i Norge: den ble stilt en time fram"):
        parse_moment(typed)


@pytest.mark.parametrize("typed", ["2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:59:59"])
def test_a_time_the_clock_shows_twice_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match=f"{typed} to ganger"):
        parse_moment(typed)


@pytest.mark.parametrize(
    "typed", ["2026-03-29T01:59:59", "2026-03-29T03:00", "2026-10-25T01:59:59", "2026-10-25T03:00"]
)
def test_the_times_around_a_clock_change_are_read(typed: str) -> None:
    at = parse_moment(typed).at
    assert at is not None
    assert to_oslo(at).isoformat().startswith(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "i går",
        "2026-02-30",
        "2026-13-01",
        "0000-01-01",
        "20261102",
        "2026-W45-1",
        "02.11.2026",
        "2026-11-02T24:00",
        "2026-11-02T25:00",
        "2026-11-02T09",
        "2026-11-02T09:15+25:00",
        "2026-11-02T09:15+1",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-14:00",
        "\u0662\u0660\u0662\u0666-11-02",
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can_be_written(typed: str) -> None:
    with pytest.raises(UsageError, match=rf"^«{re.escape(typed)}» er ikke .* Skriv .* 2026-11-02T09:15"):
        parse_moment(typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_gives_a_moment_or_a_usage_error(typed: str) -> None:
    try:
        read = parse_moment(typed)
    except UsageError:
        return
    assert read.at is None or civil_date(read.at) == read.on


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 12, 31)))  # noqa: DTZ001
def test_an_instant_written_with_its_offset_is_read_back(naive: datetime) -> None:
    instant = naive.replace(tzinfo=UTC)
    for written in (instant.isoformat(), to_oslo(instant).isoformat()):
        assert parse_moment(written).at == instant
