"""Looks again at messages that a correction left untold, with what the vault knows of the child: where its keys are.

Within an act no vault is opened: its transaction holds the case, and a look at a birth date is logged before it is
made. So what depends on an age is held there and, in the same command, told here in a transaction of its own. A process
that ends in between, or has no keys, leaves it held: red at the source, with a notice, until a person sends it.
"""

from dataclasses import replace

from pathways.counting.oslo import civil_date
from pathways.engine.move_anew import owed_then, tell_anew
from pathways.engine.sharing import child_of
from pathways.engine.signal_finding import Messages
from pathways.engine.signalling import Signalling
from pathways.engine.taken_along import owed_in
from pathways.engine.transaction import tried_again
from pathways.errors import PathwaysError
from pathways.machine.state import MOVED
from pathways.machine.state_json import load
from pathways.messages import say
from pathways.model.organisation import EXTERNAL
from pathways.model.policy import Action
from pathways.model.signal import MOVE, Signal
from pathways.sharing import Facts
from pathways.store import events, heads, signals
from pathways.vault.door import Vault


def tell_held(messages: Messages, vault: Vault | None, case_id: str) -> None:
    """Tell what of a case is held and may be told, by the birth date of the child; nothing where none is known here.

    The date is read for whoever may send messages of the case, and for nobody else. What may not be told stays held.
    """
    database, reader = messages.engine.database, replace(messages.reader, action=Action.share_send)
    with database.read() as conn:
        held = [each for each in signals.sent_by_case(conn, case_id) if _is_held(each)]
    if vault is None or not held or not reader.visible([case_id]):
        return
    try:
        child = child_of(reader, vault, case_id, say("cli.purpose.signal_send"))
    except PathwaysError:
        return
    if child.born is None:
        return
    for each in held:
        tried_again(lambda each=each: _told(messages, each, child.facts))  # type: ignore[misc]


def _is_held(signal: Signal) -> bool:
    return signal.untold and signal.red and signal.to != EXTERNAL


def _told(messages: Messages, wanted: Signal, facts: Facts) -> None:
    desk, user = messages.engine.desk, messages.reader.actor.user
    people = desk.people.on(civil_date(messages.now))
    with messages.engine.database.write() as conn:
        locked = heads.lock(conn, wanted.source_case)
        signal = signals.read(conn, wanted.signal_id)
        if locked is None or signal is None or not _is_held(signal):
            return
        head, text = locked
        now = max(messages.now, head.recorded_at)
        if signal.message != MOVE:
            signalling = Signalling(library=desk.library, people=people, entropy=desk.entropy, now=now, facts=facts)
            signalling.tell_held(conn, signal, user)
            return
        records, state = events.read_case(conn, wanted.source_case), load(text)
        owed = owed_then(desk.library, records) if state.closed == MOVED else owed_in(desk.library, state)
        tell_anew(conn, desk.library, people, records, signal.signal_id, owed, user=user, now=now, facts=facts)
