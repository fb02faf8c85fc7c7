"""Hands a whole case over to another municipality: a message, red until somebody there has taken over (docs/adr/0032).

The case goes on here until then, with all its deadlines. What may be told is for the law of sharing to say, item by
item, as for any message (docs/adr/0028, 0029).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pathways.counting.oslo import civil_date, to_oslo
from pathways.engine.acts import Written, refold, said_why
from pathways.engine.copying import Copying, Source
from pathways.engine.draft import Draft, record_clock
from pathways.engine.engine import Engine, shell
from pathways.engine.merge_plan import families
from pathways.engine.move_begun_anew import settle_taken_back
from pathways.engine.moved import ON, SIGNAL, TO
from pathways.engine.permitting import permits_on
from pathways.engine.receipt import Receipt
from pathways.engine.rights import Rights
from pathways.engine.sender_reports import sender_reports
from pathways.engine.sharing import Child, record_shared
from pathways.engine.signal_law import Verdict, judged, keys_of, recipient
from pathways.engine.signal_notes import Told, add_step, write_note
from pathways.engine.signalling import pathway_today
from pathways.engine.taken_along import DEADLINES, is_of_reporters, owed_in, require_reporters_told
from pathways.errors import EventRefusedError, NotFoundError
from pathways.machine.closing import closing_of
from pathways.machine.happening import Fold
from pathways.machine.order import StandingAct, clock_place, standing_acts
from pathways.machine.signalled import AT_SOURCE
from pathways.machine.state import MOVED, CaseState
from pathways.machine.state_json import load
from pathways.machine.values import check_text
from pathways.messages import say
from pathways.model.organisation import EXTERNAL, Service
from pathways.model.pathway import Field
from pathways.model.policy import Action
from pathways.model.record import Act, Actor, Content, Happened, Kind, Record
from pathways.model.signal import MOVE, Shared, Signal, SignalStep, Step
from pathways.sharing.items import field_key
from pathways.sharing.records import ITEMS, WHAT, told
from pathways.store import events, heads, signals
from pathways.store.connection import Connection
from pathways.store.heads import Head
from pathways.store.signals import Noting

PLACE = "municipality"
"""The sealed text of a move: what the municipality is called."""

SCHEMA = "pathways.open-cases/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where a child has moved, and since when, as somebody said it."""

    to: str
    """A service of another data area, or an external one."""
    on: date
    place: str = ""
    """What the municipality is called, or its number, as typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What of a case was handed over, as ``import open-cases`` reads it, and what of it was not."""

    document: Mapping[str, object]
    left_out: tuple[str, ...]
    sender_reports: str = ""
    """What the receiver writes for who reported, where that is asked for: the title of the sender's own code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """Handing cases over, on behalf of ``actor``. ``child``: what is known of the child, for the rules of age."""

    engine: Engine
    actor: Actor
    child: Child

    def move(self, case_id: str, where: Where, why: str, key: str = "") -> tuple[Receipt, str]:
        """Record that the child moved, and send the message; with its id.

        Raises: EventRefusedError where the case cannot go there or may not be told of; NotFoundError, NotAllowedError,
        ConflictError.
        """
        why, place = check_text("reason", said_why(why, "reason")), check_text(PLACE, where.place.strip())
        texts = {"reason": why, **({PLACE: place} if place else {})}

        def write(conn: Connection, draft: Draft, state: CaseState, act: Act, _rights: Rights) -> Written:
            return self._move(conn, draft, state, act, where)

        act = replace(shell(case_id, self.actor, key, None), texts=texts)
        more = {"to": where.to, "on": where.on.isoformat()}
        receipt = self.engine.carry_out("move", act, more, write, Action.case_move)
        with self.engine.database.read() as conn:
            sent = [each for each in signals.sent_by_case(conn, case_id) if each.source_seq == receipt.seq]
        return receipt, sent[-1].signal_id if sent else ""

    def undo(self, case_id: str, why: str, key: str = "") -> Receipt:
        """Record that the case did not end here: it stands as before, and so does the responsibility.

        Whoever took it over has said so, and cannot be made to unsay it from here: they are told in the same
        transaction, and it is red there until somebody has looked. Raises as ``move``.
        """
        why = check_text("reason", said_why(why, "reason"))

        def write(conn: Connection, draft: Draft, _state: CaseState, act: Act, _rights: Rights) -> Written:
            records = events.read_case(conn, draft.case_id)
            closing = closing_of(records, MOVED)
            if closing is None:
                raise EventRefusedError("moving.not_moved", case=case_id)
            record = draft.add_about(Kind.annulment, act.actor, closing, None, {"reason": act.texts["reason"]})
            state = refold(self.engine.desk.library, draft, records, [record])
            self._take_back(conn, draft, closing)
            return Written(record=record, warnings=(), state=state)

        act = shell(case_id, self.actor, key, None, why)
        return self.engine.carry_out("unmove", act, {}, write, Action.case_move)

    def _take_back(self, conn: Connection, draft: Draft, closing: Record) -> None:
        """Tell whoever had taken over by the message that the case is here again."""
        by = "" if closing.content is None else str(closing.content.data.get(SIGNAL, ""))
        signal = signals.lock(conn, by)
        if signal is None or signal.withdrawn:
            return
        told = Told(step=Step.withdrawn, service=signal.source_service)
        noting = Noting(target=0 if signal.target_case else None)
        add_step(conn, signal, told, noting, user=self.actor.user, at=draft.now)

    def handed(self, case_id: str) -> Handed:
        """What the receiver reads in: what was told with the message that is under way, and nothing else.

        The caller has logged the reading. Raises: EventRefusedError where nothing is under way.
        """
        library, now = self.engine.desk.library, self.engine.clock.now()
        with self.engine.database.read() as conn:
            records, under_way = events.read_case(conn, case_id), _under_way(conn, case_id)
            state = load(heads.read_states(conn, [case_id])[case_id])
        if under_way is None:
            raise EventRefusedError("moving.not_sent")
        draft = Draft(case_id="", version=0, now=now, entropy=self.engine.desk.entropy)
        record_clock(draft, Fold(world=library, state=state), clock_place(now))
        items = [
            item
            for each in told(records)
            if each.content.data.get(WHAT) == under_way.signal_id
            for item in _words(each.content.data.get(ITEMS))
        ]
        left: dict[str, None] = {}
        cases = [
            self._case(under_way.signal_id, number, runs, Source(records=records, state=state), frozenset(items), left)
            for number, runs in enumerate(_open(families(records), state, self.engine), start=1)
        ]
        asked = (field for run in state.runs.values() for field in library.prepared(run.digest).fields.values())
        reports = next(filter(None, (sender_reports(library, field) for field in asked)), "")
        return Handed(document={"schema": SCHEMA, "cases": cases}, left_out=tuple(left), sender_reports=reports)

    def _move(self, conn: Connection, draft: Draft, state: CaseState, act: Act, where: Where) -> Written:
        library, actor = self.engine.desk.library, act.actor
        head = heads.read(conn, draft.case_id)
        if head is None:
            raise NotFoundError("engine.no_case", case=draft.case_id)
        service, source = self._receiver(head, where, draft)
        _require_can_go(conn, draft, state, where)
        require_reporters_told(library, state, "moving.reporters_first")
        records = events.read_case(conn, draft.case_id)
        verdicts = self._verdicts(draft, records, state, service)
        record_clock(draft, Fold(world=library, state=state), clock_place(draft.now))
        now = Happened(on=civil_date(draft.now), at=draft.now)
        pathway = next(iter(verdicts))
        signal_id = self.engine.desk.entropy.signal_id(draft.case_id, draft.next_seq, MOVE)
        data = {TO: service.id, ON: where.on.isoformat(), SIGNAL: signal_id}
        content = Content(happened=now, data=data, reason_codes=(), pins=(), warnings=())
        moving = draft.add_beside(Kind.moving, actor, content, act.texts, ())
        draft.stamp(library, state, unchanged=True)
        basis = "; ".join(dict.fromkeys(verdict.basis(verdict.fields) for verdict in verdicts.values()))
        owed = tuple(each.written() for each in owed_in(library, state))
        shared = Shared(anchor=where.on, values={DEADLINES: owed} if owed else {}, basis=basis)
        steps = tuple(
            SignalStep(number=n, step=step, at=draft.now, on=now.on, user=actor.user, service=to, shared=what)
            for n, (step, to, what) in enumerate(((Step.prepared, "", None), (Step.sent, service.id, shared)), start=1)
        )
        signal = Signal(
            signal_id=signal_id,
            event_id=moving.event_id,
            link=f"{pathway}.{MOVE}",
            to=service.kind,
            source_case=draft.case_id,
            source_seq=moving.seq,
            source_service=source,
            to_service=service.id,
            target_case="",
            steps=steps,
        )
        signals.begin(conn, signal)
        settle_taken_back(conn, library, draft, state, actor, signal_id)
        sent = Told(step=Step.sent, service=service.id, shared=shared, about=moving.seq)
        write_note(library, draft, state, actor, signal, sent, side=AT_SOURCE)
        for verdict in verdicts.values():
            record_shared(draft, actor, verdict.sharing, (*keys_of(verdict.fields), DEADLINES), now, what=signal_id)
            draft.stamp(library, state, unchanged=True)
        return Written(record=moving, warnings=(), state=state)

    def _receiver(self, head: Head, where: Where, draft: Draft) -> tuple[Service, str]:
        """The service it goes to, and the one it is in. Raises: NotFoundError, EventRefusedError."""
        people = permits_on(self.engine.desk, draft.now).people
        source = people.service_of(head.holder, head.service) or head.service
        own = people.services.get(source)
        others = sorted(each.id for each in people.services.values() if each.id != source)
        found = people.services.get(where.to)
        if found is None or found.id == source:
            raise NotFoundError(
                "moving.no_service", service=where.to, known=", ".join(others) or say("moving.none_other")
            )
        if found.kind not in (EXTERNAL, head.service):
            raise EventRefusedError("moving.other_kind", service=found.id)
        if own is not None and own.area == found.area:
            raise EventRefusedError("moving.same_area", service=found.id)
        return found, source

    def _verdicts(
        self, draft: Draft, records: Sequence[Record], state: CaseState, service: Service
    ) -> dict[str, Verdict]:
        """What of each open pathway may be told there. Raises: EventRefusedError where it may not be told of."""
        desk = self.engine.desk
        people, today = permits_on(desk, draft.now).people, civil_date(draft.now)
        to = recipient(desk.library, people, service.id, service.kind)
        verdicts: dict[str, Verdict] = {}
        for runs in _open(families(records), state, self.engine):
            for run in runs:
                pathway = pathway_today(desk.library, records, run, draft.now)
                pathway = pathway or desk.library.prepared(state.runs[run].digest).pathway
                known = {field.name for field in pathway.fields}
                names = {n for act in standing_acts(records) if act.run == run for n in act.content.data if n in known}
                before = set() if pathway.id not in verdicts else set(verdicts[pathway.id].fields)
                asked, facts = sorted(names | before), self.child.facts
                verdict = judged(desk.library, records, pathway, asked, to, today, facts, (DEADLINES,))
                if not (verdict.may and verdict.sharing.allows(DEADLINES)):
                    told_to = service.name or service.id
                    raise EventRefusedError(
                        "moving.may_not", pathway=pathway.title.nb, to=told_to, why=verdict.why_not(DEADLINES)
                    )
                verdicts[pathway.id] = verdict
        return verdicts

    def _case(
        self,
        signal_id: str,
        number: int,
        runs: Sequence[str],
        source: Source,
        items: frozenset[str],
        left: dict[str, None],
    ) -> Mapping[str, object]:
        """One run with those it began, as a case of its own, named as it will be there. Raises: as ``Copying``."""
        library, now = self.engine.desk.library, self.engine.clock.now()
        draft = Draft(case_id="", version=0, now=now, entropy=self.engine.desk.entropy)
        copying = Copying(
            definitions=library,
            draft=draft,
            records=(),
            state=CaseState(),
            actor=self.actor,
            source=source,
            said=say("moving.texts"),
            under_its_versions=False,
        )
        # Played once here, so that what they read in comes to the same dates.
        copying.copy(runs)
        happened = []
        for act in standing_acts(source.records):
            if act.run in runs and not act.closes and act.content.migration is None:
                if act.redecides:
                    left[say("moving.redecided")] = None
                    continue
                prepared = library.prepared(copying.digest(act))
                if is_of_reporters(library, prepared, act.item.partition(".")[0]):
                    left[prepared.activities[act.item.partition(".")[0]].spec.title.nb] = None
                    continue
                happened.append(_event(prepared.fields, copying.given(act), act, items, left))
        pathway = source.state.runs[runs[0]].pathway
        return {"reference": f"{signal_id}-{number}", "pathway": pathway, "events": happened}


def _open(found: Mapping[str, tuple[str, ...]], state: CaseState, engine: Engine) -> list[tuple[str, ...]]:
    """Those in which something is still open."""
    library = engine.desk.library

    def is_open(name: str) -> bool:
        run = state.runs[name]
        return not library.prepared(run.digest).states[run.state].end or any(d.pending for d in run.deadlines.values())

    return [runs for runs in found.values() if any(name in state.runs and is_open(name) for name in runs)]


def _event(
    fields: Mapping[str, Field], given: Act, act: StandingAct, items: frozenset[str], left: dict[str, None]
) -> dict[str, object]:
    """One event, with what of it may be told."""
    allowed = {name: value for name, value in act.content.data.items() if field_key(name) in items}
    for name in act.content.data:
        if name not in allowed:
            left[fields[name].title.nb] = None
    if len(given.data) > len(act.content.data) or given.texts:
        left[say("moving.texts")] = None
    at = None if given.happened.at is None else to_oslo(given.happened.at)
    told_of = {
        "event": given.event,
        "on": given.happened.on.isoformat(),
        "at": "" if at is None else at.isoformat(timespec="minutes").partition("T")[2],
        "activity": given.item.partition(".")[2],
        "run": given.run,
        "set": {name: list(value) if isinstance(value, tuple) else value for name, value in allowed.items()},
    }
    return {name: value for name, value in told_of.items() if value}


def _require_can_go(conn: Connection, draft: Draft, state: CaseState, where: Where) -> None:
    """Raises: EventRefusedError."""
    if state.closed or all(not run.deadlines and not run.items for run in state.runs.values()):
        raise EventRefusedError("moving.over")
    if where.on > civil_date(draft.now):
        raise EventRefusedError("moving.day")
    under_way = _under_way(conn, draft.case_id)
    if under_way is not None:
        raise EventRefusedError("moving.already", signal=under_way.signal_id)


def _under_way(conn: Connection, case_id: str) -> Signal | None:
    """The message by which a case is handed over, and that nobody has answered for good."""
    sent = (each for each in signals.sent_by_case(conn, case_id) if each.message == MOVE and each.red)
    return next((each for each in sent if not each.taken_back), None)


def _words(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
