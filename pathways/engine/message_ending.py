"""When a notice of a message no longer holds, and taking it back with the step that made it so.

A notice is of one sending: what is sent anew is told anew. It holds as long as the message waits for what it says.
"""

from datetime import datetime
from enum import StrEnum

from pathways.engine.telling import MESSAGE
from pathways.model.signal import Signal, Status, Step
from pathways.store import notices, outbox
from pathways.store.connection import Connection
from pathways.store.notices import Notice

OF_SENDING = "message:"
"""Begins what stands in a notice's ``deadline`` where it is of a message, before the number of its sending."""


class About(StrEnum):
    """What a notice of a message says; its rung."""

    came = "came"
    """To whoever receives it: it is there."""
    waits = "waits"
    """To the same: it still is, and nobody has received it."""
    untaken = "untaken"
    """To whoever has the case that received it: responsibility has not been taken over."""
    unanswered = "unanswered"
    """To whoever has the case that sent it: nobody has taken over responsibility."""
    declined = "declined"
    """To the same: the receiver does not take it."""


AT_ONCE = (About.came, About.declined)
"""What is told when it happens; all others after the days that are decided locally."""

WHILE = {
    About.came: (Status.sent,),
    About.waits: (Status.sent,),
    About.untaken: (Status.received,),
    About.unanswered: (Status.sent, Status.received),
    About.declined: (Status.declined,),
}
"""Where a message is as long as a notice of it holds."""


def sending(signal: Signal) -> int:
    """The number of the step that sent a message last; 0: none did."""
    return max((each.number for each in signal.steps if each.step is Step.sent), default=0)


def waits_so(signal: Signal, about: About) -> bool:
    """Whether a message waits for what such a notice says."""
    return not signal.withdrawn and signal.status in WHILE[about]


def why_over(signal: Signal | None, notice: Notice) -> str:
    """Why a notice of a message no longer holds, as a catalogue key; empty while it does."""
    if signal is None:
        return "signals.over_withdrawn"
    if notice.deadline != f"{OF_SENDING}{sending(signal)}":
        return "signals.over_sent"
    if waits_so(signal, About(notice.rung)):
        return ""
    return f"signals.over_{Status.withdrawn if signal.withdrawn else signal.status}"


def end_notices(conn: Connection, signal: Signal, at: datetime) -> None:
    """Take back, within the transaction of a step, what no longer holds once a message has gone it."""
    for each in notices.of_messages(conn, [signal.signal_id]):
        why = "" if each.cancelled_at is not None or each.title_key != MESSAGE else why_over(signal, each)
        if why:
            outbox.cancel(conn, [each.notice_id], at=at, why=why)
