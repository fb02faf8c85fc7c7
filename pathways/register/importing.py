"""Brings a register file into the engine: each case in one transaction, whether it is new or has grown.

The file is read twice; nothing is stored before the first reading has found it sound. A case is known again by its id
in the register. Acts go through the same door as a person's; one that the pathway refuses where it stands is kept as a
note, with a warning. Where the next version of a case would make impossible what people have recorded, that case is
left as it is and told, and the others of the file go on. What was over before it came here is told by a list, and puts
nothing into any inbox.
"""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.engine.noting import CaseWriter, open_writer
from pathways.engine.transaction import Desk
from pathways.errors import CountingError, EventRefusedError, NotAllowedError, UsageError, why_not
from pathways.files import open_file
from pathways.machine.decide import IMPORTER
from pathways.machine.passed import Passed, passed_in
from pathways.machine.roles import held_told, roles_told
from pathways.machine.standing import standing
from pathways.model.record import Act, Actor, Happened, Record
from pathways.register.grown import GrowingCase, Grown, source_of
from pathways.register.mapping import PATHWAY, plan_case
from pathways.register.plan import CasePlan, Key, PlannedAct, PlannedNote
from pathways.register.problem import MOST_TOLD, Place, Problem
from pathways.register.reading import check_register, read_cases
from pathways.store import numbers
from pathways.store.database import Database
from pathways.store.imports import keep_parts

CASE = "Sak"
"""Type under which the register's id of a case is remembered."""

IMPORTS = "lokal/importerer"
"""The role setting that names who may import register files."""

Progress = Callable[[int, int], None]
"""Told bytes read, of both readings together, and how many there are."""


OPENED, CHANGED, UNCHANGED, REFUSED = "opened", "changed", "unchanged", "refused"
"""What can come of a case in a file."""


@dataclass(slots=True, kw_only=True)
class CaseReport:
    """What one file did to one case. Counts are of events and notes; ``conflicts`` tell why it was refused."""

    case_id: str
    outcome: str
    line: int
    added: int = 0
    corrected: int = 0
    annulled: int = 0
    unchanged: int = 0
    warned: int = 0
    seqs: tuple[int, ...] = ()
    """What was recorded."""
    conflicts: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()
    """Deadlines that the file brought, that were over, and that still wait. Nobody gets a notice of them."""


@dataclass(slots=True, kw_only=True)
class Imported:
    """What one file gave, case by case."""

    file: str
    reports: list[CaseReport] = field(default_factory=list)
    empty: int = 0
    """Cases with nothing in them to keep, e.g. deleted ones."""
    events: int = 0
    notes: int = 0
    warnings: list[Problem] = field(default_factory=list)
    """The first hundred."""
    warnings_in_all: int = 0
    warned_lines: list[int] = field(default_factory=list)

    def of(self, outcome: str) -> list[str]:
        """The cases with that outcome, in the order of the file."""
        return [report.case_id for report in self.reports if report.outcome == outcome]

    def tell_lines(self) -> None:
        """Give each case the warnings that stand between its line and the next one's."""
        lines = [report.line for report in self.reports]
        for line in self.warned_lines:
            if found := bisect_right(lines, line):
                self.reports[found - 1].warned += 1

    def warn(self, warning: Problem) -> None:
        """Keep a warning, or only count it."""
        self.warnings_in_all += 1
        self.warned_lines.append(warning.place.line)
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
        imported.tell_lines()
        return imported

    def _may_import(self) -> None:
        roles = self.desk.library.catalogue.settings.role_settings.get(IMPORTS, ())
        if not set(roles) & set(self.actor.roles):
            titles = self.desk.library.role_titles()
            by, has = roles_told(titles, roles), held_told(titles, self.actor.roles)
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
        while True:
            refused: set[Key] = set()
            try:
                report = self._try_case(plan, refused, imported)
                break
            except _ImportedMeanwhileError:
                continue
        if report is None:
            imported.empty += 1
            return
        imported.reports.append(report)
        for warning in plan.warnings:
            imported.warn(warning)
        if report.outcome == OPENED:
            _count(plan, refused, report, imported)

    def _try_case(self, plan: CasePlan, refused: set[Key], imported: Imported) -> CaseReport | None:
        """What came of the case; None when there is nothing in it and it was never imported.

        Acts of a new case that the pathway refuses are put among the ``refused``.
        """
        now = self.clock.now()
        actor = replace(self.actor, roles=(*self.actor.roles, IMPORTER))
        with self.database.write() as conn:
            known = numbers.imported_as(conn, CASE, plan.case)
            if known is not None:
                growing = GrowingCase(conn=conn, desk=self.desk, actor=actor, file=imported.file, case_id=known)
                return _grown(growing, growing.take(plan, now), plan, imported)
            if not plan.acts and not plan.notes:
                return None
            first = plan.acts[0].happened if plan.acts else plan.notes[0].happened
            writer = open_writer(conn, self.desk, PATHWAY, Happened(on=first, at=None), now)
            if not numbers.note_import(conn, CASE, plan.case, writer.case_id):
                raise _ImportedMeanwhileError
            _Case(writer=writer, actor=actor, refused=refused).write(plan)
            runs = standing(self.desk.library, writer.case_id, writer.state, writer.draft.now).runs
            passed = tuple(passed_in(runs))
            return CaseReport(case_id=writer.case_id, outcome=OPENED, line=plan.line, passed=passed)


