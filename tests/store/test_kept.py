"""Small records: answers to keys, the access log, sources, case numbers, the sandbox and who holds which role."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from pathways.errors import ConflictError
from pathways.store import access, idempotency, numbers, sandbox, sources, workers
from pathways.store.access import Access
from pathways.store.database import Database
from pathways.store.entropy import SeededEntropy, SystemEntropy
from pathways.store.idempotency import Answered
from pathways.store.sandbox import Sandbox
from pathways.store.sources import Source
from pathways.store.workers import Worker
from tests.store.records import CASE, START, open_case

HOUR = timedelta(hours=1)
ANSWER = Answered(area="nord", key="k", fingerprint="f", case_id=CASE, answer='{"seq":1}')
ACCESS = Access(
    at=START,
    user="kari",
    roles=("saksbehandler", "leder"),
    os_account="kn",
    organisation="Vik kommune",
    basis="oppfølging av saken",
    purpose="vise tidslinje",
    case_id=CASE,
    information="tidslinje",
    channel="cli",
    granted=True,
)
DEFINITION = Source(kind="definition", origin="a.yaml", text="pathway: a\n")
RULES = Source(kind="counting", origin="counting.yaml", text="rules: ø\n")


def test_an_answer_is_found_by_its_key(db: Database) -> None:
    with db.write() as conn:
        assert idempotency.find(conn, "nord", "k") is None
        idempotency.store(conn, ANSWER)
    with db.read() as conn:
        assert idempotency.find(conn, "nord", "k") == ANSWER
        assert idempotency.find(conn, "sør", "k") is None


def test_a_key_is_answered_once(db: Database) -> None:
    with db.write() as conn:
        idempotency.store(conn, ANSWER)
    with pytest.raises(ConflictError, match="k"), db.write() as conn:
        idempotency.store(conn, replace(ANSWER, fingerprint="g"))
    with db.read() as conn:
        assert idempotency.find(conn, "nord", "k") == ANSWER


def test_readings_are_listed_newest_first_by_case_and_by_person(db: Database) -> None:
    other = replace(ACCESS, case_id="BV-2026-0002", granted=False)
    third = replace(ACCESS, user="per", information="åpne frister")
    with db.write() as conn:
        for each in (ACCESS, other, third):
            access.record(conn, each)
    with db.read() as conn:
        assert access.of_case(conn, CASE, limit=9) == (third, ACCESS)
        assert access.of_user(conn, "kari", limit=9) == (other, ACCESS)
        assert access.of_case(conn, CASE, limit=1) == (third,)


def test_the_sources_of_a_digest_are_kept_together(db: Database) -> None:
    newer = replace(RULES, text="rules: å\n")
    with db.write() as conn:
        sources.store_compilation(conn, "d", [DEFINITION, RULES])
        sources.store_compilation(conn, "d", [DEFINITION, newer])
        sources.store_compilation(conn, "d", [RULES, DEFINITION])
        sources.store_compilation(conn, "e", [DEFINITION])
    with db.read() as conn:
        kept = sources.compilations(conn, "d")
        assert set(kept) == {(RULES, DEFINITION), (newer, DEFINITION)}
        assert len(kept) == 2
        assert sources.compilations(conn, "e") == ((DEFINITION,),)
        assert sources.compilations(conn, "ukjent") == ()
        assert sources.digests(conn) == ("d", "e")


def test_case_numbers_follow_each_other_by_prefix_and_year(db: Database) -> None:
    with db.write() as conn:
        given = [numbers.next_number(conn, *of) for of in (("BV", 2026), ("BV", 2026), ("BUP", 2026), ("BV", 2027))]
    assert given == [1, 2, 1, 1]


def test_a_number_of_a_transaction_that_failed_is_given_again(db: Database) -> None:
    def fail() -> None:
        with db.write() as conn:
            numbers.next_number(conn, "BV", 2026)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with db.write() as conn:
        assert numbers.next_number(conn, "BV", 2026) == 1


def test_two_cases_at_the_same_time_never_get_the_same_number(db: Database) -> None:
    given: list[int] = []
    together = threading.Barrier(4)

    def draw() -> None:
        together.wait()
        for _ in range(10):
            with db.write() as conn:
                given.append(numbers.next_number(conn, "BV", 2026))

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 41))


def test_an_imported_id_is_remembered_with_its_type_and_place(db: Database) -> None:
    with db.write() as conn:
        open_case(conn)
        assert numbers.note_import(conn, "Sak", "1", "nord", CASE)
        assert not numbers.note_import(conn, "Sak", "1", "nord", CASE)
        assert numbers.note_import(conn, "Sak", "1", "sør", CASE)
    with db.read() as conn:
        found = [numbers.imported_as(conn, type_, "1", ("nord", "vest")) for type_ in ("Sak", "Melding")]
    assert found == [{"nord": CASE}, {}]


def test_a_real_database_has_no_clock_to_move(db: Database) -> None:
    with db.write() as conn:
        assert sandbox.read(conn) is None
        assert not sandbox.set_clock(conn, START)
        assert not sandbox.lock(conn, "a", real_now=START, until=START + HOUR)


def test_the_clock_of_a_sandbox_goes_forward_only(db: Database) -> None:
    with db.write() as conn:
        sandbox.create(conn, now=START, seed="7")
        assert sandbox.set_clock(conn, START + HOUR)
        assert not sandbox.set_clock(conn, START)
    with db.read() as conn:
        assert sandbox.read(conn) == Sandbox(now=START + HOUR, seed="7", locked_by="", locked_until=None)


def test_there_is_one_sandbox_in_a_database(db: Database) -> None:
    with db.write() as conn:
        sandbox.create(conn, now=START, seed="7")
    with pytest.raises(IntegrityError), db.write() as conn:
        sandbox.create(conn, now=START, seed="8")
    with pytest.raises(IntegrityError), db.write() as conn:
        conn.execute(text("UPDATE sandbox SET id = 2"))


def test_one_at_a_time_moves_the_clock_until_the_lock_runs_out(db: Database) -> None:
    with db.write() as conn:
        sandbox.create(conn, now=START, seed="7")
        assert sandbox.lock(conn, "a", real_now=START, until=START + HOUR)
        assert sandbox.lock(conn, "a", real_now=START, until=START + 2 * HOUR)
        assert not sandbox.lock(conn, "b", real_now=START + HOUR, until=START + 3 * HOUR)
        sandbox.unlock(conn, "b")
        assert not sandbox.lock(conn, "b", real_now=START + HOUR, until=START + 3 * HOUR)
        assert sandbox.lock(conn, "b", real_now=START + 2 * HOUR, until=START + 3 * HOUR)
        sandbox.unlock(conn, "b")
        assert sandbox.lock(conn, "a", real_now=START + 2 * HOUR, until=START + 3 * HOUR)


def test_one_process_holds_a_role_until_its_lease_runs_out(db: Database) -> None:
    with db.write() as conn:
        assert workers.acquire(conn, "ticker", "a", real_now=START, until=START + HOUR)
        assert not workers.acquire(conn, "ticker", "b", real_now=START, until=START + HOUR)
        assert workers.acquire(conn, "ticker", "a", real_now=START, until=START + 2 * HOUR)
        assert workers.acquire(conn, "sender", "b", real_now=START, until=START + HOUR)
        assert workers.acquire(conn, "ticker", "b", real_now=START + 2 * HOUR, until=START + 3 * HOUR)
        assert not workers.ticked(conn, "ticker", "a", real_now=START)


def test_a_role_that_is_given_back_is_free(db: Database) -> None:
    with db.write() as conn:
        workers.acquire(conn, "ticker", "a", real_now=START, until=START + HOUR)
        workers.release(conn, "ticker", "b")
        assert not workers.acquire(conn, "ticker", "b", real_now=START, until=START + HOUR)
        workers.release(conn, "ticker", "a")
        assert workers.acquire(conn, "ticker", "b", real_now=START, until=START + HOUR)


def test_the_last_tick_is_known(db: Database) -> None:
    with db.write() as conn:
        assert workers.read(conn, "ticker") is None
        workers.acquire(conn, "ticker", "a", real_now=START, until=START + HOUR)
        assert workers.ticked(conn, "ticker", "a", real_now=START + HOUR / 2)
        found = workers.read(conn, "ticker")
    assert found == Worker(role="ticker", holder="a", lease_until=START + HOUR, last_tick_at=START + HOUR / 2)


def test_a_seed_gives_the_same_ids_again_whatever_was_drawn_between() -> None:
    one, other = SeededEntropy("7"), SeededEntropy("7")
    other.event_id(CASE, 9)
    assert (one.event_id(CASE, 1), one.salt(CASE, 1)) == (other.event_id(CASE, 1), other.salt(CASE, 1))


@pytest.mark.parametrize("source", [SystemEntropy(), SeededEntropy("7")])
def test_ids_and_salts_do_not_repeat(source: SystemEntropy | SeededEntropy) -> None:
    drawn = {source.event_id(case_id, seq) for case_id in ("1", "11") for seq in range(100)}
    drawn |= {source.salt(case_id, seq) for case_id in ("1", "11") for seq in range(100)}
    drawn |= {source.notice_id("1", seq, "kari", role) for role in ("a", "b") for seq in range(100)}
    assert len(drawn) == 600
    assert SeededEntropy("8").salt("1", 1) not in drawn


def test_the_system_never_gives_an_id_twice() -> None:
    assert SystemEntropy().event_id(CASE, 1) != SystemEntropy().event_id(CASE, 1)
