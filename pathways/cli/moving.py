"""``pathways case move``: a case is handed over to another municipality, and ends here when that has taken over."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.act import refusals_logged
from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session
from pathways.cli.follow_up import follow_up
from pathways.cli.given import CaseId, Key, Reason, reason_given
from pathways.cli.output import tell, tell_aside, tell_json
from pathways.cli.wording import add_command
from pathways.errors import UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.moving import Moving

To = Annotated[str, typer.Option("--to", metavar="TJENESTE", help=say("moving.option_to"))]
On = Annotated[str, typer.Option("--on", metavar="DATO", help=say("moving.option_on"))]
Place = Annotated[str, typer.Option("--municipality", metavar="TEKST", help=say("moving.option_place"))]
OutFile = Annotated[Path | None, typer.Option("--file", metavar="FIL", help=say("moving.option_file"))]
Undo = Annotated[bool, typer.Option("--undo", help=say("moving.option_undo"))]


def add_to(cases: typer.Typer) -> None:
    """Add the command to ``case``."""
    add_command(cases, "move", "case_move", move)


def move(
    case_id: CaseId,
    *,
    to: To = "",
    on: On = "",
    municipality: Place = "",
    reason: Reason = "",
    file: OutFile = None,
    undo: Undo = False,
    key: Key = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Hand a case over to another municipality; write down what was handed over; or say that it did not end here."""
    from pathways.cli.written import require_free

    if sum((bool(to), file is not None, undo)) != 1 or (to and not on):
        raise UsageError("moving.needs")
    if file is not None:
        require_free(file)
    with open_session(database, user, Action.case_move, about=case_id) as session:
        session.reader.require_reading(case_id, say("cli.purpose.case_move"), say("cli.information.case"))
        moving = _moving(session, case_id, database)
        with refusals_logged(session, case_id):
            if file is not None:
                _write(moving, case_id, file)
            elif undo:
                _undo(session, moving, case_id, reason_given(reason), key, as_json=as_json)
            else:
                _move(session, moving, case_id, (to.strip(), on, municipality), reason_given(reason), key, as_json)


def _move(  # noqa: PLR0917
    session: Session, moving: "Moving", case_id: str, typed: tuple[str, str, str], why: str, key: str, as_json: bool
) -> None:
    from pathways.cli.receipts import receipt_document
    from pathways.counting.oslo import parse_moment
    from pathways.engine.moving import Where

    to, on, place = typed
    receipt, signal = moving.move(case_id, Where(to=to, on=parse_moment(on).on, place=place), why, key)
    follow_up(session)
    if as_json:
        tell_json({**receipt_document(receipt), "signal_id": signal})
        return
    tell(say("moving.done", case=case_id, seq=receipt.seq, to=to, signal=signal, user=session.actor.user))
    tell_aside(say("cli.receipt.next", case=case_id))


def _undo(session: Session, moving: "Moving", case_id: str, why: str, key: str, *, as_json: bool) -> None:
    from pathways.cli.receipts import tell_receipt

    receipt = moving.undo(case_id, why, key)
    follow_up(session)
    told = say("moving.undone", case=case_id, seq=receipt.seq, user=session.actor.user)
    tell_receipt(receipt, told, as_json=as_json)


def _write(moving: "Moving", case_id: str, file: Path) -> None:
    from pathways.cli.written import write_out

    handed = moving.handed(case_id)
    write_out(file, [json.dumps(handed.document, ensure_ascii=False, indent=1).encode() + b"\n"])
    left = ", ".join(handed.left_out) or say("moving.nothing_left")
    tell(say("moving.file_written", file=file, left=left))


def _moving(session: Session, case_id: str, database: str) -> "Moving":
    from pathways.cli.consent_given import child_for
    from pathways.engine.moving import Moving

    return Moving(engine=session.engine, actor=session.actor, child=child_for(session, case_id, database))
