"""A person tells whoever a case was handed over to what it owes by now: what could not be told by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from pathways.counting.oslo import civil_date
from pathways.engine.acts import Written
from pathways.engine.draft import Draft
from pathways.engine.engine import shell
from pathways.engine.move_anew import owed_then, pathways_of
from pathways.engine.receipt import Receipt
from pathways.engine.rights import Rights
from pathways.engine.sharing import Child, record_shared
from pathways.engine.signal_finding import Messages
from pathways.engine.signal_law import Verdict, judged, keys_of, recipient
from pathways.engine.signal_notes import Told, add_step, locked_signal, write_note
from pathways.engine.taken_along import DEADLINES, owed_in
from pathways.errors import EventRefusedError
from pathways.machine.signalled import AT_SOURCE
from pathways.machine.state import MOVED, CaseState
from pathways.machine.state_json import load
from pathways.model.policy import Action
from pathways.model.record import Act, Happened, Record
from pathways.model.signal import Shared, Signal, Step
from pathways.store import events, heads
from pathways.store.connection import Connection
from pathways.store.signals import Noting


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What would be told, and by what it may be: one verdict for each pathway."""

    shared: Shared
    verdicts: tuple[Verdict, ...]

    @property
    def verdict(self) -> Verdict:
        """That of the first pathway which may not be told of; else of the first."""
        return next((each for each in self.verdicts if not _may(each)), self.verdicts[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class MovingAgain:
    """Telling anew, for the people of the source. The caller has logged what is read; ``child``: for rules of age."""

    messages: Messages
    child: Child

    def preview(self, signal: Signal) -> Again:
        """What ``send`` would tell. Raises: EventRefusedError where there is nothing to tell anew."""
        with self.messages.engine.database.read() as conn:
            state = load(heads.read_states(conn, [signal.source_case])[signal.source_case])
            return self._again(events.read_case(conn, signal.source_case), state, signal)

    def send(self, signal: Signal, key: str = "") -> Receipt:
        """Tell it, and record that it was told, with what that rests on. Raises as ``preview``."""
        engine = self.messages.engine

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            locked = locked_signal(conn, signal.signal_id)
            again = self._again(events.read_case(conn, signal.source_case), state, locked)
            if not _may(again.verdict):
                why = again.verdict.why_not(DEADLINES)
                raise EventRefusedError("signals.may_not", signal=signal.signal_id, why=why)
            step = Told(step=Step.changed, service=locked.to_service, shared=again.shared, about=locked.source_seq)
            note = write_note(engine.desk.library, draft, state, given.actor, locked, step, side=AT_SOURCE)
            now = Happened(on=civil_date(draft.now), at=draft.now)
            for each in again.verdicts:
                keys = (*keys_of(()), DEADLINES)
                record_shared(draft, given.actor, each.sharing, keys, now, what=locked.signal_id)
                draft.stamp(engine.desk.library, state, unchanged=True)
            noting = Noting(source=note.seq, target=0 if locked.target_case else None)
            add_step(conn, locked, step, noting, user=given.actor.user, at=draft.now)
            return Written(record=note, warnings=(), state=state)

        act = shell(signal.source_case, self.messages.reader.actor, key, None)
        more = {"signal": signal.signal_id, "to": signal.to_service}
        return engine.carry_out("signal_send", act, more, write, Action.share_send)

    def _again(self, records: Sequence[Record], state: CaseState, signal: Signal) -> Again:
        library, now = self.messages.engine.desk.library, self.messages.now
        if not signal.untold or signal.shared is None:
            raise EventRefusedError("moving.declined", signal=signal.signal_id)
        owed = owed_then(library, records) if state.closed == MOVED else owed_in(library, state)
        to, today = recipient(library, self.messages.people, signal.to_service, signal.to), civil_date(now)
        verdicts = []
        for name in pathways_of(signal, owed):
            pathway, _ = library.catalogue.in_force(name, today)
            verdicts.append(judged(library, records, pathway, (), to, today, self.child.facts, (DEADLINES,)))
        basis = "; ".join(dict.fromkeys(each.basis(()) for each in verdicts))
        words = tuple(each.written() for each in owed)
        values = {DEADLINES: words} if words else {}
        return Again(shared=Shared(anchor=signal.shared.anchor, values=values, basis=basis), verdicts=tuple(verdicts))


def _may(verdict: Verdict) -> bool:
    return verdict.may and verdict.sharing.allows(DEADLINES)
