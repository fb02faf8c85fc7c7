"""What people of the receiver do with a message: receive it into a case, take over, decline, follow what is changed.

Receipt and responsibility are two steps. Nothing of the receiver moves by itself: what the source changes waits until a
person there lets their case follow it, or stand (docs/adr/0029).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from pathways.counting.oslo import civil_date
from pathways.engine.acts import ASIDE, Written, write_annulment, write_correction
from pathways.engine.changes import Annul, Correct
from pathways.engine.draft import Draft
from pathways.engine.duplicates import going_on_as, state_there
from pathways.engine.engine import shell
from pathways.engine.joining import Joined
from pathways.engine.library import Library
from pathways.engine.receipt import Receipt
from pathways.engine.rights import Rights
from pathways.engine.signal_finding import Messages
from pathways.engine.signal_notes import Told, add_step, locked_signal, require, require_day, write_note
from pathways.engine.taking_over import require_held, require_one_move, with_lost
from pathways.engine.targets import act_record
from pathways.errors import EventRefusedError, NotFoundError
from pathways.machine.order import StandingAct, standing_acts
from pathways.machine.signalled import AT_TARGET, filled
from pathways.machine.state import CaseState
from pathways.messages import say
from pathways.model.policy import Action
from pathways.model.record import Act, Actor, Happened, Record, Value
from pathways.model.signal import HAPPENED, MOVE, Send, Signal, Step
from pathways.store import events, heads
from pathways.store.connection import Connection
from pathways.store.signals import Noting

WHY_DECLINED = "lokal/melding_avvist"
"""The code list of why a message is not taken."""

PUTS_RIGHT = (Action.case_correct, Action.case_correct_any, Action.case_annul, Action.case_annul_any)
"""What following a change at the source takes: it is a correction, or an annulment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiving:
    """Steps of the receiver. Each is one transaction on its own case, and is told in its log."""

    messages: Messages

    def open_case(self, signal_id: str, act: Act) -> Receipt:
        """Receive a message and open a case for it, with what it tells filled in where nothing else is typed.

        Raises: as ``Engine.open_case``; EventRefusedError where it is not there to be received, or begins nothing;
        NotFoundError.
        """
        signal = self.messages.at_target(signal_id, say("cli.purpose.signal_receive"))
        send = self.messages.send_of(signal)
        if send is None or not send.starts:
            key = "moving.starts_nothing" if signal.message == MOVE else "signals.starts_nothing"
            raise EventRefusedError(key, signal=signal_id)

        def fill(conn: Connection) -> Mapping[str, Value]:
            locked = locked_signal(conn, signal_id)
            require(locked, Step.received)
            return _fills(send, locked)

        def write(conn: Connection, draft: Draft, state: CaseState, about: int) -> Record:
            return self._received(conn, draft, state, signal_id, act, about)

        service = signal.to_service if signal.to_service in self.messages.people.services else ""
        joined = Joined(name=signal_id, fill=fill, write=write)
        return self.messages.engine.open_case(send.starts, act, service, joined)

    def join(self, signal_id: str, act: Act) -> Receipt:
        """Receive a message into the case of ``act``. Raises as ``open_case``; NotFoundError for a foreign case."""
        signal = self.messages.at_target(signal_id, say("cli.purpose.signal_receive"))
        people = self.messages.people

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            head = heads.read(conn, act.case_id)
            there = "" if head is None else people.service_of(head.holder, head.service) or head.service
            if there != signal.to_service or act.case_id == signal.source_case:
                raise NotFoundError("engine.no_case", case=act.case_id)
            require_one_move(conn, signal, act.case_id)
            note = self._received(conn, draft, state, signal_id, given, 0)
            return Written(record=note, warnings=(), state=state)

        more = {"signal": signal_id}
        return self.messages.engine.carry_out("signal_receive", act, more, write, Action.signal_receive)

    def take_over(
        self, signal_id: str, reason: str, key: str = "", lost: Mapping[str, str] = MappingProxyType({})
    ) -> Receipt:
        """Say that the receiving service is responsible now. Raises as ``open_case``.

        ``lost``: of a case that moves, why each deadline by law that is missing or later there is given up, by name.
        """
        return self._step(signal_id, Told(step=Step.taken_over, service="", reason=reason), key, lost)

    def keep(self, signal_id: str, reason: str, key: str = "") -> Receipt:
        """Look at what the source changed, and let the case stand as it is, for a reason. Raises as ``open_case``."""
        if not reason.strip():
            raise EventRefusedError("signals.why_kept")
        return self._step(signal_id, Told(step=Step.kept, service="", reason=reason), key)

    def decline(self, signal_id: str, code: str, key: str = "") -> None:
        """Say that the receiving service does not take it, and why. Raises as ``open_case``."""
        signal = self.messages.at_target(signal_id, say("cli.purpose.signal_receive"))
        known = self.messages.engine.desk.library.code_lists().get(WHY_DECLINED)
        codes = [each.code for each in known.codes] if known is not None else []
        if code not in codes:
            raise NotFoundError("signals.no_code", code=code, known=", ".join(codes) or "–")
        told = Told(step=Step.declined, service=signal.to_service, code=code)
        if signal.target_case:
            self._step(signal_id, told, key)
            return
        # It lies in no case of theirs, so no log of theirs tells of it: the step does, and that of the source.
        with self.messages.engine.database.write() as conn:
            locked = locked_signal(conn, signal_id)
            require(locked, Step.declined)
            user = self.messages.reader.actor.user
            add_step(conn, locked, told, _at_both(locked), user=user, at=self.messages.now)

    def follow(self, signal_id: str, reason: str, key: str = "") -> Receipt:
        """Correct the event that received a message by what the source changed; annul it where that was withdrawn.

        What was typed there instead of what the message told stays. Raises: EventRefusedError where there is nothing to
        follow, or acts stand in the way; as ``Engine.correct``.
        """
        messages = self.messages
        signal = messages.at_target(signal_id, say("cli.purpose.signal_receive"))
        if not signal.target_case:
            raise EventRefusedError("signals.not_received", signal=signal_id)
        if signal.message == MOVE:
            return self._hold(signal, reason, key)
        library = messages.engine.desk.library
        why = reason.strip() or say("signals.follow_why", signal=signal_id)

        def write(conn: Connection, draft: Draft, _state: CaseState, given: Act, rights: Rights) -> Written:
            locked = locked_signal(conn, signal_id)
            records = events.read_case(conn, locked.target_case)
            change = self._change(locked, records, given.actor, why)
            target = act_record(records, locked.target_case, change.seq)
            if isinstance(change, Annul):
                act = replace(shell(locked.target_case, given.actor, "", None, why), texts={"reason": why})
                written = write_annulment(library, draft, records, target, act, rights=rights)
            else:
                written = write_correction(library, draft, records, target, change.act, why, rights=rights)
            told = Told(step=Step.followed, service=locked.to_service, shared=locked.shared, about=change.seq)
            note = write_note(library, draft, written.state, given.actor, locked, told, side=AT_TARGET)
            noting, case_id = Noting(target=note.seq), locked.target_case
            add_step(conn, locked, told, noting, user=given.actor.user, at=draft.now, case_id=case_id)
            return written

        act, more = shell(signal.target_case, messages.reader.actor, key, None), {"signal": signal_id, "reason": reason}
        return messages.engine.carry_out("signal_follow", act, more, write, *PUTS_RIGHT)

    def change(self, signal_id: str, reason: str = "") -> tuple[str, Correct | Annul]:
        """The case, and what ``follow`` would put right of it; nothing is recorded. Raises as ``follow``.

        Also EventRefusedError for a case that moved here: people put that right themselves.
        """
        signal = self.messages.at_target(signal_id, say("cli.purpose.signal_receive"))
        if not signal.target_case:
            raise EventRefusedError("signals.not_received", signal=signal_id)
        if signal.message == MOVE:
            raise EventRefusedError("signals.moves_nothing", signal=signal_id)
        with self.messages.engine.database.read() as conn:
            records = events.read_case(conn, signal.target_case)
        why = reason.strip() or say("signals.follow_why", signal=signal_id)
        return signal.target_case, self._change(signal, records, self.messages.reader.actor, why)

    def _change(self, signal: Signal, records: Sequence[Record], actor: Actor, why: str) -> Correct | Annul:
        news, receipt = signal.news, signal.receipt
        if news is None or receipt is None:
            raise EventRefusedError("signals.nothing_to_follow", signal=signal.signal_id)
        if not receipt.seq:
            # It was received into a case there was: no event of it holds what the message told.
            raise EventRefusedError("signals.not_as_told", signal=signal.signal_id)
        if news.step is Step.withdrawn:
            return Annul(seq=receipt.seq, why=why)
        standing = next(each for each in standing_acts(records) if each.seq == receipt.seq)
        act = replace(shell(signal.target_case, actor, "", None, why), texts={"reason": why})
        return Correct(seq=receipt.seq, act=self._followed(signal, standing, records, act), why=why)

    def _hold(self, signal: Signal, reason: str, key: str) -> Receipt:
        """Say that the case holds what was told anew of one that moved here; people have put it right themselves.

        Raises: EventRefusedError where it does not, with what is missing or later; as ``follow``.
        """
        library = self.messages.engine.desk.library

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            locked = locked_signal(conn, signal.signal_id)
            if locked.news is None:
                raise EventRefusedError("signals.nothing_to_follow", signal=signal.signal_id)
            if locked.withdrawn:
                _require_ended(conn, locked)
            else:
                require_held(library, locked, state_there(conn, draft.case_id, state), civil_date(draft.now))
            told = Told(step=Step.followed, service=locked.to_service, shared=locked.shared, reason=reason)
            note = write_note(library, draft, state, given.actor, locked, told, side=AT_TARGET)
            user, case_id = given.actor.user, locked.target_case
            add_step(conn, locked, told, Noting(target=note.seq), user=user, at=draft.now, case_id=case_id)
            return Written(record=note, warnings=(), state=state)

        act = shell(signal.target_case, self.messages.reader.actor, key, None)
        more = {"signal": signal.signal_id, "reason": reason}
        return self.messages.engine.carry_out("signal_follow", act, more, write, *PUTS_RIGHT)

    def _followed(self, signal: Signal, standing: StandingAct, records: Sequence[Record], act: Act) -> Act:
        """The event that received it as it should read now. Raises: EventRefusedError where nothing of it changes."""
        send = self.messages.send_of(signal)
        now = {} if send is None else _fills(send, signal)
        then = {} if send is None else _known(send, signal)
        content = standing.content
        reads = {**content.data, HAPPENED: content.happened.on.isoformat()}
        moved = [name for name in {**then, **now} if reads.get(name) == then.get(name) != now.get(name)]
        if not moved:
            raise EventRefusedError("signals.not_as_told", signal=signal.signal_id)
        data = {name: value for name, value in content.data.items() if name not in moved}
        data |= {name: now[name] for name in moved if name in now and name != HAPPENED}
        on = date.fromisoformat(str(now[HAPPENED])) if HAPPENED in moved else None
        newest = [each for each in records if standing.seq in (each.seq, *each.targets) and each.content is not None][
            -1
        ]
        texts = {name: text for name, text in (newest.texts or {}).items() if name not in ASIDE}
        return replace(
            act,
            happened=content.happened if on is None else Happened(on=on, at=None),
            data={**data, **{name: text for name, text in texts.items() if name != "reason"}},
            reason_codes=content.reason_codes,
            texts={name: text for name, text in texts.items() if name == "reason"},
        )

    def _step(self, signal_id: str, told: Told, key: str, lost: Mapping[str, str] = MappingProxyType({})) -> Receipt:
        messages = self.messages
        signal = messages.at_target(signal_id, say("cli.purpose.signal_receive"))
        if not signal.target_case:
            raise EventRefusedError("signals.not_received", signal=signal_id)
        library = messages.engine.desk.library

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            locked = locked_signal(conn, signal_id)
            if told.step is not Step.kept:
                require(locked, told.step)
            elif locked.news is None:
                raise EventRefusedError("signals.nothing_to_follow", signal=signal_id)
            receipt = locked.receipt
            known = locked.shared if told.step is Step.kept else None
            step = replace(told, service=locked.to_service, about=0 if receipt is None else receipt.seq, shared=known)
            if told.step is Step.taken_over:
                there = state_there(conn, draft.case_id, state)
                step = with_lost(library, conn, locked, step, there, lost, civil_date(draft.now))
            note = write_note(library, draft, state, given.actor, locked, step, side=AT_TARGET)
            noting = Noting(target=note.seq) if told.step is Step.kept else _at_both(locked, note.seq)
            add_step(conn, locked, step, noting, user=given.actor.user, at=draft.now, case_id=locked.target_case)
            return Written(record=note, warnings=(), state=state)

        more = {"signal": signal_id, "reason": told.reason, "code": told.code}
        more |= {f"lost.{name}": why for name, why in lost.items()}
        act = shell(signal.target_case, messages.reader.actor, key, None)
        return messages.engine.carry_out(f"signal_{told.step.value}", act, more, write, Action.signal_receive)

    def _received(
        self, conn: Connection, draft: Draft, state: CaseState, signal_id: str, act: Act, about: int
    ) -> Record:
        library = self.messages.engine.desk.library
        return received(library, conn, draft, state, locked_signal(conn, signal_id), act, about)


