"""What people of the source do with a message: see what would be shared, send it, drop it, write down an answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pathways.counting.oslo import civil_date
from pathways.engine.acts import Written
from pathways.engine.draft import Draft
from pathways.engine.engine import shell
from pathways.engine.moved import close_moved
from pathways.engine.moving_again import MovingAgain
from pathways.engine.receipt import Receipt
from pathways.engine.rights import Rights
from pathways.engine.sharing import Child, child_of, record_shared
from pathways.engine.signal_finding import Messages
from pathways.engine.signal_law import Verdict, judged, keys_of, recipient
from pathways.engine.signal_notes import Told, add_step, locked_signal, require, require_day, write_note
from pathways.engine.signalling import pathway_today
from pathways.errors import EventRefusedError
from pathways.machine.order import standing_acts
from pathways.machine.signalled import AT_SOURCE, shared_of
from pathways.machine.state import CaseState
from pathways.messages import say
from pathways.model.organisation import EXTERNAL
from pathways.model.policy import Action
from pathways.model.record import Act, Happened, Record
from pathways.model.signal import MOVE, Shared, Signal, Status, Step
from pathways.store import events
from pathways.store.connection import Connection
from pathways.store.signals import Noting
from pathways.vault.door import Vault

HAVE_IT = (Status.received, Status.taken_over)
"""Where a message lies in a case of whoever it was sent to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would be sent: to whom, what of it, and what not, with why."""

    signal: Signal
    to_service: str
    shared: Shared
    verdict: Verdict
    unsaid: tuple[str, ...]
    """Fields that might be shared, and of which the event says nothing."""
    child: Child
    """What is known of the child, for the rules of age."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """Steps of the source. Each is one transaction on its case, and is told in its log."""

    messages: Messages
    vault: Vault | None = None
    """Where the birth date of the child can be read, for the rules of age; None: nowhere."""

    def preview(self, signal_id: str, to: str) -> Preview:
        """What ``send`` would share, and what not. Raises as ``send``."""
        signal, service, child = self._asked(signal_id, to)
        if _is_told_again(signal):
            again = MovingAgain(messages=self.messages, child=child).preview(signal)
            return Preview(
                signal=signal,
                to_service=signal.to_service,
                shared=again.shared,
                verdict=again.verdict,
                unsaid=(),
                child=child,
            )
        with self.messages.engine.database.read() as conn:
            return self._preview(events.read_case(conn, signal.source_case), signal, service, child)

    def send(self, signal_id: str, to: str, key: str = "") -> Receipt:
        """Send a message that is prepared, was declined, or reads otherwise by now, to a service.

        What it tells is recorded as told, with the events that it rests on, in the same transaction.
        Raises: EventRefusedError where it may not be told, or is not there to be sent; NotFoundError; UsageError where
        several services might be meant.
        """
        signal, service, child = self._asked(signal_id, to)
        if _is_told_again(signal):
            return MovingAgain(messages=self.messages, child=child).send(signal, key)

        def write(conn: Connection, locked: Signal, _draft: Draft) -> tuple[Signal, Told]:
            preview = self._preview(events.read_case(conn, signal.source_case), locked, service, child)
            if not preview.verdict.may:
                raise EventRefusedError("signals.may_not", signal=signal_id, why=preview.verdict.why)
            if not locked.untold:
                require(locked, Step.sent)
            # Whoever has it in a case of theirs is told there what changed; all others get it as one that is new.
            there = bool(locked.target_case) and locked.status in HAVE_IT
            has_it = locked.untold and there and service == locked.to_service
            told = Told(
                step=Step.changed if has_it else Step.sent,
                service=service,
                shared=preview.shared,
                about=locked.source_seq,
                sharing=preview.verdict.sharing,
            )
            return locked if has_it else replace(locked, to_service=service, target_case=""), told

        more = {"signal": signal_id, "to": service}
        return self._step(signal, "signal_send", more, write, key)

    def drop(self, signal_id: str, reason: str, key: str = "") -> Receipt:
        """Say why a message shall not be sent, or is no more waited for. Raises as ``send``."""
        if not reason.strip():
            raise EventRefusedError("signals.why_dropped")
        signal = self.messages.at_source(signal_id, say("cli.purpose.signal_send"))

        def write(_conn: Connection, locked: Signal, _draft: Draft) -> tuple[Signal, Told]:
            if not (locked.red and (locked.withdrawn or locked.taken_back)):
                require(locked, Step.dropped)
            return locked, Told(step=Step.dropped, service=locked.source_service, reason=reason)

        return self._step(signal, "signal_drop", {"signal": signal_id, "reason": reason}, write, key)

    def answer(self, signal_id: str, step: Step, on: date, reason: str, key: str = "") -> Receipt:
        """Write down what a service outside has answered, and when. Raises as ``send``."""
        signal = self.messages.at_source(signal_id, say("cli.purpose.signal_answer"))
        if signal.to != EXTERNAL:
            key = "signals.answers_itself" if signal.to_service else "signals.answer_unsent"
            raise EventRefusedError(key, signal=signal_id)

        def write(_conn: Connection, locked: Signal, draft: Draft) -> tuple[Signal, Told]:
            require(locked, step)
            require_day(locked, on, civil_date(draft.now))
            return locked, Told(step=step, service=locked.to_service, on=on, reason=reason)

        more = {"signal": signal_id, "step": step.value, "on": on.isoformat(), "reason": reason}
        return self._step(signal, "signal_answer", more, write, key)

    def _step(self, signal: Signal, verb: str, more: dict[str, str], write: "_Step", key: str) -> Receipt:
        engine = self.messages.engine

        def in_case(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            moved, told = write(conn, locked_signal(conn, signal.signal_id), draft)
            note = write_note(engine.desk.library, draft, state, given.actor, moved, told, side=AT_SOURCE)
            if told.sharing is not None and told.shared is not None:
                today = Happened(on=civil_date(draft.now), at=draft.now)
                keys = keys_of(told.shared.values)
                record_shared(draft, given.actor, told.sharing, keys, today, what=signal.signal_id)
                draft.stamp(engine.desk.library, state, unchanged=True)
            noting = Noting(source=note.seq, target=0 if told.step is Step.changed else None)
            add_step(conn, moved, told, noting, user=given.actor.user, at=draft.now)
            after = close_moved(engine.desk.library, conn, draft, state, given.actor, moved, told)
            return Written(record=note, warnings=(), state=after)

        act = shell(signal.source_case, self.messages.reader.actor, key, None)
        return engine.carry_out(verb, act, more, in_case, Action.share_send)

    def _asked(self, signal_id: str, to: str) -> tuple[Signal, str, Child]:
        """The message, the service it would go to, and what is known of the child; each look logged first."""
        purpose = say("cli.purpose.signal_send")
        signal = self.messages.at_source(signal_id, purpose)
        service = signal.to_service if _is_told_again(signal) else self.messages.reach.receiver(signal, to)
        return signal, service, child_of(self.messages.reader, self.vault, signal.source_case, purpose)

    def _preview(self, records: Sequence[Record], signal: Signal, service: str, child: Child) -> Preview:
        desk, now = self.messages.engine.desk, self.messages.now
        act = next((each for each in standing_acts(records) if each.seq == signal.source_seq), None)
        pathway = None if act is None else pathway_today(desk.library, records, act.run, now)
        send = self.messages.send_of(signal)
        if act is None or pathway is None or send is None or signal.withdrawn:
            key = "moving.declined" if signal.message == MOVE else "signals.no_longer"
            key = "moving.stopped" if signal.message == MOVE and signal.taken_back else key
            raise EventRefusedError(key, signal=signal.signal_id, case=signal.source_case)
        to = recipient(desk.library, self.messages.people, service, signal.to)
        verdict = judged(desk.library, records, pathway, send.shares, to, civil_date(now), child.facts)
        told = shared_of(act.content, verdict.fields, "")
        shared = replace(told, basis=verdict.basis(told.values))
        unsaid = tuple(name for name in verdict.fields if name not in shared.values)
        return Preview(signal=signal, to_service=service, shared=shared, verdict=verdict, unsaid=unsaid, child=child)


def _is_told_again(signal: Signal) -> bool:
    """Whether it hands a whole case over, to somebody who has not been told what it owes by now."""
    return signal.message == MOVE and signal.untold


_Step = Callable[[Connection, Signal, Draft], tuple[Signal, Told]]
"""Looks at a message under its lock, and says where it goes and what is told of that."""
