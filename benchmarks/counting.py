"""Small things that are done often: a working-day date, a due date, and the text of a notice."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from benchmarks.measuring import Row, best_of, interleaved
from benchmarks.scene import DEFINITIONS
from notifications.render import VARIABLES, Renderer
from pathways.compiler.catalogue import compile_folder
from pathways.compiler.counting_data import load_calendars
from pathways.counting.budget import Stop, count_budget
from pathways.counting.calculator import count
from pathways.counting.calendar import Calendar
from pathways.counting.oslo import start_of_day
from pathways.counting.period import add_civil
from pathways.model.counting import CountingRule, Due, Period, Unit
from pathways.model.pathway import OnPause
from pathways.model.record import Happened

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 700, 7)]
AMOUNT = 10
"""Working days: those a child has a right to an answer within (bup_vurdering)."""

TIMES = 20
SAMPLE: dict[str, str | int] = {
    "count": 3,
    "corrected": 1,
    "due": "Den nærmeste er fredag 20. november 2026",
    "escalate": True,
    "url": "https://forlop.example/innboks",
}


def rows() -> list[Row]:
    """The lines."""
    return [_working_days(), *_due_dates(), _notice()]


def _working_days() -> Row:
    calendar = load_calendars(DEFINITIONS)["NO"]

    def table(_round: int) -> None:
        for _ in range(TIMES):
            for day in DAYS:
                calendar.add_working_days(day, AMOUNT)

    def naive(_round: int) -> None:
        for _ in range(TIMES):
            for day in DAYS:
                _walk(calendar, day)

    spent, _, ratio = interleaved(table, naive)
    figure = f"{1 / ratio:.1f} ({TIMES * len(DAYS) / spent:,.0f}/s)"
    return Row(name="working-day add: table ÷ walking day by day", figure=figure, gate="≥ 2", goal="≥ 8")


def _walk(calendar: Calendar, day: date) -> date:
    left = AMOUNT
    while left:
        day += timedelta(days=1)
        left -= calendar.is_working_day(day)
    return day


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One shipped deadline on one day."""

    start: date | datetime
    period: Period
    rule: CountingRule
    calendar: Calendar

    def due(self) -> Due:
        return count(self.start, self.period, self.rule, self.calendar)

    def stopped(self) -> Due:
        return count_budget(
            self.start, self.period, self.rule, self.calendar, (_stop(self.start),), OnPause.freezes
        ).due

    def step(self) -> object:
        """The bare step of the civil date or instant, by what the standard library has: no calendar and no rule."""
        unit = Unit.days if self.period.unit is Unit.working_days else self.period.unit
        if unit is Unit.hours:
            return self.start + timedelta(hours=self.period.amount)
        return add_civil(self.start, unit, self.period.amount)


def _stop(start: date | datetime) -> Stop:
    """A day in which the clock stood, two days after the start."""
    began = (start.date() if isinstance(start, datetime) else start) + timedelta(days=2)
    return Stop(began=Happened(on=began, at=None), ended=Happened(on=began + timedelta(days=1), at=None))


def _due_dates() -> list[Row]:
    asked = _shipped()

    def each(ask: Callable[[_Asked], object]) -> Callable[[int], None]:
        def work(_round: int) -> None:
            for one in asked:
                ask(one)

        return work

    spent, _, over_step = interleaved(each(_Asked.due), each(_Asked.step))
    stopped, _, over_due = interleaved(each(_Asked.stopped), each(_Asked.due))
    return [
        _rate("due date, counted anew ÷ a bare step of the date", over_step, len(asked) / spent),
        _rate("due date with a pause ÷ without", over_due, len(asked) / stopped),
    ]


def _rate(name: str, ratio: float, rate: float) -> Row:
    return Row(name=name, figure=f"{ratio:.1f} ({rate:,.0f}/s)", gate="", goal="")


def _shipped() -> list[_Asked]:
    """Every budget of every shipped deadline, on every day."""
    catalogue = compile_folder(DEFINITIONS)
    found = []
    for deadline in (deadline for pathway in catalogue.pathways for deadline in pathway.deadlines):
        longer = (deadline.extension.within,) if deadline.extension is not None else ()
        for period in (*((deadline.within,) if deadline.within is not None else ()), *longer):
            rule, calendar = catalogue.rules[deadline.rule], catalogue.context.calendars[deadline.calendar]
            starts = [start_of_day(day) if period.unit is Unit.hours else day for day in DAYS]
            found += [_Asked(start=start, period=period, rule=rule, calendar=calendar) for start in starts]
    return found


def _notice() -> Row:
    renderer = Renderer()
    name = next(iter(VARIABLES))
    # Of what a template counts besides, there is nothing.
    variables = {key: SAMPLE.get(key, 0) for key in VARIABLES[name]}

    def work() -> None:
        for _ in range(1000):
            renderer.render(name, variables)

    rate = 1000 / best_of(work)
    return Row(name=f"render {name}", figure=f"{rate:,.0f}/s", gate="≥ 5,000/s", goal="≥ 15,000/s")
