"""How long a period can be in days, at least and at most, in ordinary weeks; enough to compare two periods."""

from collections.abc import Mapping
from types import MappingProxyType

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
