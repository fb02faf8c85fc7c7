"""An engine on a real database, with a clock that a test sets, and the sandbox's people."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import select

from pathways.engine.engine import Engine
from pathways.engine.library import Library
from pathways.engine.people import people_on
from pathways.engine.reading import Reader
from pathways.engine.replay import Kept, replay_case
from pathways.engine.sweep import Swept, sweep
from pathways.engine.targets import act_record
from pathways.engine.transaction import Desk, pending_of
from pathways.intake.introducing import SANDBOX_USERS
from pathways.intake.people_file import Known, read_toml
from pathways.machine.fold import fold
from pathways.machine.order import frontier, standing_crossings
from pathways.machine.state import CaseState
from pathways.machine.state_json import dump, load
from pathways.model.organisation import Organisation
from pathways.model.record import Act, Actor, Record
from pathways.people.fold import changed
from pathways.people.wanted import changes_for
from pathways.store import derivations, events, heads, timers
from pathways.store.database import Database
from pathways.store.entropy import SeededEntropy
from pathways.store.heads import Head
from pathways.store.notices import Notice, notice_from
from pathways.store.tables import CASE_HEAD, NOTICE
from pathways.store.verify import verify_all
from tests.support.cases import ANYBODY, EVERY_ROLE
from tests.support.worlds import FOLDER, World

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
WANTED = read_toml(FOLDER / SANDBOX_USERS, Known(roles=EVERY_ROLE, kinds=None))
PEOPLE = people_on(changed(Organisation(), changes_for(Organisation(), WANTED, START.date())), START.date())


@dataclass(slots=True)
class SetClock:
    """Shows what it was set to. The engine asks for nothing but ``now``."""

    shows: datetime = START

    def now(self) -> datetime:
        return self.shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """An engine at work on a database, and what lies in it."""

    url: str
    database: Database
    desk: Desk
    clock: SetClock

    @property
    def engine(self) -> Engine:
        return Engine(database=self.database, desk=self.desk, clock=self.clock)

    def reader(self, actor: Actor = ANYBODY) -> Reader:
        """The reading door for somebody."""
        return Reader(
            database=self.database,
            library=self.desk.library,
            clock=self.clock,
            actor=actor,
            organisation="Prøve kommune",
            channel="prøve",
        )

    def sweep(self, at: datetime | None = None) -> Swept:
        """Set the clock, and pass what is due."""
        self.clock.shows = at or self.clock.shows
        return sweep(self.database, self.desk, self.clock.shows)

    def records(self, case_id: str) -> tuple[Record, ...]:
        """The log of a case."""
        with self.database.read() as conn:
            return events.read_case(conn, case_id)

    def head(self, case_id: str) -> Head:
        """The head of a case."""
        with self.database.read() as conn:
            found = heads.read(conn, case_id)
        assert found is not None
        return found

    def state(self, case_id: str) -> CaseState:
        """The projection of a case."""
        with self.database.read() as conn:
            text = heads.read_state(conn, case_id)
        assert text is not None
        return load(text)

    def notices(self) -> list[Notice]:
        """Every notice, as they came."""
        with self.database.read() as conn:
            rows = conn.execute(select(NOTICE).order_by(NOTICE.c.created_at, NOTICE.c.case_id, NOTICE.c.seq)).all()
        return [notice_from(row) for row in rows]

    def case_ids(self) -> list[str]:
        """Every case."""
        with self.database.read() as conn:
            return list(conn.execute(select(CASE_HEAD.c.case_id).order_by(CASE_HEAD.c.case_id)).scalars())

    def faults(self) -> list[str]:
        """What is not whole: chains, digests, projections, timers; empty when all is well."""
        with self.database.read() as conn:
            found = [finding.sentence for finding in verify_all(conn)]
        return found + [fault for case_id in self.case_ids() for fault in self._faults_of(case_id)]

    def _faults_of(self, case_id: str) -> Iterator[str]:
        library, records, head = self.desk.library, self.records(case_id), self.head(case_id)
        with self.database.read() as conn:
            beside = Kept(digests=events.standing_digests(conn, case_id), derived=derivations.of_case(conn, case_id))
            armed = frozenset((timer.due_at, timer.key) for timer in timers.of_case(conn, case_id))
        replayed = replay_case(library, case_id, records, beside)
        if replayed.differs_at or replayed.counted_otherwise:
            yield f"{case_id}: replay"
        folded, kept = fold(library, records, frontier(records)), self.state(case_id)
        rebuilt, passed = folded.state, folded.crossings
        if dump(rebuilt) != dump(kept):
            yield f"{case_id}: projection"
        noticed = [record.crossing for record in standing_crossings(records).values()]
        if len(set(noticed)) != len(noticed) or set(noticed) != set(passed):
            yield f"{case_id}: crossings"
        if armed != pending_of(rebuilt):
            yield f"{case_id}: timers"
        if head.next_due != rebuilt.next_due() or head.version != len(records):
            yield f"{case_id}: head"


@dataclass(slots=True)
class StoredCase:
    """One case of an installation, as walks go through one."""

    installed: Installed
    world: World
    case_id: str = ""

    @property
    def now(self) -> datetime:
        return self.installed.clock.shows

    @now.setter
    def now(self, to: datetime) -> None:
        self.installed.clock.shows = to

    @property
    def records(self) -> Sequence[Record]:
        return self.installed.records(self.case_id) if self.case_id else ()

    @property
    def state(self) -> CaseState:
        return self.installed.state(self.case_id) if self.case_id else CaseState()

    def write(self, given: Act, *, pathway: str = "") -> object:
        if not self.case_id:
            receipt = self.installed.engine.open_case(pathway, given)
            self.case_id = receipt.case_id
            return receipt
        return self.installed.engine.advance(in_case(given, self.case_id), pathway)

    def rewrite(self, given: Act, target: Record) -> object:
        return self.installed.engine.correct(in_case(given, self.case_id), target.seq, "Skrivefeil.")

    def annul(self, seq: int) -> object:
        target = act_record(self.records, self.case_id, seq)
        assert target.content is not None
        given = Act(
            case_id=self.case_id,
            event=target.name,
            run=target.run,
            item=target.item,
            happened=target.content.happened,
            data={},
            reason_codes=(),
            texts={"reason": "Feil barn."},
            actor=ANYBODY,
            key="",
            expected_version=None,
        )
        return self.installed.engine.annul(given, seq)

    def tick(self, at: datetime) -> object:
        return self.installed.sweep(at)


@contextmanager
def installed(url: str, world: World, *, channels: tuple[str, ...] = ()) -> Iterator[Installed]:
    """An engine on the migrated database of a URL, with the definitions of a world."""
    database = Database.open(url)
    try:
        library = Library(catalogue=world.catalogue, database=database)
        library.keep_sources()
        desk = Desk(library=library, people=PEOPLE, entropy=SeededEntropy("prøve"), channels=channels)
        yield Installed(url=url, database=database, desk=desk, clock=SetClock())
    finally:
        database.close()


def in_case(given: Act, case_id: str) -> Act:
    """The same act, of another case."""
    return replace(given, case_id=case_id)
