"""Destroying what should never have been registered: proposed by one person, decided by another, recorded in the case.

Only where a rule of retention lets it be destroyed, and only what was marked as wrongly registered before. What is
destroyed are free texts, what is known of persons, and, where a whole case was wrong, its key. The chain stays whole:
codes and dates in it, and that there was an event, stay for good.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.engine.acts import said_why
from pathways.engine.four_eyes import hindrance
from pathways.engine.permitting import permits_on
from pathways.engine.person_values import free_text
from pathways.engine.person_wrong import OPENING, is_about_destroying
from pathways.engine.reading import Reader
from pathways.engine.transaction import Desk, Drafted, begin_draft, pending_of, save, tried_again
from pathways.errors import EventRefusedError, NotAllowedError, NotFoundError
from pathways.machine.proposals import also_of
from pathways.machine.state_json import load
from pathways.messages import say
from pathways.model.policy import Action
from pathways.model.record import Actor, Content, Happened, Kind, Record, Value
from pathways.model.retention import RetentionRule, Wrong
from pathways.policy.deciding import roles_granting
from pathways.store import destroying, events, heads
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.findings import DECLINED, DESTRUCTION, INTEREST, LAW, PROPOSAL, PROPOSER
from pathways.store.heads import Head
from pathways.vault.renewing import renew_key
from pathways.vault.ring import KeyRing

REASON = "reason"

Write = Callable[[Connection, Head, Actor, Sequence[Record]], Record]
"""Records something in a case whose head is locked."""

BOTH = (Action.destroy_approve, Action.destroy_propose)
"""Whoever may do either sees the proposals, and may end one's own."""

TABLES = ("payload", "person", "case_key")
"""Tables in which what is destroyed lay."""


