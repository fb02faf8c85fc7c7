"""Checks that a deadline can be counted at all: its period ends within the years of its calendar.

Counted from the day the definition takes force, by the fewest days a period can have: what is told here can be counted
for no case at all, and would otherwise be refused only when somebody records the event.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from pathways.compiler.context import Context
from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.spans import shortest
from pathways.counting.telling import write_period
from pathways.model.counting import CountingRule, Period
from pathways.model.pathway import AnchorKind, Deadline


def check_reach(draft: Draft, context: Context, report: Report) -> None:
    """Every deadline with a period, and its extension. One that counts from another begins where that one ends.

    Where that one is beyond already, only that is told.
    """
    by_name = {deadline.name: deadline for deadline in draft.pathway.deadlines}
    for deadline in draft.pathway.deadlines:
        calendar = context.calendars.get(deadline.calendar)
        if calendar is None:
            continue
        last = calendar.data.last_year
        before = _days_before(deadline, by_name, context.rules)
        room = (date(last, 12, 31) - draft.version).days - before
        for path, period in _periods(deadline):
            if (room >= 0 or not before) and room < _days(period, deadline, context.rules):
                at = draft.place("deadlines", deadline.name, *path)
                report.add("E521", at, period=write_period(period), calendar=calendar.id, last=last)


def _periods(deadline: Deadline) -> Iterator[tuple[tuple[str, ...], Period]]:
    if deadline.within:
        yield ("within",), deadline.within
    if deadline.extension:
        yield ("extend", "within"), deadline.extension.within


def _days_before(deadline: Deadline, by_name: Mapping[str, Deadline], rules: Mapping[str, CountingRule]) -> float:
    """Days at least from the event at the beginning of the chain to where this deadline begins."""
    days, seen = 0.0, {deadline.name}
    while deadline.anchor.kind is AnchorKind.deadline:
        parent = by_name.get(deadline.anchor.name)
        if parent is None or parent.name in seen:
            break
        seen.add(parent.name)
        days += _days(parent.within, parent, rules) if parent.within else 0.0
        deadline = parent
    return days


def _days(period: Period, deadline: Deadline, rules: Mapping[str, CountingRule]) -> float:
    rule = rules.get(deadline.rule)
    first = rule.first if rule else None
    return shortest(period) + (shortest(first) if first else 0.0)
