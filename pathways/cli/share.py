"""``pathways share``: what may be told of a case to whom, shown before anything is sent; and what was told."""

from datetime import date
from typing import TYPE_CHECKING

import typer

from pathways.cli.act import refusals_logged
from pathways.cli.consent_given import HowGiven, InSector, Of, Scope, To, ToName, child_for, said_with
from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session
from pathways.cli.given import At, CaseId, KnownAt, reason_given, sight_given
from pathways.cli.output import tell, tell_json, tell_rows
from pathways.cli.wording import add_command, group, sharing
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.sharing import Child
    from pathways.engine.view import CaseView
    from pathways.sharing import Recipient, Sharing

PREVIEW, LIST = "pathways.share-preview/1", "pathways.shared/1"


def add(app: typer.Typer) -> None:
    """Add ``share`` and its commands."""
    share = group("share")
    add_command(share, "preview", "share_preview", preview)
    add_command(share, "record", "share_record", sharing(Scope, record))
    add_command(share, "list", "share_list", list_shared)
    app.add_typer(share, name="share")


def preview(
    case_id: CaseId,
    *,
    to: To = "",
    to_name: ToName = "",
    sector: InSector = "",
    of: Of = None,
    at: At = "",
    known_at: KnownAt = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """What may be told of a case to somebody outside, item by item, with the reason for each."""
    from pathways.counting.oslo import civil_date
    from pathways.engine.sharing import recipient_for, sharings

    with open_session(database, user, Action.case_read, about=case_id) as session:
        child = child_for(session, case_id, database)
        view = _view(session, case_id, say("cli.purpose.share_preview"), known_at, at)
        on, library = civil_date(view.at.at), session.installation.library
        people = session.installation.roster.at(view.at.at)
        recipient = recipient_for(library, people, view, to.strip(), reason_given(to_name).strip(), sector.strip())
        found = sharings(library, view, recipient, on, child, tuple(of or ()))
        if as_json:
            links = [link_json(each) for each in found]
            tell_json({"schema": PREVIEW, "case_id": case_id, **_recipient(recipient, on), "links": links})
        else:
            _tell(view, recipient, found, child)


def record(given: Scope, case_id: CaseId, *, how: HowGiven = "") -> None:
    """Record that somebody outside was told something, by letter, on the phone or in a meeting."""
    from dataclasses import replace

    from pathways.cli.consent_given import how_given
    from pathways.cli.receipts import changed, tell_receipt
    from pathways.engine.sharing_out import Shares
    from pathways.model.record import Kind

    with given.session(Action.share_send, about=case_id) as session:
        said = said_with(Kind.shared, given, session.installation.clock.now())
        child = child_for(session, case_id, given.database)
        with refusals_logged(session, case_id):
            shares = Shares(engine=session.engine, actor=session.actor, child=child)
            receipt = shares.record(case_id, replace(said, how=how_given(how)), given.key)
        told = changed("cli.share.recorded", receipt, 0, session.actor.user)
        whom = given.to or say("cli.share.somebody")
        tell_receipt(receipt, f"{told} {say('cli.share.told_to', to=whom)}", as_json=given.as_json)


def list_shared(
    case_id: CaseId,
    *,
    at: At = "",
    known_at: KnownAt = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """What of a case was told to others, when, and on what it rested."""
    from pathways.cli.consent_page import shared_json, shared_row
    from pathways.sharing.records import told

    with open_session(database, user, Action.case_read, about=case_id) as session:
        view = _view(session, case_id, say("cli.purpose.share_list"), known_at, at)
    shared = told(view.records)
    if as_json:
        tell_json({"schema": LIST, "case_id": case_id, "shared": [shared_json(each) for each in shared]})
    elif shared:
        tell(say("cli.share.heading", case=case_id), "bold")
        tell_rows((shared_row(each) for each in shared), fixed=(0, 1))
    else:
        tell(say("cli.share.none", case=case_id))


def _view(session: Session, case_id: str, purpose: str, known_at: str, at: str) -> "CaseView":
    sight = sight_given(at, known_at)
    information = say("cli.information.consents")
    return session.reader.read_case(case_id, purpose, information, known_at=sight.known_at, at=sight.at)


def _tell(view: "CaseView", recipient: "Recipient", found: "tuple[Sharing, ...]", child: "Child") -> None:
    to = recipient.name or recipient.service or recipient.kind
    if not found:
        tell(say("cli.share.no_run", case=view.case_id))
    if _without_record(found):
        tell(say("cli.share.without_record", case=view.case_id, to=to))
        tell(say("cli.share.what_next", case=view.case_id))
        return
    for each in found:
        tell(say("cli.share.title", case=view.case_id, pathway=each.link.pathway, to=to), "bold")
        if not each.allowed:
            tell(say("cli.share.nothing"))
        tell_sharing(each)
        tell()
    if child.locked:
        tell(say("cli.share.locked"))


def _without_record(found: "tuple[Sharing, ...]") -> bool:
    """Whether nothing may be told of any pathway because nobody has recorded anything that lets it be."""
    from pathways.sharing.items import RUN

    whys = [one.key for each in found for one in each.withheld if one.item.key == RUN]
    return bool(found) and not any(each.allowed for each in found) and set(whys) == {"sharing.why_nothing"}


def tell_sharing(found: "Sharing") -> None:
    """Item by item whether it may be told, with the reason, and the law that it rests on."""
    rows = [(say("cli.share.yes"), each.item.title, say("cli.share.by", seq=each.by)) for each in found.allowed]
    rows += [(say("cli.share.no"), each.item.title, each.why) for each in found.withheld]
    tell_rows(rows, fixed=(0,))
    rests = {say("cli.share.rests", seq=each.by): each.law for each in found.allowed}
    tell_rows(rests.items(), fixed=(0,))


def _recipient(recipient: "Recipient", on: date) -> dict[str, object]:
    named = {"to": recipient.service or recipient.kind or None, "to_name": recipient.name or None}
    return {**named, "sector": recipient.sector or None, "on": on.isoformat()}


def link_json(found: "Sharing") -> dict[str, object]:
    """The same as JSON."""
    allowed = [
        {"item": each.item.key, "facet": each.item.facet.value, "by": each.by, "kind": each.kind, "law": each.law}
        for each in found.allowed
    ]
    withheld = [
        {"item": each.item.key, "facet": each.item.facet.value, "because": each.key.partition(".")[2], "why": each.why}
        for each in found.withheld
    ]
    return {"pathway": found.link.pathway, "allowed": allowed, "withheld": withheld}