class Stage(StrEnum):
    """What has become of a proposal."""

    open = "open"
    declined = "declined"
    destroyed = "destroyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposal to destroy what some events wrote, as it stands."""

    case_id: str
    seq: int
    seqs: tuple[int, ...]
    by: str
    at: datetime
    law: str
    stage: Stage
    decided_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroying:
    """Proposals and decisions, on behalf of the reader's user. ``ring``: None where there is no place for keys."""

    database: Database
    desk: Desk
    clock: Clock
    reader: Reader
    ring: KeyRing | None

    def propose(self, case_id: str, seqs: Collection[int], reason: str, interest: str) -> Proposal:
        """Propose to destroy what these events wrote; none: everything in the case that is marked as wrong.

        Raises: NotAllowedError, NotFoundError; EventRefusedError where the law keeps it, where it is not marked as
        wrong, or without reasons.
        """
        why = free_text(REASON, said_why(reason))
        if not interest.strip():
            raise EventRefusedError("destroy.interest")
        texts = {REASON: why, INTEREST: free_text(INTEREST, interest)}

        def write(conn: Connection, head: Head, actor: Actor, records: Sequence[Record]) -> Record:
            rule = self._rule(head)
            meant = self._meant(conn, records, seqs)
            if any(each.stage is Stage.open for each in proposals_of(records)):
                raise EventRefusedError("destroy.open_already")
            return self._note(conn, head, actor, PROPOSAL, meant, texts, {LAW: rule.wrong_law})

        record = self._written(case_id, (Action.destroy_propose,), write)
        return next(each for each in self._read(case_id) if each.seq == record.seq)

    def approve(self, case_id: str, seq: int, reason: str) -> Proposal:
        """Decide that what was proposed in event ``seq`` is destroyed, and destroy it, in one transaction.

        Raises: as ``propose``; NotAllowedError for who proposed it, or stands in for them; EventRefusedError where it
        is decided already, or what it names is no longer marked as wrong.
        """
        why = free_text(REASON, said_why(reason))

        def write(conn: Connection, head: Head, actor: Actor, records: Sequence[Record]) -> Record:
            rule, proposal = self._rule(head), open_proposal(records, head.case_id, seq)
            self._require_another(proposal, actor, head)
            meant = self._meant(conn, records, proposal.seqs)
            data: dict[str, Value] = {LAW: rule.wrong_law, PROPOSER: proposal.by}
            record = self._note(conn, head, actor, DESTRUCTION, meant, {REASON: why}, data, cause=seq)
            destroying.destroy(conn, head.case_id, meant, decided=record.seq)
            if self.ring is not None and _whole(records):
                renew_key(conn, self.ring, head.case_id)
            return record

        self._written(case_id, (Action.destroy_approve,), write)
        return next(each for each in self._read(case_id) if each.seq == seq)

    def decline(self, case_id: str, seq: int, reason: str) -> Proposal:
        """Decide that nothing is destroyed; who proposed it may take it back so. Raises: as ``approve``."""
        why = free_text(REASON, said_why(reason))

        def write(conn: Connection, head: Head, actor: Actor, records: Sequence[Record]) -> Record:
            proposal = open_proposal(records, head.case_id, seq)
            if proposal.by != actor.user:
                permits_on(self.desk, self.clock.now()).require(actor, (Action.destroy_approve,), head, case_id)
            return self._note(conn, head, actor, DECLINED, (), {REASON: why}, {}, cause=seq)

        self._written(case_id, BOTH, write)
        return next(each for each in self._read(case_id) if each.seq == seq)

    def of_case(self, case_id: str) -> tuple[Proposal, ...]:
        """The proposals of a case. Raises: NotAllowedError, NotFoundError."""
        self._admit(case_id, BOTH, say("cli.purpose.destroy_list"))
        return self._read(case_id)

    def every_open(self) -> tuple[Proposal, ...]:
        """Open proposals of the cases in which the user may propose or decide, by case."""
        with self.database.read() as conn:
            cases = destroying.proposals(conn)
        readers = [replace(self.reader, action=action) for action in BOTH]
        seen = sorted({case_id for reader in readers for case_id in reader.visible(cases)})
        self.reader.log_readings(seen, say("cli.purpose.destroy_list"), say("destroy.information"))
        return tuple(each for case_id in seen for each in self._read(case_id) if each.stage is Stage.open)

    def scrub(self) -> bool:
        """Write the database anew without what was destroyed; False where others are in it. Raises: NotAllowedError."""
        permits_on(self.desk, self.clock.now()).require_somewhere(self.reader.actor, Action.destroy_approve)
        return self.database.scrub(TABLES)

    def _read(self, case_id: str) -> tuple[Proposal, ...]:
        with self.database.read() as conn:
            return proposals_of(events.of_kinds(conn, [case_id], (Kind.note,)))

    def _admit(self, case_id: str, actions: Sequence[Action], purpose: str) -> None:
        """Log the reading by the first of the actions that is the user's there.

        Raises: NotFoundError for a foreign case as for none; NotAllowedError. Each is logged as refused.
        """
        with self.database.read() as conn:
            head = heads.read(conn, case_id)
        permits = permits_on(self.desk, self.clock.now())
        theirs = (each for each in actions if permits.grant(self.reader.actor, each, head, case_id) is not None)
        replace(self.reader, action=next(theirs, actions[0])).require_reading(
            case_id, purpose, say("destroy.information")
        )  # fmt: skip

    def _written(self, case_id: str, actions: Sequence[Action], write: Write) -> Record:
        """Runs ``write`` on the locked case, once who acts is known to be allowed and the reading is logged."""
        self._admit(case_id, actions, say("cli.purpose.destroy"))

        def transact() -> Record:
            with self.database.write() as conn:
                locked = heads.lock(conn, case_id)
                if locked is None:
                    raise NotFoundError("engine.no_case", case=case_id)
                permits = permits_on(self.desk, self.clock.now())
                held = permits.require(self.reader.actor, actions, locked[0], case_id)
                roles = (role for action in actions for role in roles_granting(permits.policy, action, held))
                actor = replace(self.reader.actor, roles=tuple(dict.fromkeys(roles)))
                return write(conn, locked[0], actor, events.read_case(conn, case_id))

        try:
            return tried_again(transact)
        except NotAllowedError:
            # Outside the transaction, which is undone.
            self.reader.log_refusal(case_id, say("cli.purpose.destroy"), say("cli.information.nothing"))
            raise

    def _rule(self, head: Head) -> RetentionRule:
        """The rule that lets something be destroyed there. Raises: EventRefusedError where none does."""
        rule = self.desk.library.catalogue.retention.get(head.service)
        if rule is None:
            raise EventRefusedError("destroy.no_rule", service=head.service)
        if rule.wrong is not Wrong.destroyed:
            raise EventRefusedError("destroy.kept", title=rule.title, law=rule.wrong_law)
        return rule

    def _meant(self, conn: Connection, records: Sequence[Record], seqs: Collection[int]) -> tuple[int, ...]:
        """What is to be destroyed, and with it what repeats its texts: proposals of it, and how those were closed.

        Raises: EventRefusedError for what is not marked as wrong, or is destroyed.
        """
        wrong = wrongly(records)
        done = destroying.destroyed(conn, records[0].case_id)
        asked = frozenset(seqs) or (wrong - done)
        if not asked:
            raise EventRefusedError("destroy.nothing")
        other = sorted(asked - wrong)
        if other:
            raise EventRefusedError("destroy.not_wrong", seqs=", ".join(map(str, other)))
        gone = sorted(asked & done)
        if gone:
            raise EventRefusedError("destroy.gone", seqs=", ".join(map(str, gone)))
        repeated = (also_of(records, asked) & wrong) - done
        return tuple(sorted(asked | repeated))

    def _note(  # noqa: PLR0913, PLR0917 (a note is this much)
        self,
        conn: Connection,
        head: Head,
        actor: Actor,
        name: str,
        targets: tuple[int, ...],
        texts: Mapping[str, str],
        data: Mapping[str, Value],
        cause: int = 0,
    ) -> Record:  # fmt: skip
        locked = heads.lock(conn, head.case_id)
        if locked is None:
            raise NotFoundError("engine.no_case", case=head.case_id)
        state = load(locked[1])
        draft, before = begin_draft(self.desk, head, self.clock.now(), state), pending_of(state)
        happened = Happened(on=civil_date(draft.now), at=draft.now)
        content = Content(happened=happened, data=dict(data), reason_codes=(), pins=(), warnings=())
        record = draft.add_note(actor, name, content, targets=targets, cause=cause, texts=texts)
        # It says nothing about what the case is.
        draft.stamp(self.desk.library, state, unchanged=True)
        save(conn, self.desk, Drafted(head=head, draft=draft, state=state, before=before))
        return record

    def _require_another(self, proposal: Proposal, actor: Actor, head: Head) -> None:
        """Two people, as four eyes are everywhere (ADR 0025). ``actor`` has the roles that may decide it, no others.

        Raises: NotAllowedError.
        """
        people = self.desk.people.on(civil_date(self.clock.now()))
        found = hindrance(
            people,
            approver=actor,
            proposer=proposal.by,
            roles=actor.roles,
            service=people.falls_to(head.holder, head.service).service,
            kind=head.service,
        )
        if found is not None:
            raise NotAllowedError(f"destroy.{found.value}", user=actor.user, proposer=proposal.by)


