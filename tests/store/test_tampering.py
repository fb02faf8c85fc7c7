"""A thousand random edits, insertions, deletions and swaps by SQL inside a chain: each found, the first event named."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection, text

from pathways.store import chain, verify
from pathways.store.database import Database, savepoint
from tests.store.records import CASE, SALT, fill_case
from tests.store.tampering import tampered
from tests.support.counts import count
from tests.support.tampering import unlocked

OTHER = "BV-2026-0002"
EVENTS = 12
AT_A_TIME = 500
"""Forgeries in one transaction: each is a savepoint, and a server remembers only so many."""


@dataclass(frozen=True, slots=True)
class Forger:
    """Somebody who knows SQL, and the format of the chain."""

    conn: Connection
    chance: random.Random

    def sql(self, statement: str, **values: object) -> None:
        self.conn.execute(text(statement), {"case": CASE, **values})

    def seq(self, last: int = EVENTS) -> int:
        return self.chance.randint(1, last)

    def with_text(self) -> int:
        return self.chance.randrange(1, EVENTS + 1, 2)

    def two(self) -> tuple[int, int]:
        first, second = sorted(self.chance.sample(range(1, EVENTS + 1), 2))
        return first, second

    def event(self, seq: int) -> dict[str, Any]:
        row = self.conn.execute(text("SELECT * FROM event WHERE case_id = :c AND seq = :s"), {"c": CASE, "s": seq})
        return dict(row.mappings().one())

    def put(self, row: dict[str, Any]) -> None:
        names = ", ".join(row)
        places = ", ".join(f":{name}" for name in row)
        self.conn.execute(text(f"INSERT INTO event ({names}) VALUES ({places})"), row)  # noqa: S608 (columns)

    def shift(self, first: int, by: int) -> None:
        """Moves the events from ``first`` on to other seqs."""
        self.sql("UPDATE event SET seq = -(seq + :by) WHERE case_id = :case AND seq >= :first", by=by, first=first)
        self.sql("UPDATE event SET seq = -seq WHERE case_id = :case AND seq < 0")


def change_a_letter(forger: Forger) -> int:
    seq = forger.seq()
    told = forger.event(seq)["envelope"]
    place = forger.chance.randrange(len(told))
    letter = forger.chance.choice([c for c in 'abc019{}" æ' if c != told[place]])
    altered = told[:place] + letter + told[place + 1 :]
    forger.sql("UPDATE event SET envelope = :told WHERE case_id = :case AND seq = :seq", told=altered, seq=seq)
    return seq


def rewrite_an_event(forger: Forger) -> int:
    """With its hash computed anew, so that it is right in itself."""
    row = forger.event(seq := forger.seq())
    told = json.loads(row["envelope"])
    told["actor"]["user"] = "ola"
    envelope = chain.canonical(told)
    forger.sql(
        "UPDATE event SET envelope = :told, hash = :hash WHERE case_id = :case AND seq = :seq",
        told=envelope, hash=chain.link(row["prev_hash"], envelope), seq=seq,
    )  # fmt: skip
    return seq


def change_a_column(forger: Forger) -> int:
    seq = forger.seq()
    column, value = forger.chance.choice(
        [
            ("event_id", "'annen'"),
            ("recorded_at", "'2026-01-01 00:00:00.000000'"),
            ("hash", "'00'"),
            ("prev_hash", "'00'"),
            ("hash", "prev_hash"),
            ("envelope", "'{}'"),
        ]
    )
    forger.sql(f"UPDATE event SET {column} = {value} WHERE case_id = :case AND seq = :seq", seq=seq)  # noqa: S608
    return seq


def delete_an_event(forger: Forger) -> int:
    seq = forger.seq()
    if forger.chance.random() < 0.5:
        forger.sql("DELETE FROM payload WHERE case_id = :case AND seq = :seq", seq=seq)
    forger.sql("DELETE FROM event WHERE case_id = :case AND seq = :seq", seq=seq)
    return seq


def delete_an_event_and_close_the_gap(forger: Forger) -> int:
    seq = delete_an_event(forger)
    forger.shift(seq, -1)
    return seq


def delete_a_stretch(forger: Forger) -> int:
    first, last = forger.two()
    forger.sql("DELETE FROM event WHERE case_id = :case AND seq BETWEEN :a AND :b", a=first, b=last)
    return first


def swap_two_events(forger: Forger) -> int:
    first, second = forger.two()
    for old, new in ((first, -1), (second, first), (-1, second)):
        forger.sql("UPDATE event SET seq = :new WHERE case_id = :case AND seq = :old", old=old, new=new)
    return first


def swap_the_contents_of_two_events(forger: Forger) -> int:
    first, second = forger.two()
    rows = {first: forger.event(second), second: forger.event(first)}
    forger.sql("DELETE FROM event WHERE case_id = :case AND seq IN (:a, :b)", a=first, b=second)
    for seq, row in rows.items():
        forger.put({**row, "seq": seq})
    return first


def swap_what_two_events_say(forger: Forger) -> int:
    first, second = forger.two()
    told = {first: forger.event(second)["envelope"], second: forger.event(first)["envelope"]}
    for seq, envelope in told.items():
        forger.sql("UPDATE event SET envelope = :told WHERE case_id = :case AND seq = :seq", told=envelope, seq=seq)
    return first


def forged(forger: Forger, seq: int) -> dict[str, Any]:
    """An event that fits what comes before it in every way."""
    before = forger.event(max(seq - 1, 1))
    previous = before["hash"] if seq > 1 else chain.genesis(CASE)
    told = json.loads(before["envelope"]) | {"seq": seq, "id": "falsk", "texts": [], "commitment": ""}
    envelope = chain.canonical(told)
    row = {**before, "seq": seq, "event_id": "falsk", "envelope": envelope}
    return {**row, "prev_hash": previous, "hash": chain.link(previous, envelope)}


def insert_an_event(forger: Forger) -> int:
    seq = forger.seq()
    row = forged(forger, seq)
    forger.shift(seq, 1)
    forger.put(row)
    return seq


def add_an_event(forger: Forger) -> int:
    forger.put(forged(forger, EVENTS + 1))
    return EVENTS + 1


def add_an_event_and_move_the_version(forger: Forger) -> int:
    seq = add_an_event(forger)
    forger.sql("UPDATE case_head SET version = version + 1 WHERE case_id = :case")
    return seq


def repeat_an_event(forger: Forger) -> int:
    forger.put({**forger.event(forger.seq()), "seq": EVENTS + 1, "event_id": "gjentatt"})
    return EVENTS + 1


def take_an_event_of_another_case(forger: Forger) -> int:
    seq = forger.seq()
    forger.sql("UPDATE event SET case_id = :case, seq = :n WHERE case_id = :o AND seq = :s", n=99, o=OTHER, s=seq)
    if forger.chance.random() < 0.5:
        forger.sql("UPDATE event SET seq = :n WHERE case_id = :case AND seq = 99", n=EVENTS + 1)
    return EVENTS + 1


def give_an_event_to_another_case(forger: Forger) -> int:
    seq = forger.seq()
    forger.sql("UPDATE event SET case_id = :o, seq = 99 WHERE case_id = :case AND seq = :s", o=OTHER, s=seq)
    return seq


def replace_an_event_by_that_of_another_case(forger: Forger) -> int:
    seq = forger.seq()
    forger.sql("DELETE FROM event WHERE case_id = :case AND seq = :s", s=seq)
    forger.sql("UPDATE event SET case_id = :case WHERE case_id = :o AND seq = :s", o=OTHER, s=seq)
    return seq


def change_a_text(forger: Forger) -> int:
    seq = forger.with_text()
    change = forger.chance.choice(
        ["texts = '{\"reason\":\"annet\"}'", "texts = texts || ' '", "texts = NULL", "salt = NULL", "salt = 'x'",
         "salt = NULL, texts = NULL", "salt = '00'"]
    )  # fmt: skip
    forger.sql(f"UPDATE payload SET {change} WHERE case_id = :case AND seq = :seq", seq=seq)  # noqa: S608
    return seq


def delete_a_text(forger: Forger) -> int:
    seq = forger.with_text()
    forger.sql("DELETE FROM payload WHERE case_id = :case AND seq = :seq", seq=seq)
    return seq


def move_a_text(forger: Forger) -> int:
    seq = forger.with_text()
    target = forger.chance.randrange(2, EVENTS + 1, 2)
    forger.sql("UPDATE payload SET seq = :new WHERE case_id = :case AND seq = :seq", new=target, seq=seq)
    return min(seq, target)


def swap_two_texts(forger: Forger) -> int:
    first, second = sorted(forger.chance.sample(range(1, EVENTS + 1, 2), 2))
    for old, new in ((first, -1), (second, first), (-1, second)):
        forger.sql("UPDATE payload SET seq = :new WHERE case_id = :case AND seq = :old", old=old, new=new)
    return first


def add_a_text(forger: Forger) -> int:
    seq = forger.chance.randrange(2, EVENTS + 1, 2)
    forger.sql("INSERT INTO payload VALUES (:case, :seq, :salt, :texts)", seq=seq, salt=SALT, texts="{}")
    return seq


def change_the_head(forger: Forger) -> int:
    change, seq = forger.chance.choice(
        [
            ("version = version + 1", EVENTS + 1),
            ("version = version - 1", EVENTS),
            ("version = 3", 4),
            ("head_hash = '00'", EVENTS),
        ]
    )
    forger.sql(f"UPDATE case_head SET {change} WHERE case_id = :case")  # noqa: S608
    return seq


def delete_the_head(forger: Forger) -> int:
    forger.sql("DELETE FROM case_head WHERE case_id = :case")
    return 1


FORGERIES: tuple[Callable[[Forger], int], ...] = (
    change_a_letter,
    rewrite_an_event,
    change_a_column,
    delete_an_event,
    delete_an_event_and_close_the_gap,
    delete_a_stretch,
    swap_two_events,
    swap_the_contents_of_two_events,
    swap_what_two_events_say,
    insert_an_event,
    add_an_event,
    add_an_event_and_move_the_version,
    repeat_an_event,
    take_an_event_of_another_case,
    give_an_event_to_another_case,
    replace_an_event_by_that_of_another_case,
    change_a_text,
    delete_a_text,
    move_a_text,
    swap_two_texts,
    add_a_text,
    change_the_head,
    delete_the_head,
)


def expected_and_found(
    conn: Connection, forge: Callable[[Forger], int], chance: random.Random
) -> tuple[object, object]:
    """Forges, verifies and undoes: the event that should be named, and the one that is."""
    with conn.begin_nested() as undone:
        seq = forge(Forger(conn, chance))
        finding = verify.verify_case(conn, CASE)
        undone.rollback()
    return seq, finding and finding.seq


@pytest.mark.soak
def test_every_forgery_is_found_and_the_first_event_named(db: Database) -> None:
    with db.write() as conn:
        fill_case(conn, EVENTS)
        fill_case(conn, EVENTS, OTHER)
    chance = random.Random(20261121)
    for first in range(0, count(1_000, 20_000), AT_A_TIME):
        with tampered(db) as conn:
            for number in range(first, first + AT_A_TIME):
                forge = FORGERIES[number % len(FORGERIES)]
                expected, found = expected_and_found(conn, forge, chance)
                assert found == expected, f"{forge.__name__}, number {number}"
    with db.read() as conn:
        assert list(verify.verify_all(conn)) == []


def test_the_digest_of_the_standing_is_not_the_business_of_the_chain(db: Database) -> None:
    with db.write() as conn:
        fill_case(conn, 3)
        with savepoint(conn), unlocked(conn):
            conn.execute(text("UPDATE event SET standing_digest = 'x' WHERE seq = 2"))
        assert verify.verify_case(conn, CASE) is None
