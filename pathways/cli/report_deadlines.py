"""The report on deadlines: each pathway's deadlines with what became of them, and the cases behind a number."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pathways.cli.case_can import near_told
from pathways.cli.case_page import seen_from_told
from pathways.cli.documents import Document, instant
from pathways.cli.looking import Look
from pathways.cli.output import one_line, tell, tell_json, tell_rows
from pathways.cli.report_words import codes_named, deadline_named, holder_named, pathway_named, period_told
from pathways.cli.table import tell_csv, told
from pathways.counting.telling import write_short
from pathways.engine.every_case import KnownLog
from pathways.engine.figures import FIGURES, OF, Group, Period, Sums, add, counts
from pathways.engine.library import Library
from pathways.engine.outcome import Outcome, outcomes
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.pathway import DeadlineKind

REPORT, BEHIND = "pathways.report-deadlines/1", "pathways.report-list/1"

ALWAYS = ("due", "in_time", "missed")
"""Figures that are told where they are nothing, too."""

WITHIN = ("registered_late", "imported", "late", "missed_open", "missed_ended")
"""Parts of the figure before them."""

ORDER = (
    *("due", "in_time", "registered_late", "imported", "missed", "late", "missed_open", "missed_ended"),
    *("running", "fell_away", "extended", "extended_late", "reason_missing"),
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
    found = sorted(
        Behind(
            nominal=each.nominal,
            case_id=log.case_id,
            pathway=each.pathway,
            deadline=each.name,
            run=each.run,
            item=each.item,
        )
        for log, every in _outcomes(look, asked)
        for each in every
        if FIGURES[figure](each)
    )
    look.log_shown(each.case_id for each in found)
    return Cases(asked=asked, figure=figure, found=tuple(found))


def tell_report(look: Look, found: Report, *, as_json: bool, as_csv: bool) -> None:
    """The figures in words, as JSON or as CSV."""
    library = look.session.installation.library
    if as_json:
        tell_json({"schema": REPORT, **_head(look, found.asked), "deadlines": [*_documents(library, found)]})
    elif as_csv:
        tell_csv(say("cli.report.csv_deadlines").split(";"), _lines(library, found))
    else:
        tell(say("cli.report.deadlines_of", period=period_told(found.asked.period)), "bold")
        if look.sight.past:
            tell(seen_from_told(look.seen), "italic")
        for group, sums in found.sums.items():
            _tell_group(library, group, sums)
        tell("\n" + say("cli.report.note" if found.sums else "cli.report.nothing"))


def tell_behind(look: Look, found: Cases, *, as_json: bool, as_csv: bool) -> None:
    """The cases behind a number in words, as JSON or as CSV."""
    library = look.session.installation.library
    rows = [(each.case_id, each.pathway, each.run, each.deadline, each.item, each.nominal) for each in found.found]
    if as_json:
        names = ("case_id", "pathway", "run", "deadline", "item")
        cases = [{**dict(zip(names, row, strict=False)), "nominal": row[-1].isoformat()} for row in rows]
        tell_json({"schema": BEHIND, **_head(look, found.asked), "figure": found.figure, "cases": cases})
    elif as_csv:
        tell_csv(say("cli.report.csv_behind").split(";"), rows)
    else:
        title = say(f"cli.figure.{found.figure}")
        tell(say("cli.report.behind", figure=title, period=period_told(found.asked.period)), "bold")
        if look.sight.past:
            tell(seen_from_told(look.seen), "italic")
        titles = ((each, deadline_named(library, each.pathway, each.deadline)) for each in found.found)
        tell_rows((write_short(each.nominal), each.case_id, title, each.item) for each, title in titles)
        if not rows:
            tell(say("cli.list.none"))


def _outcomes(look: Look, asked: Asked) -> Iterator[tuple[KnownLog, tuple[Outcome, ...]]]:
    """What is asked for, case by case. Raises: UsageError at the end, for a name that neither law nor any case has."""
    known = {
        (each.id, due.name)
        for each in look.session.installation.library.catalogue.by_digest.values()
        for due in each.deadlines
        if due.kind is DeadlineKind.duty
    }
    for log, every in look.each(lambda library, log: outcomes(library, log.records, log.seen.at)):
        known |= {(each.pathway, each.name) for each in every}
        yield log, tuple(each for each in every if asked.holds(each))
    _require_known(asked, known)


def _require_known(asked: Asked, known: Iterable[tuple[str, str]]) -> None:
    """Raises: UsageError for a name that is none of those known, which is likely mistyped: no figure is not nothing."""
    pathways = {pathway for pathway, _ in known}
    if asked.pathway and asked.pathway not in pathways:
        raise _unknown("cli.report.no_pathway", asked.pathway, pathways)
    deadlines = {name for pathway, name in known if asked.pathway in ("", pathway)}
    if asked.deadline and asked.deadline not in deadlines:
        raise _unknown("cli.report.no_deadline", asked.deadline, deadlines)


def _unknown(key: str, typed: str, known: set[str]) -> UsageError:
    return UsageError(key, typed=one_line(typed), known=", ".join(sorted(known)), hint=near_told(typed, known))


def _of(sums: Sums, figure: str) -> int | None:
    return sums.figures[OF[figure]] if figure in OF else None


def _figure_told(group: Group, figure: str) -> str:
    """A figure in words; missing a deadline is called a breach only where it is one."""
    if figure == "missed" and group.breach:
        return say("cli.figure.breach")
    indent = "  " if figure in WITHIN else ""
    return indent + say(f"cli.figure.{figure}")


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
        (say("cli.report.held", who=holder_named(library, group.pathway, who, paused=paused)), told(days, sums.days))
        for (who, paused), days in sorted(sums.held.items())
    ]
    tell_rows(rows, fixed=(1,))


def _lines(library: Library, found: Report) -> Iterator[tuple[object, ...]]:
    """One line to a figure, a reason, a holder: what, about whom, how many, of how many."""
    for group, sums in found.sums.items():
        named = (group.pathway, group.deadline, deadline_named(library, group.pathway, group.deadline))
        head = (*named, str(group.effect), str(group.certainty), say("timeline.yes" if group.breach else "timeline.no"))
        for figure in FIGURES:
            yield (*head, figure, "", sums.figures[figure], _of(sums, figure))
        for (_, code), count in sorted(sums.reasons.items()):
            yield (*head, "reason", code, count, sums.figures["missed"])
        for (who, paused), days in sorted(sums.held.items()):
            yield (*head, "held_waiting" if paused else "held", who, days, sums.days)


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


def _head(look: Look, asked: Asked) -> Document:
    period = asked.period
    return {
        "at": instant(look.seen.at.at),
        "known_at": instant(look.seen.known_at.at),
        "service": look.service or None,
        "from": period.first.isoformat() if period.first else None,
        "to": period.last.isoformat() if period.last else None,
    }
