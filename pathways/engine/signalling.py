"""What acts on a case mean for its messages: prepared with their event, told anew when it is corrected, withdrawn.

Runs in the transaction of the act. It locks messages of its own case alone, and reads no other case.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pathways.counting.oslo import civil_date
from pathways.engine.library import Library
from pathways.engine.message_ending import end_notices
from pathways.engine.people import People
from pathways.engine.signal_law import NOBODY, judged, recipient, rested_on
from pathways.errors import NotFoundError
from pathways.machine.decide import IMPORTER
from pathways.machine.order import StandingAct, standing_acts
from pathways.machine.signalled import asked, shared_of
from pathways.model.organisation import EXTERNAL
from pathways.model.pathway import Pathway
from pathways.model.record import Kind, Record, RunPin
from pathways.model.signal import Send, Shared, Signal, SignalStep, Status, Step
from pathways.sharing import Facts
from pathways.store import events, signals
from pathways.store.connection import Connection
from pathways.store.entropy import Entropy
from pathways.store.heads import Head
from pathways.store.signals import Noting

SENDING = (Kind.act, Kind.redecision)
ALTERING = (Kind.correction, Kind.annulment)

_STILL = (Status.prepared, Status.sent, Status.received, Status.taken_over, Status.declined)
"""Where a message can be withdrawn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signalling:
    """What looking after messages needs beside the case."""

    library: Library
    people: People
    entropy: Entropy
    now: datetime
    facts: Facts = NOBODY
    """What is known of the child, for the rules of age; nothing within an act, as no vault is opened there."""

    def follow(self, conn: Connection, head: Head, new: Sequence[Record]) -> None:
        """Prepare, change or withdraw messages after the records ``new`` of a case, which are in its log by now."""
        touched = self._touched(new)
        if not touched:
            return
        records = events.read_case(conn, head.case_id)
        acts = {act.seq: act for act in standing_acts(records)}
        known = _by_act(signals.sent_by_case(conn, head.case_id))
        event_ids = {record.seq: record.event_id for record in records}
        user = new[0].actor.user
        for seq in touched:
            wanted = self._wanted(records, acts.get(seq))
            there = {signal.link: signal for signal in known.get(seq, ())}
            for link, send in wanted.items():
                if link not in there:
                    self._begin(conn, head, (seq, event_ids[seq]), link, send, user)
            for link, signal in there.items():
                self._look_again(conn, signal, records, acts.get(seq), wanted.get(link), user)

    def foresee(
        self, sent: Iterable[Signal], records: Sequence[Record], new: Sequence[Record]
    ) -> Iterator[tuple[Signal, Step]]:
        """What ``follow`` would do with messages, where ``records`` end in ``new``; writes nothing."""
        acts, known = {act.seq: act for act in standing_acts(records)}, _by_act(sent)
        for seq in self._touched(new):
            wanted = self._wanted(records, acts.get(seq))
            for signal in known.get(seq, ()):
                step = self._next(signal, records, acts.get(seq), wanted.get(signal.link))
                if step is not None:
                    yield signal, step[0]

    def tell_held(self, conn: Connection, signal: Signal, user: str) -> None:
        """Tell anew a message that is held, where the ``facts`` let it be; its case is locked."""
        records = events.read_case(conn, signal.source_case)
        act = next((each for each in standing_acts(records) if each.seq == signal.source_seq), None)
        self._look_again(conn, signal, records, act, self._wanted(records, act).get(signal.link), user)

    def _touched(self, new: Sequence[Record]) -> tuple[int, ...]:
        """The acts that messages may have to follow, by number; none where nothing sends and nothing was altered."""
        found: list[int] = []
        for record in new:
            if record.kind in SENDING and record.name in self.library.sending and IMPORTER not in record.actor.roles:
                found.append(record.seq)
            elif record.kind in ALTERING:
                found += record.targets
        return tuple(dict.fromkeys(found))

    def _wanted(self, records: Sequence[Record], act: StandingAct | None) -> Mapping[str, Send]:
        """The messages that an act asks for, by link; by the definition of today, whatever its run is pinned to."""
        if act is None or act.item:
            return {}
        pathway = pathway_today(self.library, records, act.run, self.now)
        if pathway is None:
            return {}
        sends = next((event.sends for event in pathway.events if event.name == act.name), ())
        if not sends:
            return {}
        prepared = self.library.prepared(pathway.digest)
        return {f"{pathway.id}.{send.message}": send for send in asked(act, sends, prepared)}

    def _begin(self, conn: Connection, head: Head, event: tuple[int, str], link: str, send: Send, user: str) -> None:
        """Prepare a message of an ``event``, by its number and id."""
        seq, event_id = event
        source = self.people.service_of(head.holder, head.service) or head.service
        signal = Signal(
            signal_id=self.entropy.signal_id(head.case_id, seq, send.message),
            event_id=event_id,
            link=link,
            to=send.to,
            source_case=head.case_id,
            source_seq=seq,
            source_service=source,
            to_service="",
            target_case="",
            steps=(self._step(1, Step.prepared, user, ""),),
        )
        signals.begin(conn, signal)

    def _look_again(
        self,
        conn: Connection,
        signal: Signal,
        records: Sequence[Record],
        act: StandingAct | None,
        send: Send | None,
        user: str,
    ) -> None:
        locked = signals.lock(conn, signal.signal_id)
        step = None if locked is None else self._next(locked, records, act, send)
        if locked is not None and step is not None:
            self._add(conn, locked, step[0], user, step[1])

    def _next(
        self, signal: Signal, records: Sequence[Record], act: StandingAct | None, send: Send | None
    ) -> tuple[Step, Shared | None] | None:
        """The step that a message takes by what its case reads now, and what it tells; None: none."""
        if signal.status is Status.dropped:
            return None
        if signal.taken_back and not signal.untold and act is not None and send is not None:
            # What was stopped is told by nobody but a person who sends it: it then reads as the case does.
            return None
        if act is None or send is None:
            goes = not signal.withdrawn and signal.status in _STILL
            return (Step.withdrawn, None) if goes else None
        if signal.status is Status.withdrawn:
            return Step.prepared, None
        return None if signal.shared is None else self._anew(signal, records, act, send)

    def _anew(
        self, signal: Signal, records: Sequence[Record], act: StandingAct, send: Send
    ) -> tuple[Step, Shared | None] | None:
        """Never more than was told before, and never what the definition of today no longer names.

        It is told on what it rested on when a person sent it, and on nothing else: else they send it anew. No vault is
        opened within an act, so what depends on the age of a child whose birth date lies in one is held there, until it
        is looked at again with that date (``held_again``), or a person sends it.
        """
        before, pathway = signal.shared, pathway_today(self.library, records, act.run, self.now)
        if before is None or pathway is None:
            return None
        fields = tuple(name for name in send.shares if name in told_fields(signal))
        now = shared_of(act.content, fields, before.basis)
        same = (now.anchor, now.values) == (before.anchor, before.values)
        if same and not signal.withdrawn and not signal.untold:
            return None
        to = recipient(self.library, self.people, signal.to_service, signal.to)
        verdict = judged(self.library, records, pathway, fields, to, civil_date(self.now), self.facts)
        allowed = {name: value for name, value in now.values.items() if name in verdict.fields}
        stands = verdict.may and verdict.bases(allowed) <= set(rested_on(records, signal.signal_id))
        if (signal.to == EXTERNAL and not same) or not stands:
            # Nobody outside reads here: a person writes to them anew. What may no longer be told is not told.
            return None if signal.untold else (Step.held, None)
        return Step.changed, Shared(anchor=now.anchor, values=allowed, basis=verdict.basis(allowed))

    def _add(self, conn: Connection, signal: Signal, step: Step, user: str, shared: Shared | None = None) -> None:
        number = signal.steps[-1].number + 1
        taken = replace(self._step(number, step, user, signal.source_service), shared=shared)
        moved = replace(signal, steps=(*signal.steps, taken))
        is_told = bool(signal.target_case) and step in (Step.changed, Step.withdrawn)
        signals.add(conn, moved, Noting(target=0 if is_told else None))
        end_notices(conn, moved, self.now)

    def _step(self, number: int, step: Step, user: str, service: str) -> SignalStep:
        return SignalStep(number=number, step=step, at=self.now, on=civil_date(self.now), user=user, service=service)


def _by_act(sent: Iterable[Signal]) -> dict[int, list[Signal]]:
    known: dict[int, list[Signal]] = {}
    for signal in sent:
        known.setdefault(signal.source_seq, []).append(signal)
    return known


def told_fields(signal: Signal) -> frozenset[str]:
    """The fields that were ever shared in a message: a person saw these before it was sent, and no others."""
    return frozenset(name for step in signal.steps if step.shared is not None for name in step.shared.values)


def pathway_today(library: Library, records: Iterable[Record], run: str, now: datetime) -> Pathway | None:
    """The definition that is in force today of the pathway of a run; None where there is none."""
    pathway = next((pin.pathway for pin in _pins(records) if pin.run == run), "")
    try:
        return library.catalogue.in_force(pathway, civil_date(now))[0] if pathway else None
    except NotFoundError:
        return None


def _pins(records: Iterable[Record]) -> Iterator[RunPin]:
    for record in records:
        if record.content is not None:
            yield from record.content.pins
