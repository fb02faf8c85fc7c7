"""A calendar of red days and working days, computed from data when first asked and then read from tables.

Knows dates only: no instants, no rules, no paragraphs. Outside its years it raises instead of guessing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, compress

from pathways.counting.computus import easter_sunday
from pathways.errors import CountingError
from pathways.messages import say
from pathways.model.counting import CalendarData

SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Days:
    """Every day that works, by its rank, and the rank of every day: how many such days lie up to and with it."""

    works: bytearray
    """One byte a day: 1 for a day that works."""
    ranks: list[int]
    days: list[date]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """What is computed from the data: names of red days by ordinal, working days, and days a last day may roll to."""

    names: Mapping[int, str]
    working: _Days
    rolling: _Days


class Calendar:
    """Red days and working days of whole years, as ``data`` tells them.

    Speed is bought here: a table of ranks makes adding working days a lookup, whatever the amount. The tables are
    made when the first of them is needed. Every method raises CountingError outside the years.
    """

    __slots__ = ("_first", "_length", "_made", "data")

    def __init__(self, data: CalendarData) -> None:
        self.data = data
        self._first = date(data.first_year, 1, 1).toordinal()
        self._length = date(data.last_year, 12, 31).toordinal() - self._first + 1
        self._made: _Tables | None = None

    @property
    def id(self) -> str:
        """The id definitions and commands use, e.g. ``NO``."""
        return self.data.id

    @property
    def last_day(self) -> date:
        """The last day that is counted with."""
        return date.fromordinal(self._first + self._length - 1)

    def require(self, day: date) -> None:
        """Raise CountingError unless the day lies in the calendar's years."""
        self._place(day)

    def red_day(self, day: date) -> str:
        """Name of the red day (bokmål; two on one date are joined), *søndag* for other Sundays, else empty."""
        self._place(day)
        name = (self._made or self._make()).names.get(day.toordinal(), "")
        return name or (say("counting.sunday") if day.weekday() == SUNDAY else "")

    def is_red(self, day: date) -> bool:
        """Whether the day is a Sunday or a named red day. Saturdays never are by themselves."""
        self._place(day)
        return day.weekday() == SUNDAY or day.toordinal() in (self._made or self._make()).names

    def is_working_day(self, day: date) -> bool:
        """Whether the day counts as a working day; for Saturdays the calendar's data decide."""
        return bool((self._made or self._make()).working.works[self._place(day)])

    def add_working_days(self, day: date, amount: int) -> date:
        """The ``amount``-th working day after the day, or before it when negative; the day itself when 0.

        The day itself is never counted, and need not be a working day.
        """
        place = day.toordinal() - self._first
        if not 0 <= place < self._length:
            raise self._outside(day)
        working = (self._made or self._make()).working
        if amount > 0:
            index = working.ranks[place] + amount - 1
        elif amount < 0:
            index = working.ranks[place] - working.works[place] + amount
        else:
            return day
        if not 0 <= index < len(working.days):
            raise self._outside(day)
        return working.days[index]

    def working_days_in(self, first: date, end: date) -> int:
        """How many working days there are from ``first``, up to and without ``end``; 0 where ``end`` is no later."""
        if end <= first:
            return 0
        from_, to = self._place(first), self._place(end)
        working = (self._made or self._make()).working
        return (working.ranks[to] - working.works[to]) - (working.ranks[from_] - working.works[from_])

    def next_working_day(self, day: date) -> date:
        """The day itself, or the first after it, that is Monday to Friday and not red (domstolloven § 149).

        Saturdays are left in every calendar: the paragraph names them, whatever a *virkedag* is elsewhere.
        """
        place = day.toordinal() - self._first
        if not 0 <= place < self._length:
            raise self._outside(day)
        rolling = (self._made or self._make()).rolling
        rank = rolling.ranks[place]
        if rolling.works[place]:
            return day
        if rank >= len(rolling.days):
            raise self._outside(day)
        return rolling.days[rank]

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

    def _make(self) -> _Tables:
        """Compute the tables and keep them. Two threads that come at once make the same ones."""
        names = _red_names(self.data)
        rolling = self._days(names, saturday_works=False)
        working = self._days(names, saturday_works=True) if self.data.saturday_works else rolling
        self._made = _Tables(names=names, working=working, rolling=rolling)
        return self._made

    def _days(self, names: Mapping[int, str], *, saturday_works: bool) -> _Days:
        week = [int(day < SATURDAY or (day == SATURDAY and saturday_works)) for day in range(7)]
        weekday = date.fromordinal(self._first).weekday()
        turned = bytes(week[weekday:] + week[:weekday])
        works = bytearray((turned * (self._length // 7 + 1))[: self._length])
        for ordinal in names:
            if 0 <= ordinal - self._first < self._length:
                works[ordinal - self._first] = 0
        ordinals = range(self._first, self._first + self._length)
        days = list(map(date.fromordinal, compress(ordinals, works)))
        return _Days(works=works, ranks=list(accumulate(works)), days=days)


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
