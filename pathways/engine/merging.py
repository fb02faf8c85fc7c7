"""Two cases of one child become one: the kept case goes on, the duplicate is closed and points to it (docs/adr/0032).

Both logs are written in one transaction, each under its own lock. Nothing is deleted, and a merge can be undone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from pathways.counting.oslo import civil_date
from pathways.engine.acts import Written, refold, said_why
from pathways.engine.changes import Annul
from pathways.engine.changing import write_changes
from pathways.engine.closing import write_closing
from pathways.engine.copying import Copying, Source
from pathways.engine.draft import Draft, record_clock
from pathways.engine.engine import Engine, shell
from pathways.engine.merge_plan import Choices, Part, parts_of, require_chosen, require_nothing_later
from pathways.engine.merge_reasons import take_reasons
from pathways.engine.permitting import permits_on
from pathways.engine.receipt import Receipt
from pathways.engine.rights import Rights
from pathways.engine.sheltering_both import Shelter
from pathways.engine.transaction import Drafted, Pending, begin_draft, pending_of, save
from pathways.errors import EventRefusedError, NotFoundError
from pathways.machine.closing import HERE, closing_of
from pathways.machine.decide import IMPORTER
from pathways.machine.happening import Fold
from pathways.machine.merged import COPIES, ENDED, EVENT, LOST, MOVES, OTHER, REASONS, STOPS, pairs, pointers
from pathways.machine.order import clock_place
from pathways.machine.proposals import waiting
from pathways.machine.state import MERGED, CaseState
from pathways.machine.state_json import dump, load
from pathways.machine.values import check_text
from pathways.messages import say
from pathways.model.policy import Action
from pathways.model.record import Act, Actor, Content, Happened, Kind, Record, Value
from pathways.sharing.records import given
from pathways.store import events, heads
from pathways.store.connection import Connection
from pathways.store.heads import Head


@dataclass(slots=True, kw_only=True)
class Kept:
    """The case that goes on, locked, with what is drafted in it."""

    head: Head
    draft: Draft
    state: CaseState
    records: Sequence[Record]
    before: CaseState
    """As it was when it was locked, let run to now."""
    pending: Pending


@dataclass(frozen=True, slots=True, kw_only=True)
class Merging:
    """Merging cases, and undoing that, on behalf of ``actor``. ``shelter``: what takes protected addresses along."""

    engine: Engine
    actor: Actor
    shelter: Shelter

    def plan(self, duplicate: str, kept: str) -> tuple[Part, ...]:
        """What asks for a choice; nothing is recorded. The caller has logged that both are read."""
        library, now = self.engine.desk.library, self.engine.clock.now()
        with self.engine.database.read() as conn:
            texts = heads.read_states(conn, [duplicate, kept])
            records = events.read_case(conn, duplicate)
        states = [load(texts[each]) for each in (duplicate, kept)]
        for state in states:
            draft = Draft(case_id="", version=0, now=now, entropy=self.engine.desk.entropy)
            record_clock(draft, Fold(world=library, state=state), clock_place(now))
        return parts_of(library, records, *states)

    def merge(self, duplicate: str, kept: str, choices: Choices, why: str, key: str = "") -> Receipt:
        """Record in both that they are one. The receipt is that of the duplicate.

        Raises: EventRefusedError where they cannot be, where something that waits has no choice, or a deadline would be
        lost or later; NotFoundError, NotAllowedError for either case; ConflictError.
        """
        why = check_text("reason", said_why(why, "reason"))

        def write(conn: Connection, draft: Draft, state: CaseState, act: Act, _rights: Rights) -> Written:
            return self._merge(conn, draft, state, kept, choices, act)

        more = {"into": kept, "here": ",".join(choices.here), "end": repr(sorted(choices.ended.items()))}
        act = shell(duplicate, self.actor, key, None, why)
        return self.engine.carry_out("merge", act, more, write, Action.case_merge)

    def unmerge(self, duplicate: str, why: str, key: str = "") -> Receipt:
        """Record that they never were one: the duplicate stands as before, and so does the kept case.

        Raises: as ``merge``; ChangesRefusedError with the acts of the kept case that build on what was copied.
        """
        why = check_text("reason", said_why(why, "reason"))

        def write(conn: Connection, draft: Draft, _state: CaseState, act: Act, _rights: Rights) -> Written:
            return self._unmerge(conn, draft, act)

        act = shell(duplicate, self.actor, key, None, why)
        return self.engine.carry_out("unmerge", act, {}, write, Action.case_merge)

    def _merge(
        self, conn: Connection, draft: Draft, state: CaseState, into: str, choices: Choices, act: Act
    ) -> Written:
        library = self.engine.desk.library
        records = events.read_case(conn, draft.case_id)
        kept = self._lock(conn, into, draft)
        self._require_one_place(conn, draft.case_id, state, kept)
        _require_nothing_proposed(records)
        record_clock(draft, Fold(world=library, state=state), clock_place(draft.now))
        parts = parts_of(library, records, state, kept.before)
        copying = Copying(
            definitions=library,
            draft=kept.draft,
            records=kept.records,
            state=kept.state,
            actor=act.actor,
            source=Source(records=records, state=state),
            said=say("merging.text_elsewhere"),
        )
        kept.state = carry_over(copying, parts, choices, kept.before)
        reasons = take_reasons(copying, act.actor)
        closing = self._close(draft, state, parts, choices, copying, act)
        stops = self._take_objections(kept, records, act.actor)
        shelter = self.shelter.prepare(conn, draft.case_id, kept.draft, kept.state, act.actor)
        self._point(
            kept,
            closing,
            copying,
            {STOPS: tuple(map(str, stops)), REASONS: pairs(reasons), MOVES: tuple(map(str, copying.moves))},
            act,
        )
        self._save(conn, kept)
        shelter.keep(conn)
        return Written(record=closing, warnings=(), state=state)

    def _lock(self, conn: Connection, case_id: str, draft: Draft) -> Kept:
        """The kept case. Raises: NotFoundError for a foreign one as for none; NotAllowedError; EventRefusedError."""
        if case_id == draft.case_id:
            raise EventRefusedError("merging.with_itself")
        desk, now = self.engine.desk, self.engine.clock.now()
        found = heads.lock(conn, case_id)
        permits_on(desk, now).require(self.actor, (Action.case_merge,), None if found is None else found[0], case_id)
        if found is None:
            raise NotFoundError("engine.no_case", case=case_id)
        head, state = found[0], load(found[1])
        if state.closed:
            raise EventRefusedError("merging.closed_already", case=case_id)
        own = begin_draft(desk, head, draft.now, state)
        draft.now = own.now = max(own.now, draft.now)
        pending = pending_of(state)
        record_clock(own, Fold(world=desk.library, state=state), clock_place(own.now))
        before = load(dump(state))
        records = events.read_case(conn, case_id)
        return Kept(head=head, draft=own, state=state, records=records, before=before, pending=pending)

    def _require_one_place(self, conn: Connection, case_id: str, state: CaseState, kept: Kept) -> None:
        """Only cases of one service are one: between services goes a message. Raises: EventRefusedError."""
        head = heads.read(conn, case_id)
        if state.closed or head is None:
            raise EventRefusedError("merging.closed_already", case=case_id)
        people = self.engine.desk.people.on(civil_date(kept.draft.now))
        places = {(each.service, people.service_of(each.holder, each.service)) for each in (head, kept.head)}
        if len(places) > 1:
            raise EventRefusedError("merging.other_service")

    def _close(
        self, draft: Draft, state: CaseState, parts: Sequence[Part], choices: Choices, copying: Copying, act: Act
    ) -> Record:
        """The record that the duplicate is closed by, and what it does there."""
        library = self.engine.desk.library
        ended = [run for part in parts if part.run in choices.ended for run in part.runs]
        waited = [f"{w.run}|{w.key}|{w.nominal}" for p in parts if p.run in choices.ended for w in p.waiting]
        data: dict[str, Value] = {OTHER: copying.draft.case_id}
        lists = ((HERE, pairs(copying.runs)), (ENDED, tuple(ended)), (LOST, tuple(waited)))
        data |= {name: told for name, told in lists if told}
        content = _content(draft, data)
        reasons = [act.texts["reason"], *(f"{run}: {said_why(why)}" for run, why in choices.ended.items())]
        texts = {"reason": check_text("reason", "\n".join(reasons))}
        return write_closing(library, draft, state, act.actor, MERGED, content, texts)

    def _take_objections(self, kept: Kept, records: Sequence[Record], actor: Actor) -> tuple[int, ...]:
        """Whoever said stop is heard in the case that goes on, too."""
        library, found = self.engine.desk.library, []
        for each in given(records):
            if each.kind is not Kind.objection or each.annulled or each.withdrawn is not None:
                continue
            content = Content(happened=each.content.happened, data=each.data, reason_codes=(), pins=(), warnings=())
            record = kept.draft.add_act(
                Kind.objection, actor, run="", name=each.record.name, item="", content=content, texts=each.texts or {}
            )
            kept.draft.stamp(library, kept.state, unchanged=True)
            found.append(record.seq)
        return tuple(found)

    def _point(self, kept: Kept, closing: Record, copying: Copying, along: Mapping[str, Value], act: Act) -> None:
        by_seq = {record.seq: record.event_id for record in copying.source.records}
        copies = {by_seq[source]: str(own) for source, own in copying.copies.items()}
        data: dict[str, Value] = {OTHER: closing.case_id, EVENT: closing.event_id}
        data |= {name: told for name, told in ((COPIES, pairs(copies)), *along.items()) if told}
        texts = {"reason": act.texts["reason"]}
        kept.draft.add_beside(Kind.joined, act.actor, _content(kept.draft, data), texts, ())
        kept.draft.stamp(self.engine.desk.library, kept.state, unchanged=True)

    def _save(self, conn: Connection, kept: Kept) -> None:
        drafted = Drafted(head=kept.head, draft=kept.draft, state=kept.state, before=kept.pending)
        save(conn, self.engine.desk, drafted)

    def _unmerge(self, conn: Connection, draft: Draft, act: Act) -> Written:
        library = self.engine.desk.library
        records = events.read_case(conn, draft.case_id)
        closing = closing_of(records, MERGED)
        if closing is None or closing.content is None:
            raise EventRefusedError("merging.not_merged", case=draft.case_id)
        kept = self._lock(conn, str(closing.content.data[OTHER]), draft)
        self._take_back(kept, closing, act)
        self._save(conn, kept)
        record = draft.add_about(Kind.annulment, act.actor, closing, None, {"reason": act.texts["reason"]})
        return Written(record=record, warnings=(), state=refold(library, draft, records, [record]))

    def _take_back(self, kept: Kept, closing: Record, act: Act) -> None:
        """All that the merge wrote in the kept case never should have been. Raises: as ``write_changes``."""
        library, why = self.engine.desk.library, act.texts["reason"]
        pointer = next(each for each in pointers(kept.records) if each.kept and each.other == closing.case_id)
        stands = _standing(kept.records, pointer.copies.values())
        if stands:
            actor = replace(act.actor, roles=(*act.actor.roles, IMPORTER))
            changes = tuple(Annul(seq=seq, why=why) for seq in stands)
            known = (*kept.records, *kept.draft.records)
            try:
                kept.state = write_changes(library, kept.draft, known, changes, actor).state
            except EventRefusedError as refusal:
                raise _built_upon(kept, stands, refusal) from refusal
        wrong = set(_standing(kept.records, (pointer.seq, *pointer.taken)))
        targets = [each for each in kept.records if each.seq in wrong]
        for target in targets:
            kept.draft.add_about(Kind.annulment, act.actor, target, None, {"reason": why})
        kept.draft.stamp(library, kept.state, unchanged=True)


def carry_over(copying: Copying, parts: Sequence[Part], choices: Choices, before: CaseState) -> CaseState:
    """Record in the kept case what goes on there; what it then is. ``before``: the kept case let run to now.

    Raises: EventRefusedError where something has no choice, or any deadline of either would be lost or later.
    """
    require_chosen(parts, choices)
    state = copying.copy([run for part in parts if part.run in choices.here for run in part.runs])
    require_nothing_later(before, state)
    return state


def _built_upon(kept: Kept, copies: Collection[int], refusal: EventRefusedError) -> EventRefusedError:
    """What stands in the way of taking copies back stands in the kept case, and is annulled there: the last first."""
    seqs, case = refusal.values.get("seqs"), kept.head.case_id
    own = sorted(set(seqs) - set(copies), reverse=True) if isinstance(seqs, tuple) else []
    if not own:
        return refusal
    how = " ".join(f"«pathways annul {case} {seq} --why …»" for seq in own)
    names = {each.seq: each.name for each in kept.records}
    listed = ", ".join(f"{seq} ({names[seq]})" for seq in reversed(own))
    return EventRefusedError("merging.built_upon", case=case, events=listed, how=how)


def _standing(records: Sequence[Record], copies: Collection[int]) -> list[int]:
    """Those of the copies that nobody has annulled since."""
    annulled = {seq for record in records if record.kind is Kind.annulment for seq in record.targets}
    return sorted(set(copies) - annulled)


def _require_nothing_proposed(records: Sequence[Record]) -> None:
    """What waits for a second person could be approved by nobody any more. Raises: EventRefusedError."""
    if waiting(records):
        raise EventRefusedError("merging.proposal_waits")


def _content(draft: Draft, data: Mapping[str, Value]) -> Content:
    happened = Happened(on=civil_date(draft.now), at=draft.now)
    return Content(happened=happened, data=data, reason_codes=(), pins=(), warnings=())
