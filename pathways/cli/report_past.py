"""The report on the past: how often it was put right, by which of the four verbs, how late, and with what reason."""

from collections import Counter
from collections.abc import Mapping

from pathways.cli.case_page import seen_from_told
from pathways.cli.documents import Document
from pathways.cli.looking import Look
from pathways.cli.output import tell, tell_rows
from pathways.cli.report_head import head_of, tell_report_csv
from pathways.cli.report_words import event_named, pathway_named, period_told
from pathways.cli.table import told
from pathways.cli.words import count_told
from pathways.counting.oslo import civil_date
from pathways.engine.figures import Period
from pathways.engine.figures_past import PastGroup, PastSums, add, middle, touches
from pathways.engine.past import Verb
from pathways.messages import say

REPORT = "pathways.report-past/1"

Sums = Mapping[PastGroup, PastSums]


def report(look: Look, period: Period) -> Sums:
    """The figures, summed over every case, in the order they are told. Raises: UsageError, as ``Look``."""
    by = civil_date(look.seen.at.at)
    sums: dict[PastGroup, PastSums] = {}
    late_from = look.session.installation.library.catalogue.settings.late_from
    for _, found in look.each(lambda _, log: touches(log.records, period, by, late_from)):
        add(sums, found)
    return {group: sums[group] for group in sorted(sums)}


def tell_report(look: Look, sums: Sums, period: Period) -> None:
    """The figures in words: each verb, and under it each event."""
    library = look.session.installation.library
    when = period_told(period)
    tell(say("cli.report.past_of", period=when) if when else say("cli.report.past_ever"), "bold")
    if look.sight.past:
        tell(seen_from_told(look.seen), "italic")
    if none := look.none_told():
        tell("\n" + none)
        return
    for verb in Verb:
        of_verb = {group: one for group, one in sums.items() if group.verb is verb}
        count = sum(one.count for one in of_verb.values())
        imported = sum(one.imported for one in of_verb.values())
        read_in = say("cli.report.read_in", count=told(imported, None)) if imported else ""
        tell("\n" + say(f"cli.verb.{verb}", count=told(count, None)) + read_in, "bold")
        tell_rows(
            (
                event_named(library, group.pathway, group.event),
                pathway_named(library, group.pathway),
                told(one.count, count),
                _days(one),
                _reasons(one),
            )
            for group, one in of_verb.items()
        )


def csv_told(look: Look, sums: Sums, period: Period) -> None:
    """The figures as CSV."""
    library = look.session.installation.library
    tell_report_csv(
        look,
        period,
        "cli.report.csv_past",
        (
            (
                *(group.pathway, group.event, event_named(library, group.pathway, group.event), str(group.verb)),
                *(one.count, one.imported, one.with_reason, one.median, one.most),
                *_moved_by(one).values(),
            )
            for group, one in sums.items()
        ),
    )


def document(look: Look, sums: Sums, period: Period) -> Document:
    """The figures as JSON."""
    library = look.session.installation.library
    return {
        "schema": REPORT,
        **head_of(look, period),
        "verbs": [
            {
                "pathway": group.pathway,
                "event": group.event,
                "title": event_named(library, group.pathway, group.event),
                "verb": str(group.verb),
                "count": one.count,
                "imported": one.imported,
                "with_reason": one.with_reason,
                "median_days": one.median,
                "most_days": one.most,
                **_moved_by(one),
            }
            for group, one in sums.items()
        ],
    }


def _reasons(one: PastSums) -> str:
    """How many were read in, and how many of the others have a reason."""
    parts = [say("cli.report.read_in_of", count=told(one.imported, None))] if one.imported else []
    if one.by_people:
        parts.append(say("cli.report.with_reason", share=told(one.with_reason, one.by_people)))
    return "\n".join(parts)


def _moved_by(one: PastSums) -> Document:
    """How many corrections moved the date, and by how many days."""
    moved = one.moved
    return {
        "moved": moved.total(),
        "median_moved": middle(moved) if moved else None,
        "most_moved": max(moved) if moved else None,
    }


def _days(one: PastSums) -> str:
    """How long after it happened, and how far the date was moved: the middle and the longest."""
    told = say("cli.report.days", median=_middle_told(one.days), most=count_told(one.most))
    if not one.moved:
        return told
    spread = {"median": _middle_told(one.moved), "most": count_told(max(one.moved))}
    return "\n".join([told, say("cli.report.moved", count=one.moved.total(), **spread)])


def _middle_told(days: Counter[int]) -> str:
    return f"{middle(days):g}".replace(".", ",")
