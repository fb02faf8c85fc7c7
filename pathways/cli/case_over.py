"""A case in which nothing goes on: registered in error, merged with another, or moved. Why, and where to go."""

from dataclasses import dataclass

from pathways.cli.closed_case import CLOSED, closed_told
from pathways.cli.context import Session
from pathways.cli.not_there import all_in_error
from pathways.engine.view import CaseView
from pathways.machine.closing import closing_of
from pathways.machine.prepared import Prepared
from pathways.messages import say
from pathways.model.record import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class InError:
    """A case of which everything is annulled. ``pathway`` is what it began with, by the version it had then."""

    told: tuple[str, ...]
    pathway: Prepared | None


def in_error(session: Session, view: CaseView) -> InError | None:
    """What is said of a case of which everything is marked as registered in error; None of any other."""
    if not all_in_error(view.records):
        return None
    annulments = [record for record in view.records if record.kind is Kind.annulment]
    first, target = view.records[0], ", ".join(str(seq) for seq in annulments[-1].targets)
    pins = () if first.content is None else first.content.pins
    return InError(
        told=(
            say("cli.case.in_error", case=view.case_id, target=target, seq=annulments[-1].seq),
            say("cli.case.in_error_next", case=view.case_id, event=first.name),
        ),
        pathway=session.installation.library.prepared(pins[0].digest) if pins else None,
    )


def over_told(session: Session, view: CaseView) -> tuple[str, ...]:
    """Why nothing can be recorded in it but what begins it anew, and where to go; nothing of one that goes on."""
    error = in_error(session, view)
    if error is not None:
        return error.told
    if closing_of(view.records) is None:
        return ()
    return (say(CLOSED), *closed_told(session, view.records))
