"""Something that is owed so many times in each period (docs/adr/0013)."""

from dataclasses import dataclass
from enum import StrEnum


class Aligned(StrEnum):
    """Where the periods of an ``Every`` begin."""

    anchor = "anchor"
    """The first with what the deadline counts from, each of the others when the one before it is over."""
    calendar = "calendar"
    """With the week, month, quarter or year of the calendar."""


class First(StrEnum):
    """What is owed in a first period of the calendar that is not whole."""

    whole = "whole"
    share = "share"
    """By its days, rounded up."""
    none = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduced:
    """From the day of an event in ``by`` until one in ``until``, only ``times`` are owed in a period."""

    by: tuple[str, ...]
    until: tuple[str, ...]
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Something that is owed so many times in each period; the deadline's ``within`` is how long a period is.

    Each period is a deadline of its own, and the next opens by itself when it is over (docs/adr/0013).
    """

    times: int
    aligned: Aligned
    first: First
    each: bool
    """Whether several on one day count as several."""
    reduced: Reduced | None
