"""How reports are shown: to those who may see all of one, and to those who may see some of its cases."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pathways.cli.context import Session
from pathways.cli.output import styled, tell, tell_aside, tell_json, tell_rows
from pathways.cli.signal import messages_of
from pathways.cli.signal_page import shared_rows, title_of
from pathways.counting.telling import write_short
from pathways.engine.concern_finding import Concern, Concerns
from pathways.engine.concern_registering import Registered
from pathways.messages import say
from pathways.model.policy import Action
from pathways.model.signal import Signal

if TYPE_CHECKING:
    from rich.text import Text

LIST, ONE, REGISTERED = "pathways.concerns/1", "pathways.concern/1", "pathways.concern-registered/1"
CASES, CHANGED = "pathways.concern-cases/1", "pathways.concern-changed/1"

RED = ("unfollowed", "out_unfollowed")
"""Where somebody still has to do something about a child of a report."""


def tell_registered(concerns: Concerns, found: Registered, *, as_json: bool) -> None:
    """What became of each child: the only answer that names several cases, to whoever registered them.

    Whoever may register may be somebody who cannot look the report up afterwards.
    """
    receipt = found.receipt
    if as_json:
        tell_json(_registered_document(found))
    else:
        key = "concerns.told_repeated" if receipt.repeated else "concerns.told_registered"
        tell(say(key, concern=found.concern_id, count=len(found.children)))
        rows = ((each.case_id, say(f"concerns.became_{each.verb}")) for each in found.children)
        tell_rows(rows, fixed=(0,))
    for warning in receipt.warnings:
        tell_aside(say("cli.receipt.warning", warning=warning), "yellow")
    if not as_json:
        tell_aside(say("concerns.next", concern=found.concern_id))
        if not concerns.is_seen(found.concern_id):
            tell_aside(say("concerns.unseen", concern=found.concern_id), "yellow")


def _registered_document(found: Registered) -> dict[str, object]:
    return {
        "schema": REGISTERED,
        "concern_id": found.concern_id,
        "children": [
            {"became": each.verb, "case_id": each.case_id, "signal_id": each.signal_id} for each in found.children
        ],
        "recorded_at": found.receipt.recorded_at,
        "repeated": found.receipt.repeated,
        "warnings": list(found.receipt.warnings),
    }


def changed_document(concern_id: str) -> dict[str, object]:
    """That a report reads otherwise now; which cases it became is for those who may see that."""
    return {"schema": CHANGED, "concern_id": concern_id}


def list_document(found: Sequence[Concern], limit: int) -> dict[str, object]:
    """A page of reports."""
    after = found[-1].concern_id if len(found) == limit else None
    return {"schema": LIST, "concerns": [concern_document(each) for each in found], "after": after}


def concern_document(concern: Concern) -> dict[str, object]:
    """One report, for those who may see all of it."""
    values = {name: list(it) if isinstance(it, tuple) else it for name, it in concern.shared.values.items()}
    return {
        "schema": ONE,
        "concern_id": concern.concern_id,
        "service": concern.service,
        "pathway": concern.pathway,
        "received": concern.shared.anchor.isoformat(),
        "values": values,
        "children": [
            {
                "case_id": each.target_case,
                "signal_id": each.signal_id,
                "where": concern.where(each),
                "red": concern.where(each) in RED,
            }
            for each in concern.signals
        ],
    }


def cases_document(case_id: str, found: Sequence[str]) -> dict[str, object]:
    """The cases that a case shares a report with."""
    return {"schema": CASES, "case_id": case_id, "cases": list(found)}


def tell_list(session: Session, concerns: Concerns, found: Sequence[Concern], limit: int) -> None:
    """Reports, each with what is still to be done."""
    if not found:
        tell(say("concerns.list_none" if concerns.sees_any else "concerns.list_not_yours"))
        return
    messages = messages_of(session, Action.concern_read)
    rows = []
    for each in found:
        red = sum(each.where(signal) in RED for signal in each.signals)
        told = say("concerns.list_red", count=red) if red else say("concerns.list_done")
        rows.append(
            (
                each.concern_id,
                write_short(each.shared.anchor),
                title_of(messages, each.signals[0]),
                say("concerns.list_children", count=len(each.standing)),
                styled(told, "red" if red else ""),
            )
        )
    tell_rows(rows, fixed=(0,))
    if len(found) == limit:
        tell(say("concerns.list_more", after=found[-1].concern_id))


def tell_concern(session: Session, concern: Concern) -> None:
    """One report: what it says, and where each child of it is."""
    messages, first = messages_of(session, Action.concern_read), concern.signals[0]
    tell(say("concerns.heading", concern=concern.concern_id, title=title_of(messages, first)), "bold")
    tell_rows(shared_rows(messages, first, concern.shared)[:-1])
    tell("\n" + say("concerns.children"), "bold")
    tell_rows((_row(concern, each) for each in concern.signals), fixed=(0, 1))


def tell_cases(case_id: str, found: Sequence[str]) -> None:
    """The cases that a case shares a report with; nothing tells whether there are others."""
    if not found:
        tell(say("concerns.cases_none", case=case_id))
        return
    tell(say("concerns.cases", case=case_id), "bold")
    tell_rows(((each,) for each in found), fixed=(0,))


def _row(concern: Concern, signal: Signal) -> "tuple[str | Text, ...]":
    is_where = concern.where(signal)
    told = styled(say(f"concerns.where_{is_where}"), "red" if is_where in RED else "")
    return signal.target_case, signal.signal_id, told
