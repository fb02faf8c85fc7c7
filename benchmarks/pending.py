"""Finding what is due, and a tick with nothing to do, with few and with many timers pending.

Many are a hundred thousand; a million with ``PATHWAYS_SOAK=1``, as the gate says (filling it takes minutes).
"""

import os
from datetime import timedelta
from pathlib import Path

from benchmarks.measuring import Row, best_of
from benchmarks.scene import OPENED, Scene, open_case, scene
from pathways.engine.sweep import sweep
from pathways.store import timers
from pathways.store.timers import Timer

FEW = 10_000
MANY = 1_000_000 if os.environ.get("PATHWAYS_SOAK") else 100_000
DUE = 500
"""Timers found in one go."""
REPEATS = 200


def _filled(url: str, count: int) -> Scene:
    """A scene with ``count`` pending timers, spread over the year after the first ``DUE``."""
    stage = scene(url)
    case_id = open_case(stage)
    step = timedelta(days=365) / count
    with stage.database.write() as conn:
        filled = [Timer(due_at=OPENED + step * (n + 1), case_id=case_id, key=f"bench|{n}|x") for n in range(count)]
        timers.replace_all(conn, case_id, filled)
    return stage


def _find(stage: Scene) -> float:
    def work() -> None:
        for _ in range(REPEATS):
            with stage.database.read() as conn:
                timers.due(conn, OPENED + timedelta(days=400), DUE)

    return best_of(work) / REPEATS


def _idle(stage: Scene) -> float:
    def work() -> None:
        for _ in range(REPEATS):
            sweep(stage.database, stage.desk, OPENED)

    return best_of(work) / REPEATS


def rows(database: str, few_url: str, many_url: str) -> list[Row]:
    """The lines for one database; ``database`` is its name for people."""
    few, many = _filled(few_url, FEW), _filled(many_url, MANY)
    gate = "≤ 2 (1M against 10k)" if database == "SQLite" else "≤ 6 (1M against 10k)"
    found = [
        _row(f"{database}: {what}, {MANY // 1000}k ÷ 10k pending", measure(few), measure(many), gate)
        for what, measure in ((f"find {DUE} due", _find), ("idle tick", _idle))
    ]
    few.database.close()
    many.database.close()
    return found


def _row(name: str, few: float, many: float, gate: str) -> Row:
    return Row(name=name, figure=f"{many / few:.2f} ({many * 1e6:.0f} µs)", gate=gate, goal="≤ 1.3")


def sqlite_rows(folder: Path) -> list[Row]:
    """The lines on SQLite."""
    return rows("SQLite", f"sqlite:///{folder}/few.db", f"sqlite:///{folder}/many.db")
