"""A small town lives for some months: the same log from the same seed, on either database."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pathways.counting.oslo import start_of_day
from pathways.engine.installation import Installation
from pathways.engine.people import SYSTEM
from pathways.engine.replay import Broken
from pathways.errors import EventRefusedError
from pathways.model.record import Kind
from pathways.municipality.simulating import Day, Simulated, make_sandbox, simulate
from pathways.municipality.town import Town
from pathways.store import events, heads, sandbox, timers
from pathways.store.verify import verify_all
from tests.support.counts import count

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
TOWN = Town(seed="7", people=count(4_000, 30_000), first=date(2026, 1, 1), days=count(120, 365))


BY_PEOPLE = (Kind.act, Kind.correction, Kind.annulment, Kind.redecision, Kind.explanation)


class StoppedError(Exception):
    """What stands for Ctrl-C, wherever it comes."""


def lived(url: str, town: Town) -> Simulated:
    with closing(make_sandbox(url, town, DEFINITIONS)) as installation:
        return simulate(installation, town)


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Simulated]]:
    """The town's months on SQLite."""
    installation = make_sandbox(f"sqlite:///{tmp_path_factory.mktemp('town')}/town.db", TOWN, DEFINITIONS)
    yield installation, simulate(installation, TOWN)
    installation.close()


@pytest.mark.soak
@pytest.mark.slow
def test_the_same_seed_gives_the_same_log_on_either_database(
    simulated: tuple[Installation, Simulated], postgres_url: str
) -> None:
    assert lived(postgres_url, TOWN) == simulated[1]


def test_another_seed_gives_another_log(sqlite_url: str, simulated: tuple[Installation, Simulated]) -> None:
    other = lived(sqlite_url, replace(TOWN, seed="8", days=10))
    assert other.log.hash != simulated[1].log.hash


def test_nothing_is_refused_and_no_case_fails(simulated: tuple[Installation, Simulated]) -> None:
    assert (simulated[1].refused, simulated[1].failed) == ((), ())


def test_every_event_is_an_act_or_something_the_clock_passed(simulated: tuple[Installation, Simulated]) -> None:
    installation, found = simulated
    kinds = Counter(_kinds(installation))
    assert kinds.total() == found.log.events
    assert sum(kinds[kind] for kind in BY_PEOPLE) == found.acts


def test_what_it_leaves_is_whole_and_replays(simulated: tuple[Installation, Simulated]) -> None:
    installation, found = simulated
    with installation.database.read() as conn:
        assert list(verify_all(conn)) == []
    replayed = list(installation.reader(SYSTEM, "test").replay_all("kontroll"))
    assert len(replayed) == found.log.cases
    assert [each for each in replayed if isinstance(each, Broken) or each.differs_at] == []


def test_the_clock_stands_at_the_end_and_nothing_is_left_due(simulated: tuple[Installation, Simulated]) -> None:
    installation, _ = simulated
    end = start_of_day(TOWN.last + timedelta(days=1))
    with installation.database.read() as conn:
        row = sandbox.read(conn)
        assert timers.due(conn, end, 1) == ()
    assert row is not None
    assert (row.now, row.locked_by) == (end, "")


def test_reminders_fire_and_are_put_into_inboxes(simulated: tuple[Installation, Simulated]) -> None:
    assert simulated[1].log.events > simulated[1].acts
    assert simulated[1].log.notices > 0


def test_a_database_that_is_there_already_is_refused(sqlite_url: str) -> None:
    make_sandbox(sqlite_url, TOWN, DEFINITIONS).close()
    with pytest.raises(EventRefusedError, match="tom"):
        make_sandbox(sqlite_url, TOWN, DEFINITIONS)


def test_interrupted_it_leaves_everything_up_to_that_day(sqlite_url: str) -> None:
    until = date(2026, 1, 20)

    def stop(day: Day) -> None:
        if day.day == until:
            raise StoppedError

    with closing(make_sandbox(sqlite_url, TOWN, DEFINITIONS)) as installation:
        with pytest.raises(StoppedError):
            simulate(installation, TOWN, stop)
        with installation.database.read() as conn:
            row = sandbox.read(conn)
            assert list(verify_all(conn)) == []
    assert row is not None
    assert (row.now, row.locked_by) == (start_of_day(until + timedelta(days=1)), "")


def _kinds(installation: Installation) -> Iterator[Kind]:
    with installation.database.read() as conn:
        for head in heads.list_heads(conn, limit=5000, service=None, after=None):
            yield from (record.kind for record in events.read_case(conn, head.case_id))
