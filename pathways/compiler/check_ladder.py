"""Checks when a deadline's reminders come: in time to act, and not so far off that nobody reckons with them."""

from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.reading import NO_PERIOD
from pathways.compiler.spans import longest, shortest
from pathways.counting.telling import write_period
from pathways.model.counting import Period, Unit
from pathways.model.pathway import Deadline, DeadlineKind, Reminder, Rung

YEAR = Period(amount=1, unit=Unit.years)
"""How far from an individual date a reminder can stand: such a date has no budget to measure by."""


def check_ladder(draft: Draft, deadline: Deadline, report: Report) -> None:
    """The rungs of one deadline, against its budget and against each other."""
    for index, reminder in enumerate(deadline.reminders):
        _check_before(draft, deadline, index, reminder, report)
    rungs = {reminder.rung for reminder in deadline.reminders}
    tells = {
        DeadlineKind.duty: bool(rungs & {Rung.on, Rung.after}),
        DeadlineKind.lapse: Rung.before in rungs,
        DeadlineKind.window: True,
    }
    if not tells[deadline.kind]:
        report.add("E508", draft.place("deadlines", deadline.name, "remind"), deadline=deadline.name)
    elif deadline.kind is DeadlineKind.duty and Rung.on not in rungs:
        _check_first_after(draft, deadline, report)


def _check_before(draft: Draft, deadline: Deadline, index: int, reminder: Reminder, report: Report) -> None:
    offset = _offset(reminder, Rung.before)
    if offset is None:
        return
    at = draft.place("deadlines", deadline.name, "remind", index, "before")
    within = deadline.within
    if within is None:
        if _is_over(offset, YEAR):
            report.add("E519", at, offset=write_period(offset))
    elif within is not NO_PERIOD and _reaches(offset, within):
        report.add("E506", at, offset=write_period(offset), within=write_period(within))


def _check_first_after(draft: Draft, deadline: Deadline, report: Report) -> None:
    """The first word that a duty was missed comes within as long again as the duty had, and within a year."""
    if deadline.within is NO_PERIOD:
        return
    offsets = [(found, i) for i, r in enumerate(deadline.reminders) if (found := _offset(r, Rung.after)) is not None]
    if not offsets:
        return
    offset, index = min(offsets, key=lambda found: longest(found[0]))
    most = YEAR if deadline.within is None else min(deadline.within, YEAR, key=longest)
    if _is_over(offset, most):
        at = draft.place("deadlines", deadline.name, "remind", index, "after")
        report.add("E518", at, deadline=deadline.name, offset=write_period(offset), most=write_period(most))


def _offset(reminder: Reminder, rung: Rung) -> Period | None:
    return reminder.offset if reminder.rung is rung and reminder.offset is not NO_PERIOD else None


def _reaches(offset: Period, within: Period) -> bool:
    if offset.unit is within.unit:
        return offset.amount >= within.amount
    return longest(offset) >= shortest(within)


def _is_over(offset: Period, most: Period) -> bool:
    if offset.unit is most.unit:
        return offset.amount > most.amount
    return shortest(offset) > longest(most)
