"""Random tamperings, also with every hash and head written anew: all found against the last checkpoint that left.

What no checkpoint can find is here too, so that nobody believes it is found.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from pathways.engine.checkpointing import Keys, Maker, against
from pathways.errors import IntegrityError
from pathways.keys.folder import KeyFolder
from pathways.keys.signing import current_signer, new_key
from pathways.store import chain, checkpoint, checkpoints, sources
from pathways.store.checkpoint import Checkpoint
from pathways.store.comparing import compare
from pathways.store.database import Database
from pathways.store.entropy import SeededEntropy
from pathways.store.findings import Finding, Reason
from pathways.store.heads import Head
from pathways.store.sources import Source
from tests.store.records import CASE, SALT, START, act, fill_case, open_case, write
from tests.store.tampering import tampered
from tests.store.test_tampering import AT_A_TIME, EVENTS, FORGERIES, OTHER, Forger
from tests.support.counts import count

THIRD = "BV-2026-0003"
LATER = START + timedelta(days=100)
EXPORTED = 2
"""Number of the checkpoint that left the machine, of three."""
SOURCES = (
    Source(kind="definition", origin="a.yaml", text="pathway: a\n"),
    Source(kind="counting", origin="b.yaml", text="rules\n"),
)


@dataclass
class Shown:
    """A clock that shows what it is told."""

    shows: datetime

    def now(self) -> datetime:
        return self.shows


@dataclass(frozen=True)
class World:
    """A database with three checkpoints, the second of which left."""

    database: Database
    maker: Maker
    clock: Shown
    file: Checkpoint

    @property
    def keys(self) -> Keys:
        return self.maker.keys


def maker_of(database: Database, folder: Path, clock: Shown) -> Maker:
    new_key(KeyFolder(folder))
    signer = current_signer(KeyFolder(folder))
    keys = {signer.fingerprint: signer.public}
    return Maker(database=database, clock=clock, entropy=SeededEntropy("1"), signer=signer, keys=keys)


def grow(database: Database, before: Head, at: datetime) -> Head:
    with database.write() as conn:
        return write(conn, before, [replace(act(before.version + 1, case_id=THIRD, text="nytt"), recorded_at=at)])


@pytest.fixture
def world(db: Database, tmp_path: Path) -> World:
    clock = Shown(LATER)
    maker = maker_of(db, tmp_path / "keys", clock)
    with db.write() as conn:
        sources.store_compilation(conn, "d" * 64, SOURCES)
        for case_id in (CASE, OTHER):
            fill_case(conn, EVENTS, case_id)
        third = write(conn, open_case(conn, THIRD), [act(1, case_id=THIRD)])
    maker.make()
    third = grow(db, third, LATER + timedelta(days=1))
    clock.shows = LATER + timedelta(days=2)
    file = maker.make()
    third = grow(db, third, LATER + timedelta(days=3))
    clock.shows = LATER + timedelta(days=4)
    maker.make()
    return World(database=db, maker=maker, clock=clock, file=file)


def rows_of(forger: Forger, case_id: str) -> list[dict[str, Any]]:
    found = forger.conn.execute(text("SELECT * FROM event WHERE case_id = :c ORDER BY seq"), {"c": case_id})
    return [dict(row) for row in found.mappings()]


def reseal(forger: Forger, case_id: str, rows: list[dict[str, Any]]) -> None:
    """Writes a case anew so that nothing in it tells: seqs, chain, columns, head. Payloads go where there is none."""
    previous = chain.genesis(case_id)
    forger.conn.execute(text("DELETE FROM event WHERE case_id = :c"), {"c": case_id})
    for seq, row in enumerate(rows, start=1):
        told = json.loads(row["envelope"]) | {"seq": seq, "case": case_id}
        envelope = chain.canonical(told)
        put = {**row, "case_id": case_id, "seq": seq, "event_id": told["id"], "envelope": envelope}
        forger.put({**put, "prev_hash": previous, "hash": chain.link(previous, envelope)})
        previous = chain.link(previous, envelope)
    forger.conn.execute(
        text("UPDATE case_head SET version = :v, head_hash = :h WHERE case_id = :c"),
        {"v": len(rows), "h": previous, "c": case_id},
    )


def without_texts(row: dict[str, Any]) -> dict[str, Any]:
    """The event as one that never had any free text."""
    told = json.loads(row["envelope"]) | {"texts": [], "commitment": ""}
    return {**row, "envelope": chain.canonical(told)}


def bare(forger: Forger, case_id: str) -> list[dict[str, Any]]:
    """The events of a case without their texts, which go: then they can be moved about at will."""
    forger.conn.execute(text("DELETE FROM payload WHERE case_id = :c"), {"c": case_id})
    return [without_texts(row) for row in rows_of(forger, case_id)]


Place = tuple[str, int]


def rewrite_from_an_event(forger: Forger) -> Place:
    rows, seq = rows_of(forger, CASE), forger.seq()
    told = json.loads(rows[seq - 1]["envelope"])
    told["actor"]["user"] = "ola"
    rows[seq - 1]["envelope"] = chain.canonical(told)
    reseal(forger, CASE, rows)
    return CASE, seq


def rewrite_a_text_with_its_commitment(forger: Forger) -> Place:
    rows, seq = rows_of(forger, CASE), forger.with_text()
    texts = chain.canonical({"reason": "noe annet"})
    told = json.loads(rows[seq - 1]["envelope"]) | {"commitment": chain.seal_text(SALT, texts)}
    rows[seq - 1]["envelope"] = chain.canonical(told)
    forger.sql("UPDATE payload SET texts = :t WHERE case_id = :case AND seq = :s", t=texts, s=seq)
    reseal(forger, CASE, rows)
    return CASE, seq


def rewrite_from_an_event_and_spoil_a_later_text(forger: Forger) -> Place:
    """The chain blames the text; what is first is what only the checkpoint shows."""
    later = forger.chance.randrange(3, EVENTS, 2)
    rows, seq = rows_of(forger, CASE), forger.seq(later - 1)
    told = json.loads(rows[seq - 1]["envelope"])
    told["actor"]["user"] = "ola"
    rows[seq - 1]["envelope"] = chain.canonical(told)
    reseal(forger, CASE, rows)
    forger.sql("UPDATE payload SET texts = '{}' WHERE case_id = :case AND seq = :s", s=later)
    return CASE, seq


def cut(forger: Forger, case_id: str, last: int) -> None:
    forger.conn.execute(text("DELETE FROM payload WHERE case_id = :c AND seq > :s"), {"c": case_id, "s": last})
    reseal(forger, case_id, rows_of(forger, case_id)[:last])


def cut_off_the_tail(forger: Forger) -> Place:
    last = forger.chance.randrange(1, EVENTS)
    cut(forger, CASE, last)
    return CASE, last + 1


def cut_off_what_the_third_checkpoint_has_and_the_second_too(forger: Forger) -> Place:
    cut(forger, THIRD, 1)
    return THIRD, 2


def take_an_event_out(forger: Forger) -> Place:
    rows, seq = bare(forger, CASE), forger.seq()
    del rows[seq - 1]
    reseal(forger, CASE, rows)
    return CASE, 1


def take_a_text_less_event_out(forger: Forger) -> Place:
    """Only the tail moves: what comes before keeps its texts and hashes."""
    rows, seq = rows_of(forger, CASE), forger.chance.randrange(2, EVENTS, 2)
    kept = rows[: seq - 1] + [without_texts(row) for row in rows[seq:]]
    forger.sql("DELETE FROM payload WHERE case_id = :case AND seq >= :s", s=seq)
    reseal(forger, CASE, kept)
    return CASE, seq


def put_an_event_in(forger: Forger) -> Place:
    rows, seq = rows_of(forger, CASE), forger.seq()
    told = json.loads(rows[0]["envelope"]) | {"id": "falsk", "texts": [], "commitment": ""}
    new = {**rows[0], "envelope": chain.canonical(told)}
    forger.sql("DELETE FROM payload WHERE case_id = :case AND seq >= :s", s=seq)
    reseal(forger, CASE, [*rows[: seq - 1], new, *(without_texts(row) for row in rows[seq - 1 :])])
    return CASE, seq


def let_two_events_change_places(forger: Forger) -> Place:
    rows, (first, second) = rows_of(forger, CASE), forger.two()
    forger.sql("DELETE FROM payload WHERE case_id = :case AND seq >= :s", s=first)
    rows = rows[: first - 1] + [without_texts(row) for row in rows[first - 1 :]]
    rows[first - 1], rows[second - 1] = rows[second - 1], rows[first - 1]
    reseal(forger, CASE, rows)
    return CASE, first


def let_two_cases_change_an_event(forger: Forger) -> Place:
    one, other, seq = bare(forger, CASE), bare(forger, OTHER), forger.seq()
    one[seq - 1], other[seq - 1] = other[seq - 1], one[seq - 1]
    forger.sql("UPDATE event SET event_id = event_id || 'x'")  # both are written anew: no id is there twice meanwhile
    reseal(forger, CASE, one)
    reseal(forger, OTHER, other)
    return CASE, 1


def let_two_cases_change_names(forger: Forger) -> Place:
    one, other = bare(forger, CASE), bare(forger, OTHER)
    forger.sql("UPDATE event SET event_id = event_id || 'x'")
    reseal(forger, CASE, other)
    reseal(forger, OTHER, one)
    return CASE, 1


def remove_a_case(forger: Forger) -> Place:
    for table in ("payload", "event", "case_state", "case_head"):
        forger.sql(f"DELETE FROM {table} WHERE case_id = :case")  # noqa: S608 (names of tables)
    return CASE, 1


def remove_every_case(forger: Forger) -> Place:
    for table in ("payload", "event", "case_state", "case_head", "checkpoint"):
        forger.sql(f"DELETE FROM {table}")  # noqa: S608 (names of tables)
    return "", EXPORTED


def put_an_older_copy_in(forger: Forger) -> Place:
    """Every case as it was earlier, and the checkpoints as they were then."""
    for case_id, most in ((CASE, EVENTS), (OTHER, EVENTS), (THIRD, 3)):
        cut(forger, case_id, forger.seq(most))
    forger.sql("DELETE FROM checkpoint WHERE number >= :n", n=EXPORTED)
    return "", EXPORTED


def record_with_the_clock_set_back(forger: Forger) -> Place:
    """Consistent in every way, and after the checkpoint: only the time tells."""
    case_id = forger.chance.choice((CASE, THIRD))
    rows = rows_of(forger, case_id)
    back = LATER + timedelta(days=2) - timedelta(minutes=forger.chance.randrange(3, 50_000))
    column = rows[-1]["recorded_at"]
    told = json.loads(rows[-1]["envelope"]) | {
        "id": "sent",
        "recorded": back.isoformat(),
        "texts": [],
        "commitment": "",
    }
    as_column = back if isinstance(column, datetime) else f"{back:%Y-%m-%d %H:%M:%S.%f}"
    reseal(forger, case_id, [*rows, {**rows[-1], "envelope": chain.canonical(told), "recorded_at": as_column}])
    return case_id, len(rows) + 1


def change_a_source(forger: Forger) -> Place:
    name = forger.chance.choice(SOURCES).hash
    change = forger.chance.choice(("text = 'annet'", "kind = 'codes'", "origin = 'c.yaml'"))
    forger.sql(f"UPDATE source SET {change} WHERE hash = :h", h=name)  # noqa: S608 (columns)
    return name, 0


def delete_a_source(forger: Forger) -> Place:
    name = forger.chance.choice(SOURCES).hash
    forger.sql("DELETE FROM digest_source")
    forger.sql("DELETE FROM source WHERE hash = :h", h=name)
    return name, 0


def change_what_a_digest_rests_on(forger: Forger) -> Place:
    name = forger.chance.choice(SOURCES).hash
    forger.sql("DELETE FROM digest_source WHERE source_hash = :h", h=name)
    return "d" * 64, 0


def change_a_checkpoint(forger: Forger) -> Place:
    number = forger.seq(3)
    told = str(forger.conn.execute(text("SELECT statement FROM checkpoint WHERE number = :n"), {"n": number}).scalar())
    place = forger.chance.randrange(len(told))
    letter = forger.chance.choice([c for c in 'abc019{}" æ' if c != told[place]])
    altered = told[:place] + letter + told[place + 1 :]
    forger.sql("UPDATE checkpoint SET statement = :t WHERE number = :n", t=altered, n=number)
    return "", number


def change_a_signature(forger: Forger) -> Place:
    number = forger.seq(3)
    change = forger.chance.choice(("''", "'zz'", "substr(signature, 2) || 'a'"))
    forger.sql(f"UPDATE checkpoint SET signature = {change} WHERE number = :n", n=number)  # noqa: S608 (values)
    return "", number


def delete_checkpoints(forger: Forger) -> Place:
    first = forger.seq(EXPORTED)
    last = forger.chance.choice((first, 3))
    forger.sql("DELETE FROM checkpoint WHERE number BETWEEN :a AND :b", a=first, b=last)
    return "", first if last < 3 or first == 3 else EXPORTED


def let_two_checkpoints_change_places(forger: Forger) -> Place:
    first, second = sorted(forger.chance.sample((1, 2, 3), 2))
    for old, new in ((first, -1), (second, first), (-1, second)):
        forger.sql("UPDATE checkpoint SET number = :new WHERE number = :old", old=old, new=new)
    return "", first


def sign_one_with_a_key_of_ones_own(forger: Forger) -> Place:
    forger.sql("INSERT INTO checkpoint SELECT 4, statement, signature, body FROM checkpoint WHERE number = 3")
    told = replace(
        checkpoint.read_statement(kept(forger)[3].text), number=4, previous=kept(forger)[2].hash, key="9" * 64
    )
    forger.sql("UPDATE checkpoint SET statement = :t WHERE number = 4", t=checkpoint.write_statement(told))
    return "", 4


def kept(forger: Forger) -> list[Checkpoint]:
    return [each for _, each in checkpoints.every(forger.conn)]


CUNNING: tuple[Callable[[Forger], Place], ...] = (
    rewrite_from_an_event,
    rewrite_a_text_with_its_commitment,
    rewrite_from_an_event_and_spoil_a_later_text,
    cut_off_the_tail,
    cut_off_what_the_third_checkpoint_has_and_the_second_too,
    take_an_event_out,
    take_a_text_less_event_out,
    put_an_event_in,
    let_two_events_change_places,
    let_two_cases_change_an_event,
    let_two_cases_change_names,
    remove_a_case,
    remove_every_case,
    put_an_older_copy_in,
    record_with_the_clock_set_back,
    change_a_source,
    delete_a_source,
    change_what_a_digest_rests_on,
    change_a_checkpoint,
    change_a_signature,
    delete_checkpoints,
    let_two_checkpoints_change_places,
    sign_one_with_a_key_of_ones_own,
)
TAMPERINGS: tuple[Callable[[Forger], int | Place], ...] = (*CUNNING, *FORGERIES)


def found(conn: Connection, world: World) -> list[Finding]:
    return list(against(conn, world.file, world.keys))


def expected_and_found(
    conn: Connection, world: World, tamper: Callable[[Forger], int | Place], chance: random.Random
) -> tuple[Place, int | None]:
    """Tampers, compares and undoes: the place that should be named, and the one that is in that case."""
    with conn.begin_nested() as undone:
        told = tamper(Forger(conn, chance))
        place = (CASE, told) if isinstance(told, int) else told
        first = next((each.seq for each in found(conn, world) if each.case_id == place[0]), None)
        undone.rollback()
    return place, first


@pytest.mark.soak
def test_every_tampering_is_found_against_the_last_checkpoint_and_its_place_named(world: World) -> None:
    chance = random.Random(20261122)
    wanted = count(135, 10_000)
    for first in range(0, wanted, AT_A_TIME):
        with tampered(world.database) as conn:
            for number in range(first, min(first + AT_A_TIME, wanted)):
                tamper = TAMPERINGS[number % len(TAMPERINGS)]
                place, seq = expected_and_found(conn, world, tamper, chance)
                assert seq == place[1], f"{tamper.__name__}, number {number}, {place[0]}"
    with world.database.read() as conn:
        assert found(conn, world) == []


@pytest.mark.parametrize("tamper", [cut_off_the_tail, remove_a_case, rewrite_from_an_event, put_an_older_copy_in])
def test_nothing_is_signed_over_a_log_that_is_not_what_it_was(world: World, tamper: Callable[[Forger], Place]) -> None:
    with tampered(world.database) as conn:
        tamper(Forger(conn, random.Random(1)))
        conn.commit()
    with pytest.raises(IntegrityError, match="signert"):
        world.maker.make()
    with world.database.read() as conn:
        assert len(checkpoints.every(conn)) <= 3


def test_nothing_is_signed_while_the_clock_shows_an_earlier_time_than_the_last_checkpoint(world: World) -> None:
    world.clock.shows = LATER
    with pytest.raises(IntegrityError, match="Klokken"):
        world.maker.make()


def test_what_came_after_the_last_checkpoint_that_left_can_be_removed_unseen(world: World) -> None:
    """The limit that is told by ``verify --checkpoint``."""
    with tampered(world.database) as conn:
        cut(Forger(conn, random.Random(1)), THIRD, 2)
        conn.execute(text("DELETE FROM checkpoint WHERE number > :n"), {"n": EXPORTED})
        assert found(conn, world) == []


def test_a_clock_that_was_set_back_by_less_than_two_minutes_is_not_seen(world: World) -> None:
    with tampered(world.database) as conn:
        forger = Forger(conn, random.Random(1))
        rows = rows_of(forger, THIRD)
        back = LATER + timedelta(days=2) - timedelta(minutes=2)
        told = json.loads(rows[-1]["envelope"]) | {"recorded": back.isoformat()}
        as_column = back if isinstance(rows[-1]["recorded_at"], datetime) else f"{back:%Y-%m-%d %H:%M:%S.%f}"
        reseal(forger, THIRD, [*rows[:-1], {**rows[-1], "envelope": chain.canonical(told), "recorded_at": as_column}])
        assert found(conn, world) == []


def test_the_proof_is_the_whole_hash_and_not_the_marks(world: World) -> None:
    body = checkpoint.read_body(world.file.body)
    heads = [replace(head, hash=head.hash[:-1] + ("0" if head.hash[-1] != "0" else "1")) for head in body.heads]
    with world.database.read() as conn:
        told = list(compare(conn, world.file.statement, replace(body, heads=tuple(heads))))
    assert [(each.case_id, each.seq) for each in told] == [(CASE, EVENTS), (OTHER, EVENTS), (THIRD, 2)]


def test_a_file_of_another_installation_is_another_checkpoint(world: World) -> None:
    told = replace(world.file.statement, installation="annen")
    text_ = checkpoint.write_statement(told)
    other = replace(world.file, text=text_, signature=world.maker.signer.sign(checkpoint.signed_bytes(text_)))
    with world.database.read() as conn:
        (finding,) = against(conn, other, world.keys)
    assert (finding.reason, finding.seq) == (Reason.checkpoint_other, EXPORTED)


def test_older_bodies_are_let_go_and_the_newest_is_kept(world: World) -> None:
    with world.database.read() as conn:
        assert [bool(each.body) for _, each in checkpoints.every(conn)] == [False, False, True]


def test_after_a_rotation_what_the_old_key_signed_still_holds(world: World, tmp_path: Path) -> None:
    new_key(KeyFolder(tmp_path / "keys"))
    signer = current_signer(KeyFolder(tmp_path / "keys"))
    rotated = replace(world.maker, signer=signer, keys={**world.keys, signer.fingerprint: signer.public})
    assert rotated.make().statement.key == signer.fingerprint
    with world.database.read() as conn:
        assert list(against(conn, world.file, rotated.keys)) == []
        (finding,) = against(conn, world.file, world.keys)
    assert (finding.reason, finding.seq) == (Reason.checkpoint_altered, 4)


def test_a_checkpoint_before_the_file_is_held_by_the_chain_whoever_signed_it(world: World) -> None:
    """As for somebody who has only the newest public key."""
    with tampered(world.database) as conn:
        conn.execute(text("DELETE FROM checkpoint WHERE number > :n"), {"n": EXPORTED})
        assert list(against(conn, world.file, {})) == []
        first = checkpoints.every(conn)[0][1]
        told = checkpoint.write_statement(replace(first.statement, at=START))
        conn.execute(text("UPDATE checkpoint SET statement = :t WHERE number = 1"), {"t": told})
        (finding,) = against(conn, world.file, {})
    assert (finding.reason, finding.seq) == (Reason.checkpoint_altered, 1)
