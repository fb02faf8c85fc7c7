"""``pathways redecide``: another decision takes the place of one, from its own date on."""

import typer

from pathways.cli.act import DryRun, Expect, Seq, refusals_logged
from pathways.cli.context import As, DatabaseUrl, Json, open_session
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
from pathways.model.policy import Action


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
    from pathways.cli.refused_anew import ways_told
    from pathways.cli.signal_ready import tell_ready
    from pathways.cli.signal_told import told_anew
    from pathways.model.record import Act

    given, said = values_given(values, texts), texts_given(reason)
    with open_session(database, user, Action.case_record, about=case_id) as session:
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
            from pathways.cli.closed_case import closed_told_whole
            from pathways.cli.foreseen import tell_what_would_be
            from pathways.engine.changes import Redecide

            session.reader.log_reading(case_id, say("cli.purpose.redecide"), say("cli.information.case"))
            with closed_told_whole(session, case_id), ways_told(session, case_id, seq, given):
                tell_what_would_be(session, case_id, (Redecide(seq=seq, act=act),), "", as_json=as_json)
            return
        ways = ways_told(session, case_id, seq, given)
        with told_anew(session, database, case_id) as messages, refusals_logged(session, case_id), ways:
            receipt = session.engine.redecide(act, seq)
        tell_receipt(receipt, redecided(receipt, act, seq), as_json=as_json, messages=messages)
        tell_ready(session, receipt, as_json=as_json)
