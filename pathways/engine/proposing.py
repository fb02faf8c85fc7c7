"""Acts that need two people: proposed by one, approved or declined by another, or withdrawn (docs/adr/0025).

A proposal is a record of the case and moves nothing in it. An approval is the act itself, judged at its own place by
the ordinary rules, and a closing of the proposal behind it. What needs two people happens when the second has agreed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pathways.counting.oslo import civil_date
from pathways.counting.telling import write_clock, write_short
from pathways.engine.acts import (
    ASIDE,
    WHY,
    Written,
    refold,
    said_why,
    told_warnings,
    write_act,
    write_correction,
)
from pathways.engine.draft import Draft, record_clock
from pathways.engine.four_eyes import require_second_person, second
from pathways.engine.people import People
from pathways.engine.pinning import recorders
from pathways.engine.rights import Rights, rights_of
from pathways.engine.targets import act_record
from pathways.engine.transaction import Desk
from pathways.errors import EventRefusedError, NotAllowedError, NotFoundError
from pathways.machine.approving import ApprovalNeededError
from pathways.machine.decide import LATE, Decided, Definitions, may_annul
from pathways.machine.happening import Fold
from pathways.machine.order import clock_place, place_of
from pathways.machine.proposals import BECAME, PROPOSAL, Fate, Proposal, proposals, waiting
from pathways.machine.state import CaseState
from pathways.machine.values import check_text
from pathways.messages import say
from pathways.model.pathway import Event
from pathways.model.record import Act, Actor, Content, Happened, Kind, Proposed, Record, Value
from pathways.store import heads
from pathways.store.connection import Connection

REASON = "reason"
LAST = 2**31
"""Stands for the number that the act does not have yet: after everything else of its moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposing:
    """What writing about proposals of one case needs to know: definitions, who there is, and where it lies."""

    definitions: Definitions
    rights: Rights
    """What whoever acts may put right in the case."""
    anybody: Rights
    """What anybody may put right, by their roles alone."""
    people: People
    service: str
    kind: str

    def write(
        self, draft: Draft, state: CaseState, records: Sequence[Record], act: Act, needed: ApprovalNeededError
    ) -> Written:
        """Record what ``act`` would record, to be approved by another.

        Raises: EventRefusedError where the same already waits.
        """
        decided = _decided(needed)
        self._require_none(records, (decided.run, decided.event.name, decided.item, 0), act.actor)
        self._run_clock(draft, state)
        record = draft.add_act(
            Kind.proposal,
            act.actor,
            run=decided.run,
            name=decided.event.name,
            item=decided.item,
            content=replace(decided.content, pins=(), warnings=()),
            texts=decided.texts,
            by=decided.event.by,
        )
        return self._proposed(draft, state, record, decided)

    def write_correction(  # noqa: PLR0913 (which, by whom, and why)
        self,
        draft: Draft,
        state: CaseState,
        records: Sequence[Record],
        target: Record,
        actor: Actor,
        *,
        why: str,
        needed: ApprovalNeededError,
    ) -> Written:
        """Record what ``target`` should have read instead, to be approved by another. Raises as ``write``."""
        decided = _decided(needed)
        self._require_none(records, (target.run, target.name, target.item, target.seq), actor)
        self._run_clock(draft, state)
        content = replace(decided.content, pins=(), warnings=())
        takes = self.rights.to_correct(decided.event.by)
        record = draft.add_about(Kind.proposal, actor, target, content, {**decided.texts, WHY: said_why(why)}, takes)
        return self._proposed(draft, state, record, decided)

    def approve(self, draft: Draft, state: CaseState, records: Sequence[Record], asked: Act, seq: int) -> Written:
        """Record the act that proposal ``seq`` says, approved by the actor of ``asked``, and that it is approved.

        It happens when ``asked`` happened, and is judged there; of its texts ``reason`` is a word of whoever approves.
        Raises: NotFoundError; NotAllowedError; EventRefusedError, also where the act is no longer possible.
        """
        found = self._waiting(records, asked.case_id, seq)
        approver = self._beside_the_first(state, records, found, asked.actor)
        act = self._act(found, replace(asked, actor=approver))
        if found.corrects:
            written = self._correct(draft, records, found, asked, act)
        else:
            self._not_before(found, asked, draft.now)
            written = write_act(self.definitions, draft, state, lambda: tuple(records), act, rights=self.rights)
        data: dict[str, Value] = {PROPOSAL: seq, BECAME: written.record.seq}
        happened = _now(draft) if found.corrects else act.happened
        seconding = replace(asked, actor=approver.acting_by(self._event(state, records, found).approved_by))
        self._close(draft, written.state, found, seconding, Fate.approved, data, happened=happened)
        return written

    def end(
        self, draft: Draft, state: CaseState, records: Sequence[Record], asked: Act, seq: int, fate: Fate
    ) -> Written:
        """Record that proposal ``seq`` is declined or withdrawn, with the reason in ``asked``; it never happened.

        Raises: NotFoundError; NotAllowedError; EventRefusedError, also where it is declined without a reason.
        """
        found = self._waiting(records, asked.case_id, seq)
        if fate is Fate.declined:
            self._require_second(state, records, found, asked.actor)
            said_why(asked.texts.get(REASON, ""))
            asked = replace(asked, actor=asked.actor.acting_by(self._event(state, records, found).approved_by))
        elif not self._may_withdraw(found.record, asked.actor):
            raise NotAllowedError("approvals.not_yours", user=asked.actor.user, proposer=found.record.actor.user)
        elif asked.actor.user != found.record.actor.user:
            asked = replace(asked, actor=replace(asked.actor, on_behalf_of=found.record.actor.user, lent=()))
        data: dict[str, Value] = {PROPOSAL: seq, BECAME: 0}
        return self._close(draft, state, found, asked, fate, data, happened=_now(draft))

    def annul(self, draft: Draft, records: Sequence[Record], target: Record, act: Act) -> Written:
        """Record that proposal ``target`` should never have been made: it is closed, and its content hidden.

        Whoever may record its event may, or whom the place lets annul. Raises: EventRefusedError; NotAllowedError.
        """
        if any(each.record.seq == target.seq and each.fate is Fate.approved for each in proposals(records)):
            raise EventRefusedError("approvals.annul_the_act", seq=target.seq, became=became(records, target.seq))
        if not self.rights.grants_annulment(act.actor):
            may_annul(self.definitions, _digest_of(self.definitions, records, target), target, act)
        why = said_why(act.texts.get(REASON, ""))
        needed = self.rights.to_annul(recorders(self.definitions, records, target))
        record = draft.add_about(Kind.annulment, act.actor, target, None, {REASON: why}, needed)
        return Written(record=record, warnings=(), state=refold(self.definitions, draft, records, [record]))

    def _correct(self, draft: Draft, records: Sequence[Record], found: Proposal, asked: Act, act: Act) -> Written:
        """Record the correction that a proposal says, as its proposer was allowed to; it says its own time.

        Raises: EventRefusedError, also where the approver says a time; NotAllowedError.
        """
        if asked.happened_given:
            raise EventRefusedError("approvals.correction_has_its_time", seq=found.record.seq)
        target = act_record(records, asked.case_id, found.corrects)
        granted = self.anybody.grants_correction(found.record.actor)
        rights = replace(self.rights, correct=None, correct_any=act.actor.roles if granted else ())
        act = replace(act, happened=found.content.happened)
        why = (found.record.texts or {}).get(WHY, "")
        return write_correction(self.definitions, draft, records, target, act, why, rights=rights)

    def _require_none(self, records: Sequence[Record], about: tuple[str, str, str, int], actor: Actor) -> None:
        """Raises: EventRefusedError where the same waits already; who may not withdraw it is not told to."""
        same = next((each.record for each in waiting(records) if each.about == about), None)
        if same is None:
            return
        if self._may_withdraw(same, actor):
            raise EventRefusedError("approvals.waits_already_own", event=about[1], seq=same.seq, case=same.case_id)
        raise EventRefusedError("approvals.waits_already", event=about[1], seq=same.seq, proposer=same.actor.user)

    def _may_withdraw(self, proposal: Record, actor: Actor) -> bool:
        """Whether somebody proposed it, or stands in for who did."""
        return proposal.actor.user in (actor.user, *self.people.stands_in_for(actor.user))

    def _proposed(self, draft: Draft, state: CaseState, record: Record, decided: Decided) -> Written:
        draft.stamp(self.definitions, state, unchanged=True)
        by = decided.event.approved_by
        return Written(
            record=record, warnings=told_warnings(self.definitions, decided, state), state=state, waits_for=by
        )

    def _run_clock(self, draft: Draft, state: CaseState) -> None:
        """What the clock has passed is recorded first; nothing else of the case changes."""
        record_clock(draft, Fold(world=self.definitions, state=state), clock_place(draft.now))

    def _waiting(self, records: Sequence[Record], case_id: str, seq: int) -> Proposal:
        """Proposal ``seq``, while it waits. Raises: NotFoundError, EventRefusedError."""
        found = next((each for each in proposals(records) if each.record.seq == seq), None)
        if found is None:
            open_ = [str(each.record.seq) for each in waiting(records)]
            raise NotFoundError("approvals.none_such", case=case_id, seq=seq, known=", ".join(open_) or "–")
        if found.fate is not Fate.waiting:
            raise EventRefusedError(f"approvals.is_{found.fate.value}", seq=seq, by=found.closed_by)
        return found

    def _beside_the_first(self, state: CaseState, records: Sequence[Record], found: Proposal, approver: Actor) -> Actor:
        """The approver with the roles that count beside the proposer; which it takes, the version of its place says.

        Raises: NotAllowedError for the proposer, and for whoever has the role from them alone.
        """
        own = approver.user == found.record.actor.user
        if own or set(self._event(state, records, found).approved_by) & set(approver.roles):
            self._require_second(state, records, found, approver)
        return second(self.people, approver, found.record.actor.user, self.service, self.kind)

    def _require_second(self, state: CaseState, records: Sequence[Record], found: Proposal, approver: Actor) -> None:
        """Raises: NotAllowedError for whoever may not approve, by the version that its run is at."""
        require_second_person(
            self.people,
            self.definitions.role_titles(),
            approver=approver,
            proposer=found.record.actor.user,
            roles=self._event(state, records, found).approved_by,
            service=self.service,
            kind=self.kind,
        )

    def _event(self, state: CaseState, records: Sequence[Record], found: Proposal) -> Event:
        """The event by the version that its run is at; where that asks for no approval, by the one it was proposed by.

        The act itself is refused then, and says so; but it can still be declined.
        """
        run = state.runs.get(found.record.run)
        event = None if run is None else self.definitions.prepared(run.digest).event(found.record.name)
        if event is not None and event.approved_by:
            return event
        digest = _digest_of(self.definitions, records, found.record)
        before = self.definitions.prepared(digest).event(found.record.name)
        if before is None:
            raise AssertionError(f"no version knows the event of proposal {found.record.seq}")
        return before

    def _not_before(self, found: Proposal, asked: Act, now: datetime) -> None:
        """What is approved happens no earlier than its proposal says. Raises: EventRefusedError."""
        record, proposed = found.record, found.content.happened
        earliest = place_of(proposed, record.recorded_at, record.seq)
        if place_of(asked.happened, now, LAST) < earliest:
            raise EventRefusedError("approvals.before_proposed", seq=record.seq, when=when_written(proposed))

    def _act(self, found: Proposal, asked: Act) -> Act:
        """The act that a proposal says. Raises: EventRefusedError where its texts are destroyed."""
        record, content = found.record, found.content
        if record.texts is None:
            raise EventRefusedError("approvals.texts_gone", seq=record.seq)
        own = {name: text for name, text in record.texts.items() if name in (REASON, *ASIDE)}
        fields = {name: text for name, text in record.texts.items() if name not in own}
        late = asked.texts.get(LATE, "").strip()
        return replace(
            asked,
            event=record.name,
            run=record.run,
            item=record.item,
            data={**content.data, **fields},
            reason_codes=content.reason_codes,
            texts={name: text for name, text in own.items() if name != WHY} | ({LATE: late} if late else {}),
            proposed=Proposed(seq=record.seq, actor=record.actor, recorded_at=record.recorded_at),
        )

    def _close(  # noqa: PLR0913 (which, by whom, and what became of it)
        self,
        draft: Draft,
        state: CaseState,
        found: Proposal,
        asked: Act,
        fate: Fate,
        data: Mapping[str, Value],
        *,
        happened: Happened,
    ) -> Written:
        text = check_text(REASON, asked.texts.get(REASON, "").strip())
        self._run_clock(draft, state)
        record = draft.add_act(
            Kind.proposal_closed,
            asked.actor,
            run=found.record.run,
            name=fate.value,
            item=found.record.item,
            content=Content(happened=happened, data=data, reason_codes=(), pins=(), warnings=()),
            texts={REASON: text} if text else {},
        )
        draft.stamp(self.definitions, state, unchanged=True)
        return Written(record=record, warnings=(), state=state)


