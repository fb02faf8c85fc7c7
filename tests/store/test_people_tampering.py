"""Random tamperings with who works here and with the log of accounts, also with every hash made anew: all are found.

Held against the last checkpoint that left, as with the logs of cases.
"""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from pathways.engine.checkpointing import against
from pathways.errors import IntegrityError
from pathways.model.organisation import Change, What
from pathways.store import chain, checkpoint, checkpoints, organisation, security_log, sources
from pathways.store.comparing import compare
from pathways.store.database import Database
from pathways.store.findings import Finding, Reason
from pathways.store.people_findings import ACCOUNTS
from pathways.store.security_log import Happening, Noted
from pathways.store.sources import Source
from tests.store.records import ACTOR, START, fill_case
from tests.store.tampering import tampered
from tests.store.test_checkpoint_tampering import LATER, Shown, World, maker_of
from tests.store.test_tampering import AT_A_TIME
from tests.support.counts import count

THEN = 12
"""How many entries, and rows, there were at the checkpoint that left; one more came afterwards."""
TABLE = Source(kind="access", origin="access.yaml", text="rows: []\n")
Place = tuple[str, int]
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Forger:
    """Somebody who knows SQL, and how entries and rows are kept."""

    conn: Connection
    chance: random.Random

    def sql(self, statement: str, **values: object) -> None:
        self.conn.execute(text(statement), values)

    def seq(self, last: int = THEN) -> int:
        return self.chance.randint(1, last)

    def rows(self, table: str) -> list[dict[str, Any]]:
        order = "seq" if table == "org_entry" else "id"
        found = self.conn.execute(text(f"SELECT * FROM {table} ORDER BY {order}"))  # noqa: S608 (names)
        return [dict(row) for row in found.mappings()]

    def put(self, table: str, row: Mapping[str, Any]) -> None:
        places = ", ".join(f":{name}" for name in row)
        self.conn.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"), dict(row))  # noqa: S608

    def reseal(self, entries: Sequence[str]) -> None:
        """Writes all of who works here anew, so that nothing in it tells."""
        previous = chain.genesis(organisation.NAME)
        self.sql("DELETE FROM org_entry")
        for seq, entry in enumerate(entries, start=1):
            told = chain.canonical(json.loads(entry) | {"seq": seq})
            hash_ = chain.link(previous, told)
            self.put("org_entry", {"seq": seq, "entry": told, "prev_hash": previous, "hash": hash_})
            previous = hash_


def grow(database: Database, number: int, at: datetime) -> None:
    """One more entry, and one more row."""
    change = Change(what=What.person, data={"person": f"p{number}", "name": f"Person {number}"})
    noted = Noted(at=at, what=Happening.created, user=f"p{number}", os_account="drift", by="siv", detail=str(number))
    with database.write() as conn:
        after = organisation.last_seq(conn)
        organisation.append(conn, [change], after=after, at=at, actor=ACTOR, why="")
        security_log.note(conn, noted)


@pytest.fixture
def world(db: Database, tmp_path: Path) -> World:
    """Three checkpoints, the second of which left."""
    clock = Shown(LATER)
    maker = maker_of(db, tmp_path / "keys", clock)
    with db.write() as conn:
        fill_case(conn, 2)
        sources.keep_alone(conn, TABLE)
    for number in range(1, THEN):
        grow(db, number, START + number * DAY)
    maker.make()
    grow(db, THEN, LATER + DAY)
    clock.shows = LATER + 2 * DAY
    file = maker.make()
    grow(db, THEN + 1, LATER + 3 * DAY)
    clock.shows = LATER + 4 * DAY
    maker.make()
    return World(database=db, maker=maker, clock=clock, file=file)


