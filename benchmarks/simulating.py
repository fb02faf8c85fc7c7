"""A simulated year of a municipality of 30,000 people, through the engine's own doors.

The machine may be busy, so processor time stands beside elapsed time: it is what a year costs.
"""

from contextlib import closing
from datetime import date

from benchmarks import reporting
from benchmarks.measuring import Row, cpu_seconds, seconds
from benchmarks.scene import DEFINITIONS
from pathways.municipality.simulating import Simulated, make_sandbox, simulate
from pathways.municipality.town import PEOPLE, YEAR, Town

TOWN = Town(seed="bench", people=PEOPLE, first=date(2026, 1, 1), days=YEAR)


def rows(database: str, url: str) -> list[Row]:
    """The lines for one database, which is named for people; ``url`` is empty. With the figures over the year."""
    found: list[Simulated] = []
    with closing(make_sandbox(url, TOWN, DEFINITIONS)) as installation:

        def work() -> None:
            found.append(simulate(installation, TOWN))

        busy = 0.0

        def elapsed() -> None:
            nonlocal busy
            busy = cpu_seconds(work)

        spent = seconds(elapsed)
        reports = reporting.rows(database, installation)
    log = found[0].log
    told = f"{log.cases} cases, {log.events} events, {log.events / spent:,.0f}/s"
    figure = f"{spent:.1f} s ({told}; processor time {busy:.1f} s)"
    return [Row(name=f"{database}: a year of {TOWN.people:,} people", figure=figure, gate="", goal=""), *reports]
