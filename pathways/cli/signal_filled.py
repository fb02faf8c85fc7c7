"""Which dates a receipt fills in by what the message tells, where they lie before it came, and how another is set."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING

from pathways.cli.output import tell_aside
from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_short
from pathways.machine.signalled import filled
from pathways.messages import say
from pathways.model.signal import HAPPENED, Step

if TYPE_CHECKING:
    from pathways.engine.signal_finding import Messages
    from pathways.model.signal import Signal


def dates_filled(messages: "Messages", signal: "Signal", given: Collection[str] = ()) -> Iterator[str]:
    """Of each date that the sender's day fills in, before the day it was sent; none of what was ``given`` instead."""
    send, shared = messages.send_of(signal), signal.shared
    sent = [each.on for each in signal.steps if each.step is Step.sent]
    if send is None or shared is None or not send.starts or not sent:
        return
    library = messages.engine.desk.library
    digest, _ = library.in_force(send.starts, civil_date(messages.now))
    fields = library.prepared(digest).fields
    for name, source in send.fills:
        if source == HAPPENED and name in fields and name not in given:
            day = date.fromisoformat(str(filled(shared, source)))
            if day < sent[-1]:
                yield say("signals.filled", title=fields[name].title.nb, date=write_short(day), name=name)


def warn_late(messages: "Messages", signal_id: str) -> None:
    """After it is sent: that what is due first at the other side is over already, as they will count it."""
    from pathways.cli.words import was_missed
    from pathways.engine.awaited import awaited
    from pathways.store import signals

    with messages.engine.database.read() as conn:
        signal = signals.read(conn, signal_id)
    wait = signal and awaited(messages.engine.desk.library, signal, messages.send_of(signal), messages.now)
    if wait and wait.first is not None and was_missed(wait.first[1]):
        due = wait.first[1]
        anchor, day = write_short(due.anchored_on), write_short(due.nominal)
        tell_aside(say("signals.sent_late", title=due.title.nb, date=day, anchor=anchor), "yellow")