def wrongly(records: Sequence[Record]) -> frozenset[int]:
    """Events whose texts, or what they wrote about persons, should never have been: annulled, and what repeats those.

    That are corrections of them, proposals that say the same, and how these were closed. Of a case that should never
    have been opened it is all of them, but for why it was annulled, and what was decided since.
    """
    marked = {seq for record in records if record.kind is Kind.annulment for seq in record.targets}
    has = (r for r in records if (r.text_names or r.kind is Kind.person) and not is_about_destroying(r))
    if OPENING in marked:
        return frozenset(record.seq for record in has if record.kind is not Kind.annulment)
    corrected = {r.seq for r in records if r.kind is Kind.correction and marked & set(r.targets)}
    return frozenset(r.seq for r in has) & (marked | corrected | also_of(records, marked))


def _whole(records: Sequence[Record]) -> bool:
    return any(record.kind is Kind.annulment and OPENING in record.targets for record in records)


def proposals_of(records: Sequence[Record]) -> tuple[Proposal, ...]:
    """Every proposal among the records of a case, in order."""
    declined = {r.cause: r.actor.user for r in records if r.name == DECLINED and r.kind is Kind.note}
    done = {r.cause: r.actor.user for r in records if r.name == DESTRUCTION and r.kind is Kind.note}
    return tuple(
        Proposal(
            case_id=record.case_id,
            seq=record.seq,
            seqs=record.targets,
            by=record.actor.user,
            at=record.recorded_at,
            law=str(record.content.data[LAW]),
            stage=_stage(record.seq, declined, done),
            decided_by=(declined | done).get(record.seq, ""),
        )
        for record in records
        if record.kind is Kind.note and record.name == PROPOSAL and record.content is not None
    )


def _stage(seq: int, declined: Collection[int], done: Collection[int]) -> Stage:
    if seq in done:
        return Stage.destroyed
    return Stage.declined if seq in declined else Stage.open


def open_proposal(records: Sequence[Record], case_id: str, seq: int) -> Proposal:
    """The open proposal ``seq``. Raises: NotFoundError, EventRefusedError."""
    found = next((each for each in proposals_of(records) if each.seq == seq), None)
    if found is None:
        raise NotFoundError("destroy.no_proposal", case=case_id, seq=seq)
    if found.stage is not Stage.open:
        raise EventRefusedError("destroy.decided", seq=seq, user=found.decided_by)
    return found
