"""Brings a register file into the engine: each case that is not there yet becomes a case, in one transaction.

The file is read twice; nothing is stored before the first reading has found it sound. A case is known again by its id
in the register, and one that is there already is left alone. Acts go through the same door as a person's; one that
the pathway refuses where it stands is kept as a note, with a warning, and the rest of the case is imported.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.engine.noting import CaseWriter, open_writer
from pathways.engine.receipt import Receipt, fingerprint, said, to_json
from pathways.engine.transaction import Desk
from pathways.errors import CountingError, EventRefusedError, NotAllowedError, UsageError, why_not
from pathways.files import open_file
from pathways.machine.decide import IMPORTER
from pathways.messages import say
from pathways.model.record import Act, Actor, Happened, Record
from pathways.register.mapping import PATHWAY, plan_case
from pathways.register.plan import CasePlan, PlannedAct, PlannedNote
from pathways.register.problem import MOST_TOLD, Place, Problem
from pathways.register.reading import check_register, read_cases
from pathways.store import events, idempotency, numbers
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.idempotency import Answered

CASE = "Sak"
"""Type under which the register's id of a case is remembered."""

IMPORTS = "lokal/importerer"
"""The role setting that names who may import register files."""

Progress = Callable[[int, int], None]
"""Told bytes read, of both readings together, and how many there are."""


@dataclass(slots=True, kw_only=True)
class Imported:
    """What one file gave. ``opened`` are the new cases; ``left_alone`` those that were here before."""

    file: str
    opened: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    empty: int = 0
    """Cases with nothing in them to keep, e.g. deleted ones."""
    events: int = 0
    notes: int = 0
    warnings: list[Problem] = field(default_factory=list)
    """The first hundred."""
    warnings_in_all: int = 0

    def warn(self, warning: Problem) -> None:
        """Keep a warning, or only count it."""
        self.warnings_in_all += 1
        if len(self.warnings) < MOST_TOLD:
            self.warnings.append(warning)


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """Imports on behalf of ``actor``. The acts are another system's, repeated: no role is asked for each of them."""

    database: Database
    desk: Desk
    clock: Clock
    actor: Actor

    def import_file(self, path: Path, progress: Progress) -> Imported:
        """Import one file.

        Raises: UsageError with every problem of the file and nothing stored, or when it cannot be opened;
        NotAllowedError when the actor holds none of the roles that may import.
        """
        self._may_import()
        self.desk.library.keep_sources()
        imported = Imported(file=path.name)
        for plan in self._plans(path, imported, progress):
            self._import_case(plan, imported)
        return imported

    def _may_import(self) -> None:
        roles = self.desk.library.catalogue.settings.role_settings.get(IMPORTS, ())
        if not set(roles) & set(self.actor.roles):
            by, has = ", ".join(roles) or say("machine.none"), ", ".join(self.actor.roles) or say("machine.none")
            raise NotAllowedError("register.not_your_role", by=by, user=self.actor.user, roles=has)

    def _plans(self, path: Path, imported: Imported, progress: Progress) -> Iterator[CasePlan]:
        today, lists = civil_date(self.clock.now()), self.desk.library.code_lists()
        try:
            with open_file(path) as stream:
                size = os.fstat(stream.fileno()).st_size
                checked = check_register(stream, path.name, today=today, progress=lambda done: progress(done, 2 * size))
                for warning in checked.warnings:
                    imported.warn(warning)
                imported.warnings_in_all += checked.warnings_left_out
                stream.seek(0)
                cases = read_cases(stream, path.name, checked, progress=lambda done: progress(size + done, 2 * size))
                for case in cases:
                    yield plan_case(case, file=path.name, today=today, lists=lists)
        except OSError as error:
            raise UsageError("register.cannot_open", file=path.name or str(path), why=why_not(error)) from None

    def _import_case(self, plan: CasePlan, imported: Imported) -> None:
        if not plan.acts and not plan.notes:
            imported.empty += 1
            return
        while True:
            try:
                case_id, refused = self._try_case(plan)
                break
            except _ImportedMeanwhileError:
                continue
        (imported.left_alone if refused is None else imported.opened).append(case_id)
        if refused is not None:
            _count(plan, refused, imported)

    def _try_case(self, plan: CasePlan) -> tuple[str, set[str] | None]:
        """The number of the case, and the keys of the acts that the pathway refused; None where it was here before."""
        now = self.clock.now()
        with self.database.write() as conn:
            known = numbers.imported_as(conn, CASE, plan.case)
            if known is not None:
                return known, None
            first = plan.acts[0].happened if plan.acts else plan.notes[0].happened
            writer = open_writer(conn, self.desk, PATHWAY, Happened(on=first, at=None), now)
            if not numbers.note_import(conn, CASE, plan.case, writer.case_id):
                raise _ImportedMeanwhileError
            case = _Case(writer=writer, actor=replace(self.actor, roles=(*self.actor.roles, IMPORTER)))
            case.write(plan)
            return writer.case_id, case.refused


