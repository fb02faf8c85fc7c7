"""Opens the cases that were open at go-live, all of a file in one transaction, or none of it.

Acts go through the same door as a person's, at their true dates. What the clock had passed before now is noted as
noticed now, and puts nothing into any inbox: it is reported once, as a list. A case that was opened before is left
alone. A dry run does all of it, and undoes it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from pathways.clock import Clock
from pathways.engine.noting import CaseWriter, open_writer
from pathways.engine.transaction import Desk
from pathways.errors import ConflictError, EventRefusedError, NotAllowedError, PathwaysError
from pathways.intake.faults import Faults
from pathways.intake.model import OpenCase, OpenEvent
from pathways.intake.vocabulary import Vocabulary, vocabulary_of
from pathways.machine.decide import IMPORTER
from pathways.machine.order import place_of
from pathways.machine.roles import held_told, roles_told
from pathways.machine.standing import OVERDUE, DeadlineStanding, RunStanding, standing
from pathways.messages import say
from pathways.model.record import Act, Actor
from pathways.store import numbers
from pathways.store.connection import Connection
from pathways.store.database import Database, savepoint

BY_CONTENT, BY_REFERENCE = "open-case", "open-case-reference"
"""Types under which a case that was opened is remembered."""

OPENERS = "lokal/leser_inn_apne_saker"
"""The role setting that names who may open them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A deadline that was over before go-live and is still open."""

    run: RunStanding
    deadline: DeadlineStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What came of one case. ``opened`` is False for one that was opened before by the same file."""

    case: OpenCase
    case_id: str
    opened: bool
    rows: tuple[OpenEvent, ...] = ()
    """What the file tells of it, in legal order."""
    events: tuple[str, ...] = ()
    """What each of ``rows`` was recorded as."""
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

    def open_all(self, cases: Sequence[OpenCase], file: str, *, dry_run: bool) -> tuple[Opened, ...]:
        """Open every case of a file.

        Raises: UsageError with everything that is refused, and nothing stored; NotAllowedError; ConflictError.
        """
        self._may_open()
        if not dry_run:
            self.desk.library.keep_sources()
        self.faults = Faults(file)
        opened: list[Opened] = []
        try:
            with self.database.write() as conn:
                self._open_each(conn, cases, opened)
                _undo(wanted=dry_run or self.faults.count > 0)
        except _UndoneError:
            if self.faults.count:
                self.faults.refuse()
        return tuple(opened)

    def _open_each(self, conn: Connection, cases: Sequence[OpenCase], opened: list[Opened]) -> None:
        seen: Counter[str] = Counter()
        for case in cases:
            alike = case.fingerprint(0)
            seen[alike] += 1
            opened += self._try(conn, case, case.fingerprint(seen[alike]))

    def _may_open(self) -> None:
        roles = self.desk.library.catalogue.settings.role_settings.get(OPENERS, ())
        if not set(roles) & set(self.actor.roles):
            titles = self.desk.library.role_titles()
            by, has = roles_told(titles, roles), held_told(titles, self.actor.roles)
            raise NotAllowedError("intake.not_your_role", by=by, user=self.actor.user, roles=has)

    def _try(self, conn: Connection, case: OpenCase, fingerprint: str) -> list[Opened]:
        try:
            with savepoint(conn):
                return [self._open(conn, case, fingerprint)]
        except _RefusedEventError as refused:
            self.faults.add(refused.place, str(refused.why))
        except EventRefusedError as error:
            self.faults.add(case.place, str(error))
        return []

    def _open(self, conn: Connection, case: OpenCase, fingerprint: str) -> Opened:
        known = numbers.imported_as(conn, BY_CONTENT, fingerprint)
        if known is not None:
            return Opened(case=case, case_id=known, opened=False)
        if case.reference and (other := numbers.imported_as(conn, BY_REFERENCE, case.reference_digest())):
            raise EventRefusedError("intake.reference_known", case=other)
        now = self.clock.now()
        events = sorted(case.events, key=lambda event: place_of(event.happened, now, 0)[:2])
        writer = self._writer(conn, case, events[0], now)
        names: list[str] = []
        warnings: list[tuple[str, str]] = []
        for count, event in enumerate(events):
            told = self._act(writer, case, event, first=count == 0)
            names.append(told[0])
            warnings += [(event.place, warning) for warning in told[1]]
        writer.pass_time()
        head = writer.finish(quiet=True)
        self._note(conn, case, fingerprint, head.case_id)
        told_now = standing(self.desk.library, head.case_id, writer.state, now)
        return Opened(
            case=case,
            case_id=head.case_id,
            opened=True,
            rows=tuple(events),
            events=tuple(names),
            runs=told_now.runs,
            passed=tuple(
                Passed(run=run, deadline=each)
                for run in told_now.runs
                for each in run.deadlines
                if each.days_left < 0 and (each.open or each.word in OVERDUE)
            ),
            warnings=tuple(warnings),
        )

    def _writer(self, conn: Connection, case: OpenCase, first: OpenEvent, now: datetime) -> CaseWriter:
        try:
            return open_writer(conn, self.desk, case.pathway, first.happened, now)
        except PathwaysError as error:
            raise _RefusedEventError(first.place, error) from error

    def _act(self, writer: CaseWriter, case: OpenCase, event: OpenEvent, *, first: bool) -> tuple[str, tuple[str, ...]]:
        start = self.words.starts(case.pathway)
        name = event.event or (start if first else "")
        reason = event.reason or (say("intake.reason") if name in self.words.reasoned else "")
        act = Act(
            case_id=writer.case_id,
            event=name,
            run=event.run,
            item=event.item,
            happened=event.happened,
            data={**event.values, **event.texts},
            reason_codes=event.codes,
            texts={"reason": reason} if reason else {},
            actor=replace(self.actor, roles=(*self.actor.roles, IMPORTER)),
            key="",
            expected_version=None,
        )
        begins = first or (name == start and not event.run)
        try:
            written = writer.act(act, case.pathway if begins else "")
        except PathwaysError as error:
            raise _RefusedEventError(_place(event, error), error) from error
        return written.record.name, written.warnings

    def _note(self, conn: Connection, case: OpenCase, fingerprint: str, case_id: str) -> None:
        noted = numbers.note_import(conn, BY_CONTENT, fingerprint, case_id)
        if case.reference:
            noted = numbers.note_import(conn, BY_REFERENCE, case.reference_digest(), case_id) and noted
        if not noted:
            raise ConflictError("intake.opened_meanwhile")


class _RefusedEventError(Exception):
    """An event of the file that the pathway refuses where it stands."""

    def __init__(self, place: str, why: PathwaysError) -> None:
        super().__init__(place)
        self.place = place
        self.why = why


def _place(event: OpenEvent, error: PathwaysError) -> str:
    """The cell of the field that is refused, else that of the event."""
    name = str(error.values.get("field", ""))
    return event.places.get(name) or event.places.get("set" if name else "hendelse") or event.place


def _undo(*, wanted: bool) -> None:
    if wanted:
        raise _UndoneError
