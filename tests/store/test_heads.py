"""Case heads: one writer at a time, workers that never wait for each other, pages that miss nothing."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from pathways.errors import ConflictError
from pathways.store import heads
from pathways.store.database import Database
from pathways.store.heads import Head, PageKey
from tests.store.records import CASE, START, head, open_case


def test_a_head_comes_back_as_it_was(db: Database) -> None:
    stored = head(next_due=START, ended=True, version=7, number=42)
    with db.write() as conn:
        heads.insert_head(conn, stored, '{"a":1}')
    with db.read() as conn:
        assert heads.read(conn, CASE) == stored
        assert heads.read_state(conn, CASE) == '{"a":1}'


def test_an_unknown_case_has_no_head(db: Database) -> None:
    with db.write() as conn:
        found = (heads.read(conn, CASE), heads.read_state(conn, CASE), heads.lock(conn, CASE))
    assert found == (None, None, None)


def test_a_case_is_opened_once(db: Database) -> None:
    with db.write() as conn:
        open_case(conn)
    with pytest.raises(ConflictError, match=CASE), db.write() as conn:
        open_case(conn)


def test_a_head_moves_on_from_the_version_that_was_read(db: Database) -> None:
    with db.write() as conn:
        moved = replace(open_case(conn), version=1, head_hash="ny", next_due=START, ended=True)
        heads.update_head(conn, moved, 0)
        heads.write_state(conn, CASE, '{"b":2}')
    with db.read() as conn:
        assert heads.read(conn, CASE) == moved
        assert heads.read_state(conn, CASE) == '{"b":2}'


def test_a_head_that_moved_meanwhile_is_a_conflict(db: Database) -> None:
    with db.write() as conn:
        moved = replace(open_case(conn), version=1)
        heads.update_head(conn, moved, 0)
    with pytest.raises(ConflictError, match=CASE), db.write() as conn:
        heads.update_head(conn, moved, 0)


def test_workers_get_different_cases_and_do_not_wait(postgres_db: Database) -> None:
    names = ["BV-2026-0001", "BV-2026-0002", "BV-2026-0003"]
    with postgres_db.write() as conn:
        for name in names:
            open_case(conn, name)
    with postgres_db.write() as one, postgres_db.write() as other:
        heads.lock(one, names[1])
        first = heads.lock_many_skip_locked(other, names[::-1])
        second = heads.lock_many_skip_locked(one, names)
    assert [each.case_id for each in first] == [names[0], names[2]]
    assert [each.case_id for each in second] == [names[1]]


def test_many_heads_are_locked_in_order(db: Database) -> None:
    names = ["BV-2026-0003", "BV-2026-0001", "BV-2026-0002"]
    with db.write() as conn:
        for name in names:
            open_case(conn, name)
        found = heads.lock_many_skip_locked(conn, [*names, "ingen"])
    assert [each.case_id for each in found] == sorted(names)


def store_some(database: Database, count: int) -> list[Head]:
    """Cases of two services, some due at the same instant, some not at all."""
    chance = random.Random(3)
    stored = [
        head(
            f"BV-2026-{number:04}",
            service=chance.choice(["barnevern", "bup"]),
            next_due=chance.choice([None, START, START + timedelta(days=chance.randrange(4))]),
            ended=chance.random() < 0.3,
        )
        for number in range(count)
    ]
    with database.write() as conn:
        for each in stored:
            heads.insert_head(conn, each, "{}")
    return stored


def in_order(found: list[Head]) -> list[Head]:
    """What is due first, by instant and id; then the rest by id."""
    due = sorted((each for each in found if each.next_due), key=lambda each: (each.next_due, each.case_id))
    return due + sorted((each for each in found if not each.next_due), key=lambda each: each.case_id)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_the_pages_together_hold_every_case_once_in_order(db: Database, limit: int) -> None:
    stored = store_some(db, 23)
    pages: list[Head] = []
    after: PageKey | None = None
    with db.read() as conn:
        while page := heads.list_heads(conn, limit=limit, after=after):
            assert len(page) <= limit
            pages.extend(page)
            after = PageKey(next_due=page[-1].next_due, case_id=page[-1].case_id)
    assert pages == in_order(stored)


@pytest.mark.parametrize("service", [None, "barnevern", "bup"])
@pytest.mark.parametrize("ended", [None, True, False])
def test_a_list_can_be_narrowed(db: Database, service: str | None, ended: bool | None) -> None:  # noqa: FBT001 (three)
    stored = store_some(db, 23)
    wanted = [each for each in stored if service in (None, each.service) and ended in (None, each.ended)]
    with db.read() as conn:
        assert list(heads.list_heads(conn, limit=99, service=service, ended=ended)) == in_order(wanted)
