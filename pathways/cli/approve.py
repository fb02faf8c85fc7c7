"""``pathways approve|decline|withdraw``: the second person's answer to what another has proposed; or taking it back."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from pathways.cli.act import Expect, Seq, refusals_logged
from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session
from pathways.cli.given import CaseId, HappenedAt, Key, LateReason, Reason, happened_or_now, texts_given
from pathways.cli.wording import add_command
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pathways.machine.proposals import Fate
    from pathways.model.record import Act


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What was typed beside the case and the proposal."""

    reason: str
    key: str
    expect: int | None
    user: str
    database: str


def add(app: typer.Typer) -> None:
    """Add the commands."""
    add_command(app, "approve", "approve", approve)
    add_command(app, "decline", "decline", decline)
    add_command(app, "withdraw", "withdraw", withdraw)


def approve(
    case_id: CaseId,
    seq: Seq,
    *,
    happened: HappenedAt = "",
    reason: Reason = "",
    late_reason: LateReason = "",
    key: Key = "",
    expect: Expect = None,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Approve what another has proposed: it happens now, or when it is said that it was agreed."""
    from pathways.cli.receipts import tell_receipt
    from pathways.cli.signal_ready import tell_ready
    from pathways.cli.signal_told import told_anew
    from pathways.engine.approvals import approve as approved
    from pathways.timeline import when_told

    said = texts_given(reason, late_reason)
    with open_session(database, user, Action.case_record, about=case_id) as session:
        act = _asked(session, case_id, happened, said, key, expect)
        with told_anew(session, database, case_id) as messages, refusals_logged(session, case_id):
            receipt = approved(session.engine, act, seq)
        sentence = say(
            "cli.approval.approved",
            case=receipt.case_id,
            seq=receipt.seq,
            event=receipt.event,
            happened=when_told(act.happened),
            proposal=seq,
            proposer=receipt.proposed_by,
            user=act.actor.user,
        )
        tell_receipt(receipt, sentence, as_json=as_json, messages=messages)
        tell_ready(session, receipt, as_json=as_json)


def decline(
    case_id: CaseId,
    seq: Seq,
    *,
    reason: Reason = "",
    key: Key = "",
    expect: Expect = None,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Decline what another has proposed: it never happens."""
    from pathways.machine.proposals import Fate

    given = _Given(reason=reason, key=key, expect=expect, user=user, database=database)
    _end(Fate.declined, case_id, seq, given, as_json=as_json)


def withdraw(
    case_id: CaseId,
    seq: Seq,
    *,
    reason: Reason = "",
    key: Key = "",
    expect: Expect = None,
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Take back what one has proposed."""
    from pathways.machine.proposals import Fate

    given = _Given(reason=reason, key=key, expect=expect, user=user, database=database)
    _end(Fate.withdrawn, case_id, seq, given, as_json=as_json)


def _end(fate: "Fate", case_id: str, seq: int, given: "_Given", *, as_json: bool) -> None:
    from pathways.cli.receipts import tell_receipt
    from pathways.engine.approvals import end

    said = texts_given(given.reason, "")
    with open_session(given.database, given.user, Action.case_record, about=case_id) as session:
        act = _asked(session, case_id, "", said, given.key, given.expect)
        with refusals_logged(session, case_id):
            receipt = end(session.engine, act, seq, fate)
        key = f"cli.approval.{fate.value}"
        sentence = say(key, case=receipt.case_id, seq=receipt.seq, proposal=seq, user=act.actor.user)
        tell_receipt(receipt, sentence, as_json=as_json)


def _asked(
    session: Session, case_id: str, happened: str, texts: "Mapping[str, str]", key: str, expect: int | None
) -> "Act":
    """The command, of which the proposal says the rest."""
    from pathways.model.record import Act

    return Act(
        case_id=case_id,
        event="",
        run="",
        item="",
        happened=happened_or_now(happened, session.installation.clock.now()),
        data={},
        reason_codes=(),
        texts=texts,
        actor=session.actor,
        key=key,
        expected_version=expect,
        happened_given=bool(happened),
    )
