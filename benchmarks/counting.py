"""Small things that are done often: a working-day date, and the text of a notice."""

from datetime import date, timedelta

from benchmarks.measuring import Row, best_of, interleaved
from benchmarks.scene import DEFINITIONS
from notifications.render import VARIABLES, Renderer
from pathways.compiler.counting_data import load_calendars
from pathways.counting.calendar import Calendar

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 700, 7)]
AMOUNT = 10
"""Working days: those a child has a right to an answer within (bup_vurdering)."""

TIMES = 20
SAMPLE: dict[str, str | int] = {
    "count": 3,
    "due": "Den nærmeste er fredag 20. november 2026",
    "escalate": True,
    "url": "https://forlop.example/innboks",
}


def rows() -> list[Row]:
    """The lines."""
    return [_working_days(), _notice()]


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


def _notice() -> Row:
    renderer = Renderer()
    name = next(iter(VARIABLES))
    variables = {key: SAMPLE[key] for key in VARIABLES[name]}

    def work() -> None:
        for _ in range(1000):
            renderer.render(name, variables)

    rate = 1000 / best_of(work)
    return Row(name=f"render {name}", figure=f"{rate:,.0f}/s", gate="≥ 5,000/s", goal="≥ 15,000/s")
