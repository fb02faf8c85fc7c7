"""What can be done about a message now, on the side of the reader: a sentence with the command, wherever shown."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pathways.cli.context import Session
from pathways.cli.signal import messages_of
from pathways.cli.signal_declined import left_open_next, left_open_of
from pathways.counting.oslo import civil_date
from pathways.engine.signal_finding import UNSEEN, Found, Messages
from pathways.engine.signal_reach import service_told
from pathways.engine.signal_seen import was_seen
from pathways.engine.taken_along import read, told, words_of
from pathways.engine.taking_over import hindrance
from pathways.errors import EventRefusedError
from pathways.messages import say
from pathways.model.organisation import EXTERNAL
from pathways.model.policy import Action
from pathways.model.signal import MOVE, Signal, Status

AT_SOURCE: Mapping[Status, str] = MappingProxyType(
    {
        Status.prepared: "signals.next_send",
        Status.sent: "signals.next_wait",
        Status.received: "signals.next_wait_for_responsibility",
        Status.declined: "signals.next_send_elsewhere",
    }
)

OUTSIDE: Mapping[Status, str] = MappingProxyType(
    {Status.sent: "signals.next_answer", Status.received: "signals.next_answer_responsibility"}
)
"""The same where the receiver answers by paper."""

AT_TARGET: Mapping[Status, str] = MappingProxyType(
    {
        Status.sent: "signals.next_receive",
        Status.received: "signals.next_take_over",
        Status.declined: "signals.next_declined",
    }
)


def next_told(messages: Messages, found: Found) -> str:
    """What the reader can do now, or whom they wait for; that nothing is left, where nobody waits for it."""
    signal, left = found.signal, found.left_open
    source, to = (service_told(messages.people, each) for each in (signal.source_service, signal.to_service))
    if left is not None and signal.news is None:
        said_no = say("signals.next_left_open", source=source, case=left.case_id)
        return f"{said_no} {left_open_next(left)}"
    kept = messages.goes_on_as(found) if signal.red or signal.news is not None else ""
    key = _in_duplicate(found) if kept else ""
    if key and kept == UNSEEN:
        return say("signals.merged_unseen", signal=signal.signal_id)
    if key:
        return say(key, signal=signal.signal_id, case=kept, duplicate=signal.source_case)
    key = _at_source(signal, messages) if found.is_source else _at_target(signal, messages)
    here = signal.source_case if found.is_source else signal.target_case
    return say(key or "signals.next_nothing", signal=signal.signal_id, source=source, to=to, here=here)


def _in_duplicate(found: Found) -> str:
    """What can be done in a case that was merged with another, where that is something else; empty where it is not."""
    signal = found.signal
    if not found.is_source:
        return "signals.merged_news" if signal.news is not None and signal.message != MOVE else ""
    if signal.status in (Status.prepared, Status.declined):
        return "signals.merged_drop"
    return "signals.merged_untold" if signal.untold else ""


def _at_source(signal: Signal, messages: Messages) -> str:
    if signal.taken_back and not signal.untold:
        return _taken_back(signal, messages) if signal.red else ""
    if signal.untold:
        return "moving.next_untold" if signal.message == MOVE else "signals.next_untold"
    if signal.withdrawn and signal.red:
        return "signals.next_withdrawn_outside"
    if signal.message == MOVE and signal.status is Status.declined:
        return "moving.next"
    if signal.to == EXTERNAL and signal.status in OUTSIDE:
        return OUTSIDE[signal.status]
    return AT_SOURCE.get(signal.status, "")


def _taken_back(signal: Signal, messages: Messages) -> str:
    moves, how = signal.message == MOVE, "outside"
    if signal.to != EXTERNAL:
        with messages.engine.database.read() as conn:
            how = "seen" if was_seen(conn, signal) else "unseen"
    return f"moving.next_taken_back_{how}" if moves else f"signals.next_taken_back_{how}"


def _at_target(signal: Signal, messages: Messages) -> str:
    if signal.news is not None:
        if signal.message == MOVE:
            return "moving.next_taken_back" if signal.withdrawn else "moving.next_news"
        return "signals.next_news"
    if signal.message == MOVE and signal.status is Status.declined:
        return "moving.next_declined"
    if signal.status is Status.sent and signal.message == MOVE:
        return "moving.next_receive"
    send = messages.send_of(signal)
    if signal.status is Status.sent and not (send is not None and send.starts):
        return "signals.next_receive_into"
    return AT_TARGET.get(signal.status, "")


def hindered(messages: Messages, found: Found) -> EventRefusedError | None:
    """Why a case that is handed over to the reader could not be taken over as it stands; None where it could."""
    if found.is_source or found.signal.message != MOVE:
        return None
    library, today = messages.engine.desk.library, civil_date(messages.now)
    with messages.engine.database.read() as conn:
        return hindrance(library, conn, found.signal, today)


def changed_rows(messages: Messages, found: Found) -> Iterator[str]:
    """Which deadlines are told otherwise since somebody at the receiver looked, of a case that moved."""
    signal = found.signal
    if found.is_source or signal.news is None or signal.message != MOVE:
        return
    library, today = messages.engine.desk.library, civil_date(messages.now)
    before, now = words_of(signal.answered), words_of(signal.shared)
    for key, words, others in (("moving.news_new", now, before), ("moving.news_gone", before, now)):
        yield from (say(key, deadline=told(library, read(each), today)) for each in words if each not in others)


def next_of_case(session: Session, case_id: str) -> Iterator[str]:
    """What is to be done about each message of a case in which somebody still has something to do, under its number."""
    from pathways.cli.signal_page import is_red, status_told

    messages = messages_of(session, Action.signal_read)
    for case in left_open_of(session, case_id):
        yield f"{case.signal_id}: {left_open_next(case)}"
    for each in (*messages.of_case(case_id), *messages.of_duplicates(case_id, say("cli.holding.purpose_gaps"))):
        if each.left_open is not None and each.signal.news is None:
            continue
        stopped = hindered(messages, each) is not None
        if is_red(each) or stopped or (each.signal.untaken and not each.is_source):
            next_step = say("moving.hindered_see", signal=each.signal.signal_id) if stopped else ""
            lines = (f"{each.signal.signal_id}: {status_told(messages, each)}.", next_step or next_told(messages, each))
            yield " ".join(lines)
