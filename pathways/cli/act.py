"""``pathways advance|correct|annul``: a person's acts on a case."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session
from pathways.cli.given import (
    CaseId,
    Codes,
    HappenedAt,
    Key,
    LateReason,
    Reason,
    Run,
    Texts,
    Values,
    happened_or_now,
    reason_given,
    texts_given,
    values_given,
)
from pathways.cli.wording import add_command
from pathways.engine.refused import refused_case
from pathways.errors import ConflictError, EventRefusedError, NotAllowedError, NotFoundError, PathwaysError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.engine.changes import Change
    from pathways.engine.library import Library
    from pathways.engine.receipt import Receipt
    from pathways.model.record import Act

TELLING: tuple[type[PathwaysError], ...] = (ConflictError, EventRefusedError, NotAllowedError, NotFoundError)
"""Refusals that tell something of a case."""

EventName = Annotated[str, typer.Argument(metavar="HENDELSE", help=say("cli.option.event"), show_default=False)]
Activity = Annotated[str, typer.Option("--activity", metavar="AKTIVITET", help=say("cli.option.activity"))]
Expect = Annotated[int | None, typer.Option("--expect", metavar="NR", min=0, help=say("cli.option.expect"))]
Seq = Annotated[int, typer.Argument(metavar="NR", min=1, help=say("cli.option.seq"), show_default=False)]
Why = Annotated[str, typer.Option("--why", metavar="TEKST", help=say("cli.option.why"), show_default=False)]
ThenInstead = Annotated[str, typer.Option("--happened", metavar="NÅR", help=say("cli.option.corrected_happened"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("cli.option.past_dry_run"))]
Unset = Annotated[list[str] | None, typer.Option("--unset", metavar="FELT", help=say("cli.option.unset"))]


def add(app: typer.Typer) -> None:
    """Add the commands."""
    add_command(app, "advance", "advance", advance)
    add_command(app, "correct", "correct", correct)
    add_command(app, "annul", "annul", annul)


def advance(
    case_id: CaseId,
    event: EventName,
    *,
    run: Run = "",
    activity: Activity = "",
    happened: HappenedAt = "",
    values: Values = None,
    texts: Texts = None,
    reason: Reason = "",
    late_reason: LateReason = "",
    codes: Codes = None,
    key: Key = "",
    expect: Expect = None,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Record an event in a case; a start event begins a further run."""
    from pathways.cli.proposals_page import receipt_told
    from pathways.cli.receipts import tell_receipt
    from pathways.cli.signal_ready import tell_ready
    from pathways.cli.signal_told import told_of_late_entry
    from pathways.model.record import Act

    given, said = values_given(values, texts), texts_given(reason, late_reason)
    with open_session(database, user, Action.case_record, about=case_id) as session:
        act = Act(
            case_id=case_id,
            event=event,
            run=run,
            item=activity,
            happened=happened_or_now(happened, session.installation.clock.now()),
            data=given,
            reason_codes=tuple(codes or ()),
            texts=said,
            actor=session.actor,
            key=key,
            expected_version=expect,
            happened_given=bool(happened),
        )
        pathway = "" if run else started_by(session.installation.library, case_id, event)
        with told_of_late_entry(session, database, act) as messages:
            receipt = _advance(session, act, pathway)
        tell_receipt(receipt, receipt_told(session, receipt, act), as_json=as_json, messages=messages.or_none())
        tell_ready(session, receipt, as_json=as_json)


