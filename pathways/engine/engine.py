"""The one door for people: every click, command and import becomes an event here, in a transaction of its own.

Nothing is answered before its commit. Where the commit itself fails, the outcome is looked up by the command's key.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from pathways.clock import Clock
from pathways.engine.acts import Written, write_act, write_annulment, write_correction
from pathways.engine.answering import receipt_of
from pathways.engine.assigning import Assigning, To
from pathways.engine.beside import annul_beside
from pathways.engine.changes import Change, Correct, Redecide, actions_of, by, canonical, with_why
from pathways.engine.changing import write_changes
from pathways.engine.draft import Draft
from pathways.engine.explaining import Explaining
from pathways.engine.foreseeing import Foreseen, foresee
from pathways.engine.joining import Joined, filled
from pathways.engine.once import Once, area_of
from pathways.engine.opening import new_head
from pathways.engine.permitted import opening, permitted
from pathways.engine.permitting import permits_on
from pathways.engine.person_wrong import write_person_annulment
from pathways.engine.proposing import proposing_of
from pathways.engine.receipt import Receipt, check_key, said
from pathways.engine.rights import Rights
from pathways.engine.stale import only_the_clock_came_between
from pathways.engine.targets import act_record, wrong_record
from pathways.engine.transaction import Desk, Drafted, begin_draft, pending_of, save, tried_again
from pathways.errors import ConflictError, NotFoundError, PathwaysError
from pathways.machine.approving import ApprovalNeededError
from pathways.machine.state import CaseState
from pathways.machine.state_json import dump, load
from pathways.model.policy import Action
from pathways.model.record import Act, Actor, Happened, Kind, Record
from pathways.sharing.records import KINDS
from pathways.store import events, heads
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.heads import Head

Writer = Callable[[Connection, Draft, CaseState], Written]
"""Decides and drafts one command on a case that is locked and loaded."""

ActWriter = Callable[[Connection, Draft, CaseState, Act, Rights], Written]
"""The same, of a command that is given with the roles that count in the case."""

Run = Callable[[Connection, datetime], Receipt]
"""Carries a command out in a transaction, at an instant (UTC)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """Writes the cases of one database."""

    database: Database
    desk: Desk
    clock: Clock

    def open_case(self, pathway: str, act: Act, service: str = "", joined: Joined | None = None) -> Receipt:
        """Open a case with the start event of ``pathway``. ``act.case_id`` is empty; the case gets the next number.

        It belongs to the service in which whoever opens it works; ``service`` says which, where there are several.
        ``joined``: what it is opened for.
        Raises: EventRefusedError, NotAllowedError, NotFoundError (no such pathway or service), UsageError (several
        services), ConflictError (the key is used).
        """
        run = partial(self.open_in, pathway=pathway, act=act, service=service, joined=joined)
        more = {"service": service} if service else {}
        return self._once("open", act, {"pathway": pathway} | more | ({"for": joined.name} if joined else {}), run)

    def open_in(
        self, conn: Connection, now: datetime, *, pathway: str, act: Act, service: str, joined: Joined | None
    ) -> Receipt:
        """The same within the transaction of a command that does more besides. Raises as ``open_case``."""
        head = new_head(conn, self.desk.library, pathway, act.happened.on, now)
        assigning = self._assigning(now)
        belongs = assigning.service_to_open(act, head.service, service)
        given = filled(self.desk.library, joined, conn, pathway, act.happened.on) if joined else {}
        there, rights = self._opening(replace(act, data={**given, **act.data}), belongs, head.service)

        def write(conn: Connection, draft: Draft, state: CaseState) -> Written:
            written = write_act(self.desk.library, draft, state, tuple, there, pathway, rights=rights)
            if belongs:
                assigning.open_in(draft, there, belongs)
                draft.stamp(self.desk.library, written.state, unchanged=True)
            if joined:
                joined.write(conn, draft, written.state, written.record.seq)
            return written

        heads.insert_head(conn, head, dump(CaseState()))
        return self._write(conn, head, CaseState(), write, now)

    def advance(self, act: Act, pathway: str = "") -> Receipt:
        """Record an act in a case; with ``pathway``, the start of a further run in it. Raises as ``open_case``."""

        def write(conn: Connection, draft: Draft, state: CaseState, act: Act, rights: Rights) -> Written:
            def log() -> tuple[Record, ...]:
                return events.read_case(conn, act.case_id)

            def taken() -> Collection[str]:
                return events.run_names(conn, act.case_id)

            try:
                return write_act(self.desk.library, draft, state, log, act, pathway, taken=taken, rights=rights)
            except ApprovalNeededError as needed:
                return proposing_of(self.desk, conn, draft, rights).write(draft, state, log(), act, needed)

        return self.carry_out("advance", act, {"pathway": pathway}, write, Action.case_record)

    def correct(self, act: Act, seq: int, why: str) -> Receipt:
        """Record that event ``seq`` should have read as ``act`` says (its whole content), and why.

        Raises: EventRefusedError, also with the list of acts that would become impossible; NotFoundError.
        """

        def write(conn: Connection, draft: Draft, state: CaseState, act: Act, rights: Rights) -> Written:
            records = events.read_case(conn, act.case_id)
            target = act_record(records, act.case_id, seq)
            if target.kind is Kind.explanation:
                self._admitted(conn, act, Action.case_explain)
                return self._explaining().correct(draft, records, target, act, why)
            own, rights = self._admitted(conn, act, Action.case_correct)
            if target.kind is Kind.redecision:
                change = Correct(seq=seq, act=own, why=why)
                return write_changes(self.desk.library, draft, records, (change,), own.actor, rights=rights)
            try:
                return write_correction(self.desk.library, draft, records, target, own, why, rights=rights)
            except ApprovalNeededError as needed:
                proposing = proposing_of(self.desk, conn, draft, rights)
                return proposing.write_correction(draft, state, records, target, own.actor, why=why, needed=needed)

        more = {"seq": str(seq), "why": why}
        return self.carry_out("correct", act, more, write, Action.case_correct, Action.case_explain)

    def annul(self, act: Act, seq: int) -> Receipt:
        """Record that event ``seq`` should never have been registered, with the reason in ``act``; as ``correct``."""

        def write(conn: Connection, draft: Draft, _state: CaseState, act: Act, rights: Rights) -> Written:
            records = events.read_case(conn, act.case_id)
            target = wrong_record(records, act.case_id, seq)
            if target.kind is Kind.explanation:
                self._admitted(conn, act, Action.case_explain)
                return self._explaining().annul(draft, records, target, act)
            if target.kind is Kind.person:
                self._admitted(conn, act, Action.person_write)
                return write_person_annulment(self.desk.library, draft, records, target, act, rights=rights)
            if target.kind in (*KINDS, Kind.remark):
                self._admitted(conn, act, Action.insight_write if target.kind is Kind.remark else Action.consent_write)
                return annul_beside(self.desk.library, draft, records, target, act)
            own, rights = self._admitted(conn, act, Action.case_annul)
            if target.kind is Kind.proposal:
                return proposing_of(self.desk, conn, draft, rights).annul(draft, records, target, own)
            return write_annulment(self.desk.library, draft, records, target, own, rights=rights)

        return self.carry_out("annul", act, {"seq": str(seq)}, write, Action.case_annul, Action.case_explain)

    def explain(self, act: Act, anchored_by: int = 0) -> Receipt:
        """Record why the deadline ``act.event`` was missed: codes, and a free text if there is one.

        ``anchored_by`` names the round by the event it counts from; 0: the only one that was missed.
        Raises: EventRefusedError, NotAllowedError; NotFoundError (no such deadline or round, or several);
        ConflictError.
        """

        def write(conn: Connection, draft: Draft, state: CaseState, act: Act, _rights: Rights) -> Written:
            return self._explaining().write(draft, state, events.read_case(conn, act.case_id), act, anchored_by)

        more = {"round": str(anchored_by)} if anchored_by else {}
        return self.carry_out("explain", act, more, write, Action.case_explain)

    def assign(self, act: Act, to: To) -> Receipt:
        """Record who has the case from now on; of ``act`` its case, actor, reason and key.

        Raises: NotFoundError (no such case, person, unit or service); NotAllowedError; EventRefusedError;
        ConflictError.
        """

        def write(conn: Connection, draft: Draft, state: CaseState, act: Act, _rights: Rights) -> Written:
            head, records = _head_of(conn, act.case_id), events.read_case(conn, act.case_id)
            return self._assigning(draft.now).write(draft, state, records, head, act, to)

        since = to.since.isoformat() if to.since else ""
        more = {"person": to.person, "unit": to.unit, "service": to.service, "since": since}
        return self.carry_out("assign", act, more, write, Action.case_assign, Action.case_take)

    def say_nothing_due(self, act: Act, until: date) -> Receipt:
        """Record why nothing is due, up to a day; of ``act`` its case, actor, reason and key. Raises as ``assign``."""

        def write(conn: Connection, draft: Draft, state: CaseState, act: Act, _rights: Rights) -> Written:
            head = _head_of(conn, act.case_id)
            return self._assigning(draft.now).write_nothing_due(draft, state, head, act, until)

        more = {"until": until.isoformat()}
        return self.carry_out("nothing_due", act, more, write, Action.case_record, Action.case_assign)

    def redecide(self, act: Act, seq: int) -> Receipt:
        """Record that from when ``act`` happened on, what it says (its whole content) is decided instead of ``seq``.

        Raises: as ``correct``; NotAllowedError for whoever may not decide it anew.
        """

        def write(conn: Connection, draft: Draft, _state: CaseState, act: Act, _rights: Rights) -> Written:
            records = events.read_case(conn, act.case_id)
            return write_changes(self.desk.library, draft, records, (Redecide(seq=seq, act=act),), act.actor)

        return self.carry_out("redecide", act, {"seq": str(seq)}, write, Action.case_record)

    def change(
        self,
        case_id: str,
        changes: Sequence[Change],
        actor: Actor,
        why: str,
        key: str = "",
        expected_version: int | None = None,
    ) -> Receipt:
        """Record several late entries, corrections, annulments and re-decisions of one case together, or none of them.

        They are judged by the history they end in; the order they are given in changes nothing. ``why`` is the reason
        of each that has none of its own. Raises: ChangesRefusedError with everything that stands in the way, or the
        refusal of the one change where there is only one; ConflictError.
        """
        reasoned = with_why(tuple(changes), why)

        def write(conn: Connection, draft: Draft, _state: CaseState, asked: Act, rights: Rights) -> Written:
            records, theirs = events.read_case(conn, case_id), tuple(by(change, asked.actor) for change in reasoned)
            return write_changes(self.desk.library, draft, records, theirs, asked.actor, rights=rights)

        given, more = shell(case_id, actor, key, expected_version), {"changes": canonical(reasoned)}
        return self.carry_out("change", given, more, write, *actions_of(changes))

    def foresee(self, case_id: str, changes: Sequence[Change], actor: Actor, why: str) -> Foreseen:
        """What ``change`` would do; nothing is recorded. Raises as ``change``. The caller logs the reading."""
        now = self.clock.now()
        with self.database.read() as conn:
            asked, rights = self._admitted(conn, shell(case_id, actor, "", None), *actions_of(changes))
            actor, given = asked.actor, tuple(by(change, asked.actor) for change in changes)
            return foresee(conn, self.desk, case_id, with_why(given, why), actor, now=now, rights=rights)

    def carry_out(self, verb: str, act: Act, more: Mapping[str, str], writer: ActWriter, *actions: Action) -> Receipt:
        """A command of another part on a case, by the roles that count there; once with a key.

        ``more`` is what it says beside ``act``; one of ``actions`` is its actor's in the case.
        Raises: as ``writer``; NotFoundError, NotAllowedError, ConflictError.
        """
        return self._once(verb, act, more, self.on_case(act, writer, *actions))

    def on_case(self, act: Act, writer: ActWriter, *actions: Action) -> Run:
        """The same as a part of a command that does more besides, for ``once``. Raises as ``carry_out``."""
        # Asked before it is locked: a foreign case never is, and takes no other time than none.
        seen = self._glanced(act.case_id)
        let_in = self._permitted(act, seen, *actions)

        def change(conn: Connection, now: datetime) -> Receipt:
            head, text = _locked(conn, act.case_id)
            same = seen is not None and seen.holder == head.holder
            asked, rights = let_in if same else self._permitted(act, head, *actions)
            _require_as_expected(conn, act, head)

            def write(conn: Connection, draft: Draft, state: CaseState) -> Written:
                return writer(conn, draft, state, asked, rights)

            return self._write(conn, head, load(text), write, now)

        return change

    def require(self, case_id: str, actor: Actor, *actions: Action) -> None:
        """That one of the actions is the actor's in a case, for whoever reads it first to write in it.

        Raises: NotFoundError for a foreign case as for none, also where it can be read; NotAllowedError.
        """
        self._permitted(shell(case_id, actor, "", None), self._glanced(case_id), *actions)

    def _glanced(self, case_id: str) -> Head | None:
        """The head of a case as it is at this moment."""
        with self.database.glance() as conn:
            return heads.read(conn, case_id)

    def _admitted(self, conn: Connection, act: Act, *actions: Action) -> tuple[Act, Rights]:
        """As ``_permitted``, by the case as it is in a transaction."""
        return self._permitted(act, heads.read(conn, act.case_id), *actions)

    def _permitted(self, act: Act, head: Head | None, *actions: Action) -> tuple[Act, Rights]:
        """The act with the roles of its actor that count in the case, and what they may put right there.

        Raises: NotFoundError for a foreign case as for none; NotAllowedError where none of the actions is theirs.
        """
        return permitted(permits_on(self.desk, self.clock.now()), act, head, actions)

    def _opening(self, act: Act, service: str, kind: str) -> tuple[Act, Rights]:
        """The same for an act that opens a case in a service of a kind. Raises: NotAllowedError."""
        return opening(permits_on(self.desk, self.clock.now()), act, service, kind)

    def _assigning(self, now: datetime) -> Assigning:
        return Assigning(definitions=self.desk.library, permits=permits_on(self.desk, now))

    def _explaining(self) -> Explaining:
        return Explaining(definitions=self.desk.library)

    def once(self, verb: str, act: Act, more: Mapping[str, str], run: Run) -> Receipt:
        """A command of another part that writes several cases, all or none; once with a key. Raises as ``run``."""
        return self._once(verb, act, more, run)

    def _once(self, verb: str, act: Act, more: Mapping[str, str], run: Run) -> Receipt:
        """Run a command in a transaction; with a key, at most once."""
        check_key(act.key)
        now = self.clock.now()
        once = self._keyed(verb, act, more, now) if act.key else Once(area="", key="", words="")

        def transact() -> Receipt:
            with self.database.write() as conn:
                receipt = once.answered(conn)
                if receipt is None:
                    receipt = run(conn, now)
                    once.keep(conn, receipt)
                return receipt

        try:
            return tried_again(transact)
        except PathwaysError:
            # A commit whose outcome is unknown, or a twin of this command that won the race: the key tells.
            answered = self._look_up(once)
            if answered is None:
                raise
            return answered

    def _look_up(self, once: Once) -> Receipt | None:
        if not once.key:
            return None
        with self.database.read() as conn:
            return once.answered(conn)

    def _keyed(self, verb: str, act: Act, more: Mapping[str, str], now: datetime) -> Once:
        """The command under the key of its data area: of the case, or of where it opens one."""
        people = permits_on(self.desk, now).people
        with self.database.glance() as conn:
            head = heads.read_if_readable(conn, act.case_id) if act.case_id else None
        of_pathway = (each for each in self.desk.library.catalogue.pathways if each.id == more.get("pathway"))
        theirs = {id_ for each in of_pathway for id_ in people.opens_in(act.actor.user, each.service)}
        named = more.get("service") or more.get("in", "")
        opens = (named,) if named in theirs else theirs
        return Once(area=area_of(people, act.actor.user, head, opens), key=act.key, words=said(verb, act, more))

    def _write(self, conn: Connection, head: Head, state: CaseState, writer: Writer, now: datetime) -> Receipt:
        draft = begin_draft(self.desk, head, now, state)
        before = pending_of(state)
        written = writer(conn, draft, state)
        save(conn, self.desk, Drafted(head=head, draft=draft, state=written.state, before=before))
        return receipt_of(draft, written)


