"""``pathways case can``: what a person may record in a case now, and which fields one event takes."""

from collections.abc import Iterator
from difflib import get_close_matches

from pathways.cli.case_over import in_error, over_told
from pathways.cli.case_page import require_run, tell_impossible, tell_possible
from pathways.cli.context import Session
from pathways.cli.extension_told import cures_nothing
from pathways.cli.late_right import late_document, late_told
from pathways.cli.output import tell, tell_rows
from pathways.cli.proposals_page import approval_told, tell_waiting_proposals
from pathways.cli.words import rights_told, who_told
from pathways.engine.rights import Rights, Roles
from pathways.engine.view import CaseView
from pathways.errors import NotFoundError
from pathways.machine.prepared import Prepared
from pathways.machine.roles import roles_told
from pathways.messages import say
from pathways.model.pathway import Event, Field
from pathways.timeline import when_told

Row = tuple[str, str, str, str]


def tell_can(session: Session, view: CaseView, run: str) -> None:
    """What may be recorded, and what may not and why."""
    run = require_run(view, run)
    shown = [possible for possible in view.possible if run in ("", possible.run)]
    over = over_told(session, view)
    for sentence in over:
        tell(sentence, "bold")
    tell_waiting_proposals(session, view, run)
    if not over:
        tell_possible(session, view, shown)
        for sentence in cures_nothing(session, view, shown):
            tell(say("cli.receipt.warning", warning=sentence), "yellow")
    tell_impossible(session, shown)
    _tell_redecidable(session, view, run)
    _tell_past(session)


def _tell_past(session: Session) -> None:
    """Who may put right what stands, where the place has said so, and from when an entry says why it is late."""
    rights = rights_told(session)
    rows = [("cli.can.correct", rights.correct), ("cli.can.annul", rights.annul)]
    told: list[tuple[str, Roles]] = [(say(key), roles) for key, roles in rows if roles is not None]
    if rights.late_from is not None:
        told.append((say("cli.can.late", days=rights.late_from), rights.enter_late))
    if told:
        tell("\n" + say("cli.can.past"), "bold")
    tell_rows((what, say("cli.can.whoever") if roles is None else who_told(session, roles)) for what, roles in told)


def past_document(session: Session) -> dict[str, object]:
    """The same for ``--json``."""
    rights, actor = rights_told(session), session.actor

    def who(roles: Roles) -> dict[str, object]:
        by = None if roles is None else list(roles)
        return {"by": by, "mine": roles is None or bool(set(roles) & set(actor.roles))}

    return {"correct": who(rights.correct), "annul": who(rights.annul), "late_entry": late_document(session)}


def _tell_redecidable(session: Session, view: CaseView, run: str) -> None:
    """Which decisions may be decided anew, and by whom."""
    found = [each for each in view.redecidable if run in ("", each.run)]
    if found:
        tell("\n" + say("cli.can.redecidable"), "bold")
    for each in found:
        told = say("cli.can.redecide", title=each.title.nb, date=when_told(each.happened))
        tell_rows([[f"redecide {view.case_id} {each.seq} --set … --reason …"]])
        tell_rows([[told if each.mine else f"{told}\n{who_told(session, each.by)}"]], indent=6)


def find_event(session: Session, view: CaseView, name: str, run: str) -> tuple[Prepared, Event]:
    """The event in the newest run that knows it; where all of the case is annulled, in the pathway it began with.

    Raises: NotFoundError, with names that come close.
    """
    run = require_run(view, run)
    error = in_error(session, view)
    tables = [
        session.installation.library.prepared(standing.digest)
        for standing in reversed(view.standing.runs)
        if run in ("", standing.run)
    ]
    tables += [error.pathway] if error is not None and error.pathway is not None else []
    for prepared in tables:
        event = prepared.event(name)
        if event is not None:
            return prepared, event
    known = {each for prepared in tables for each in (*prepared.events, *prepared.item_events)}
    raise NotFoundError("cli.can.unknown", event=name, case=view.case_id, hint=near_told(name, known))


def near_told(typed: str, known: set[str]) -> str:
    """``Mente du …?`` with the names that come closest, after a space; empty when none does."""
    near = get_close_matches(typed, sorted(known))
    return " " + say("cli.refused.near", near=", ".join(near)) if near else ""


def tell_event(session: Session, prepared: Prepared, event: Event) -> None:
    """What one event takes: each field with what it holds, and whether it must be given."""
    tell(say("cli.can.heading", event=event.name, title=event.title.nb), "bold")
    settings = session.installation.library.catalogue.settings
    tell(say("cli.can.who", roles=roles_told(settings.roles, event.by)))
    if event.approved_by:
        tell(approval_told(session, event.approved_by))
    rows = [*event_rows(prepared, event), *late_rows(rights_told(session))]
    late = late_told(session)
    tell_rows(rows, fixed=(0, 1))
    if not rows:
        tell(say("cli.can.nothing"))
    if late:
        tell(late, "yellow")
    for requirement in event.requires:
        tell(say("cli.can.requires", why=requirement.otherwise.nb))


def event_document(view: CaseView, prepared: Prepared, event: Event) -> dict[str, object]:
    """What one event takes, for ``--json``."""
    return {
        "schema": "pathways.event/1",
        "case_id": view.case_id,
        "event": event.name,
        "title": event.title.nb,
        "by": list(event.by),
        "approved_by": list(event.approved_by),
        "fields": [
            {
                "name": name,
                "title": prepared.fields[name].title.nb,
                "kind": prepared.fields[name].kind.value,
                "code_list": prepared.fields[name].code_list or None,
                "required": name in event.records,
            }
            for name in (*event.records, *event.may_record)
        ],
        "reason": event.reason.text_required,
        "reason_list": event.reason.code_list or None,
        "reason_codes": event.reason.codes_required,
    }


def event_rows(prepared: Prepared, event: Event) -> Iterator[Row]:
    """What an event takes: whether it must be given, how it is typed, what it is, and what it holds."""
    for name in (*event.records, *event.may_record):
        field = prepared.fields[name]
        yield _must(name in event.records), f"--set {name}=…", field.title.nb, _kind(field)
    reason = event.reason
    if reason.code_list:
        kind = say("cli.can.kind.code", list=reason.code_list)
        yield _must(reason.codes_required), "--code …", say("cli.can.reason_codes"), kind
    yield _must(reason.text_required), "--reason …", say("cli.can.reason"), say("cli.can.reason_kind")


def late_rows(rights: Rights) -> Iterator[Row]:
    """What an event takes when it is entered so late that the place asks why."""
    if rights.late_from is not None:
        kind = say("cli.can.late_kind", days=rights.late_from)
        yield _must(False), "--late-reason …", say("timeline.late_reason"), kind


def _must(required: bool) -> str:
    return say("cli.can.must" if required else "cli.can.may")


def _kind(field: Field) -> str:
    return say(f"cli.can.kind.{field.kind}", list=field.code_list)
