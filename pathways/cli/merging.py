"""``pathways case merge|unmerge``: two cases of one child, of which one goes on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from pathways.cli.act import refusals_logged
from pathways.cli.asked import Asked
from pathways.cli.context import Session
from pathways.cli.follow_up import follow_up
from pathways.cli.given import CaseId, case_number, reason_given, whys_given
from pathways.cli.output import tell, tell_aside, tell_json, tell_rows
from pathways.cli.wording import add_command, sharing
from pathways.errors import NotAllowedError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.engine.merge_plan import Part
    from pathways.engine.merging import Merging
    from pathways.model.record import Record

PLAN = "pathways.merge-plan/1"

Into = Annotated[
    str,
    typer.Option("--into", metavar="SAK", help=say("merging.option_into"), show_default=False, callback=case_number),
]
Here = Annotated[list[str] | None, typer.Option("--here", metavar="LØP", help=say("merging.option_here"))]
End = Annotated[list[str] | None, typer.Option("--end", metavar="LØP=HVORFOR", help=say("merging.option_end"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=say("merging.option_dry_run"))]


def add_to(cases: typer.Typer) -> None:
    """Add the commands to ``case``."""
    add_command(cases, "merge", "case_merge", sharing(Asked, merge))
    add_command(cases, "unmerge", "case_unmerge", sharing(Asked, unmerge))


def merge(
    asked: Asked, case_id: CaseId, *, into: Into, here: Here = None, end: End = None, dry_run: DryRun = False
) -> None:
    """Record that a case is a duplicate of another one, which goes on."""
    from pathways.cli.receipts import receipt_document
    from pathways.engine.merge_plan import Choices

    choices = Choices(here=tuple(here or ()), ended=whys_given(end or (), "merging.no_end"))
    with asked.session(Action.case_merge, about=case_id) as session:
        merging = _merging(session, asked.database)
        for each in (case_id, into):
            session.reader.require_reading(each, say("cli.purpose.case_merge"), say("cli.information.case"))
        if dry_run:
            _tell_plan(case_id, into, merging.plan(case_id, into), as_json=asked.as_json)
            return
        with refusals_logged(session, case_id):
            receipt = merging.merge(case_id, into, choices, reason_given(asked.reason), asked.key)
        follow_up(session)
        if asked.as_json:
            tell_json({**receipt_document(receipt), "into": into})
            return
        tell(say("merging.done", case=case_id, other=into, seq=receipt.seq, user=session.actor.user))
        tell_aside(say("merging.next", case=into))


def unmerge(asked: Asked, case_id: CaseId) -> None:
    """Record that two cases should never have been merged."""
    from pathways.cli.receipts import tell_receipt

    with asked.session(Action.case_merge, about=case_id) as session:
        purpose, information = say("cli.purpose.case_unmerge"), say("cli.information.case")
        _require_other(session, session.reader.read_case(case_id, purpose, information).records, purpose)
        with refusals_logged(session, case_id):
            receipt = _merging(session, asked.database).unmerge(case_id, reason_given(asked.reason), asked.key)
        follow_up(session)
        told = say("merging.undone", case=case_id, seq=receipt.seq, user=session.actor.user)
        tell_receipt(receipt, told, as_json=asked.as_json)


def merged_told(session: Session, records: "Sequence[Record]") -> list[str]:
    """What a case was merged with, a sentence for each; without its number for whoever may not see that case."""
    told = [say(key, **values) for key, values in _pointers(session, records)]
    return [*told, *_rows(session, records)]


def _rows(session: Session, records: "Sequence[Record]") -> Iterator[str]:
    """What the other cases are called in the list of an engagement, for whoever audits both and has not opened them."""
    from pathways.counting.oslo import civil_date
    from pathways.engine.auditing import in_list
    from pathways.machine.merged import pointers

    others = {each.other for each in pointers(records)}
    if not others or session.reader.sent is None:
        return
    today = civil_date(session.installation.clock.now())
    for other in sorted(others - session.reader.visible(others, Action.case_read)):
        for engagement, row in in_list(session.reader, other, session.installation.roster, today):
            yield say("merging.row", row=row, engagement=engagement)


def merged_document(session: Session, records: "Sequence[Record]") -> list[dict[str, object]]:
    """The same for machines."""
    return [
        {"kept": key.startswith("merging.holds"), "other": values.get("case")}
        for key, values in _pointers(session, records)
    ]


def _require_other(session: Session, records: "Sequence[Record]", purpose: str) -> None:
    """Whoever undoes a merge may do so in both cases; the other one is not named to anybody else.

    Raises: NotAllowedError, logged as refused.
    """
    from pathways.machine.merged import pointers

    for other in (each.other for each in pointers(records) if not each.kept):
        if other not in session.reader.visible({other}, Action.case_merge):
            session.reader.log_refusal(session.about, purpose, say("cli.information.nothing"))
            raise NotAllowedError("merging.other_not_yours", user=session.actor.user)
        session.reader.require_reading(other, purpose, say("cli.information.case"))


def _pointers(session: Session, records: "Sequence[Record]") -> list[tuple[str, Mapping[str, str]]]:
    from pathways.machine.merged import pointers

    found = pointers(records)
    seen = session.reader.visible({each.other for each in found}, Action.case_read) if found else frozenset()
    told: list[tuple[str, Mapping[str, str]]] = []
    for each in found:
        key = "merging.holds" if each.kept else "merging.merged_into"
        hidden = "merging.holds_somewhere" if each.kept else "merging.merged_somewhere"
        told.append((key, {"case": each.other}) if each.other in seen else (hidden, {}))
    return told


def _merging(session: Session, database: str) -> "Merging":
    from pathways.cli.consent_given import vault_of
    from pathways.engine.merging import Merging
    from pathways.engine.sheltering_both import Shelter

    shelter = Shelter(definitions=session.installation.library, vault=vault_of(session, database))
    return Merging(engine=session.engine, actor=session.actor, shelter=shelter)


def _tell_plan(case_id: str, into: str, parts: "Sequence[Part]", *, as_json: bool) -> None:
    if as_json:
        tell_json({"schema": PLAN, "case_id": case_id, "into": into, "runs": [_part(each) for each in parts]})
        return
    if not parts:
        tell(say("merging.nothing_to_choose", case=case_id))
        return
    tell(say("merging.choose_heading", case=case_id), "bold")
    for part in parts:
        may = say("merging.may_end" if part.may_end else "merging.must_go_on")
        tell_rows([(part.run, may)], fixed=(0,))
        tell_rows([(each.title,) for each in part.waiting], indent=6)


def _part(part: "Part") -> dict[str, object]:
    from pathways.engine.merge_plan import lost_of

    lost = lost_of(part.waiting)
    waiting = [
        {"run": each.run, "deadline": each.key, "nominal": each.nominal.isoformat(), "lost_if_ended": each in lost}
        for each in part.waiting
    ]
    return {"run": part.run, "runs": list(part.runs), "may_end": part.may_end, "waiting": waiting}
