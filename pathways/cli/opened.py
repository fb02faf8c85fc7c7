"""Where a case lies that was just opened, where whoever opened it does not see it there."""

from typing import TYPE_CHECKING

from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from pathways.cli.context import Session


def lies_elsewhere(session: "Session", case_id: str) -> str:
    """The sentence for whoever works outside the intake that the case fell to; empty where they see it."""
    from pathways.engine.assigning import holder_told
    from pathways.store import heads

    if session.reader.visible([case_id], Action.case_read):
        return ""
    with session.installation.database.read() as conn:
        head = heads.read_if_readable(conn, case_id)
    if head is None:
        return ""
    lies = session.installation.people.falls_to(head.holder, head.service)
    return say("cli.receipt.lies_elsewhere", place=holder_told(lies))
