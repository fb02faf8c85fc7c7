"""The dates and ladders of one pathway's deadlines, each counted once. What is remembered changes no answer.

A case is folded again and again, and many cases begin on the same day: the same deadline from the same start has the
same dates. This is where a fold gets most of its speed.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache

from pathways.counting.calculator import count, fixed
from pathways.counting.calendar import Calendar
from pathways.counting.oslo import at_clock
from pathways.counting.period import add_period
from pathways.machine.state import LEGAL, NEXT, NOMINAL, TIMED, PendingRung
from pathways.model.counting import CountingRule, Due, Unit
from pathways.model.pathway import Deadline, Reminder, Rung, Timed

REMEMBERED = 4_096
"""Due dates, and ladders, kept per pathway; the least used are counted anew. A few megabytes at the most."""


class Counted:
    """What the fold asks for, by a deadline's name. Errors are those of ``pathways.counting`` and are not kept."""

    __slots__ = ("_calendars", "_deadlines", "_rules", "_timed", "due", "ladder")

    due: Callable[[str, date | datetime, bool], Due]
    """When the deadline of this name is due from this start, with its extension or without.

    Where it has no budget but a date somebody has set, that date is the start.
    """
    ladder: Callable[[str, date, datetime, datetime], tuple[PendingRung, ...]]
    """Every rung of the deadline by its nominal date, and its nominal and legal ends: in the order they are passed.

    Reminders, timed transitions, and the ends themselves, which are one rung where they coincide; of a period also
    that the next one opens.
    """

    def __init__(
        self,
        deadlines: Mapping[str, Deadline],
        timed: Mapping[str, tuple[Timed, ...]],
        rules: Mapping[str, CountingRule],
        calendars: Mapping[str, Calendar],
    ) -> None:
        self._deadlines, self._timed, self._rules, self._calendars = deadlines, timed, rules, calendars
        self.due = lru_cache(REMEMBERED)(self._due)
        self.ladder = lru_cache(REMEMBERED)(self._ladder)

    def _due(self, name: str, start: date | datetime, extended: bool) -> Due:  # noqa: FBT001 (a key of the memory)
        spec = self._deadlines[name]
        rule, calendar = self._rules[spec.rule], self._calendars[spec.calendar]
        within = spec.extension.within if extended and spec.extension is not None else spec.within
        return fixed(start, rule, calendar) if within is None else count(start, within, rule, calendar)

    def _ladder(
        self, name: str, nominal: date, nominal_end: datetime, missed_from: datetime
    ) -> tuple[PendingRung, ...]:
        spec = self._deadlines[name]
        calendar = self._calendars[spec.calendar]
        rungs = [PendingRung(_instant(each, nominal, nominal_end, calendar), each.id) for each in spec.reminders]
        rungs += [PendingRung(nominal_end, TIMED + transition.name) for transition in self._timed.get(name, ())]
        if nominal_end != missed_from:
            rungs.append(PendingRung(nominal_end, NOMINAL))
        rungs.append(PendingRung(missed_from, LEGAL))
        if spec.every is not None:
            rungs.append(PendingRung(missed_from, NEXT))
        return tuple(sorted(rungs))


def _instant(reminder: Reminder, nominal: date, nominal_end: datetime, calendar: Calendar) -> datetime:
    offset = reminder.offset
    if offset is None:
        return at_clock(nominal, reminder.at)
    sign = -1 if reminder.rung is Rung.before else 1
    if offset.unit is Unit.hours:
        return nominal_end + sign * timedelta(hours=offset.amount)
    return at_clock(add_period(nominal, offset, calendar, sign=sign), reminder.at)
