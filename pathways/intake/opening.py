"""Opens the cases that were open at go-live, all of a file in one transaction, or none of it.

Acts go through the same door as a person's, at their true dates. What the clock had passed before now is noted as
noticed now, and puts nothing into any inbox: it is reported once, as a list. A case that was opened before is left
alone; it is looked for where the row belongs and nowhere else, and what is found is logged as a reading first. A dry
run does all of it, and undoes it. Where anything is wrong, everything that can be is judged all the same, so that all
of it is told at once, and nothing is kept.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NoReturn

from pathways.clock import Clock
from pathways.engine.brought_before import Found, Lies, lies, put_in
from pathways.engine.permitting import permits_on
from pathways.engine.reading import Reader
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
    reader: Reader
    """The door through which what was read in before is looked up."""
    words: Vocabulary = field(init=False)
    """What a file may speak of."""
    faults: Faults = field(init=False)
    found: Found = field(init=False)

    def __post_init__(self) -> None:
        self.words = vocabulary_of(self.desk.library.catalogue)
        self.found = Found(reader=self.reader)

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
        judged = _told_apart([judge.judge(case) for case in cases])
        self._log_known(judged)
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

    def _log_known(self, cases: Sequence[tuple[JudgedCase, str]]) -> None:
        """Log every case that is here before, ahead of the transaction: a dry run undoes that one."""
        known: list[str] = []
        with self.database.read() as conn:
            for judged, fingerprint in cases:
                if judged.sound:
                    with suppress(EventRefusedError):  # told where the case is opened
                        known += self._known(conn, judged, fingerprint)
        self.found.log(known)

    def _known(self, conn: Connection, judged: JudgedCase, fingerprint: str) -> tuple[str, str]:
        """The case of the same content, and the one of the same reference; each empty where there is none."""
        there, case = self._lies(judged), judged.case
        of_reference = there.find(conn, BY_REFERENCE, case.reference_digest()) if case.reference else ""
        return there.find(conn, BY_CONTENT, fingerprint), of_reference

    def _lies(self, judged: JudgedCase) -> Lies:
        """Where the case belongs. Raises: EventRefusedError."""
        began = min(each.event.happened.on for each in judged.events if each.event.happened is not None)
        digest, _ = self.desk.library.in_force(judged.case.pathway, began)
        kind = self.desk.library.prepared(digest).pathway.service
        return lies(permits_on(self.desk, self.clock.now()), self.actor, kind)

    def _open_each(self, conn: Connection, cases: Sequence[tuple[JudgedCase, str]], opened: list[Opened]) -> None:
        for judged, fingerprint in cases:
            opened += self._try(conn, judged, fingerprint)

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
        known, other = self._known(conn, judged, fingerprint)
        if known or other:
            self._require_theirs(known or other)
        if known:
            return Opened(case=case, case_id=known, opened=False)
        if other:
            raise EventRefusedError("intake.reference_known", case=other)
        played = self._play(conn, judged)
        if not played.whole:
            raise _UndoneError
        writer = played.begun()
        there = self._lies(judged)
        put_in(self.desk, writer, self.actor, there.service)
        writer.pass_time()
        head = writer.finish(quiet=True)
        self._note(conn, case, fingerprint, there.place, head.case_id)
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

    def _require_theirs(self, case_id: str) -> None:
        """Raises: EventRefusedError for a case that is foreign by now; ConflictError for one just made."""
        if not self.found.logged(case_id):
            raise ConflictError("intake.opened_meanwhile")
        if not self.found.seen(case_id):
            raise EventRefusedError("intake.known_elsewhere")

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

    def _note(self, conn: Connection, case: OpenCase, fingerprint: str, place: str, case_id: str) -> None:
        noted = numbers.note_import(conn, BY_CONTENT, fingerprint, place, case_id)
        if case.reference:
            noted = numbers.note_import(conn, BY_REFERENCE, case.reference_digest(), place, case_id) and noted
        if not noted:
            raise ConflictError("intake.opened_meanwhile")


def _told_apart(cases: Sequence[JudgedCase]) -> list[tuple[JudgedCase, str]]:
    """Each with what tells it from the others of its file, also from those that read alike."""
    seen: Counter[str] = Counter()
    found: list[tuple[JudgedCase, str]] = []
    for judged in cases:
        alike = judged.case.fingerprint(0)
        seen[alike] += 1
        found.append((judged, judged.case.fingerprint(seen[alike])))
    return found


def _undo(*, wanted: bool) -> None:
    if wanted:
        raise _UndoneError
