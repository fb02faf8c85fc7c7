"""What a correction became for the messages of its case: told anew, withdrawn, or not told, with what is to be done."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pathways.cli.context import Session
from pathways.cli.follow_up import follow_up
from pathways.cli.output import tell, tell_aside
from pathways.errors import PathwaysError
from pathways.messages import say
from pathways.model.policy import Action
from pathways.model.signal import Signal, Step

if TYPE_CHECKING:
    from pathways.engine.signal_finding import Messages
    from pathways.model.record import Act

CHANGES = {Step.changed: "changed", Step.withdrawn: "withdrawn", Step.held: "untold", Step.taken_back: "taken_back"}
"""Steps that a correction makes, and what each is called in JSON."""


@dataclass(slots=True, kw_only=True)
class ToldAnew:
    """What became of the messages of a case; empty until the change is recorded, and where it touched none."""

    messages: "Messages | None" = None
    found: list[Signal] = field(default_factory=list)

    def document(self) -> list[dict[str, object]]:
        """The same as JSON."""
        return [{"signal_id": each.signal_id, "to": each.to_service, "told": _told(each)} for each in self.found]

    def or_none(self) -> "ToldAnew | None":
        """None where it touched none: then nothing is said of messages."""
        return self if self.found else None

    def tell(self) -> None:
        """The same for people: what is not told goes aside, as a warning."""
        if self.messages is None:
            return
        for each in self.found:
            if each.untold or each.taken_back:
                tell_aside(_sentence(self.messages, each), "yellow")
            else:
                tell(_sentence(self.messages, each))


@contextmanager
def told_anew(session: Session, database: str, case_id: str) -> "Iterator[ToldAnew]":
    """Within, something of a case is put right; afterwards what could not be told is looked at again, people are told.

    Where a message is held from before, it is told of again: it still waits for a person.
    """
    # Of a foreign case nothing is looked at, so that it takes no longer than one that is not there.
    seen = session.reader.visible([case_id])
    before = {each.signal_id: len(each.steps) for each in (_sent(session, case_id) if seen else ())}
    told = ToldAnew()
    yield told
    if not before or not _altered(session, case_id, before):
        return
    _follow_up(session, database, case_id)
    told.messages = messages = _messages(session)
    theirs = {each.signal.signal_id for each in messages.of_case(case_id)}
    told.found = [each for each in _altered(session, case_id, before) if each.signal_id in theirs]


@contextmanager
def told_of_late_entry(session: Session, database: str, act: "Act") -> "Iterator[ToldAnew]":
    """The same for an act that may lie in the past: in a case that has moved it alters what was owed there.

    Of any other act nothing is asked, so that it costs nothing.
    """
    if not act.happened_given:
        yield ToldAnew()
        return
    with told_anew(session, database, act.case_id) as told:
        yield told


def _altered(session: Session, case_id: str, before: dict[str, int]) -> list[Signal]:
    """The messages that told something before, and by now tell it anew, or should."""
    return [each for each in _sent(session, case_id) if _told(each) and (each.untold or _is_new(each, before))]


def _is_new(signal: Signal, before: dict[str, int]) -> bool:
    return len(signal.steps) > before.get(signal.signal_id, 0)


def _told(signal: Signal) -> str:
    """What the last change became; empty where there is none, or it was never told of."""
    if signal.untold:
        return CHANGES[Step.held]
    changes = [each.step for each in signal.steps if each.step in CHANGES]
    return CHANGES[changes[-1]] if changes and signal.shared is not None else ""


def _sent(session: Session, case_id: str) -> Sequence[Signal]:
    from pathways.store import signals

    with session.installation.database.read() as conn:
        return signals.sent_by_case(conn, case_id)


def _follow_up(session: Session, database: str, case_id: str) -> None:
    from pathways.cli.consent_given import vault_of
    from pathways.engine.held_again import tell_held

    with suppress(PathwaysError):
        # What was put right stands by now, and is answered as such: what could not be told stays held, and red.
        tell_held(_messages(session), vault_of(session, database), case_id)
    follow_up(session)


def _messages(session: Session) -> "Messages":
    from pathways.cli.signal import messages_of

    return messages_of(session, Action.signal_read)


def _sentence(messages: "Messages", signal: Signal) -> str:
    from pathways.cli.signal_next import next_told
    from pathways.engine.signal_finding import Found
    from pathways.engine.signal_reach import service_told

    to = service_told(messages.people, signal.to_service)
    if signal.taken_back and not signal.untold:
        next_step = next_told(messages, Found(signal=signal, is_source=True))
        return say("signals.told_taken_back", signal=signal.signal_id, to=to, next=next_step)
    if signal.untold:
        next_step = next_told(messages, Found(signal=signal, is_source=True))
        return say("signals.told_held", signal=signal.signal_id, to=to, next=next_step)
    return say(_key(signal), signal=signal.signal_id, to=to)


def _key(signal: Signal) -> str:
    if signal.withdrawn:
        return "signals.told_withdrawn"
    if signal.receipt is None:
        return "signals.told_anew_unread"
    return "signals.told_anew_same" if signal.news is None else "signals.told_anew"
