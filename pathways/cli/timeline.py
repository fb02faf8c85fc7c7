"""``pathways timeline``: everything that happened in a case, in legal order, as known at a moment."""

import typer

from pathways.cli.context import As, DatabaseUrl, Json, open_session
from pathways.cli.given import At, CaseId, KnownAt, Run, sight_given
from pathways.cli.output import tell_json
from pathways.cli.wording import add_command
from pathways.messages import say
from pathways.model.policy import Action


def add(app: typer.Typer) -> None:
    """Add the command."""
    add_command(app, "timeline", "timeline", timeline)


def timeline(
    case_id: CaseId,
    *,
    run: Run = "",
    at: At = "",
    known_at: KnownAt = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Tell the timeline of a case."""
    from pathways.cli.case_page import require_run
    from pathways.cli.documents import timeline_document
    from pathways.cli.timeline_page import tell_entries
    from pathways.cli.timeline_words import in_words
    from pathways.timeline import tell_timeline

    sight = sight_given(at, known_at)
    with open_session(database, user, Action.case_read, about=case_id) as session:
        purpose = say("cli.purpose.timeline")
        view = session.reader.read_case(
            case_id, purpose, say("cli.information.timeline"), known_at=sight.known_at, at=sight.at
        )
        run = require_run(view, run)
        whole = tell_timeline(session.installation.library, view)
        told = in_words(whole, view.records, session.installation.people)
        entries = tuple(entry for entry in told if run in ("", entry.run))
        if as_json:
            tell_json(timeline_document(view, entries))
        else:
            late_from = session.installation.library.catalogue.settings.late_from
            tell_entries(view, entries, past=sight.past, late_from=late_from or 1)
