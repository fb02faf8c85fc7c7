"""Transactions that PostgreSQL ends for the sake of another: the whole act is tried anew, so often and no more."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic

import psycopg
import pytest
from sqlalchemy import make_url

from pathways.engine.engine import Engine
from pathways.engine.transaction import TRIES
from pathways.errors import ConflictError
from pathways.store.entropy import SeededEntropy
from tests.engine.matters import done, opened
from tests.machine.samples import matter
from tests.support.cases import act
from tests.support.databases import PostgresDatabases, migrate
from tests.support.installed import Installed, installed

PATIENCE = 60.0
WHEN = "2026-01-05T10:00"


@pytest.fixture
def matters(postgres_databases: PostgresDatabases) -> Iterator[Installed]:
    """The small matter, on PostgreSQL: SQLite has one writer at a time, and nothing to collide with."""
    with installed(postgres_databases.copy_of(migrate), matter()) as found:
        yield found


@contextmanager
def connected(at_work: Installed) -> Iterator[psycopg.Connection]:
    """A connection of somebody else's to the same database."""
    url = make_url(at_work.url)
    with psycopg.connect(host=str(url.query["host"]), user=url.username, dbname=url.database) as connection:
        yield connection
        connection.rollback()


def refuse_events(at_work: Installed, sqlstate: str, times: int) -> None:
    """Let the database end the next ``times`` transactions that append an event; it counts also what is undone."""
    with connected(at_work) as other:
        other.execute(
            f"""
            CREATE SEQUENCE tries;
            CREATE FUNCTION collide() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('tries') <= {times} THEN RAISE EXCEPTION USING ERRCODE = '{sqlstate}'; END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER collide BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION collide();
            """
        )
        other.commit()


def tries_made(at_work: Installed) -> int:
    with connected(at_work) as other:
        row = other.execute("SELECT last_value FROM tries").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
def test_an_act_that_collides_is_tried_anew_and_recorded_once(matters: Installed, sqlstate: str) -> None:
    case_id = opened(matters)
    refuse_events(matters, sqlstate, TRIES - 1)
    receipt = done(matters, case_id, "startet", WHEN, key="k1")
    assert (receipt.seq, receipt.repeated) == (2, False)
    assert done(matters, case_id, "startet", WHEN, key="k1").repeated is True
    assert [record.seq for record in matters.records(case_id)] == [1, 2]
    assert matters.faults() == []


def test_a_case_whose_opening_collides_gets_the_next_number_all_the_same(matters: Installed) -> None:
    refuse_events(matters, "40001", 2)
    assert opened(matters) == "PR-2026-0001"


def test_an_act_that_goes_on_colliding_is_given_up_in_words_and_leaves_nothing(matters: Installed) -> None:
    case_id = opened(matters)
    refuse_events(matters, "40P01", TRIES)
    with pytest.raises(ConflictError) as refused:
        done(matters, case_id, "startet", WHEN, key="k1")
    assert (refused.value.key, refused.value.exit_code) == ("engine.collided", 6)
    assert f"kom i veien {TRIES} ganger på rad. Ingenting ble lagret." in str(refused.value)
    assert tries_made(matters) == TRIES
    assert len(matters.records(case_id)) == 1
    assert done(matters, case_id, "startet", WHEN, key="k1").repeated is False


def test_another_conflict_is_told_at_once(matters: Installed) -> None:
    case_id = opened(matters)
    refuse_events(matters, "23505", TRIES)
    with pytest.raises(ConflictError) as refused:
        done(matters, case_id, "startet", WHEN)
    assert refused.value.key == "store.version_taken"
    assert tries_made(matters) == 1


@dataclass(frozen=True, slots=True)
class MeetingEntropy:
    """Gives ids as seeded, and lets somebody in when the first is asked for: the case is locked then."""

    seeded: SeededEntropy
    meet: Callable[[], None]
    asked: list[int] = field(default_factory=list)

    def event_id(self, case_id: str, seq: int) -> str:
        self.asked.append(seq)
        if len(self.asked) == 1:
            self.meet()
        return self.seeded.event_id(case_id, seq)

    def salt(self, case_id: str, seq: int) -> str:
        return self.seeded.salt(case_id, seq)

    def notice_id(self, case_id: str, seq: int, recipient: str, role: str) -> str:
        return self.seeded.notice_id(case_id, seq, recipient, role)

    def installation_id(self) -> str:
        return self.seeded.installation_id()

    def audit_key(self, engagement: str) -> str:
        return self.seeded.audit_key(engagement)

    def audit_seed(self, engagement: str, draw: int) -> str:
        return self.seeded.audit_seed(engagement, draw)

    def signal_id(self, case_id: str, seq: int, message: str) -> str:
        return self.seeded.signal_id(case_id, seq, message)


def wait_until_waiting(at_work: Installed, pid: int) -> None:
    """Until the session ``pid`` waits for a lock."""
    ends = monotonic() + PATIENCE
    with connected(at_work) as looking:
        while looking.execute("SELECT 1 FROM pg_locks WHERE pid = %s AND NOT granted", [pid]).fetchone() is None:
            looking.rollback()
            assert monotonic() < ends
            threading.Event().wait(0.01)


def test_an_act_that_loses_a_deadlock_waits_for_the_winner_and_is_recorded(matters: Installed) -> None:
    case_id = opened(matters)
    with connected(matters) as other, ThreadPoolExecutor(1) as thread:
        # The other waits first and long: PostgreSQL ends whoever closes the circle and looks, and that is the act.
        other.execute("SET LOCAL deadlock_timeout = '1h'")
        other.execute("INSERT INTO idempotency VALUES ('', 'k1', '', '', '')")

        def take_the_case() -> None:
            other.execute("SELECT 1 FROM case_head WHERE case_id = %s FOR UPDATE", [case_id])
            other.rollback()

        def meet() -> None:
            thread.submit(take_the_case)
            wait_until_waiting(matters, other.info.backend_pid)

        entropy = MeetingEntropy(SeededEntropy("prøve"), meet)
        engine = Engine(database=matters.database, desk=replace(matters.desk, entropy=entropy), clock=matters.clock)
        receipt = engine.advance(act("startet", WHEN, case_id=case_id, key="k1"))
    assert len(entropy.asked) > 1
    assert (receipt.seq, receipt.repeated) == (2, False)
    assert len(matters.records(case_id)) == 2
    assert matters.faults() == []
