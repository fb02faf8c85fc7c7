"""``pathways worklist``: every deadline that somebody has to meet, over all cases, the oldest first."""

from typing import Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, open_session
from pathways.cli.given import After, At, Csv, KnownAt, sight_given
from pathways.cli.holding import OfPerson, OfService, OfUnit, held_by_given
from pathways.cli.output import tell_json
from pathways.cli.wording import add_command
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.policy import Action

Limit = Annotated[
    int, typer.Option("--limit", metavar="ANTALL", min=1, max=500, help=say("cli.option.limit_deadlines"))
]
Overdue = Annotated[bool, typer.Option("--overdue", help=say("cli.option.overdue_deadlines"))]


def add(app: typer.Typer) -> None:
    """Add the command."""
    add_command(app, "worklist", "worklist", worklist)


def worklist(
    *,
    person: OfPerson = "",
    unit: OfUnit = "",
    service: OfService = "",
    overdue: Overdue = False,
    limit: Limit = 50,
    after: After = "",
    at: At = "",
    known_at: KnownAt = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
    as_csv: Csv = False,
) -> None:
    """List what is to be done, the oldest date first."""
    from pathways.cli.awaited_page import is_late
    from pathways.cli.looking import Look, tell_left_out
    from pathways.cli.signal_lists import dated, dated_row, documents, tell_waiting_messages, waiting
    from pathways.cli.worklist_page import read_tasks, tell_tasks, worklist_document
    from pathways.cli.worklist_reviews import read_reviews, reviews_json, tell_reviews
    from pathways.cli.worklist_table import tell_table

    if as_json and as_csv:
        raise UsageError("cli.report.one_form")
    sight = sight_given(at, known_at)
    with open_session(database, user, Action.case_list) as session:
        kind, held_by = held_by_given(session, person=person, unit=unit, service=service)
        look = Look(
            session=session,
            purpose=say("cli.purpose.worklist"),
            information=say("cli.information.worklist"),
            service=kind,
            sight=sight,
            held_by=held_by,
        )
        page = read_tasks(look, limit=limit, after=after, overdue=overdue)
        reviews = () if after else read_reviews(look, overdue=overdue)
        found = [] if after or sight.past else waiting(session, held_by)
        if as_json:
            document = worklist_document(session.installation.library, page)
            tell_json({**document, "reviews": reviews_json(reviews), "messages": documents(session, found)})
        elif as_csv:
            tell_table(session, page, reviews, found)
        else:
            waits = [pair for pair in dated(session, found) if not overdue or is_late(pair[1])]
            rows = [(wait.by, dated_row(session, each, wait)) for each, wait in waits]
            tell_tasks(session, page, overdue=overdue, beside=rows)
            tell_reviews(reviews)
            shown = [each for each, _ in waits]
            tell_waiting_messages(session, [each for each in found if each not in shown])
        tell_left_out(session, look)