def change_a_letter(forger: Forger) -> Place:
    seq = forger.seq()
    told = forger.rows("org_entry")[seq - 1]["entry"]
    place = forger.chance.randrange(len(told))
    letter = forger.chance.choice([c for c in 'abc019{}" æ' if c != told[place]])
    altered = told[:place] + letter + told[place + 1 :]
    forger.sql("UPDATE org_entry SET entry = :told WHERE seq = :seq", told=altered, seq=seq)
    return organisation.NAME, seq


def change_a_hash(forger: Forger) -> Place:
    seq, column = forger.seq(), forger.chance.choice(("hash", "prev_hash"))
    forger.sql(f"UPDATE org_entry SET {column} = :h WHERE seq = :seq", h="0" * 64, seq=seq)  # noqa: S608 (names)
    return organisation.NAME, seq


def rewrite_an_entry(forger: Forger) -> Place:
    """Right in itself; the next one tells, and the checkpoint which it was."""
    row = forger.rows("org_entry")[(seq := forger.seq()) - 1]
    told = row["entry"].replace("Person", "Annen")
    forger.sql(
        "UPDATE org_entry SET entry = :told, hash = :hash WHERE seq = :seq",
        told=told, hash=chain.link(row["prev_hash"], told), seq=seq,
    )  # fmt: skip
    return organisation.NAME, seq


def rewrite_from_an_entry(forger: Forger) -> Place:
    entries = [row["entry"] for row in forger.rows("org_entry")]
    seq = forger.seq()
    entries[seq - 1] = entries[seq - 1].replace("Person", "Annen")
    forger.reseal(entries)
    return organisation.NAME, seq


def delete_an_entry(forger: Forger) -> Place:
    forger.sql("DELETE FROM org_entry WHERE seq = :seq", seq=(seq := forger.seq()))
    return organisation.NAME, seq


def take_an_entry_out(forger: Forger) -> Place:
    entries = [row["entry"] for row in forger.rows("org_entry")]
    del entries[(seq := forger.seq()) - 1]
    forger.reseal(entries)
    return organisation.NAME, seq


def put_an_entry_in(forger: Forger) -> Place:
    entries = [row["entry"] for row in forger.rows("org_entry")]
    seq = forger.seq()
    entries.insert(seq - 1, entries[0].replace("p1", "px"))
    forger.reseal(entries)
    return organisation.NAME, seq


def let_two_entries_change_places(forger: Forger) -> Place:
    entries = [row["entry"] for row in forger.rows("org_entry")]
    first, second = sorted(forger.chance.sample(range(1, THEN + 1), 2))
    entries[first - 1], entries[second - 1] = entries[second - 1], entries[first - 1]
    forger.reseal(entries)
    return organisation.NAME, first


def cut_off_the_tail(forger: Forger) -> Place:
    last = forger.chance.randrange(THEN)
    forger.sql("DELETE FROM org_entry WHERE seq > :last", last=last)
    return organisation.NAME, last + 1


def say_it_was_recorded_earlier(forger: Forger) -> Place:
    """Whole in every way, and after the checkpoint: only the time tells."""
    back = LATER + 2 * DAY - timedelta(minutes=forger.chance.randrange(3, 50_000))
    entries = [row["entry"] for row in forger.rows("org_entry")]
    told = json.loads(entries[-1]) | {"recorded": back.isoformat()}
    entries[-1] = chain.canonical(told)
    forger.reseal(entries)
    return organisation.NAME, THEN + 1


def ids(forger: Forger) -> list[int]:
    return [row["id"] for row in forger.rows("security_log")][:THEN]


def delete_a_row(forger: Forger) -> Place:
    forger.sql("DELETE FROM security_log WHERE id = :id", id=(number := forger.chance.choice(ids(forger))))
    return ACCOUNTS, number


def delete_rows(forger: Forger) -> Place:
    first = forger.chance.choice(known := ids(forger))
    last = forger.chance.choice((known[-1] + 1, first, known[-1]))
    forger.sql("DELETE FROM security_log WHERE id BETWEEN :a AND :b", a=first, b=last)
    return ACCOUNTS, first


