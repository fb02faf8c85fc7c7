"""What verify finds beside edits of a chain: heads, orphans, payloads, sources; and what it says it cannot find."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from pathways.errors import NotFoundError
from pathways.store import destroying, sources, verify
from pathways.store.chain import genesis, link
from pathways.store.database import Database
from pathways.store.findings import Finding, Reason, StoredEvent, Tip, verify_rows
from pathways.store.sources import Source
from tests.store.records import CASE, decided, destruction, fill_case, open_case, write
from tests.store.tampering import tampered
from tests.support.tampering import unlocked

OTHER = "BV-2026-0002"


def found(database: Database) -> list[Finding]:
    with database.read() as conn:
        return list(verify.verify_all(conn))


def test_an_untouched_log_is_well(db: Database) -> None:
    with db.write() as conn:
        for name in (CASE, OTHER):
            fill_case(conn, 7, name)
        sources.store_compilation(conn, "d", [Source(kind="definition", origin="a.yaml", text="ø")])
    assert found(db) == []
    with db.read() as conn:
        assert verify.verify_case(conn, CASE) is None


def test_an_empty_database_is_well(db: Database) -> None:
    assert found(db) == []


def test_every_case_with_something_wrong_is_found_once(db: Database) -> None:
    with db.write() as conn:
        for name in (CASE, OTHER, "BV-2026-0003"):
            fill_case(conn, 4, name)
        with unlocked(conn):
            conn.execute(text("UPDATE event SET envelope = 'x' WHERE case_id <> :fine AND seq > 2"), {"fine": OTHER})
    assert found(db) == [
        Finding(case_id=CASE, seq=3, reason=Reason.hash),
        Finding(case_id="BV-2026-0003", seq=3, reason=Reason.hash),
    ]


def test_a_case_whose_whole_log_is_gone_is_found(db: Database) -> None:
    with db.write() as conn:
        fill_case(conn, 4)
    with tampered(db) as conn:
        conn.execute(text("DELETE FROM payload"))
        conn.execute(text("DELETE FROM event"))
        missing = Finding(case_id=CASE, seq=1, reason=Reason.tail_missing)
        assert list(verify.verify_all(conn)) == [missing]
        assert verify.verify_case(conn, CASE) == missing


def test_texts_without_an_event_are_found(db: Database) -> None:
    with db.write() as conn:
        fill_case(conn, 4)
    with tampered(db) as conn:
        conn.execute(text("INSERT INTO payload VALUES (:case, 9, 'aa', '{}')"), {"case": CASE})
        extra = Finding(case_id=CASE, seq=9, reason=Reason.payload_extra)
        assert list(verify.verify_all(conn)) == [extra]
        assert verify.verify_case(conn, CASE) == extra


def test_a_case_that_nobody_knows_is_not_well(db: Database) -> None:
    with pytest.raises(NotFoundError, match="ukjent"), db.read() as conn:
        verify.verify_case(conn, "ukjent")


def test_an_altered_source_is_found(db: Database) -> None:
    kept = Source(kind="definition", origin="a.yaml", text="within: 3 months")
    with db.write() as conn:
        sources.store_compilation(conn, "d", [kept])
        conn.execute(text("UPDATE source SET text = 'within: 9 months'"))
    assert found(db) == [Finding(case_id=kept.hash, seq=0, reason=Reason.source, about=kept.origin)]


def test_texts_destroyed_by_decision_leave_the_chain_whole(db: Database) -> None:
    with db.write() as conn:
        write(conn, fill_case(conn, 5), decided(6, (1, 3)))
        destroying.destroy(conn, CASE, [1, 3], decided=7)
    assert found(db) == []


def test_texts_destroyed_without_a_decision_are_found(db: Database) -> None:
    with db.write() as conn:
        write(conn, fill_case(conn, 5), decided(6, (1,)))
        destroying.destroy(conn, CASE, [1], decided=7)
        conn.execute(text("UPDATE payload SET salt = NULL, texts = NULL WHERE seq = 3"))
    assert found(db) == [Finding(case_id=CASE, seq=3, reason=Reason.payload_destroyed)]


def test_what_one_person_destroyed_alone_is_found(db: Database) -> None:
    proposal, decision = decided(6, (1,))
    with db.write() as conn:
        write(conn, fill_case(conn, 5), [proposal, replace(decision, actor=proposal.actor)])
        conn.execute(text("UPDATE payload SET salt = NULL, texts = NULL WHERE seq = 1"))
    assert found(db) == [Finding(case_id=CASE, seq=1, reason=Reason.payload_destroyed)]


def test_texts_that_were_to_be_destroyed_and_were_not_are_found(db: Database) -> None:
    with db.write() as conn:
        write(conn, fill_case(conn, 5), decided(6, (1, 3)))
        destroying.destroy(conn, CASE, [1], decided=7)
    assert found(db) == [Finding(case_id=CASE, seq=3, reason=Reason.payload_kept)]


def test_a_tail_cut_off_together_with_the_head_is_not_found(db: Database) -> None:
    """The known limit of a chain: only a checkpoint that has left the machine can tell."""
    with db.write() as conn:
        fill_case(conn, 6)
    with tampered(db) as conn:
        conn.execute(text("DELETE FROM payload WHERE seq > 4"))
        conn.execute(text("DELETE FROM event WHERE seq > 4"))
        conn.execute(text("UPDATE case_head SET version = 4, head_hash = (SELECT hash FROM event WHERE seq = 4)"))
        assert list(verify.verify_all(conn)) == []


def test_a_case_deleted_altogether_is_not_found(db: Database) -> None:
    """The other known limit: nothing of the case is left to contradict it."""
    with db.write() as conn:
        fill_case(conn, 6)
    with tampered(db) as conn:
        for table in ("payload", "event", "case_state", "case_head"):
            conn.execute(text(f"DELETE FROM {table}"))  # noqa: S608 (names above)
        assert list(verify.verify_all(conn)) == []


def test_verify_sees_one_moment_while_others_write(db: Database) -> None:
    with db.write() as conn:
        head = fill_case(conn, 3)
    with db.read() as reader:
        reader.execute(text("SELECT count(*) FROM case_head"))
        with db.write() as conn:
            write(conn, head, [replace(destruction(4, ()), name="merknad")])
        assert list(verify.verify_all(reader)) == []


@pytest.mark.parametrize("value", ["'x'", "CAST(x'ff' AS TEXT)", "x'00ff'", "-1.5", "''"])
@pytest.mark.parametrize("column", ["event_id", "recorded_at", "envelope", "prev_hash", "hash"])
def test_whatever_somebody_put_into_a_column_of_sqlite_is_found(sqlite_db: Database, column: str, value: str) -> None:
    with sqlite_db.write() as conn:
        fill_case(conn, 4)
        with unlocked(conn):
            conn.execute(text(f"UPDATE event SET {column} = {value} WHERE seq = 3"))  # noqa: S608 (written above)
    assert [(finding.case_id, finding.seq) for finding in found(sqlite_db)] == [(CASE, 3)]


@pytest.mark.parametrize("value", ["'x'", "CAST(x'ff' AS TEXT)", "x'00ff'", "-1.5", "NULL"])
@pytest.mark.parametrize("column", ["salt", "texts"])
def test_whatever_somebody_put_beside_the_chain_is_found(sqlite_db: Database, column: str, value: str) -> None:
    with sqlite_db.write() as conn:
        fill_case(conn, 4)
        conn.execute(text(f"UPDATE payload SET {column} = {value} WHERE seq = 3"))  # noqa: S608 (written above)
    assert found(sqlite_db) == [Finding(case_id=CASE, seq=3, reason=Reason.payload)]


@pytest.mark.parametrize("change", ["version = 'x'", "version = 3.5", "head_hash = x'00'", "version = -1"])
def test_whatever_somebody_put_into_a_head_is_found(sqlite_db: Database, change: str) -> None:
    with sqlite_db.write() as conn:
        fill_case(conn, 4)
        conn.execute(text(f"UPDATE case_head SET {change}"))  # noqa: S608 (written above)
    assert [finding.case_id for finding in found(sqlite_db)] == [CASE]


@pytest.mark.parametrize("value", ["'x'", "x'00'", "2.5"])
def test_a_seq_that_is_no_number_is_found(sqlite_db: Database, value: str) -> None:
    with sqlite_db.write() as conn:
        fill_case(conn, 4)
    with tampered(sqlite_db) as conn:
        conn.execute(text(f"UPDATE event SET seq = {value} WHERE seq = 3"))  # noqa: S608 (written above)
        assert [(finding.case_id, finding.seq) for finding in verify.verify_all(conn)][:1] == [(CASE, 3)]


def stored(seq: int, envelope: str, prev_hash: str, case_id: str = CASE) -> StoredEvent:
    return StoredEvent(case_id, seq, "i", "r", envelope, prev_hash, link(prev_hash, envelope), False, None, None)  # noqa: FBT003


@pytest.mark.parametrize("envelope", ["", "x", "[]", "null", "{}", '{"format":2,"texts":[],"commitment":""}'])
def test_an_envelope_that_is_none_is_found_though_its_hash_is_right(envelope: str) -> None:
    row = stored(1, envelope, genesis(CASE))
    finding = verify_rows(CASE, [row], Tip(1, row.hash))
    assert finding == Finding(case_id=CASE, seq=1, reason=Reason.unreadable)


def test_an_event_of_another_case_is_found() -> None:
    finding = verify_rows(CASE, [stored(1, "{}", genesis(CASE), OTHER)], None)
    assert finding == Finding(case_id=CASE, seq=1, reason=Reason.foreign_case)


def test_a_case_without_a_head_is_found(db: Database) -> None:
    with db.write() as conn:
        fill_case(conn, 3)
        fill_case(conn, 3, OTHER)
    with tampered(db) as conn:
        conn.execute(text(f"DELETE FROM case_head WHERE case_id = '{CASE}'"))  # noqa: S608 (a constant)
        assert list(verify.verify_all(conn)) == [Finding(case_id=CASE, seq=1, reason=Reason.head_missing)]


def test_a_case_without_events_is_incomplete(db: Database) -> None:
    with db.write() as conn:
        open_case(conn)
    assert found(db) == [Finding(case_id=CASE, seq=1, reason=Reason.tail_missing)]


NO_CASE = (
    Reason.delivery_alone, Reason.checkpoint_gone, Reason.checkpoint_other, Reason.checkpoint_altered,
    Reason.body_altered, Reason.rolled_back, Reason.entry_broken, Reason.entries_cut, Reason.entry_other,
    Reason.entry_backdated, Reason.account_row_gone, Reason.account_row_other, Reason.account_row_backdated,
)  # fmt: skip
ONLY_A_NAME = (Reason.number_gone, Reason.compilation_gone)


@pytest.mark.parametrize("reason", Reason)
def test_every_finding_is_told_in_words(reason: Reason) -> None:
    sentence = Finding(case_id=CASE, seq=3, reason=reason, about="ting", cases=7).sentence
    assert CASE in sentence or reason in NO_CASE
    assert {"3", "7", "ting"} & set(re.findall(r"\w+", sentence.replace(CASE, ""))) or reason in ONLY_A_NAME
