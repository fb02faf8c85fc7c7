"""What a case that moves must not lose when another one takes it over, and what is told of what is given up."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pathways.engine.duplicates import state_there
from pathways.engine.library import Library
from pathways.engine.signal_notes import Told
from pathways.engine.taken_along import (
    given_up,
    lost_there,
    owed_in,
    read,
    require_reporters_told,
    told,
    words_of,
)
from pathways.errors import EventRefusedError
from pathways.machine.signalled import LOST
from pathways.machine.state import CaseState
from pathways.machine.state_json import load
from pathways.machine.values import check_text
from pathways.messages import say
from pathways.model.signal import MOVE, Shared, Signal, Status, Step
from pathways.store import heads, signals
from pathways.store.connection import Connection

TAKEN = (Status.received, Status.taken_over)


def with_lost(  # noqa: PLR0913, PLR0917 (a step of a message, the case that takes over, and why)
    library: Library,
    conn: Connection,
    signal: Signal,
    step: Told,
    there: CaseState,
    why: Mapping[str, str],
    today: date,
) -> Told:
    """The taking over of a message, with what is given up by it and why, where it is of a case that moves.

    It reads what the sender owes at this moment, and tells nothing of it but what the message told.

    Raises: EventRefusedError where a deadline by law is missing or later ``there`` and nobody says why; where something
    waits at the sender that only it can do, or that it has not told.
    """
    if signal.message != MOVE or not signal.source_case:
        if why:
            raise EventRefusedError("moving.not_lost", names=", ".join(sorted(why)), known=say("machine.none"))
        return step
    here = load(heads.read_states(conn, [signal.source_case])[signal.source_case])
    require_reporters_told(library, here, "moving.sender_waits")
    sent = signal.shared
    lost = given_up(library, owed_in(library, here), signal, there, why, today)
    if not lost:
        return step
    if signal.news is not None:
        # It is given up by name: whoever names it has to know of which date.
        raise EventRefusedError("moving.news_first", signal=signal.signal_id)
    told_why = [
        say("moving.given_up_why", deadline=told(library, each, today), why=check_text("lost", said))
        for each, said in lost
    ]
    anchor = today if sent is None else sent.anchor
    shared = Shared(anchor=anchor, values={LOST: tuple(each.written() for each, _ in lost)}, basis="")
    return replace(step, shared=shared, reason=" ".join((step.reason, *told_why)).strip())


def require_one_move(conn: Connection, signal: Signal, case_id: str) -> None:
    """That no other case has moved into the one that receives a move: a deadline there stands for one, not for two.

    Raises: EventRefusedError.
    """
    if signal.message != MOVE:
        return
    for other in signals.of_cases(conn, [case_id]):
        moved_here = other.message == MOVE and other.target_case == case_id
        if moved_here and other.source_case != signal.source_case and other.status in TAKEN:
            raise EventRefusedError("moving.another_here", case=case_id, signal=other.signal_id)


def hindrance(library: Library, conn: Connection, signal: Signal, today: date) -> EventRefusedError | None:
    """Why a case that moves could not be taken over as both stand now; None where it could, or is not to be.

    It tells no more than the refusal of the taking over does.
    """
    if signal.message != MOVE or not signal.source_case or signal.status is not Status.received:
        return None
    target = load(heads.read_states(conn, [signal.target_case])[signal.target_case])
    there = state_there(conn, signal.target_case, target)
    try:
        with_lost(library, conn, signal, Told(step=Step.taken_over, service=""), there, {}, today)
    except EventRefusedError as refusal:
        return refusal
    return None


def require_held(library: Library, signal: Signal, there: CaseState, today: date) -> None:
    """That the case which took over holds every deadline that the message tells by now.

    Raises: EventRefusedError with those that are missing or later there.
    """
    lost = lost_there(library, tuple(map(read, words_of(signal.shared))), there)
    if lost:
        listed = "; ".join(told(library, each, today) for each in lost)
        raise EventRefusedError("moving.not_followed", signal=signal.signal_id, deadlines=listed)
