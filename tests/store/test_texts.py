"""What goes in comes out, alike on both databases: instants, texts in any script, nothing at all."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from pathways.errors import UsageError
from pathways.store import events, heads, timers
from pathways.store.database import Database
from pathways.store.tables import CASE_HEAD, PAYLOAD
from pathways.store.timers import Timer
from tests.store.records import CASE, act, head, open_case, write

TEXTS = {
    "Norwegian": "Særlig bekymring: Åge, Øyvind og Ærlend – «sårbar», 5 § 2-2 …",
    "emoji": "👩‍👧 familie 🏳️‍🌈",
    "quotes": "'; DROP TABLE event; -- \" \\ %s %(x)s :x ? {} $1",
    "lines": "a\r\nb\tc\n\n  d  ",
    "empty": "",
    "composed and decomposed": "\u00e5 a\u030a",
    "right to left": "שלום مرحبا",
    "big": "ø" * 1_000_000,
    "JSON": '{"a":[1,2,{"b":null}]}',
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_comes_back_as_it_was(db: Database, name: str) -> None:
    record = act(1, text=TEXTS[name] or "-")
    record = replace(record, texts={"reason": TEXTS[name]})
    with db.write() as conn:
        write(conn, open_case(conn), [record])
    with db.read() as conn:
        assert events.read_case(conn, CASE) == (record,)


@pytest.mark.parametrize("bad", ["\x00", "a\x00b", "\ud83d"])
def test_what_one_database_cannot_keep_is_refused_by_both(db: Database, bad: str) -> None:
    with pytest.raises(UsageError), db.write() as conn:
        heads.insert_head(conn, head(bad), "{}")
    with pytest.raises(UsageError), db.write() as conn:
        write(conn, open_case(conn), [act(1, text=bad)])
    with pytest.raises(UsageError), db.write() as conn:
        write(conn, open_case(conn), [replace(act(1), run=bad)])
    with db.read() as conn:
        assert heads.list_heads(conn, limit=9) == ()


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 59, 59, 999_999, tzinfo=UTC),
        datetime(1990, 1, 1, tzinfo=UTC),
        datetime(2026, 7, 1, 2, 30, tzinfo=ZoneInfo("Europe/Oslo")),
        datetime(2026, 7, 1, 2, 30, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
    ],
)
def test_an_instant_comes_back_in_utc_to_the_microsecond(db: Database, instant: datetime) -> None:
    with db.write() as conn:
        heads.insert_head(conn, head(opened_at=instant), "{}")
    with db.read() as conn:
        found = heads.read(conn, CASE)
    assert found is not None
    assert found.opened_at == instant
    assert found.opened_at.tzinfo is UTC


def test_an_instant_without_a_zone_is_a_bug(db: Database) -> None:
    with pytest.raises(StatementError, match="timezone"), db.write() as conn:
        heads.insert_head(conn, head(opened_at=datetime(2026, 7, 1)), "{}")  # noqa: DTZ001 (the point)


def test_nothing_is_nothing_and_not_an_empty_text(db: Database) -> None:
    with db.write() as conn:
        heads.insert_head(conn, head(), "")
    with db.read() as conn:
        found = heads.read(conn, CASE)
        assert (found and found.next_due, heads.read_state(conn, CASE)) == (None, "")


def test_the_bytes_that_were_hashed_are_the_bytes_that_are_kept(db: Database) -> None:
    with db.write() as conn:
        write(conn, open_case(conn), [act(1, text="b a  æ")])
    with db.read() as conn:
        kept = conn.execute(select(PAYLOAD.c.texts)).scalar_one()
    assert kept == json.dumps({"reason": "b a  æ"}, ensure_ascii=False, separators=(",", ":"))


def test_names_are_sorted_by_code_point_on_both_databases(db: Database) -> None:
    names = ["a", "B", "Z", "_", "å", "ae", "Æ", "1", "10", "2", "-"]
    with db.write() as conn:
        for name in names:
            open_case(conn, name)
        timers.replace(conn, "a", (), [Timer(due_at=head().opened_at, case_id="a", key=name) for name in names])
    with db.read() as conn:
        listed = list(conn.execute(select(CASE_HEAD.c.case_id).order_by(CASE_HEAD.c.case_id)).scalars())
        assert listed == sorted(names)
        assert [timer.key for timer in timers.of_case(conn, "a")] == sorted(names)
