"""Interleaved rounds, medians, and one printed table. A figure is only compared with one from the same run."""

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

ROUNDS = 5
"""Rounds after one warm-up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table. ``gate`` and ``goal`` are words; empty where there is none."""

    name: str
    figure: str
    gate: str
    goal: str


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes once, in seconds of elapsed time."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cpu_seconds(work: Callable[[], object]) -> float:
    """How much processor time ``work`` takes once."""
    start = time.process_time()
    work()
    return time.process_time() - start


def interleaved(
    first: Callable[[int], object],
    second: Callable[[int], object],
    clock: Callable[[Callable[[], object]], float] = seconds,
) -> tuple[float, float, float]:
    """Medians of both, and the median of the rounds' ratios first ÷ second. Each gets the number of its round."""
    pairs = [(clock(partial(first, n)), clock(partial(second, n))) for n in range(ROUNDS + 1)][1:]
    ratios = [a / b for a, b in pairs]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), statistics.median(ratios)


def best_of(work: Callable[[], object], times: int = ROUNDS) -> float:
    """The shortest of several runs, in seconds."""
    return min(seconds(work) for _ in range(times))


def show(title: str, rows: Sequence[Row]) -> None:
    """Print one part of the table."""
    print(f"\n## {title}\n\n| measure | figure | gate | goal |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row.name} | {row.figure} | {row.gate} | {row.goal} |")
    sys.stdout.flush()
