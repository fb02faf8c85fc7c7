"""Finds the report each investigation belongs to: by relation, else by the conclusion that opened it. Pure."""

from collections.abc import Iterator

from pathways.register.model import Investigation, RegisterCase, Report

OPENS_INVESTIGATION = "2"
"""The code in ``register/melding_konklusjon`` that says the report was not dismissed."""


def attach(case: RegisterCase) -> Iterator[tuple[Investigation, Report | None]]:
    """Each investigation with its report, in the order of their starts; None when there is no such report.

    Only a report concluded with code 2 opens an investigation, and each opens one. Relations are heard first for
    all of them, so that no investigation takes by date a report that another has by relation. (A report with code 4
    is related to the investigation it joined: that relation opens nothing.)
    """
    free = {report.id: report for report in case.reports if _opens(report)}
    in_order = sorted(case.investigations, key=lambda each: (each.start, each.line))
    found: dict[str, Report] = {}
    for investigation in in_order:
        related = [free[each] for each in _related(case, investigation) if each in free]
        if related:
            found[investigation.id] = free.pop(related[0].id)
    for investigation in in_order:
        if investigation.id not in found:
            opened = _by_date(investigation, list(free.values()))
            if opened is not None:
                found[investigation.id] = free.pop(opened.id)
        yield investigation, found.get(investigation.id)


def _opens(report: Report) -> bool:
    return report.conclusion is not None and report.conclusion.code == OPENS_INVESTIGATION


def _related(case: RegisterCase, investigation: Investigation) -> Iterator[str]:
    """Ids of the reports a relation leads from."""
    for relation in case.relations:
        leads_here = relation.to_type == "Undersokelse" and relation.to_id == investigation.id
        if leads_here and relation.from_type == "Melding":
            yield relation.from_id


def _by_date(investigation: Investigation, free: list[Report]) -> Report | None:
    """The report concluded on the day the investigation started, else the last one concluded before it.

    The register sets the start to the day of the conclusion, or to the end of the week after the report came in; a
    conclusion registered a little later than that still opened it, so a report received by then is the last resort.
    """
    concluded = [(report.conclusion.on, report) for report in free if report.conclusion is not None]
    before = [(on, report) for on, report in concluded if on <= investigation.start]
    if before:
        return max(before, key=lambda pair: (pair[0], -pair[1].line))[1]
    received = [report for _, report in concluded if report.start <= investigation.start]
    return max(received, key=lambda report: (report.start, -report.line), default=None)
