"""Brings a register file into the engine: each case in one transaction, whether it is new or has grown.

The file is read twice; nothing is stored before the first reading has found it sound. Where cases were imported before,
it is read once more between, for acts that it would annul only since they are missing: then it is refused. A case is
known again by its id in the register. Acts go through the same door as a person's; one that the pathway refuses where
it stands is kept as a note, with a warning. Where the next version of a case would make impossible what people have
recorded, that case is left as it is and told, and the others of the file go on. What was over before it came here is
told by a list, and puts nothing into any inbox.
"""

import os
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from pathways.clock import Clock
from pathways.counting.oslo import civil_date
from pathways.engine.brought_before import Found, Lies, lies, put_in
from pathways.engine.noting import CaseWriter, open_writer
from pathways.engine.permitting import permits_on
from pathways.engine.reading import Reader
from pathways.engine.receipt import Part
from pathways.engine.transaction import Desk
from pathways.errors import CountingError, EventRefusedError, NotAllowedError, UsageError, why_not
from pathways.files import open_file
from pathways.machine.decide import IMPORTER
from pathways.machine.passed import Passed, passed_in
from pathways.machine.standing import standing
from pathways.model.policy import Action
from pathways.model.record import Act, Actor, Happened, Record
from pathways.register.grown import GrowingCase, Grown, source_of
from pathways.register.mapping import PATHWAY, plan_case
from pathways.register.missing import Missing, told_missing
from pathways.register.plan import CasePlan, Key, PlannedAct, PlannedNote
from pathways.register.problem import MOST_TOLD, Place, Problem
from pathways.register.reading import Checked, check_register, read_cases
from pathways.store import numbers
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.store.imports import keep_parts

CASE = "Sak"
"""Type under which the register's id of a case is remembered."""

BATCH = 200
"""Cases of a file looked up at a time."""

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
    parts: tuple[Part, ...] = ()
    """What was recorded, in a case that was here before."""
    conflicts: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()
    """Deadlines that the file brought, that were over, and that still wait. Nobody gets a notice of them."""


