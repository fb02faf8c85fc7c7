"""Figures over a simulated year: what it costs to read every log for ``report deadlines`` and ``report past``.

Reading, folding and summing, through the reader's own door; what a page or a table writes is not measured.
"""

from collections.abc import Callable

from benchmarks.measuring import Row, cpu_seconds, seconds
from pathways.counting.oslo import civil_date
from pathways.engine import figures, figures_past
from pathways.engine.every_case import KnownLog, LeftOut
from pathways.engine.installation import Installation
from pathways.engine.outcome import outcomes
from pathways.engine.people import SYSTEM

ALWAYS = figures.Period()


def rows(database: str, installation: Installation) -> list[Row]:
    """A line for each report on every case of ``installation``; ``database`` is named for people."""
    library = installation.library
    late_from = library.catalogue.settings.late_from
    deadlines: dict[figures.Group, figures.Sums] = {}
    past: dict[figures_past.PastGroup, figures_past.PastSums] = {}

    def of_deadlines(log: KnownLog) -> None:
        figures.add(deadlines, outcomes(library, log.records, log.seen.at), ALWAYS)

    def of_past(log: KnownLog) -> None:
        figures_past.add(past, figures_past.touches(log.records, ALWAYS, civil_date(log.seen.at.at), late_from))

    return [
        _row(f"{database}: report deadlines, that year", installation, of_deadlines),
        _row(f"{database}: report past, that year", installation, of_past),
    ]


def _row(name: str, installation: Installation, of: Callable[[KnownLog], None]) -> Row:
    looked, busy = 0, 0.0

    def work() -> None:
        nonlocal looked
        for log in installation.reader(SYSTEM, "benchmark").every_log("measure", "figures"):
            if isinstance(log, LeftOut):
                raise SystemExit(log.why)
            looked += 1
            of(log)

    def elapsed() -> None:
        nonlocal busy
        busy = cpu_seconds(work)

    spent = seconds(elapsed)
    told = f"{looked} cases; processor time {busy:.2f} s, {1000 * busy / max(looked, 1):.2f} ms a case"
    return Row(name=name, figure=f"{spent:.2f} s ({told})", gate="", goal="")
