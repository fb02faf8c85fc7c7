"""``pathways case move``: a case is handed over to another municipality, and ends here when that has taken over."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.act import refusals_logged
from pathways.cli.asked import Asked
from pathways.cli.context import Session
from pathways.cli.follow_up import follow_up
from pathways.cli.given import CaseId, reason_given
from pathways.cli.output import tell, tell_aside, tell_json
from pathways.cli.wording import add_command, sharing
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
    add_command(cases, "move", "case_move", sharing(Asked, move))


def move(
    asked: Asked,
    case_id: CaseId,
    *,
    to: To = "",
    on: On = "",
    municipality: Place = "",
    file: OutFile = None,
    undo: Undo = False,
) -> None:
    """Hand a case over to another municipality; write down what was handed over; or say that it did not end here."""
    from pathways.cli.written import require_free

    if sum((bool(to), file is not None, undo)) != 1 or (to and not on):
        raise UsageError("moving.needs")
    if file is not None:
        require_free(file)
    with asked.session(Action.case_move, about=case_id) as session:
        session.reader.require_reading(case_id, say("cli.purpose.case_move"), say("cli.information.case"))
        moving = _moving(session, case_id, asked.database)
        with refusals_logged(session, case_id):
            if file is not None:
                _write(moving, case_id, file)
            elif undo:
                _undo(session, moving, case_id, asked)
            else:
                _move(session, moving, case_id, (to.strip(), on, municipality), asked)


def _move(session: Session, moving: "Moving", case_id: str, typed: tuple[str, str, str], asked: Asked) -> None:
    from pathways.cli.receipts import receipt_document
    from pathways.counting.oslo import parse_moment
    from pathways.engine.moving import Where

    to, on, place = typed
    where = Where(to=to, on=parse_moment(on).on, place=place)
    receipt, signal = moving.move(case_id, where, reason_given(asked.reason), asked.key)
    follow_up(session)
    if asked.as_json:
        tell_json({**receipt_document(receipt), "signal_id": signal})
        return
    tell(say("moving.done", case=case_id, seq=receipt.seq, to=to, signal=signal, user=session.actor.user))
    tell_aside(say("cli.receipt.next", case=case_id))


def _undo(session: Session, moving: "Moving", case_id: str, asked: Asked) -> None:
    from pathways.cli.receipts import tell_receipt
    from pathways.cli.signal_told import told_anew

    with told_anew(session, asked.database, case_id) as messages:
        receipt = moving.undo(case_id, reason_given(asked.reason), asked.key)
    follow_up(session)
    told = say("moving.undone", case=case_id, seq=receipt.seq, user=session.actor.user)
    tell_receipt(receipt, told, as_json=asked.as_json, messages=messages)


def _write(moving: "Moving", case_id: str, file: Path) -> None:
    from pathways.cli.written import write_out
    from pathways.engine.sender_reports import SENDER

    handed = moving.handed(case_id)
    write_out(file, [json.dumps(handed.document, ensure_ascii=False, indent=1).encode() + b"\n"])
    left = ", ".join(handed.left_out) or say("moving.nothing_left")
    tell(say("moving.file_written", file=file, left=left))
    if handed.sender_reports:
        tell(say("moving.file_reporters", code=SENDER, title=handed.sender_reports))


def _moving(session: Session, case_id: str, database: str) -> "Moving":
    from pathways.cli.consent_given import child_for
    from pathways.engine.moving import Moving

    return Moving(engine=session.engine, actor=session.actor, child=child_for(session, case_id, database))
