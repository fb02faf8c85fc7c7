"""``pathways consent``: consent to help, release from secrecy, legal basis and objection, each a record of its own."""

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.act import Seq, Why, refusals_logged
from pathways.cli.asked import Looked
from pathways.cli.consent_given import Consenting, Frame, Releasing, Scope, Withdrawing, child_for, said_anew, said_with
from pathways.cli.context import Json, Session, read_settings
from pathways.cli.given import At, CaseId, KnownAt, reason_given, sight_given
from pathways.cli.output import tell_json
from pathways.cli.wording import add_command, group, sharing
from pathways.errors import EventRefusedError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pathways.engine.consent_said import Said
    from pathways.engine.consenting import Consents
    from pathways.engine.view import CaseView

Ground = Annotated[
    str, typer.Option("--ground", metavar="HJEMMEL", help=say("cli.consent.option_ground"), show_default=False)
]
Presumed = Annotated[bool, typer.Option("--presumed", help=say("cli.consent.option_presumed"))]
Everybody = Annotated[bool, typer.Option("--everybody", help=say("cli.consent.option_everybody"))]
On = Annotated[str, typer.Option("--on", metavar="DATO", help=say("cli.consent.option_on"))]


def add(app: typer.Typer) -> None:
    """Add ``consent`` and its commands."""
    consent = group("consent")
    add_command(consent, "give", "consent_give", sharing(Consenting, give))
    add_command(consent, "release", "consent_release", sharing(Releasing, release))
    add_command(consent, "basis", "consent_basis", sharing(Scope, basis))
    add_command(consent, "object", "consent_object", sharing(Releasing, objection))
    add_command(consent, "withdraw", "consent_withdraw", sharing(Withdrawing, withdraw))
    add_command(consent, "correct", "consent_correct", sharing(Releasing, correct))
    add_command(consent, "list", "consent_list", sharing(Looked, list_given))
    add_command(consent, "show", "consent_show", sharing(Looked, show))
    add_command(consent, "rules", "consent_rules", rules)
    app.add_typer(consent, name="consent")


def give(given: Consenting, case_id: CaseId) -> None:
    """Record a consent to help."""
    from pathways.model.record import Kind

    with given.session(Action.consent_write, about=case_id) as session:
        said = said_with(Kind.consent, given, session.installation.clock.now())
        _record(session, case_id, said, given, dry_run=given.dry_run)


def release(given: Releasing, case_id: CaseId) -> None:
    """Record a consent to telling somebody outside what is confidential."""
    from pathways.model.record import Kind

    with given.session(Action.consent_write, about=case_id) as session:
        said = said_with(Kind.release, given, session.installation.clock.now())
        _record(session, case_id, said, given, dry_run=given.dry_run)


def basis(given: Scope, case_id: CaseId, *, ground: Ground) -> None:
    """Record a ground in law for telling somebody outside."""
    from pathways.model.record import Kind

    with given.session(Action.consent_write, about=case_id) as session:
        said = replace(said_with(Kind.basis, given, session.installation.clock.now()), ground=ground.strip())
        _record(session, case_id, said, given, dry_run=given.dry_run)


def objection(given: Releasing, case_id: CaseId, *, presumed: Presumed = False, everybody: Everybody = False) -> None:
    """Record that somebody objects to sharing, and tell what they would not have had told and was."""
    from pathways.model.record import Kind
    from pathways.model.sharing import SHARED

    with given.session(Action.consent_write, about=case_id) as session:
        said = said_with(Kind.objection, given, session.installation.clock.now())
        whole = said.share or SHARED
        meant = replace(said, presumed=presumed, everybody=everybody, share=whole)
        _record(session, case_id, meant, given, dry_run=given.dry_run)


def withdraw(given: Withdrawing, case_id: CaseId, seq: Seq) -> None:
    """Record that something given no longer stands, and tell what was already shared."""
    from pathways.cli.consent_messages import documents, messages_after, tell_messages
    from pathways.cli.consent_page import already_shared, tell_already_shared, tell_tried
    from pathways.cli.receipts import changed, receipt_document, tell_receipt
    from pathways.model.record import Kind

    with given.session(Action.consent_write, about=case_id) as session:
        said = said_with(Kind.withdrawal, given, session.installation.clock.now())
        with _consents(session, case_id, given) as consents:
            if given.dry_run:
                tell_tried(session, consents, case_id, said, as_json=given.as_json, seq=seq)
                return
            receipt = consents.withdraw(case_id, seq, said, given.key)
        view = _view(session, case_id, "", "")
        messages = messages_after(session, case_id, receipt.seq, consents.child)
        if given.as_json:
            shared = {"already_shared": already_shared(view.records, seq), "messages": documents(messages)}
            tell_json({**receipt_document(receipt), **shared})
            return
        tell_receipt(receipt, changed("cli.consent.withdrawn", receipt, seq, session.actor.user), as_json=False)
        tell_messages(session, messages)
        tell_already_shared(view.records, seq)


