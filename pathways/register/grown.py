"""Records the next version of an imported case: everything the file changes of it in one transaction, or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pathways.engine.acts import Written
from pathways.engine.brought import brought_by
from pathways.engine.changes import ChangesRefusedError, Correct, Enter
from pathways.engine.changing import write_changes
from pathways.engine.draft import Draft
from pathways.engine.receipt import Part
from pathways.engine.transaction import Desk, Drafted, begin_draft, pending_of, save
from pathways.errors import NotFoundError, PathwaysError
from pathways.machine.passed import Passed, passed_in
from pathways.machine.standing import standing
from pathways.machine.state import MERGED, CaseState
from pathways.machine.state_json import load
from pathways.messages import say
from pathways.model.record import Actor, Record
from pathways.register.growing import Growth, Planned, grow
from pathways.register.missing import Missing, missing_acts
from pathways.register.plan import CasePlan
from pathways.register.problem import Problem
from pathways.store import events, heads
from pathways.store.connection import Connection
from pathways.store.heads import Head
from pathways.store.imports import ImportedPart, keep_parts, move_part, parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Grown:
    """What came of it. With ``conflicts``, one sentence an act that people recorded, nothing was changed."""

    parts: tuple[Part, ...] = ()
    unchanged: int = 0
    warnings: tuple[Problem, ...] = ()
    conflicts: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()
    """Deadlines that it brought and that were over: told by a list, once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowingCase:
    """An imported case, within a transaction."""

    conn: Connection
    desk: Desk
    actor: Actor
    file: str
    case_id: str

    def take(self, plan: CasePlan, now: datetime) -> Grown:
        """Make the case read as ``plan`` says, but for what people recorded."""
        locked = heads.lock(self.conn, self.case_id)
        if locked is None:
            raise NotFoundError("engine.no_case", case=self.case_id)
        head, before = locked[0], load(locked[1])
        records = events.read_case(self.conn, self.case_id)
        growth = grow(plan, records, parts_of(self.conn, self.case_id), self.actor, file=self.file)
        if growth.changes and before.closed == MERGED:
            return Grown(conflicts=(say("machine.case_closed"),))
        try:
            found = self._write(growth, head, before, records, now)
        except ChangesRefusedError as refused:
            return Grown(conflicts=refused.conflicts or tuple(map(str, refused.refused)))
        for part in growth.moved:
            move_part(self.conn, self.case_id, part)
        if found is None:
            return Grown(unchanged=growth.unchanged, warnings=tuple(growth.warnings))
        draft, written = found
        drafted = Drafted(head=head, draft=draft, state=written.state, before=pending_of(before))
        save(self.conn, self.desk, drafted, brought=True)
        keep_parts(self.conn, self.case_id, list(_sources(growth, written)))
        brought = brought_by(draft, written.state)
        runs = standing(self.desk.library, self.case_id, written.state, draft.now).runs
        return Grown(
            parts=written.parts,
            unchanged=growth.unchanged,
            warnings=tuple(growth.warnings),
            passed=tuple(each for each in passed_in(runs) if each.key in brought),
        )

    def missing(self, plan: CasePlan) -> tuple[Missing, ...]:
        """What stands here and is in ``plan`` no longer. Changes nothing, and needs no lock."""
        records = events.read_case(self.conn, self.case_id)
        growth = grow(plan, records, parts_of(self.conn, self.case_id), self.actor, file=self.file)
        return tuple(missing_acts(plan, growth, records, self.case_id))

    def _write(
        self, growth: Growth, head: Head, state: CaseState, records: Sequence[Record], now: datetime
    ) -> tuple[Draft, Written] | None:
        """The draft, with a note for each imported act that is not possible; None when there is nothing to change.

        Raises: ChangesRefusedError where what people recorded would become impossible.
        """
        while growth.changes:
            draft = begin_draft(self.desk, head, now, state)
            changes = tuple(growth.changes.values())
            try:
                return draft, write_changes(self.desk.library, draft, records, changes, self.actor)
            except ChangesRefusedError as refused:
                if not _give_way(growth, refused):
                    raise
            except PathwaysError:
                # The only change there is: it alone can be what is refused.
                if not growth.as_note(next(iter(growth.changes))):
                    raise
        return None


def source_of(planned: Planned, seq: int) -> ImportedPart:
    """Where event ``seq`` came from."""
    kind, id_, step = planned.key
    return ImportedPart(seq=seq, part_type=kind, part_id=id_, part_start=planned.part.start, step=step)


def _give_way(growth: Growth, refused: ChangesRefusedError) -> bool:
    """Turn imported acts that cannot be into notes; False where that would not help what people recorded."""
    if refused.refused:
        own = [each.change.act.key for each in refused.refused if isinstance(each.change, Enter | Correct)]
        return any(growth.as_note(key) for key in own)
    keys = [growth.seqs.get(seq, "") for seq in refused.conflicting]
    return all(keys) and all(growth.as_note(key) for key in keys)


def _sources(growth: Growth, written: Written) -> Iterator[ImportedPart]:
    for part, key in zip(written.parts, written.keys, strict=True):
        if part.verb in ("enter", "note"):
            yield source_of(growth.planned[key], part.seq)
