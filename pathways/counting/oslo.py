"""Between instants and civil dates in Norway, and reading a moment a person typed.

The only place that knows the time zone. Counts nothing, and reads no clock.
"""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from pathways.errors import CountingError, UsageError
from pathways.model.record import Happened

OSLO = ZoneInfo("Europe/Oslo")

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2})?"
)


def civil_date(instant: datetime) -> date:
    """The date it is in Norway at an instant. Raises CountingError for a naive one."""
    return to_oslo(instant).date()


def to_oslo(instant: datetime) -> datetime:
    """The instant by the clock in Norway. Raises CountingError for a naive one."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise CountingError("counting.naive", instant=instant.isoformat())
    return instant.astimezone(OSLO)


def is_shown_twice(shown: datetime) -> bool:
    """Whether the clock in Norway shows this time of day twice that day. ``shown`` is one that ``to_oslo`` gave."""
    return shown.replace(fold=0).utcoffset() != shown.replace(fold=1).utcoffset()


def to_utc(instant: datetime) -> datetime:
    """The instant in UTC. Raises CountingError for a naive one."""
    if instant.tzinfo is None or instant.utcoffset() is None:
        raise CountingError("counting.naive", instant=instant.isoformat())
    return instant.astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """The instant (UTC) at which the date begins in Norway: 22:00 or 23:00 UTC the evening before."""
    return datetime(day.year, day.month, day.day, tzinfo=OSLO).astimezone(UTC)


def at_clock(day: date, clock: time) -> datetime:
    """The instant (UTC) at which the clock in Norway shows ``clock``, a naive time, on the date.

    In the hour skipped in March the clock is taken to run on; of the doubled hour in October the first is meant.
    """
    return datetime.combine(day, clock, tzinfo=OSLO).astimezone(UTC)


def parse_date(text: str) -> date:
    """The civil date written as ``2026-11-02``, and in no other way (a week date is none). Raises ValueError."""
    if not _DATE.fullmatch(text):
        raise ValueError("not a date as YYYY-MM-DD")
    return date.fromisoformat(text)


def parse_moment(text: str) -> Happened:
    """When something happened, as typed: ``2026-11-02``, ``2026-11-02T09:15`` (Oslo) or with ``Z`` or an offset.

    Raises: UsageError when it cannot be read, and when a time without offset is one the clock in Norway skips
    or shows twice that day.
    """
    text = text.strip()
    try:
        if _DATE.fullmatch(text):
            return Happened(on=parse_date(text), at=None)
        if found := _INSTANT.fullmatch(text):
            instant = _typed_instant(text, has_offset=found["offset"] is not None)
            return Happened(on=civil_date(instant), at=instant)
    except (ValueError, OverflowError) as error:
        raise UsageError("counting.moment_unreadable", text=text) from error
    raise UsageError("counting.moment_unreadable", text=text)


def _typed_instant(text: str, *, has_offset: bool) -> datetime:
    typed = datetime.fromisoformat(text)
    if has_offset:
        return typed.astimezone(UTC)
    early, late = (typed.replace(tzinfo=OSLO, fold=fold) for fold in (0, 1))
    early_offset, late_offset = early.utcoffset(), late.utcoffset()
    if early_offset != late_offset:
        # Either way the offsets differ; in the doubled hour both readings show the typed time again.
        shown = early.astimezone(UTC).astimezone(OSLO).replace(tzinfo=None)
        key = "counting.moment_ambiguous" if shown == typed else "counting.moment_impossible"
        raise UsageError(key, text=text)
    return early.astimezone(UTC)
