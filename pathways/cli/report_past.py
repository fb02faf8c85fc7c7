"""The report on the past: how often it was put right, by which of the four verbs, how late, and with what reason."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pathways.cli.case_page import seen_from_told
from pathways.cli.documents import Document
from pathways.cli.looking import Look
from pathways.cli.output import tell, tell_rows
from pathways.cli.past_rows import AskedPast, each_past
from pathways.cli.report_head import document_head, tell_report_csv
from pathways.cli.report_words import deadline_named, event_named, pathway_named, period_told
from pathways.cli.table import told
from pathways.cli.words import count_told
from pathways.engine.figures_past import PastGroup, PastSums, add, middle
from pathways.engine.library import Library
from pathways.engine.past import Verb
from pathways.messages import say

REPORT = "pathways.report-past/1"

Sums = Mapping[PastGroup, PastSums]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class FallenGroup:
    """What is counted of that which fell away: a deadline of a pathway, and what made it do so."""

    pathway: str
    deadline: str
    breach: bool
    verb: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReport:
    """The figures of each group, in the order they are told."""

    asked: AskedPast
    sums: Sums
    fell: Mapping[FallenGroup, int]


def report(look: Look, asked: AskedPast) -> PastReport:
    """The figures, summed over every case. Raises: UsageError for a name there is none of; as ``Look``."""
    sums: dict[PastGroup, PastSums] = {}
    fell: Counter[FallenGroup] = Counter()
    for each in each_past(look, asked):
        add(sums, each.touched)
        rows = (row for row in each.rows() if row.fell_away) if each.fell else ()
        fell.update(
            FallenGroup(pathway=row.pathway, deadline=row.name, breach=row.breach, verb=row.verb) for row in rows
        )
    return PastReport(
        asked=asked,
        sums={group: sums[group] for group in sorted(sums)},
        fell={group: fell[group] for group in sorted(fell)},
    )


def tell_report(look: Look, found: PastReport) -> None:
    """The figures in words: each verb, and under it each event; then what fell away."""
    library, sums = look.session.installation.library, found.sums
    when = period_told(found.asked.period)
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
        if verb is Verb.late_entry:
            tell_rows([(say("cli.report.late_from", days=count_told(library.catalogue.settings.late_from or 1)),)])
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
    for breach in (True, False):
        fell = {group: count for group, count in found.fell.items() if group.breach is breach}
        _tell_fallen(library, fell, breach=breach)


def _tell_fallen(library: Library, fell: Mapping[FallenGroup, int], *, breach: bool) -> None:
    """What fell away; how many breaches did is told even where none did."""
    count = sum(fell.values())
    if not (count or breach):
        return
    tell("\n" + say(f"cli.report.{_fell(breach=breach)}", count=told(count, None)), "bold")
    tell_rows(
        (
            deadline_named(library, group.pathway, group.deadline),
            pathway_named(library, group.pathway),
            say(f"cli.report.by_{group.verb}"),
            told(one, count),
        )
        for group, one in fell.items()
    )


def csv_told(look: Look, found: PastReport) -> None:
    """The figures as CSV."""
    tell_report_csv(look, found.asked.period, "cli.report.csv_past", _lines(look.session.installation.library, found))


def _lines(library: Library, found: PastReport) -> Iterator[tuple[object, ...]]:
    for group, one in found.sums.items():
        yield (
            *(
                group.pathway,
                group.event,
                event_named(library, group.pathway, group.event),
                say(f"cli.csv.{group.verb}"),
            ),
            *(one.count, one.imported, one.with_reason, one.median, one.most),
            *_moved_by(one).values(),
            None,
        )
    for fell, count in found.fell.items():
        title = deadline_named(library, fell.pathway, fell.deadline)
        yield (
            *(fell.pathway, fell.deadline, title, say(f"cli.csv.{_fell(breach=fell.breach)}"), count),
            *[None] * 7,
            say(f"cli.csv.{fell.verb}"),
        )


def _fell(*, breach: bool) -> str:
    return "breach_fell_away" if breach else "date_fell_away"


def document(look: Look, found: PastReport) -> Document:
    """The figures as JSON."""
    library, sums = look.session.installation.library, found.sums
    return {
        "schema": REPORT,
        **document_head(look, found.asked.period),
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
        "fell_away": [
            {
                "pathway": group.pathway,
                "deadline": group.deadline,
                "title": deadline_named(library, group.pathway, group.deadline),
                "breach": group.breach,
                "verb": group.verb,
                "count": count,
            }
            for group, count in found.fell.items()
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
