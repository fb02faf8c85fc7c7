"""``pathways signal``: messages between cases, services and data areas of the installation, and to services outside."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.asked import Asked, Looked, Once
from pathways.cli.context import As, DatabaseUrl, Session, open_session
from pathways.cli.follow_up import follow_up
from pathways.cli.given import (
    Codes,
    HappenedAt,
    LateReason,
    Texts,
    Values,
    case_number,
    happened_or_now,
    reason_given,
    texts_given,
    values_given,
    whys_given,
)
from pathways.cli.output import tell, tell_aside, tell_json
from pathways.cli.wording import add_command, group, sharing
from pathways.errors import EventRefusedError, UsageError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.engine.receipt import Receipt
    from pathways.engine.signal_finding import Messages

PAGE = 50
ANSWERS = ("received", "taken-over", "declined")


def _id(typed: str) -> str:
    """An id as it is kept, however it was typed; what cannot be one is nobody's."""
    return typed.strip().upper()[:20]


SignalId = Annotated[
    str, typer.Argument(metavar="MELDING", help=say("signals.argument_id"), show_default=False, callback=_id)
]
To = Annotated[str, typer.Option("--to", metavar="TJENESTE", help=say("signals.option_to"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("signals.option_dry_run"))]
WouldBe = Annotated[bool, typer.Option("--dry-run", help=say("signals.option_would_be"))]
InCase = Annotated[str, typer.Option("--case", metavar="SAK", help=say("signals.option_case"), callback=case_number)]
Code = Annotated[str, typer.Option("--code", metavar="KODE", help=say("signals.option_code"), show_default=False)]
Answer = Annotated[str, typer.Argument(metavar="SVAR", help=say("signals.argument_answer"), show_default=False)]
On = Annotated[str, typer.Option("--on", metavar="DATO", help=say("signals.option_on"), show_default=False)]
Out = Annotated[Path | None, typer.Option("--out", metavar="FIL", help=say("signals.option_out"))]
Lost = Annotated[list[str] | None, typer.Option("--lost", metavar="FRIST=HVORFOR", help=say("moving.option_lost"))]
All = Annotated[bool, typer.Option("--all", help=say("signals.option_all"))]
After = Annotated[str, typer.Option("--after", metavar="MERKE", help=say("signals.option_after"))]


def add(app: typer.Typer) -> None:
    """Add ``signal`` and its commands."""
    signal = group("signal")
    add_command(signal, "list", "signal_list", sharing(Looked, list_signals))
    add_command(signal, "show", "signal_show", sharing(Looked, show))
    add_command(signal, "send", "signal_send", sharing(Once, send))
    add_command(signal, "letter", "signal_letter", letter)
    add_command(signal, "drop", "signal_drop", sharing(Asked, drop))
    add_command(signal, "answer", "signal_answer", sharing(Asked, answer))
    add_command(signal, "receive", "signal_receive", sharing(Asked, receive))
    add_command(signal, "take-over", "signal_take_over", sharing(Asked, take_over))
    add_command(signal, "decline", "signal_decline", sharing(Looked, decline))
    add_command(signal, "follow", "signal_follow", sharing(Asked, follow))
    add_command(signal, "keep", "signal_keep", sharing(Asked, keep))
    app.add_typer(signal, name="signal")


def list_signals(asked: Looked, *, every: All = False, after: After = "") -> None:
    """List what was sent to services of the user, and what these send."""
    from pathways.cli.signal_page import list_document, tell_list

    with asked.session(Action.signal_read) as session:
        messages = messages_of(session)
        incoming = messages.incoming(over=every, after=_id(after), limit=PAGE)
        outgoing = messages.outgoing(over=every, after=_id(after), limit=PAGE)
        if asked.as_json:
            tell_json(list_document(messages, incoming, outgoing, PAGE))
        else:
            tell_list(messages, incoming, outgoing, PAGE)


def show(asked: Looked, signal_id: SignalId) -> None:
    """Show a message: what is shared, where it is, and every step."""
    from pathways.cli.signal_page import shown_document, tell_signal

    with asked.session(Action.signal_read) as session:
        messages = messages_of(session)
        found = messages.either(signal_id, say("cli.purpose.signal_show"))
        if asked.as_json:
            tell_json(shown_document(messages, found))
        else:
            tell_signal(messages, found)


def send(asked: Once, signal_id: SignalId, *, to: To = "", dry_run: DryRun = False) -> None:
    """Send a message that is prepared, where a consent or a ground in law that is recorded in the case lets it."""
    from pathways.cli.consent_given import vault_of
    from pathways.cli.signal_filled import warn_late
    from pathways.cli.signal_page import preview_document, tell_preview
    from pathways.engine.signal_sending import Sending

    with asked.session(Action.share_send) as session, _carried(session, signal_id) as messages:
        sending = Sending(messages=messages, vault=vault_of(session, asked.database))
        if dry_run:
            preview = sending.preview(signal_id, to.strip())
            if asked.as_json:
                tell_json(preview_document(preview))
            else:
                tell_preview(messages, preview)
            return
        receipt = sending.send(signal_id, to.strip(), asked.key)
        _tell(receipt, "sent", signal_id, as_json=asked.as_json)
        if not asked.as_json:
            warn_late(messages, signal_id)


def letter(signal_id: SignalId, *, out: Out = None, user: As = "", database: DatabaseUrl = "") -> None:
    """Write a message that was sent as a letter for paper, with what is shared and nothing else."""
    from pathways.cli.output import tell_as_is
    from pathways.cli.signal_page import letter_text
    from pathways.cli.written import require_free, write_out

    if out is not None:
        require_free(out)
    with open_session(database, user, Action.share_send) as session:
        messages = messages_of(session)
        text = letter_text(messages, messages.at_source(signal_id, say("cli.purpose.signal_letter")))
        if out is None:
            tell_as_is(text)
            return
        write_out(out, [text.encode()])
    tell(say("signals.letter_written", file=out))


def drop(asked: Asked, signal_id: SignalId) -> None:
    """Say why a message shall not be sent, or is no more waited for."""
    from pathways.engine.signal_sending import Sending

    said = reason_given(asked.reason)
    with asked.session(Action.share_send) as session, _carried(session, signal_id) as messages:
        _tell(Sending(messages=messages).drop(signal_id, said, asked.key), "dropped", signal_id, as_json=asked.as_json)


def answer(asked: Asked, signal_id: SignalId, said: Answer, *, on: On) -> None:
    """Write down what a service outside has answered, and on which day."""
    from pathways.counting.oslo import parse_moment
    from pathways.engine.signal_sending import Sending
    from pathways.model.signal import Step

    if said not in ANSWERS:
        raise UsageError("signals.answer_word", known=", ".join(ANSWERS))
    step, why = Step(said.replace("-", "_")), reason_given(asked.reason)
    with asked.session(Action.share_send) as session, _carried(session, signal_id) as messages:
        receipt = Sending(messages=messages).answer(signal_id, step, parse_moment(on).on, why, asked.key)
        _tell(receipt, f"answered_{step.value}", signal_id, as_json=asked.as_json)


def receive(
    asked: Asked,
    signal_id: SignalId,
    *,
    case_id: InCase = "",
    happened: HappenedAt = "",
    values: Values = None,
    texts: Texts = None,
    late_reason: LateReason = "",
    codes: Codes = None,
) -> None:
    """Receive a message: open a case for it, or join it to one. Only this starts the deadlines here."""
    from pathways.cli.signal_filled import dates_filled
    from pathways.cli.signal_takes import takes_told
    from pathways.engine.signal_receiving import Receiving
    from pathways.model.record import Act

    given, said = values_given(values, texts), texts_given(asked.reason, late_reason)
    with asked.session(Action.signal_receive) as session, _carried(session, signal_id) as messages:
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
            key=asked.key,
            expected_version=None,
            happened_given=bool(happened),
        )
        if case_id and (given or codes or said):
            raise UsageError("signals.joins_alone")
        receiving = Receiving(messages=messages)
        purpose = say("cli.purpose.signal_receive")
        with takes_told(session, messages, signal_id, act):
            receipt = receiving.join(signal_id, act) if case_id else receiving.open_case(signal_id, act)
        _tell(receipt, "received", signal_id, as_json=asked.as_json)
        if not asked.as_json:
            _tell_dates(session, receipt)
            if not case_id:
                for sentence in dates_filled(messages, messages.at_target(signal_id, purpose), given):
                    tell_aside(sentence, "yellow")