def change_a_column(forger: Forger) -> Place:
    number = forger.chance.choice(ids(forger))
    column = forger.chance.choice(("at", "what", "detail", "user_id", "by_user", "os_account", "mark"))
    value = "2026-01-01 00:00:00.000000" if column == "at" else "annet"
    forger.sql(f"UPDATE security_log SET {column} = :v WHERE id = :id", v=value, id=number)  # noqa: S608 (names)
    return ACCOUNTS, number


def give_a_row_another_number(forger: Forger) -> Place:
    number = forger.chance.choice(ids(forger))
    forger.sql("UPDATE security_log SET id = :new WHERE id = :old", new=number + 1000, old=number)
    return ACCOUNTS, number


def let_two_rows_change_places(forger: Forger) -> Place:
    first, second = sorted(forger.chance.sample(ids(forger), 2))
    for old, new in ((first, -1), (second, first), (-1, second)):
        forger.sql("UPDATE security_log SET id = :new WHERE id = :old", new=new, old=old)
    return ACCOUNTS, first


def put_an_earlier_row_in(forger: Forger) -> Place:
    last = forger.rows("security_log")[-1]
    number = last["id"] + 1 if forger.chance.random() < 0.5 else -forger.seq()
    back = LATER + DAY - timedelta(minutes=forger.chance.randrange(3, 50_000))
    at = back if isinstance(last["at"], datetime) else f"{back:%Y-%m-%d %H:%M:%S.%f}"
    forger.put("security_log", {**last, "id": number, "at": at})
    return ACCOUNTS, number


def remove_all_of_it(forger: Forger) -> Place:
    table, place = forger.chance.choice((("org_entry", organisation.NAME), ("security_log", ACCOUNTS)))
    first = 1 if table == "org_entry" else ids(forger)[0]
    forger.sql(f"DELETE FROM {table}")  # noqa: S608 (names of tables)
    return place, first


def change_a_table_of_who_may(forger: Forger) -> Place:
    change = forger.chance.choice(("text = 'rows: [x]'", "kind = 'codes'", "origin = 'annen.yaml'"))
    statement = f"UPDATE source SET {change} WHERE hash = :h"  # noqa: S608 (columns)
    forger.sql(forger.chance.choice((statement, "DELETE FROM source WHERE hash = :h")), h=TABLE.hash)
    return TABLE.hash, 0


FORGERIES: tuple[Callable[[Forger], Place], ...] = (
    change_a_letter,
    change_a_hash,
    rewrite_an_entry,
    rewrite_from_an_entry,
    delete_an_entry,
    take_an_entry_out,
    put_an_entry_in,
    let_two_entries_change_places,
    cut_off_the_tail,
    say_it_was_recorded_earlier,
    delete_a_row,
    delete_rows,
    change_a_column,
    give_a_row_another_number,
    let_two_rows_change_places,
    put_an_earlier_row_in,
    remove_all_of_it,
    change_a_table_of_who_may,
)


def found(conn: Connection, world: World) -> list[Finding]:
    return list(against(conn, world.file, world.maker.keys))


@pytest.mark.soak
def test_every_tampering_with_who_works_here_is_found_and_its_place_named(world: World) -> None:
    chance = random.Random(20261122)
    wanted = count(5 * len(FORGERIES), 10_000)
    for first in range(0, wanted, AT_A_TIME):
        with tampered(world.database) as conn:
            for number in range(first, min(first + AT_A_TIME, wanted)):
                tamper = FORGERIES[number % len(FORGERIES)]
                with conn.begin_nested() as undone:
                    place = tamper(Forger(conn, chance))
                    told = [(each.case_id, each.seq) for each in found(conn, world)]
                    undone.rollback()
                assert told[:1] == [place], f"{tamper.__name__}, number {number}"
    with world.database.read() as conn:
        assert found(conn, world) == []


