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
    untold = "untold"
    """To the same: what it told was put right since, and whoever has it is not told."""
    changed = "changed"
    """To whoever has the case that received it: whoever sent it has put it right, or taken it back."""


AT_ONCE = (About.came, About.declined, About.untold, About.changed)
"""What is told when it happens; all others after the days that are decided locally."""

WHILE = {
    About.came: (Status.sent,),
    About.waits: (Status.sent,),
    About.untaken: (Status.received,),
    About.unanswered: (Status.sent, Status.received),
    About.declined: (Status.declined,),
}
"""Where a message is as long as a notice of it holds; of the others it is no question of that."""

OF_CHANGES = {About.untold: "signals.over_told", About.changed: "signals.over_looked_at"}
"""What is of a change since it was sent, with why such a notice is over."""


def sending(signal: Signal) -> int:
    """The number of the step that sent a message last; 0: none did."""
    return max((each.number for each in signal.steps if each.step is Step.sent), default=0)


def told_by(signal: Signal, about: About) -> str:
    """What a notice is given once for, as it stands in its ``deadline``: a sending, or a change since."""
    if about is About.untold:
        step = max((each.number for each in signal.steps if each.step in (Step.held, Step.taken_back)), default=0)
    elif about is About.changed:
        step = 0 if signal.news is None else signal.news.number
    else:
        step = sending(signal)
    return f"{OF_SENDING}{step}"


def waits_so(signal: Signal, about: About) -> bool:
    """Whether a message waits for what such a notice says."""
    if about is About.untold:
        return signal.untold and signal.red
    if about is About.changed:
        return signal.news is not None
    return not signal.withdrawn and signal.status in WHILE[about]


def why_over(signal: Signal | None, notice: Notice) -> str:
    """Why a notice of a message no longer holds, as a catalogue key; empty while it does."""
    if signal is None:
        return "signals.over_withdrawn"
    about = About(notice.rung)
    if signal.taken_back and not waits_so(signal, about):
        return "signals.over_taken_back"
    if about in OF_CHANGES:
        return "" if waits_so(signal, about) and notice.deadline == told_by(signal, about) else OF_CHANGES[about]
    if notice.deadline != told_by(signal, about):
        return "signals.over_sent"
    if waits_so(signal, about):
        return ""
    return f"signals.over_{Status.withdrawn if signal.withdrawn else signal.status}"


def end_notices(conn: Connection, signal: Signal, at: datetime) -> None:
    """Take back, within the transaction of a step, what no longer holds once a message has gone it."""
    for each in notices.of_messages(conn, [signal.signal_id]):
        why = "" if each.cancelled_at is not None or each.title_key != MESSAGE else why_over(signal, each)
        if why:
            outbox.cancel(conn, [each.notice_id], at=at, why=why)