@dataclass(slots=True, kw_only=True)
class Imported:
    """What one file gave, case by case."""

    file: str
    found: Found
    """Its cases that were here before, each logged as read."""
    reports: list[CaseReport] = field(default_factory=list)
    empty: int = 0
    """Cases with nothing in them to keep, e.g. deleted ones."""
    events: int = 0
    notes: int = 0
    warnings: list[Problem] = field(default_factory=list)
    """The first hundred."""
    warnings_in_all: int = 0
    warned_lines: list[int] = field(default_factory=list)
    missing: tuple[Missing, ...] = ()
    """Acts it would annul only since they are not in it; looked for unless ``annul_missing``."""

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
    reader: Reader
    """The door through which what was read in before is looked up."""
    dry_run: bool = False
    """Try everything, and undo it."""
    annul_missing: bool = False
    """Annul acts that the file has no longer. Otherwise such a file is refused: it may be an older one."""

    def import_file(self, path: Path, progress: Progress) -> Imported:
        """Import one file.

        Raises: UsageError with every problem of the file and nothing stored, or when it cannot be opened;
        EventRefusedError, and nothing stored, where acts would be annulled only since they are missing;
        NotAllowedError when the actor holds none of the roles that may import.
        """
        self._may_import()
        if not self.dry_run:
            self.desk.library.keep_sources()
        imported = Imported(file=path.name, found=Found(reader=self.reader))
        for plan in self._plans(path, imported, progress):
            self._import_case(plan, imported)
        imported.tell_lines()
        return imported

    def _may_import(self) -> None:
        permits_on(self.desk, self.clock.now()).require_somewhere(self.actor, Action.register_import)
        self._lies()

    def _lies(self) -> Lies:
        """Where the cases of a file belong. Raises: EventRefusedError."""
        now = self.clock.now()
        digest, _ = self.desk.library.in_force(PATHWAY, civil_date(now))
        return lies(permits_on(self.desk, now), self.actor, self.desk.library.prepared(digest).pathway.service)

    def _require_theirs(self, imported: Imported, case_id: str) -> None:
        """A file that tells of a case of another place is not for whoever reads it in.

        Raises: NotAllowedError; _ImportedMeanwhileError where it is not logged that the case is looked at.
        """
        if not imported.found.logged(case_id):
            raise _ImportedMeanwhileError
        if not imported.found.seen(case_id):
            raise NotAllowedError("register.known_elsewhere", file=imported.file)

    def _log_known(self, plans: Sequence[CasePlan], imported: Imported) -> list[str]:
        """The case of each that is here before, logged in no transaction of the import: a dry run undoes that one."""
        with self.database.read() as conn:
            there = self._lies()
            known = [there.find(conn, CASE, plan.case) for plan in plans]
        imported.found.log(known)
        return known

    def _plans(self, path: Path, imported: Imported, progress: Progress) -> Iterator[CasePlan]:
        looks = self._looks()
        try:
            with open_file(path) as stream:
                size, readings = os.fstat(stream.fileno()).st_size, 3 if looks else 2

                def told(nth: int) -> Callable[[int], None]:
                    return lambda done: progress(nth * size + done, readings * size)

                today = civil_date(self.clock.now())
                checked = check_register(stream, path.name, today=today, progress=told(0))
                for warning in checked.warnings:
                    imported.warn(warning)
                imported.warnings_in_all += checked.warnings_left_out
                if looks:
                    self._look(self._read(stream, path.name, checked, told(1)), checked, imported)
                yield from self._read(stream, path.name, checked, told(readings - 1))
        except OSError as error:
            raise UsageError("register.cannot_open", file=path.name or str(path), why=why_not(error)) from None

    def _read(
        self, stream: BinaryIO, name: str, checked: Checked, progress: Callable[[int], None]
    ) -> Iterator[CasePlan]:
        lists = self.desk.library.code_lists()
        stream.seek(0)
        for case in read_cases(stream, name, checked, progress=progress):
            yield plan_case(case, file=name, today=checked.today, lists=lists)

    def _looks(self) -> bool:
        """Whether anything could be missing: where nothing was imported yet, a file is read once less."""
        if self.annul_missing:
            return False
        with self.database.read() as conn:
            return numbers.any_imported(conn, CASE)

    def _look(self, plans: Iterator[CasePlan], checked: Checked, imported: Imported) -> None:
        """Find what the file no longer has, before anything is stored."""
        found: list[Missing] = []
        while batch := list(islice(plans, BATCH)):
            known = self._log_known(batch, imported)
            with self.database.read() as conn:
                for plan, case_id in zip(batch, known, strict=True):
                    if case_id:
                        self._require_theirs(imported, case_id)
                        found += self._growing(conn, case_id, imported).missing(plan)
        imported.missing = tuple(found)
        if found and not self.dry_run:
            drawn = civil_date(checked.extract.extracted_at).strftime("%d.%m.%Y")
            listed = told_missing(found)
            raise EventRefusedError(
                "register.would_annul", file=imported.file, drawn=drawn, listed=listed, missing=imported.missing
            )

    def _growing(self, conn: Connection, case_id: str, imported: Imported) -> GrowingCase:
        actor = replace(self.actor, roles=(*self.actor.roles, IMPORTER))
        return GrowingCase(conn=conn, desk=self.desk, actor=actor, file=imported.file, case_id=case_id)

    def _import_case(self, plan: CasePlan, imported: Imported) -> None:
        while True:
            refused: set[Key] = set()
            self._log_known([plan], imported)
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
        try:
            with self.database.write() as conn:
                report = self._write_case(conn, plan, refused, imported)
                _undo(report, wanted=self.dry_run)
                return report
        except _UndoneError as undone:
            return undone.report

    def _write_case(self, conn: Connection, plan: CasePlan, refused: set[Key], imported: Imported) -> CaseReport | None:
        now = self.clock.now()
        there = self._lies()
        known = there.find(conn, CASE, plan.case)
        if known:
            self._require_theirs(imported, known)
            growing = self._growing(conn, known, imported)
            return _grown(growing, growing.take(plan, now), plan, imported)
        if not plan.acts and not plan.notes:
            return None
        first = plan.acts[0].happened if plan.acts else plan.notes[0].happened
        writer = open_writer(conn, self.desk, PATHWAY, Happened(on=first, at=None), now)
        if not numbers.note_import(conn, CASE, plan.case, there.place, writer.case_id):
            raise _ImportedMeanwhileError
        actor = replace(self.actor, roles=(*self.actor.roles, IMPORTER))
        case = _Case(writer=writer, actor=actor, refused=refused)
        case.write(plan, begun=lambda: put_in(self.desk, writer, actor, there.service))
        runs = standing(self.desk.library, writer.case_id, writer.state, writer.draft.now).runs
        # A number that was only tried out will be another case's.
        case_id = "" if self.dry_run else writer.case_id
        return CaseReport(case_id=case_id, outcome=OPENED, line=plan.line, passed=tuple(passed_in(runs)))


class _UndoneError(Exception):
    """It was a dry run: everything that was written is undone."""

    def __init__(self, report: CaseReport | None) -> None:
        super().__init__()
        self.report = report


def _undo(report: CaseReport | None, *, wanted: bool) -> None:
    if wanted:
        raise _UndoneError(report)


class _ImportedMeanwhileError(Exception):
    """Somebody else has just imported the case: undo, and find it there."""


@dataclass(slots=True, kw_only=True)
class _Case:
    """One case being written. ``runs`` tells which run a label of the plan became; ``refused`` has keys of acts."""

    writer: CaseWriter
    actor: Actor
    runs: dict[str, str] = field(default_factory=dict)
    refused: set[Key] = field(default_factory=set)

    def write(self, plan: CasePlan, *, begun: Callable[[], None]) -> None:
        """Write the acts, those that are refused as notes, then the notes, then everything to the database.

        ``begun`` is told once everything of the file is in the case, and before the clock runs on.
        """
        recorded: list[tuple[PlannedAct | PlannedNote, Record]] = []
        recorded += [(planned, self._record(planned, self._act(planned))) for planned in plan.acts]
        recorded += [(note, self._note(note)) for note in plan.notes]
        begun()
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
        parts=grown.parts,
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