class _ImportedMeanwhileError(Exception):
    """Somebody else has just imported the case: undo, and find it there."""


@dataclass(slots=True, kw_only=True)
class _Case:
    """One case being written. ``runs`` tells which run a label of the plan became; ``refused`` has keys of acts."""

    writer: CaseWriter
    actor: Actor
    runs: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def write(self, plan: CasePlan) -> None:
        """Write the acts, those that are refused as notes, then the notes, then everything to the database."""
        recorded: list[tuple[str, Act, Record]] = []
        for planned in plan.acts:
            act = self._act(planned)
            recorded.append((planned.key, act, self._record(planned, act)))
        for note in plan.notes:
            self._note(note)
        self.writer.finish()
        for key, act, record in recorded:
            _remember(self.writer.conn, key, act, record)

    def _record(self, planned: PlannedAct, act: Act) -> Record:
        try:
            written = self.writer.act(act, "" if act.run else planned.pathway)
        except (EventRefusedError, CountingError):
            self.refused.add(planned.key)
            return self._note_of(planned)
        self.runs.setdefault(planned.run, written.record.run)
        return written.record

    def _act(self, planned: PlannedAct) -> Act:
        return Act(
            case_id=self.writer.case_id,
            event=planned.event,
            run=self.runs.get(planned.run, ""),
            item=planned.item,
            happened=Happened(on=planned.happened, at=None),
            data=planned.data,
            reason_codes=(),
            texts=planned.texts,
            actor=self.actor,
            key=planned.key,
            expected_version=None,
        )

    def _note_of(self, planned: PlannedAct) -> Record:
        return self.writer.note(self.actor, planned.event, Happened(on=planned.happened, at=None), planned.data)

    def _note(self, note: PlannedNote) -> Record:
        return self.writer.note(self.actor, note.kind, Happened(on=note.happened, at=None), note.data)


def _remember(conn: Connection, key: str, act: Act, record: Record) -> None:
    """Keep which event a part of the register became, under the key that the same part gives again."""
    if idempotency.find(conn, key) is not None:
        return
    receipt = Receipt(
        case_id=record.case_id,
        seq=record.seq,
        event=record.name,
        run=record.run,
        item=record.item,
        recorded_at=record.recorded_at.isoformat(),
        passed=0,
        superseded=0,
        warnings=(),
        repeated=False,
    )
    salt = events.salt_of(conn, record.case_id, record.seq) or ""
    print_ = fingerprint(salt, said("import", act, {}))
    answered = Answered(key=key, fingerprint=print_, case_id=record.case_id, answer=to_json(receipt))
    idempotency.store(conn, answered)


def _count(plan: CasePlan, refused: set[str], imported: Imported) -> None:
    imported.events += len(plan.acts) - len(refused)
    imported.notes += len(plan.notes) + len(refused)
    for warning in plan.warnings:
        imported.warn(warning)
    for act in plan.acts:
        if act.key in refused:
            place = Place(file=imported.file, line=act.line, column=1)
            imported.warn(Problem(place=place, key="register.kept_as_note", values=(("event", act.event),)))