class _ImportedMeanwhileError(Exception):
    """Somebody else has just imported the case: undo, and find it there."""


@dataclass(slots=True, kw_only=True)
class _Case:
    """One case being written. ``runs`` tells which run a label of the plan became; ``refused`` has keys of acts."""

    writer: CaseWriter
    actor: Actor
    runs: dict[str, str] = field(default_factory=dict)
    refused: set[Key] = field(default_factory=set)

    def write(self, plan: CasePlan) -> None:
        """Write the acts, those that are refused as notes, then the notes, then everything to the database."""
        recorded: list[tuple[PlannedAct | PlannedNote, Record]] = []
        recorded += [(planned, self._record(planned, self._act(planned))) for planned in plan.acts]
        recorded += [(note, self._note(note)) for note in plan.notes]
        self.writer.pass_time()
        self.writer.finish(quiet=True)
        keep_parts(
            self.writer.conn, self.writer.case_id, [source_of(planned, record.seq) for planned, record in recorded]
        )

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
            key="",
            expected_version=None,
        )

    def _note_of(self, planned: PlannedAct) -> Record:
        return self.writer.note(self.actor, planned.event, Happened(on=planned.happened, at=None), planned.data)

    def _note(self, note: PlannedNote) -> Record:
        return self.writer.note(self.actor, note.kind, Happened(on=note.happened, at=None), note.data)


def _grown(growing: GrowingCase, grown: Grown, plan: CasePlan, imported: Imported) -> CaseReport:
    for warning in grown.warnings:
        imported.warn(warning)
    verbs = [part.verb for part in grown.parts]
    imported.events += verbs.count("enter")
    imported.notes += verbs.count("note")
    outcome = REFUSED if grown.conflicts else CHANGED if verbs else UNCHANGED
    return CaseReport(
        case_id=growing.case_id,
        outcome=outcome,
        line=plan.line,
        added=verbs.count("enter") + verbs.count("note"),
        corrected=verbs.count("correct"),
        annulled=verbs.count("annul"),
        unchanged=grown.unchanged,
        seqs=tuple(part.seq for part in grown.parts),
        conflicts=grown.conflicts,
        passed=grown.passed,
    )


def _count(plan: CasePlan, refused: set[Key], report: CaseReport, imported: Imported) -> None:
    report.added = len(plan.acts) + len(plan.notes)
    imported.events += len(plan.acts) - len(refused)
    imported.notes += len(plan.notes) + len(refused)
    for act in plan.acts:
        if act.key in refused:
            place = Place(file=imported.file, line=act.line, column=1)
            imported.warn(Problem(place=place, key="register.kept_as_note", values=(("event", act.event),)))