def _require_ended(conn: Connection, locked: Signal) -> None:
    """That nothing goes on in the case that had taken over, now that it is with the sender again.

    Raises: EventRefusedError.
    """
    case_id = locked.target_case
    head = heads.read(conn, going_on_as(conn, [case_id]).get(case_id, case_id))
    if head is not None and not head.ended:
        raise EventRefusedError("moving.goes_on_here", signal=locked.signal_id, case=head.case_id)


def received(  # noqa: PLR0913, PLR0917 (a case, a message, and whose act it is)
    library: Library, conn: Connection, draft: Draft, state: CaseState, locked: Signal, act: Act, about: int
) -> Record:
    """Receive a message into the case of the draft. ``about``: the event that follows the source from now on; 0: none.

    Where it comes of a report in the same service nobody hands over to anybody: who receives it is responsible.
    """
    require(locked, Step.received)
    require_day(locked, act.happened.on, civil_date(draft.now))
    told = Told(step=Step.received, service=locked.to_service, on=act.happened.on, shared=locked.shared, about=about)
    moved = replace(locked, target_case=draft.case_id)
    note = write_note(library, draft, state, act.actor, moved, told, side=AT_TARGET)
    user, at, case_id = act.actor.user, draft.now, draft.case_id
    add_step(conn, moved, told, _at_both(locked, note.seq), user=user, at=at, case_id=case_id)
    if locked.of_concern:
        there = locked_signal(conn, locked.signal_id)
        responsible = replace(told, step=Step.taken_over, shared=None)
        add_step(conn, there, responsible, Noting(), user=user, at=at, case_id=case_id)
    return note


def _at_both(signal: Signal, target: int | None = None) -> Noting:
    """In the log of the receiver, by an event, and later in that of the source; a report has none."""
    return Noting(source=None if signal.of_concern else 0, target=target)


def _fills(send: Send, signal: Signal) -> dict[str, Value]:
    """What the start event is given by what the message tells now."""
    shared = signal.shared
    pairs = () if shared is None else ((name, filled(shared, source)) for name, source in send.fills)
    return {name: value for name, value in pairs if value is not None}


def _known(send: Send, signal: Signal) -> dict[str, Value]:
    """The same by what it told when it was received, or followed last."""
    shared = signal.known_there
    pairs = () if shared is None else ((name, filled(shared, source)) for name, source in send.fills)
    return {name: value for name, value in pairs if value is not None}
