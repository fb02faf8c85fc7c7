"""A new wrapping key: every case comes under it, online and killed at any moment, and nothing else is touched."""

import signal
import time
from pathlib import Path
from random import Random

import pytest

from pathways.keys import raw
from pathways.keys.folder import KeyFolder
from pathways.store import case_keys
from pathways.store.connection import Connection
from pathways.store.database import Database
from pathways.vault.cipher import new_case_key
from pathways.vault.rewrapping import rewrap
from pathways.vault.ring import KeyRing
from tests.cli.persons import NUMBER, fields_of, keyed, put, typed, with_family
from tests.cli.running import Cli
from tests.support.counts import count
from tests.support.databases import Databases

KILLS = count(3, 100)
CASES = count(800, 100_000)


@pytest.fixture
def both(databases: Databases, tmp_path: Path) -> Cli:
    """A sandbox with keys; the test runs on SQLite and on PostgreSQL."""
    return keyed(databases, tmp_path)


def folder_of(cli: Cli) -> Path:
    return Path(cli.env["PATHWAYS_KEYS"])


def everything_else(cli: Cli) -> list[tuple[object, ...]]:
    """Events, texts and what is kept of persons, byte by byte."""
    database = cli.database()
    with database.read() as conn:
        found = [
            tuple(row)
            for table in ("event", "payload", "person", "case_head")
            for row in conn.exec_driver_sql(f"SELECT * FROM {table} ORDER BY case_id").all()  # noqa: S608
        ]
    database.close()
    return found


def counts(cli: Cli) -> dict[int, int]:
    database = cli.database()
    with database.read() as conn:
        found = dict(case_keys.counts(conn))
    database.close()
    return found


def many_keys(conn: Connection, ring: KeyRing, cases: int) -> None:
    """So many cases with nothing in them but a key."""
    names = "case_id, service, number, opened_at, recorded_at, version, head_hash, next_due, ended"
    holders = "holder_service, holder_unit, holder_person"
    columns = f"service, 1, opened_at, recorded_at, 0, '', NULL, ended, {holders}"
    for number in range(cases):
        case_id = f"XX-2026-{number:06d}"
        into = f"INSERT INTO case_head ({names}, {holders})"
        conn.exec_driver_sql(f"{into} SELECT '{case_id}', {columns} FROM case_head LIMIT 1")  # noqa: S608
        case_keys.keep(conn, ring.lock(new_case_key(case_id), ring.current()))


def test_every_case_comes_under_the_new_key_and_the_old_one_is_needed_no_more(both: Cli) -> None:
    cases = [with_family(both) for _ in range(3)]
    before = everything_else(both)
    both.ok("keys", "new", "wrapping")
    assert "0 låst med wrapping-0002, 3 med eldre" in both.ok("doctor").told
    assert both.ok("keys", "rewrap", "--json").json == {
        "schema": "pathways.keys-rewrapped/1",
        "key": "wrapping-0002",
        "cases": 3,
    }
    assert "3 låst med wrapping-0002" in both.ok("doctor").told
    assert everything_else(both) == before
    (folder_of(both) / "wrapping-0001.key").unlink()
    for case in cases:
        assert fields_of(both.ok("person", "show", case, "--json"))["child.national_number"] == NUMBER
    assert both.ok("keys", "rewrap", "--json").json["cases"] == 0


def test_between_new_and_rewrap_both_keys_open_and_new_cases_take_the_new_one(both: Cli) -> None:
    old = with_family(both)
    both.ok("keys", "new", "wrapping")
    new = with_family(both)
    assert counts(both) == {1: 1, 2: 1}
    assert put(both, old, {"other_1": {"name": "Ola"}}).code == 0
    assert counts(both) == {1: 1, 2: 1}
    for case in (old, new):
        both.ok("person", "show", case)


def test_without_the_old_key_nothing_is_rewrapped_and_it_is_named(both: Cli) -> None:
    with_family(both)
    both.ok("keys", "new", "wrapping")
    (folder_of(both) / "wrapping-0001.key").unlink()
    ran = both("keys", "rewrap")
    assert (ran.code, "wrapping-0001" in ran.told) == (69, True)
    assert counts(both) == {1: 1}


@pytest.mark.soak
@pytest.mark.slow
def test_killed_at_any_moment_no_case_is_lost_and_the_next_one_does_the_rest(both: Cli) -> None:
    case = with_family(both)
    database = both.database()
    ring = KeyRing(folder=KeyFolder(folder_of(both)))
    with database.write() as conn:
        many_keys(conn, ring, CASES)
    total, rng = CASES + 1, Random("kill")
    raw.new_key(ring.folder, raw.WRAPPING)
    before = everything_else(both)
    for _ in range(KILLS):
        process = both.start("keys", "rewrap")
        # Beginning takes most of a second: the clock runs from the first batch on, or from a life too short for one.
        end, started = time.monotonic() + 20, counts(both)
        while counts(both) == started and process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(rng.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert sum(counts(both).values()) == total
        all_open(database, KeyRing(folder=ring.folder))
    both.ok("keys", "rewrap")
    assert counts(both) == {2: total}
    assert everything_else(both) == before
    (ring.folder.path / "wrapping-0001.key").unlink()
    all_open(database, KeyRing(folder=ring.folder))
    assert fields_of(both.ok("person", "show", case, "--json"))["child.national_number"] == NUMBER
    database.close()


def all_open(database: Database, ring: KeyRing) -> None:
    """Every key of a case can be unlocked."""
    with database.read() as conn:
        for locked in case_keys.under_others(conn, 0, after="", limit=CASES + 1):
            ring.unlock(locked)


def test_a_key_that_changed_meanwhile_is_left_to_the_next_batch(both: Cli) -> None:
    with_family(both)
    database, ring = both.database(), KeyRing(folder=KeyFolder(folder_of(both)))
    with database.write() as conn:
        (old,) = case_keys.under_others(conn, 0, after="", limit=5)
        new = ring.lock(ring.unlock(old), 1)
        assert case_keys.rewrap(conn, [(old, new)]) == 1
        assert case_keys.rewrap(conn, [(old, new)]) == 0
    assert sum(rewrap(database, ring)) == 0
    database.close()


def test_a_new_search_key_finds_what_was_written_before_it_too(both: Cli) -> None:
    case = with_family(both)
    both.ok("keys", "new", "search")
    assert typed(both, NUMBER, "person", "search", "--json").json["found"] == [{"case_id": case, "subject": "child"}]


def test_keys_are_listed_by_kind_without_what_is_secret(both: Cli) -> None:
    with_family(both)
    for kind in ("wrapping", "signing"):
        both.ok("keys", "new", kind)
    listed = both.ok("keys", "list", "--json")
    assert {each["key"]: each["current"] for each in listed.json["keys"]} == {
        "signing-0001": True,
        "wrapping-0001": False,
        "wrapping-0002": True,
        "search-0001": True,
    }
    secrets = [file.read_text() for file in folder_of(both).glob("*.key")]
    assert not [secret for secret in secrets if secret.strip() in listed.out]
