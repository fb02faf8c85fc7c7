"""Opens the cases that were open at go-live, all of a file in one transaction, or none of it.

Acts go through the same door as a person's, at their true dates. What the clock had passed before now is noted as
noticed now, and puts nothing into any inbox: it is reported once, as a list. A case that was opened before is left
alone. A dry run does all of it, and undoes it. Where anything is wrong, everything that can be is judged all the same,
so that all of it is told at once, and nothing is kept.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from pathways.clock import Clock
from pathways.engine.assigning import Assigning
from pathways.engine.engine import shell
from pathways.engine.noting import CaseWriter
from pathways.engine.permitting import permits_on
from pathways.engine.transaction import Desk
from pathways.errors import ConflictError, EventRefusedError
from pathways.intake.faults import Faults
from pathways.intake.judging import Judge, JudgedCase
from pathways.intake.model import OpenCase
from pathways.intake.playing import Playing, Taken
from pathways.intake.vocabulary import Vocabulary, vocabulary_of
from pathways.machine.passed import Passed, passed_in
from pathways.machine.standing import RunStanding, standing
from pathways.model.policy import Action
from pathways.model.record import Actor
from pathways.store import numbers
from pathways.store.connection import Connection
from pathways.store.database import Database, savepoint

BY_CONTENT, BY_REFERENCE = "open-case", "open-case-reference"
"""Types under which a case that was opened is remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What came of one case. ``opened`` is False for one that was opened before by the same file."""

    case: OpenCase
    case_id: str
    opened: bool
    rows: tuple[Taken, ...] = ()
    """What the file tells of it, in legal order."""
    runs: tuple[RunStanding, ...] = ()
    passed: tuple[Passed, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    """Place and sentence of what the definition warns of."""


class _UndoneError(Exception):
    """Everything that was written is to be undone."""


@dataclass(slots=True, kw_only=True)
class Opener:
    """Opens cases on behalf of ``actor``: they repeat what another system holds, so no role is asked for each act."""

    database: Database
    desk: Desk
    clock: Clock
    actor: Actor
    words: Vocabulary = field(init=False)
    """What a file may speak of."""
    faults: Faults = field(init=False)

    def __post_init__(self) -> None:
        self.words = vocabulary_of(self.desk.library.catalogue)

    def require_may(self) -> None:
        """Raises: NotAllowedError for whoever may not; DefinitionError while no run can begin."""
        permits_on(self.desk, self.clock.now()).require_somewhere(self.actor, Action.cases_import)
        self.desk.library.require_usable("engine.no_new_run")

    def open_all(self, cases: Sequence[OpenCase], faults: Faults, *, dry_run: bool) -> tuple[Opened, ...]:
        """Open every case of a file; ``faults`` has what reading it has found.

        Raises: UsageError with everything that is wrong, and nothing stored; NotAllowedError; ConflictError.
        """
        self.require_may()
        self.faults = faults
        judge = Judge(library=self.desk.library, words=self.words, now=self.clock.now(), faults=faults)
        judged = [judge.judge(case) for case in cases]
        if not dry_run and not faults.count:
            self.desk.library.keep_sources()
        opened: list[Opened] = []
        try:
            with self.database.write() as conn:
                self._open_each(conn, judged, opened)
                _undo(wanted=dry_run or faults.count > 0)
        except _UndoneError:
            if faults.count:
                faults.refuse()
        return tuple(opened)

    def _open_each(self, conn: Connection, cases: Sequence[JudgedCase], opened: list[Opened]) -> None:
        seen: Counter[str] = Counter()
        for judged in cases:
            alike = judged.case.fingerprint(0)
            seen[alike] += 1
            opened += self._try(conn, judged, judged.case.fingerprint(seen[alike]))

    def _try(self, conn: Connection, judged: JudgedCase, fingerprint: str) -> list[Opened]:
        """Open a case; of one that has faults nothing is kept, but what can be found of it is."""
        try:
            with savepoint(conn):
                return [self._open(conn, judged, fingerprint)] if judged.sound else self._only_try(conn, judged)
        except _UndoneError:
            pass
        except EventRefusedError as error:
            self.faults.add(judged.case.spot, str(error))
        return []

    def _open(self, conn: Connection, judged: JudgedCase, fingerprint: str) -> Opened:
        case = judged.case
        known = numbers.imported_as(conn, BY_CONTENT, fingerprint)
        if known is not None:
            return Opened(case=case, case_id=known, opened=False)
        if case.reference and (other := numbers.imported_as(conn, BY_REFERENCE, case.reference_digest())):
            raise EventRefusedError("intake.reference_known", case=other)
        played = self._play(conn, judged)
        if not played.whole:
            raise _UndoneError
        writer = played.begun()
        self._put_in_service(writer)
        writer.pass_time()
        head = writer.finish(quiet=True)
        self._note(conn, case, fingerprint, head.case_id)
        told_now = standing(self.desk.library, head.case_id, writer.state, writer.draft.now)
        return Opened(
            case=case,
            case_id=head.case_id,
            opened=True,
            rows=tuple(played.rows),
            runs=told_now.runs,
            passed=tuple(passed_in(told_now.runs)),
            warnings=tuple(played.warnings),
        )

    def _put_in_service(self, writer: CaseWriter) -> None:
        """It belongs to the service in which whoever reads it in works, where that is one: else nobody would see it."""
        permits = permits_on(self.desk, writer.draft.now)
        theirs = permits.people.opens_in(self.actor.user, writer.head.service)
        if len(theirs) == 1:
            assigning = Assigning(definitions=self.desk.library, permits=permits)
            assigning.open_in(writer.draft, shell(writer.case_id, self.actor, "", None), theirs[0])
            writer.draft.stamp(self.desk.library, writer.state, unchanged=True)

    def _only_try(self, conn: Connection, judged: JudgedCase) -> NoReturn:
        self._play(conn, judged)
        raise _UndoneError

    def _play(self, conn: Connection, judged: JudgedCase) -> Playing:
        playing = Playing(
            conn=conn, desk=self.desk, actor=self.actor, words=self.words, case=judged.case, now=self.clock.now()
        )
        refused = playing.play(judged.events)
        if refused is not None:
            self.faults.add(*refused)
        if not playing.whole:
            self.faults.untried += [event.spot for event in playing.untried]
        return playing

    def _note(self, conn: Connection, case: OpenCase, fingerprint: str, case_id: str) -> None:
        noted = numbers.note_import(conn, BY_CONTENT, fingerprint, case_id)
        if case.reference:
            noted = numbers.note_import(conn, BY_REFERENCE, case.reference_digest(), case_id) and noted
        if not noted:
            raise ConflictError("intake.opened_meanwhile")


def _undo(*, wanted: bool) -> None:
    if wanted:
        raise _UndoneError
