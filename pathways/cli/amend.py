"""``pathways amend``: several changes of the past of one case, from a file, all or none."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.act import Expect, started_by
from pathways.cli.closed_case import CLOSED, closed_told_whole
from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session
from pathways.cli.given import CaseId, Key, happened_or_now, reason_given, texts_given
from pathways.cli.wording import add_command
from pathways.errors import EventRefusedError, NotAllowedError, NotFoundError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.cli.signal_told import ToldAnew
    from pathways.engine.changes import Change, Enter
    from pathways.engine.receipt import Receipt
    from pathways.engine.view import CaseView
    from pathways.intake.amendment import Wanted
    from pathways.model.record import Act

File = Annotated[Path, typer.Argument(metavar="FIL", help=say("cli.amend.argument_file"), show_default=False)]
Why = Annotated[str, typer.Option("--why", metavar="TEKST", help=say("cli.amend.option_why"), show_default=False)]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("cli.amend.option_dry_run"))]


def add(app: typer.Typer) -> None:
    """Add ``amend``."""
    add_command(app, "amend", "amend", amend)


def amend(
    case_id: CaseId,
    file: File,
    *,
    why: Why = "",
    dry_run: DryRun = False,
    key: Key = "",
    expect: Expect = None,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Change several events of a case together; with ``--dry-run`` only tell what would become of it."""
    from pathways.cli.signal_told import told_anew
    from pathways.intake.amendment import read_amendment

    wanted, said_why = read_amendment(file), reason_given(why)
    with open_session(
        database, user, Action.case_correct, Action.case_annul, Action.case_record, about=case_id
    ) as session:
        # Before it is read: who may read it, in an emergency perhaps, and not write is answered as by any act.
        session.engine.require(case_id, session.actor, Action.case_correct, Action.case_annul, Action.case_record)
        changes = _changes(session, case_id, file.name, wanted, key)
        if not dry_run:
            with (
                told_anew(session, database, case_id) as messages,
                closed_told_whole(session, case_id),
                _placed(file.name, changes),
            ):
                receipt = session.engine.change(case_id, changes, session.actor, said_why, key, expect)
            _tell(receipt, messages, session.actor.user, as_json=as_json)
            return
        from pathways.cli.foreseen import tell_what_would_be

        with closed_told_whole(session, case_id), _placed(file.name, changes):
            tell_what_would_be(session, case_id, changes, said_why, as_json=as_json)


@contextmanager
def _placed(file: str, changes: "list[Change]") -> "Iterator[None]":
    """A refusal of the one change that a file has is told with its place too; of several each is told with its own."""
    from pathways.engine.changes import ChangesRefusedError

    try:
        yield
    except ChangesRefusedError:
        raise
    except (EventRefusedError, NotAllowedError, NotFoundError, UsageError) as error:
        if len(changes) != 1 or error.key == CLOSED:
            raise
        raise type(error)("intake.refused_at", file=file, place="[1]", why=error) from None


def _changes(session: Session, case_id: str, file: str, wanted: "tuple[Wanted, ...]", key: str) -> "list[Change]":
    """The changes as the engine takes them. Reads the case, which is logged. A fault is told with its place."""
    view = session.reader.read_case(case_id, say("cli.purpose.amend"), say("cli.information.case"))
    changes = []
    for each in wanted:
        try:
            changes.append(_change(session, view, each, key))
        except (EventRefusedError, NotAllowedError, NotFoundError, UsageError) as error:
            raise type(error)("intake.refused_at", file=file, place=each.place, why=error) from None
    return changes


def _change(session: Session, view: "CaseView", wanted: "Wanted", key: str) -> "Change":
    from pathways.cli.correcting import Correction, corrected_in
    from pathways.engine.changes import Annul, Correct, Redecide

    if wanted.annul:
        return Annul(seq=wanted.annul, why=wanted.why, place=wanted.place)
    if wanted.enter:
        return _entry(session, view.case_id, wanted)
    if wanted.redecide:
        return Redecide(seq=wanted.redecide, act=_act(session, view.case_id, wanted), place=wanted.place)
    correction = Correction(
        seq=wanted.correct,
        happened=wanted.happened,
        values=wanted.values,
        unset=wanted.unset,
        reason=wanted.reason,
        codes=wanted.codes,
        key=key,
        expect=None,
    )
    return Correct(seq=wanted.correct, act=corrected_in(session, view, correction), why=wanted.why, place=wanted.place)


def _entry(session: Session, case_id: str, wanted: "Wanted") -> "Enter":
    from pathways.engine.changes import Enter

    act = _act(session, case_id, wanted)
    pathway = "" if wanted.run or wanted.within else started_by(session.installation.library, case_id, wanted.enter)
    return Enter(act=act, pathway=pathway, label=wanted.label, within=wanted.within, place=wanted.place)


def _act(session: Session, case_id: str, wanted: "Wanted") -> "Act":
    from pathways.model.record import Act

    return Act(
        case_id=case_id,
        event=wanted.enter,
        run=wanted.run,
        item=wanted.activity,
        happened=happened_or_now(wanted.happened, session.installation.clock.now()),
        data=wanted.values,
        reason_codes=wanted.codes,
        texts=texts_given(wanted.reason, wanted.late_reason),
        actor=session.actor,
        key="",
        expected_version=None,
        happened_given=bool(wanted.happened),
    )


def _tell(receipt: "Receipt", messages: "ToldAnew", user: str, *, as_json: bool) -> None:
    from pathways.cli.output import tell
    from pathways.cli.receipts import tell_receipt

    key = "cli.amend.done_one" if len(receipt.parts) == 1 else "cli.amend.done"
    told = say(key, case=receipt.case_id, count=len(receipt.parts), user=user)
    tell_receipt(receipt, told, as_json=as_json, messages=messages)
    if not as_json and not receipt.repeated:
        for part in receipt.parts:
            tell(say(f"cli.amend.part_{part.verb}", seq=part.seq, target=part.target, event=part.event))
