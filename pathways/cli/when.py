"""Instants and steps of a clock, as people type and read them. Oslo time where no offset is given."""

import re
from datetime import datetime, time, timedelta

from pathways.counting.calendar import Calendar
from pathways.counting.oslo import at_clock, civil_date, parse_moment, to_oslo
from pathways.counting.period import add_period, parse_period
from pathways.counting.telling import write_clock, write_date, write_short
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.counting import Period, Unit

MORNING = time(8, 0)
"""What a clock is set to by a date alone: the working day begins, and its reminders have just gone out."""

_SHORT = re.compile(r"([0-9]{1,5})\s*([hdwmy])")
_UNITS = {"h": Unit.hours, "d": Unit.days, "w": Unit.weeks, "y": Unit.years}
_DATE = re.compile(r"[0-9]{4}-")


def write_moment(instant: datetime) -> str:
    """``lørdag 21. november 2026 kl. 10:00``, by the clock in Norway."""
    return say("cli.when.moment", date=write_date(civil_date(instant)), clock=write_clock(instant))


def write_short_moment(instant: datetime) -> str:
    """``lør. 21. nov. 2026 kl. 10:00``, by the clock in Norway."""
    return say("cli.when.moment", date=write_short(civil_date(instant)), clock=write_clock(instant))


def json_moment(instant: datetime) -> str:
    """ISO 8601 in UTC, with Z."""
    return instant.isoformat().replace("+00:00", "Z")


def read_clock(text: str) -> datetime:
    """The instant (UTC) a clock is to show; a date alone is eight in the morning. Raises UsageError."""
    typed = parse_moment(text)
    return at_clock(typed.on, MORNING) if typed.at is None else typed.at


def read_step(text: str, now: datetime, calendar: Calendar) -> datetime:
    """Where ``3w``, ``3 weeks``, ``10 working days``, ``2h`` or a date leads from ``now``.

    Days, weeks, months and years keep the time of day in Norway. Raises: UsageError, CountingError.
    """
    text = text.strip()
    if _DATE.match(text):
        return read_clock(text)
    period = _period(text)
    if period.unit is Unit.hours:
        return now + timedelta(hours=period.amount)
    day = add_period(civil_date(now), period, calendar)
    return at_clock(day, to_oslo(now).time())


def _period(text: str) -> Period:
    short = _SHORT.fullmatch(text)
    if short and short[2] == "m":
        # Minutes to one reader, months to another: a clock never goes back, so nothing is guessed.
        raise UsageError("cli.when.bare_m", amount=short[1])
    if short:
        return Period(amount=int(short[1]), unit=_UNITS[short[2]])
    return parse_period(text)
