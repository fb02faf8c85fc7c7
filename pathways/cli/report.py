"""``pathways report deadlines|past``: figures over cases, as they are and as they were known at any moment."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session
from pathways.cli.given import At, Csv, KnownAt, OfKind, sight_given
from pathways.cli.output import tell_json
from pathways.cli.wording import add_command, group, sharing
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.cli.looking import Look
    from pathways.engine.figures import Period

From = Annotated[str, typer.Option("--from", metavar="DATO", help=say("cli.report.option_from"))]
To = Annotated[str, typer.Option("--to", metavar="DATO", help=say("cli.report.option_to"))]
Pathway = Annotated[str, typer.Option("--pathway", metavar="FORLØP", help=say("cli.report.option_pathway"))]
Which = Annotated[str, typer.Option("--deadline", metavar="FRIST", help=say("cli.report.option_deadline"))]
ListOf = Annotated[str, typer.Option("--list", metavar="TALL", help=say("cli.report.option_list"))]
Concerns = Annotated[str, typer.Option("--deadline", metavar="FRIST", help=say("cli.report.option_concerns"))]
PastList = Annotated[str, typer.Option("--list", metavar="TALL", help=say("cli.report.option_past_list"))]


def add(app: typer.Typer) -> None:
    """Add ``report`` and its commands."""
    reports = group("report")
    add_command(reports, "deadlines", "report_deadlines", sharing(Frame, deadlines))
    add_command(reports, "past", "report_past", sharing(Frame, past))
    app.add_typer(reports, name="report")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The options of every report: of what, seen from where, told how."""

    service: OfKind = ""
    first: From = ""
    last: To = ""
    at: At = ""
    known_at: KnownAt = ""
    user: As = ""
    database: DatabaseUrl = ""
    as_json: Json = False
    as_csv: Csv = False


def deadlines(frame: Frame, *, pathway: Pathway = "", deadline: Which = "", list_of: ListOf = "") -> None:
    """Tell what became of deadlines."""
    from pathways.cli import report_deadlines as page
    from pathways.cli.looking import tell_left_out

    period = _period(frame)
    with open_session(frame.database, frame.user, Action.case_list if list_of else Action.figures_read) as session:
        look = _look(session, frame, say("cli.information.report_deadlines"))
        asked = page.Asked(period=period, pathway=pathway, deadline=deadline)
        if list_of:
            page.tell_behind(look, page.behind(look, asked, list_of), as_json=frame.as_json, as_csv=frame.as_csv)
        else:
            page.tell_report(look, page.report(look, asked), as_json=frame.as_json, as_csv=frame.as_csv)
        tell_left_out(session, look)


def past(frame: Frame, *, pathway: Pathway = "", concerns: Concerns = "", list_of: PastList = "") -> None:
    """Tell how the past was put right."""
    from pathways.cli.looking import tell_left_out
    from pathways.cli.past_rows import AskedPast
    from pathways.cli.report_past import csv_told, document, report, tell_report
    from pathways.cli.report_past_list import past_behind, tell_past_behind

    asked = AskedPast(period=_period(frame), pathway=pathway, deadline=concerns)
    with open_session(frame.database, frame.user, Action.case_list if list_of else Action.figures_read) as session:
        look = _look(session, frame, say("cli.information.report_past"))
        if list_of:
            tell_past_behind(look, past_behind(look, asked, list_of), as_json=frame.as_json, as_csv=frame.as_csv)
        elif frame.as_json:
            tell_json(document(look, report(look, asked)))
        elif frame.as_csv:
            csv_told(look, report(look, asked))
        else:
            tell_report(look, report(look, asked))
        tell_left_out(session, look)


def _look(session: Session, frame: Frame, information: str) -> "Look":
    from pathways.cli.looking import Look, known_service

    return Look(
        session=session,
        purpose=say("cli.purpose.report"),
        information=information,
        service=known_service(session, frame.service),
        sight=sight_given(frame.at, frame.known_at),
    )


def _period(frame: Frame) -> "Period":
    """The days asked for. Raises: UsageError where they are none, or two forms of answer are asked for at once."""
    from pathways.counting.oslo import parse_moment
    from pathways.engine.figures import Period

    if frame.as_json and frame.as_csv:
        raise UsageError("cli.report.one_form")
    begin, end = (parse_moment(typed) if typed else None for typed in (frame.first, frame.last))
    if (begin and begin.at) or (end and end.at):
        raise UsageError("cli.report.days_only")
    period = Period(first=begin.on if begin else None, last=end.on if end else None)
    if period.first and period.last and period.first > period.last:
        raise UsageError("cli.report.turned", first=frame.first, last=frame.last)
    return period
