"""How long a period can be in days, at least and at most, in ordinary weeks; enough to compare two periods."""

from collections.abc import Mapping
from types import MappingProxyType

from pathways.messages import say
from pathways.model.counting import Period, Unit

_SHORTEST: Mapping[Unit, float] = MappingProxyType(
    {Unit.days: 1, Unit.weeks: 7, Unit.months: 28, Unit.years: 365, Unit.working_days: 1, Unit.hours: 1 / 24}
)
_LONGEST: Mapping[Unit, float] = MappingProxyType(
    {Unit.days: 1, Unit.weeks: 7, Unit.months: 31, Unit.years: 366, Unit.working_days: 1, Unit.hours: 1 / 24}
)


def shortest(period: Period) -> float:
    """Days at least: a month is 28, and of working days every full five hold a weekend."""
    return period.amount * _SHORTEST[period.unit] + _weekends(period, period.amount // 5)


def longest(period: Period) -> float:
    """Days at most, red days apart: a month is 31, and any five working days may hold a weekend."""
    return period.amount * _LONGEST[period.unit] + _weekends(period, -(-period.amount // 5))


def _weekends(period: Period, count: int) -> int:
    return 2 * count if period.unit is Unit.working_days else 0


def told(period: Period) -> str:
    """The period as people read it; without its amount when that is 0."""
    words = {
        Unit.days: say("compiler.unit_days"),
        Unit.weeks: say("compiler.unit_weeks"),
        Unit.months: say("compiler.unit_months"),
        Unit.years: say("compiler.unit_years"),
        Unit.working_days: say("compiler.unit_working_days"),
        Unit.hours: say("compiler.unit_hours"),
    }
    word = words[period.unit]
    return f"{period.amount} {word}" if period.amount else word
