"""``pathways destroy``: proposed by one person, decided by another, where the law lets anything be destroyed at all."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pathways.cli.context import As, DatabaseUrl, Json, Session, open_session, read_settings
from pathways.cli.given import CaseId, case_number
from pathways.cli.output import tell, tell_aside, tell_json, tell_rows
from pathways.cli.when import json_moment, write_short_moment
from pathways.cli.wording import add_command, group
from pathways.errors import NotAllowedError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pathways.engine.destroying import Destroying, Proposal

Which = Annotated[int, typer.Argument(metavar="HENDELSE", help=say("cli.destroy.argument_proposal"))]
Events = Annotated[list[int] | None, typer.Option("--event", metavar="NR", help=say("cli.destroy.option_event"))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEKST", help=say("cli.destroy.option_reason"))]
Interest = Annotated[str, typer.Option("--public-interest", metavar="TEKST", help=say("cli.destroy.option_interest"))]
MaybeCase = Annotated[str, typer.Argument(metavar="[SAK]", help=say("cli.destroy.argument_case"), show_default=False)]

DOCUMENT, LIST, SCRUBBED = "pathways.destruction/1", "pathways.destructions/1", "pathways.scrubbed/1"


def add(app: typer.Typer) -> None:
    """Add ``destroy`` and its commands."""
    destroy = group("destroy")
    add_command(destroy, "propose", "destroy_propose", propose)
    add_command(destroy, "approve", "destroy_approve", approve)
    add_command(destroy, "decline", "destroy_decline", decline)
    add_command(destroy, "list", "destroy_list", show)
    add_command(destroy, "scrub", "destroy_scrub", scrub)
    app.add_typer(destroy, name="destroy")


def propose(
    case_id: CaseId,
    *,
    event: Events = None,
    reason: Reason = "",
    public_interest: Interest = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Propose that what was wrongly registered be destroyed."""
    with open_session(database, user, Action.destroy_propose, Action.case_read, about=case_id) as session:
        _require_proposing(session)
        proposal = _destroying(session, database).propose(case_id, event or (), reason, public_interest)
    if not _told_as_json(proposal, as_json=as_json):
        tell(say("cli.destroy.proposed", **_values(proposal)))


def _require_proposing(session: Session) -> None:
    """Tell whoever may propose nothing anywhere also where nobody may, as the law keeps it; no case is looked at.

    Raises: NotAllowedError.
    """
    from pathways.model.retention import Wrong

    world = session.installation
    try:
        world.permits.require_somewhere(session.actor, Action.destroy_propose)
    except NotAllowedError as refusal:
        kept = [rule for rule in world.library.catalogue.retention.values() if rule.wrong is Wrong.kept]
        if not kept:
            raise
        services = ", ".join(sorted(rule.service for rule in kept))
        laws = ", ".join(dict.fromkeys(rule.wrong_law for rule in kept))
        raise NotAllowedError("policy.not_destroyed", refusal=str(refusal), services=services, law=laws) from refusal


def approve(
    case_id: CaseId,
    which: Which,
    *,
    reason: Reason = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Decide that what was proposed is destroyed, and destroy it."""
    with open_session(database, user, Action.destroy_approve, about=case_id) as session:
        destroying = _destroying(session, database)
        proposal = destroying.approve(case_id, which, reason)
        scrubbed = destroying.scrub()
    if not _told_as_json(proposal, as_json=as_json, scrubbed=scrubbed):
        tell(say("cli.destroy.destroyed", **_values(proposal)))
    tell_aside(say("cli.destroy.backups"))
    if not scrubbed:
        tell_aside(say("cli.destroy.not_scrubbed"))


def decline(
    case_id: CaseId,
    which: Which,
    *,
    reason: Reason = "",
    user: As = "",
    database: DatabaseUrl = "",
    as_json: Json = False,
) -> None:
    """Decide that nothing is destroyed, or take one's own proposal back."""
    with open_session(database, user, Action.destroy_approve, Action.destroy_propose, about=case_id) as session:
        proposal = _destroying(session, database).decline(case_id, which, reason)
    if not _told_as_json(proposal, as_json=as_json):
        tell(say("cli.destroy.declined", **_values(proposal)))


def show(case_id: MaybeCase = "", *, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """The proposals of a case, or the open ones of all."""
    with open_session(database, user, Action.destroy_approve, Action.destroy_propose, about=case_id) as session:
        destroying = _destroying(session, database)
        found = destroying.of_case(str(case_number(case_id))) if case_id else destroying.every_open()
    if as_json:
        tell_json({"schema": LIST, "proposals": [_document(each) for each in found]})
        return
    if not found:
        tell(say("cli.destroy.none"))
    tell_rows(_rows(found), fixed=(0, 1))


def scrub(*, user: As = "", database: DatabaseUrl = "", as_json: Json = False) -> None:
    """Write the database anew without what was destroyed."""
    with open_session(database, user, Action.destroy_approve) as session:
        scrubbed = _destroying(session, database).scrub()
    if as_json:
        tell_json({"schema": SCRUBBED, "scrubbed": scrubbed})
    else:
        tell(say("cli.destroy.scrubbed" if scrubbed else "cli.destroy.not_scrubbed"))


def _destroying(session: Session, database: str) -> "Destroying":
    from pathways.cli.key_place import key_path
    from pathways.engine.destroying import Destroying
    from pathways.keys.folder import KeyFolder
    from pathways.vault.ring import KeyRing

    world = session.installation
    path = key_path(read_settings(database), world.database, sandbox=world.sandbox)
    ring = None if path is None else KeyRing(folder=KeyFolder(path))
    return Destroying(
        database=world.database, desk=world.desk, clock=world.clock, reader=session.reader, ring=ring
    )  # fmt: skip


def _values(proposal: "Proposal") -> dict[str, Any]:
    return {
        "case": proposal.case_id,
        "seq": proposal.seq,
        "seqs": ", ".join(map(str, proposal.seqs)),
        "law": proposal.law,
        "user": proposal.by,
    }


def _told_as_json(proposal: "Proposal", *, as_json: bool, scrubbed: bool | None = None) -> bool:
    if as_json:
        more = {} if scrubbed is None else {"scrubbed": scrubbed}
        tell_json({"schema": DOCUMENT, **_document(proposal), **more})
    return as_json


def _document(proposal: "Proposal") -> dict[str, object]:
    return {
        "case_id": proposal.case_id,
        "seq": proposal.seq,
        "events": list(proposal.seqs),
        "stage": proposal.stage.value,
        "law": proposal.law,
        "proposed_by": proposal.by,
        "proposed_at": json_moment(proposal.at),
        "decided_by": proposal.decided_by or None,
    }


def _rows(found: "Sequence[Proposal]") -> list[tuple[str, str, str]]:
    return [
        (
            each.case_id,
            str(each.seq),
            say(
                f"cli.destroy.stage_{each.stage.value}",
                **_values(each),
                at=write_short_moment(each.at),
                by=each.decided_by,
            ),
        )
        for each in found
    ]