def take_over(asked: Asked, signal_id: SignalId, *, lost: Lost = None) -> None:
    """Say that the service has taken over the responsibility: then whoever sent it no longer answers for it."""
    from pathways.engine.signal_receiving import Receiving

    said, why = reason_given(asked.reason), whys_given(lost or (), "moving.no_lost")
    with asked.session(Action.signal_receive) as session, _carried(session, signal_id) as messages:
        try:
            receipt = Receiving(messages=messages).take_over(signal_id, said, asked.key, why)
        except EventRefusedError:
            # What the sender owes by now is told first, so that the message shows what stands in the way.
            follow_up(session)
            raise
        _tell(receipt, "taken_over", signal_id, as_json=asked.as_json)


def decline(asked: Looked, signal_id: SignalId, *, code: Code) -> None:
    """Say that the service does not take it, and why."""
    from pathways.cli.signal_declined import declined_document, tell_declined
    from pathways.engine.signal_receiving import Receiving

    with asked.session(Action.signal_receive) as session, _carried(session, signal_id) as messages:
        Receiving(messages=messages).decline(signal_id, code.strip())
        found = messages.received(signal_id, say("cli.purpose.signal_receive"))
        if asked.as_json:
            tell_json(declined_document(session, found))
        else:
            tell_declined(session, found)


