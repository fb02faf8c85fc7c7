"""``pathways case open|show|can|list``."""

from typing import Annotated

import typer

from pathways.cli import merging, moving, retention
from pathways.cli.context import As, DatabaseUrl, Json, open_session
from pathways.cli.given import (
    After,
    At,
    CaseId,
    Codes,
    HappenedAt,
    Key,
    KnownAt,
    LateReason,
    OfKind,
    Reason,
    Run,
    Texts,
    Values,
    happened_or_now,
    sight_given,
    texts_given,
    values_given,
)
from pathways.cli.holding import add_to
from pathways.cli.output import tell_json
from pathways.cli.wording import add_command, group
from pathways.messages import say
from pathways.model.policy import Action

Pathway = Annotated[str, typer.Argument(metavar="FORLØP", help=say("cli.option.pathway"), show_default=False)]
EventName = Annotated[str, typer.Argument(metavar="[HENDELSE]", help=say("cli.option.event"), show_default=False)]
OpenIn = Annotated[str, typer.Option("--service", metavar="TJENESTE", help=say("cli.holding.option_open_in"))]
Limit = Annotated[int, typer.Option("--limit", metavar="ANTALL", min=1, max=500, help=say("cli.option.limit"))]
Overdue = Annotated[bool, typer.Option("--overdue", help=say("cli.option.overdue"))]


def add(app: typer.Typer) -> None:
    """Add ``case`` and its commands."""
    cases = group("case")
    add_command(cases, "open", "case_open", open_case)
    add_command(cases, "show", "case_show", show_case)
    add_command(cases, "can", "case_can", can)
    add_command(cases, "list", "case_list", list_cases)
    add_to(cases)
    merging.add_to(cases)
    moving.add_to(cases)
    retention.add_to(cases)
    app.add_typer(cases, name="case")


def open_case(
    pathway: Pathway,
    *,
    service: OpenIn = "",
    happened: HappenedAt = "",
    values: Values = None,
    texts: Texts = None,
    reason: Reason = "",
    late_reason: LateReason = "",
    codes: Codes = None,
    key: Key = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Open a case with the start event of a pathway."""
    from pathways.cli.opened import lies_elsewhere
    from pathways.cli.receipts import recorded, tell_receipt
    from pathways.cli.signal_ready import tell_ready
    from pathways.model.record import Act

    given, said = values_given(values, texts), texts_given(reason, late_reason)
    with open_session(database, user, Action.case_open) as session:
        when = happened_or_now(happened, session.installation.clock.now())
        act = Act(
            case_id="",
            event="",
            run="",
            item="",
            happened=when,
            data=given,
            reason_codes=tuple(codes or ()),
            texts=said,
            actor=session.actor,
            key=key,
            expected_version=None,
            happened_given=bool(happened),
        )
        receipt = session.engine.open_case(pathway, act, service.strip())
        tell_receipt(receipt, recorded(receipt, act), as_json=as_json, after=lies_elsewhere(session, receipt.case_id))
        tell_ready(session, receipt, as_json=as_json)


def show_case(
    case_id: CaseId,
    *,
    run: Run = "",
    at: At = "",
    known_at: KnownAt = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Show what a case is: states, deadlines, activities, and what can be done."""
    from pathways.cli.case_page import require_run, tell_case
    from pathways.cli.documents import case_document
    from pathways.cli.proposals_page import proposals_document
    from pathways.cli.signal_lists import documents, of_case, tell_of_case

    sight = sight_given(at, known_at)
    with open_session(database, user, Action.case_read, about=case_id) as session:
        purpose = say("cli.purpose.show")
        view = session.reader.read_case(
            case_id, purpose, say("cli.information.case"), known_at=sight.known_at, at=sight.at
        )
        run = require_run(view, run)
        found = of_case(session, case_id, view.known_at)
        if as_json:
            document = case_document(session.installation.library, view, run)
            proposals = proposals_document(session, view, run)
            merged = merging.merged_document(session, view.records)
            tell_json({**document, "proposals": proposals, "messages": documents(session, found), "merged": merged})
        else:
            tell_case(session, view, run, lambda: tell_of_case(session, found), past=sight.past)


def can(
    case_id: CaseId,
    event: EventName = "",
    *,
    run: Run = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Show what may be recorded now, or what one event takes."""
    from pathways.cli.can_now import now_of
    from pathways.cli.case_can import event_document, find_event, past_document, tell_can, tell_event
    from pathways.cli.case_over import over_told
    from pathways.cli.documents import case_document
    from pathways.cli.late_right import late_document
    from pathways.cli.proposals_page import proposals_document

    with open_session(database, user, Action.case_read, about=case_id) as session:
        view = session.reader.read_case(case_id, say("cli.purpose.can"), say("cli.information.possible"))
        if not event and as_json:
            whole = case_document(session.installation.library, view, run)
            told = {name: whole[name] for name in ("case_id", "possible", "blocked", "redecidable")}
            proposals, why_not = proposals_document(session, view, run), " ".join(over_told(session, view))
            more = {"proposals": proposals, "past": past_document(session), "why_not": why_not or None}
            tell_json({"schema": "pathways.can/1", **told, **more})
        elif not event:
            tell_can(session, view, run)
        else:
            found = find_event(session, view, event, run)
            now = now_of(session, view, event, run)
            if as_json:
                tell_json(event_document(view, *found) | {"now": now.document(), "late_entry": late_document(session)})
            else:
                now.tell()
                tell_event(session, *found)


def list_cases(
    *,
    service: OfKind = "",
    limit: Limit = 50,
    after: After = "",
    overdue: Overdue = False,
    at: At = "",
    known_at: KnownAt = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """List cases, by when the clock has something to do in them next."""
    from pathways.cli.case_list import read_page, tell_list
    from pathways.cli.documents import list_document
    from pathways.cli.looking import Look, known_service, tell_left_out

    sight = sight_given(at, known_at)
    with open_session(database, user, Action.case_list) as session:
        look = Look(
            session=session,
            purpose=say("cli.purpose.list"),
            information=say("cli.information.list"),
            service=known_service(session, service),
            sight=sight,
        )
        page = read_page(look, limit=limit, after=after, overdue=overdue)
        if as_json:
            tell_json(list_document(session.installation.library, page))
        else:
            tell_list(session.installation.library, page, overdue=overdue)
        tell_left_out(session, look)
