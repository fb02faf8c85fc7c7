"""Appending to the log and reading it, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from pathways.errors import ConflictError, IntegrityError, UsageError
from pathways.model.record import Record
from pathways.store import chain, destroying, events
from pathways.store.database import Database, savepoint
from tests.store.records import CASE, SALT, START, act, decided, fill_case, open_case, write
from tests.support.tampering import unlocked


def test_what_was_appended_is_read_in_order(db: Database) -> None:
    records = (act(1, text="fordi"), act(2), act(3, text="derfor"))
    with db.write() as conn:
        write(conn, open_case(conn), records)
    with db.read() as conn:
        assert events.read_case(conn, CASE) == records


def test_several_appends_make_one_chain(db: Database) -> None:
    with db.write() as conn:
        head = open_case(conn)
        for seq in (1, 2, 3):
            head = write(conn, head, [act(seq)])
    with db.read() as conn:
        rows = conn.execute(text("SELECT prev_hash, hash FROM event ORDER BY seq")).all()
    assert [row.prev_hash for row in rows] == [chain.genesis(CASE), rows[0].hash, rows[1].hash]
    assert rows[2].hash == head.head_hash


def test_reading_stops_at_what_was_known_then(db: Database) -> None:
    with db.write() as conn:
        fill_case(conn, 4)
    with db.read() as conn:
        known = events.read_case(conn, CASE, known_at=START + timedelta(days=2))
        earlier = events.read_case(conn, CASE, known_at=START + timedelta(days=2, microseconds=-1))
    assert ([r.seq for r in known], [r.seq for r in earlier]) == ([1, 2], [1])


def test_reading_stops_at_a_seq(db: Database) -> None:
    with db.write() as conn:
        fill_case(conn, 4)
    with db.read() as conn:
        assert [record.seq for record in events.read_case(conn, CASE, until_seq=3)] == [1, 2, 3]


def test_an_unknown_case_has_no_records(db: Database) -> None:
    with db.read() as conn:
        assert events.read_case(conn, CASE) == ()


def test_all_cases_are_read_by_id_each_with_its_own_records(db: Database) -> None:
    with db.write() as conn:
        for name in ("BV-2026-0002", "BUP-2026-0001", "BV-2026-0001"):
            fill_case(conn, 3, name)
    with db.read() as conn:
        read = [(case_id, [(r.case_id, r.seq) for r in records]) for case_id, records in events.iterate_all(conn)]
    names = ["BUP-2026-0001", "BV-2026-0001", "BV-2026-0002"]
    assert read == [(name, [(name, 1), (name, 2), (name, 3)]) for name in names]


def test_the_digest_after_each_event_is_kept_beside_the_chain(db: Database) -> None:
    with db.write() as conn:
        tip = events.append(conn, [act(1)], [SALT], ["en"], open_case(conn).head_hash)
        events.append(conn, [act(2)], [SALT], ["to"], tip)
    with db.read() as conn:
        assert events.standing_digests(conn, CASE) == ("en", "to")


def test_a_seq_that_is_taken_is_a_conflict(db: Database) -> None:
    with db.write() as conn:
        head = fill_case(conn, 2)
    with pytest.raises(ConflictError, match=CASE), db.write() as conn:
        events.append(conn, [replace(act(2), event_id="ny")], [SALT], ["d"], head.head_hash)


def test_an_event_without_a_case_is_not_stored(db: Database) -> None:
    with pytest.raises(ConflictError), db.write() as conn:
        events.append(conn, [act(1)], [SALT], ["d"], chain.genesis(CASE))


@pytest.mark.parametrize("records", [(act(1), act(3)), (act(1), act(2, case_id="BV-2026-0002"))])
def test_records_that_do_not_follow_each_other_are_a_bug(db: Database, records: tuple[Record, ...]) -> None:
    with pytest.raises(ValueError, match="consecutive"), db.write() as conn:
        write(conn, open_case(conn), records)


def test_texts_other_than_those_named_are_a_bug(db: Database) -> None:
    wrong = replace(act(1, text="fordi"), text_names=("annet",))
    with pytest.raises(ValueError, match="free texts"), db.write() as conn:
        write(conn, open_case(conn), [wrong])


def test_a_refused_event_in_a_savepoint_leaves_the_others(db: Database) -> None:
    with db.write() as conn:
        head = write(conn, open_case(conn), [act(1)])
        with pytest.raises(UsageError), savepoint(conn):
            write(conn, head, [act(2, text="\x00")])
        write(conn, head, [act(2, text="uten")])
    with db.read() as conn:
        assert [record.texts for record in events.read_case(conn, CASE)] == [{}, {"reason": "uten"}]


def test_destroyed_texts_are_gone_and_the_record_says_so(db: Database) -> None:
    with db.write() as conn:
        head = fill_case(conn, 3)
        write(conn, head, decided(4, (1,)))
        destroying.destroy(conn, CASE, [1], decided=5)
    with db.read() as conn:
        texts = [record.texts for record in events.read_case(conn, CASE)]
        salt = conn.execute(text("SELECT salt FROM payload WHERE seq = 1")).scalar_one()
    assert (texts, salt) == ([None, {}, {"reason": "fordi 3"}, {}, {}], None)


PROPOSED, DECIDED = decided(4, (1,))


@pytest.mark.parametrize(
    "records",
    [
        [act(4), act(5)],
        decided(4, (3,)),
        [PROPOSED, replace(DECIDED, actor=PROPOSED.actor)],
        [PROPOSED, replace(DECIDED, cause=0)],
        [PROPOSED, replace(DECIDED, targets=(1, 3))],
        [replace(PROPOSED, targets=(3,)), DECIDED],
        [act(4), DECIDED],
        [PROPOSED, replace(PROPOSED, seq=5, actor=DECIDED.actor, event_id="x")],
    ],
)
def test_nothing_is_destroyed_but_as_one_proposed_and_another_decided(db: Database, records: list[Record]) -> None:
    with db.write() as conn:
        write(conn, fill_case(conn, 3), records)
        with pytest.raises(ValueError, match="decision"):
            destroying.destroy(conn, CASE, [1], decided=5)
    with db.read() as conn:
        assert events.read_case(conn, CASE)[0].texts == {"reason": "fordi 1"}


def test_an_event_that_cannot_be_read_is_named(db: Database) -> None:
    with db.write() as conn:
        fill_case(conn, 3)
        with unlocked(conn):
            conn.execute(text("UPDATE event SET envelope = 'x' WHERE seq = 2"))
    with pytest.raises(IntegrityError, match=f"Hendelse 2 i sak {CASE}"), db.read() as conn:
        events.read_case(conn, CASE)
