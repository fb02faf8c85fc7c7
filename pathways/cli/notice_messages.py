"""Notices of messages between services: whose they still are, and what they are about. They tell of no foreign case."""

from typing import TYPE_CHECKING

from pathways.cli.context import Session
from pathways.messages import say
from pathways.model.policy import Action

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from pathways.engine.signal_finding import Found
    from pathways.store.notices import Notice


def in_no_case(found: "Iterable[Notice]") -> "list[Notice]":
    """Those of messages that are in no case of whoever is told."""
    return [each for each in found if not each.case_id]


def theirs_still(session: Session, found: "Collection[Notice]") -> frozenset[str]:
    """The messages of such notices that the user may still see, or could when they ended; nothing is logged."""
    from pathways.cli.signal import messages_of
    from pathways.store import signals

    if not found:
        return frozenset()
    reach = messages_of(session, Action.signal_read).reach
    with session.installation.database.read() as conn:
        known = {each.item: signals.read(conn, each.item) for each in found}
    places = {name: signal.to_service for name, signal in known.items() if signal is not None}
    return frozenset(name for name, place in places.items() if place and reach.is_there(place, Action.signal_read))


def log_messages(session: Session, found: "Iterable[Notice]", purpose: str) -> None:
    """Log that each message is about to be told of, as a look at one that lies in no case of the user's."""
    from pathways.cli.signal import messages_of
    from pathways.engine.signal_looks import log_looks
    from pathways.store import signals

    wanted = dict.fromkeys(each.item for each in in_no_case(found))
    if not wanted:
        return
    with session.installation.database.read() as conn:
        known = [signal for signal_id in wanted if (signal := signals.read(conn, signal_id)) is not None]
    reach = messages_of(session, Action.signal_read).reach
    log_looks(session.reader, reach, Action.signal_read, known, purpose)


def title_told(session: Session, notice: "Notice") -> str:
    """What the message is and where it is now, as the side that is told sees it."""
    from pathways.cli.awaited_page import awaited_of, awaited_told
    from pathways.cli.signal import messages_of
    from pathways.cli.signal_page import status_told, title_of
    from pathways.engine.message_ending import OF_LEFT_OPEN
    from pathways.engine.signal_reach import service_told

    messages = messages_of(session, Action.signal_read)
    found = _found(session, notice)
    if found is None or (not found.is_source and _is_elsewhere(found, notice)):
        # What became of one that has gone elsewhere is not theirs to know.
        return say("signals.notice_gone", signal=notice.item)
    title = title_of(messages, found.signal)
    if notice.rung in OF_LEFT_OPEN:
        # Where the message is by now is not theirs to know: the case is.
        source = service_told(messages.people, found.signal.source_service)
        return say("signals.notice_title", title=title, status=say("signals.status_in_left_open", source=source))
    told = say("signals.notice_title", title=title, status=status_told(messages, found))
    wait = awaited_of(messages, found)
    return told if wait is None else f"{told}\n{awaited_told(wait)}"


def can_be_shown(session: Session, notice: "Notice") -> bool:
    """Whether its message can be shown to whoever has the notice: one that left them reads as one that is not there."""
    from pathways.cli.signal import messages_of
    from pathways.store import heads, signals

    if notice.case_id:
        return True
    with session.installation.database.read() as conn:
        signal = signals.read(conn, notice.item)
        head = heads.read(conn, signal.target_case) if signal is not None and signal.target_case else None
    reach = messages_of(session, Action.signal_read).reach
    return signal is not None and reach.is_target(signal, head, Action.signal_read)


def _is_elsewhere(found: "Found", notice: "Notice") -> bool:
    """Whether a message that somebody was told of as its receiver has left them, or may have."""
    from pathways.engine.message_ending import OF_LEFT_OPEN

    if notice.cancelled_at is None or notice.rung in OF_LEFT_OPEN:
        return False
    return not notice.case_id or found.signal.target_case != notice.case_id or found.signal.receipt is None


def _found(session: Session, notice: "Notice") -> "Found | None":
    from pathways.engine.signal_finding import Found
    from pathways.store import signals

    with session.installation.database.read() as conn:
        signal = signals.read(conn, notice.item)
    if signal is None:
        return None
    return Found(signal=signal, is_source=bool(notice.case_id) and notice.case_id == signal.source_case)
