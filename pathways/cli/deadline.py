"""``pathways deadline list|explain|reason``: the deadlines of a case, why each is as it is, and why one was missed."""

from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.act import Expect, refusals_logged
from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session
from pathways.cli.given import At, CaseId, Key, KnownAt, Run, happened_or_now, sight_given, texts_given
from pathways.cli.output import tell_json
from pathways.cli.wording import add_command, group
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.view import CaseView

Which = Annotated[str, typer.Argument(metavar="FRIST", help=say("cli.option.deadline"), show_default=False)]
Activity = Annotated[str, typer.Option("--activity", metavar="AKTIVITET", help=say("cli.option.deadline_item"))]
Codes = Annotated[list[str] | None, typer.Option("--code", metavar="KODE", help=say("cli.option.missed_code"))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEKST", help=say("cli.option.missed_reason"))]
Round = Annotated[int, typer.Option("--round", metavar="NR", min=1, help=say("cli.option.round"), show_default=False)]
ExplainedRound = Annotated[
    int, typer.Option("--round", metavar="NR", min=1, help=say("cli.option.explained_round"), show_default=False)
]
Still = Annotated[bool, typer.Option("--open", help=say("cli.option.deadline_open"))]


def add(app: typer.Typer) -> None:
    """Add ``deadline`` and its commands."""
    deadlines = group("deadline")
    add_command(deadlines, "list", "deadline_list", list_deadlines)
    add_command(deadlines, "explain", "deadline_explain", explain)
    add_command(deadlines, "reason", "deadline_reason", reason)
    app.add_typer(deadlines, name="deadline")


def list_deadlines(
    case_id: CaseId,
    *,
    run: Run = "",
    still_open: Still = False,
    at: At = "",
    known_at: KnownAt = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """List the deadlines of a case, the nearest first."""
    from pathways.cli.case_page import require_run
    from pathways.cli.deadline_page import deadlines_document, listed, tell_list

    sight = sight_given(at, known_at)
    with open_session(database, user, Action.case_read, about=case_id) as session:
        what = say("cli.information.deadlines")
        view = session.reader.read_case(
            case_id, say("cli.purpose.deadlines"), what, known_at=sight.known_at, at=sight.at
        )
        require_run(view, run)
        shown = listed(session.installation.library, view, run, still_open=still_open)
        if as_json:
            tell_json(deadlines_document(session.installation.library, view, shown))
        else:
            tell_list(session, view, shown, past=sight.past)


def _information(session: Session, which: str) -> str:
    """What the access log says is read. What was typed stands in it only where some deadline is called so."""
    names = {each.name for pathway in session.installation.library.catalogue.pathways for each in pathway.written}
    if which in names:
        return say("cli.information.derivation", deadline=which)
    return say("cli.information.derivation_of_one")


def explain(
    case_id: CaseId,
    which: Which,
    *,
    run: Run = "",
    activity: Activity = "",
    anchored_by: ExplainedRound = 0,
    at: At = "",
    known_at: KnownAt = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Tell how a deadline came to its dates."""
    from pathways.cli.case_page import require_run
    from pathways.cli.deadline_page import derivation_document, tell_derivation
    from pathways.engine.derivation import derive
    from pathways.engine.earlier_round import view_of_round

    sight = sight_given(at, known_at)
    with open_session(database, user, Action.case_read, about=case_id) as session:
        what = _information(session, which)
        view = session.reader.read_case(
            case_id, say("cli.purpose.deadlines"), what, known_at=sight.known_at, at=sight.at
        )
        require_run(view, run)
        if _told_not_set(session, view, which, run, as_json=as_json):
            return
        asked = view
        if anchored_by:
            library = session.installation.library
            view = view_of_round(library, view, session.actor, which, anchored_by, run=run, item=activity)
        derived = derive(session.installation.library, view, which, run=run, item=activity)
        if as_json:
            tell_json(derivation_document(session.installation.library, view, derived))
        else:
            tell_derivation(session, view, derived, past=sight.past or view is not asked)


def _told_not_set(session: Session, view: "CaseView", which: str, run: str, *, as_json: bool) -> bool:
    """Whether the deadline is one that no run of the case has, as its period is not set here: that is told then."""
    from pathways.cli.local_told import slot_document, slots_of, tell_slot

    slot = next((each for each in slots_of(session.installation.library, view, run) if each.spec.name == which), None)
    if slot is None or any(due.name == which for each in view.standing.runs for due in each.deadlines):
        return False
    if as_json:
        tell_json(slot_document(view, slot))
    else:
        tell_slot(session, view, slot)
    return True


def reason(
    case_id: CaseId,
    which: Which,
    *,
    run: Run = "",
    activity: Activity = "",
    anchored_by: Round = 0,
    codes: Codes = None,
    why: Reason = "",
    key: Key = "",
    expect: Expect = None,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Record why a deadline was missed."""
    from pathways.cli.receipts import explained, tell_receipt
    from pathways.model.record import Act

    texts = texts_given(why)
    with open_session(database, user, Action.case_explain, about=case_id) as session:
        act = Act(
            case_id=case_id,
            event=which,
            run=run,
            item=activity,
            happened=happened_or_now("", session.installation.clock.now()),
            data={},
            reason_codes=tuple(codes or ()),
            texts=texts,
            actor=session.actor,
            key=key,
            expected_version=expect,
            happened_given=False,
        )
        with refusals_logged(session, case_id):
            receipt = session.engine.explain(act, anchored_by)
        tell_receipt(receipt, explained(receipt, session.actor.user), as_json=as_json)
