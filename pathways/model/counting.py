"""Words of counting: periods, rules, calendars, the due dates that come out, and the lines of their why."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Unit(StrEnum):
    """Units a period may be given in. ``working_days`` and ``hours`` need rules made for them."""

    days = "days"
    weeks = "weeks"
    months = "months"
    years = "years"
    working_days = "working_days"
    hours = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """An amount of one unit, e.g. 3 months. The amount is never negative."""

    amount: int
    unit: Unit


class Algorithm(StrEnum):
    """The algorithms the code knows. Which paragraph asks for which is data (CountingRule)."""

    civil = "civil"
    """Days, weeks, months, years on civil dates; start day not counted; months clamp (domstolloven § 148)."""
    working_days = "working_days"
    hours = "hours"
    hours_skipping_red_days = "hours_skipping_red_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingRule:
    """One way of counting, as data with its source."""

    id: str
    version: str
    algorithm: Algorithm
    units: tuple[Unit, ...]
    """Units a period may have under this rule."""
    first: Period | None
    """A period counted before the one asked for, from the same start, never rolled (``bvl-2-2``: 1 week)."""
    rolls: bool
    """Whether the last day moves off Saturdays, Sundays and red days (domstolloven § 149)."""
    roll_settled: bool
    """False where no source settles that the roll applies; both dates are then told."""
    reporting: tuple[tuple[Period, int], ...]
    """Periods the register counts in days of its own from the same start, e.g. 3 months as 97; often empty."""
    law: str
    url: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedRedDay:
    """A red day on the same date every year."""

    name: str
    """Bokmål, in lower case, as it stands in a sentence."""
    month: int
    day: int
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EasterRedDay:
    """A red day that follows Easter Sunday; ``offset`` in days, e.g. -2 for Good Friday."""

    name: str
    offset: int
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarData:
    """A calendar as data. Sundays are always red; ``pathways.counting.calendar.Calendar`` computes from it."""

    id: str
    version: str
    title: str
    first_year: int
    last_year: int
    """Both years are whole and inside; outside them nothing is counted."""
    saturday_works: bool
    """Whether Saturday counts as a working day. The roll of the last day leaves Saturdays in any case."""
    fixed: tuple[FixedRedDay, ...]
    easter: tuple[EasterRedDay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the why: a date and what happened there, as a catalogue key with values."""

    on: date
    key: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What counting gives. For hour rules ``nominal_at`` and ``legal_at`` hold; else they are None.

    The why of it is told apart, by ``pathways.counting.why``, since most callers want the dates only.
    """

    nominal: date
    legal: date
    reporting: date | None
    nominal_at: datetime | None
    legal_at: datetime | None
    missed_from: datetime
    """The first instant (UTC) at which it is too late, by the legal date: an exclusive end."""
    nominal_end: datetime
    """The same for the nominal date."""
    rule: str
    rule_version: str
    calendar: str
    calendar_version: str
    roll_settled: bool
