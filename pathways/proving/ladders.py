"""What is wrong with a ladder of reminders on one date: its rungs against its deadline, and against each other.

The instants are the machine's own: the ladder is the one it would hang up.
"""

from datetime import date, datetime
from typing import NamedTuple

from pathways.counting.oslo import civil_date
from pathways.machine.prepared import Prepared
from pathways.model.counting import Due
from pathways.model.pathway import Deadline, Reminder, Rung
from pathways.proving.starts import Start

EARLY, OVER, DISORDER, ONE_INSTANT, ONE_DAY = "E901", "E902", "E903", "E904", "E905"
"""Codes of problems: before it counts; when it is over; behind its successor; two at once; two for a role that day."""


class Fault(NamedTuple):
    """What is wrong with a rung, by its place in the ladder as declared; ``other`` is the rung it runs into, or -1."""

    code: str
    rung: int
    other: int


class Hung(NamedTuple):
    """A ladder on one date: instants (UTC) and civil dates of its rungs as declared, and what is wrong among them."""

    dues: tuple[datetime, ...]
    days: tuple[date, ...]
    faults: tuple[Fault, ...]


class Ladders:
    """Hangs up each ladder once for each due date."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._alike: dict[tuple[tuple[Reminder, ...], str], dict[tuple[date, datetime], Hung]] = {}

    def of(self, deadline: Deadline) -> dict[tuple[date, datetime], Hung]:
        """What is kept of the ladders of deadlines with the same rungs, by nominal date and its end."""
        return self._alike.setdefault((deadline.reminders, deadline.calendar), {})

    def hung(self, deadline: Deadline, due: Due, kept: dict[tuple[date, datetime], Hung]) -> Hung:
        """The ladder of a deadline that is due then. ``kept`` comes from ``of``: to look it up each time costs most."""
        key = (due.nominal, due.nominal_end)
        found = kept.get(key)
        if found is None:
            found = kept[key] = self._hang(deadline, due)
        return found

    def _hang(self, deadline: Deadline, due: Due) -> Hung:
        rungs = self._prepared.counted.ladder(deadline.name, due.nominal, due.nominal_end, due.missed_from)
        instants = {rung.what: rung.due for rung in rungs}
        dues = tuple(instants[reminder.id] for reminder in deadline.reminders)
        days = tuple(civil_date(instant) for instant in dues)
        return Hung(dues, days, _faults(deadline.reminders, dues, days, due.nominal_end))


def faults_of(hung: Hung, start: Start) -> tuple[Fault, ...]:
    """What is wrong on this start: the day it counts from is not counted, so no reminder belongs on it."""
    if start.at is not None:
        early = tuple(Fault(EARLY, rung, -1) for rung, due in enumerate(hung.dues) if due <= start.at)
    elif min(hung.days) <= start.on:
        early = tuple(Fault(EARLY, rung, -1) for rung, day in enumerate(hung.days) if day <= start.on)
    else:
        return hung.faults
    return (*early, *hung.faults)


def _faults(
    reminders: tuple[Reminder, ...], dues: tuple[datetime, ...], days: tuple[date, ...], end: datetime
) -> tuple[Fault, ...]:
    found = [Fault(OVER, n, -1) for n, r in enumerate(reminders) if r.rung is not Rung.after and dues[n] >= end]
    for later in range(1, len(reminders)):
        if dues[later - 1] > dues[later]:
            found.append(Fault(DISORDER, later - 1, later))
        for earlier in range(later):
            if dues[earlier] == dues[later]:
                found.append(Fault(ONE_INSTANT, later, earlier))
            elif days[earlier] == days[later] and set(reminders[earlier].to) & set(reminders[later].to):
                found.append(Fault(ONE_DAY, later, earlier))
    return tuple(found)
