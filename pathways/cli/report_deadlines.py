"""The report on deadlines: each pathway's deadlines with what became of them, and the cases behind a number."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pathways.cli.case_can import near_told
from pathways.cli.case_page import seen_from_told
from pathways.cli.documents import Document
from pathways.cli.looking import Look
from pathways.cli.output import one_line, tell, tell_json, tell_rows
from pathways.cli.report_head import document_head, tell_report_csv
from pathways.cli.report_words import (
    became_told,
    codes_named,
    deadline_named,
    holder_told,
    pathway_named,
    period_told,
)
from pathways.cli.table import told
from pathways.cli.words import party_told
from pathways.counting.telling import write_short
from pathways.engine.every_case import KnownLog
from pathways.engine.figures import FIGURES, OF, Group, Period, Sums, add, became, counts, group_of
from pathways.engine.library import Library
from pathways.engine.outcome import Outcome, outcomes
from pathways.errors import UsageError
from pathways.machine.merged import went_on
from pathways.messages import say
from pathways.model.pathway import DeadlineKind

REPORT, BEHIND = "pathways.report-deadlines/1", "pathways.report-list/1"

ALWAYS = ("due", "in_time", "missed")
"""Figures that are told where they are nothing, too."""

WITHIN = (
    "registered_late",
    "imported",
    "late",
    "missed_open",
    "missed_ended",
    "missed_period",
    "extended_entered_late",
)
"""Parts of the figure before them."""

ORDER = (
    *(
        "due",
        "in_time",
        "registered_late",
        "imported",
        "missed",
        "late",
        "missed_open",
        "missed_ended",
        "missed_period",
    ),
    *("running", "fell_away", "extended", "extended_entered_late", "extended_late"),
    *("waiting_entered_late", "fewer_entered_late", "reason_missing", "reason_not_asked"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a report is about: a period, and one pathway or deadline (empty: every one)."""

    period: Period
    pathway: str
    deadline: str

    def holds(self, outcome: Outcome) -> bool:
        """Whether an outcome is asked for."""
        fits = self.pathway in ("", outcome.pathway) and self.deadline in ("", outcome.name)
        return fits and counts(outcome, self.period)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of each group, in the order they are told."""

    asked: Asked
    sums: Mapping[Group, Sums]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Behind:
    """One outcome behind a number."""

    nominal: date
    case_id: str
    pathway: str
    deadline: str
    run: str
    item: str
    anchored_by: int
    """The event that this round counts from."""
    became: str
    """What became of it: the name of the one figure that it is counted in once."""
    breach: bool
    """Whether missing it is a breach."""
    asks_reason: bool
    """Whether it was missed, and nobody has said why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Those behind the number ``figure``."""

    asked: Asked
    figure: str
    found: tuple[Behind, ...]


def report(look: Look, asked: Asked) -> Report:
    """The figures, summed over every case. Raises: UsageError for a name there is none of; as ``Look``."""
    sums: dict[Group, Sums] = {}
    for _, every in _outcomes(look, asked):
        add(sums, every, asked.period)
    return Report(asked=asked, sums={group: sums[group] for group in sorted(sums)})


def behind(look: Look, asked: Asked, figure: str) -> Cases:
    """The cases behind a number; each is logged as read. Raises: UsageError as ``report``, also for the figure."""
    if figure not in FIGURES:
        raise UsageError("cli.report.no_figure", figure=one_line(figure), known=", ".join(FIGURES))
    found = sorted(row for log, every in _outcomes(look, asked) for row in rows_of(log.case_id, every, figure))
    look.log_shown(each.case_id for each in found)
    return Cases(asked=asked, figure=figure, found=tuple(found))


def rows_of(case_id: str, every: Iterable[Outcome], figure: str) -> Iterator[Behind]:
    """What one case adds to a figure, a row for each that it counts."""
    return (_behind(case_id, each) for each in every if FIGURES[figure](each))


def tell_report(look: Look, found: Report, *, as_json: bool, as_csv: bool) -> None:
    """The figures in words, as JSON or as CSV."""
    library = look.session.installation.library
    if as_json:
        tell_json(
            {"schema": REPORT, **document_head(look, found.asked.period), "deadlines": [*_documents(library, found)]}
        )
    elif as_csv:
        tell_report_csv(look, found.asked.period, "cli.report.csv_deadlines", _lines(library, found))
    else:
        period = period_told(found.asked.period)
        head = say("cli.report.deadlines_of", period=period) if period else say("cli.report.deadlines_ever")
        tell(head, "bold")
        if look.sight.past:
            tell(seen_from_told(look.seen), "italic")
        for group, sums in found.sums.items():
            _tell_group(library, group, sums)
        tell("\n" + (look.none_told() or say("cli.report.note" if found.sums else "cli.report.nothing")))


def tell_behind(look: Look, found: Cases, *, as_json: bool, as_csv: bool) -> None:
    """The cases behind a number in words, as JSON or as CSV."""
    library = look.session.installation.library
    period = found.asked.period
    if as_json:
        cases = [_document_of(each) for each in found.found]
        tell_json({"schema": BEHIND, **document_head(look, period), "figure": found.figure, "cases": cases})
    elif as_csv:
        tell_report_csv(look, period, "cli.report.csv_behind", map(_line_of, found.found))
    else:
        breach = found.figure == "missed" and bool(found.found) and all(each.breach for each in found.found)
        title = say("cli.figure.breach" if breach else f"cli.figure.{found.figure}")
        key = "cli.report.behind" if period_told(period) else "cli.report.behind_ever"
        tell(say(key, figure=title, period=period_told(period)), "bold")
        if look.sight.past:
            tell(seen_from_told(look.seen), "italic")
        titles = ((each, deadline_named(library, each.pathway, each.deadline)) for each in found.found)
        tell_rows(
            ((write_short(each.nominal), each.case_id, title, each.item, _told_of(each)) for each, title in titles),
            fixed=(0, 1),
        )
        if not found.found:
            tell(look.none_told() or say("cli.report.none_behind"))


def _behind(case_id: str, outcome: Outcome) -> Behind:
    return Behind(
        nominal=outcome.nominal,
        case_id=case_id,
        pathway=outcome.pathway,
        deadline=outcome.name,
        run=outcome.run,
        item=outcome.item,
        anchored_by=outcome.anchored_by,
        became=became(outcome),
        breach=group_of(outcome).breach,
        asks_reason=outcome.asks_reason,
    )


def _told_of(each: Behind) -> str:
    """What became of it, in the words of the figures: a row of any list says of itself what it is."""
    return became_told(each.became, breach=each.breach, asks_reason=each.asks_reason)


def _line_of(each: Behind) -> tuple[object, ...]:
    yes, no = say("timeline.yes"), say("timeline.no")
    head = (each.case_id, each.pathway, each.run, each.deadline, each.item, each.nominal, _told_of(each))
    return (*head, yes if each.breach else no, yes if each.asks_reason else no, each.anchored_by)


def _document_of(each: Behind) -> Document:
    return {
        "case_id": each.case_id,
        "pathway": each.pathway,
        "run": each.run,
        "deadline": each.deadline,
        "item": each.item,
        "nominal": each.nominal.isoformat(),
        "became": each.became,
        "breach": each.breach,
        "reason_asked": each.asks_reason,
        "anchored_by": each.anchored_by,
    }


def _outcomes(look: Look, asked: Asked) -> Iterator[tuple[KnownLog, tuple[Outcome, ...]]]:
    """What is asked for, case by case. Raises: UsageError at the end, for a name that neither law nor any case has."""
    known = duties_of(look)
    for log, every in look.each(_of_case):
        known |= {(each.pathway, each.name) for each in every}
        yield log, tuple(each for each in every if asked.holds(each))
    require_known(asked.pathway, asked.deadline, known)


def _of_case(library: Library, log: KnownLog) -> tuple[Outcome, ...]:
    """What one case gives. Runs that go on in the case it was merged with are counted there."""
    elsewhere = went_on(log.records)
    return tuple(each for each in outcomes(library, log.records, log.seen.at) if each.run not in elsewhere)


def duties_of(look: Look) -> set[tuple[str, str]]:
    """Every duty of the definitions in the folder, with its pathway."""
    return {
        (each.id, due.name)
        for each in look.session.installation.library.catalogue.by_digest.values()
        for due in each.deadlines
        if due.kind is DeadlineKind.duty
    }


def require_known(pathway: str, deadline: str, known: Iterable[tuple[str, str]]) -> None:
    """Raises: UsageError for a name that is none of those known, which is likely mistyped: no figure is not nothing."""
    pathways = {each for each, _ in known}
    if pathway and pathway not in pathways:
        raise _unknown("cli.report.no_pathway", pathway, pathways)
    deadlines = {name for each, name in known if pathway in ("", each)}
    if deadline and deadline not in deadlines:
        raise _unknown("cli.report.no_deadline", deadline, deadlines)


def _unknown(key: str, typed: str, known: set[str]) -> UsageError:
    return UsageError(key, typed=one_line(typed), known=", ".join(sorted(known)), hint=near_told(typed, known))


def _of(sums: Sums, figure: str) -> int | None:
    return sums.figures[OF[figure]] if figure in OF else None


def _figure_told(group: Group, figure: str) -> str:
    """A figure in words; missing a deadline is called a breach only where it is one."""
    if figure == "missed" and group.breach:
        return say("cli.figure.breach")
    name = say(f"cli.figure.{figure}")
    return "  " + say("cli.report.within", figure=name) if figure in WITHIN else name


def _tell_group(library: Library, group: Group, sums: Sums) -> None:
    title = deadline_named(library, group.pathway, group.deadline)
    kind = say(f"cli.effect.{group.effect}")
    names = {"title": title, "pathway": pathway_named(library, group.pathway), "kind": kind}
    tell("\n" + say("cli.report.group", certainty=group.certainty, **names), "bold")
    shown = [figure for figure in ORDER if figure in ALWAYS or sums.figures[figure]]
    rows = [(_figure_told(group, figure), told(sums.figures[figure], _of(sums, figure))) for figure in shown]
    rows += [
        (say("cli.report.reason", title=codes_named(library, *key)), told(count, sums.figures["missed"]))
        for key, count in sorted(sums.reasons.items())
    ]
    rows += [
        (holder_told(library, group.pathway, who, paused=paused), told(days, sums.days))
        for (who, paused), days in sorted(sums.held.items())
    ]
    tell_rows(rows, fixed=(1,))


def _lines(library: Library, found: Report) -> Iterator[tuple[object, ...]]:
    """One line to a figure, a reason, a holder: what, about whom, how many, of how many."""
    for group, sums in found.sums.items():
        named = (group.pathway, group.deadline, deadline_named(library, group.pathway, group.deadline))
        effect = say(f"cli.effect.{group.effect}")
        head = (*named, effect, str(group.certainty), say("timeline.yes" if group.breach else "timeline.no"))
        for figure in FIGURES:
            yield (*head, say(f"cli.figure.{figure}"), "", sums.figures[figure], _of(sums, figure))
        for (_, code), count in sorted(sums.reasons.items()):
            yield (*head, say("cli.csv.reason"), code, count, sums.figures["missed"])
        for (who, paused), days in sorted(sums.held.items()):
            yield (*head, say("cli.csv.held_waiting" if paused else "cli.csv.held"), _who(who), days, sums.days)


def _who(name: str) -> str:
    return party_told(name) if name else say("cli.report.nobody")


def _documents(library: Library, found: Report) -> Iterator[Document]:
    for group, sums in found.sums.items():
        yield {
            "pathway": group.pathway,
            "deadline": group.deadline,
            "title": deadline_named(library, group.pathway, group.deadline),
            "effect": str(group.effect),
            "certainty": str(group.certainty),
            "breach": group.breach,
            "figures": {figure: {"count": sums.figures[figure], "of": _of(sums, figure)} for figure in FIGURES},
            "reasons": [
                {"list": each, "code": code, "count": count, "of": sums.figures["missed"]}
                for (each, code), count in sorted(sums.reasons.items())
            ],
            "holder_days": [
                {"who": who or None, "paused": paused, "days": days, "of": sums.days}
                for (who, paused), days in sorted(sums.held.items())
            ],
        }