def follow(asked: Asked, signal_id: SignalId, *, dry_run: WouldBe = False) -> None:
    """Let the case follow what the source changed: the event that received the message is corrected, or annulled."""
    from pathways.engine.signal_receiving import Receiving

    said = reason_given(asked.reason)
    if dry_run:
        with asked.session(Action.signal_receive) as session:
            _would_follow(session, signal_id, said, as_json=asked.as_json)
        return
    with asked.session(Action.signal_receive) as session, _carried(session, signal_id) as messages:
        _tell(
            Receiving(messages=messages).follow(signal_id, said, asked.key),
            "followed",
            signal_id,
            as_json=asked.as_json,
        )


def _would_follow(session: Session, signal_id: str, reason: str, *, as_json: bool) -> None:
    from pathways.cli.foreseen import tell_what_would_be
    from pathways.engine.signal_receiving import Receiving

    case_id, change = Receiving(messages=messages_of(session)).change(signal_id, reason)
    session.reader.require_reading(case_id, say("cli.purpose.signal_receive"), say("cli.information.case"))
    tell_what_would_be(session, case_id, (change,), "", as_json=as_json)


def keep(asked: Asked, signal_id: SignalId) -> None:
    """Say why the case stands as it is, though the source changed something."""
    from pathways.engine.signal_receiving import Receiving

    said = reason_given(asked.reason)
    with asked.session(Action.signal_receive) as session, _carried(session, signal_id) as messages:
        _tell(Receiving(messages=messages).keep(signal_id, said, asked.key), "kept", signal_id, as_json=asked.as_json)


def messages_of(session: Session, action: Action | None = None) -> "Messages":
    """The messages that the user of a session has to do with; for another action than that of the command."""
    from pathways.engine.signal_finding import Messages

    people = session.installation.people
    return Messages(engine=session.engine, reader=session.reader, people=people, action=action or session.action)


@contextmanager
def _carried(session: Session, signal_id: str) -> "Iterator[Messages]":
    """Afterwards the other log is told at once; what cannot be now is told by the next tick.

    What is refused because the case was merged with another is told here, with what can be done where it goes on.
    """
    from pathways.cli.closed_case import CLOSED
    from pathways.cli.signal_next import next_told

    messages = messages_of(session)
    try:
        yield messages
    except EventRefusedError as refusal:
        if refusal.key != CLOSED:
            raise
        tell_aside(str(refusal), "red")
        tell_aside(next_told(messages, messages.either(signal_id, say("cli.purpose.refused"))))
        raise typer.Exit(refusal.exit_code) from None
    follow_up(session)


def _tell(receipt: "Receipt", step: str, signal_id: str, *, as_json: bool) -> None:
    from pathways.cli.receipts import tell_receipt

    told = say(f"signals.told_{step}", signal=signal_id, case=receipt.case_id, seq=receipt.seq)
    tell_receipt(receipt, told, as_json=as_json)
    if step == "received" and not as_json:
        tell_aside(say("signals.next_take_over", signal=signal_id))


def _tell_dates(session: Session, receipt: "Receipt") -> None:
    """From which day the next deadline counts: seldom from now."""
    from pathways.cli.signal_ready import runs_from

    purpose, information = say("cli.purpose.signal_receive"), say("cli.information.case")
    sentence = runs_from(session.reader.read_case(receipt.case_id, purpose, information))
    if sentence:
        tell(sentence)