def correct(given: Releasing, case_id: CaseId, seq: Seq, *, ground: Ground = "", why: Why = "") -> None:
    """Record that something given should have read otherwise; what is not given stays as it was."""
    from pathways.cli.consent_messages import documents, messages_after, tell_messages
    from pathways.cli.consent_page import tell_no_addresses
    from pathways.cli.receipts import changed, receipt_document, tell_receipt
    from pathways.engine.consent_said import said_before
    from pathways.engine.consenting import known_one

    read_why = reason_given(why).strip()
    if not read_why:
        raise EventRefusedError("engine.why_missing")
    with given.session(Action.consent_write, about=case_id) as session:
        before = said_before(known_one(_view(session, case_id, "", "").records, case_id, seq))
        said = said_anew(before, given)
        meant = replace(said, ground=ground.strip() or said.ground)
        with _consents(session, case_id, given) as consents:
            known_age = replace(meant, age=None) if consents.child.born and given.age is None else meant
            receipt = consents.correct(case_id, seq, known_age, read_why, given.key)
        told = changed("cli.receipt.corrected", receipt, seq, session.actor.user)
        messages = messages_after(session, case_id, receipt.seq, consents.child)
        if given.as_json:
            tell_json({**receipt_document(receipt), "messages": documents(messages)})
            return
        tell_receipt(receipt, told, as_json=False)
        tell_messages(session, messages)
        tell_no_addresses(meant)


def list_given(asked: Looked, case_id: CaseId, *, known_at: KnownAt = "", at: At = "") -> None:
    """What was consented and objected to in a case, and what became of it."""
    from pathways.cli.consent_page import given_document, tell_given

    with asked.session(Action.case_read, about=case_id) as session:
        view = _view(session, case_id, known_at, at)
        if asked.as_json:
            tell_json(given_document(view))
        else:
            tell_given(view)


def show(asked: Looked, case_id: CaseId, seq: Seq, *, known_at: KnownAt = "", at: At = "") -> None:
    """One of them whole: by whom, by which rule, what it opens, and what was told on it."""
    from pathways.cli.consent_page import one_document, tell_one
    from pathways.engine.consenting import known_one

    with asked.session(Action.case_read, about=case_id) as session:
        view = _view(session, case_id, known_at, at)
        found = known_one(view.records, case_id, seq)
        if asked.as_json:
            tell_json(one_document(view, found))
        else:
            tell_one(view, found)


def rules(*, on: On = "", as_json: Json = False) -> None:
    """Who decides for a child at which age, and the grounds in law for sharing, as they hold on a day."""
    from pathways.cli.consent_rules import rules_document, tell_rules
    from pathways.cli.given import happened_or_now
    from pathways.clock import SystemClock
    from pathways.compiler.catalogue import compile_folder

    day = happened_or_now(on, SystemClock().now()).on
    law = compile_folder(read_settings().definitions).sharing
    if as_json:
        tell_json(rules_document(law, day))
    else:
        tell_rules(law, day)


@contextmanager
def _consents(session: Session, case_id: str, given: Frame) -> "Iterator[Consents]":
    """The door for consents in a case, where what it refuses is logged as a reading: it tells something of the case."""
    from pathways.engine.consenting import Consents

    child = child_for(session, case_id, given.database)
    with refusals_logged(session, case_id):
        yield Consents(engine=session.engine, actor=session.actor, child=child)


def _record(session: Session, case_id: str, said: "Said", given: Frame, *, dry_run: bool) -> None:
    from pathways.cli.consent_messages import documents, messages_after, tell_messages
    from pathways.cli.consent_page import shared_json, tell_already_shared, tell_no_addresses, tell_tried, told_against
    from pathways.cli.receipts import changed, receipt_document, tell_receipt
    from pathways.model.record import Kind

    with _consents(session, case_id, given) as consents:
        if dry_run:
            tell_tried(session, consents, case_id, said, as_json=given.as_json)
            return
        receipt = consents.record(case_id, said, given.key)
    told = changed(f"cli.consent.recorded_{said.kind.value}", receipt, 0, session.actor.user)
    if said.kind is not Kind.objection:
        tell_receipt(receipt, told, as_json=given.as_json)
        tell_no_addresses(said)
        return
    view = _view(session, case_id, "", "")
    against = told_against(view, receipt.seq, session.installation.people)
    messages = messages_after(session, case_id, receipt.seq, consents.child)
    if given.as_json:
        shared = {"already_shared": [shared_json(each) for each in against], "messages": documents(messages)}
        tell_json({**receipt_document(receipt), **shared})
        return
    tell_receipt(receipt, told, as_json=False)
    tell_messages(session, messages)
    tell_already_shared(view.records, receipt.seq, against)


def _view(session: Session, case_id: str, known_at: str, at: str) -> "CaseView":
    sight = sight_given(at, known_at)
    purpose, information = say("cli.purpose.consent_read"), say("cli.information.consents")
    return session.reader.read_case(case_id, purpose, information, known_at=sight.known_at, at=sight.at)