def correct(
    case_id: CaseId,
    seq: Seq,
    *,
    why: Why = "",
    happened: ThenInstead = "",
    values: Values = None,
    texts: Texts = None,
    unset: Unset = None,
    reason: Reason = "",
    codes: Codes = None,
    dry_run: DryRun = False,
    key: Key = "",
    expect: Expect = None,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Record that an event should have read otherwise; what is not given stays as it was."""
    from pathways.cli.correcting import Correction, corrected_act
    from pathways.cli.proposals_page import receipt_told
    from pathways.cli.receipts import changed, tell_receipt
    from pathways.cli.signal_told import told_anew
    from pathways.engine.changes import Correct

    correction = Correction(
        seq=seq,
        happened=happened,
        values=values_given(values, texts),
        unset=tuple(unset or ()),
        reason=reason_given(reason),
        codes=tuple(codes or ()),
        key=key,
        expect=expect,
    )
    read_why = _why(why, "cli.correct.why_missing" if reason else "engine.why_missing")
    with open_session(database, user, Action.case_correct, about=case_id) as session:
        with refusals_logged(session, case_id):
            # Before it is read: who may read it, in an emergency perhaps, and not correct is answered as by any act.
            session.engine.require(case_id, session.actor, Action.case_correct, Action.case_explain)
        act = corrected_act(session, case_id, correction)
        if dry_run:
            _would_be(session, case_id, Correct(seq=seq, act=act, why=read_why), as_json=as_json)
            return
        with told_anew(session, database, case_id) as messages, refusals_logged(session, case_id):
            receipt = session.engine.correct(act, seq, read_why)
        said = changed("cli.receipt.corrected", receipt, seq, session.actor.user)
        tell_receipt(receipt, receipt_told(session, receipt, act, said), as_json=as_json, messages=messages)


def annul(
    case_id: CaseId,
    seq: Seq,
    *,
    why: Why = "",
    dry_run: DryRun = False,
    key: Key = "",
    expect: Expect = None,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Record that an event should never have been registered."""
    from pathways.cli.receipts import changed, tell_receipt
    from pathways.cli.signal_told import told_anew
    from pathways.engine.changes import Annul
    from pathways.model.record import Act

    read_why = _why(why)
    with open_session(database, user, Action.case_annul, about=case_id) as session:
        if dry_run:
            session.reader.log_reading(case_id, say("cli.purpose.annul"), say("cli.information.case"))
            _would_be(session, case_id, Annul(seq=seq, why=read_why), as_json=as_json)
            return
        act = Act(
            case_id=case_id,
            event="",
            run="",
            item="",
            happened=happened_or_now("", session.installation.clock.now()),
            data={},
            reason_codes=(),
            texts={"reason": read_why},
            actor=session.actor,
            key=key,
            expected_version=expect,
            happened_given=False,
        )
        with told_anew(session, database, case_id) as messages, refusals_logged(session, case_id):
            receipt = session.engine.annul(act, seq)
        said = changed("cli.receipt.annulled", receipt, seq, session.actor.user)
        tell_receipt(receipt, said, as_json=as_json, messages=messages)


def _would_be(session: Session, case_id: str, change: "Change", *, as_json: bool) -> None:
    from pathways.cli.closed_case import closed_told_whole
    from pathways.cli.foreseen import tell_what_would_be
    from pathways.cli.refusing import conflicting_told

    with closed_told_whole(session, case_id), conflicting_told(case_id):
        tell_what_would_be(session, case_id, (change,), "", as_json=as_json)


def started_by(library: "Library", case_id: str, event: str) -> str:
    """The pathway that ``event`` begins in a case of this prefix; empty unless it begins exactly one."""
    prefix = case_id.partition("-")[0]
    newest = [versions[-1] for versions in library.catalogue.versions.values()]
    knowing = [
        (pathway.id, spec.start)
        for pathway in newest
        if pathway.case_prefix == prefix
        for spec in pathway.events
        if spec.name == event
    ]
    return knowing[0][0] if len(knowing) == 1 and knowing[0][1] else ""


def _advance(session: Session, act: "Act", pathway: str) -> "Receipt":
    """The receipt; a refusal is followed by what may be done instead, and by whom."""
    try:
        with refusals_logged(session, act.case_id, (ConflictError,)):
            return session.engine.advance(act, pathway)
    except (EventRefusedError, NotAllowedError) as refusal:
        from pathways.cli.refusing import tell_refusal

        session.log_refused(refusal)
        tell_refusal(session, act, refusal)
        raise typer.Exit(refusal.exit_code) from None


@contextmanager
def refusals_logged(
    session: Session, case_id: str, kinds: tuple[type[PathwaysError], ...] = TELLING
) -> "Iterator[None]":
    """Log a refusal of one of these ``kinds`` before it is told: it tells something of the case, as a reading does.

    One for other acts that stand in the way is told here, with how they are put right.
    """
    try:
        yield
    except kinds as refusal:
        from pathways.cli.closed_case import CLOSED, tell_closed
        from pathways.cli.refusing import CONFLICTS, tell_conflicting

        if refusal.key == CLOSED:
            tell_closed(session, case_id, refusal)
            raise typer.Exit(refusal.exit_code) from None
        if refused_case(refusal, case_id) is not None:
            session.log_refused(refusal)
            raise
        session.reader.log_reading(case_id, say("cli.purpose.refused"), say("cli.information.refusal"))
        if refusal.key not in CONFLICTS:
            raise
        tell_conflicting(case_id, refusal)
        raise typer.Exit(refusal.exit_code) from None


def _why(typed: str, missing: str = "engine.why_missing") -> str:
    """The reason for touching the past, as typed or from standard input. Raises EventRefusedError (``missing``)."""
    why = reason_given(typed).strip()
    if not why:
        raise EventRefusedError(missing)
    return why
