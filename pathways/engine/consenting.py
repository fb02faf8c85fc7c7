"""Consent, release, legal basis and objection: recorded, corrected, withdrawn and annulled through the one door.

They lie in the case's own log and are no part of what is folded (docs/adr/0028). The birth date comes from what is kept
of the child, its reading logged first; it is used for the rule and never shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pathways.counting.oslo import civil_date
from pathways.engine.acts import WHY, Written, refold, said_why
from pathways.engine.consent_judging import Known, decides, judge
from pathways.engine.consent_said import Said, values_of
from pathways.engine.draft import Draft, record_clock
from pathways.engine.engine import ActWriter, Engine, shell
from pathways.engine.permitting import permits_on
from pathways.engine.receipt import Receipt
from pathways.engine.rights import Rights, rights_of
from pathways.engine.sharing import NOTHING_KNOWN, Child, known_of
from pathways.engine.transaction import begin_draft
from pathways.errors import EventRefusedError, NotFoundError
from pathways.machine.decide import LATE, not_in_the_future
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place
from pathways.machine.state import CaseState
from pathways.machine.state_json import load
from pathways.machine.values import check_text
from pathways.model.policy import Action
from pathways.model.record import Act, Actor, Content, Happened, Kind, Record, Value
from pathways.sharing import records
from pathways.sharing.records import GIVEN, KINDS, Given, given
from pathways.store import events, heads
from pathways.store.connection import Connection
from pathways.store.heads import Head

WRITES = Action.consent_write


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What would be recorded, and the log of the case before it."""

    record: Record
    warnings: tuple[str, ...]
    before: tuple[Record, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consents:
    """Writes what was consented to in the cases of one database, on behalf of one user."""

    engine: Engine
    actor: Actor
    child: Child = NOTHING_KNOWN
    """What is known of the child of the case, where a rule asks for it."""

    def record(self, case_id: str, said: Said, key: str = "") -> Receipt:
        """Record something given or objected to.

        Raises: EventRefusedError, NotAllowedError, NotFoundError, UsageError, ConflictError.
        """
        act = _act(case_id, self.actor, said, key)
        return self.engine.carry_out(said.kind.value, act, _words(said), self._giving(said), WRITES)

    def tried(self, case_id: str, said: Said, seq: int = 0) -> Tried:
        """What ``record``, or ``withdraw`` of ``seq``, would do; nothing is recorded. The caller logs the reading.

        Raises as these.
        """
        engine, now = self.engine, self.engine.clock.now()
        permits = permits_on(engine.desk, now)
        with engine.database.read() as conn:
            head = heads.read(conn, case_id)
            held = permits.require(self.actor, (WRITES,), head, case_id)
            state = load(heads.read_states(conn, [case_id])[case_id])
            draft = begin_draft(engine.desk, _head(conn, case_id), now, state)
            rights = rights_of(permits.settings, permits.policy, held)
            writer = self._withdrawing(seq, said) if said.kind is Kind.withdrawal else self._giving(said)
            written = writer(conn, draft, state, _act(case_id, self.actor, said, ""), rights)
            return Tried(record=written.record, warnings=written.warnings, before=events.read_case(conn, case_id))

    def withdraw(self, case_id: str, seq: int, said: Said, key: str = "") -> Receipt:
        """Record that something given no longer stands from a day on. Whoever says stop is heard, whatever their age.

        An objection is lifted by those who made it, or by whoever decides by the rules of the day.
        """
        act, more = _act(case_id, self.actor, said, key), {"seq": str(seq), **_words(said)}
        return self.engine.carry_out("withdraw", act, more, self._withdrawing(seq, said), WRITES)

    def correct(self, case_id: str, seq: int, said: Said, why: str, key: str = "") -> Receipt:
        """Record that something given should have read as ``said`` (the whole of it), and why."""
        act = _act(case_id, self.actor, said, key)

        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, _rights: Rights) -> Written:
            log = events.read_case(conn, case_id)
            target = known_one(log, case_id, seq)
            not_in_the_future(said.happened, draft.now)
            if said.happened.on > civil_date(target.record.recorded_at):
                raise EventRefusedError("sharing.corrected_after", seq=seq)
            judged = judge(said, self._known(_head(conn, case_id), state))
            content = _content(said.happened, judged.data)
            if content == target.content and judged.texts == _said_texts(target):
                raise EventRefusedError("engine.correct_nothing", seq=seq)
            texts = {**judged.texts, WHY: said_why(why)}
            record = draft.add_about(Kind.correction, given.actor, target.record, content, texts)
            state = refold(self.engine.desk.library, draft, log, [record])
            return Written(record=record, warnings=judged.warnings, state=state)

        return self.engine.carry_out("correct", act, {"seq": str(seq), "why": why, **_words(said)}, write, WRITES)

    def _giving(self, said: Said) -> ActWriter:
        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, rights: Rights) -> Written:
            not_in_the_future(said.happened, draft.now)
            judged = judge(said, self._known(_head(conn, draft.case_id), state))
            _check_time(said, given.actor, draft, said.kind, rights)
            self._let_the_clock_run(draft, state)
            content, texts = _content(said.happened, judged.data), {**judged.texts, **_late(said)}
            name = said.kind.value
            record = draft.add_act(said.kind, given.actor, run="", name=name, item="", content=content, texts=texts)
            return self._written(draft, state, record, judged.warnings)

        return write

    def _withdrawing(self, seq: int, said: Said) -> ActWriter:
        def write(conn: Connection, draft: Draft, state: CaseState, given: Act, rights: Rights) -> Written:
            target = standing(events.read_case(conn, draft.case_id), draft.case_id, seq)
            self._check_withdrawal(said, target, _head(conn, draft.case_id), state)
            _check_time(said, given.actor, draft, Kind.withdrawal, rights)
            if said.happened.on < target.on:
                raise EventRefusedError("sharing.withdrawn_before", seq=seq)
            self._let_the_clock_run(draft, state)
            content = _content(said.happened, values_of(_who_alone(said), {}))
            record = draft.add_about(Kind.withdrawal, given.actor, target.record, content, _texts(said))
            return self._written(draft, state, record)

        return write

    def _let_the_clock_run(self, draft: Draft, state: CaseState) -> None:
        """What the clock has passed is recorded first; nothing else of the case changes."""
        record_clock(draft, Fold(world=self.engine.desk.library, state=state), clock_place(draft.now))

    def _written(self, draft: Draft, state: CaseState, record: Record, warnings: tuple[str, ...] = ()) -> Written:
        draft.stamp(self.engine.desk.library, state, unchanged=True)
        return Written(record=record, warnings=warnings, state=state)

    def _check_withdrawal(self, said: Said, target: Given, head: Head, state: CaseState) -> None:
        if target.kind is Kind.basis:
            return
        if not said.by:
            raise EventRefusedError("sharing.withdrawn_by")
        made_by = set(target.words(records.BY))
        if target.kind is Kind.objection and not (made_by and made_by <= set(said.by)):
            # It opens again what somebody had closed: that is decided as a release is.
            decides(replace(said, kind=Kind.release), self._known(head, state))

    def _known(self, head: Head, state: CaseState) -> Known:
        people = self.engine.desk.people.on(civil_date(self.engine.clock.now()))
        return known_of(self.engine.desk.library, people, head, state, self.child)


