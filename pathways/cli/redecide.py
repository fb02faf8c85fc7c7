"""``pathways redecide``: another decision takes the place of one, from its own date on."""

from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.act import Expect, Seq, refusals_logged
from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session
from pathways.cli.given import (
    CaseId,
    Codes,
    HappenedAt,
    Key,
    Reason,
    Texts,
    Values,
    happened_or_now,
    texts_given,
    values_given,
)
from pathways.cli.wording import add_command
from pathways.messages import say

if TYPE_CHECKING:
    from pathways.model.record import Act

DryRun = Annotated[bool, typer.Option("--dry-run", help=say("cli.option.redecide_dry_run"))]


def add(app: typer.Typer) -> None:
    """Add the command."""
    add_command(app, "redecide", "redecide", redecide)


def redecide(
    case_id: CaseId,
    seq: Seq,
    *,
    happened: HappenedAt = "",
    values: Values = None,
    texts: Texts = None,
    reason: Reason = "",
    codes: Codes = None,
    dry_run: DryRun = False,
    key: Key = "",
    expect: Expect = None,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Decide anew instead of an earlier decision; with ``--dry-run`` only tell what would become of it."""
    from pathways.cli.receipts import redecided, tell_receipt
    from pathways.model.record import Act

    given, said = values_given(values, texts), texts_given(reason)
    with open_session(database, user) as session:
        act = Act(
            case_id=case_id,
            event="",
            run="",
            item="",
            happened=happened_or_now(happened, session.installation.clock.now()),
            data=given,
            reason_codes=tuple(codes or ()),
            texts=said,
            actor=session.actor,
            key=key,
            expected_version=expect,
            happened_given=bool(happened),
        )
        if dry_run:
            _foresee(session, act, seq, as_json=as_json)
            return
        with refusals_logged(session, case_id):
            receipt = session.engine.redecide(act, seq)
        tell_receipt(receipt, redecided(receipt, act, seq), as_json=as_json)


def _foresee(session: Session, act: "Act", seq: int, *, as_json: bool) -> None:
    """Tell what would become of the case. The reading is logged."""
    from pathways.cli.foreseen import foreseen_document, tell_foreseen
    from pathways.cli.output import tell_json
    from pathways.engine.changes import Redecide
    from pathways.engine.engine import Engine

    session.reader.log_reading(act.case_id, say("cli.purpose.redecide"), say("cli.information.case"))
    world = session.installation
    # Not by way of session.engine, which keeps the sources of new definitions: looking changes nothing.
    looking = Engine(database=world.database, desk=world.desk, clock=world.clock)
    foreseen = looking.foresee(act.case_id, (Redecide(seq=seq, act=act),), session.actor, "")
    if as_json:
        tell_json(foreseen_document(world.library, foreseen))
    else:
        tell_foreseen(world.library, foreseen)
