"""A calendar of red days and working days, computed from data once and then read from tables.

Knows dates only: no instants, no rules, no paragraphs. Outside its years it raises instead of guessing.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate, compress

from pathways.counting.computus import easter_sunday
from pathways.errors import CountingError
from pathways.messages import say
from pathways.model.counting import CalendarData

SATURDAY, SUNDAY = 5, 6


class Calendar:
    """Red days and working days of whole years, as ``data`` tells them.

    Speed is bought here: a table of ranks (how many working days lie up to and with a day) makes adding
    working days a lookup, whatever the amount. Every method raises CountingError outside the years.
    """

    __slots__ = ("_days", "_first", "_length", "_names", "_ranks", "_roll_days", "_roll_ranks", "_works", "data")

    def __init__(self, data: CalendarData) -> None:
        self.data = data
        first = date(data.first_year, 1, 1)
        self._first = first.toordinal()
        self._length = date(data.last_year + 1, 1, 1).toordinal() - self._first
        self._names = _red_names(data)
        weekdays = self._working_flags(first, saturday_works=False)
        self._roll_ranks, self._roll_days = self._tables(weekdays)
        if data.saturday_works:
            self._works = self._working_flags(first, saturday_works=True)
            self._ranks, self._days = self._tables(self._works)
        else:
            self._works, self._ranks, self._days = weekdays, self._roll_ranks, self._roll_days

    @property
    def id(self) -> str:
        """The id definitions and commands use, e.g. ``NO``."""
        return self.data.id

    def require(self, day: date) -> None:
        """Raise CountingError unless the day lies in the calendar's years."""
        self._place(day)

    def red_day(self, day: date) -> str:
        """Name of the red day (bokmål; two on one date are joined), *søndag* for other Sundays, else empty."""
        self._place(day)
        name = self._names.get(day.toordinal(), "")
        return name or (say("counting.sunday") if day.weekday() == SUNDAY else "")

    def is_red(self, day: date) -> bool:
        """Whether the day is a Sunday or a named red day. Saturdays never are by themselves."""
        self._place(day)
        return day.weekday() == SUNDAY or day.toordinal() in self._names

    def is_working_day(self, day: date) -> bool:
        """Whether the day counts as a working day; for Saturdays the calendar's data decide."""
        return bool(self._works[self._place(day)])

    def add_working_days(self, day: date, amount: int) -> date:
        """The ``amount``-th working day after the day, or before it when negative; the day itself when 0.

        The day itself is never counted, and need not be a working day.
        """
        place = day.toordinal() - self._first
        if not 0 <= place < self._length:
            raise self._outside(day)
        if amount > 0:
            index = self._ranks[place] + amount - 1
        elif amount < 0:
            index = self._ranks[place] - self._works[place] + amount
        else:
            return day
        if not 0 <= index < len(self._days):
            raise self._outside(day)
        return self._days[index]

    def working_days_after(self, day: date, until: date) -> int:
        """How many working days lie after the day, up to and with ``until``; 0 when that is no later."""
        start, end = self._place(day), self._place(until)
        return max(self._ranks[end] - self._ranks[start], 0)

    def next_working_day(self, day: date) -> date:
        """The day itself, or the first after it, that is Monday to Friday and not red (domstolloven § 149).

        Saturdays are left in every calendar: the paragraph names them, whatever a *virkedag* is elsewhere.
        """
        place = day.toordinal() - self._first
        if not 0 <= place < self._length:
            raise self._outside(day)
        rank = self._roll_ranks[place]
        if rank and self._roll_days[rank - 1] == day:
            return day
        if rank >= len(self._roll_days):
            raise self._outside(day)
        return self._roll_days[rank]

    def days_between(self, first: date, last: date) -> Iterator[date]:
        """Every date from ``first`` to ``last``, both with."""
        self._place(first)
        self._place(last)
        for step in range((last - first).days + 1):
            yield first + timedelta(days=step)

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._first
        if not 0 <= place < self._length:
            raise self._outside(day)
        return place

    def _outside(self, day: date) -> CountingError:
        data = self.data
        return CountingError(
            "counting.outside_years", date=day.isoformat(), calendar=data.id, first=data.first_year, last=data.last_year
        )

    def _working_flags(self, first: date, *, saturday_works: bool) -> bytearray:
        """One byte a day: 1 for a working day."""
        week = [int(day < SATURDAY or (day == SATURDAY and saturday_works)) for day in range(7)]
        turned = bytes(week[first.weekday() :] + week[: first.weekday()])
        flags = bytearray((turned * (self._length // 7 + 1))[: self._length])
        for ordinal in self._names:
            if 0 <= ordinal - self._first < self._length:
                flags[ordinal - self._first] = 0
        return flags

    def _tables(self, flags: bytearray) -> tuple[list[int], list[date]]:
        """The rank of every day, and every working day by its rank."""
        ordinals = range(self._first, self._first + self._length)
        return list(accumulate(flags)), list(map(date.fromordinal, compress(ordinals, flags)))


def _red_names(data: CalendarData) -> dict[int, str]:
    """Names of the red days by ordinal, besides plain Sundays."""
    names: dict[int, list[str]] = {}
    for year in range(data.first_year, data.last_year + 1):
        easter = easter_sunday(year).toordinal()
        for fixed in data.fixed:
            names.setdefault(date(year, fixed.month, fixed.day).toordinal(), []).append(fixed.name)
        for moving in data.easter:
            names.setdefault(easter + moving.offset, []).append(moving.name)
    return {ordinal: say("counting.and").join(both) for ordinal, both in names.items()}
