"""Many at once: eight threads that write in one process, and two workers that sweep one PostgreSQL."""

import multiprocessing
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.measuring import Row, seconds
from benchmarks.scene import ACTS, OPENED, Scene, open_case, scene, story
from pathways.engine.sweep import sweep

THREADS = 8
STORIES = 20
"""Stories that one thread writes."""

SWEPT_CASES = 600
WHEN = OPENED + timedelta(days=90)
"""By then five things fall due in each case whose story is told."""

Bare = Callable[[], float]


def threads_row(folder: Path, bare_seconds: float) -> Row:
    """Eight threads on SQLite against the bare transaction of one client, whose seconds per act are given."""
    stage = scene(f"sqlite:///{folder}/threads.db")
    shares = [[open_case(stage) for _ in range(STORIES)] for _ in range(THREADS)]
    latencies: list[float] = []

    def work(cases: list[str]) -> None:
        for case_id in cases:
            start = time.perf_counter()
            story(stage, case_id)
            latencies.append((time.perf_counter() - start) / ACTS)

    def together() -> None:
        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(work, shares))

    spent = seconds(together) / (THREADS * STORIES * ACTS)
    stage.database.close()
    slowest = statistics.quantiles(latencies, n=100)[-1]
    figure = f"{bare_seconds / spent:.2f} ({1 / spent:.0f}/s; an act at p99 {slowest * 1e3:.1f} ms)"
    return Row(name="SQLite: 8 threads ÷ bare single client", figure=figure, gate="≥ 0.7", goal="≥ 1.2; p99 ≤ 10 ms")


def told(url: str) -> Scene:
    """A scene full of cases in which something falls due."""
    stage = scene(url)
    for _ in range(SWEPT_CASES):
        story(stage, open_case(stage))
    return stage


def two_workers_row(url: str, one: float) -> Row:
    """Two processes sweep one PostgreSQL; ``one`` is the rate of a single worker in the same run."""
    told(url).database.close()
    spawn = multiprocessing.get_context("spawn")
    ready, results = spawn.Barrier(2), spawn.Queue()
    workers = [spawn.Process(target=_work, args=(url, ready, results)) for _ in range(2)]
    for worker in workers:
        worker.start()
    found = [results.get(timeout=120) for _ in workers]
    for worker in workers:
        worker.join()
    spent = max(end for _, end, _ in found) - min(start for start, _, _ in found)
    rate = sum(passed for *_, passed in found) / spent
    figure = f"{rate / one:.2f} ({rate:.0f} crossings/s; shares {found[0][2]} and {found[1][2]})"
    return Row(name="PostgreSQL: sweep, two workers ÷ one", figure=figure, gate="≥ 1.3", goal="≥ 1.5")


def _work(url: str, ready: Any, results: Any) -> None:  # noqa: ANN401 (multiprocessing's)
    """One worker: begins with the other, and tells when it began and ended by the machine's steady clock."""
    stage = scene(url)
    ready.wait()
    start = time.monotonic()
    swept = sweep(stage.database, stage.desk, WHEN)
    results.put((start, time.monotonic(), swept.passed))
    if swept.failed:
        raise AssertionError(f"cases that could not be swept: {swept.failed}")
    stage.database.close()
