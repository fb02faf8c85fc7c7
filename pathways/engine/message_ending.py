"""When a notice of a message no longer holds, and taking it back with the step that made it so.

A notice is of one sending: what is sent anew is told anew. It holds as long as the message waits for what it says.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from pathways.engine.telling import MESSAGE
from pathways.model.signal import Signal, SignalStep, Status, Step
from pathways.store import notices, outbox
from pathways.store.connection import Connection
from pathways.store.notices import Notice

OVER = "signals.over_received"
"""Why a notice of a declined message's case is over where the message was received in it anew."""

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
    declined_again = "declined_again"
    """To the same: nobody has sent it elsewhere or dropped it."""
    untold = "untold"
    """To the same: what it told was put right since, and whoever has it is not told."""
    untold_again = "untold_again"
    taken_back = "taken_back"
    """To the same: what it was sent on was stopped, and it was taken back, or is out on paper."""
    taken_back_again = "taken_back_again"
    """To the same: nobody has sent it anew or dropped it."""
    changed = "changed"
    """To whoever has the case that received it: what it told was put right since, or taken back."""
    changed_again = "changed_again"
    """To the same: nobody has made the case follow, or stand."""
    left_open = "left_open"
    """To whoever has a case that was opened for it: it was declined, and the case goes on."""
    left_open_again = "left_open_again"


AT_ONCE = (About.came, About.declined, About.untold, About.taken_back, About.changed, About.left_open)
"""What is told when it happens; all others after the days that are decided locally."""

OF_LEFT_OPEN = (About.left_open, About.left_open_again)
"""What is of a case, and not of where the message is now: it may have gone elsewhere."""

AGAIN: Mapping[About, About] = MappingProxyType(
    {
        About.came: About.waits,
        About.declined: About.declined_again,
        About.untold: About.untold_again,
        About.taken_back: About.taken_back_again,
        About.changed: About.changed_again,
        About.left_open: About.left_open_again,
    }
)
"""What takes the place of what was told at once, where nobody has done anything about it for so many days."""

WHILE = {
    About.came: (Status.sent,),
    About.waits: (Status.sent,),
    About.untaken: (Status.received,),
    About.unanswered: (Status.sent, Status.received),
    About.declined: (Status.declined,),
    About.declined_again: (Status.declined,),
}
"""Where a message is as long as a notice of it holds; of the others it is no question of that."""

UNTOLD, CHANGED = (About.untold, About.untold_again), (About.changed, About.changed_again)
TAKEN_BACK = (About.taken_back, About.taken_back_again)
OF_CHANGES = {
    **dict.fromkeys(UNTOLD, "signals.over_told"),
    **dict.fromkeys(CHANGED, "signals.over_looked_at"),
    **dict.fromkeys(TAKEN_BACK, "signals.over_acted"),
}
"""What is of a change since it was sent, with why such a notice is over."""


def sending(signal: Signal) -> int:
    """The number of the step that sent a message last; 0: none did."""
    return max((each.number for each in signal.steps if each.step is Step.sent), default=0)


def told_by(signal: Signal, about: About) -> str:
    """What a notice is given once for, as it stands in its ``deadline``: a sending, or a change since."""
    if about in (*UNTOLD, *TAKEN_BACK):
        step = max((each.number for each in signal.steps if each.step in (Step.held, Step.taken_back)), default=0)
    elif about in CHANGED:
        step = 0 if signal.news is None else signal.news.number
    else:
        step = sending(signal)
    return f"{OF_SENDING}{step}"


def declined_in(signal: Signal, case_id: str) -> SignalStep | None:
    """How a message was declined in a case that had received it; None where that was not the last of it there."""
    there = [each for each in signal.steps if each.case_id == case_id and each.step in (Step.received, Step.declined)]
    return there[-1] if there and there[-1].step is Step.declined else None


def waits_so(signal: Signal, about: About) -> bool:
    """Whether a message waits for what such a notice says."""
    if about in UNTOLD:
        return signal.untold and signal.red
    if about in TAKEN_BACK:
        return signal.taken_back and signal.red and not signal.untold
    if about in CHANGED:
        return signal.news is not None
    return not signal.withdrawn and signal.status in WHILE[about]


def why_over(signal: Signal | None, notice: Notice) -> str:
    """Why a notice of a message no longer holds, as a catalogue key; empty while it does."""
    if signal is None:
        return "signals.over_withdrawn"
    about = About(notice.rung)
    if about in OF_LEFT_OPEN:
        # Whether the case goes on is asked with each act there (``telling.why_gone``).
        return "" if any(notice.deadline == f"{OF_SENDING}{each.number}" for each in _declined(signal)) else OVER
    if signal.taken_back and about not in TAKEN_BACK and not waits_so(signal, about):
        return "signals.over_taken_back"
    if about in OF_CHANGES:
        return "" if waits_so(signal, about) and notice.deadline == told_by(signal, about) else OF_CHANGES[about]
    if notice.deadline != told_by(signal, about):
        return "signals.over_sent"
    if waits_so(signal, about):
        return ""
    return f"signals.over_{Status.withdrawn if signal.withdrawn else signal.status}"


def _declined(signal: Signal) -> Iterator[SignalStep]:
    """How it was declined, once for each case that had received it and has not anew."""
    for case_id in dict.fromkeys(each.case_id for each in signal.steps if each.case_id):
        step = declined_in(signal, case_id)
        if step is not None:
            yield step


def end_notices(conn: Connection, signal: Signal, at: datetime) -> None:
    """Take back, within the transaction of a step, what no longer holds once a message has gone it."""
    for each in notices.of_messages(conn, [signal.signal_id]):
        why = "" if each.cancelled_at is not None or each.title_key != MESSAGE else why_over(signal, each)
        if why:
            outbox.cancel(conn, [each.notice_id], at=at, why=why)
