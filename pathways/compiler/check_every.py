"""Checks what is owed so many times in each period: that it can be owed, counted, and told without inventing a rule."""

from collections.abc import Iterator, Mapping

from pathways.compiler.draft import Draft
from pathways.compiler.problem import Report
from pathways.compiler.reading import NO_PERIOD, UNKNOWN
from pathways.compiler.spans import shortest
from pathways.counting.telling import write_period
from pathways.model.counting import Algorithm, CountingRule, Period, Unit
from pathways.model.every import Aligned, Every, Reduced
from pathways.model.pathway import AnchorKind, Deadline, DeadlineKind, Event, OnPause

MOST = 366
"""Times in one period; more is no follow-up that a person does."""

MOST_A_YEAR = 1_000
"""What the clock may pass a year for one run of what is owed in periods: some three things a day. A case keeps every
period it has had, so more makes it slow for as long as it lives, and tells more than anybody reads."""

DAYS_A_YEAR = 365

CALENDAR_MONTHS = (1, 2, 3, 4, 6, 12)
"""Lengths in months that begin on the same days each year."""


def check_every(draft: Draft, rules: Mapping[str, CountingRule], report: Report) -> None:
    """Every deadline that is owed so many times in each period, and what may not rest on one."""
    pathway = draft.pathway
    for deadline in pathway.deadlines:
        if deadline.every is not None:
            _check_amounts(draft, deadline, deadline.every, report)
            _check_counting(draft, deadline, deadline.every, rules, report)
            _check_life(draft, deadline, report)
            if deadline.every.reduced is not None:
                _check_reduced(draft, deadline, deadline.every.reduced, report)
    _check_load(draft, report)
    periodic = {deadline.name for deadline in pathway.deadlines if deadline.every is not None}
    for deadline in pathway.deadlines:
        if deadline.anchor.kind is AnchorKind.deadline and deadline.anchor.name in periodic:
            at = draft.place("deadlines", deadline.name, "from", "deadline")
            report.add("E545", at, name=deadline.name, deadline=deadline.anchor.name)
    for timed in pathway.timed:
        if timed.deadline in periodic:
            at = draft.place("timed", timed.name, "when_passed")
            report.add("E545", at, name=timed.name, deadline=timed.deadline)


def fits_calendar(period: Period) -> bool:
    """Whether the calendar itself is made of such periods: weeks, months that a year is a whole number of, years."""
    if period.unit is Unit.months:
        return period.amount in CALENDAR_MONTHS
    return period.amount == 1 and period.unit in (Unit.weeks, Unit.years)


def _check_amounts(draft: Draft, deadline: Deadline, every: Every, report: Report) -> None:
    period = deadline.within or NO_PERIOD
    if not 1 <= every.times <= MOST:
        report.add("E540", draft.place("deadlines", deadline.name, "every", "times"), most=str(MOST))
    if period is NO_PERIOD:
        return
    at = draft.place("deadlines", deadline.name, "every", "period")
    if not period.amount:
        report.add("E540", at, most=str(MOST))
    elif not every.each and every.times > shortest(period):
        at = draft.place("deadlines", deadline.name, "every", "times")
        report.add("E549", at, times=str(every.times), period=write_period(period))
    if every.aligned is Aligned.calendar and period.amount and not fits_calendar(period):
        report.add("E542", at, period=write_period(period))


def _check_load(draft: Draft, report: Report) -> None:
    """All that is owed in periods together, told at what asks for most of it."""
    owed = [(_passed_a_year(each), each) for each in draft.pathway.deadlines if each.every is not None]
    total = sum(count for count, _ in owed)
    if total > MOST_A_YEAR:
        _, most = max(owed, key=lambda each: each[0])
        at = draft.place("deadlines", most.name, "every", "period")
        report.add("E550", at, deadline=most.name, count=str(total), most=str(MOST_A_YEAR))


def _passed_a_year(deadline: Deadline) -> int:
    """Its reminders, its end, and that the next begins, at most."""
    days = shortest(deadline.within) if deadline.within else 0
    return int(DAYS_A_YEAR / days * (len(deadline.reminders) + 2)) if days else 0


def _check_counting(
    draft: Draft, deadline: Deadline, every: Every, rules: Mapping[str, CountingRule], report: Report
) -> None:
    """The periods lie side by side, so the last day of one is never moved into the next."""
    rule = rules.get(deadline.rule)
    if rule is not None and (rule.algorithm is not Algorithm.civil or rule.rolls or rule.first is not None):
        report.add("E543", draft.place("deadlines", deadline.name, "counting"), rule=rule.id)
    anchor = deadline.anchor
    own = anchor.kind is AnchorKind.event and not anchor.pathway
    reducing = () if every.reduced is None else (*every.reduced.by, *every.reduced.until)
    if not own or (anchor.name != UNKNOWN and anchor.name in (*deadline.met_by, *reducing)):
        report.add("E544", draft.place("deadlines", deadline.name, "from"), deadline=deadline.name)


def _check_life(draft: Draft, deadline: Deadline, report: Report) -> None:
    if deadline.on_pause is not OnPause.runs:
        report.add("E546", draft.place("deadlines", deadline.name, "on_pause"), deadline=deadline.name)
    if deadline.kind is not DeadlineKind.duty:
        report.add("E547", draft.place("deadlines", deadline.name, "kind"), deadline=deadline.name)


def _check_reduced(draft: Draft, deadline: Deadline, reduced: Reduced, report: Report) -> None:
    path = ("deadlines", deadline.name, "every", "reduced")
    times = 0 if deadline.every is None else deadline.every.times
    if not 1 <= reduced.times < times:
        report.add("E541", draft.place(*path, "times"), times=str(times))
    events = {event.name: event for event in draft.pathway.events}
    for name in _not_decided(reduced, events):
        report.add("E548", draft.place(*path, "by"), event=name)
    both = {*deadline.met_by, *deadline.ended_by, *reduced.by}
    for name in reduced.until:
        if name != UNKNOWN and name in both:
            report.add("E510", draft.place(*path, "until"), event=name)
    for name in reduced.by:
        if name != UNKNOWN and name in (*deadline.met_by, *deadline.ended_by):
            report.add("E510", draft.place(*path, "by"), event=name)


def _not_decided(reduced: Reduced, events: Mapping[str, Event]) -> Iterator[str]:
    """Events that would let less be owed though nobody decides it."""
    for name in reduced.by:
        if name != UNKNOWN and (name not in events or not events[name].decision):
            yield name
