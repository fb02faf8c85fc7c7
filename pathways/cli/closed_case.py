"""A refusal because the whole case is closed, told with where it goes on: for who may see that, by its number."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from pathways.cli.context import Session
from pathways.cli.output import tell_aside
from pathways.errors import EventRefusedError, NotFoundError, PathwaysError
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pathways.model.record import Record

CLOSED = "machine.case_closed"
"""The refusal of anything that is recorded of a child in a case that is merged with another one, or moved."""


@contextmanager
def closed_told_whole(session: Session, case_id: str) -> "Iterator[None]":
    """A refusal because the case is closed is told here, with where it goes on; every other one as it comes."""
    try:
        yield
    except EventRefusedError as refusal:
        if refusal.key != CLOSED:
            raise
        tell_closed(session, case_id, refusal)
        raise typer.Exit(refusal.exit_code) from None


def tell_closed(session: Session, case_id: str, refusal: PathwaysError) -> None:
    """Tell it on standard error, and where the case goes on. Reads the case, which is logged."""
    tell_aside(str(refusal), "red")
    try:
        view = session.reader.read_case(case_id, say("cli.purpose.refused"), say("cli.information.possible"))
    except NotFoundError:
        return
    for sentence in closed_told(session, view.records):
        tell_aside(sentence)


def closed_told(session: Session, records: "Sequence[Record]") -> "Iterator[str]":
    """Where a case goes on, and what to do there; whom to ask, for who may not see the other case."""
    from pathways.cli.merging import merged_told
    from pathways.engine.moved import SIGNAL
    from pathways.machine.closing import closing_of
    from pathways.machine.merged import pointers
    from pathways.machine.state import MOVED

    yield from merged_told(session, records)
    into = [each.other for each in pointers(records) if not each.kept]
    seen = session.reader.visible(into, Action.case_read)
    for other in into:
        yield say("merging.right_there", case=other) if other in seen else _whom_to_ask(session)
    moved = closing_of(records, MOVED)
    if moved is not None and moved.content is not None:
        yield say("moving.gone", signal=moved.content.data.get(SIGNAL, "–"))


def _whom_to_ask(session: Session) -> str:
    from pathways.engine.permitting import allowed_told

    permits = session.reader.permits
    by = allowed_told(permits.settings.roles, permits.policy, Action.case_merge)
    return say("merging.ask", by=by)