def test_every_column_of_a_row_counts(world: World) -> None:
    for column in ("at", "what", "detail", "user_id", "by_user", "os_account", "mark"):
        value = "2026-01-01 00:00:00.000000" if column == "at" else "annet"
        with tampered(world.database) as conn:
            number = ids(forger := Forger(conn, random.Random(1)))[2]
            forger.sql(f"UPDATE security_log SET {column} = :v WHERE id = :id", v=value, id=number)  # noqa: S608
            assert [(each.case_id, each.seq) for each in found(conn, world)] == [(ACCOUNTS, number)], column


@pytest.mark.parametrize("tamper", [cut_off_the_tail, rewrite_from_an_entry, delete_a_row])
def test_nothing_is_signed_over_people_that_are_not_what_they_were(
    world: World, tamper: Callable[[Forger], Place]
) -> None:
    with tampered(world.database) as conn:
        tamper(Forger(conn, random.Random(1)))
        conn.commit()
    with pytest.raises(IntegrityError, match="signert"):
        world.maker.make()


def test_nothing_is_signed_the_first_time_over_a_chain_of_people_that_does_not_hold(
    db: Database, tmp_path: Path
) -> None:
    for number in range(1, 4):
        grow(db, number, START)
    with db.write() as conn:
        conn.execute(text("UPDATE org_entry SET entry = replace(entry, 'Person 2', 'Person 9')"))
    with pytest.raises(IntegrityError, match="Innføring 2 om organisasjonen"):
        maker_of(db, tmp_path / "keys", Shown(LATER)).make()


def test_the_proof_is_the_whole_hash_and_not_the_marks(world: World) -> None:
    """A row, or an entry, of which 16 digits fit: told by the hash of all."""
    body = world.file.body
    with world.database.read() as conn:
        marked = checkpoints.snapshot(conn)
    assert marked.organisation.marks[: 16 * THEN] in body
    for kept, place in ((marked.organisation.hash, organisation.NAME), (marked.accounts.hash, ACCOUNTS)):
        changed = kept[:-1] + ("0" if kept[-1] != "0" else "1")
        assert told_with(world, kept, changed) == [(place, THEN + 1)]


def told_with(world: World, kept: str, changed: str) -> list[tuple[str, int]]:
    """What the newest checkpoint would tell had another hash stood in it."""
    with world.database.read() as conn:
        newest = checkpoints.every(conn)[-1][1]
        altered = checkpoint.read_body(newest.body.replace(f'"{kept}"', f'"{changed}"'))
        return [(each.case_id, each.seq) for each in compare(conn, newest.statement, altered)]


def test_one_who_was_slow_to_commit_is_no_finding(world: World) -> None:
    """On PostgreSQL a row with a lower number may come later; up to two minutes its time may be the earlier one."""
    with tampered(world.database) as conn:
        forger = Forger(conn, random.Random(1))
        row = forger.rows("security_log")[-1]
        slow = LATER + DAY - timedelta(minutes=1)
        at = slow if isinstance(row["at"], datetime) else f"{slow:%Y-%m-%d %H:%M:%S.%f}"
        forger.put("security_log", {**row, "id": -1, "at": at})
        assert found(conn, world) == []


def test_text_that_is_none_is_a_finding_and_no_crash(world: World) -> None:
    """SQLite keeps whatever it is given."""
    if world.database.kind != "sqlite":
        return
    for statement, reason in (
        ("UPDATE org_entry SET entry = CAST(x'ff41' AS TEXT) WHERE seq = 3", Reason.entry_broken),
        ("UPDATE org_entry SET hash = 7 WHERE seq = 3", Reason.entry_broken),
        ("UPDATE org_entry SET entry = '[' WHERE seq = 13", Reason.entry_broken),
        (
            "UPDATE security_log SET at = 'x', what = 7, mark = CAST(x'ff' AS TEXT) WHERE id = 3",
            Reason.account_row_other,
        ),
    ):
        with tampered(world.database) as conn:
            conn.execute(text(statement))
            assert [each.reason for each in found(conn, world)] == [reason], statement
