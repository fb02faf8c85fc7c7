"""Every start a deadline can have in some years, and when it is then due. Each date is counted once and kept.

Days are enough for all but hours: for those every hour of every day, and every quarter where the clock is changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from pathways.compiler.context import Context
from pathways.counting.calculator import count, fixed
from pathways.counting.oslo import civil_date, start_of_day
from pathways.counting.period import add_civil
from pathways.machine.periods import calendar_start, due_of, first_of
from pathways.model.counting import Due, Period, Unit
from pathways.model.every import Aligned
from pathways.model.pathway import AnchorKind, Deadline, Pathway

A_DAY = timedelta(days=1)
PERIODS = 4
"""How many periods are tried from each start: enough for a leap year, and for months that fall back and come again."""

AN_HOUR, A_QUARTER = timedelta(hours=1), timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Span:
    """The civil dates that are tried: from ``first``, for so many years."""

    first: date
    years: int

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every date, in order."""
        length = (add_civil(self.first, Unit.years, self.years) - self.first).days
        return tuple(self.first + timedelta(days=day) for day in range(length))

    @cached_property
    def instants(self) -> tuple[datetime, ...]:
        """Every full hour (UTC) of those dates in Norway, and every quarter of a day that has not 24 hours."""
        return tuple(instant for day in self.days for instant in _instants(day))


class Start(NamedTuple):
    """Where a deadline starts to count: the start of its chain, the date, and the instant where that matters."""

    root: date | datetime
    on: date
    at: datetime | None


class Counted:
    """Starts and due dates of the deadlines of one pathway."""

    def __init__(self, pathway: Pathway, context: Context, span: Span) -> None:
        self._by_name = {deadline.name: deadline for deadline in pathway.deadlines}
        self._context = context
        self._span = span
        self._starts: dict[str, tuple[Start, ...]] = {}
        self._dues: dict[tuple[str, str, Period | None, date | datetime], Due] = {}

    def starts(self, deadline: Deadline) -> tuple[Start, ...]:
        """Every start, in order. Of a deadline that ends on an individual date: every such date."""
        found = self._starts.get(deadline.name)
        if found is None:
            found = self._starts[deadline.name] = tuple(self._found(deadline))
        return found

    def due(self, deadline: Deadline, start: Start, within: Period | None) -> Due:
        """When it is due, with this budget. Raises: CountingError outside the calendar's years."""
        return self.counted(deadline.rule, deadline.calendar, within, _begin(start, within))

    def periods(self, deadline: Deadline, start: Start) -> Iterator[tuple[Start, Due, bool]]:
        """The first periods of what is owed in each: where each begins, when it is over, and whether it is whole.

        Raises: CountingError outside the calendar's years.
        """
        every, within = deadline.every, deadline.within
        if every is None or within is None:
            return
        rule, calendar = self._context.rules[deadline.rule], self._context.calendars[deadline.calendar]
        for index in range(PERIODS):
            due = due_of(every, within, rule, calendar, start.on, index)
            first = first_of(every, within, calendar, start.on, index)
            whole = every.aligned is Aligned.anchor or first == calendar_start(first, within)
            yield Start(start.root, first, None), due, whole

    def most(self, deadline: Deadline, start: Start) -> Due | None:
        """The latest it may ever be due, from the start of its chain; None where nothing says so."""
        most = deadline.at_most
        if most is None:
            return None
        root = start.root
        begin = root if most.within.unit is Unit.hours else (civil_date(root) if isinstance(root, datetime) else root)
        return self.counted(most.rule, deadline.calendar, most.within, begin)

    def counted(self, rule: str, calendar: str, within: Period | None, begin: date | datetime) -> Due:
        """The due date of a period; of none, that of a date that is set."""
        key = (rule, calendar, within, begin)
        due = self._dues.get(key)
        if due is None:
            spec, within_years = self._context.rules[rule], self._context.calendars[calendar]
            due = self._dues[key] = (
                fixed(begin, spec, within_years) if within is None else count(begin, within, spec, within_years)
            )
        return due

    def _found(self, deadline: Deadline) -> Iterator[Start]:
        parent = self._by_name.get(deadline.anchor.name) if deadline.anchor.kind is AnchorKind.deadline else None
        if parent is not None:
            for start in self.starts(parent):
                yield Start(start.root, self.due(parent, start, parent.within).nominal, None)
        elif deadline.within is not None and deadline.within.unit is Unit.hours:
            for instant in self._span.instants:
                yield Start(instant, civil_date(instant), instant)
        else:
            for day in self._span.days:
                yield Start(day, day, None)


def _begin(start: Start, within: Period | None) -> date | datetime:
    """As the machine has it: hours from the instant, or from the beginning of a day of which no more is known."""
    if within is None or within.unit is not Unit.hours:
        return start.on
    return start.at or start_of_day(start.on)


def _instants(day: date) -> Iterator[datetime]:
    instant, end = start_of_day(day), start_of_day(day + A_DAY)
    step = AN_HOUR if end - instant == A_DAY else A_QUARTER
    while instant < end:
        yield instant
        instant += step
