"""Logs looks at messages that nobody has received yet: no case of whoever looks holds them yet.

So each look leaves a row in the log of the case that sends the message, where the child, and whoever leads there, can
see who saw it; and one of no case, by which whoever leads the looking service sees what its people have seen. Of the
source the reader is told nothing by this (pasientjournalloven § 22 a; docs/adr/0029).
"""

from collections.abc import Iterable

from pathways.engine.reached import in_service
from pathways.engine.reading import Reader
from pathways.engine.signal_reach import Reach
from pathways.engine.signal_seen import information_there
from pathways.messages import say
from pathways.model.policy import Action
from pathways.model.signal import Signal
from pathways.policy.deciding import basis_told


def log_looks(reader: Reader, reach: Reach, action: Action, looked_at: Iterable[Signal], purpose: str) -> None:
    """Log, before any of it is shown, that messages are looked at in the services to which they were sent.

    All rows in one transaction. Raises: UnavailableError where one was not written; then nothing may be shown.
    """
    wanted = {each.signal_id: each for each in looked_at if each.source_case}
    if not wanted:
        return
    with reader.database.write() as conn:
        for signal_id, signal in wanted.items():
            basis = basis_told(reader.permits.policy, reach.grant_there(signal.to_service, action))
            there = information_there(signal)
            receiver = say("signals.basis_receiver", basis=basis)
            here, place = say("signals.information", signal=signal_id), in_service(signal.to_service)
            reader.rows.write_granted(conn, "", basis, purpose, here, reach=place)
            reader.rows.write_granted(conn, signal.source_case, receiver, purpose, there)
