"""An advance against the bare transaction that writes the same rows, on both databases."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.crowding import threads_row
from benchmarks.measuring import ROUNDS, Row, cpu_seconds, interleaved, seconds
from benchmarks.scene import ACTS, Scene, open_case, scene, story
from benchmarks.statements import Tape, play, recording
from pathways.store.engines import LOG_PAGES

CASES = 20
"""Cases in one round; each has its story."""

IN_ROUND = CASES * ACTS

Connect = Callable[[], Any]


def _prepared(url: str) -> tuple[Scene, list[str]]:
    stage = scene(url)
    return stage, [open_case(stage) for _ in range(CASES * (ROUNDS + 1))]


def _round(cases: list[str], number: int) -> list[str]:
    return cases[number * CASES : (number + 1) * CASES]


def _tape(url: str) -> Tape:
    """What all rounds send, from a run of its own: seeded ids make it the same rows as in the measured run."""
    stage, cases = _prepared(url)
    with recording(stage.database) as tape:
        for case_id in cases:
            story(stage, case_id)
    stage.database.close()
    if len(tape.transactions) != len(cases) * ACTS:
        raise ValueError(f"{len(tape.transactions)} transactions for {len(cases) * ACTS} acts: not the same work")
    return tape


def sqlite_advance(folder: Path, *, durable: bool) -> tuple[float, float, float]:
    """Seconds per round of engine and bare driver, and the median ratio engine ÷ bare."""
    tape = _tape(f"sqlite:///{folder}/tape.db")
    stage, cases = _prepared(f"sqlite:///{folder}/engine.db")
    stage.database.close()
    shutil.copy(folder / "engine.db", folder / "bare.db")
    stage = scene(f"sqlite:///{folder}/engine.db")
    if not durable:
        _without_sync(stage)
    bare = _bare_sqlite(folder / "bare.db", durable=durable)

    def engine_round(number: int) -> None:
        for case_id in _round(cases, number):
            story(stage, case_id)

    def bare_round(number: int) -> None:
        play(bare, tape.transactions[number * IN_ROUND : (number + 1) * IN_ROUND], "BEGIN IMMEDIATE")

    result = interleaved(engine_round, bare_round, seconds if durable else cpu_seconds)
    bare.close()
    stage.database.close()
    return result


def postgres_advance(new_database: Callable[[], str]) -> tuple[float, float, float]:
    """The same on PostgreSQL, over its socket, with durable commits."""
    import psycopg  # noqa: PLC0415 (only where PostgreSQL is measured)

    tape = _tape(new_database())
    stage, cases = _prepared(new_database())
    bare_url = new_database()
    bare_stage, _ = _prepared(bare_url)
    bare_stage.database.close()
    bare = psycopg.connect(bare_url.replace("+psycopg", ""))

    def engine_round(number: int) -> None:
        for case_id in _round(cases, number):
            story(stage, case_id)

    def bare_round(number: int) -> None:
        play(bare, tape.transactions[number * IN_ROUND : (number + 1) * IN_ROUND], "")

    result = interleaved(engine_round, bare_round)
    bare.close()
    stage.database.close()
    return result


def rows(folder: Path) -> list[Row]:
    """The lines on SQLite."""
    engine, bare, ratio = sqlite_advance(_sub(folder, "full"), durable=True)
    busy, bare_busy, cpu = sqlite_advance(_sub(folder, "cpu"), durable=False)
    return [
        Row(
            name="SQLite: bare ÷ advance, durable, one client",
            figure=f"{1 / ratio:.2f} ({engine / IN_ROUND * 1e6:.0f} µs against {bare / IN_ROUND * 1e6:.0f} µs)",
            gate="≥ 0.45",
            goal="≥ 0.60",
        ),
        Row(
            name="SQLite: processor time, advance ÷ bare, no sync",
            figure=f"{cpu:.1f} ({busy / IN_ROUND * 1e6:.0f} µs against {bare_busy / IN_ROUND * 1e6:.0f} µs)",
            gate="≤ 5",
            goal="≤ 3",
        ),
        threads_row(_sub(folder, "threads"), bare / IN_ROUND),
    ]


def postgres_rows(new_database: Callable[[], str]) -> list[Row]:
    """The line on PostgreSQL."""
    engine, bare, ratio = postgres_advance(new_database)
    return [
        Row(
            name="PostgreSQL: bare ÷ advance, durable, one client",
            figure=f"{1 / ratio:.2f} ({engine / IN_ROUND * 1e6:.0f} µs against {bare / IN_ROUND * 1e6:.0f} µs)",
            gate="≥ 0.65",
            goal="≥ 1.3",
        )
    ]


def _sub(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


def _without_sync(stage: Scene) -> None:
    with stage.database.read() as conn:
        conn.exec_driver_sql("ROLLBACK")
        conn.exec_driver_sql("PRAGMA synchronous=OFF")
        conn.exec_driver_sql("BEGIN")


def _bare_sqlite(path: Path, *, durable: bool) -> Any:  # noqa: ANN401 (a driver's connection)
    import pysqlite3.dbapi2 as driver  # noqa: PLC0415 (only where SQLite is measured)

    connection = driver.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={'FULL' if durable else 'OFF'}")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
    return connection
