"""Messages where people look for work: on the page of a case, and beneath the list of what is to be done."""

from typing import TYPE_CHECKING

from pathways.cli.awaited_page import awaited_of, awaited_told, date_cell
from pathways.cli.context import Session
from pathways.cli.output import styled, tell, tell_rows
from pathways.cli.signal import messages_of
from pathways.cli.signal_next import hindered, next_told
from pathways.cli.signal_page import is_red, listed_document, status_told, takes_along, title_of
from pathways.messages import say
from pathways.model.policy import Action
from pathways.model.signal import Status

if TYPE_CHECKING:
    from rich.text import Text

    from pathways.engine.awaited import Awaited
    from pathways.engine.moment import Moment
    from pathways.engine.signal_finding import Found, Messages
    from pathways.model.organisation import Holder

MOST = 200
"""Messages that are looked through for the list of what is to be done."""


def of_case(session: Session, case_id: str, known_at: "Moment") -> "list[Found]":
    """The messages of a case whose reading is logged, as known at a moment; what is foreign to the user left out."""
    from pathways.engine.signal_finding import as_known

    messages = messages_of(session, Action.signal_read)
    known = (as_known(each, known_at.at) for each in messages.of_case(case_id))
    return [each for each in known if each is not None]


def tell_of_case(session: Session, found: "list[Found]") -> None:
    """Each message of a case, and where it is."""
    if not found:
        return
    messages = messages_of(session, Action.signal_read)
    tell("\n" + say("signals.of_case"), "bold")
    tell_rows(
        (
            (
                each.signal.signal_id,
                title_of(messages, each.signal),
                styled(_with_next(messages, each), "red" if is_red(each) else ""),
            )
            for each in found
        ),
        fixed=(0,),
    )
    for each in found:
        along = takes_along(messages, each.signal.shared) if each.is_source and each.signal.red else []
        if along:
            tell(say("moving.along_heading", signal=each.signal.signal_id), "bold")
            tell_rows([(line,) for line in along], indent=4)


def _with_next(messages: "Messages", found: "Found") -> str:
    """Where it is; beneath that what is to be done, where anything is."""
    status = status_told(messages, found)
    if hindered(messages, found) is not None:
        return f"{status}\n{say('moving.hindered_see', signal=found.signal.signal_id)}"
    waits = is_red(found) or found.signal.status is Status.received
    return f"{status}\n{next_told(messages, found)}" if waits else status


def waiting(session: Session, held_by: "Holder | None", kind: str = "") -> "list[Found]":
    """The red messages of the user's services; with ``held_by`` those alone of cases, or sent to what it names.

    ``kind``: those alone that were sent to such a service.
    """
    messages = messages_of(session, Action.signal_read)
    if not messages.any_waiting():
        return []
    page = [
        *messages.incoming(over=False, after="", limit=MOST),
        *messages.outgoing(over=False, after="", limit=MOST),
    ]
    red = [each for each in page if is_red(each) and kind in ("", each.signal.to)]
    return red if held_by is None else messages.held_by(red, held_by)


def tell_waiting_messages(session: Session, found: "list[Found]") -> None:
    """What waits, beneath the list."""
    if not found:
        return
    messages = messages_of(session, Action.signal_read)
    tell("\n" + say("signals.waiting", count=len(found)), "bold")
    tell_rows(
        (
            (
                each.signal.signal_id,
                each.signal.source_case if each.is_source else each.signal.target_case,
                styled(status_told(messages, each), "red"),
            )
            for each in found
        ),
        fixed=(0,),
    )


def documents(session: Session, found: "list[Found]") -> list[dict[str, object]]:
    """The same for machines."""
    messages = messages_of(session, Action.signal_read)
    return [listed_document(messages, each) for each in found]


def dated(session: Session, found: "list[Found]") -> "list[tuple[Found, Awaited]]":
    """Those that wait to be received, each with when it came, by the date that is due first."""
    messages = messages_of(session, Action.signal_read)
    waits = [(each, wait) for each in found if (wait := awaited_of(messages, each)) is not None]
    return sorted(waits, key=lambda pair: (pair[1].by, pair[0].signal.signal_id))


def dated_row(session: Session, found: "Found", wait: "Awaited") -> "tuple[Text | str, str, str]":
    """One of them among deadlines: its date, its number, what it is and when it came."""
    messages = messages_of(session, Action.signal_read)
    lines = (title_of(messages, found.signal), status_told(messages, found), awaited_told(wait))
    return date_cell(wait), found.signal.signal_id, "\n".join(lines)
