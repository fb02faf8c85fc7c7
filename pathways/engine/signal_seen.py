"""Whether a message that nobody has received was looked at where it was sent, by the log of the case that sends it."""

from pathways.messages import say
from pathways.model.signal import Signal, Step
from pathways.store import access_pages
from pathways.store.connection import Connection


def information_there(signal: Signal) -> str:
    """What the row of such a look says was looked at."""
    return say("signals.information_there", signal=signal.signal_id, service=signal.to_service)


def was_seen(conn: Connection, signal: Signal, user: str = "") -> bool:
    """Whether anybody, or ``user``, of the service it was sent to last has looked since."""
    sent = [each.at for each in signal.steps if each.step is Step.sent]
    return bool(sent) and access_pages.was_told(conn, signal.source_case, information_there(signal), sent[-1], user)