def proposing_of(desk: Desk, conn: Connection, draft: Draft, rights: Rights) -> Proposing:
    """What proposals of the case of a ``draft`` are written with, at its moment. Raises: NotFoundError.

    ``rights``: what whoever acts may put right there.
    """
    head = heads.read(conn, draft.case_id)
    if head is None:
        raise NotFoundError("engine.no_case", case=draft.case_id)
    catalogue, people = desk.library.catalogue, desk.people.on(civil_date(draft.now))
    return Proposing(
        definitions=desk.library,
        rights=rights,
        anybody=rights_of(catalogue.settings, catalogue.policy),
        people=people,
        service=people.falls_to(head.holder, head.service).service,
        kind=head.service,
    )


def _decided(needed: ApprovalNeededError) -> Decided:
    if needed.decided is None:
        raise needed
    return needed.decided


def _now(draft: Draft) -> Happened:
    return Happened(on=civil_date(draft.now), at=draft.now)


def when_written(happened: Happened) -> str:
    """``man. 24. aug. 2026``, with the clock in Norway where it is known."""
    day = write_short(happened.on)
    if happened.at is None:
        return day
    return say("timeline.at_clock", date=day, clock=write_clock(happened.at))


def became(records: Sequence[Record], seq: int) -> int:
    """The act that an approved proposal became; 0 for any other."""
    return next((each.became for each in proposals(records) if each.record.seq == seq), 0)


def _digest_of(definitions: Definitions, records: Sequence[Record], target: Record) -> str:
    """The last version of the run that knows the event and asks for an approval of it."""
    pins = [pin for record in records if record.content for pin in record.content.pins if pin.run == target.run]
    known = [(pin.digest, definitions.prepared(pin.digest).event(target.name)) for pin in reversed(pins)]
    return next(digest for digest, event in known if event is not None and event.approved_by)