def _check_time(said: Said, actor: Actor, draft: Draft, kind: Kind, rights: Rights) -> None:
    """It has happened, and whoever enters it late may, and says why. Raises: EventRefusedError, NotAllowedError."""
    not_in_the_future(said.happened, draft.now)
    rights.require_late(kind.value, said.happened, actor, said.late, draft)


def known_one(log: Sequence[Record], case_id: str, seq: int) -> Given:
    """What was given with event ``seq``. Raises: NotFoundError; EventRefusedError where it is marked as wrong."""
    record = next((each for each in log if each.seq == seq), None)
    if record is None:
        raise NotFoundError("engine.no_event", case=case_id, seq=seq)
    if record.kind not in GIVEN:
        known = ", ".join(str(each.seq) for each in given(log) if not each.annulled)
        key = "sharing.stays" if record.kind in KINDS else "sharing.not_given"
        raise EventRefusedError(key, seq=seq, known=known or "–")
    found = next(each for each in given(log) if each.seq == seq)
    if found.annulled:
        raise EventRefusedError("engine.annulled_already", seq=seq)
    return found


def standing(log: Sequence[Record], case_id: str, seq: int) -> Given:
    """The same, where it was not withdrawn yet."""
    found = known_one(log, case_id, seq)
    if found.withdrawn is not None:
        raise EventRefusedError("sharing.withdrawn_already", seq=seq, by=found.withdrawn.seq)
    return found


def _head(conn: Connection, case_id: str) -> Head:
    head = heads.read(conn, case_id)
    if head is None:
        raise NotFoundError("engine.no_case", case=case_id)
    return head


def _who_alone(said: Said) -> Said:
    """Of what was said whoever said it, and how."""
    return Said(kind=said.kind, happened=said.happened, by=said.by, how=said.how)


def _content(happened: Happened, data: Mapping[str, Value]) -> Content:
    return Content(happened=happened, data=data, reason_codes=(), pins=(), warnings=())


def _texts(said: Said) -> dict[str, str]:
    reason = said.reason.strip()
    return ({"reason": check_text("reason", reason)} if reason else {}) | _late(said)


def _late(said: Said) -> dict[str, str]:
    late = said.late.strip()
    return {LATE: check_text(LATE, late)} if late else {}


def _said_texts(target: Given) -> dict[str, str]:
    return {name: text for name, text in (target.texts or {}).items() if name not in (WHY, LATE)}


def _act(case_id: str, actor: Actor, said: Said, key: str) -> Act:
    return replace(shell(case_id, actor, key, None, said.reason), happened=said.happened)


def _words(said: Said) -> dict[str, str]:
    """All that was said, for the fingerprint of the command."""
    values = values_of(said, {})
    told = {name: "|".join(value) if isinstance(value, tuple) else str(value) for name, value in values.items()}
    age = "" if said.age is None else str(said.age)
    return {
        **told,
        "age": age,
        "to": said.to,
        "recipient": said.name,
        "everybody": str(said.everybody),
        "late": said.late,
    }