def _locked(conn: Connection, case_id: str) -> tuple[Head, str]:
    """Head and state of a case, locked. Raises: NotFoundError."""
    locked = heads.lock(conn, case_id)
    if locked is None:
        raise NotFoundError("engine.no_case", case=case_id)
    return locked


def _require_as_expected(conn: Connection, act: Act, head: Head) -> None:
    """Whoever gave the act had seen all that other people did in the locked case. Raises: ConflictError."""
    expected = head.version if act.expected_version is None else act.expected_version
    if expected > head.version:
        raise ConflictError("engine.ahead", case=act.case_id, version=head.version, expected=expected)
    if expected < head.version:
        only_the_clock_came_between(events.read_case(conn, act.case_id), act.case_id, expected)


def _head_of(conn: Connection, case_id: str) -> Head:
    """The head of a case that is locked."""
    head = heads.read(conn, case_id)
    if head is None:
        raise NotFoundError("engine.no_case", case=case_id)
    return head


def shell(case_id: str, actor: Actor, key: str, expected_version: int | None, reason: str = "") -> Act:
    """A command that is no act of its own: only whose it is, and on which case."""
    return Act(
        case_id=case_id,
        event="",
        run="",
        item="",
        happened=Happened(on=date.min, at=None),
        data={},
        reason_codes=(),
        texts={"reason": reason} if reason else {},
        actor=actor,
        key=key,
        expected_version=expected_version,
        happened_given=False,
    )
