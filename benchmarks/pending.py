"""Few and many timers pending: finding what is due, a tick with nothing to do, and passing what has fallen due.

What is swept are real cases, told by the engine. What is only pending beside them is poured in by bulk statements: a
head and timers as one of the real cases has them, some years on. No log and no state lie behind these; none is read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import insert, select

from benchmarks.crowding import WHEN, told
from benchmarks.measuring import Row, best_of, seconds
from benchmarks.scene import OPENED, Scene, scene
from pathways.engine.sweep import Swept, sweep
from pathways.store import timers
from pathways.store.tables import CASE_HEAD, TIMER

FEW = 10_000
MANY = (100_000,)
LARGE = (300_000, 1_000_000)
"""Levels above the first; the second ones with ``--large``."""

DUE = 500
"""Timers found in one go."""
REPEATS = 200
POURED = 20_000
"""Timers sent in one statement."""
LATER = timedelta(days=2 * 365)
SPREAD = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What was measured with so many pending. Seconds for each act or crossing."""

    pending: int
    find: float
    idle: float
    crossing: float


def measure(url: str, pending: int) -> Level:
    """A new base at ``url`` with so many timers pending besides those that fall due."""
    filled = told(url)
    _pour(filled, pending)
    filled.database.close()  # and with it what SQLite has written ahead: no installation has all its timers there
    stage = scene(url)
    found = Level(pending=pending, find=_find(stage), idle=_idle(stage), crossing=_sweep(stage))
    stage.database.close()
    return found


def rows(database: str, new_url: Callable[[], str], levels: tuple[int, ...]) -> tuple[list[Row], float]:
    """The lines of one database, by its name for people, and what one worker passes in a second with few pending."""
    few, *more = (measure(new_url(), pending) for pending in (FEW, *levels))
    gate, rate = ("≤ 2", "≥ 3,000") if database == "SQLite" else ("≤ 6", "≥ 4,000")
    goal = "≥ 8,000" if database == "SQLite" else "≥ 7,000"
    found = [_swept(database, few, "", "")]
    for many in more:
        over = f"{database}, {_thousands(many.pending)} ÷ {_thousands(FEW)} pending"
        full = many.pending >= LARGE[-1]
        found += [
            _ratio(f"{over}: find {DUE} due", many.find, few.find, gate if full else "", "≤ 1.3"),
            _ratio(f"{over}: idle tick", many.idle, few.idle, gate if full else "", "≤ 1.3"),
            _ratio(f"{over}: a crossing", many.crossing, few.crossing, "≤ 5" if full else "", "≤ 2.5"),
            _swept(database, many, rate if full else "", goal if full else ""),
        ]
    return found, 1 / few.crossing


def _pour(stage: Scene, pending: int) -> None:
    with stage.database.write() as conn:
        head = dict(conn.execute(select(CASE_HEAD).limit(1)).mappings().one())
        shape = [(row.due_at, row.key) for row in conn.execute(select(TIMER).where(TIMER.c.case_id == head["case_id"]))]
        cases = [f"{number:032x}" for number in range(-(-pending // len(shape)))]
        first = min(due for due, _ in shape)

        def on(number: int) -> timedelta:
            return LATER + SPREAD * (number / len(cases))

        heads = ({**head, "case_id": cases[n], "next_due": first + on(n)} for n in range(len(cases)))
        _send(heads, lambda batch: conn.execute(insert(CASE_HEAD), batch))
        poured = (
            {"due_at": due + on(number), "case_id": case_id, "key": key}
            for number, case_id in enumerate(cases)
            for due, key in shape
        )
        _send(poured, lambda batch: conn.execute(insert(TIMER), batch))
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql("ANALYZE")  # as the server does by itself some minutes later


def _send(rows_: Iterator[dict[str, object]], send: Callable[[list[dict[str, object]]], object]) -> None:
    batch: list[dict[str, object]] = []
    for row in rows_:
        batch.append(row)
        if len(batch) == POURED:
            send(batch)
            batch = []
    if batch:
        send(batch)


def _find(stage: Scene) -> float:
    def work() -> None:
        for _ in range(REPEATS):
            with stage.database.read() as conn:
                assert len(timers.due(conn, WHEN, DUE)) == DUE

    return best_of(work) / REPEATS


def _idle(stage: Scene) -> float:
    def work() -> None:
        for _ in range(REPEATS):
            assert not sweep(stage.database, stage.desk, OPENED).passed

    return best_of(work) / REPEATS


def _sweep(stage: Scene) -> float:
    swept: list[Swept] = []
    spent = seconds(lambda: swept.append(sweep(stage.database, stage.desk, WHEN)))
    assert not swept[0].failed
    return spent / swept[0].passed


def _ratio(name: str, many: float, few: float, gate: str, goal: str) -> Row:
    return Row(name=name, figure=f"{many / few:.2f} ({many * 1e6:.0f} µs)", gate=gate, goal=goal)


def _swept(database: str, level: Level, gate: str, goal: str) -> Row:
    name = f"{database}, {_thousands(level.pending)} pending: sweep, one worker"
    return Row(name=name, figure=f"{1 / level.crossing:,.0f} crossings/s", gate=gate, goal=goal)


def _thousands(pending: int) -> str:
    return f"{pending // 1000}k" if pending < 1_000_000 else f"{pending // 1_000_000}M"
